"""Both sides sign the same content; the second signature freezes it; what is put right is added."""

import threading
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from django.utils import timezone

from measures.models import Action
from surveys.actions import meetings, review_notes, reviewing, signing
from surveys.actions.review_opening import open_review
from surveys.models import Decision, Item, Review, ReviewAddendum, ReviewSignature
from surveys.queries.review_content import current_mark
from tests.cast import Zandbak, make_zandbak
from tests.surveys import talks
from tests.surveys.talks import path, told
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.actions.mails import send_member_mail
from werkdruk.organisations.models import MemberMail, Membership, Organisation, Role

FROZEN = "er verandert niets meer aan"


@pytest.fixture
def review(zandbak: Zandbak) -> Review:
    with zandbak.scope():
        return talks.talked(zandbak)


def signatures(zandbak: Zandbak) -> list[tuple[str, str]]:
    with zandbak.scope():
        return list(ReviewSignature.objects.values_list("party", "by_name"))


def press(zandbak: Zandbak, client: Client, review: Review, **more: str) -> list[tuple[str, str]]:
    """Open the page, press the button that signs, and tell what was said."""
    page = path(zandbak, review)
    mark = client.get(page).context["mark"]
    sent = {"mark": mark, **more}
    return told(client.post(path(zandbak, review, "sign"), sent, follow=True, headers={"referer": page}))


