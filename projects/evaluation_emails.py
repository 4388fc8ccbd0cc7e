"""The mail to who promised to tell staff what came out of an evaluation."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from projects.actions.evaluating import REPORT_MAIL
from projects.models import Evaluation
from werkdruk.core import mail
from werkdruk.organisations import member_mails
from werkdruk.organisations.models import Membership


def report_mail(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """Today staff hear what came out; None once they were told, or when it is somebody else's by now."""
    evaluation = (
        Evaluation.objects.select_related("project__leader")
        .filter(id=payload["evaluation"], reported_at__isnull=True)
        .first()
    )
    if evaluation is None or (evaluation.reporter or evaluation.project.leader) != member:
        return None
    path = reverse("projects:evaluation", args=[member.organisation.slug, evaluation.project_id])
    context = {
        "organisation": member.organisation,
        "member": member,
        "evaluation": evaluation,
        "project": evaluation.project,
        "mine": evaluation.reporter_id == member.id,
        "link": f"{settings.BASE_URL}{path}#report",
    }
    return mail.message("projects/report_back", context, to=member.user.email)


def register_all() -> None:
    """Say how this mail is written."""
    member_mails.register(REPORT_MAIL, report_mail)
