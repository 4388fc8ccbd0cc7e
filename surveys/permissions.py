"""Who may do what with surveys: figures go to HR, works council and executive at the same moment."""

from surveys.models import Publication, Wave
from werkdruk.core.permissions import register, roles
from werkdruk.organisations.models import Representation, Role
from werkdruk.organisations.queries import led_unit_ids

run_surveys = roles(Role.HR)
see_figures = roles(Role.HR, Role.WORKS_COUNCIL, Role.EXECUTIVE)
see_team_figures = roles(Role.HR, Role.WORKS_COUNCIL, Role.EXECUTIVE, Role.TEAM_LEAD)
write_mails = roles(Role.HR, Role.WORKS_COUNCIL)
decide = roles(Role.WORKS_COUNCIL, Role.EXECUTIVE, Role.HR)


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
    return publication is None or publication.unit_id in led_unit_ids(member)


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
    register("surveys.settings_change", run_surveys)
    register("surveys.figures", see_figures)
    register("surveys.unit_figures", see_unit_figures)
    register("surveys.reviews", see_figures)
    register("surveys.review_decide", decide)
