"""Signals of a project: writing them down, taking them over from the survey or HR's figures, changing, removing."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.guard import check_round, check_version, locked, name_of, record
from projects.domain.hr_figures import LEAST_PEOPLE
from projects.domain.signal_sources import least_people
from projects.models import HrFigure, Project, Signal, SignalSource
from projects.queries import signals as reads
from projects.queries import unit_ids_in_scope
from projects.words.signals import of_figures, of_wave
from surveys.models import Wave
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership, Unit


@transaction.atomic
def add_signal(
    *,
    actor: Membership | None,
    project: Project,
    source: str,
    text: str,
    seen_on: date,
    unit: Unit | None = None,
    people: int | None = None,
    form_key: UUID | None = None,
) -> Signal:
    """Write down a signal; a form that arrives twice writes one. Raises `Refused`."""
    current = _open(project)
    if form_key is not None:
        there = Signal.objects.filter(form_key=form_key).first()
        if there is not None:
            return there
    check_signal(current, source, text, seen_on, unit, people)
    return make_signal(
        actor=actor, project=current, source=source, text=text.strip(), seen_on=seen_on, unit=unit, people=people,
        form_key=form_key,
    )  # fmt: skip


@transaction.atomic
def change_signal(
    *,
    actor: Membership | None,
    signal: Signal,
    version: int,
    source: str,
    text: str,
    seen_on: date,
    unit: Unit | None = None,
    people: int | None = None,
) -> Signal:
    """Change a signal. One that came from the survey or from figures keeps that source.

    Raises `ChangedMeanwhile` and `Refused`.
    """
    project = _open(signal.project)
    current = Signal.objects.select_for_update(of=("self",)).filter(id=signal.id).first()
    if current is None:
        raise Refused(_("This signal is gone: somebody removed it."))
    check_round(current, project)
    check_version(current, version)
    if current.wave_id or current.figure_kind:
        source, people = current.source, current.people
        unit = current.unit if current.figure_kind else unit
    check_signal(project, source, text, seen_on, unit, people)
    current.source, current.text, current.seen_on = source, text.strip(), seen_on
    current.unit, current.people = unit, people
    current.version += 1
    current.save()
    record("signal_changed", actor, project, signal=str(current.id), source=source)
    return current


@transaction.atomic
def remove_signal(*, actor: Membership | None, signal: Signal) -> None:
    """Take a signal away; one that is gone already is fine."""
    project = _open(signal.project)
    check_round(signal, project)
    removed, _rows = Signal.objects.filter(id=signal.id).delete()
    if removed:
        record("signal_removed", actor, project, source=signal.source, text=signal.text[:200])


@transaction.atomic
def take_over_wave(*, actor: Membership | None, project: Project, wave: Wave) -> Signal:
    """Make a published wave a signal of the project: a link to its page, nothing of what is in it. Once a round."""
    current = _open(project)
    there = Signal.objects.filter(project=current, round=current.round, wave=wave).first()
    if there is not None:
        return there
    if reads.find_published_wave(wave.id) is None:
        raise Refused(_("This survey round has not been published."))
    return make_signal(
        actor=actor,
        project=current,
        source=SignalSource.SURVEY,
        text=of_wave(wave),
        seen_on=timezone.localdate(),
        wave=wave,
    )


@transaction.atomic
def take_over_figure(*, actor: Membership | None, project: Project, figure: HrFigure) -> Signal:
    """Make the newest figure of a kind and unit a signal of the project. Once a round. Raises `Refused`."""
    current = _open(project)
    there = Signal.objects.filter(
        project=current, round=current.round, figure_kind=figure.kind, unit=figure.unit_id
    ).first()
    if there is not None:
        return there
    if figure.unit_id is not None and figure.unit_id not in unit_ids_in_scope(current):
        raise Refused(_("This unit does not take part in the project."))
    return make_signal(
        actor=actor,
        project=current,
        source=SignalSource.FIGURES,
        text=of_figures(figure),
        seen_on=timezone.localdate(),
        unit=figure.unit,
        people=figure.people,
        figure_kind=figure.kind,
    )


def make_signal(*, actor: Membership | None, project: Project, **fields: object) -> Signal:
    """The row and its entry in the log; the caller has checked it."""
    made: Signal = Signal.objects.create(
        project=project, round=project.round, by_name=name_of(actor), **fields
    )
    record("signal_added", actor, project, signal=str(made.id), source=made.source)
    return made


def check_signal(
    project: Project, source: str, text: str, seen_on: date, unit: Unit | None, people: int | None
) -> None:
    """Raise `Refused` for what is no signal, or one about so few people that somebody could be meant."""
    if source not in SignalSource.values:
        raise Refused(_("Choose where this signal comes from."))
    if not text.strip():
        raise Refused(_("Write down what stands out."))
    if seen_on > timezone.localdate():
        raise Refused(_("This day has yet to come. Write down when it was noticed."))
    if unit is not None and unit.id not in unit_ids_in_scope(project):
        raise Refused(_("This unit does not take part in the project."))
    least = least_people(source, answers=reads.smallest_group(), staff=LEAST_PEOPLE)
    if people is not None and people < least:
        raise Refused(
            _(
                "This is over fewer than %(least)s people. Leave the number out and write down nothing that "
                "is about one or a few of them, or wait until there are more."
            )
            % {"least": least}
            if least > 1
            else _("The number of people is at least one.")
        )


def _open(project: Project) -> Project:
    current = locked(project)
    if current.closed_at:
        raise Refused(_("This project is closed. It can be read, not changed."))
    return current
