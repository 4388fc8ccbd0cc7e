"""What of the organisation waits for a member."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from werkdruk.core import agenda
from werkdruk.core.permissions import allowed
from werkdruk.organisations.actions.council import may_confirm
from werkdruk.organisations.models import CouncilRequest


def todos(member: Any, today: date) -> Iterable[agenda.Todo]:
    """Whoever wants to come into the works council."""
    if not allowed("organisations.council", member):
        return
    waiting = list(CouncilRequest.objects.waiting().select_related("membership__user"))
    if waiting and may_confirm(member):
        for one in waiting:
            yield agenda.Todo(
                title=_("%(name)s wants to come into the works council") % {"name": one.membership.user},
                detail=_("HR asked for it. Do you confirm that this person is in it?"),
                url=reverse("organisations:council_list", args=[member.organisation.slug]),
                button=_("Look at it"),
                kind="give",
            )
