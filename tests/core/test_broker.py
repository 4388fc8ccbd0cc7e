"""The trial's broker: a message appears whole, and one that cannot be read stops nobody."""

import threading
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection
from kombu.transport import resolve_transport

from werkdruk.celery import app
from werkdruk.core.broker import Transport


@pytest.fixture
def channel(tmp_path: Path) -> Any:
    for name in ("queue", "control"):
        (tmp_path / name).mkdir()
    options = {
        "data_folder_in": str(tmp_path / "queue"),
        "data_folder_out": str(tmp_path / "queue"),
        "control_folder": str(tmp_path / "control"),
    }
    with Connection("filesystem://", transport_options=options) as connection:
        yield connection.channel()


def test_the_application_uses_it() -> None:
    assert app.main == "werkdruk"
    assert resolve_transport("filesystem") is Transport


def test_an_empty_message_is_passed_over(channel: Any, tmp_path: Path) -> None:
    (tmp_path / "queue" / "0_a.werkdruk.msg").write_bytes(b"")
    channel._put("werkdruk", {"body": "second"})
    with pytest.raises(Empty):
        channel._get("werkdruk")
    assert channel._get("werkdruk") == {"body": "second"}
    with pytest.raises(Empty):
        channel._get("werkdruk")


def test_a_reader_at_work_gets_every_message_whole(channel: Any) -> None:
    wanted, found, stop = 400, [], threading.Event()

    def read() -> None:
        while len(found) < wanted and not stop.is_set():
            try:
                found.append(channel._get("werkdruk")["n"])
            except Empty:
                continue

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(wanted):
        channel._put("werkdruk", {"n": number, "body": "x" * 20_000})
    reader.join(timeout=60)
    stop.set()
    assert sorted(found) == list(range(wanted))
