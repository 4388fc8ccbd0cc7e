"""What is published is certified by other code, and `manage.py audit_publications` checks everything against P3."""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import translation

from surveys.actions import certifying
from surveys.actions.closing import close_wave
from surveys.actions.drawing import draw_wave
from surveys.actions.planning import plan_wave
from surveys.actions.sending import send_invitations
from surveys.domain.disclosure import PublishedBlock, graph
from surveys.models import (
    Block,
    Item,
    Publication,
    PublicationCertificate,
    RotationPlace,
    SurveySettings,
    Wave,
)
from surveys.queries.auditing import audit_publications
from tests.cast import Other, Zandbak
from tests.surveys.agreed import agree_on
from tests.surveys.published import figures_of, sheets
from tests.surveys.test_rotation_end import START, answered_wave, close, half_yearly
from tests.surveys.test_wave_journey import ANSWERS, links
from werkdruk.organisations.models import Employee

Change = Callable[[Zandbak, Block], Any]
__all__ = ["half_yearly"]
JULY = date(2025, 7, 1)


@pytest.fixture
def finished(half_yearly: Zandbak) -> Zandbak:
    """A year of which both waves are closed: the location and both teams have figures."""
    for month in (START, JULY):
        close(half_yearly, answered_wave(half_yearly, month), month + timedelta(days=31))
    return half_yearly


@pytest.fixture
def running(half_yearly: Zandbak) -> Zandbak:
    """A year of which the first wave is closed."""
    close(half_yearly, answered_wave(half_yearly, START), date(2025, 2, 1))
    return half_yearly


def audit(slug: str) -> tuple[int, str, str]:
    """Exit status, output and errors of the command."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("audit_publications", slug, stdout=out, stderr=err)
    assert isinstance(ended.value.code, int)
    return ended.value.code, out.getvalue(), err.getvalue()


def offences(zandbak: Zandbak) -> list[str]:
    with zandbak.scope():
        return audit_publications().offences


def test_a_finished_year_is_in_order(finished: Zandbak) -> None:
    status, out, err = audit("zandbak")
    assert (status, err) == (0, "")
    assert "5" in out
    with finished.scope():
        found = audit_publications()
        certificate = PublicationCertificate.objects.get(block__isnull=False)
        assert {entry["publication"] for entry in certificate.sets} == {
            str(one.id) for one in Publication.objects.all()
        }
    assert (found.publications, found.certificates, found.smallest) == (5, 3, 59)
    assert {"index", "K01", "K09"} <= set(certificate.layers)
    assert (certificate.k, certificate.at_least) == (5, 59)


def test_another_organisation_is_not_looked_at(finished: Zandbak, other: Other) -> None:
    assert audit("anders")[0] == 0
    assert audit("bestaat-niet")[0] == 2


def test_a_running_year_is_computed_anew_where_its_key_is(running: Zandbak) -> None:
    with running.scope():
        assert audit_publications().recomputed == 1
    for key in (Path(settings.KEYS_DIR) / str(running.id)).glob("block-*"):
        key.unlink()
    status, out, _err = audit("zandbak")
    assert status == 0
    assert "januari 2025" in out


def test_a_combination_that_gives_a_few_away_is_named(half_yearly: Zandbak) -> None:
    """In a running year somebody publishes a team in which all but a few of those who answered work."""
    leave(half_yearly, keep=4)
    close(half_yearly, answered_wave(half_yearly, START), date(2025, 2, 1))
    with half_yearly.scope():
        figures = Publication.objects.get().figures
        Publication.objects.create(block=Block.objects.get(), unit=half_yearly.team, figures=figures)
    status, _out, err = audit("zandbak")
    assert status == 1
    with translation.override("nl"), half_yearly.scope():
        [named] = [
            line for line in offences(half_yearly) if half_yearly.team.name in line and "(K01)" in line
        ]
    assert named in err
    assert re.search(r"\b2\b", named)  # two of the four were asked in the first wave


def leave(zandbak: Zandbak, *, keep: int) -> None:
    """All but `keep` people of the other team leave."""
    stay = [f"schelp-{number}" for number in range(1, keep + 1)]
    with zandbak.scope():
        gone = Employee.objects.filter(unit=zandbak.other_team).exclude(staff_number__in=stay)
        gone.update(left_at=datetime(2024, 12, 31, tzinfo=UTC))
        # Half of those who stay are asked in each half year.
        for place, one in enumerate(Employee.objects.filter(staff_number__in=stay).order_by("staff_number")):
            RotationPlace.objects.filter(employee=one).update(place=place % 2)


def _other_figures(zandbak: Zandbak, block: Block) -> None:
    figures = figures_of(sheets(30, 30), list(Item.objects.core()), 70)
    Publication.objects.filter(unit=zandbak.team).update(figures=figures.to_json())


def _impossible_figure(zandbak: Zandbak, block: Block) -> None:
    one = Publication.objects.get(unit=zandbak.team)
    one.figures["index"]["value"] = 101
    one.save()


def _tree(zandbak: Zandbak, block: Block) -> None:
    block.tree = [[row[0], row[0], row[2]] for row in block.tree]
    block.save()


def _without_team(zandbak: Zandbak, block: Block) -> None:
    block.tree = [row for row in block.tree if row[0] != str(zandbak.team.id)]
    block.save()


def _july(**changes: Any) -> Change:
    return lambda zandbak, block: Wave.objects.filter(month=JULY).update(**changes)


def _certificate(**changes: Any) -> Change:
    return lambda zandbak, block: PublicationCertificate.objects.filter(block=block).update(**changes)


# What somebody does to the tables, and a part of the sentence that names it.
OFFENCES: list[tuple[Change, str]] = [
    (
        _other_figures,
        "BSO De Boomhut, january 2025 to december 2025: the figures are not those that were published",
    ),
    (_impossible_figure, "BSO De Boomhut, january 2025 to december 2025: the gate makes no such figures"),
    (lambda zandbak, block: Publication.objects.filter(unit=zandbak.team).delete(), "are not there any more"),
    (
        lambda zandbak, block: Publication.objects.filter(unit=zandbak.team).update(id=UUID(int=7)),
        "BSO De Boomhut, january 2025 to december 2025: no certificate covers it",
    ),
    (_without_team, "the unit is not in the tree of its year"),
    (_tree, "does not lie inside one other unit"),
    (
        lambda zandbak, block: Block.objects.create(
            first_month=date(2025, 6, 1), last_month=date(2026, 5, 1)
        ),
        "overlap",
    ),
    (_july(month=date(2026, 7, 1)), "the wave lies outside its year"),
    (_certificate(layers={"K01": 3}), "names a combination of fewer than 5 people (K01)"),
    (_certificate(k=4), "five is the least"),
    (
        lambda zandbak, block: PublicationCertificate.objects.filter(block__isnull=True).delete(),
        "The whole organisation, january 2025: no certificate covers it",
    ),
    (
        lambda zandbak, block: PublicationCertificate.objects.filter(block=block).delete(),
        "Locatie Noord, january 2025 to december 2025: no certificate covers it",
    ),
]


def test_each_offence_is_named(finished: Zandbak) -> None:
    for change, words in OFFENCES:
        saved = transaction.savepoint_create()
        with finished.scope(), translation.override("en"):
            change(finished, Block.objects.get())
            found = audit_publications().offences
        assert words.lower() in "; ".join(found).lower(), (words, found)
        assert audit("zandbak")[0] == 1
        transaction.savepoint_rollback(saved)
    assert audit("zandbak")[0] == 0


def test_what_the_gate_lets_through_wrongly_is_not_published(
    half_yearly: Zandbak, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule for remainders is out of order: the other code refuses, and nothing is stored."""
    leave(half_yearly, keep=2)
    close(half_yearly, answered_wave(half_yearly, START), date(2025, 2, 1))
    last = answered_wave(half_yearly, JULY)
    monkeypatch.setattr(graph, "has_cut_below", lambda found, k: False)
    with pytest.raises(certifying.NotCertified):
        close(half_yearly, last, date(2025, 8, 1))
    with half_yearly.scope():
        assert not Publication.objects.filter(unit__isnull=False).exists()
    monkeypatch.undo()
    close(half_yearly, last, date(2025, 8, 1))
    with half_yearly.scope():
        names = Publication.objects.filter(unit__isnull=False).values_list("unit__name", flat=True)
        assert set(names) == {"Locatie Noord"}
    assert offences(half_yearly) == []


