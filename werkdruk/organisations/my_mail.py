"""The weekly mail of each organisation, for a person's account page."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from werkdruk.accounts.models import User
from werkdruk.core.tenancy import person_scope
from werkdruk.organisations.models import Membership, Organisation


def mail_rows(user: User) -> Iterable[dict[str, Any]]:
    """One row for each organisation that `user` works for: whether there is a weekly mail, and on which day."""
    with person_scope(user.id):
        members = {one.organisation_id: one for one in Membership.objects.of_person(user.id)}
    for organisation in Organisation.objects.filter(id__in=members).order_by("name"):
        member = members[organisation.id]
        day = WEEKDAYS[member.digest_day]
        yield {
            "kind": "act",
            "title": _("Weekly mail of %(name)s") % {"name": organisation.name},
            "text": _("On %(day)s, when something waits for you.") % {"day": day}
            if member.digest
            else _("Off."),
            "url": reverse("organisations:my_mail", args=[organisation.slug]),
            "action": _("Change"),
        }
