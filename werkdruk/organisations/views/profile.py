"""The way into the organisation's pages, its profile and the audit log."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.core.models import AuditEntry
from werkdruk.core.permissions import allowed
from werkdruk.organisations import audit_labels
from werkdruk.organisations.actions.profile import change_profile
from werkdruk.organisations.forms.people import ProfileForm
from werkdruk.organisations.models import Organisation
from werkdruk.organisations.requests import MemberRequest
from werkdruk.organisations.views.tabs import tabs


@needs("organisations.section")
def overview(request: MemberRequest) -> HttpResponse:
    """To the first page of the organisation that this member may open."""
    slug = request.organisation.slug
    if allowed("organisations.settings", request.member):
        return redirect("organisations:profile_change", organisation=slug)
    return redirect("organisations:audit_log", organisation=slug)


@needs("organisations.settings")
def profile_change(request: MemberRequest) -> HttpResponse:
    """Name, sector, representation, and what the coordinator is called here."""
    organisation = Organisation.objects.get(id=request.organisation.id)
    form = ProfileForm(sent(request), instance=organisation)
    if form.is_valid():
        saved = attempt(
            form,
            lambda: change_profile(
                actor=request.member, organisation=request.organisation, **form.cleaned_data
            ),
        )
        if saved is not None:
            messages.success(request, _("The profile is saved."))
            return redirect("organisations:profile_change", organisation=request.organisation.slug)
    return render(
        request, "organisations/profile_change.html", {"form": form, **tabs(request, "profile_change")}
    )


@needs("organisations.audit_log")
def audit_log(request: MemberRequest) -> HttpResponse:
    """Who did what, newest first; searchable by person and by words."""
    wanted = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    entries = AuditEntry.objects.all()
    if wanted:
        entries = entries.filter(
            Q(actor_name__icontains=wanted)
            | Q(subject__icontains=wanted)
            | Q(action__in=audit_labels.codes_saying(wanted))
        )
    page = Paginator(entries, 50).get_page(request.GET.get("page"))
    rows = [{"entry": entry, "sentence": audit_labels.sentence(entry)} for entry in page]
    return render(
        request,
        "organisations/audit_log.html",
        {"page_obj": page, "rows": rows, "wanted": wanted, **tabs(request, "audit_log")},
    )
