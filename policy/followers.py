"""What higher apps do when a request about something of theirs is answered: they add themselves here by kind."""

from dataclasses import dataclass
from typing import Any, Protocol

from policy.models import EndorsementRequest
from werkdruk.organisations.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class Annex:
    """What a request is about, as its page and its letter show it: a title, lines with a label, and where it stands."""

    title: str
    facts: list[tuple[str, str]]
    url: str = ""
    action: str = ""


class Follower(Protocol):
    """What an app has to say about requests of its kind."""

    def annex(self, endorsement: EndorsementRequest, organisation: Organisation) -> Annex | None:
        """What the request is about."""

    def check_decision(self, endorsement: EndorsementRequest, carries_out: bool) -> None:
        """Raise `Refused` where this decision cannot be taken."""

    def decides_itself(self, endorsement: EndorsementRequest) -> str:
        """With which reasons an endorsement without conditions is carried out at once; empty: a person decides."""

    def decided(self, endorsement: EndorsementRequest, actor: Membership) -> None:
        """Carry out what was decided, in the transaction of the decision; `actor` took the last step."""


_followers: dict[str, Any] = {}


def follow(kind: str, follower: Follower) -> None:
    """Let `follower` follow the requests of `kind`."""
    _followers[kind] = follower


def follower_of(endorsement: EndorsementRequest) -> Follower | None:
    """Who follows this request; None where no app has a stake in it."""
    found: Follower | None = _followers.get(endorsement.kind)
    return found
