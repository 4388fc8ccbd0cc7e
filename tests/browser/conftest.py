"""The product as it runs for users, once for all browser tests: its own database, processes, mail, Chromium."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.furnished import Furnished, furnish
from tests.browser.house import PATIENCE, House, Visitors, Watch, address_of_database, database
from tests.conftest import _admin, _template
from tests.processes import stack
from werkdruk.embedded.mail import MailSink

CHROMIUM = os.environ.get("WERKDRUK_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests share one house, and take longest: they run first and after each other."""
    ours = [item for item in items if Path(__file__).parent in item.path.parents]
    items[:] = ours + [item for item in items if Path(__file__).parent not in item.path.parents]


@pytest.fixture(scope="session")
def browser_database(django_db_blocker: Any) -> Iterator[str]:
    """The name of a database of the browser tests' own: what they commit stays away from other tests."""
    name = f"browser_{os.getpid()}"
    admin = _admin()
    with django_db_blocker.unblock(), admin.cursor() as cursor:
        template = _template(cursor)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" OWNER werkdruk_owner TEMPLATE "{template}"')
    yield name
    with admin.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    admin.close()


@pytest.fixture(scope="session")
def house(browser_database: str) -> Iterator[House]:
    """Web server, worker, beat and mail server, as in production."""
    with tempfile.TemporaryDirectory(prefix="werkdruk-browser-") as name:
        folder = Path(name)
        port = stack.free_port()
        with MailSink(folder / "mail") as sink:
            env = stack.environment(
                folder,
                DATABASE_URL=address_of_database("DATABASE_URL", browser_database),
                WERKDRUK_BASE_URL=f"http://localhost:{port}",
                EMAIL_URL=sink.url,
                CELERY_BROKER_URL="filesystem://",
            )
            processes = {"worker": stack.worker(env, folder), "beat": stack.beat(env, folder)}
            try:
                collect = [sys.executable, "manage.py", "collectstatic", "--noinput"]
                subprocess.run(collect, cwd=stack.ROOT, env=env, check=True, capture_output=True)
                processes["web"] = stack.web(env, folder, port)
                yield House(f"http://localhost:{port}", folder, sink, processes)
            finally:
                for process in reversed(processes.values()):
                    process.stop()


@pytest.fixture(scope="package")
def chromium(house: House) -> Iterator[Browser]:
    """A real Chromium."""
    # Playwright keeps a loop running in this thread: other tests must not meet it, the mail server starts before
    # it, and the database is only used between its calls.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="session")
def furnished(browser_database: str, django_db_blocker: Any) -> Furnished:
    """An organisation with something on every page."""
    with django_db_blocker.unblock(), database(browser_database):
        return furnish("vol")


@pytest.fixture
def visitors(
    chromium: Browser, house: House, browser_database: str, django_db_blocker: Any
) -> Iterator[Visitors]:
    """People with browsers, and this process's database set to the one behind the pages."""
    made = Visitors(chromium, house.address, Watch(house.address.split("//")[1]))
    with django_db_blocker.unblock(), database(browser_database):
        yield made
        for context in made.contexts:
            context.close()
