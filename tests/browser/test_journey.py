"""The main journey, from an empty organisation to a project plan, through the pages and nothing else."""

from pathlib import Path

import pytest

from tests.browser.house import House, Visitors, give_password
from tests.browser.journey import agreement, project, review, staff, survey, team
from tests.cast import make_other, make_person
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Membership, Organisation, Role

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.xdist_group("browser")]

CAST = {
    "Anna Visser": Role.HR,
    "Olaf Jansen": Role.WORKS_COUNCIL,
    "Bea Smit": Role.EXECUTIVE,
    "Tim de Boer": Role.TEAM_LEAD,
}


def _empty_organisation() -> Organisation:
    """The organisation on its first day: four people can sign in, there is no staff and no unit."""
    organisation = Organisation.objects.create(name="Kinderopvang De Zandbak", slug="zandbak")
    for name, role in CAST.items():
        person = make_person(f"{name.split()[0].lower()}@zandbak.example", name)
        give_password(person)
        with tenant_scope(organisation.id):
            Membership.objects.create(user=person, roles=[role])
    return organisation


def test_the_main_journey(visitors: Visitors, house: House, tmp_path: Path) -> None:
    organisation = _empty_organisation()
    make_other()
    file = tmp_path / "personeel.csv"
    staff.write_file(file)

    anna = visitors.signs_in("anna@zandbak.example")
    anna.wait_for_url("**/o/zandbak/")
    staff.introduce(anna)
    staff.bring_in(anna, file)
    staff.let_tim_lead(anna)

    address = project.start(anna)
    project.kick_off(anna, address)
    project.plan(anna, address)

    olaf = visitors.signs_in("olaf@zandbak.example")
    agreement.agree(anna, olaf)
    links = survey.plan_and_invite(anna, organisation, house)
    survey.answer_on_a_phone(visitors, links[0], organisation)
    survey.others_answer(visitors, links[1:9], organisation)
    figures = survey.close(anna, organisation, house)
    bea = visitors.signs_in("bea@zandbak.example")
    survey.same_figures([olaf, bea], figures)

    review.decide(olaf, bea, organisation)
    anna.goto("/o/zandbak/")
    links = survey.plan_and_invite(anna, organisation, house)
    review.next_wave_asks(visitors, links, organisation)

    tim = visitors.signs_in("tim@zandbak.example")
    team.keep_plan(tim)

    project.plan_as_pdf(anna, address)
    project.seven_steps(anna, address)
    team.write_policy(anna)

    visitors.watch.assert_quiet()
