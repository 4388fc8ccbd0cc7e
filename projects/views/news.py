"""News of a project for all staff, and what management says openly about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects import queries
from projects.actions import news as actions
from projects.forms import SeenForm
from projects.forms.news import NewsForm, StatementForm
from projects.models import NewsItem, Project, Statement
from projects.queries import news as reads
from projects.views.pages import address, project_page
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest


@needs("projects.view", fetch=queries.find_project)
@require_safe
def news(request: MemberRequest, project: Project) -> HttpResponse:
    """Drafts, what stands on the page for all staff, what was withdrawn; and what management says."""
    items = reads.news_of(project)
    return project_page(
        request,
        project,
        "projects/news.html",
        "project",
        drafts=[one for one in items if not one.published_at and not one.withdrawn_at],
        shown=[one for one in items if one.published_at and not one.withdrawn_at],
        withdrawn=[one for one in items if one.published_at and one.withdrawn_at],
        statement=reads.statement_of(project),
        may_withdraw=allowed("projects.manage", request.member, project),
        may_state=allowed("projects.state", request.member, project) and not project.closed_at,
    )


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def news_add(request: MemberRequest, project: Project) -> HttpResponse:
    """Write news, as a draft."""
    form = NewsForm(sent(request))
    if form.is_valid():
        data = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.write_news(
                actor=request.member,
                project=project,
                title=data["title"],
                text=data["text"],
                form_key=data["form_key"],
            ),
        )
        if done is not None:
            messages.success(request, _("The draft is saved. Read it once more, then publish it."))
            return redirect(address(request, "news", project))
    return _form_page(request, "projects/news_form.html", form, project)


@needs("projects.manage", fetch=reads.find_news)
@require_http_methods(["GET", "HEAD", "POST"])
def news_change(request: MemberRequest, news: NewsItem) -> HttpResponse:
    """Change a draft."""
    form = NewsForm(sent(request), news=news)
    if form.is_valid():
        data = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.change_news(
                actor=request.member,
                news=news,
                version=data["version"] or 0,
                title=data["title"],
                text=data["text"],
            ),
        )
        if done is not None:
            messages.success(request, _("The draft is saved. Read it once more, then publish it."))
            return redirect(address(request, "news", news.project))
    return _form_page(request, "projects/news_form.html", form, news.project, news=news)


@needs("projects.manage", fetch=reads.find_news)
@require_http_methods(["GET", "HEAD", "POST"])
def news_publish(request: MemberRequest, news: NewsItem) -> HttpResponse:
    """Put a draft on the page for all staff, after it was read once more."""
    if request.method == "POST":
        form = SeenForm(request.POST)
        if not form.is_valid():
            raise Refused(_("Something was missing in what was sent. Try again."))
        actions.publish_news(actor=request.member, news=news, version=form.cleaned_data["version"])
        messages.success(request, _("The news stands on the page for all staff."))
        return redirect(address(request, "news", news.project))
    form = SeenForm(initial={"version": news.version})
    return render(
        request, "projects/news_publish.html", {"news": news, "project": news.project, "form": form}
    )


@needs("projects.manage", fetch=reads.find_news)
@require_http_methods(["GET", "HEAD", "POST"])
def news_withdraw(request: MemberRequest, news: NewsItem) -> HttpResponse:
    """Take news off the page for all staff, after a question."""
    if request.method == "POST":
        actions.withdraw_news(actor=request.member, news=news)
        messages.success(request, _("The news is gone from the page for all staff."))
        return redirect(address(request, "news", news.project))
    return render(request, "projects/news_withdraw.html", {"news": news, "project": news.project})


@needs("projects.state", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: MemberRequest, project: Project) -> HttpResponse:
    """Say openly, as management, how you look at this project."""
    stands = reads.statement_of(project)
    form = StatementForm(sent(request), text=stands.text if stands else "")
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.give_statement(
                actor=request.member, project=project, text=form.cleaned_data["text"]
            ),
        )
        if done is not None:
            messages.success(request, _("Your words stand on the page for all staff."))
            return redirect(address(request, "project", project))
    return _form_page(request, "projects/statement_form.html", form, project, statement=stands)


@needs("projects.state", fetch=reads.find_statement)
@require_http_methods(["GET", "HEAD", "POST"])
def statement_withdraw(request: MemberRequest, statement: Statement) -> HttpResponse:
    """Take back what management said, after a question."""
    if request.method == "POST":
        actions.withdraw_statement(actor=request.member, statement=statement)
        messages.success(request, _("These words are gone from the page for all staff."))
        return redirect(address(request, "project", statement.project))
    context = {"statement": statement, "project": statement.project}
    return render(request, "projects/statement_withdraw.html", context)


def _form_page(
    request: MemberRequest, template: str, form: Any, project: Project, **more: Any
) -> HttpResponse:
    context = {"form": form, "project": project, **more}
    return render(request, template, context, status=400 if form.is_bound else 200)
