"""An employee's link: what it gives, and the one transaction that spends it."""

from collections.abc import Mapping
from enum import Enum
from uuid import UUID

from surveys.domain.ballot import Ballot as AnswerSheet
from surveys.domain.seal import BALLOT_SIZE, encode_ballot, seal
from surveys.links import is_ours, token_hash
from surveys.models import Ballot, Invitation, OptOut
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import Employee


class Link(Enum):
    """What a link is worth: open to answer, used before, of a round that has closed, or not ours at all."""

    OPEN = "open"
    USED = "used"
    CLOSED = "closed"
    UNKNOWN = "unknown"


def look_up(token: str, *, lock: bool = False) -> tuple[Link, Invitation | None]:
    """What `token` is worth in the active organisation; reading changes nothing, however often a scanner looks.

    With `lock` the invitation's row is locked: whoever comes second sees what the first one did.
    """
    if not is_ours(current_organisation_id(), token):
        return Link.UNKNOWN, None
    rows = Invitation.objects.select_related("wave").filter(token_hash=token_hash(token))
    if lock:
        rows = rows.select_for_update(of=("self",))
    try:
        invitation = rows.get()
    except Invitation.DoesNotExist:
        return Link.CLOSED, None
    if not invitation.wave.is_open:
        return Link.CLOSED, None
    return (Link.USED if invitation.answered else Link.OPEN), invitation


def submit_answers(*, token: str, answers: Mapping[str, int | None], open_answers: Mapping[str, str]) -> Link:
    """Spend the link and store the sealed sheet, in one transaction; `Link.OPEN` means it was stored just now."""
    link, invitation = look_up(token, lock=True)
    if link is Link.OPEN and invitation is not None:
        store_answers(invitation=invitation, answers=answers, open_answers=open_answers)
    return link


def store_answers(
    *, invitation: Invitation, answers: Mapping[str, int | None], open_answers: Mapping[str, str]
) -> None:
    """Store the sealed sheet of an open `invitation` that `look_up` locked, and spend it.

    Closing locks every invitation before it counts: a sheet that is acknowledged is counted.
    """
    sheet = AnswerSheet(unit=invitation.unit_id, answers=answers, open_answers=open_answers)
    public_key = invitation.wave.public_key
    assert public_key is not None  # the draw, which makes invitations, stores it
    box = seal(bytes(public_key), encode_ballot(sheet), BALLOT_SIZE)
    Ballot.objects.create(wave_id=invitation.wave_id, box=box)
    Invitation.objects.filter(id=invitation.id).update(answered=True)


def stop_invitations(*, token: str) -> Link:
    """No more invitations for the person behind `token`; nobody who signs in can see who that is.

    Not in the log either: a line with a day, in a wave of a few people, says too much.
    """
    link, invitation = look_up(token, lock=True)
    if invitation is not None:
        OptOut.objects.get_or_create(employee_id=invitation.employee_id)
    return link


def stop_mail(*, employee_id: UUID) -> None:
    """No more mail about the survey for somebody on the staff, from a mail to all; not in the log, as above."""
    if Employee.objects.filter(id=employee_id).exists():
        OptOut.objects.get_or_create(employee_id=employee_id)
