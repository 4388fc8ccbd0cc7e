"""What came back from mail servers: which addresses do not work."""

from uuid import UUID

from surveys.actions.sending import mark_dead
from surveys.domain.bounces import Bounce, read_bounces
from surveys.domain.mailing import TO_ALL_STAFF, MailKind
from surveys.links import mail_id, read_mail_id
from surveys.models import Invitation, Mailing
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Employee, Organisation


def record_bounces(content: bytes) -> int:
    """Read one message; how many addresses in it were given up of mail that we sent. Safe to read twice.

    Of mail to all staff the address is remembered. Of an invitation or a reminder nothing but the count of its
    wave, which goes when the wave closes: a name would tell who was drawn. A message that somebody made up finds
    no mail of ours, because only we can make its Message-ID.
    """
    found = 0
    for bounce in read_bounces(content):
        if not bounce.is_dead:
            continue
        for text in bounce.message_ids:
            ids = read_mail_id(text)
            if ids is None or not Organisation.objects.filter(id=ids[0]).exists():
                continue
            with tenant_scope(ids[0]):
                found += _record(ids[0], ids[1], text, bounce)
    return found


def _record(organisation_id: UUID, mailing_id: UUID, text: str, bounce: Bounce) -> int:
    mailing = Mailing.objects.filter(id=mailing_id).first()
    if mailing is None:
        return 0
    for address in bounce.recipients:
        for person in Employee.objects.filter(email__iexact=address):
            if mail_id(organisation_id, mailing_id, person.id) != text:
                continue
            if mailing.kind == MailKind.ANNOUNCEMENT:
                mark_dead(person.email)
            elif mailing.kind not in TO_ALL_STAFF:
                Invitation.objects.filter(wave_id=mailing.wave_id, employee=person).update(refused=True)
            return 1
    return 0
