"""What the audit log says about evaluations and short polls."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import Reached
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.audit_labels import register_labels


def _verdict_given(entry: AuditEntry) -> str:
    reached = entry.details.get("reached", "")
    if not reached:
        return _("Wrote in the evaluation of “%(subject)s”.") % {"subject": entry.subject}
    return _("Gave the verdict on “%(subject)s”: %(reached)s.") % {
        "subject": entry.subject,
        "reached": Reached(reached).label,
    }


def register_all() -> None:
    """Add these sentences to those of the app."""
    register_labels(
        {
            "projects.measure_evaluated": gettext_lazy(
                "Looked back on the measure “%(title)s” in the evaluation of “%(subject)s”."
            ),
            "projects.verdict_given": _verdict_given,
            "projects.reported_back": gettext_lazy(
                "Wrote down that staff were told what came out of “%(subject)s”."
            ),
            "projects.poll_asked": gettext_lazy("Opened a short poll in “%(subject)s”."),
            "projects.poll_closing_asked": gettext_lazy(
                "Closed the short poll in “%(subject)s” before its last day."
            ),
            "projects.poll_given_up": gettext_lazy(
                "Closed the short poll in “%(subject)s” without figures: it could not be counted."
            ),
            "projects.poll_closed": gettext_lazy(
                "The short poll in “%(subject)s” was counted; its answers are gone."
            ),
        }
    )
