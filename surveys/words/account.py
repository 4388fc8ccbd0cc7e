"""The account of publications in words: each figure of a set, and what was held back of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.domain.disclosure import PublishedBlock, Reason, SafeDistribution, SafeFigure, Suppressed
from surveys.words.figures import Shown
from surveys.words.themes import theme_label


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what it is, its value and interval in words, or why it is not shown."""

    label: str
    value: str
    interval: str
    reason: str


def held_back(figures: PublishedBlock, texts: Mapping[str, str]) -> list[str]:
    """What of a set is not shown and why, one sentence for each reason; the spread and the reliability, which need more
    people everywhere, are left out."""
    if figures.is_suppressed:
        return [_("everything: %(reason)s") % {"reason": Shown(figures.respondents).reason}]
    by_reason: dict[str, list[str]] = {}
    for label, figure in _main(figures, texts):
        if isinstance(figure, Suppressed) and figure.reason in (Reason.TOO_FEW, Reason.PROTECTS_OTHERS):
            by_reason.setdefault(Shown(figure).reason, []).append(label)
    return [
        _("%(reason)s: %(names)s")
        % {"reason": reason, "names": "; ".join(name.rstrip(".") for name in names)}
        for reason, names in by_reason.items()
    ]


def lines(figures: PublishedBlock, texts: Mapping[str, str]) -> list[Line]:
    """Every figure of a set."""
    return [
        Line(label, shown.value, shown.interval, shown.reason)
        for label, shown in ((label, Shown(figure)) for label, figure in _all(figures, texts))
    ]


def _main(figures: PublishedBlock, texts: Mapping[str, str]) -> Iterator[tuple[str, SafeFigure]]:
    """One figure for each name: index, themes, questions."""
    yield _("Index"), figures.index
    for name, theme in sorted(figures.themes.items()):
        yield theme_label(name), theme
    for code, item in sorted(figures.items.items()):
        yield texts.get(code, code), item.mean or item.distribution


def _all(figures: PublishedBlock, texts: Mapping[str, str]) -> Iterator[tuple[str, SafeFigure]]:
    yield _("Number of answers"), figures.respondents
    yield _("Response"), figures.response
    yield _("Index"), figures.index
    yield _("Workload too high"), figures.too_high
    yield _("Workload too low"), figures.too_low
    yield _("Reliability of the index"), figures.reliability
    for name, theme in sorted(figures.themes.items()):
        yield theme_label(name), theme
    for code, item in sorted(figures.items.items()):
        text = texts.get(code, code)
        if item.mean is not None:
            yield _("%(text)s (mean)") % {"text": text}, item.mean
        if item.favourable is not None:
            yield _("%(text)s (share of favourable answers)") % {"text": text}, item.favourable
        if isinstance(item.distribution, SafeDistribution):
            for number, share in enumerate(item.distribution.shares, start=1):
                yield _("%(text)s (share of answer %(number)s)") % {"text": text, "number": number}, share
        else:
            yield _("%(text)s (spread)") % {"text": text}, item.distribution
