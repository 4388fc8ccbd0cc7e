"""The kick-off through HTTP: it blocks the plan until each point is done or waived with a reason."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects import actions, queries
from projects.domain import kickoff
from projects.models import KickoffItem, Project
from tests.cast import Zandbak
from tests.projects.scene import begun, item, make_plan, make_project, settle_kickoff
from werkdruk.core.models import AuditEntry


def address(zandbak: Zandbak, name: str, project: Project, **more: Any) -> str:
    """The address of a page of `project`."""
    kwargs = {"organisation": zandbak.organisation.slug, "project": project.id, **more}
    return reverse(f"projects:{name}", kwargs=kwargs)


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        return make_project(zandbak)


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


def states(zandbak: Zandbak, project: Project) -> dict[str, str]:
    """State by code, as stored."""
    with zandbak.scope():
        return dict(KickoffItem.objects.filter(project=project).values_list("code", "state"))


def goal_data() -> dict[str, str]:
    return {"outcome": "Rust", "owner_name": "Tim de Boer", "due_on": "2027-03-01"}


def test_the_plan_is_blocked_until_the_kickoff_is_complete(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    goal_add = address(zandbak, "goal_add", project)
    with zandbak.scope():
        settle_kickoff(zandbak, project, leave=("1d", "4"))
    page = anna.get(goal_add)
    assert "1d, 4" in page.content.decode()
    refused = anna.post(goal_add, goal_data())
    assert refused.status_code == 400
    assert "1d, 4" in refused.content.decode()
    assert "Rust" in refused.content.decode()  # what was typed is still there
    with zandbak.scope():
        assert project.goals.count() == 0

    done = anna.post(address(zandbak, "kickoff_item_done", project, item="1d"), {"version": 1})
    assert done.url == f"{address(zandbak, 'kickoff', project)}#item-1d"
    waive = address(zandbak, "kickoff_item_waive", project, item="4")
    without = anna.post(waive, {"version": 1, "reason": "  "})
    assert without.status_code == 400
    assert states(zandbak, project)["4"] == "open"
    anna.post(waive, {"version": 1, "reason": "Het kost niemand tijd."})
    assert states(zandbak, project)["4"] == "waived"

    accepted = anna.post(goal_add, goal_data())
    assert accepted.url == f"{address(zandbak, 'plan', project)}#goals"
    with zandbak.scope():
        assert project.goals.count() == 1


def test_beginning_step_3_is_refused_in_the_action_and_says_why(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    answer = anna.post(address(zandbak, "step_begin", project, step=3), follow=True)
    shown = [str(message) for message in answer.context["messages"]]
    with zandbak.scope():
        step = queries.find_step(project.id, 3)
        assert step is not None
        assert step.state == "not_begun"
        with pytest.raises(actions.NotYet) as refused:
            actions.begin_step(actor=None, project=project, number=3)
    assert len(shown) == 1
    assert ", ".join(kickoff.CODES) in shown[0]
    assert {blocker.items for blocker in refused.value.blockers} >= {kickoff.CODES}


def test_a_settled_point_is_opened_again_until_a_plan_was_built_on_it(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    with zandbak.scope():
        settle_kickoff(zandbak, project)
        version = item(project, "1c").version
    reopen = address(zandbak, "kickoff_item_reopen", project, item="1c")
    anna.post(reopen, {"version": version})
    assert states(zandbak, project)["1c"] == "open"
    anna.post(address(zandbak, "kickoff_item_done", project, item="1c"), {"version": version + 1})
    with zandbak.scope():
        begun(zandbak, make_plan(zandbak, project), 2, 3)
    anna.post(reopen, {"version": version + 2})
    assert states(zandbak, project)["1c"] == "done"


def test_two_people_filling_in_one_point_do_not_overwrite_each_other(
    zandbak: Zandbak, project: Project, anna: Client, sign_in: Any
) -> None:
    fatima = sign_in(zandbak.fatima)
    change = address(zandbak, "kickoff_item", project, item="2")
    opened = {"version": 1, "who_name": "Tim de Boer", "ready_on": "2026-12-01", "note": "Van Fatima"}
    fatima.post(change, opened)
    late = {**opened, "who_name": "Iemand anders", "note": "Van Anna"}
    refused = anna.post(change, late)
    text = refused.content.decode()
    assert refused.status_code == 400
    assert "Fatima El Amrani" in text  # who was first
    assert "Van Fatima" in text  # what is stored
    assert "Van Anna" in text  # what was typed
    with zandbak.scope():
        stored = item(project, "2")
        assert (stored.note, stored.version, stored.who) == ("Van Fatima", 2, zandbak.member(zandbak.tim))
    again = refused.context["form"].data["version"]
    anna.post(change, {**late, "version": again})
    with zandbak.scope():
        stored = item(project, "2")
        assert (stored.note, stored.who_name, stored.who) == ("Van Anna", "Iemand anders", None)


def test_ticking_off_what_somebody_just_changed_asks_to_look_again(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    anna.post(address(zandbak, "kickoff_item", project, item="1a"), {"version": 1, "note": "nieuw"})
    anna.post(address(zandbak, "kickoff_item_done", project, item="1a"), {"version": 1})
    assert states(zandbak, project)["1a"] == "open"


def test_the_agreement_is_ticked_off_with_all_three_parts_only(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    done = address(zandbak, "kickoff_item_done", project, item="3")
    anna.post(done, {"version": 1})
    assert states(zandbak, project)["3"] == "open"
    parts = {"version": 1, "who_name": "Anna Visser", "ready_on": "2026-12-01", "note": "In het teamoverleg"}
    anna.post(address(zandbak, "kickoff_item", project, item="3"), parts)
    anna.post(done, {"version": 2})
    assert states(zandbak, project)["3"] == "done"
    loses = anna.post(
        address(zandbak, "kickoff_item", project, item="3"), {**parts, "version": 3, "note": ""}
    )
    assert loses.status_code == 400


def test_editing_in_place_swaps_the_row_and_the_gate(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    headers = {"HX-Request": "true"}
    form = anna.get(address(zandbak, "kickoff_item", project, item="1a"), headers=headers).content.decode()
    assert form.startswith('<tr id="edit-1a">')
    assert "<html" not in form
    done = address(zandbak, "kickoff_item_done", project, item="1a")
    row = anna.post(done, {"version": 1}, headers=headers).content.decode()
    assert '<tr id="item-1a">' in row
    assert 'hx-swap-oob="true"' in row
    assert "1b, 1c, 1d" in row
    waive = address(zandbak, "kickoff_item_waive", project, item="1b")
    assert anna.post(waive, {"version": 1}, headers=headers).status_code == 422
    stale = anna.post(
        address(zandbak, "kickoff_item_done", project, item="3"), {"version": 1}, headers=headers
    )
    assert stale.status_code == 200
    assert 'role="alert"' in stale.content.decode()


def test_each_change_of_the_kickoff_is_in_the_log(zandbak: Zandbak, project: Project, anna: Client) -> None:
    anna.post(address(zandbak, "kickoff_item_done", project, item="1a"), {"version": 1})
    anna.post(
        address(zandbak, "kickoff_item_waive", project, item="1b"), {"version": 1, "reason": "Niet nodig"}
    )
    anna.post(address(zandbak, "kickoff_item_reopen", project, item="1a"), {"version": 2})
    with zandbak.scope():
        entries = AuditEntry.objects.filter(action__startswith="projects.kickoff").order_by("at", "id")
        logged = [(entry.action, entry.actor_name, entry.details["item"]) for entry in entries]
    assert logged == [
        ("projects.kickoff_item_done", "Anna Visser", "1a"),
        ("projects.kickoff_item_waived", "Anna Visser", "1b"),
        ("projects.kickoff_item_reopened", "Anna Visser", "1a"),
    ]


@pytest.mark.parametrize(
    ("person", "party", "status"),
    [
        ("olaf", "staff_council", 302),
        ("olaf", "management", 403),
        ("bea", "management", 302),
        ("bea", "staff_council", 403),
        ("anna", "staff", 302),
        ("anna", "staff_council", 403),
        ("anna", "management", 403),
        ("fatima", "staff", 302),
        ("tim", "staff", 403),
    ],
)
def test_everyone_speaks_for_the_own_party_only(
    zandbak: Zandbak, project: Project, sign_in: Any, person: str, party: str, status: int
) -> None:
    client = sign_in(getattr(zandbak, person))
    answer = client.post(
        address(zandbak, "stand", project, party=party), {"position": "behind", "remark": ""}
    )
    with zandbak.scope():
        stand = project.stands.get(party=party)
    assert answer.status_code == status
    assert stand.position == ("behind" if status == 302 else "unknown")
