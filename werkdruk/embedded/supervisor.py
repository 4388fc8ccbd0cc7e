"""The trial on one machine: starts everything, watches it, stops everything. Run by `make demo`.

PORT (default 8000) and DEMO_DIR (default var/demo) are read from the environment. Everything the trial keeps,
its secrets included, is below DEMO_DIR; `--reset` removes that first.
"""

import argparse
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import IO

from werkdruk.embedded import postgres
from werkdruk.embedded.children import Child, ChildDied
from werkdruk.embedded.place import CHECKOUT

MARKER = ".werkdruk-demo"
SECRETS = ("SECRET_KEY", "WERKDRUK_LINK_SECRET")

SIGN_INS = (
    ("anna@demo.example", "HR"),
    ("olaf@demo.example", "works council"),
    ("bea@demo.example", "executive"),
    ("tim@demo.example", "team lead"),
    ("fatima@demo.example", "facilitator"),
    ("carla@other.example", "HR of another organisation"),
)
PASSWORD = "werkdruk-demo"  # noqa: S105 - printed on purpose: the trial listens on this machine only


class DemoError(RuntimeError):
    """The trial cannot start or go on; the message says why and what to do."""


class Stop(Exception):
    """Someone pressed Ctrl-C or sent SIGTERM."""


class Demo:
    """One trial: a folder and a port."""

    fill = ("fill_demo",)

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder.resolve()
        self.port = port
        self.address = f"http://localhost:{port}"
        self.children: list[Child] = []
        self.lock: IO[str] | None = None

    def claim(self) -> None:
        """Make the folder ours, or say why it cannot be."""
        if self.folder.exists() and not (self.folder / MARKER).exists() and any(self.folder.iterdir()):
            raise DemoError(f"{self.folder} holds other files. Choose an empty folder with DEMO_DIR=…")
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / MARKER).touch()
        lock = (self.folder / MARKER).open("r+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise DemoError(
                f"A demo already runs from {self.folder}. Stop it first, or choose another folder: "
                f"DEMO_DIR=var/demo2 PORT={self.port + 1} make demo"
            ) from None
        self.lock = lock
        if not _port_is_free(self.port):
            raise DemoError(
                f"Port {self.port} is in use by another program. Choose another: "
                f"PORT={self.port + 1} make demo"
            )

    def reset(self) -> None:
        """Remove everything the trial keeps, and leave the empty folder claimed."""
        postgres.destroy(self.folder)
        for path in self.folder.iterdir():
            if path.name != MARKER:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    def start(self) -> None:
        """Bring everything up, in the order in which the parts need each other."""
        for name in ("log", "mail", "broker", "keys", "beat"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        _say("database")
        cluster = postgres.ensure(self.folder)
        mail_port = _free_port()
        environment = self._environment(cluster, mail_port)
        manage = [sys.executable, "manage.py"]
        _say("tables, static files")
        digest = _digest_of_static_files()
        collected = self.folder / "static.digest"
        static = None
        if not collected.exists() or collected.read_text() != digest:
            collected.unlink(missing_ok=True)
            static = self._spawn("static", [*manage, "collectstatic", "--noinput"], environment)
        schema = _digest_of_migrations()
        ready = self.folder / "ready.digest"
        fresh = not ready.exists() or ready.read_text() != schema
        if fresh:
            self._step("migrate", [*manage, "migrate", "--noinput"], environment)
        if static is not None:
            static.wait_for_success()
            collected.write_text(digest)
        self._spawn("mail", self._mail(mail_port), environment)
        if fresh:
            _say("demo organisations (the first time this takes a minute or two)")
            self._step("fill", [*manage, *self.fill], environment, show=True)
            ready.write_text(schema)
        _say("web server, worker, scheduler")
        celery = [sys.executable, "-m", "celery", "-A", "werkdruk.celery:app"]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO", *quiet]
        beat = [*celery, "beat", "--loglevel", "INFO", "--pidfile="]
        self._spawn("worker", [*worker, "--hostname", f"demo-{self.port}@%h"], environment)
        self._spawn("beat", [*beat, "--schedule", str(self.folder / "beat" / "schedule")], environment)
        self._spawn("web", self._web(), environment)
        self._wait_for_web()

    def watch(self) -> None:
        """Return never, but raise `ChildDied` when one of the processes ends."""
        while True:
            for child in self.children:
                child.check()
            time.sleep(0.3)

    def stop(self) -> None:
        """Stop everything that was started; mail and database last, because the others may still need them."""
        for child in self.children:
            if child.name != "mail":
                child.ask_to_end()
        for child in reversed(self.children):
            child.stop()
        # Asked of the folder: the signal may have come before `ensure` had returned.
        if self.lock is not None:
            if cluster := postgres.running(self.folder):
                cluster.stop()
            self.lock.close()

    # The parts ------------------------------------------------------------------------------------------

    def _mail(self, port: int) -> list[str]:
        module = [sys.executable, "-m", "werkdruk.embedded.mail"]
        return [*module, "--port", str(port), "--folder", str(self.folder / "mail")]

    def _web(self) -> list[str]:
        address = ["--host", "127.0.0.1", "--port", str(self.port)]
        size = ["--workers", "2", "--blocking-threads", "4"]
        server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
        return [*server, *address, *size, "werkdruk.wsgi:application"]

    def _environment(self, cluster: postgres.Cluster, mail_port: int) -> dict[str, str]:
        return {
            **os.environ,
            **self._secrets(),
            "DJANGO_SETTINGS_MODULE": "werkdruk.settings",
            "DEBUG": "0",
            "WERKDRUK_DEMO": "1",
            "WERKDRUK_INSECURE_HTTP": "1",
            "WERKDRUK_BASE_URL": self.address,
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "CSRF_TRUSTED_ORIGINS": f"{self.address},http://127.0.0.1:{self.port}",
            "DATABASE_URL": cluster.url(role=postgres.APP),
            "DATABASE_OWNER_URL": cluster.url(role=postgres.OWNER),
            "DATABASE_MAINTENANCE_URL": cluster.url(role=postgres.MAINTENANCE),
            "REDIS_URL": "",
            "CELERY_BROKER_URL": "filesystem://",
            "WERKDRUK_BROKER_DIR": str(self.folder / "broker"),
            "WERKDRUK_KEYS_DIR": str(self.folder / "keys"),
            "WERKDRUK_DEMO_MAIL_DIR": str(self.folder / "mail"),
            "STATIC_ROOT": str(self.folder / "static"),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "PYTHONUNBUFFERED": "1",
        }

    def _secrets(self) -> dict[str, str]:
        found = {}
        for name in SECRETS:
            path = self.folder / name.lower()
            if not path.exists():
                path.touch(mode=0o600)
                path.write_text(secrets.token_urlsafe(48))
            found[name] = path.read_text()
        return found

    def _spawn(self, name: str, command: Sequence[str], environment: dict[str, str]) -> Child:
        child = Child(name, command, environment, self.folder)
        self.children.append(child)
        child.start()
        return child

    def _step(
        self, name: str, command: Sequence[str], environment: dict[str, str], *, show: bool = False
    ) -> None:
        """Run a step to its end; with `show` its lines appear here as they come."""
        self._spawn(name, command, environment).wait_for_success(_say if show else None)

    def _wait_for_web(self, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for child in self.children:
                child.check()
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5).close()
                return
            except urllib.error.HTTPError as error:
                error.close()
                return
            except OSError:
                time.sleep(0.1)
        raise DemoError(f"The web server does not answer. Its log: {self.folder / 'log' / 'web.log'}")


def _digest_of_static_files() -> str:
    """Changes when a file of ours or a package may have changed; collecting takes seconds."""
    digest = hashlib.sha256((CHECKOUT / "uv.lock").read_bytes())
    for path in sorted((CHECKOUT / "static").rglob("*")):
        found = path.stat()
        digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _digest_of_migrations() -> str:
    """Changes when the database may need work: new migrations, other packages."""
    digest = hashlib.sha256((CHECKOUT / "uv.lock").read_bytes())
    for path in sorted(CHECKOUT.glob("*/migrations/*.py")) + sorted(
        CHECKOUT.glob("werkdruk/*/migrations/*.py")
    ):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _say(text: str) -> None:
    sys.stdout.write(f"  {text}\n")
    sys.stdout.flush()


def _welcome(demo: Demo, seconds: float) -> None:
    people = "\n".join(f"    {address:<22} {who}" for address, who in SIGN_INS)
    sys.stdout.write(
        f"\nWerkdruk runs at {demo.address}  (started in {seconds:.0f} s)\n\n"
        f"  Sign in with the password {PASSWORD}:\n{people}\n\n"
        f"  Sent mail:  {demo.address}/dev/mail/\n"
        f"  Logs:       {demo.folder / 'log'}\n\n"
        "Ctrl-C stops everything. Start over with: make demo-reset\n"
    )
    sys.stdout.flush()


def _stop_signal(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stop


def run(demo: Demo, *, reset: bool) -> int:
    """Run until stopped; 0 when asked to stop, 1 when something failed."""
    begun = time.monotonic()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop_signal)
    result = 0
    try:
        demo.claim()
        if reset:
            _say("removing the demo's data")
            demo.reset()
        demo.start()
        _welcome(demo, time.monotonic() - begun)
        demo.watch()
    except Stop:
        sys.stdout.write("\nStopping.\n")
    except (DemoError, ChildDied, postgres.EmbeddedPostgresError) as error:
        sys.stderr.write(f"\n{error}\n")
        result = 1
    finally:
        demo.stop()
    return result


def main(arguments: list[str] | None = None) -> int:
    """Command line; see the module's text."""
    parser = argparse.ArgumentParser(prog="python -m werkdruk.embedded.supervisor", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="remove the demo's data first")
    options = parser.parse_args(arguments)
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.stderr.write(f"PORT={port} is no port number.\n")
        return 1
    folder = Path(os.environ.get("DEMO_DIR") or CHECKOUT / "var" / "demo")
    return run(Demo(folder, int(port)), reset=options.reset)


if __name__ == "__main__":
    raise SystemExit(main())
