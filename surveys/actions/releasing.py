"""Two keys on the open answers: opened in the worker, names taken out by both sides, released when both say so."""

import random
from uuid import UUID

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.domain.redaction import CUT_MARKER, NAME_MARKER, Flaw, flaw_in
from surveys.domain.seal import SealBroken, decode_open_answer, open_sealed
from surveys.keys import KeyLost, destroy_key, read_key
from surveys.models import AnswerRelease, DraftAnswer, OpenAnswer, ReleasedAnswer, ReleaseState, Side
from surveys.models.open_answers import KEY_NEEDED
from surveys.queries.open_answers import OPEN_JOB, is_alone, is_stuck, may_be_opened
from surveys.words.open_answers import below_twenty
from werkdruk.core import audit, jobs
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.maintenance import vacuum
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Membership

log = structlog.get_logger()

TIDY_JOB = "surveys.tidy_answers"


def ask_to_open(*, actor: Membership, release: AnswerRelease) -> bool:
    """Let the worker open the answers for both sides: only it has the key. False when that was asked already."""
    release = _lock(release)
    if release.state in (ReleaseState.READING, ReleaseState.RELEASED):
        return False
    if release.state == ReleaseState.OPENING and not is_stuck(release):
        return False
    closed = [ReleaseState.SEALED, ReleaseState.KEY_LOST, ReleaseState.OPENING]
    if release.state not in closed or not may_be_opened(release):
        raise Refused(_("There are no open answers here to open."))
    release.state = ReleaseState.OPENING
    release.save()
    audit.record("surveys.answers_opened", actor=actor, subject=str(release))
    jobs.start(OPEN_JOB, actor=actor, release=str(release.id))
    return True


def open_answers(organisation_id: UUID, release_id: UUID) -> None:
    """Open every box, shuffle, store the texts for both sides, and destroy boxes and key. Safe to run again.

    All in one transaction; the key goes after it. A key that is gone is written down, and can be tried again.
    """
    with tenant_scope(organisation_id):
        release = AnswerRelease.objects.select_for_update().get(id=release_id)
        if release.state == ReleaseState.OPENING:
            _open_boxes(organisation_id, release)
        opened = release.state not in KEY_NEEDED
    if opened:
        destroy_key(organisation_id, release.key_name)


def tidy_answers(organisation_id: UUID, release_id: UUID) -> None:
    """After a release: the key is gone for certain, and the deleted originals are taken off the disk."""
    with tenant_scope(organisation_id):
        release = AnswerRelease.objects.get(id=release_id)
        if release.state != ReleaseState.RELEASED:
            return
    destroy_key(organisation_id, release.key_name)
    vacuum(DraftAnswer, OpenAnswer)


def change_draft(
    *, actor: Membership, side: str, draft: DraftAnswer, text: str, withheld: str, version: int | None
) -> DraftAnswer:
    """Keep another redaction of one answer; a key that was turned before is turned back.

    Raises `Refused` for a text that is not the original with words taken out, `ChangedMeanwhile` when somebody
    else changed it first. Saving what is stored already changes nothing.
    """
    release = _lock(AnswerRelease.objects.get(id=draft.release_id))
    current = DraftAnswer.objects.select_for_update(of=("self",)).filter(id=draft.id).first()
    _must_be_reading(release)
    if current is None:
        raise Refused(_("This answer is not here any more."))
    if (current.text, current.withheld) == (text, withheld):
        return current
    if current.version != version:
        raise ChangedMeanwhile(
            _(
                "Somebody else changed this answer while you were busy. What you did is still here; what is stored "
                "now stands above it. Save again to keep yours."
            ),
            current,
        )
    problem = flaw_in(current.original, text)
    if problem is not None and not withheld:
        raise Refused(_flaw_in_words(*problem))
    current.text = current.original if problem is not None else text
    current.withheld, current.changed_by, current.version = withheld, side, current.version + 1
    current.save()
    _turn_back(release, [one for one in Side.values if release.turned_by(one)], actor, "changed")
    release.version += 1
    release.save()
    return current


def turn_key(
    *, actor: Membership, side: str, release: AnswerRelease, version: int, alone_because: str = ""
) -> bool:
    """One side says that no name is left; the second key releases the answers. Whether they are released now.

    Two keys are two persons. Where nobody represents the staff HR releases alone and says why. Raises `Refused`
    when a text was changed since `version`, which this person has seen.
    """
    release = _lock(release)
    if release.state == ReleaseState.RELEASED:
        return True
    _must_be_reading(release)
    if side not in actor.roles or side not in Side.values:
        raise Refused(_("You cannot turn this key."))
    if release.turned_by(side):
        return False
    if release.version != version:
        raise Refused(_("An answer was changed since you looked. Read the answers again first."))
    alone = is_alone()
    if alone and side == Side.HR and not alone_because.strip():
        raise Refused(_("Write down why HR releases these answers alone."))
    other = Side.WORKS_COUNCIL if side == Side.HR else Side.HR
    if release.turned_by(other) and not _still_holds(release, other):
        _turn_back(release, [other], None, "left")
    if getattr(release, f"{other}_by_id") == actor.user_id:
        raise Refused(_("You have turned the other key. The second key is for somebody else."))
    setattr(release, f"{side}_by", actor.user)
    setattr(release, f"{side}_at", timezone.now())
    release.alone_because = alone_because.strip() if alone else ""
    release.save()
    audit.record(
        "surveys.answers_key_turned",
        actor=actor,
        subject=str(release),
        side=side,
        reason=release.alone_because,
    )
    if not (release.turned_by(other) or (alone and side == Side.HR)):
        return False
    _release(actor, release)
    return True