def test_both_sign_and_the_review_stays(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    olaf, bea = sign_in(zandbak.olaf), sign_in(zandbak.bea)
    assert [kind for kind, _ in press(zandbak, olaf, review)] == ["success"]
    assert olaf.get(path(zandbak, review)).context["sign_form"] is None
    assert [kind for kind, _ in press(zandbak, bea, review)] == ["success"]
    with zandbak.scope():
        stored = Review.objects.get(id=review.id)
        assert signatures(zandbak) == [("works_council", "Olaf Jansen"), ("employer", "Bea Smit")]
        assert stored.signed_at == ReviewSignature.objects.get(party="employer").at
        record = stored.record
    assert [(one["kind"], one.get("what", one.get("nl", ""))[:20]) for one in record["decisions"]] == [
        ("action", "Invalpool op vrijdag"),
        ("question_out", item_text(zandbak, "V29")[:20]),
        ("question_in", item_text(zandbak, "V28")[:20]),
    ]
    assert record["decisions"][0] | {"at": ""} == {
        "kind": "action",
        "reason": "",
        "by": "Olaf Jansen",
        "at": "",
        "what": "Invalpool op vrijdag",
        "who": "Bea Smit",
        "due": "2027-01-01",
        "effect": "Rooster boven 50",
    }
    assert (record["notes"], record["digest"]) == ("Lang over gesproken.", review.digest)
    assert [one["name"] for one in record["signatures"]] == ["Olaf Jansen", "Bea Smit"]
    assert set(record["tables"]) == {"nl", "en"}


def item_text(zandbak: Zandbak, code: str) -> str:
    with zandbak.scope():
        return Item.objects.get(code=code).text_nl


def test_a_side_signs_once(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    olaf = sign_in(zandbak.olaf)
    press(zandbak, olaf, review)
    [(kind, text)] = press(zandbak, olaf, review)
    assert (kind, text.startswith("Olaf Jansen heeft op "), "al namens jouw kant" in text) == (
        "error",
        True,
        True,
    )
    with zandbak.scope():
        Membership.objects.filter(user=zandbak.fatima).update(roles=[Role.WORKS_COUNCIL])
        with pytest.raises(Refused, match="al namens jouw kant"):
            talks.sign(zandbak, zandbak.fatima, review)
    assert signatures(zandbak) == [("works_council", "Olaf Jansen")]


@pytest.mark.parametrize("who", ["anna", "tim", "fatima"])
def test_who_does_not_sign_for_a_side_is_turned_away(
    zandbak: Zandbak, review: Review, sign_in: Any, who: str
) -> None:
    client = sign_in(getattr(zandbak, who))
    assert client.post(path(zandbak, review, "sign"), {"mark": "0" * 64}).status_code == 403
    with zandbak.scope(), pytest.raises(Refused, match="OR-leden en de bestuurder"):
        talks.sign(zandbak, getattr(zandbak, who), review)
    assert signatures(zandbak) == []


def test_hr_signs_while_there_is_no_executive(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    with zandbak.scope():
        Membership.objects.filter(user=zandbak.bea).delete()
    press(zandbak, sign_in(zandbak.anna), review)
    assert signatures(zandbak) == [("employer", "Anna Visser")]


def test_what_changed_while_reading_is_not_signed(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    olaf = sign_in(zandbak.olaf)
    seen = olaf.get(path(zandbak, review)).context["mark"]
    sign_in(zandbak.bea).post(path(zandbak, review, "notes"), {"notes": "Nieuw", "version": 2})
    answer = olaf.post(
        path(zandbak, review, "sign"), {"mark": seen}, follow=True, headers={"referer": path(zandbak, review)}
    )
    [(kind, text)] = told(answer)
    assert (kind, text.startswith("Deze bespreking is gewijzigd terwijl je las.")) == ("error", True)
    with zandbak.scope(), pytest.raises(Refused, match="terwijl je las"):
        signing.sign_review(actor=zandbak.member(zandbak.olaf), review=review, mark=seen)
    assert signatures(zandbak) == []


def edits(zandbak: Zandbak, review: Review) -> dict[str, Any]:
    """Everything that changes what a review says."""
    olaf, bea = zandbak.member(zandbak.olaf), zandbak.member(zandbak.bea)
    dissent = review.own_notes.get(kind="dissent")
    return {
        "action": lambda: reviewing.decide_action(
            actor=bea, review=review, what="Nog een", who_name="Bea", due_on=date(2027, 1, 1)
        ),
        "drop": lambda: reviewing.decide_drop(
            actor=bea, review=review, item=Item.objects.get(code="V27"), reason="Weg"
        ),
        "add": lambda: reviewing.decide_add(
            actor=bea, review=review, item=Item.objects.get(code="V01"), reason="Erbij"
        ),
        "undo": lambda: reviewing.undo_decision(
            actor=bea, review=review, decision=Decision.objects.get(kind="question_in")
        ),
        "notes": lambda: reviewing.save_notes(actor=bea, review=review, notes="Anders", version=2),
        "share": lambda: review_notes.write_note(actor=bea, review=review, text="Nieuw", share=True),
        "dissent": lambda: review_notes.record_dissent(actor=bea, review=review, text="Nee"),
        "change": lambda: review_notes.change_note(actor=olaf, note=dissent, text="Toch wel", version=1),
        "meeting": lambda: meetings.plan_meeting(
            actor=bea, review=review, at=FAR, minutes=60, place="Kantoor", sequence=0
        ),
    }


FAR = datetime(2098, 1, 1, 9, tzinfo=UTC)
NAMES = ["action", "drop", "add", "undo", "notes", "share", "dissent", "change", "meeting"]


@pytest.mark.parametrize("what", NAMES)
def test_a_change_after_the_first_signature_lets_it_lapse(
    zandbak: Zandbak, review: Review, sign_in: Any, what: str
) -> None:
    with zandbak.scope():
        talks.sign(zandbak, zandbak.olaf, review)
        edits(zandbak, review)[what]()
        assert (
            AuditEntry.objects.filter(action="surveys.signature_lapsed", subject="Olaf Jansen").count() == 1
        )
        assert list(
            MemberMail.objects.filter(kind="surveys.signature_lapsed").values_list(
                "membership__user__email", flat=True
            )
        ) == [zandbak.olaf.email]
    assert signatures(zandbak) == []
    assert sign_in(zandbak.bea).get(path(zandbak, review)).context["lapsed"].subject == "Olaf Jansen"


def test_an_action_that_was_changed_on_its_own_page_is_not_signed_unseen(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    with zandbak.scope():
        talks.sign(zandbak, zandbak.olaf, review)
        Action.objects.update(due_on=date(2027, 6, 1))
        talks.sign(zandbak, zandbak.bea, review)
        assert not Review.objects.get(id=review.id).is_signed
    assert signatures(zandbak) == [("employer", "Bea Smit")]
    press(zandbak, sign_in(zandbak.olaf), review)
    with zandbak.scope():
        assert Review.objects.get(id=review.id).record["decisions"][0]["due"] == "2027-06-01"


def test_the_state_of_an_action_lets_nothing_lapse(zandbak: Zandbak, review: Review) -> None:
    with zandbak.scope():
        talks.sign(zandbak, zandbak.olaf, review)
        Action.objects.update(state="busy")
        talks.sign(zandbak, zandbak.bea, review)
        assert Review.objects.get(id=review.id).is_signed


def test_a_private_note_lets_nothing_lapse(zandbak: Zandbak, review: Review) -> None:
    with zandbak.scope():
        talks.sign(zandbak, zandbak.olaf, review)
        review_notes.write_note(actor=zandbak.member(zandbak.bea), review=review, text="Voor mij")
    assert len(signatures(zandbak)) == 1


@pytest.mark.parametrize("what", NAMES)
def test_nothing_changes_after_both_signed(zandbak: Zandbak, review: Review, what: str) -> None:
    with zandbak.scope():
        talks.signed(zandbak, review)
        edit = edits(zandbak, review)[what]
        with pytest.raises(Refused, match=FROZEN) as refused:
            edit()
        assert not isinstance(refused.value, ChangedMeanwhile)
        with pytest.raises(Refused, match=FROZEN):
            signing.take_back_signature(actor=zandbak.member(zandbak.olaf), review=review)
        with pytest.raises(Refused, match=FROZEN):
            talks.sign(zandbak, zandbak.olaf, review)


def test_editing_after_signing_is_refused_on_every_page(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    with zandbak.scope():
        talks.signed(zandbak, review)
        decision = Decision.objects.get(kind="action")
        v27, v01 = Item.objects.get(code="V27"), Item.objects.get(code="V01")
    bea = sign_in(zandbak.bea)
    sent = {
        "action": {"what": "Nog een", "who": "Bea", "due_on": "2027-01-01"},
        "drop": {"item": str(v27.id), "reason": "Weg"},
        "add": {"item": str(v01.id), "reason": "Erbij"},
        "project": {"name": "P", "signal": "S", "goal": "G", "units": [str(zandbak.team.id)]},
        "meeting": {
            "day": "2098-01-01",
            "time": "10:00",
            "minutes": "60",
            "place": "Kantoor",
            "sequence": "0",
        },
        "notes": {"notes": "Anders", "version": 2},
    }
    before = everything(zandbak)
    for part, data in sent.items():
        answer = bea.post(
            path(zandbak, review, part), data, follow=True, headers={"referer": path(zandbak, review)}
        )
        words = answer.content.decode()
        assert (part, FROZEN in words or "Wat er staat, blijft zo." in words) == (part, True)
    for parts in (("decisions", decision.id, "undo"), ("meeting", "cancel"), ("sign", "take-back")):
        answer = bea.post(
            path(zandbak, review, *parts), follow=True, headers={"referer": path(zandbak, review)}
        )
        assert [(kind, FROZEN in text) for kind, text in told(answer)] == [("error", True)]
    assert everything(zandbak) == before


def everything(zandbak: Zandbak) -> Any:
    with zandbak.scope():
        return (
            list(Review.objects.values()),
            list(Decision.objects.order_by("id").values()),
            list(ReviewSignature.objects.order_by("id").values()),
        )


@pytest.mark.parametrize(
    "change",
    ["notes = 'anders'", "record = '{}'", "signed_at = NULL", "meeting_place = 'elders'", "digest = 'x'"],
)
def test_the_database_refuses_to_change_a_signed_review(
    zandbak: Zandbak, review: Review, change: str
) -> None:
    with zandbak.scope():
        talks.signed(zandbak, review)
        with (
            pytest.raises(IntegrityError, match="written once"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE surveys_review SET {change} WHERE id = %s", [review.id])


def test_a_signature_is_taken_back_until_the_other_side_signs(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    olaf, bea = sign_in(zandbak.olaf), sign_in(zandbak.bea)
    press(zandbak, olaf, review)
    page = path(zandbak, review)
    answer = bea.post(path(zandbak, review, "sign", "take-back"), follow=True, headers={"referer": page})
    assert told(answer) == [("error", "Alleen wie getekend heeft, kan die handtekening terugnemen.")]
    assert len(signatures(zandbak)) == 1
    olaf.post(path(zandbak, review, "sign", "take-back"))
    assert signatures(zandbak) == []
    press(zandbak, olaf, review)
    press(zandbak, bea, review)
    assert len(signatures(zandbak)) == 2


def test_where_nobody_speaks_for_the_staff_the_employer_signs_alone_with_a_reason(
    zandbak: Zandbak, sign_in: Any
) -> None:
    with zandbak.scope():
        review = talks.opened(zandbak)
        Membership.objects.filter(user=zandbak.olaf).delete()
        Organisation.objects.filter(id=zandbak.id).update(representation="none")
        with pytest.raises(Refused, match="hoe medewerkers gehoord"):
            talks.sign(zandbak, zandbak.bea, review)
    bea = sign_in(zandbak.bea)
    mark = bea.get(path(zandbak, review)).context["mark"]
    answer = bea.post(path(zandbak, review, "sign"), {"mark": mark, "alone_because": " "})
    assert (answer.status_code, set(answer.context["sign_form"].errors)) == (400, {"alone_because"})
    assert [kind for kind, _ in press(zandbak, bea, review, alone_because="In het teamoverleg.")] == [
        "success"
    ]
    with zandbak.scope():
        stored = Review.objects.get(id=review.id)
        assert stored.is_signed
        assert [one["alone_because"] for one in stored.record["signatures"]] == ["In het teamoverleg."]


def test_an_addendum_is_added_below_and_changes_nothing(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    with zandbak.scope():
        talks.signed(zandbak, review)
    before = everything(zandbak)
    anna = sign_in(zandbak.anna)
    key = anna.get(path(zandbak, review, "addendum")).context["form"]["form_key"].value()
    for _ in range(2):
        anna.post(path(zandbak, review, "addendum"), {"text": "De datum is 8 januari.", "form_key": key})
    sign_in(zandbak.olaf).post(
        path(zandbak, review, "addendum"), {"text": "Gezien.", "form_key": uuid.uuid4()}
    )
    with zandbak.scope():
        assert list(ReviewAddendum.objects.values_list("number", "party", "by_name", "text")) == [
            (1, "employer", "Anna Visser", "De datum is 8 januari."),
            (2, "works_council", "Olaf Jansen", "Gezien."),
        ]
        told_to = MemberMail.objects.filter(kind="surveys.review_addendum").count()
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            ReviewAddendum.objects.filter(number=1).update(text="Anders")
    assert told_to == 6
    stripped = [{**row, "changes": 0} for row in everything(zandbak)[0]]
    assert stripped == [{**row, "changes": 0} for row in before[0]]
    assert everything(zandbak)[1:] == before[1:]


def test_an_addendum_before_signing_is_refused(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    answer = sign_in(zandbak.olaf).post(path(zandbak, review, "addendum"), {"text": "Te vroeg"})
    assert (answer.status_code, "nog niet ondertekend" in answer.content.decode()) == (400, True)
    with zandbak.scope():
        with pytest.raises(Refused, match="nog niet ondertekend"):
            signing.add_addendum(actor=zandbak.member(zandbak.olaf), review=review, text="Te vroeg")
        assert ReviewAddendum.objects.count() == 0


def test_both_sides_hear_of_the_second_signature(zandbak: Zandbak, review: Review) -> None:
    with zandbak.scope():
        talks.signed(zandbak, review)
    send_member_mail(zandbak.id)
    told_to = {one.to[0]: one for one in mail.outbox if "ondertekend" in one.subject}
    assert set(told_to) == {zandbak.olaf.email, zandbak.bea.email, zandbak.anna.email}
    assert f"/surveys/reviews/{review.id}/" in told_to[zandbak.olaf.email].body


def test_the_start_page_asks_for_the_signature_that_is_missing(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    def waits(person: Any) -> list[str]:
        return [
            one.title
            for one in sign_in(person).get(zandbak.path).context["todos"]
            if one.url.endswith("#signing")
        ]

    assert [waits(one) for one in (zandbak.olaf, zandbak.bea, zandbak.anna)] == [[], [], []]
    with zandbak.scope():
        talks.sign(zandbak, zandbak.olaf, review)
    asked = ["Onderteken de bespreking van januari 2026"]
    assert [waits(one) for one in (zandbak.olaf, zandbak.bea, zandbak.anna)] == [[], asked, []]
    with zandbak.scope():
        talks.sign(zandbak, zandbak.bea, review)
    assert waits(zandbak.bea) == []


def test_two_who_sign_at_once_and_one_who_writes(committed_db: None) -> None:
    zandbak = make_zandbak()
    with zandbak.scope():
        review = talks.talked(zandbak)
        mark = current_mark(review)
    ready, answers = threading.Barrier(3), []

    def send(person: Any, part: str, sent: dict[str, Any]) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        ready.wait()
        answers.append(client.post(path(zandbak, review, part), sent).status_code)
        connections.close_all()

    jobs = (
        (zandbak.olaf, "sign", {"mark": mark}),
        (zandbak.bea, "sign", {"mark": mark}),
        (zandbak.anna, "notes", {"notes": "Op het laatste moment", "version": 2}),
    )
    threads = [threading.Thread(target=send, args=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {302, 409}
    with zandbak.scope():
        stored = Review.objects.select_related("wave").get(id=review.id)
        held = list(ReviewSignature.objects.values_list("mark", flat=True))
        # Either both signed what Anna did not change any more, or what she wrote let every signature lapse.
        if stored.is_signed:
            assert (stored.notes, held) == ("Lang over gesproken.", [mark, mark])
        else:
            assert stored.notes == "Op het laatste moment"
            assert all(one == current_mark(stored) for one in held)
            assert held == []


def test_a_review_opens_once_and_mails_both_sides_at_the_same_moment(zandbak: Zandbak) -> None:
    with zandbak.scope():
        wave = talks.opened(zandbak).wave
        Review.objects.all().delete()
        first, second = open_review(wave), open_review(wave)
        assert first.id == second.id
        queued = list(MemberMail.objects.filter(kind="surveys.review_opened"))
        assert {one.membership.user for one in queued} == {zandbak.olaf, zandbak.bea, zandbak.anna}
        assert (len(queued), len({one.queued_at for one in queued})) == (3, 1)
        assert AuditEntry.objects.filter(action="surveys.review_opened").count() == 1
        assert len(first.digest) == 64
    send_member_mail(zandbak.id)
    texts = {one.body.replace(name, "") for one, name in zip(mail.outbox, names(mail.outbox), strict=True)}
    assert len(texts) == 1  # the same mail, but for the name
    body = texts.pop()
    # No figure, and nothing of what was answered.
    assert [word for word in body.replace(f"/{first.id}/", "").split() if "%" in word] == []
    assert f"/surveys/reviews/{first.id}/" in body


def test_a_mail_that_waited_for_weeks_is_no_news(zandbak: Zandbak) -> None:
    with zandbak.scope():
        wave = talks.opened(zandbak).wave
        Review.objects.all().delete()
        with time_machine.travel(timezone.now() - timedelta(days=15)):
            open_review(wave)
        MemberMail.objects.update(next_try_at=timezone.now())
    assert send_member_mail(zandbak.id) == 0


def names(outbox: list[Any]) -> list[str]:
    return [one.body.split("Hallo ")[1].split(",")[0] for one in outbox]
