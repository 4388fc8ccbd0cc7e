"""The monthly review through HTTP: actions, statements out and in, notes, and taking a decision back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.formats import date_format

from measures.actions import set_action_state
from measures.models import Action, ActionState
from projects.actions import skip_step
from projects.models import Project
from surveys.actions import reviewing
from surveys.actions.drawing import draw_wave
from surveys.actions.planning import plan_wave
from surveys.actions.proposals import accept_proposal, propose_wording
from surveys.actions.questionnaires import add_item, drop_item
from surveys.models import Decision, DecisionKind, Item, QuestionnaireItem, Review, Wave, WaveItem
from surveys.queries.reviews import promises_before, reviews_for_list, waves_asked
from tests.cast import Other, Zandbak, make_employees
from tests.surveys.published import close_with, sheets
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry

MONTHS = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
LONG_AGO = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.fixture
def review(zandbak: Zandbak) -> Review:
    """The review of the first wave; its three variable statements were asked once."""
    with zandbak.scope():
        wave = close_with(MONTHS[0], sheets(10, 6, V27=4, V29=2, V31=5))
        QuestionnaireItem.objects.update(added_at=LONG_AGO)
        return Review.objects.select_related("wave").get(wave=wave)


@pytest.fixture
def olaf(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.olaf)


def path(zandbak: Zandbak, review: Review, *parts: object) -> str:
    return "/".join([f"{zandbak.path}surveys/reviews/{review.id}", *map(str, parts), ""])


def item(zandbak: Zandbak, code: str) -> Item:
    with zandbak.scope():
        return Item.objects.get(code=code)


def asked(zandbak: Zandbak) -> list[str]:
    """The codes of the variable statements of the next wave."""
    with zandbak.scope():
        return sorted(QuestionnaireItem.objects.current().values_list("item__code", flat=True))


def decided(zandbak: Zandbak) -> list[tuple[str, str, str]]:
    """Kind, subject and reason of every decision."""
    with zandbak.scope():
        return [
            (one.kind, str(one.action or one.item.code), one.reason)
            for one in Decision.objects.select_related("action", "item")
        ]


def errors(answer: Any) -> set[str]:
    return set(answer.context["form"].errors)


def promise(zandbak: Zandbak, **changed: Any) -> dict[str, Any]:
    due = timezone.localdate() + timedelta(days=30)
    return {"what": "Invalpool op vrijdag", "who": "Bea Smit", "due_on": due.isoformat(), **changed}


# An action


def test_review_action_becomes_a_real_action(zandbak: Zandbak, review: Review, olaf: Client) -> None:
    key = olaf.get(path(zandbak, review, "action")).context["form"]["form_key"].value()
    sent = promise(zandbak, form_key=key, intended_effect="Rooster boven 50")
    for _ in range(2):  # the same form twice
        assert olaf.post(path(zandbak, review, "action"), sent).url == path(zandbak, review)
    with zandbak.scope():
        action = Action.objects.select_related("who__user").get()
        decision = Decision.objects.get()
        assert (action.what, action.who.user, action.intended_effect) == (
            "Invalpool op vrijdag",
            zandbak.bea,
            "Rooster boven 50",
        )
        assert (decision.review_id, decision.action_id, decision.decided_by) == (
            review.id,
            action.id,
            zandbak.olaf,
        )
        assert AuditEntry.objects.filter(action="surveys.decided", actor=zandbak.olaf).count() == 1


def test_review_action_takes_a_name_of_somebody_who_does_not_sign_in(
    zandbak: Zandbak, review: Review, olaf: Client
) -> None:
    olaf.post(path(zandbak, review, "action"), promise(zandbak, who="Samira van kantoor"))
    with zandbak.scope():
        assert [(one.who, one.who_name) for one in Action.objects.all()] == [(None, "Samira van kantoor")]


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"what": ""}, {"what"}),
        ({"what": "x" * 301}, {"what"}),
        ({"who": ""}, {"who"}),
        ({"who": "   "}, {"who"}),
        ({"due_on": ""}, {"due_on"}),
        ({"due_on": "morgen"}, {"due_on"}),
        ({"due_on": "2020-01-01"}, {"due_on"}),
        ({"due_on": "2199-01-01"}, {"due_on"}),
        ({"intended_effect": "x" * 2001}, {"intended_effect"}),
    ],
)
def test_review_action_says_what_is_wrong_and_keeps_what_was_typed(
    zandbak: Zandbak, review: Review, olaf: Client, wrong: dict[str, str], fields: set[str]
) -> None:
    sent = promise(zandbak, **wrong)
    answer = olaf.post(path(zandbak, review, "action"), sent)
    assert (answer.status_code, errors(answer)) == (400, fields)
    assert {name: answer.context["form"][name].value() for name in sent} == sent
    assert decided(zandbak) == []


# A statement out


def test_review_drop_with_a_reason(zandbak: Zandbak, review: Review, olaf: Client) -> None:
    sent = {"item": str(item(zandbak, "V29").id), "reason": "We weten genoeg."}
    assert olaf.post(path(zandbak, review, "drop"), sent).url == path(zandbak, review)
    assert asked(zandbak) == ["V27", "V31"]
    assert decided(zandbak) == [(DecisionKind.QUESTION_OUT, "V29", "We weten genoeg.")]
    again = olaf.post(path(zandbak, review, "drop"), sent)
    assert (again.status_code, errors(again)) == (400, {"item"})
    assert asked(zandbak) == ["V27", "V31"]
    assert len(decided(zandbak)) == 1


def test_review_drop_of_a_young_statement_needs_a_reason(
    zandbak: Zandbak, review: Review, olaf: Client
) -> None:
    sent = {"item": str(item(zandbak, "V29").id), "reason": " "}
    answer = olaf.post(path(zandbak, review, "drop"), sent)
    assert (answer.status_code, errors(answer)) == (400, {"reason"})
    assert answer.context["form"]["item"].value() == sent["item"]
    with zandbak.scope(), pytest.raises(Refused):
        reviewing.decide_drop(actor=None, review=review, item=Item.objects.get(code="V29"), reason=" ")
    assert asked(zandbak) == ["V27", "V29", "V31"]
    with zandbak.scope():
        for month in MONTHS[1:]:
            close_with(month, sheets(8, 8))
    assert olaf.post(path(zandbak, review, "drop"), sent).url == path(zandbak, review)
    assert asked(zandbak) == ["V27", "V31"]


@pytest.mark.parametrize("wrong", ["", "K01", "V30", "niets", str(UUID(int=7))])
def test_review_drop_of_what_is_not_asked(zandbak: Zandbak, review: Review, olaf: Client, wrong: str) -> None:
    chosen = str(item(zandbak, wrong).id) if wrong in ("K01", "V30") else wrong
    answer = olaf.post(path(zandbak, review, "drop"), {"item": chosen, "reason": "Weg"})
    assert (answer.status_code, errors(answer)) == (400, {"item"})
    assert answer.context["form"]["reason"].value() == "Weg"
    assert asked(zandbak) == ["V27", "V29", "V31"]


def test_review_drop_meets_somebody_who_dropped_it_first(zandbak: Zandbak, review: Review) -> None:
    with zandbak.scope():
        dropped = Item.objects.get(code="V29")
        drop_item(actor=None, item=dropped, reason="")
        with pytest.raises(Refused):
            reviewing.decide_drop(actor=None, review=review, item=dropped, reason="Weg")
    assert decided(zandbak) == []


# A statement in


def test_review_add_is_asked_by_the_next_wave(zandbak: Zandbak, review: Review, olaf: Client) -> None:
    sent = {"item": str(item(zandbak, "V28").id), "reason": "Roosters wisselen vaak."}
    assert olaf.post(path(zandbak, review, "add"), sent).url == path(zandbak, review)
    assert asked(zandbak) == ["V27", "V28", "V29", "V31"]
    assert decided(zandbak) == [(DecisionKind.QUESTION_IN, "V28", "Roosters wisselen vaak.")]
    again = olaf.post(path(zandbak, review, "add"), sent)
    assert (again.status_code, errors(again)) == (400, {"item"})
    with zandbak.scope():
        wave = close_with(MONTHS[1], sheets(8, 8))
        codes = list(wave.wave_items.filter(item__kind="bank").values_list("item__code", flat=True))
    assert sorted(codes) == ["V27", "V28", "V29", "V31"]


def test_review_add_of_a_sixth_is_refused(zandbak: Zandbak, review: Review, olaf: Client) -> None:
    sent = {"item": str(item(zandbak, "V28").id), "reason": "Roosters wisselen vaak."}
    with zandbak.scope():
        for code in ("V01", "V02"):
            add_item(actor=None, item=Item.objects.get(code=code), reason="")
    assert olaf.get(path(zandbak, review, "add")).context["nothing"] != ""
    answer = olaf.post(path(zandbak, review, "add"), sent)
    assert (answer.status_code, errors(answer)) == (400, {"__all__"})
    assert answer.context["form"]["reason"].value() == "Roosters wisselen vaak."
    assert b"Roosters wisselen vaak." in answer.content
    assert len(asked(zandbak)) == 5
    assert decided(zandbak) == []


@pytest.mark.parametrize(
    ("code", "reason", "fields"),
    [
        ("V28", "", {"reason"}),
        ("V28", "x" * 301, {"reason"}),
        ("V29", "Nog eens", {"item"}),
        ("K01", "Nog eens", {"item"}),
        ("O1", "Nog eens", {"item"}),
        ("", "Nog eens", {"item"}),
    ],
)
def test_review_add_says_what_is_wrong(
    zandbak: Zandbak, review: Review, olaf: Client, code: str, reason: str, fields: set[str]
) -> None:
    chosen = str(item(zandbak, code).id) if code else ""
    answer = olaf.post(path(zandbak, review, "add"), {"item": chosen, "reason": reason})
    assert (answer.status_code, errors(answer)) == (400, fields)
    assert asked(zandbak) == ["V27", "V29", "V31"]


def test_a_statement_does_not_go_out_and_in_within_one_review(zandbak: Zandbak, review: Review) -> None:
    with zandbak.scope():
        out, into = Item.objects.get(code="V29"), Item.objects.get(code="V28")
        reviewing.decide_drop(actor=None, review=review, item=out, reason="Weg")
        reviewing.decide_add(actor=None, review=review, item=into, reason="Erbij")
        with pytest.raises(Refused):
            reviewing.decide_add(actor=None, review=review, item=out, reason="Toch")
        with pytest.raises(Refused):
            reviewing.decide_drop(actor=None, review=review, item=into, reason="Toch niet")
    assert asked(zandbak) == ["V27", "V28", "V31"]


# Taking back


def undo(zandbak: Zandbak, review: Review, client: Client, decision: Decision) -> str:
    """Ask the page, then take the decision back; the messages on the page that follows."""
    url = path(zandbak, review, "decisions", decision.id, "undo")
    assert client.get(url).status_code == 200
    answer = client.post(url, follow=True)
    assert answer.redirect_chain[-1] == (path(zandbak, review), 302)
    return next(message.level_tag for message in answer.context["messages"])


def test_review_undo_of_an_action_that_nobody_started(zandbak: Zandbak, review: Review, olaf: Client) -> None:
    olaf.post(path(zandbak, review, "action"), promise(zandbak))
    with zandbak.scope():
        decision = Decision.objects.get()
    assert undo(zandbak, review, olaf, decision) == "success"
    with zandbak.scope():
        assert Action.objects.get().state == ActionState.DROPPED
        assert AuditEntry.objects.filter(action="surveys.decision_undone").count() == 1
    assert decided(zandbak) == []
    twice = olaf.post(path(zandbak, review, "decisions", decision.id, "undo"), follow=True)
    assert [message.level_tag for message in twice.context["messages"]] == ["info"]


def test_review_undo_of_an_action_that_has_started_is_refused(
    zandbak: Zandbak, review: Review, olaf: Client
) -> None:
    olaf.post(path(zandbak, review, "action"), promise(zandbak))
    with zandbak.scope():
        decision = Decision.objects.select_related("action").get()
        set_action_state(actor=None, action=decision.action, state=ActionState.BUSY)
    assert undo(zandbak, review, olaf, decision) == "error"
    with zandbak.scope():
        assert Action.objects.get().state == ActionState.BUSY
    assert len(decided(zandbak)) == 1


def test_review_undo_puts_a_dropped_statement_back_with_its_age(
    zandbak: Zandbak, review: Review, olaf: Client
) -> None:
    with zandbak.scope():
        decision = reviewing.decide_drop(
            actor=None, review=review, item=Item.objects.get(code="V29"), reason="Weg"
        )
    assert undo(zandbak, review, olaf, decision) == "success"
    assert asked(zandbak) == ["V27", "V29", "V31"]
    with zandbak.scope():
        use = QuestionnaireItem.objects.get(item__code="V29")
        assert (use.added_at, use.dropped_because, waves_asked([use])[use.id]) == (LONG_AGO, "", 1)


def test_review_undo_takes_an_added_statement_out(zandbak: Zandbak, review: Review, olaf: Client) -> None:
    with zandbak.scope():
        decision = reviewing.decide_add(
            actor=None, review=review, item=Item.objects.get(code="V28"), reason="Erbij"
        )
    assert undo(zandbak, review, olaf, decision) == "success"
    assert asked(zandbak) == ["V27", "V29", "V31"]


def test_review_undo_is_too_late_when_a_wave_was_drawn_since(
    zandbak: Zandbak, review: Review, olaf: Client
) -> None:
    with zandbak.scope():
        decision = reviewing.decide_add(
            actor=None, review=review, item=Item.objects.get(code="V28"), reason="Erbij"
        )
        wave = close_with(MONTHS[1], sheets(8, 8))
        Wave.objects.filter(id=wave.id).update(opened_at=timezone.now() + timedelta(minutes=1))
    assert undo(zandbak, review, olaf, decision) == "error"
    assert asked(zandbak) == ["V27", "V28", "V29", "V31"]


def test_review_undo_does_not_put_a_sixth_statement_back(
    zandbak: Zandbak, review: Review, olaf: Client
) -> None:
    with zandbak.scope():
        decision = reviewing.decide_drop(
            actor=None, review=review, item=Item.objects.get(code="V29"), reason="Weg"
        )
        for code in ("V01", "V02", "V03"):
            add_item(actor=None, item=Item.objects.get(code=code), reason="")
    assert undo(zandbak, review, olaf, decision) == "error"
    assert asked(zandbak) == ["V01", "V02", "V03", "V27", "V31"]


def test_review_undo_of_another_review_does_nothing(zandbak: Zandbak, review: Review, olaf: Client) -> None:
    with zandbak.scope():
        later = Review.objects.get(wave=close_with(MONTHS[1], sheets(8, 8)))
    olaf.post(path(zandbak, review, "action"), promise(zandbak))
    with zandbak.scope():
        decision = Decision.objects.get()
    olaf.post(path(zandbak, later, "decisions", decision.id, "undo"))
    assert len(decided(zandbak)) == 1


# Notes


def test_review_notes_are_saved(zandbak: Zandbak, review: Review, olaf: Client) -> None:
    sent = {"notes": "Regel een\r\nRegel twee", "version": 1}
    for _ in range(2):  # the second time nothing changes, and nothing is said to be in the way
        assert olaf.post(path(zandbak, review, "notes"), sent).url == path(zandbak, review)
    with zandbak.scope():
        stored = Review.objects.get(id=review.id)
        assert (stored.notes, stored.version) == ("Regel een\nRegel twee", 2)
        assert AuditEntry.objects.filter(action="surveys.review_notes").count() == 1


def test_review_notes_show_both_texts_when_somebody_else_saved(
    zandbak: Zandbak, review: Review, olaf: Client, sign_in: Any
) -> None:
    assert olaf.get(path(zandbak, review)).context["notes_form"]["version"].value() == 1
    sign_in(zandbak.bea).post(path(zandbak, review, "notes"), {"notes": "Bea was eerst", "version": 1})
    answer = olaf.post(path(zandbak, review, "notes"), {"notes": "Olaf typte dit", "version": 1})
    assert answer.status_code == 409
    form = answer.context["notes_form"]
    assert (form.differences[0][1], form["notes"].value(), form["version"].value()) == (
        "Bea was eerst",
        "Olaf typte dit",
        2,
    )
    page = answer.content.decode()
    assert (page.count("Bea was eerst"), page.count("Olaf typte dit")) == (1, 1)
    with zandbak.scope():
        assert Review.objects.get(id=review.id).notes == "Bea was eerst"
    olaf.post(path(zandbak, review, "notes"), {"notes": "Olaf typte dit", "version": 2})
    with zandbak.scope():
        assert Review.objects.get(id=review.id).notes == "Olaf typte dit"


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": ""},
        {"version": "een"},
        {"version": "0"},
        {"version": "99999999999"},
        {"notes": "x" * 20_001},
    ],
)
def test_review_notes_say_what_is_wrong_and_keep_what_was_typed(
    zandbak: Zandbak, review: Review, olaf: Client, wrong: dict[str, str]
) -> None:
    sent = {"notes": "Dit typte ik", "version": "1", **wrong}
    answer = olaf.post(path(zandbak, review, "notes"), sent)
    assert answer.status_code == 400
    assert answer.context["notes_form"]["notes"].value() == sent["notes"]
    with zandbak.scope():
        assert Review.objects.get(id=review.id).notes == ""


# The pages


def test_review_shows_what_was_promised_with_how_it_stands(
    zandbak: Zandbak, review: Review, olaf: Client
) -> None:
    def agree(on: Review, what: str, state: str) -> None:
        decision = reviewing.decide_action(
            actor=None, review=on, what=what, who_name="Bea", due_on=date(2027, 1, 1)
        )
        set_action_state(actor=None, action=decision.action, state=state)

    with zandbak.scope():
        second, third = (Review.objects.get(wave=close_with(month, sheets(8, 8))) for month in MONTHS[1:])
        agree(review, "Oud en klaar", ActionState.DONE)
        agree(review, "Oud en vast", ActionState.STUCK)
        agree(second, "Vorige keer, klaar", ActionState.DONE)
        agree(third, "Nu", ActionState.OPEN)
        previous, promised = promises_before(third)
        assert previous == second
        assert [one.action.what for one in promised] == ["Vorige keer, klaar", "Oud en vast"]
        assert promises_before(review) == (None, [])
        assert [(one.wave.month, one.decided, one.promised, one.kept) for one in reviews_for_list()] == [
            (MONTHS[2], 1, 1, 0),
            (MONTHS[1], 1, 1, 1),
            (MONTHS[0], 2, 2, 1),
        ]
    page = olaf.get(path(zandbak, third)).content.decode()
    assert [page.count(what) > 0 for what in ("Oud en klaar", "Oud en vast", "Vorige keer, klaar")] == [
        False,
        True,
        True,
    ]


def test_review_shows_the_figures_of_its_wave(zandbak: Zandbak, review: Review, olaf: Client) -> None:
    with translation.override("en"):
        context = olaf.get(path(zandbak, review)).context
        assert [(one.item.code, one.waves, row.favourable.value) for one, row in context["statements"]] == [
            ("V27", 1, "90% or more"),
            ("V29", 1, "10% or less"),
            ("V31", 1, "10% or less"),
        ]
        assert (context["sheet"].index.value, context["sheet"].respondents.value) == ("55", "15 to 19")


def test_reviews_without_any_say_what_comes(zandbak: Zandbak, olaf: Client) -> None:
    answer = olaf.get(f"{zandbak.path}surveys/reviews/")
    assert (answer.status_code, answer.context["page_obj"].paginator.count) == (200, 0)
    assert b'class="empty"' in answer.content


def test_reviews_of_another_organisation_do_not_exist(
    zandbak: Zandbak, other: Other, review: Review, sign_in: Any
) -> None:
    carla = sign_in(other.carla)
    with zandbak.scope():
        decision = reviewing.decide_action(
            actor=None, review=review, what="Actie", who_name="Bea", due_on=date(2027, 1, 1)
        )
    for parts in ((), ("action",), ("drop",), ("add",), ("decisions", decision.id, "undo")):
        url = path(zandbak, review, *parts)
        assert carla.get(url).status_code == 404
        assert carla.post(url).status_code in (404, 405)
        assert carla.get(url.replace("/o/zandbak/", "/o/anders/")).status_code == 404
    notes = path(zandbak, review, "notes").replace("/o/zandbak/", "/o/anders/")
    assert carla.post(notes, {"notes": "x", "version": 1}).status_code == 404
    assert len(decided(zandbak)) == 1


@pytest.mark.parametrize("who", ["tim", "fatima"])
def test_reviews_are_not_for_team_leads_and_facilitators(
    zandbak: Zandbak, review: Review, sign_in: Any, who: str
) -> None:
    client = sign_in(getattr(zandbak, who))
    assert client.get(path(zandbak, review)).status_code == 403
    assert client.post(path(zandbak, review, "action"), promise(zandbak)).status_code == 403
    assert decided(zandbak) == []


def test_pages_ask_as_many_queries_for_one_decision_as_for_three(
    zandbak: Zandbak, review: Review, olaf: Client
) -> None:
    counts = []
    for number in range(3):
        with zandbak.scope():
            for on in Review.objects.all():
                reviewing.decide_action(
                    actor=zandbak.member(zandbak.olaf),
                    review=on,
                    what=f"Actie {number}",
                    who=zandbak.member(zandbak.bea),
                    due_on=date(2027, 1, 1),
                )
        with zandbak.scope():
            last = Review.objects.order_by("-wave__month").first()
        pages = []
        for url in (path(zandbak, last), f"{zandbak.path}surveys/reviews/"):
            olaf.get(url)
            with CaptureQueriesContext(connection) as queries:
                olaf.get(url)
            pages.append(len(queries))
        counts.append(pages)
        if number == 0:
            with zandbak.scope():
                close_with(MONTHS[1], sheets(8, 8))
    # The first time there is no earlier review whose promises are read.
    assert counts[1] == counts[2]
    assert counts[0][1] == counts[1][1]


# A project that starts from a signal


def project_form(zandbak: Zandbak, **changed: Any) -> dict[str, Any]:
    return {
        "name": "Rust op vrijdag",
        "signal": "Op vrijdag is de werkdruk te hoog.",
        "goal": "Iedereen heeft pauze.",
        "units": [str(zandbak.team.id)],
        "form_key": uuid4(),
        **changed,
    }


def test_review_project_is_a_real_one_at_step_1(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    bea = sign_in(zandbak.bea)
    sent = project_form(zandbak)
    for _ in range(2):  # the same form twice
        assert bea.post(path(zandbak, review, "project"), sent).url == path(zandbak, review)
    with zandbak.scope():
        project = Project.objects.get()
        decision = Decision.objects.get()
        first = project.steps.get(number=1)
        assert (decision.kind, decision.project, decision.title) == (
            DecisionKind.PROJECT,
            project.id,
            "Rust op vrijdag",
        )
        assert (first.state, first.result) == ("under_way", "Op vrijdag is de werkdruk te hoog.")
        assert [row.unit for row in project.project_units.all()] == [zandbak.team]
    page = bea.get(path(zandbak, review)).content.decode()
    assert page.count(f'href="{zandbak.path}projects/{project.id}/"') == 1
    came_from = bea.get(f"{zandbak.path}projects/{project.id}/").content.decode()
    assert came_from.count(f'href="{path(zandbak, review)}"') == 1


def test_review_project_is_taken_back_as_long_as_nothing_was_done(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    anna = sign_in(zandbak.anna)
    anna.post(path(zandbak, review, "project"), project_form(zandbak))
    with zandbak.scope():
        decision = Decision.objects.get()
    assert undo(zandbak, review, anna, decision) == "success"
    with zandbak.scope():
        assert (Project.objects.count(), Decision.objects.count()) == (0, 0)


def test_review_project_in_which_somebody_worked_stays(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    anna = sign_in(zandbak.anna)
    anna.post(path(zandbak, review, "project"), project_form(zandbak))
    with zandbak.scope():
        decision = Decision.objects.get()
        skip_step(
            actor=zandbak.member(zandbak.anna), project=Project.objects.get(), number=2, reason="Bekend"
        )
    assert undo(zandbak, review, anna, decision) == "error"
    with zandbak.scope():
        assert (Project.objects.count(), Decision.objects.count()) == (1, 1)


def test_review_project_is_taken_back_by_who_may_start_one(
    zandbak: Zandbak, review: Review, olaf: Client, sign_in: Any
) -> None:
    sign_in(zandbak.anna).post(path(zandbak, review, "project"), project_form(zandbak))
    with zandbak.scope():
        decision = Decision.objects.get()
    assert olaf.post(path(zandbak, review, "decisions", decision.id, "undo")).status_code == 403
    with zandbak.scope():
        assert (Project.objects.count(), Decision.objects.count()) == (1, 1)


@pytest.mark.parametrize("name", ["name", "signal", "goal", "units"])
def test_review_project_says_what_is_missing(
    zandbak: Zandbak, review: Review, sign_in: Any, name: str
) -> None:
    answer = sign_in(zandbak.anna).post(path(zandbak, review, "project"), project_form(zandbak, **{name: ""}))
    assert (answer.status_code, errors(answer)) == (400, {name})


# While a wave is open its questions are what they were


def test_no_route_changes_a_question_of_an_open_wave(
    zandbak: Zandbak, review: Review, olaf: Client, sign_in: Any
) -> None:
    anna = sign_in(zandbak.anna)
    with zandbak.scope():
        added = reviewing.decide_add(
            actor=zandbak.member(zandbak.olaf),
            review=review,
            item=Item.objects.get(code="V28"),
            reason="Erbij",
        )
        make_employees(zandbak.team, 120)
        wave = plan_wave(actor=None, opens_on=timezone.localdate())
    draw_wave(zandbak.id, wave.id)

    def questions() -> list[tuple[str, str, int]]:
        with zandbak.scope():
            return [
                (one.item.code, one.item.text_nl, one.position)
                for one in WaveItem.objects.filter(wave=wave).select_related("item").order_by("position")
            ]

    before = questions()
    assert "V28" in {code for code, _text, _position in before}
    with zandbak.scope():
        assert Wave.objects.get(id=wave.id).is_open
    # Taking the decision back is refused, with its own message, on the page and by the action.
    refusal = f"Voor de ronde van {date_format(wave.month, 'F Y')} is al geloot met deze wijziging."
    answer = olaf.post(path(zandbak, review, "decisions", added.id, "undo"), follow=True)
    [message] = answer.context["messages"]
    assert (message.level_tag, str(message).startswith(refusal)) == ("error", True)
    with zandbak.scope(), pytest.raises(Refused, match="al geloot met deze wijziging"):
        reviewing.undo_decision(actor=zandbak.member(zandbak.olaf), review=review, decision=added)
    # Everything else is done, and is for the next wave.
    v29, v01 = item(zandbak, "V29"), item(zandbak, "V01")
    for part, chosen in (("drop", v29), ("add", v01)):
        answer = olaf.post(path(zandbak, review, part), {"item": str(chosen.id), "reason": "Nu anders"})
        assert answer.url == path(zandbak, review)
    questions_page = f"{zandbak.path}surveys/questions/"
    answer = anna.post(
        questions_page,
        {
            "items": [str(v01.id)],
            "reason": "Anders",
            "seen": anna.get(questions_page).context["form"].seen_now,
        },
    )
    assert answer.status_code == 302
    with zandbak.scope():
        proposal = propose_wording(
            actor=zandbak.member(zandbak.olaf),
            item=v01,
            text_nl="Ik heb genoeg rust op mijn werk.",
            text_en="I have enough rest at work.",
            reason="Duidelijker",
        )
        accept_proposal(actor=zandbak.member(zandbak.anna), proposal=proposal)
    assert asked(zandbak) == ["V01"]
    assert questions() == before
    assert olaf.get(f"{zandbak.path}surveys/waves/{wave.id}/").status_code == 200
