"""What the audit log says about notes to all staff and the page they stand on."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.audit_labels import month_of
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.audit_labels import register_labels
from werkdruk.organisations.models import Party


def _about_note(words: Any) -> Any:
    """A sentence that names the month, and the side and the days where there are any."""

    def sentence(entry: AuditEntry) -> str:
        side = entry.details.get("side", "")
        told = str(words) % {
            "month": month_of(entry.subject),
            "side": dict(Party.choices).get(side, side),
            "days": entry.details.get("days", ""),
        }
        because = entry.details.get("because", "")
        return (
            _("%(sentence)s Reason: %(reason)s") % {"sentence": told, "reason": because} if because else told
        )

    return sentence


def register_all() -> None:
    """Add the sentences of this part to the register."""
    register_labels(
        {
            "surveys.note_drafted": _about_note(
                gettext_lazy("Made a draft of the note to all staff about %(month)s.")
            ),
            "surveys.note_drafted_anew": _about_note(
                gettext_lazy("Made the draft of the note about %(month)s anew from the decisions.")
            ),
            "surveys.note_changed": _about_note(
                gettext_lazy("Changed the text of the note to all staff about %(month)s.")
            ),
            "surveys.note_approved": _about_note(
                gettext_lazy("Approved the note to all staff about %(month)s: the key of %(side)s.")
            ),
            "surveys.note_approval_lapsed": _about_note(
                gettext_lazy(
                    "The approval of %(side)s of the note about %(month)s does not hold any more: the text changed."
                )
            ),
            "surveys.note_approval_taken_back": _about_note(
                gettext_lazy("Took the approval of the note about %(month)s back: the key of %(side)s.")
            ),
            "surveys.note_published": _about_note(
                gettext_lazy("Published the note to all staff about %(month)s, after %(days)s days.")
            ),
            "surveys.staff_page_changed": lambda entry: _("Changed the words on the page for all staff."),
            "surveys.staff_page_renewed": lambda entry: _("Gave the page for all staff another address."),
        }
    )
