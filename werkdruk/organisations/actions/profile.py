"""The organisation's own particulars."""

from typing import Any

from django.utils.translation import gettext as _

from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.domain.plain_text import leads_away
from werkdruk.organisations.models import Membership, Organisation, Representation, Role


def change_profile(*, actor: Membership, organisation: Organisation, **fields: Any) -> Organisation:
    """Change name, sector, representation or the name of the coordinator's role; the log tells which.

    While the works council has members it cannot be said that nobody speaks for the staff: HR would take its key.
    """
    nobody = fields.get("representation") == Representation.NONE
    if nobody and Membership.objects.active().with_role(Role.WORKS_COUNCIL).exists():
        raise Refused(
            _("Somebody speaks for the staff here: the works council has members. Their key stays with them.")
        )
    for text in (str(fields.get(name, "")) for name in ("name", "coordinator_title")):
        if leads_away(text, lines=False):
            raise Refused(
                _(
                    "This name holds an address of a website, or letters that nobody sees. It stands in every mail."
                )
            )
    organisation = Organisation.objects.select_for_update(no_key=True).get(id=organisation.id)
    changed = {name: str(new) for name, new in fields.items() if getattr(organisation, name) != new}
    for name, new in fields.items():
        setattr(organisation, name, new)
    organisation.save()
    if changed:
        audit.record("organisations.profile_changed", actor=actor, subject=organisation.name, changed=changed)
    return organisation
