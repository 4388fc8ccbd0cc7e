"""Seven steps with four roles and a second round; a small project in one go; each gate is tried and refused first."""

import pytest

from projects.models import Project, ProjectRound
from tests.browser.house import Visitors
from tests.browser.journey import rounds
from tests.cast import make_zandbak

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_large_project_with_four_roles_and_a_second_round(visitors: Visitors) -> None:
    zandbak = make_zandbak("stappen")
    slug = zandbak.organisation.slug
    with zandbak.scope():
        fatima_id = str(zandbak.member(zandbak.fatima).id)
    people = (zandbak.anna, zandbak.bea, zandbak.olaf, zandbak.tim, zandbak.fatima)
    anna, bea, olaf, tim, fatima = (visitors.member(person) for person in people)
    address = rounds.start(anna, slug, [str(zandbak.team.id)], fatima_id)
    rounds.kick_off(anna, bea, olaf, address)
    rounds.first_steps(anna, fatima, address)
    rounds.devise(anna, bea, fatima, tim, address)
    rounds.carry_out_and_miss(anna, tim, address)
    rounds.second_round(anna, olaf, address)
    rounds.policy_and_close(anna, bea, address)
    with zandbak.scope():
        project = Project.objects.get()
        assert (project.round, project.closed_at is not None) == (2, True)
        assert [one.learned for one in ProjectRound.objects.all()] == [rounds.LEARNED]
        states = list(project.steps.order_by("round", "number").values_list("round", "number", "state"))
    assert [state for round_, _number, state in states if round_ == 1] == ["done"] * 7
    assert [state for round_, _number, state in states if round_ == 2] == ["done", "skipped", *["done"] * 3]
    visitors.watch.assert_quiet()


def test_a_small_project_in_one_go(visitors: Visitors) -> None:
    zandbak = make_zandbak("klein")
    anna = visitors.member(zandbak.anna)
    address = rounds.small_in_one_go(anna, zandbak.organisation.slug, str(zandbak.team.id))
    assert rounds.states(anna, address)[:4] == ["done", "done", "done", "now"]
    rounds.small_ends(anna, address)
    with zandbak.scope():
        project = Project.objects.get()
        assert (project.approach, project.closed_at is not None) == ("small", True)
    visitors.watch.assert_quiet()
