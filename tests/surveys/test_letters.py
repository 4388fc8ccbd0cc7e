"""Letters with a code: who prints them, what stands in them, and that the code opens the questions."""

import io
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from surveys.actions.closing import close_wave
from surveys.actions.drawing import draw_wave
from surveys.actions.paper import code_of
from surveys.actions.planning import plan_wave
from surveys.actions.sending import send_invitations
from surveys.actions.setup import place_everyone
from surveys.domain.paper import ALPHABET, grouped, make_code, read_code
from surveys.models import Invitation, SurveySettings, Wave
from tests.cast import Zandbak, make_employees
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.models import Employee


@pytest.fixture
def wave(zandbak: Zandbak) -> Wave:
    """An open wave in which two people have no e-mail address."""
    with zandbak.scope():
        make_employees(zandbak.team, 60, "boomhut")
        place_everyone()
        SurveySettings.objects.update(waves_per_block=2)
        made = plan_wave(actor=None, opens_on=timezone.localdate())
    assert draw_wave(zandbak.id, made.id)
    with zandbak.scope():
        chosen = Invitation.objects.order_by("id").values_list("employee_id", flat=True)[:2]
        Employee.objects.filter(id__in=list(chosen)).update(email="")
    send_invitations(zandbak.id, made.id)
    with zandbak.scope():
        return Wave.objects.get(id=made.id)


def test_the_works_council_prints_and_both_ways_open_the_questions(
    zandbak: Zandbak, other: Any, wave: Wave, sign_in: Any
) -> None:
    page = f"{zandbak.path}surveys/waves/{wave.id}/letters/"
    olaf = sign_in(zandbak.olaf)
    assert sign_in(zandbak.anna).get(page).status_code == 403
    with zandbak.scope():
        rows = list(Invitation.objects.filter(on_paper=True).select_related("employee"))
        codes = {code_of(row.id) for row in rows}
        assert len(rows) == 2
        assert all(code.encode() not in bytes(row.code_hash) for code, row in zip(codes, rows, strict=True))
    assert all(row.employee.name in olaf.get(page).content.decode() for row in rows)
    answer = olaf.post(page)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    pdf = PdfReader(io.BytesIO(answer.content))
    assert len(pdf.pages) == 3
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    sheet, *letters = [one.extract_text() for one in pdf.pages]
    assert all(row.employee.name in sheet for row in rows)
    assert not any(grouped(code) in sheet for code in codes)
    found = set()
    for number, text in enumerate(letters, start=1):
        code = next(code for code in codes if grouped(code) in text)
        assert "testserver/s/zandbak/" in text
        picture = pypdfium2.PdfDocument(answer.content)[number].render(scale=3).to_pil()
        (square,) = zxingcpp.read_barcodes(picture)
        path = square.text.removeprefix("http://testserver")
        assert Client().get(path).status_code == 200
        typed = Client().post("/s/zandbak/", {"code": f" {grouped(code).lower().replace(' ', '-')} "})
        assert (typed.status_code, typed["Location"]) == (303, path)
        found.add(code)
    assert found == codes
    assert Client().post("/s/anders/", {"code": code}).status_code == 422
    with zandbak.scope():
        entry = AuditEntry.objects.get(action="surveys.letters_printed")
    assert (entry.details, entry.actor) == ({}, zandbak.olaf)

    wrong = code[:-1] + next(letter for letter in ALPHABET if letter != code[-1])
    for typed_text in ("", "onzin", wrong, make_code(b"x" * 16)):
        for _ in range(30):
            again = Client().post("/s/zandbak/", {"code": typed_text})
        assert again.status_code == 422
        assert typed_text in again.content.decode()
    assert Client().post("/s/zandbak/", {"code": code}).status_code == 303

    close_wave(zandbak.id, wave.id)
    assert Client().post("/s/zandbak/", {"code": code}).status_code == 422
    assert olaf.post(page).status_code == 302
    assert olaf.get(page).context["people"] == []


def test_hr_prints_where_nobody_speaks_for_the_staff(zandbak: Zandbak, wave: Wave, sign_in: Any) -> None:
    zandbak.organisation.representation = "none"
    zandbak.organisation.save()
    page = f"{zandbak.path}surveys/waves/{wave.id}/letters/"
    assert "geen ondernemingsraad" in sign_in(zandbak.anna).get(page).content.decode()
    assert sign_in(zandbak.olaf).get(page).status_code == 403


def test_every_single_mistake_and_every_swap_is_noticed() -> None:
    code = make_code(bytes(range(16)))
    assert read_code(grouped(code).lower()) == code
    for at in range(len(code)):
        for letter in ALPHABET:
            if letter != code[at]:
                assert read_code(code[:at] + letter + code[at + 1 :]) is None
    for at in range(len(code) - 1):
        if code[at] != code[at + 1]:
            assert read_code(code[:at] + code[at + 1] + code[at] + code[at + 2 :]) is None
