import ast
import copy
import dataclasses
import json
import math
import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.disclosure import (
    Bound,
    Reason,
    SafeCount,
    SafeFigure,
    SafeIndex,
    SafeResponse,
    SafeShare,
    Suppressed,
    coded_mean,
    coded_share,
    from_json,
    respondents_band,
    response_band,
    suppressed,
    to_json,
)
from surveys.domain.disclosure.coding import coded_distribution, coded_reliability

ROOT = Path(__file__).parents[3]


def shown(figure):
    return figure.value, figure.bound.value


@pytest.mark.parametrize(
    ("count", "n", "expected"),
    [
        (50, 100, (50, "none")),
        (52, 100, (50, "none")),
        (53, 100, (55, "none")),
        (1, 8, (20, "at_most")),
        (3, 24, (15, "none")),
        (84, 100, (85, "none")),
        (88, 100, (90, "at_least")),
        (90, 100, (90, "at_least")),
        (100, 100, (90, "at_least")),
        (12, 100, (10, "at_most")),
        (0, 100, (10, "at_most")),
    ],
)
def test_shares_are_rounded_and_bounded(count, n, expected):
    assert shown(coded_share(count, n)) == expected


@given(st.integers(5, 9))
def test_unanimity_among_fewer_than_ten_looks_like_something_else_too(n):
    assert shown(coded_share(n, n)) == shown(coded_share(4, 5)) == (80, "at_least")
    assert shown(coded_share(0, n)) == shown(coded_share(1, 5)) == (20, "at_most")


@given(st.integers(5, 400), st.data())
def test_every_share_is_coded(n, data):
    count = data.draw(st.integers(0, n))

    figure = coded_share(count, n, staff=400)

    assert figure.value % 5 == 0
    if figure.bound is Bound.NONE:
        assert 15 <= figure.value <= 85
        assert abs(figure.value - 100 * count / n) <= 2.5
        assert figure.low <= figure.value <= figure.high
    else:
        assert (figure.low, figure.high) == (None, None)
    if 100 * count >= 90 * n:
        assert figure.bound is Bound.AT_LEAST
    if 100 * count <= 10 * n:
        assert figure.bound is Bound.AT_MOST


@given(st.integers(0, 4))
def test_below_k_nothing_is_shown(n):
    few = suppressed(Reason.TOO_FEW)
    assert coded_share(n, n) == few
    assert coded_mean(n, 0, 0) == few
    assert respondents_band(n, 5) == few
    assert response_band(n, 10, 5) == few
    assert coded_distribution((n, 0, 0, 0, 0)) == few


@given(st.integers(5, 12), st.integers(0, 12))
def test_k_can_be_raised(k, n):
    assert isinstance(respondents_band(n, k), Suppressed) == (n < k)
    assert isinstance(coded_share(0, n, k=k), Suppressed) == (n < k)


@pytest.mark.parametrize("call", [lambda: respondents_band(9, 4), lambda: coded_share(1, 9, k=4)])
def test_k_is_never_lowered(call):
    with pytest.raises(ValueError, match="at least 5"):
        call()


@pytest.mark.parametrize(
    ("n", "k", "band"),
    [
        (5, 5, (5, 9)),
        (9, 5, (5, 9)),
        (10, 5, (10, 14)),
        (19, 5, (15, 19)),
        (20, 5, (20, 20)),
        (8, 7, (7, 9)),
        (12, 12, (12, 14)),
        (41, 5, (41, 41)),
    ],
)
def test_bands(n, k, band):
    count = respondents_band(n, k)
    assert (count.low, count.high, count.is_exact) == (*band, n >= 20)


@pytest.mark.parametrize(
    ("n", "invited", "expected"),
    [(9, 14, (35, 65)), (5, 14, (35, 65)), (16, 16, (90, 100)), (25, 40, (65, 65)), (40, 40, (90, 100)),
     (30, 300, (0, 10))],
)  # fmt: skip
def test_response(n, invited, expected):
    response = response_band(n, invited, 5)
    assert (response.low, response.high) == expected


@given(st.integers(5, 19), st.integers(5, 19), st.integers(19, 60))
def test_response_tells_no_more_than_the_band(n, other, invited):
    if respondents_band(n, 5) == respondents_band(other, 5):
        assert response_band(n, invited, 5) == response_band(other, invited, 5)


def test_below_20_an_interval_depends_on_band_and_rounded_share_only():
    seen = {}
    for n in range(5, 20):
        for count in range(n + 1):
            figure = coded_share(count, n, staff=n + count)
            seen.setdefault((respondents_band(n, 5), *shown(figure)), set()).add(figure)
    assert {len(figures) for figures in seen.values()} == {1}


def test_from_20_on_the_interval_uses_the_staff():
    assert coded_share(20, 40, staff=45).high < coded_share(20, 40, staff=400).high
    assert coded_share(10, 19, staff=20) == coded_share(10, 19, staff=4000)


def mean_of(values, **options):
    return coded_mean(len(values), sum(values), sum(value * value for value in values), **options)


def test_means():
    assert shown(mean_of([50, 75, 75, 75, 75])) == (70, "none")
    assert shown(mean_of([50, 75, 75, 75, 50])) == (65, "none")
    assert shown(mean_of([100] * 5)) == shown(mean_of([100, 100, 100, 100, 75])) == (95, "at_least")
    assert shown(mean_of([0] * 30, fine=True)) == (5, "at_most")
    assert shown(mean_of([75] * 29 + [50], fine=True)) == (74, "none")
    assert shown(mean_of([75] * 29 + [50])) == (75, "none")
    assert shown(mean_of([75] * 18 + [50], fine=True)) == (75, "none")


