"""Counting ballots into sums that can be added, exactly.

Everything in a tally is a whole number, so adding is exact, and it does not matter in which order or in
which portions ballots are counted. Recoded answers are multiples of 25. The mean of up to ten of them is not
a whole number, but 2520 (the least common multiple of 1 … 10) times that mean is: sums of index and theme
scores are kept in units of 1/2520 point, their squares in units of 1/2520² point².
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

from surveys.domain.ballot import Ballot
from surveys.domain.scoring import ANSWERS, INDEX_MINIMUM, Answers, Item, mean_score, recode

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
        counted = [item for item in items if item.is_counted]
        by_code = {item.code: item for item in counted}
        index = [by_code[code] for code in index_items]
        themes: dict[str, list[Item]] = {}
        for item in counted:
            if item.is_scored and item.theme:
                themes.setdefault(item.theme, []).append(item)
        if max([len(index), *map(len, themes.values())]) > MOST_ITEMS_IN_A_MEAN:
            raise ValueError(f"a score is the mean of at most {MOST_ITEMS_IN_A_MEAN} items")
        item_counters = {item.code: _ItemCounter(item) for item in counted}
        index_counter = _ScoreCounter(index, index_minimum)
        theme_counters = {theme: _ScoreCounter(members, 1) for theme, members in themes.items()}
        product_sum = Products.empty(tuple(item.code for item in index)) if products else None
        n = 0
        for ballot in ballots:
            n += 1
            for item_counter in item_counters.values():
                item_counter.count(ballot.answers)
            for score_counter in (index_counter, *theme_counters.values()):
                score_counter.count(ballot.answers)
            if product_sum is not None:
                product_sum += _products_of_one(ballot.answers, index)
        return cls(
            n,
            {code: counter.tally() for code, counter in item_counters.items()},
            index_counter.tally(),
            {theme: counter.tally() for theme, counter in theme_counters.items()},
            product_sum,
        )

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


class _ItemCounter:
    def __init__(self, item: Item) -> None:
        self.item = item
        self.counts = [0] * len(ANSWERS)

    def count(self, answers: Answers) -> None:
        answer = answers.get(self.item.code)
        if answer is None:
            return
        if answer not in ANSWERS:
            raise ValueError(f"an answer is 1 to 5, not {answer!r}")
        self.counts[answer - 1] += 1

    def tally(self) -> ItemTally:
        total = squares = 0
        for answer, number in zip(ANSWERS, self.counts, strict=True):
            score = recode(self.item.direction, answer) or 0
            total += score * number
            squares += score * score * number
        return ItemTally(sum(self.counts), total, squares, _five(self.counts))


class _ScoreCounter:
    def __init__(self, items: list[Item], minimum: int) -> None:
        self.items, self.minimum = items, minimum
        self.n = self.total = self.squares = 0

    def count(self, answers: Answers) -> None:
        score = mean_score(answers, self.items, minimum=self.minimum)
        if score is None:
            return
        scaled = int(score * SCALE)
        self.n += 1
        self.total += scaled
        self.squares += scaled * scaled

    def tally(self) -> ScoreTally:
        return ScoreTally(self.n, self.total, self.squares)


def _products_of_one(answers: Answers, index: list[Item]) -> Products:
    codes = tuple(item.code for item in index)
    scores = [recode(item.direction, answers.get(item.code)) for item in index]
    given = [score for score in scores if score is not None]
    if len(given) < len(index):
        return Products.empty(codes)
    pairs = combinations_with_replacement(given, 2)
    return Products(codes, 1, tuple(given), tuple(first * second for first, second in pairs))


def _five(counts: Iterable[int]) -> tuple[int, int, int, int, int]:
    first, second, third, fourth, fifth = counts
    return first, second, third, fourth, fifth
