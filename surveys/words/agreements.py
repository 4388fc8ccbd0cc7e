"""The rules of an agreement in plain words, and what differs between two versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.models import Rhythm
from surveys.words.themes import theme_label

TEXTS = ("coordinator", "remarks")


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule that is another one now."""

    label: str
    before: str
    after: str


def rule_labels() -> dict[str, str]:
    """What each rule is called, in the order of an agreement."""
    return {
        "rhythm": _("Rhythm"),
        "waves_per_block": _("Waves published together"),
        "open_days": _("Days that a wave is open"),
        "k": _("Smallest number of answers in a figure"),
        "open_k": _("Open answers to read"),
        "answers_kept_months": _("How long open answers are kept"),
        "themes": _("Themes that may be asked"),
        "leads_see_units": _("Who sees figures"),
        "coordinator": _("What the coordinator does"),
        "remarks": _("What else we agree"),
    }


def rule_text(name: str, value: Any) -> str:
    """The value of a rule as it is read."""
    if name == "rhythm":
        return str(Rhythm(value).label)
    if name == "waves_per_block":
        return _("each wave by itself") if value == 1 else _("%(count)s waves together") % {"count": value}
    if name == "open_days":
        return ngettext("%(count)s day", "%(count)s days", value) % {"count": value}
    if name == "open_k":
        return ngettext("from %(count)s answer on", "from %(count)s answers on", value) % {"count": value}
    if name == "k":
        return ngettext("%(count)s answer", "%(count)s answers", value) % {"count": value}
    if name == "answers_kept_months":
        return ngettext("%(count)s month, then deleted", "%(count)s months, then deleted", value) % {
            "count": value
        }
    if name == "themes":
        return ", ".join(sorted(theme_label(one) for one in value)) or _("only the core statements")
    if name == "leads_see_units":
        everyone = _("HR, works council and executive, at the same moment.")
        leads = (
            _("Team leads see the yearly figures of their own units.")
            if value
            else _("Team leads see no figures of their units.")
        )
        return f"{everyone} {leads}"
    return str(value) or "–"


def agreement_facts(rules: Any) -> list[tuple[str, str]]:
    """The whole agreement: each rule with its words."""
    return [(label, rule_text(name, getattr(rules, name))) for name, label in rule_labels().items()]


def differences(before: Any, after: Any) -> list[Difference]:
    """What `after` says otherwise than `before`; themes as those that come and go."""
    found = []
    for name, label in rule_labels().items():
        old, new = getattr(before, name), getattr(after, name)
        if name == "themes":
            if set(old) != set(new):
                found.append(Difference(label, _count(old), _more(old, new)))
        elif old != new:
            found.append(Difference(label, rule_text(name, old), rule_text(name, new)))
    return found


def difference_words(found: Iterable[Difference]) -> str:
    """The differences as lines of a letter."""
    return "\n".join(
        _("– %(label)s: %(after)s (now: %(before)s)")
        % {"label": one.label, "before": one.before, "after": one.after}
        for one in found
    )


def _names(themes: Iterable[str]) -> str:
    return ", ".join(sorted(theme_label(one) for one in themes))


def _count(themes: list[str]) -> str:
    return ngettext("%(count)s theme", "%(count)s themes", len(themes)) % {"count": len(themes)}


def _more(old: Iterable[str], new: Iterable[str]) -> str:
    added, gone = set(new) - set(old), set(old) - set(new)
    parts = []
    if added:
        parts.append(_("new: %(themes)s") % {"themes": _names(added)})
    if gone:
        parts.append(_("not any more: %(themes)s") % {"themes": _names(gone)})
    return "; ".join(parts)
