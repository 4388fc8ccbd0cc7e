"""Everything that the survey records has a sentence."""

import re
from datetime import date
from pathlib import Path

from django.utils import translation

import surveys.actions
from surveys.actions import reviewing
from surveys.models import Item, Review
from tests.cast import Zandbak, make_employees
from tests.surveys.agreed import agree_on
from tests.surveys.published import close_with, sheets
from werkdruk.core.models import AuditEntry
from werkdruk.organisations import audit_labels


def test_every_recorded_code_has_a_sentence() -> None:
    folder = Path(surveys.actions.__file__).parent
    recorded = {
        code
        for file in folder.glob("*.py")
        for code in re.findall(r'(?:audit\.|\b_)record\(\s*"([\w.]+)"', file.read_text())
    }
    assert recorded == {code for code in audit_labels.known_codes() if code.startswith("surveys.")}


def test_the_sentences_name_month_statement_reason_and_what_changed(zandbak: Zandbak) -> None:
    with zandbak.scope():
        review = Review.objects.get(wave=close_with(date(2026, 1, 1), sheets(8, 8)))
        item = Item.objects.get(code="V28")
        reviewing.decide_add(actor=None, review=review, item=item, reason="Veel wisselingen.")
        reviewing.save_notes(actor=None, review=review, notes="Gesprek", version=1)
        make_employees(zandbak.team, 60)
        agree_on(zandbak, rhythm="quarterly", k=6)
        with translation.override("en"):
            told = [audit_labels.sentence(entry) for entry in AuditEntry.objects.order_by("at")]
    assert told == [
        f"Put “{item.text_nl}” in the questionnaire. Reason: Veel wisselingen.",
        f"Decided in the monthly review of January 2026: “{item.text_nl}”",
        "Wrote notes in the monthly review of January 2026.",
        "Wrote a request to endorse: “2”.",
        "Proposed version 2 of the agreement on the survey.",
        "Sent a request to endorse: “Afspraken over de meting, versie 2”.",
        "Endorsed “Afspraken over de meting, versie 2”.",
        "Decided to carry out “Afspraken over de meting, versie 2”.",
        "Version 2 of the agreement on the survey came into force.",
        "Version 2 of the agreement took effect: rhythm from every month a twelfth of the staff to every quarter a "
        "quarter of the staff; smallest number of answers in a figure from 5 to 6.",
    ]
