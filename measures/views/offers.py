"""The standing offer: what is always there, for whom, how to get it, and the days of trainings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures import actions
from measures.forms import OfferDateForm, OfferForm
from measures.models import Offer, OfferDate
from measures.queries import offers as queries
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest


@needs("measures.offers")
@require_safe
def offer_list(request: MemberRequest) -> HttpResponse:
    """Everything on offer, with the days to come."""
    can_keep = allowed("measures.offers_keep", request.member)
    context = {
        "offers": queries.offers(timezone.localdate()),
        "ended": queries.ended_offers() if can_keep else [],
        "can_keep": can_keep,
    }
    return render(request, "measures/offer_list.html", context)


@needs("measures.offers_keep")
@require_http_methods(["GET", "HEAD", "POST"])
def offer_add(request: MemberRequest) -> HttpResponse:
    """Put something on offer."""
    form = OfferForm(sent(request))
    if form.is_valid():
        made = attempt(
            form,
            lambda: actions.add_offer(
                actor=request.member, form_key=form.cleaned_data["form_key"], **form.fields_of_offer()
            ),
        )
        if made is not None:
            messages.success(request, _("“%(offer)s” is on offer.") % {"offer": made.title})
            return redirect(_list(request))
    return render(request, "measures/offer_form.html", {"form": form}, status=400 if form.is_bound else 200)


@needs("measures.offers_keep", fetch=queries.find_offer)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_change(request: MemberRequest, offer: Offer) -> HttpResponse:
    """Change what is on offer, and its agenda."""
    form = OfferForm(sent(request), offer=offer)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_offer(
                actor=request.member,
                offer=offer,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_offer(),
            ),
        )
        if done is not None:
            messages.success(request, _("“%(offer)s” is saved.") % {"offer": done.title})
            return redirect(_list(request))
    return _page(request, offer, form, OfferDateForm(prefix_id="day-"))


@needs("measures.offers_keep", fetch=queries.find_offer)
@require_POST
def offer_date_add(request: MemberRequest, offer: Offer) -> HttpResponse:
    """Put a day in the agenda of an offer."""
    form = OfferDateForm(request.POST, prefix_id="day-")
    if form.is_valid():
        done = attempt(
            form, lambda: actions.add_offer_date(actor=request.member, offer=offer, **form.cleaned_data)
        )
        if done is not None:
            messages.success(request, _("The day is in the agenda."))
            return redirect(_change(request, offer))
    return _page(request, offer, OfferForm(offer=offer), form)


@needs("measures.offers_keep", fetch=queries.find_offer_date)
@require_POST
def offer_date_remove(request: MemberRequest, day: OfferDate) -> HttpResponse:
    """Take a day out of the agenda."""
    actions.remove_offer_date(actor=request.member, day=day)
    messages.success(request, _("The day is out of the agenda."))
    return redirect(_change(request, day.offer))


@needs("measures.offers_keep", fetch=queries.find_offer)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_end(request: MemberRequest, offer: Offer) -> HttpResponse:
    """Take something off the offer, after a question."""
    if request.method == "POST":
        actions.end_offer(actor=request.member, offer=offer)
        messages.success(request, _("“%(offer)s” is no longer on offer.") % {"offer": offer.title})
        return redirect(_list(request))
    return render(request, "measures/offer_end.html", {"offer": offer})


@needs("measures.offers_keep", fetch=queries.find_offer)
@require_POST
def offer_restore(request: MemberRequest, offer: Offer) -> HttpResponse:
    """Put something back on offer."""
    actions.end_offer(actor=request.member, offer=offer, ended=False)
    messages.success(request, _("“%(offer)s” is on offer again.") % {"offer": offer.title})
    return redirect(_list(request))


def _page(request: MemberRequest, offer: Offer, form: OfferForm, day_form: OfferDateForm) -> HttpResponse:
    context = {
        "offer": offer,
        "form": form,
        "day_form": day_form,
        "days": list(offer.dates.filter(on__gte=timezone.localdate())),
    }
    refused = form.is_bound or day_form.is_bound
    return render(request, "measures/offer_form.html", context, status=400 if refused else 200)


def _list(request: MemberRequest) -> str:
    return reverse("measures:offer_list", args=[request.organisation.slug])


def _change(request: MemberRequest, offer: Offer) -> str:
    return reverse("measures:offer_change", args=[request.organisation.slug, offer.id])
