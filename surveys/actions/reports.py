"""The report of a published block as PDF: made once by a worker and kept, the same bytes for everybody."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language

from surveys.models import ItemKind, Publication, Report, Wave, WaveState
from surveys.queries import publications, trends
from surveys.queries.waves import block_items, wave_items
from werkdruk.core import audit, jobs
from werkdruk.core.errors import Refused
from werkdruk.core.jobs import Progress
from werkdruk.core.models import Job, JobState
from werkdruk.core.pdf import to_pdf
from werkdruk.core.tenancy import current_organisation_id, tenant_scope
from werkdruk.organisations.models import Membership, Organisation

STAGES = 2


@transaction.atomic
def ask_report(*, actor: Membership | None, publication: Publication) -> Job | None:
    """Let a worker make the report in the language of the page; None when it is there or being made."""
    Publication.objects.select_for_update().get(id=publication.id)
    if trends.report_of(publication) is not None or report_job(publication) is not None:
        return None
    wave = publication.wave
    audit.record("surveys.report_asked", actor=actor, subject=f"{wave.month:%Y-%m}" if wave else "")
    return jobs.start(
        trends.REPORT_JOB,
        actor=actor,
        total=STAGES,
        publication=str(publication.id),
        language=(get_language() or "nl")[:2],
    )


def report_job(publication: Publication) -> Job | None:
    """The job that makes this report now, in the language of the page."""
    return Job.objects.filter(
        kind=trends.REPORT_JOB,
        payload__publication=str(publication.id),
        payload__language=(get_language() or "nl")[:2],
        state__in=[JobState.WAITING, JobState.RUNNING],
    ).first()


def make_report(progress: Progress, payload: dict[str, Any]) -> None:
    """Gather, lay out outside the transaction, and keep; what was kept first stays."""
    identity, language = UUID(payload["publication"]), payload["language"]
    with tenant_scope(progress.organisation_id):
        publication = Publication.objects.select_related("wave").filter(id=identity).first()
        if publication is None or publication.wave is None:
            return
        html = report_html(publication, publication.wave, language)
    progress.report(1, STAGES)
    made = to_pdf(html)
    with tenant_scope(progress.organisation_id):
        Report.objects.get_or_create(
            publication=publication,
            language=language,
            defaults={"content": made.content, "pages": made.pages},
        )
    progress.report(STAGES, STAGES)


def report_html(publication: Publication, wave: Wave, language: str) -> str:
    """The report as HTML, from stored figures and drawings only; inside the tenant's scope."""
    if wave.state != WaveState.CLOSED:
        raise Refused("figures are there when their wave is closed")
    with translation.override(language):
        trend, acknowledged = trends.trend_of(publication)
        charts = trends.charts_of(publication)
        items = block_items(wave.block_id) if wave.block_id else wave_items(wave.id)
        return render_to_string(
            "surveys/pdf/report.html",
            {
                "language": language,
                "organisation": Organisation.objects.get(id=current_organisation_id()),
                "wave": wave,
                "publication": publication,
                "sheet": publications.sheet_of(publication, wave, charts.get("items")),
                "trend": trend,
                "acknowledged": acknowledged,
                "charts": charts,
                "references": trends.references_for_figures(),
                "questions": items,
                "open_questions": [item for item in items if item.kind == ItemKind.OPEN],
            },
        )


def register_all() -> None:
    """Tell the worker how to do this app's jobs."""
    jobs.register(trends.REPORT_JOB, make_report)
