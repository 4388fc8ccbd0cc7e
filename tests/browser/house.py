"""The whole product in processes of its own, a Chromium before it, and an eye on everything the pages do."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from tests.processes import stack
from tests.processes.stack import Process
from werkdruk.accounts.models import User
from werkdruk.embedded.mail import MailSink

PASSWORD = "werkdruk-demo"
# Milliseconds; generous, because a busy machine is no reason to fail.
PATIENCE = 30_000
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens"
# What Chromium writes in its console when a page answers with such a status, also when that is right.
_STATUS_NOTE = re.compile(r"the server responded with a status of (4\d\d)")


@dataclass
class House:
    """Web server, worker, beat, mail server and database of one test run."""

    address: str
    folder: Path
    sink: MailSink
    processes: dict[str, Process]

    def said(self) -> str:
        """The end of every log, for the message of a failing assertion."""
        return "\n".join(f"--- {name}\n{process.said()}" for name, process in self.processes.items())


@dataclass
class Watch:
    """Everything that pages asked for and complained about."""

    host: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    responses: list[Any] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Look over the shoulder of every page of `context`."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", lambda response: self.responses.append(response))

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning") and not _STATUS_NOTE.search(message.text):
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != self.host:
            self.strangers.append(request.url)

    def _failed(self, request: Any) -> None:
        # Aborted: the page was left while it was asking, or the answer was a file to keep.
        if request.failure != "net::ERR_ABORTED":
            self.failed.append(f"{request.url}: {request.failure}")

    def assert_quiet(self) -> None:
        """No message in the console (refusals by the security policy are such), no other host, nothing lost."""
        assert (self.complaints, self.strangers, self.failed) == ([], [], [])
        lost = [
            f"{one.status} {one.url}"
            for one in self.responses
            if one.status >= 500 or (one.status == 404 and "/static/" in one.url)
        ]
        assert lost == []


@dataclass
class Visitors:
    """Makes browser contexts: people at a desk or on a phone; all are watched."""

    browser: Browser
    address: str
    watch: Watch
    contexts: list[BrowserContext] = field(default_factory=list)

    def someone(self, *, size: dict[str, int] = DESK, **options: Any) -> BrowserContext:
        """A fresh context: no cookies, nothing stored."""
        context = self.browser.new_context(
            base_url=self.address, viewport=size, locale="nl-NL", reduced_motion="reduce", **options
        )
        context.set_default_timeout(PATIENCE)
        self.watch.follow(context)
        self.contexts.append(context)
        return context

    def member(self, user: User, **options: Any) -> Page:
        """A page of somebody who is signed in already."""
        context = self.someone(**options)
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])
        return context.new_page()

    def signs_in(self, email: str, **options: Any) -> Page:
        """A page of somebody who signs in with the form."""
        page = self.someone(**options).new_page()
        page.goto("/")
        fill_sign_in(page, email)
        return page


def fill_sign_in(page: Page, email: str) -> None:
    """E-mail address, password, and on."""
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form", has=page.locator("input[name=password]")).locator(
        "button[type=submit]"
    ).first.click()


def give_password(*users: User) -> None:
    """The password, hashed as in production: the settings of the tests use a faster way."""
    hasher = Argon2PasswordHasher()
    for user in users:
        user.password = hasher.encode(PASSWORD, hasher.salt())
        user.save(update_fields=["password"])


def shot(page: Page, name: str) -> None:
    """Keep a picture of the page, phone and desk, when WERKDRUK_SCREENS asks for it."""
    if not os.environ.get("WERKDRUK_SCREENS"):
        return
    SCREENS.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.screenshot(path=SCREENS / f"{name}-{size['width']}.png", full_page=True, caret="initial")
    page.set_viewport_size(before)  # type: ignore[arg-type]


@contextmanager
def database(name: str) -> Iterator[None]:
    """This process's connection goes to the database `name` for a while."""
    connection = connections["default"]
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def address_of_database(role: str, name: str) -> str:
    """The address of the database `name` for the role of the environment variable `role`."""
    return os.environ[role].rsplit("/", 1)[0] + "/" + name


def wait_for(condition: Any, what: str, house: House, seconds: float = 90) -> None:
    """Wait until `condition` holds; a failure shows what the processes said."""
    try:
        stack.wait_for(condition, what, seconds=seconds, pause=0.1)
    except AssertionError as late:
        raise AssertionError(f"{late}\n{house.said()}") from late
