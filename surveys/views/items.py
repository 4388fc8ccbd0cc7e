"""The question bank: all questions, one question with its history, and what can be proposed about it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from surveys.actions import proposals as actions
from surveys.actions.items import restore_item
from surveys.actions.questionnaires import MOST_OPEN, MOST_VARIABLE
from surveys.actions.setup import ensure_settings
from surveys.forms.items import ItemFilterForm, ItemForm, ItemReasonForm, ItemWordingForm
from surveys.models import Item, ItemKind, Proposal, ProposalKind, QuestionnaireItem
from surveys.queries import items as queries
from surveys.words.items import direction_words, kind_words, proposal_title
from surveys.words.themes import theme_label
from werkdruk.core.access import needs
from werkdruk.core.forms import PageForm, attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest


def fetch_item(item: UUID) -> Item:
    """One version of a question."""
    return get_object_or_404(Item, id=item)


@needs("surveys.items")
@require_safe
def items(request: MemberRequest) -> HttpResponse:
    """The whole bank by theme, with what is asked now, what was asked when, and what waits for an answer."""
    ensure_settings()
    form = ItemFilterForm(request.GET, themes=queries.themes())
    groups = queries.item_lines(**form.given())
    return render(
        request,
        "surveys/items.html",
        {
            "form": form,
            "groups": [(theme, [_with_words(line) for line in lines]) for theme, lines in groups],
            "other": "nl" if (get_language() or "nl").startswith("en") else "en",
            "count": sum(len(lines) for _theme, lines in groups),
            "filtered": any(form.given().values()),
            "waiting": proposals_with_words(request, queries.proposals_waiting()),
            "may_propose": allowed("surveys.propose", request.member),
        },
    )


def _with_words(line: queries.ItemLine) -> tuple[queries.ItemLine, str, str]:
    """A question of the list with its kind and direction in words."""
    return line, kind_words(line.item), direction_words(line.item.direction)


@needs("surveys.items", fetch=fetch_item)
@require_safe
def item(request: MemberRequest, item: Item) -> HttpResponse:
    """One question: its versions with their waves and figures, when it was asked and why, what was proposed."""
    versions = queries.item_versions(item)
    newest = versions[0].item
    proposals = queries.proposals_about(item)
    is_asked = newest.kind == ItemKind.CORE or any(use.use.dropped_at is None for use in versions[0].uses)
    return render(
        request,
        "surveys/item.html",
        {
            "item": newest,
            "versions": versions,
            "kind": kind_words(newest),
            "theme": theme_label(newest.theme),
            "direction": direction_words(newest.direction),
            "is_asked": is_asked,
            "is_core": newest.kind == ItemKind.CORE,
            "proposals": proposals_with_words(request, proposals),
            "proposed": {one.kind for one in proposals if one.state == "proposed"},
            "may_propose": allowed("surveys.propose", request.member),
        },
    )


def proposals_with_words(request: MemberRequest, found: object) -> list[tuple[Proposal, str, bool]]:
    """Proposals with their title, and whether this member may answer."""
    return [
        (one, proposal_title(one), allowed("surveys.proposal_answer", request.member, one))
        for one in found  # type: ignore[attr-defined]  # a list or a queryset
    ]


@needs("surveys.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def item_propose(request: MemberRequest) -> HttpResponse:
    """Propose a question of one's own."""
    ensure_settings()
    form = ItemForm(sent(request), themes=queries.themes())
    return _propose(
        request,
        form,
        lambda: actions.propose_item(actor=request.member, **form.content()),
        None,
        title=_("Propose a question of your own"),
        lead=_("The other side answers. When it agrees, the question stands in the bank and can be asked."),
    )


@needs("surveys.propose", fetch=fetch_item)
@require_http_methods(["GET", "HEAD", "POST"])
def item_wording(request: MemberRequest, item: Item) -> HttpResponse:
    """Propose another wording: a new version, with which the trend starts anew."""
    form = ItemWordingForm(sent(request), item=item)
    return _propose(
        request,
        form,
        lambda: actions.propose_wording(
            actor=request.member,
            item=item,
            **{name: form.cleaned_data[name] for name in ("text_nl", "text_en", "reason", "form_key")},
        ),
        item,
        title=_("Propose another wording"),
        lead=_("“%(item)s”") % {"item": item.text},
        warning=_("With a new wording the trend starts anew."),
        warning_text=_(
            "Figures of the old and of the new wording stand apart and are never added together, however small the "
            "change. A wave that is open keeps the old wording."
        ),
        refused=_core(item) or _past(item),
    )


