"""The questionnaire of the next wave: core, variable statements, open questions; as the employee sees it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.actions.questionnaires import MOST_OPEN, MOST_VARIABLE, change_questionnaire
from surveys.actions.setup import ensure_settings
from surveys.forms.answers import ParsedAnswers
from surveys.forms.questionnaires import LANGUAGES, PreviewForm, QuestionnaireForm
from surveys.models import Item, ItemKind, Proposal, QuestionnaireItem, Scale, Wave, WaveState
from surveys.queries.agreements import outside_agreement, themes_to_ask
from surveys.queries.items import questionnaire_mark, with_question
from surveys.queries.waves import next_items, wave_items
from surveys.views.answer import question
from surveys.words.themes import theme_label
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest


@needs("surveys.questionnaire")
def questionnaire(request: MemberRequest) -> HttpResponse:
    """What the next wave asks; HR chooses here, and in the monthly review everyone does."""
    ensure_settings()
    may_change = allowed("surveys.questionnaire_change", request.member)
    form = _questionnaire_form(request)
    if request.method == "POST" and may_change and form.is_valid():

        def change() -> bool:
            change_questionnaire(
                actor=request.member,
                item_ids=form.chosen,
                open_ids=form.chosen_open,
                reason=form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"],
            )
            return True

        if attempt(form, change):
            messages.success(request, _("The next wave asks these questions."))
            return redirect("surveys:questionnaire", organisation=request.organisation.slug)
    uses = QuestionnaireItem.objects.select_related("item")
    themes = themes_to_ask()
    status = 422 if request.method == "POST" and form.errors else 200
    return render(
        request,
        "surveys/questionnaire.html",
        {
            "core": Item.objects.core(),
            "current": [
                (use.item.text, theme_label(use.item.theme), outside_agreement(use.item, themes))
                for use in uses.current()
            ],
            "left_out": [use.item for use in uses.current() if outside_agreement(use.item, themes)],
            "open_questions": [use.item for use in uses.current_open()],
            "form": form,
            "may_change": may_change,
            "most": MOST_VARIABLE,
            "most_open": MOST_OPEN,
            "planned": Wave.objects.filter(state=WaveState.PLANNED).order_by("month").first(),
        },
        status=status,
    )


def _questionnaire_form(request: MemberRequest) -> QuestionnaireForm:
    current = QuestionnaireItem.objects.filter(dropped_at__isnull=True).values_list("item_id", flat=True)
    return QuestionnaireForm(sent(request), current=set(current), seen=questionnaire_mark())


@needs("surveys.questionnaire")
def preview(request: MemberRequest) -> HttpResponse:
    """The questions exactly as an employee sees them; nothing can be sent from here.

    Of the next wave, or with ``?wave=`` of that one; ``?proposal=`` and ``?item=`` show what a proposed question
    or one of the bank would look like among them. ``?lang=`` is nl or en.
    """
    ensure_settings()
    form = PreviewForm(request.GET)
    language = form.given("lang") or (get_language() or "nl")[:2]
    wave = _wave(form.given("wave"))
    items = (wave and wave_items(wave.id)) or next_items()
    added, back = _added(request, form)
    if added is not None:
        items = with_question(items, added)
    other = next(one for one in LANGUAGES if one != language)
    with translation.override(language):
        html = render_to_string(
            "surveys/answer/survey.html",
            {
                "organisation": request.organisation,
                "language": language,
                "language_url": f"?{_query(request, other)}",
                "anonymity_url": reverse("answer:anonymity", args=[request.organisation.slug]),
                "questions": [question(item, language, ParsedAnswers()) for item in items],
                "counted": sum(item.kind != ItemKind.OPEN for item in items),
                "preview": True,
                "preview_of": date_format(wave.month, "F Y") if wave else "",
                "added": added,
                "added_text": added.text_in(language) if added else "",
                "back_url": back or _back_url(request, wave),
            },
        )
    return HttpResponse(html)


def _wave(wave_id: UUID | None) -> Wave | None:
    return get_object_or_404(Wave, id=wave_id) if wave_id else None


def _back_url(request: MemberRequest, wave: Wave | None) -> str:
    slug = request.organisation.slug
    if wave is not None:
        return reverse("surveys:wave_page", args=[slug, wave.id])
    return reverse("surveys:questionnaire", args=[slug])


def _added(request: MemberRequest, form: PreviewForm) -> tuple[Item | None, str]:
    """The question to show among the others, and the page that it was looked at from."""
    slug = request.organisation.slug
    if proposal_id := form.given("proposal"):
        proposal = get_object_or_404(Proposal.objects.select_related("item"), id=proposal_id)
        return _as_item(proposal), reverse("surveys:proposal", args=[slug, proposal.id])
    if item_id := form.given("item"):
        item = get_object_or_404(Item, id=item_id)
        return item, reverse("surveys:item", args=[slug, item.id])
    return None, ""


def _as_item(proposal: Proposal) -> Item:
    """What would be asked: never stored."""
    is_open = proposal.item_kind == ItemKind.OPEN
    return Item(
        code=proposal.item.code if proposal.item else "new",
        kind=proposal.item_kind,
        scale=Scale.OPEN if is_open else Scale.AGREEMENT,
        text_nl=proposal.text_nl,
        text_en=proposal.text_en,
    )


def _query(request: MemberRequest, language: str) -> str:
    """The query of this page in another language."""
    given: Any = request.GET.copy()
    given["lang"] = language
    return given.urlencode()
