"""Sending while workers die: everybody drawn gets the mail, nobody else, always with the same link."""

import os
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.db import connection
from django.test import Client

from surveys.actions.sending import send_invitations
from surveys.models import Invitation, Roster, Wave
from tests.processes import scene, stack
from werkdruk.core.tenancy import tenant_scope
from werkdruk.embedded.mail import MailSink

pytestmark = pytest.mark.processes

KILLS = 5
INVITED = 500


@pytest.fixture
def broker(request: pytest.FixtureRequest, folder: Path) -> Iterator[dict[str, str]]:
    """The environment of one of both brokers."""
    if request.param == "filesystem":
        yield {"CELERY_BROKER_URL": "filesystem://"}
        return
    port = stack.free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    try:
        server = stack.Process("redis", command, dict(os.environ), folder)
    except FileNotFoundError:
        pytest.skip("redis-server is not installed on this machine")
    client = redis.Redis(port=port)
    try:
        stack.wait_for(lambda: _pings(client), "Redis answers")
        yield {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
    finally:
        client.close()
        server.stop()


def _pings(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


@pytest.mark.parametrize("broker", ["filesystem", "redis"], indirect=True)
def test_five_kills_while_500_invitations_are_sent(
    broker: dict[str, str], committed_db: None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    organisation = scene.make_organisation("verzending", INVITED * 2)
    wave = scene.plan(organisation)
    inbox = folder / "mail"

    def arrived() -> int:
        return len(list(inbox.glob("*.eml")))

    with MailSink(inbox, delay=0.002) as sink:
        env = stack.environment(folder, EMAIL_URL=sink.url, **broker)
        scheduler = stack.beat(env, folder)
        killed_at = []
        try:
            for number in range(KILLS):
                worker = stack.worker(env, folder)
                try:
                    stack.wait_for(lambda after=30 + number * 80: arrived() >= after, "mail is going out")
                finally:
                    worker.kill()
                killed_at.append(arrived())
            worker = stack.worker(env, folder)
            try:
                stack.wait_for(lambda: _sent(wave), "the wave is sent")
            finally:
                worker.stop()
        finally:
            scheduler.stop()
        messages = sink.messages()

    # Every kill fell into the sending.
    assert killed_at == sorted(set(killed_at))
    assert killed_at[-1] < INVITED
    links: dict[str, set[str]] = defaultdict(set)
    for message in messages:
        links[message["To"]].add(scene.link_in(message))
    with tenant_scope(organisation.id):
        drawn = {row.employee.email for row in Invitation.objects.select_related("employee")}
        assert Roster.objects.count() == 1
    assert len(drawn) == INVITED
    assert links.keys() == drawn
    assert all(len(one) == 1 for one in links.values())
    assert len({link for one in links.values() for link in one}) == INVITED
    statuses = Counter(Client().get(link).status_code for one in links.values() for link in one)
    assert statuses == {200: INVITED}
    duplicates = len(messages) - INVITED
    with capsys.disabled():
        kind = "Redis" if "REDIS_URL" in broker else "filesystem broker"
        print(f"\n{kind}: {KILLS} kills at {killed_at} mails, {duplicates} mails sent twice")
    assert 0 <= duplicates <= KILLS


def test_two_senders_at_once_send_each_mail_once(committed_db: None, folder: Path, settings: Any) -> None:
    organisation = scene.make_organisation("dubbel", 120)
    wave = scene.open_wave(organisation)
    with MailSink(folder / "mail", delay=0.002) as sink:
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": sink.port},
            }
        }
        sent: list[int] = []

        def send() -> None:
            try:
                sent.append(send_invitations(organisation.id, wave.id))
            finally:
                connection.close()

        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # Who found the wave busy has left it; what nobody sent yet goes out now, as the calendar would do it.
        sent.append(send_invitations(organisation.id, wave.id))
        to = Counter(message["To"] for message in sink.messages())
    assert sum(sent) == len(to) == 60
    assert set(to.values()) == {1}
    assert _sent(wave)


def _sent(wave: Wave) -> bool:
    with tenant_scope(wave.organisation_id):
        return Wave.objects.get(id=wave.id).sent_at is not None
