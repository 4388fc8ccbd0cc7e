"""What the audit log says about the kick-off as a meeting, about news and about papers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import PaperKind
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.audit_labels import register_labels


def _paper_started(entry: AuditEntry) -> str:
    return _("Asked for a paper: %(paper)s.") % {"paper": _paper(entry)}


def _paper_made(entry: AuditEntry) -> str:
    return _("Made version %(number)s of a paper: %(paper)s.") % {
        "number": entry.details.get("number", ""),
        "paper": _paper(entry),
    }


def _paper(entry: AuditEntry) -> str:
    kind = PaperKind(entry.details["kind"]).label
    return f"{kind}, “{entry.subject}”" if entry.subject else str(kind)


def register_all() -> None:
    """Add these sentences."""
    register_labels(
        {
            "projects.kickoff_meeting_planned": gettext_lazy(
                "Planned the kick-off of “%(subject)s” on %(on)s."
            ),
            "projects.kickoff_participant_added": gettext_lazy(
                "Put somebody on the list for the kick-off of “%(subject)s”."
            ),
            "projects.kickoff_participant_removed": gettext_lazy(
                "Took somebody off the list for the kick-off of “%(subject)s”."
            ),
            "projects.kickoff_invited": gettext_lazy(
                "Sent invitations to the kick-off of “%(subject)s”: %(people)s."
            ),
            "projects.kickoff_presence": gettext_lazy(
                "Wrote down who came to the kick-off of “%(subject)s”."
            ),
            "projects.kickoff_minutes_written": gettext_lazy(
                "Wrote down what was said at the kick-off of “%(subject)s”."
            ),
            "projects.kickoff_action_added": gettext_lazy(
                "Agreed at the kick-off of “%(subject)s”: %(agreed)s"
            ),
            "projects.news_written": gettext_lazy("Wrote news of “%(subject)s”: “%(title)s”."),
            "projects.news_changed": gettext_lazy("Changed news of “%(subject)s”: “%(title)s”."),
            "projects.news_published": gettext_lazy(
                "Put news of “%(subject)s” on the page for all staff: “%(title)s”."
            ),
            "projects.news_withdrawn": gettext_lazy("Withdrew news of “%(subject)s”: “%(title)s”."),
            "projects.statement_given": gettext_lazy("Said openly how management looks at “%(subject)s”."),
            "projects.statement_withdrawn": gettext_lazy(
                "Took back what management said about “%(subject)s”."
            ),
            "projects.paper_started": _paper_started,
            "projects.paper_made": _paper_made,
        }
    )
