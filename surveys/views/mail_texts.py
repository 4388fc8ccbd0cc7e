"""An organisation's own mails: texts, preview, a test to oneself, and what goes out by itself."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override

from surveys.actions.mailings import (
    SAMPLE,
    ask_for_test_mail,
    change_mail_settings,
    change_mail_text,
    reset_mail_text,
)
from surveys.domain.mail_text import PLACEHOLDERS
from surveys.domain.mailing import MailKind
from surveys.emails import Written
from surveys.forms.mailings import MailSettingsForm, MailTextForm
from surveys.models.mailings import KIND_LABELS
from surveys.queries import mailings as queries
from surveys.words.mail_texts import EXPLAINED, LANGUAGE_LABELS, LANGUAGES
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.core.post import ReadyMail
from werkdruk.organisations.requests import MemberRequest

# A mail has its style inside, and nothing from anywhere else; in a mail program there is no script either.
MAIL_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "sandbox": ["allow-popups"],
}


def fetch_text(kind: str, language: str) -> tuple[MailKind, str]:
    """Which mail in which language."""
    if kind not in set(MailKind) or language not in LANGUAGES:
        raise Http404
    return MailKind(kind), language


@needs("surveys.mail_texts")
def mail_texts(request: MemberRequest) -> HttpResponse:
    """Every mail with its text, and what goes out by itself."""
    rows = [
        {
            "kind": kind.value,
            "name": KIND_LABELS[kind],
            "texts": [
                {
                    "language": language,
                    "label": LANGUAGE_LABELS[language],
                    "subject": queries.written(kind, language).subject,
                    "own": (own := queries.own_text(kind, language)) is not None and own.is_own,
                }
                for language in LANGUAGES
            ],
        }
        for kind in MailKind
    ]
    return render(
        request,
        "surveys/mail_texts.html",
        {"rows": rows, "mails": queries.mail_settings(), "may_change": "hr" in request.member.roles},
    )


@needs("surveys.mail_texts", fetch=fetch_text)
def mail_text(request: MemberRequest, which: tuple[MailKind, str]) -> HttpResponse:
    """Write the text of one mail; nobody overwrites somebody else unseen."""
    kind, language = which
    form = _text_form(request, kind, language)
    if form.is_valid():
        typed = form.typed
        saved = attempt(
            form,
            lambda: change_mail_text(
                actor=request.member,
                kind=kind,
                language=language,
                subject=typed.subject,
                body=typed.body,
                version=form.cleaned_data["version"],
            ),
        )
        if saved is not None:
            messages.success(request, _("The text is saved. From now on this mail goes out like this."))
            return _to_text(request, kind, language)
    return _text_page(request, kind, language, form)


@needs("surveys.mail_texts", fetch=fetch_text)
def mail_preview(request: MemberRequest, which: tuple[MailKind, str]) -> HttpResponse:
    """The mail exactly as it is mailed: what was typed and sent along, else what is stored."""
    kind, language = which
    texts = [queries.written(kind, language)]
    if request.method == "POST":
        form = _text_form(request, kind, language)
        if not form.is_valid():
            return _text_page(request, kind, language, form)
        texts = [form.typed]
    return _as_mailed(request, _sample_mail(request, kind, texts))


@csp_override(MAIL_CSP)
def _as_mailed(request: MemberRequest, mail: ReadyMail) -> HttpResponse:
    return HttpResponse(mail.html)


@needs("surveys.mail_texts", fetch=fetch_text)
def mail_reset(request: MemberRequest, which: tuple[MailKind, str]) -> HttpResponse:
    """Ask, then go back to our text."""
    kind, language = which
    own = queries.own_text(kind, language)
    if request.method != "POST":
        return render(
            request,
            "surveys/mail_reset.html",
            {"kind": kind.value, "language": language, "name": KIND_LABELS[kind]},
        )
    reset_mail_text(actor=request.member, kind=kind, language=language, version=own.version if own else None)
    messages.success(request, _("This mail has our text again."))
    return _to_text(request, kind, language)


@needs("surveys.mail_texts", fetch=fetch_text)
def mail_test(request: MemberRequest, which: tuple[MailKind, str]) -> HttpResponse:
    """Mail the stored text to the person who asks."""
    kind, language = which
    if request.method == "POST":
        ask_for_test_mail(actor=request.member, kind=kind, language=language)
        messages.success(
            request,
            _("A test goes to %(email)s. Its link opens a sample page: nothing can be answered with it.")
            % {"email": request.member.user.email},
        )
    return _to_text(request, kind, language)


@needs("surveys.mail_settings")
def mail_settings(request: MemberRequest) -> HttpResponse:
    """What goes out by itself, and who answers questions."""
    form = MailSettingsForm(sent(request), row=queries.mail_settings())
    if form.is_valid():
        saved = attempt(
            form,
            lambda: change_mail_settings(
                actor=request.member, version=form.cleaned_data["version"], **form.chosen
            ),
        )
        if saved is not None:
            messages.success(request, _("The settings of the mails are saved."))
            return redirect("surveys:mail_texts", organisation=request.organisation.slug)
    return render(request, "surveys/mail_settings.html", {"form": form}, status=422 if form.errors else 200)


def _text_form(request: MemberRequest, kind: MailKind, language: str) -> MailTextForm:
    return MailTextForm(
        sent(request),
        kind=kind,
        language=language,
        own=queries.own_text(kind, language),
        written=queries.written(kind, language),
    )


def _text_page(request: MemberRequest, kind: MailKind, language: str, form: MailTextForm) -> HttpResponse:
    own = queries.own_text(kind, language)
    mail = _sample_mail(request, kind, [queries.written(kind, language)])
    return render(
        request,
        "surveys/mail_text.html",
        {
            "form": form,
            "kind": kind.value,
            "name": KIND_LABELS[kind],
            "language": language,
            "language_label": LANGUAGE_LABELS[language],
            "own": own is not None and own.is_own,
            "placeholders": [("{" + name + "}", EXPLAINED[name]) for name in PLACEHOLDERS[kind]],
            "mail": mail,
            "reply_to": queries.mail_settings().contact,
        },
        status=422 if form.errors else 200,
    )


def _sample_mail(request: MemberRequest, kind: MailKind, texts: list[Written]) -> ReadyMail:
    today = timezone.localdate()
    laid_out = queries.letter(
        request.organisation, kind, opens_on=today, closes_on=today + timedelta(days=14), texts=texts
    )
    return laid_out.to(request.member.user.email, token=SAMPLE, mail_id="preview")


def _to_text(request: MemberRequest, kind: MailKind, language: str) -> HttpResponse:
    return redirect(
        "surveys:mail_text", organisation=request.organisation.slug, kind=kind.value, language=language
    )
