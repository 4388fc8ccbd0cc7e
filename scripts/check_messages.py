"""Fail when a compiled translation (.mo) differs from its source (.po): the product reads only the former."""

import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def contents(entries: list[polib.POEntry]) -> dict[tuple[str | None, str, str], object]:
    """Every translated text by context, singular and plural."""
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural): entry.msgstr_plural or entry.msgstr
        for entry in entries
    }


def main() -> int:
    """0 when every catalogue is compiled and up to date."""
    stale = []
    catalogues = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    for path in catalogues:
        compiled = path.with_suffix(".mo")
        source = contents(polib.pofile(str(path)).translated_entries())
        if not compiled.exists() or contents(list(polib.mofile(str(compiled)))) != source:
            stale.append(path)
    for path in stale:
        print(f"{path.relative_to(ROOT)} is not compiled: run make messages")
    if not catalogues:
        print("There are no translations below locale/.")
    return 1 if stale or not catalogues else 0


if __name__ == "__main__":
    sys.exit(main())
