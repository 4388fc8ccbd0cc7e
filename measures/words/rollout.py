"""Why a wave of a rollout cannot begin or end yet, in sentences for the user."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from measures.domain.rollout import Hurdle


def hurdle_sentences(hurdles: Iterable[Hurdle]) -> str:
    """Everything that is in the way, in one paragraph."""
    words = {
        Hurdle.NO_UNITS: _("Choose at least one unit for this wave."),
        Hurdle.FEW_KEY_USERS: _(
            "At least two trained key users are needed to guide this wave. The first wave trains its own; "
            "later waves are guided by people of the wave before."
        ),
        Hurdle.WAVE_BEFORE_RUNS: _("First end the wave before this one, and write down what was learned."),
        Hurdle.BEGUN_ALREADY: _("This wave has begun already."),
        Hurdle.NOT_BEGUN: _("This wave has not begun yet."),
        Hurdle.FINISHED_ALREADY: _("This wave has ended already."),
        Hurdle.NO_LESSONS: _("Write down what the next wave can learn. One sentence is enough."),
    }
    return " ".join(words[hurdle] for hurdle in hurdles)
