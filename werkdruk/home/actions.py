"""What happens by itself: the weekly mail with what needs somebody."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from werkdruk.core import agenda
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.actions.mails import pass_over, queue_mail
from werkdruk.organisations.models import MemberMail, Membership

DIGEST = "home.digest"
# Somebody who takes another day, or whose mail came late, does not get two within these days.
APART = timedelta(days=6)


def occasion(today: date) -> str:
    """The name of the week: nobody gets two digests in it."""
    year, week, _day = today.isocalendar()
    return f"digest-{year}-W{week:02}"


def members_due(today: date) -> QuerySet[Membership]:
    """Members whose day has come this week and who had no digest lately; a late run catches up."""
    asked = MemberMail.objects.filter(once=occasion(today)).values("membership")
    due = Membership.objects.active().filter(digest=True, digest_day__lte=today.weekday())
    return due.exclude(digest_on__gt=today - APART).exclude(id__in=asked).order_by("id")


def queue_digest(*, organisation_id: UUID, member_id: UUID, today: date) -> bool:
    """Let one member get the digest of this week, where something waits for them; whether it was put in the outbox.

    Safe to run twice and at once. Who had nothing to be told on their day is left alone until the next week.
    """
    with tenant_scope(organisation_id):
        member = (
            members_due(today)
            .select_for_update(of=("self",), skip_locked=True, no_key=True)
            .select_related("user", "organisation")
            .filter(id=member_id)
            .first()
        )
        if member is None:
            return False
        if not agenda.todos(member, today):
            pass_over(member, DIGEST, occasion(today))
            return False
        queue_mail([member], DIGEST, occasion(today))
        member.digest_on = today
        member.save(update_fields=["digest_on"])
        return True
