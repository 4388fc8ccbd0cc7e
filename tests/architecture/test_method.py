"""Every item of the method has a place in the product: the table names pages that exist."""

import re
from pathlib import Path

from django.conf import settings
from django.urls import URLResolver, get_resolver

TABLE = Path(settings.BASE_DIR) / "docs/method.md"
ROW = re.compile(r"^\| ([0-9A-Z]\.\d+[a-z]?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def _names(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> set[str]:
    found = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            found |= _names(one, (*spaces, one.namespace) if one.namespace else spaces)
        else:
            found.add(":".join((*spaces, one.name or "")))
    return found


def test_every_item_names_pages_that_exist() -> None:
    rows = ROW.findall(TABLE.read_text(encoding="utf-8"))
    named = {item: re.findall(r"`([\w:]+)`", pages) for item, _what, _where, pages in rows}
    assert [item for item, pages in named.items() if not pages] == []
    known = _names(get_resolver())
    assert {page for pages in named.values() for page in pages} - known == set()


def test_no_item_is_missing_and_none_stands_twice() -> None:
    items = [item for item, *_rest in ROW.findall(TABLE.read_text(encoding="utf-8"))]
    wanted = [f"0.{n}" for n in range(1, 4)] + [f"1.{n}" for n in range(1, 10)]
    wanted += [f"2.{n}" for n in range(1, 13)] + [f"3.{n}" for n in range(1, 6)]
    wanted += [f"4.{n}" for n in range(1, 7)] + [f"5.{n}" for n in range(1, 4)]
    wanted += [f"6.{n}" for n in range(1, 7)] + [f"7.{n}" for n in range(1, 5)]
    wanted += ["K.0", "K.1", *(f"K.1{letter}" for letter in "abcdefg"), *(f"K.{n}" for n in range(2, 6))]
    wanted += ["P.1", "P.2", "P.3a", "P.3b", "P.3c", "P.4a", "P.4b", "P.4c", "P.5a", "P.5b", "P.5c"]
    wanted += ["P.6a", "P.6b", *(f"A.{n}" for n in range(1, 5)), *(f"C.{n}" for n in range(1, 6))]
    assert items == wanted
