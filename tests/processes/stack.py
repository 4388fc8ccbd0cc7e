"""Real processes of the product beside a test: worker, beat, web server, Redis; each ends with its whole group."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from werkdruk.embedded.children import end_with_parent

ROOT = Path(__file__).resolve().parents[2]
CELERY = [sys.executable, "-m", "celery", "-A", "werkdruk.celery:app"]
QUIET = ["--without-gossip", "--without-mingle", "--without-heartbeat"]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 90, pause: float = 0.02) -> None:
    """Wait until `condition` holds, or fail with `what` was waited for."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{what}: not within {seconds:.0f} s"
        time.sleep(pause)


def database_url(role_url: str) -> str:
    """`role_url` (a URL of the cluster) with this test run's own database."""
    return role_url.rsplit("/", 1)[0] + "/" + settings.DATABASES["default"]["NAME"]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What a production process gets: this test run's database and keys, everything else below `folder`."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "SECRET_KEY", "WERKDRUK_LINK_SECRET")
        if name in os.environ
    }
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "werkdruk.settings",
        "WERKDRUK_INSECURE_HTTP": "1",
        "WERKDRUK_BASE_URL": settings.BASE_URL,
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "DATABASE_URL": database_url(os.environ["DATABASE_URL"]),
        "WERKDRUK_KEYS_DIR": str(settings.KEYS_DIR),
        "WERKDRUK_BROKER_DIR": str(folder / "broker"),
        "WERKDRUK_VAR_DIR": str(folder),
        "STATIC_ROOT": str(folder / "static"),
        "WERKDRUK_RESUME_SECONDS": "2",
        "WERKDRUK_MAILS_PER_MINUTE": "0",
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
        **more,
    }


class Process:
    """One program in a process group of its own, with its log in `folder`."""

    def __init__(self, name: str, command: Sequence[str], env: dict[str, str], folder: Path) -> None:
        self.log = folder / f"{name}.log"
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                # Whatever ends the tests ends what they started.
                preexec_fn=end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 (no threads yet)
            )

    def kill(self) -> None:
        """SIGKILL to the program and everything it started; returns when the program is gone."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        """Ask it to end, wait, and insist."""
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
        self.kill()

    def said(self) -> str:
        """Its log so far, for the message of a failing assertion."""
        return self.log.read_text(errors="replace")[-3000:]


def worker(env: dict[str, str], folder: Path) -> Process:
    """A Celery worker with two processes."""
    size = ["--concurrency", "2", "--loglevel", "WARNING"]
    return Process(
        "worker", [*CELERY, "worker", *size, *QUIET, "--hostname", f"{folder.name}@%h"], env, folder
    )


def beat(env: dict[str, str], folder: Path) -> Process:
    """The scheduler; it hands out what was left behind every second."""
    where = ["--pidfile=", "--schedule", str(folder / "schedule"), "--max-interval", "1"]
    return Process("beat", [*CELERY, "beat", "--loglevel", "WARNING", *where], env, folder)


def web(env: dict[str, str], folder: Path, port: int) -> Process:
    """The production web server with two processes; ready when this returns."""
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1"]
    size = ["--port", str(port), "--workers", "2", "--blocking-threads", "4"]
    process = Process("web", [*server, *size, "werkdruk.wsgi:application"], env, folder)

    def answers() -> bool:
        assert process.process.poll() is None, process.said()
        try:
            return request(port, "GET", "/health/")[0] == 200
        except OSError:
            return False

    wait_for(answers, "the web server answers")
    return process


def request(port: int, method: str, path: str, body: str = "") -> tuple[int, bytes]:
    """Status and body of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
