"""The project plan as PDF, read back."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from measures.models import Action, Measure
from projects import actions, documents, queries
from projects.models import PlanDocument, Project, ProjectMeasure
from tests.cast import Zandbak
from tests.projects.scene import find, make_plan, make_project, settle_kickoff
from werkdruk.core import jobs
from werkdruk.core.models import Job, JobState
from werkdruk.core.tenancy import tenant_scope


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        return make_plan(zandbak, settle_kickoff(zandbak, make_project(zandbak)))


def made(zandbak: Zandbak, project: Project, language: str = "nl") -> PlanDocument:
    """Ask for the plan as Anna, let the worker make it."""
    with zandbak.scope(), translation.override(language):
        job = actions.start_plan_document(actor=zandbak.member(zandbak.anna), project=project)
    jobs.run(zandbak.id, job.id)
    with zandbak.scope():
        assert Job.objects.get(id=job.id).state == JobState.DONE
        return PlanDocument.objects.latest("number")


def read(document: PlanDocument) -> PdfReader:
    return PdfReader(io.BytesIO(bytes(document.content)))


def outline(entries: Any, depth: int = 0) -> list[tuple[int, str]]:
    """Bookmarks with their depth."""
    found = []
    for entry in entries:
        found += outline(entry, depth + 1) if isinstance(entry, list) else [(depth, str(entry.title))]
    return found


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_the_plan_is_a_tagged_pdf_with_everything_in_it(zandbak: Zandbak, project: Project) -> None:
    document = made(zandbak, project, "en")
    reader = read(document)
    root = reader.trailer["/Root"]
    text = text_of(reader)
    assert (document.number, document.pages, document.size) == (1, len(reader.pages), len(document.content))
    assert document.made_by_name == "Anna Visser"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Project plan: Minder dubbel werk"
    assert reader.metadata.author == "Kinderopvang De Zandbak"
    cover = " ".join(reader.pages[0].extract_text().split())
    assert cover.startswith("Kinderopvang De Zandbak Minder dubbel werk Project plan")
    total = len(reader.pages)
    for number, page in enumerate(reader.pages[1:], start=2):
        assert f"{number} / {total}" in page.extract_text()
    assert [title for depth, title in outline(reader.outline) if depth == 0] == [
        "Minder dubbel werk",
        "In short",
        "Kick-off",
        "Goals",
        "Measures",
    ]
    assert (1, "BSO De Boomhut") in outline(reader.outline)
    assert (2, "Eén overdracht per dag") in outline(reader.outline)
    for words in (
        "Niemand schrijft nog iets twee keer op.",
        "1g. We know when to expect results",
        "Iedereen heeft elke dag een echte pauze",
        "Gemiste pauzes per week",
        "Een vast kwartier",
        "Formulier maken Eva Bakker 15 Dec",
        "werkdrukregisseur",
        "7. Keep it up",
    ):
        assert words in text, words


def test_the_plan_follows_the_language_of_who_asks(zandbak: Zandbak, project: Project) -> None:
    reader = read(made(zandbak, project, "nl"))
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert "1 maart 2027" in text_of(reader)


def test_versions_count_and_a_job_that_runs_twice_makes_one(zandbak: Zandbak, project: Project) -> None:
    first = made(zandbak, project)
    second = made(zandbak, project)
    assert (first.number, second.number) == (1, 2)
    with zandbak.scope():
        again = actions.store_plan_document(
            project=project,
            job_id=second.job_id,
            content=b"other",
            pages=9,
            language="nl",
            made_by_name="",
        )
        assert (again.id, PlanDocument.objects.count()) == (second.id, 2)


def test_asking_again_while_it_is_being_made_gives_the_same_job(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        anna = zandbak.member(zandbak.anna)
        first = actions.start_plan_document(actor=anna, project=project)
        assert actions.start_plan_document(actor=anna, project=project).id == first.id


def test_no_document_while_the_kickoff_is_open(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        project = settle_kickoff(zandbak, make_project(zandbak), leave=("2",))
        with pytest.raises(actions.NotYet):
            actions.start_plan_document(actor=None, project=project)
    kwargs = {"organisation": "zandbak", "project": project.id}
    answer = sign_in(zandbak.anna).post(reverse("projects:plan_make", kwargs=kwargs))
    assert answer.url == f"{reverse('projects:plan', kwargs=kwargs)}#documents"
    with zandbak.scope():
        assert Job.objects.count() == 0


def test_the_page_polls_while_the_document_is_made_and_then_links_to_it(
    zandbak: Zandbak, project: Project, sign_in: Any
) -> None:
    client = sign_in(zandbak.tim)
    kwargs = {"organisation": "zandbak", "project": project.id}
    with zandbak.scope():
        job = actions.start_plan_document(actor=zandbak.member(zandbak.tim), project=project)
    page = client.get(reverse("projects:plan", kwargs=kwargs)).content.decode()
    assert 'hx-trigger="load delay:1s"' in page
    assert '<meta http-equiv="refresh"' in page
    jobs.run(zandbak.id, job.id)
    part = client.get(reverse("projects:plan_progress", kwargs=kwargs)).content.decode()
    address = reverse("projects:plan_document", kwargs={**kwargs, "number": 1})
    assert "hx-trigger" not in part
    assert address in part
    file = client.get(address)
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="projectplan-minder-dubbel-werk-v1.pdf"'
    assert file.content.startswith(b"%PDF-1.7")


def test_far_too_much_content_still_makes_a_plan(zandbak: Zandbak, project: Project, sign_in: Any) -> None:
    """200 measures, words that do not end, and markup that stays text."""
    with zandbak.scope():
        long_word = "Werkdrukverminderingsmaatregelenoverzichtscommissievergadering" * 3
        rows = Measure.objects.bulk_create(
            Measure(
                title=f"{number} {long_word}"[:200], intended_result="<b>vet</b> & meer", unit=zandbak.team
            )
            for number in range(200)
        )
        ProjectMeasure.objects.bulk_create(ProjectMeasure(project=project, measure=row) for row in rows)
        Action.objects.bulk_create(
            Action(what=long_word, who_name=long_word[:200], due_on=date(2027, 1, 1), measure=row)
            for row in rows[:5]
        )
    reader = read(made(zandbak, find_in(zandbak, project)))
    text = text_of(reader)
    assert "<b>vet</b> & meer" in text
    assert len([title for depth, title in outline(reader.outline) if depth == 2]) == 201
    for name in ("plan", "project"):
        kwargs = {"organisation": "zandbak", "project": project.id}
        assert sign_in(zandbak.anna).get(reverse(f"projects:{name}", kwargs=kwargs)).status_code == 200


def find_in(zandbak: Zandbak, project: Project) -> Project:
    with tenant_scope(zandbak.id):
        return find(project)


def test_a_document_reads_our_own_static_files_only(tmp_path: Path) -> None:
    own = documents.STATIC / "css" / "pdf.css"
    assert documents.is_own_file(own.as_uri())
    for url in (
        "https://example.org/a.css",
        "file:///etc/passwd",
        f"{documents.STATIC.as_uri()}/../pyproject.toml",
        "data:text/css,p{}",
    ):
        assert not documents.is_own_file(url), url
    sheet = tmp_path / "vreemd.css"
    sheet.write_text("p::after { content: 'GELEZEN' }")
    page = (
        f'<html lang="nl"><title>x</title><link rel="stylesheet" href="{sheet.as_uri()}"><p>rest</p></html>'
    )
    assert text_of(PdfReader(io.BytesIO(documents.to_pdf(page).content))) == "rest"


def test_gathering_the_plan_takes_as_many_queries_for_many_measures(
    zandbak: Zandbak, project: Project
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for extra in (0, 3):
        with zandbak.scope():
            for number in range(extra):
                row = Measure.objects.create(title=f"m{number}", unit=zandbak.team)
                ProjectMeasure.objects.create(project=project, measure=row)
                Action.objects.create(what="a", measure=row, who=zandbak.member(zandbak.tim))
            fresh = find(project)
            with CaptureQueriesContext(connection) as made_queries:
                documents.plan_html(fresh, language="nl", made_by="Anna")
            counts.append(len(made_queries))
    assert counts[0] == counts[1]
    assert queries.PLAN_JOB == "projects.plan_pdf"
