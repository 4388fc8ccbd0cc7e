"""The points of the kick-off, in words; a small approach gets lighter help with the same points."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.models import Party
from werkdruk.organisations.models import Organisation, Representation


@dataclass(frozen=True, slots=True)
class Point:
    """One point: what has to be settled, and help for a small and for a large approach."""

    text: Any
    small: Any
    large: Any


HEADINGS: dict[str, Any] = {
    "1": _("Goals, support and limits"),
    "2": _("People"),
    "3": _("The agreement on the plan"),
    "4": _("Time, room and support"),
}

POINTS: dict[str, Point] = {
    "1a": Point(
        text=_("The goals are concrete, recognisable, and can be reached with the people and means we have"),
        small=_("One goal is enough. Would a colleague see what changes?"),
        large=_("Test each goal: would a team recognise it as its own? Is there money and time for it?"),
    ),
    "1b": Point(
        text=_("Management stands behind the goals"),
        small=_("The manager of this team says so aloud, in a team meeting for example."),
        large=_("Management says openly what it wants to reach, and what it puts in."),
    ),
    "1c": Point(
        text=_("The works council stands behind the goals"),
        small=_("Tell the people who represent staff what you are going to do, and ask what they think."),
        large=_("Put the goals on the agenda together, before the plan is written."),
    ),
    "1d": Point(
        text=_("Staff feel involved in the goals"),
        small=_("Ask in the team meeting: is this about our work?"),
        large=_("Ask in several places and in several ways. Write down what you heard."),
    ),
    "1e": Point(
        text=_("Managers can lead this themselves, or there will be a project leader or facilitator"),
        small=_("Most small projects run beside the ordinary work. Is that fair now?"),
        large=_("Somebody with time and authority leads. Who guides the conversations?"),
    ),
    "1f": Point(
        text=_("We know which group of staff will notice it first"),
        small=_("Who has less trouble next month when this works?"),
        large=_("Start where people gain something quickly: that gives confidence elsewhere."),
    ),
    "1g": Point(
        text=_("We know when to expect results"),
        small=_("Choose a date within a few weeks."),
        large=_("Name a first result that can be seen soon, and one that takes longer."),
    ),
    "2": Point(
        text=_("We have discussed who else should take part"),
        small=_("Think of the planner, or of a team with the same question."),
        large=_(
            "Think of other projects about planning and work, the health and safety coordinator, and an "
            "adviser from inside or outside."
        ),
    ),
    "3": Point(
        text=_("We agree who writes the plan, by when, and how we communicate about it"),
        small=_("One page is enough. How do you tell the others?"),
        large=_("Agree who hears what, when and from whom. Also when there is little news."),
    ),
    "4": Point(
        text=_("Everyone who takes part gets enough time, room and support, and we agreed on that"),
        small=_("Who takes over the work of the people at the table?"),
        large=_("Put hours in the roster, name a replacement, and say whom people can turn to."),
    ),
}

_COUNCIL_POINT = {
    Representation.WORKS_COUNCIL: POINTS["1c"].text,
    Representation.STAFF_REPRESENTATION: _("The staff representation stands behind the goals"),
    Representation.NONE: _("Colleagues who speak for the staff stand behind the goals"),
}
_COUNCIL_NAME = {
    Representation.WORKS_COUNCIL: _("Works council"),
    Representation.STAFF_REPRESENTATION: _("Staff representation"),
    Representation.NONE: _("Colleagues who speak for the staff"),
}
_PARTY_NAMES = {Party.MANAGEMENT: _("Management"), Party.STAFF: _("Staff")}


def point_text(code: str, organisation: Organisation) -> str:
    """What has to be settled at point `code`, in the words of this organisation."""
    return str(_COUNCIL_POINT[organisation.representation] if code == "1c" else POINTS[code].text)  # type: ignore[index]


def point_help(code: str, *, large: bool) -> str:
    """Help with point `code` for a large or a small approach."""
    return str(POINTS[code].large if large else POINTS[code].small)


def party_name(party: str, organisation: Organisation) -> str:
    """What this organisation calls management, the people who represent staff, or staff."""
    if party == Party.STAFF_COUNCIL:
        return str(_COUNCIL_NAME[organisation.representation])  # type: ignore[index]
    return str(_PARTY_NAMES[party])  # type: ignore[index]
