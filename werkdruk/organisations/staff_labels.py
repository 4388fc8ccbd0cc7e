"""The words for what is wrong with a staff file, with a line in it, and for its columns."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from werkdruk.organisations.domain.staff_file import Problem
from werkdruk.organisations.domain.staff_rows import Reason, Refusal

PROBLEMS: dict[Problem, Any] = {
    Problem.EMPTY: _("This file is empty. Choose the file with your staff."),
    Problem.HEADINGS_ONLY: _(
        "This file has headings, but no lines below them. Choose the file with your staff."
    ),
    Problem.TOO_BIG: _(
        "This file is larger than 10 MB. Remove columns that are not needed, or split the file."
    ),
    Problem.TOO_MANY_ROWS: _(
        "This file has more than 50,000 lines. Split it, or remove lines without staff."
    ),
    Problem.TOO_MANY_COLUMNS: _(
        "This file has more than 100 columns. Keep only the columns that are needed."
    ),
    Problem.UNPACKS_TOO_BIG: _(
        "This Excel file becomes far too large when it is opened. Save it as CSV and try again."
    ),
    Problem.OLD_OR_LOCKED_EXCEL: _(
        "This is an Excel file of the old kind (.xls), or it has a password. "
        "Open it in Excel, save it as .xlsx without a password, and try again."
    ),
    Problem.OTHER_KIND: _(
        "This is not a CSV or Excel file. Save your staff list as .csv or .xlsx and try again."
    ),
    Problem.NUL_BYTES: _(
        "This file holds characters that do not belong in a text file. Save it again as CSV or .xlsx."
    ),
    Problem.DAMAGED: _(
        "This file is damaged and cannot be read. Save it again as CSV or .xlsx and try again."
    ),
    Problem.ONE_COLUMN: _(
        "This file has only one column. Use a file with columns separated by a semicolon, comma or tab."
    ),
}

FIELDS: dict[str, Any] = {
    "staff_number": _("Staff number"),
    "name": _("Full name"),
    "first_name": _("First name"),
    "infix": _("Infix"),
    "last_name": _("Last name"),
    "email": _("E-mail address"),
    "region": _("Region"),
    "location": _("Location"),
    "department": _("Department"),
    "team": _("Team"),
    "joined_on": _("In service since"),
    "do_not_invite": _("Do not invite"),
}

# What a change is about; `unit` is the whole path.
CHANGED: dict[str, Any] = {
    "name": _("name"),
    "staff_number": _("staff number"),
    "email": _("e-mail address"),
    "unit": _("unit"),
    "joined_on": _("in service since"),
    "do_not_invite": _("do not invite"),
}

_REASONS: dict[Reason, Any] = {
    Reason.NO_NAME: _("There is no name on this line."),
    Reason.NO_UNIT: _("There is no team, location or other unit on this line."),
    Reason.UNIT_GAP: _("The unit “%(detail)s” stands here without the level above it."),
    Reason.BAD_EMAIL: _("“%(detail)s” is not an e-mail address."),
    Reason.BAD_DATE: _("“%(detail)s” is not a date we can read. Write it as 31-12-2024."),
    Reason.BAD_YES_NO: _("“%(detail)s” is neither yes nor no, in the column “do not invite”."),
    Reason.TOO_LONG: _("“%(detail)s” is too long."),
    Reason.SURPLUS_CELLS: _("This line has more columns than there are headings. Check the separators."),
    Reason.SAME_NUMBER: _("This staff number stands on line %(detail)s too. That line counts."),
    Reason.NUMBER_OF_TWO: _("Staff number %(detail)s belongs to different names in this file."),
    Reason.SAME_PERSON: _("Line %(detail)s is about the same person. That line counts."),
    Reason.SAME_EMAIL_AND_NAME: _(
        "This name with this e-mail address stands on line %(detail)s too. That line counts."
    ),
    Reason.SEVERAL_MATCH: _(
        "There are several people called %(detail)s. Add staff numbers to tell them apart."
    ),
}


def reason(refusal: Refusal) -> str:
    """Why a line is refused, in a sentence."""
    return str(_REASONS[refusal.reason]) % {"detail": refusal.detail}


def value(field: str, content: Any) -> str:
    """What a field holds, as the preview shows it."""
    if field == "unit":
        return " › ".join(content) if content else str(_("no unit"))
    if field == "do_not_invite":
        return str(_("yes")) if content else str(_("no"))
    if field == "joined_on":
        return date_format(content, "SHORT_DATE_FORMAT") if content else str(_("empty"))
    return str(content) if content else str(_("empty"))
