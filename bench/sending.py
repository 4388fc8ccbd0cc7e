"""An announcement and invitations to a local mail server. Prints JSON: mails a second by number of mails and server.

python -m bench.sending MAILS…
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  Django has to be ready first
from django.utils import timezone  # noqa: E402

from bench.staff import make_staff  # noqa: E402
from surveys.actions.drawing import draw_wave  # noqa: E402
from surveys.actions.planning import plan_wave  # noqa: E402
from surveys.actions.sending import send_invitations  # noqa: E402
from surveys.models import Delivery, Rhythm, SurveySettings  # noqa: E402
from werkdruk.core.tenancy import tenant_scope  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent


@contextlib.contextmanager
def server(name: str) -> Iterator[int]:
    """A mail server in a process of its own: ours, which writes files, or the one that keeps nothing."""
    with tempfile.TemporaryDirectory(prefix="werkdruk-bench-mail-") as folder:
        ours = [sys.executable, "-m", "werkdruk.embedded.mail", "--port", "0", "--folder", folder]
        light = [sys.executable, "-m", "bench.sink"]
        process = subprocess.Popen(
            ours if name == "ours" else light, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            yield int(said.split(" to ")[0].rsplit(":", 1)[-1])
        finally:
            process.terminate()
            process.wait()


def measure(name: str, mails: int) -> float:
    """Mails a second for `mails` invitations; drawing is not counted, starting the mailing is."""
    organisation = make_staff(f"post-{name}-{mails}", mails * 2)
    with tenant_scope(organisation.id):
        SurveySettings.objects.update(rhythm=Rhythm.HALF_YEARLY)
        wave = plan_wave(actor=None, opens_on=timezone.localdate())
    draw_wave(organisation.id, wave.id)
    with server(name) as port:
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": port},
            }
        }
        begun = time.perf_counter()
        sent = send_invitations(organisation.id, wave.id)
        seconds = time.perf_counter() - begun
    with tenant_scope(organisation.id):
        assert sent >= mails * 0.9, sent
        assert not Delivery.objects.exists()
    return sent / seconds


def main(sizes: list[int]) -> None:
    """Both servers, each size; the first of each warms up."""
    settings.MAILS_PER_MINUTE = 0
    measure("light", 50)
    found = {name: {size: measure(name, size) for size in sizes} for name in ("ours", "light")}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]])
