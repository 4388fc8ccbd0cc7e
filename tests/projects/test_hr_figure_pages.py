"""Charts, one figure by hand and reference values through the pages."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from projects.domain.figure_periods import parse_period
from projects.models import HrFigure, ReferenceValue
from projects.words.figure_charts import draw, own_over
from tests.cast import Zandbak
from tests.projects.figure_scene import make_figure, make_reference
from werkdruk.core.models import AuditEntry


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


def typed(**changes: str) -> dict[str, str]:
    """Absence of the whole organisation in January 2026, as the form sends it."""
    return {"kind": "absence", "unit": "", "period": "jan 2026", "people": "240", "value": "5,8"} | changes


def stored(zandbak: Zandbak) -> list[tuple]:
    with zandbak.scope():
        return list(HrFigure.objects.order_by("starts_on", "kind").values_list("people", "value", "version"))


def test_a_figure_is_typed_corrected_and_removed(zandbak: Zandbak, anna: Client) -> None:
    start = f"{zandbak.path}projects/figures/"
    for _time in range(2):  # sent twice: one figure
        assert anna.post(f"{start}new/", typed()).status_code == 302
    assert stored(zandbak) == [(240, Decimal("5.800"), 1)]
    with zandbak.scope():
        figure = HrFigure.objects.get()
    change = f"{start}{figure.id}/"
    assert anna.get(change).context["form"]["value"].value() == "5,8"
    anna.post(change, {"version": "1", "people": "241", "numerator": "372", "denominator": "6200"})
    assert stored(zandbak) == [(241, Decimal("6.000"), 2)]
    late = anna.post(change, {"version": "1", "people": "240", "value": "5,8"})
    assert late.status_code == 400
    assert stored(zandbak) == [(241, Decimal("6.000"), 2)]
    anna.post(f"{change}remove/")
    assert stored(zandbak) == []
    with zandbak.scope():
        actions = AuditEntry.objects.filter(action__startswith="projects.figure_").order_by("at", "id")
        assert [one.action for one in actions] == [
            "projects.figure_added",
            "projects.figure_changed",
            "projects.figure_removed",
        ]


@pytest.mark.parametrize(
    "changes",
    [
        {"people": "19"},
        {"value": "101"},
        {"value": ""},
        {"value": "veel"},
        {"period": "2099-01"},
        {"period": "ooit"},
        {"period": "2025"},  # overlaps with what is there
        {"period": "2025-12"},  # the same figure with another value
        {"unit": "location", "people": "230", "period": "2025-12"},  # the other 10 would follow
        {"numerator": "1"},
    ],
)
def test_what_a_file_may_not_do_a_form_may_not_either(
    zandbak: Zandbak, anna: Client, changes: dict[str, str]
) -> None:
    with zandbak.scope():
        make_figure(zandbak, period=parse_period("2025-12"), value=Decimal("6.1"))
    if "unit" in changes:
        changes = changes | {"unit": str(zandbak.location.id)}
    before = stored(zandbak)
    answer = anna.post(f"{zandbak.path}projects/figures/new/", typed(**changes))
    assert answer.status_code == 400
    assert answer.context["form"].errors
    assert stored(zandbak) == before


def test_correcting_the_number_of_people_cannot_uncover_a_small_group(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        whole = make_figure(zandbak)
        make_figure(zandbak, unit=zandbak.location, people=200)
    url = f"{zandbak.path}projects/figures/{whole.id}/"
    assert anna.post(url, {"version": "1", "people": "210", "value": "5,8"}).status_code == 400
    assert anna.post(url, {"version": "1", "people": "220", "value": "5,8"}).status_code == 302


def test_the_chart_says_what_is_seen_and_has_its_table(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        ReferenceValue.objects.all().delete()
        for month, value in (("2026-01", "5.84"), ("2026-02", "6.26"), ("2026-03", "5.1")):
            make_figure(zandbak, period=parse_period(month), value=Decimal(value))
        ReferenceValue.objects.all().delete()
        make_reference()
    page = anna.get(f"{zandbak.path}projects/figures/")
    [chart] = page.context["charts"]
    assert [(line.value, line.people) for line in chart.lines] == [
        ("5,1%", 240),
        ("6,3%", 240),
        ("5,8%", 240),
    ]
    assert "5,1%" in chart.sentence
    assert chart.svg.count("<circle") == 3
    [compared] = chart.compared
    assert (compared.letter, compared.value, compared.own, compared.drawn) == ("A", "5,9%", "", True)
    assert not re.search(r"\b(style|onload)=", chart.svg)
    with zandbak.scope():
        ReferenceValue.objects.update(shown=False)
    page = anna.get(f"{zandbak.path}projects/figures/")
    assert page.context["charts"][0].compared == []


def test_the_own_quarter_follows_from_the_sums_of_its_months_only(zandbak: Zandbak) -> None:
    quarter = parse_period("2026-Q1")
    with zandbak.scope():
        for month, above in (("2026-01", 300), ("2026-02", 200), ("2026-03", 100)):
            make_figure(
                zandbak,
                period=parse_period(month),
                value=None,
                numerator=Decimal(above),
                denominator=Decimal(5000),
            )
        found = list(HrFigure.objects.order_by("starts_on"))
    assert own_over("absence", found, quarter) == Decimal("4.000")
    assert own_over("absence", found[:2], quarter) is None
    found[0].numerator = None
    assert own_over("absence", found, quarter) is None


def test_points_are_joined_only_where_nothing_is_missing(zandbak: Zandbak) -> None:
    with zandbak.scope():
        for month in ("2025-01", "2025-02", "2025-05"):
            make_figure(zandbak, period=parse_period(month))
        found = list(HrFigure.objects.order_by("starts_on"))
        with translation.override("nl"):
            svg = draw("absence", found, []).svg
    assert svg.count("<circle") == 3
    assert svg.count("<polyline") == 1


def test_reference_values_are_kept_by_hr(zandbak: Zandbak, anna: Client) -> None:
    start = f"{zandbak.path}projects/figures/references/"
    data = {
        "kind": "absence", "sector": "Kinderopvang", "period": "2025-Q1", "value": "8,1", "source": "CBS",
        "shown": "on",
    }  # fmt: skip
    assert anna.post(f"{start}new/", data).status_code == 302
    assert anna.post(f"{start}new/", data).status_code == 400  # once
    with zandbak.scope():
        reference = ReferenceValue.objects.get()
    change = data | {"version": "1", "value": "8,2"}
    del change["shown"]
    assert anna.post(f"{start}{reference.id}/", change).status_code == 302
    assert anna.post(f"{start}{reference.id}/", change).status_code == 400  # somebody was first
    with zandbak.scope():
        reference.refresh_from_db()
    assert (reference.value, reference.shown, reference.version) == (Decimal("8.200"), False, 2)
    anna.post(f"{start}{reference.id}/remove/")
    with zandbak.scope():
        assert ReferenceValue.objects.count() == 0


def test_more_figures_cost_no_more_queries(zandbak: Zandbak, anna: Client) -> None:
    counts = []
    for months in (("2025-01",), ("2025-02", "2025-03")):
        with zandbak.scope():
            for month in months:
                make_figure(zandbak, period=parse_period(month))
        anna.get(f"{zandbak.path}projects/figures/")
        with CaptureQueriesContext(connection) as queries:
            anna.get(f"{zandbak.path}projects/figures/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_unit_that_is_not_there_is_not_found(zandbak: Zandbak, anna: Client) -> None:
    url = f"{zandbak.path}projects/figures/"
    assert anna.get(f"{url}?unit=00000000-0000-4000-8000-000000000000").status_code == 404
    assert anna.get(f"{url}?unit=onzin").status_code == 200
