"""The questionnaire of the next wave: core, variable statements, open questions; as the employee sees it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.actions.setup import MOST_VARIABLE, change_questionnaire, ensure_settings
from surveys.forms.answers import ParsedAnswers
from surveys.forms.setup import QuestionnaireForm
from surveys.models import Item, ItemKind, QuestionnaireItem
from surveys.queries.waves import next_items
from surveys.views.answer import question
from surveys.words.themes import theme_label
from werkdruk.core.access import needs
from werkdruk.core.forms import sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest


@needs("surveys.questionnaire")
def questionnaire(request: MemberRequest) -> HttpResponse:
    """What the next wave asks; HR chooses the variable statements here, and in the monthly review everyone does."""
    ensure_settings()
    current = list(QuestionnaireItem.objects.current().select_related("item"))
    may_change = allowed("surveys.questionnaire_change", request.member)
    form = QuestionnaireForm(sent(request), current={use.item_id for use in current})
    if request.method == "POST" and may_change and form.is_valid():
        change_questionnaire(actor=request.member, item_ids=form.chosen)
        messages.success(request, _("The next wave asks these statements."))
        return redirect("surveys:questionnaire", organisation=request.organisation.slug)
    status = 422 if request.method == "POST" and form.errors else 200
    return render(
        request,
        "surveys/questionnaire.html",
        {
            "core": Item.objects.core(),
            "current": [(use.item.text, theme_label(use.item.theme)) for use in current],
            "open_questions": Item.objects.open(),
            "form": form,
            "may_change": may_change,
            "most": MOST_VARIABLE,
        },
        status=status,
    )


@needs("surveys.questionnaire")
def preview(request: MemberRequest) -> HttpResponse:
    """The questions exactly as an employee sees them; nothing can be sent from here."""
    ensure_settings()
    language = "en" if request.GET.get("lang") == "en" else "nl" if request.GET.get("lang") == "nl" else None
    language = language or (get_language() or "nl")[:2]
    items = next_items()
    with translation.override(language):
        html = render_to_string(
            "surveys/answer/survey.html",
            {
                "organisation": request.organisation,
                "language": language,
                "anonymity_url": reverse("answer:anonymity", args=[request.organisation.slug]),
                "questions": [question(item, language, ParsedAnswers()) for item in items],
                "counted": sum(item.kind != ItemKind.OPEN for item in items),
                "preview": True,
                "back_url": reverse("surveys:questionnaire", args=[request.organisation.slug]),
            },
        )
    return HttpResponse(html)