def test_a_certificate_holds_bands_and_no_numbers(half_yearly: Zandbak) -> None:
    leave(half_yearly, keep=8)
    for month in (START, JULY):
        close(half_yearly, answered_wave(half_yearly, month), month + timedelta(days=31))
    with half_yearly.scope():
        certificate = PublicationCertificate.objects.get(block__isnull=False)
        assert Publication.objects.filter(unit=half_yearly.other_team).exists()
    assert certificate.at_least == 5
    assert set(certificate.layers.values()) == {5}


def test_a_question_that_few_answered_does_not_keep_the_year_open(half_yearly: Zandbak) -> None:
    close(half_yearly, answered_wave(half_yearly, START), date(2025, 2, 1))
    last = wave_with(half_yearly, JULY, [ANSWERS | {"V27": "4"}] * 3 + [ANSWERS] * 30)
    close(half_yearly, last, date(2025, 8, 1))
    with half_yearly.scope():
        location = Publication.objects.get(unit=half_yearly.location)
        figures = PublishedBlock.from_json(location.figures)
    assert figures.items["V27"].mean is not None
    assert figures.items["V27"].mean.kind == "suppressed"
    assert figures.items["K01"].mean is not None
    assert figures.items["K01"].mean.kind == "index"
    assert offences(half_yearly) == []


def test_a_k_that_was_raised_in_the_year_does_not_keep_it_open(half_yearly: Zandbak) -> None:
    """The first wave stands with six answers; then k becomes seven: no unit gets figures that year."""
    leave(half_yearly, keep=0)
    close(half_yearly, wave_with(half_yearly, START, [ANSWERS] * 6), date(2025, 2, 1))
    with half_yearly.scope():
        agree_on(half_yearly, rhythm="half_yearly", k=7, open_days=30)
    close(half_yearly, answered_wave(half_yearly, JULY), date(2025, 8, 1))
    with half_yearly.scope():
        assert Block.objects.get().published_at is not None
        assert SurveySettings.objects.get().k == 7
        assert not Publication.objects.filter(unit__isnull=False).exists()
    assert offences(half_yearly) == []


def wave_with(zandbak: Zandbak, day: date, answers: Sequence[Mapping[str, str]]) -> UUID:
    """An open wave of `day` with these answers."""
    mail.outbox.clear()
    with time_machine.travel(f"{day} 09:00+01:00"):
        with zandbak.scope():
            wave = plan_wave(actor=None, opens_on=day)
        draw_wave(zandbak.id, wave.id)
        send_invitations(zandbak.id, wave.id)
        for path, filled in zip(links(), answers, strict=False):
            assert Client().post(path, filled).status_code == 303
    return wave.id


def test_closing_twice_certifies_once(finished: Zandbak) -> None:
    with finished.scope():
        waves = list(Wave.objects.values_list("id", flat=True))
    for wave in waves:
        close_wave(finished.id, wave)
    with finished.scope():
        assert PublicationCertificate.objects.count() == 3
