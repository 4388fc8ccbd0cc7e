"""The order of events: two organisations, a year of waves, plans, projects and policy."""

import logging
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from surveys.models import Rhythm
from werkdruk.celery import app as celery
from werkdruk.core import audit
from werkdruk.core.models import AuditEntry
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo import people, staff, stories, team_plans
from werkdruk.home.demo.agreements import agree, change_agreement, endorse_policy
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.kickoffs import hold_kickoffs
from werkdruk.home.demo.offers import put_on_offer
from werkdruk.home.demo.people import SignIn
from werkdruk.home.demo.plans import write_plan
from werkdruk.home.demo.policies import write_policy
from werkdruk.home.demo.projects import Teller
from werkdruk.home.demo.questions import change_questions
from werkdruk.home.demo.reviews import Reviews
from werkdruk.home.demo.second_round import PICKING_UP
from werkdruk.home.demo.sessions import hold_sessions
from werkdruk.home.demo.signals import bring_signals
from werkdruk.home.demo.waves import Tenant, run_open_wave, run_past_wave, without_mail
from werkdruk.home.demo.weighings import weigh_measures
from werkdruk.home.demo.words import release_words
from werkdruk.organisations.actions.imports import apply_import, diff_digest, match_columns, upload_staff_file
from werkdruk.organisations.actions.mails import send_member_mail
from werkdruk.organisations.domain.staff_columns import guess
from werkdruk.organisations.models import Organisation, Representation
from werkdruk.organisations.queries import import_diff

FILLED = "home.demo_filled"
SLUGS = ("anders", "zandbak")
# Closed waves behind us: twelve make the first yearly block complete, so that units have figures.
PAST_WAVES = 13
STAFF_CHANGES_AFTER = 7
AGREEMENT_CHANGES_AFTER = 6
SEED = 20

Say = Callable[[str], None]


def state() -> str:
    """``empty``, ``filled``, or ``half`` when an earlier filling was cut off."""
    found = list(Organisation.objects.filter(slug__in=SLUGS))
    if not found:
        return "empty"
    for organisation in found:
        with tenant_scope(organisation.id):
            if AuditEntry.objects.filter(action=FILLED).exists():
                return "filled"
    return "half"


def fill(clock: Clock, say: Say) -> None:
    """Make both organisations; the entry that says so is written last."""
    with _worker_inside():
        _fill_anders(clock, say)
        organisation_id = _fill_zandbak(clock, say)
    with tenant_scope(organisation_id):
        audit.record(FILLED, actor=None)


def _fill_zandbak(clock: Clock, say: Say) -> UUID:
    start = clock.month(PAST_WAVES)
    rng = random.Random(SEED)
    with clock.at(clock.day((start - clock.today).days - 45)), without_mail():
        organisation = Organisation.objects.create(
            name="Kinderopvang De Zandbak",
            slug="zandbak",
            sector="Kinderopvang",
            representation=Representation.WORKS_COUNCIL,
            coordinator_title="werkdrukregisseur",
        )
        people.make_first_person(organisation, people.ANNA)
        everyone = staff.make_staff(staff.ZANDBAK, "zandbak.example", start, rng)
        _import(organisation.id, people.ANNA, "personeel.csv", everyone)
        people.invite_everyone(organisation.id, people.ANNA.email, people.ZANDBAK)
    say(f"Kinderopvang De Zandbak: {len(everyone)} medewerkers, {len(people.ZANDBAK) + 1} mensen met een rol")
    tenant = Tenant(organisation.id, people.ANNA.email)
    agree(tenant, clock, clock.day((start - clock.today).days - 30), Rhythm.MONTHLY)
    reviews = Reviews(organisation.id, clock)
    for number in range(PAST_WAVES):
        ago = PAST_WAVES - number
        if number == STAFF_CHANGES_AFTER:
            day = clock.day((clock.month(ago) - clock.today).days - 4)
            with clock.at(day):
                later = staff.half_a_year_later(everyone, "zandbak.example", day, rng)
                _import(organisation.id, people.ANNA, "personeel halfjaar.csv", later, end_missing=True)
        invited, answered, closed = run_past_wave(tenant, clock, clock.month(ago), number)
        # The newest ones wait for the key of the works council.
        release_words(tenant.id, clock, clock.month(ago), closed, "anna", "" if ago == 1 else "olaf")
        reviews.hold(ago)
        change_questions(organisation.id, clock, ago)
        if number == AGREEMENT_CHANGES_AFTER:
            change_agreement(tenant, clock, closed + timedelta(days=3))
        say(f"ronde {number + 1} van {PAST_WAVES}: {invited} uitgenodigd, {answered} ingevuld")
    reviews.prepare(1)
    _plans_and_projects(organisation.id, clock, say)
    _let_mail_go(organisation.id)
    invited, answered = run_open_wave(tenant, clock, PAST_WAVES)
    say(f"ronde van deze maand: {invited} uitgenodigd, {answered} ingevuld tot nu toe")
    return organisation.id


