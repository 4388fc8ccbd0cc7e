"""The audit log in plain sentences: each app adds a sentence for every action code that it records."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from werkdruk.core.models import AuditEntry
from werkdruk.organisations.models import Role

# A sentence may name %(subject)s and every key of the entry's details; a callable makes its own.
Label = Any
_labels: dict[str, Label] = {}


class _Details(dict):
    """Details of an entry for filling in: what an older entry does not have stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def register_labels(labels: Mapping[str, Label | Callable[[AuditEntry], str]]) -> None:
    """Add the sentences of an app, by action code."""
    twice = _labels.keys() & labels.keys()
    if twice:
        raise ValueError(f"These action codes have a sentence already: {sorted(twice)}")
    _labels.update(labels)


def sentence(entry: AuditEntry) -> str:
    """What an entry tells, in the reader's language; an unknown code as it is."""
    label = _labels.get(entry.action)
    if label is None:
        return f"{entry.action} {entry.subject}".strip()
    details = _Details(entry.details, subject=entry.subject)
    told = label(entry) if callable(label) else str(label) % details
    # What is quoted may end with its own full stop.
    return told.replace(".”.", ".”")


def codes_saying(words: str) -> list[str]:
    """The action codes whose sentence holds `words`, in the reader's language."""
    wanted = words.casefold()
    return [
        code for code, label in _labels.items() if not callable(label) and wanted in str(label).casefold()
    ]


def known_codes() -> set[str]:
    """Every code that has a sentence."""
    return set(_labels)


def _roles(names: list[str]) -> str:
    labels = dict(Role.choices)
    return ", ".join(str(labels.get(name, name)) for name in names)


def _invited(entry: AuditEntry) -> str:
    return str(_("Invited %(subject)s as %(roles)s.")) % {
        "subject": entry.subject,
        "roles": _roles(entry.details.get("roles", [])),
    }


def _roles_changed(entry: AuditEntry) -> str:
    return str(_("Changed the roles of %(subject)s from %(before)s to %(roles)s.")) % {
        "subject": entry.subject,
        "before": _roles(entry.details.get("before", [])),
        "roles": _roles(entry.details.get("roles", [])),
    }


def _imported(entry: AuditEntry) -> str:
    numbers = {
        name: entry.details.get(name, 0)
        for name in ("added", "changed", "ended", "moved", "new_address", "do_not_invite", "refused")
    }
    return str(
        _(
            "Applied the staff file %(file)s: %(added)s added, %(changed)s changed (%(moved)s to another unit, "
            "%(new_address)s with a new e-mail address), %(ended)s ended, %(do_not_invite)s switched on or off "
            "“do not invite”, %(refused)s lines refused."
        )
    ) % {"file": entry.subject, **numbers}


def _staff_changed(entry: AuditEntry) -> str:
    count = entry.details.get("count", 1)
    words = ngettext(
        "Changed %(count)s person on the staff", "Changed %(count)s people on the staff", count
    ) % {"count": count}
    more = []
    if entry.details.get("moved"):
        more.append(str(_("another unit")))
    if entry.details.get("new_address"):
        more.append(str(_("another e-mail address")))
    return f"{words}: {', '.join(more)}." if more else f"{words}."


def _leavers_forgotten(entry: AuditEntry) -> str:
    count = entry.details.get("count", 1)
    words = ngettext(
        "Deleted %(count)s person who left more than a month ago.",
        "Deleted %(count)s people who left more than a month ago.",
        count,
    )
    return words % {"count": count}


register_labels(
    {
        "organisations.profile_changed": _("Changed the organisation's profile."),
        "organisations.staff_imported": _imported,
        "organisations.staff_import_undone": _("Undid the staff file %(subject)s."),
        "organisations.staff_added": _("Added %(count)s person to the staff."),
        "organisations.staff_changed": _staff_changed,
        "organisations.staff_ended": _("Ended the service of %(count)s person."),
        "organisations.staff_returned": _("Took %(count)s person back on the staff."),
        "organisations.staff_do_not_invite": _("Switched on “do not invite” for %(count)s person."),
        "organisations.staff_invite_again": _("Switched off “do not invite” for %(count)s person."),
        "organisations.leavers_forgotten": _leavers_forgotten,
        "organisations.unit_added": _("Added the unit %(subject)s."),
        "organisations.unit_renamed": _("Gave the unit %(subject)s the name %(name)s."),
        "organisations.unit_moved": _("Moved the unit %(subject)s to another place in the tree."),
        "organisations.unit_archived": _("Archived the unit %(subject)s."),
        "organisations.member_invited": _invited,
        "organisations.invitation_sent_again": _("Sent the invitation to %(subject)s again."),
        "organisations.invitation_withdrawn": _("Withdrew the invitation to %(subject)s."),
        "organisations.member_joined": _("%(subject)s accepted the invitation."),
        "organisations.roles_changed": _roles_changed,
        "organisations.member_ended": _("Ended the membership of %(subject)s."),
        "organisations.works_council_asked": _(
            "Asked for %(subject)s in the works council; that waits for confirmation."
        ),
        "organisations.works_council_declined": _("Kept %(subject)s out of the works council."),
        "organisations.works_council_first": _(
            "%(subject)s came in as the first member of the works council."
        ),
        "organisations.works_council_joined": _("%(subject)s came into the works council."),
    }
)
