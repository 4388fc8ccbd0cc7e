"""What the audit log says about measures that are thought up and weighed."""

from django.utils.translation import gettext_lazy as _

from werkdruk.organisations.audit_labels import register_labels


def register_all() -> None:
    """Add these sentences."""
    register_labels(
        {
            "projects.proposal_added": _("Put forward the measure “%(title)s” in the project “%(subject)s”."),
            "projects.proposal_changed": _(
                "Changed the proposed measure “%(title)s” in the project “%(subject)s”."
            ),
            "projects.proposal_removed": _(
                "Removed the proposed measure “%(title)s” from the project “%(subject)s”."
            ),
            "projects.proposal_weighed_by_group": _(
                "Wrote down the participants' marks for “%(title)s” in “%(subject)s”:"
                " impact %(impact)s, effort %(effort)s."
            ),
            "projects.proposal_weighed_by_manager": _(
                "Gave the manager's marks for “%(title)s” in “%(subject)s”: impact %(impact)s, effort %(effort)s."
            ),
            "projects.proposal_later": _(
                "Put the proposed measure “%(title)s” of “%(subject)s” off: %(reason)s"
            ),
            "projects.proposal_back": _("Made “%(title)s” in “%(subject)s” an idea again."),
            "projects.proposal_chosen": _(
                "Chose the proposed measure “%(title)s” for the plan of “%(subject)s”."
            ),
            "projects.tackles_changed": _(
                "Changed what the measure “%(title)s” in the plan of “%(subject)s” tackles."
            ),
            "projects.weighing_begun": _(
                "Let participants of “%(subject)s” weigh %(proposals)s measures by phone."
            ),
            "projects.weighing_closed": _(
                "Closed the weighing by phone in “%(subject)s”: %(phones)s phones took part."
            ),
        }
    )
