"""The staff of the demo organisations as a staff file: names, teams and addresses are invented."""

import random
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

Tree = Sequence[tuple[str, str, Sequence[tuple[str, int]]]]
"""Region, location, and the teams there with how many people they have."""

ZANDBAK: Tree = (
    (
        "Regio Noord",
        "De Boomgaard",
        (("BSO De Boomhut", 14), ("KDV De Bloesem", 12), ("Peuteropvang De Pit", 7)),
    ),
    ("Regio Noord", "Het Veerhuis", (("BSO De Loopplank", 10), ("KDV De Vlonder", 11))),
    ("Regio Noord", "De Wadloper", (("BSO Eb en Vloed", 11), ("KDV De Schelp", 12))),
    ("Regio Noord", "Het Kompas", (("BSO De Windroos", 10), ("KDV De Poolster", 10), ("Flexteam Noord", 8))),
    (
        "Regio Midden",
        "De Speelweide",
        (("BSO De Grashalm", 11), ("KDV De Madelief", 12), ("Peuteropvang Het Klavertje", 7)),
    ),
    ("Regio Midden", "De Regenboog", (("BSO Het Prisma", 10), ("KDV Het Palet", 10))),
    ("Regio Midden", "De Zonnehof", (("BSO De Zonnewijzer", 10), ("KDV De Straal", 9))),
    (
        "Regio Midden",
        "Servicekantoor",
        (("Planning en roosters", 7), ("Administratie en financiën", 8), ("Personeel en kwaliteit", 7)),
    ),
    (
        "Regio Zuid",
        "De Waterlelie",
        (("BSO De Dobber", 11), ("KDV Het Kroos", 12), ("Peuteropvang De Libel", 7)),
    ),
    ("Regio Zuid", "De Molenwiek", (("BSO De Wiek", 11), ("KDV De Maalsteen", 11))),
    ("Regio Zuid", "Het Eikennest", (("BSO De Eekhoorn", 11), ("KDV De Twijg", 12))),
    ("Regio Zuid", "De Zandloper", (("BSO De Duin", 10), ("KDV De Kwelder", 11), ("Flexteam Zuid", 8))),
)
ANDERS: Tree = (
    ("Thuiszorg", "Wijkteams", (("Wijkteam Oost", 18), ("Wijkteam West", 17))),
    ("Verblijf", "Huize Linde", (("Huize Linde begane grond", 16), ("Huize Linde boven", 15))),
)

FIRST_NAMES = """
Aisha Amber Anke Annelies Anouk Ayşe Bart Bas Bianca Bram Britt Carlijn Chantal Chris Daan Dagmar Daphne Delano
Dewi Dilara Dirk Eline Ellen Elif Emma Erik Esmee Esther Eva Femke Fleur Floor Frank Gerda Gijs Hanneke Hans Hatice
Heleen Ilse Imane Ineke Inge Iris Ivo Jamila Jan Janneke Jasmijn Jeroen Joke Jolanda Joost Joyce Judith Karin Kees
Kim Laila Lars Laura Leila Lieke Lisa Lotte Maaike Manon Mara Marga Marieke Marit Marloes Meryem Mila Mirjam Mitchell
Monique Nadia Naomi Nienke Nina Noor Nynke Omar Patricia Paul Petra Priya Quincy Renate Rianne Robin Romy Roos Ruben
Saskia Sanne Sevda Sharon Sietske Silvia Simone Sjoerd Soraya Stef Suzan Sven Tamara Tessa Thijs Tineke Vera Wendy
Wessel Willemijn Yara Yasmina Yvonne Zeynep
"""
LAST_NAMES = """
Aerts;Akkerman;Alberda;el Azouzi;Bakker;van den Berg;Bijl;Blom;de Boer;Boersma;Bos;Bouwman;van Breda;de Bruin;Çelik;
Chaouki;Dekker;Demir;van Dijk;Dijkstra;Doorn;Driessen;van Eck;Elzinga;Evers;Faber;Gerritsen;de Graaf;de Groot;Haan;
ter Haar;Hendriks;van der Heijden;Hoekstra;van den Hoek;Hofman;Huisman;Jacobs;Janssen;de Jong;Kaya;Kerkhof;Klaver;Kok;
Koning;Koster;Kramer;Kuiper;de Lange;van Leeuwen;Lubbers;Maas;Martina;van der Meer;Meijer;Mulder;Nguyen;Nieuwenhuis;
van Noort;Oosterhuis;Özdemir;Peeters;Pinas;van der Ploeg;Post;Prins;Pronk;Ramdin;Reitsma;de Rooij;Rutten;Sahin;
Schipper;Scholten;Schouten;Sikkema;Simons;Smeets;Snijders;Spaan;Steenbergen;Stam;Tak;Terpstra;Timmer;van Tol;
Uijterlinde;van der Veen;Veenstra;Verbeek;Vermeulen;Visser;de Vries;Vos;de Waal;van Wijk;Wierda;Willems;de Wit;
Wolters;Yilmaz;Zijlstra;Zwart
"""
HEADINGS = "Personeelsnummer;Roepnaam;Tussenvoegsel;Achternaam;E-mailadres;Regio;Locatie;Team;Datum in dienst"
# Invented people start here, those who sign in below it.
FIRST_NUMBER = 2001


