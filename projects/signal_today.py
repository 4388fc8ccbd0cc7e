"""What waits because staff noticed something early: for HR and the works council at the same moment."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.queries.signals import early_waiting
from projects.signal_permissions import deal_with_early
from werkdruk.core.agenda import Todo
from werkdruk.organisations.models import Membership


def todos(member: Membership, today: date) -> Iterator[Todo]:
    """Early signals that nobody has dealt with yet (one query)."""
    if not deal_with_early(member, None):
        return
    count = early_waiting().count()
    if count:
        yield Todo(
            title=_("Staff noticed something"),
            detail=ngettext(
                "One early signal waits for an answer.", "%(count)s early signals wait for an answer.", count
            )
            % {"count": count},
            url=reverse("projects:early_list", args=[member.organisation.slug]),
            button=_("Read what they noticed"),
            due=None,
            kind="give",
        )
