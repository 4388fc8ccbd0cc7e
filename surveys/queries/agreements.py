"""Reads over the agreement: which holds, what it allows to be asked, what earlier waves were promised."""

import copy
from typing import Any

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policy.models import EndorsementKind, EndorsementRequest
from surveys.domain.rotation import add_months
from surveys.models import Agreement, Item, ItemKind, SurveySettings, Wave, WaveState


def agreement_in_force() -> Agreement | None:
    """The newest version that was agreed; None before the first."""
    found: Agreement | None = Agreement.objects.agreed().select_related("request").first()
    return found


def proposal_running() -> Agreement | None:
    """The version that waits for an answer or a decision; there is one at most."""
    running = EndorsementRequest.objects.running().filter(kind=EndorsementKind.AGREEMENT)
    found: Agreement | None = Agreement.objects.filter(request__in=running).select_related("request").first()
    return found


def themes_to_ask() -> set[str]:
    """The themes of which the next wave may ask statements: those of the newest agreement (one or two queries)."""
    rules = Agreement.objects.agreed().first() or SurveySettings.objects.first() or SurveySettings()
    return set(rules.themes)


def outside_agreement(item: Item, themes: set[str]) -> bool:
    """Whether a statement is of a theme that may not be asked. The core is always asked, open questions too."""
    return item.kind == ItemKind.BANK and item.theme not in themes


def as_promised(settings: SurveySettings, **waves: Any) -> SurveySettings:
    """The settings with the groups no smaller than promised to whoever answered the `waves` of a block.

    Never saved: a lower k that was agreed on later holds for later answers only.
    """
    promised = Wave.objects.filter(**waves).aggregate(k=Max("agreement__k"), open_k=Max("agreement__open_k"))
    found = copy.copy(settings)
    found.k = max(settings.k, promised["k"] or 0)
    found.open_k = max(settings.open_k, promised["open_k"] or 0)
    return found


def why_it_waits(wave: Wave, settings: SurveySettings) -> str:
    """Why the agreement keeps a planned wave from being drawn; empty when it does not (at most three queries)."""
    newest = Agreement.objects.agreed().first()
    if newest is None:
        return _("There is no agreement in force yet. No wave starts without one.")
    if settings.agreement_id != newest.id:
        return _("A new version of the agreement was agreed. It takes effect when the open wave has closed.")
    before = Wave.objects.exclude(state=WaveState.PLANNED).filter(month__lt=wave.month).first()
    if before is not None and wave.month < (first := add_months(before.month, settings.months_apart)):
        return _(
            "The agreed rhythm is %(rhythm)s, and the next wave can open from %(day)s. Cancel this wave and plan "
            "another one."
        ) % {"rhythm": settings.get_rhythm_display(), "day": date_format(first)}
    return ""