def take_key_back(*, actor: Membership, side: str, release: AnswerRelease) -> bool:
    """Turn the key of `side` back, as long as nothing is released. False when it was not turned."""
    release = _lock(release)
    if release.state == ReleaseState.RELEASED:
        raise Refused(_("The answers are released. That cannot be taken back."))
    _must_be_reading(release)
    if side not in actor.roles or side not in Side.values:
        raise Refused(_("You cannot turn this key."))
    if not release.turned_by(side):
        return False
    _turn_back(release, [side], actor, "taken back")
    release.save()
    return True


def _lock(release: AnswerRelease) -> AnswerRelease:
    return AnswerRelease.objects.select_for_update().get(id=release.id)


def _must_be_reading(release: AnswerRelease) -> None:
    if release.state == ReleaseState.RELEASED:
        raise Refused(_("The answers are released already. Nothing about them can be changed."))
    if release.state != ReleaseState.READING:
        raise Refused(_("The answers are not open for reading."))


def _open_boxes(organisation_id: UUID, release: AnswerRelease) -> None:
    sealed = OpenAnswer.objects.filter(release=release)
    found: list[tuple[UUID, str, str]] = []
    try:
        private = read_key(organisation_id, release.key_name)
        for item_id, box in sealed.values_list("item_id", "box").iterator(chunk_size=500):
            text, unit = decode_open_answer(open_sealed(private, bytes(box)))
            found.append((item_id, text, unit))
    except (KeyLost, SealBroken) as lost:
        log.error("open answers cannot be opened", release=str(release.id), reason=str(lost))
        release.state = ReleaseState.KEY_LOST
        release.save()
        audit.record("surveys.answers_key_lost", actor=None, subject=str(release))
        return
    random.SystemRandom().shuffle(found)
    DraftAnswer.objects.bulk_create(
        (
            DraftAnswer(release=release, item_id=item, unit_id=unit or None, original=text, text=text)
            for item, text, unit in found
        ),
        batch_size=500,
    )
    sealed.delete()
    release.state = ReleaseState.READING
    release.save()


def _release(actor: Membership, release: AnswerRelease) -> None:
    """Both keys are turned: what is left of each answer goes to everyone who sees figures, the rest is destroyed."""
    drafts = list(DraftAnswer.objects.filter(release=release))
    random.SystemRandom().shuffle(drafts)
    ReleasedAnswer.objects.bulk_create(
        (
            ReleasedAnswer(
                release=release,
                item_id=one.item_id,
                unit_id=None if one.withheld else one.unit_id,
                text="" if one.withheld else one.text,
                withheld=one.withheld,
            )
            for one in drafts
        ),
        batch_size=500,
    )
    DraftAnswer.objects.filter(release=release).delete()
    OpenAnswer.objects.filter(release=release).delete()
    release.state, release.released_at = ReleaseState.RELEASED, timezone.now()
    release.save()
    withheld = sum(bool(one.withheld) for one in drafts)
    audit.record(
        "surveys.answers_released", actor=actor, subject=str(release), withheld=below_twenty(withheld)
    )
    # Takes the originals off the disk, and the key away when a crash had left it.
    jobs.start(TIDY_JOB, actor=None, release=str(release.id))


def _turn_back(release: AnswerRelease, sides: list[str], actor: Membership | None, why: str) -> None:
    """Turn keys back on the row in memory, with a line in the log for each."""
    for side in sides:
        setattr(release, f"{side}_by", None)
        setattr(release, f"{side}_at", None)
        release.alone_because = ""
        audit.record(
            "surveys.answers_key_turned_back", actor=actor, subject=str(release), side=side, because=why
        )


def _still_holds(release: AnswerRelease, side: str) -> bool:
    """Whether the person who turned this key is still a member with that role."""
    holder = getattr(release, f"{side}_by_id")
    return Membership.objects.active().with_role(side).filter(user=holder).exists()


def _flaw_in_words(flaw: Flaw, piece: str) -> str:
    if flaw == Flaw.NOTHING_LEFT:
        return _("Nothing is left of this answer. Withhold it as a whole instead, and say why.")
    if not piece:
        return _(
            "Only whole words can be taken out. Put %(name)s or %(cut)s in the place of a whole word."
        ) % {
            "name": NAME_MARKER,
            "cut": CUT_MARKER,
        }
    return _(
        "“%(piece)s” is not what was written here. You can only take whole words out: put %(name)s or %(cut)s in "
        "their place and leave the rest as it is."
    ) % {"piece": piece[:60], "name": NAME_MARKER, "cut": CUT_MARKER}
