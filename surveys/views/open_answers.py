"""Open answers: opened and freed of names by both sides, and read by everyone who sees figures after the release."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from surveys.actions import releasing
from surveys.forms.open_answers import SHOWN, AnswerSearchForm, KeyForm, RedactionForm, SeenForm
from surveys.models import AnswerRelease, DraftAnswer, ReleaseState, Review, Side, Wave
from surveys.queries import open_answers as queries
from surveys.words.open_answers import parts_of
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.models import Membership
from werkdruk.organisations.requests import MemberRequest

ANSWERS_ON_A_PAGE = 25


def fetch_release(release: UUID) -> AnswerRelease:
    """The open answers of a block whose waves are closed."""
    found = AnswerRelease.objects.select_related("hr_by", "works_council_by")
    one = get_object_or_404(found.exclude(state=ReleaseState.GATHERING), id=release)
    return one if queries.may_be_opened(one) else get_object_or_404(found.none())


def fetch_draft(release: UUID, draft: UUID) -> tuple[AnswerRelease, DraftAnswer | None]:
    """One answer that both sides read; None when it was released already."""
    found = DraftAnswer.objects.filter(id=draft, release=release).select_related("item", "unit")
    return fetch_release(release), found.first()


@needs("surveys.answers", fetch=fetch_release)
@require_safe
def open_answers(request: MemberRequest, release: AnswerRelease) -> HttpResponse:
    """Where the open answers of a block stand, and after the release what they say."""
    asked = AnswerSearchForm(request.GET)
    context: dict[str, Any] = {
        **_about(request, release),
        "refresh": release.state == ReleaseState.OPENING,
        "stuck": queries.is_stuck(release),
        "waves": Wave.objects.closed().filter(month__gte=release.first_month, month__lte=release.last_month),
    }
    if release.state == ReleaseState.RELEASED:
        context |= _released(release, asked)
    template = "surveys/open_answers.html#state" if request.htmx else "surveys/open_answers.html"
    return render(request, template, context)


@needs("surveys.answers_read", fetch=fetch_release)
@require_http_methods(["GET", "HEAD", "POST"])
def open_answers_open(request: MemberRequest, release: AnswerRelease) -> HttpResponse:
    """Ask, then let the worker open the answers for HR and works council."""
    if request.method != "POST":
        return _confirm(
            request,
            release,
            title=_("Open these answers for reading?"),
            text=_(
                "Only HR and the works council can read them then, to take out names together. Nobody else sees them "
                "before both have said that they are ready. Opened answers cannot be sealed again."
            ),
            action=_("Open the answers"),
        )
    if releasing.ask_to_open(actor=request.member, release=release):
        messages.success(request, _("The answers are being opened. That takes a moment."))
    else:
        messages.info(request, _("These answers have been opened already."))
    return _to_answers(request, release)


@needs("surveys.answers_read", fetch=fetch_release)
@require_safe
def open_answers_names(request: MemberRequest, release: AnswerRelease) -> HttpResponse:
    """Every answer as both sides see it, with what was taken out so far."""
    if release.state != ReleaseState.READING:
        return _to_answers(request, release)
    asked = AnswerSearchForm(request.GET)
    only, search = asked.asked("only") or "", asked.asked("q") or ""
    reading = queries.reading_of(release)
    counts = {
        "": reading.total,
        "whole": reading.total - reading.changed - reading.withheld,
        "changed": reading.changed,
        "withheld": reading.withheld,
    }
    page = Paginator(queries.drafts_of(release, only=only, search=search), ANSWERS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        **_about(request, release),
        "reading": reading,
        "page_obj": page,
        "rows": queries.with_parts(list(page.object_list)),
        "search": search,
        "keep": {"only": only} if only else {},
        "tabs": [
            {
                "label": label,
                "count": counts[value],
                "current": value == only,
                "url": "?" + urlencode({"only": value, "q": search}),
            }
            for value, label in SHOWN
        ],
    }
    return render(request, "surveys/open_answers_names.html", context)


@needs("surveys.answers_read", fetch=fetch_draft)
@require_http_methods(["GET", "HEAD", "POST"])
def open_answer_edit(request: MemberRequest, found: tuple[AnswerRelease, DraftAnswer | None]) -> HttpResponse:
    """Take words out of one answer, or withhold it."""
    release, draft = found
    if draft is None or release.state != ReleaseState.READING:
        messages.info(request, _("This answer is not open for reading any more."))
        return _to_answers(request, release)
    form = RedactionForm(
        sent(request), initial={"version": draft.version, "text": draft.text, "withheld": draft.withheld}
    )
    if form.is_valid():

        def change() -> DraftAnswer:
            return releasing.change_draft(
                actor=request.member,
                side=_sides(request.member)[0],
                draft=draft,
                text=form.cleaned_data["text"],
                withheld=form.cleaned_data["withheld"],
                version=form.cleaned_data["version"],
            )

        if attempt(form, change):
            messages.success(request, _("The answer is saved. The other side sees it like this too."))
            return _to_names(request, release)
    context = {
        **_about(request, release),
        "draft": draft,
        "form": form,
        "original": parts_of(draft.original),
    }
    return render(request, "surveys/open_answer_form.html", context, status=400 if form.is_bound else 200)


@needs("surveys.answers_read", fetch=fetch_release)
@require_http_methods(["GET", "HEAD", "POST"])
def open_answers_ready(request: MemberRequest, release: AnswerRelease) -> HttpResponse:
    """Ask, then turn this side's key; the second key releases."""
    if release.state != ReleaseState.READING:
        return _to_answers(request, release)
    side = next((one for one in _sides(request.member) if not release.turned_by(one)), None)
    if side is None:
        messages.info(request, _("The key of your side is turned already."))
        return _to_names(request, release)
    alone = queries.is_alone()
    looked = SeenForm(request.GET)
    seen = looked.cleaned_data["seen"] if looked.is_valid() else release.version
    form = KeyForm(sent(request), alone=alone, initial={"seen": seen})
    if form.is_valid():

        def turn() -> dict[str, bool]:
            released = releasing.turn_key(
                actor=request.member,
                side=side,
                release=release,
                version=form.cleaned_data["seen"],
                alone_because=form.cleaned_data.get("alone_because", ""),
            )
            return {"released": released}

        turned = attempt(form, turn)
        if turned:
            messages.success(
                request,
                _("The answers are released. HR, works council and executive can read them now.")
                if turned["released"]
                else _("Your key is turned. The answers are released when the other side turns its key too."),
            )
            return _to_answers(request, release)
    last = alone or any(release.turned_by(one) for one in Side.values)
    return _confirm(
        request,
        release,
        title=_("Release the answers?") if last else _("Are the answers ready?"),
        text=(
            _(
                "HR, works council and executive can read them at once. What was taken out is destroyed. This cannot "
                "be undone."
            )
            if last
            else _(
                "You say that no name is left in them. They are released when the other side says so too. Until then "
                "you can take this back."
            )
        ),
        action=_("Release the answers") if last else _("No names are left"),
        danger=last,
        form=form,
        status=400 if form.is_bound else 200,
    )


