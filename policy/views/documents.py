"""Files of a request to endorse: what was added to it, and the letter."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policy.actions import documents as document_actions
from policy.documents import letter_pdf
from policy.domain.files import TYPES
from policy.forms.endorsements import DocumentForm, LetterForm
from policy.models import EndorsementDocument, EndorsementRequest
from policy.views.endorsements import fetch_endorsement, request_page, to_request
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt
from werkdruk.organisations.requests import MemberRequest


def fetch_document(endorsement: UUID, document: UUID) -> EndorsementDocument:
    """One file of a request."""
    found = EndorsementDocument.objects.select_related("request").filter(request=endorsement)
    return get_object_or_404(found, id=document)


@needs("policy.endorsements", fetch=fetch_endorsement)
@require_safe
def endorsement_letter(request: MemberRequest, endorsement: EndorsementRequest) -> HttpResponse:
    """The request as a letter in PDF; ``?lang=`` is nl or en, else the language of the page."""
    language = LetterForm(request.GET).language or (get_language() or "nl")[:2]
    content = letter_pdf(endorsement, request.organisation, language)
    with translation.override(language):
        name = _("request-%(number)s") % {"number": endorsement.number}
    return _download(content, TYPES["pdf"], f"{name}-{language}.pdf")


@needs("policy.endorsements", fetch=fetch_endorsement)
@require_POST
def document_add(request: MemberRequest, endorsement: EndorsementRequest) -> HttpResponse:
    """Add a file."""
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        if attempt(
            form,
            lambda: document_actions.add_document(
                actor=request.member, endorsement=endorsement, name=file.name, content=file.read()
            ),
        ):
            messages.success(request, _("The document is added."))
            return to_request(request, endorsement)
    return request_page(request, endorsement, document=form)


@needs("policy.endorsements", fetch=fetch_document)
@require_safe
def document_file(request: MemberRequest, document: EndorsementDocument) -> HttpResponse:
    """A file as it was added: always to keep, never opened as a page of ours."""
    return _download(bytes(document.content), TYPES[document.kind], document.name)


@needs("policy.endorsements", fetch=fetch_document)
@require_http_methods(["GET", "HEAD", "POST"])
def document_remove(request: MemberRequest, document: EndorsementDocument) -> HttpResponse:
    """Ask, then take a file away from a draft."""
    if request.method == "POST":
        document_actions.remove_document(actor=request.member, document=document)
        messages.success(request, _("The document is taken away."))
        return to_request(request, document.request)
    context = {
        "endorsement": document.request,
        "title": _("Take “%(name)s” away?") % {"name": document.name},
        "text": _("This is possible while the request is a draft."),
        "action": _("Take it away"),
        "danger": True,
    }
    return render(request, "policy/endorsement_confirm.html", context)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
