"""Somebody with copies of everything tries to find out who answered what."""

import os
import random
import re
import secrets
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from surveys.actions import answering, counting
from surveys.actions.answering import submit_answers
from surveys.actions.closing import close_wave
from surveys.domain.seal import open_sealed
from surveys.keys import KeyLost, read_key
from surveys.links import make_token
from surveys.models import AnswerRelease, Ballot, Invitation, Roster, UnitAccumulator, Wave, WaveState
from tests.attacks.copies import MARK, Copier, Copy
from tests.attacks.linking import Guess, Loot, as_sent, attacks, joined, read
from tests.attacks.report import tell
from tests.processes import scene, stack
from werkdruk.core.maintenance import vacuum
from werkdruk.core.models import TenantQuerySet
from werkdruk.core.tenancy import tenant_scope

WAVES, PEOPLE = 4, 40
# Whoever guesses joins WAVES people on average (Poisson). Twenty or more: one chance in a hundred million each attack.
LIMIT = 20


class Scene:
    """One wave, answered in no order by everybody, with copies before and after its closing."""

    def __init__(self, copier: Copier, *, port: int = 0) -> None:
        self.copier, self.port = copier, port
        self.organisation = scene.make_organisation(f"koppel-{secrets.token_hex(3)}", 2 * PEOPLE)
        self.id = self.organisation.id
        self.wave: Wave = scene.open_wave(self.organisation)
        self.truth: Guess = {}
        self.sheets: list[bytes] = []
        self.open_copy: Copy
        self.closed: list[Copy] = []
        self.released: list[dict[str, Any]] = []

    def answer(self) -> None:
        """Everybody answers once, each in a transaction of their own; then the copies of the open wave are made."""
        with tenant_scope(self.id):
            rows = list(Invitation.objects.values_list("id", "employee_id"))
        secrets.SystemRandom().shuffle(rows)
        assert len(rows) == PEOPLE
        for invitation, employee in rows:
            answers = {f"K{code:02}": random.randint(1, 5) for code in range(1, 11)}
            mark = f"Merk-{secrets.token_hex(8)}"
            text = mark + " woord" * random.randint(0, 150)
            self._send(make_token(self.id, invitation), answers, text)
            self.truth[employee] = mark.encode()
            self.sheets.append(as_sent(answers, text))
        secrets.SystemRandom().shuffle(self.sheets)
        connection.close()
        self.open_copy = self.copier.take(dump=True)

    def _send(self, token: str, answers: dict[str, int], text: str) -> None:
        if self.port:
            body = urlencode({**answers, "O1": text})
            path = f"/s/{self.organisation.slug}/{token}/"
            assert stack.request(self.port, "GET", path)[0] == 200
            assert stack.request(self.port, "POST", path, body)[0] == 303
        else:
            with tenant_scope(self.id):
                submit_answers(token=token, answers=answers, open_answers={"O1": text})

    def after(self, logs: bytes = b"") -> None:
        """Copies of the closed wave, before and after deleted rows are taken off the disk."""
        connection.close()
        self.closed.append(self.copier.take(logs=logs))
        assert vacuum(Ballot, Invitation, Roster, UnitAccumulator) is True
        self.closed.append(self.copier.take(dump=True, logs=logs))
        self.released = self._released()

    def _released(self) -> list[dict[str, Any]]:
        """The open answers as those read them who release them, in the order in which they are stored."""
        with tenant_scope(self.id):
            release = AnswerRelease.objects.of_month(self.wave.month).get()
        private = read_key(self.id, release.key_name)
        rows = self.closed[0].tables["surveys_openanswer"]
        rows = [row for row in rows if str(row["release_id"]) == str(release.id)]
        return [{**row, "text": _mark(open_sealed(private, bytes(row["box"])))} for row in rows]

    @property
    def copies(self) -> list[Copy]:
        return [self.open_copy, *self.closed]

    def loot(self) -> Loot:
        """Everything the attacker has, of this wave's organisation only: the others' rows are no help."""
        keys = {key for copy in self.copies for key in copy.possible_keys()}
        return Loot([_only(copy, str(self.id)) for copy in self.copies], self.sheets, self.released, keys)

    def keys_left(self) -> list[bytes]:
        """Every key file that is still there after closing."""
        return [path.read_bytes() for path in Path(settings.KEYS_DIR).rglob("*.key")]


def _mark(text: bytes) -> bytes:
    found = MARK.search(text)
    assert found is not None
    return found.group()


def _only(copy: Copy, organisation: str) -> Copy:
    """The rows of one organisation; of pages too, where its id stands in the row."""
    raw = bytes.fromhex(organisation.replace("-", ""))

    def mine(row: dict[str, Any]) -> bool:
        owner = row.get("organisation_id")
        return owner == raw or str(owner) == organisation

    return Copy(
        tables={name: [row for row in rows if mine(row)] for name, rows in copy.tables.items()},
        remains={name: [row for row in rows if mine(row)] for name, rows in copy.remains.items()},
        has_pages=copy.has_pages,
    )


@pytest.fixture
def copier(committed_db: None, settings: Any) -> Iterator[Copier]:
    """Takes copies of this run's database; the maintenance role is at work, as in production."""
    settings.MAINTENANCE_URL = stack.database_url(os.environ.get("WERKDRUK_TEST_MAINTENANCE_URL", ""))
    taker = Copier()
    yield taker
    taker.close()


