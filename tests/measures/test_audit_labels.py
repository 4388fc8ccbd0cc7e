"""Every audit code of measures and policy reads as a sentence."""

import re
from pathlib import Path

from django.conf import settings
from django.utils.translation import override

from measures import actions
from tests.cast import Zandbak
from tests.measures.routes import make_action, make_measure
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.audit_labels import known_codes, sentence


def test_every_code_has_a_sentence() -> None:
    code = {f"measures.{name}" for name in re.findall(r'_record\("(\w+)"', _source("measures"))}
    code |= set(re.findall(r'audit\.record\(\s*"([\w.]+)"', _source("policy") + _source("measures")))
    code |= {"measures.offer_ended", "measures.offer_restored"}
    assert len(code) == 26
    assert code - known_codes() == set()


def _source(app: str) -> str:
    folder = Path(settings.BASE_DIR) / app
    return "\n".join(file.read_text() for file in sorted((folder / "actions").glob("*.py")))


def test_a_change_of_state_in_words(zandbak: Zandbak) -> None:
    with zandbak.scope(), override("en"):
        measure = make_measure(zandbak.team)
        actions.set_measure_state(actor=None, measure=measure, state="under_way")
        actions.set_action_state(actor=None, action=make_action(measure), state="busy")
        said = [
            sentence(entry) for entry in AuditEntry.objects.filter(action__endswith="_state").order_by("at")
        ]
    assert said == [
        "“Vaste pauze” went from planned to under way.",
        "“Rooster ophangen” went from open to busy.",
    ]
