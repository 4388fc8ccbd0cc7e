"""What a plan lacks, in words."""

from django.utils.translation import gettext_lazy as _

from measures.domain.balance import Hint

HINTS = {
    Hint.NO_SOURCE: _(
        "Nothing in this plan takes away a cause of workload."
        " What gives energy helps people to cope; the pressure itself stays."
    ),
    Hint.ONLY_INDIVIDUAL: _(
        "Everything in this plan asks something of each person apart."
        " What could the team or the organisation change?"
    ),
    Hint.NO_ENERGY: _(
        "This plan only takes causes away. Something that gives energy makes it easier to keep up."
    ),
    Hint.ONLY_DRAINERS: _(
        "This plan tackles what drains energy only. What gives energy came up too: can it grow?"
    ),
    Hint.ONLY_GIVERS: _(
        "This plan strengthens what gives energy only. What drains energy came up too and stays as it is."
    ),
}
