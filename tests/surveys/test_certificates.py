"""What is published is certified by other code, and `manage.py audit_publications` checks everything against P3."""

import io
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client

from surveys.actions import certifying
from surveys.actions.closing import close_wave
from surveys.actions.setup import change_settings
from surveys.domain.disclosure import PublishedBlock, graph
from surveys.models import Block, Publication, PublicationCertificate, SurveySettings, UnitAccumulator, Wave
from surveys.queries.auditing import audit_publications
from tests.cast import Other, Zandbak
from tests.surveys.published import figures_of, sheets
from tests.surveys.test_rotation_end import START, answered_wave, close, half_yearly
from tests.surveys.test_wave_journey import ANSWERS, links

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
    assert {"index", "K01", "theme:demands"} <= set(certificate.layers)
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
    """In a running year somebody publishes a team that all but two of those who answered work in."""
    with half_yearly.scope():
        half_yearly.eva.refresh_from_db()
        type(half_yearly.eva).objects.filter(unit=half_yearly.other_team).update(left_at=START)
    mail.outbox.clear()
    close(half_yearly, answered_wave(half_yearly, START), date(2025, 2, 1))
    with half_yearly.scope():
        team = half_yearly.team
        block = Block.objects.get()
        row = UnitAccumulator.objects.get(unit=team)
        assert row
        figures = PublishedBlock.from_json(Publication.objects.get().figures)
        Publication.objects.create(block=block, unit=team, figures=figures.to_json())
        Publication.objects.create(block=block, unit=half_yearly.location, figures=figures.to_json())
    assert audit("zandbak")[0] == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("other figures", "niet de cijfers die"),
        ("a figure that no gate makes", "maakt"),
        ("one taken away", "niet meer"),
        ("one added", "geen bewijs"),
        ("a unit from outside", "boom"),
        ("a tree that goes round", "niet in één andere"),
        ("years that overlap", "overlappen"),
        ("a wave outside its year", "buiten zijn jaar"),
        ("a certificate under k", "minder dan 5"),
        ("a certificate of k four", "vijf is het minst"),
        ("no certificate", "geen bewijs"),
    ],
)
def test_each_offence_is_named(finished: Zandbak, change: str, words: str) -> None:
    with finished.scope():
        block = Block.objects.get()
        one = Publication.objects.filter(unit=finished.team).get()
        yearly = PublicationCertificate.objects.filter(block=block)
        if change == "other figures":
            from surveys.models import Item  # only here

            figures = figures_of(sheets(30, 30), list(Item.objects.core()), 70)
            Publication.objects.filter(id=one.id).update(figures=figures.to_json())
        elif change == "a figure that no gate makes":
            one.figures["index"]["value"] = 101
            one.save()
        elif change == "one taken away":
            one.delete()
        elif change == "one added":
            Wave.objects.filter(month=JULY).update(year_block=block)
            Publication.objects.filter(unit=finished.other_team).update(id=UUID(int=7))
        elif change == "a unit from outside":
            block.tree = [row for row in block.tree if row[0] != str(finished.team.id)]
            block.save()
        elif change == "a tree that goes round":
            block.tree = [[row[0], row[0], row[2]] for row in block.tree]
            block.save()
        elif change == "years that overlap":
            Block.objects.create(first_month=date(2025, 6, 1), last_month=date(2026, 5, 1))
        elif change == "a wave outside its year":
            Wave.objects.filter(month=JULY).update(month=date(2026, 7, 1))
        elif change == "a certificate under k":
            yearly.update(layers={"K01": 3})
        elif change == "a certificate of k four":
            yearly.update(k=4)
        else:
            yearly.delete()
    status, _out, err = audit("zandbak")
    assert status == 1
    assert words in err, err


