"""An organisation with something on every page: a year of waves behind it, a project, plans, policy, files."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import time_machine
from django.db import transaction
from django.utils import timezone

from measures.models import MeasureState
from policy.actions import save_version
from projects.models import PlanDocument
from surveys.actions import releasing
from surveys.actions.answering import submit_answers
from surveys.actions.closing import close_wave
from surveys.actions.drawing import draw_wave
from surveys.actions.meetings import plan_meeting
from surveys.actions.notes import approve_note, draft_note
from surveys.actions.planning import plan_wave
from surveys.actions.review_notes import record_dissent, write_note
from surveys.actions.reviewing import decide_action
from surveys.actions.sending import forget_mailings
from surveys.actions.setup import place_everyone
from surveys.actions.signing import add_addendum, sign_review
from surveys.domain.mailing import MailKind
from surveys.links import make_token
from surveys.models import (
    AnswerRelease,
    DraftAnswer,
    Invitation,
    Mailing,
    MailingState,
    ReleaseState,
    Review,
    ReviewMinutes,
    Side,
    Wave,
)
from surveys.queries.review_content import current_mark
from tests.cast import Zandbak, make_employees, make_zandbak
from tests.measures.routes import make_action, make_measure
from tests.organisations.files import HEADINGS, upload
from tests.policy.routes import a_request, document_route, write
from tests.processes.scene import months_ago
from tests.projects import weighing
from tests.projects.scene import begun, make_plan, make_project, settle_kickoff
from tests.surveys.words import change, turn
from werkdruk.core import jobs
from werkdruk.core.models import Job
from werkdruk.organisations.actions.imports import match_columns
from werkdruk.organisations.actions.people import invite_member
from werkdruk.organisations.domain.staff_columns import guess
from werkdruk.organisations.models import Party


@dataclass
class Furnished:
    """The organisation and the paths of the links of its open wave."""

    zandbak: Zandbak
    links: list[str]


@transaction.atomic
def furnish(slug: str, staff: int = 120) -> Furnished:
    """Make it, through the product's own actions, each at its time.

    In one transaction: worker and beat see it when it is complete, and find nothing in it to send or to close.
    """
    zandbak = make_zandbak(slug)
    zandbak.organisation.representation = "works_council"
    zandbak.organisation.save()
    with zandbak.scope():
        make_employees(zandbak.team, staff // 2, f"{slug}-a")
        make_employees(zandbak.other_team, staff - staff // 2, f"{slug}-b")
        place_everyone()
    today = timezone.localdate()
    for months in range(12, 0, -1):
        day = months_ago(today, months)
        with time_machine.travel(datetime(day.year, day.month, 3, 9, tzinfo=UTC), tick=False):
            wave = _open_wave(zandbak)
            _answer(zandbak, wave, everyone=months < 3)
            close_wave(zandbak.id, wave.id)
    wave = _open_wave(zandbak)
    with zandbak.scope():
        links = [_path(slug, zandbak, row) for row in Invitation.objects.filter(wave=wave).order_by("id")]
        _rooms(zandbak)
        _reviews(zandbak)
        _words(zandbak)
    return Furnished(zandbak, links)


def _open_wave(zandbak: Zandbak) -> Wave:
    with zandbak.scope():
        wave = plan_wave(actor=None, opens_on=timezone.localdate())
    assert draw_wave(zandbak.id, wave.id)
    with zandbak.scope():
        # Nothing is mailed: the links are made here.
        Mailing.objects.create(wave=wave, kind=MailKind.INVITATION.value, state=MailingState.SENT)
        Wave.objects.filter(id=wave.id).update(sent_at=timezone.now())
        return Wave.objects.get(id=wave.id)


def _path(slug: str, zandbak: Zandbak, row: Invitation) -> str:
    return f"/s/{slug}/{make_token(zandbak.id, row.id)}/"


def _answer(zandbak: Zandbak, wave: Wave, *, everyone: bool) -> None:
    with zandbak.scope():
        rows = list(Invitation.objects.filter(wave=wave).order_by("id"))
        for number, row in enumerate(rows if everyone else rows[: max(6, len(rows) - 2)]):
            answers: dict[str, int | None] = {f"K{code:02}": (number + code) % 5 + 1 for code in range(1, 11)}
            submit_answers(
                token=make_token(zandbak.id, row.id),
                answers=answers | {"V27": number % 5 + 1},
                open_answers={
                    "O1": f"Jan wil meer tijd voor de overdracht in groep {number:02}",
                    "O2": "Samen lachen",
                },
            )


def _words(zandbak: Zandbak) -> None:
    """Open answers: released for the wave before the last, waiting for the second key for the last."""
    for release in AnswerRelease.objects.filter(state=ReleaseState.SEALED).order_by("first_month"):
        releasing.ask_to_open(actor=zandbak.member(zandbak.anna), release=release)
        releasing.open_answers(zandbak.id, release.id)
        for draft in DraftAnswer.objects.filter(release=release, original__contains="Jan"):
            change(
                zandbak,
                draft.original.removeprefix("Jan"),
                draft.original.replace("Jan", "[naam]"),
                of=release,
            )
        turn(zandbak, release, Side.HR)
        if release.first_month.month == months_ago(timezone.localdate(), 2).month:
            turn(zandbak, release, Side.WORKS_COUNCIL)


def _reviews(zandbak: Zandbak) -> None:
    """The newest review with a meeting, notes and the draft of a note; the one before it signed, told and mended."""
    anna, olaf, bea = (zandbak.member(person) for person in (zandbak.anna, zandbak.olaf, zandbak.bea))
    newest, before = Review.objects.select_related("wave").order_by("-wave__month")[:2]
    at = timezone.now() + timedelta(days=3)
    plan_meeting(actor=anna, review=newest, at=at, minutes=60, place="Kamer 2", sequence=0)
    for author in (anna, olaf, bea):
        write_note(actor=author, review=newest, text="Alleen voor mij")
    write_note(actor=olaf, review=newest, text="De overdracht komt vaak terug", share=True)
    record_dissent(actor=olaf, review=newest, text="De OR wil het deze maand al")
    draft_note(actor=anna, review=newest)
    decide_action(
        actor=olaf,
        review=before,
        what="Overdracht oefenen",
        who=bea,
        due_on=timezone.localdate() + timedelta(days=5),
    )
    with jobs.left_for_later():
        for member in (olaf, bea):
            sign_review(actor=member, review=before, mark=current_mark(before))
        add_addendum(actor=bea, review=before, text="Het ging om twee teams")
    for language in ("nl", "en"):
        ReviewMinutes.objects.create(
            review=before, number=1, language=language, pages=1, size=5, content=b"%PDF-"
        )
    note = draft_note(actor=anna, review=before)
    for member, party in ((olaf, Party.WORKS_COUNCIL), (bea, Party.EMPLOYER)):
        approve_note(actor=member, party=party, note=note, version=note.version)
    forget_mailings(before.wave)
    Job.objects.all().delete()


def _rooms(zandbak: Zandbak) -> None:
    """Something on the pages of the other apps; inside the scope."""
    anna = zandbak.member(zandbak.anna)
    project = make_plan(zandbak, settle_kickoff(zandbak, make_project(zandbak)))
    begun(zandbak, project, 2, 3)
    other = make_project(zandbak, name="Rust in de ochtend", units=[zandbak.location])
    weighing.furnish(zandbak, project, other)
    PlanDocument.objects.create(
        project=project, number=1, language="nl", pages=1, size=4, content=b"%PDF", made_by_name="Anna"
    )
    stuck = make_measure(zandbak.team, title="Vaste pauze", state=MeasureState.UNDER_WAY)
    make_action(stuck, who=zandbak.member(zandbak.tim))
    make_measure(zandbak.other_team, title="Eén rooster", state=MeasureState.DROPPED)
    make_action(make_measure(None, title="Flexpoule"), who=zandbak.member(zandbak.fatima))
    review = Review.objects.all()[0]
    decide_action(
        actor=zandbak.member(zandbak.olaf),
        review=review,
        form_key=None,
        what="Overdracht in het rooster",
        who=zandbak.member(zandbak.bea),
        who_name="",
        due_on=timezone.localdate(),
        intended_effect="Minder zoeken",
    )
    write("Druk zijn mag, altijd druk zijn niet.")
    save_version(actor=anna, note="Het begin")
    write("Druk zijn mag. Altijd druk zijn niet, en dat zeggen we.")
    save_version(actor=anna, note="Scherper")
    a_request(zandbak, title="Scholing voor nieuwe teamleiders")
    document_route(zandbak)
    match_columns(actor=anna, staff_import=upload(zandbak), columns=guess(HEADINGS))
    upload(zandbak)
    invite_member(actor=anna, email=f"ilse@{zandbak.organisation.slug}.example", roles=["hr"])
