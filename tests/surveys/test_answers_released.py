"""Two keys on the open answers, through HTTP: Anna and Olaf take names out, and Bea reads what they released."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from surveys.actions import releasing
from surveys.actions.closing import close_wave
from surveys.models import (
    AnswerRelease,
    DraftAnswer,
    OpenAnswer,
    ReleasedAnswer,
    ReleaseState,
    Review,
    Side,
)
from surveys.today import todos
from tests.cast import Other, Zandbak, make_person
from tests.surveys import words
from tests.surveys.test_wave_journey import ANSWERS, links, open_wave
from werkdruk.core import jobs
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import AuditEntry, Job
from werkdruk.core.tasks import daily_upkeep
from werkdruk.organisations.audit_labels import sentence
from werkdruk.organisations.models import Membership, Role

SECRETS = ("Jan praat", "Griep", "Eva")


@pytest.fixture
def people(zandbak: Zandbak, sign_in: Any) -> dict[str, Client]:
    return {
        "anna": sign_in(zandbak.anna),
        "olaf": sign_in(zandbak.olaf),
        "bea": sign_in(zandbak.bea),
        "tim": sign_in(zandbak.tim),
    }


def path(zandbak: Zandbak, release: AnswerRelease, *parts: object) -> str:
    return "/".join([f"{zandbak.path}surveys/answers/{release.id}", *map(str, parts), ""])


def text_of(answer: Any) -> str:
    """The words of the page's main part."""
    found = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert found is not None
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", found.group()))


def do_jobs(zandbak: Zandbak) -> None:
    """What the worker does with the jobs that wait."""
    with zandbak.scope():
        waiting = list(Job.objects.filter(state="waiting").values_list("id", flat=True))
    for job in waiting:
        jobs.run(zandbak.id, job)


def left(zandbak: Zandbak) -> tuple[int, int, int]:
    """Sealed, read by both sides, released."""
    with zandbak.scope():
        return tuple(model.objects.count() for model in (OpenAnswer, DraftAnswer, ReleasedAnswer))


def test_from_sealed_row_to_released_words(zandbak: Zandbak, people: dict[str, Client]) -> None:
    wave = open_wave(zandbak)
    said = [*words.SAID, *[""] * 6]
    for link, text in zip(links(), said, strict=True):
        assert Client().post(link, {**ANSWERS, "O1": text}).status_code == 303
    close_wave(zandbak.id, wave.id)
    with zandbak.scope():
        release = AnswerRelease.objects.get()
        review = Review.objects.get()
    anna, olaf, bea = people["anna"], people["olaf"], people["bea"]

    # Sealed: the way there is on the figures and in the review, and nobody reads anything.
    for page in (f"waves/{wave.id}/figures/", f"reviews/{review.id}/"):
        assert path(zandbak, release) in bea.get(f"{zandbak.path}surveys/{page}").content.decode()
    assert left(zandbak) == (4, 0, 0)
    assert anna.post(path(zandbak, release, "open")).url == path(zandbak, release)
    do_jobs(zandbak)
    assert left(zandbak) == (0, 4, 0)
    assert words.key_files(zandbak) == []

    # Anna takes a name out; Olaf sees that, and withholds what is about somebody's health.
    with zandbak.scope():
        jan, ill = words.draft_with("Jan"), words.draft_with("Griep")
    page = anna.get(path(zandbak, release, "names", jan.id))
    sent = {"version": page.context["form"]["version"].value(), "text": "[naam] praat door mij heen."}
    assert anna.post(path(zandbak, release, "names", jan.id), sent).url == path(zandbak, release, "names")
    names = olaf.get(path(zandbak, release, "names"))
    assert "[naam] praat door mij heen." in text_of(names)
    assert "Jan praat" not in text_of(names)
    sent = {"version": 1, "text": ill.text, "withheld": "health"}
    assert olaf.post(path(zandbak, release, "names", ill.id), sent).status_code == 302

    # One key: nobody else reads. The second: everyone who sees figures does.
    looked = olaf.get(path(zandbak, release, "names")).context["release"].version
    ready = {"seen": looked}
    assert olaf.post(path(zandbak, release, "ready"), ready).url == path(zandbak, release)
    before = bea.get(path(zandbak, release))
    assert before.status_code == 200
    assert not any(word in text_of(before) for word in ("praat", "printer", "Griep", "pauze"))
    assert bea.get(path(zandbak, release, "names")).status_code == 403
    assert bea.get(path(zandbak, release, "names", jan.id)).status_code == 403
    assert left(zandbak) == (0, 4, 0)
    assert anna.post(path(zandbak, release, "ready"), ready).url == path(zandbak, release)
    do_jobs(zandbak)
    assert left(zandbak) == (0, 0, 4)
    for reader in (anna, olaf, bea):
        shown = text_of(reader.get(path(zandbak, release)))
        assert "[naam] praat door mij heen." in shown
        assert "De printer is stuk." in shown
        assert not any(secret in shown for secret in SECRETS)
    assert people["tim"].get(path(zandbak, release)).status_code == 403
    # Nothing of what was taken out is left anywhere, and the log has no texts.
    with zandbak.scope():
        rows = str(list(ReleasedAnswer.objects.values()))
        assert "printer is stuk" in rows
        assert not any(secret in rows for secret in SECRETS)
        log = str(list(AuditEntry.objects.values("subject", "details")))
        assert not any(word in log for word in ("praat", "printer", "pauze", "Griep"))
        with translation.override("en"):
            told = [sentence(one) for one in AuditEntry.objects.filter(action__startswith="surveys.answers")]
    name = f"{wave.month:%B %Y}"
    assert told == [
        f"Released the open answers of {name}; withheld: 1–4.",
        f"Said that no names are left in the open answers of {name}: the key of HR.",
        f"Said that no names are left in the open answers of {name}: the key of works council.",
        f"Had the open answers of {name} opened, for HR and works council to read.",
    ]


