"""The trial starts as a whole and stops as a whole."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from werkdruk.embedded import postgres, supervisor
from werkdruk.embedded.children import Child, ChildDied

ROOT = Path(__file__).resolve().parents[2]
# The whole trial with an empty database: filling it has tests of its own.
WITHOUT_FILLING = """
import sys
from pathlib import Path
from werkdruk.embedded import supervisor
supervisor.Demo.fill = ("check",)
sys.exit(supervisor.main([]))
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _processes_of(folder: Path) -> list[int]:
    """Every living process that names `folder` in its command line or has it in its environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            text = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        except (FileNotFoundError, PermissionError, ProcessLookupError):
            continue
        if str(folder).encode() in text:
            found.append(int(entry.name))
    return found


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    (tmp_path / "log").mkdir()
    child = Child("sleeper", ["sh", "-c", "sleep 60 & echo $!; wait"], dict(os.environ), tmp_path)
    yield child
    child.stop()


def test_stopping_a_child_ends_everything_it_started(child: Child) -> None:
    child.start()
    deadline = time.monotonic() + 5
    while not child.log.read_text().strip() and time.monotonic() < deadline:
        time.sleep(0.02)
    grandchild = int(child.log.read_text())
    assert Path(f"/proc/{grandchild}").exists()
    child.check()
    child.stop()
    time.sleep(0.1)
    status = Path(f"/proc/{grandchild}/status")
    assert not status.exists() or "State:\tZ" in status.read_text()


def test_a_child_that_ends_is_reported_with_its_last_lines(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    command = ["sh", "-c", "for n in $(seq 30); do echo line $n; done; exit 3"]
    child = Child("worker", command, dict(os.environ), tmp_path)
    child.start()
    with pytest.raises(ChildDied) as caught:
        child.wait_for_success()
    lines = str(caught.value).splitlines()
    assert lines[0] == f"worker ended with status 3. The end of {tmp_path}/log/worker.log:"
    assert lines[1:] == [f"  line {number}" for number in range(11, 31)]
    assert child.log.stat().st_mode & 0o777 == 0o600


def test_a_port_in_use_is_named_with_a_way_out(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        demo = supervisor.Demo(tmp_path / "demo", port)
        with pytest.raises(supervisor.DemoError) as caught:
            demo.claim()
        demo.stop()
    assert (
        str(caught.value)
        == f"Port {port} is in use by another program. Choose another: PORT={port + 1} make demo"
    )


def test_a_folder_with_other_files_is_never_taken(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(supervisor.DemoError, match="holds other files"):
        supervisor.Demo(tmp_path, _free_port()).claim()
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


def test_two_demos_cannot_share_a_folder(tmp_path: Path) -> None:
    first = supervisor.Demo(tmp_path / "demo", _free_port())
    first.claim()
    with pytest.raises(supervisor.DemoError, match="A demo already runs from"):
        supervisor.Demo(tmp_path / "demo", _free_port()).claim()
    first.stop()
    second = supervisor.Demo(tmp_path / "demo", _free_port())
    second.claim()
    second.stop()


def test_reset_removes_everything_but_the_claim(tmp_path: Path) -> None:
    demo = supervisor.Demo(tmp_path / "demo", _free_port())
    demo.claim()
    (demo.folder / "mail").mkdir()
    (demo.folder / "mail" / "1.eml").touch()
    (demo.folder / "secret_key").touch()
    demo.reset()
    demo.stop()
    assert [path.name for path in demo.folder.iterdir()] == [supervisor.MARKER]


@pytest.mark.parametrize("port", ["eight", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(
    port: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", port)
    assert supervisor.main([]) == 1
    assert capsys.readouterr().err == f"PORT={port} is no port number.\n"


@pytest.mark.processes
def test_the_whole_trial_starts_stops_and_starts_again(folder: Path) -> None:
    port = _free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WERKDRUK_", "DATABASE_", "DJANGO_", "SECRET_", "ALLOWED_"))
    }
    environment |= {"PORT": str(port), "DEMO_DIR": str(folder / "demo")}
    command = [sys.executable, "-c", WITHOUT_FILLING]
    for number in (signal.SIGINT, signal.SIGTERM):
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            said = []
            for line in process.stdout:
                said.append(line)
                if line.startswith("Ctrl-C"):
                    break
            assert f"Werkdruk runs at http://localhost:{port} " in "".join(said)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/") as answer:
                assert answer.status == 200
            assert len(_processes_of(folder)) >= 8
            process.send_signal(number)
            process.stdout.read()
            assert process.wait(timeout=30) == 0
        assert _processes_of(folder) == []
        assert postgres.running(folder / "demo") is None
    modes = {name: (folder / "demo" / name).stat().st_mode & 0o777 for name in ("secret_key", "keys", "mail")}
    assert modes == {"secret_key": 0o600, "keys": 0o700, "mail": 0o700}
    postgres.destroy(folder / "demo")


@pytest.mark.processes
def test_when_a_part_dies_everything_stops_and_it_is_named(folder: Path) -> None:
    demo = supervisor.Demo(folder / "demo", _free_port())
    demo.claim()
    (demo.folder / "log").mkdir()
    demo._spawn("web", ["sleep", "60"], dict(os.environ))
    demo._spawn("worker", ["sh", "-c", "sleep 0.5; echo out of memory; exit 9"], dict(os.environ))
    try:
        with pytest.raises(ChildDied, match=r"^worker ended with status 9"):
            demo.watch()
    finally:
        demo.stop()
    assert [child.process.poll() is None for child in demo.children] == [False, False]
