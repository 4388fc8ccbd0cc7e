"""Reads over short polls: the one behind a link, and what may be shown of a closed one."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from projects.models import Poll, PollState
from projects.poll_links import token_hash
from projects.queries.projects import find_project
from projects.words.polls import REPLIES, statement_text
from surveys.domain.disclosure import PublishedPoll, SafeCount, SafeDistribution
from surveys.queries.links import Host
from surveys.words.figures import Named, Shown
from werkdruk.core.models import Job, JobState
from werkdruk.core.tenancy import in_one_trip

CLOSE_JOB = "projects.poll_close"
# No filter by organisation: row security shows the tenant's rows only.
_BY_SLUG = "SELECT id FROM organisations_organisation WHERE slug = %(slug)s"
_FIND = """
SELECT host.id, host.name, poll.id, poll.state, poll.closes_on, poll.statements
FROM organisations_organisation AS host
LEFT JOIN projects_poll AS poll ON poll.token_hash = %(hash)s
WHERE host.slug = %(slug)s
"""
# From so many answers on a number is shown as it is, and is no band.
EXACT_FROM = 20
# Where the spread of the five answers of the gate holds ours.
_NO, _PARTLY, _YES = 0, 2, 4


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement as it is asked: about which measure (empty: the whole), and the words."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a poll's link: whose it is, and the poll while it can be answered."""

    host: Host
    poll_id: UUID | None
    is_open: bool
    asked: list[Asked]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What came out of one statement: the share that said yes, and the spread where it may be shown."""

    title: str
    text: str
    yes: Shown
    spread: list[Named]
    spread_reason: str


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """What may be shown of a closed poll."""

    poll: Poll
    respondents: Shown
    response: Shown
    statements: list[StatementRow]

    @property
    def too_few(self) -> bool:
        """Whether nothing at all may be shown."""
        return self.respondents.is_missing


def find_behind(slug: str, token: str, today: date) -> Behind | None:
    """The poll behind a link; None where there is no such organisation. Reading changes nothing."""
    rows = in_one_trip(_BY_SLUG, _FIND, {"slug": slug, "hash": token_hash(token)})
    if not rows:
        return None
    host_id, name, poll_id, state, closes_on, statements = rows[0]
    is_open = poll_id is not None and state == PollState.OPEN and closes_on >= today
    return Behind(Host(host_id, name, slug), poll_id, is_open, asked(_loaded(statements)) if is_open else [])


def asked(statements: list[dict]) -> list[Asked]:
    """The statements in the language of the page."""
    return [Asked(one["title"], statement_text(one["code"])) for one in statements]


def find_poll(project: UUID, poll: UUID) -> Poll | None:
    """A poll of a project, or None."""
    found: Poll | None = Poll.objects.filter(project_id=project, id=poll).first()
    if found is not None:
        project_found = find_project(project)
        assert project_found is not None  # the poll refers to it
        found.project = project_found
    return found


def closing_under_way(poll: Poll) -> bool:
    """Whether the worker counts `poll` now, or will."""
    found = Job.objects.filter(kind=CLOSE_JOB, payload__poll=str(poll.id))
    return found.filter(state__in=[JobState.WAITING, JobState.RUNNING]).exists()


def is_stuck(poll: Poll) -> bool:
    """Whether counting was tried and failed: without its key nobody can read the answers."""
    return poll.state == PollState.CLOSING and not closing_under_way(poll)


def outcome_of(poll: Poll) -> PublishedPoll:
    """What the disclosure code let through of a counted poll. Raises ValueError for anything it cannot have made."""
    if poll.outcome is None:
        raise ValueError("this poll was not counted")
    return PublishedPoll.from_json(poll.outcome)


def shown_outcome(poll: Poll) -> PollOutcome | None:
    """What a page shows of a poll; None before it is closed."""
    if poll.state != PollState.CLOSED:
        return None
    found = outcome_of(poll)
    return PollOutcome(
        poll,
        Shown(found.respondents),
        Shown(found.response),
        [
            StatementRow(
                one["title"],
                statement_text(one["code"]),
                Shown(part.yes),
                _spread(part.spread),
                Shown(part.spread).reason,
            )
            for one, part in zip(poll.statements, found.statements, strict=True)
        ],
    )


def respondents_words(found: PublishedPoll) -> str:
    """How many answered, in a few words and as it may be shown."""
    count = Shown(found.respondents)
    if count.is_missing:
        return _("too few answers to show anything")
    return _("answers: %(count)s") % {"count": count.value}


def poll_offences() -> list[str]:
    """What is not in order with the polls of the active organisation, for `manage.py audit_publications`."""
    found = []
    for poll in Poll.objects.filter(state__in=[PollState.COUNTED, PollState.CLOSED]).order_by("asked_at"):
        for what in _offences(poll):
            day = date_format(poll.closed_at or poll.asked_at, "j F Y")
            found.append(_("The short poll closed on %(day)s: %(what)s") % {"day": day, "what": what})
    return found


def _offences(poll: Poll) -> list[str]:
    found = [_("single answers are still there.")] if poll.sheets.exists() else []
    try:
        respondents = outcome_of(poll).respondents
    except (ValueError, KeyError, TypeError, AttributeError):
        return [*found, _("the gate makes no such figures.")]
    if isinstance(respondents, SafeCount) and respondents.low < min(poll.k, EXACT_FROM):
        found.append(_("shows figures of fewer than %(k)s people.") % {"k": poll.k})
    return found


def _spread(found: object) -> list[Named]:
    if not isinstance(found, SafeDistribution):
        return []
    return [
        Named(str(word), Shown(found.shares[place]))
        for word, place in zip(REPLIES.values(), (_YES, _PARTLY, _NO), strict=True)
    ]


def _loaded(statements: object) -> list[dict]:
    return statements if isinstance(statements, list) else json.loads(str(statements))
