"""The monthly reviews of the past year: what executive and works council agreed, asked and dropped."""

from datetime import date, timedelta
from uuid import UUID

from measures.actions import set_action_state
from measures.models import Action
from surveys.actions.reviewing import decide_action, decide_add, decide_drop, save_notes
from surveys.models import Item, Review
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.meetings import DONE, MEETINGS, OPEN, Promise
from werkdruk.home.demo.people import cast


def hold_review(organisation_id: UUID, clock: Clock, ago: int) -> None:
    """Hold the review of the wave of `ago` months ago, a week after it closed; nothing where none was planned."""
    meeting = MEETINGS.get(ago)
    if meeting is None:
        return
    day = clock.month(ago).replace(day=23)
    with clock.at(day, 10), tenant_scope(organisation_id):
        people = cast()
        bea, olaf = people["bea"], people["olaf"]
        review = Review.objects.get(wave__month=clock.month(ago))
        promised: list[tuple[Promise, date, Action]] = []
        for promise in meeting.promises:
            due = day + timedelta(days=promise.days) if promise.state == DONE else clock.workday(promise.days)
            decision = decide_action(
                actor=bea if promise.who == "bea" else olaf,
                review=review,
                what=promise.what,
                who=people[promise.who],
                due_on=due,
                intended_effect=promise.effect,
            )
            assert decision.action is not None
            promised.append((promise, due, decision.action))
        for code, reason in meeting.drop:
            decide_drop(actor=olaf, review=review, item=Item.objects.bank().get(code=code), reason=reason)
        for code, reason in meeting.add:
            decide_add(actor=olaf, review=review, item=Item.objects.bank().get(code=code), reason=reason)
        save_notes(actor=bea, review=review, notes=meeting.notes, version=review.version)
    for promise, due, action in promised:
        if promise.state == OPEN:
            continue
        told = due - timedelta(days=2) if promise.state == DONE else clock.day(-12)
        with clock.at(told, 15), tenant_scope(organisation_id):
            doer = cast()[promise.who]
            set_action_state(actor=doer, action=action, state=promise.state, note=promise.note)
