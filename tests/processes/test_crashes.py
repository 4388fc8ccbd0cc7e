"""A worker that dies at any point of drawing, closing or opening: taken up again, it ends as if it had lived."""

import json
import random
import subprocess
import sys
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.utils import timezone

from surveys import tasks
from surveys.actions import releasing
from surveys.actions.accumulating import _open
from surveys.actions.answering import submit_answers
from surveys.actions.open_answers import settle_open_answers
from surveys.domain.ballot import Ballot as AnswerSheet
from surveys.domain.rotation import draw, parse_roster
from surveys.domain.seal import decode_open_answer, open_sealed
from surveys.keys import read_key
from surveys.links import make_token
from surveys.models import (
    AnswerRelease,
    Ballot,
    Block,
    DraftAnswer,
    Invitation,
    OpenAnswer,
    Publication,
    ReleasedAnswer,
    Review,
    Roster,
    RotationPlace,
    UnitAccumulator,
    Wave,
    WaveState,
)
from surveys.queries.waves import wave_items
from tests import cast
from tests.processes import scene, stack
from tests.surveys.published import close_with, sheets
from tests.surveys.words import keep_sheets
from werkdruk.celery import app
from werkdruk.core.models import AuditEntry, Job
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Membership, Unit

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

    def run(self, action: str, thing: Wave | AnswerRelease, at: int | None = None) -> dict[str, Any]:
        """Let a child do `action` to `thing` and die at point `at`."""
        order = {
            "action": action,
            "organisation": str(thing.organisation_id),
            "thing": str(thing.id),
            "at": at,
        }
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


def _opening(slug: str) -> AnswerRelease:
    """Open answers that HR has just asked the worker to open."""
    organisation = scene.make_organisation(slug, 1)
    with tenant_scope(organisation.id):
        for role in ("hr", "works_council"):
            Membership.objects.create(user=cast.make_person(f"{role}@{slug}.example", role), roles=[role])
        wave = close_with(date(2026, 1, 1), sheets(8, 8))
        written = [AnswerSheet(Unit.objects.get().id, {}, {"O1": f"Antwoord {n}"}) for n in range(12)]
        keep_sheets(organisation.id, wave, written, wave_items(wave.id))
        release = settle_open_answers(organisation.id, (wave.month, wave.month), 12, 10)
        assert release is not None
        releasing.ask_to_open(actor=Membership.objects.with_role("hr").get(), release=release)
        Job.objects.all().delete()
    return release


def _words(release: AnswerRelease) -> dict[str, Any]:
    """Everything that is left of open answers."""
    with tenant_scope(release.organisation_id):
        release.refresh_from_db()
        return {
            "state": release.state,
            "keys turned": [release.turned_by(side) for side in ("hr", "works_council")],
            "sealed": OpenAnswer.objects.count(),
            "read": sorted(DraftAnswer.objects.values_list("original", flat=True)),
            "released": sorted(ReleasedAnswer.objects.values_list("text", flat=True)),
            "log": sorted(AuditEntry.objects.values_list("action", flat=True)),
            "jobs": list(Job.objects.values_list("kind", flat=True)),
            "keys": _keys(release.organisation_id, {}),
        }


def test_opening_that_dies_at_any_point_loses_no_answer_and_leaves_no_key(
    crasher: Crasher, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = _opening("heel")
    points = crasher.run("open", whole)["points"]
    expected = _words(whole)
    assert (expected["state"], expected["sealed"], len(expected["read"])) == ("reading", 0, 12)
    assert expected["keys"] == []
    assert 4 < len(points) < MOST_POINTS
    for at, point in enumerate(points):
        release = _opening(f"stuk-{at}")
        assert crasher.run("open", release, at) == {"survived": False, "points": []}
        found = _words(release)
        # Either boxes and key, or texts: never neither.
        assert (found["sealed"], len(found["read"])) in ((12, 0), (0, 12)), point
        assert found["sealed"] == 0 or found["keys"] == ["answers-2026-01.key"], point
        assert crasher.run("open", release)["survived"], point
        assert _words(release) == expected, point
    with capsys.disabled():
        print(f"\nopening died at each of {len(points)} points and ended the same")


def test_a_second_key_that_dies_at_any_point_is_turned_whole_or_not_at_all(
    crasher: Crasher, capsys: pytest.CaptureFixture[str]
) -> None:
    def half(slug: str) -> AnswerRelease:
        release = _opening(slug)
        releasing.open_answers(release.organisation_id, release.id)
        with tenant_scope(release.organisation_id):
            actor = Membership.objects.with_role("hr").select_related("user").get()
            releasing.turn_key(actor=actor, side="hr", release=release, version=1)
        return release

    whole = half("heel")
    before = _words(whole)
    points = crasher.run("release", whole)["points"]
    expected = _words(whole)
    assert (expected["state"], expected["read"], len(expected["released"])) == ("released", [], 12)
    assert expected["jobs"] == [releasing.TIDY_JOB]
    assert 4 < len(points) < MOST_POINTS
    for at, point in enumerate(points):
        release = half(f"stuk-{at}")
        assert crasher.run("release", release, at) == {"survived": False, "points": []}
        assert _words(release) == before, point
        assert crasher.run("release", release)["survived"], point
        assert _words(release) == expected, point
    with capsys.disabled():
        print(f"\nthe second key died at each of {len(points)} points and was turned whole afterwards")


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
