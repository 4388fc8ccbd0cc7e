"""Changing the question bank with two keys: one side proposes, the other accepts or declines with a reason."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.actions.items import check_new, lock_bank, make_item, retire_item, reword_item
from surveys.actions.questionnaires import add_item
from surveys.models import Item, ItemKind, Proposal, ProposalKind, ProposalState
from surveys.permissions import may_answer, side_of
from surveys.queries.agreements import outside_agreement, themes_to_ask
from surveys.words.themes import theme_label
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership


def propose_item(
    *,
    actor: Membership,
    kind: str,
    theme: str,
    direction: str,
    text_nl: str,
    text_en: str,
    reason: str,
    use: str,
    form_key: UUID | None = None,
) -> Proposal:
    """Propose a question of the organisation's own; `use` is what will be done with the answers.

    With `form_key`, a second call with the same key returns the first one's proposal.
    """
    found = _sent_before(form_key)
    if found is not None:
        return found
    check_new(text_nl, text_en)
    if Proposal.objects.waiting().filter(kind=ProposalKind.NEW, text_nl__iexact=text_nl).exists():
        raise Refused(_("This question has been proposed already and waits for an answer."))
    return _propose(
        actor,
        ProposalKind.NEW,
        item=None,
        item_kind=kind,
        theme=theme,
        direction=direction,
        text_nl=text_nl,
        text_en=text_en,
        reason=reason,
        use=use,
        form_key=form_key,
    )


def propose_wording(
    *, actor: Membership, item: Item, text_nl: str, text_en: str, reason: str, form_key: UUID | None = None
) -> Proposal:
    """Propose another wording of `item`: a new version, with which its trend starts anew."""
    found = _sent_before(form_key)
    if found is not None:
        return found
    item = _changeable(item)
    if (item.text_nl, item.text_en) == (text_nl, text_en):
        raise Refused(_("This is the wording that the question has now. Nothing changes."))
    check_new(text_nl, text_en, but=item.code)
    words = {"text_nl": text_nl, "text_en": text_en}
    return _propose(actor, ProposalKind.WORDING, **_copy(item, words), reason=reason, form_key=form_key)


def propose_change(
    *, actor: Membership, item: Item, kind: str, reason: str, form_key: UUID | None = None
) -> Proposal:
    """Propose to ask `item` from the next wave on, or to retire it; `kind` says which."""
    if kind not in (ProposalKind.ASK, ProposalKind.RETIRE):
        raise ValueError(f"{kind!r} takes more than a reason")
    found = _sent_before(form_key)
    if found is not None:
        return found
    item = _changeable(item)
    if kind == ProposalKind.ASK and item.uses.filter(dropped_at__isnull=True).exists():
        raise Refused(_("“%(item)s” is in the questionnaire already.") % {"item": item.text})
    if kind == ProposalKind.ASK and outside_agreement(item, themes_to_ask()):
        raise Refused(
            _("“%(item)s” is of a theme that the agreement does not let you ask: %(theme)s.")
            % {"item": item.text, "theme": theme_label(item.theme)}
        )
    return _propose(actor, kind, **_copy(item), reason=reason, form_key=form_key)


def accept_proposal(*, actor: Membership, proposal: Proposal, answer: str = "") -> Proposal:
    """Accept a proposal of the other side, and do what it says.

    Where nobody speaks for the staff, HR may accept its own proposal, with a reason. Raises `Refused` when it
    cannot be done any more; the proposal then still waits.
    """
    proposal = _lock(proposal)
    own = _check_answer(actor, proposal)
    if own and not answer.strip():
        raise Refused(
            _(
                "Nobody speaks for the staff here, so you decide alone. Write down why, for whoever asks later."
            )
        )
    if proposal.kind == ProposalKind.NEW:
        proposal.item = make_item(
            actor=actor,
            kind=proposal.item_kind,
            theme=proposal.theme,
            direction=proposal.direction,
            text_nl=proposal.text_nl,
            text_en=proposal.text_en,
            reason=proposal.reason,
        )
    else:
        _carry_out(actor, proposal)
    _answer(actor, proposal, ProposalState.ACCEPTED, answer)
    audit.record(
        "surveys.proposal_accepted",
        actor=actor,
        subject=proposal.text_nl,
        kind=proposal.kind,
        reason=answer.strip(),
    )
    return proposal


def decline_proposal(*, actor: Membership, proposal: Proposal, answer: str) -> Proposal:
    """Decline a proposal of the other side, with a reason."""
    proposal = _lock(proposal)
    _check_answer(actor, proposal)
    if not answer.strip():
        raise Refused(_("Write down why, so that the other side understands it."))
    _answer(actor, proposal, ProposalState.DECLINED, answer)
    audit.record(
        "surveys.proposal_declined",
        actor=actor,
        subject=proposal.text_nl,
        kind=proposal.kind,
        reason=answer.strip(),
    )
    return proposal


def withdraw_proposal(*, actor: Membership, proposal: Proposal) -> Proposal:
    """Take a proposal of one's own side back while nobody has answered it."""
    proposal = _lock(proposal)
    _check_waiting(proposal)
    if side_of(actor) != proposal.side:
        raise Refused(_("Only the side that made this proposal can take it back."))
    _answer(actor, proposal, ProposalState.WITHDRAWN, "")
    audit.record("surveys.proposal_withdrawn", actor=actor, subject=proposal.text_nl, kind=proposal.kind)
    return proposal


