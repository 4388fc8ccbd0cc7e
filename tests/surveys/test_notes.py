"""The note to all staff: its draft, two keys, what is refused, its clock and its nudges."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone, translation

from measures.actions import set_action_state
from measures.models import Action, ActionState
from surveys.actions import notes as actions
from surveys.actions import reviewing
from surveys.domain.notes import Clock, Part, nudge, parts
from surveys.models import FeedbackNote, Item, Mailing, NoteApproval, Review
from surveys.queries.notes import clock_of, median_days, with_clocks
from surveys.queries.publications import wave_sheet
from surveys.today import note_todos
from tests.cast import Zandbak, make_zandbak
from tests.surveys import noted
from tests.surveys.published import close_with, sheets
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.actions.mails import send_member_mail
from werkdruk.organisations.models import Membership, Organisation, Party, Representation, Role

SIDES = (Party.WORKS_COUNCIL, Party.EMPLOYER)


def path(zandbak: Zandbak, review_id: Any, *rest: str) -> str:
    return "/".join([f"{zandbak.path}surveys/reviews/{review_id}/note", *rest, ""])


def told(zandbak: Zandbak) -> list[str]:
    """What the log holds about notes."""
    with zandbak.scope():
        rows = AuditEntry.objects.filter(action__startswith="surveys.note").order_by("at", "id")
        return [row.action.removeprefix("surveys.note_") for row in rows]


def messages_of(client: Client, address: str) -> list[str]:
    return [str(one) for one in client.get(address).context["messages"]]


def stored(zandbak: Zandbak) -> FeedbackNote:
    with zandbak.scope():
        return FeedbackNote.objects.select_related("review__wave").get()


def form_of(note: FeedbackNote, **changed: Any) -> dict[str, Any]:
    """The form as the page sends it."""
    return {name: getattr(note, name) for name in (*actions.TEXTS, "version")} | changed


# The draft


def test_the_draft_says_what_was_published_and_decided_and_names_nobody(zandbak: Zandbak) -> None:
    with zandbak.scope():
        review = Review.objects.select_related("wave").get(
            wave=close_with(date(2026, 1, 1), sheets(10, 6, V27=4, V29=2, V31=5))
        )
        for what, who in (("Invalpool op vrijdag.", "Bea Smit"), ("Vervallen plan", "Samira")):
            reviewing.decide_action(
                actor=None, review=review, what=what, who_name=who, due_on=date(2027, 3, 1)
            )
        dropped = Action.objects.get(what="Vervallen plan")
        set_action_state(actor=None, action=dropped, state=ActionState.DROPPED, note="")
        added, out = Item.objects.get(code="V28"), Item.objects.get(code="V29")
        reviewing.decide_add(actor=None, review=review, item=added, reason="Nieuwe roosters.")
        reviewing.decide_drop(actor=None, review=review, item=out, reason="Genoeg van gehoord.")
        note = actions.draft_note(actor=zandbak.member(zandbak.anna), review=review)
        for language, heard in (("nl", note.heard_nl), ("en", note.heard_en)):
            with translation.override(language):
                assert heard.split("\n") == wave_sheet(review.wave).summary
    assert note.doing_nl.split("\n") == [
        "- Invalpool op vrijdag (moet klaar zijn op 1 maart 2027)",
        f"- We stellen een nieuwe vraag: “{added.text_nl}” Waarom: Nieuwe roosters.",
        f"- We vragen niet meer: “{out.text_nl}” Waarom: Genoeg van gehoord.",
    ]
    assert note.doing_en.split("\n")[0] == "- Invalpool op vrijdag (ready by 1 March 2027)"
    assert added.text_en in note.doing_en
    assert (note.not_doing_nl, note.not_doing_en) == ("", "")
    assert "Bea" not in note.doing_nl
    assert told(zandbak) == ["drafted"]


def test_a_project_that_starts_stands_in_the_draft(zandbak: Zandbak) -> None:
    with zandbak.scope():
        review = noted.review_of()
        review.decisions.create(kind="project", title="Rust in de haal", project=review.id)
        note = actions.draft_note(actor=None, review=review)
    assert note.doing_nl.split("\n")[-1] == "- We beginnen een project: Rust in de haal"
    assert note.doing_en.split("\n")[-1] == "- We start a project: Rust in de haal"


def test_drafting_twice_keeps_what_was_written_and_drafting_anew_asks_first(
    zandbak: Zandbak, sign_in: Any
) -> None:
    with zandbak.scope():
        review = noted.review_of()
    anna = sign_in(zandbak.anna)
    assert anna.post(path(zandbak, review.id, "draft")).url == path(zandbak, review.id)
    note = stored(zandbak)
    anna.post(path(zandbak, review.id, "change"), form_of(note, heard_nl="Met de hand"))
    with zandbak.scope():
        actions.draft_note(actor=None, review=review)
    assert stored(zandbak).heard_nl == "Met de hand"
    asked = anna.get(path(zandbak, review.id, "draft")).content.decode()
    assert "Wat met de hand is geschreven gaat verloren" in asked
    anna.post(path(zandbak, review.id, "draft"))
    assert (stored(zandbak).heard_nl, stored(zandbak).version) == (note.heard_nl, 3)
    assert told(zandbak) == ["drafted", "changed", "drafted_anew"]


# Two keys


def test_the_second_key_publishes_and_nothing_before_it_does(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        note = noted.drafted(zandbak)
    olaf, bea = sign_in(zandbak.olaf), sign_in(zandbak.bea)
    address = path(zandbak, note.review_id, "approve")
    assert olaf.post(address, {"version": 1}).url == path(zandbak, note.review_id)
    assert stored(zandbak).published_at is None
    with zandbak.scope():
        assert not Mailing.objects.filter(kind="note").exists()
        before = Review.objects.get().changes
    asked = bea.get(address).content.decode()
    assert "Keur goed en publiceer" in asked
    assert "Invalpool op vrijdag" in asked
    bea.post(address, {"version": 1})
    assert stored(zandbak).published_at is not None
    with zandbak.scope():
        assert Mailing.objects.filter(kind="note").count() == 1
        assert Review.objects.get().changes > before
        assert [(one.party, one.by_name, one.version) for one in NoteApproval.objects.all()] == [
            ("works_council", "Olaf Jansen", 1),
            ("employer", "Bea Smit", 1),
        ]
    assert told(zandbak) == ["drafted", "approved", "approved", "published"]


def test_nobody_publishes_with_one_key(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        note = noted.half_approved(zandbak)
        with pytest.raises(Refused) as refused:
            actions.publish_note(actor=zandbak.member(zandbak.olaf), note=note)
    assert refused.value.message == (
        "Eén sleutel is niet genoeg: de OR en de bestuurder keuren de terugkoppeling eerst allebei goed."
    )
    olaf = sign_in(zandbak.olaf)
    assert olaf.post(path(zandbak, note.review_id, "publish")).status_code == 404
    again = olaf.post(path(zandbak, note.review_id, "approve"), {"version": 1})
    assert again.status_code == 422
    assert again.context["form"].non_field_errors() == [
        "Jouw kant heeft deze terugkoppeling al goedgekeurd. De sleutel van de andere kant ontbreekt nog."
    ]
    assert stored(zandbak).published_at is None


def test_two_members_of_the_works_council_are_one_key(zandbak: Zandbak) -> None:
    with zandbak.scope():
        note = noted.half_approved(zandbak)
        Membership.objects.filter(user=zandbak.fatima).update(roles=[Role.WORKS_COUNCIL])
        fatima = zandbak.member(zandbak.fatima)
        for party in SIDES:
            with pytest.raises(Refused):
                actions.approve_note(actor=fatima, party=party, note=note, version=1)
        assert FeedbackNote.objects.get().published_at is None


def test_before_the_review_is_signed_nobody_approves(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        note = noted.drafted(zandbak, signed=False)
        with pytest.raises(Refused) as refused:
            noted.turn(zandbak, note, Party.WORKS_COUNCIL)
    answer = sign_in(zandbak.bea).post(path(zandbak, note.review_id, "approve"), {"version": 1})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [refused.value.message]
    assert refused.value.message.startswith("Eerst ondertekenen beide kanten de maandbespreking.")
    with zandbak.scope():
        assert not NoteApproval.objects.exists()


def test_an_approval_is_of_the_text_that_was_seen(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        note = noted.drafted(zandbak)
        actions.change_note(actor=zandbak.member(zandbak.anna), note=note, version=1, heard_nl="Anders")
        with pytest.raises(ChangedMeanwhile):
            actions.approve_note(
                actor=zandbak.member(zandbak.olaf), party=Party.WORKS_COUNCIL, note=note, version=1
            )
    olaf = sign_in(zandbak.olaf)
    answer = olaf.post(path(zandbak, note.review_id, "approve"), {"version": 1})
    assert answer.status_code == 422
    assert "Anders" in answer.content.decode()  # the new text stands there to be read
    assert answer.context["form"]["version"].value() == 2
    assert olaf.post(path(zandbak, note.review_id, "approve"), {"version": 2}).status_code == 302


def test_a_change_makes_approvals_lapse_and_who_approved_hears_of_it(zandbak: Zandbak) -> None:
    with zandbak.scope():
        note = noted.half_approved(zandbak)
        actions.change_note(actor=zandbak.member(zandbak.anna), note=note, version=1, heard_nl="Anders")
        assert not NoteApproval.objects.exists()
        # Both keys on different texts publish nothing.
        noted.turn(zandbak, note, Party.EMPLOYER)
        assert FeedbackNote.objects.get().published_at is None
    assert told(zandbak) == ["drafted", "approved", "changed", "approval_lapsed", "approved"]
    assert send_member_mail(zandbak.id) == 1
    (sent,) = mail.outbox
    assert sent.to == ["olaf@zandbak.example"]
    assert sent.subject == "De terugkoppeling over januari 2026 is veranderd: keur hem opnieuw goed"
    assert "Anna Visser veranderde" in str(sent.body)


def test_saving_the_same_text_changes_nothing(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        note = noted.half_approved(zandbak)
    sign_in(zandbak.anna).post(path(zandbak, note.review_id, "change"), form_of(note))
    assert stored(zandbak).version == 1
    with zandbak.scope():
        assert NoteApproval.objects.count() == 1


def test_whoever_saved_in_between_is_not_overwritten_and_nothing_typed_is_lost(
    zandbak: Zandbak, sign_in: Any
) -> None:
    with zandbak.scope():
        note = noted.drafted(zandbak)
    olaf, bea = sign_in(zandbak.olaf), sign_in(zandbak.bea)
    address = path(zandbak, note.review_id, "change")
    assert olaf.post(address, form_of(note, doing_nl="Van Olaf")).status_code == 302
    met = bea.post(address, form_of(note, doing_nl="Van Bea"))
    page = met.content.decode()
    assert met.status_code == 409
    assert (page.count("Van Bea") > 0, page.count("Van Olaf") > 0) == (True, True)
    assert stored(zandbak).doing_nl == "Van Olaf"
    assert bea.post(address, form_of(note, doing_nl="Van Bea", version=2)).status_code == 302
    assert stored(zandbak).doing_nl == "Van Bea"


def test_an_approval_can_be_taken_back_until_it_is_published(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        note = noted.half_approved(zandbak)
    olaf = sign_in(zandbak.olaf)
    olaf.post(path(zandbak, note.review_id, "take-back"))
    with zandbak.scope():
        assert not NoteApproval.objects.exists()
    assert messages_of(olaf, path(zandbak, note.review_id)) == ["Je goedkeuring is teruggenomen."]
    olaf.post(path(zandbak, note.review_id, "take-back"))
    assert messages_of(olaf, path(zandbak, note.review_id)) == [
        "Jouw kant heeft deze terugkoppeling niet goedgekeurd. Er is dus niets terug te nemen."
    ]
    assert told(zandbak) == ["drafted", "approved", "approval_taken_back"]


def test_a_published_note_never_changes(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        note = noted.published(zandbak)
        olaf = zandbak.member(zandbak.olaf)
        tries = [
            lambda: actions.change_note(actor=olaf, note=note, version=1, heard_nl="Anders"),
            lambda: actions.draft_note(actor=olaf, review=note.review, anew=True),
            lambda: actions.take_back_approval(actor=olaf, party=Party.WORKS_COUNCIL, note=note),
            lambda: noted.turn(zandbak, note, Party.WORKS_COUNCIL),
            lambda: actions.publish_note(actor=olaf, note=note),
        ]
        for one in tries:
            with pytest.raises(Refused, match="Deze terugkoppeling is gepubliceerd"):
                one()
    client = sign_in(zandbak.olaf)
    for address in ("change", "draft", "take-back", "approve"):
        answer = client.post(path(zandbak, note.review_id, address), form_of(note, heard_nl="Anders"))
        page = answer.content.decode() if answer.status_code == 422 else ""
        shown = page or "".join(messages_of(client, path(zandbak, note.review_id)))
        assert "Deze terugkoppeling is gepubliceerd" in shown, address
    with zandbak.scope(), pytest.raises(IntegrityError), transaction.atomic():
        FeedbackNote.objects.update(heard_nl="Anders")  # the database says no as well


def test_an_empty_note_is_not_approved(zandbak: Zandbak) -> None:
    with zandbak.scope():
        note = noted.drafted(zandbak)
        actions.change_note(actor=None, note=note, version=1, doing_nl=" ")
        with pytest.raises(Refused, match="Schrijf eerst op"):
            noted.turn(zandbak, note, Party.WORKS_COUNCIL)


def test_where_nobody_speaks_for_the_staff_one_key_and_a_reason_publish(
    zandbak: Zandbak, sign_in: Any
) -> None:
    with zandbak.scope():
        note = noted.drafted(zandbak)
        Membership.objects.filter(user=zandbak.olaf).update(roles=[Role.FACILITATOR])
    Organisation.objects.filter(id=zandbak.id).update(representation=Representation.NONE)
    bea = sign_in(zandbak.bea)
    address = path(zandbak, note.review_id, "approve")
    refused = bea.post(address, {"version": 1, "alone_because": "  "})
    assert refused.status_code == 422
    assert refused.context["form"].errors["alone_because"] == [
        "Hier spreekt niemand namens de medewerkers. Schrijf op hoe zij zijn gehoord voordat je dit publiceert."
    ]
    with zandbak.scope(), pytest.raises(Refused):
        actions.approve_note(
            actor=zandbak.member(zandbak.bea), party=Party.EMPLOYER, note=note, version=1, alone_because=" "
        )
    assert bea.post(address, {"version": 1, "alone_because": "In het werkoverleg."}).status_code == 302
    assert stored(zandbak).published_at is not None
    with zandbak.scope():
        assert NoteApproval.objects.get().alone_because == "In het werkoverleg."


@pytest.mark.usefixtures("committed_db")
def test_two_approvals_at_once_publish_once_and_mail_once() -> None:
    zandbak = make_zandbak()
    with zandbak.scope():
        note = noted.drafted(zandbak)
    barrier, outcomes = threading.Barrier(4), []

    def approve(person: Any, party: Party) -> None:
        try:
            barrier.wait()
            with zandbak.scope():
                outcomes.append(
                    actions.approve_note(actor=zandbak.member(person), party=party, note=note, version=1)
                )
        except Refused as refused:
            outcomes.append(refused.message)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=approve, args=one)
        for one in [(zandbak.olaf, Party.WORKS_COUNCIL), (zandbak.bea, Party.EMPLOYER)] * 2
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len([one for one in outcomes if isinstance(one, FeedbackNote)]) == 2
    assert told(zandbak).count("published") == 1
    with zandbak.scope():
        assert FeedbackNote.objects.get().published_at is not None
        assert (NoteApproval.objects.count(), Mailing.objects.filter(kind="note").count()) == (2, 1)


# The clock


@pytest.mark.parametrize(
    ("left", "expected"),
    [(14, None), (8, None), (7, 7), (5, 7), (4, 7), (3, 3), (1, 3), (0, 0), (-1, 0), (-7, 0), (-8, None)],
)
def test_which_nudge_belongs_to_a_day(left: int, expected: int | None) -> None:
    assert nudge(left) == expected


@pytest.mark.parametrize(
    ("left", "taken", "state"),
    [
        (14, None, "running"),
        (4, None, "running"),
        (3, None, "soon"),
        (0, None, "soon"),
        (-1, None, "late"),
        (-9, 5, "published"),
    ],
)
def test_the_clock_has_words_for_each_stage(left: int, taken: int | None, state: str) -> None:
    assert Clock(due=date(2026, 1, 15), left=left, taken=taken).state == state


@pytest.mark.parametrize(("taken", "late"), [(0, 0), (14, 0), (15, 1), (16, 2)])
def test_a_note_that_came_too_late_stays_late(taken: int, late: int) -> None:
    assert Clock(due=date(2026, 1, 15), left=-90, taken=taken).late == late


def test_lines_with_a_dash_are_a_list_and_others_paragraphs() -> None:
    assert parts("Eerst dit.\r\n\r\n- een\n- twee\nTot slot.\n* drie") == [
        Part(("Eerst dit.",), is_list=False),
        Part(("een", "twee"), is_list=True),
        Part(("Tot slot.",), is_list=False),
        Part(("drie",), is_list=True),
    ]


def run_days(zandbak: Zandbak, first: datetime, days: list[int]) -> dict[int, list[str]]:
    """The daily upkeep and the outbox on these days after `first`; the subjects that went to Olaf each day."""
    found: dict[int, list[str]] = {}
    for day in days:
        mail.outbox.clear()
        with time_machine.travel(first + timedelta(days=day), tick=False):
            for _ in range(2):  # the calendar may run it twice
                with zandbak.scope():
                    actions.nudge_about_notes()
                send_member_mail(zandbak.id)
        subjects = [one.subject for one in mail.outbox if one.to == ["olaf@zandbak.example"]]
        if mail.outbox:
            assert {one.to[0].split("@")[0] for one in mail.outbox} == {"anna", "olaf", "bea"}
            found[day] = subjects
    return found


OPENED = datetime(2026, 1, 16, 9, tzinfo=UTC)  # when the wave of `noted.review_of` closed
ABOUT = "De terugkoppeling over januari 2026"


def test_nudges_come_seven_three_and_no_days_before_and_once_each(zandbak: Zandbak) -> None:
    with zandbak.scope():
        review = noted.review_of()
        assert (review.opened_at, review.note_due) == (OPENED, date(2026, 1, 30))
    assert run_days(zandbak, OPENED, list(range(30))) == {
        7: [f"{ABOUT}: nog 7 dagen"],
        11: [f"{ABOUT}: nog 3 dagen"],
        14: [f"{ABOUT}: vandaag is de dag"],
    }


def test_of_missed_days_only_the_newest_nudge_is_made_up_for(zandbak: Zandbak) -> None:
    with zandbak.scope():
        noted.review_of()
    assert run_days(zandbak, OPENED, [6, 12, 13, 16, 17, 22, 23]) == {
        12: [f"{ABOUT}: nog 2 dagen"],
        16: [f"{ABOUT}: 2 dagen te laat"],
    }


def test_a_nudge_that_waited_in_the_outbox_goes_only_while_it_is_the_newest(zandbak: Zandbak) -> None:
    with zandbak.scope():
        noted.review_of()
    for day in (7, 11):
        with time_machine.travel(OPENED + timedelta(days=day), tick=False), zandbak.scope():
            actions.nudge_about_notes()
    with time_machine.travel(OPENED + timedelta(days=11, hours=1), tick=False):
        assert send_member_mail(zandbak.id) == 3  # one each, not two
    assert {one.subject for one in mail.outbox} == {f"{ABOUT}: nog 3 dagen"}


def test_no_nudge_after_publication_not_even_one_that_waits(zandbak: Zandbak) -> None:
    with time_machine.travel(OPENED + timedelta(days=7), tick=False), zandbak.scope():
        note = noted.drafted(zandbak)
        actions.nudge_about_notes()
        for party in SIDES:
            noted.turn(zandbak, note, party)
    assert run_days(zandbak, OPENED, list(range(7, 25))) == {}


def test_how_long_each_note_took_over_the_months(zandbak: Zandbak, sign_in: Any) -> None:
    months = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    with zandbak.scope():
        for month, days in zip(months, (5, 20, None), strict=True):
            if days is None:
                noted.review_of(month)
                continue
            opened = datetime(month.year, month.month, 16, 9, tzinfo=UTC)
            with time_machine.travel(opened + timedelta(days=days, hours=1), tick=False):
                noted.published(zandbak, month)
        rows = with_clocks(Review.objects.order_by("wave__month"), date(2026, 4, 3))
        taken = [row.clock.taken for row in rows]
        assert median_days(rows) == min(one for one in taken if one is not None)
        assert taken[2] is None
    page = sign_in(zandbak.bea).get(f"{zandbak.path}surveys/reviews/notes/").content.decode()
    assert taken[0] == 5
    assert page.count("verschenen in 5 dagen</span>") == 1
    assert page.count(f"verschenen in {taken[1]} dagen, {taken[1] - 14} te laat</span>") == 1


@pytest.mark.parametrize("months", [1, 3])
def test_the_list_of_notes_asks_as_often_for_three_months_as_for_one(
    zandbak: Zandbak, sign_in: Any, django_assert_num_queries: Any, months: int
) -> None:
    with zandbak.scope():
        for month in range(1, months + 1):
            noted.published(zandbak, date(2026, month, 1))
        with django_assert_num_queries(2):
            with_clocks(Review.objects.select_related("wave"), date(2026, 4, 1))


def test_the_start_page_tells_how_many_days_are_left_and_who_is_next(zandbak: Zandbak) -> None:
    with time_machine.travel(OPENED + timedelta(days=12), tick=False), zandbak.scope():
        today = timezone.localdate()
        review = noted.review_of()
        olaf, tim = zandbak.member(zandbak.olaf), zandbak.member(zandbak.tim)

        def todo() -> tuple[str, str, str]:
            (one,) = note_todos(olaf, today)
            return one.title, one.detail, one.kind

        assert list(note_todos(tim, today)) == []
        title = "Terugkoppeling over januari 2026: nog 2 dagen"
        assert todo()[::2] == (title, "give")
        note = actions.draft_note(actor=olaf, review=review)
        assert todo()[1].startswith("Er is een concept. Onderteken samen")
        noted.sign(review)
        assert todo()[1] == "Er is een concept. Jouw goedkeuring ontbreekt nog."
        noted.turn(zandbak, note, Party.WORKS_COUNCIL)
        assert todo()[1] == "Er is een concept. Het wacht op de goedkeuring van de andere kant."
        noted.turn(zandbak, note, Party.EMPLOYER)
        assert list(note_todos(olaf, today)) == []


def test_late_is_said_kindly_on_the_review(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        review = noted.review_of()
        clock = clock_of(review, None, date(2026, 2, 1))
    assert (clock.state, clock.late) == ("late", 2)
    page = sign_in(zandbak.bea).get(f"{zandbak.path}surveys/reviews/{review.id}/").content.decode()
    assert "Beter laat dan niet" in page


# What the writers see


def test_the_preview_is_what_staff_will_see_and_stores_nothing(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        note = noted.drafted(zandbak)
    olaf = sign_in(zandbak.olaf)
    sent = form_of(note, doing_nl="- Nog niet opgeslagen", doing_en="- Not saved yet")
    page = olaf.post(path(zandbak, note.review_id, "preview"), sent).content.decode()
    assert "<li>Nog niet opgeslagen</li>" in page
    assert "Het is nog niet gepubliceerd" in page
    assert "css/survey.css" in page
    english = olaf.post(path(zandbak, note.review_id, "preview") + "?lang=en", sent).content.decode()
    assert "<li>Not saved yet</li>" in english
    assert "This we do" in english
    part = olaf.post(path(zandbak, note.review_id, "preview"), sent, headers={"HX-Request": "true"})
    assert part.content.decode().count("Nog niet opgeslagen") == 1
    assert "<html" not in part.content.decode()
    assert stored(zandbak).version == 1
