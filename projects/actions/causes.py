"""Causes: what drains or gives energy, asked on five times; and what is agreed about it at once."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from measures.actions import add_action, add_measure
from measures.models import Measure, MeasureLevel, MeasureState
from projects.actions.cards import count_change
from projects.actions.guard import check_round, check_version, record
from projects.actions.sessions import open_project, open_session
from projects.models import Cause, Influence, Project, QuickFix, Session, SessionState, Side, Why
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership

TEXTS = ("effect", "pattern", "why_not_yet")


@transaction.atomic
def add_cause(
    *,
    actor: Membership | None,
    project: Project,
    side: str,
    title: str,
    whys: Sequence[str] = (),
    influence: str = "",
    session: Session | None = None,
    form_key: UUID | None = None,
    **texts: str,
) -> Cause:
    """Write down a cause with its answers to “why?”; a form that arrives twice makes one."""
    current = open_project(project)
    there = Cause.objects.filter(form_key=form_key).first() if form_key else None
    if there is not None:
        return there
    _check(side, title, influence)
    cause = Cause.objects.create(
        project=current,
        round=current.round,
        session=session,
        side=side,
        title=title.strip(),
        influence=influence,
        form_key=form_key,
        **{name: texts.get(name, "").strip() for name in TEXTS},
    )
    _set_whys(cause, whys)
    record("cause_added", actor, current, title=cause.title)
    return cause


@transaction.atomic
def change_cause(
    *,
    actor: Membership | None,
    cause: Cause,
    version: int,
    side: str,
    title: str,
    whys: Sequence[str],
    influence: str,
    **texts: str,
) -> Cause:
    """Change a cause, during the session or afterwards. Raises `ChangedMeanwhile` and `Refused`."""
    project = open_project(cause.project)
    current = Cause.objects.select_for_update(of=("self",)).get(id=cause.id)
    check_round(current, project)
    check_version(current, version)
    _check(side, title, influence)
    current.side, current.title, current.influence = side, title.strip(), influence
    for name in TEXTS:
        setattr(current, name, texts.get(name, "").strip())
    current.version += 1
    current.save()
    _set_whys(current, whys)
    if current.session is not None:
        count_change(current.session)
    record("cause_changed", actor, project, title=current.title)
    return current


@transaction.atomic
def remove_cause(*, actor: Membership | None, cause: Cause) -> None:
    """Take a cause away; what stands on the map and in the plan about it stays. A second time changes nothing."""
    project = open_project(cause.project)
    check_round(cause, project)
    gone, _rows = Cause.objects.filter(id=cause.id).delete()
    if gone:
        if cause.session is not None:
            count_change(cause.session)
        record("cause_removed", actor, project, title=cause.title)


@transaction.atomic
def agree_at_once(
    *,
    actor: Membership | None,
    session: Session,
    what: str,
    who: Membership | None,
    who_name: str,
    due_on: date,
    cause: Cause | None = None,
    form_key: UUID | None = None,
) -> QuickFix:
    """Agree a quick fix on the spot: an action with somebody and a date, in the action plan of the unit.

    All quick fixes of a session stand under one measure that carries its name. A form that arrives twice makes one.
    """
    current = open_session(session, SessionState.RUNNING, SessionState.ENDED)
    if who is None and not who_name.strip():
        raise Refused(_("Write down who does it."))
    action = add_action(
        actor=actor,
        what=what,
        who=who,
        who_name=who_name.strip(),
        due_on=due_on,
        measure=_measure(actor, current),
        form_key=form_key,
    )
    fix, new = QuickFix.objects.get_or_create(action=action, defaults={"session": current, "cause": cause})
    if new:
        count_change(current)
        record("quick_fix_agreed", actor, current.project, fix=action.what[:200])
    return fix


def _measure(actor: Membership | None, session: Session) -> Measure:
    """The measure under which the quick fixes of a session stand; made with the first one."""
    there = QuickFix.objects.filter(session=session, action__measure__isnull=False).first()
    if there is not None and there.action.measure is not None:
        return there.action.measure
    return add_measure(
        actor=actor,
        title=(_("Agreed at once: %(session)s") % {"session": session.title})[:200],
        intended_result=_("What could be solved in the session itself."),
        level=MeasureLevel.TEAM if session.unit_id else MeasureLevel.ORGANISATION,
        unit=session.unit,
        state=MeasureState.UNDER_WAY,
        # The same for whoever comes first: two quick fixes at once still make one measure.
        form_key=session.id,
    )


def _check(side: str, title: str, influence: str) -> None:
    if not title.strip():
        raise Refused(_("A cause needs a name."))
    if side not in Side.values:
        raise Refused(_("Choose what drains energy or what gives it."))
    if influence and influence not in Influence.values:
        raise Refused(_("Choose who can do something about it."))


def _set_whys(cause: Cause, whys: Sequence[str]) -> None:
    """The answers in their order; empty ones close up."""
    texts = [text.strip() for text in whys if text.strip()][:5]
    Why.objects.filter(cause=cause).delete()
    Why.objects.bulk_create(
        Why(cause=cause, number=number, text=text) for number, text in enumerate(texts, start=1)
    )
