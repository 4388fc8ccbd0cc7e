"""What the audit log says about rounds, how staff took part, and dates."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.words.steps import TITLES
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.audit_labels import register_labels


def _about(entry: AuditEntry) -> dict[str, str]:
    number = entry.details.get("step", 0)
    return {
        "subject": entry.subject,
        "step": f"{number}. {TITLES.get(number, '')}",
        "who": entry.details.get("who", ""),
    }


def _involvement_added(entry: AuditEntry) -> str:
    return _("Wrote down how %(who)s took part in step %(step)s of “%(subject)s”.") % _about(entry)


def _involvement_changed(entry: AuditEntry) -> str:
    return _("Changed how %(who)s took part in step %(step)s of “%(subject)s”.") % _about(entry)


def _involvement_removed(entry: AuditEntry) -> str:
    return _("Took out how %(who)s took part in step %(step)s of “%(subject)s”.") % _about(entry)


def register_all() -> None:
    """Add the sentences."""
    register_labels(
        {
            "projects.round_begun": gettext_lazy("Began round %(round)s of the project “%(subject)s”."),
            "projects.dates_planned": gettext_lazy("Planned the steps of the project “%(subject)s”."),
            "projects.calendar_made": gettext_lazy("Made an own calendar address."),
            "projects.calendar_stopped": gettext_lazy("Stopped the own calendar address."),
            "projects.involvement_added": _involvement_added,
            "projects.involvement_changed": _involvement_changed,
            "projects.involvement_removed": _involvement_removed,
        }
    )
