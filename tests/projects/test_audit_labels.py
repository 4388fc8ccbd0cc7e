"""Everything that projects record has a sentence."""

import re
from pathlib import Path

from django.utils import translation

import projects.actions
from projects import actions
from tests.cast import Zandbak
from tests.projects.scene import make_project
from werkdruk.core.models import AuditEntry
from werkdruk.organisations import audit_labels


def test_every_recorded_code_has_a_sentence() -> None:
    folder = Path(projects.actions.__file__).parent
    recorded = {
        f"projects.{what}"
        for file in folder.glob("*.py")
        for what in re.findall(r'\brecord\(\s*"(?:projects\.)?(\w+)"', file.read_text())
    }
    known = {code for code in audit_labels.known_codes() if code.startswith("projects.")}
    assert recorded == known


def test_the_sentences_name_the_step_and_the_party(zandbak: Zandbak) -> None:
    with zandbak.scope():
        project = make_project(zandbak)
        olaf = zandbak.member(zandbak.olaf)
        actions.skip_step(actor=olaf, project=project, number=2, reason="Bekend")
        actions.take_stand(actor=olaf, stand=project.stands.get(party="staff_council"), position="behind")
        entries = AuditEntry.objects.order_by("-at")[:2]
        with translation.override("en"):
            told = [audit_labels.sentence(entry) for entry in entries]
    assert told == [
        "Wrote down how works council looks at the goals of “Minder dubbel werk”: stands behind it.",
        "Skipped step 2. Deepen insight of the project “Minder dubbel werk”: Bekend",
    ]