@needs("surveys.answers_read", fetch=fetch_release)
@require_http_methods(["GET", "HEAD", "POST"])
def open_answers_take_back(request: MemberRequest, release: AnswerRelease) -> HttpResponse:
    """Ask, then turn this side's key back."""
    if request.method != "POST":
        return _confirm(
            request,
            release,
            title=_("Take your key back?"),
            text=_("The answers are not released until your side turns its key again."),
            action=_("Take the key back"),
        )
    side = next((one for one in _sides(request.member) if release.turned_by(one)), None)
    try:
        with transaction.atomic():
            done = releasing.take_key_back(
                actor=request.member, side=side or _sides(request.member)[0], release=release
            )
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        if done:
            messages.success(request, _("The key is taken back."))
        else:
            messages.info(request, _("The key of your side was not turned."))
    return _to_answers(request, release)


def _released(release: AnswerRelease, asked: AnswerSearchForm) -> dict[str, Any]:
    """What may be read: one question at a time, or everything on one page to print."""
    questions = queries.questions_of(release)
    search, wanted = asked.asked("q") or "", asked.asked("question")
    chosen = next((one for one in questions if one.item.id == wanted), questions[0])
    if asked.asked("everything"):
        everything = [
            (one, queries.with_parts(list(queries.answers_of(release, one.item)))) for one in questions
        ]
        return {"questions": questions, "everything": everything}
    page = Paginator(queries.answers_of(release, chosen.item, search), ANSWERS_ON_A_PAGE).get_page(
        asked.data.get("page")
    )
    return {
        "questions": questions,
        "chosen": chosen,
        "search": search,
        "page_obj": page,
        "rows": queries.with_parts(list(page.object_list)),
        "keep": {"question": chosen.item.id},
        "tabs": [
            {
                "label": _("Question %(number)s") % {"number": number},
                "current": one is chosen,
                "url": "?" + urlencode({"question": one.item.id, "q": search}),
            }
            for number, one in enumerate(questions, start=1)
        ],
    }


def _about(request: MemberRequest, release: AnswerRelease) -> dict[str, Any]:
    """What every page of a release shows: the block, both keys, and whether this member holds one."""
    sides = _sides(request.member)
    return {
        "release": release,
        "review": Review.objects.filter(wave__month=release.last_month).first(),
        "may_read": allowed("surveys.answers_read", request.member),
        "alone": queries.is_alone(),
        "keys": [
            (label, getattr(release, f"{side}_by"), getattr(release, f"{side}_at"))
            for side, label in Side.choices
        ],
        "own_turned": any(release.turned_by(side) for side in sides),
        "own_missing": any(not release.turned_by(side) for side in sides)
        and request.member.user_id not in (release.hr_by_id, release.works_council_by_id),
    }


def _sides(member: Membership) -> list[str]:
    """The sides whose key this member may turn."""
    return [side for side in Side.values if side in member.roles]


def _confirm(
    request: MemberRequest, release: AnswerRelease, *, status: int = 200, **words: Any
) -> HttpResponse:
    return render(request, "surveys/open_answers_confirm.html", {"release": release, **words}, status=status)


def _to_answers(request: MemberRequest, release: AnswerRelease) -> HttpResponse:
    return redirect("surveys:open_answers", organisation=request.organisation.slug, release=release.id)


def _to_names(request: MemberRequest, release: AnswerRelease) -> HttpResponse:
    return redirect("surveys:open_answers_names", organisation=request.organisation.slug, release=release.id)
