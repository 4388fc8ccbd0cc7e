"""Coming into the works council: HR asks, the council confirms, the executive the first one; never HR itself."""

import threading
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from tests.cast import Other, Zandbak, make_person, make_zandbak
from werkdruk.accounts.models import User
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.actions import people
from werkdruk.organisations.actions.council import confirm_council
from werkdruk.organisations.actions.profile import change_profile
from werkdruk.organisations.models import CouncilRequest, Membership, Organisation, Outcome, Role


def ask(zandbak: Zandbak, email: str = "ilse@zandbak.example") -> CouncilRequest:
    """HR invites Ilse for the works council, and she accepts."""
    with zandbak.scope():
        ilse = make_person(email, "Ilse")
        made = people.invite_member(
            actor=zandbak.member(zandbak.anna), email=ilse.email, roles=[Role.WORKS_COUNCIL]
        )
        member = people.accept_invitation(invitation=made, user=ilse)
        assert member.roles == []
        return CouncilRequest.objects.get(membership=member)


def no_council(zandbak: Zandbak) -> None:
    with zandbak.scope():
        Membership.objects.filter(user=zandbak.olaf).delete()


def answer(zandbak: Zandbak, client: Any, asked: CouncilRequest, how: str = "confirm") -> Any:
    return client.post(f"{zandbak.path}organisation/works-council/{asked.id}/{how}/")


def roles(zandbak: Zandbak, asked: CouncilRequest) -> list[str]:
    with zandbak.scope():
        return Membership.objects.get(id=asked.membership_id).roles


def last_logged(zandbak: Zandbak) -> str:
    with zandbak.scope():
        return AuditEntry.objects.latest("at").action


def test_the_council_confirms_its_members_and_the_executive_does_not(zandbak: Zandbak, sign_in: Any) -> None:
    asked = ask(zandbak)
    assert last_logged(zandbak) == "organisations.works_council_asked"
    bea, olaf = sign_in(zandbak.bea), sign_in(zandbak.olaf)
    assert [len(one.get(zandbak.path).context["todos"]) for one in (bea, olaf)] == [0, 1]
    answer(zandbak, bea, asked)
    assert roles(zandbak, asked) == []
    answer(zandbak, olaf, asked)
    assert roles(zandbak, asked) == ["works_council"]
    assert last_logged(zandbak) == "organisations.works_council_joined"
    answer(zandbak, olaf, asked)
    answer(zandbak, olaf, asked, "decline")
    assert roles(zandbak, asked) == ["works_council"]
    assert last_logged(zandbak) == "organisations.works_council_joined"


def test_the_executive_confirms_the_first_one(zandbak: Zandbak, sign_in: Any) -> None:
    no_council(zandbak)
    asked, second = ask(zandbak), ask(zandbak, "noor@zandbak.example")
    bea = sign_in(zandbak.bea)
    answer(zandbak, bea, asked)
    assert roles(zandbak, asked) == ["works_council"]
    assert last_logged(zandbak) == "organisations.works_council_first"
    answer(zandbak, bea, second)
    assert roles(zandbak, second) == []


@pytest.mark.parametrize("role", ["anna", "tim", "fatima"])
def test_nobody_else_confirms(zandbak: Zandbak, sign_in: Any, role: str) -> None:
    no_council(zandbak)
    asked = ask(zandbak)
    assert answer(zandbak, sign_in(getattr(zandbak, role)), asked).status_code == 403
    assert roles(zandbak, asked) == []


def test_hr_with_the_executive_role_beside_it_confirms_nobody(zandbak: Zandbak) -> None:
    no_council(zandbak)
    asked = ask(zandbak)
    with zandbak.scope():
        anna = zandbak.member(zandbak.anna)
        people.change_roles(actor=anna, member=anna, roles=["hr", "executive"], units=[])
        with pytest.raises(Refused):
            confirm_council(actor=zandbak.member(zandbak.anna), asked=asked)
    assert roles(zandbak, asked) == []


def test_hr_gives_the_role_to_nobody_by_changing_roles(zandbak: Zandbak, sign_in: Any) -> None:
    anna = sign_in(zandbak.anna)
    with zandbak.scope():
        fatima = zandbak.member(zandbak.fatima)
    url = f"{zandbak.path}organisation/people/{fatima.id}/"
    for _ in range(2):
        anna.post(url, {"roles": ["works_council", "facilitator"]})
    with zandbak.scope():
        assert zandbak.member(zandbak.fatima).roles == ["facilitator"]
        asked = CouncilRequest.objects.get()
    assert "works_council" in anna.get(url).context["form"].initial["roles"]
    assert "wacht op bevestiging" in anna.get(f"{zandbak.path}organisation/people/").content.decode()
    anna.post(url, {"roles": ["facilitator"]})
    with zandbak.scope():
        asked.refresh_from_db()
    assert asked.outcome == Outcome.WITHDRAWN
    answer(zandbak, sign_in(zandbak.olaf), asked)
    with zandbak.scope():
        assert zandbak.member(zandbak.fatima).roles == ["facilitator"]


def test_who_becomes_hr_meanwhile_is_not_confirmed(zandbak: Zandbak, sign_in: Any) -> None:
    asked = ask(zandbak)
    with zandbak.scope():
        Membership.objects.filter(id=asked.membership_id).update(roles=["hr"])
    answer(zandbak, sign_in(zandbak.olaf), asked)
    assert roles(zandbak, asked) == ["hr"]


def test_declined(zandbak: Zandbak, sign_in: Any) -> None:
    asked = ask(zandbak)
    answer(zandbak, sign_in(zandbak.olaf), asked, "decline")
    assert roles(zandbak, asked) == []
    assert last_logged(zandbak) == "organisations.works_council_declined"


def test_another_organisation_has_no_such_request(zandbak: Zandbak, other: Other, sign_in: Any) -> None:
    asked = ask(zandbak)
    with other.scope():
        Membership.objects.update(roles=["executive"])
    page = sign_in(other.carla).get(f"/o/anders/organisation/works-council/{asked.id}/confirm/")
    assert page.status_code == 404


def test_hr_cannot_say_that_nobody_speaks_for_the_staff(zandbak: Zandbak) -> None:
    with zandbak.scope():
        anna = zandbak.member(zandbak.anna)
        with pytest.raises(Refused):
            change_profile(actor=anna, organisation=zandbak.organisation, representation="none")
        assert Organisation.objects.get(id=zandbak.id).representation == "works_council"
    no_council(zandbak)
    with zandbak.scope():
        change_profile(actor=anna, organisation=zandbak.organisation, representation="none")


def test_two_in_hr_who_demote_each_other_at_once_leave_one(committed_db: None) -> None:
    zandbak = make_zandbak()
    with tenant_scope(zandbak.id):
        Membership.objects.filter(user=zandbak.bea).update(roles=["hr"])
        ids = {one: Membership.objects.get(user=one).id for one in (zandbak.anna, zandbak.bea)}
    ready, answers = threading.Barrier(2), []

    def demote(actor: User, target: User) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(actor, backend="allauth.account.auth_backends.AuthenticationBackend")
        ready.wait()
        page = client.post(f"{zandbak.path}organisation/people/{ids[target]}/", {"roles": ["facilitator"]})
        answers.append(page.status_code)
        connections.close_all()

    pairs = ((zandbak.anna, zandbak.bea), (zandbak.bea, zandbak.anna))
    threads = [threading.Thread(target=demote, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {200, 302, 403}
    assert 302 in answers
    with tenant_scope(zandbak.id):
        assert Membership.objects.active().with_role(Role.HR).count() == 1
