"""What an organisation may mail to a member who works in the product."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkdruk.core.access import needs
from werkdruk.core.forms import sent
from werkdruk.organisations.actions.digests import change_digest
from werkdruk.organisations.forms.my_mail import MyMailForm
from werkdruk.organisations.requests import MemberRequest


@needs("organisations.my_mail")
@require_http_methods(["GET", "HEAD", "POST"])
def my_mail(request: MemberRequest) -> HttpResponse:
    """A member's own mail from this organisation: whether there is a mail a week, and when."""
    form = MyMailForm(sent(request), member=request.member)
    if form.is_valid():
        change_digest(actor=request.member, **form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return redirect("organisations:my_mail", organisation=request.organisation.slug)
    return render(request, "organisations/my_mail.html", {"form": form}, status=400 if form.is_bound else 200)