@dataclass(frozen=True, slots=True)
class Person:
    """One line of a staff file."""

    number: int
    first_name: str
    infix: str
    last_name: str
    email: str
    region: str
    location: str
    team: str
    joined_on: date

    def line(self) -> str:
        """The line, in the order of `HEADINGS`."""
        return (
            f"{self.number};{self.first_name};{self.infix};{self.last_name};{self.email};"
            f"{self.region};{self.location};{self.team};{self.joined_on:%d-%m-%Y}"
        )


def make_staff(tree: Tree, domain: str, start: date, rng: random.Random) -> list[Person]:
    """People for every team of `tree`, in service up to twenty years before `start`."""
    names = _names(rng)
    people: list[Person] = []
    for region, location, teams in tree:
        for team, size in teams:
            for _ in range(size):
                first, infix, last = next(names)
                people.append(
                    Person(
                        number=FIRST_NUMBER + len(people),
                        first_name=first,
                        infix=infix,
                        last_name=last,
                        email=_address(first, infix, last, domain),
                        region=region,
                        location=location,
                        team=team,
                        joined_on=start - timedelta(days=int(rng.triangular(120, 20 * 365, 900))),
                    )
                )
    return people


def half_a_year_later(people: list[Person], domain: str, day: date, rng: random.Random) -> list[Person]:
    """The same staff with some who left, some who moved to another team, and as many who came."""
    leaving = set(rng.sample(range(len(people)), 11))
    stayed = [person for index, person in enumerate(people) if index not in leaving]
    places = {(person.region, person.location, person.team) for person in people}
    for index in rng.sample(range(len(stayed)), 4):
        near = sorted(p for p in places if p[0] == stayed[index].region and p[2] != stayed[index].team)
        region, location, team = rng.choice(near)
        stayed[index] = replace(stayed[index], region=region, location=location, team=team)
    known = {person.email for person in people}
    fresh = (name for name in _names(rng) if _address(*name, domain) not in known)
    for number, index in enumerate(sorted(leaving)):
        gone = people[index]
        first, infix, last = next(fresh)
        stayed.append(
            replace(
                gone,
                number=FIRST_NUMBER + len(people) + number,
                first_name=first,
                infix=infix,
                last_name=last,
                email=_address(first, infix, last, domain),
                joined_on=day - timedelta(days=rng.randrange(5, 60)),
            )
        )
    return stayed


def as_csv(people: Iterable[Person]) -> bytes:
    """A staff file as a Dutch personnel system writes it: semicolons."""
    text = "\r\n".join([HEADINGS, *(person.line() for person in people), ""])
    return text.encode("utf-8-sig")


def _names(rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """First name, infix, last name: every pair once, in an order of its own."""
    firsts, lasts = FIRST_NAMES.split(), LAST_NAMES.replace("\n", "").split(";")
    pairs = [(first, last) for first in firsts for last in lasts]
    rng.shuffle(pairs)
    for first, last in pairs:
        infix, _, name = last.rpartition(" ")
        yield first, infix, name


def _address(first: str, infix: str, last: str, domain: str) -> str:
    letters = str.maketrans({"ı": "i", "ø": "o"})
    plain = unicodedata.normalize(
        "NFKD", f"{first}.{infix}{last}".replace(" ", "").lower().translate(letters)
    )
    return plain.encode("ascii", "ignore").decode() + "@" + domain
