"""The time line of a project as its page shows it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from projects.domain import timeline as rules
from projects.domain.lifecycle import State
from projects.models import Project, ProjectStep
from projects.words.steps import TITLES
from projects.words.timeline import pace_words


@dataclass(frozen=True, slots=True)
class Line:
    """One step: its dates, how it goes in words, and two bars as (left, width) in hundredths."""

    number: int
    title: str
    span: rules.Span
    words: str
    kind: str
    planned: tuple[float, float] | None
    real: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class TimeLine:
    """All steps on one axis; `today` is where today lies on it."""

    axis: rules.Axis
    today: float
    lines: list[Line]
    late: int


def time_line(project: Project, today: date) -> TimeLine:
    """Planned and real dates of the steps of this round, on one axis."""
    spans = [span_of(step) for step in project.steps.all()]
    others = [project.starts_on, *([project.aims_on] if project.aims_on else [])]
    axis = rules.axis(spans, today, others if project.round == 1 else ())
    lines = [_line(span, axis, today) for span in spans]
    return TimeLine(axis, axis.share(today), lines, sum(line.kind == "drain" for line in lines))


def span_of(step: ProjectStep) -> rules.Span:
    """A step as the rules of the time line know it."""
    return rules.Span(
        number=step.number,
        state=State(step.state),
        planned_from=step.planned_from,
        planned_until=step.planned_until,
        begun=_day(step.begun_at),
        finished=_day(step.finished_at),
    )


def _line(span: rules.Span, axis: rules.Axis, today: date) -> Line:
    pace, days = rules.pace(span, today)
    running = span.state == State.UNDER_WAY
    kinds = {rules.Pace.ON_TIME: "good", rules.Pace.RUNS: "give", rules.Pace.DONE_LATE: "give"}
    late_now = pace in (rules.Pace.BEGINS_LATE, rules.Pace.RUNS_LATE)
    return Line(
        number=span.number,
        title=str(TITLES[span.number]),
        span=span,
        words=pace_words(pace, days),
        kind="drain" if late_now else kinds.get(pace, "plain"),
        planned=rules.bar(axis, span.planned_from, span.planned_until),
        real=rules.bar(axis, span.begun, today if running else span.finished) if span.begun else None,
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
