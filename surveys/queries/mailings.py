"""Reads over mails: texts, settings, what goes out when, how far it is. Numbers only, never who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils import timezone

from surveys.domain.mailing import NEVER_SKIPPED, TO_ALL_STAFF, MailKind, Planned, schedule
from surveys.emails import Letter, Written, lay_out
from surveys.models import (
    DeadAddress,
    Delivery,
    Invitation,
    Mailing,
    MailingState,
    MailSettings,
    MailText,
    Wave,
    WaveState,
)
from surveys.queries.notes import note_in_mail
from surveys.words.mail_texts import LANGUAGES, mailing_name, our_text
from werkdruk.organisations.models import Employee, Organisation

# A mailing of fewer mails is out in a second: it is shown as going out, without a number.
SMALLEST_COUNT = 50


@dataclass(frozen=True, slots=True)
class Sending:
    """How far a mailing is, in tenths of its mails: a single person never makes a difference."""

    total: int
    tenths: int
    waiting: bool
    refused: tuple[int, int] | None = None

    @property
    def handled(self) -> int:
        """At least so many are handled."""
        return self.total * self.tenths // 10


@dataclass(frozen=True, slots=True)
class Row:
    """A mailing of a wave as the page shows it."""

    key: str
    name: str
    kind: str
    day: date
    state: str  # planned, missed, sending, sent, skipped
    may_send: bool = False
    may_skip: bool = False


def mail_settings() -> MailSettings:
    """The organisation's settings; unsaved ones with the defaults until somebody changes them."""
    return MailSettings.objects.first() or MailSettings(version=0)


def own_text(kind: MailKind, language: str) -> MailText | None:
    """The row of an organisation's own text, also when it went back to ours."""
    found: MailText | None = MailText.objects.filter(kind=kind.value, language=language).first()
    return found


def written(kind: MailKind, language: str) -> Written:
    """The text that is mailed now: the organisation's own, else ours."""
    own = own_text(kind, language)
    if own is not None and own.is_own:
        return Written(language, own.subject, own.body)
    return Written(language, *our_text(kind, language))


def letter(
    organisation: Organisation,
    kind: MailKind,
    *,
    opens_on: date,
    closes_on: date,
    texts: list[Written] | None = None,
    wave_id: UUID | None = None,
) -> Letter:
    """A mailing of `kind` as it goes out now, about the wave `wave_id`; with `texts` in their place.

    What the mail says of a published note is read here, once for all its mails.
    """
    settings = mail_settings()
    chosen = texts or [written(kind, language) for language in settings.languages.split("+")]
    return lay_out(
        organisation,
        kind,
        chosen,
        opens_on=opens_on,
        closes_on=closes_on,
        contact=settings.contact,
        note=note_in_mail(organisation, kind, wave_id),
    )


def planned_mailings(wave: Wave, settings: MailSettings) -> list[Planned]:
    """What goes out around `wave` and when, as the settings are now."""
    return schedule(
        wave.opens_on,
        wave.closes_on,
        announce_days=settings.announce_days if settings.announce else None,
        reminder_days=settings.reminder_days,
        thank=settings.thank,
    )


def mailing_rows(wave: Wave, today: date) -> list[Row]:
    """The mailings of `wave` in their order: what was sent, what is skipped, what comes."""
    made = {(one.kind, one.number): one for one in Mailing.objects.filter(wave=wave)}
    plan = {(one.kind.value, one.number): one for one in planned_mailings(wave, mail_settings())}
    rows = []
    for kind, number in sorted(
        {*made, *plan}, key=lambda one: (list(MailKind).index(MailKind(one[0])), one[1])
    ):
        mailing, planned = made.get((kind, number)), plan.get((kind, number))
        day = _day_of(mailing, planned)
        key = Planned(MailKind(kind), number, day).key
        state = mailing.state if mailing else _waiting_state(wave, kind, day, today)
        open_ = mailing is None and state == "planned"
        first_done = number == 1 or (MailKind.REMINDER.value, 1) in made
        rows.append(
            Row(
                key=key,
                name=mailing_name(kind, number),
                kind=kind,
                day=day,
                state=state,
                may_send=open_ and first_done and _can_go_now(wave, kind),
                may_skip=open_ and kind not in NEVER_SKIPPED,
            )
        )
    return rows


def _day_of(mailing: Mailing | None, planned: Planned | None) -> date:
    """When it went out or was skipped, else when it comes."""
    if mailing is not None:
        return timezone.localtime(mailing.started_at).date()
    assert planned is not None
    return planned.day


def _waiting_state(wave: Wave, kind: str, day: date, today: date) -> str:
    """Whether a mailing that was not made still comes."""
    passed = {
        MailKind.ANNOUNCEMENT: wave.state != WaveState.PLANNED,
        MailKind.INVITATION: wave.state in (WaveState.COUNTED, WaveState.CLOSED),
        MailKind.REMINDER: wave.state in (WaveState.COUNTED, WaveState.CLOSED),
        MailKind.CLOSING: wave.state == WaveState.CLOSED and (today - day).days > 3,
    }
    return "missed" if passed[MailKind(kind)] else "planned"


def _can_go_now(wave: Wave, kind: str) -> bool:
    if kind == MailKind.ANNOUNCEMENT:
        return wave.state == WaveState.PLANNED
    return kind == MailKind.REMINDER and wave.state == WaveState.OPEN


def sending_progress(wave: Wave, k: int) -> Sending | None:
    """How far the invitations of an open wave are; None before they started.

    Letters on paper and what a mail server put off count as handled: the number that is left would tell whether
    one address, which somebody changed to find that out, was drawn.
    """
    mailing = Mailing.objects.filter(wave=wave, kind=MailKind.INVITATION).first()
    if mailing is None:
        return Sending(total=wave.invited, tenths=0, waiting=True)
    untried = Delivery.objects.filter(mailing=mailing).untried().count()
    enough = mailing.total >= SMALLEST_COUNT
    done = (mailing.total - untried) * 10 // mailing.total if enough else 0
    refused = Invitation.objects.filter(wave=wave, refused=True).count()
    low = refused // k * k
    return Sending(
        total=wave.invited,
        tenths=done if untried else 10,
        waiting=untried > 0,
        refused=(low, low + k - 1) if low else None,
    )


def waiting_mailings() -> list[UUID]:
    """Mailings that have something to send now, or that are finished and do not say so yet."""
    rows = Delivery.objects.filter(mailing=OuterRef("id"))
    return list(
        Mailing.objects.filter(state=MailingState.SENDING)
        .filter(Exists(rows.due()) | ~Exists(rows))
        .values_list("id", flat=True)
    )


def dead_addresses(addresses: Iterable[str]) -> set[str]:
    """Which of `addresses` did not work when all staff were written to."""
    wanted = {address.lower() for address in addresses if address}
    dead = DeadAddress.objects.annotate(small=Lower("email")).filter(small__in=wanted)
    known = set(dead.values_list("small", flat=True))
    return {address for address in addresses if address and address.lower() in known}


def unreachable_staff() -> list[Employee]:
    """Who on the staff has an address that did not work when all staff were written to."""
    dead = DeadAddress.objects.annotate(small=Lower("email")).values("small")
    return list(
        Employee.objects.current()
        .annotate(small=Lower("email"))
        .filter(small__in=dead)
        .select_related("unit")
        .order_by("name")
    )


def languages() -> tuple[str, ...]:
    """Every language that a text can have."""
    return LANGUAGES


def is_to_all(kind: str) -> bool:
    """Whether everybody on the staff gets mail of this kind."""
    return kind in TO_ALL_STAFF
