"""An organisation's own mail: which placeholders there are, what is wrong with a text, and filling it in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.domain.mailing import MailKind
from werkdruk.organisations.domain.plain_text import ADDRESS, is_hidden

LONGEST_SUBJECT = 120
LONGEST_BODY = 3000
_EVERYWHERE = ("organisation", "contact")
PLACEHOLDERS: Mapping[MailKind, tuple[str, ...]] = {
    MailKind.ANNOUNCEMENT: (*_EVERYWHERE, "opens_on", "closes_on", "minutes"),
    MailKind.INVITATION: (*_EVERYWHERE, "link", "closes_on", "minutes", "last_note"),
    MailKind.REMINDER: (*_EVERYWHERE, "link", "closes_on", "minutes", "last_note"),
    MailKind.CLOSING: _EVERYWHERE,
    MailKind.NOTE: (*_EVERYWHERE, "link", "note"),
}
NEEDS_LINK = frozenset({MailKind.INVITATION, MailKind.REMINDER, MailKind.NOTE})
# These tell what became of the last answers; where a text has no place for it, it comes below.
NAMES_LAST_NOTE = frozenset({MailKind.INVITATION, MailKind.REMINDER})
LAST_NOTE = "{last_note}"
# Whole lines and paragraphs: a subject cannot hold them.
_TEXT_ONLY = ("{link}", "{note}", LAST_NOTE)
_BRACES = re.compile(r"\{([^{}]*)\}")
_HOST = re.compile(r"(?i)^https?://([^/?#\s\\]+)")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in `field` ("subject" or "body"), with the piece of text that it is about."""

    field: str
    code: str
    piece: str = ""


def problems(kind: MailKind, subject: str, body: str, *, host: str) -> Iterator[Problem]:
    """Everything wrong with an own text; links may go to `host` only."""
    for field, text in (("subject", subject), ("body", body)):
        if not text.strip():
            yield Problem(field, "empty")
        for name in _BRACES.findall(text):
            if name not in PLACEHOLDERS[kind]:
                yield Problem(field, "unknown", "{" + name + "}")
        if any(is_hidden(letter, lines=field == "body") for letter in text):
            yield Problem(field, "hidden")
        for address in ADDRESS.findall(text):
            found = _HOST.match(address)
            if field == "subject" or found is None or found.group(1).lower() != host.lower():
                yield Problem(field, "foreign", address[:80])
    for piece in _TEXT_ONLY:
        if piece in subject:
            yield Problem("subject", "link_in_subject", piece)
    if "{note}" in body and not any(part == ["{note}"] for part in paragraphs(body)):
        yield Problem("body", "note_alone")
    if kind in NEEDS_LINK and "{link}" not in body:
        yield Problem("body", "no_link")
    if len(subject) > LONGEST_SUBJECT:
        yield Problem("subject", "long")
    if len(body) > LONGEST_BODY:
        yield Problem("body", "long")


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with its placeholders filled in; a value is never read for placeholders again."""
    return _BRACES.sub(lambda found: values.get(found.group(1), found.group(0)), text)


def paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph; an empty line parts paragraphs."""
    clean = text.replace("\r\n", "\n").strip()
    return [[line.strip() for line in part.split("\n")] for part in _PARAGRAPHS.split(clean) if part.strip()]


def pieces(line: str) -> list[str]:
    """`line` cut at each placeholder ``{link}`` and ``{last_note}``, which come as pieces of their own."""
    return [piece for piece in re.split(r"(\{link\}|\{last_note\})", line) if piece]


def about_last_note(kind: MailKind, body: str, *, exists: bool) -> str:
    """`body` with a place for what became of the last answers, where the mail tells that; without it before there
    was a note."""
    if kind not in NAMES_LAST_NOTE:
        return body
    if exists:
        return body if LAST_NOTE in body else f"{body.rstrip()}\n\n{LAST_NOTE}"
    return "\n".join(
        line.replace(LAST_NOTE, "").rstrip() for line in body.split("\n") if line.strip() != LAST_NOTE
    ).strip()