def _plans_and_projects(organisation_id: UUID, clock: Clock, say: Say) -> None:
    write_policy(organisation_id, clock)
    endorse_policy(organisation_id, clock)
    write_plan(organisation_id, clock, "", "anna", team_plans.HOUSE)
    write_plan(organisation_id, clock, "BSO De Boomhut", "tim", team_plans.BOOMHUT)
    write_plan(organisation_id, clock, "KDV De Schelp", "noor", team_plans.SCHELP)
    write_plan(organisation_id, clock, "Planning en roosters", "hassan", team_plans.PLANNING)
    for unit, plans in team_plans.OTHERS.items():
        write_plan(organisation_id, clock, unit, "anna", plans)
    put_on_offer(organisation_id, clock)
    say(f"beleid, {len(team_plans.OTHERS) + 3} teamplannen en het plan van de organisatie")
    for story in (*stories.STORIES, PICKING_UP):
        Teller(organisation_id, clock, story).tell()
        say(f"project “{story.name}”")
    bring_signals(organisation_id, clock)
    say("cijfers van HR, vroege signalen en de signalen van elk project")
    hold_sessions(organisation_id, clock)
    say("een energiesessie met oorzaken en kaart, en een voor volgende week")
    # Before the kick-offs, whose inspection file tells of it.
    weigh_measures(organisation_id, clock)
    hold_kickoffs(organisation_id, clock)


def _fill_anders(clock: Clock, say: Say) -> None:
    """The other organisation: smaller, every quarter a quarter of the staff."""
    rng = random.Random(SEED + 1)
    start = clock.month(6)
    with clock.at(clock.day((start - clock.today).days - 30)), without_mail():
        organisation = Organisation.objects.create(
            name="Zorggroep Anders",
            slug="anders",
            sector="Verpleging en verzorging",
            representation=Representation.WORKS_COUNCIL,
            coordinator_title="aanjager",
        )
        people.make_first_person(organisation, people.CARLA)
        everyone = staff.make_staff(staff.ANDERS, "anders.example", start, rng)
        _import(organisation.id, people.CARLA, "medewerkers.csv", everyone)
        people.invite_everyone(organisation.id, people.CARLA.email, people.ANDERS)
    tenant = Tenant(organisation.id, people.CARLA.email)
    agree(tenant, clock, clock.day((start - clock.today).days - 20), Rhythm.QUARTERLY)
    for ago in (6, 3):
        _invited, _answered, closed = run_past_wave(tenant, clock, clock.month(ago), 6 - ago)
        if ago == 6:  # the newer ones are still sealed
            release_words(tenant.id, clock, clock.month(ago), closed, "carla", "pieter")
    _let_mail_go(tenant.id)
    run_open_wave(tenant, clock, 6)
    say(f"Zorggroep Anders: {len(everyone)} medewerkers, 2 rondes en een open ronde")


def _import(
    organisation_id: UUID, hr: SignIn, name: str, everyone: list[staff.Person], *, end_missing: bool = False
) -> None:
    """Upload, match, look at and apply a staff file, as on the pages."""
    with tenant_scope(organisation_id):
        actor = people.member(hr.email)
        uploaded = upload_staff_file(actor=actor, file_name=name, content=staff.as_csv(everyone))
        columns = guess(staff.HEADINGS.split(";"))
        matched = match_columns(actor=actor, staff_import=uploaded, columns=columns)
        digest = diff_digest(import_diff(matched, timezone.localdate()))
        apply_import(actor=actor, staff_import=matched, digest=digest, end_missing=end_missing)


def _let_mail_go(organisation_id: UUID) -> None:
    """What members were told in the past went then: the demo's inbox shows what is sent now."""
    with without_mail():
        send_member_mail(organisation_id)


@contextmanager
def _worker_inside() -> Iterator[None]:
    """Long work is done here and at once: no worker runs while the demo is filled."""
    before = celery.conf.task_always_eager, celery.conf.task_eager_propagates
    celery.conf.update(task_always_eager=True, task_eager_propagates=True)
    tasks = logging.getLogger("celery.app.trace")
    level = tasks.level
    tasks.setLevel(logging.WARNING)
    try:
        yield
    finally:
        tasks.setLevel(level)
        celery.conf.update(task_always_eager=before[0], task_eager_propagates=before[1])
