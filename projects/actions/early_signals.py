"""What staff notice early: arriving without a name, dealt with by HR or the works council, forgotten in time."""

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.guard import locked, name_of
from projects.actions.news import check_for_all_staff
from projects.actions.signals import check_signal, make_signal
from projects.models import EarlySignal, Project, Signal, SignalSource
from projects.queries import unit_ids_in_scope
from surveys.domain.seal import clean_open_answer
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership, Unit

LONGEST = 1000
# More than this in a day is no staff noticing things: the page asks to come to HR instead. Nobody is kept out by
# address, because a whole office shares one.
MOST_A_DAY = 60
KEPT = timedelta(days=365)


class Flooded(Refused):
    """So much came in today that nothing more is taken."""


@transaction.atomic
def send_early_signal(*, text: str, unit: Unit | None, form_key: UUID | None, today: date) -> None:
    """Keep what somebody wrote, with the day; a form that arrives twice is kept once.

    Nothing goes to the audit log: that would tell the minute. Raises `Flooded`, or `Refused` without words.
    """
    cleaned = clean_open_answer(text)
    if not cleaned:
        raise Refused(_("Write down what you notice."))
    if len(cleaned) > LONGEST:
        raise Refused(
            _("This is %(count)s characters. Shorten it to %(most)s at most.")
            % {"count": len(cleaned), "most": LONGEST}
        )
    if form_key is not None and EarlySignal.objects.filter(form_key=form_key).exists():
        return
    if EarlySignal.objects.filter(sent_on=today).count() >= MOST_A_DAY:
        raise Flooded(_("A lot came in today. Go to HR or try again tomorrow."))
    try:
        with transaction.atomic():
            EarlySignal.objects.create(text=cleaned, unit=unit, sent_on=today, form_key=form_key)
    except IntegrityError as error:
        if "early_signal_once_by_form" not in str(error):
            raise  # sent twice at the same moment: the other one is kept


@transaction.atomic
def handle_early_signal(
    *,
    actor: Membership,
    early: EarlySignal,
    answer: str,
    project: Project | None = None,
    signal_text: str = "",
) -> EarlySignal:
    """Say what is done with it; with a project, make it a signal there in the words of who deals with it.

    The second of two people is refused, so that nobody's answer is lost. Raises `Refused`, also for an answer with
    the name of somebody on the staff list or the address of a website.
    """
    current = EarlySignal.objects.select_for_update(of=("self",)).filter(id=early.id).first()
    if current is None:
        raise Refused(_("This signal is gone: it was older than a year."))
    if current.handled_at is not None:
        raise Refused(_("%(name)s dealt with this already.") % {"name": current.handled_by_name})
    if not answer.strip():
        raise Refused(_("Write down what you do with it."))
    # All staff read the answer: a name in it may be that of who wrote, and an address leads away.
    check_for_all_staff(answer)
    if project is not None:
        current.signal = _signal(actor, current, project, signal_text)
    current.answer = answer.strip()
    current.handled_at, current.handled_by_name = timezone.now(), name_of(actor)
    current.save()
    audit.record(
        "projects.early_handled",
        actor=actor,
        subject=project.name if project else "",
        day=current.sent_on.isoformat(),
    )
    return current


def forget_early_signals() -> None:
    """Delete what staff wrote after a year, dealt with or not; a signal that was made of it stays."""
    EarlySignal.objects.filter(sent_on__lte=timezone.localdate() - KEPT).delete()


def _signal(actor: Membership, early: EarlySignal, project: Project, text: str) -> Signal:
    running = locked(project)
    if running.closed_at:
        raise Refused(_("This project is closed. It can be read, not changed."))
    unit = early.unit if early.unit_id in unit_ids_in_scope(running) else None
    check_signal(running, SignalSource.STAFF, text, early.sent_on, unit, None)
    return make_signal(
        actor=actor,
        project=running,
        source=SignalSource.STAFF,
        text=text.strip(),
        seen_on=early.sent_on,
        unit=unit,
    )
