"""An organisation with an open wave to answer. Prints JSON: the paths of all links.

python -m bench.fill STAFF
"""

import json
import sys
import time

import django

django.setup()

from django.utils import timezone  # noqa: E402  Django has to be ready first

from bench.staff import make_staff  # noqa: E402
from surveys.actions.drawing import draw_wave  # noqa: E402
from surveys.actions.planning import plan_wave  # noqa: E402
from surveys.links import make_token  # noqa: E402
from surveys.models import Invitation  # noqa: E402
from werkdruk.core.tenancy import tenant_scope  # noqa: E402


def main(staff: int) -> None:
    """Make staff, plan, and draw with the clock running."""
    organisation = make_staff(f"groot-{staff}", staff)
    with tenant_scope(organisation.id):
        wave = plan_wave(actor=None, opens_on=timezone.localdate())
    begun = time.perf_counter()
    draw_wave(organisation.id, wave.id)
    seconds = time.perf_counter() - begun
    with tenant_scope(organisation.id):
        ids = list(Invitation.objects.values_list("id", flat=True))
    paths = [f"/s/{organisation.slug}/{make_token(organisation.id, one)}/" for one in ids]
    json.dump(
        {"slug": organisation.slug, "seconds": seconds, "invited": len(ids), "paths": paths}, sys.stdout
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
