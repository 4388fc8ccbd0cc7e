"""Dutch is complete: every text of code and templates, collected anew, has a translation that is not a guess."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ["werkdruk", "measures", "policy", "surveys", "projects", "templates", "locale"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """The Dutch catalogue with everything that the sources say now."""
    copy = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "nl", "--no-obsolete", "--no-wrap"],
        cwd=copy,
        check=True,
        capture_output=True,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    return polib.pofile(str(copy / "locale/nl/LC_MESSAGES/django.po"))


def test_no_message_is_untranslated_or_fuzzy(catalogue: polib.POFile) -> None:
    assert len(catalogue) > 1000
    assert [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy] == []


def test_translations_keep_their_placeholders(catalogue: polib.POFile) -> None:
    wrong = []
    for entry in catalogue:
        wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
        texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        for text in texts:
            found = set(PLACEHOLDER.findall(text))
            # One form of a plural may say "one" in words.
            if found - wanted or (not entry.msgid_plural and found != wanted):
                wrong.append(entry.msgid)
    assert wrong == []


def test_dutch_says_je_and_shouts_nowhere(catalogue: polib.POFile) -> None:
    texts = [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in texts if "!" in text] == []
    assert [text for text in texts if re.search(r"\b[Uu]w?\b", text)] == []
