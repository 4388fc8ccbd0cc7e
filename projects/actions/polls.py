"""A short poll: opening it, storing sealed sheets, and closing it so that no single answer is left.

preparing → open → closing → counted → closed. Only the worker has the key: it makes it when the poll opens and destroys
it when the poll was counted. Each part is safe to run again after a crash. docs/algorithms/poll.md
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from projects.actions.guard import locked, name_of, record
from projects.domain.lifecycle import Step
from projects.domain.poll import (
    MOST_STATEMENTS,
    SHEET_SIZE,
    Reply,
    count_sheets,
    decode_sheet,
    encode_sheet,
    too_alike,
)
from projects.models import Involvement, Poll, PollBallot, PollState, Project, ProjectStep
from projects.poll_links import make_token, mark_hash, token_hash
from projects.queries import evaluations, unit_ids_in_scope
from projects.queries.polls import CLOSE_JOB, closing_under_way, is_stuck, outcome_of, respondents_words
from projects.words.polls import STATEMENTS
from surveys.domain.disclosure import publish_poll
from surveys.domain.seal import open_sealed, seal
from surveys.keys import destroy_key, make_key, read_key
from surveys.models import SurveySettings
from surveys.models.settings import SMALLEST_K
from werkdruk.core import jobs
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import current_organisation_id, tenant_scope
from werkdruk.organisations.models import Employee, Membership

OPEN_JOB = "projects.poll_open"
LEAST_DAYS, MOST_DAYS = 3, 30
# Polls of the last year are compared: which people they were held among.
REMEMBERED = timedelta(days=365)


class Sent(Enum):
    """What became of a sheet: stored now, stored before with the same form, or not because it is full or closed."""

    STORED = "stored"
    AGAIN = "again"
    FULL = "full"
    CLOSED = "closed"


@transaction.atomic
def open_poll(
    *,
    actor: Membership | None,
    project: Project,
    statements: Sequence[dict[str, Any]],
    closes_on: date,
    form_key: UUID | None = None,
) -> Poll:
    """Ask everybody in the units of the project one to three statements: {"code", "measure": an id or None}.

    The worker makes the key and opens it. Raises `Refused` where `why_no_poll` says so, and for statements or days
    that do not fit. The same form twice opens one poll.
    """
    current = locked(project)
    there = Poll.objects.filter(form_key=form_key).first() if form_key else None
    if there is not None:
        return there
    if why := why_no_poll(current):
        raise Refused(why)
    chosen = _checked(current, statements)
    first, last = (
        timezone.localdate() + timedelta(days=LEAST_DAYS),
        timezone.localdate() + timedelta(days=MOST_DAYS),
    )
    if not first <= closes_on <= last:
        raise Refused(
            _("Keep the poll open for %(least)s to %(most)s days.") % {"least": LEAST_DAYS, "most": MOST_DAYS}
        )
    k = smallest_group()
    scope = unit_ids_in_scope(current)
    heads = head_counts()
    people = sum(heads[unit] for unit in scope)
    poll_id = uuid4()
    poll = Poll.objects.create(
        id=poll_id,
        project=current,
        round=current.round,
        statements=chosen,
        scope=sorted(str(unit) for unit in scope),
        people=people,
        k=k,
        token_hash=token_hash(make_token(current_organisation_id(), poll_id)),
        closes_on=closes_on,
        opened_by_name=name_of(actor),
        form_key=form_key,
    )
    record("poll_asked", actor, current, statements=len(chosen))
    jobs.start(OPEN_JOB, actor=actor, poll=str(poll.id))
    return poll


def prepare_poll(organisation_id: UUID, poll_id: UUID) -> None:
    """preparing → open, in the worker: from now on sheets can be sealed. Run again it keeps the key it made."""
    with tenant_scope(organisation_id):
        poll = Poll.objects.select_for_update(of=("self",)).filter(id=poll_id).first()
        if poll is None or poll.state != PollState.PREPARING:
            return
        poll.public_key = make_key(organisation_id, key_name(poll.id))
        poll.state = PollState.OPEN
        poll.save()


def store_sheet(*, poll_id: UUID, mark: str, replies: Sequence[Reply | None]) -> Sent:
    """Seal and store a sheet, in the active organisation's scope; a form that comes twice counts once.

    Never more sheets than there are people. The poll's row is locked: closing waits, and a sheet that is acknowledged
    is counted.
    """
    with transaction.atomic():
        poll = Poll.objects.select_for_update(of=("self",)).filter(id=poll_id).first()
        if poll is None or poll.state != PollState.OPEN or poll.closes_on < timezone.localdate():
            return Sent.CLOSED
        ballots = PollBallot.objects.filter(poll=poll)
        if ballots.filter(form_hash=mark_hash(mark)).exists():
            return Sent.AGAIN
        if ballots.count() >= poll.people:
            return Sent.FULL
        assert poll.public_key is not None  # it is open
        box = seal(bytes(poll.public_key), encode_sheet(replies), SHEET_SIZE)
        PollBallot.objects.create(poll=poll, box=box, form_hash=mark_hash(mark))
    return Sent.STORED


@transaction.atomic
def ask_to_close_poll(*, actor: Membership | None, poll: Poll) -> Poll:
    """Let the worker count the poll now, before its last day: only the worker has the key."""
    current = Poll.objects.select_for_update(of=("self",)).select_related("project").get(id=poll.id)
    if current.state not in (PollState.PREPARING, PollState.OPEN):
        raise Refused(_("This poll is not open any more."))
    _let_close(current, actor)
    record("poll_closing_asked", actor, current.project)
    return current


@transaction.atomic
def give_up_poll(*, actor: Membership | None, poll: Poll) -> Poll:
    """Close a poll that cannot be counted, its key being lost, say: every sheet goes unread, and nothing is shown.

    A second time changes nothing. Raises `Refused` for a poll that is open or may still be counted.
    """
    current = Poll.objects.select_for_update(of=("self",)).select_related("project").get(id=poll.id)
    if current.state in (PollState.COUNTED, PollState.CLOSED):
        return current
    if not is_stuck(current):
        raise Refused(_("This poll can still be counted. Wait until that is done."))
    PollBallot.objects.filter(poll=current).delete()
    number, counts = count_sheets([], len(current.statements))
    current.outcome = publish_poll(counts, number, current.people, current.k).to_json()
    current.state, current.response_low = PollState.COUNTED, None
    current.save()
    record("poll_given_up", actor, current.project)
    jobs.start(CLOSE_JOB, actor=actor, poll=str(current.id))
    return current


def close_due_polls() -> None:
    """Daily upkeep: the worker counts every poll whose last day has passed; the answers so far of the others.

    Where counting failed it is tried anew each day: the worker may have got its keys back.
    """
    today = timezone.localdate()
    for poll in Poll.objects.filter(state__in=[PollState.CLOSING, PollState.COUNTED]):
        if not closing_under_way(poll):
            jobs.start(CLOSE_JOB, actor=None, poll=str(poll.id))
    for poll in Poll.objects.select_for_update(of=("self",)).filter(state=PollState.OPEN):
        if poll.closes_on < today:
            _let_close(poll, None)
        else:
            poll.response_low = PollBallot.objects.filter(poll=poll).count() // 10 * 10
            poll.save(update_fields=["response_low"])


def close_poll(organisation_id: UUID, poll_id: UUID) -> None:
    """Count the poll, destroy its key, and show what may be shown."""
    count_poll(organisation_id, poll_id)
    with tenant_scope(organisation_id):
        counted = Poll.objects.filter(id=poll_id, state__in=[PollState.COUNTED, PollState.CLOSED]).exists()
    if counted:
        destroy_key(organisation_id, key_name(poll_id))
        mark_poll_closed(organisation_id, poll_id)


def count_poll(organisation_id: UUID, poll_id: UUID) -> None:
    """closing → counted, in one transaction: what may be shown is stored, every sheet is deleted."""
    with tenant_scope(organisation_id):
        poll = Poll.objects.select_for_update(of=("self",)).filter(id=poll_id).first()
        if poll is None or poll.state != PollState.CLOSING:
            return
        ballots = PollBallot.objects.filter(poll=poll)
        boxes = list(ballots.order_by("id").values_list("box", flat=True))
        private = read_key(organisation_id, key_name(poll.id)) if boxes else b""
        sheets = (decode_sheet(open_sealed(private, bytes(box))) for box in boxes)
        number, counts = count_sheets(sheets, len(poll.statements))
        poll.outcome = publish_poll(counts, number, poll.people, max(poll.k, smallest_group())).to_json()
        poll.state, poll.response_low = PollState.COUNTED, None
        ballots.delete()
        poll.save()


def mark_poll_closed(organisation_id: UUID, poll_id: UUID) -> None:
    """counted → closed: from now on the outcome can be seen."""
    with tenant_scope(organisation_id):
        found = Poll.objects.select_for_update(of=("self",)).select_related("project")
        poll = found.filter(id=poll_id, state=PollState.COUNTED).first()
        if poll is None:
            return
        poll.state, poll.closed_at, poll.public_key = PollState.CLOSED, timezone.now(), None
        poll.save()
        _remember_involvement(poll)
        record("poll_closed", None, poll.project, shown=not outcome_of(poll).is_suppressed)


def why_no_poll(project: Project) -> str:
    """Why a poll cannot be opened in `project` now; empty when it can."""
    if not evaluations.is_under_way(project):
        return _("A poll is part of the evaluation. Begin or reopen step 5 first.")
    if Poll.objects.running().filter(project=project).exists():
        return _("A poll of this project is still running. Close it first.")
    k, scope, heads = smallest_group(), unit_ids_in_scope(project), head_counts()
    if sum(heads[unit] for unit in scope) < k:
        return _(
            "Fewer than %(k)s people work in the units of this project. A poll among so few would give away what each "
            "of them answered. Talk it through in a meeting instead."
        ) % {"k": k}
    earlier = Poll.objects.filter(asked_at__gte=timezone.now() - REMEMBERED).values_list("scope", flat=True)
    if too_alike(scope, [{UUID(unit) for unit in one} for one in earlier], heads, k):
        return _(
            "Another poll was held among nearly the same people. Two polls side by side would give away what the few "
            "who differ answered. Ask the same units again, or wait a year."
        )
    return ""


def smallest_group() -> int:
    """The smallest number of answers that was agreed on for the survey; five at the least."""
    agreed = SurveySettings.objects.values_list("k", flat=True).first()
    return max(SMALLEST_K, agreed or 0)


def head_counts() -> Counter[UUID]:
    """How many people work in each unit now, those of the units below it not counted (one query)."""
    return Counter(Employee.objects.current().values_list("unit_id", flat=True))


def key_name(poll_id: UUID) -> str:
    """The name of a poll's key file."""
    return f"poll-{poll_id}"


