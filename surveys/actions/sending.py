"""The outbox: one mail a person, one transaction a mail, one sender a mailing at a time.

docs/decisions/0006 tells why, and what a crash costs.
"""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from uuid import UUID

import structlog
from django.db import connection
from django.db.models.functions import Lower
from django.utils import timezone

from surveys.actions.paper import give_codes
from surveys.domain.bounces import is_dead
from surveys.domain.mailing import TO_ALL_STAFF, MailKind
from surveys.emails import Letter, envelope_sender
from surveys.links import mail_id, make_staff_token, make_token
from surveys.models import (
    DeadAddress,
    Delivery,
    Invitation,
    Mailing,
    MailingState,
    OptOut,
    Wave,
    WaveState,
)
from surveys.queries.mailings import letter
from werkdruk.core.pace import Pace
from werkdruk.core.post import Post, address_for_mail
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Employee, Organisation

log = structlog.get_logger()

MOST_TRIES = 8
# In which state of its wave a mailing may go out.
STATES = {
    MailKind.ANNOUNCEMENT: WaveState.PLANNED,
    MailKind.INVITATION: WaveState.OPEN,
    MailKind.REMINDER: WaveState.OPEN,
    MailKind.CLOSING: WaveState.CLOSED,
    MailKind.NOTE: WaveState.CLOSED,
}
# One row of the outbox, locked together with its mailing: whoever finds either taken leaves it to the other sender.
# Everything is found by its primary key: rows that were made a moment ago are in no statistics of the database yet.
LOCK = """
SELECT d.id, d.employee_id, d.tries, e.email, e.left_at IS NOT NULL, d.invitation_id, COALESCE(i.answered, false),
       EXISTS (SELECT 1 FROM surveys_optout o WHERE o.employee_id = d.employee_id),
       EXISTS (SELECT 1 FROM surveys_deadaddress a WHERE lower(a.email) = lower(e.email)),
       (SELECT w.state FROM surveys_wave w WHERE w.id = m.wave_id)
  FROM surveys_delivery d
  JOIN surveys_mailing m ON m.id = d.mailing_id
  JOIN organisations_employee e ON e.id = d.employee_id
  LEFT JOIN surveys_invitation i ON i.id = d.invitation_id
 WHERE d.id = %s
   FOR UPDATE OF d SKIP LOCKED FOR NO KEY UPDATE OF m SKIP LOCKED
"""


@dataclass(frozen=True, slots=True)
class _Next:
    """One row of the outbox with what is known of the person at this moment."""

    id: UUID
    employee_id: UUID
    tries: int
    email: str
    left: bool
    invitation_id: UUID | None
    answered: bool
    opted_out: bool
    dead: bool
    wave_state: str


def start_mailing(wave: Wave, kind: MailKind, number: int = 1) -> tuple[Mailing, bool]:
    """Make the mailing and its rows, and whether they were made just now; inside the tenant's scope.

    Safe at once and twice: a mailing of a wave exists once, and its rows are made with it.
    """
    mailing, made = Mailing.objects.get_or_create(wave=wave, kind=kind.value, number=number)
    if not made:
        return mailing, False
    if kind == MailKind.INVITATION:
        give_codes(wave)
    people: list[tuple[UUID, UUID | None]]
    if kind in TO_ALL_STAFF:
        people = [(person_id, None) for person_id in _one_for_each_address()]
    else:
        invited = Invitation.objects.filter(wave=wave, on_paper=False)
        people = list(invited.values_list("employee_id", "id"))
    Delivery.objects.bulk_create(
        (
            Delivery(mailing=mailing, employee_id=person_id, invitation_id=invitation_id)
            for person_id, invitation_id in people
        ),
        batch_size=5000,
    )
    mailing.total = len(people)
    mailing.save(update_fields=["total"])
    return mailing, True


def _one_for_each_address() -> list[UUID]:
    """Everybody who works here and has an address; one of those who share it, who still wants mail if any does."""
    opted_out = set(OptOut.objects.values_list("employee_id", flat=True))
    chosen: dict[str, UUID] = {}
    rows = Employee.objects.current().exclude(email="").annotate(small=Lower("email"))
    for person_id, address in rows.order_by("id").values_list("id", "small"):
        if address not in chosen or chosen[address] in opted_out:
            chosen[address] = person_id
    return list(chosen.values())


