"""When the rhythm has changed: everyone's place is dealt anew, so that nobody is asked twice in a year or forgotten."""

import random
import secrets
from datetime import date
from uuid import UUID

from surveys.actions.setup import TWELFTHS
from surveys.domain.rotation import PLACES, Person, RosterRow, deal_anew, month_index, waiting
from surveys.models import RotationPlace, SurveySettings
from werkdruk.core import audit
from werkdruk.organisations.models import Employee
from werkdruk.organisations.queries import unit_tree


def follow_rhythm(settings: SurveySettings, month: date) -> bool:
    """At the draw of the wave of `month`: deal places anew when the last draw had another rhythm; whether it did.

    docs/algorithms/rotation.md tells what that promises.
    """
    before, now = settings.drawn_rhythm, settings.rhythm
    if before == now:
        return False
    settings.drawn_rhythm = now
    settings.save(update_fields=["drawn_rhythm"])
    if not before:
        return False
    longest_gap = TWELFTHS // min(PLACES[before], PLACES[now])
    started = month_index(settings.started_on or month)
    tree = unit_tree()
    rows = list(
        RotationPlace.objects.select_related("employee").filter(
            employee__in=Employee.objects.current().values("id")
        )
    )
    random.Random(secrets.randbits(128)).shuffle(rows)
    people = [
        waiting(
            Person(row.employee_id, tree.path(row.employee.unit_id)),
            RosterRow(row.employee_id, 0, row.employee.joined_on, row.settled, row.last_invited),
            started=started,
            slack=longest_gap - 1,
        )
        for row in rows
    ]
    dealt = deal_anew(people, settings.places, month_index(month), random.Random(secrets.randbits(128)))
    by_employee = {row.employee_id: row for row in rows}
    for number, (employee_id, place) in enumerate(dealt.items()):
        # A place is one of twelve; the rhythm takes it modulo its number of waves.
        turn = number % settings.months_apart
        by_employee[UUID(str(employee_id))].place = place + settings.places * turn
    RotationPlace.objects.bulk_update(rows, ["place"], batch_size=5000)
    audit.record("surveys.places_dealt_anew", actor=None, people=len(rows), before=before, after=now)
    return True
