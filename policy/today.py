"""What of the requests to endorse waits for a member."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from policy.actions.endorsements import WAITING, may_answer
from policy.models import EndorsementRequest, EndorsementState
from policy.models.endorsements import ANSWERS
from policy.permissions import both_sides, may_edit
from werkdruk.core.agenda import Todo


def todos(member: Any, today: date) -> Iterable[Todo]:
    """Requests to answer, for who answers; answered ones to decide on and drafts to send, for who asked."""
    if not both_sides(member, None):
        return
    running = list(EndorsementRequest.objects.running())
    if not running:
        return
    answers, writes = may_answer(member), may_edit(member, None)
    for one in running:
        if one.state in WAITING and answers:
            detail, button = _("An intended decision waits for your answer in writing."), _("Read and answer")
            late = one.answer_by is not None and one.answer_by < today
            yield _todo(member, one, detail, button, "drain" if late else "give", one.answer_by)
        elif one.state in ANSWERS and writes:
            detail = _("The answer is there: %(state)s.") % {"state": one.get_state_display()}
            yield _todo(member, one, detail, _("Decide"), "give")
        elif one.state == EndorsementState.DRAFT and writes:
            yield _todo(
                member, one, _("This request is a draft. Nobody else sees it yet."), _("Go on"), "act"
            )


def _todo(
    member: Any, one: EndorsementRequest, detail: str, button: str, kind: str, due: date | None = None
) -> Todo:
    return Todo(
        title=_("Request to endorse: %(title)s") % {"title": one.title},
        detail=detail,
        url=reverse("policy:endorsement", args=[member.organisation.slug, one.id]),
        button=button,
        due=due,
        kind=kind,
    )
