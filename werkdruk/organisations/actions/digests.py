"""What members choose about their weekly mail."""

from werkdruk.organisations.models import Membership


def change_digest(*, actor: Membership, digest: bool, digest_day: int) -> Membership:
    """Whether `actor` gets a mail a week with what needs them, and on which day (0 is Monday).

    It is their own choice, and nobody else's business: the log does not tell it.
    """
    member = Membership.objects.select_for_update(of=("self",), no_key=True).get(id=actor.id)
    member.digest, member.digest_day = digest, digest_day
    member.save(update_fields=["digest", "digest_day"])
    return member


def stop_digest(*, actor: Membership) -> Membership:
    """No weekly mail any more; the day is kept for when `actor` wants it again."""
    return change_digest(actor=actor, digest=False, digest_day=actor.digest_day)
