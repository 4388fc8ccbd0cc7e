"""Another rhythm in the middle of a year, through the real actions: nobody twice in twelve months, nobody forgotten."""

import itertools
from collections import defaultdict
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from surveys.actions.closing import close_wave
from surveys.actions.drawing import draw_wave
from surveys.actions.planning import cancel_wave, first_possible_month, open_now, plan_wave
from surveys.actions.setup import ensure_settings, place_everyone
from surveys.domain.rotation import add_months, month_index
from surveys.models import Invitation, Wave, WaveState
from surveys.queries.agreements import agreement_in_force, why_it_waits
from tests.cast import Zandbak, make_employees
from tests.surveys.agreed import agree_on
from werkdruk.core.errors import Refused

START = date(2024, 1, 1)
MONTHS = 40
# From which month on which rhythm is chosen.
CHANGES = {0: "monthly", 7: "quarterly", 26: "monthly"}


def test_a_rhythm_that_changes_asks_everyone_once_a_year(zandbak: Zandbak) -> None:
    asked: dict[object, list[int]] = defaultdict(list)
    waves = 0
    with time_machine.travel(f"{START} 06:00+01:00"), zandbak.scope():
        make_employees(zandbak.team, 80, "boomhut")
        make_employees(zandbak.other_team, 79, "schelp")
        place_everyone()
        ensure_settings()
    for number in range(MONTHS):
        month = add_months(START, number)
        with time_machine.travel(f"{month} 09:00+01:00"):
            with zandbak.scope():
                if number in CHANGES and CHANGES[number] != agreement_in_force().rhythm:
                    agree_on(zandbak, rhythm=CHANGES[number])
                if first_possible_month(ensure_settings()) > month:
                    continue
                wave = plan_wave(actor=None, opens_on=month)
            assert draw_wave(zandbak.id, wave.id)
            with zandbak.scope():
                for person in Invitation.objects.filter(wave=wave).values_list("employee_id", flat=True):
                    asked[person].append(month_index(month))
        with time_machine.travel(f"{month + timedelta(days=20)} 09:00+01:00"):
            close_wave(zandbak.id, wave.id)
        waves += 1
    assert waves > 18
    assert len(asked) == 160
    first, last = month_index(START), month_index(add_months(START, MONTHS - 1))
    gaps = [later - earlier for months in asked.values() for earlier, later in itertools.pairwise(months)]
    assert min(gaps) >= 12
    # docs/algorithms/rotation.md: fourteen months between a monthly and a quarterly rhythm.
    waits = [months[0] - first for months in asked.values()] + [
        last - months[-1] for months in asked.values()
    ]
    assert max(*gaps, *waits) <= 14


def test_another_rhythm_waits_for_the_open_wave_and_holds_a_planned_one(zandbak: Zandbak) -> None:
    this_month = timezone.localdate().replace(day=1)
    with zandbak.scope():
        make_employees(zandbak.team, 160, "boomhut")
        place_everyone()
        wave = plan_wave(actor=None, opens_on=timezone.localdate())
    assert draw_wave(zandbak.id, wave.id)
    with zandbak.scope():
        later = plan_wave(actor=None, opens_on=add_months(this_month, 1))
        agree_on(zandbak, rhythm="quarterly")
        assert ensure_settings().rhythm == "monthly"
        assert why_it_waits(later, ensure_settings()).startswith("Er is een nieuwe versie")
    assert draw_wave(zandbak.id, later.id) is False
    close_wave(zandbak.id, wave.id)
    with zandbak.scope():
        assert ensure_settings().rhythm == "quarterly"
        assert why_it_waits(later, ensure_settings()).startswith("Het afgesproken ritme is")
        with pytest.raises(Refused, match="Het afgesproken ritme is"):
            open_now(actor=None, wave=later)
    assert draw_wave(zandbak.id, later.id) is False
    with zandbak.scope():
        assert Wave.objects.get(id=later.id).state == WaveState.PLANNED
        cancel_wave(actor=None, wave=later)
        assert first_possible_month(ensure_settings()) == add_months(this_month, 3)
