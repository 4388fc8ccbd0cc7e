"""The four fields on a page: each measure in its place, with a picture of them all."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from projects import permissions_weighing
from projects.domain import weighing
from projects.domain.weighing import Field, Marks
from projects.models import Project, Proposal, ProposalState
from projects.queries import proposals as reads
from projects.words.weighing import AXES, EXPLAINED, FIELDS
from werkdruk.organisations.models import Membership

# The picture is drawn in a square of this size: one step of the scale is a fifth of it.
_STEP = 20
_BESIDE = Decimal(7)


@dataclass(slots=True)
class Row:
    """One proposal as the pages show it."""

    proposal: Proposal
    tackles: list[Any]
    participants: Marks | None
    manager: Marks | None
    number: int = 0
    place: Field | None = None
    managers_place: Field | None = None
    talk: list[str] = field(default_factory=list)
    x: str = ""
    y: str = ""

    @property
    def place_name(self) -> Any:
        """The name of the field it falls in; empty before it was weighed."""
        return FIELDS[self.place] if self.place else ""

    @property
    def managers_place_name(self) -> Any:
        """The name of the field in which the manager would put it; empty where that is the same."""
        return FIELDS[self.managers_place] if self.managers_place else ""


@dataclass(frozen=True, slots=True)
class Corner:
    """One of the four fields with what stands in it, in the order of priority."""

    key: str
    name: Any
    text: Any
    rows: list[Row]


def weighed_page(member: Membership, project: Project, only: Proposal | None = None) -> dict[str, Any]:
    """What the page of step 3 shows of its proposals (three queries); of one alone with `only`."""
    found = reads.of_round(project) if only is None else reads.of_project(project).filter(id=only.id)
    rows = [_row(proposal) for proposal in found]
    ideas = [row for row in rows if row.proposal.state == ProposalState.IDEA]
    weighed = _ordered([row for row in ideas if row.participants is not None])
    _draw(weighed)
    return {
        "rows": rows,
        "weighed": weighed,
        "corners": [
            Corner(one.value, FIELDS[one], EXPLAINED[one], [row for row in weighed if row.place == one])
            for one in Field
        ],
        "unweighed": [row for row in ideas if row.participants is None],
        "chosen": [row for row in rows if row.proposal.state == ProposalState.CHOSEN],
        "later": [row for row in rows if row.proposal.state == ProposalState.LATER],
        "to_talk_about": [row for row in weighed if row.talk],
        "for_manager": [
            row
            for row in weighed
            if row.manager is None and permissions_weighing.is_manager(member, _known(row, project))
        ],
        "running": reads.running_weighing(project),
        "may_propose": not project.closed_at and permissions_weighing.may_propose(member, project),
    }


def _known(row: Row, project: Project) -> Proposal:
    """The proposal with its project at hand, so that a rule does not fetch it again."""
    row.proposal.project = project
    return row.proposal


def _row(proposal: Proposal) -> Row:
    row = Row(
        proposal=proposal,
        tackles=[reads.target_of(one) for one in proposal.tackles.all()],
        participants=reads.participants_marks(proposal),
        manager=reads.managers_marks(proposal),
    )
    if row.participants is not None:
        row.place = weighing.field_of(row.participants)
        if row.manager is not None:
            talk = weighing.to_talk_about(row.participants, row.manager)
            row.talk = [str(AXES[axis]) for axis in talk]
            theirs = weighing.field_of(row.manager)
            row.managers_place = theirs if theirs != row.place else None
    return row


def _ordered(rows: list[Row]) -> list[Row]:
    """`rows` by priority, numbered from 1."""
    order = weighing.in_order((row.participants, row.proposal.dots) for row in rows if row.participants)
    placed = [rows[place] for place in order]
    for number, row in enumerate(placed, start=1):
        row.number = number
    return placed


def _draw(rows: list[Row]) -> None:
    """Give each row its place in the picture: effort to the right, impact upwards; equal marks side by side."""
    taken: dict[tuple[Decimal, Decimal], int] = {}
    for row in rows:
        if row.participants is None:
            continue
        spot = (row.participants.effort, row.participants.impact)
        before = taken.get(spot, 0)
        taken[spot] = before + 1
        row.x = _place(spot[0], _BESIDE * (before % 3))
        row.y = _place(6 - spot[1], _BESIDE * (before // 3))


def _place(mark: Decimal, aside: Decimal) -> str:
    """Percent of the picture's width or height for a mark of 1 to 5."""
    return str((Decimal(mark) - Decimal("0.5")) * _STEP + aside)
