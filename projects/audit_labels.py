"""What the audit log says about projects."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects import papers_audit_labels, rounds_audit_labels
from projects.models import Attitude
from projects.words.kickoff import party_name
from projects.words.steps import TITLES
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.audit_labels import register_labels


def _step(entry: AuditEntry) -> dict[str, str]:
    number = entry.details.get("step", 0)
    title = TITLES.get(number, "")
    reason = entry.details.get("reason", "")
    return {"subject": entry.subject, "step": f"{number}. {title}", "reason": reason}


def _step_begun(entry: AuditEntry) -> str:
    return _("Began step %(step)s of the project “%(subject)s”.") % _step(entry)


def _step_done(entry: AuditEntry) -> str:
    return _("Finished step %(step)s of the project “%(subject)s”.") % _step(entry)


def _step_skipped(entry: AuditEntry) -> str:
    return _("Skipped step %(step)s of the project “%(subject)s”: %(reason)s") % _step(entry)


def _step_reopened(entry: AuditEntry) -> str:
    return _("Opened step %(step)s of the project “%(subject)s” again.") % _step(entry)


def _stand_taken(entry: AuditEntry) -> str:
    return _("Wrote down how %(party)s looks at the goals of “%(subject)s”: %(position)s.") % {
        "party": party_name(entry.details["party"], entry.organisation).lower(),
        "subject": entry.subject,
        "position": Attitude(entry.details["position"]).label,
    }


def register_all() -> None:
    """Add this app's sentences."""
    rounds_audit_labels.register_all()
    papers_audit_labels.register_all()
    register_labels(
        {
            "projects.project_created": gettext_lazy("Started the project “%(subject)s”."),
            "projects.project_taken_back": gettext_lazy(
                "Took back the start of the project “%(subject)s”: nothing was done in it yet."
            ),
            "projects.project_changed": gettext_lazy("Changed the project “%(subject)s”."),
            "projects.project_closed": gettext_lazy("Closed the project “%(subject)s”."),
            "projects.contact_changed": gettext_lazy(
                "Changed the contact person of %(unit)s in the project “%(subject)s”."
            ),
            "projects.step_begun": _step_begun,
            "projects.step_done": _step_done,
            "projects.step_skipped": _step_skipped,
            "projects.step_reopened": _step_reopened,
            "projects.kickoff_item_changed": gettext_lazy(
                "Filled in point %(item)s of the kick-off of “%(subject)s”."
            ),
            "projects.kickoff_item_done": gettext_lazy(
                "Ticked off point %(item)s of the kick-off of “%(subject)s”."
            ),
            "projects.kickoff_item_waived": gettext_lazy(
                "Called point %(item)s of the kick-off of “%(subject)s” not needed: %(reason)s"
            ),
            "projects.kickoff_item_reopened": gettext_lazy(
                "Opened point %(item)s of the kick-off of “%(subject)s” again."
            ),
            "projects.stand_taken": _stand_taken,
            "projects.goal_added": gettext_lazy("Added a goal to the plan of “%(subject)s”."),
            "projects.goal_changed": gettext_lazy("Changed a goal in the plan of “%(subject)s”."),
            "projects.goal_removed": gettext_lazy(
                "Took the goal “%(outcome)s” out of the plan of “%(subject)s”."
            ),
            "projects.measure_linked": gettext_lazy(
                "Put the measure “%(title)s” in the plan of “%(subject)s”."
            ),
            "projects.measure_unlinked": gettext_lazy(
                "Took the measure “%(title)s” out of the plan of “%(subject)s”."
            ),
            "projects.plan_document_started": gettext_lazy("Asked for the plan of “%(subject)s” as PDF."),
            "projects.plan_document_made": gettext_lazy(
                "Made version %(number)s of the plan of “%(subject)s”."
            ),
        }
    )
