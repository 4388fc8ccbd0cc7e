"""The figures page with one wave and with ten years of them, from the running server. Prints JSON: milliseconds.

python -m bench.history PORT
"""

import json
import sys
import time
import urllib.request
from datetime import date

import django

django.setup()

from django.test import Client  # noqa: E402  Django has to be ready first

from surveys.domain.rotation import add_months  # noqa: E402
from tests.cast import Zandbak, make_zandbak  # noqa: E402
from tests.surveys.published import close_with, sheets  # noqa: E402

WAVES = (1, 120)
REQUESTS = 60
FIRST = date(2016, 1, 1)


def main(port: int) -> None:
    """Close waves month after month, and look at the newest one as the works council does."""
    zandbak = make_zandbak("jaren")
    visitor = Client(HTTP_HOST="localhost")
    visitor.force_login(zandbak.olaf, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in visitor.cookies.items())
    found: dict[int, list[float]] = {}
    made = 0
    for waves in WAVES:
        path = ""
        for number in range(made, waves):
            with zandbak.scope():
                wave = close_with(add_months(FIRST, number), sheets(14, 10), invited=40)
            path = f"/o/{zandbak.organisation.slug}/surveys/waves/{wave.id}/figures/"
        made = waves
        found[waves] = [_look(port, path, cookie, zandbak) for _ in range(REQUESTS)]
    json.dump(found, sys.stdout)


def _look(port: int, path: str, cookie: str, zandbak: Zandbak) -> float:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookie})
    begun = time.perf_counter()
    with urllib.request.urlopen(request, timeout=30) as answer:
        page = answer.read()
        assert answer.status == 200
    took = (time.perf_counter() - begun) * 1000
    assert zandbak.organisation.name.encode() in page
    return took


if __name__ == "__main__":
    main(int(sys.argv[1]))
