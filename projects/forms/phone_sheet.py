"""The sheet that one phone sends: impact, effort and perhaps a dot for each measure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from projects.actions.weighing import PhoneMarks
from projects.domain.weighing import HIGHEST, LOWEST
from projects.models import Proposal

# A secret made by us: letters, digits, "-" and "_".
_SECRET = re.compile(r"[\w-]{20,64}", re.ASCII)
SCALE = range(LOWEST, HIGHEST + 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was sent: good marks by proposal, and for the page what was ticked and what is wrong with it."""

    secret: str = ""
    marks: dict[UUID, PhoneMarks] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[UUID, str] = field(default_factory=dict)


def read_sheet(sent: Mapping[str, str], proposals: list[Proposal], dots_each: int) -> Sheet:
    """Read what a phone sent about `proposals`; anything else in it is left out."""
    secret = sent.get("seat", "")
    sheet = Sheet(secret=secret if _SECRET.fullmatch(secret) else "")
    dots = 0
    for proposal in proposals:
        names = {axis: f"{axis}-{proposal.id}" for axis in ("impact", "effort", "dot")}
        values = {axis: sent.get(name, "") for axis, name in names.items()}
        sheet.typed.update({names[axis]: value for axis, value in values.items() if value})
        if not any(values.values()):
            continue
        impact, effort = _mark(values["impact"]), _mark(values["effort"])
        if impact is None or effort is None:
            sheet.errors[proposal.id] = _("Choose a mark for impact and one for effort, from 1 to 5.")
            continue
        dots += bool(values["dot"])
        if values["dot"] and dots > dots_each:
            sheet.errors[proposal.id] = _("You have %(count)s dots. Take some away.") % {"count": dots_each}
            continue
        sheet.marks[proposal.id] = PhoneMarks(impact=impact, effort=effort, dot=bool(values["dot"]))
    return sheet


def _mark(text: Any) -> int | None:
    return int(text) if text in {str(mark) for mark in SCALE} else None
