"""What higher apps do when staff changes: they add themselves here, this app calls them."""

from collections.abc import Callable, Iterable

_after_staff_change: list[Callable[[], object]] = []

# Each may refuse the undoing of the last staff import; the reason is a sentence for the user.
may_undo_import: list[Callable[[], str | None]] = []

# Each tells which of some e-mail addresses are known not to work.
dead_addresses: list[Callable[[Iterable[str]], set[str]]] = []


def after_staff_change(follow: Callable[[], object]) -> None:
    """Let `follow()` run in the tenant's scope, in the transaction of each change of staff."""
    _after_staff_change.append(follow)


def staff_changed() -> None:
    """Call everyone who follows staff changes; every action that adds, moves or ends staff calls this."""
    for follow in _after_staff_change:
        follow()


def reason_not_to_undo() -> str | None:
    """Why the last import has to stand (a draw was made since, say): the first reason; None for none."""
    for ask in may_undo_import:
        reason = ask()
        if reason:
            return reason
    return None


def addresses_that_fail(addresses: Iterable[str]) -> set[str]:
    """Which of `addresses` are known not to work."""
    wanted = list(addresses)
    return {found for ask in dead_addresses for found in ask(wanted)}
