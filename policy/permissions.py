"""Who may read and write the policy, and who asks, answers and decides about a request to endorse."""

from policy.actions.endorsements import may_answer
from policy.models import EndorsementDocument, EndorsementRequest
from werkdruk.core.permissions import any_member, register, roles
from werkdruk.organisations.models import Role

may_edit = roles(Role.HR, Role.EXECUTIVE)
both_sides = roles(Role.HR, Role.EXECUTIVE, Role.WORKS_COUNCIL)


def see_endorsement(member, thing: EndorsementRequest | EndorsementDocument | None = None) -> bool:
    """Both sides; what was never sent only the side that writes it."""
    endorsement = thing.request if isinstance(thing, EndorsementDocument) else thing
    if not both_sides(member, None):
        return False
    return endorsement is None or endorsement.asked_at is not None or may_edit(member, None)


def answer_endorsement(member, endorsement: EndorsementRequest | None = None) -> bool:
    """The works council; HR and executive where nobody speaks for the staff."""
    return member is not None and see_endorsement(member, endorsement) and may_answer(member)


def register_all() -> None:
    """Add this app's rules to the register."""
    register("policy.view", any_member)
    register("policy.edit", may_edit)
    register("policy.endorsements", see_endorsement)
    register("policy.endorsement_write", may_edit)
    register("policy.endorsement_answer", answer_endorsement)
