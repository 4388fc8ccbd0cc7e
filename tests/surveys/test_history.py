"""The history of the reviews: searching, promises kept, how long staff waited, and questions over time."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from measures.actions import set_action_state
from measures.models import Action
from surveys.actions import reviewing
from surveys.models import (
    Decision,
    DecisionKind,
    FeedbackNote,
    Item,
    QuestionnaireItem,
    Review,
    ReviewAddendum,
    ReviewNote,
)
from surveys.queries.asked import asked_over_time
from tests.cast import Other, Zandbak
from tests.surveys.published import close_with, sheets

MONTHS = [date(2026, month, 1) for month in range(1, 7)]
BOTH_SIDES = ("anna", "olaf", "bea")


def make_review(zandbak: Zandbak, month: date = MONTHS[0], *, signed: bool = False, **fields: Any) -> Review:
    """The open or signed review of a closed wave; inside the scope only."""
    review = Review.objects.select_related("wave").get(wave=close_with(month, sheets(10, 6)))
    for name, value in fields.items():
        setattr(review, name, value)
    if signed:
        review.signed_at, review.record = timezone.now(), {}
    review.save()
    return review


def own_note(review: Review, zandbak: Zandbak, text: str, **fields: Any) -> ReviewNote:
    """Olaf's note, which he keeps to himself until it has `shared_at`."""
    return ReviewNote.objects.create(
        review=review,
        author=zandbak.olaf,
        author_name=zandbak.olaf.name,
        party="works_council",
        text=text,
        **fields,
    )


def search(zandbak: Zandbak, client: Any, **query: Any) -> Any:
    return client.get(f"{zandbak.path}surveys/reviews/history/", query)


def months_found(answer: Any) -> list[int]:
    return [one.review.wave.month.month for one in answer.context["found"]]


def hits(answer: Any) -> list[tuple[str, list[str]]]:
    """Where, and the words that are marked."""
    return [
        (hit.where, [piece.text for piece in hit.pieces if piece.hit])
        for one in answer.context["found"]
        for hit in one.hits
    ]


# Searching


