"""A project that starts from the signal of a review: a real one, at step 1, with the signal written there."""

from collections.abc import Collection
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from surveys.actions.review_changes import about, changed, locked_to_change
from surveys.models import Decision, DecisionKind, Review
from surveys.registry import project_starter
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership, Unit


@transaction.atomic
def decide_project(
    *,
    actor: Membership | None,
    review: Review,
    name: str,
    goal: str,
    units: Collection[Unit],
    signal: str,
    form_key: UUID | None = None,
) -> Decision:
    """Start a project from the signal of `review`.

    With `form_key`, a second call with the same key returns the first one's decision. Raises `Refused` without a
    signal, what starting a project refuses, and once the review is signed.
    """
    review = locked_to_change(review)
    if not signal.strip():
        raise Refused(_("Write down which signal this project starts from."))
    # Of this review only: a key that somebody made up names no project of anybody else.
    identity = uuid5(review.id, str(form_key)) if form_key else uuid4()
    found = Decision.objects.filter(review=review, project=identity).first()
    if found is not None:
        return found
    project_starter().start(
        actor=actor, identity=identity, name=name, goal=goal, units=units, signal=signal.strip()
    )
    decision = Decision.objects.create(
        review=review,
        kind=DecisionKind.PROJECT,
        project=identity,
        title=name.strip(),
        reason=signal.strip()[:300],
        decided_by=actor.user if actor else None,
    )
    audit.record(
        "surveys.decided", actor=actor, subject=decision.title, kind=DecisionKind.PROJECT, **about(review)
    )
    changed(review=review, actor=actor)
    return decision
