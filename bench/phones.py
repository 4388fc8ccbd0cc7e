"""Simulated phones at a session, and a big screen that asks as the page does: over HTTP, each a thread of its own.

A phone does what its page's script does: it keeps a card until the board acknowledges it, and sends the same card, with
the same key, again until then. Phones that lose the network lose it in both ways: some of what they send never arrives,
and of some that does arrive the answer never comes back.
"""

import http.client
import json
import random
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = FORM | {"Accept": "application/json"}
SECRET = re.compile(r'data-seat="([^"]+)"')
CHANGES = re.compile(r'data-changes="(\d+)"')
POLL = 0.3  # seconds between two questions of the big screen, as in board.html
RETRY = 2.0  # seconds before a phone sends again, as in board-phone.js
PATIENCE = 120


@dataclass
class Room:
    """A session on a running server: its address for phones, the big screen's, and the guide's cookie."""

    port: int
    phone_path: str
    changes_path: str
    cookie: str


@dataclass
class Seen:
    """Acknowledged cards with the number they got and when they were sent, and what the screen showed when."""

    acknowledged: dict[str, tuple[int, float]] = field(default_factory=dict)
    # How often the same card was acknowledged or sent without an answer.
    sent_again: int = 0
    problems: list[str] = field(default_factory=list)
    shown: list[tuple[int, float]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def delays(self) -> list[float]:
        """Seconds from sending to being shown, for each acknowledged card, shortest first."""
        found = []
        for number, sent in self.acknowledged.values():
            found += [next(at - sent for changes, at in self.shown if changes >= number)]
        return sorted(found)


def gather(
    room: Room,
    *,
    phones: int,
    cards: int,
    offline: int,
    seconds_offline: float,
    seconds: float,
    seed: int = 1,
) -> Seen:
    """Let `phones` write `cards` cards each within `seconds`; `offline` of them lose the network early on."""
    seen = Seen()
    over = threading.Event()
    screen = threading.Thread(target=_screen, args=[room, seen, over])
    screen.start()
    threads = [
        threading.Thread(
            target=_phone,
            args=[room, seen, number, cards, seconds, seconds_offline if number < offline else 0.0, seed],
        )
        for number in range(phones)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    over.set()
    screen.join()
    return seen


def _phone(
    room: Room, seen: Seen, place: int, cards: int, seconds: float, seconds_offline: float, seed: int
) -> None:
    rng = random.Random(seed * 1000 + place)
    line = _Line(room.port)
    try:
        status, body = line.ask("POST", room.phone_path, urlencode({"act": "join"}), FORM)
        found = SECRET.search(body)
        assert status == 200, f"joining: {status}"
        assert found is not None, "the page carries no secret"
        begun = time.monotonic()
        lost_from = begun + seconds / 5 if seconds_offline else float("inf")
        lost_until = lost_from + seconds_offline
        for number, moment in enumerate(sorted(rng.uniform(0, seconds) for _ in range(cards))):
            time.sleep(max(0.0, begun + moment - time.monotonic()))
            fields = {
                "act": "write",
                "seat": found[1],
                "key": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
                "side": rng.choice(["drainer", "giver"]),
                "text": f"Kaartje {number} van telefoon {place}",
            }
            _until_acknowledged(room, seen, line, fields, lost_from, lost_until)
    except (AssertionError, OSError) as problem:
        with seen.lock:
            seen.problems.append(f"phone {place}: {problem}")
    finally:
        line.close()


def _until_acknowledged(
    room: Room, seen: Seen, line: "_Line", fields: dict[str, str], lost_from: float, lost_until: float
) -> None:
    end = time.monotonic() + PATIENCE
    tries = 0
    while time.monotonic() < end:
        now = time.monotonic()
        lost = lost_from <= now < lost_until
        tries += 1
        if not lost or tries % 2 == 0:  # the request arrives
            try:
                status, body = line.ask("POST", room.phone_path, urlencode(fields), JSON)
            except (OSError, http.client.HTTPException):
                line.close()
                status, body = 0, ""
            if not lost and status == 200:
                with seen.lock:
                    seen.acknowledged[fields["key"]] = (json.loads(body)["number"], now)
                    seen.sent_again += tries > 1
                return
            if status not in (0, 200, 503):
                raise AssertionError(f"{status} for a card")
        time.sleep(min(RETRY, max(0.05, lost_until - now)) if lost else RETRY)
    raise AssertionError("a card was never acknowledged")


def _screen(room: Room, seen: Seen, over: threading.Event) -> None:
    """Ask whether something changed until everything that was acknowledged is shown."""
    line = _Line(room.port)
    changes, last = 0, False
    while True:
        try:
            path = f"{room.changes_path}?seen={changes}"
            status, body = line.ask("GET", path, None, {"Cookie": room.cookie})
        except (OSError, http.client.HTTPException):
            line.close()
            status, body = 0, ""
        if status == 200:
            found = CHANGES.search(body)
            if found:
                changes = int(found[1])
                seen.shown.append((changes, time.monotonic()))
        elif status not in (0, 204):
            with seen.lock:
                seen.problems.append(f"the big screen: {status}")
            break
        if last:
            break
        last = over.is_set()
        if not last:
            time.sleep(POLL)
    line.close()


class _Line:
    """A connection that is kept, as browsers do."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, str]:
        """Status and body of one request."""
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        except http.client.RemoteDisconnected:
            # The server closes a connection that was silent for long: a browser opens a new one.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        return response.status, response.read().decode()

    def close(self) -> None:
        """Hang up."""
        self.connection.close()
