"""Notes of one's own, private until shared, positions that differ, and nobody overwritten unseen."""

import uuid
from typing import Any

import pytest
from django.test import Client

from surveys.actions import review_notes
from surveys.models import Review, ReviewNote
from tests.cast import Zandbak
from tests.surveys import talks
from tests.surveys.talks import path, told
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import AuditEntry

SECRET = "Zeg ik tegen niemand"


@pytest.fixture
def review(zandbak: Zandbak) -> Review:
    with zandbak.scope():
        return talks.opened(zandbak)


def changes(zandbak: Zandbak, review: Review) -> int:
    with zandbak.scope():
        return Review.objects.get(id=review.id).changes


def only_note(zandbak: Zandbak) -> ReviewNote:
    with zandbak.scope():
        return ReviewNote.objects.select_related("review__wave", "author").get()


def test_a_private_note_is_seen_by_its_author_alone(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    olaf, bea, anna = (sign_in(one) for one in (zandbak.olaf, zandbak.bea, zandbak.anna))
    key = olaf.get(path(zandbak, review)).context["own_form"]["form_key"].value()
    for _ in range(2):  # the same form twice
        olaf.post(path(zandbak, review, "own-notes"), {"text": SECRET, "form_key": key})
    note = only_note(zandbak)
    assert (note.text, note.party, note.shared_at, note.author) == (
        SECRET,
        "works_council",
        None,
        zandbak.olaf,
    )
    assert olaf.get(path(zandbak, review)).content.decode().count(f"<p>{SECRET}</p>") == 1
    for other in (bea, anna):
        assert SECRET not in other.get(path(zandbak, review)).content.decode()
        assert other.get(path(zandbak, review, "own-notes", note.id)).status_code == 403
        assert other.post(path(zandbak, review, "own-notes", note.id, "share")).status_code == 403
        assert other.post(path(zandbak, review, "own-notes", note.id, "delete")).status_code == 403
    # Not in the log either, and open pages of others do not hear of it.
    with zandbak.scope():
        assert not AuditEntry.objects.filter(action__startswith="surveys.review_note").exists()
        assert SECRET not in str(list(AuditEntry.objects.values_list("subject", "details")))
    assert changes(zandbak, review) == 0
    assert bea.get(f"{path(zandbak, review, 'changes')}?seen=0").status_code == 204


def test_a_private_note_stays_out_of_record_and_minutes(zandbak: Zandbak) -> None:
    with zandbak.scope():
        review = talks.talked(zandbak)
        review_notes.write_note(actor=zandbak.member(zandbak.olaf), review=review, text=SECRET)
        signed = talks.signed(zandbak, review)
    assert SECRET not in str(signed.record)
    assert [one["text"] for one in signed.record["shared"]] == ["De vrijdag blijft open."]
    assert [one["text"] for one in signed.record["dissents"]] == ["Ook in de vakanties."]


def test_a_shared_note_is_seen_by_all_with_name_and_side(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    olaf, bea = sign_in(zandbak.olaf), sign_in(zandbak.bea)
    olaf.post(path(zandbak, review, "own-notes"), {"text": "Op vrijdag alleen", "form_key": uuid.uuid4()})
    note = only_note(zandbak)
    olaf.post(path(zandbak, review, "own-notes", note.id, "share"))
    olaf.post(path(zandbak, review, "own-notes", note.id, "share"))
    [shown] = bea.get(path(zandbak, review)).context["shared"]
    assert (shown.text, shown.author_name, shown.party) == (
        "Op vrijdag alleen",
        "Olaf Jansen",
        "works_council",
    )
    assert changes(zandbak, review) == 1
    with zandbak.scope():
        assert AuditEntry.objects.filter(action="surveys.review_note_shared").count() == 1
    with zandbak.scope(), pytest.raises(Refused, match="gedeeld"):
        review_notes.delete_note(actor=zandbak.member(zandbak.olaf), note=note)


def test_the_second_button_shares_at_once(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    sign_in(zandbak.bea).post(
        path(zandbak, review, "own-notes"), {"text": "Meteen", "share": "on", "form_key": uuid.uuid4()}
    )
    assert only_note(zandbak).shared_at is not None
    assert only_note(zandbak).party == "employer"


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_a_note_without_words_says_so_and_keeps_what_was_typed(
    zandbak: Zandbak, review: Review, sign_in: Any, text: str
) -> None:
    answer = sign_in(zandbak.olaf).post(path(zandbak, review, "own-notes"), {"text": text})
    assert (answer.status_code, set(answer.context["own_form"].errors)) == (400, {"text"})
    assert answer.context["own_form"]["text"].value() == text


def test_a_note_changed_elsewhere_is_not_overwritten_unseen(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    olaf = sign_in(zandbak.olaf)
    with zandbak.scope():
        note = review_notes.write_note(actor=zandbak.member(zandbak.olaf), review=review, text="Eerst")
    url = path(zandbak, review, "own-notes", note.id)
    assert olaf.post(url, {"text": "Tweede", "version": 1}).url == path(zandbak, review)
    assert olaf.post(url, {"text": "Tweede", "version": 1}).url == path(zandbak, review)  # the same again
    answer = olaf.post(url, {"text": "Derde", "version": 1})
    form = answer.context["form"]
    assert (answer.status_code, form["text"].value(), form["version"].value()) == (400, "Derde", 2)
    assert form.differences[0][1] == "Tweede"
    assert only_note(zandbak).text == "Tweede"
    with zandbak.scope(), pytest.raises(ChangedMeanwhile):
        review_notes.change_note(
            actor=zandbak.member(zandbak.olaf), note=only_note(zandbak), text="Vierde", version=1
        )


def test_a_private_note_is_deleted_by_its_author(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    olaf = sign_in(zandbak.olaf)
    with zandbak.scope():
        note = review_notes.write_note(actor=zandbak.member(zandbak.olaf), review=review, text="Weg")
    url = path(zandbak, review, "own-notes", note.id, "delete")
    assert olaf.get(url).status_code == 200
    olaf.post(url)
    with zandbak.scope():
        assert ReviewNote.objects.count() == 0


def test_nobody_changes_a_note_of_another_through_the_action(zandbak: Zandbak, review: Review) -> None:
    with zandbak.scope():
        note = review_notes.write_note(actor=zandbak.member(zandbak.olaf), review=review, text="Mijn")
        bea = zandbak.member(zandbak.bea)
        for act in (
            lambda: review_notes.change_note(actor=bea, note=note, text="Bea", version=1),
            lambda: review_notes.share_note(actor=bea, note=note),
            lambda: review_notes.delete_note(actor=bea, note=note),
        ):
            with pytest.raises(Refused, match="niet van jou"):
                act()


def test_what_was_said_is_still_there_when_the_other_side_signs_meanwhile(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    with zandbak.scope():
        talks.signed(zandbak, review)
    answer = sign_in(zandbak.olaf).post(
        path(zandbak, review, "notes"), {"notes": "Net te laat", "version": 1}
    )
    page = answer.content.decode()
    assert (answer.status_code, page.count("er verandert niets meer aan"), page.count("Net te laat")) == (
        409,
        1,
        1,
    )


def test_a_different_position_is_seen_at_once(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    olaf, bea = sign_in(zandbak.olaf), sign_in(zandbak.bea)
    key = olaf.get(path(zandbak, review, "dissent")).context["form"]["form_key"].value()
    for _ in range(2):
        olaf.post(path(zandbak, review, "dissent"), {"text": "Wij vinden dit te weinig", "form_key": key})
    page = bea.get(path(zandbak, review)).content.decode()
    assert page.count("Wij vinden dit te weinig") == 1
    assert only_note(zandbak).kind == "dissent"


def test_an_open_page_learns_who_changed_something(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    olaf, bea = sign_in(zandbak.olaf), sign_in(zandbak.bea)
    url = path(zandbak, review, "changes")
    assert bea.get(f"{url}?seen=0").status_code == 204
    olaf.post(path(zandbak, review, "notes"), {"notes": "Zo ging het", "version": 1})
    for client, words in (
        (bea, "Olaf Jansen heeft iets gewijzigd"),
        (olaf, "Op deze pagina is iets gewijzigd"),
    ):
        answer = client.get(f"{url}?seen=0")
        assert answer.status_code == 200
        assert answer.content.decode().count(words) == 1
        assert client.get(f"{url}?seen=1").status_code == 204
    for seen in ("", "x", "-1", "9" * 40):
        assert bea.get(f"{url}?seen={seen}").status_code == 204


def test_writing_stops_when_the_review_is_signed(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    with zandbak.scope():
        olaf = zandbak.member(zandbak.olaf)
        note = review_notes.write_note(actor=olaf, review=review, text="Nog van mij")
        talks.signed(zandbak, review)
    client = sign_in(zandbak.olaf)
    for parts, sent in (
        (("own-notes",), {"text": "Nog iets", "form_key": uuid.uuid4()}),
        (("own-notes", note.id), {"text": "Anders", "version": 1}),
        (("dissent",), {"text": "Toch niet", "form_key": uuid.uuid4()}),
    ):
        answer = client.post(path(zandbak, review, *parts), sent)
        assert answer.status_code == 400
        page = answer.content.decode()
        assert page.count("er verandert niets meer aan. Zet er een aanvulling bij.") == 1
        # What was typed at that very moment is still there.
        assert page.count(f">\n{sent['text']}</textarea>") == 1
    for how in ("share", "delete"):
        answer = client.post(path(zandbak, review, "own-notes", note.id, how), follow=True)
        assert [kind for kind, _text in told(answer)] == ["error"]
    assert only_note(zandbak).text == "Nog van mij"
    assert only_note(zandbak).shared_at is None


def test_a_script_hears_whether_what_was_typed_is_stored(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    url, kept = path(zandbak, review, "own-notes"), {"x-kept": "1"}
    sent = {"text": "Bewaard", "form_key": uuid.uuid4()}
    assert sign_in(zandbak.olaf).post(url, sent, headers=kept).status_code == 204
    # Signed out meanwhile: sent to sign in, which is no 204, so the text stays in the tab.
    assert Client().post(url, sent, headers=kept).status_code == 302
    assert only_note(zandbak).text == "Bewaard"
