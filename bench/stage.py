"""Where the measuring happens: a PostgreSQL that writes safely, and the product's own processes."""

import contextlib
import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import psycopg2

from werkdruk.embedded import postgres

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"
DATABASE = "werkdruk_bench"
WEB_SIZE = ["--workers", "2", "--blocking-threads", "4"]


class Stage:
    """An empty, migrated database, static files, and the processes that were started; `close` ends them all."""

    def __init__(self) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        self._lock = (FOLDER / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("A benchmark runs already. Two at once would measure each other.")
        self.processes: list[subprocess.Popen[bytes]] = []
        self.cluster = postgres.ensure(FOLDER)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        self._sql(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        self._sql(f"CREATE DATABASE {DATABASE} OWNER {postgres.OWNER}")
        self.port = _free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "DJANGO_SETTINGS_MODULE": "werkdruk.settings",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "WERKDRUK_LINK_SECRET": secrets.token_urlsafe(48),
            "WERKDRUK_INSECURE_HTTP": "1",
            "WERKDRUK_BASE_URL": f"http://localhost:{self.port}",
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "DATABASE_URL": self.cluster.url(DATABASE, postgres.APP),
            "WERKDRUK_KEYS_DIR": str(FOLDER / "keys"),
            "WERKDRUK_BROKER_DIR": str(FOLDER / "broker"),
            "WERKDRUK_VAR_DIR": str(FOLDER),
            "STATIC_ROOT": str(FOLDER / "static"),
            "EMAIL_URL": "smtp://127.0.0.1:9",
            "LOG_LEVEL": "ERROR",
            "BENCH_ADMIN_URL": self.cluster.url(DATABASE, postgres.SUPERUSER),
        }
        owner = {"DATABASE_OWNER_URL": self.cluster.url(DATABASE, postgres.OWNER)}
        self._manage("migrate", "--noinput", **owner)
        self._manage("collectstatic", "--noinput")

    def measure(self, module: str, *arguments: str, order: Any = None, seconds: float = 120) -> Any:
        """Run a module of this package and return what it printed as JSON; None when it takes too long."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            done = subprocess.run(
                [sys.executable, "-m", f"bench.{module}", *arguments],
                cwd=ROOT,
                env=self.environment,
                input=json.dumps(order),
                capture_output=True,
                text=True,
                timeout=seconds,
                check=False,
            )
            if done.returncode:
                raise RuntimeError(f"bench.{module} failed:\n{done.stderr[-3000:]}")
            return json.loads(done.stdout)
        return None

    def start_web(self) -> int:
        """The production web server; its process id, once it answers."""
        server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1"]
        pid = self._start("web", [*server, "--port", str(self.port), *WEB_SIZE, "werkdruk.wsgi:application"])
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=5).close()
                return pid
            time.sleep(0.05)
        raise RuntimeError((FOLDER / "web.log").read_text()[-3000:])

    def start_worker(self) -> int:
        """A worker with two processes; its process id."""
        celery = [sys.executable, "-m", "celery", "-A", "werkdruk.celery:app", "worker", "--concurrency", "2"]
        return self._start("worker", [*celery, "--loglevel", "INFO", "--hostname", "bench@%h"])

    def fetch(self, path: str) -> bytes:
        """The body of a page or file."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read()

    def close(self) -> None:
        """End every process and the database server."""
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(8)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._sql(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        self.cluster.stop()
        self._lock.close()

    def _start(self, name: str, command: list[str]) -> int:
        with (FOLDER / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.processes.append(process)
        return process.pid

    def _manage(self, *arguments: str, **more: str) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | more,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {arguments[0]} failed:\n{done.stderr[-3000:]}")

    def _sql(self, statement: str) -> None:
        connection = psycopg2.connect(self.cluster.url("postgres", postgres.SUPERUSER))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()


def memory(pid: int) -> dict[str, float]:
    """MB of a process and all below it: `rss` of the largest one, `pss` of all (shared pages counted once)."""
    found = [(_field(one, "Rss"), _field(one, "Pss")) for one in _family(pid)]
    return {
        "processes": len(found),
        "rss": max(rss for rss, _ in found) / 1024,
        "pss": sum(pss for _, pss in found) / 1024,
    }


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += _family(int(child))
    return found


def _field(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise ValueError(name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
