"""The statements of a short poll: ours, the same for every project, about a measure or about the whole."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.domain.poll import Reply

# Of these an organisation chooses three at most; the words are part of what the answers mean, so nobody changes them.
STATEMENTS: dict[str, Any] = {
    "notice": _("I notice a difference in my work."),
    "works": _("The agreement works for me."),
    "lighter": _("My workload is better in balance than before."),
    "heard": _("I could say what I think about it."),
    "keep": _("I would like us to go on with it."),
}

REPLIES: dict[Reply, Any] = {Reply.YES: _("yes"), Reply.PARTLY: _("partly"), Reply.NO: _("no")}


def statement_text(code: str) -> str:
    """The words of a statement; a code that we no longer have keeps itself."""
    return str(STATEMENTS.get(code, code))
