"""The demo: what `fill_demo` makes with the real engine, that it does so once, and that it says when it was cut off."""

import random
import re
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from measures.models import Action, ActionState, Measure, MeasureState
from policy.models import EndorsementKind, EndorsementRequest, PolicyVersion
from projects import queries
from projects.domain.lifecycle import current_step
from projects.models import Card, Cause, KickoffItem, KickoffState, PlanDocument, Project, Session
from projects.queries.causes import map_of
from surveys.actions.answering import Link, look_up
from surveys.models import (
    Agreement,
    AnswerRelease,
    Ballot,
    Decision,
    DecisionKind,
    DraftAnswer,
    FeedbackNote,
    Item,
    Mailing,
    OpenAnswer,
    Proposal,
    Publication,
    ReleasedAnswer,
    ReleaseState,
    Review,
    ReviewNote,
    ReviewNoteKind,
    Wave,
    WaveItem,
    WaveState,
)
from surveys.queries.minutes import MINUTES_JOB
from werkdruk.core import jobs
from werkdruk.core.models import AuditEntry, Job, JobState
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo import people, population, sentences, staff
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.population import Respondent
from werkdruk.organisations.models import (
    Employee,
    MemberMail,
    Membership,
    Organisation,
    Role,
    StaffImport,
    Unit,
)

TOKEN = re.compile(r"/s/zandbak/([^/\s]{32})/")
# The first minutes of a month, the day after a leap day: this month has hardly begun.
AWKWARD = datetime(2028, 2, 29, 23, 10, tzinfo=UTC)


def fill_demo() -> str:
    """What the command prints."""
    said = StringIO()
    call_command("fill_demo", stdout=said)
    return said.getvalue()


def test_the_demo_is_filled_once_by_the_real_engine(committed_db: None) -> None:
    with time_machine.travel(AWKWARD):
        said = fill_demo()
        assert "ronde 7 van 13" in said
        organisation = Organisation.objects.get(slug="zandbak")
        with tenant_scope(organisation.id):
            _check_organisation()
            _check_agreements()
            _check_waves()
            _check_words()
            _check_reviews()
            _check_questions()
            _check_plans()
            _check_projects()
            before = _everything()
        # Only what went out this month is in the inbox: the past's mail went nowhere.
        addresses = [message.to[0] for message in mail.outbox]
        assert len(addresses) == len(set(addresses))
        assert {address.split("@")[1] for address in addresses} == {"zandbak.example", "anders.example"}
        with tenant_scope(organisation.id):
            newest = [look_up(TOKEN.findall(str(message.body))[0])[0] for message in mail.outbox[-5:]]
        assert newest == [Link.OPEN] * 5

        assert fill_demo() == "De demo is al gevuld.\n"
        with tenant_scope(organisation.id):
            assert _everything() == before
        for person in (people.ANNA, *people.ZANDBAK, people.CARLA, *people.ANDERS):
            client = Client()
            answer = client.post(
                "/accounts/login/", {"login": person.email, "password": "werkdruk-demo"}, follow=True
            )
            slug = "anders" if person.email.endswith("@other.example") else "zandbak"
            assert answer.redirect_chain[-1] == (f"/o/{slug}/", 302)
            assert answer.status_code == 200


def _check_agreements() -> None:
    agreed = list(Agreement.objects.agreed())
    assert [(one.number, one.k, one.open_k) for one in agreed] == [(2, 5, 12), (1, 5, 10)]
    drawn = list(Wave.objects.order_by("month").values_list("agreement__number", flat=True))
    assert drawn == [1] * 7 + [2] * 7
    policy = EndorsementRequest.objects.get(kind=EndorsementKind.POLICY)
    assert list(policy.steps.values_list("state", flat=True)) == [
        "asked",
        "consulted",
        "conditions",
        "decided",
    ]
    assert not EndorsementRequest.objects.running().exists()
    assert not MemberMail.objects.due().exists()


def _check_organisation() -> None:
    assert Employee.objects.current().count() == 300
    levels = [Unit.objects.filter(parent=None)]
    levels += [Unit.objects.filter(parent__in=levels[0])]
    levels += [Unit.objects.filter(parent__in=levels[1])]
    assert [level.count() for level in levels] == [3, 12, 30]
    assert StaffImport.objects.applied().count() == 2
    held = sorted(role for member in Membership.objects.active() for role in member.roles)
    assert held == sorted(
        [Role.HR, Role.EXECUTIVE, Role.FACILITATOR, *[Role.WORKS_COUNCIL] * 2, *[Role.TEAM_LEAD] * 3]
    )
    done = Job.objects.exclude(kind=MINUTES_JOB)
    assert set(done.values_list("state", flat=True)) == {JobState.DONE}
    assert not AuditEntry.objects.filter(at__gt=timezone.now()).exists()


