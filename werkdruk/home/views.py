"""The way in, the start page of an organisation, and the health check: the place that may know every app."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from werkdruk.accounts.requests import PersonRequest
from werkdruk.core import agenda
from werkdruk.core.access import needs, open_to_all, signed_in
from werkdruk.core.permissions import allowed
from werkdruk.core.tenancy import person_scope
from werkdruk.organisations.models import Membership, Organisation
from werkdruk.organisations.requests import MemberRequest


@signed_in
def home(request: PersonRequest) -> HttpResponse:
    """To the person's organisation; a choice where there are more, an explanation where there is none."""
    with person_scope(request.user.id):
        ids = list(Membership.objects.of_person(request.user.id).values_list("organisation_id", flat=True))
    organisations = list(Organisation.objects.filter(id__in=ids).order_by("name"))
    if len(organisations) == 1:
        return redirect("start", organisation=organisations[0].slug)
    return render(request, "home/choose.html", {"organisations": organisations})


@needs("organisations.home")
def start(request: MemberRequest) -> HttpResponse:
    """What needs this member now, and for HR the start checklist until it is done."""
    today = timezone.localdate()
    steps = [step for step in agenda.steps(request.organisation) if allowed(step.needs, request.member)]
    return render(
        request,
        "home/start.html",
        {
            "todos": agenda.todos(request.member, today),
            "panels": agenda.panels(request.member, today),
            "steps": steps,
            "steps_done": sum(step.done for step in steps),
            "next_step": next((step for step in steps if not step.done), None),
            "part_of_day": _part_of_day(timezone.localtime().hour),
            "today": today,
        },
    )


def _part_of_day(hour: int) -> str:
    """The word of the greeting at `hour` (0 to 23): morning, afternoon or evening."""
    if 4 <= hour < 12:
        return "morning"
    return "afternoon" if 12 <= hour < 18 else "evening"


@open_to_all("load balancers ask whether the service is up")
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
