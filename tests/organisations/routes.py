"""Who may open which page of the organisation."""

from typing import Any

from tests.cast import Zandbak
from tests.organisations.files import upload
from tests.routing import EVERYONE, EXECUTIVE, HR, WORKS_COUNCIL, Route
from werkdruk.organisations.actions.people import invite_member
from werkdruk.organisations.models import CouncilRequest

IN_HR = frozenset({HR})
READERS = frozenset({HR, WORKS_COUNCIL})
CONFIRMING = frozenset({WORKS_COUNCIL, EXECUTIVE})
BOTH = ("get", "post")


def a_unit(zandbak: Zandbak) -> dict[str, Any]:
    return {"unit_id": zandbak.other_team.id}


def an_employee(zandbak: Zandbak) -> dict[str, Any]:
    return {"employee_id": zandbak.eva.id}


def an_import(zandbak: Zandbak) -> dict[str, Any]:
    return {"import_id": upload(zandbak).id}


def a_member(zandbak: Zandbak) -> dict[str, Any]:
    return {"member_id": zandbak.member(zandbak.bea).id}


def an_invitation(zandbak: Zandbak) -> dict[str, Any]:
    actor = zandbak.member(zandbak.anna)
    return {"invitation_id": invite_member(actor=actor, email="ilse@zandbak.example", roles=["hr"]).id}


def a_council_request(zandbak: Zandbak) -> dict[str, Any]:
    member = zandbak.member(zandbak.fatima)
    return {"request_id": CouncilRequest.objects.create(membership=member).id}


ROUTES = [
    Route("start", EVERYONE),
    Route("organisations:my_mail", EVERYONE, BOTH),
    Route("organisations:overview", READERS),
    Route("organisations:profile_change", IN_HR, BOTH),
    Route("organisations:audit_log", READERS),
    Route("organisations:unit_list", IN_HR),
    Route("organisations:unit_add", IN_HR, BOTH),
    Route("organisations:unit_change", IN_HR, BOTH, a_unit),
    Route("organisations:unit_archive", IN_HR, BOTH, a_unit),
    Route("organisations:staff_list", IN_HR),
    Route("organisations:staff_add", IN_HR, BOTH),
    Route("organisations:staff_change", IN_HR, BOTH, an_employee),
    Route("organisations:staff_end", IN_HR, BOTH, an_employee),
    Route("organisations:staff_return", IN_HR, BOTH, an_employee),
    Route("organisations:import_list", IN_HR, BOTH),
    Route("organisations:import_match", IN_HR, BOTH, an_import),
    Route("organisations:import_preview", IN_HR, BOTH, an_import),
    Route("organisations:import_undo", IN_HR, BOTH, an_import),
    Route("organisations:import_discard", IN_HR, BOTH, an_import),
    Route("organisations:people_list", IN_HR),
    Route("organisations:member_invite", IN_HR, BOTH),
    Route("organisations:member_change", IN_HR, BOTH, a_member),
    Route("organisations:council_list", CONFIRMING),
    Route("organisations:council_confirm", CONFIRMING, BOTH, a_council_request),
    Route("organisations:council_decline", CONFIRMING, BOTH, a_council_request),
    Route("organisations:member_end", IN_HR, BOTH, a_member),
    Route("organisations:invitation_resend", IN_HR, BOTH, an_invitation),
    Route("organisations:invitation_withdraw", IN_HR, BOTH, an_invitation),
]
