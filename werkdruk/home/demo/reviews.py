"""Holding the monthly reviews of the past year, as their people would: meeting, decisions, signatures, note."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from measures.actions import set_action_state
from measures.models import Action
from surveys.actions.meetings import plan_meeting
from surveys.actions.notes import approve_note, change_note, draft_note
from surveys.actions.review_notes import record_dissent, write_note
from surveys.actions.review_projects import decide_project
from surveys.actions.reviewing import decide_action, decide_add, decide_drop, save_notes
from surveys.actions.sending import forget_mailings
from surveys.actions.signing import sign_review
from surveys.models import Item, Review
from surveys.queries.review_content import current_mark
from werkdruk.core import jobs
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.meetings import DONE, DROPPED, MEETINGS, OPEN, Meeting, Promise
from werkdruk.home.demo.people import cast
from werkdruk.organisations.models import Membership, Party, Unit

# The day of the month on which they meet, a week after the figures; never in a weekend.
MEETING_DAY = 23
PLACE = "Kantoor, kamer 2"
BEA_THINKS = "Ik wil het vooral hebben over de avonden. Dat komt nu drie rondes achter elkaar terug."
OLAF_THINKS = "Vragen: waarom staat de invalpoule nog steeds op bezig?"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells about an action, and on which day."""

    day: date
    promise: Promise
    action: Action


class Reviews:
    """The reviews of the past year, in their order; what was promised is told about as time goes on."""

    def __init__(self, organisation_id: UUID, clock: Clock) -> None:
        self.organisation_id = organisation_id
        self.clock = clock
        self.to_tell: list[Told] = []

    def hold(self, ago: int) -> None:
        """Hold the review of the wave of `ago` months ago; nothing where none was planned."""
        meeting = MEETINGS.get(ago)
        if meeting is None:
            return
        clock, day = self.clock, _weekday(self.clock.month(ago).replace(day=MEETING_DAY))
        with clock.at(day - timedelta(days=5), 11), tenant_scope(self.organisation_id):
            _plan(_review(clock, ago), cast(), clock.moment(day, 10))
        self.tell(before=day)
        with clock.at(day, 11), tenant_scope(self.organisation_id):
            self.to_tell += _decide(_review(clock, ago), meeting, cast(), clock, day)
        # The worker makes the minutes when it starts: two languages of twelve reviews take a while.
        with clock.at(day, 12), jobs.left_for_later(), tenant_scope(self.organisation_id):
            _sign(_review(clock, ago), cast())
        told_on = _weekday(day + timedelta(days=meeting.told_after))
        _tell_all_staff(self.organisation_id, clock, ago, meeting, told_on)

    def prepare(self, ago: int) -> None:
        """The newest review is still to be held: a day is set, Bea has shared a thought, Olaf keeps his for himself."""
        self.tell(before=self.clock.today)
        with self.clock.at(self.clock.day(-2), 16), tenant_scope(self.organisation_id):
            people, review = cast(), _review(self.clock, ago)
            day = min(self.clock.workday(2), review.note_due - timedelta(days=1))
            while day.weekday() > 4:
                day -= timedelta(days=1)
            _plan(review, people, self.clock.moment(max(day, self.clock.workday(1)), 10))
            write_note(actor=people["bea"], review=review, text=BEA_THINKS, share=True)
            write_note(actor=people["olaf"], review=review, text=OLAF_THINKS)

    def tell(self, before: date) -> None:
        """Let everybody tell how their action stands, each on its day, as far as that is `before` a day."""
        for told in sorted((one for one in self.to_tell if one.day < before), key=lambda one: one.day):
            with self.clock.at(told.day, 15), tenant_scope(self.organisation_id):
                promise = told.promise
                doer = cast()[promise.who]
                set_action_state(actor=doer, action=told.action, state=promise.state, note=promise.note)
        self.to_tell = [one for one in self.to_tell if one.day >= before]


def _weekday(day: date) -> date:
    """`day`, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _review(clock: Clock, ago: int) -> Review:
    return Review.objects.select_related("wave").get(wave__month=clock.month(ago))


def _plan(review: Review, people: dict[str, Membership], at: datetime) -> None:
    plan_meeting(
        actor=people["anna"], review=review, at=at, minutes=60, place=PLACE, sequence=review.meeting_sequence
    )


def _decide(
    review: Review, meeting: Meeting, people: dict[str, Membership], clock: Clock, day: date
) -> list[Told]:
    """Everything that is said and agreed; what will be told of each promise."""
    bea, olaf = people["bea"], people["olaf"]
    promised: list[Told] = []
    for promise in meeting.promises:
        over = promise.state in (DONE, DROPPED)
        due = _weekday(day + timedelta(days=promise.days)) if over else clock.workday(promise.days)
        decision = decide_action(
            actor=bea if promise.who == "bea" else olaf,
            review=review,
            what=promise.what,
            who=people[promise.who],
            due_on=due,
            intended_effect=promise.effect,
        )
        assert decision.action is not None
        if promise.state != OPEN:
            told = _weekday(due + timedelta(days=promise.told)) if over else clock.day(-12)
            promised.append(Told(told, promise, decision.action))
    for code, reason in meeting.drop:
        decide_drop(actor=olaf, review=review, item=Item.objects.bank().get(code=code), reason=reason)
    for code, reason in meeting.add:
        decide_add(actor=olaf, review=review, item=Item.objects.bank().get(code=code), reason=reason)
    if meeting.project is not None:
        unit, name, goal, signal = meeting.project
        units = Unit.objects.filter(name=unit)
        decide_project(actor=bea, review=review, name=name, goal=goal, units=units, signal=signal)
    for who, text in meeting.shared:
        write_note(actor=people[who], review=review, text=text, share=True)
    if meeting.dissent is not None:
        who, text = meeting.dissent
        record_dissent(actor=people[who], review=review, text=text)
    save_notes(actor=bea, review=review, notes=meeting.notes, version=review.version)
    return promised


def _sign(review: Review, people: dict[str, Membership]) -> None:
    for who in ("olaf", "bea"):
        sign_review(actor=people[who], review=review, mark=current_mark(review))


def _tell_all_staff(organisation_id: UUID, clock: Clock, ago: int, meeting: Meeting, day: date) -> None:
    """The note: drafted from the decisions, put in own words, approved by both on `day`.

    Its mail is not sent: the demo's inbox shows what was sent now.
    """
    with clock.at(day, 14), tenant_scope(organisation_id):
        people, review = cast(), _review(clock, ago)
        note = draft_note(actor=people["anna"], review=review)
        note = change_note(
            actor=people["anna"],
            note=note,
            version=note.version,
            heard_nl=meeting.heard,
            not_doing_nl=meeting.not_doing,
        )
        for who, party in (("olaf", Party.WORKS_COUNCIL), ("bea", Party.EMPLOYER)):
            note = approve_note(actor=people[who], party=party, note=note, version=note.version)
        forget_mailings(review.wave)
