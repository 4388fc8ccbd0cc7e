"""A folder that the server's account can reach, also when root runs the tests: pytest's own is closed."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from werkdruk.embedded import postgres


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="werkdruk-embedded-", dir="/tmp"))
    folder.chmod(0o755)
    return folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder; a server that a test leaves running in it is stopped."""
    folder = _folder()
    yield folder
    postgres.destroy(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def cluster() -> Iterator[postgres.Cluster]:
    """A running server that the tests of one module share."""
    folder = _folder()
    yield postgres.ensure(folder, fast=True)
    postgres.destroy(folder)
    shutil.rmtree(folder)