def test_interval_does_not_tell_that_all_answered_the_same():
    same = mean_of([75] * 12)
    differing = mean_of([75] * 11 + [50])
    assert same == differing
    assert same.high - same.low >= 12


def test_mean_interval_by_hand():
    values = [50, 75, 75, 100, 50, 75, 75]  # n 7: band from 5; deviation 17.7, so 20; mean 71.4, so 70
    half = 2.7764451 * 20 / math.sqrt(5)
    figure = mean_of(values, staff=8)
    assert (figure.value, figure.low, figure.high) == (70, math.floor(70 - half), math.ceil(70 + half))


def test_distribution_from_15_on():
    assert coded_distribution((14, 0, 0, 0, 0)) == suppressed(Reason.TOO_FEW_FOR_DISTRIBUTION)
    assert [shown(share) for share in coded_distribution((3, 3, 3, 3, 3)).shares] == [(20, "none")] * 5
    assert [shown(share) for share in coded_distribution((15, 0, 0, 0, 0)).shares] == [
        (90, "at_least"),
        *[(10, "at_most")] * 4,
    ]


def test_reliability_from_50_on():
    assert coded_reliability(49, 0.8) == suppressed(Reason.TOO_FEW_FOR_RELIABILITY)
    assert coded_reliability(50, None) == suppressed(Reason.TOO_FEW_FOR_RELIABILITY)
    assert coded_reliability(50, 0.83).hundredths == 85
    assert coded_reliability(50, -0.2).hundredths == 0


# Only the disclosure code makes figures.


@pytest.mark.parametrize(
    "make",
    [
        lambda: SafeShare(value=50, bound=Bound.NONE, low=None, high=None),
        lambda: SafeShare(value=50, bound=Bound.NONE, low=None, high=None, token=object()),
        lambda: SafeCount(low=20, high=20, token=None),
        lambda: Suppressed(reason=Reason.TOO_FEW, token=None),
        lambda: dataclasses.replace(coded_share(5, 10), value=35),
        lambda: dataclasses.replace(coded_share(5, 10), value=35, token=None),
        lambda: type("Forged", (SafeFigure,), {"__module__": "surveys.views"}),
    ],
)
def test_nobody_else_makes_a_figure(make):
    with pytest.raises((TypeError, ValueError), match=r"token|disclosure code only"):
        make()


def test_figures_do_not_change():
    with pytest.raises(dataclasses.FrozenInstanceError):
        coded_share(5, 10).value = 35


@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, lambda figure: pickle.loads(pickle.dumps(figure))]
)
def test_a_copy_is_the_same_figure(duplicate):
    assert duplicate(coded_share(5, 10)) == coded_share(5, 10)


FIGURES = [
    coded_share(5, 10),
    coded_share(50, 50),
    coded_mean(30, 1500, 90_000, fine=True),
    coded_mean(5, 500, 50_000),
    respondents_band(7, 5),
    respondents_band(27, 5),
    response_band(7, 20, 5),
    coded_distribution((3, 3, 3, 3, 3)),
    coded_reliability(60, 0.8),
    suppressed(Reason.PROTECTS_OTHERS),
]


@pytest.mark.parametrize("figure", FIGURES)
def test_stored_figures_are_read_back(figure):
    assert from_json(json.loads(json.dumps(to_json(figure)))) == figure


SHARE = to_json(coded_share(5, 10))


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"kind": "other"},
        {**SHARE, "value": 53},
        {**SHARE, "value": 50.0},
        {**SHARE, "value": 90},
        {**SHARE, "value": 100, "bound": "at_least", "low": None, "high": None},
        {**SHARE, "value": 90, "bound": "at_least"},
        {**SHARE, "bound": "exactly"},
        {**SHARE, "low": 60},
        {**SHARE, "n": 10},
        {name: value for name, value in SHARE.items() if name != "low"},
        {"kind": "count", "low": 7, "high": 7},
        {"kind": "count", "low": 3, "high": 9},
        {"kind": "count", "low": 5, "high": 14},
        {"kind": "count", "low": 20, "high": 24},
        {"kind": "index", "value": 98, "bound": "none", "low": None, "high": None},
        {"kind": "response", "low": 33, "high": 33},
        {"kind": "suppressed", "reason": "because"},
    ],
)
def test_what_the_coding_rules_never_make_is_not_read(stored):
    with pytest.raises(ValueError):  # noqa: PT011 (every rule has its own words; none may let it pass)
        from_json(stored)


def product_modules():
    for app in ("werkdruk", "surveys", "projects", "measures", "policy"):
        yield from (ROOT / app).rglob("*.py")


def test_no_other_module_reaches_for_the_token():
    inside = ROOT / "surveys" / "domain" / "disclosure"
    reached = set()
    for path in product_modules():
        if inside in path.parents:
            continue
        source = path.read_text(encoding="utf-8")
        if not re.search(r"disclosure", source):
            continue
        for node in ast.walk(ast.parse(source)):
            names = (
                [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom | ast.Import) else []
            )
            if isinstance(node, ast.Attribute):
                names.append(node.attr)
            if "_TOKEN" in names or (
                isinstance(node, ast.ImportFrom)
                and (node.module or "").startswith("surveys.domain.disclosure")
                and any(name.startswith("_") for name in names)
            ):
                reached.add(path.relative_to(ROOT).as_posix())
    assert reached == set()


def test_kinds_are_told_apart():
    assert isinstance(coded_mean(5, 300, 20_000), SafeIndex)
    assert isinstance(response_band(7, 20, 5), SafeResponse)
