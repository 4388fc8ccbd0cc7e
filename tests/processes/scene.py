"""Organisations with staff and an open wave, committed, made as fast as a test can."""

import re
from datetime import date, timedelta
from email.message import EmailMessage
from urllib.parse import urlencode

from django.utils import timezone

from surveys.actions.drawing import draw_wave
from surveys.actions.planning import plan_wave
from surveys.actions.setup import ensure_settings, place_everyone
from surveys.links import make_token
from surveys.models import Invitation, Rhythm, Wave
from tests.cast import agree, make_employees
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Organisation, Unit

LINK = re.compile(r"(/s/[^/\s]+/[^/\s]+/)\s")


def make_organisation(slug: str, staff: int) -> Organisation:
    """An organisation with one team of `staff` people that asks half of them at a time, everyone placed."""
    organisation = Organisation.objects.create(name=f"Stichting {slug}", slug=slug)
    with tenant_scope(organisation.id):
        agree(rhythm=Rhythm.HALF_YEARLY)
        make_employees(Unit.objects.create(name="Team"), staff, slug)
        ensure_settings()
        place_everyone()
    return organisation


def plan(organisation: Organisation) -> Wave:
    """Plan today's wave."""
    with tenant_scope(organisation.id):
        return plan_wave(actor=None, opens_on=timezone.localdate())


def open_wave(organisation: Organisation) -> Wave:
    """Plan and draw today's wave; nothing is sent."""
    wave = plan(organisation)
    assert draw_wave(organisation.id, wave.id)
    with tenant_scope(organisation.id):
        return Wave.objects.get(id=wave.id)


def make_due(wave: Wave) -> None:
    """Let the wave's last day be yesterday."""
    with tenant_scope(wave.organisation_id):
        Wave.objects.filter(id=wave.id).update(closes_on=timezone.localdate() - timedelta(days=1))


def paths(organisation: Organisation) -> list[str]:
    """The paths of the links of everyone who is invited."""
    with tenant_scope(organisation.id):
        ids = list(Invitation.objects.order_by("id").values_list("id", flat=True))
    return [f"/s/{organisation.slug}/{make_token(organisation.id, one)}/" for one in ids]


def link_in(message: EmailMessage) -> str:
    """The path of the link in an invitation."""
    part = message.get_body(("plain",))
    assert part is not None
    found = LINK.search(part.get_content())
    assert found is not None
    return found.group(1)


def answers(number: int) -> dict[str, str]:
    """A filled-in form; another one for each of the first 25 numbers."""
    form = {f"K{code:02}": str((number + code) % 5 + 1) for code in range(1, 11)}
    return form | {"V27": str(number // 5 % 5 + 1), "O1": f"Meer tijd voor overdracht {number}"}


def form_body(number: int) -> str:
    """The same as it is posted."""
    return urlencode(answers(number))


def months_ago(day: date, months: int) -> date:
    """The first of the month so many months before the month of `day`."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)
