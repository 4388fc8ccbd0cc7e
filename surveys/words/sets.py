"""How a published set is called: which unit, which months; and a combination that depends on too few people."""

from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from surveys.models import Block, Publication


def months_words(block: Block) -> str:
    """“January 2026 to December 2026”."""
    return _("%(first)s to %(last)s") % {
        "first": date_format(block.first_month, "F Y"),
        "last": date_format(block.last_month, "F Y"),
    }


def unit_name(block: Block, unit: Any) -> str:
    """What the unit was called when its year ran."""
    return next((name for one, _parent, name in block.tree if UUID(one) == unit), str(unit))


def period_words(publication: Publication) -> str:
    """The months that the figures are about."""
    if publication.block is not None and publication.unit_id is not None:
        return months_words(publication.block)
    return date_format(publication.wave.month, "F Y") if publication.wave else ""


def set_words(one: Any) -> str:
    """A published set: unit and months."""
    publication: Publication = one.publication
    if publication.unit_id is None or publication.block is None:
        name = _("The whole organisation")
    else:
        name = next(
            (label for unit, _up, label in publication.block.tree if unit == str(publication.unit_id)),
            str(publication.unit),
        )
    return _("%(name)s, %(months)s") % {"name": name, "months": period_words(publication)}


def combination_words(block: Block, name: str, weakest: Any, k: int) -> str:
    """Which units and waves together tell about fewer than k people, for the operator who has to act on it."""
    units = ", ".join(sorted(unit_name(block, unit) for unit in weakest.units)) or "–"
    waves = "; ".join(sorted(set_words(one) for one in weakest.blocks)) or "–"
    return _(
        "A combination depends on %(number)s people, fewer than %(k)s (%(name)s): the sum of %(units)s "
        "minus the sum of %(waves)s, in the year %(block)s."
    ) % {
        "number": weakest.respondents,
        "k": k,
        "name": name or _("all answers"),
        "units": units,
        "waves": waves,
        "block": months_words(block),
    }
