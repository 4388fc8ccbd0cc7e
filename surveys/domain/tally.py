"""Counting ballots into sums that can be added, exactly.

Everything in a tally is a whole number, so adding is exact, and it does not matter in which order or in
which portions ballots are counted. Recoded answers are multiples of 25. The mean of up to ten of them is not
a whole number, but 2520 (the least common multiple of 1 … 10) times that mean is: sums of index and theme
scores are kept in units of 1/2520 point, their squares in units of 1/2520² point².
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement
from typing import Any

from surveys.domain.ballot import Ballot
from surveys.domain.scoring import ANSWERS, INDEX_MINIMUM, Answers, Item, recode

SCALE = 2520
MOST_ITEMS_IN_A_MEAN = 10
NO_COUNTS = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ItemTally:
    """One item: who answered it.

    ``total`` and ``squares``: sums of recoded answers (points, points²); zero for items without a score.
    ``counts``: how many gave raw answer 1 … 5.
    """

    n: int = 0
    total: int = 0
    squares: int = 0
    counts: tuple[int, int, int, int, int] = NO_COUNTS

    def __add__(self, other: "ItemTally") -> "ItemTally":
        first, second, third, fourth, fifth = (
            mine + theirs for mine, theirs in zip(self.counts, other.counts, strict=True)
        )
        return ItemTally(
            self.n + other.n,
            self.total + other.total,
            self.squares + other.squares,
            (first, second, third, fourth, fifth),
        )


@dataclass(frozen=True, slots=True)
class ScoreTally:
    """A score made of several items (index, theme), of those who have it, in units of 1/2520 point."""

    n: int = 0
    scaled_total: int = 0
    scaled_squares: int = 0

    def __add__(self, other: "ScoreTally") -> "ScoreTally":
        return ScoreTally(
            self.n + other.n,
            self.scaled_total + other.scaled_total,
            self.scaled_squares + other.scaled_squares,
        )

    @property
    def total(self) -> Fraction:
        """Sum of scores in points."""
        return Fraction(self.scaled_total, SCALE)

    @property
    def squares(self) -> Fraction:
        """Sum of squared scores in points²."""
        return Fraction(self.scaled_squares, SCALE * SCALE)


@dataclass(frozen=True, slots=True)
class Products:
    """Sums over ballots that answered all index items: what Cronbach's alpha needs.

    ``totals``: sum per item, in the order of ``codes``. ``products``: sums of x·y for every pair of items,
    each item also with itself, in the order of ``itertools.combinations_with_replacement``.
    """

    codes: tuple[str, ...]
    n: int
    totals: tuple[int, ...]
    products: tuple[int, ...]

    @classmethod
    def empty(cls, codes: tuple[str, ...]) -> "Products":
        """Nothing counted yet."""
        size = len(codes)
        return cls(codes, 0, (0,) * size, (0,) * (size * (size + 1) // 2))

    def __add__(self, other: "Products") -> "Products":
        if self.codes != other.codes:
            raise ValueError("these products are of different items")
        return Products(
            self.codes,
            self.n + other.n,
            tuple(mine + theirs for mine, theirs in zip(self.totals, other.totals, strict=True)),
            tuple(mine + theirs for mine, theirs in zip(self.products, other.products, strict=True)),
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """Aggregate over a set of ballots; ``+`` joins the aggregates of two sets that have nobody in common.

    ``products`` is None when they were not kept; a sum of tallies has them only if all parts have.
    """

    n: int = 0
    items: Mapping[str, ItemTally] = field(default_factory=dict)
    index: ScoreTally = ScoreTally()
    themes: Mapping[str, ScoreTally] = field(default_factory=dict)
    products: Products | None = None

    @classmethod
    def of(
        cls,
        ballots: Iterable[Ballot],
        items: Iterable[Item],
        *,
        index_items: Iterable[str],
        index_minimum: int = INDEX_MINIMUM,
        products: bool = False,
    ) -> "Tally":
        """Count ballots.

        ``index_items``: codes of the items in the index. Answers to codes that are not in ``items`` are
        ignored; an answer outside 1 … 5 raises ValueError.
        """
        counter = Counter(items, index_items=index_items, index_minimum=index_minimum, products=products)
        for ballot in ballots:
            counter.add(ballot.answers)
        return counter.tally()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.n + other.n,
            {
                code: self.items.get(code, ItemTally()) + other.items.get(code, ItemTally())
                for code in {**self.items, **other.items}
            },
            self.index + other.index,
            {
                theme: self.themes.get(theme, ScoreTally()) + other.themes.get(theme, ScoreTally())
                for theme in {**self.themes, **other.themes}
            },
            None if self.products is None or other.products is None else self.products + other.products,
        )

    def without_products(self) -> "Tally":
        """The same counts without sums of products, for sets too small to keep those."""
        return Tally(self.n, self.items, self.index, self.themes)

    def cronbach_alpha(self) -> float | None:
        """Reliability of the index over complete ballots: k/(k-1) · (1 - Σ s²ᵢ / s²_total).

        None without products, with fewer than two complete ballots or items, or when all totals are equal.
        Source: Cronbach (1951), Psychometrika 16, 297-334.
        """
        sums = self.products
        if sums is None or sums.n < 2 or len(sums.codes) < 2:
            return None
        pairs = combinations_with_replacement(range(len(sums.codes)), 2)
        own = other = Fraction(0)
        for (first, second), product in zip(pairs, sums.products, strict=True):
            covariance = product - Fraction(sums.totals[first] * sums.totals[second], sums.n)
            if first == second:
                own += covariance
            else:
                other += 2 * covariance
        if own + other == 0:
            return None
        size = len(sums.codes)
        return float(Fraction(size, size - 1) * (1 - own / (own + other)))

    def to_dict(self) -> dict[str, Any]:
        """Whole numbers, lists and text only; read back exactly by :meth:`from_dict`."""
        return {
            "n": self.n,
            "items": {
                code: [item.n, item.total, item.squares, list(item.counts)]
                for code, item in sorted(self.items.items())
            },
            "index": [self.index.n, self.index.scaled_total, self.index.scaled_squares],
            "themes": {
                theme: [score.n, score.scaled_total, score.scaled_squares]
                for theme, score in sorted(self.themes.items())
            },
            "products": None
            if self.products is None
            else {
                "codes": list(self.products.codes),
                "n": self.products.n,
                "totals": list(self.products.totals),
                "products": list(self.products.products),
            },
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Tally":
        """Inverse of :meth:`to_dict`."""
        products = data["products"]
        return cls(
            data["n"],
            {
                code: ItemTally(n, total, squares, _five(counts))
                for code, (n, total, squares, counts) in data["items"].items()
            },
            ScoreTally(*data["index"]),
            {theme: ScoreTally(*score) for theme, score in data["themes"].items()},
            None
            if products is None
            else Products(
                tuple(products["codes"]),
                products["n"],
                tuple(products["totals"]),
                tuple(products["products"]),
            ),
        )


class Counter:
    """Counts answer sheets one at a time, so that a million of them need no more memory than one.

    Arguments as for :meth:`Tally.of`. Mutable on purpose; :meth:`tally` may be asked at any moment.
    """

    def __init__(
        self,
        items: Iterable[Item],
        *,
        index_items: Iterable[str],
        index_minimum: int = INDEX_MINIMUM,
        products: bool = False,
    ) -> None:
        counted = [item for item in items if item.is_counted]
        by_code = {item.code: item for item in counted}
        self.index = tuple(by_code[code] for code in index_items)
        self.index_minimum = index_minimum
        themes: dict[str, list[str]] = {}
        for item in counted:
            if item.is_scored and item.theme:
                themes.setdefault(item.theme, []).append(item.code)
        if max([len(self.index), *map(len, themes.values())]) > MOST_ITEMS_IN_A_MEAN:
            raise ValueError(f"a score is the mean of at most {MOST_ITEMS_IN_A_MEAN} items")
        self.n = 0
        self._counts = {item.code: [0] * len(ANSWERS) for item in counted}
        # Points of raw answer 1 … 5; None for an item without a score.
        self._points = {item.code: _points(item) for item in counted}
        self._index_codes = [item.code for item in self.index]
        self._index_score = _Score()
        self._themes = [(theme, codes, _Score()) for theme, codes in themes.items()]
        size = len(self.index) if products else 0
        self._products = products
        self._complete = 0
        self._totals = [0] * size
        self._sums = [0] * (size * (size + 1) // 2)

    def add(self, answers: Answers) -> None:
        """Count one sheet. An answer outside 1 … 5 raises ValueError; answers to other items are ignored."""
        self.n += 1
        scores: dict[str, int] = {}
        for code, counts in self._counts.items():
            answer = answers.get(code)
            if answer is None:
                continue
            if answer not in ANSWERS:
                raise ValueError(f"an answer is 1 to 5, not {answer!r}")
            counts[answer - 1] += 1
            points = self._points[code]
            if points is not None:
                scores[code] = points[answer - 1]
        given = [scores[code] for code in self._index_codes if code in scores]
        if given and len(given) >= self.index_minimum:
            self._index_score.add(given)
        for _theme, codes, score in self._themes:
            of_theme = [scores[code] for code in codes if code in scores]
            if of_theme:
                score.add(of_theme)
        if self._products and len(given) == len(self.index):
            self._complete += 1
            self._totals = [total + one for total, one in zip(self._totals, given, strict=True)]
            pairs = combinations_with_replacement(given, 2)
            self._sums = [
                total + first * second for total, (first, second) in zip(self._sums, pairs, strict=True)
            ]

    def tally(self) -> Tally:
        """What was counted so far."""
        return Tally(
            self.n,
            {code: _item_tally(counts, self._points[code]) for code, counts in self._counts.items()},
            self._index_score.tally(),
            {theme: score.tally() for theme, _codes, score in self._themes},
            Products(tuple(self._index_codes), self._complete, tuple(self._totals), tuple(self._sums))
            if self._products
            else None,
        )


class _Score:
    """Sums of a score made of several items, in units of 1/2520 point: a whole number for up to ten items."""

    def __init__(self) -> None:
        self.n = self.total = self.squares = 0

    def add(self, scores: list[int]) -> None:
        scaled = sum(scores) * SCALE // len(scores)
        self.n += 1
        self.total += scaled
        self.squares += scaled * scaled

    def tally(self) -> ScoreTally:
        return ScoreTally(self.n, self.total, self.squares)


@lru_cache(maxsize=256)
def _points(item: Item) -> tuple[int, ...] | None:
    if not item.is_scored:
        return None
    return tuple(recode(item.direction, answer) or 0 for answer in ANSWERS)


def _item_tally(counts: list[int], points: tuple[int, ...] | None) -> ItemTally:
    total = squares = 0
    for number, score in zip(counts, points or (), strict=False):
        total += score * number
        squares += score * score * number
    return ItemTally(sum(counts), total, squares, _five(counts))


def _five(counts: Iterable[int]) -> tuple[int, int, int, int, int]:
    first, second, third, fourth, fifth = counts
    return first, second, third, fourth, fifth
