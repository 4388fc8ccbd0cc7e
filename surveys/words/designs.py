"""A rhythm with the number of waves that are published together, in words."""

from django.utils.translation import gettext as _

from surveys.domain.advisor import DesignAdvice
from surveys.models import Rhythm


def design_words(design: DesignAdvice) -> str:
    """ "every month a twelfth of the staff", and how many waves are published together where that is not one."""
    rhythm = str(Rhythm(design.rhythm).label)
    if design.waves_per_block == 1:
        return rhythm
    return _("%(rhythm)s; %(count)s waves published together") % {
        "rhythm": rhythm,
        "count": design.waves_per_block,
    }
