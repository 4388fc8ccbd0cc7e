"""A month of the method with two browsers at once: figures, review, signatures, note, and the next wave."""

import pytest

from tests.browser.house import House, Visitors
from tests.browser.journey import month, survey

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.xdist_group("browser")]


def test_a_month_with_two_browsers(visitors: Visitors, house: House) -> None:
    zandbak = month.wave_with_answers("maand")
    organisation = zandbak.organisation
    anna, olaf, bea = (visitors.member(person) for person in (zandbak.anna, zandbak.olaf, zandbak.bea))
    survey.close(anna, organisation, house)

    address = month.both_are_told(house, zandbak)
    month.same_first_sight(olaf, bea, address)
    month.both_write_and_one_loses_the_network(olaf, bea, visitors)
    month.they_decide(olaf, bea, zandbak)
    month.they_sign(olaf, bea, zandbak, house)

    page = month.they_tell_all_staff(olaf, bea, address, zandbak, house)
    month.staff_read(visitors, page)

    anna.goto(f"/o/{organisation.slug}/")
    links = survey.plan_and_invite(anna, organisation, house, expected=month.INVITED)
    month.the_invitation_tells_it(house, organisation, page)
    month.next_wave_asks(visitors, links, zandbak)
    visitors.watch.assert_quiet()
