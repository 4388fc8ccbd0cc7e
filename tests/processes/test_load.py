"""Many answers through the real web server while worker and database are restarted: acknowledged = counted.

What a client does, which is what somebody with a browser does: it posts; when the connection breaks or the page says
"later", it posts the same again until it has an answer. An answer is **acknowledged** by

- 303 to the thank-you page, or
- 409 ("your answers are in") after a try that got no answer: one link belongs to one client here, so whatever was
  stored came from its own earlier try. A 409 to a first try would be somebody else's ballot, and fails the test.

Each of them must be one used link and one ballot before closing, and one counted sheet after it.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from tests.processes import scene, stack
from werkdruk.embedded import postgres

pytestmark = pytest.mark.processes

ANSWERS = int(os.environ.get("WERKDRUK_LOAD_ANSWERS", "1200"))
CLIENTS = 16
DATABASE = "werkdruk_load"
PATIENCE = 120
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Server:
    """A database server of this test's own, which writes safely, and everything that runs on it."""

    folder: Path
    cluster: postgres.Cluster
    env: dict[str, str]
    restarts: list[str] = field(default_factory=list)

    def manage(self, *arguments: str, **more: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=stack.ROOT,
            env=self.env | more,
            check=True,
            capture_output=True,
        )

    def ask(self, *arguments: str) -> Any:
        """What tests.processes.loading finds."""
        command = [sys.executable, "-m", "tests.processes.loading", *arguments]
        done = subprocess.run(
            command, cwd=stack.ROOT, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    def state(self) -> str:
        """The state of the one wave."""
        admin = psycopg2.connect(self.cluster.url(DATABASE, postgres.SUPERUSER))
        with admin.cursor() as cursor:
            cursor.execute("SELECT state FROM surveys_wave")
            (found,) = cursor.fetchone()
        admin.close()
        return str(found)

    def stop_orderly(self) -> None:
        self.cluster.stop()

    def kill(self) -> None:
        """SIGKILL to every process of the database server, as when the power goes."""
        pid = int((self.cluster.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in (pid, *map(int, children)):
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                continue
        stack.wait_for(lambda: not Path(f"/proc/{pid}").exists(), "the database server is gone")

    def start(self) -> None:
        port = self.cluster.port
        self.cluster = postgres.ensure(self.folder / "database", port=port)
        assert self.cluster.port == port


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    cluster = postgres.ensure(folder / "database")
    try:
        admin = psycopg2.connect(cluster.url("postgres", postgres.SUPERUSER))
        admin.autocommit = True
        with admin.cursor() as cursor:
            cursor.execute("SHOW fsync")
            assert cursor.fetchone() == ("on",)
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {postgres.OWNER}")
        admin.close()
        env = stack.environment(
            folder,
            DATABASE_URL=cluster.url(DATABASE, postgres.APP),
            WERKDRUK_KEYS_DIR=str(folder / "keys"),
            CELERY_BROKER_URL="filesystem://",
            EMAIL_URL="smtp://127.0.0.1:9",
        )
        made = Server(folder, cluster, env)
        made.manage("migrate", "--noinput", DATABASE_OWNER_URL=cluster.url(DATABASE, postgres.OWNER))
        made.manage("collectstatic", "--noinput")
        yield made
    finally:
        postgres.destroy(folder / "database")


@dataclass
class Crowd:
    """Clients that work through a list of links together."""

    port: int
    paths: list[str]
    statuses: Counter[str] = field(default_factory=Counter)
    acknowledged: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> list[threading.Thread]:
        work = iter(enumerate(self.paths))
        threads = [threading.Thread(target=self._client, args=[work]) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        return threads

    def _client(self, work: Iterator[tuple[int, str]]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while True:
            with self.lock:
                number, path = next(work, (0, ""))
            if not path:
                connection.close()
                return
            self._answer(connection, number, path)

    def _answer(self, connection: http.client.HTTPConnection, number: int, path: str) -> None:
        unsure = False
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            status = _post(connection, path, scene.form_body(number))
            with self.lock:
                self.statuses["no answer" if status == 0 else str(status)] += 1
                if status == 303 or (status == 409 and unsure):
                    self.acknowledged[path] = number
                    return
                if status not in (0, 503):
                    self.wrong.append(f"{status} for {number}")
                    return
            unsure = True
            time.sleep(0.1)  # somebody who presses the button again
        with self.lock:
            self.wrong.append(f"no answer for {number}")

    def done(self) -> int:
        with self.lock:
            return len(self.acknowledged) + len(self.wrong)


def _post(connection: http.client.HTTPConnection, path: str, body: str) -> int:
    """The status; 0 where no whole answer came."""
    try:
        connection.request("POST", path, body, FORM)
        response = connection.getresponse()
        response.read()
        return response.status
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0


def test_what_was_acknowledged_is_counted_though_worker_and_database_were_restarted(
    server: Server, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = server.ask("fill", str(ANSWERS * 2))["paths"]
    assert len(paths) == ANSWERS
    processes: dict[str, stack.Process] = {}
    try:
        processes["beat"] = stack.beat(server.env, folder)
        processes["worker"] = stack.worker(server.env, folder)
        port = stack.free_port()
        processes["web"] = stack.web(server.env, folder, port)

        def restart_worker(end: Callable[[stack.Process], None]) -> None:
            end(processes["worker"])
            processes["worker"] = stack.worker(server.env, folder)

        def restart_database(end: Callable[[], None]) -> None:
            end()
            server.start()

        crowd = Crowd(port, paths)
        begun = time.monotonic()
        threads = crowd.start()
        restarted = []
        for part, what, restart in (
            (1, "worker killed", lambda: restart_worker(stack.Process.kill)),
            (2, "database stopped", lambda: restart_database(server.stop_orderly)),
            (4, "database killed", lambda: restart_database(server.kill)),
            (5, "worker stopped", lambda: restart_worker(stack.Process.stop)),
        ):
            stack.wait_for(lambda part=part: crowd.done() >= ANSWERS * part // 8, "answers come in", PATIENCE)
            before = crowd.done()
            assert before < ANSWERS, f"{what} came too late"
            restart()
            restarted.append(f"{what} at {before}")
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - begun
        with capsys.disabled():
            print(f"\n{ANSWERS} answers in {seconds:.0f} s; {', '.join(restarted)}; {dict(crowd.statuses)}")
        assert crowd.wrong == []
        assert set(crowd.acknowledged) == set(paths)
        # Every restart of the database fell into the answering: some got no answer at first.
        assert crowd.statuses["503"] + crowd.statuses["no answer"] > 0

        found = server.ask("stored")
        assert set(found["used"]) == set(crowd.acknowledged)
        assert found["ballots"] == ANSWERS

        server.ask("close")
        stack.wait_for(lambda: server.state() == "closed", "the worker closes", PATIENCE)
        counted = server.ask("counted")
    finally:
        for process in reversed(processes.values()):
            process.stop()
    assert (counted["n"], counted["ballots"]) == (ANSWERS, 0)
    for code in ("K01", "K10", "V27"):
        said = Counter(scene.answers(number)[code] for number in crowd.acknowledged.values())
        assert counted["items"][code] == [said[str(answer)] for answer in range(1, 6)]
