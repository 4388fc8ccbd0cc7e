"""Setting up: the settings of an organisation's survey, and everyone's place in the year."""

import random
import secrets
from collections.abc import Hashable
from uuid import UUID

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from surveys.actions.bank import bank_release, sync_bank
from surveys.actions.references import fill_reference_values
from surveys.domain.rotation import Person, PlaceCounts, deal, place_joiners
from surveys.models import RULES, Agreement, RotationPlace, SurveySettings, Wave, WaveState
from werkdruk.organisations.models import Employee, StaffImport
from werkdruk.organisations.queries import unit_tree

# Places are dealt in twelfths whatever the rhythm; a quarter's place is the twelfth modulo four.
TWELFTHS = 12


def ensure_settings() -> SurveySettings:
    """The organisation's survey settings, made with the rules agreed and the question bank at first use.

    A later release of our bank is taken in at the first visit after it; nothing more is read when it is known.
    """
    found = SurveySettings.objects.first()
    if found is None:
        agreed = Agreement.objects.agreed().first()
        rules = {name: getattr(agreed, name) for name in RULES} if agreed else {}
        found, made = SurveySettings.objects.get_or_create(defaults={**rules, "agreement": agreed})
        if made:
            fill_reference_values()
    if found.bank_release != bank_release():
        found = sync_bank()
    return found


def place_everyone() -> int:
    """Give everyone without a place in the rotation one; how many got it. Follows each change of staff.

    The first time places are dealt along the tree of units, later joiners come where it is emptiest.
    """
    ensure_settings()
    tree = unit_tree()
    placed = dict(RotationPlace.objects.values_list("employee_id", "place"))
    staff = list(Employee.objects.current().order_by("id").values_list("id", "unit_id"))
    paths = {unit_id: tree.path(unit_id) for unit_id in {unit_id for _, unit_id in staff}}
    new = [Person(person_id, paths[unit_id]) for person_id, unit_id in staff if person_id not in placed]
    if not new:
        return 0
    rng = random.Random(secrets.randbits(128))
    first = not placed
    if first:
        order: dict[Hashable, int] = {unit.id: rank for rank, (unit, _) in enumerate(tree.depth_first())}
        places = deal(new, TWELFTHS, rng, order)
    else:
        counts = PlaceCounts.of(
            ((paths[unit_id], placed[person_id]) for person_id, unit_id in staff if person_id in placed),
            TWELFTHS,
        )
        places = place_joiners(counts, new, rng)
    RotationPlace.objects.bulk_create(
        (
            RotationPlace(employee_id=UUID(str(person_id)), place=place, settled=first)
            for person_id, place in places.items()
        ),
        batch_size=5000,
    )
    return len(places)


def reason_not_to_undo_import() -> str:
    """Why the last staff import cannot be undone now; empty when it can.

    After a draw it stands, also when that wave has closed: with a person their place in the year would go, and
    with it that they were asked.
    """
    applied_at = StaffImport.objects.applied().aggregate(last=Max("applied_at"))["last"]
    running = Q(state__in=[WaveState.OPEN, WaveState.COUNTED])
    drawn_since = Q(opened_at__gt=applied_at) if applied_at else running
    if Wave.objects.filter(running | drawn_since).exists():
        return _("A wave was drawn from this staff list. Undo is possible until the next draw.")
    return ""
