"""Who may see and bring in figures of HR, and who deals with early signals.

HR brings figures in. HR, works council, executive and facilitators see them: they are of at least 20 people, and no
small group follows from them. Early signals arrive with HR and the works council at the same moment.
"""

from werkdruk.core.permissions import register, roles
from werkdruk.organisations.models import Role

see_figures = roles(Role.HR, Role.WORKS_COUNCIL, Role.EXECUTIVE, Role.FACILITATOR)
bring_figures = roles(Role.HR)
deal_with_early = roles(Role.HR, Role.WORKS_COUNCIL)


def register_all() -> None:
    """Add these rules to the register."""
    register("projects.see_figures", see_figures)
    register("projects.bring_figures", bring_figures)
    register("projects.early", deal_with_early)
