"""The employee's pages: no sign-in, no cookie, no script needed. Looking changes nothing; only sending does."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from surveys.actions.answering import Link, look_up, stop_invitations, store_answers
from surveys.forms.answers import ParsedAnswers, parse_answers
from surveys.models import Item, ItemKind, Scale, SurveySettings, Wave
from surveys.queries.waves import wave_items
from surveys.words.answers import answer_words
from werkdruk.core.access import open_to_all
from werkdruk.organisations.requests import TenantRequest

OPEN_BECAUSE = "employees answer by a link, without signing in"
# Whole pages by everything that stands in them: they are the same for everybody, so they are rendered once.
_pages: dict[Hashable, bytes] = {}
_PAGES_KEPT = 200
# The questions by wave: they are fixed when it is drawn.
_asked: dict[UUID, list[Item]] = {}
_STATUS = {Link.UNKNOWN: 404, Link.CLOSED: 410, Link.USED: 200}


def employees_page(view: Callable) -> Callable:
    """A page in the chosen language (Dutch, or ``?lang=en``) that nothing stores, indexes or passes on.

    No CSRF token: there is no session that a forged request could ride on, the link itself is the authority.
    """

    @csrf_exempt
    @open_to_all(OPEN_BECAUSE)
    @wraps(view)
    def page(request: TenantRequest, organisation: str, **arguments: Any) -> HttpResponse:
        language = "en" if request.GET.get("lang") == "en" else settings.LANGUAGE_CODE
        with translation.override(language):
            response = view(request, language=language, **arguments)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Content-Language"] = language
        response["Referrer-Policy"] = "no-referrer"
        return response

    return page


@employees_page
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: TenantRequest, token: str, language: str) -> HttpResponse:
    """The questions at once; sending stores the answers and spends the link."""
    sent = request.POST  # all of it is here before the link's row is locked
    sending = request.method == "POST"
    link, invitation = look_up(token, lock=sending)
    if link is not Link.OPEN or invitation is None:
        return _other_link(request, link, second=sending)
    if not sending:
        return HttpResponse(_page(request, invitation.wave, language))
    parsed = parse_answers(sent, _questions(invitation.wave_id))
    if parsed.errors:
        return HttpResponse(_render(request, invitation.wave, language, parsed), status=422)
    store_answers(invitation=invitation, answers=parsed.answers, open_answers=parsed.open_answers)
    query = "?lang=en" if language == "en" else ""
    response = redirect(reverse("answer:thanks", args=[request.organisation.slug]) + query)
    response.status_code = 303
    return response


@employees_page
@require_http_methods(["GET", "HEAD"])
def thanks(request: TenantRequest, language: str) -> HttpResponse:
    """Thanks, and what happens next. The address holds no token: the computer may be shared."""
    wave = Wave.objects.open().first()
    key = ("thanks", request.organisation.id, request.organisation.name, language, wave and wave.closes_on)
    return HttpResponse(
        _kept(key, lambda: _answer_html(request, "thanks", {"wave": wave, "language": language}))
    )


@employees_page
@require_http_methods(["GET", "HEAD"])
def anonymity(request: TenantRequest, language: str) -> HttpResponse:
    """What is stored, for how long, and who can see what."""
    survey_settings = SurveySettings.objects.first() or SurveySettings()
    return answer_page(
        request,
        "anonymity",
        {
            "settings": survey_settings,
            "wave": Wave.objects.open().first(),
            "last": Wave.objects.closed().first(),
            "language": language,
        },
    )


@employees_page
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: TenantRequest, token: str, language: str) -> HttpResponse:
    """No more invitations, without a reason: a button, or a mail program's one click."""
    if request.method != "POST":
        link, _invitation = look_up(token)
        if link in (Link.UNKNOWN, Link.CLOSED):
            return _other_link(request, link, second=False)
        return answer_page(request, "stop", {"language": language})
    link = stop_invitations(token=token)
    if link in (Link.UNKNOWN, Link.CLOSED):
        return _other_link(request, link, second=False)
    return answer_page(request, "stopped", {"language": language})


def _other_link(request: TenantRequest, link: Link, *, second: bool) -> HttpResponse:
    """The right answer to a link that cannot be answered: used, closed or not ours."""
    status = 409 if link is Link.USED and second else _STATUS[link]
    return answer_page(request, link.value, {"language": translation.get_language()}, status=status)


def answer_page(
    request: TenantRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The employees' page `name`."""
    return HttpResponse(_answer_html(request, name, context), status=status)


def _answer_html(request: TenantRequest, name: str, context: dict[str, Any]) -> str:
    return render_to_string(
        f"surveys/answer/{name}.html",
        {"organisation": request.organisation, "anonymity_url": _anonymity_url(request), **context},
    )


def _anonymity_url(request: TenantRequest) -> str:
    return reverse("answer:anonymity", args=[request.organisation.slug])


def _page(request: TenantRequest, wave: Wave, language: str) -> bytes:
    """The empty form of `wave`."""
    key = ("survey", wave.id, language, request.organisation.name)
    return _kept(key, lambda: _render(request, wave, language, ParsedAnswers()))


def _kept(key: Hashable, render: Callable[[], str]) -> bytes:
    """The page with this key, rendered once in this process."""
    page = _pages.get(key)
    if page is None:
        if len(_pages) >= _PAGES_KEPT:
            _pages.clear()
        page = _pages[key] = render().encode()
    return page


def _questions(wave_id: UUID) -> list[Item]:
    """The questions of a wave, read once in this process."""
    items = _asked.get(wave_id)
    if items is None:
        if len(_asked) >= _PAGES_KEPT:
            _asked.clear()
        items = _asked[wave_id] = wave_items(wave_id)
    return items


def _render(request: TenantRequest, wave: Wave, language: str, parsed: ParsedAnswers) -> str:
    items = _questions(wave.id)
    return render_to_string(
        "surveys/answer/survey.html",
        {
            "organisation": request.organisation,
            "wave": wave,
            "language": language,
            "anonymity_url": _anonymity_url(request),
            "questions": [question(item, language, parsed) for item in items],
            "counted": sum(item.kind != ItemKind.OPEN for item in items),
            "error": parsed.errors.get(""),
            "errors": [
                (item.code, item.text_in(language), parsed.errors[item.code])
                for item in items
                if item.code in parsed.errors
            ],
        },
    )


def question(item: Item, language: str, parsed: ParsedAnswers) -> dict[str, Any]:
    """One question as the template shows it: wording, answers with their value and whether it is chosen."""
    typed = parsed.typed.get(item.code, "")
    labels = [] if item.scale == Scale.OPEN else answer_labels(item.scale)
    return {
        "code": item.code,
        "text": item.text_in(language),
        "open": item.kind == ItemKind.OPEN,
        "typed": typed,
        "error": parsed.errors.get(item.code),
        "choices": [(value, label, value == typed) for value, label in labels],
    }


def answer_labels(scale: str) -> list[tuple[str, str]]:
    """The words of the answers of `scale`, with their values, in the active language."""
    return [
        *((str(value), word) for value, word in enumerate(answer_words(scale), start=1)),
        ("x", _("Rather not / not applicable")),
    ]
