"""Setting up: the question bank of an organisation, its settings, and everyone's place in the year."""

import csv
import random
import secrets
from collections.abc import Hashable
from pathlib import Path
from uuid import UUID

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.actions.references import fill_reference_values
from surveys.domain.rotation import Person, PlaceCounts, deal, place_joiners
from surveys.models import Item, ItemKind, QuestionnaireItem, RotationPlace, SurveySettings, Wave, WaveState
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Employee, Membership, StaffImport
from werkdruk.organisations.queries import unit_tree

BANK = Path(__file__).resolve().parent.parent / "bank.csv"
# Asked beside the core until somebody chooses others.
FIRST_VARIABLE = ("V27", "V29", "V31")
MOST_VARIABLE = 5
# Places are dealt in twelfths whatever the rhythm; a quarter's place is the twelfth modulo four.
TWELFTHS = 12


def ensure_settings() -> SurveySettings:
    """The organisation's survey settings, made with the defaults and the question bank at first use."""
    found = SurveySettings.objects.first()
    if found is None:
        found, made = SurveySettings.objects.get_or_create(defaults={})
        if made:
            _fill_bank()
            fill_reference_values()
    return found


def _fill_bank() -> None:
    with BANK.open(newline="", encoding="utf-8") as file:
        items = [Item(**row) for row in csv.DictReader(file)]
    Item.objects.bulk_create(items, ignore_conflicts=True)
    first = Item.objects.filter(code__in=FIRST_VARIABLE)
    QuestionnaireItem.objects.bulk_create([QuestionnaireItem(item=item) for item in first])


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


def change_settings(
    *, actor: Membership | None, rhythm: str, k: int, open_k: int, open_days: int
) -> SurveySettings:
    """Change how this organisation surveys; every change is in the log that the works council reads.

    Not while a wave is open or being counted: its answers were asked for under the settings of then.
    """
    settings = SurveySettings.objects.select_for_update().get()
    if Wave.objects.filter(state__in=[WaveState.OPEN, WaveState.COUNTED]).exists():
        raise Refused(_("A wave is open. Its settings stay as they are until it has closed."))
    if k < settings.k or open_k < settings.open_k:
        raise Refused(_("The smallest group can be raised here, never lowered."))
    if rhythm != settings.rhythm and settings.started_on is not None:
        raise Refused(
            _("The rhythm is fixed once the first wave is planned. Changing it later is being built.")
        )
    before = {name: getattr(settings, name) for name in ("rhythm", "k", "open_k", "open_days")}
    settings.rhythm, settings.k, settings.open_k, settings.open_days = rhythm, k, open_k, open_days
    settings.save()
    after = {name: getattr(settings, name) for name in before}
    audit.record("surveys.settings_changed", actor=actor, before=before, after=after)
    return settings


def change_questionnaire(*, actor: Membership | None, item_ids: set[UUID]) -> None:
    """Let the next wave ask exactly these variable statements beside the core; at most five."""
    chosen = {item.id: item for item in Item.objects.bank().filter(id__in=item_ids)}
    if len(chosen) != len(item_ids):
        raise Refused(_("One of these statements is not in the question bank any more."))
    current = {use.item_id: use for use in QuestionnaireItem.objects.select_for_update().current()}
    for item_id in current.keys() - chosen.keys():
        drop_item(actor=actor, item=current[item_id].item, reason="")
    for item_id in chosen.keys() - current.keys():
        add_item(actor=actor, item=chosen[item_id], reason="")


def drop_item(*, actor: Membership | None, item: Item, reason: str) -> None:
    """No longer ask `item` from the next wave on."""
    use = QuestionnaireItem.objects.select_for_update().current().filter(item=item).first()
    if use is None:
        raise Refused(_("“%(item)s” is not in the questionnaire any more.") % {"item": item.text})
    use.dropped_at, use.dropped_because = timezone.now(), reason
    use.save()
    audit.record("surveys.item_dropped", actor=actor, subject=item.text_nl, reason=reason)


def add_item(*, actor: Membership | None, item: Item, reason: str) -> None:
    """Ask `item` from the next wave on."""
    SurveySettings.objects.select_for_update().get()  # one change of the questionnaire at a time
    if item.kind != ItemKind.BANK or item.retired_at:
        raise Refused(_("Only a statement from the question bank can be added."))
    current = QuestionnaireItem.objects.current()
    if current.filter(item=item).exists():
        raise Refused(_("“%(item)s” is in the questionnaire already.") % {"item": item.text})
    if current.count() >= MOST_VARIABLE:
        raise Refused(
            _("A questionnaire has at most %(most)s variable statements. Drop one first.")
            % {"most": MOST_VARIABLE}
        )
    QuestionnaireItem.objects.create(item=item, added_because=reason)
    audit.record("surveys.item_added", actor=actor, subject=item.text_nl, reason=reason)


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
