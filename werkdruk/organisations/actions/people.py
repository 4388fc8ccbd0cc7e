"""Who works in the product: inviting, joining, roles, ending."""

from collections.abc import Iterable
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkdruk.accounts.models import User
from werkdruk.core import audit, jobs
from werkdruk.core.errors import Refused
from werkdruk.organisations.actions.council import ask_for_council, lock_members, withdraw_from_council
from werkdruk.organisations.links import invitation_token, token_hash
from werkdruk.organisations.models import (
    InvitedUnit,
    MemberInvitation,
    Membership,
    MembershipUnit,
    Role,
    Unit,
)
from werkdruk.organisations.models.invitations import invitation_end

# The works council agrees, HR and the executive ask: nobody holds both keys.
APART = frozenset({Role.WORKS_COUNCIL}), frozenset({Role.HR, Role.EXECUTIVE})


def invite_member(
    *, actor: Membership, email: str, roles: Iterable[str], units: Iterable[Unit] = ()
) -> MemberInvitation:
    """Invite somebody by e-mail, in these roles; `units` are the ones a team lead leads."""
    email, roles, units = email.strip().lower(), _in_order(roles), list(units)
    _fit_together(roles, units)
    if Membership.objects.active().filter(user__email__iexact=email).exists():
        raise Refused(_("%(email)s is a member already. Change the roles there.") % {"email": email})
    if MemberInvitation.objects.waiting().filter(email=email).exists():
        raise Refused(
            _("%(email)s was invited already. Send that invitation again, or withdraw it.") % {"email": email}
        )
    invitation_id = uuid4()
    invitation = MemberInvitation.objects.create(
        id=invitation_id,
        email=email,
        roles=roles,
        token_hash=token_hash(invitation_token(invitation_id)),
        invited_by=actor.user,
    )
    InvitedUnit.objects.bulk_create(InvitedUnit(invitation=invitation, unit=unit) for unit in units)
    audit.record("organisations.member_invited", actor=actor, subject=email, roles=roles)
    _send(actor, invitation)
    return invitation


def resend_invitation(*, actor: Membership, invitation: MemberInvitation) -> MemberInvitation:
    """Send the same link once more; its 14 days start again."""
    invitation = _waiting(invitation)
    invitation.expires_at = invitation_end()
    invitation.save()
    audit.record("organisations.invitation_sent_again", actor=actor, subject=invitation.email)
    _send(actor, invitation)
    return invitation


def withdraw_invitation(*, actor: Membership, invitation: MemberInvitation) -> MemberInvitation:
    """Make the link stop working."""
    invitation = _waiting(invitation)
    invitation.withdrawn_at = timezone.now()
    invitation.save()
    audit.record("organisations.invitation_withdrawn", actor=actor, subject=invitation.email)
    return invitation


def join_as_new_person(*, invitation: MemberInvitation, name: str, password: str) -> Membership:
    """Make an account for the invited address, which the link has proved, and accept."""
    invitation = _acceptable(invitation)
    if account_of(invitation.email) is not None:
        raise Refused(
            _("There is an account for %(email)s already. Sign in to accept.") % {"email": invitation.email}
        )
    user = User.objects.create_user(
        email=invitation.email, password=password, name=name, language=get_language() or "nl"
    )
    EmailAddress.objects.create(user=user, email=invitation.email, verified=True, primary=True)
    return accept_invitation(invitation=invitation, user=user)


def account_of(email: str) -> User | None:
    """The account that holds this address: as its own, or as a verified second one."""
    proved = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user_id")
    return User.objects.filter(Q(email__iexact=email) | Q(id__in=proved)).order_by("date_joined").first()


def accept_invitation(*, invitation: MemberInvitation, user: User) -> Membership:
    """Make `user`, who holds the invited address, a member; someone who was one before comes back."""
    lock_members()
    invitation = _acceptable(invitation)
    holder = account_of(invitation.email)
    if holder is None or holder.id != user.id:
        raise Refused(_("This invitation is for %(email)s.") % {"email": invitation.email})
    member = Membership.objects.select_for_update().filter(user=user).first()
    if member is None:
        member = Membership(user=user, roles=[], since=timezone.now())
    had = [] if member.ended_at else list(member.roles)
    if member.ended_at:
        member.since, member.ended_at = timezone.now(), None
        MembershipUnit.objects.filter(membership=member).delete()
    roles = _in_order([*had, *invitation.roles])
    units = [invited.unit for invited in invitation.units.select_related("unit")]
    _fit_together(roles, units)
    member.roles = _held_now(had, roles)
    member.save()
    MembershipUnit.objects.bulk_create(
        [MembershipUnit(membership=member, unit=unit) for unit in units], ignore_conflicts=True
    )
    invitation.accepted_at = timezone.now()
    invitation.save()
    audit.record("organisations.member_joined", actor=member, subject=str(user), roles=list(invitation.roles))
    if member.roles != roles:
        ask_for_council(actor=member, member=member)
    return member


