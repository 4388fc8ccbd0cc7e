"""Rolling a measure out in waves: planning them, naming key users, beginning and ending them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures import actions, permissions
from measures.domain.rollout import hurdles_to_begin
from measures.forms import FinishWaveForm, KeyUserForm, WaveForm
from measures.models import KeyUser, Measure, RolloutWave
from measures.queries import Plan
from measures.queries import rollout as queries
from measures.views.pages import addresses, fetch_measure, measure_url
from measures.words.rollout import hurdle_sentences
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest


@needs("measures.measure_view", fetch=fetch_measure)
@require_safe
def rollout(request: MemberRequest, measure: Measure) -> HttpResponse:
    """The waves of a measure, with their units, key users and lessons."""
    return _page(request, measure)


@needs("measures.measure_keep", fetch=fetch_measure)
@require_http_methods(["GET", "HEAD", "POST"])
def wave_add(request: MemberRequest, measure: Measure) -> HttpResponse:
    """Plan a next wave."""
    form = WaveForm(sent(request), tree=unit_tree())
    if form.is_valid():
        made = attempt(
            form,
            lambda: actions.add_wave(actor=request.member, measure=measure, **form.fields_of_wave()),
        )
        if made is not None:
            messages.success(request, _("“%(wave)s” is planned.") % {"wave": made.name})
            return redirect(_address(request, measure))
    return _form(request, measure, form)


@needs("measures.measure_keep", fetch=queries.find_wave)
@require_http_methods(["GET", "HEAD", "POST"])
def wave_change(request: MemberRequest, wave: RolloutWave) -> HttpResponse:
    """Change the name, the units or the start of a wave."""
    form = WaveForm(sent(request), tree=unit_tree(), wave=wave)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_wave(
                actor=request.member,
                wave=wave,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_wave(),
            ),
        )
        if done is not None:
            messages.success(request, _("The wave is saved."))
            return redirect(_address(request, wave.measure))
    return _form(request, wave.measure, form, wave)


@needs("measures.measure_keep", fetch=queries.find_wave)
@require_http_methods(["GET", "HEAD", "POST"])
def wave_remove(request: MemberRequest, wave: RolloutWave) -> HttpResponse:
    """Take a planned wave out, after a question."""
    if request.method == "POST":
        return _do(
            request,
            wave.measure,
            lambda: actions.remove_wave(actor=request.member, wave=wave),
            _("The wave is removed."),
        )
    context = {"wave": wave, **_around(request, wave.measure)}
    return render(request, "measures/wave_remove.html", context)


@needs("measures.measure_keep", fetch=queries.find_wave)
@require_POST
def wave_begin(request: MemberRequest, wave: RolloutWave) -> HttpResponse:
    """Begin a wave, or see what is in the way."""
    return _do(
        request,
        wave.measure,
        lambda: actions.begin_wave(actor=request.member, wave=wave),
        _("“%(wave)s” has begun.") % {"wave": wave.name},
    )


@needs("measures.measure_keep", fetch=queries.find_wave)
@require_POST
def wave_finish(request: MemberRequest, wave: RolloutWave) -> HttpResponse:
    """End a wave with what the next one can learn."""
    form = FinishWaveForm(request.POST, prefix_id=f"{wave.id}-")
    if form.is_valid():
        done = attempt(
            form, lambda: actions.finish_wave(actor=request.member, wave=wave, **form.cleaned_data)
        )
        if done is not None:
            messages.success(request, _("“%(wave)s” has ended.") % {"wave": wave.name})
            return redirect(_address(request, wave.measure))
    return _page(request, wave.measure, {wave.id: form})


@needs("measures.measure_keep", fetch=queries.find_wave)
@require_POST
def key_user_add(request: MemberRequest, wave: RolloutWave) -> HttpResponse:
    """Name a key user, or say since when one is trained."""
    form = KeyUserForm(request.POST, prefix_id=f"{wave.id}-key-")
    if form.is_valid():
        done = attempt(
            form, lambda: actions.add_key_user(actor=request.member, wave=wave, **form.cleaned_data)
        )
        if done is not None:
            messages.success(request, _("%(name)s is on the list.") % {"name": done.name})
            return redirect(f"{_address(request, wave.measure)}#wave-{wave.id}")
    return _page(request, wave.measure, key_forms={wave.id: form})


@needs("measures.measure_keep", fetch=queries.find_key_user)
@require_POST
def key_user_remove(request: MemberRequest, key_user: KeyUser) -> HttpResponse:
    """Take a key user off the list."""
    return _do(
        request,
        key_user.wave.measure,
        lambda: actions.remove_key_user(actor=request.member, key_user=key_user),
        _("%(name)s is off the list.") % {"name": key_user.name},
    )


def _page(
    request: MemberRequest,
    measure: Measure,
    finish_forms: dict[Any, FinishWaveForm] | None = None,
    key_forms: dict[Any, KeyUserForm] | None = None,
) -> HttpResponse:
    waves = queries.waves(measure)
    states = [queries.wave_state(wave) for wave in waves]
    rows = []
    for number, wave in enumerate(waves, start=1):
        rows.append(
            {
                "wave": wave,
                "hurdles": hurdle_sentences(hurdles_to_begin(states, number)),
                "form": (finish_forms or {}).get(wave.id) or FinishWaveForm(prefix_id=f"{wave.id}-"),
                "key_form": (key_forms or {}).get(wave.id) or KeyUserForm(prefix_id=f"{wave.id}-key-"),
            }
        )
    context = {
        "rows": rows,
        "can_keep": permissions.may_keep_measure(request.member, measure),
        **_around(request, measure),
    }
    refused = finish_forms or key_forms
    return render(request, "measures/rollout.html", context, status=400 if refused else 200)


def _form(
    request: MemberRequest, measure: Measure, form: WaveForm, wave: RolloutWave | None = None
) -> HttpResponse:
    context = {"form": form, "wave": wave, **_around(request, measure)}
    return render(request, "measures/wave_form.html", context, status=400 if form.is_bound else 200)


def _do(request: MemberRequest, measure: Measure, act: Any, done: str) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return redirect(_address(request, measure))


def _around(request: MemberRequest, measure: Measure) -> dict[str, Any]:
    return addresses(request, Plan(measure.unit)) | {
        "measure": measure,
        "measure_address": measure_url(request, measure),
        "rollout_address": _address(request, measure),
    }


def _address(request: MemberRequest, measure: Measure) -> str:
    return reverse("measures:rollout", args=[request.organisation.slug, measure.id])
