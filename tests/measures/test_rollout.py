"""Rolling a measure out in waves: who guides whom, and what has to be there before a wave begins."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures import actions
from measures.domain.rollout import WaveState, hurdles_to_begin
from measures.models import KeyUser, Measure, RolloutWave
from measures.queries.rollout import waves
from tests.cast import Zandbak
from tests.measures.routes import make_measure
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import AuditEntry

DAY = date(2026, 11, 20)


def _wave(measure: Measure, name: str, *units: Any) -> RolloutWave:
    return actions.add_wave(actor=None, measure=measure, name=name, units=list(units))


def _train(wave: RolloutWave, *names: str) -> None:
    for name in names:
        actions.add_key_user(actor=None, wave=wave, name=name, trained_on=DAY)


def test_two_waves_through_the_pages(zandbak: Zandbak, sign_in: Any) -> None:
    anna = sign_in(zandbak.anna)
    with zandbak.scope():
        measure = make_measure(None)
    page = f"{zandbak.path}measures/{measure.id}/rollout/"

    def post(to: str, **data: Any) -> str:
        return anna.post(f"{page}{to}", data, follow=True).content.decode()

    assert "Nog geen golven" in anna.get(page).content.decode()
    post("add/", name="Noord", units=[str(zandbak.team.id)], starts_on="2027-01-11")
    assert "De Boomhut zit al in een andere golf" in post("add/", name="Dubbel", units=[str(zandbak.team.id)])
    post("add/", name="De rest", units=[str(zandbak.other_team.id)])
    with zandbak.scope():
        first, second = waves(measure)
    assert [wave.name for wave in (first, second)] == ["Noord", "De rest"]

    # The first wave trains its own two people; one is not enough, and being named is not being trained.
    assert "twee opgeleide kerngebruikers" in post(f"{first.id}/begin/")
    post(f"{first.id}/people/", name="Eva Bakker", trained_on="2026-11-20")
    post(f"{first.id}/people/", name="Sam Vos")
    assert "twee opgeleide kerngebruikers" in post(f"{first.id}/begin/")
    post(f"{first.id}/people/", name="Sam Vos", trained_on="2026-11-21")
    assert "“Noord” is begonnen." in post(f"{first.id}/begin/")

    # The second waits for the end of the first, with what was learned there.
    assert "Sluit eerst de golf hiervoor af" in post(f"{second.id}/begin/")
    assert anna.post(f"{page}{first.id}/finish/", {"lessons": " "}).status_code == 400
    post(f"{first.id}/finish/", lessons="Begin niet in de vakantie.")
    assert "“De rest” is begonnen." in post(f"{second.id}/begin/")
    assert "Deze golf is al begonnen" in post(f"{second.id}/begin/")
    with zandbak.scope():
        person = KeyUser.objects.get(name="Sam Vos")
    assert "De lijst blijft zoals hij was" in post(f"{first.id}/people/{person.id}/remove/")
    assert "Begin niet in de vakantie." in anna.get(page).content.decode()
    with zandbak.scope():
        assert AuditEntry.objects.filter(action="measures.wave_begun").count() == 2


def test_changing_and_removing(zandbak: Zandbak) -> None:
    with zandbak.scope():
        measure = make_measure(None)
        first, second = _wave(measure, "Een", zandbak.team), _wave(measure, "Twee", zandbak.other_team)
        with pytest.raises(Refused, match="Na deze golf"):
            actions.remove_wave(actor=None, wave=first)
        actions.remove_wave(actor=None, wave=second)
        units = [zandbak.team, zandbak.other_team]
        actions.change_wave(actor=None, wave=first, version=1, name="Alles", units=units, starts_on=DAY)
        with pytest.raises(ChangedMeanwhile):
            actions.change_wave(actor=None, wave=first, version=1, name="Oud", units=units, starts_on=None)
        for units_of_none in ([], ()):
            with pytest.raises(Refused, match="minstens één onderdeel"):
                _wave(measure, "Leeg", *units_of_none)
        _train(first, "Eva", "Sam")
        actions.begin_wave(actor=None, wave=first)
        with pytest.raises(Refused, match="begonnen"):
            actions.remove_wave(actor=None, wave=first)
        actions.finish_wave(actor=None, wave=first, lessons="Klein beginnen")
        with pytest.raises(Refused, match="al afgesloten"):
            actions.finish_wave(actor=None, wave=first, lessons="Nog eens")
        with pytest.raises(Refused, match="afgelopen"):
            actions.change_wave(actor=None, wave=first, version=4, name="X", units=units, starts_on=None)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_page_do_not_grow(
    count: int, zandbak: Zandbak, sign_in: Any, django_assert_num_queries: Any
) -> None:
    with zandbak.scope():
        measure = make_measure(None)
        for number in range(count):
            _train(
                _wave(
                    measure, f"Golf {number}", [zandbak.location, zandbak.team, zandbak.other_team][number]
                ),
                "A",
                "B",
            )
    client = sign_in(zandbak.anna)
    address = f"{zandbak.path}measures/{measure.id}/rollout/"
    client.get(address)
    with django_assert_num_queries(QUERIES):
        assert client.get(address).status_code == 200


QUERIES = 19

STATES = st.builds(
    WaveState,
    units=st.integers(0, 3),
    trained=st.integers(0, 4),
    begun=st.booleans(),
    finished=st.booleans(),
)


@given(st.lists(STATES, min_size=1, max_size=5), st.data())
def test_no_wave_begins_without_two_trained_guides(states: list[WaveState], data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(states)))
    wave = states[number - 1]
    guides = states[number - 2] if number > 1 else wave
    free = not hurdles_to_begin(states, number)
    assert free == (
        not wave.begun and wave.units > 0 and guides.trained >= 2 and (number == 1 or guides.finished)
    )
