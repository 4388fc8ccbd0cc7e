"""Pages of the policy: read, write a chapter, save a version, look back, compare."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policy import actions, queries
from policy.forms.policies import ChapterForm, CompareForm, VersionForm
from policy.models import EndorsementState, PolicyVersion
from policy.permissions import may_edit
from policy.questions import CHAPTERS, KEYS, Chapter, chapter
from policy.words import KINDS, council_name
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest

DRAFT = 0


def fetch_chapter(chapter_key: str) -> Chapter | None:
    """The chapter with this key."""
    return chapter(chapter_key)


def fetch_version(number: int) -> PolicyVersion:
    """The version with this number."""
    return get_object_or_404(PolicyVersion, number=number)


@needs("policy.view")
@require_safe
def policy(request: MemberRequest) -> HttpResponse:
    """The policy: for those who write it the draft, for everyone else the newest version."""
    can_edit = may_edit(request.member, None)
    latest = queries.latest()
    draft = queries.draft() if can_edit else None
    shown = draft if can_edit else latest
    context = {
        "can_edit": can_edit,
        "draft": draft,
        "latest": latest,
        "chapters": queries.chapters(shown),
        "answered": shown.answered if shown else 0,
        **_endorsed(request, latest),
        "total": len(KEYS),
        "unsaved": bool(draft and draft.answered and (latest is None or latest.mark != draft.mark)),
        "first": CHAPTERS[0],
    }
    return render(request, "policy/policy.html", context)


@needs("policy.edit", fetch=fetch_chapter)
@require_http_methods(["GET", "HEAD", "POST"])
def chapter_write(request: MemberRequest, chapter: Chapter) -> HttpResponse:
    """Write one chapter of the draft; whoever saved it in between is not overwritten unseen."""
    form = ChapterForm(sent(request), chapter=chapter, draft=queries.draft())
    if form.is_valid():
        written = attempt(
            form,
            lambda: actions.write_chapter(
                actor=request.member, chapter=chapter, answers=form.answers(), seen=form.cleaned_data["seen"]
            ),
        )
        if written is not None:
            messages.success(request, _("The chapter is saved in the draft."))
            return redirect("policy:policy", organisation=request.organisation.slug)
    rows = [(question, form[question.key]) for question in chapter.questions]
    context = {"form": form, "chapter": chapter, "rows": rows}
    return render(request, "policy/chapter_write.html", context, status=400 if form.is_bound else 200)


@needs("policy.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def version_save(request: MemberRequest) -> HttpResponse:
    """Save the draft as a version that never changes, with a note."""
    draft, latest = queries.draft(), queries.latest()
    form = VersionForm(sent(request), initial={"seen": draft.mark if draft else ""})
    if form.is_valid():
        version = actions.save_version(
            actor=request.member, note=form.cleaned_data["note"], seen=form.cleaned_data["seen"]
        )
        messages.success(request, _("Version %(number)d is saved.") % {"number": version.number})
        return redirect("policy:version", organisation=request.organisation.slug, number=version.number)
    context = {
        "form": form,
        "draft": draft,
        "number": latest.number + 1 if latest else 1,
        "total": len(KEYS),
        "changes": [one for one in queries.compared(latest, draft) if one.changed],
    }
    return render(request, "policy/version_save.html", context, status=400 if form.is_bound else 200)


@needs("policy.view")
@require_safe
def version_list(request: MemberRequest) -> HttpResponse:
    """All versions, newest first."""
    page = Paginator(PolicyVersion.objects.defer("answers"), 25).get_page(request.GET.get("page"))
    return render(
        request, "policy/version_list.html", {"page_obj": page, "can_edit": may_edit(request.member, None)}
    )


@needs("policy.view", fetch=fetch_version)
@require_safe
def version(request: MemberRequest, version: PolicyVersion) -> HttpResponse:
    """One version as it was saved."""
    context = {
        "version": version,
        "chapters": queries.chapters(version),
        "latest": queries.latest(),
        **_endorsed(request, version),
    }
    return render(request, "policy/version.html", context)


@needs("policy.view")
@require_safe
def compare(request: MemberRequest) -> HttpResponse:
    """Two versions side by side, or the last one and the draft."""
    can_edit = may_edit(request.member, None)
    numbers = list(PolicyVersion.objects.values_list("number", flat=True))
    draft = queries.draft() if can_edit else None
    choices = [(DRAFT, _("Draft"))] if draft else []
    choices += [(number, _("Version %(number)d") % {"number": number}) for number in numbers]
    if len(choices) < 2:
        return render(request, "policy/compare.html", {"form": None})
    preset = {"old": choices[1][0], "new": choices[0][0]}
    given = {name: request.GET.get(name, value) for name, value in preset.items()}
    form = CompareForm(given, choices=choices)
    if not form.is_valid():
        return render(request, "policy/compare.html", {"form": form, "chapters": []}, status=400)
    stored = {one.number: one for one in PolicyVersion.objects.filter(number__in=form.cleaned_data.values())}
    stored[DRAFT] = draft
    old, new = stored[form.cleaned_data["old"]], stored[form.cleaned_data["new"]]
    context = {"form": form, "old": old, "new": new, "chapters": queries.compared(old, new)}
    return render(request, "policy/compare.html", context)


def _endorsed(request: MemberRequest, version: PolicyVersion | None) -> dict[str, Any]:
    """Where the request about `version` stands, for both sides; and whether one can be written."""
    can_edit = may_edit(request.member, None)
    if version is None or not allowed("policy.endorsements", request.member):
        return {"sees_requests": False}
    asked = queries.requests_about([version], drafts=can_edit).get(version.id)
    return {
        "sees_requests": True,
        "asked": asked,
        "asked_kind": KINDS[asked.state] if asked else "",
        "may_ask": can_edit and (asked is None or asked.state == EndorsementState.DROPPED),
        "council": council_name(request.organisation),
    }
