"""Processes that several tests share."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.processes import stack


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short name: processes are recognised by it."""
    with tempfile.TemporaryDirectory(prefix="werkdruk-processes-") as name:
        yield Path(name)


@pytest.fixture(scope="session")
def web_port(django_db_setup: Any) -> Iterator[int]:
    """The port of a production web server on this test run's database."""
    with tempfile.TemporaryDirectory(prefix="werkdruk-web-") as name:
        folder = Path(name)
        env = stack.environment(folder)
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput"],
            cwd=stack.ROOT,
            env=env,
            check=True,
            capture_output=True,
        )
        port = stack.free_port()
        server = stack.web(env, folder, port)
        yield port
        server.stop()
