"""Step 5: the page of the evaluation, the form of each measure, the verdict, and reporting back."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.queries import people
from projects import permissions, queries
from projects.actions import evaluating as actions
from projects.forms.evaluation import MeasureEvaluationForm, VerdictForm
from projects.models import Evaluation, Project
from projects.queries import before_after, evaluations
from projects.queries import polls as poll_queries
from projects.queries.evaluations import Looked
from projects.views.pages import address, project_page
from projects.words.evaluations import figure_rows, index_rows, missing_lines
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest


@needs("projects.view", fetch=queries.find_project)
@require_safe
def evaluation(request: MemberRequest, project: Project) -> HttpResponse:
    """Everything that was found in this round, what is still missing, and what comes next."""
    found = evaluations.find_evaluation(project)
    measures = evaluations.looked_at(project)
    under_way = evaluations.is_under_way(project)
    polls = evaluations.polls_of(project)
    missing = evaluations.missing(found, measures)
    return project_page(
        request,
        project,
        "projects/evaluation.html",
        "step",
        evaluation=found,
        goals=evaluations.goal_rows(project),
        measures=measures,
        mine={
            one.measure.id for one in measures if under_way and permissions.may_evaluate(request.member, one)
        },
        under_way=under_way,
        short=evaluations.is_short(project, measures),
        missing=missing_lines(missing),
        complete=missing.nothing,
        polls=polls,
        outcomes=[one for one in map(poll_queries.shown_outcome, polls) if one is not None],
        running_poll=next((one for one in polls if one.state != "closed"), None),
        index_rows=index_rows(before_after.index_changes(request.member, None, project.starts_on)),
        may_report=found is not None and permissions.may_report(request.member, found),
        missed=bool(found and found.reached in ("partly", "no")),
    )


@needs("projects.evaluate", fetch=evaluations.find_looked)
@require_http_methods(["GET", "HEAD", "POST"])
def measure_evaluation(request: MemberRequest, looked: Looked) -> HttpResponse:
    """How one measure worked out, with what the dates and the figures say beside it."""
    project = looked.project
    form = MeasureEvaluationForm(sent(request), looked=looked)
    if form.is_valid():
        done = attempt(form, lambda: _save_measure(request, looked, form))
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect(f"{address(request, 'evaluation', project)}#measures")
    context = {"form": form, "project": project, **_about(request, looked)}
    return render(request, "projects/measure_evaluation.html", context, status=400 if form.is_bound else 200)


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def verdict(request: MemberRequest, project: Project) -> HttpResponse:
    """The goals as they are now, the verdict, what was learned, and who reports back."""
    form = _verdict_form(request, project)
    if form.is_valid():
        done = attempt(form, lambda: _save_verdict(request, project, form))
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect(f"{address(request, 'evaluation', project)}#verdict")
    context = {"form": form, "project": project, "under_way": evaluations.is_under_way(project)}
    return render(request, "projects/verdict_form.html", context, status=400 if form.is_bound else 200)


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_short(request: MemberRequest, project: Project) -> HttpResponse:
    """The evaluation of a small project on one page: its measure and the verdict, saved together."""
    measures = evaluations.looked_at(project)
    if not evaluations.is_short(project, measures):
        return redirect(address(request, "evaluation", project))
    looked = measures[0] if measures else None
    about = MeasureEvaluationForm(sent(request), looked=looked, prefix="measure") if looked else None
    form = _verdict_form(request, project)
    if all([form.is_valid(), about is None or about.is_valid()]):
        with transaction.atomic():
            saved = _saved_with_measure(request, looked, about)
            saved = saved and attempt(form, lambda: _save_verdict(request, project, form)) is not None
            if not saved:
                transaction.set_rollback(True)
        if saved:
            messages.success(request, _("The evaluation is saved."))
            return redirect(address(request, "evaluation", project))
    context = {
        "form": form,
        "about": about,
        "project": project,
        **(_about(request, looked) if looked else {"under_way": evaluations.is_under_way(project)}),
    }
    return render(request, "projects/evaluation_short.html", context, status=400 if form.is_bound else 200)


def find_measure_to_end(project: UUID, measure: UUID) -> Looked | None:
    """A measure of the current round, for who runs the project."""
    return evaluations.find_looked(project, measure)


@needs("projects.manage", fetch=find_measure_to_end)
@require_http_methods(["GET", "HEAD", "POST"])
def measure_end(request: MemberRequest, looked: Looked) -> HttpResponse:
    """End a measure that the evaluation stops, after a question."""
    back = f"{address(request, 'evaluation', looked.project)}#measures"
    if request.method == "POST":
        actions.end_measure(actor=request.member, project=looked.project, measure=looked.measure)
        messages.success(request, _("The measure has ended. Its action plan says why."))
        return redirect(back)
    context = {"looked": looked, "project": looked.project, "back_url": back}
    return render(request, "projects/measure_end.html", context)


def find_evaluation_of(project: UUID) -> Evaluation | None:
    """The evaluation of a project's current round, or None."""
    found = queries.find_project(project)
    evaluation = evaluations.find_evaluation(found) if found else None
    if evaluation is not None and found is not None:
        evaluation.project = found
    return evaluation


@needs("projects.report", fetch=find_evaluation_of)
@require_POST
def reported(request: MemberRequest, evaluation: Evaluation) -> HttpResponse:
    """Say that staff were told what came out."""
    actions.mark_reported(actor=request.member, evaluation=evaluation)
    messages.success(request, _("Written down: staff were told."))
    return redirect(f"{address(request, 'evaluation', evaluation.project)}#report")


def _verdict_form(request: MemberRequest, project: Project) -> VerdictForm:
    found = evaluations.find_evaluation(project) or Evaluation(project=project, round=project.round)
    return VerdictForm(sent(request), evaluation=found, goals=evaluations.goal_rows(project), people=people())


def _save_measure(request: MemberRequest, looked: Looked, form: MeasureEvaluationForm) -> object:
    return actions.evaluate_measure(
        actor=request.member,
        project=looked.project,
        measure=looked.measure,
        version=form.cleaned_data["version"] or 0,
        **form.fields_of_measure(),
    )


def _saved_with_measure(
    request: MemberRequest, looked: Looked | None, about: MeasureEvaluationForm | None
) -> bool:
    """Whether the part of the measure is saved, or there is none."""
    if looked is None or about is None:
        return True
    return attempt(about, lambda: _save_measure(request, looked, about)) is not None


def _save_verdict(request: MemberRequest, project: Project, form: VerdictForm) -> object:
    return actions.give_verdict(
        actor=request.member,
        project=project,
        version=form.cleaned_data["version"] or 0,
        **form.fields_of_verdict(),
    )


def _about(request: MemberRequest, looked: Looked) -> dict[str, object]:
    """What stands beside the form of a measure: its dates, the figures, the polls about it."""
    measure, project = looked.measure, looked.project
    start = evaluations.started_on(measure, project)
    outcomes = [one for one in map(poll_queries.shown_outcome, evaluations.polls_of(project)) if one]
    return {
        "looked": looked,
        "under_way": evaluations.is_under_way(project),
        "started_on": start,
        "index_rows": index_rows(before_after.index_changes(request.member, measure.unit, start)),
        "figure_rows": figure_rows(before_after.figure_changes(measure.unit, start)),
        "outcomes": outcomes,
    }
