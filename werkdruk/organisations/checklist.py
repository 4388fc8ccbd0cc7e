"""What this app adds to the menu and to the start checklist."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkdruk.core.agenda import Step
from werkdruk.organisations.models import (
    Employee,
    MemberInvitation,
    Membership,
    Organisation,
    Representation,
    Role,
    Unit,
)


def profile_step(organisation: Organisation) -> Step:
    """The profile counts as done once the coordinator's role has a name."""
    return Step(
        order=10,
        title=_("Introduce your organisation"),
        detail=_("Sector, who speaks for the staff, and what you call the contact person in a team."),
        url=reverse("organisations:profile_change", args=[organisation.slug]),
        button=_("Fill in the profile"),
        done=bool(organisation.coordinator_title),
        needs="organisations.settings",
    )


def staff_step(organisation: Organisation) -> Step:
    """Units and staff count as done once somebody is on the staff."""
    people = Employee.objects.current().count()
    units = Unit.objects.current().count()
    detail = _("Upload your staff list as CSV or Excel. You first see what it would change.")
    if people:
        detail = _("%(people)s in %(units)s.") % {
            "people": ngettext("%(count)s person", "%(count)s people", people) % {"count": people},
            "units": ngettext("%(count)s unit", "%(count)s units", units) % {"count": units},
        }
    return Step(
        order=20,
        title=_("Bring in units and staff"),
        detail=detail,
        url=reverse("organisations:import_list", args=[organisation.slug]),
        button=_("Upload a staff list"),
        done=people > 0,
        needs="organisations.staff_import",
    )


def people_step(organisation: Organisation) -> Step:
    """People and roles count as done once who decides is in, and who speaks for the staff where there is one."""
    needed = {Role.EXECUTIVE}
    if organisation.representation != Representation.NONE:
        needed.add(Role.WORKS_COUNCIL)
    held = {role for roles in Membership.objects.active().values_list("roles", flat=True) for role in roles}
    waiting = MemberInvitation.objects.waiting().count()
    detail = _("Invite the executive and the works council, and the team leads who join in.")
    if waiting:
        detail = ngettext(
            "%(count)s invitation waits for an answer.", "%(count)s invitations wait for an answer.", waiting
        ) % {"count": waiting}
    return Step(
        order=30,
        title=_("Invite people and give them roles"),
        detail=detail,
        url=reverse("organisations:people_list", args=[organisation.slug]),
        button=_("Invite people"),
        done=held.issuperset(needed),
        needs="organisations.people",
    )
