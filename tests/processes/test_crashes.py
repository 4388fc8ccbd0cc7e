"""A worker that dies at any point of drawing or closing: taken up again, the outcome is that of one that lived."""

import json
import random
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.utils import timezone

from surveys import tasks
from surveys.actions.accumulating import _open
from surveys.actions.answering import submit_answers
from surveys.domain.rotation import draw, parse_roster
from surveys.domain.seal import decode_open_answer, open_sealed
from surveys.keys import read_key
from surveys.links import make_token
from surveys.models import (
    AnswerRelease,
    Ballot,
    Block,
    Invitation,
    OpenAnswer,
    Publication,
    Review,
    Roster,
    RotationPlace,
    UnitAccumulator,
    Wave,
    WaveState,
)
from tests.processes import scene, stack
from werkdruk.celery import app
from werkdruk.core.models import AuditEntry
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Unit

pytestmark = pytest.mark.processes

STAFF = 24
MOST_POINTS = 80


class Crasher:
    """The process that draws and closes in children of its own."""

    def __init__(self, folder: Path) -> None:
        self.errors = (folder / "crashing.log").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.processes.crashing"],
            cwd=stack.ROOT,
            env=stack.environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
        )

    def run(self, action: str, wave: Wave, at: int | None = None) -> dict[str, Any]:
        """Let a child draw or close `wave` and die at point `at`."""
        order = {"action": action, "organisation": str(wave.organisation_id), "wave": str(wave.id), "at": at}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            self.errors.seek(0)
            pytest.fail(self.errors.read()[-3000:])
        return json.loads(line)

    def end(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()
        self.errors.close()


@pytest.fixture
def crasher(committed_db: None, folder: Path) -> Iterator[Crasher]:
    one = Crasher(folder)
    yield one
    one.end()


@pytest.fixture
def eager() -> Iterator[None]:
    """Tasks that are handed to a worker run here and now."""
    app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    app.conf.update(task_always_eager=False, task_eager_propagates=False)


def _answered_wave(slug: str, *, last_of_block: bool) -> Wave:
    """A due wave in which the twelve who were drawn have answered, always the same."""
    organisation = scene.make_organisation(slug, STAFF)
    with tenant_scope(organisation.id):
        month = timezone.localdate().replace(day=1)
        team = Unit.objects.get()
        if last_of_block:
            Block.objects.create(
                first_month=scene.months_ago(month, 11),
                last_month=month,
                tree=[[str(team.id), None, team.name]],
            )
    wave = scene.open_wave(organisation)
    with tenant_scope(organisation.id):
        ids = list(Invitation.objects.values_list("id", flat=True))
        for number, invitation_id in enumerate(ids):
            form = scene.answers(number)
            submit_answers(
                token=make_token(organisation.id, invitation_id),
                answers={code: int(value) for code, value in form.items() if code != "O1"},
                open_answers={"O1": form["O1"]},
            )
    assert len(ids) == STAFF // 2
    scene.make_due(wave)
    return wave


def _outcome(wave: Wave) -> dict[str, Any]:
    """Everything that is left of a wave, without the ids that differ between organisations."""
    organisation_id = wave.organisation_id
    with tenant_scope(organisation_id):
        wave = Wave.objects.get()
        block = Block.objects.get()
        open_answers = []
        release = AnswerRelease.objects.get()
        if OpenAnswer.objects.exists():
            private = read_key(organisation_id, release.key_name)
            open_answers = sorted(
                decode_open_answer(open_sealed(private, bytes(row.box))) for row in OpenAnswer.objects.all()
            )
        return {
            "state": wave.state,
            "published": [
                (row.wave_id is not None, row.unit_id is not None, row.figures)
                for row in Publication.objects.order_by("unit_id")
            ],
            "accumulated": [
                (content["tally"], list(content["waves"].values()))
                for content in _open(organisation_id, block).values()
            ],
            "boxes": UnitAccumulator.objects.count(),
            "open answers": (release.state, open_answers),
            "left": [model.objects.count() for model in (Ballot, Invitation, Roster)],
            "reviews": Review.objects.count(),
            "log": sorted(AuditEntry.objects.values_list("action", flat=True)),
            "keys": _keys(
                organisation_id,
                {str(wave.id): "WAVE", block.key_name or "no key": "BLOCK", release.key_name: "ANSWERS"},
            ),
        }


def _keys(organisation_id: UUID, names: dict[str, str]) -> list[str]:
    """Every file beside the organisation's keys, with its wave and current block by word."""
    found = sorted(path.name for path in (Path(settings.KEYS_DIR) / str(organisation_id)).iterdir())
    for value, word in names.items():
        found = [name.replace(value, word) for name in found]
    return sorted(found)


@pytest.mark.parametrize("last_of_block", [False, True], ids=["within a block", "last of a block"])
def test_closing_that_dies_at_any_point_ends_as_if_it_had_not(
    crasher: Crasher, eager: None, last_of_block: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = _answered_wave("heel", last_of_block=last_of_block)
    points = crasher.run("close", whole)["points"]
    expected = _outcome(whole)
    assert expected["state"] == WaveState.CLOSED
    assert expected["left"] == [0, 0, 0]
    state, words = expected["open answers"]
    assert (state, len(words)) == ("sealed", STAFF // 2)
    assert len(expected["published"]) == (2 if last_of_block else 1)
    assert expected["keys"] == ["ANSWERS.key"] + ([] if last_of_block else ["BLOCK.key"])
    assert 15 < len(points) < MOST_POINTS

    broken = [_answered_wave(f"stuk-{at}", last_of_block=last_of_block) for at in range(len(points))]
    for at, wave in enumerate(broken):
        assert crasher.run("close", wave, at) == {"survived": False, "points": []}
        with tenant_scope(wave.organisation_id):
            wave.refresh_from_db()
            # Nothing can be seen before everything is done.
            assert wave.state in (WaveState.OPEN, WaveState.COUNTED), points[at]
            assert Review.objects.count() == 0
            # While ballots are there, so is the key; once they are counted, no ballot is left.
            if wave.state == WaveState.OPEN:
                assert read_key(wave.organisation_id, f"wave-{wave.id}")
                assert (Ballot.objects.count(), Publication.objects.count()) == (STAFF // 2, 0)
            else:
                assert Ballot.objects.count() == 0

    tasks.resume_waves()
    for at, wave in enumerate(broken):
        assert _outcome(wave) == expected, points[at]
    with capsys.disabled():
        print(f"\nclosing died at each of {len(points)} points and ended the same")


def test_a_draw_that_dies_at_any_point_draws_the_same_people_once(
    crasher: Crasher, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = scene.plan(scene.make_organisation("heel", STAFF))
    points = crasher.run("draw", whole)["points"]
    assert 8 < len(points) < MOST_POINTS
    waves = [scene.plan(scene.make_organisation(f"stuk-{at}", STAFF)) for at in range(len(points))]
    for at, wave in enumerate(waves):
        expected = _whose_turn(wave)
        assert len(expected) == STAFF // 2
        assert crasher.run("draw", wave, at) == {"survived": False, "points": []}
        with tenant_scope(wave.organisation_id):
            assert Wave.objects.get().state == WaveState.PLANNED
            assert Invitation.objects.count() == 0
        assert crasher.run("draw", wave)["survived"], points[at]
        assert _invited(wave) == expected
        # A third run, as by a message that came late, changes nothing.
        assert crasher.run("draw", wave)["survived"]
        assert _invited(wave) == expected
        _check_roster(wave, expected)
        keys = _keys(wave.organisation_id, {str(wave.id): "WAVE"})
        assert keys == ["wave-WAVE.key"], points[at]
    with capsys.disabled():
        print(f"\nthe draw died at each of {len(points)} points and drew the same people")


def _whose_turn(wave: Wave) -> set[UUID]:
    """Who a draw has to invite: everybody on the wave's place."""
    with tenant_scope(wave.organisation_id):
        places = RotationPlace.objects.values_list("employee_id", "place")
        return {person for person, place in places if place % 2 == wave.place}


def _invited(wave: Wave) -> set[UUID]:
    with tenant_scope(wave.organisation_id):
        people = list(Invitation.objects.values_list("employee_id", flat=True))
    assert len(people) == len(set(people))
    return set(people)


def _check_roster(wave: Wave, expected: set[UUID]) -> None:
    """The stored roster and seed replay the draw."""
    with tenant_scope(wave.organisation_id):
        wave.refresh_from_db()
        roster = parse_roster(zlib.decompress(bytes(Roster.objects.get().data)))
    random.Random(1).shuffle(roster)
    assert set(draw(roster, wave.place, timezone.localdate(), seed=wave.seed).invited) == expected
