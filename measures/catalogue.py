"""Ideas to start from: measures that others have taken, with what they are meant to bring.

Titles and results are message ids; the Dutch stands in the catalogue of translations.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from measures.models import MeasureKind, MeasureLevel

SHORT, MEDIUM, LONG = _("under a month"), _("one to three months"), _("more than three months")
# How long an idea takes, by the key it has in addresses; soonest first.
EFFORTS: dict[str, Any] = {"short": SHORT, "medium": MEDIUM, "long": LONG}
ORGANISATION, TEAM, INDIVIDUAL = MeasureLevel.ORGANISATION, MeasureLevel.TEAM, MeasureLevel.INDIVIDUAL


@dataclass(frozen=True, slots=True)
class Idea:
    """A measure to start from: key in addresses, title, kind, level, how long it takes, what it brings."""

    key: str
    title: Any
    kind: str
    level: str
    effort: Any
    result: Any


def _source(key: str, title: Any, level: str, effort: Any, result: Any) -> Idea:
    return Idea(key, title, MeasureKind.SOURCE, level, effort, result)


def _energy(key: str, title: Any, level: str, effort: Any, result: Any) -> Idea:
    return Idea(key, title, MeasureKind.ENERGY, level, effort, result)


IDEAS: tuple[Idea, ...] = (
    _source(
        "stop-list",
        _("Stop list: three tasks that we no longer do"),
        TEAM,
        SHORT,
        _("Every week everyone has time left that now goes to tasks nobody misses."),
    ),
    _source(
        "one-registration",
        _("Write things down once: merge double registrations"),
        ORGANISATION,
        MEDIUM,
        _("The same facts are entered in one place only."),
    ),
    _source(
        "least-reporting",
        _("Agree on the least we have to report"),
        ORGANISATION,
        MEDIUM,
        _("Everyone knows which reports are needed; the rest may be left out."),
    ),
    _source(
        "roster-ahead",
        _("The roster is fixed six weeks ahead"),
        ORGANISATION,
        MEDIUM,
        _("Everyone knows six weeks ahead when they work; changes are rare and agreed."),
    ),
    _source(
        "own-roster",
        _("Make the roster together, within the team's agreements"),
        TEAM,
        MEDIUM,
        _("The team divides the shifts itself and work fits better with home."),
    ),
    _source(
        "stand-in-pool",
        _("A fixed pool of stand-ins for several locations"),
        ORGANISATION,
        LONG,
        _("Somebody who knows the house comes when a colleague is ill, without ringing round."),
    ),
    _source(
        "assistant",
        _("An assistant for work outside the profession"),
        ORGANISATION,
        LONG,
        _("Cleaning, shopping and laundry no longer take time from the real work."),
    ),
    _source(
        "real-break",
        _("A real break, with a fixed person to take over"),
        TEAM,
        SHORT,
        _("Everyone has an undisturbed break every working day."),
    ),
    _source(
        "quiet-hour",
        _("A quiet hour without telephone or visitors"),
        TEAM,
        SHORT,
        _("Work that needs attention is finished within working hours."),
    ),
    _source(
        "one-counter",
        _("One place where questions come in"),
        TEAM,
        MEDIUM,
        _("Fewer interruptions; every question has somebody who answers it."),
    ),
    _source(
        "day-start",
        _("Start the day together: who has room, who needs help"),
        TEAM,
        SHORT,
        _("Work is spread fairly over the day before anyone runs out of time."),
    ),
    _source(
        "short-staffed",
        _("Rules for being short-staffed: what we skip"),
        ORGANISATION,
        MEDIUM,
        _("When there are too few people the team knows what may wait, without asking."),
    ),
    _source(
        "tasks-on-a-page",
        _("Who does what and decides what, on one page"),
        TEAM,
        SHORT,
        _("Nobody waits for a decision that somebody in the team may take."),
    ),
    _source(
        "busy-calendar",
        _("A calendar of busy times, with help planned ahead"),
        TEAM,
        MEDIUM,
        _("Known busy times have extra hands before they start."),
    ),
    _source(
        "one-in-one-out",
        _("One in, one out: no new project before an old one stops"),
        ORGANISATION,
        MEDIUM,
        _("The number of projects at once stays what people can carry."),
    ),
    _source(
        "off-duty",
        _("Agree when people can be reached outside working hours"),
        ORGANISATION,
        SHORT,
        _("Who is off duty gets no messages about work, except in a real emergency."),
    ),
    _source(
        "smaller-teams",
        _("Fewer people to each manager"),
        ORGANISATION,
        LONG,
        _("Every manager knows how their people are doing and has time for them."),
    ),
    _energy(
        "aftercare",
        _("Care for each other after a shocking event"),
        TEAM,
        SHORT,
        _("After a shocking event somebody talks with those involved the same day, and again later."),
    ),
    _energy(
        "buddies",
        _("A buddy for every new colleague"),
        TEAM,
        SHORT,
        _("New colleagues find their way sooner and know whom to ask."),
    ),
    _energy(
        "swap-tasks",
        _("Divide talents: swap tasks"),
        TEAM,
        SHORT,
        _("Everyone does more of what they are good at and like to do."),
    ),
    _energy(
        "appreciation",
        _("Appreciation as a fixed point on the agenda"),
        TEAM,
        SHORT,
        _("Everyone hears every month what others value in their work."),
    ),
    _energy(
        "joy-budget",
        _("A small budget for enjoyment in every team"),
        ORGANISATION,
        MEDIUM,
        _("The team decides by itself on something that makes the work nicer."),
    ),
    _energy(
        "passion-talk",
        _("A conversation about passion and profession"),
        INDIVIDUAL,
        SHORT,
        _("Everyone can say what they love about the work and what they need for it."),
    ),
    _energy(
        "see-stress",
        _("Training for managers: seeing signs of stress"),
        ORGANISATION,
        MEDIUM,
        _("Managers notice strain early and know how to talk about it."),
    ),
    _energy(
        "coach",
        _("A coach or company doctor without going through the manager"),
        INDIVIDUAL,
        MEDIUM,
        _("Who needs help finds it without having to explain it to their manager."),
    ),
)


def idea(key: str) -> Idea | None:
    """The idea with this key, None when there is none."""
    return next((one for one in IDEAS if one.key == key), None)


def starters(level: str = TEAM) -> list[Idea]:
    """A few ideas for an empty plan: those that take away a cause, at `level`, soonest first."""
    order = list(EFFORTS.values())
    fitting = [one for one in IDEAS if one.kind == MeasureKind.SOURCE and one.level == level]
    return sorted(fitting, key=lambda one: order.index(one.effort))[:4]


def found(*, words: str = "", kind: str = "", level: str = "", effort: str = "") -> list[Idea]:
    """The ideas in which every word stands, of this kind, level and effort (a key of `EFFORTS`), soonest first."""
    order = list(EFFORTS.values())
    wanted = words.casefold().split()
    chosen = [
        one
        for one in IDEAS
        if kind in ("", one.kind)
        and level in ("", one.level)
        and (not effort or one.effort == EFFORTS.get(effort))
        and all(word in f"{one.title} {one.result}".casefold() for word in wanted)
    ]
    return sorted(chosen, key=lambda one: order.index(one.effort))
