"""What of measures and actions waits for a member: for the start page and for the number in the menu."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures import queries
from measures.models import ActionState
from werkdruk.core.agenda import Todo
from werkdruk.organisations.models import Membership, Role

SHOWN = 5


def waiting(member: Membership) -> int:
    """How many own actions are late or due within a week."""
    return queries.waiting_count(member, timezone.localdate())


def todos(member: Membership, today: date) -> Iterable[Todo]:
    """Own actions that are late, due soon or stuck, and measures that nobody owns yet."""
    slug = member.organisation.slug
    for action in queries.waiting_actions(member, today).select_related("measure", "unit")[:SHOWN]:
        stuck, late = action.state == ActionState.STUCK, action.overdue(today)
        about = action.measure.title if action.measure else ""
        yield Todo(
            title=action.what,
            detail=" · ".join(filter(None, [_("stuck") if stuck else _("late") if late else "", about])),
            url=reverse("measures:action", args=[slug, action.id]),
            button=_("Say how it stands"),
            due=action.due_on,
            kind="drain" if stuck or late else "give",
        )
    every = Role.HR in member.roles
    if not every and Role.TEAM_LEAD not in member.roles:
        return
    count = queries.ownerless(member, every=every).count()
    if count:
        yield Todo(
            title=ngettext("%(count)d measure has no owner", "%(count)d measures have no owner", count)
            % {"count": count},
            detail=_("What belongs to nobody does not happen by itself."),
            url=reverse("measures:overview", args=[slug]) + "?ownerless=1",
            button=_("Choose who does it"),
            kind="act",
        )