def _check_waves() -> None:
    states = list(Wave.objects.order_by("month").values_list("state", flat=True))
    assert states == [WaveState.CLOSED] * 13 + [WaveState.OPEN]
    newest = Wave.objects.open().get()
    assert (newest.month, newest.opens_on) == (date(2028, 3, 1), date(2028, 3, 1))
    assert 0 < Ballot.objects.filter(wave=newest).count() < newest.invited
    assert not Ballot.objects.exclude(wave=newest).exists()
    assert Publication.objects.filter(unit=None).count() == 13
    published = set(Publication.objects.exclude(unit=None).values_list("unit__name", flat=True))
    assert published >= {"Regio Noord", "Regio Midden", "Regio Zuid"}
    assert len(published) >= 20


def _check_words() -> None:
    states = list(AnswerRelease.objects.order_by("first_month").values_list("state", flat=True))
    assert states[-1] == ReleaseState.READING
    assert set(states[:-1]) <= {ReleaseState.RELEASED, ReleaseState.NONE_KEPT, ReleaseState.DELETED}
    assert states.count(ReleaseState.RELEASED) >= 8
    newest = AnswerRelease.objects.all()[0]
    assert (newest.turned_by("hr"), newest.turned_by("works_council")) == (True, False)
    texts = list(ReleasedAnswer.objects.values_list("text", flat=True))
    assert any("[naam]" in text for text in texts)
    assert not any(name in text for name in sentences.NAMES for text in texts)
    assert not any(name in text for name in sentences.NAMES for text in _drafts_shown())
    assert not OpenAnswer.objects.exists()


def _drafts_shown() -> list[str]:
    return list(DraftAnswer.objects.filter(withheld="").values_list("text", flat=True))


def _check_reviews() -> None:
    undecided = Review.objects.exclude(id__in=Decision.objects.values("review"))
    assert [review.wave.month for review in undecided] == [date(2028, 2, 1)]
    assert set(Decision.objects.values_list("kind", flat=True)) == set(DecisionKind.values)
    # Twelve were held: signed by both, and told to all staff, once later than within fourteen days.
    signed = Review.objects.exclude(signed_at=None).order_by("wave__month")
    assert [review.wave.month for review in signed] == [date(2027, month, 1) for month in range(2, 13)] + [
        date(2028, 1, 1)
    ]
    told = FeedbackNote.objects.published().order_by("review__wave__month").select_related("review")
    assert [note.review_id for note in told] == [review.id for review in signed]
    taken = [note.days_taken for note in told]
    assert [days for days in taken if days > 14] == [taken[2]]
    assert all(note.published_at.weekday() < 5 for note in told)
    # What was still to come when a review was signed does not stand in its record.
    recorded = {one["state"] for review in signed for one in review.record["promises"]}
    assert recorded == {"open", "done", "dropped"}
    assert ReviewNote.objects.filter(kind=ReviewNoteKind.DISSENT).count() == 2
    assert Mailing.objects.filter(kind="note").exclude(state="sent").count() == 0
    # The worker makes the minutes when it comes.
    waiting = Job.objects.filter(kind=MINUTES_JOB, state=JobState.WAITING)
    assert waiting.count() == 24
    assert set(waiting.values_list("id", flat=True)) <= set(jobs.left_behind())
    # What the reviews decided is what the newest wave asks.
    asked = set(WaveItem.objects.filter(wave__state=WaveState.OPEN).values_list("item__code", flat=True))
    assert {code for code in asked if code.startswith("V")} == {"V27", "V28", "V29", "V40", "V41"}


def _check_questions() -> None:
    own = Item.objects.get(own=True)
    assert (own.code, own.retired_at) == ("E01", None)
    retired = Item.objects.filter(retired_at__isnull=False).values_list("code", "version")
    assert sorted(retired) == [("V04", 1), ("V27", 1)]
    # The newest wave asks the newer wording; each wording has figures of its own.
    waves = {
        item.version: WaveItem.objects.filter(item=item).count() for item in Item.objects.filter(code="V27")
    }
    assert waves == {1: 8, 2: 6}
    waiting = Proposal.objects.waiting().get()
    assert (waiting.side, waiting.proposed_by_name) == ("works_council", "Olaf Jansen")


def _check_plans() -> None:
    assert set(Action.objects.values_list("state", flat=True)) == set(ActionState.values)
    assert set(Measure.objects.values_list("state", flat=True)) == set(MeasureState.values)
    assert Action.objects.overdue(timezone.localdate()).exists()
    assert PolicyVersion.objects.count() == 2


