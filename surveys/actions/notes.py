"""The note to all staff: drafted from the review, changed, approved by both sides, published by the second key."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.actions.review_changes import touch
from surveys.actions.sending import start_mailing
from surveys.actions.staff_page import ensure_staff_page
from surveys.domain.mailing import MailKind
from surveys.domain.notes import nudge
from surveys.models import FeedbackNote, NoteApproval, Review
from surveys.queries.notes import drafted, waiting_for_note
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.organisations.actions.mails import queue_mail
from werkdruk.organisations.domain.plain_text import leads_away
from werkdruk.organisations.models import Membership, Party, Role
from werkdruk.organisations.parties import nobody_speaks_for_staff, signs_for

TEXTS = ("heard_nl", "doing_nl", "not_doing_nl", "heard_en", "doing_en", "not_doing_en")
NUDGE_MAIL = "surveys.note_nudge"
LAPSED_MAIL = "surveys.note_lapsed"
LONGEST_REASON = 500


def draft_note(*, actor: Membership | None, review: Review, anew: bool = False) -> FeedbackNote:
    """Make the note of `review` from its figures and decisions; with `anew`, write over what stands in it.

    A note that is there stays as it is without `anew`. Raises `Refused` when it is published.
    """
    review = _lock_review(review)
    ensure_staff_page()
    note, made = FeedbackNote.objects.select_for_update(of=("self",)).get_or_create(
        review=review, defaults={**drafted(review), "changed_by_name": _name(actor)}
    )
    if made:
        _record("surveys.note_drafted", actor, note)
    elif anew:
        _check_open(note)
        _record("surveys.note_drafted_anew", actor, note)
        _write(actor, note, drafted(review))
    return note


def change_note(*, actor: Membership | None, note: FeedbackNote, version: int, **texts: str) -> FeedbackNote:
    """Store another text; approvals of the earlier one fall away. Saving what is stored already changes nothing.

    Raises `Refused` when the note is published, `ChangedMeanwhile` when `version` is not the stored one.
    """
    current = _lock(note)
    _check_open(current)
    changed = {name: text.replace("\r\n", "\n").strip() for name, text in texts.items() if name in TEXTS}
    if all(getattr(current, name) == text for name, text in changed.items()):
        return current
    if any(leads_away(text, lines=True) for text in changed.values()):
        raise Refused(
            _(
                "This text holds an address of a website, or letters that nobody sees. Everybody gets it by mail."
            )
        )
    if current.version != version:
        raise ChangedMeanwhile(
            _(
                "Somebody else saved this note while you were typing. What you typed is still here; what is stored "
                "now stands above it. Save again to keep yours."
            ),
            current,
        )
    _record("surveys.note_changed", actor, current)
    _write(actor, current, changed)
    return current


def approve_note(
    *, actor: Membership, party: Party | str, note: FeedbackNote, version: int, alone_because: str = ""
) -> FeedbackNote:
    """Turn the key of `party` on the note as it is now; the last key that is needed publishes it.

    Raises `Refused` before the review is signed, when `actor` does not sign for `party`, a second time, and where
    nobody speaks for the staff without a reason; `ChangedMeanwhile` when another text was seen.
    """
    current = _lock(note)
    _check_open(current)
    if current.review.signed_at is None:
        raise Refused(
            _("Both sides sign the review first. After that this note can be approved and goes to all staff.")
        )
    _check_side(actor, party)
    if current.approvals.filter(party=party).exists():
        raise Refused(_("Your side has approved this note already. The key of the other side is missing."))
    if current.approvals.filter(by=actor.user).exists():
        raise Refused(_("You approved this for the other side. Somebody else of your side approves it."))
    if current.version != version:
        raise ChangedMeanwhile(
            _("The text changed after you had read it. Read it again, then approve it."), current
        )
    if not current.heard_nl.strip() or not current.doing_nl.strip():
        raise Refused(_("Write down first what you heard and what you do, in Dutch at the least."))
    alone = nobody_speaks_for_staff(actor)
    reason = alone_because.strip()[:LONGEST_REASON] if alone else ""
    if alone and not reason:
        raise Refused(
            _("Nobody speaks for the staff here. Write down how they were heard before you publish this.")
        )
    NoteApproval.objects.create(
        note=current,
        party=party,
        by=actor.user,
        by_name=actor.user.name,
        version=current.version,
        alone_because=reason,
    )
    _record("surveys.note_approved", actor, current, side=str(party), because=reason)
    touch(current.review)
    if alone or len(_valid_keys(current)) == len(Party):
        _publish(actor, current)
    return current


def take_back_approval(*, actor: Membership, party: Party | str, note: FeedbackNote) -> FeedbackNote:
    """Turn a key back as long as the other one is missing. Raises `Refused` once the note is published."""
    current = _lock(note)
    _check_open(current)
    _check_side(actor, party)
    deleted, _rows = current.approvals.filter(party=party).delete()
    if not deleted:
        raise Refused(_("Your side has not approved this note, so there is nothing to take back."))
    _record("surveys.note_approval_taken_back", actor, current, side=str(party))
    touch(current.review)
    return current


def publish_note(*, actor: Membership, note: FeedbackNote) -> FeedbackNote:
    """Publish a note on which both keys were turned; no page does this, the second approval does.

    Raises `Refused` as long as a key is missing.
    """
    current = _lock(note)
    _check_open(current)
    keys = _valid_keys(current)
    if len(keys) < len(Party) and not any(one.alone_because for one in keys):
        raise Refused(_("One key is not enough: works council and executive both approve the note first."))
    _publish(actor, current)
    return current


def nudge_about_notes() -> None:
    """Remind those who make the notes, 7, 3 and 0 days before one is due (daily upkeep, in a tenant's scope).

    Each of these days is told once; of days that were missed only the newest is made up for.
    """
    today = timezone.localdate()
    for row in waiting_for_note(today):
        days = nudge(row.clock.left)
        if days is None:
            continue
        makers = [
            one
            for one in Membership.objects.active().select_related("user")
            if {Role.WORKS_COUNCIL, Role.EXECUTIVE, Role.HR} & set(one.roles)
        ]
        queue_mail(makers, NUDGE_MAIL, f"note-{row.review.id}-{days}", review=str(row.review.id), days=days)


def _publish(actor: Membership, note: FeedbackNote) -> None:
    """The page of the staff shows it from now on, and the worker mails it to everybody."""
    note.published_at = timezone.now()
    note.save(update_fields=["published_at"])
    ensure_staff_page()
    start_mailing(note.review.wave, MailKind.NOTE)
    _record("surveys.note_published", actor, note, days=note.days_taken)


def _write(actor: Membership | None, note: FeedbackNote, texts: dict[str, str]) -> None:
    """Another version: whoever approved the earlier one hears of it."""
    for name, text in texts.items():
        setattr(note, name, text)
    note.version += 1
    note.changed_at, note.changed_by_name = timezone.now(), _name(actor)
    note.save(update_fields=[*texts, "version", "changed_at", "changed_by_name"])
    lapsed = list(note.approvals.all())
    for approval in lapsed:
        _record("surveys.note_approval_lapsed", actor, note, side=approval.party)
    if lapsed:
        people = [one.by_id for one in lapsed if actor is None or one.by_id != actor.user_id]
        queue_mail(
            Membership.objects.active().filter(user__in=people),
            LAPSED_MAIL,
            f"note-lapsed-{note.id}-{note.version}",
            note=str(note.id),
            who=_name(actor),
        )
        note.approvals.all().delete()
    touch(note.review)


def _valid_keys(note: FeedbackNote) -> list[NoteApproval]:
    """The keys that were turned on the text as it is now."""
    return list(note.approvals.filter(version=note.version))


def _check_open(note: FeedbackNote) -> None:
    if note.published_at is not None:
        raise Refused(_("This note is published: all staff have it. Nothing in it changes any more."))


def _check_side(actor: Membership, party: Party | str) -> None:
    if signs_for(actor) != party:
        raise Refused(_("You cannot do this for the other side."))


def _lock_review(review: Review) -> Review:
    """One step on a review at a time; the note is always locked after it."""
    return Review.objects.select_for_update(of=("self",)).select_related("wave").get(id=review.id)


def _lock(note: FeedbackNote) -> FeedbackNote:
    review = _lock_review(note.review)
    current = FeedbackNote.objects.select_for_update(of=("self",)).get(id=note.id)
    current.review = review
    return current


def _name(actor: Membership | None) -> str:
    return actor.user.name if actor else ""


def _record(action: str, actor: Membership | None, note: FeedbackNote, **details: Any) -> None:
    audit.record(action, actor=actor, subject=f"{note.review.wave.month:%Y-%m}", **details)
