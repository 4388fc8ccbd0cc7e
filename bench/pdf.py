"""A project plan as PDF: laid out here, and once by the running worker, from asking to done.

Prints JSON: seconds of the first, of the next ones and through the worker; pages, size.

python -m bench.pdf
"""

import json
import statistics
import sys
import time
from uuid import UUID

import django

django.setup()

from projects import queries  # noqa: E402  Django has to be ready first
from projects.models import PlanDocument  # noqa: E402
from tests.cast import make_zandbak  # noqa: E402
from tests.projects import scene  # noqa: E402
from werkdruk.core import jobs  # noqa: E402
from werkdruk.core.models import Job, JobState  # noqa: E402
from werkdruk.core.tenancy import tenant_scope  # noqa: E402

RUNS = 4
PATIENCE = 60


def through_worker(organisation_id: UUID, payload: dict[str, str]) -> float:
    """Seconds from asking for a plan until the worker has stored it."""
    begun = time.perf_counter()
    with tenant_scope(organisation_id):
        job = jobs.start(queries.PLAN_JOB, actor=None, **payload)
    state = None
    while state != JobState.DONE:
        if time.perf_counter() - begun > PATIENCE:
            raise RuntimeError(f"the job is {state} after {PATIENCE} s")
        time.sleep(0.02)
        with tenant_scope(organisation_id):
            state = Job.objects.get(id=job.id).state
    return time.perf_counter() - begun


def main() -> None:
    """Lay the same plan out several times; the first one also loads the fonts and libraries."""
    zandbak = make_zandbak("pdf")
    with zandbak.scope():
        project = scene.make_plan(zandbak, scene.settle_kickoff(zandbak, scene.make_project(zandbak)))
    seconds = []
    payload = {"project": str(project.id), "language": "nl", "made_by": "Anna Visser"}
    for _ in range(RUNS):
        with tenant_scope(zandbak.id):
            job = Job.objects.create(kind=queries.PLAN_JOB, payload=payload)
        begun = time.perf_counter()
        jobs.run(zandbak.id, job.id)
        seconds.append(time.perf_counter() - begun)
        with zandbak.scope():
            assert Job.objects.get(id=job.id).state == JobState.DONE
    asked = through_worker(zandbak.id, payload)
    with zandbak.scope():
        document = PlanDocument.objects.order_by("-id").first()
        assert document is not None
        json.dump(
            {
                "first": seconds[0],
                "next": statistics.median(seconds[1:]),
                "worker": asked,
                "pages": document.pages,
                "bytes": len(bytes(document.content)),
            },
            sys.stdout,
        )


if __name__ == "__main__":
    main()