def _check_projects() -> None:
    found = {project.name: project for project in Project.objects.all()}
    steps = {
        name: current_step(queries.position_of(project))
        for name, project in found.items()
        if project.closed_at is None
    }
    assert steps == {
        "Een poule voor Zuid": 1,
        "Minder dubbel werk": 2,
        "Rust op de groep": 4,
        "Overdracht in een kwartier": 5,
        "Ophalen zonder haast": 1,
    }
    assert found["Ophalen zonder haast"].round == 2
    assert found["Inwerken zonder haast"].closed_at is not None
    kickoff = KickoffItem.objects.filter(project=found["Minder dubbel werk"])
    assert kickoff.filter(state=KickoffState.DONE).count() == 7
    thoughts = found["Minder dubbel werk"].proposals.all()
    assert (thoughts.count(), thoughts.filter(staff_phones=9).count()) == (7, 6)
    assert (thoughts.filter(impact__isnull=False).count(), thoughts.filter(state="later").count()) == (3, 1)
    goals = list(found["Rust op de groep"].goals.values_list("outcome", flat=True))
    assert goals[0].startswith("Iedereen heeft elke dienst een pauze")
    assert bytes(PlanDocument.objects.get().content).startswith(b"%PDF")
    held, planned = Session.objects.filter(project=found["Minder dubbel werk"], kind="energy")
    assert (held.state, planned.state) == ("ended", "planned")
    assert Card.objects.filter(session=held, seat__isnull=True).count() == 28
    assert Cause.objects.filter(session=held).count() == 3
    assert len(map_of(held.project).loops) == 1


def _everything() -> dict[str, int]:
    models = (Employee, Wave, Publication, Review, Decision, Measure, Action, Project, AuditEntry, Job)
    return {model.__name__: model.objects.count() for model in models}


def test_a_filling_that_was_cut_off_asks_to_start_over(db: None) -> None:
    Organisation.objects.create(name="Zorggroep Anders", slug="anders")
    with pytest.raises(CommandError, match="make demo-reset"):
        fill_demo()


def test_the_clock_is_never_later_than_now() -> None:
    now = datetime(2028, 2, 29, 23, 10, tzinfo=UTC)
    clock = Clock(now)
    assert (clock.today, clock.month(0), clock.month(13)) == (
        date(2028, 3, 1),
        date(2028, 3, 1),
        date(2027, 2, 1),
    )
    with clock.at(clock.today, 7):
        assert 0 <= (timezone.now() - now).total_seconds() < 5
    with clock.at(date(2027, 7, 1), 7):
        assert timezone.localtime().isoformat(timespec="minutes") == "2027-07-01T07:00+02:00"


@pytest.mark.parametrize("days", range(-10, 11))
def test_a_workday_is_on_no_weekend_and_close_by(days: int) -> None:
    clock = Clock(datetime(2026, 11, 22, 9, tzinfo=UTC))
    found = clock.workday(days)
    assert found.weekday() < 5
    assert 0 <= (found - clock.day(days)).days <= 2


def _staff() -> list[staff.Person]:
    return staff.make_staff(staff.ZANDBAK, "zandbak.example", date(2025, 10, 1), random.Random(20))


def test_the_staff_is_the_same_each_time_and_everyone_has_an_address() -> None:
    everyone = _staff()
    assert everyone == _staff()
    assert len({person.email for person in everyone}) == len({person.number for person in everyone}) == 300
    assert all(person.email.isascii() and person.joined_on < date(2025, 10, 1) for person in everyone)


def test_half_a_year_later_as_many_work_there_and_nobody_twice() -> None:
    everyone = _staff()
    later = staff.half_a_year_later(everyone, "zandbak.example", date(2026, 5, 1), random.Random(3))
    before, after = ({person.number for person in one} for one in (everyone, later))
    assert (len(later), len(before - after), len(after - before)) == (300, 11, 11)
    assert len({person.email for person in later}) == 300
    teams = {person.number: person.team for person in everyone}
    moved = [person for person in later if person.number in teams and teams[person.number] != person.team]
    assert len(moved) == 4


def _respondents(region: str, months: int) -> list[Respondent]:
    return [Respondent(str(number), region, "Locatie", "Team", months) for number in range(300)]


def test_rosters_got_worse_in_zuid_only() -> None:
    item: Any = type(
        "Statement", (), {"key": "V27", "theme": "roosters", "scale": "agreement", "direction": "positive"}
    )

    def mean(region: str, months: int) -> float:
        found = [population.answers_of(one, [item])["V27"] for one in _respondents(region, months)]
        given = [answer for answer in found if answer is not None]
        return sum(given) / len(given)

    assert mean("Regio Zuid", 8) < mean("Regio Zuid", 2) - 1
    assert abs(mean("Regio Noord", 8) - mean("Regio Noord", 2)) < 0.3


def test_about_six_in_ten_answer_and_nobody_says_the_same_twice() -> None:
    everyone = _respondents("Regio Zuid", 9)
    assert 0.55 < sum(population.takes_part(one) for one in everyone) / 300 < 0.7
    said: set[str] = set()
    texts = [text for one in everyone[:25] for text in population.words_of(one, said).values()]
    assert len(texts) == len(set(texts)) > 10


def test_open_answers_name_nobody_but_those_who_are_taken_out() -> None:
    texts = " ".join((*sentences.COSTS, *sentences.COSTS_IN_ZUID, *sentences.GIVES)).split()
    signing_in = {word for person in (people.ANNA, *people.ZANDBAK) for word in person.name.split()}
    names = {*staff.FIRST_NAMES.split()} | signing_in - {"de", "van", "El"}
    assert {word.strip(".,?") for word in texts} & names == set()
    assert all(any(name in text for name in sentences.NAMES) for text in sentences.NAMED)