def change_roles(
    *, actor: Membership, member: Membership, roles: Iterable[str], units: Iterable[Unit]
) -> Membership:
    """Give a member other roles and units; HR never stays without anybody.

    The works council waits for confirmation, see actions/council.py.
    """
    roles, units = _in_order(roles), list(units)
    _fit_together(roles, units)
    lock_members()
    member = _locked(member)
    had = list(member.roles)
    if Role.HR in had and Role.HR not in roles:
        _not_the_last_in_hr(member)
    if Role.WORKS_COUNCIL in had and Role.WORKS_COUNCIL not in roles:
        _not_the_last_of_council(member)
    wished, roles = roles, _held_now(had, roles)
    member.roles = roles
    member.save()
    if wished != roles:
        ask_for_council(actor=actor, member=member)
    else:
        withdraw_from_council(member=member)
    wanted = {unit.id for unit in units} if Role.TEAM_LEAD in roles else set()
    led = {one.unit_id for one in MembershipUnit.objects.filter(membership=member)}
    MembershipUnit.objects.filter(membership=member, unit_id__in=led - wanted).delete()
    MembershipUnit.objects.bulk_create(MembershipUnit(membership=member, unit_id=one) for one in wanted - led)
    if had != roles or led != wanted:
        audit.record(
            "organisations.roles_changed", actor=actor, subject=str(member.user), before=had, roles=roles
        )
    return member


def end_membership(*, actor: Membership, member: Membership) -> Membership:
    """Close the organisation for a member: not for oneself, and never for the last one in HR."""
    lock_members()
    member = _locked(member)
    if member.id == actor.id:
        raise Refused(_("You cannot end your own membership. Ask a colleague in HR."))
    if Role.HR in member.roles:
        _not_the_last_in_hr(member)
    if Role.WORKS_COUNCIL in member.roles:
        _not_the_last_of_council(member)
    member.ended_at = timezone.now()
    member.save()
    withdraw_from_council(member=member)
    audit.record(
        "organisations.member_ended", actor=actor, subject=str(member.user), roles=list(member.roles)
    )
    return member


def _send(actor: Membership, invitation: MemberInvitation) -> None:
    """The mail goes out after commit, from a worker; the token is worked out there."""
    jobs.start("organisations.invitation_mail", actor=actor, total=1, invitation=str(invitation.id))


def _in_order(roles: Iterable[str]) -> list[str]:
    given = set(roles)
    return [role for role in Role.values if role in given]


def _held_now(had: list[str], roles: list[str]) -> list[str]:
    """`roles` without the works council, unless the member is in it: it has to be confirmed first."""
    return [role for role in roles if role != Role.WORKS_COUNCIL or role in had]


def _fit_together(roles: list[str], units: list[Unit]) -> None:
    if not roles:
        raise Refused(_("Choose at least one role."))
    if all(not side.isdisjoint(roles) for side in APART):
        raise Refused(
            _("Somebody of the works council cannot be in HR or the executive as well: each guards a key.")
        )
    if Role.TEAM_LEAD in roles and not units:
        raise Refused(_("Choose the units that this team lead leads."))


def _waiting(invitation: MemberInvitation) -> MemberInvitation:
    found = MemberInvitation.objects.waiting().select_for_update().filter(id=invitation.id).first()
    if found is None:
        raise Refused(_("This invitation was accepted or withdrawn."))
    return found


def _acceptable(invitation: MemberInvitation) -> MemberInvitation:
    found = _waiting(invitation)
    if found.expired:
        raise Refused(_("This invitation has expired. Ask for a new one."))
    return found


def _locked(member: Membership) -> Membership:
    found = (
        Membership.objects.active()
        .select_for_update(of=("self",))
        .select_related("user")
        .filter(id=member.id)
    )
    if not found:
        raise Refused(_("This person is not a member any more."))
    return found[0]


def _not_the_last_in_hr(member: Membership) -> None:
    """Refuse when nobody else is in HR; roles change one at a time (`lock_members`)."""
    if not Membership.objects.active().with_role(Role.HR).exclude(id=member.id).exists():
        raise Refused(
            _("%(name)s is the only one in HR. Give somebody else that role first.") % {"name": member.user}
        )


def _not_the_last_of_council(member: Membership) -> None:
    """HR cannot empty the works council: with nobody in it, the employer would say who is, or that nobody is."""
    council = Membership.objects.active().with_role(Role.WORKS_COUNCIL)
    if not council.exclude(id=member.id).exists():
        raise Refused(
            _("%(name)s is the only one of the works council. First a successor is confirmed.")
            % {"name": member.user}
        )
