"""Running waves with the real engine: plan, draw, send, answer, close."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings

from surveys.actions.answering import Link, submit_answers
from surveys.actions.closing import close_wave, refresh_response
from surveys.actions.drawing import draw_wave
from surveys.actions.guard import approve_staff_change
from surveys.actions.planning import plan_wave
from surveys.actions.sending import send_invitations, start_mailing
from surveys.actions.setup import ensure_settings
from surveys.domain.mailing import MailKind
from surveys.links import make_token
from surveys.models import Delivery, Invitation, StaffMark, Wave
from surveys.queries.guard import staff_change
from surveys.queries.waves import wave_items
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.people import member
from werkdruk.home.demo.population import Respondent, answers_of, takes_part, words_of
from werkdruk.organisations.models import Membership, Role
from werkdruk.organisations.queries import unit_tree

# The newest mails of the inbox hold links that nobody has used yet: whoever looks around can answer.
LINKS_LEFT = 8
# The newest wave opened so many days ago, unless the month is younger.
OPEN_FOR_DAYS = 5
# The wave before it closed so many days ago, or more: its monthly review is still to be held, and not late.
CLOSED_FOR_DAYS = 5


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organisation of the demo: its HR professional plans its waves."""

    id: UUID
    hr: str


@contextmanager
def without_mail() -> Iterator[None]:
    """Mail of the past goes nowhere: the demo's inbox shows what was sent now."""
    before = settings.MAILERS
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    try:
        yield
    finally:
        settings.MAILERS = before


def run_past_wave(tenant: Tenant, clock: Clock, month: date, months: int) -> tuple[int, int, date]:
    """A whole wave of `month`, `months` after the first one; invited, answered, and the day it was closed."""
    opening = _opening(clock, month)
    with clock.at(opening, 7), without_mail():
        wave = _plan_and_draw(tenant, opening)
        send_invitations(tenant.id, wave.id)
    with clock.at(opening + timedelta(days=5), 14):
        answered = _answer(tenant, wave, months)
    closing = wave.closes_on + timedelta(days=1)
    with clock.at(closing, 6, 5):
        close_wave(tenant.id, wave.id)
    return wave.invited, answered, closing


def _opening(clock: Clock, month: date) -> date:
    """The first of the month; for the month before this one as late as leaves room for closing."""
    if month != clock.month(1):
        return month
    return min(clock.month(0) - timedelta(days=1), clock.day(-CLOSED_FOR_DAYS - 15))


def run_open_wave(tenant: Tenant, clock: Clock, months: int) -> tuple[int, int]:
    """This month's wave, with mails that can be read and part of the answers in; invited, answered."""
    opening = max(clock.month(0), clock.day(-OPEN_FOR_DAYS))
    with clock.at(opening, 7):
        wave = _plan_and_draw(tenant, opening)
        with tenant_scope(tenant.id):
            mailing, _made = start_mailing(wave, MailKind.INVITATION)
            rows = Delivery.objects.filter(mailing=mailing).order_by("-id")
            newest = set(rows.values_list("employee_id", flat=True)[:LINKS_LEFT])
        send_invitations(tenant.id, wave.id)
    answered = _answer(tenant, wave, months, but=newest)
    with tenant_scope(tenant.id):
        refresh_response(Wave.objects.get(id=wave.id))
    return wave.invited, answered


def _plan_and_draw(tenant: Tenant, day: date) -> Wave:
    with tenant_scope(tenant.id):
        wave = plan_wave(actor=member(tenant.hr), opens_on=day)
    if not draw_wave(tenant.id, wave.id):
        with tenant_scope(tenant.id):
            _agree_with_staff()
        draw_wave(tenant.id, wave.id)
    with tenant_scope(tenant.id):
        return Wave.objects.get(id=wave.id)


def _agree_with_staff() -> None:
    """The works council looks at what changed in the staff and agrees."""
    council = Membership.objects.active().with_role(Role.WORKS_COUNCIL).select_related("user", "organisation")
    digest = staff_change(StaffMark.objects.get(), ensure_settings()).digest
    approve_staff_change(actor=council[0], digest=digest, reason="Wisseling van het seizoen.")


def _answer(tenant: Tenant, wave: Wave, months: int, *, but: Collection[UUID] = ()) -> int:
    """Let those who take part answer through their links, each in a transaction of their own; how many did.

    `but` do not: who got the newest mails of the inbox.
    """
    with tenant_scope(tenant.id):
        items = wave_items(wave.id)
        tree = unit_tree()
        invited = list(
            Invitation.objects.filter(wave=wave).select_related("employee").order_by("employee__staff_number")
        )
    said: set[str] = set()
    answered = 0
    for invitation in invited:
        if invitation.employee_id in but:
            continue
        region, location, team = (tree.units[unit].name for unit in tree.path(invitation.unit_id))
        person = Respondent(invitation.employee.staff_number, region, location, team, months)
        if not takes_part(person):
            continue
        with tenant_scope(tenant.id):
            outcome = submit_answers(
                token=make_token(tenant.id, invitation.id),
                answers=answers_of(person, items),
                open_answers=words_of(person, said),
            )
        answered += outcome is Link.OPEN
    return answered
