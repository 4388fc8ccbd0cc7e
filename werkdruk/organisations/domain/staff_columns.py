"""What the columns of a staff file mean: the fields, and guessing them from Dutch and English headings."""

import re
import unicodedata
from collections.abc import Sequence

# The levels of the tree of units, from the top down.
UNIT_FIELDS = ("region", "location", "department", "team")
NAME_FIELDS = ("name", "first_name", "infix", "last_name")
FIELDS = ("staff_number", *NAME_FIELDS, "email", *UNIT_FIELDS, "joined_on", "do_not_invite")

# Headings per field, as `plain` writes them.
_KNOWN: dict[str, str] = {
    "staff_number": """
        personeelsnummer personeelsnr persnr personnelnumber medewerkernummer medewerkersnummer
        medewerkernr medewerkerid mednr werknemernummer werknemersnummer werknemernr staffnumber
        staffid employeenumber employeeid employeeno number nummer stamnummer id pnr
    """,
    "name": """
        naam volledigenaam medewerker naammedewerker medewerkernaam name fullname employee
        employeename weergavenaam displayname roepnaamachternaam werknemer
    """,
    "first_name": "voornaam roepnaam voornamen firstname givenname forename",
    "infix": "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tv infix prefix middlename",
    "last_name": "achternaam familienaam geboortenaam lastname surname familyname",
    "email": """
        email emailadres mail mailadres emailwerk werkmail werkemail emailadreswerk zakelijkemail
        zakelijkemailadres emailaddress workemail emailzakelijk workemailaddress
    """,
    "region": "regio region rayon cluster divisie division sector gebied area",
    "location": "locatie locatienaam vestiging location site standplaats werklocatie branch",
    "department": "afdeling department dienst organisatieeenheid orgeenheid afdelingsnaam kostenplaats",
    "team": "team teamnaam groep group teamname unit roostergroep eenheid",
    "joined_on": """
        indienst indienstdatum datumindienst indienstsinds indiensttreding datumindiensttreding
        startdatum begindatum startdate hiredate inservicesince joined joinedon datejoined
        datuminvoegen begindienstverband startdienstverband datumaanvangdienst dateofhire
        inservice
    """,
    "do_not_invite": """
        nietuitnodigen nietvragen uitgesloten donotinvite exclude excluded noinvitation
        geenuitnodiging optout
    """,
}
_FIELD_BY_HEADING = {heading: field for field, headings in _KNOWN.items() for heading in headings.split()}


def plain(heading: str) -> str:
    """`heading` in lower case, without accents, spaces and signs: ``E-mail adres`` is ``emailadres``."""
    decomposed = unicodedata.normalize("NFKD", heading.casefold())
    return re.sub(r"[^a-z0-9]", "", decomposed)


def guess(headings: Sequence[str]) -> dict[str, int]:
    """The column (from 0) of each field whose heading is known; the first of two columns counts.

    A full name beside separate parts is left out: the parts are surer.
    """
    found: dict[str, int] = {}
    for column, heading in enumerate(headings):
        field = _FIELD_BY_HEADING.get(plain(heading))
        if field is not None:
            found.setdefault(field, column)
    if "first_name" in found and "last_name" in found:
        found.pop("name", None)
    elif "last_name" in found and "name" in found:
        found.pop("last_name")
    return found
