"""An employee's link: what it gives, and the one statement that spends it."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from surveys.domain.ballot import Ballot as AnswerSheet
from surveys.domain.seal import BALLOT_SIZE, encode_ballot, seal
from surveys.links import is_ours, token_hash
from surveys.models import Invitation, OptOut, WaveState
from surveys.queries.links import Invited, Link
from werkdruk.core.tenancy import current_organisation_id, in_one_trip
from werkdruk.organisations.models import Employee

__all__ = ["Link", "look_up", "stop_invitations", "stop_mail", "store_answers", "submit_answers"]

# Locks the invitation's row, waiting for whoever holds it: another sending of the same link, or the closing. Who
# waited sees what the other one did: a link that was spent, or a row that is gone, matches no more, and no ballot is
# written.
_SPEND = """
WITH spent AS (
    UPDATE surveys_invitation SET answered = true
    WHERE id = %(invitation)s AND NOT answered
        AND (SELECT state FROM surveys_wave AS wave WHERE wave.id = wave_id) = %(open)s
    RETURNING wave_id
)
INSERT INTO surveys_ballot (id, organisation_id, wave_id, box)
SELECT %(ballot)s, %(organisation)s, wave_id, %(box)s FROM spent
RETURNING id
"""


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
    """Spend the link and store the sealed sheet, in the active organisation's scope; `Link.OPEN` means stored now."""
    link, invitation = look_up(token, lock=True)
    if link is not Link.OPEN or invitation is None:
        return link
    public_key = invitation.wave.public_key
    assert public_key is not None  # the draw, which makes invitations, stores it
    invited = Invited(invitation.id, invitation.unit_id, invitation.wave_id, bytes(public_key))
    stored = store_answers(
        organisation_id=current_organisation_id(),
        invited=invited,
        answers=answers,
        open_answers=open_answers,
    )
    assert stored  # the row is locked
    return Link.OPEN


def store_answers(
    *,
    organisation_id: UUID,
    invited: Invited,
    answers: Mapping[str, int | None],
    open_answers: Mapping[str, str],
) -> bool:
    """Store the sealed sheet of an invitation and spend it; False when its link was spent or closed meanwhile.

    One transaction in one trip: when this returns True the sheet is on disk. Closing locks every invitation before it
    counts: a sheet that is acknowledged is counted.
    """
    sheet = AnswerSheet(unit=invited.unit_id, answers=answers, open_answers=open_answers)
    rows = in_one_trip(
        "%(organisation)s",
        _SPEND,
        {
            "organisation": organisation_id,
            "invitation": invited.id,
            "open": WaveState.OPEN.value,
            "ballot": uuid4(),
            "box": seal(invited.public_key, encode_ballot(sheet), BALLOT_SIZE),
        },
    )
    return bool(rows)


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
