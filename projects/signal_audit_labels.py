"""What the audit log says about signals and figures of HR."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import SignalSource
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.audit_labels import register_labels


def _imported(entry: AuditEntry) -> str:
    return _(
        "Brought in figures with the file “%(subject)s”: %(added)s added, %(changed)s changed, "
        "%(left_out)s lines left out."
    ) % {"subject": entry.subject, **entry.details}


def _added(entry: AuditEntry) -> str:
    return _("Wrote down a signal (%(source)s) in the project “%(subject)s”.") % _signal(entry)


def _changed(entry: AuditEntry) -> str:
    return _("Changed a signal (%(source)s) of the project “%(subject)s”.") % _signal(entry)


def _removed(entry: AuditEntry) -> str:
    return _("Removed a signal (%(source)s) of the project “%(subject)s”.") % _signal(entry)


def _signal(entry: AuditEntry) -> dict[str, str]:
    return {"subject": entry.subject, "source": str(SignalSource(entry.details["source"]).label)}


def _early(entry: AuditEntry) -> str:
    if entry.subject:
        return _("Answered an early signal of staff, and made it a signal of “%(subject)s”.") % {
            "subject": entry.subject
        }
    return _("Answered an early signal of staff.")


def register_all() -> None:
    """Add these sentences."""
    register_labels(
        {
            "projects.figure_added": gettext_lazy("Wrote down a figure of HR: %(subject)s."),
            "projects.figure_changed": gettext_lazy("Corrected a figure of HR: %(subject)s."),
            "projects.figure_removed": gettext_lazy("Removed a figure of HR: %(subject)s."),
            "projects.figures_imported": _imported,
            "projects.figures_undone": gettext_lazy("Undid the file with figures “%(subject)s”."),
            "projects.references_filled": gettext_lazy("Put the first reference values beside the figures."),
            "projects.reference_added": gettext_lazy("Added a reference value: %(subject)s, %(value)s."),
            "projects.reference_changed": gettext_lazy(
                "Changed a reference value: %(subject)s, from %(before)s to %(after)s."
            ),
            "projects.reference_removed": gettext_lazy("Removed a reference value: %(subject)s, %(value)s."),
            "projects.signal_added": _added,
            "projects.signal_changed": _changed,
            "projects.signal_removed": _removed,
            "projects.early_handled": _early,
        }
    )
