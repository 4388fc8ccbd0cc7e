"""What the audit log says about the policy, and about requests to endorse."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.questions import chapter
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.audit_labels import register_labels


def _written(entry: AuditEntry) -> str:
    written = chapter(entry.details.get("chapter", ""))
    return _("Wrote the chapter “%(title)s” of the policy.") % {
        "title": written.title if written else entry.subject
    }


def _about(words: Any) -> Any:
    """A sentence that names its request, and the document where it is about one."""

    def sentence(entry: AuditEntry) -> str:
        return str(words) % {"subject": entry.subject, "name": entry.details.get("name", "")}

    return sentence


def register_all() -> None:
    """Add this app's sentences."""
    register_labels(
        {
            "policy.chapter_written": _written,
            **{
                f"policy.endorsement_{key}": _about(words)
                for key, words in {
                    "made": gettext_lazy("Wrote a request to endorse: “%(subject)s”."),
                    "changed": gettext_lazy("Changed the draft of a request to endorse: “%(subject)s”."),
                    "asked": gettext_lazy("Sent a request to endorse: “%(subject)s”."),
                    "consulted": gettext_lazy("Wrote down a talk about the request “%(subject)s”."),
                    "endorsed": gettext_lazy("Endorsed “%(subject)s”."),
                    "conditions": gettext_lazy("Endorsed “%(subject)s” with conditions."),
                    "refused": gettext_lazy("Did not endorse “%(subject)s”."),
                    "decided": gettext_lazy("Decided to carry out “%(subject)s”."),
                    "dropped": gettext_lazy("Decided not to carry out “%(subject)s”."),
                    "withdrawn": gettext_lazy("Took back the request “%(subject)s”."),
                }.items()
            },
            "policy.document_added": _about(gettext_lazy("Added “%(name)s” to the request “%(subject)s”.")),
            "policy.document_removed": _about(
                gettext_lazy("Took “%(name)s” away from the request “%(subject)s”.")
            ),
            "policy.version_saved": gettext_lazy("Saved version %(number)s of the policy."),
        }
    )
