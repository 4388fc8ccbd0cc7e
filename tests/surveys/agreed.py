"""Another version of the agreement through the real actions: Anna proposes, Olaf endorses; inside the scope only."""

from typing import Any

from policy.actions.endorsements import answer
from surveys.actions.agreements import propose_agreement
from surveys.actions.setup import ensure_settings
from surveys.models import RULES, Agreement
from surveys.queries.agreements import agreement_in_force
from tests.cast import Zandbak


def rules(**other: Any) -> dict[str, Any]:
    """The present rules but for `other`."""
    present = agreement_in_force() or ensure_settings()
    return {name: getattr(present, name) for name in RULES} | other


def propose(zandbak: Zandbak, **other: Any) -> Agreement:
    """Anna proposes the present rules but for `other`."""
    return propose_agreement(
        actor=zandbak.member(zandbak.anna), rules=rules(**other), reasons="Samen besproken."
    )


def agree_on(zandbak: Zandbak, **other: Any) -> Agreement:
    """The same, endorsed by Olaf: in force."""
    made = propose(zandbak, **other)
    answer(actor=zandbak.member(zandbak.olaf), endorsement=made.request, outcome="endorsed")
    made.refresh_from_db()
    return made
