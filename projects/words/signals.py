"""The words about signals: what each source is, whether it speaks early or late, and how one is told."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.domain.figure_periods import Period
from projects.domain.signal_sources import Timing
from projects.models import FigureKind, HrFigure, SignalSource
from projects.words.figures import period_name, shown_value, unit_name
from surveys.models import Wave

TIMINGS: dict[Timing, Any] = {
    Timing.EARLY: gettext_lazy("comes early"),
    Timing.LATE: gettext_lazy("comes late"),
    Timing.UNKNOWN: gettext_lazy("it depends"),
}

# What it tells, in a sentence, beside its name.
ABOUT: dict[str, Any] = {
    SignalSource.SURVEY: gettext_lazy("Shows how many people feel it, months after it began."),
    SignalSource.FIGURES: gettext_lazy("Absence and turnover are a result: by then harm is done."),
    SignalSource.EXIT: gettext_lazy("Whoever leaves speaks openly, but has left."),
    SignalSource.RISK_ASSESSMENT: gettext_lazy("Thorough, and held once in a few years."),
    SignalSource.PHYSICIAN: gettext_lazy("Sees who is ill already; tells about groups only."),
    SignalSource.CONVERSATION: gettext_lazy(
        "A team meeting or a talk about work: you hear it while it begins."
    ),
    SignalSource.TRAINING: gettext_lazy("Whoever learns to see signs of stress comes with them."),
    SignalSource.STAFF: gettext_lazy("Anybody can write what they notice, without a name."),
    SignalSource.OTHER: gettext_lazy("An accident, a complaint, an inspection, something in the news."),
}

# What to mind when somebody types a signal of this source.
NOTICES: dict[str, Any] = {
    SignalSource.EXIT: gettext_lazy(
        "Write down themes that several people named, never what one person said. A number only from "
        "%(least)s people."
    ),
    SignalSource.PHYSICIAN: gettext_lazy(
        "About groups only: nothing about one person, no diagnosis and no cause of anyone’s absence. A number "
        "only from %(staff)s people."
    ),
    SignalSource.RISK_ASSESSMENT: gettext_lazy("Name the risk and the page, so that others can find it."),
    SignalSource.CONVERSATION: gettext_lazy("Write down what was said, not who said it."),
    SignalSource.TRAINING: gettext_lazy("Write down what people recognised, not who they are."),
    SignalSource.STAFF: gettext_lazy("Write it in your own words, so that nobody can be recognised."),
    SignalSource.OTHER: gettext_lazy("No names of colleagues, and nothing about anyone’s health."),
}


def of_wave(wave: Wave) -> str:
    """What a signal from a published wave says: that it is there, nothing of what is in it."""
    return _("The survey of %(month)s has been published. Write here what stands out for these units.") % {
        "month": period_name(Period(wave.month, wave.month))
    }


def of_figures(figure: HrFigure) -> str:
    """What a signal from a figure of HR says: the figure, of when and over how many people."""
    return _("%(kind)s, %(unit)s, %(period)s: %(value)s, over %(people)s people.") % {
        "kind": str(FigureKind(figure.kind).label).capitalize(),
        "unit": unit_name(figure.unit),
        "period": period_name(Period(figure.starts_on, figure.ends_on)),
        "value": shown_value(figure.kind, figure.value),
        "people": figure.people,
    }
