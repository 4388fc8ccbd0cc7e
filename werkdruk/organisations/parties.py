"""For whom a member speaks: the works council, or the employer."""

from werkdruk.organisations.models import Membership, Party, Representation, Role


def party_of(member: Membership) -> Party | None:
    """For which side `member` speaks; None for who speaks for neither."""
    if Role.WORKS_COUNCIL in member.roles:
        return Party.WORKS_COUNCIL
    return Party.EMPLOYER if {Role.HR, Role.EXECUTIVE} & set(member.roles) else None


def nobody_speaks_for_staff(member: Membership) -> bool:
    """Whether the organisation has no works council or staff representation, on paper and in fact."""
    return (
        member.organisation.representation == Representation.NONE
        and not Membership.objects.active().with_role(Role.WORKS_COUNCIL).exists()
    )


def signs_for(member: Membership) -> Party | None:
    """For which side `member` signs: the works council's members, the executive, and HR while there is none."""
    party = party_of(member)
    if party == Party.EMPLOYER and Role.EXECUTIVE not in member.roles:
        return None if Membership.objects.active().with_role(Role.EXECUTIVE).exists() else party
    return party
