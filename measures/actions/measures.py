"""What people do with measures and actions: add, change, move to another state, remark, take back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.actions.once import once
from measures.models import Action, ActionState, Comment, Measure, MeasureKind, MeasureLevel, MeasureState
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.organisations.models import Membership, Unit

MEASURE_FIELDS = (
    "title",
    "intended_result",
    "conditions",
    "kind",
    "level",
    "owner",
    "owner_name",
    "starts_on",
    "due_on",
    "in_statutory_plan",
)
ACTION_FIELDS = ("what", "who", "who_name", "due_on", "intended_effect")
_CHANGED = gettext_lazy(
    "Somebody else changed this while you were typing. What you typed is still here;"
    " what is stored now stands above it. Save again to keep yours."
)


def add_measure(
    *,
    actor: Membership | None,
    title: str,
    intended_result: str,
    conditions: str = "",
    kind: str = MeasureKind.SOURCE,
    level: str = MeasureLevel.TEAM,
    unit: Unit | None = None,
    owner: Membership | None = None,
    owner_name: str = "",
    state: str = MeasureState.PLANNED,
    starts_on: date | None = None,
    due_on: date | None = None,
    in_statutory_plan: bool = False,
    form_key: UUID | None = None,
) -> Measure:
    """Put a measure in the plan of `unit`, or of the whole organisation when `unit` is None.

    With `form_key`, a second call with the same key returns the first one's measure. Raises `Refused` for an
    empty title, an archived unit, or a date before the start.
    """
    if not title.strip():
        raise Refused(_("A measure needs a name."))
    if unit is not None and unit.archived_at is not None:
        raise Refused(_("This unit no longer exists. Add the measure to the unit that came in its place."))
    _check_dates(starts_on, due_on)
    made = once(
        Measure,
        form_key,
        title=title.strip(),
        intended_result=intended_result,
        conditions=conditions,
        kind=kind,
        level=level,
        unit=unit,
        owner=owner,
        owner_name="" if owner else owner_name,
        state=state,
        done_at=timezone.now() if state == MeasureState.DONE else None,
        starts_on=starts_on,
        due_on=due_on,
        in_statutory_plan=in_statutory_plan,
    )
    if made.new:
        _record("measure_added", actor, made.row, unit=str(unit) if unit else "")
    return made.row


def change_measure(*, actor: Membership | None, measure: Measure, version: int, **fields: Any) -> Measure:
    """Change fields of `MEASURE_FIELDS`. Raises `ChangedMeanwhile` when `version` is not the stored one."""
    current = Measure.objects.select_for_update(of=("self",)).select_related("owner__user").get(id=measure.id)
    if current.version != version:
        raise ChangedMeanwhile(str(_CHANGED), current)
    _assign(current, MEASURE_FIELDS, fields)
    if not current.title.strip():
        raise Refused(_("A measure needs a name."))
    _check_dates(current.starts_on, current.due_on)
    if current.owner_id:
        current.owner_name = ""
    current.version += 1
    current.save()
    _record("measure_changed", actor, current, fields=sorted(fields))
    return current


def set_measure_state(*, actor: Membership | None, measure: Measure, state: str, note: str = "") -> Measure:
    """Move a measure to `state`; the note becomes a remark. A second time changes nothing."""
    current = Measure.objects.select_for_update().get(id=measure.id)
    if state not in MeasureState.values:
        raise Refused(_("This state does not exist. Choose one of the list."))
    if current.state == state and not note.strip():
        return current
    before = current.state
    if before != state:
        current.state_before, current.state = before, state
        current.done_at = timezone.now() if state == MeasureState.DONE else None
        current.version += 1
        current.save()
        _record("measure_state", actor, current, before=before, after=state)
    _remark(actor, measure=current, text=note.strip(), state=state)
    return current


def restore_measure(*, actor: Membership | None, measure: Measure) -> Measure:
    """Take back that a measure was dropped: it gets the state it had. Raises `Refused` when it was not."""
    current = Measure.objects.select_for_update().get(id=measure.id)
    if current.state != MeasureState.DROPPED:
        raise Refused(_("This measure is in the plan already."))
    return set_measure_state(actor=actor, measure=current, state=current.state_before or MeasureState.PLANNED)


def add_action(
    *,
    actor: Membership | None,
    what: str,
    who: Membership | None = None,
    who_name: str = "",
    due_on: date | None = None,
    intended_effect: str = "",
    measure: Measure | None = None,
    unit: Unit | None = None,
    form_key: UUID | None = None,
) -> Action:
    """Agree an action: who does what by when, under `measure` or by itself; under a measure it has its unit.

    With `form_key`, a second call with the same key returns the first one's action. Raises `Refused` without
    a description.
    """
    if not what.strip():
        raise Refused(_("Write down what will be done."))
    if measure is not None:
        unit = measure.unit
    made = once(
        Action,
        form_key,
        what=what.strip(),
        who=who,
        who_name="" if who else who_name,
        due_on=due_on,
        intended_effect=intended_effect,
        measure=measure,
        unit=unit,
    )
    if made.new:
        _record("action_added", actor, made.row, who=made.row.doer)
    return made.row


def change_action(*, actor: Membership | None, action: Action, version: int, **fields: Any) -> Action:
    """Change fields of `ACTION_FIELDS`. Raises `ChangedMeanwhile` when `version` is not the stored one."""
    current = Action.objects.select_for_update(of=("self",)).select_related("who__user").get(id=action.id)
    if current.version != version:
        raise ChangedMeanwhile(str(_CHANGED), current)
    _assign(current, ACTION_FIELDS, fields)
    if not current.what.strip():
        raise Refused(_("Write down what will be done."))
    if current.who_id:
        current.who_name = ""
    current.version += 1
    current.save()
    _record("action_changed", actor, current, fields=sorted(fields))
    return current


def set_action_state(*, actor: Membership | None, action: Action, state: str, note: str = "") -> Action:
    """Move an action to `state`; the note is kept and becomes a remark. A second time changes nothing."""
    current = Action.objects.select_for_update().get(id=action.id)
    if state not in ActionState.values:
        raise Refused(_("This state does not exist. Choose one of the list."))
    note = note.strip()
    if current.state == state and (not note or note == current.note):
        return current
    before = current.state
    current.state, current.note = state, note
    current.done_at = timezone.now() if state == ActionState.DONE else None
    current.version += 1
    current.save()
    if before != state:
        _record("action_state", actor, current, before=before, after=state)
    _remark(actor, action=current, text=note, state=state)
    return current


def add_comment(
    *,
    actor: Membership,
    text: str,
    measure: Measure | None = None,
    action: Action | None = None,
    form_key: Any = None,
) -> Comment:
    """Remark on a measure or on an action (one of the two). Raises `Refused` for an empty remark."""
    if not text.strip():
        raise Refused(_("Write something first."))
    made = once(
        Comment,
        form_key,
        measure=measure,
        action=action,
        author=actor.user,
        author_name=actor.user.name,
        text=text.strip(),
    )
    if made.new:
        _record("comment_added", actor, measure or action)
    return made.row


def _assign(row: models.Model, allowed: tuple[str, ...], fields: dict[str, Any]) -> None:
    unknown = set(fields) - set(allowed)
    if unknown:
        raise TypeError(f"Not to be changed here: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(row, name, value)


def _check_dates(starts_on: date | None, due_on: date | None) -> None:
    if starts_on and due_on and due_on < starts_on:
        raise Refused(_("The date it is ready lies before the date it starts."))


def _remark(actor: Membership | None, *, text: str, state: str, **on: Any) -> None:
    """Keep a change of state among the remarks, with the words that came with it."""
    user = actor.user if actor else None
    Comment.objects.create(author=user, author_name=user.name if user else "", text=text, state=state, **on)


def _record(what: str, actor: Membership | None, row: Any, **details: Any) -> None:
    audit.record(f"measures.{what}", actor=actor, subject=str(row), id=str(row.pk), **details)
