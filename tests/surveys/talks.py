"""Reviews at every stage, made by the real actions; inside the scope only, except `path` and `told`."""

from datetime import date
from typing import Any

from surveys.actions import reviewing
from surveys.actions.review_notes import record_dissent, write_note
from surveys.actions.signing import sign_review
from surveys.models import Item, Review
from surveys.queries.review_content import current_mark
from tests.cast import Zandbak
from tests.surveys.published import close_with, sheets
from werkdruk.core import jobs
from werkdruk.core.models import Job, JobState

JANUARY = date(2026, 1, 1)


def opened(zandbak: Zandbak, month: date = JANUARY) -> Review:
    """A review of a wave of sixteen people."""
    wave = close_with(month, sheets(10, 6, V27=4, V29=2, V31=5))
    return Review.objects.select_related("wave").get(wave=wave)


def talked(zandbak: Zandbak, month: date = JANUARY) -> Review:
    """The same with decisions, shared notes, a position that differs and what was said."""
    review = opened(zandbak, month)
    olaf, bea = zandbak.member(zandbak.olaf), zandbak.member(zandbak.bea)
    reviewing.decide_action(
        actor=olaf,
        review=review,
        what="Invalpool op vrijdag",
        who=bea,
        due_on=date(2027, 1, 1),
        intended_effect="Rooster boven 50",
    )
    reviewing.decide_drop(
        actor=olaf, review=review, item=Item.objects.get(code="V29"), reason="We weten genoeg."
    )
    reviewing.decide_add(actor=bea, review=review, item=Item.objects.get(code="V28"), reason="Roosters.")
    write_note(actor=bea, review=review, text="De vrijdag blijft open.", share=True)
    record_dissent(actor=olaf, review=review, text="Ook in de vakanties.")
    reviewing.save_notes(actor=bea, review=review, notes="Lang over gesproken.", version=1)
    return Review.objects.select_related("wave").get(id=review.id)


def sign(zandbak: Zandbak, person: Any, review: Review, **more: Any) -> Review:
    """`person` signs what stands there now."""
    return sign_review(actor=zandbak.member(person), review=review, mark=current_mark(_fresh(review)), **more)


def signed(zandbak: Zandbak, review: Review | None = None) -> Review:
    """A review that both sides signed."""
    review = review or talked(zandbak)
    sign(zandbak, zandbak.olaf, review)
    return sign(zandbak, zandbak.bea, review)


def work(zandbak: Zandbak) -> None:
    """Do the jobs that wait; outside the scope."""
    with zandbak.scope():
        waiting = list(Job.objects.filter(state=JobState.WAITING).values_list("id", flat=True))
    for job in waiting:
        jobs.run(zandbak.id, job)


def path(zandbak: Zandbak, review: Review, *parts: object) -> str:
    """The address of a page of a review."""
    return "/".join([f"{zandbak.path}surveys/reviews/{review.id}", *map(str, parts), ""])


def told(answer: Any) -> list[tuple[str, str]]:
    """Kind and text of the messages that a page shows."""
    return [(one.level_tag, str(one)) for one in answer.context["messages"]]


def _fresh(review: Review) -> Review:
    return Review.objects.select_related("wave").get(id=review.id)
