"""The words of the answers, from 1 to 5."""

from django.utils.translation import gettext as _

from surveys.models import Scale


def answer_words(scale: str) -> list[str]:
    """The five answers of `scale` in the active language."""
    if scale == Scale.BALANCE:
        return [_("Far too low"), _("Too low"), _("Just right"), _("Too high"), _("Far too high")]
    return [
        _("Totally disagree"),
        _("Disagree"),
        _("Neither agree nor disagree"),
        _("Agree"),
        _("Totally agree"),
    ]
