"""The end of a rotation: nothing stays sealed for ever, whatever became of its last waves."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client

from surveys.actions.closing import close_wave, finish_rotations
from surveys.actions.drawing import draw_wave
from surveys.actions.planning import plan_wave
from surveys.actions.sending import send_invitations
from surveys.actions.setup import ensure_settings, place_everyone
from surveys.domain.disclosure import PublishedBlock
from surveys.models import Block, Publication, SurveySettings, UnitAccumulator
from tests.cast import Zandbak, make_employees
from tests.surveys.test_wave_journey import ANSWERS, links

START = date(2025, 1, 1)


@pytest.fixture
def half_yearly(zandbak: Zandbak) -> Zandbak:
    """120 people, of whom half are asked each half year, for thirty days."""
    with time_machine.travel(f"{START} 09:00+01:00"), zandbak.scope():
        make_employees(zandbak.team, 60, "boomhut")
        make_employees(zandbak.other_team, 59, "schelp")
        place_everyone()
        ensure_settings()
        SurveySettings.objects.update(rhythm="half_yearly", open_days=30)
    return zandbak


def answered_wave(zandbak: Zandbak, day: date) -> UUID:
    """An open wave of `day` in which everyone has answered."""
    mail.outbox.clear()
    with time_machine.travel(f"{day} 09:00+01:00"):
        with zandbak.scope():
            wave = plan_wave(actor=None, opens_on=day)
        draw_wave(zandbak.id, wave.id)
        send_invitations(zandbak.id, wave.id)
        for path in links():
            assert Client().post(path, ANSWERS).status_code == 303
    return wave.id


def close(zandbak: Zandbak, wave: UUID, day: date) -> None:
    with time_machine.travel(f"{day} 09:00+01:00"):
        close_wave(zandbak.id, wave)


def upkeep(zandbak: Zandbak, day: date, callbacks: object) -> None:
    with time_machine.travel(f"{day} 03:20+01:00"), callbacks(execute=True), zandbak.scope():  # type: ignore[operator]
        finish_rotations()


def published(zandbak: Zandbak) -> int:
    with zandbak.scope():
        return Publication.objects.filter(unit__isnull=False).count()


def keys(zandbak: Zandbak) -> list[Path]:
    return list((Path(settings.KEYS_DIR) / str(zandbak.id)).glob("block-*"))


def test_a_rotation_without_its_last_wave_ends_with_its_last_month(
    half_yearly: Zandbak, django_capture_on_commit_callbacks: object
) -> None:
    close(half_yearly, answered_wave(half_yearly, START), date(2025, 2, 1))
    upkeep(half_yearly, date(2025, 12, 31), django_capture_on_commit_callbacks)
    assert (published(half_yearly), len(keys(half_yearly))) == (0, 1)
    upkeep(half_yearly, date(2026, 1, 2), django_capture_on_commit_callbacks)
    with half_yearly.scope():
        assert Block.objects.get().published_at is not None
        assert not UnitAccumulator.objects.exists()
    assert (published(half_yearly), keys(half_yearly)) == (3, [])


def test_a_rotation_waits_for_an_earlier_wave_that_is_open_longer(half_yearly: Zandbak) -> None:
    first = answered_wave(half_yearly, START)
    second = answered_wave(half_yearly, date(2025, 7, 1))
    close(half_yearly, second, date(2025, 7, 20))
    assert published(half_yearly) == 0
    close(half_yearly, first, date(2025, 7, 22))
    with half_yearly.scope():
        assert not UnitAccumulator.objects.exists()
        whole = Publication.objects.get(unit=half_yearly.location)
        respondents = PublishedBlock.from_json(whole.figures).respondents
        assert (respondents.low, respondents.high) == (120, 120)
    assert published(half_yearly) == 3
    assert keys(half_yearly) == []