def _closed_scene(copier: Copier) -> Scene:
    one = Scene(copier)
    one.answer()
    close_wave(one.id, one.wave.id)
    one.after()
    return one


def test_nobody_is_joined_to_an_answer(copier: Copier) -> None:
    found: Counter[str] = Counter()
    for _ in range(WAVES):
        one = _closed_scene(copier)
        for copy in one.copies:
            assert copy.marks() & set(one.truth.values()) == set()
        loot = one.loot()
        for name, guess in attacks(loot):
            found[name] += joined(guess, one.truth)
        _nothing_opens(one)
        if copier.has_pages:
            left = [loot.copies[at].remains for at in (1, 2)]
            # The tool sees deleted rows before they are taken off the disk, so it would see them afterwards.
            assert len(left[0]["surveys_ballot"]) == PEOPLE
            assert (left[1]["surveys_ballot"], left[1]["surveys_invitation"]) == ([], [])
    people = WAVES * PEOPLE
    best = max(found.values())
    average = sum(found.values()) / len(found)
    tell(
        f"linkage: {average:.1f} of {people} joined on average over {len(found)} attacks, {best} at best "
        f"(chance {WAVES}.0 each); deleted rows read with pageinspect: {'yes' if copier.has_pages else 'not here'}"
    )
    assert best < LIMIT, found.most_common(3)


def _nothing_opens(one: Scene) -> None:
    """With every key that is left and every value of that size in the copies no ballot opens, in whatever copy."""
    keys = {*one.keys_left(), *one.loot().keys}
    boxes = [
        bytes(row["box"])
        for copy in one.loot().copies
        for rows in (copy.tables["surveys_ballot"], copy.remains.get("surveys_ballot", []))
        for row in rows
    ]
    assert len(boxes) >= PEOPLE
    assert {len(box) for box in boxes} == {len(boxes[0])}
    tried = boxes[:3] + boxes[-3:]
    assert [read(box, keys) for box in tried] == [None] * len(tried)
    with pytest.raises(KeyLost):
        read_key(one.id, f"wave-{one.wave.id}")


def test_the_same_attacks_join_everybody_in_a_naive_variant(
    copier: Copier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ballots are not sealed, and the rows stay as they are at closing."""
    monkeypatch.setattr(answering, "seal", lambda public, content, size: content)
    monkeypatch.setattr(counting, "open_sealed", lambda private, box: box)
    delete = QuerySet.delete

    def keep(rows: Any) -> Any:
        return (0, {}) if rows.model in (Ballot, Invitation) else delete(rows)

    monkeypatch.setattr(QuerySet, "delete", keep)
    monkeypatch.setattr(TenantQuerySet, "delete_at_once", keep)
    best: Counter[str] = Counter()
    readable = 0
    for _ in range(WAVES):
        one = _closed_scene(copier)
        readable += len(one.closed[-1].marks() & set(one.truth.values()))
        for name, guess in attacks(one.loot()):
            best[name] += joined(guess, one.truth)
    name, count = best.most_common(1)[0]
    after = max(number for name, number in best.items() if name.startswith("copy 2"))
    tell(
        f"linkage: naive variant: {count} of {WAVES * PEOPLE} joined ({name}); {after} with the last copy alone"
    )
    assert (count, after, readable) == (WAVES * PEOPLE,) * 3


def _talkative_worker(env: dict[str, str], folder: Path) -> stack.Process:
    """A worker that writes down all it does."""
    command = [*stack.CELERY, "worker", "--concurrency", "1", "--loglevel", "DEBUG", *stack.QUIET]
    return stack.Process("worker", [*command, "--hostname", f"{folder.name}@%h"], env, folder)


@pytest.mark.processes
def test_logs_of_web_server_and_worker_hold_nothing(copier: Copier) -> None:
    """The whole way through real processes: the page is asked for and sent over HTTP, the worker closes the wave."""
    with tempfile.TemporaryDirectory(prefix="werkdruk-attack-") as name:
        folder = Path(name)
        env = stack.environment(folder, LOG_LEVEL="DEBUG")
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput"]
        subprocess.run(collect, cwd=stack.ROOT, env=env, check=True, capture_output=True)
        port = stack.free_port()
        processes = [stack.web(env, folder, port)]
        try:
            one = Scene(copier, port=port)
            one.answer()
            scene.make_due(one.wave)
            processes += [_talkative_worker(env, folder), stack.beat(env, folder)]

            def closed() -> bool:
                with tenant_scope(one.id):
                    return Wave.objects.get(id=one.wave.id).state == WaveState.CLOSED

            stack.wait_for(closed, "the worker closes the wave")
        finally:
            for process in reversed(processes):
                process.stop()
        written = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
        logs = b"".join(process.log.read_bytes() for process in processes)
        one.after(logs=written)
    assert b"surveys.finish_wave" in logs  # the worker told what it did
    with tenant_scope(one.id):
        people = [str(employee) for employee in one.truth]
    for copy in one.copies:
        assert copy.marks() & set(one.truth.values()) == set()
    assert not re.search(rb"/s/[a-z0-9-]+/[A-Za-z0-9_-]{32}/", written)
    assert [person for person in people if person.encode() in written] == []
    found = [joined(guess, one.truth) for _name, guess in attacks(one.loot())]
    tell(
        f"linkage: through web server and worker: {max(found)} of {PEOPLE} joined at best over {len(found)} attacks"
    )
    assert max(found) < 12
