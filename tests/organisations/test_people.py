"""Members: inviting, joining as a new or known person, roles, and who can never be let go."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.cast import Other, Zandbak
from werkdruk.accounts.models import User
from werkdruk.core import audit, jobs
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry, Job
from werkdruk.organisations.actions import people
from werkdruk.organisations.links import invitation_token
from werkdruk.organisations.models import MemberInvitation, Membership, Role

NEW = "noor@zandbak.example"
PASSWORD = "een-goed-wachtwoord-7"


def invite(
    zandbak: Zandbak, email: str = NEW, roles: tuple[str, ...] = (Role.EXECUTIVE,), **more: Any
) -> str:
    """Invite through the action; the path of the link. Opens the scope itself."""
    with zandbak.scope():
        actor = zandbak.member(zandbak.anna)
        invitation = people.invite_member(actor=actor, email=email, roles=roles, **more)
        return f"/join/zandbak/{invitation_token(invitation.id)}/"


def roles_of(zandbak: Zandbak, person: User) -> list[str]:
    with zandbak.scope():
        return Membership.objects.get(user=person).roles


def actions_logged(zandbak: Zandbak) -> list[str]:
    with zandbak.scope():
        return list(AuditEntry.objects.order_by("at").values_list("action", flat=True))


def join(path: str, client: Client | None = None, **changes: str) -> Any:
    data = {"name": "Noor de Wit", "password": PASSWORD, "again": PASSWORD, **changes}
    return (client or Client()).post(path, data)


def test_invitation_from_form_to_mail_to_start_page(zandbak: Zandbak, sign_in: Any) -> None:
    page = f"{zandbak.path}organisation/people/"
    data = {"email": "Noor@Zandbak.example", "roles": ["team_lead"], "units": [str(zandbak.team.id)]}
    assert sign_in(zandbak.anna).post(f"{page}invite/", data).headers["Location"] == page
    with zandbak.scope():
        job = Job.objects.get(kind="organisations.invitation_mail")
    assert "token" not in str(job.payload)
    jobs.run(zandbak.id, job.id)
    [message] = mail.outbox
    assert message.to == [NEW]
    link = re.search(r"http://testserver(/join/zandbak/\S+)", message.body)
    assert link is not None
    assert [(kind, html.count(link[1])) for html, kind in message.alternatives] == [("text/html", 2)]
    client = Client()
    assert client.get(link[1]).templates[0].name == "organisations/join_new.html"
    assert join(link[1], client).headers["Location"] == zandbak.path
    assert client.get(zandbak.path).status_code == 200
    noor = User.objects.get(email=NEW)
    assert (noor.name, noor.check_password(PASSWORD)) == ("Noor de Wit", True)
    assert list(noor.emailaddress_set.values_list("email", "verified", "primary")) == [(NEW, True, True)]
    with zandbak.scope():
        member = Membership.objects.get(user=noor)
        assert (member.roles, [led.unit_id for led in member.led_units.all()]) == (
            ["team_lead"],
            [zandbak.team.id],
        )
        stored = MemberInvitation.objects.get()
        assert link[1].strip("/").split("/")[-1] not in stored.token_hash
    fresh = Client()
    signed_in = fresh.post("/accounts/login/", {"login": NEW, "password": PASSWORD})
    assert signed_in.headers["Location"] == "/"
    assert actions_logged(zandbak) == ["organisations.member_invited", "organisations.member_joined"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"password": "kort", "again": "kort"}, "password"),
        ({"password": "1234567890123", "again": "1234567890123"}, "password"),
        ({"password": "noor@zandbak", "again": "noor@zandbak"}, "password"),
        ({"again": "iets-anders-77"}, "again"),
    ],
)
def test_account_needs_a_name_and_a_good_password(
    zandbak: Zandbak, changes: dict[str, str], field: str
) -> None:
    page = join(invite(zandbak), **changes)
    assert list(page.context["form"].errors) == [field]
    assert not User.objects.filter(email=NEW).exists()


def test_opening_the_link_changes_nothing(zandbak: Zandbak) -> None:
    path = invite(zandbak)
    assert [Client().get(path).status_code for _ in range(3)] == [200] * 3
    with zandbak.scope():
        assert MemberInvitation.objects.get().accepted_at is None


def _expire(invitation: MemberInvitation) -> None:
    invitation.expires_at = timezone.now() - timedelta(seconds=1)
    invitation.save()


def _withdraw(invitation: MemberInvitation) -> None:
    invitation.withdrawn_at = timezone.now()
    invitation.save()


@pytest.mark.parametrize(
    ("spoil", "template"),
    [(_expire, "organisations/join_expired.html"), (_withdraw, "organisations/join_withdrawn.html")],
)
def test_link_that_does_not_work_any_more(zandbak: Zandbak, spoil: Any, template: str) -> None:
    path = invite(zandbak)
    with zandbak.scope():
        spoil(MemberInvitation.objects.get())
    page = join(path)
    assert (page.status_code, page.templates[0].name) == (410, template)
    assert not User.objects.filter(email=NEW).exists()


def test_link_works_once(zandbak: Zandbak) -> None:
    path = invite(zandbak)
    join(path)
    page = join(path, name="Iemand Anders")
    assert (page.status_code, page.templates[0].name) == (410, "organisations/join_used.html")
    assert User.objects.get(email=NEW).name == "Noor de Wit"


def test_forged_token_and_another_organisations_token(zandbak: Zandbak, other: Other) -> None:
    path = invite(zandbak)
    for wrong in ("/join/zandbak/abc/", path[:-2] + "x/", path.replace("zandbak", "anders")):
        page = join(wrong)
        assert (page.status_code, page.templates[0].name) == (404, "organisations/join_unknown.html")
    assert Client().get("/join/bestaatniet/abc/").status_code == 404
    assert not User.objects.filter(email=NEW).exists()


def test_known_person_signs_in_first_and_accepts(zandbak: Zandbak, other: Other, sign_in: Any) -> None:
    path = invite(zandbak, email=other.carla.email)
    page = join(path)
    assert page.templates[0].name == "organisations/join_sign_in.html"
    assert page.context["login_url"].endswith(f"next={path.replace('/', '%2F')}")
    carla = sign_in(other.carla)
    assert carla.get(path).templates[0].name == "organisations/join_accept.html"
    assert carla.post(path).headers["Location"] == zandbak.path
    assert roles_of(zandbak, other.carla) == ["executive"]
    assert carla.get("/").templates[0].name == "home/choose.html"


def test_somebody_else_who_is_signed_in_cannot_accept(zandbak: Zandbak, other: Other, sign_in: Any) -> None:
    path = invite(zandbak, email=other.carla.email)
    page = sign_in(zandbak.tim).post(path)
    assert page.templates[0].name == "organisations/join_sign_in.html"
    assert roles_of(zandbak, zandbak.tim) == ["team_lead"]


def test_who_was_a_member_before_comes_back_with_the_new_roles_only(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        anna = zandbak.member(zandbak.anna)
        people.end_membership(actor=anna, member=zandbak.member(zandbak.tim))
    tim = sign_in(zandbak.tim)
    assert tim.get(zandbak.path).status_code == 404
    path = invite(zandbak, email=zandbak.tim.email, roles=(Role.FACILITATOR,))
    tim.post(path)
    assert roles_of(zandbak, zandbak.tim) == ["facilitator"]
    with zandbak.scope():
        assert not zandbak.member(zandbak.tim).led_units.exists()


def test_sending_again_keeps_the_link_and_starts_the_time_again(zandbak: Zandbak, sign_in: Any) -> None:
    path = invite(zandbak)
    with zandbak.scope():
        invitation = MemberInvitation.objects.get()
        _expire(invitation)
    assert Client().get(path).status_code == 410
    sign_in(zandbak.anna).post(f"{zandbak.path}organisation/people/invitations/{invitation.id}/send/")
    assert Client().get(path).status_code == 200
    with zandbak.scope():
        assert Job.objects.filter(kind="organisations.invitation_mail").count() == 2


def test_withdrawn_invitation_is_not_mailed(zandbak: Zandbak, sign_in: Any) -> None:
    invite(zandbak)
    with zandbak.scope():
        invitation, job = (
            MemberInvitation.objects.get(),
            Job.objects.get(kind="organisations.invitation_mail"),
        )
    sign_in(zandbak.anna).post(f"{zandbak.path}organisation/people/invitations/{invitation.id}/withdraw/")
    jobs.run(zandbak.id, job.id)
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("email", "roles"),
    [
        ("olaf@zandbak.example", ["executive"]),
        ("OLAF@zandbak.example", ["executive"]),
        (NEW, []),
        (NEW, ["team_lead"]),
        (NEW, ["hr", "works_council"]),
        (NEW, ["executive", "works_council"]),
    ],
)
def test_invitation_is_refused(zandbak: Zandbak, email: str, roles: list[str]) -> None:
    with zandbak.scope():
        with pytest.raises(Refused):
            people.invite_member(actor=zandbak.member(zandbak.anna), email=email, roles=roles)
        assert not MemberInvitation.objects.exists()


def test_second_invitation_to_one_address_is_refused(zandbak: Zandbak) -> None:
    invite(zandbak)
    with pytest.raises(Refused):
        invite(zandbak, email=NEW.upper())


def test_roles_and_units_change(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        member = zandbak.member(zandbak.tim)
    url = f"{zandbak.path}organisation/people/{member.id}/"
    data = {"roles": ["team_lead", "facilitator"], "units": [str(zandbak.other_team.id)]}
    sign_in(zandbak.anna).post(url, data)
    with zandbak.scope():
        member = zandbak.member(zandbak.tim)
        assert member.roles == ["team_lead", "facilitator"]
        assert [led.unit_id for led in member.led_units.all()] == [zandbak.other_team.id]
        people.change_roles(actor=member, member=member, roles=["facilitator"], units=[zandbak.team])
        assert not zandbak.member(zandbak.tim).led_units.all()


def test_last_one_in_hr_stays(zandbak: Zandbak) -> None:
    with zandbak.scope():
        anna, bea = zandbak.member(zandbak.anna), zandbak.member(zandbak.bea)
        with pytest.raises(Refused):
            people.change_roles(actor=anna, member=anna, roles=["facilitator"], units=[])
        with pytest.raises(Refused):
            people.end_membership(actor=bea, member=anna)
        people.change_roles(actor=anna, member=bea, roles=["hr"], units=[])
        people.change_roles(actor=anna, member=anna, roles=["facilitator"], units=[])
    assert roles_of(zandbak, zandbak.anna) == ["facilitator"]


def test_nobody_ends_the_own_membership(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        anna = zandbak.member(zandbak.anna)
        people.change_roles(actor=anna, member=zandbak.member(zandbak.bea), roles=["hr"], units=[])
    client = sign_in(zandbak.anna)
    client.post(f"{zandbak.path}organisation/people/{anna.id}/end/")
    assert client.get(zandbak.path).status_code == 200


def test_member_who_is_let_go_is_out_at_once(zandbak: Zandbak, sign_in: Any) -> None:
    bea = sign_in(zandbak.bea)
    assert bea.get(zandbak.path).status_code == 200
    with zandbak.scope():
        member = zandbak.member(zandbak.bea)
    sign_in(zandbak.anna).post(f"{zandbak.path}organisation/people/{member.id}/end/")
    assert bea.get(zandbak.path).status_code == 404


def test_people_of_another_organisation_do_not_exist(zandbak: Zandbak, other: Other, sign_in: Any) -> None:
    with zandbak.scope():
        member = zandbak.member(zandbak.bea)
    assert sign_in(other.carla).get(f"/o/anders/organisation/people/{member.id}/").status_code == 404


def test_the_log_is_searched_with_whatever_was_typed(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        audit.record("organisations.unit_added", actor=None, subject="Boomhut")
    olaf = sign_in(zandbak.olaf)
    for words in ("boomhut", "boom\x00hut"):
        page = olaf.get(f"{zandbak.path}organisation/log/", {"q": words})
        assert (page.status_code, len(page.context["rows"])) == (200, 1)
