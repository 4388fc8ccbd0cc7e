"""What the audit log says about the policy."""

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


def register_all() -> None:
    """Add this app's sentences."""
    register_labels(
        {
            "policy.chapter_written": _written,
            "policy.version_saved": gettext_lazy("Saved version %(number)s of the policy."),
        }
    )
