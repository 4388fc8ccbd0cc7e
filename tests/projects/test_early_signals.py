"""Early signals of staff: written without a name, dealt with by HR or the works council, forgotten after a year."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from projects import signal_today
from projects.actions import early_signals
from projects.actions.early_signals import LONGEST, forget_early_signals
from projects.models import EarlySignal, Signal
from surveys.actions.staff_page import ensure_staff_page
from tests.cast import Other, Zandbak
from tests.projects.figure_scene import make_early
from tests.projects.scene import make_project
from werkdruk.core.models import AuditEntry

KEY = "8c2f7e0e-91a4-4a5f-9a54-0c6f3a2f5b11"


@pytest.fixture
def address(zandbak: Zandbak) -> str:
    with zandbak.scope():
        return f"/s/zandbak/page/{ensure_staff_page().token}/"


def kept(zandbak: Zandbak) -> list[EarlySignal]:
    with zandbak.scope():
        return list(EarlySignal.objects.select_related("unit").order_by("id"))


def test_somebody_writes_without_a_name_and_only_a_day_is_kept(zandbak: Zandbak, address: str) -> None:
    nobody = Client()
    home = nobody.get(address).content.decode()
    assert f'href="{address}signal/"' in home
    form = nobody.get(f"{address}signal/")
    assert form.cookies == {}
    assert "<script" not in form.content.decode()
    data = {"text": "  Op dinsdag haalt niemand de pauze.\r\n", "unit": str(zandbak.team.id), "form_key": KEY}
    sent = nobody.post(f"{address}signal/", data)
    assert (sent.status_code, sent["Location"], sent.cookies) == (303, f"{address}signal/sent/", {})
    assert nobody.get(sent["Location"]).status_code == 200
    nobody.post(f"{address}signal/", data)  # the same form again
    [early] = kept(zandbak)
    assert early.text == "Op dinsdag haalt niemand de pauze."
    assert (early.unit_id, early.sent_on, early.handled_at) == (zandbak.team.id, timezone.localdate(), None)
    names = {field.name for field in EarlySignal._meta.get_fields()}
    assert names == {
        "id", "organisation", "text", "unit", "sent_on", "handled_at", "handled_by_name", "answer", "signal",
        "form_key",
    }  # fmt: skip
    with zandbak.scope():
        assert AuditEntry.objects.filter(action__startswith="projects.early").count() == 0


@pytest.mark.parametrize("text", ["", "   \r\n ", "\x00", "a" * (LONGEST + 1)])
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(
    zandbak: Zandbak, address: str, text: str
) -> None:
    page = Client().post(f"{address}signal/", {"text": text, "form_key": KEY})
    assert page.status_code == 422
    assert 'class="error"' in page.content.decode()
    assert kept(zandbak) == []


def test_a_flood_stops_and_nobody_is_kept_out_by_address(
    zandbak: Zandbak, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(early_signals, "MOST_A_DAY", 3)
    answers = [Client().post(f"{address}signal/", {"text": f"Signaal {n}"}).status_code for n in range(5)]
    assert answers == [303, 303, 303, 429, 429]
    with zandbak.scope():
        EarlySignal.objects.update(sent_on=timezone.localdate() - timedelta(days=1))
    assert Client().post(f"{address}signal/", {"text": "Morgen"}).status_code == 303


def test_a_wrong_address_is_not_found(zandbak: Zandbak, other: Other, address: str) -> None:
    token = address.split("/")[4]
    for url in (
        f"/s/zandbak/page/{'x' * 22}/signal/",
        f"/s/anders/page/{token}/signal/",
        "/s/niemand/page/x/signal/",
    ):
        assert Client().get(url).status_code == 404
        assert Client().post(url, {"text": "Hallo"}).status_code == 404
    assert kept(zandbak) == []


def test_hr_and_works_council_hear_it_at_the_same_moment(zandbak: Zandbak, sign_in: Any) -> None:
    today = timezone.localdate()
    with zandbak.scope():
        make_early()
        waiting = {
            role: len(list(signal_today.todos(zandbak.member(person), today)))
            for role, person in zandbak.people().items()
        }
    assert waiting == {"hr": 1, "works_council": 1, "executive": 0, "team_lead": 0, "facilitator": 0}
    for person in (zandbak.anna, zandbak.olaf):
        page = sign_in(person).get(f"{zandbak.path}projects/early/")
        assert "De pauzes vallen weg op dinsdag." in page.content.decode()


def test_an_answer_stands_on_the_page_and_the_words_do_not(
    zandbak: Zandbak, address: str, sign_in: Any
) -> None:
    with zandbak.scope():
        early = make_early(text="Piet slaat de pauze over.", unit=zandbak.team)
        project = make_project(zandbak)
    url = f"{zandbak.path}projects/early/{early.id}/"
    anna, olaf = sign_in(zandbak.anna), sign_in(zandbak.olaf)
    word_for_word = {"answer": "We kijken ernaar.", "project": str(project.id), "signal_text": early.text}
    assert anna.post(url, word_for_word).status_code == 400
    done = anna.post(url, word_for_word | {"signal_text": "Pauzes vallen weg."})
    assert done.status_code == 302
    late = olaf.post(url, {"answer": "Iets anders."})
    assert late.status_code == 400
    assert "Anna Visser" in late.content.decode()
    with zandbak.scope():
        early.refresh_from_db()
        signal = Signal.objects.get()
    assert (early.answer, early.handled_by_name, early.signal_id) == (
        "We kijken ernaar.",
        "Anna Visser",
        signal.id,
    )
    assert (signal.source, signal.text, signal.unit_id, signal.seen_on) == (
        "staff",
        "Pauzes vallen weg.",
        zandbak.team.id,
        early.sent_on,
    )
    page = Client().get(f"{address}signal/").content.decode()
    assert "We kijken ernaar." in page
    assert "Piet" not in page


@pytest.mark.parametrize(
    "answer", ["Eva Bakker zei dit, we kijken ernaar.", "Lees https://elders.example/", "Ga naar \u202ewww"]
)
def test_an_answer_names_nobody_and_leads_nowhere(zandbak: Zandbak, sign_in: Any, answer: str) -> None:
    """All staff read it, also whoever guesses who wrote."""
    with zandbak.scope():
        early = make_early()
    sent = sign_in(zandbak.olaf).post(f"{zandbak.path}projects/early/{early.id}/", {"answer": answer})
    assert sent.status_code == 400
    with zandbak.scope():
        early.refresh_from_db()
    assert (early.answer, early.handled_at) == ("", None)


def test_after_a_year_the_words_are_gone_and_the_signal_stays(zandbak: Zandbak, sign_in: Any) -> None:
    today = timezone.localdate()
    with zandbak.scope():
        old = make_early(sent_on=today - timedelta(days=365))
        make_early(sent_on=today - timedelta(days=364))
        project = make_project(zandbak)
    data = {"answer": "Gedaan.", "project": str(project.id), "signal_text": "Pauzes vallen weg."}
    sign_in(zandbak.olaf).post(f"{zandbak.path}projects/early/{old.id}/", data)
    with zandbak.scope():
        forget_early_signals()
        left = list(EarlySignal.objects.values_list("sent_on", flat=True))
        assert Signal.objects.count() == 1
    assert left == [today - timedelta(days=364)]
