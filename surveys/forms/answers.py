"""An employee's answers, parsed by hand: a page without widgets is rendered once a wave and sent as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from surveys.domain.seal import OPEN_ANSWER_LENGTH, clean_open_answer
from surveys.models import Item, ItemKind

RATHER_NOT = "x"
# Two open answers of 1,000 characters take 24,000 bytes at most, written as %F0%9F%8C%BB; the rest is small.
MOST_BYTES = 64 * 1024
MOST_FIELDS = 200


class TooLarge(ValueError):
    """More was sent than any filled-in form holds; nothing of it was read."""


class Unreadable(ValueError):
    """What came in is cut short, or no form in UTF-8."""


def read_form(request: HttpRequest) -> Mapping[str, str]:
    """The posted fields; of a field that was sent twice, the last. Raises `TooLarge` or `Unreadable`.

    A sheet that lost its end on the way would be stored without its last answers, so the length is compared. No
    browser sends a form without saying its length.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or "HTTP_TRANSFER_ENCODING" in request.META:
        raise Unreadable
    if int(length) > MOST_BYTES:
        raise TooLarge
    try:
        body = request.body
        if len(body) != int(length):
            raise Unreadable
        if request.content_type == "multipart/form-data":
            return request.POST
        return dict(parse_qsl(body.decode(), errors="strict", max_num_fields=MOST_FIELDS))
    except (OSError, ValueError, BadRequest, SuspiciousOperation, MultiPartParserError) as broken:
        raise Unreadable from broken


@dataclass
class ParsedAnswers:
    """What was sent: answers by item code (None for "rather not say"), open answers, and what is wrong."""

    answers: dict[str, int | None] = field(default_factory=dict)
    open_answers: dict[str, str] = field(default_factory=dict)
    # Item code → what is wrong with it; "" for the sheet as a whole.
    errors: dict[str, str] = field(default_factory=dict)
    # Item code → what was typed or chosen, to be shown again.
    typed: dict[str, str] = field(default_factory=dict)


def parse_answers(data: Mapping[str, str], items: Sequence[Item]) -> ParsedAnswers:
    """Read the answers to `items` from posted `data`; anything else that was posted is ignored."""
    parsed = ParsedAnswers()
    for item in items:
        value = data.get(item.key, "")
        if value:
            parsed.typed[item.key] = value
        if item.kind == ItemKind.OPEN:
            text = clean_open_answer(value)
            if len(text) > OPEN_ANSWER_LENGTH:
                parsed.errors[item.key] = _(
                    "This is %(count)s characters. Shorten it to %(most)s at most."
                ) % {
                    "count": len(text),
                    "most": OPEN_ANSWER_LENGTH,
                }
            elif text:
                parsed.open_answers[item.key] = text
        elif value == RATHER_NOT:
            parsed.answers[item.key] = None
        elif value in ("1", "2", "3", "4", "5"):
            parsed.answers[item.key] = int(value)
        elif value:
            parsed.errors[item.key] = _("Choose one of the answers.")
    if not parsed.errors and not parsed.answers and not parsed.open_answers:
        parsed.errors[""] = _(
            "You have not answered anything yet. Nothing was sent, and your link still works."
        )
    return parsed
