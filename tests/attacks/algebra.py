"""An attacker who adds and subtracts sums. Nothing here comes from the product.

What was published is given as sets of cells; a cell holds so many people, whose answers are always in the same
published sets. A combination gives every published set a whole number; it depends on the people of every cell on
which the numbers of the sets that hold it do not add up to zero.

*Breaking* is shown by a combination: ``people_of`` adds it up, exactly.

*Safety* is shown by a proof that ``check`` follows, exactly. Cells that lie in the same published sets form a class; a
class is a 0/1 vector over the published sets. A *dependency* is a sum of classes, with whole numbers, that is zero.
Every combination v obeys every dependency: the sum of its coefficients times v is zero. So where v is not zero on class
e, then in each dependency with e there is another class on which v is not zero. Give dependencies D1, D2, … amounts, so
that no class is charged more than the people it has: v depends on at least the people of e plus the amounts. If that is
k or more, no combination that depends on fewer than k people touches e, and from there on e counts as zero in later
steps. When that has been said of every class, no nonzero combination depends on fewer than k. The proof is complete,
whatever the size: it does not search over sets of cells. How the dependencies were looked for (``Prover``, paths in a
graph) does not matter for this: each of them is added up by ``check``, and a wrong one is an error.
"""

import random
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

Name = Hashable
Class = frozenset[Name]
Combination = dict[Name, int]


@dataclass
class Published:
    """Published sets (name → the cells in it) over cells (→ people); people by class, the empty class left out."""

    sets: Mapping[Name, Collection[Hashable]]
    cells: Mapping[Hashable, int]
    people: dict[Class, int] = field(init=False)

    def __post_init__(self) -> None:
        holds: dict[Hashable, set[Name]] = defaultdict(set)
        for name, cells in self.sets.items():
            for cell in cells:
                holds[cell].add(name)
        self.people = Counter()
        for cell, names in holds.items():
            if self.cells.get(cell):
                self.people[frozenset(names)] += self.cells[cell]

    def people_of(self, combination: Combination) -> int:
        """On how many people the combination depends."""
        return sum(
            number
            for one, number in self.people.items()
            if sum(combination.get(name, 0) for name in one) != 0
        )


@dataclass
class Step:
    """No combination of fewer than k touches `target`: dependencies with the amount charged to each."""

    target: Class
    dependencies: list[tuple[int, dict[Class, int]]]


class Unsound(AssertionError):
    """A proof that does not prove."""


def check(published: Published, steps: Iterable[Step], k: int) -> None:
    """Follow the proof that no nonzero combination depends on fewer than `k` people; Unsound where it does not."""
    zero: set[Class] = set()
    for step in steps:
        charged: Counter[Class] = Counter()
        total = published.people[step.target]
        impossible = False
        for amount, dependency in step.dependencies:
            total_by_set: Counter[Name] = Counter()
            for one, factor in dependency.items():
                for name in one:
                    total_by_set[name] += factor
            if any(total_by_set.values()) or not dependency.get(step.target) or amount < 1:
                raise Unsound("not a dependency of this class")
            others = {one for one, factor in dependency.items() if factor} - {step.target} - zero
            if others - published.people.keys():
                raise Unsound("a class that nobody is in")
            impossible |= not others
            for one in others:
                charged[one] += amount
            total += amount
        if any(amount > published.people[one] for one, amount in charged.items()):
            raise Unsound("a class is charged more than its people")
        if total < k and not impossible:
            raise Unsound(f"shows {total} people only")
        zero.add(step.target)
    if zero != set(published.people):
        raise Unsound("not every class was looked at")


GROUND = ("ground",)


