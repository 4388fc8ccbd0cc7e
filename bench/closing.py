"""Closing a wave, in a process that does nothing else. Prints JSON: seconds, and MB at the most.

python -m bench.closing ORGANISATION WAVE
"""

import json
import resource
import sys
import time
from uuid import UUID

import django

django.setup()

from surveys.actions.closing import close_wave  # noqa: E402  Django has to be ready first
from surveys.models import Wave, WaveState  # noqa: E402
from werkdruk.core.tenancy import tenant_scope  # noqa: E402


def main(organisation: UUID, wave: UUID) -> None:
    """What the worker does when the last day has passed: count, destroy the keys, open the figures."""
    begun = time.perf_counter()
    close_wave(organisation, wave)
    seconds = time.perf_counter() - begun
    with tenant_scope(organisation):
        assert Wave.objects.get(id=wave).state == WaveState.CLOSED
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"seconds": seconds, "megabytes": most}, sys.stdout)


if __name__ == "__main__":
    main(UUID(sys.argv[1]), UUID(sys.argv[2]))