def _let_close(poll: Poll, actor: Membership | None) -> None:
    poll.state = PollState.CLOSING
    poll.save(update_fields=["state"])
    jobs.start(CLOSE_JOB, actor=actor, poll=str(poll.id))


def _checked(project: Project, statements: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The statements as they are kept, each with the title of its measure."""
    if not 1 <= len(statements) <= MOST_STATEMENTS:
        raise Refused(_("Choose one to three statements."))
    titles = {one.measure.id: one.measure.title for one in evaluations.looked_at(project)}
    kept = []
    for one in statements:
        measure = one.get("measure")
        if one["code"] not in STATEMENTS or (measure is not None and measure not in titles):
            raise Refused(_("Choose the statements from the list."))
        kept.append(
            {
                "code": one["code"],
                "measure": str(measure) if measure else None,
                "title": titles[measure] if measure else "",
            }
        )
    if len({(one["code"], one["measure"]) for one in kept}) < len(kept):
        raise Refused(_("Two statements are the same."))
    return kept


def _remember_involvement(poll: Poll) -> None:
    """Write down that staff were asked, beside step 5; how many answered as the outcome shows it."""
    step = ProjectStep.objects.filter(project=poll.project, round=poll.round, number=Step.EVALUATE).first()
    if step is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "who": _("Staff of the units in this project"),
            "how": _("A short poll by link"),
            "outcome": respondents_words(outcome_of(poll)),
        }
    Involvement.objects.get_or_create(
        step=step, form_key=poll.id, defaults={"on": timezone.localdate(), **words}
    )
