"""The register of permissions: each app adds its predicates by code, ``"surveys.wave_close"``."""

from collections.abc import Callable
from typing import Any

Rule = Callable[[Any, Any], bool]

_rules: dict[str, Rule] = {}


def register(code: str, rule: Rule) -> None:
    """Add `rule(member, thing) -> bool` under `code`; `thing` is what the view fetched, or None."""
    if code in _rules:
        raise ValueError(f"The permission {code} is registered twice.")
    _rules[code] = rule


def allowed(code: str, member: Any, thing: Any = None) -> bool:
    """Whether `member` may do `code`, to `thing` where that matters; an unknown code is an error."""
    return _rules[code](member, thing)


def codes() -> list[str]:
    """Every registered code, sorted."""
    return sorted(_rules)


def any_member(member: Any, thing: Any = None) -> bool:
    """Every member of the organisation, whatever the role."""
    return member is not None


def roles(*wanted: str) -> Rule:
    """A rule that holds for members with at least one of the roles `wanted`."""
    names = frozenset(wanted)

    def rule(member: Any, thing: Any = None) -> bool:
        return member is not None and not names.isdisjoint(member.roles)

    return rule
