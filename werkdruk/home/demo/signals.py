"""The demo's signals: a file with figures of HR, what staff noticed early, and the signals of each project."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from projects.actions import early_signals, figure_references, signals
from projects.actions.figure_files import (
    apply_figure_file,
    diff_digest,
    match_figure_columns,
    upload_figure_file,
)
from projects.domain.figure_cells import guess
from projects.domain.figure_periods import Period, month, quarter
from projects.models import EarlySignal, Project, ReferenceValue
from projects.queries import figures as reads
from projects.queries.projects import find_project
from projects.queries.signals import figures_to_offer, waves_to_offer
from projects.queries.signals import signals as known_signals
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.people import cast

_HEADINGS = "Soort cijfer;Eenheid;Periode;Aantal medewerkers;Cijfer;Teller;Noemer"
# How many people each unit had; none so small that it, or what is left of the unit above it, has fewer than 20.
_PEOPLE = {
    "hele organisatie": 300,
    "Regio Noord": 105,
    "Regio Midden": 91,
    "Regio Zuid": 104,
    "De Boomgaard": 33,
    "Het Veerhuis": 21,
    "De Wadloper": 23,
    "Het Kompas": 28,
}
# Sickness absence in the four quarters of a year: higher in winter; and how the months of a quarter differ from it.
_SEASON = (8.4, 6.9, 6.1, 7.6)
_WITHIN = ((0.4, 0.3, -0.6), (0.5, 0.0, -0.4), (-0.3, -0.4, 0.5), (-0.5, 0.1, 0.5))
_ABOVE = {"Regio Noord": 0.9, "De Boomgaard": 2.3, "Regio Zuid": -0.6}
# The newest quarters of absence come by month.
_QUARTERS, _BY_MONTH = 11, 5


@dataclass(frozen=True, slots=True)
class Noticed:
    """A signal that somebody typed in a project; `days` from the start of the project."""

    source: str
    text: str
    days: int
    people: int | None = None


_TYPED: dict[str, tuple[Noticed, ...]] = {
    "Rust op de groep": (
        Noticed("risk_assessment", "RI&E van vorig jaar, bladzijde 14: werkdruk tijdens de middagspits.", 1),
        Noticed(
            "training",
            "Na de training stress herkennen noemen groepen dezelfde piek: tussen vijf en zes uur.",
            5,
        ),
        Noticed("conversation", "Het team telt zelf: in een week viel elf keer een pauze weg.", 6),
    ),
    "Overdracht in een kwartier": (
        Noticed(
            "conversation",
            "In drie overleggen zegt men dat de overdracht tussen ochtend en middag tijd kost.",
            2,
        ),
    ),
    "Minder dubbel werk": (
        Noticed("conversation", "In zes teams hetzelfde: wat in de app staat, staat ook op papier.", 2),
        Noticed("exit", "Vertrekkers noemen het vele opschrijven, en dat niemand het leest.", 3, 7),
        Noticed("physician", "Op het spreekuur noemen mensen werk dat mee naar huis gaat.", 4, 60),
    ),
    "Een poule voor Zuid": (
        Noticed("conversation", "Wie vrij is, wordt gebeld om in te vallen. Soms drie keer op een dag.", 1),
    ),
    "Ophalen zonder haast": (
        Noticed(
            "conversation", "Een week geteld: van de twintig keer laat kwam het negen keer door file.", 200
        ),
    ),
}
_EARLY = (
    (
        "Sinds de vakantie doen we de dinsdagmiddag steeds met een collega te weinig. De pauze schiet erbij in.",
        9,
    ),
    ("Het nieuwe rooster hangt nu drie weken vooruit. Dat geeft echt rust.", 24),
    ("We schrijven hetzelfde in de app en in het schrift. Waarom allebei?", 40),
)


def bring_signals(organisation_id: UUID, clock: Clock) -> None:
    """Everything of step 1: figures first, then what staff wrote, then the signals of the projects."""
    with clock.at(clock.day(-20)), tenant_scope(organisation_id):
        _bring_file(clock)
        _compare()
    for text, ago in _EARLY:
        with clock.at(clock.day(-ago)), tenant_scope(organisation_id):
            early_signals.send_early_signal(text=text, unit=None, form_key=None, today=timezone.localdate())
    with clock.at(clock.day(-18)), tenant_scope(organisation_id):
        _answer()
    with tenant_scope(organisation_id):
        projects = list(
            Project.objects.running().order_by("starts_on").values_list("id", "name", "starts_on")
        )
    for project_id, name, starts_on in projects:
        for noticed in _TYPED.get(name, ()):
            day = clock.day(min((starts_on - clock.today).days + noticed.days, 0))
            with clock.at(day), tenant_scope(organisation_id):
                _notice(project_id, noticed)
        with clock.at(clock.day(-6)), tenant_scope(organisation_id):
            _take_over(project_id)


def _bring_file(clock: Clock) -> None:
    anna = cast()["anna"]
    lines = [_HEADINGS, *_lines(clock.today)]
    content = "\r\n".join(lines).encode("utf-8-sig")
    made = upload_figure_file(actor=anna, file_name="verzuim en verloop.csv", content=content)
    made = match_figure_columns(
        actor=anna, figure_import=made, columns=guess(_HEADINGS.split(";")), kind="", shares=False
    )
    digest = diff_digest(reads.file_diff(made, timezone.localdate()))
    apply_figure_file(actor=anna, figure_import=made, digest=digest)


def _compare() -> None:
    """Beside the figures of all trades also those of care and welfare, to which childcare belongs."""
    for reference in ReferenceValue.objects.filter(kind="absence", sector="Zorg en welzijn"):
        figure_references.change_reference_value(
            actor=cast()["anna"], reference=reference, version=reference.version, shown=True
        )


def _lines(today: date) -> Iterator[str]:
    rng = random.Random(5)
    quarters = _ended_quarters(today)
    for at, period in enumerate(quarters):
        number = (period.starts_on.month + 2) // 3
        name = f"{period.starts_on.year}-Q{number}"
        usual = _SEASON[number - 1]
        if at < len(quarters) - _BY_MONTH:
            yield from _absence(rng, name, period, usual)
        else:
            for within, more in enumerate(_WITHIN[number - 1]):
                one = month(period.starts_on.year, period.starts_on.month + within)
                yield from _absence(rng, f"{one.starts_on:%Y-%m}", one, usual + more)
        yield f"verzuimfrequentie;hele organisatie;{name};300;;{rng.randint(88, 118)};300"
        yield f"verzuimduur;hele organisatie;{name};300;{rng.uniform(17, 23):.1f};;".replace(".", ",")
        leavers = rng.randint(40, 48)
        yield f"verloop;hele organisatie;{name};300;;{leavers};300"
        yield f"vrijwillig verloop;hele organisatie;{name};300;;{leavers - rng.randint(9, 14)};300"
        yield f"overwerk;hele organisatie;{name};300;{rng.uniform(2.4, 3.6):.1f};;".replace(".", ",")


def _absence(rng: random.Random, name: str, period: Period, usual: float) -> Iterator[str]:
    for unit, people in _PEOPLE.items():
        days = round(people * period.days * 0.71)
        share = usual + _ABOVE.get(unit, 0) + rng.uniform(-0.5, 0.5)
        yield f"ziekteverzuim;{unit};{name};{people};;{round(days * share / 100)};{days}"


def _ended_quarters(today: date) -> list[Period]:
    """The last `_QUARTERS` quarters that had ended three weeks ago."""
    found = [
        quarter(year, number) for year in range(today.year - 4, today.year + 1) for number in (1, 2, 3, 4)
    ]
    return [one for one in found if (today - one.ends_on).days > 21][-_QUARTERS:]


def _answer() -> None:
    """HR has dealt with the oldest one."""
    oldest = EarlySignal.objects.waiting().first()
    if oldest is not None:
        early_signals.handle_early_signal(
            actor=cast()["anna"],
            early=oldest,
            answer="Twee teams proberen een maand lang alleen de app. Daarna hoor je hier hoe dat ging.",
        )


def _notice(project_id: UUID, noticed: Noticed) -> None:
    project = find_project(project_id)
    assert project is not None
    signals.add_signal(
        actor=cast()["fatima"],
        project=project,
        source=noticed.source,
        text=noticed.text,
        seen_on=timezone.localdate(),
        people=noticed.people,
    )


def _take_over(project_id: UUID) -> None:
    """The newest figure of absence; the newest survey stays on offer in the project that was begun last."""
    project = find_project(project_id)
    assert project is not None
    anna = cast()["anna"]
    for one in figures_to_offer(project, known_signals(project)):
        if one.kind == "absence":
            signals.take_over_figure(actor=anna, project=project, figure=one.stored)
            break
    if project.is_large:
        for wave in waves_to_offer(project, known_signals(project))[:1]:
            signals.take_over_wave(actor=anna, project=project, wave=wave)
