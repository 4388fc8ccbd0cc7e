"""The pages of actions, through HTTP, and what they put on the start page and in the menu."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from measures import actions
from measures.models import Action, Measure
from measures.today import todos, waiting
from tests.cast import Zandbak
from tests.measures.routes import make_action, make_measure
from tests.measures.test_views import HTMX, path


@pytest.fixture
def tim(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.tim)


@pytest.fixture
def measure(zandbak: Zandbak) -> Measure:
    with zandbak.scope():
        return make_measure(zandbak.team)


@pytest.fixture
def action(zandbak: Zandbak, measure: Measure) -> Action:
    with zandbak.scope():
        return make_action(measure)


def states(zandbak: Zandbak) -> list[tuple[str, str]]:
    with zandbak.scope():
        return list(Action.objects.values_list("what", "state"))


def test_action_add(zandbak: Zandbak, tim: Client, measure: Measure) -> None:
    url = path(zandbak, measure.id, "add")
    key = tim.get(url).context["form"]["form_key"].value()
    sent = {"what": "Rooster maken", "who": "Bea Smit", "due_on": "2027-01-15", "form_key": key}
    for _ in range(2):
        assert tim.post(url, sent).url == path(zandbak, measure.id)
    with zandbak.scope():
        stored = Action.objects.select_related("who__user", "measure").get()
        assert (stored.what, stored.who.user, stored.measure, stored.unit_id) == (
            "Rooster maken",
            zandbak.bea,
            measure,
            zandbak.team.id,
        )


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"what": ""}, {"what"}),
        ({"what": "x" * 301}, {"what"}),
        ({"who": "x" * 201}, {"who"}),
        ({"due_on": "morgen"}, {"due_on"}),
        ({"due_on": "2199-01-01"}, {"due_on"}),
        ({"intended_effect": "x" * 2001}, {"intended_effect"}),
    ],
)
def test_action_add_says_what_is_wrong(
    zandbak: Zandbak, tim: Client, measure: Measure, wrong: dict[str, str], fields: set[str]
) -> None:
    answer = tim.post(path(zandbak, measure.id, "add"), {"what": "Rooster", **wrong})
    assert (answer.status_code, set(answer.context["form"].errors)) == (400, fields)
    assert states(zandbak) == []


def test_action_change_keeps_what_was_typed_when_somebody_else_saved(
    zandbak: Zandbak, tim: Client, action: Action
) -> None:
    url = path(zandbak, "actions", action.id, "change")
    assert tim.get(url).context["form"]["version"].value() == 1
    with zandbak.scope():
        actions.change_action(actor=None, action=action, version=1, what="Van Anna")
    answer = tim.post(url, {"what": "Van Tim", "version": 1})
    form = answer.context["form"]
    assert (answer.status_code, form["what"].value(), form["version"].value()) == (400, "Van Tim", 2)
    assert tim.post(url, {"what": "Van Tim", "version": 2}).status_code == 302
    assert states(zandbak) == [("Van Tim", "open")]


def test_action_state_by_one_click(zandbak: Zandbak, tim: Client, action: Action) -> None:
    url = path(zandbak, "actions", action.id, "state")
    assert tim.post(url, {"state": "done", "back": "actions"}).url == path(zandbak, "actions")
    assert states(zandbak) == [("Rooster ophangen", "done")]
    assert tim.post(url, {"state": "stuck"}).status_code == 400
    assert tim.post(url, {"state": "stuck", "note": "Wacht op Bea", "back": "plan"}).url == path(
        zandbak, "plan", zandbak.team.id
    )
    assert states(zandbak) == [("Rooster ophangen", "stuck")]


def test_action_state_in_place_gives_the_card_or_the_row(
    zandbak: Zandbak, tim: Client, action: Action
) -> None:
    url = path(zandbak, "actions", action.id, "state")
    in_card = tim.post(url, {"state": "busy"}, headers={**HTMX, "HX-Target": f"measure-{action.measure_id}"})
    assert in_card.context["measure"].id == action.measure_id
    in_list = tim.post(url, {"state": "done"}, headers={**HTMX, "HX-Target": f"action-{action.id}"})
    assert in_list.content.decode().strip().startswith(f'<article class="card" id="action-{action.id}"')
    stuck = tim.get(url + "?to=stuck", headers={**HTMX, "HX-Target": f"action-{action.id}"})
    assert f'id="action-{action.id}"' in stuck.content.decode()


def test_action_of_somebody_without_the_plan(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        action = make_action(make_measure(zandbak.other_team), who=zandbak.member(zandbak.fatima))
    fatima, url = sign_in(zandbak.fatima), path(zandbak, "actions", action.id)
    answer = fatima.post(f"{url}state/", {"state": "busy", "back": "plan"})
    assert (answer.url, states(zandbak)) == (url, [("Rooster ophangen", "busy")])
    assert fatima.get(url).context["can_view_plan"] is False
    fatima.post(f"{url}comment/", {"text": "Ik begin donderdag"})
    assert [one.text for one in fatima.get(url).context["remarks"]] == ["", "Ik begin donderdag"]


def test_action_list_by_tab(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        tim, anna = zandbak.member(zandbak.tim), zandbak.member(zandbak.anna)
        make_action(None, what="Van Tim", who=tim)
        make_action(None, what="Van Anna", who=anna)
        make_action(make_measure(zandbak.other_team), what="Van De Schelp", who=anna)
        actions.set_action_state(actor=None, action=make_action(None, what="Klaar"), state="done")
    client = sign_in(zandbak.tim)
    shown = {
        show: [one.what for one in client.get(path(zandbak, "actions"), {"show": show}).context["page_obj"]]
        for show in ("", "mine", "all", "done", "nonsense")
    }
    assert shown == {
        "": ["Van Tim"],
        "mine": ["Van Tim"],
        "all": ["Van Tim", "Van Anna"],
        "done": ["Klaar"],
        "nonsense": ["Van Tim"],
    }
    everyone = client.get(path(zandbak, "actions"), {"show": "all"}).context
    assert {one.what for one in everyone["page_obj"] if one.id in everyone["movable"]} == {"Van Tim"}


def test_todos_and_the_number_in_the_menu(zandbak: Zandbak) -> None:
    today = timezone.localdate()
    with zandbak.scope():
        tim, anna = zandbak.member(zandbak.tim), zandbak.member(zandbak.anna)
        for what, days in (("Laat", -1), ("Deze week", 7), ("Volgende week", 8)):
            make_action(None, what=what, who=tim, due_on=today + timedelta(days=days))
        stuck = make_action(make_measure(zandbak.team, title="Pauze"), what="Vast", who=tim)
        actions.set_action_state(actor=None, action=stuck, state="stuck", note="Geen geld")
        make_measure(zandbak.other_team, title="Van niemand")
        make_measure(zandbak.other_team, title="Klaar", state="done")
        found = [(todo.title, todo.due, todo.kind) for todo in todos(tim, today)][:3]
        assert found == [
            ("Laat", today - timedelta(days=1), "drain"),
            ("Deze week", today + timedelta(days=7), "give"),
            ("Vast", None, "drain"),
        ]
        assert (waiting(tim), waiting(anna)) == (2, 0)
        assert [
            len(list(todos(zandbak.member(one), today))) for one in (zandbak.tim, zandbak.anna, zandbak.olaf)
        ] == [
            4,
            1,
            0,
        ]
        assert next(iter(todos(anna, today))).title.startswith("2 ")