class Prover:
    """Looks for a proof, or for a combination that breaks it, in families of whole blocks and nested units.

    `blocks` are the names of the sets that are blocks of the whole organisation; all other sets are nested units.
    """

    def __init__(self, published: Published, blocks: Collection[Name], k: int) -> None:
        self.published, self.k = published, k
        self.units = [name for name in published.sets if name not in set(blocks)]
        self.edges: list[tuple[Hashable, Hashable, Class, int]] = []
        self.at: dict[Hashable, list[int]] = defaultdict(list)
        for one, people in published.people.items():
            units, inside = one.difference(blocks), one.intersection(blocks)
            part: Hashable = units or GROUND
            block: Hashable = next(iter(inside), GROUND)
            self.edges.append((part, block, one, people))
            for end in (part, block):
                self.at[end].append(len(self.edges) - 1)
        self.joined: dict[Hashable, list[int]] = defaultdict(list)
        self.free: set[int] = set()
        self.root = {vertex: vertex for vertex in self.at}

    def search(self) -> tuple[list[Step], Combination | None]:
        """A proof in steps, or a combination of fewer than k people."""
        steps: list[Step] = []
        for number in sorted(range(len(self.edges)), key=lambda one: -self.edges[one][3]):
            part, block, target, people = self.edges[number]
            if self._top(part) == self._top(block):
                continue
            if people >= self.k:
                steps.append(Step(target, []))
            else:
                paths, reached = self.flow(part, block, number, self.k - people)
                if reached is not None:
                    return steps, self.combination(reached)
                steps.append(
                    Step(target, [(amount, self._dependency(path, number)) for amount, path in paths])
                )
            self._join(number)
        parents = self._forest()
        for number, (part, block, target, people) in enumerate(self.edges):
            if number not in self.free:
                path = _between(part, block, parents)
                steps.append(Step(target, [(1, self._dependency(path, number))] if people < self.k else []))
        return steps, None

    def flow(
        self, source: Hashable, sink: Hashable, but: int, wanted: int
    ) -> tuple[list[tuple[int, list[tuple[int, int]]]], set[Hashable] | None]:
        """Paths from `source` to `sink` with amounts that make `wanted` together, without the edge `but`; or else
        everything that can be reached. A step of a path is (edge, +1 from part to block or -1)."""
        sent: Counter[int] = Counter()
        found = 0
        while found < wanted:
            came: dict[Hashable, tuple[int, int] | None] = {source: None}
            queue = deque([source])
            while queue and sink not in came:
                here = queue.popleft()
                for number in self.at[here]:
                    part, block, _one, people = self.edges[number]
                    sign = 1 if part == here else -1
                    there = block if part == here else part
                    if there in came or number == but:
                        continue
                    if number in self.free or people - sign * sent[number] > 0:
                        came[there] = (number, sign)
                        queue.append(there)
            if sink not in came:
                return [], set(came)
            path = _walk_back(came, sink, self.edges)
            amount = min(
                [wanted - found]
                + [
                    self.edges[number][3] - sign * sent[number]
                    for number, sign in path
                    if number not in self.free
                ]
            )
            for number, sign in path:
                sent[number] += sign * amount
            found += amount
        return self._paths(source, sink, sent), None

    def _paths(
        self, source: Hashable, sink: Hashable, sent: Counter[int]
    ) -> list[tuple[int, list[tuple[int, int]]]]:
        """What was sent, as paths."""
        out: dict[Hashable, dict[int, int]] = defaultdict(dict)
        for number, amount in sent.items():
            if amount:
                part, block, _one, _people = self.edges[number]
                out[part if amount > 0 else block][number] = abs(amount)
        paths = []
        while out[source]:
            here, path, seen = source, [], {source: 0}
            while here != sink:
                number = next(iter(out[here]))
                part, block, _one, _people = self.edges[number]
                path.append((number, 1 if part == here else -1))
                here = block if part == here else part
                if here in seen:  # round in a circle: take it off, it adds nothing
                    circle = path[seen[here] :]
                    self._take(out, circle)
                    path, here, seen = [], source, {source: 0}
                    if not out[source]:
                        break
                    continue
                seen[here] = len(path)
            if path:
                paths.append((self._take(out, path), path))
        return paths

    def _take(self, out: dict[Hashable, dict[int, int]], path: list[tuple[int, int]]) -> int:
        tails = [self.edges[number][0 if sign > 0 else 1] for number, sign in path]
        amount = min(out[tail][number] for tail, (number, _sign) in zip(tails, path, strict=True))
        for tail, (number, _sign) in zip(tails, path, strict=True):
            out[tail][number] -= amount
            if not out[tail][number]:
                del out[tail][number]
        return amount

    def _dependency(self, path: Iterable[tuple[int, int]], target: int) -> dict[Class, int]:
        factors: Counter[Class] = Counter()
        for number, sign in path:
            factors[self.edges[number][2]] += sign
        factors[self.edges[target][2]] -= 1
        return dict(factors)

    def combination(self, side: set[Hashable]) -> Combination:
        """The combination that counts what lies between `side` and the rest."""
        inside = (lambda vertex: vertex not in side) if GROUND in side else (lambda vertex: vertex in side)
        # Of units with the same people one speaks for all.
        units = {self._first(name) for part in self.at if isinstance(part, frozenset) for name in part}
        of_unit = {self._finest(part): part for part in self.at if isinstance(part, frozenset)}
        above: dict[Name, Name | None] = {}
        for name in units:
            cells = set(self.published.sets[name])
            larger = [one for one in units if one != name and cells < set(self.published.sets[one])]
            above[name] = min(larger, key=lambda one: len(set(self.published.sets[one])), default=None)
        heights: dict[Name | None, int] = {None: 0}

        def height(name: Name | None) -> int:
            if name not in heights:
                part = of_unit.get(name)
                heights[name] = int(inside(part)) if part is not None else height(above[name])
            return heights[name]

        found: Combination = {name: height(name) - height(above[name]) for name in units}
        for vertex in self.at:
            if not isinstance(vertex, frozenset) and vertex != GROUND:
                found[vertex] = -int(inside(vertex))
        return found

    def _first(self, name: Name) -> Name:
        cells = set(self.published.sets[name])
        return min((one for one in self.units if set(self.published.sets[one]) == cells), key=str)

    def _finest(self, part: frozenset[Name]) -> Name:
        """The unit whose own people `part` are: the smallest of those they lie in."""
        return self._first(min(part, key=lambda one: (len(set(self.published.sets[one])), str(one))))

    def _top(self, vertex: Hashable) -> Hashable:
        while self.root[vertex] != vertex:
            self.root[vertex] = self.root[self.root[vertex]]
            vertex = self.root[vertex]
        return vertex

    def _join(self, number: int) -> None:
        part, block, _one, _people = self.edges[number]
        self.root[self._top(part)] = self._top(block)
        self.free.add(number)
        self.joined[part].append(number)
        self.joined[block].append(number)

    def _forest(self) -> dict[Hashable, tuple[int, int, Hashable] | None]:
        parents: dict[Hashable, tuple[int, int, Hashable] | None] = {}
        for start in self.at:
            if start in parents:
                continue
            parents[start] = None
            queue = deque([start])
            while queue:
                here = queue.popleft()
                for number in self.joined[here]:
                    part, block, _one, _people = self.edges[number]
                    there = block if part == here else part
                    if there not in parents:
                        parents[there] = (number, 1 if part == there else -1, here)
                        queue.append(there)
        return parents