def send_invitations(organisation_id: UUID, wave_id: UUID) -> int:
    """Start the invitations of an open wave if they have not started, and send what is not sent yet."""
    with tenant_scope(organisation_id):
        wave = Wave.objects.get(id=wave_id)
        if wave.state != WaveState.OPEN:
            return 0
        mailing, _made = start_mailing(wave, MailKind.INVITATION)
    return send_mailing(organisation_id, mailing.id)


def send_mailing(organisation_id: UUID, mailing_id: UUID, *, each: Callable[[], None] | None = None) -> int:
    """Send what is not sent yet and return how many went out. Safe to run twice, at once and after a crash.

    The row of a mail is locked while it is handed over and deleted in the same transaction. So a worker that dies
    has at most one mail out whose row is still there; that one goes out again with the same link and Message-ID.
    `each` runs after every mail.
    """
    with tenant_scope(organisation_id):
        organisation = Organisation.objects.get(id=organisation_id)
        mailing = Mailing.objects.select_related("wave").filter(id=mailing_id).first()
        if mailing is None or mailing.state != MailingState.SENDING:
            return 0
        kind, wave = MailKind(mailing.kind), mailing.wave
        waiting = Delivery.objects.filter(mailing=mailing).due().order_by("id")
        ids = list(waiting.values_list("id", flat=True))
        laid_out = letter(
            organisation, kind, opens_on=wave.opens_on, closes_on=wave.closes_on, wave_id=wave.id
        )
    sender = _Sender(organisation, mailing, kind, laid_out)
    pace, sent = Pace(), 0
    try:
        with Post(envelope_sender()) as post:
            for row_id in ids:
                if not pace.may_go():
                    return sent
                outcome = sender.send_one(post, row_id)
                if outcome is Outcome.BUSY:
                    return sent
                sent += outcome is Outcome.SENT
                if each is not None:
                    each()
    except (smtplib.SMTPException, OSError) as error:
        # The mail server is away. What is left stays in its rows; the calendar comes back to it.
        log.warning("sending stopped", mailing=str(mailing_id), reason=type(error).__name__)
        return sent
    _finish(organisation_id, mailing_id)
    return sent


class Outcome(Enum):
    """What became of one row: a mail went out, none was needed or it was put off, or somebody else is sending."""

    SENT = "sent"
    NONE = "none"
    BUSY = "busy"


