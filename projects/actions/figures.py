"""One figure by hand: writing it down, changing it, taking it away. The same rules hold as for a file."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.figure_references import fill_references
from projects.actions.guard import check_version, name_of
from projects.domain.figure_periods import Period
from projects.domain.figure_rows import Row, check_ended, stored_sum
from projects.domain.hr_figures import BadFigure, Measured, settled
from projects.models import HrFigure
from projects.queries import figures as reads
from projects.words.figures import sentence, subject
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import Membership, Organisation, Unit


def lock_figures() -> None:
    """One change of the figures at a time: whether a group is too small depends on all of them."""
    Organisation.objects.select_for_update(no_key=True).get(id=current_organisation_id())


@transaction.atomic
def add_figure(
    *,
    actor: Membership | None,
    kind: str,
    unit: Unit | None,
    period: Period,
    people: int,
    value: Decimal | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
) -> HrFigure:
    """Write down a figure, or the two sums that it follows from. Raises `Refused`.

    A form that arrives twice writes one figure: the second is the same, and changes nothing.
    """
    lock_figures()
    row = _row(kind, unit, period, people, value, numerator, denominator)
    diff = reads.diff_with_stored([row])
    if diff.refused:
        raise Refused(sentence(diff.refused[0]))
    if diff.changed:
        raise Refused(_("There is a figure of this period already. Change that one."))
    if diff.unchanged:
        return HrFigure.objects.get(kind=kind, unit=unit, starts_on=period.starts_on)
    made = HrFigure.objects.create(**fields_of(row), by_name=name_of(actor))
    fill_references()
    audit.record("projects.figure_added", actor=actor, subject=subject(made.kind, unit, period))
    return made


@transaction.atomic
def change_figure(
    *,
    actor: Membership | None,
    figure: HrFigure,
    version: int,
    people: int,
    value: Decimal | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
) -> HrFigure:
    """Correct a figure; what it is of stays. Raises `ChangedMeanwhile` and `Refused`."""
    lock_figures()
    current = _current(figure)
    check_version(current, version)
    period = Period(current.starts_on, current.ends_on)
    row = _row(current.kind, current.unit, period, people, value, numerator, denominator)
    diff = reads.diff_with_stored([row], without=current.id)
    if diff.refused:
        raise Refused(sentence(diff.refused[0]))
    current.people, current.value = row.people, row.value
    current.numerator, current.denominator = row.numerator, row.denominator
    current.by_name, current.at = name_of(actor), timezone.now()
    current.version += 1
    current.save()
    audit.record("projects.figure_changed", actor=actor, subject=subject(current.kind, current.unit, period))
    return current


@transaction.atomic
def remove_figure(*, actor: Membership | None, figure: HrFigure) -> None:
    """Take a figure away; one that is gone already is fine."""
    lock_figures()
    current = HrFigure.objects.select_related("unit").filter(id=figure.id).first()
    if current is None:
        return
    period = Period(current.starts_on, current.ends_on)
    audit.record("projects.figure_removed", actor=actor, subject=subject(current.kind, current.unit, period))
    current.delete()


def fields_of(row: Row[UUID]) -> dict[str, object]:
    """A row as the model has it."""
    return {
        "kind": row.kind,
        "unit_id": row.unit,
        "starts_on": row.period.starts_on,
        "ends_on": row.period.ends_on,
        "people": row.people,
        "value": row.value,
        "numerator": row.numerator,
        "denominator": row.denominator,
    }


def _row(
    kind: str,
    unit: Unit | None,
    period: Period,
    people: int,
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
) -> Row[UUID]:
    measured = Measured(kind, period, people, value, numerator, denominator)
    try:
        check_ended(period, _today())
        stored = settled(measured)
    except BadFigure as bad:
        raise Refused(sentence(bad)) from None
    return Row(
        line=0,
        kind=kind,
        unit=unit.id if unit else None,
        period=period,
        people=people,
        value=stored,
        numerator=stored_sum(numerator),
        denominator=stored_sum(denominator),
    )


def _today() -> date:
    return timezone.localdate()


def _current(figure: HrFigure) -> HrFigure:
    found = (
        HrFigure.objects.select_for_update(of=("self",)).select_related("unit").filter(id=figure.id).first()
    )
    if found is None:
        raise Refused(_("This figure is gone: somebody removed it."))
    return found
