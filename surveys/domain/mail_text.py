"""An organisation's own mail: which placeholders there are, what is wrong with a text, and filling it in."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.domain.mailing import MailKind

LONGEST_SUBJECT = 120
LONGEST_BODY = 3000
_EVERYWHERE = ("organisation", "contact")
PLACEHOLDERS: Mapping[MailKind, tuple[str, ...]] = {
    MailKind.ANNOUNCEMENT: (*_EVERYWHERE, "opens_on", "closes_on", "minutes"),
    MailKind.INVITATION: (*_EVERYWHERE, "link", "closes_on", "minutes"),
    MailKind.REMINDER: (*_EVERYWHERE, "link", "closes_on", "minutes"),
    MailKind.CLOSING: _EVERYWHERE,
}
NEEDS_LINK = frozenset({MailKind.INVITATION, MailKind.REMINDER})
_BRACES = re.compile(r"\{([^{}]*)\}")
# What a mail program makes a link of, whether or not it says http.
_ADDRESS = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>()\"']+|\b(?:javascript|data|vbscript):\S*")
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
        if any(_is_hidden(letter, lines=field == "body") for letter in text):
            yield Problem(field, "hidden")
        for address in _ADDRESS.findall(text):
            found = _HOST.match(address)
            if field == "subject" or found is None or found.group(1).lower() != host.lower():
                yield Problem(field, "foreign", address[:80])
    if "{link}" in subject:
        yield Problem("subject", "link_in_subject")
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
    """`line` cut at each placeholder ``{link}``, which comes as a piece of its own."""
    return [piece for piece in re.split(r"(\{link\})", line) if piece]


def _is_hidden(letter: str, *, lines: bool) -> bool:
    """Line ends where there is one line, control characters, and what turns or hides text."""
    if lines and letter in "\r\n\t":
        return False
    return unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and letter != "\u200d"
