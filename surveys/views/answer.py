"""The employee's pages: no sign-in, no cookie, no script needed. Looking changes nothing; only sending does."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from surveys.actions.answering import stop_invitations, store_answers
from surveys.forms.answers import ParsedAnswers, TooLarge, Unreadable, parse_answers, read_form
from surveys.models import Item, ItemKind, Scale, SurveySettings
from surveys.queries.anonymity import stored_now
from surveys.queries.links import Found, Host, Link, find_host, find_link
from surveys.queries.waves import wave_items
from surveys.words.answers import answer_words
from werkdruk.core.access import open_to_all
from werkdruk.core.tenancy import tenant_scope

OPEN_BECAUSE = "employees answer by a link, without signing in"
LOOK = ("GET", "HEAD")
LOOK_OR_SEND = ("GET", "HEAD", "POST")
# Whole pages by everything that stands in them: they are the same for everybody, so they are rendered once.
_pages: dict[Hashable, bytes] = {}
_PAGES_KEPT = 200
# The questions by wave: they are fixed when it is drawn.
_asked: dict[UUID, list[Item]] = {}
_STATUS = {Link.UNKNOWN: 404, Link.CLOSED: 410, Link.USED: 200}


def employees_page(*methods: str) -> Callable[[Callable], Callable]:
    """A page in the chosen language (Dutch, or ``?lang=en``) that nothing stores, indexes or passes on.

    No CSRF token: there is no session that a forged request could ride on, the link itself is the authority. When
    the database goes away under it, it is tried once more on a new connection: these pages do the same thing however
    often they run (a link is spent once). So the connection is not asked beforehand whether it still works.
    """

    def decorator(view: Callable) -> Callable:
        @csrf_exempt
        @open_to_all(OPEN_BECAUSE, short_way=True)
        @wraps(view)
        def page(request: HttpRequest, organisation: str, **arguments: Any) -> HttpResponse:
            language = "en" if request.GET.get("lang") == "en" else settings.LANGUAGE_CODE
            with translation.override(language):
                if request.method not in methods:
                    response = notice("method", language, status=405)
                    response["Allow"] = ", ".join(methods)
                else:
                    answered = _tried_twice(
                        lambda: view(request, organisation, language=language, **arguments)
                    )
                    response = answered or notice("later", language, status=503)
            response["Cache-Control"] = "no-store, private"
            response["X-Robots-Tag"] = "noindex, nofollow"
            response["Content-Language"] = language
            response["Referrer-Policy"] = "no-referrer"
            return response

        return page

    return decorator


def _tried_twice(view: Callable[[], HttpResponse]) -> HttpResponse | None:
    """What `view` answers; None when the database is away."""
    connection.health_check_done = True  # type: ignore[attr-defined]  # the stubs lack it
    try:
        return view()
    except (OperationalError, InterfaceError):
        connection.close()
    try:
        return view()
    except (OperationalError, InterfaceError):
        connection.close()
        return None


@employees_page(*LOOK_OR_SEND)
def survey(request: HttpRequest, slug: str, token: str, language: str) -> HttpResponse:
    """The questions at once; sending stores the answers and spends the link.

    The link is looked at before anything that was sent is read, and again, under lock, when the answers are stored.
    """
    found = find_link(slug, token)
    sending = request.method == "POST"
    if found is None or found.invited is None:
        return _other_link(found, language, second=sending)
    host, invited = found.host, found.invited
    if not sending:
        return HttpResponse(_survey_page(host, invited.wave_id, language))
    try:
        sent = read_form(request)
    except TooLarge:
        return notice("too_large", language, host, status=413)
    except Unreadable:
        return notice("unreadable", language, host, status=400)
    parsed = parse_answers(sent, _questions(host, invited.wave_id))
    if parsed.errors:
        return HttpResponse(_survey_html(host, invited.wave_id, language, parsed), status=422)
    if not store_answers(
        organisation_id=host.id, invited=invited, answers=parsed.answers, open_answers=parsed.open_answers
    ):
        return _other_link(find_link(slug, token), language, second=True)
    query = "?lang=en" if language == "en" else ""
    # The address of the page for all staff is everybody's, so it may stay behind on a shared computer.
    page = f"{host.page}/" if host.page else ""
    return HttpResponse(status=303, headers={"Location": f"/s/{slug}/thanks/{page}{query}"})


@employees_page(*LOOK)
def thanks(request: HttpRequest, slug: str, language: str, page: str = "") -> HttpResponse:
    """Thanks, and what happens next. The address holds no token of one's own: the computer may be shared."""
    found = find_host(slug, page)
    if found is None:
        return _other_link(None, language)
    host, closes_on = found
    return HttpResponse(_kept("thanks", language, host, closes_on=closes_on))


