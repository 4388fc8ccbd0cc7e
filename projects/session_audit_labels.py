"""What the audit log says about sessions, causes and the map."""

from django.utils.translation import gettext_lazy as _

from werkdruk.organisations.audit_labels import register_labels


def register_all() -> None:
    """Add these sentences."""
    register_labels(
        {
            "projects.session_planned": _("Planned the session “%(title)s” in the project “%(subject)s”."),
            "projects.session_changed": _("Changed the session “%(title)s” in the project “%(subject)s”."),
            "projects.session_cancelled": _(
                "Called off the session “%(title)s” in the project “%(subject)s”."
            ),
            "projects.session_invited": _(
                "Sent the invitation to the session “%(title)s” of “%(subject)s” to %(people)s people."
            ),
            "projects.session_script_changed": _(
                "Changed the script of the session “%(title)s” in the project “%(subject)s”."
            ),
            "projects.session_begun": _("Began the session “%(title)s” in the project “%(subject)s”."),
            "projects.session_ended": _(
                "Ended the session “%(title)s” in the project “%(subject)s”; %(present)s people came."
            ),
            "projects.session_left": _(
                "The session “%(title)s” in the project “%(subject)s” was ended: nobody had done so within a day."
            ),
            "projects.session_outcome_changed": _(
                "Changed what came out of the session “%(title)s” in the project “%(subject)s”."
            ),
            "projects.session_card_hidden": _(
                "Hid cards of the session “%(title)s” in “%(subject)s”: %(cards)s."
            ),
            "projects.session_card_shown": _(
                "Showed hidden cards of the session “%(title)s” in “%(subject)s” again: %(cards)s."
            ),
            "projects.session_exported": _(
                "Downloaded the board of the session “%(title)s” in the project “%(subject)s”."
            ),
            "projects.cause_added": _("Added the cause “%(title)s” to the project “%(subject)s”."),
            "projects.cause_changed": _("Changed the cause “%(title)s” in the project “%(subject)s”."),
            "projects.cause_removed": _("Removed the cause “%(title)s” from the project “%(subject)s”."),
            "projects.map_changed": _("Changed the map of causes and effects of “%(subject)s”."),
            "projects.quick_fix_agreed": _("Agreed at once in the project “%(subject)s”: %(fix)s"),
        }
    )
