"""The same attacker on the real thing: three years in the database, through the product's own actions."""

import random
from collections import defaultdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from surveys.actions import guard
from surveys.actions.answering import submit_answers
from surveys.actions.closing import close_wave
from surveys.actions.drawing import draw_wave
from surveys.actions.planning import plan_wave
from surveys.actions.setup import ensure_settings, place_everyone
from surveys.domain.rotation import add_months
from surveys.links import make_token
from surveys.models import Block, Invitation, Publication, PublicationCertificate, SurveySettings
from surveys.queries.auditing import audit_publications
from tests.attacks.algebra import Published, attack, breaks_with
from tests.attacks.organisations import Year, shows
from tests.attacks.report import tell
from tests.cast import Zandbak, make_employees
from werkdruk.organisations.models import Employee, Unit

START = date(2025, 1, 1)
SCORED = [f"K{number:02}" for number in range(1, 10)]


class Witness:
    """Sees who answers which question, because the test lets them; reads what was published from the database."""

    def __init__(self, zandbak: Zandbak, k: int, seed: int) -> None:
        self.zandbak, self.k, self.rng = zandbak, k, random.Random(seed)
        self.layers: dict[UUID, dict[str, Any]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))

    def furnish(self, sizes: list[int]) -> None:
        """Teams of these sizes below the location."""
        with time_machine.travel(f"{START} 08:00+01:00"), self.zandbak.scope():
            for number, size in enumerate(sizes):
                team = Unit.objects.create(name=f"Team {number}", parent=self.zandbak.location)
                make_employees(team, size, f"team-{number}")
            place_everyone()
            ensure_settings()
            SurveySettings.objects.update(rhythm="half_yearly", k=self.k)

    def wave(self, day: date) -> None:
        """Plan, draw, answer and close the wave of `day`."""
        with time_machine.travel(f"{day} 09:00+01:00"):
            with self.zandbak.scope():
                wave = plan_wave(actor=None, opens_on=day)
            draw_wave(self.zandbak.id, wave.id)
            with self.zandbak.scope():
                wave.refresh_from_db()
                for row in Invitation.objects.filter(wave=wave):
                    if self.rng.random() < 0.75:
                        self._answer(row, self.layers[wave.year_block_id], wave.id)
        with time_machine.travel(f"{day + timedelta(days=20)} 09:00+01:00"):
            close_wave(self.zandbak.id, wave.id)

    def _answer(self, row: Invitation, layers: dict[str, Any], wave: UUID) -> None:
        answers = {code: self.rng.randint(1, 5) for code in (*SCORED, "K10") if self.rng.random() < 0.95}
        if self.rng.random() < 0.4:
            answers["V27"] = self.rng.randint(1, 5)
        answers = answers or {"K01": 3}
        submit_answers(token=make_token(self.zandbak.id, row.id), answers=answers, open_answers={})
        names = ["", *answers]
        if sum(code in answers for code in SCORED) >= 7:
            names.append("index")
        for name in names:
            layers[name][row.unit_id, wave] += 1

    def reorganise(self, number: int) -> None:
        """A new team takes half of another one; somebody moves and somebody comes."""
        with self.zandbak.scope():
            team = Unit.objects.create(name=f"Nieuw {number}", parent=self.zandbak.location)
            old = Unit.objects.get(name=f"Team {number}")
            half = list(Employee.objects.filter(unit=old))[::2]
            Employee.objects.filter(id__in=[one.id for one in half]).update(unit=team)
            make_employees(team, 3, f"nieuw-{number}")
            place_everyone()
            guard.mark_staff()  # as when the works council has agreed

    def years(self) -> list[Year]:
        """What the attacker has of each rotation."""
        found = []
        with self.zandbak.scope():
            for block in Block.objects.order_by("first_month"):
                year = Year({UUID(u): UUID(p) if p else None for u, p, _ in block.tree}, self.k)
                for one in Publication.objects.filter(wave__year_block=block):
                    if shows(one.figures, ""):
                        year.waves[one.wave_id] = one.figures
                for one in Publication.objects.filter(block=block, unit__isnull=False):
                    year.units[one.unit_id] = one.figures
                for name, cells in self.layers[block.id].items():
                    year.layers[name].update(cells)
                found.append(year)
        return found


@pytest.mark.parametrize(
    ("sizes", "k", "seed"),
    [([7, 9, 11, 4], 5, 3), ([10, 14, 8, 3, 12], 7, 4), ([30, 6, 5, 18], 5, 5)],
    ids=["31 staff", "47 staff", "59 staff"],
)
def test_three_years_in_the_database(zandbak: Zandbak, sizes: list[int], k: int, seed: int) -> None:
    witness = Witness(zandbak, k, seed)
    witness.furnish(sizes)
    for wave in range(6):
        if wave and wave % 2 == 0:
            witness.reorganise(wave // 2)
        witness.wave(add_months(START, 6 * wave))
    years = witness.years()
    assert [len(year.waves) > 0 for year in years] == [True] * 3
    shown = hidden = 0
    for year in years:
        for name in list(year.layers):
            sets, waves = year.sets(name)
            assert attack(Published(sets, year.layers[name]), waves, k) is None, name
        sizes_of = year.sizes()
        shown += len(year.units)
        for unit in set(year.tree) - set(year.units):
            if sizes_of[unit]:
                hidden += 1
                sets, waves = year.sets("", [*year.units, unit])
                published = Published(sets, year.layers[""])
                assert sizes_of[unit] < k or breaks_with(published, waves, k, ("unit", unit)), unit
    tell(
        f"disclosure: in the database, {sum(sizes)} staff, k {k}: {shown} unit figures, {hidden} hidden, none broken"
    )
    assert shown
    with zandbak.scope():
        audit = audit_publications()
        certificates = list(PublicationCertificate.objects.filter(block__isnull=False))
    assert (audit.offences, audit.unchecked) == ([], [])
    assert len(certificates) == 3
    assert all(one.at_least is not None and one.at_least >= k and one.layers for one in certificates)