@employees_page(*LOOK)
def anonymity(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """What is stored now, for how long, and who can see what."""
    found = find_host(slug)
    if found is None:
        return _other_link(None, language)
    host, _closes_on = found
    with tenant_scope(host.id):
        survey_settings = SurveySettings.objects.first() or SurveySettings()
        stored = stored_now()
    return HttpResponse(page_of("anonymity", language, host, settings=survey_settings, stored=stored))


@employees_page(*LOOK_OR_SEND)
def stop(request: HttpRequest, slug: str, token: str, language: str) -> HttpResponse:
    """No more invitations, without a reason: a button, or a mail program's one click."""
    found = find_link(slug, token)
    if found is None or found.link in (Link.UNKNOWN, Link.CLOSED):
        return _other_link(found, language)
    if request.method != "POST":
        return HttpResponse(_kept("stop", language, found.host))
    with tenant_scope(found.host.id):
        link = stop_invitations(token=token)
    if link in (Link.UNKNOWN, Link.CLOSED):
        return _other_link(Found(found.host, link), language)
    return HttpResponse(_kept("stopped", language, found.host))


def _other_link(found: Found | None, language: str, *, second: bool = False) -> HttpResponse:
    """The right answer to a link that cannot be answered: used, closed or not ours; `second` when it was sent again."""
    if found is None:
        return unknown_page(language)
    if found.link is Link.USED and second:
        return HttpResponse(_kept("again", language, found.host), status=409)
    return HttpResponse(_kept(found.link.value, language, found.host), status=_STATUS[found.link])


def unknown_page(language: str, host: Host | None = None) -> HttpResponse:
    """There is nothing at this address."""
    return HttpResponse(_kept("unknown", language, host), status=404)


def notice(problem: str, language: str, host: Host | None = None, *, status: int) -> HttpResponse:
    """A small page on what went wrong with a request, and what to do."""
    return HttpResponse(_kept("notice", language, host, problem=problem), status=status)


def _kept(name: str, language: str, host: Host | None, **context: Hashable) -> bytes:
    """The page `name` with these values, rendered once in this process."""
    key = (name, language, host, *context.values())
    return _kept_page(key, lambda: page_of(name, language, host, **context))


def _survey_page(host: Host, wave_id: UUID, language: str) -> bytes:
    """The empty form of a wave."""
    key = ("survey", language, host, wave_id)
    return _kept_page(key, lambda: _survey_html(host, wave_id, language, ParsedAnswers()))


def _kept_page(key: Hashable, render: Callable[[], str]) -> bytes:
    page = _pages.get(key)
    if page is None:
        if len(_pages) >= _PAGES_KEPT:
            _pages.clear()
        page = _pages[key] = render().encode()
    return page


def page_of(name: str, language: str, host: Host | None, **context: Any) -> str:
    """The employees' page `name` as text."""
    address = reverse("answer:anonymity", args=[host.slug]) if host else ""
    page = reverse("answer:staff_page", args=[host.slug, host.page]) if host and host.page else ""
    return render_to_string(
        f"surveys/answer/{name}.html",
        {"organisation": host, "anonymity_url": address, "page_url": page, "language": language, **context},
    )


def _questions(host: Host, wave_id: UUID) -> list[Item]:
    """The questions of a wave, read once in this process."""
    items = _asked.get(wave_id)
    if items is None:
        if len(_asked) >= _PAGES_KEPT:
            _asked.clear()
        with tenant_scope(host.id):
            items = _asked[wave_id] = wave_items(wave_id)
    return items


def _survey_html(host: Host, wave_id: UUID, language: str, parsed: ParsedAnswers) -> str:
    items = _questions(host, wave_id)
    return page_of(
        "survey",
        language,
        host,
        questions=[question(item, language, parsed) for item in items],
        counted=sum(item.kind != ItemKind.OPEN for item in items),
        error=parsed.errors.get(""),
        errors=[
            (item.key, item.text_in(language), parsed.errors[item.key])
            for item in items
            if item.key in parsed.errors
        ],
    )


def question(item: Item, language: str, parsed: ParsedAnswers) -> dict[str, Any]:
    """One question as the template shows it: wording, answers with their value and whether it is chosen."""
    typed = parsed.typed.get(item.key, "")
    labels = [] if item.scale == Scale.OPEN else answer_labels(item.scale)
    return {
        "code": item.key,
        "text": item.text_in(language),
        "open": item.kind == ItemKind.OPEN,
        "typed": typed,
        "error": parsed.errors.get(item.key),
        "choices": [(value, label, value == typed) for value, label in labels],
    }


def answer_labels(scale: str) -> list[tuple[str, str]]:
    """The words of the answers of `scale`, with their values, in the active language."""
    return [
        *((str(value), word) for value, word in enumerate(answer_words(scale), start=1)),
        ("x", _("Rather not / not applicable")),
    ]