def test_search_finds_everything_that_both_sides_can_read(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        review = make_review(zandbak, notes="Over PAUZE gesproken.")
        reviewing.decide_action(
            actor=None,
            review=review,
            what="Pauze regelen",
            who_name="Bea",
            due_on=date(2027, 1, 1),
            intended_effect="Iedereen heeft pauze",
        )
        item = Item.objects.get(code="V28")
        Decision.objects.create(review=review, kind="question_in", item=item, reason="Pauzes vallen weg")
        Decision.objects.create(
            review=review,
            kind="project",
            title="Rust en pauze",
            project="00000000-0000-4000-8000-000000000001",
        )
        own_note(review, zandbak, "Gedeeld over pauze", shared_at=timezone.now())
        own_note(review, zandbak, "Anders over pauze", kind="dissent", shared_at=timezone.now())
        ReviewAddendum.objects.create(
            review=review, number=1, party="employer", by_name="Bea", text="Pauze: zes, geen vijf"
        )
        FeedbackNote.objects.create(
            review=review,
            heard_nl="Te weinig pauze",
            doing_en="Breaks and pauze",
            published_at=timezone.now(),
        )
    answer = search(zandbak, sign_in(zandbak.bea), q="pauze")
    assert hits(answer) == [
        ("Wat er is gezegd", ["PAUZE"]),
        ("Actie", ["Pauze"]),
        ("Actie", ["pauze"]),
        ("Vraag erbij: waarom", ["Pauze"]),
        ("Project gestart", ["pauze"]),
        ("Gedeelde notitie van Olaf Jansen", ["pauze"]),
    ]
    assert answer.context["found"][0].more == 3
    assert months_found(search(zandbak, sign_in(zandbak.bea), q=item.text_nl.split()[-1].strip("."))) == [1]


@pytest.mark.parametrize("source", ["dissent", "addendum", "published", "english"])
def test_search_finds_each_source(zandbak: Zandbak, sign_in: Any, source: str) -> None:
    with zandbak.scope():
        review = make_review(zandbak)
        if source == "dissent":
            own_note(review, zandbak, "griep", kind="dissent", shared_at=timezone.now())
        elif source == "addendum":
            ReviewAddendum.objects.create(
                review=review, number=1, party="employer", by_name="B", text="Griep"
            )
        else:
            where = "not_doing_en" if source == "english" else "not_doing_nl"
            FeedbackNote.objects.create(review=review, published_at=timezone.now(), **{where: "de griep"})
    client = sign_in(zandbak.olaf)
    if source == "english":
        # Only on a page in English.
        assert months_found(search(zandbak, client, q="griep")) == []
        zandbak.olaf.language = "en"
        zandbak.olaf.save(update_fields=["language"])
    assert months_found(search(zandbak, client, q="griep")) == [1]


@pytest.mark.parametrize("who", BOTH_SIDES)
def test_a_note_that_was_not_shared_is_found_by_nobody(zandbak: Zandbak, sign_in: Any, who: str) -> None:
    """Not even by its writer: what it says must not show on a page that somebody may print or share."""
    with zandbak.scope():
        review = make_review(zandbak, notes="Over roosters gesproken.")
        own_note(review, zandbak, "Achterbaks geheimpje")
        FeedbackNote.objects.create(review=review, heard_nl="Concept met geheimpje")
    client = sign_in(getattr(zandbak, who))
    for words in ("geheimpje", "achterbaks", "ACHTERBAKS GEHEIMPJE", "roosters geheimpje", "concept"):
        answer = search(zandbak, client, q=words)
        assert months_found(answer) == []
    found = search(zandbak, client, q="roosters")
    assert (months_found(found), found.content.decode().count("eheimpje")) == ([1], 0)


def test_a_note_is_found_from_when_it_is_shared(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        note = own_note(make_review(zandbak), zandbak, "Zeldzaam woord")
    assert months_found(search(zandbak, sign_in(zandbak.bea), q="zeldzaam")) == []
    with zandbak.scope():
        ReviewNote.objects.filter(id=note.id).update(shared_at=timezone.now())
    assert months_found(search(zandbak, sign_in(zandbak.bea), q="zeldzaam")) == [1]


def test_every_word_stands_somewhere_in_the_review(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        first = make_review(zandbak, MONTHS[0], notes="Over pauze.")
        own_note(first, zandbak, "Over griep", shared_at=timezone.now())
        make_review(zandbak, MONTHS[1], notes="Alleen pauze.")
    client = sign_in(zandbak.olaf)
    assert months_found(search(zandbak, client, q="pauze")) == [2, 1]
    assert months_found(search(zandbak, client, q="griep PAUZE")) == [1]
    assert months_found(search(zandbak, client, q="pauze 100%")) == []
    assert months_found(search(zandbak, client, q="\x00")) == [2, 1]


def test_search_by_year_and_state(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        make_review(zandbak, date(2025, 12, 1), signed=True)
        make_review(zandbak, MONTHS[0], signed=True)
        make_review(zandbak, MONTHS[1])
    client = sign_in(zandbak.anna)
    assert months_found(search(zandbak, client)) == [2, 1, 12]
    assert months_found(search(zandbak, client, year="2026")) == [2, 1]
    assert months_found(search(zandbak, client, state="signed")) == [1, 12]
    assert months_found(search(zandbak, client, state="open", year="2025")) == []
    # What cannot be read shows everything.
    assert months_found(search(zandbak, client, year="1066", state="half", page="x")) == [2, 1, 12]


def test_what_was_found_is_escaped(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        make_review(zandbak, notes="Zie <script>alert(1)</script> & pauze")
    html = search(zandbak, sign_in(zandbak.bea), q="<script>").content.decode()
    assert html.count("<mark>&lt;script&gt;</mark>alert(1)&lt;/script&gt; &amp; pauze") == 1
    assert html.count('value="&lt;script&gt;"') == 1


def test_another_organisation_finds_its_own(zandbak: Zandbak, other: Other, sign_in: Any) -> None:
    with zandbak.scope():
        make_review(zandbak, notes="pauze")
    assert (
        sign_in(other.carla).get("/o/anders/surveys/reviews/history/", {"q": "pauze"}).context["found"] == []
    )


# Promises


def promised(
    review: Review,
    what: str,
    due: date,
    done: date | None = None,
    state: str = "done",
    made: date = MONTHS[1],
) -> Action:
    """An action of `review`, done on `done`."""
    decision = reviewing.decide_action(actor=None, review=review, what=what, who_name="Bea", due_on=due)
    Decision.objects.filter(id=decision.id).update(
        decided_at=datetime(made.year, made.month, 1, 12, tzinfo=UTC)
    )
    action = decision.action
    if done or state != "done":
        set_action_state(actor=None, action=action, state=state)
    if done:
        # Late in the evening in Amsterdam: still that day.
        Action.objects.filter(id=action.id).update(
            done_at=datetime(done.year, done.month, done.day, 22, 30, tzinfo=UTC)
        )
    return action


@pytest.fixture
def promises(zandbak: Zandbak) -> None:
    """Two reviews: four promises whose day has come and one that has not; and one that was dropped."""
    long_ago, day = date(2026, 3, 1), timedelta(days=1)
    with zandbak.scope():
        first, second = make_review(zandbak, MONTHS[0]), make_review(zandbak, MONTHS[1])
        promised(first, "Op de dag", long_ago, date(2026, 2, 11))
        promised(first, "Te laat", long_ago, long_ago + day)
        promised(first, "Niet klaar", long_ago, state="busy")
        promised(first, "=gevaarlijk", long_ago, date(2026, 2, 21))
        promised(second, "Weg", timezone.localdate() + 60 * day, state="dropped")
        promised(second, "Loopt", timezone.localdate() + 60 * day, state="stuck")


def test_promises_kept_over_all_and_by_review(zandbak: Zandbak, sign_in: Any, promises: None) -> None:
    page = sign_in(zandbak.olaf).get(f"{zandbak.path}surveys/reviews/history/promises/").context
    kept = page["kept"]
    assert (kept.on_time, kept.late, kept.overdue, kept.dropped, kept.running) == (2, 1, 1, 1, 1)
    assert (kept.share, kept.median_days) == (40, None)
    assert [
        (one.review.wave.month.month, one.kept.on_time, one.kept.come, one.kept.share)
        for one in page["page_obj"]
    ] == [(2, 0, 1, None), (1, 2, 4, None)]


def test_what_was_taken_back_is_no_promise(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        review = make_review(zandbak)
        decision = reviewing.decide_action(
            actor=None, review=review, what="Toch niet", who_name="Bea", due_on=date(2027, 1, 1)
        )
        reviewing.undo_decision(actor=None, review=review, decision=decision)
    page = sign_in(zandbak.bea).get(f"{zandbak.path}surveys/reviews/history/promises/")
    assert page.context["kept"].promised == 0


def test_promises_as_a_file(zandbak: Zandbak, sign_in: Any, promises: None) -> None:
    answer = sign_in(zandbak.bea).get(f"{zandbak.path}surveys/reviews/history/promises/csv/")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert answer["Content-Disposition"] == 'attachment; filename="beloften.csv"'
    assert [(row[0], row[1], row[4], row[5], row[6], row[7]) for row in rows[1:]] == [
        ("2026-02", "Weg", rows[1][4], "", "", "geschrapt"),
        ("2026-02", "Loopt", rows[2][4], "", "", "dag nog niet voorbij"),
        ("2026-01", "Op de dag", "2026-03-01", "2026-02-11", "10", "op tijd klaar"),
        ("2026-01", "Te laat", "2026-03-01", "2026-03-02", "29", "te laat klaar"),
        ("2026-01", "Niet klaar", "2026-03-01", "", "", "de dag is voorbij"),
        ("2026-01", "'=gevaarlijk", "2026-03-01", "2026-02-21", "20", "op tijd klaar"),
    ]


def test_how_long_staff_waited_for_the_note(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        for month, days in zip(MONTHS[:5], (3, 14, 14, 15, 40), strict=True):
            review = make_review(zandbak, month)
            after = timedelta(days=days, hours=2)
            FeedbackNote.objects.create(review=review, published_at=review.opened_at + after)
        opened = timezone.now() - timedelta(days=4)
        last = close_with(MONTHS[5], sheets(8, 4))
        last.reviews.all().delete()
        Review.objects.create(wave=last, opened_at=opened)
    page = sign_in(zandbak.bea).get(f"{zandbak.path}surveys/reviews/history/promises/").context
    assert [(one.review.wave.month.month, one.days, one.in_time) for one in page["times"]] == [
        (6, None, True),
        (5, 40, False),
        (4, 15, False),
        (3, 14, True),
        (2, 14, True),
        (1, 3, True),
    ]
    assert (page["times"][0].waiting, page["median_note_days"]) == (4, 14)


# Questions over time


def at(day: date) -> datetime:
    return datetime(day.year, day.month, 20, 12, tzinfo=UTC)


def test_questions_over_time(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        close_with(MONTHS[0], sheets(8, 4))
        review = Review.objects.select_related("wave").get()
        use = QuestionnaireItem.objects.current().select_related("item").order_by("item__code")[0]
        reviewing.decide_drop(actor=None, review=review, item=use.item, reason="Weten we nu")
        added = Item.objects.get(code="V28")
        reviewing.decide_add(actor=None, review=review, item=added, reason="Nieuw rooster")
        close_with(MONTHS[1], sheets(8, 4))
        found = asked_over_time()
        rows = {row.item.code: [asked for _wave, asked in row.marks] for row in found.rows}
        assert [wave.month for wave in found.waves] == MONTHS[:2]
        assert (rows[use.item.code], rows["V28"]) == ([True, False], [False, True])
        assert [(row.now, row.waves) for row in found.rows if row.item.code == "V28"] == [(True, 1)]
        decided = [(one.item.code, one.added, one.reason) for one in found.changes if one.review == review]
        assert sorted(decided) == sorted(
            [("V28", True, "Nieuw rooster"), (use.item.code, False, "Weten we nu")]
        )
        assert {one.added for one in found.changes if one.review is None} == {True}
    answer = sign_in(zandbak.olaf).get(f"{zandbak.path}surveys/reviews/history/questions/")
    assert answer.content.decode().count("Weten we nu") == 1
    assert answer.context["asked"].waves == found.waves


def test_questions_of_one_year(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        close_with(date(2025, 12, 1), sheets(8, 4))
        close_with(MONTHS[0], sheets(8, 4))
    client, address = sign_in(zandbak.olaf), f"{zandbak.path}surveys/reviews/history/questions/"

    def months(**query: str) -> list[int]:
        return [wave.month.month for wave in client.get(address, query).context["asked"].waves]

    assert (months(), months(year="2025"), months(year="2024")) == ([12, 1], [12], [12, 1])


def test_core_statements_and_open_questions_are_not_in_the_grid(zandbak: Zandbak) -> None:
    with zandbak.scope():
        close_with(MONTHS[0], sheets(8, 4))
        assert {row.item.kind for row in asked_over_time().rows} == {"bank"}


# However many


@pytest.mark.parametrize("page", ["?q=pauze", "promises/", "promises/csv/", "questions/"])
def test_queries_do_not_grow(zandbak: Zandbak, sign_in: Any, page: str) -> None:
    client, address = sign_in(zandbak.olaf), f"{zandbak.path}surveys/reviews/history/{page}"

    def fill(month: date) -> None:
        with zandbak.scope():
            review = make_review(zandbak, month, notes="pauze")
            for number in range(2):
                promised(review, f"Pauze {number}", date(2026, 6, 1), date(2026, 5, 1))
                own_note(review, zandbak, f"pauze {number}", shared_at=timezone.now())
            item = Item.objects.get(code="V28")
            Decision.objects.create(review=review, kind=DecisionKind.QUESTION_IN, item=item, reason="pauze")
            FeedbackNote.objects.create(review=review, heard_nl="pauze", published_at=timezone.now())

    counts = []
    for months in (MONTHS[:1], MONTHS[1:3]):
        for month in months:
            fill(month)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 30, json.dumps([one["sql"][:120] for one in captured])


@pytest.mark.parametrize("page", ["", "promises/", "promises/csv/", "questions/"])
def test_pages_without_anything_say_so(zandbak: Zandbak, sign_in: Any, page: str) -> None:
    assert sign_in(zandbak.bea).get(f"{zandbak.path}surveys/reviews/history/{page}").status_code == 200
