"""A small organisation publishes two or three waves together; what is counted before stays sealed."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

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
from surveys.domain.disclosure import PublishedBlock, Suppressed
from surveys.domain.rotation import add_months
from surveys.models import Block, Publication, Review, SurveySettings, Wave, WaveBlock, WaveState
from tests.cast import Zandbak, make_employees
from tests.surveys.test_wave_journey import ANSWERS, links

START = date(2025, 1, 1)
Change = Callable[[int, dict[str, str]], dict[str, str]]


@pytest.fixture
def small(zandbak: Zandbak) -> Zandbak:
    """60 people, five of whom are asked a month; three waves are published together."""
    with time_machine.travel(f"{START} 09:00+01:00"), zandbak.scope():
        make_employees(zandbak.team, 30, "boomhut")
        make_employees(zandbak.other_team, 29, "schelp")
        place_everyone()
        ensure_settings()
        SurveySettings.objects.update(waves_per_block=3)
    return zandbak


def wave_of(zandbak: Zandbak, month: date, answering: int, change: Change | None = None) -> Wave:
    """A wave of `month`, closed, to which the first `answering` invitees answered."""
    mail.outbox.clear()
    with time_machine.travel(f"{month} 09:00+01:00"):
        with zandbak.scope():
            wave = plan_wave(actor=None, opens_on=month)
        draw_wave(zandbak.id, wave.id)
        send_invitations(zandbak.id, wave.id)
        for number, path in enumerate(links()[:answering]):
            sheet = change(number, dict(ANSWERS)) if change else ANSWERS
            assert Client().post(path, sheet).status_code == 303
    with time_machine.travel(f"{month + timedelta(days=20)} 09:00+01:00"):
        close_wave(zandbak.id, wave.id)
    with zandbak.scope():
        return Wave.objects.get(id=wave.id)


def keys(zandbak: Zandbak) -> list[Path]:
    return sorted((Path(settings.KEYS_DIR) / str(zandbak.id)).glob("*"))


def respondents(publication: Publication) -> tuple[int, int]:
    count = PublishedBlock.from_json(publication.figures).respondents
    assert not isinstance(count, Suppressed)
    return count.low, count.high


def test_three_waves_make_one_publication(small: Zandbak) -> None:
    first = wave_of(small, START, 3)
    with small.scope():
        block = WaveBlock.objects.get()
        assert (block.first_month, block.last_month) == (START, date(2025, 3, 1))
        assert (first.state, first.block_id) == (WaveState.CLOSED, block.id)
        assert (Publication.objects.count(), Review.objects.count()) == (0, 0)
        assert block.box is not None
        assert b"tally" not in bytes(block.box)
        before = bytes(block.box), block.key_name
    second = wave_of(small, date(2025, 2, 1), 4)
    with small.scope():
        block.refresh_from_db()
        assert second.block_id == block.id
        assert (bytes(block.box), block.key_name) != before  # type: ignore[arg-type]
        assert [path.stem for path in keys(small) if str(block.id) in path.name] == [block.key_name]
        assert Publication.objects.count() == 0
    third = wave_of(small, date(2025, 3, 1), 5)
    with small.scope():
        published = Publication.objects.get()
        assert (published.wave_id, respondents(published)) == (third.id, (10, 14))
        assert Review.objects.get().wave_id == third.id
        block.refresh_from_db()
        assert (block.box, block.key_name, block.published_at is not None) == (None, "", True)
        assert [path for path in keys(small) if str(block.id) in path.name] == []
        assert WaveBlock.objects.count() == 1


def test_a_block_of_too_few_is_destroyed(small: Zandbak) -> None:
    for number in range(3):
        wave_of(small, add_months(START, number), 1)
    with small.scope():
        assert PublishedBlock.from_json(Publication.objects.get().figures).is_suppressed
        assert WaveBlock.objects.get().box is None


def test_a_block_whose_last_wave_never_came_is_published_when_its_months_have_passed(
    small: Zandbak, django_capture_on_commit_callbacks: Any
) -> None:
    wave_of(small, START, 5)
    second = wave_of(small, date(2025, 2, 1), 5)
    for day, expected in ((date(2025, 3, 31), 0), (date(2025, 4, 1), 1)):
        with (
            time_machine.travel(f"{day} 03:20+01:00"),
            django_capture_on_commit_callbacks(execute=True),
            small.scope(),
        ):
            finish_rotations()
        with small.scope():
            assert Publication.objects.count() == Review.objects.count() == expected
    with small.scope():
        published = Publication.objects.get()
        assert (published.wave_id, respondents(published)) == (second.id, (10, 14))
        assert [path for path in keys(small) if str(second.block_id) in path.name] == []


def test_a_year_of_blocks_publishes_units_beside_them(small: Zandbak) -> None:
    for number in range(12):
        wave_of(small, add_months(START, number), 5)
    with small.scope():
        assert Publication.objects.whole().count() == 4
        assert {one.first_month.month for one in WaveBlock.objects.all()} == {1, 4, 7, 10}
        units = Publication.objects.filter(unit__isnull=False)
        assert {one.unit_id for one in units} == {small.location.id, small.team.id, small.other_team.id}
        assert sum(respondents(one)[0] for one in units.exclude(unit=small.location)) == 60


def test_figures_of_a_block_hold_what_all_its_waves_asked(small: Zandbak) -> None:
    def only_the_balance(number: int, sheet: dict[str, str]) -> dict[str, str]:
        return {"K10": "5"}

    wave_of(small, START, 5, only_the_balance)
    wave_of(small, date(2025, 2, 1), 5)
    wave_of(small, date(2025, 3, 1), 2)
    with small.scope():
        content = json.loads(json.dumps(Publication.objects.get().figures))
    assert content["index"]["kind"] == "index"
    assert content["too_high"]["value"] == 40


def test_a_question_that_few_answered_does_not_stop_the_end_of_the_year(zandbak: Zandbak) -> None:
    """One of the twelve waves shows nothing of K05, because three people answered it."""

    def but_three(number: int, sheet: dict[str, str]) -> dict[str, str]:
        return sheet if number < 3 else sheet | {"K05": "x"}

    with time_machine.travel(f"{START} 09:00+01:00"), zandbak.scope():
        make_employees(zandbak.team, 60, "boomhut")
        make_employees(zandbak.other_team, 59, "schelp")
        place_everyone()
        ensure_settings()
        SurveySettings.objects.update(rhythm="half_yearly")
    wave_of(zandbak, START, 40, but_three)
    wave_of(zandbak, date(2025, 7, 1), 40)
    with zandbak.scope():
        assert Block.objects.get().published_at is not None
        assert Publication.objects.filter(unit__isnull=False).count() == 3


def test_raising_k_in_the_middle_of_a_year_does_not_keep_it_open(zandbak: Zandbak) -> None:
    with time_machine.travel(f"{START} 09:00+01:00"), zandbak.scope():
        make_employees(zandbak.team, 12, "boomhut")
        make_employees(zandbak.other_team, 51, "schelp")
        place_everyone()
        ensure_settings()
        SurveySettings.objects.update(rhythm="half_yearly")
    wave_of(zandbak, START, 6)
    with zandbak.scope():
        SurveySettings.objects.update(k=10)
    wave_of(zandbak, date(2025, 7, 1), 32)
    with zandbak.scope():
        assert respondents(Publication.objects.whole().order_by("wave__month")[0]) == (5, 9)
        # Nothing that is added could take back what the smaller block told under the k of then.
        assert Block.objects.get().published_at is not None
        assert not Publication.objects.filter(unit__isnull=False).exists()


def test_pages_say_that_figures_come_with_a_later_wave(small: Zandbak, sign_in: Any) -> None:
    first = wave_of(small, START, 5)
    olaf = sign_in(small.olaf)
    overview = olaf.get(f"{small.path}surveys/").content.decode()
    assert "met een latere ronde" in overview
    assert f"waves/{first.id}/figures/" not in overview
    page = olaf.get(f"{small.path}surveys/waves/{first.id}/").content.decode()
    assert "de cijfers komen met een latere ronde" in page
    assert olaf.get(f"{small.path}surveys/waves/{first.id}/figures/").status_code == 404
    wave_of(small, date(2025, 2, 1), 5)
    third = wave_of(small, date(2025, 3, 1), 5)
    figures = olaf.get(f"{small.path}surveys/waves/{third.id}/figures/").content.decode()
    assert "Uitkomsten van januari 2025 tot en met maart 2025" in figures
    assert "van 15 uitgenodigde collega's" in figures