def _propose(actor: Membership, kind: str, **content: object) -> Proposal:
    side = side_of(actor)
    if side is None:
        raise Refused(_("HR, executive and works council propose changes of the questions."))
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                kind=kind,
                side=side,
                proposed_by=actor.user,
                proposed_by_name=actor.user.name,
                **content,
            )
    except IntegrityError as error:
        form_key = content.get("form_key")
        found = _sent_before(form_key) if isinstance(form_key, UUID) else None
        if found is not None:
            return found
        raise Refused(_("This has been proposed already and waits for an answer.")) from error
    audit.record(
        "surveys.proposal_made", actor=actor, subject=proposal.text_nl, kind=kind, reason=proposal.reason
    )
    return proposal


def _sent_before(form_key: UUID | None) -> Proposal | None:
    return Proposal.objects.filter(form_key=form_key).first() if form_key else None


def _changeable(item: Item) -> Item:
    """The live version of a question that may change at all."""
    found = Item.objects.live().filter(id=item.id).first()
    if found is None:
        raise Refused(_("This wording was replaced or retired in the meantime. Look at the question again."))
    if found.kind == ItemKind.CORE:
        raise Refused(_("The core statements stay as they are: the index is made of them."))
    return found


def _copy(item: Item, words: dict[str, str] | None = None) -> dict[str, object]:
    texts = words or {"text_nl": item.text_nl, "text_en": item.text_en}
    return {
        "item": item,
        "item_kind": item.kind,
        "theme": item.theme,
        "direction": item.direction,
        **texts,
    }


def _lock(proposal: Proposal) -> Proposal:
    """One answer to a proposal; the bank first, as every other change of it."""
    lock_bank()
    return Proposal.objects.select_for_update(of=("self",)).select_related("item").get(id=proposal.id)


def _check_waiting(proposal: Proposal) -> None:
    if proposal.state != ProposalState.PROPOSED:
        raise Refused(
            _("This proposal has been answered already: %(state)s.") % {"state": proposal.get_state_display()}
        )


def _check_answer(actor: Membership, proposal: Proposal) -> bool:
    """Whether `actor` answers a proposal of the own side. Raises `Refused` where that is not allowed."""
    _check_waiting(proposal)
    if not may_answer(actor, proposal):
        raise Refused(_("The other side answers this proposal."))
    return side_of(actor) == proposal.side


def _carry_out(actor: Membership, proposal: Proposal) -> None:
    item = proposal.item
    assert item is not None  # the database holds that only new questions come without
    if proposal.kind == ProposalKind.WORDING:
        reason = proposal.reason or _("A new release of the question bank words it differently.")
        made = reword_item(
            actor=actor, item=item, text_nl=proposal.text_nl, text_en=proposal.text_en, reason=reason
        )
        _follow(item, made)
    elif proposal.kind == ProposalKind.RETIRE:
        retire_item(actor=actor, item=item, reason=proposal.reason)
    else:
        add_item(actor=actor, item=item, reason=proposal.reason)


def _follow(item: Item, made: Item) -> None:
    """Other proposals about a question that was reworded are about its new wording from now on."""
    others = Proposal.objects.waiting().filter(item=item, kind__in=[ProposalKind.ASK, ProposalKind.RETIRE])
    others.update(item=made, text_nl=made.text_nl, text_en=made.text_en)


def _answer(actor: Membership, proposal: Proposal, state: str, answer: str) -> None:
    proposal.state, proposal.answer = state, answer.strip()
    proposal.answered_by_name, proposal.answered_at = actor.user.name, timezone.now()
    proposal.save()