def _walk_back(
    came: Mapping[Hashable, tuple[int, int] | None], end: Hashable, edges: Sequence[tuple]
) -> list[tuple[int, int]]:
    path = []
    here = end
    while (step := came[here]) is not None:
        path.append(step)
        here = edges[step[0]][0 if step[1] > 0 else 1]
    return path[::-1]


def _between(
    one: Hashable, other: Hashable, parents: Mapping[Hashable, tuple[int, int, Hashable] | None]
) -> list[tuple[int, int]]:
    """The way from `one` to `other` in a forest; the way up both sides, what they share left out."""
    up: list[list[tuple[int, int]]] = []
    for start in (one, other):
        path, here = [], start
        while (step := parents[here]) is not None:
            path.append((step[0], step[1]))
            here = step[2]
        up.append(path)
    first, second = up
    while first and second and first[-1] == second[-1]:
        first.pop()
        second.pop()
    return first + [(number, -sign) for number, sign in reversed(second)]


def attack(published: Published, blocks: Collection[Name], k: int) -> Combination | None:
    """A combination of fewer than `k` people, added up; None when it is proved that there is none."""
    steps, broken = Prover(published, blocks, k).search()
    if broken is not None:
        assert 0 < published.people_of(broken) < k, "what was found does not break anything"
        return broken
    check(published, steps, k)
    return None


