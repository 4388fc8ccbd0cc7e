"""What HR and the works council arrange about the page for all staff: its address, its words, its poster."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from surveys.actions.staff_page import change_staff_page, ensure_staff_page, renew_staff_page
from surveys.documents import poster_pdf
from surveys.forms.notes import PosterForm, StaffPageForm
from surveys.links import staff_page_url
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest


@needs("surveys.staff_page_manage")
@require_http_methods(["GET", "HEAD", "POST"])
def staff_page(request: MemberRequest) -> HttpResponse:
    """Its address, to copy, to print and to renew, and the words on it."""
    page = ensure_staff_page()
    form = StaffPageForm(sent(request))
    form.initial = form.stored(page)
    if form.is_valid():
        saved = attempt(
            form,
            lambda: change_staff_page(
                actor=request.member,
                version=form.cleaned_data["version"],
                intro=form.cleaned_data["intro"],
                contact=form.cleaned_data["contact"],
            ),
        )
        if saved is not None:
            messages.success(request, _("The page for all staff is saved."))
            return _to_page(request)
    url = staff_page_url(request.organisation.slug, page.token)
    return render(
        request,
        "surveys/staff_page.html",
        {"form": form, "page": page, "url": url},
        status=422 if form.errors else 200,
    )


@needs("surveys.staff_page_manage")
@require_http_methods(["GET", "HEAD", "POST"])
def staff_page_renew(request: MemberRequest) -> HttpResponse:
    """Ask, then give the page another address."""
    if request.method == "POST":
        renew_staff_page(actor=request.member)
        messages.success(request, _("The page has a new address. The old one does not work any more."))
        return _to_page(request)
    return render(request, "surveys/staff_page_renew.html")


@needs("surveys.staff_page_manage")
@require_safe
def staff_page_poster(request: MemberRequest) -> HttpResponse:
    """A poster with the address as a QR code, for the wall."""
    form = PosterForm(request.GET)
    language = form.cleaned_data["language"] if form.is_valid() else "nl"
    content = poster_pdf(request.organisation, ensure_staff_page().token, language)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="poster-{language}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )


def _to_page(request: MemberRequest) -> HttpResponse:
    return redirect("surveys:staff_page", organisation=request.organisation.slug)
