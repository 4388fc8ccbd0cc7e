"""The pages of plans and measures, through HTTP: wrong, missing, twice, too large, changed meanwhile."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from measures import actions
from measures.models import Comment, Measure, MeasureState
from tests.cast import Other, Zandbak
from tests.measures.routes import make_action, make_measure

RIGHT = {"title": "Vaste pauze", "intended_result": "Echt pauze", "kind": "source", "level": "team"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def tim(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.tim)


@pytest.fixture
def measure(zandbak: Zandbak) -> Measure:
    with zandbak.scope():
        return make_measure(zandbak.team)


def path(zandbak: Zandbak, *parts: Any) -> str:
    return f"{zandbak.path}measures/" + "".join(f"{part}/" for part in parts)


def titles(zandbak: Zandbak) -> list[str]:
    with zandbak.scope():
        return list(Measure.objects.values_list("title", flat=True))


def test_measure_add_puts_it_in_the_plan(zandbak: Zandbak, tim: Client) -> None:
    url = path(zandbak, "plan", zandbak.team.id, "add")
    due = timezone.localdate() + timedelta(days=30)
    sent = {**RIGHT, "owner": "tim DE boer", "conditions": "Een invaller", "due_on": due.isoformat()}
    answer = tim.post(url, sent)
    with zandbak.scope():
        stored = Measure.objects.select_related("owner__user", "unit").get()
        assert (stored.owner.user, stored.owner_name, stored.unit) == (zandbak.tim, "", zandbak.team)
        assert (stored.conditions, stored.due_on, stored.version) == ("Een invaller", due, 1)
    assert answer.url == f"{path(zandbak, 'plan', zandbak.team.id)}#measure-{stored.id}"
    page = tim.get(answer.url)
    assert [one.title for one in page.context["page_obj"]] == ["Vaste pauze"]


def test_measure_add_keeps_another_persons_name(zandbak: Zandbak, tim: Client) -> None:
    tim.post(path(zandbak, "plan", zandbak.team.id, "add"), {**RIGHT, "owner": "Eva Bakker"})
    with zandbak.scope():
        assert (Measure.objects.get().owner, Measure.objects.get().owner_name) == (None, "Eva Bakker")


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"title": ""}, {"title"}),
        ({"title": "x" * 201}, {"title"}),
        ({"title": "pauze\x00"}, {"title"}),
        ({"intended_result": " "}, {"intended_result"}),
        ({"intended_result": "x" * 2001}, {"intended_result"}),
        ({"conditions": "x" * 2001}, {"conditions"}),
        ({"owner": "x" * 201}, {"owner"}),
        ({"kind": "magic"}, {"kind"}),
        ({"level": ""}, {"level"}),
        ({"due_on": "31-02-2027"}, {"due_on"}),
        ({"due_on": "0001-01-01"}, {"due_on"}),
        ({"starts_on": "2027-02-01", "due_on": "2027-01-01"}, {"due_on"}),
        ({"form_key": "no key"}, {"form_key"}),
    ],
)
def test_measure_add_says_what_is_wrong_and_loses_nothing(
    zandbak: Zandbak, tim: Client, wrong: dict[str, str], fields: set[str]
) -> None:
    answer = tim.post(path(zandbak, "plan", zandbak.team.id, "add"), {**RIGHT, "owner": "Samira", **wrong})
    assert (answer.status_code, set(answer.context["form"].errors)) == (400, fields)
    typed = {name: answer.context["form"][name].value() for name in {**RIGHT, "owner": ""}}
    assert typed == {**RIGHT, "owner": "Samira"} | {name: wrong[name] for name in wrong if name in typed}
    assert titles(zandbak) == []


def test_measure_add_twice_is_once(zandbak: Zandbak, tim: Client) -> None:
    url = path(zandbak, "plan", zandbak.team.id, "add")
    key = tim.get(url).context["form"]["form_key"].value()
    for _ in range(2):
        assert tim.post(url, {**RIGHT, "form_key": key}).status_code == 302
    assert titles(zandbak) == ["Vaste pauze"]


def test_measure_add_starts_from_an_idea(zandbak: Zandbak, tim: Client) -> None:
    form = tim.get(path(zandbak, "plan", zandbak.team.id, "add") + "?idea=buddies").context["form"]
    assert (form["kind"].value(), form["level"].value()) == ("energy", "team")
    unknown = tim.get(path(zandbak, "plan", zandbak.team.id, "add") + "?idea=nothing").context["form"]
    assert unknown["title"].value() is None


def test_measure_change_saves(zandbak: Zandbak, tim: Client, measure: Measure) -> None:
    url = path(zandbak, measure.id, "change")
    form = tim.get(url).context["form"]
    assert (form["title"].value(), form["version"].value()) == ("Vaste pauze", 1)
    answer = tim.post(url, {**RIGHT, "title": "Langere pauze", "version": 1})
    assert (answer.url, titles(zandbak)) == (path(zandbak, measure.id), ["Langere pauze"])


@pytest.mark.parametrize("version", ["1", "", "99"])
def test_measure_change_keeps_what_was_typed_when_somebody_else_saved(
    zandbak: Zandbak, tim: Client, measure: Measure, version: str
) -> None:
    with zandbak.scope():
        actions.change_measure(actor=None, measure=measure, version=1, title="Van Anna", due_on=None)
    url = path(zandbak, measure.id, "change")
    answer = tim.post(url, {**RIGHT, "title": "Van Tim", "version": version})
    form = answer.context["form"]
    assert (answer.status_code, form["title"].value(), form["version"].value()) == (400, "Van Tim", 2)
    assert [value for _, value in form.differences] == ["Van Anna", "Iedereen heeft elke dag echt pauze."]
    assert titles(zandbak) == ["Van Anna"]
    again = tim.post(url, {**RIGHT, "title": form["title"].value(), "version": form["version"].value()})
    assert (again.status_code, titles(zandbak)) == (302, ["Van Tim"])


def test_measure_change_in_place(zandbak: Zandbak, tim: Client, measure: Measure) -> None:
    url = path(zandbak, measure.id, "change")
    part = tim.get(url, headers=HTMX)
    assert part.content.decode().lstrip().startswith(f'<article class="card" id="measure-{measure.id}"')
    wrong = tim.post(url, {**RIGHT, "title": "", "version": 1}, headers=HTMX)
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"title"})
    saved = tim.post(url, {**RIGHT, "title": "Langere pauze", "version": 1}, headers=HTMX)
    assert (saved.status_code, saved.context["measure"].title) == (200, "Langere pauze")
    assert "<html" not in saved.content.decode()


def test_measure_state_stuck_needs_a_note(zandbak: Zandbak, tim: Client, measure: Measure) -> None:
    url = path(zandbak, measure.id, "state")
    assert tim.get(url + "?to=stuck").context["form"]["state"].value() == "stuck"
    wrong = tim.post(url, {"state": "stuck", "note": "  "})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (400, {"note"})
    for bad in (
        {"state": "finished"},
        {"state": "done", "note": "x" * 2001},
        {"state": "done", "back": "evil"},
    ):
        assert tim.post(url, bad).status_code == 400
    answer = tim.post(url, {"state": "stuck", "note": "Geen invaller", "back": "plan"})
    assert answer.url == f"{path(zandbak, 'plan', zandbak.team.id)}#measure-{measure.id}"
    assert (
        tim.get(path(zandbak, "plan", zandbak.team.id)).context["page_obj"][0].stuck_note == "Geen invaller"
    )


def test_measure_dropped_and_put_back(zandbak: Zandbak, tim: Client, measure: Measure) -> None:
    tim.post(path(zandbak, measure.id, "state"), {"state": "dropped"})
    assert list(tim.get(path(zandbak, "plan", zandbak.team.id)).context["page_obj"]) == []
    assert len(tim.get(path(zandbak, "plan", zandbak.team.id) + "?state=dropped").context["page_obj"]) == 1
    for expected in (MeasureState.PLANNED, MeasureState.PLANNED):
        assert tim.post(path(zandbak, measure.id, "restore")).status_code == 302
        with zandbak.scope():
            assert Measure.objects.get().state == expected


def test_measure_comment_by_a_reader(zandbak: Zandbak, sign_in: Any, measure: Measure) -> None:
    olaf, url = sign_in(zandbak.olaf), path(zandbak, measure.id, "comment")
    for wrong in ({"text": ""}, {"text": "x" * 2001}):
        answer = olaf.post(url, wrong)
        assert (answer.status_code, answer.context["form"]["text"].value()) == (400, wrong["text"])
    key = str(uuid4())
    for _ in range(2):
        olaf.post(url, {"text": "<b>Mooi plan</b>", "form_key": key})
    with zandbak.scope():
        assert list(Comment.objects.values_list("text", "author_name")) == [
            ("<b>Mooi plan</b>", "Olaf Jansen")
        ]
    assert "&lt;b&gt;Mooi plan" in olaf.get(path(zandbak, measure.id)).content.decode()


def test_plan_filters_and_ignores_nonsense(zandbak: Zandbak, tim: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with zandbak.scope():
        make_measure(zandbak.team, title="Laat", due_on=yesterday)
        make_measure(zandbak.team, title="Klaar en laat", due_on=yesterday, state="done")
        make_measure(zandbak.team, title="Later")
    shown = {
        state: [
            one.title
            for one in tim.get(path(zandbak, "plan", zandbak.team.id), {"state": state}).context["page_obj"]
        ]
        for state in ("", "late", "done", "nonsense")
    }
    everything = ["Laat", "Later", "Klaar en laat"]
    assert shown == {"": everything, "late": ["Laat"], "done": ["Klaar en laat"], "nonsense": everything}


def test_plan_hints_and_starters(zandbak: Zandbak, tim: Client) -> None:
    url = path(zandbak, "plan", zandbak.team.id)
    empty = tim.get(url).context
    assert (empty["hints"], len(empty["starters"])) == ([], 4)
    with zandbak.scope():
        make_measure(zandbak.team, kind="energy", level="individual")
    filled = tim.get(url).context
    assert (len(filled["hints"]), filled["starters"]) == (2, [])


def test_ideas_marks_what_is_in_the_plan(zandbak: Zandbak, tim: Client) -> None:
    url = path(zandbak, "plan", zandbak.team.id, "ideas")
    groups = tim.get(url).context["groups"]
    first = groups[0][1][0][0]
    assert sum(len(ideas) for _, ideas in groups) == 25
    with zandbak.scope():
        make_measure(zandbak.team, title=str(first.title).upper())
    again = tim.get(url).context["groups"]
    assert [idea.key for _, ideas in again for idea, used in ideas if used] == [first.key]


def test_overview_shows_what_a_role_may_read(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        make_measure(zandbak.team)
        make_measure(zandbak.other_team, title="Geheim van De Schelp")
        make_measure(None, title="Invalpool")
    tim = sign_in(zandbak.tim).get(path(zandbak)).context
    assert ([one.unit.name for one in tim["own"]], list(tim["page_obj"])) == (["BSO De Boomhut"], [])
    olaf = sign_in(zandbak.olaf).get(path(zandbak)).context
    assert [(one.unit.name, one.live) for one in olaf["page_obj"]] == [
        ("BSO De Boomhut", 1),
        ("KDV De Schelp", 1),
        ("Locatie Noord", 0),
    ]
    assert olaf["whole"] == {"live": 1, "stuck": 0, "late": 0, "done": 0}
    for person, found in ((zandbak.tim, []), (zandbak.olaf, ["Geheim van De Schelp"]), (zandbak.fatima, [])):
        page = sign_in(person).get(path(zandbak) + "?q=geheim+schelp")
        assert [one.title for one in page.context["page_obj"]] == found


def test_overview_survives_strange_searches(zandbak: Zandbak, tim: Client) -> None:
    for words in ("%", "\x00", "x" * 5000, "' OR 1=1 --", "  "):
        assert tim.get(path(zandbak), {"q": words, "page": "nonsense"}).status_code == 200


def test_measures_of_another_tenant_do_not_exist(zandbak: Zandbak, other: Other, tim: Client) -> None:
    with other.scope():
        theirs = make_measure(other.team)
    assert tim.get(path(zandbak, theirs.id)).status_code == 404
    assert tim.post(path(zandbak, theirs.id, "state"), {"state": "done"}).status_code == 404
    assert tim.get(path(zandbak, "plan", other.team.id)).status_code == 404
    with other.scope():
        assert Measure.objects.get().state == "planned"


def test_plan_of_a_unit_below_is_kept_by_the_lead_of_the_unit_above(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        led = zandbak.member(zandbak.tim).led_units.get()
        led.unit = zandbak.location
        led.save()
    answer = sign_in(zandbak.tim).post(path(zandbak, "plan", zandbak.other_team.id, "add"), RIGHT)
    assert (answer.status_code, titles(zandbak)) == (302, ["Vaste pauze"])


@pytest.mark.parametrize("page", ["plan", "overview", "actions"])
def test_pages_ask_the_database_as_often_for_three_rows_as_for_one(
    zandbak: Zandbak, sign_in: Any, page: str
) -> None:
    anna = sign_in(zandbak.anna)
    parts = {"plan": ("plan", zandbak.team.id), "overview": (), "actions": ("actions",)}[page]

    def count(more: int) -> int:
        with zandbak.scope():
            for _ in range(more):
                measure = make_measure(zandbak.team, owner=zandbak.member(zandbak.tim))
                late = timezone.localdate() - timedelta(days=1)
                make_action(measure, who=zandbak.member(zandbak.anna), due_on=late)
                actions.add_comment(actor=zandbak.member(zandbak.olaf), text="Ja", measure=measure)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert anna.get(path(zandbak, *parts)).status_code == 200
        return len(queries)

    count(1)
    assert count(0) == count(2)


def test_a_measure_is_marked_for_the_statutory_plan_and_shows_it(zandbak: Zandbak, tim: Client) -> None:
    tim.post(path(zandbak, "plan", zandbak.team.id, "add"), {**RIGHT, "in_statutory_plan": "on"})
    with zandbak.scope():
        marked = Measure.objects.get()
        assert marked.in_statutory_plan
    for page in (path(zandbak, marked.id), path(zandbak, "plan", zandbak.team.id)):
        assert tim.get(page).content.decode().count("RI&E") == 1
    tim.post(path(zandbak, marked.id, "change"), {**RIGHT, "version": marked.version})
    with zandbak.scope():
        assert not Measure.objects.get().in_statutory_plan
    assert "RI&E" not in tim.get(path(zandbak, marked.id)).content.decode()
