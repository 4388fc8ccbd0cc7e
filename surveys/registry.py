"""What the floor above does for this app: projects add themselves here, this app calls them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ProjectStarter:
    """How a project starts from a review.

    `start(actor=…, identity=…, name=…, goal=…, units=…, signal=…)` makes a project with that id at step 1, with the
    signal written there; `take_back(actor=…, identity=…)` undoes it and raises `Refused` when something was done in
    it since; `address(slug, identity)` is its page.
    """

    start: Callable[..., object]
    take_back: Callable[..., object]
    address: Callable[[str, UUID], str]


_starters: list[ProjectStarter] = []


def start_projects_with(starter: ProjectStarter) -> None:
    """Let reviews start projects in this way."""
    _starters[:] = [starter]


def project_starter() -> ProjectStarter:
    """How a project starts from a review."""
    return _starters[0]


# Each looks at what a higher app published of the active organisation under the same promise, and names offences.
publication_checks: list[Callable[[], list[str]]] = []

# Each gives what a member who plans a wave should know first: sentences, in the tenant's scope and the reader's
# language. They advise, and stop nobody.
wave_advisors: list[Callable[[], list[str]]] = []


def wave_advice() -> list[str]:
    """Everything that those above advise before a wave is planned."""
    return [one for advise in wave_advisors for one in advise()]
