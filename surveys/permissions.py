"""Who may do what with surveys: figures go to HR, works council and executive at the same moment."""

from surveys.models import Proposal, ProposalSide, Publication, ReviewNote, SurveySettings, Wave
from surveys.queries.guard import holds_staff_key
from werkdruk.core.permissions import register, roles
from werkdruk.organisations.models import Membership, Representation, Role
from werkdruk.organisations.parties import nobody_speaks_for_staff, party_of, signs_for
from werkdruk.organisations.queries import led_unit_ids

run_surveys = roles(Role.HR)
propose_agreement = roles(Role.HR, Role.EXECUTIVE)
see_figures = roles(Role.HR, Role.WORKS_COUNCIL, Role.EXECUTIVE)
see_team_figures = roles(Role.HR, Role.WORKS_COUNCIL, Role.EXECUTIVE, Role.TEAM_LEAD)
read_answers_first = roles(Role.HR, Role.WORKS_COUNCIL)
write_mails = roles(Role.HR, Role.WORKS_COUNCIL)
decide = roles(Role.WORKS_COUNCIL, Role.EXECUTIVE, Role.HR)
keep_staff_page = roles(Role.HR, Role.WORKS_COUNCIL)
start_projects = roles(Role.EXECUTIVE, Role.HR)


def print_letters(member, wave: Wave | None = None) -> bool:
    """The works council or staff representation hands letters out; where there is none, HR does."""
    if member is None:
        return False
    alone = member.organisation.representation == Representation.NONE
    return (Role.HR if alone else Role.WORKS_COUNCIL) in member.roles


def see_unit_figures(member, publication: Publication | None) -> bool:
    """Figures of a unit: those who see all figures, and the team lead of that unit."""
    if see_figures(member, None):
        return True
    if not see_team_figures(member, None):
        return False
    if not leads_see_units():
        return False
    if publication is not None and not promised_to_leads(publication):
        return False
    return publication is None or publication.unit_id in led_unit_ids(member)


def promised_to_leads(publication: Publication) -> bool:
    """Whether nobody whose answers are in it was promised that team leads do not see them."""
    return not Wave.objects.filter(year_block=publication.block_id, agreement__leads_see_units=False).exists()


def leads_see_units() -> bool:
    """Whether it is agreed that team leads see the figures of their own units."""
    return SurveySettings.objects.values_list("leads_see_units", flat=True).first() is not False


def side_of(member: Membership) -> ProposalSide | None:
    """For which side a member speaks about questions; None for who does not."""
    party = party_of(member)
    return ProposalSide(party.value) if party else None


def may_answer(member: Membership, proposal: Proposal | None) -> bool:
    """Two keys: the other side answers, and never who proposed. To our own proposals either side may answer.

    Where the organisation has no works council or staff representation, and nobody with that role, HR decides
    alone.
    """
    side = side_of(member)
    if side is None or proposal is None:
        return side is not None
    if side == proposal.side:
        return Role.HR in member.roles and nobody_speaks_for_staff(member)
    return proposal.proposed_by_id != member.user_id or nobody_speaks_for_staff(member)


def may_withdraw(member: Membership, proposal: Proposal | None) -> bool:
    """The side that proposed takes back."""
    side = side_of(member)
    return side is not None and (proposal is None or proposal.side == side)


def approve_note(member, thing=None) -> bool:
    """Whoever signs for a side: the works council, the executive, and HR while there is no executive."""
    return member is not None and signs_for(member) is not None


def approve_staff(member, thing=None) -> bool:
    """The key on large changes of staff."""
    return member is not None and holds_staff_key(member)


def sign_reviews(member, thing=None) -> bool:
    """The works council's members, the executive, and HR while there is none."""
    return member is not None and signs_for(member) is not None


def write_own_note(member, note: ReviewNote | None) -> bool:
    """A note is its author's, shared or not."""
    return decide(member, None) and (note is None or note.author_id == member.user_id)


def register_all() -> None:
    """Add this app's rules to the register."""
    register("surveys.overview", see_figures)
    register("surveys.wave_plan", run_surveys)
    register("surveys.wave_page", see_figures)
    register("surveys.wave_close", run_surveys)
    register("surveys.mailings", run_surveys)
    register("surveys.mail_texts", write_mails)
    register("surveys.mail_settings", run_surveys)
    register("surveys.letters", print_letters)
    register("surveys.questionnaire", see_figures)
    register("surveys.questionnaire_change", run_surveys)
    register("surveys.items", see_figures)
    register("surveys.propose", decide)
    register("surveys.proposal_answer", may_answer)
    register("surveys.proposal_withdraw", may_withdraw)
    register("surveys.agreement", see_figures)
    register("surveys.agreement_propose", propose_agreement)
    register("surveys.staff_changes", see_figures)
    register("surveys.staff_approve", approve_staff)
    register("surveys.figures", see_figures)
    register("surveys.account", see_figures)
    register("surveys.change_acknowledge", decide)
    register("surveys.reference_values", see_figures)
    register("surveys.reference_value_change", run_surveys)
    register("surveys.unit_figures", see_unit_figures)
    register("surveys.answers", see_figures)
    register("surveys.answers_read", read_answers_first)
    register("surveys.reviews", see_figures)
    register("surveys.history", see_figures)
    register("surveys.review_decide", decide)
    register("surveys.note_write", decide)
    register("surveys.note_approve", approve_note)
    register("surveys.staff_page_manage", keep_staff_page)
    register("surveys.review_own_note", write_own_note)
    register("surveys.review_project", start_projects)
    register("surveys.review_sign", sign_reviews)
