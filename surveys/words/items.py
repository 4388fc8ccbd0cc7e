"""Questions and proposals in words: directions, hints on the wording, the check list, what a proposal asks."""

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from surveys.domain.scoring import Direction
from surveys.domain.wording import MOST_WORDS, Hint, HintKind
from surveys.models import Item, ItemKind, Proposal, ProposalKind

DIRECTIONS: dict[str, Any] = {
    Direction.POSITIVE: gettext_lazy("agreeing is favourable"),
    Direction.NEGATIVE: gettext_lazy("disagreeing is favourable"),
    Direction.BIPOLAR: gettext_lazy("the middle is favourable"),
    Direction.UNSCORED: gettext_lazy("says what the work is like; has no good or bad side"),
    Direction.OPEN: gettext_lazy("answered in own words"),
}
# What somebody has to have thought about before a question is proposed.
CHECKS: tuple[tuple[str, Any], ...] = (
    ("one", gettext_lazy("It asks one thing at a time: no “and”, no “or”.")),
    ("plain", gettext_lazy("It is short and plain, 20 words at most, and without “not” or “never”.")),
    ("work", gettext_lazy("It is about the work: not about health, and not about private life.")),
    ("absence", gettext_lazy("It does not ask why somebody was absent.")),
    ("everybody", gettext_lazy("Everybody who gets it can answer it.")),
    ("same", gettext_lazy("The Dutch and the English text ask the same.")),
)


def direction_words(direction: str) -> str:
    """Which answer is the good one."""
    return str(DIRECTIONS[direction])


def kind_words(item: Item) -> str:
    """What kind of question it is; own ones are called so."""
    if item.own:
        return _("own open question") if item.kind == ItemKind.OPEN else _("own statement")
    return str(item.get_kind_display())


def hint_words(hint: Hint) -> str:
    """A hint as a sentence."""
    words = ", ".join(f"“{word}”" for word in hint.words)
    return {
        HintKind.HEALTH: _(
            "Questions on health, illness and absence are not asked here: %(words)s. Privacy law leaves no room for "
            "it, and colleagues would stop answering. Ask about the work instead."
        ),
        HintKind.HEALTH_PERHAPS: _(
            "Is this about health? %(words)s. Ask about the work, not about the person."
        ),
        HintKind.PRIVATE: _("Is this about private life? %(words)s. Ask about the work only."),
        HintKind.TWO_THINGS: _(
            "Does this ask two things at once? %(words)s. Who agrees with one only cannot answer."
        ),
        HintKind.NEGATION: _(
            "%(words)s: who disagrees with a denial says two times no. Turn the sentence round."
        ),
        HintKind.LONG: _("This is more than %(most)s words. Shorter is read better."),
    }[hint.kind] % {"words": words, "most": MOST_WORDS}


def proposal_title(proposal: Proposal) -> str:
    """What a proposal wants, in one line."""
    return {
        ProposalKind.NEW: _("New question: “%(text)s”"),
        ProposalKind.WORDING: _("Another wording: “%(text)s”"),
        ProposalKind.ASK: _("Ask from the next wave on: “%(text)s”"),
        ProposalKind.RETIRE: _("Retire: “%(text)s”"),
    }[ProposalKind(proposal.kind)] % {"text": proposal_text(proposal)}


def proposal_text(proposal: Proposal) -> str:
    """The proposed wording in the language of the page."""
    return proposal.text_in(get_language() or "nl")
