"""What works council, executive and HR do in a monthly review: agree actions, change questions, write notes."""

from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measures.actions import add_action, set_action_state
from measures.models import Action, ActionState
from surveys.actions.questionnaires import add_item, check_room, drop_item
from surveys.actions.review_changes import about, changed, locked_to_change
from surveys.actions.review_changes import touch as touch
from surveys.models import (
    Decision,
    DecisionKind,
    Item,
    QuestionnaireItem,
    Review,
    SurveySettings,
    Wave,
)
from surveys.queries.reviews import REASON_NEEDED, WAVES_TO_STAY, waves_asked
from surveys.registry import project_starter
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.organisations.models import Membership


def decide_action(
    *,
    actor: Membership | None,
    review: Review,
    what: str,
    who: Membership | None = None,
    who_name: str = "",
    due_on: date | None = None,
    intended_effect: str = "",
    form_key: UUID | None = None,
) -> Decision:
    """Agree in `review` who does what by when; the action stands among all actions from now on.

    With `form_key`, a second call with the same key returns the first one's decision. Raises `Refused` without
    words, somebody who does it, or a date.
    """
    if who is None and not who_name.strip():
        raise Refused(_("Agree who does it. Without a name nobody does."))
    if due_on is None:
        raise Refused(_("Agree when it is ready."))
    review = locked_to_change(review)
    action = add_action(
        actor=actor,
        what=what,
        who=who,
        who_name=who_name.strip(),
        due_on=due_on,
        intended_effect=intended_effect,
        form_key=form_key,
    )
    found = Decision.objects.filter(action=action).first()
    if found is not None:
        return found
    return _decide(actor, review, DecisionKind.ACTION, subject=action.what, action=action)


def decide_drop(*, actor: Membership | None, review: Review, item: Item, reason: str) -> Decision:
    """No longer ask a variable statement from the next wave on.

    Raises `Refused` when it is not asked any more, was added in this same review, or was asked in fewer than
    three waves and there is no reason.
    """
    review = locked_to_change(review)
    use = QuestionnaireItem.objects.current().filter(item=item).first()
    if use is not None:
        _not_both_ways(review, item, DecisionKind.QUESTION_IN)
        asked = waves_asked([use])[use.id]
        if asked < WAVES_TO_STAY and not reason.strip():
            raise Refused(str(REASON_NEEDED))
    drop_item(actor=actor, item=item, reason=reason.strip())
    return _decide(
        actor, review, DecisionKind.QUESTION_OUT, subject=item.text_nl, item=item, reason=reason.strip()
    )


def decide_add(*, actor: Membership | None, review: Review, item: Item, reason: str) -> Decision:
    """Ask a statement of the bank from the next wave on.

    Raises `Refused` without a reason, when it is asked already, was dropped in this same review, or would be
    the sixth variable statement.
    """
    review = locked_to_change(review)
    if not reason.strip():
        raise Refused(_("Write down in a few words why you want to ask this."))
    _not_both_ways(review, item, DecisionKind.QUESTION_OUT)
    add_item(actor=actor, item=item, reason=reason.strip())
    return _decide(
        actor, review, DecisionKind.QUESTION_IN, subject=item.text_nl, item=item, reason=reason.strip()
    )


def undo_decision(*, actor: Membership | None, review: Review, decision: Decision) -> None:
    """Take a decision back: an action that nobody has started, a question that no wave was drawn with since, a
    project in which nothing was done.

    Raises `Refused` when it is too late, or when somebody took it back already.
    """
    review = locked_to_change(review)
    found = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("action", "item")
        .filter(review=review, id=decision.id)
        .first()
    )
    if found is None:
        raise Refused(_("This decision was taken back already."))
    subject = ""
    if found.action is not None:
        subject = found.action.what
        _withdraw(actor, found.action)
    elif found.item is not None:
        subject = found.item.text_nl
        _reverse_question(found, found.item)
    elif found.project is not None:
        subject = found.title
        project_starter().take_back(actor=actor, identity=found.project)
    kind = found.kind
    found.delete()
    audit.record(
        "surveys.decision_undone",
        actor=actor,
        subject=subject,
        kind=kind,
        **about(review),
    )
    changed(review=review, actor=actor)


def save_notes(*, actor: Membership | None, review: Review, notes: str, version: int) -> Review:
    """Keep the notes of the conversation. Raises `ChangedMeanwhile` when `version` is not the stored one.

    Saving what is stored already changes nothing.
    """
    current = locked_to_change(review)
    if current.notes == notes:
        return current
    if current.version != version:
        raise ChangedMeanwhile(
            _(
                "Somebody else saved these notes while you were typing. What you typed is still here; what is "
                "stored now stands above it. Save again to keep yours."
            ),
            current,
        )
    current.notes, current.version = notes, current.version + 1
    current.save(update_fields=["notes", "version"])
    audit.record("surveys.review_notes", actor=actor, subject=f"{current.wave.month:%Y-%m}", **about(current))
    changed(review=current, actor=actor)
    return current


def _decide(actor: Membership | None, review: Review, kind: str, *, subject: str, **of: object) -> Decision:
    decision = Decision.objects.create(
        review=review, kind=kind, decided_by=actor.user if actor else None, **of
    )
    audit.record("surveys.decided", actor=actor, subject=subject, kind=kind, **about(review))
    changed(review=review, actor=actor)
    return decision


def _not_both_ways(review: Review, item: Item, kind: str) -> None:
    """In and out in one review is a mistake: then the first decision is taken back."""
    if Decision.objects.filter(review=review, item=item, kind=kind).exists():
        raise Refused(
            _("“%(item)s” was decided on in this review already. Take that decision back instead.")
            % {"item": item.text}
        )


def _withdraw(actor: Membership | None, action: Action) -> None:
    action = Action.objects.select_for_update(of=("self",)).get(id=action.id)
    if action.state == ActionState.DROPPED:
        return
    if action.state != ActionState.OPEN:
        raise Refused(
            _(
                "Somebody has started on this action. Agree with them, and change it on the page of the action."
            )
        )
    set_action_state(
        actor=actor,
        action=action,
        state=ActionState.DROPPED,
        note=_("Taken back in the monthly review."),
    )


def _reverse_question(decision: Decision, item: Item) -> None:
    """Make the questionnaire as it was before `decision`; with the same age, as if nothing had happened."""
    SurveySettings.objects.select_for_update().get()  # one change of the questionnaire at a time
    drawn = Wave.objects.filter(opened_at__gt=decision.decided_at).order_by("opened_at").first()
    if drawn is not None:
        raise Refused(
            _("The wave of %(month)s was drawn with this change. Take a new decision in the next review.")
            % {"month": date_format(drawn.month, "F Y")}
        )
    current = QuestionnaireItem.objects.current()
    use = current.filter(item=item).first()
    if decision.kind == DecisionKind.QUESTION_IN:
        if use is None:
            raise Refused(_("“%(item)s” is not in the questionnaire any more.") % {"item": item.text})
        use.delete()
        return
    check_room(item)
    last = QuestionnaireItem.objects.filter(item=item).order_by("-dropped_at").first()
    if last is None:
        raise Refused(_("“%(item)s” is not in the questionnaire any more.") % {"item": item.text})
    last.dropped_at, last.dropped_because = None, ""
    last.save(update_fields=["dropped_at", "dropped_because"])
