"""The project plan as a document: what stands in it, and laying it out as a tagged PDF."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from projects import queries
from projects.models import KickoffState, Project
from projects.path import stones, whereabouts
from projects.words.kickoff import HEADINGS, party_name, point_text
from projects.words.steps import TITLES
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import Organisation
from werkdruk.organisations.queries import unit_tree

# How a point of the kick-off is coloured: done, not needed, open.
KICKOFF_KINDS: dict[str, str] = {
    KickoffState.DONE: "good",
    KickoffState.WAIVED: "plain",
    KickoffState.OPEN: "give",
}
STATIC = Path(settings.STATICFILES_DIRS[0]).resolve()


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished document: its bytes and number of pages."""

    content: bytes
    pages: int


def plan_html(project: Project, *, language: str, made_by: str) -> str:
    """The plan of `project` as HTML in `language`, ready to be laid out; inside the tenant's scope."""
    with translation.override(language):
        context = _contents(project)
        return render_to_string(
            "projects/pdf/plan.html", {**context, "language": language, "made_by": made_by}
        )


def to_pdf(html: str) -> Pdf:
    """Lay out `html` as PDF/UA-1: tagged, with bookmarks; only our own style sheets and fonts are read."""
    from weasyprint import HTML  # takes a second and native libraries: only the worker pays for it

    options = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
    document = HTML(string=html, base_url=f"{STATIC.as_uri()}/", url_fetcher=_own_files()).render(**options)
    return Pdf(content=document.write_pdf(**options), pages=len(document.pages))


def is_own_file(url: str) -> bool:
    """Whether `url` is a file below our static folder: the only thing a document may read."""
    from weasyprint.urls import URLFetcherResponse  # as above

    path_of = URLFetcherResponse(url).path
    return path_of is not None and Path(path_of).resolve().is_relative_to(STATIC)


@cache
def _own_files() -> Any:
    from weasyprint.urls import URLFetcher  # as above

    class OwnFiles(URLFetcher):
        """Reads our own static files and nothing else: no network, no other file of the machine."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not is_own_file(url):
                raise ValueError("A document reads our own static files only.")
            return super().fetch(url, headers)

    return OwnFiles(allowed_protocols=["file"])


def _contents(project: Project) -> dict[str, Any]:
    """Everything that the plan shows, read now: nothing is left for after the transaction."""
    organisation = Organisation.objects.get(id=current_organisation_id())
    position = queries.position_of(project)
    stands = {stand.party: stand for stand in project.stands.all()}
    steps = [(TITLES[step.number], step) for step in project.steps.all()]
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
        "goals": list(project.goals.select_related("owner__user")),
        "parts": queries.plan_parts(project),
        "places": list(project.project_units.all()),
        "facilitators": [row.membership.user.name for row in project.facilitators.all()],
        "today": timezone.localdate(),
    }