@needs("surveys.propose", fetch=fetch_item)
@require_http_methods(["GET", "HEAD", "POST"])
def item_ask(request: MemberRequest, item: Item) -> HttpResponse:
    """Propose to ask a question of the bank from the next wave on."""
    full = ""
    if item.kind == ItemKind.OPEN and QuestionnaireItem.objects.current_open().count() >= MOST_OPEN:
        full = _("The next wave asks %(most)s open questions already.") % {"most": MOST_OPEN}
    elif item.kind == ItemKind.BANK and QuestionnaireItem.objects.current().count() >= MOST_VARIABLE:
        full = _("The next wave asks %(most)s variable statements already.") % {"most": MOST_VARIABLE}
    return _propose_with_reason(
        request,
        item,
        ProposalKind.ASK,
        title=_("Propose to ask this question"),
        lead=_("From the next wave on, for three waves at least: “%(item)s”") % {"item": item.text},
        warning=full,
        warning_text=_("One has to go before this one can be accepted.") if full else "",
    )


@needs("surveys.propose", fetch=fetch_item)
@require_http_methods(["GET", "HEAD", "POST"])
def item_retire(request: MemberRequest, item: Item) -> HttpResponse:
    """Propose to retire a question; when it is asked now, it leaves the questionnaire too."""
    asked = QuestionnaireItem.objects.filter(item=item, dropped_at__isnull=True).exists()
    return _propose_with_reason(
        request,
        item,
        ProposalKind.RETIRE,
        title=_("Propose to retire this question"),
        lead=_("It can no longer be chosen; what was asked and found stays to be seen: “%(item)s”")
        % {"item": item.text},
        warning=_("This question is asked now.") if asked else "",
        warning_text=_("When this is accepted, the next wave does not ask it any more.") if asked else "",
    )


def _propose_with_reason(
    request: MemberRequest,
    item: Item,
    kind: str,
    *,
    title: str,
    lead: str,
    warning: str = "",
    warning_text: str = "",
) -> HttpResponse:
    form = ItemReasonForm(sent(request))
    return _propose(
        request,
        form,
        lambda: actions.propose_change(
            actor=request.member,
            item=item,
            kind=kind,
            reason=form.cleaned_data["reason"],
            form_key=form.cleaned_data["form_key"],
        ),
        item,
        title=title,
        lead=lead,
        warning=warning,
        warning_text=warning_text,
        refused=_core(item) or _past(item),
    )


def _propose(
    request: MemberRequest,
    form: PageForm,
    act: Callable[[], Proposal],
    item: Item | None,
    *,
    title: str,
    lead: str,
    warning: str = "",
    warning_text: str = "",
    refused: str = "",
) -> HttpResponse:
    """A page with one proposal about `item` (None: a new one); `refused` says why there can be none."""
    if form.is_valid():
        proposal = attempt(form, act)
        if proposal is not None:
            messages.success(request, _("The proposal is made. The other side sees it on its start page."))
            return redirect("surveys:proposal", organisation=request.organisation.slug, proposal=proposal.id)
    context = {
        "form": form,
        "item": item,
        "title": title,
        "lead": lead,
        "warning": warning,
        "warning_text": warning_text,
        "refused": "" if form.is_bound else refused,
    }
    return render(request, "surveys/item_propose.html", context, status=422 if form.is_bound else 200)


def _core(item: Item) -> str:
    """Why a core statement cannot change; empty for others."""
    if item.kind != ItemKind.CORE:
        return ""
    return _(
        "The core statements stay as they are: the index is made of them, and figures of another wording could not "
        "be compared. Propose a question of your own beside them."
    )


def _past(item: Item) -> str:
    """Why an old wording or a retired question cannot change; empty for the live one."""
    if item.retired_at is None:
        return ""
    return _("This wording was replaced or retired. Look at the question again.")


@needs("surveys.propose", fetch=fetch_item)
@require_http_methods(["GET", "HEAD", "POST"])
def item_restore(request: MemberRequest, item: Item) -> HttpResponse:
    """Ask, then let a retired question be chosen again."""
    if request.method != "POST":
        return render(request, "surveys/item_restore.html", {"item": item})
    restore_item(actor=request.member, item=item)
    messages.success(request, _("This question can be chosen again. It is not asked by that."))
    return redirect("surveys:item", organisation=request.organisation.slug, item=item.id)
