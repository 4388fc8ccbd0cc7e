"""Asking the works council to endorse an intended decision: each step in writing, no step taken back.

The employer's side writes, asks and decides; the works council answers. Nobody stands on both sides of one
request. Where nobody speaks for the staff, HR or the executive answers too, and writes down why.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from policy.emails import ENDORSEMENT_MAIL
from policy.followers import follower_of
from policy.models import (
    EndorsementKind,
    EndorsementRequest,
    EndorsementState,
    EndorsementStep,
    PolicyVersion,
)
from policy.models.endorsements import ANSWERS
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.actions.mails import queue_mail
from werkdruk.organisations.models import Membership, Party, Role
from werkdruk.organisations.parties import nobody_speaks_for_staff, party_of

WAITING = (EndorsementState.ASKED, EndorsementState.CONSULTED)


def make_request(
    *,
    actor: Membership,
    title: str,
    intended: str,
    reasons: str,
    consequences: str = "",
    answer_by: date | None = None,
    kind: str = EndorsementKind.OTHER,
    policy_version: PolicyVersion | None = None,
    form_key: UUID | None = None,
) -> EndorsementRequest:
    """Write a request; the other side sees it once it is asked. With `form_key`, a second call gives the first one."""
    _only(actor, Party.EMPLOYER, _("HR or the executive writes a request."))
    found = EndorsementRequest.objects.filter(form_key=form_key).first() if form_key else None
    if found is not None:
        return found
    if policy_version is not None:
        _check_version(policy_version)
    number = (EndorsementRequest.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            made: EndorsementRequest = EndorsementRequest.objects.create(
                number=number,
                kind=kind,
                title=title.strip(),
                intended=intended.strip(),
                reasons=reasons.strip(),
                consequences=consequences.strip(),
                answer_by=answer_by,
                policy_version=policy_version,
                made_by=actor.user,
                made_by_name=actor.user.name,
                form_key=form_key,
            )
    except IntegrityError as error:
        twin = EndorsementRequest.objects.filter(form_key=form_key).first() if form_key else None
        if twin is not None:
            return twin
        raise Refused(_("Somebody else has just made a request. Try again.")) from error
    audit.record("policy.endorsement_made", actor=actor, subject=made.in_log)
    return made


def change_request(
    *, actor: Membership, endorsement: EndorsementRequest, version: int, **texts: Any
) -> EndorsementRequest:
    """Change the text of a draft: `title`, `intended`, `reasons`, `consequences`, `answer_by`.

    Raises `Refused` once it was asked, `ChangedMeanwhile` when `version` is not the stored one.
    """
    _only(actor, Party.EMPLOYER, _("HR or the executive writes a request."))
    current = _lock(endorsement)
    if current.state != EndorsementState.DRAFT:
        raise Refused(_("This request was sent: its text does not change any more."))
    if all(getattr(current, name) == value for name, value in texts.items()):
        return current
    if current.version != version:
        raise ChangedMeanwhile(
            _(
                "Somebody else changed this request while you were typing. What you typed is still here; what is "
                "stored now stands above it. Save again to keep yours."
            ),
            current,
        )
    for name in ("title", "intended", "reasons", "consequences", "answer_by"):
        if name in texts:
            setattr(current, name, texts[name])
    current.version += 1
    current.save(update_fields=["title", "intended", "reasons", "consequences", "answer_by", "version"])
    audit.record("policy.endorsement_changed", actor=actor, subject=current.in_log, request=str(current.id))
    return current


def ask(*, actor: Membership, endorsement: EndorsementRequest) -> EndorsementRequest:
    """Send the intended decision to the works council. From here on its text is fixed."""
    _only(actor, Party.EMPLOYER, _("HR or the executive sends a request."))
    current = _lock(endorsement)
    if current.state != EndorsementState.DRAFT:
        raise Refused(_("This request was sent already."))
    if current.answer_by is not None and current.answer_by < timezone.localdate():
        raise Refused(_("The day by which you want an answer has passed. Choose a later one."))
    if current.policy_version is not None:
        _check_version(current.policy_version, but=current)
    current.asked_at = timezone.now()
    return _step(current, actor, EndorsementState.ASKED, Party.EMPLOYER)


def consult(
    *, actor: Membership, endorsement: EndorsementRequest, held_on: date, text: str
) -> EndorsementRequest:
    """Write down a talk about it: the day, and what was said. Either side does; more than one talk is fine."""
    party = party_of(actor)
    if party is None:
        raise Refused(_("Works council, HR and executive write down what was said."))
    current = _lock(endorsement)
    _check_waiting(current)
    if held_on > timezone.localdate():
        raise Refused(_("Write down what was said once the talk has been held."))
    if not text.strip():
        raise Refused(_("Write down what was said."))
    return _step(current, actor, EndorsementState.CONSULTED, party, text=text, held_on=held_on)


def answer(
    *,
    actor: Membership,
    endorsement: EndorsementRequest,
    outcome: str,
    text: str = "",
    alone_because: str = "",
) -> EndorsementRequest:
    """Endorse, endorse with conditions (`text` says which), or refuse (`text` says why).

    Raises `Refused` for who asked, for a second answer, and where HR answers alone without `alone_because`.
    """
    if outcome not in ANSWERS:
        raise ValueError(f"{outcome!r} is no answer")
    current = _lock(endorsement)
    party = _answering(actor, current)
    _check_waiting(current)
    if party == Party.WORKS_COUNCIL:
        alone_because = ""
    elif not alone_because.strip():
        raise Refused(
            _("Nobody speaks for the staff here. Write down why you answer alone, and how staff were heard.")
        )
    if outcome == EndorsementState.CONDITIONS and not text.strip():
        raise Refused(_("Write down the conditions."))
    if outcome == EndorsementState.REFUSED and not text.strip():
        raise Refused(_("Write down why you do not endorse this."))
    current = _step(
        current, actor, EndorsementState(outcome), party, text=text, alone_because=alone_because.strip()
    )
    follower = follower_of(current)
    if follower is not None and outcome == EndorsementState.ENDORSED:
        reasons = follower.decides_itself(current)
        if reasons:
            current = _step(current, None, EndorsementState.DECIDED, Party.EMPLOYER, text=reasons)
            follower.decided(current, actor)
    return current


def decide(
    *, actor: Membership, endorsement: EndorsementRequest, carries_out: bool, text: str
) -> EndorsementRequest:
    """The employer's decision after the answer, with its reasons: carry it out, or drop it.

    What was refused can only be dropped; with conditions `text` says what is done with them.
    """
    _only(actor, Party.EMPLOYER, _("HR or the executive decides."))
    current = _lock(endorsement)
    if current.is_over:
        raise Refused(
            _("This request has ended already: %(state)s.") % {"state": current.get_state_display()}
        )
    if current.state not in ANSWERS:
        raise Refused(_("There is no answer yet. First the works council answers, then you decide."))
    if carries_out and current.state == EndorsementState.REFUSED:
        raise Refused(
            _("This was not endorsed, so it cannot be carried out. Drop it, or make another request.")
        )
    theirs = EndorsementStep.objects.filter(request=current, party=Party.WORKS_COUNCIL, by=actor.user)
    if theirs.exists():
        raise Refused(_("You spoke for the staff in this request. Somebody else of the employer decides."))
    if not text.strip():
        if carries_out and current.state == EndorsementState.CONDITIONS:
            raise Refused(_("Write down what is done with the conditions."))
        raise Refused(_("Write down the reasons for this decision."))
    follower = follower_of(current)
    if follower is not None:
        follower.check_decision(current, carries_out)
    state = EndorsementState.DECIDED if carries_out else EndorsementState.DROPPED
    current = _step(current, actor, state, Party.EMPLOYER, text=text)
    if follower is not None and carries_out:
        follower.decided(current, actor)
    return current


def withdraw(*, actor: Membership, endorsement: EndorsementRequest, text: str = "") -> EndorsementRequest:
    """Take a request back before it is answered; once it was sent with a reason."""
    _only(actor, Party.EMPLOYER, _("Only the side that asked can take this back."))
    current = _lock(endorsement)
    if current.state != EndorsementState.DRAFT:
        _check_waiting(current)
        if not text.strip():
            raise Refused(_("Write down why you take this back."))
    return _step(current, actor, EndorsementState.WITHDRAWN, Party.EMPLOYER, text=text)


def may_answer(member: Membership) -> bool:
    """The works council answers; where nobody speaks for the staff, HR and executive do."""
    party = party_of(member)
    return party == Party.WORKS_COUNCIL or (party == Party.EMPLOYER and nobody_speaks_for_staff(member))


def _only(actor: Membership, party: Party, words: str) -> None:
    if party_of(actor) != party:
        raise Refused(words)


def _answering(actor: Membership, endorsement: EndorsementRequest) -> Party:
    """For which side `actor` answers; raises `Refused` where they may not."""
    party = party_of(actor)
    if party is None or not may_answer(actor):
        raise Refused(_("The works council answers this request."))
    own = EndorsementStep.objects.filter(request=endorsement, party=Party.EMPLOYER, by=actor.user).exists()
    wrote = AuditEntry.objects.filter(
        action="policy.endorsement_changed", details__request=str(endorsement.id), actor=actor.user
    ).exists()
    if party == Party.WORKS_COUNCIL and (endorsement.made_by_id == actor.user_id or own or wrote):
        raise Refused(
            _("You spoke for the employer in this request. Somebody else of the works council answers.")
        )
    return party


def _check_waiting(endorsement: EndorsementRequest) -> None:
    if endorsement.state == EndorsementState.DRAFT:
        raise Refused(_("This request has not been sent yet."))
    if endorsement.state not in WAITING:
        raise Refused(
            _("This request has been answered already: %(state)s.")
            % {"state": endorsement.get_state_display()}
        )


def _check_version(version: PolicyVersion, but: EndorsementRequest | None = None) -> None:
    """One request at a time about a version, and none about one that was decided on."""
    others = EndorsementRequest.objects.filter(policy_version=version)
    if but is not None:
        others = others.exclude(id=but.id)
    if others.running().exists():
        raise Refused(_("There is a request about this version already."))
    if others.filter(state=EndorsementState.DECIDED).exists():
        raise Refused(_("This version has been endorsed already."))


def _lock(endorsement: EndorsementRequest) -> EndorsementRequest:
    """One step at a time."""
    found: EndorsementRequest = (
        EndorsementRequest.objects.select_for_update(of=("self",))
        .select_related("policy_version")
        .get(id=endorsement.id)
    )
    return found


def _step(
    endorsement: EndorsementRequest,
    actor: Membership | None,
    state: EndorsementState,
    party: Party,
    *,
    text: str = "",
    held_on: date | None = None,
    alone_because: str = "",
) -> EndorsementRequest:
    """Write the step, move on, and tell the other side; `actor` None where a decision follows by itself."""
    last = EndorsementStep.objects.filter(request=endorsement).aggregate(last=Max("number"))["last"] or 0
    step = EndorsementStep.objects.create(
        request=endorsement,
        number=last + 1,
        state=state,
        party=party,
        by=actor.user if actor else None,
        by_name=actor.user.name if actor else "",
        text=text.strip(),
        held_on=held_on,
        alone_because=alone_because,
    )
    was_draft = endorsement.state == EndorsementState.DRAFT
    endorsement.state = state
    endorsement.save(update_fields=["state", "asked_at"])
    audit.record(f"policy.endorsement_{state.value}", actor=actor, subject=endorsement.in_log, text=step.text)
    if state != EndorsementState.CONSULTED and not (state == EndorsementState.WITHDRAWN and was_draft):
        _tell(endorsement, step, actor)
    return endorsement


def _tell(endorsement: EndorsementRequest, step: EndorsementStep, actor: Membership | None) -> None:
    """A mail to the side that did not take this step."""
    members = Membership.objects.active()
    council = members.with_role(Role.WORKS_COUNCIL)
    employer = members.with_role(Role.HR) | members.with_role(Role.EXECUTIVE)
    others = employer if step.party == Party.WORKS_COUNCIL else council
    queue_mail(
        [one for one in others.distinct() if actor is None or one.id != actor.id],
        ENDORSEMENT_MAIL,
        f"endorsement-{endorsement.id}-{step.number}",
        endorsement=str(endorsement.id),
        step=step.number,
    )
