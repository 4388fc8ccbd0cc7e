"""The project plan as a document: what stands in it."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from projects import queries
from projects.models import KickoffState, Project
from projects.path import stones, whereabouts
from projects.words.kickoff import HEADINGS, party_name, point_text
from projects.words.steps import TITLES
from werkdruk.core.pdf import STATIC, Pdf, is_own_file, to_pdf
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import Organisation
from werkdruk.organisations.queries import unit_tree

__all__ = ["STATIC", "Pdf", "is_own_file", "plan_html", "to_pdf"]

# How a point of the kick-off is coloured: done, not needed, open.
KICKOFF_KINDS: dict[str, str] = {
    KickoffState.DONE: "good",
    KickoffState.WAIVED: "plain",
    KickoffState.OPEN: "give",
}


def plan_html(project: Project, *, language: str, made_by: str) -> str:
    """The plan of `project` as HTML in `language`, ready to be laid out; inside the tenant's scope."""
    with translation.override(language):
        context = _contents(project)
        return render_to_string(
            "projects/pdf/plan.html", {**context, "language": language, "made_by": made_by}
        )


def _contents(project: Project) -> dict[str, Any]:
    """Everything that the plan shows, read now: nothing is left for after the transaction."""
    organisation = Organisation.objects.get(id=current_organisation_id())
    position = queries.position_of(project)
    stands = {stand.party: stand for stand in queries.stands_of(project)}
    steps = [(TITLES[step.number], step) for step in queries.steps_with_involvement(project)]
    items = queries.kickoff_items(project)
    return {
        "project": project,
        "organisation": organisation,
        "position": position,
        "path": stones(position),
        "whereabouts": whereabouts(project, unit_tree()),
        "steps": steps,
        "kickoff": [
            {
                "item": item,
                "heading": HEADINGS[item.code[0]] if item.code in ("1a", item.code[0]) else "",
                "text": point_text(item.code, organisation),
                "kind": KICKOFF_KINDS[item.state],
            }
            for item in items
        ],
        "stands": [
            (party_name(party, organisation), stands[party])
            for party in ("management", "staff_council", "staff")
            if party in stands
        ],
        "goals": list(queries.goals_of(project).select_related("owner__user")),
        "parts": queries.plan_parts(project),
        "places": list(project.project_units.all()),
        "facilitators": [row.membership.user.name for row in project.facilitators.all()],
        "today": timezone.localdate(),
    }
