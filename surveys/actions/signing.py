"""Signing a review: both sides under the same content; the second signature freezes it and makes the minutes."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from surveys.actions.minutes import ask_minutes
from surveys.actions.review_changes import about, lapse, locked, locked_to_change, mail_about, touch
from surveys.models import Review, ReviewAddendum, ReviewSignature
from surveys.queries.review_content import content_of, mark_of, record_of, shared_notes
from surveys.queries.reviews import decisions_of, members_in_reviews
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.actions.mails import queue_mail
from werkdruk.organisations.models import Membership, Party
from werkdruk.organisations.parties import nobody_speaks_for_staff, party_of, signs_for

SIGNED_MAIL = "surveys.review_signed"
ADDENDUM_MAIL = "surveys.review_addendum"


@transaction.atomic
def sign_review(*, actor: Membership, review: Review, mark: str, alone_because: str = "") -> Review:
    """Sign for the side of `actor` what was seen, by its `mark`; the second signature freezes the review.

    Where nobody speaks for the staff the employer signs alone, with a reason. Raises `Refused` for who signs for
    neither side, for a side that has signed, for another content than was seen, and once the review is signed.
    """
    review = locked_to_change(review)
    party = signs_for(actor)
    if party is None:
        raise Refused(_("Members of the works council and the executive sign."))
    content = content_of(review, decisions_of(review), shared_notes(review))
    stands = mark_of(content)
    signatures = {one.party: one for one in ReviewSignature.objects.filter(review=review, mark=stands)}
    if party in signatures:
        first = signatures[party]
        raise Refused(
            _("%(name)s signed for your side on %(day)s. One signature a side is enough.")
            % {"name": first.by_name, "day": date_format(timezone.localtime(first.at), "j F Y")}
        )
    if mark != stands:
        raise Refused(_("This review changed while you read. Look at what is new, and sign then."))
    alone = party == Party.EMPLOYER and nobody_speaks_for_staff(actor)
    if alone and not alone_because.strip():
        raise Refused(_("Nobody speaks for the staff here. Write down how staff were heard."))
    if any(one.by_id == actor.user_id for one in signatures.values()):
        raise Refused(_("You signed for the other side. Somebody else of your side signs."))
    lapse(review=review, actor=actor, mark=stands)
    signatures[party] = ReviewSignature.objects.create(
        review=review,
        party=party,
        by=actor.user,
        by_name=actor.user.name,
        role_name=actor.role_labels[:100],
        mark=stands,
        alone_because=alone_because.strip() if alone else "",
    )
    audit.record("surveys.review_signed_by_side", actor=actor, subject=party, **about(review))
    if alone or len(signatures) == len(Party):
        _complete(actor, review, content, sorted(signatures.values(), key=lambda one: one.at))
    touch(review)
    return review


@transaction.atomic
def take_back_signature(*, actor: Membership, review: Review) -> None:
    """Take one's own signature back until the other side signs. Raises `Refused` for somebody else's."""
    review = locked_to_change(review)
    found = ReviewSignature.objects.filter(review=review, by=actor.user).first()
    if found is None:
        raise Refused(_("Only who signed takes that signature back."))
    found.delete()
    audit.record("surveys.signature_taken_back", actor=actor, subject=found.party, **about(review))
    touch(review)


@transaction.atomic
def add_addendum(
    *, actor: Membership, review: Review, text: str, form_key: UUID | None = None
) -> ReviewAddendum:
    """Put something right in a signed review: it is added at the end, and the minutes are made anew.

    With `form_key`, a second call with the same key returns the first one's. Raises `Refused` without words, for who
    belongs to neither side, and while the review can still be changed itself.
    """
    review = locked(review)
    party = party_of(actor)
    if party is None:
        raise Refused(_("Works council, executive and HR write in a review."))
    if not review.is_signed:
        raise Refused(_("This review is not signed yet: change what it says instead."))
    if not text.strip():
        raise Refused(_("Write something first."))
    if form_key is not None:
        found = ReviewAddendum.objects.filter(form_key=form_key).first()
        if found is not None and found.review_id != review.id:
            raise Refused(_("This form was sent before, for something else. Load the page again."))
        if found is not None:
            return found
    last = ReviewAddendum.objects.filter(review=review).aggregate(last=Max("number"))["last"] or 0
    addendum = ReviewAddendum.objects.create(
        review=review,
        number=last + 1,
        party=party,
        by=actor.user,
        by_name=actor.user.name,
        text=text.strip(),
        form_key=form_key,
    )
    audit.record("surveys.review_addendum", actor=actor, subject=str(addendum.number), **about(review))
    ask_minutes(actor=actor, review=review)
    queue_mail(
        members_in_reviews(),
        ADDENDUM_MAIL,
        f"review-{review.id}-addendum-{addendum.number}",
        **mail_about(review, by=actor.user.name),
    )
    touch(review)
    return addendum


def _complete(actor: Membership, review: Review, content: dict, signatures: list[ReviewSignature]) -> None:
    """Both signed: keep the record, make the minutes, tell everybody."""
    review.record = record_of(review, content, signatures)
    review.signed_at = signatures[-1].at
    review.save(update_fields=["record", "signed_at"])
    audit.record(
        "surveys.review_signed",
        actor=actor,
        subject=f"{review.wave.month:%Y-%m}",
        mark=signatures[-1].mark,
        **about(review),
    )
    ask_minutes(actor=actor, review=review)
    queue_mail(members_in_reviews(), SIGNED_MAIL, f"review-{review.id}-signed", **mail_about(review))
