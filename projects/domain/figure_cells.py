"""What stands in the cells of a file with figures: numbers as people write them, and the columns by their headings."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from projects.domain.hr_figures import BadFigure, Wrong
from werkdruk.organisations.domain.staff_columns import plain

FIELDS = ("kind", "unit", "period", "starts_on", "ends_on", "people", "value", "numerator", "denominator")

_KNOWN: dict[str, str] = {
    "kind": "welkcijfer whichfigure soort soortcijfer cijfersoort kengetal indicator kind figure measure kpi type",
    "unit": "eenheid onderdeel afdeling team locatie organisatieonderdeel unit department location orgeenheid",
    "period": """
        maandofkwartaal monthorquarter periode maand kwartaal period month quarter maandjaar jaarmaand tijdvak
        jaar year
    """,
    "starts_on": "van vanaf begin begindatum startdatum from start startdate",
    "ends_on": "tot totenmet tm einde einddatum until to end enddate",
    "people": """
        aantalmensen aantalmedewerkers medewerkers mensen aantal headcount people employees numberofpeople
        numberofemployees personen aantalpersonen bezetting
    """,
    "value": "cijfer waarde percentage value figurevalue pct uitkomst verzuimpercentage verzuim result",
    "numerator": "teller numerator boven ziektedagen verzuimdagen vertrokken",
    "denominator": "noemer denominator onder kalenderdagen beschikbaredagen",
}
_FIELD_BY_HEADING = {heading: field for field, words in _KNOWN.items() for heading in words.split()}

# What people call each kind, as `plain` writes it.
_KINDS: dict[str, str] = {
    "absence": """
        absence ziekteverzuim verzuim verzuimpercentage ziekteverzuimpercentage sicknessabsence absencerate
        sickleave absenteeism sicknessabsencerate
    """,
    "frequency": "frequency meldingsfrequentie verzuimfrequentie absencefrequency ziekmeldingsfrequentie",
    "duration": """
        duration verzuimduur gemiddeldeverzuimduur gemiddeldeduur meanduration meandurationofabsence
        averageduration
    """,
    "turnover": """
        turnover verloop personeelsverloop verloopovertwaalfmaanden verlooppercentage turnoverovertwelvemonths
        uitstroom
    """,
    "turnover_own": """
        turnoverown vrijwilligverloop verloopeigenkeuze verloopopeigenverzoek eigenverzoek voluntaryturnover
        turnoverbyownchoice verloopuiteigenkeuze
    """,
    "turnover_first": """
        turnoverfirst verloopeerstejaar verloopbinneneenjaar verloopinheteerstejaar firstyearturnover
        turnoverwithinthefirstyear verloopbinnenheteerstejaar
    """,
    "overtime": "overtime overwerk urenbovencontract meeruren overuren hoursabovecontract",
}
_KIND_BY_WORD = {word: kind for kind, words in _KINDS.items() for word in words.split()}

_SIGNS = re.compile(r"[\s\u00a0\u202f']")
_GROUPS = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})*")


def guess(headings: Sequence[str]) -> dict[str, int]:
    """The column (from 0) of each field whose heading is known; the first of two columns counts."""
    found: dict[str, int] = {}
    for column, heading in enumerate(headings):
        field = _FIELD_BY_HEADING.get(plain(heading))
        if field is not None:
            found.setdefault(field, column)
    return found


def kind_of(text: str) -> str | None:
    """The kind of figure that `text` names; brackets with a unit behind it do not matter."""
    bare = re.sub(r"\(.*?\)|%", "", text)
    return _KIND_BY_WORD.get(plain(bare))


def parse_number(text: str, column: str) -> Decimal:
    """``5,8``, ``5.8``, ``5,8 %``, ``1.234,5``, ``1,234.5`` and ``12 345`` as a number.

    A lone separator before exactly three digits (``10.950``) could be either of two numbers a thousand times apart;
    for a sum that is refused. Raises `BadFigure`.
    """
    bare = _SIGNS.sub("", text).removesuffix("%")
    if column != "value" and re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", bare):
        raise BadFigure(Wrong.AMBIGUOUS, column, text)
    return _decimal(bare, column, text)


def parse_count(text: str, column: str) -> int:
    """A whole number of people: ``1.234`` is one thousand two hundred and thirty-four. Raises `BadFigure`."""
    bare = _SIGNS.sub("", text)
    if _GROUPS.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", "")
    number = _decimal(bare, column, text)
    if number < 0:
        raise BadFigure(Wrong.BELOW_ZERO, column, text)
    if number != number.to_integral_value() or number > 10**9:
        raise BadFigure(Wrong.NOT_WHOLE, column, text)
    return int(number)


def _decimal(bare: str, column: str, text: str) -> Decimal:
    comma, dot = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and dot >= 0:
        grouping, point = (".", ",") if comma > dot else (",", ".")
        whole, _, rest = bare.rpartition(point)
        if not re.fullmatch(rf"[+-]?\d{{1,3}}({re.escape(grouping)}\d{{3}})+", whole) or not rest.isdecimal():
            raise BadFigure(Wrong.NOT_A_NUMBER, column, text)
        bare = f"{whole.replace(grouping, '')}.{rest}"
    elif bare.count(",") > 1 or bare.count(".") > 1:
        if not _GROUPS.fullmatch(bare):
            raise BadFigure(Wrong.NOT_A_NUMBER, column, text)
        bare = bare.replace(",", "").replace(".", "")
    else:
        bare = bare.replace(",", ".")
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?(e-?[0-9]{1,2})?", bare, re.IGNORECASE):
        raise BadFigure(Wrong.NOT_A_NUMBER, column, text)
    try:
        return Decimal(bare)
    except InvalidOperation:
        raise BadFigure(Wrong.NOT_A_NUMBER, column, text) from None