class _Sender:
    """Sends the mails of one mailing, one a call."""

    def __init__(
        self, organisation: Organisation, mailing: Mailing, kind: MailKind, laid_out: Letter
    ) -> None:
        self.organisation_id = organisation.id
        self.mailing_id = mailing.id
        self.kind = kind
        self.letter = laid_out

    def send_one(self, post: Post, row_id: UUID) -> Outcome:
        """Handle one row in a transaction of its own."""
        with tenant_scope(self.organisation_id), connection.cursor() as cursor:
            # What is recorded is that a mail went out. A killed worker loses none of that; only a database that
            # loses its power may forget the last half second, and send those mails again.
            cursor.execute("SET LOCAL synchronous_commit = off")
            cursor.execute(LOCK, [row_id])
            found = cursor.fetchone()
            if found is None:
                return Outcome.BUSY if Delivery.objects.filter(id=row_id).exists() else Outcome.NONE
            done, sent = self._handle(post, _Next(*found))
            if done:
                cursor.execute("DELETE FROM surveys_delivery WHERE id = %s", [row_id])
            return Outcome.SENT if sent else Outcome.NONE

    def _handle(self, post: Post, row: _Next) -> tuple[bool, bool]:
        """Whether the row is done with, and whether a mail went out."""
        if row.wave_state != STATES[self.kind] or row.left:
            return True, False
        if not row.email:
            if row.invitation_id is not None and self.kind == MailKind.INVITATION:
                give_codes(None, only=row.invitation_id)
            return True, False
        if (row.opted_out and self.kind != MailKind.ANNOUNCEMENT) or self._is_answered(row):
            return True, False
        try:
            if row.opted_out:
                # No mail, but the address is tried as everybody's is: a list of addresses that do not work tells
                # nothing about who wants no more mail.
                post.ask(address_for_mail(row.email))
            else:
                post.send(self.letter.to(row.email, token=self._token(row), mail_id=self._mail_id(row)))
        except smtplib.SMTPRecipientsRefused as refusal:
            return self._put_off(row, list(refusal.recipients.values())), False
        except smtplib.SMTPSenderRefused:
            raise  # of us, not of this mail: the server takes nothing now
        except smtplib.SMTPResponseException as refusal:
            if refusal.smtp_code == 421:
                raise
            # Of the message, not of the address (a spam filter, say): never for good at once.
            return self._put_off(row, [(450, b"")]), False
        except ValueError:  # an address that no mail can have
            return self._put_off(row, [(550, b"5.1.3")]), False
        if row.dead and self.kind == MailKind.ANNOUNCEMENT:
            DeadAddress.objects.filter(email__iexact=row.email).delete()
        return True, not row.opted_out

    def _is_answered(self, row: _Next) -> bool:
        return self.kind == MailKind.REMINDER and (row.answered or row.invitation_id is None)

    def _token(self, row: _Next) -> str:
        if row.invitation_id is not None and self.kind not in TO_ALL_STAFF:
            return make_token(self.organisation_id, row.invitation_id)
        return make_staff_token(self.organisation_id, row.employee_id)

    def _mail_id(self, row: _Next) -> str:
        return mail_id(self.organisation_id, self.mailing_id, row.employee_id)

    def _put_off(self, row: _Next, told: list[tuple[int, bytes | str]]) -> bool:
        """True for a refusal for good: it is not tried again. A temporary one waits longer each time."""
        for_good = all(code >= 500 for code, _words in told)
        tries = row.tries + 1
        if not for_good and tries < MOST_TRIES:
            Delivery.objects.filter(id=row.id).update(
                tries=tries, next_try_at=timezone.now() + timedelta(minutes=2**tries)
            )
            return False
        if self.kind in TO_ALL_STAFF:
            if self.kind == MailKind.ANNOUNCEMENT and for_good and is_dead(_status(told[0])):
                mark_dead(row.email)
        elif row.invitation_id is not None:
            Invitation.objects.filter(id=row.invitation_id).update(refused=True)
        return True


def mark_dead(email: str) -> None:
    """Remember that `email` does not work; known from mail to all staff only."""
    DeadAddress.objects.get_or_create(email__iexact=email, defaults={"email": email})


def forget_mailings(wave: Wave) -> None:
    """Delete what still had to be mailed about `wave`, before it is counted: those rows say who was invited."""
    list(Mailing.objects.select_for_update().filter(wave=wave).order_by("id"))
    Delivery.objects.filter(mailing__wave=wave).delete()
    Mailing.objects.filter(wave=wave, state=MailingState.SENDING).update(
        state=MailingState.SENT, sent_at=timezone.now()
    )


def _finish(organisation_id: UUID, mailing_id: UUID) -> None:
    """Mark the mailing as sent when nothing is left, also nothing that was put off."""
    with tenant_scope(organisation_id):
        # The wave first, as closing does.
        wave = Wave.objects.select_for_update(no_key=True).filter(mailings=mailing_id).first()
        mailing = Mailing.objects.select_for_update(no_key=True).filter(id=mailing_id).first()
        if wave is None or mailing is None or mailing.state != MailingState.SENDING:
            return
        if Delivery.objects.filter(mailing=mailing).exists():
            return
        mailing.state, mailing.sent_at = MailingState.SENT, timezone.now()
        mailing.save(update_fields=["state", "sent_at"])
        if mailing.kind == MailKind.INVITATION:
            wave.sent_at = mailing.sent_at
            wave.save(update_fields=["sent_at"])


def _status(told: tuple[int, bytes | str]) -> str:
    """The enhanced status code in a refusal; "5.0.0" when the server gave none."""
    code, words = told
    first = (
        (words.decode(errors="replace") if isinstance(words, bytes) else words).split(" ")[0].split("-")[0]
    )
    return first if first.startswith(f"{code // 100}.") else f"{code // 100}.0.0"
