"""The demo's inbox: reads the messages that the demo's own mail server received. Exists in the demo only."""

import email
import re
from email import policy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from werkdruk.core.access import open_to_all

_NAME = re.compile(r"[A-Za-z0-9._-]+\.eml")
_URL = re.compile(r"https?://[^\s<>\"]+")


@open_to_all("the demo's mail belongs to nobody real")
def inbox(request: HttpRequest) -> HttpResponse:
    """The newest messages first, searchable by address."""
    wanted = request.GET.get("to", "").strip().lower()
    paths = sorted(settings.DEMO_MAIL_DIR.glob("*.eml"), reverse=True)
    if wanted:
        paths = [path for path in paths if wanted in str(_read(path)["to"]).lower()]
    page = Paginator(paths, 25).get_page(request.GET.get("page"))
    rows = [{"name": path.name, "mail": _read(path)} for path in page]
    return render(request, "home/mail_inbox.html", {"page_obj": page, "rows": rows, "wanted": wanted})


@open_to_all("the demo's mail belongs to nobody real")
def message(request: HttpRequest, name: str) -> HttpResponse:
    """One message as text, its links as links."""
    path = settings.DEMO_MAIL_DIR / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise Http404
    mail = _read(path)
    body = mail.get_body(("plain",))
    text = body.get_content() if body else ""
    return render(
        request,
        "home/mail_message.html",
        {"mail": mail, "paragraphs": [_pieces(line) for line in text.splitlines()]},
    )


def _read(path: Path) -> Any:
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def _pieces(line: str) -> list[dict[str, str]]:
    """`line` cut into plain text and links, in order."""
    pieces, at = [], 0
    for found in _URL.finditer(line):
        pieces += [{"text": line[at : found.start()]}, {"url": found.group()}]
        at = found.end()
    return [*pieces, {"text": line[at:]}]
