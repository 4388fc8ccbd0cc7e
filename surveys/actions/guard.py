"""The works council's key on the roster: large changes of staff between two draws wait for it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.models import StaffMark, SurveySettings
from surveys.queries.guard import StaffChange, holds_staff_key, pack, seen_now, staff_change
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership


def mark_staff() -> StaffMark:
    """Measure from the present staff on: at a draw, and when the works council has approved what changed."""
    mark = StaffMark.objects.select_for_update().first() or StaffMark()
    mark.data, mark.taken_at = pack(seen_now(mark.id)), timezone.now()
    mark.over, mark.declined, mark.declined_because = [], "", ""
    mark.save()
    return mark


def held() -> bool:
    """Whether changes since the last draw are above the limit; before the first draw never.

    Follows each change of staff, so that the works council sees it before the day of the draw.
    """
    mark = StaffMark.objects.select_for_update().first()
    settings = SurveySettings.objects.first()
    if mark is None or settings is None:
        return False
    found = staff_change(mark, settings)
    over = [[row.unit, row.people, row.limit] for row in found.over]
    if over != mark.over:
        if over and not mark.over:
            audit.record("surveys.staff_over_limit", actor=None, **_counts(found))
        mark.over = over
        mark.save(update_fields=["over"])
    return bool(over)


def refuse_while_held() -> None:
    """Say why a wave cannot be drawn now."""
    if held():
        raise Refused(
            _(
                "More of the staff changed since the last draw than goes without the works council. The wave is "
                "drawn as soon as it has agreed. See “Changes of staff” on the page of the survey."
            )
        )


def approve_staff_change(*, actor: Membership, digest: str, reason: str = "") -> StaffMark:
    """Let the changes that were shown (`digest`) stand: from now on measure against the present staff."""
    _mark, found = _shown(actor, digest)
    audit.record("surveys.staff_change_approved", actor=actor, reason=reason, **_counts(found))
    return mark_staff()


def decline_staff_change(*, actor: Membership, digest: str, reason: str) -> StaffMark:
    """Keep the draw waiting, and tell HR why."""
    mark, found = _shown(actor, digest)
    if not reason:
        raise Refused(_("Tell HR why, so that they know what to change."))
    mark.declined, mark.declined_because = found.digest, reason
    mark.save(update_fields=["declined", "declined_because"])
    audit.record("surveys.staff_change_declined", actor=actor, reason=reason, **_counts(found))
    return mark


def _shown(member: Membership, digest: str) -> tuple[StaffMark, StaffChange]:
    """The mark, locked, and the changes if they are still those that were shown."""
    if not holds_staff_key(member):
        raise Refused(_("The works council decides about this."))
    mark = StaffMark.objects.select_for_update().first()
    if mark is None:
        raise Refused(_("Nothing waits: no wave has been drawn yet."))
    found = staff_change(mark, SurveySettings.objects.get())
    if not found.over:
        raise Refused(_("Nothing waits any more: the changes are below the limit."))
    if found.digest != digest:
        raise Refused(_("The staff changed since you saw this page. Look at it again."))
    return mark, found


def _counts(found: StaffChange) -> dict[str, Any]:
    """Counts only: who it is about stands nowhere in the log."""
    whole = next((row for row in found.rows if row.unit is None), None)
    return {"people": whole.people if whole else 0, "units": len(found.over)}