# Taking words out


@pytest.mark.parametrize(
    "text",
    [
        "Piet praat door mij heen.",
        "Jan praat niet door mij heen.",
        "Jan praat door mij heen. [naam]",
        "J[…]n praat door mij heen.",
        "[naam]",
        "",
    ],
)
def test_nobody_can_rewrite_what_somebody_said(
    zandbak: Zandbak, people: dict[str, Client], text: str
) -> None:
    with zandbak.scope():
        release = words.reading(zandbak)
        draft = words.draft_with("Jan")
    answer = people["anna"].post(path(zandbak, release, "names", draft.id), {"version": 1, "text": text})
    assert answer.status_code == 400
    assert answer.context["form"]["text"].value() == text
    assert answer.context["form"].errors
    with zandbak.scope():
        draft.refresh_from_db()
        assert (draft.text, draft.version) == (draft.original, 1)


def test_what_was_taken_out_can_be_put_back(zandbak: Zandbak) -> None:
    with zandbak.scope():
        words.reading(zandbak)
        words.change(zandbak, "Jan", "[naam] praat door mij heen.")
        words.change(zandbak, "Jan", "[naam] praat door mij heen.", withheld="person")
        back = words.change(zandbak, "Jan", "Jan praat door mij heen.")
        assert (back.is_changed, back.version) == (False, 4)


def test_line_ends_of_a_browser_change_nothing(zandbak: Zandbak, people: dict[str, Client]) -> None:
    with zandbak.scope():
        release = words.reading(zandbak, ["Eerst dit.\nDan Jan."])
        draft = DraftAnswer.objects.get()
    sent = {"version": 1, "text": "Eerst dit.\r\nDan [naam]."}
    assert people["anna"].post(path(zandbak, release, "names", draft.id), sent).status_code == 302
    with zandbak.scope():
        assert DraftAnswer.objects.get().text == "Eerst dit.\nDan [naam]."


def test_two_who_change_one_answer_lose_nothing(zandbak: Zandbak, people: dict[str, Client]) -> None:
    with zandbak.scope():
        release = words.reading(zandbak)
        draft = words.draft_with("Jan")
    edit = path(zandbak, release, "names", draft.id)
    assert people["anna"].post(edit, {"version": 1, "text": "[naam] praat door mij heen."}).status_code == 302
    late = people["olaf"].post(edit, {"version": 1, "text": "[…] door mij heen."})
    assert late.status_code == 400
    page = text_of(late)
    assert "[naam] praat door mij heen." in page  # what is stored
    assert late.context["form"]["text"].value() == "[…] door mij heen."  # what was typed
    again = {"version": late.context["form"]["version"].value(), "text": "[…] door mij heen."}
    assert people["olaf"].post(edit, again).status_code == 302
    with zandbak.scope():
        draft.refresh_from_db()
        assert (draft.text, draft.changed_by) == ("[…] door mij heen.", Side.WORKS_COUNCIL)
        with pytest.raises(ChangedMeanwhile):
            releasing.change_draft(
                actor=zandbak.member(zandbak.anna),
                side=Side.HR,
                draft=draft,
                text=draft.original,
                withheld="",
                version=1,
            )