def breaks_with(published: Published, blocks: Collection[Name], k: int, unit: Name) -> Combination | None:
    """A combination of fewer than `k` people that uses the figure of `unit`; None when none was found."""
    prover = Prover(published, blocks, k)
    own = [
        part
        for part in prover.at
        if isinstance(part, frozenset) and prover._finest(part) == prover._first(unit)
    ]
    if not own:
        return None
    rest = own[0] - {unit} or GROUND
    # Who is beside the unit's own people: what is left of the unit above it, or the ground; else a sum of units.
    beside = [rest] if rest in prover.at else [part for part in prover.at if part != own[0]]
    for other in beside:
        _paths, reached = prover.flow(own[0], other, -1, k)
        if reached is not None:
            found = prover.combination(reached)
            if 0 < published.people_of(found) < k:
                return found
    return None


def by_elimination(published: Published, k: int, seed: int, rounds: int = 3) -> Combination | None:
    """A combination of fewer than `k` people in any family of sets, by Gaussian elimination in several orders of the
    classes; None when this finds none (which proves nothing)."""
    rng = random.Random(seed)
    classes = list(published.people)
    for _round in range(rounds):
        rng.shuffle(classes)
        classes.sort(key=lambda one: -published.people[one] - rng.random())
        rows = [
            ({one: Fraction(1) for one in classes if name in one}, {name: Fraction(1)})
            for name in published.sets
        ]
        for column in classes:
            pivot = next((row for row in rows if column in row[0] and not row[1].get("used")), None)
            if pivot is None:
                continue
            pivot[1]["used"] = Fraction(1)
            for row in rows:
                if row is not pivot and column in row[0]:
                    factor = row[0][column] / pivot[0][column]
                    _subtract(row[0], pivot[0], factor)
                    _subtract(row[1], {one: v for one, v in pivot[1].items() if one != "used"}, factor)
            found = _lightest(rows, published, k)
            if found is not None:
                return found
    return None


def _subtract(row: dict, other: Mapping, factor: Fraction) -> None:
    for one, value in other.items():
        left = row.get(one, 0) - factor * value
        if left:
            row[one] = left
        else:
            row.pop(one, None)


def _lightest(rows: Iterable[tuple[dict, dict]], published: Published, k: int) -> Combination | None:
    for values, weights in rows:
        if 0 < sum(published.people[one] for one in values) < k:
            scale = 1
            for name, value in weights.items():
                if name != "used":
                    scale = scale * value.denominator
            whole = {name: int(value * scale) for name, value in weights.items() if name != "used"}
            if 0 < published.people_of(whole) < k:
                return whole
    return None


def brute_force(published: Published) -> int | None:
    """The fewest people on whom a nonzero combination depends: every set of classes is tried.

    A combination that is nonzero only inside a set of classes exists when leaving these out lowers the rank.
    """
    classes = list(published.people)
    names = list(published.sets)
    whole = _rank([[int(name in one) for one in classes] for name in names])
    fewest: int | None = None
    for size in range(1, len(classes) + 1):
        for left_out in combinations(classes, size):
            people = sum(published.people[one] for one in left_out)
            if fewest is not None and people >= fewest:
                continue
            kept = [one for one in classes if one not in left_out]
            if _rank([[int(name in one) for one in kept] for name in names]) < whole:
                fewest = people
    return fewest


def _rank(rows: list[list[int]]) -> int:
    """The rank over the rational numbers, by elimination without fractions."""
    rows = [row for row in rows if any(row)]
    rank = 0
    for column in range(len(rows[0]) if rows else 0):
        at = next((number for number in range(rank, len(rows)) if rows[number][column]), None)
        if at is None:
            continue
        rows[rank], rows[at] = rows[at], rows[rank]
        pivot = rows[rank]
        for number in range(rank + 1, len(rows)):
            if rows[number][column]:
                mine, theirs = pivot[column], rows[number][column]
                rows[number] = [a * mine - b * theirs for a, b in zip(rows[number], pivot, strict=True)]
        rank += 1
    return rank
