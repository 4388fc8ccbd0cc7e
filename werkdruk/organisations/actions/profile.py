"""The organisation's own particulars."""

from typing import Any

from werkdruk.core import audit
from werkdruk.organisations.models import Membership, Organisation


def change_profile(*, actor: Membership, organisation: Organisation, **fields: Any) -> Organisation:
    """Change name, sector, representation or the name of the coordinator's role; the log tells which."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(id=organisation.id)
    changed = {name: str(new) for name, new in fields.items() if getattr(organisation, name) != new}
    for name, new in fields.items():
        setattr(organisation, name, new)
    organisation.save()
    if changed:
        audit.record("organisations.profile_changed", actor=actor, subject=organisation.name, changed=changed)
    return organisation