# Keys


def test_a_change_turns_both_keys_back(zandbak: Zandbak) -> None:
    with zandbak.scope():
        release = words.half(zandbak)
        words.change(zandbak, "Jan", "[naam] praat door mij heen.")
        release.refresh_from_db()
        assert not release.turned_by(Side.HR)
        assert not words.turn(zandbak, release, Side.WORKS_COUNCIL)
        assert AnswerRelease.objects.get().state == ReleaseState.READING
        assert ReleasedAnswer.objects.count() == 0
        told = AuditEntry.objects.get(action="surveys.answers_key_turned_back")
        with translation.override("en"):
            assert sentence(told) == (
                "The key of HR to the open answers of January 2026 does not hold any more: an answer was changed."
            )


def test_a_key_is_for_the_texts_that_were_seen(zandbak: Zandbak, people: dict[str, Client]) -> None:
    with zandbak.scope():
        release = words.reading(zandbak)
    link = re.search(
        r"ready/\?seen=(\d+)", people["anna"].get(path(zandbak, release, "names")).content.decode()
    )
    assert link is not None
    with zandbak.scope():
        words.change(zandbak, "Jan", "[naam] praat door mij heen.")
    page = people["anna"].get(path(zandbak, release, "ready") + f"?seen={link.group(1)}")
    seen = page.context["form"]["seen"].value()
    answer = people["anna"].post(path(zandbak, release, "ready"), {"seen": seen})
    assert answer.status_code == 400
    with zandbak.scope():
        assert not AnswerRelease.objects.get().turned_by(Side.HR)


