"""The embedded server starts, is found again, stops, and changes nothing it does not own."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest

from werkdruk.embedded import place, postgres

ROOT = Path(__file__).resolve().parents[2]
OF_CONCURRENT_START = """
import sys, time
from pathlib import Path
from werkdruk.embedded import postgres
cluster = postgres.ensure(Path(sys.argv[1]), fast=True, hold=True)
print((cluster.data / "postmaster.pid").read_text().split()[0], flush=True)
sys.stdin.read()
"""


def _pid(cluster: postgres.Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def _ask(cluster: postgres.Cluster, sql: str, role: str = postgres.OWNER) -> object:
    connection = psycopg2.connect(cluster.url(role=role))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None
    finally:
        connection.close()


def _modes(path: Path) -> dict[Path, tuple[int, int]]:
    return {
        parent: (parent.stat().st_mode, parent.stat().st_uid) for parent in (path, *path.resolve().parents)
    }


def test_ensure_twice_finds_the_running_server(cluster: postgres.Cluster) -> None:
    again = postgres.ensure(cluster.folder, fast=True)
    assert again == cluster
    assert _pid(again) == _pid(cluster)


def test_stop_and_ensure_keep_the_data(folder: Path) -> None:
    first = postgres.ensure(folder)
    _ask(first, "CREATE TABLE kept AS SELECT 42 AS answer")
    first.stop()
    assert postgres.running(folder) is None
    first.stop()
    second = postgres.ensure(folder)
    assert _ask(second, "SELECT answer FROM kept") == 42
    assert second.port == first.port
    assert second.passwords == first.passwords


def test_a_trial_keeps_its_data_safe_and_a_test_cluster_is_fast(
    folder: Path, cluster: postgres.Cluster
) -> None:
    safe = postgres.ensure(folder)
    names = ("fsync", "synchronous_commit", "full_page_writes")
    assert [_ask(safe, f"SHOW {name}") for name in names] == ["on", "on", "on"]
    assert [_ask(cluster, f"SHOW {name}") for name in names] == ["off", "off", "off"]


def test_several_first_starts_at_once_make_one_server_and_the_last_to_leave_stops_it(folder: Path) -> None:
    command = [sys.executable, "-c", OF_CONCURRENT_START, str(folder)]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    pids = {process.stdout.readline() for process in processes}
    assert len(pids) == 1
    for process in processes[:3]:
        process.communicate()
    assert postgres.running(folder) is not None
    processes[3].communicate()
    assert postgres.running(folder) is None
    assert [process.returncode for process in processes] == [0, 0, 0, 0]


def test_a_killed_server_is_started_again_with_its_data(folder: Path) -> None:
    first = postgres.ensure(folder)
    _ask(first, "CREATE TABLE kept AS SELECT 42 AS answer")
    killed = _pid(first)
    os.kill(killed, signal.SIGKILL)
    second = postgres.ensure(folder)
    assert _pid(second) != killed
    assert _ask(second, "SELECT answer FROM kept") == 42


def test_a_pid_file_that_names_another_program_is_stale(folder: Path) -> None:
    first = postgres.ensure(folder, fast=True)
    first.stop()
    (first.data / "postmaster.pid").write_text(f"{os.getpid()}\n{first.data}\n")
    second = postgres.ensure(folder, fast=True)
    assert _pid(second) != os.getpid()
    assert _ask(second, "SELECT 1") == 1


def test_a_taken_port_is_left_to_its_owner(folder: Path) -> None:
    first = postgres.ensure(folder, fast=True)
    first.stop()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", first.port))
        other.listen()
        second = postgres.ensure(folder, port=first.port, fast=True)
    assert second.port != first.port
    assert _ask(second, "SELECT 1") == 1


def test_a_moved_folder_keeps_its_data(folder: Path) -> None:
    first = postgres.ensure(folder / "here", fast=True)
    _ask(first, "CREATE TABLE kept AS SELECT 42 AS answer")
    first.stop()
    (folder / "here").rename(folder / "there")
    second = postgres.ensure(folder / "there", fast=True)
    try:
        assert _ask(second, "SELECT answer FROM kept") == 42
    finally:
        second.stop()


def test_an_interrupted_first_start_is_repeated(folder: Path) -> None:
    half = folder / "postgres" / "data"
    half.mkdir(parents=True)
    (folder / "postgres").chmod(0o711)
    (half / "PG_VERSION").write_text("18\n")
    assert _ask(postgres.ensure(folder, fast=True), "SELECT 1") == 1


def test_no_mode_or_owner_of_an_existing_folder_changes(folder: Path) -> None:
    before = _modes(folder) | _modes(ROOT / ".venv") | _modes(place.installed())
    postgres.ensure(folder, fast=True)
    after = _modes(folder) | _modes(ROOT / ".venv") | _modes(place.installed())
    assert after == before


def test_a_closed_folder_stays_closed_and_the_server_starts_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    outside = Path(tempfile.mkdtemp(dir=folder))
    outside.chmod(0o755)
    monkeypatch.setattr(place, "OUTSIDE", outside)
    before = _modes(closed)
    cluster = postgres.ensure(closed, fast=True)
    try:
        assert _ask(cluster, "SELECT 1") == 1
        assert _modes(closed) == before
        beside = os.geteuid() != 0  # an ordinary user's own account can go there
        assert cluster.data.is_relative_to(closed) == beside
        assert cluster.data.is_relative_to(outside) != beside
        assert postgres.ensure(closed, fast=True) == cluster
    finally:
        postgres.destroy(closed)
    assert not cluster.data.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be tricked into using another account's folder")
def test_a_folder_outside_that_someone_else_made_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "OUTSIDE", folder)
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    trap = place._stand_in()
    os.chown(trap, 65534, 65534)
    with pytest.raises(postgres.EmbeddedPostgresError, match="belongs to someone else"):
        postgres.ensure(closed, fast=True)


def test_only_this_machine_can_connect_and_only_with_the_password(cluster: postgres.Cluster) -> None:
    assert _ask(cluster, "SHOW listen_addresses") == "127.0.0.1"
    assert _ask(cluster, "SHOW unix_socket_directories", postgres.SUPERUSER) == ""
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(
            host="127.0.0.1", port=cluster.port, user="postgres", password="guess", dbname="postgres"
        )


def test_passwords_are_readable_by_the_owner_only_and_not_printed(cluster: postgres.Cluster) -> None:
    state = cluster.folder / "postgres" / "cluster.json"
    assert state.stat().st_mode & 0o777 == 0o600
    assert json.loads(state.read_text())["passwords"] == cluster.passwords
    assert [password for password in cluster.passwords.values() if password in repr(cluster)] == []
    arguments = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert [password for password in cluster.passwords.values() if password in arguments] == []


def test_text_is_utf_8_and_sorts_alike_on_every_machine(cluster: postgres.Cluster) -> None:
    sql = (
        "SELECT concat_ws(' ', pg_encoding_to_char(encoding), datlocprovider, datlocale, lower('ÉÏ')) "
        "FROM pg_database WHERE datname = current_database()"
    )
    assert _ask(cluster, sql) == "UTF8 b C.UTF-8 éï"


def test_starting_takes_seconds(cluster: postgres.Cluster) -> None:
    cluster.stop()
    begun = time.monotonic()
    postgres.ensure(cluster.folder, fast=True, port=cluster.port)
    assert time.monotonic() - begun < 5


def test_command_line(folder: Path) -> None:
    def command(name: str) -> tuple[int, str]:
        arguments = [sys.executable, "-m", "werkdruk.embedded.postgres", name, "--folder", str(folder)]
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    assert command("status") == (1, "not running\n")
    status, url = command("start")
    assert status == 0
    assert url.startswith("postgres://werkdruk_app:")
    assert command("status") == (0, url)
    assert command("stop") == (0, "stopped\n")
    assert command("stop") == (0, "not running\n")
