"""The weekly mail: what needs a member, collected anew at the moment it goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from measures.models import Action, ActionState
from werkdruk.core import agenda, mail
from werkdruk.home.links import action_url, make_action_token, stop_url
from werkdruk.organisations.models import Membership

THIS_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to say how an action stands, as a link."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits, with its address; an action of one's own with the answers of one click."""

    todo: agenda.Todo
    url: str
    late: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Late, this week, or later."""

    title: str
    lines: list[Line]


def digest_mail(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """What waits for `member` now; None where nothing does, or the member has switched it off meanwhile."""
    today = timezone.localdate()
    todos = agenda.todos(member, today)
    if not member.digest or not todos:
        return None
    organisation = member.organisation
    stop = stop_url(organisation.id, organisation.slug, member.id)
    return mail.message(
        "home/digest",
        {
            "organisation": organisation,
            "member": member,
            "count": len(todos),
            "groups": grouped(member, todos, today),
            "start_url": settings.BASE_URL + reverse("start", args=[organisation.slug]),
            "settings_url": settings.BASE_URL + reverse("organisations:my_mail", args=[organisation.slug]),
            "stop_url": stop,
        },
        to=member.user.email,
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def grouped(member: Membership, todos: Iterable[agenda.Todo], today: date) -> list[Group]:
    """`todos` as late, this week (what has no date waits now) and later; empty groups are left out."""
    own = _own_actions(member)
    groups: dict[str, list[Line]] = {_("Late"): [], _("This week"): [], _("Later"): []}
    late, this_week, later = groups.values()
    for todo in todos:
        is_late = todo.due is not None and todo.due < today
        line = Line(todo, _whole(todo.url), is_late, _answers(member, own.get(todo.url), today))
        if is_late:
            late.append(line)
        else:
            (this_week if todo.due is None or todo.due <= today + THIS_WEEK else later).append(line)
    return [Group(title, lines) for title, lines in groups.items() if lines]


def _own_actions(member: Membership) -> dict[str, Action]:
    """The live actions of `member` by the address of their page (one query)."""
    slug = member.organisation.slug
    return {
        reverse("measures:action", args=[slug, action.id]): action
        for action in Action.objects.of_member(member).live()
    }


def _answers(member: Membership, action: Action | None, today: date) -> tuple[Answer, ...]:
    if action is None:
        return ()
    organisation = member.organisation
    token = make_action_token(organisation.id, member.id, action.id, today)
    words = {
        ActionState.DONE: _("Done"),
        ActionState.BUSY: _("Still busy"),
        ActionState.STUCK: _("It is stuck"),
    }
    return tuple(
        Answer(word, action_url(organisation.slug, token, state.value)) for state, word in words.items()
    )


def _whole(url: str) -> str:
    return settings.BASE_URL + url if url.startswith("/") else url
