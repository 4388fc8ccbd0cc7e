"""Whose project it is: object-level rules."""

from typing import Any

import pytest

from projects import permissions, queries
from tests.cast import Zandbak
from tests.projects.scene import make_project
from tests.projects.sessions_scene import begun, fresh, make_session
from werkdruk.organisations.models import Unit


@pytest.mark.parametrize(
    ("person", "view", "manage"),
    [
        ("anna", True, True),
        ("olaf", True, False),
        ("bea", True, False),
        ("tim", False, False),
        ("fatima", False, False),
    ],
)
def test_a_project_of_others(zandbak: Zandbak, person: str, view: bool, manage: bool) -> None:
    with zandbak.scope():
        project = make_project(zandbak, units=[zandbak.other_team], facilitators=[])
        member = zandbak.member(getattr(zandbak, person))
        assert permissions.may_view(member, project) is view
        assert permissions.may_manage(member, project) is manage
        listed = queries.visible_to(member, every=permissions.sees_all(member))
        assert [one.id for one in listed] == ([project.id] if view else [])


@pytest.mark.parametrize("where", ["team", "location"])
def test_a_team_lead_sees_projects_around_the_own_team(zandbak: Zandbak, where: str) -> None:
    with zandbak.scope():
        project = make_project(zandbak, units=[getattr(zandbak, where)])
        tim = zandbak.member(zandbak.tim)
        assert permissions.may_view(tim, project)
        assert not permissions.may_manage(tim, project)
        assert [one.id for one in queries.visible_to(tim, every=False)] == [project.id]


def test_who_leads_or_facilitates_runs_the_project_whatever_the_role(zandbak: Zandbak) -> None:
    with zandbak.scope():
        project = make_project(zandbak, units=[zandbak.other_team], leader=zandbak.member(zandbak.tim))
        for person in (zandbak.tim, zandbak.fatima):
            assert permissions.may_manage(zandbak.member(person), project)
            assert [one.id for one in queries.visible_to(zandbak.member(person), every=False)] == [project.id]


def test_who_guides_a_session_runs_that_session_and_nothing_else(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        project = make_project(zandbak, units=[zandbak.other_team], facilitators=[])
        own = begun(zandbak, make_session(zandbak, project, unit=None))
        anna = zandbak.member(zandbak.anna)
        other = begun(zandbak, make_session(zandbak, project, unit=None, guide=anna))
        fatima = zandbak.member(zandbak.fatima)
        assert not permissions.may_manage(fatima, project)
        assert [one.id for one in queries.visible_to(fatima, every=False)] == [project.id]
    client = sign_in(zandbak.fatima)
    start = f"{zandbak.path}projects/{project.id}/"
    for page in ("", f"sessions/{own.id}/", f"sessions/{own.id}/board/", f"sessions/{own.id}/end/"):
        assert (page, client.get(start + page).status_code) == (page, 200)
    moved = client.post(f"{start}sessions/{own.id}/board/phase/", {"seen": "join", "direction": "next"})
    assert moved.status_code == 302
    for page in ("change/", f"sessions/{other.id}/board/", f"sessions/{other.id}/end/", "causes/new/"):
        assert (page, client.get(start + page).status_code) == (page, 403)
    with zandbak.scope():
        assert [fresh(one).phase for one in (own, other)] == ["write", "join"]


def test_other_peoples_project_pages_are_refused_through_http(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        project = make_project(zandbak, units=[zandbak.other_team], facilitators=[])
    for person, status in (("tim", 403), ("fatima", 403), ("olaf", 200)):
        for page in ("", "kickoff/", "plan/", "steps/1/"):
            answer = sign_in(getattr(zandbak, person)).get(f"{zandbak.path}projects/{project.id}/{page}")
            assert (person, page, answer.status_code) == (person, page, status)


def test_the_list_asks_the_database_as_often_for_three_projects_as_for_one(
    zandbak: Zandbak, sign_in: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(zandbak.anna)
    counts = []
    for names in (("Een",), ("Twee", "Drie")):
        with zandbak.scope():
            for name in names:
                unit = Unit.objects.create(name=f"Team {name}")
                make_project(zandbak, name=name, units=[unit, zandbak.team])
        with CaptureQueriesContext(
            connection,
        ) as queries_made:
            client.get(f"{zandbak.path}projects/")
        counts.append(len(queries_made))
    assert counts[0] == counts[1]
