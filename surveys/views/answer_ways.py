"""Other ways to and from the questions: a code on paper, a sample link, no more mail to all staff."""

import structlog
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from surveys.actions.answering import stop_mail
from surveys.actions.paper import token_of_code
from surveys.forms.answers import TooLarge, Unreadable, read_form
from surveys.forms.mailings import CodeForm
from surveys.links import read_staff_token
from surveys.queries.links import Host, find_host
from surveys.views.answer import LOOK_OR_SEND, employees_page, notice, page_of, unknown_page
from werkdruk.core.tenancy import tenant_scope

log = structlog.get_logger()

# Wrong codes in an hour from which the operator is told. Nobody is kept out: see docs/decisions/0006.
TOLD_FROM = 1000


@employees_page(*LOOK_OR_SEND)
def type_code(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Type the code of a letter; a right one opens the questions, however many wrong ones came before."""
    found = find_host(slug)
    if found is None:
        return unknown_page(language)
    host, _closes_on = found
    try:
        form = CodeForm(read_form(request) if request.method == "POST" else None)
    except TooLarge:
        return notice("too_large", language, host, status=413)
    except Unreadable:
        return notice("unreadable", language, host, status=400)
    wrong = ""
    if form.is_bound:
        typed = form.cleaned_data["code"] if form.is_valid() else ""
        with tenant_scope(host.id):
            token = token_of_code(typed=typed)
        if token is not None:
            query = "?lang=en" if language == "en" else ""
            answer = redirect(reverse("answer:survey", args=[host.slug, token]) + query)
            answer.status_code = 303
            return answer
        wrong = "empty" if not typed.strip() else "wrong"
        _count_wrong(host)
    return HttpResponse(page_of("code", language, host, form=form, wrong=wrong), status=422 if wrong else 200)


@employees_page(*LOOK_OR_SEND)
def sample(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Where the links of a test mail go: they cannot answer."""
    found = find_host(slug)
    return unknown_page(language) if found is None else HttpResponse(page_of("sample", language, found[0]))


@employees_page(*LOOK_OR_SEND)
def no_more(request: HttpRequest, slug: str, token: str, language: str) -> HttpResponse:
    """No more mail about the survey, from the link in a mail to all staff: a button, or one click."""
    found = find_host(slug)
    employee_id = None if found is None else read_staff_token(found[0].id, token)
    if found is None or employee_id is None:
        return unknown_page(language, None if found is None else found[0])
    stopped = request.method == "POST"
    if stopped:
        with tenant_scope(found[0].id):
            stop_mail(employee_id=employee_id)
    return HttpResponse(page_of("no_more", language, found[0], stopped=stopped))


def _count_wrong(host: Host) -> None:
    """Tell the operator when somebody seems to try codes: how many, never which."""
    key = f"wrong-codes-{host.id}"
    cache.add(key, 0, timeout=3600)
    try:
        count = cache.incr(key)
    except ValueError:
        return
    if count == TOLD_FROM:
        log.warning("many wrong codes in an hour", organisation=host.slug, count=count)
