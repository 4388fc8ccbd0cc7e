"""Phones that fill the board of a session on the running web server. Prints JSON: delays and what is on the board.

python -m bench.board PORT PHONES CARDS OFFLINE SECONDS_OFFLINE SECONDS
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  Django has to be ready first
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.phones import Room, gather  # noqa: E402
from projects.actions import board, create_project, sessions  # noqa: E402
from projects.models import Card, Session  # noqa: E402
from tests.cast import make_zandbak  # noqa: E402
from werkdruk.core.tenancy import tenant_scope  # noqa: E402


def make_room(port: int, slug: str) -> tuple[Room, Session]:
    """An organisation with a session at which everybody writes, and its guide signed in."""
    zandbak = make_zandbak(slug)
    with tenant_scope(zandbak.id):
        anna = zandbak.member(zandbak.anna)
        project = create_project(actor=anna, name="Rust", goal="Rust", units=[zandbak.team], leader=anna)
        session = sessions.plan_session(
            actor=anna,
            project=project,
            kind="energy",
            focus="both",
            title="Wat geeft ons energie?",
            unit=zandbak.team,
            starts_at=timezone.now(),
            minutes=75,
        )
        board.begin_session(actor=anna, session=session)
        board.move_phase(actor=anna, session=session, seen="join", direction="next")
    store = SessionStore()
    store[SESSION_KEY] = str(zandbak.anna.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = zandbak.anna.get_session_auth_hash()
    store.save()
    changes = reverse("projects:session_board_changes", args=[slug, project.id, session.id])
    room = Room(
        port=port,
        phone_path=reverse("board:phone", args=[slug, session.token]),
        changes_path=changes,
        cookie=f"{settings.SESSION_COOKIE_NAME}={store.session_key}",
    )
    return room, session


def main(port: int, phones: int, cards: int, offline: int, seconds_offline: float, seconds: float) -> None:
    """Fill the board, and compare what was acknowledged with what is there."""
    room, session = make_room(port, "bord")
    seen = gather(
        room, phones=phones, cards=cards, offline=offline, seconds_offline=seconds_offline, seconds=seconds
    )
    with tenant_scope(session.organisation_id):
        keys = [str(key) for key in Card.objects.filter(session=session).values_list("key", flat=True)]
    json.dump(
        {
            "delays": seen.delays(),
            "acknowledged": len(seen.acknowledged),
            "on_the_board": len(keys),
            "same": sorted(keys) == sorted(seen.acknowledged),
            "sent_again": seen.sent_again,
            "problems": seen.problems,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:5]), *(float(one) for one in sys.argv[5:7]))
