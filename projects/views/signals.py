"""Signals of a project, and the offers from the survey and from HR's figures."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects import queries
from projects.actions import signals as actions
from projects.domain.hr_figures import LEAST_PEOPLE
from projects.domain.signal_sources import TIMING, Timing, coverage
from projects.forms.signals import OfferedForm, SignalForm
from projects.models import Project, Signal, SignalSource
from projects.queries import figures as figure_reads
from projects.queries import signals as reads
from projects.views.pages import address, project_page
from projects.words.signals import ABOUT, NOTICES, TIMINGS, of_figures
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.models import Role
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest


@dataclass(frozen=True, slots=True)
class Shown:
    """A signal as a page shows it; `url` is where its figures stand, for whoever may see those."""

    signal: Signal
    timing: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source of signals: whether it speaks early or late, and how many signals came from it."""

    key: str
    name: str
    timing: str
    kind: str
    about: str
    count: int
    typed: bool


def signals_context(request: MemberRequest, project: Project) -> dict[str, Any]:
    """The signals of this round, what can be taken over with one click, and what is missing."""
    found = reads.signals(project)
    covered = coverage(one.source for one in found)
    may_see = allowed("projects.see_figures", request.member)
    may_survey = allowed("surveys.figures", request.member)
    may_take = may_see and not project.closed_at
    return {
        "signals": [_shown(request, one, may_see=may_see, may_survey=may_survey) for one in found],
        "sources": [
            Source(
                key=value,
                name=str(label),
                timing=str(TIMINGS[TIMING[value]]),
                kind=_kind(TIMING[value]),
                about=str(ABOUT[value]),
                count=covered.counts[value],
                typed=value in reads.SOURCES_TYPED,
            )
            for value, label in SignalSource.choices
        ],
        "only_late": covered.only_late,
        "missing_early": [SignalSource(one).label for one in covered.missing_early],
        "waves": [] if project.closed_at else reads.waves_to_offer(project, found),
        "offered": [
            {"id": one.stored.id, "text": of_figures(one.stored)}
            for one in (reads.figures_to_offer(project, found) if may_take else [])
        ],
        "may_see_figures": may_see,
    }


@needs("projects.view", fetch=queries.find_project)
@require_safe
def signal_list(request: MemberRequest, project: Project) -> HttpResponse:
    """All signals of this round, with every source and what is missing."""
    return project_page(
        request, project, "projects/signals/list.html", "step", **signals_context(request, project)
    )


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def signal_add(request: MemberRequest, project: Project) -> HttpResponse:
    """Write down a signal; ``?source=`` chooses where it comes from."""
    source = request.GET.get("source", "")
    form = _form(request, project, source=source)
    if form.is_valid():
        made = attempt(
            form,
            lambda: actions.add_signal(
                actor=request.member,
                project=project,
                form_key=form.cleaned_data["form_key"],
                **form.fields_of_signal(),
            ),
        )
        if made is not None:
            messages.success(request, _("The signal is written down."))
            return redirect(address(request, "signal_list", project))
    return _form_page(request, project, form, None)


@needs("projects.manage", fetch=reads.find_signal)
@require_http_methods(["GET", "HEAD", "POST"])
def signal_change(request: MemberRequest, signal: Signal) -> HttpResponse:
    """Change a signal."""
    form = _form(request, signal.project, signal=signal)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_signal(
                actor=request.member,
                signal=signal,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_signal(),
            ),
        )
        if done is not None:
            messages.success(request, _("The signal is changed."))
            return redirect(address(request, "signal_list", signal.project))
    return _form_page(request, signal.project, form, signal)


@needs("projects.manage", fetch=reads.find_signal)
@require_http_methods(["GET", "HEAD", "POST"])
def signal_remove(request: MemberRequest, signal: Signal) -> HttpResponse:
    """Take a signal away, after a question."""
    if request.method == "POST":
        actions.remove_signal(actor=request.member, signal=signal)
        messages.success(request, _("The signal is removed."))
        return redirect(address(request, "signal_list", signal.project))
    return render(request, "projects/signals/remove.html", {"signal": signal, "project": signal.project})


@needs("projects.manage", fetch=queries.find_project)
@require_POST
def signal_from_wave(request: MemberRequest, project: Project) -> HttpResponse:
    """Make a published survey round a signal: a link, no figures."""
    form = OfferedForm(sent(request))
    wave = reads.find_published_wave(form.cleaned_data["offered"]) if form.is_valid() else None
    if wave is None:
        raise Refused(_("This survey round has not been published."))
    made = actions.take_over_wave(actor=request.member, project=project, wave=wave)
    messages.success(request, _("The survey is a signal of this project. Write down what stands out."))
    return redirect(address(request, "signal_change", project, signal=made.id))


@needs("projects.manage", fetch=queries.find_project)
@require_POST
def signal_from_figure(request: MemberRequest, project: Project) -> HttpResponse:
    """Make the newest figure of a kind and unit a signal."""
    form = OfferedForm(sent(request))
    if not allowed("projects.see_figures", request.member):
        raise PermissionDenied
    found = figure_reads.find_figure(form.cleaned_data["offered"]) if form.is_valid() else None
    if found is None:
        raise Refused(_("This figure is gone: somebody removed it."))
    actions.take_over_figure(actor=request.member, project=project, figure=found)
    messages.success(request, _("The figure is a signal of this project."))
    return redirect(address(request, "signal_list", project))


def _shown(request: MemberRequest, signal: Signal, *, may_see: bool, may_survey: bool) -> Shown:
    url = ""
    slug = request.organisation.slug
    if signal.wave_id and may_survey:
        url = reverse("surveys:wave_figures", args=[slug, signal.wave_id])
    elif signal.figure_kind and may_see:
        url = reverse("projects:hr_figures", args=[slug])
        url += f"?unit={signal.unit_id}" if signal.unit_id else ""
    timing = TIMING[signal.source]
    return Shown(signal, str(TIMINGS[timing]), _kind(timing), url)


def _kind(timing: Timing) -> str:
    return {Timing.EARLY: "good", Timing.LATE: "give", Timing.UNKNOWN: "plain"}[timing]


def _form(
    request: MemberRequest, project: Project, *, source: str = "", signal: Signal | None = None
) -> SignalForm:
    notice = NOTICES.get(signal.source if signal else source)
    words = {"least": reads.smallest_group(), "staff": LEAST_PEOPLE}
    form = SignalForm(
        sent(request),
        tree=unit_tree(),
        units=queries.unit_ids_in_scope(project),
        notice=str(notice) % words if notice else "",
        signal=signal,
    )
    if signal is None:
        form.initial = {"source": source, "seen_on": timezone.localdate()}
    return form


def _form_page(
    request: MemberRequest, project: Project, form: SignalForm, signal: Signal | None
) -> HttpResponse:
    words = {"least": reads.smallest_group(), "staff": LEAST_PEOPLE}
    context = {
        "form": form,
        "project": project,
        "signal": signal,
        "notices": [(SignalSource(key).label, str(text) % words) for key, text in NOTICES.items()],
        "hr": Role.HR in request.member.roles,
    }
    return render(request, "projects/signals/form.html", context, status=400 if form.is_bound else 200)
