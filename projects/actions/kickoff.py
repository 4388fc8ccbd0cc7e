"""The kick-off: filling in its points, settling, waiving, opening them again; who stands behind the goals."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.guard import check_round, check_version, locked, move, name_of, record
from projects.domain import kickoff, lifecycle
from projects.models import Attitude, KickoffItem, KickoffState, Project, Stand
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership


@transaction.atomic
def change_kickoff_item(
    *,
    actor: Membership | None,
    item: KickoffItem,
    version: int,
    who: Membership | None,
    who_name: str,
    ready_on: date | None,
    note: str,
) -> KickoffItem:
    """Write down who arranges a point, when it is ready and what was agreed.

    Raises `ChangedMeanwhile` when `version` is not the stored one; `Refused` for a closed project, and when
    the agreement on the plan, once made, would lose one of its parts.
    """
    project, current = _open_item(item, version)
    if project.closed_at:
        raise Refused(_("This project is closed. It can be read, not changed."))
    current.who, current.who_name = who, who_name.strip()
    current.ready_on, current.note = ready_on, note.strip()
    if current.state == KickoffState.DONE:
        _check_agreement(current)
    _save(current, actor)
    record("kickoff_item_changed", actor, project, item=current.code)
    return current


@transaction.atomic
def settle_kickoff_item(*, actor: Membership | None, item: KickoffItem, version: int) -> KickoffItem:
    """Tick off a point; a second time changes nothing.

    Raises `ChangedMeanwhile` when `version` is not the stored one, and `Refused` while the agreement on the
    plan (point 3) is not complete.
    """
    project, current = _open_item(item, version, unless=KickoffState.DONE)
    move(project, lifecycle.settle_item, current.code)
    if current.state == KickoffState.DONE:
        return current
    _check_agreement(current)
    current.state, current.waiver_reason = KickoffState.DONE, ""
    _settled(current, actor)
    record("kickoff_item_done", actor, project, item=current.code)
    return current


@transaction.atomic
def waive_kickoff_item(
    *, actor: Membership | None, item: KickoffItem, version: int, reason: str
) -> KickoffItem:
    """Say that a point is not needed, and why. Raises `NotYet` without a reason, `ChangedMeanwhile`."""
    project, current = _open_item(item, version)
    move(project, lifecycle.waive_item, current.code, reason)
    current.state, current.waiver_reason = KickoffState.WAIVED, reason.strip()
    _settled(current, actor)
    record("kickoff_item_waived", actor, project, item=current.code, reason=current.waiver_reason)
    return current


@transaction.atomic
def reopen_kickoff_item(*, actor: Membership | None, item: KickoffItem, version: int) -> KickoffItem:
    """Open a point again, as long as no plan was built on it. Raises `NotYet`, `ChangedMeanwhile`."""
    project, current = _open_item(item, version, unless=KickoffState.OPEN)
    if current.state == KickoffState.OPEN:
        return current
    move(project, lifecycle.unsettle_item, current.code)
    current.state, current.waiver_reason = KickoffState.OPEN, ""
    current.settled_by_name, current.settled_at = "", None
    _save(current, actor)
    record("kickoff_item_reopened", actor, project, item=current.code)
    return current


@transaction.atomic
def take_stand(*, actor: Membership | None, stand: Stand, position: str, remark: str = "") -> Stand:
    """Write down how a party looks at the goals. Who may speak for whom is a matter of permission."""
    project = locked(stand.project)
    if project.closed_at:
        raise Refused(_("This project is closed. It can be read, not changed."))
    if position not in Attitude.values:
        raise Refused(_("Choose one of the three answers."))
    current = Stand.objects.select_for_update().get(id=stand.id)
    check_round(current, project)
    current.position, current.remark = position, remark.strip()
    current.set_by_name, current.set_at = name_of(actor), timezone.now()
    current.save()
    record("stand_taken", actor, project, party=current.party, position=position)
    return current


def _open_item(item: KickoffItem, version: int, unless: str = "") -> tuple[Project, KickoffItem]:
    """The project and the point, both locked; a point already in state `unless` need not be of `version`."""
    project = locked(item.project)
    current = KickoffItem.objects.select_for_update(of=("self",)).select_related("who__user").get(id=item.id)
    check_round(current, project)
    if current.state != unless:
        check_version(current, version, current.changed_by_name)
    return project, current


def _check_agreement(item: KickoffItem) -> None:
    missing = kickoff.missing_for_done(item.code, who=item.who_name, ready_on=item.ready_on, note=item.note)
    if missing:
        words: dict[str, Any] = {
            "who": _("who writes the plan"),
            "ready_on": _("when it is ready"),
            "note": _("how you communicate about it"),
        }
        raise Refused(
            _("The agreement is not complete. Still missing: %(parts)s.")
            % {"parts": ", ".join(words[name] for name in missing)}
        )


def _settled(item: KickoffItem, actor: Membership | None) -> None:
    item.settled_by_name, item.settled_at = name_of(actor), timezone.now()
    _save(item, actor)


def _save(item: KickoffItem, actor: Membership | None) -> None:
    item.changed_by_name = name_of(actor)
    item.version += 1
    item.save()
