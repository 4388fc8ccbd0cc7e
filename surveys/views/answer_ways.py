"""Other ways to and from the questions: a code on paper, a sample link, no more mail to all staff."""

import structlog
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from surveys.actions.answering import stop_mail
from surveys.actions.paper import token_of_code
from surveys.forms.mailings import CodeForm
from surveys.links import read_staff_token
from surveys.views.answer import answer_page, employees_page
from werkdruk.core.forms import sent
from werkdruk.organisations.requests import TenantRequest

log = structlog.get_logger()

# Wrong codes in an hour from which the operator is told. Nobody is kept out: see docs/decisions/0006.
TOLD_FROM = 1000


@employees_page
@require_http_methods(["GET", "HEAD", "POST"])
def type_code(request: TenantRequest, language: str) -> HttpResponse:
    """Type the code of a letter; a right one opens the questions, however many wrong ones came before."""
    form = CodeForm(sent(request))
    wrong = ""
    if form.is_bound:
        typed = form.cleaned_data["code"] if form.is_valid() else ""
        token = token_of_code(typed=typed)
        if token is not None:
            query = "?lang=en" if language == "en" else ""
            answer = redirect(reverse("answer:survey", args=[request.organisation.slug, token]) + query)
            answer.status_code = 303
            return answer
        wrong = "empty" if not typed.strip() else "wrong"
        _count_wrong(request)
    context = {"language": language, "form": form, "wrong": wrong}
    return answer_page(request, "code", context, status=422 if wrong else 200)


@employees_page
@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: TenantRequest, language: str) -> HttpResponse:
    """Where the links of a test mail go: they cannot answer."""
    return answer_page(request, "sample", {"language": language})


@employees_page
@require_http_methods(["GET", "HEAD", "POST"])
def no_more(request: TenantRequest, token: str, language: str) -> HttpResponse:
    """No more mail about the survey, from the link in a mail to all staff: a button, or one click."""
    employee_id = read_staff_token(request.organisation.id, token)
    if employee_id is None:
        return answer_page(request, "unknown", {"language": language}, status=404)
    if request.method == "POST":
        stop_mail(employee_id=employee_id)
    return answer_page(request, "no_more", {"language": language, "stopped": request.method == "POST"})


def _count_wrong(request: TenantRequest) -> None:
    """Tell the operator when somebody seems to try codes: how many, never which."""
    key = f"wrong-codes-{request.organisation.id}"
    cache.add(key, 0, timeout=3600)
    try:
        count = cache.incr(key)
    except ValueError:
        return
    if count == TOLD_FROM:
        log.warning("many wrong codes in an hour", organisation=request.organisation.slug, count=count)