def test_one_person_with_both_roles_cannot_turn_both_keys(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        release = words.reading(zandbak)
        Membership.objects.filter(user=zandbak.anna).update(roles=[Role.HR, Role.WORKS_COUNCIL])
        both = zandbak.member(zandbak.anna)
        assert not releasing.turn_key(actor=both, side=Side.HR, release=release, version=1)
        with pytest.raises(Refused):
            releasing.turn_key(actor=both, side=Side.WORKS_COUNCIL, release=release, version=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            AnswerRelease.objects.update(works_council_by=zandbak.anna)
        with pytest.raises(IntegrityError), transaction.atomic():
            AnswerRelease.objects.update(state=ReleaseState.RELEASED, released_at=timezone.now())
        assert not any("answers" in todo.url for todo in todos(both, timezone.localdate()))
    answer = sign_in(zandbak.anna).post(path(zandbak, release, "ready"), {"seen": 1})
    assert answer.status_code == 400
    assert left(zandbak) == (0, 4, 0)


def test_nobody_turns_a_key_of_another_side(zandbak: Zandbak) -> None:
    with zandbak.scope():
        release = words.half(zandbak)
        for person in (zandbak.anna, zandbak.bea):
            with pytest.raises(Refused):
                releasing.turn_key(
                    actor=zandbak.member(person), side=Side.WORKS_COUNCIL, release=release, version=1
                )
        with pytest.raises(Refused):
            releasing.take_key_back(actor=zandbak.member(zandbak.olaf), side=Side.HR, release=release)


def test_a_key_falls_when_who_turned_it_has_the_role_no_more(zandbak: Zandbak) -> None:
    with zandbak.scope():
        release = words.half(zandbak)
        Membership.objects.filter(user=zandbak.anna).update(ended_at=timezone.now())
        assert not words.turn(zandbak, release, Side.WORKS_COUNCIL)
        release.refresh_from_db()
        assert (release.state, release.turned_by(Side.HR)) == (ReleaseState.READING, False)
        ilse = make_person("ilse@zandbak.example", "Ilse Kok")
        Membership.objects.create(user=ilse, roles=[Role.HR])
        assert releasing.turn_key(actor=zandbak.member(ilse), side=Side.HR, release=release, version=1)


def test_a_key_can_be_taken_back_until_the_second(zandbak: Zandbak, people: dict[str, Client]) -> None:
    with zandbak.scope():
        release = words.half(zandbak)
    back = path(zandbak, release, "back")
    assert people["anna"].get(back).status_code == 200
    for _ in range(2):
        assert people["anna"].post(back).url == path(zandbak, release)
    with zandbak.scope():
        assert not AnswerRelease.objects.get().turned_by(Side.HR)
        assert AuditEntry.objects.filter(action="surveys.answers_key_turned_back").count() == 1
        words.turn(zandbak, release, Side.WORKS_COUNCIL)
        assert words.turn(zandbak, release, Side.HR)
    answer = people["anna"].post(back, follow=True)
    assert answer.status_code == 200
    with zandbak.scope():
        release.refresh_from_db()
        assert (release.state, release.turned_by(Side.HR)) == (ReleaseState.RELEASED, True)


def test_after_the_release_nothing_changes_any_more(zandbak: Zandbak, people: dict[str, Client]) -> None:
    with zandbak.scope():
        release = words.reading(zandbak)
        draft = words.draft_with("Jan")
        words.turn(zandbak, release, Side.HR)
        words.turn(zandbak, release, Side.WORKS_COUNCIL)
        with pytest.raises(Refused):
            releasing.change_draft(
                actor=zandbak.member(zandbak.olaf),
                side=Side.WORKS_COUNCIL,
                draft=draft,
                text="Jan",
                withheld="person",
                version=1,
            )
        assert words.turn(zandbak, release, Side.HR)  # a second click
        assert AuditEntry.objects.filter(action="surveys.answers_released").count() == 1
    for part in (["names"], ["names", draft.id], ["ready"]):
        answer = people["olaf"].post(path(zandbak, release, *part), {"seen": 1, "text": "Jan", "version": 1})
        assert answer.status_code in (302, 405)
    assert left(zandbak) == (0, 0, 4)


def test_hr_alone_says_why_where_nobody_represents_the_staff(
    zandbak: Zandbak, people: dict[str, Client]
) -> None:
    zandbak.organisation.representation = "none"
    zandbak.organisation.save()
    with zandbak.scope():
        release = words.reading(zandbak)
    # Olaf still has the role of the works council: then two keys hold.
    assert people["anna"].post(path(zandbak, release, "ready"), {"seen": 1}).status_code == 302
    assert left(zandbak) == (0, 4, 0)
    with zandbak.scope():
        releasing.take_key_back(actor=zandbak.member(zandbak.anna), side=Side.HR, release=release)
        Membership.objects.filter(user=zandbak.olaf).update(ended_at=timezone.now())
    empty = people["anna"].post(path(zandbak, release, "ready"), {"seen": 1, "alone_because": " "})
    assert (empty.status_code, set(empty.context["form"].errors)) == (400, {"alone_because"})
    sent = {"seen": 1, "alone_because": "Er is geen OR."}
    assert people["anna"].post(path(zandbak, release, "ready"), sent).status_code == 302
    assert left(zandbak) == (0, 0, 4)
    assert "Er is geen OR." in text_of(people["bea"].get(path(zandbak, release)))
    with zandbak.scope():
        assert AuditEntry.objects.get(action="surveys.answers_key_turned", details__reason="Er is geen OR.")


# Reading


def test_answers_are_searched_and_leafed_through(zandbak: Zandbak, people: dict[str, Client]) -> None:
    with zandbak.scope():
        release = words.reading(zandbak, [f"Antwoord {number:02}" for number in range(16)])
        words.change(zandbak, "Antwoord 03", "Antwoord 03", withheld="person")
        words.turn(zandbak, release, Side.HR)
        words.turn(zandbak, release, Side.WORKS_COUNCIL)
    page = people["bea"].get(path(zandbak, release))
    assert page.context["page_obj"].paginator.count == 15
    assert "15–19" in text_of(page)
    assert "1–4" in text_of(page)
    first = [answer.text for answer, _ in page.context["rows"]]
    assert first == [answer.text for answer, _ in people["olaf"].get(path(zandbak, release)).context["rows"]]
    found = people["bea"].get(path(zandbak, release) + "?q=antwoord+07")
    assert [answer.text for answer, _ in found.context["rows"]] == ["Antwoord 07"]
    assert people["bea"].get(path(zandbak, release) + "?q=Antwoord+03").context["rows"] == []
    everything = text_of(people["bea"].get(path(zandbak, release) + "?everything=1"))
    assert all(f"Antwoord {number:02}" in everything for number in range(16) if number != 3)
    for nonsense in ("?question=x&page=99", "?q=" + "a" * 500, "?everything=maybe&only=x"):
        assert people["bea"].get(path(zandbak, release) + nonsense).status_code == 200


def test_a_label_stands_beside_the_answer(zandbak: Zandbak, people: dict[str, Client]) -> None:
    with zandbak.scope():
        release = words.reading(zandbak)
        DraftAnswer.objects.filter(original__contains="printer").update(unit=zandbak.team)
        DraftAnswer.objects.filter(original__contains="Griep").update(unit=zandbak.team)
        words.change(zandbak, "Griep", "", withheld="health")
        words.turn(zandbak, release, Side.HR)
        words.turn(zandbak, release, Side.WORKS_COUNCIL)
        kept = [(one.text, one.unit_id) for one in ReleasedAnswer.objects.exclude(unit=None)]
        assert kept == [("De printer is stuk.", zandbak.team.id)]
    assert text_of(people["bea"].get(path(zandbak, release))).count(zandbak.team.name) == 1


@pytest.mark.parametrize("stage", ["sealed", "reading", "half", "released"])
def test_what_waits_stands_on_the_start_page_of_both_sides_only(zandbak: Zandbak, stage: str) -> None:
    waiting = {
        "sealed": {"anna", "olaf"},
        "reading": {"anna", "olaf"},
        "half": {"olaf"},
        "released": set(),
    }[stage]
    with zandbak.scope():
        release = getattr(words, stage)(zandbak)
        found = {
            name
            for name in ("anna", "olaf", "bea", "tim", "fatima")
            if any(
                f"answers/{release.id}" in todo.url and todo.due == release.due
                for todo in todos(zandbak.member(getattr(zandbak, name)), timezone.localdate())
            )
        }
    assert found == waiting


def test_nothing_is_ever_released_by_itself(zandbak: Zandbak) -> None:
    with zandbak.scope():
        release = words.half(zandbak)
    with time_machine.travel(timezone.now() + timedelta(days=200)):
        daily_upkeep()
    with zandbak.scope():
        release.refresh_from_db()
        assert release.state == ReleaseState.READING
    assert left(zandbak) == (0, 4, 0)


@pytest.mark.parametrize("state", ReleaseState.values)
def test_every_state_has_a_page_for_everyone(zandbak: Zandbak, people: dict[str, Client], state: str) -> None:
    with zandbak.scope():
        release = words.released(zandbak) if state == "released" else words.sealed(zandbak)
        AnswerRelease.objects.update(state=state)
    for name in ("anna", "olaf", "bea"):
        answer = people[name].get(path(zandbak, release))
        assert answer.status_code == (404 if state == "gathering" else 200)


def test_another_organisation_finds_nothing(zandbak: Zandbak, other: Other, sign_in: Any) -> None:
    with zandbak.scope():
        release = words.reading(zandbak)
        draft = words.draft_with("Jan")
    carla = sign_in(other.carla)
    for parts in ([], ["names"], ["names", draft.id], ["ready"]):
        url = path(zandbak, release, *parts)
        assert carla.get(url).status_code == 404
        assert carla.get(url.replace("/o/zandbak/", "/o/anders/")).status_code == 404


@pytest.mark.parametrize("part", ["", "names/"])
def test_pages_ask_as_much_for_many_answers_as_for_few(
    zandbak: Zandbak, people: dict[str, Client], part: str
) -> None:
    def queries(texts: list[str]) -> int:
        with zandbak.scope():
            month = words.JANUARY if len(texts) == 2 else words.JANUARY.replace(month=2)
            release = (words.reading if part else words.released)(zandbak, texts, month)
            url = path(zandbak, release) + part
        people["olaf"].get(url)
        with CaptureQueriesContext(connection) as asked:
            assert people["olaf"].get(url).status_code == 200
        return len(asked)

    assert queries(["a", "b"]) == queries([f"Antwoord {number}" for number in range(16)])