def test_what_the_gate_lets_through_wrongly_is_not_published(
    half_yearly: Zandbak, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule for remainders is out of order: the other code refuses, and nothing is stored."""
    with half_yearly.scope():
        type(half_yearly.eva).objects.filter(staff_number__startswith="schelp").exclude(
            staff_number__in=["schelp-1", "schelp-2"]
        ).update(left_at=START)
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
    with half_yearly.scope():
        type(half_yearly.eva).objects.filter(staff_number__startswith="schelp").exclude(
            staff_number__in=[f"schelp-{number}" for number in range(1, 9)]
        ).update(left_at=START)
    for month in (START, JULY):
        close(half_yearly, answered_wave(half_yearly, month), month + timedelta(days=31))
    with half_yearly.scope():
        certificate = PublicationCertificate.objects.get(block__isnull=False)
        assert Publication.objects.filter(unit=half_yearly.other_team).exists()
    assert certificate.at_least == 5
    assert set(certificate.layers.values()) == {5}


def test_a_question_that_few_answered_does_not_keep_the_year_open(half_yearly: Zandbak) -> None:
    mail.outbox.clear()
    wave = answered_wave(half_yearly, START)
    close(half_yearly, wave, date(2025, 2, 1))
    with time_machine.travel(f"{JULY} 09:00+01:00"):
        last = answered_wave_with_a_few(half_yearly)
    close(half_yearly, last, date(2025, 8, 1))
    with half_yearly.scope():
        location = Publication.objects.get(unit=half_yearly.location)
        figures = PublishedBlock.from_json(location.figures)
    assert figures.items["V27"].mean is not None
    assert figures.items["V27"].mean.kind == "suppressed"
    assert figures.items["K01"].mean is not None
    assert figures.items["K01"].mean.kind == "index"
    assert offences(half_yearly) == []


def answered_wave_with_a_few(zandbak: Zandbak) -> UUID:
    """An open wave in which three of those who answer answer V27 too."""
    from surveys.actions.drawing import draw_wave  # beside the only test that needs them
    from surveys.actions.planning import plan_wave
    from surveys.actions.sending import send_invitations

    mail.outbox.clear()
    with zandbak.scope():
        wave = plan_wave(actor=None, opens_on=JULY)
    draw_wave(zandbak.id, wave.id)
    send_invitations(zandbak.id, wave.id)
    for number, path in enumerate(links()):
        extra = {"V27": "4"} if number < 3 else {}
        assert Client().post(path, {**ANSWERS, **extra}).status_code == 303
    return wave.id


def test_a_k_that_was_raised_in_the_year_does_not_keep_it_open(half_yearly: Zandbak) -> None:
    """The first wave stands with six answers; then k becomes seven: no unit gets figures that year."""
    with half_yearly.scope():
        type(half_yearly.eva).objects.exclude(unit=half_yearly.team).update(left_at=START)
    wave = answered_wave_of_six(half_yearly)
    close(half_yearly, wave, date(2025, 2, 1))
    with half_yearly.scope():
        change_settings(actor=None, rhythm="half_yearly", k=7, open_k=10, open_days=30)
    close(half_yearly, answered_wave(half_yearly, JULY), date(2025, 8, 1))
    with half_yearly.scope():
        assert Block.objects.get().published_at is not None
        assert SurveySettings.objects.get().k == 7
        assert not Publication.objects.filter(unit__isnull=False).exists()
    assert offences(half_yearly) == []


def answered_wave_of_six(zandbak: Zandbak) -> UUID:
    """An open wave in which six people answer."""
    from surveys.actions.drawing import draw_wave  # beside the only test that needs them
    from surveys.actions.planning import plan_wave
    from surveys.actions.sending import send_invitations

    mail.outbox.clear()
    with time_machine.travel(f"{START} 09:00+01:00"):
        with zandbak.scope():
            wave = plan_wave(actor=None, opens_on=START)
        draw_wave(zandbak.id, wave.id)
        send_invitations(zandbak.id, wave.id)
        for path in links()[:6]:
            assert Client().post(path, ANSWERS).status_code == 303
    return wave.id


def test_closing_twice_certifies_once(finished: Zandbak) -> None:
    with finished.scope():
        waves = list(Wave.objects.values_list("id", flat=True))
    for wave in waves:
        close_wave(finished.id, wave)
    with finished.scope():
        assert PublicationCertificate.objects.count() == 3
