"""The survey as HR, works council and executive see it: what runs, what is planned, what came out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from surveys.actions.closing import ask_to_close
from surveys.actions.guard import refuse_while_held
from surveys.actions.planning import cancel_wave, first_possible_month, open_now, plan_wave
from surveys.actions.setup import ensure_settings
from surveys.forms.setup import AdviceForm, UnitFilterForm, WavePlanForm
from surveys.models import ItemKind, StaffMark, Wave, WaveState
from surveys.permissions import print_letters
from surveys.queries.advice import outlook, simple_advice
from surveys.queries.agreements import agreement_in_force, why_it_waits
from surveys.queries.mailings import mailing_rows, sending_progress, unreachable_staff
from surveys.queries.publications import unit_overview
from surveys.queries.waves import expected_invitees, next_items
from surveys.registry import wave_advice
from surveys.tasks import finish_wave, open_wave
from surveys.words.designs import design_words
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.requests import MemberRequest


def fetch_wave(wave: UUID) -> Wave:
    """One wave, whatever its state."""
    return get_object_or_404(Wave, id=wave)


@needs("surveys.overview")
def overview(request: MemberRequest) -> HttpResponse:
    """Where the survey stands, every wave, and what to do next."""
    settings = ensure_settings()
    waves = list(Wave.objects.all())
    staff, advice = simple_advice(settings)
    return render(
        request,
        "surveys/overview.html",
        {
            "settings": settings,
            "agreed": agreement_in_force() is not None,
            "waves": waves,
            "with_figures": set(Wave.objects.with_figures().values_list("id", flat=True)),
            "running": next(
                (wave for wave in waves if wave.state in (WaveState.OPEN, WaveState.COUNTED)), None
            ),
            "planned": next((wave for wave in waves if wave.state == WaveState.PLANNED), None),
            "staff": staff,
            "advice": advice,
            "units": unit_overview(UnitFilterForm(request.GET).within_id),
        },
    )


@needs("surveys.wave_plan")
def wave_plan(request: MemberRequest) -> HttpResponse:
    """Plan a wave: the day, how many people will be invited, and what can be expected of it."""
    settings = ensure_settings()
    today = timezone.localdate()
    staff, advice = simple_advice(settings)
    form = WavePlanForm(
        sent(request),
        first=first_possible_month(settings),
        today=today,
        submit=_("Plan this wave"),
    )
    if form.is_valid():
        day = form.cleaned_data["opens_on"]
        wave = attempt(form, lambda: plan_wave(actor=request.member, opens_on=day))
        if wave is not None:
            messages.success(
                request,
                _("The wave of %(month)s is planned. You can still change the questions or cancel it.")
                % {"month": date_format(wave.month, "F Y")},
            )
            return redirect("surveys:wave_page", organisation=request.organisation.slug, wave=wave.id)
    return render(
        request,
        "surveys/wave_plan.html",
        {
            "form": form,
            "settings": settings,
            "staff": staff,
            "advice": advice,
            "questions": len([item for item in next_items() if item.kind == ItemKind.BANK]),
            "agreed": agreement_in_force() is not None,
            "notices": wave_advice(),
        },
        status=422 if form.errors else 200,
    )


@needs("surveys.wave_page", fetch=fetch_wave)
def wave_page(request: MemberRequest, wave: Wave) -> HttpResponse:
    """One wave: sending, response so far (a band, once a day), when it closes and what happens then."""
    settings = ensure_settings()
    progress = sending_progress(wave, settings.k) if wave.state == WaveState.OPEN else None
    context = {
        "wave": wave,
        "has_figures": Wave.objects.with_figures().filter(id=wave.id).exists(),
        "settings": settings,
        "progress": progress,
        "expected": expected_invitees(settings) if wave.state == WaveState.PLANNED else wave.invited,
        "waits": why_it_waits(wave, settings) if wave.state == WaveState.PLANNED else "",
        "held": wave.state == WaveState.PLANNED and StaffMark.objects.exclude(over=[]).exists(),
        "refresh": progress is not None and progress.waiting,
        "may_print": wave.is_open and print_letters(request.member, wave),
        "mailings": mailing_rows(wave, timezone.localdate()),
        "unreachable": unreachable_staff() if "hr" in request.member.roles else [],
    }
    template = "surveys/wave_page.html#state" if request.htmx else "surveys/wave_page.html"
    return render(request, template, context)


@needs("surveys.wave_plan", fetch=fetch_wave)
def wave_open(request: MemberRequest, wave: Wave) -> HttpResponse:
    """Ask, then let the worker draw the wave and send the invitations now."""
    expected = expected_invitees(ensure_settings())
    title = ngettext(
        "Invite about %(count)s employee now?", "Invite about %(count)s employees now?", expected
    ) % {"count": expected}
    if request.method != "POST":
        return render(
            request,
            "surveys/confirm.html",
            {
                "wave": wave,
                "title": title,
                "text": _(
                    "The draw cannot be undone. Everybody who is drawn gets a mail with a link of their own; "
                    "nobody sees who that is."
                ),
                "action": _("Send the invitations"),
            },
        )
    refuse_while_held()
    if open_now(actor=request.member, wave=wave):
        _hand_over(open_wave, wave)
        messages.success(request, _("The draw has started. The invitations go out now."))
    else:
        messages.info(request, _("This wave has been drawn already. Nobody is invited twice."))
    return redirect("surveys:wave_page", organisation=request.organisation.slug, wave=wave.id)


@needs("surveys.wave_close", fetch=fetch_wave)
def wave_close(request: MemberRequest, wave: Wave) -> HttpResponse:
    """Ask, then let the worker close the wave before its last day."""
    if request.method != "POST":
        return render(
            request,
            "surveys/confirm.html",
            {
                "wave": wave,
                "title": _("Close this wave now?"),
                "text": _(
                    "Links stop working at once. All answers are counted together and destroyed; after that works "
                    "council and executive see the figures at the same moment. This cannot be undone."
                ),
                "action": _("Close the wave"),
                "danger": True,
            },
        )
    ask_to_close(actor=request.member, wave=wave)
    _hand_over(finish_wave, wave)
    messages.success(
        request, _("The wave is being closed. The figures appear here as soon as they are counted.")
    )
    return redirect("surveys:wave_page", organisation=request.organisation.slug, wave=wave.id)


@needs("surveys.wave_plan", fetch=fetch_wave)
def wave_cancel(request: MemberRequest, wave: Wave) -> HttpResponse:
    """Take back a planned wave."""
    if request.method != "POST":
        return render(
            request,
            "surveys/confirm.html",
            {
                "wave": wave,
                "title": _("Cancel this wave?"),
                "text": _("Nobody has been invited yet. You can plan another day afterwards."),
                "action": _("Cancel the wave"),
                "danger": True,
            },
        )
    cancel_wave(actor=request.member, wave=wave)
    messages.success(request, _("The wave is cancelled. Nobody was invited."))
    return redirect("surveys:overview", organisation=request.organisation.slug)


@needs("surveys.overview")
@require_safe
def advice(request: MemberRequest) -> HttpResponse:
    """What each rhythm can show of this organisation, level by level, before anybody is asked anything."""
    settings = ensure_settings()
    form = AdviceForm(request.GET, settings)
    found = (
        outlook(
            settings,
            rhythm=form.cleaned_data["rhythm"],
            waves_per_block=form.cleaned_data["waves_per_block"],
            response=form.cleaned_data["response"] / 100,
        )
        if form.is_valid()
        else outlook(settings)
    )
    return render(
        request,
        "surveys/advice.html",
        {
            "form": form,
            "outlook": found,
            "advice": found.advice,
            "settings": settings,
            "chosen": design_words(found.advice.chosen),
            "best": design_words(found.advice.best) if found.advice.best else "",
            "designs": [(design_words(one), one) for one in found.advice.designs],
        },
        status=422 if form.errors else 200,
    )


def _hand_over(task: Any, wave: Wave) -> None:
    """Let the worker do `task` for `wave` after commit; where the broker is away, the calendar takes it up."""
    organisation_id, wave_id = str(current_organisation_id()), str(wave.id)
    transaction.on_commit(lambda: task.delay(organisation_id, wave_id), robust=True)
