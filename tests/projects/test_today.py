"""What waits for whom, and the step of the start checklist."""

from datetime import date

from projects import actions, today
from tests.cast import Zandbak
from tests.projects.scene import item, make_project, settle_kickoff

NOW = date(2026, 11, 22)


def arrange(zandbak: Zandbak, project, code: str, ready_on: date | None) -> None:
    """Let Tim arrange a point."""
    actions.change_kickoff_item(
        actor=zandbak.member(zandbak.anna),
        item=item(project, code),
        version=1,
        who=zandbak.member(zandbak.tim),
        who_name="Tim de Boer",
        ready_on=ready_on,
        note="",
    )


def test_points_wait_for_who_arranges_them_with_how_urgent_they_are(zandbak: Zandbak) -> None:
    with zandbak.scope():
        project = make_project(zandbak)
        arrange(zandbak, project, "1a", date(2026, 11, 20))
        arrange(zandbak, project, "1b", date(2026, 11, 29))
        arrange(zandbak, project, "1c", date(2026, 11, 30))
        arrange(zandbak, project, "1d", None)
        found = list(today.todos(zandbak.member(zandbak.tim), NOW))
    assert [(todo.due, todo.kind) for todo in found] == [
        (date(2026, 11, 20), "drain"),
        (date(2026, 11, 29), "give"),
        (date(2026, 11, 30), "act"),
        (None, "act"),
    ]
    assert found[0].url == f"/o/zandbak/projects/{project.id}/kickoff/#item-1a"


def test_a_closed_gate_waits_for_leader_and_facilitator_until_it_opens(zandbak: Zandbak) -> None:
    with zandbak.scope():
        project = make_project(zandbak)
        anna, fatima, olaf = (zandbak.member(one) for one in (zandbak.anna, zandbak.fatima, zandbak.olaf))
        counts = [len(list(today.todos(member, NOW))) for member in (anna, fatima, olaf)]
        settle_kickoff(zandbak, project)
        after = [len(list(today.todos(member, NOW))) for member in (anna, fatima, olaf)]
    # The unit has no contact person yet: that goes on waiting for the two who run it.
    assert (counts, after) == ([2, 2, 1], [1, 1, 1])


def test_the_works_council_is_asked_until_it_has_answered(zandbak: Zandbak) -> None:
    with zandbak.scope():
        project = make_project(zandbak)
        olaf, bea = zandbak.member(zandbak.olaf), zandbak.member(zandbak.bea)
        asked = [todo.url for todo in today.todos(olaf, NOW)]
        actions.take_stand(actor=olaf, stand=project.stands.get(party="staff_council"), position="doubts")
        after = [[todo.url for todo in today.todos(member, NOW)] for member in (olaf, bea)]
    start = f"/o/zandbak/projects/{project.id}/positions"
    assert asked == [f"{start}/staff_council/"]
    assert after == [[], [f"{start}/management/"]]


def test_the_start_checklist_is_done_with_the_first_project(zandbak: Zandbak) -> None:
    with zandbak.scope():
        before = today.first_project(zandbak.organisation)
        make_project(zandbak)
        after = today.first_project(zandbak.organisation)
    assert (before.done, after.done, after.needs) == (False, True, "projects.create")
