"""What the demo's people agreed on the survey, and the policy that the works council endorsed with a condition."""

from datetime import date, timedelta
from uuid import UUID

from policy.actions import endorsements
from policy.models import EndorsementKind, EndorsementRequest, PolicyVersion
from surveys.actions.agreements import propose_agreement
from surveys.actions.setup import ensure_settings
from surveys.models import RULES, Agreement
from surveys.queries.agreements import agreement_in_force
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.people import member
from werkdruk.home.demo.waves import Tenant
from werkdruk.organisations.models import Membership, Role

COORDINATOR = (
    "Heeft een dag per week voor werkdruk, is er voor elk team en ziet dezelfde cijfers als iedereen. Nooit wie er"
    " antwoordde."
)
REMARKS = "Invullen mag in werktijd. Elk half jaar kijken we samen of deze afspraken nog passen."


def agree(tenant: Tenant, clock: Clock, day: date, rhythm: str) -> None:
    """The first agreement, a week after it was proposed."""
    with clock.at(day, 10), tenant_scope(tenant.id):
        ensure_settings()
        made = propose_agreement(
            actor=member(tenant.hr),
            rules=_rules(rhythm=rhythm),
            coordinator=COORDINATOR,
            remarks=REMARKS,
            reasons=(
                "We willen weten hoe het met de werkdruk gaat, zonder dat iemand kan zien wie wat zei. Dat kan alleen"
                " als we de regels samen vastleggen voor de eerste ronde."
            ),
            consequences="Iedereen krijgt één keer per jaar vragen. Meedoen is vrij, en stoppen kan zonder reden.",
            answer_by=day + timedelta(days=14),
        )
    with clock.at(day + timedelta(days=7), 15), tenant_scope(tenant.id):
        endorsements.answer(
            actor=_council(),
            endorsement=_request_of(made),
            outcome="endorsed",
            text="Mooi dat niemand dit alleen kan wijzigen.",
        )


def change_agreement(tenant: Tenant, clock: Clock, day: date) -> None:
    """Half a year later: open answers only from twelve people on, because the works council asked for it."""
    with clock.at(day, 10), tenant_scope(tenant.id):
        made = propose_agreement(
            actor=member(tenant.hr),
            rules=_rules(open_k=12),
            coordinator=COORDINATOR,
            remarks=f"{REMARKS} De ondernemingsraad krijgt dezelfde cursus over de cijfers als de leiding.",
            reasons="In een kleine ronde herken je snel wie iets schreef. Vanaf twaalf mensen voelt het veiliger.",
            consequences="Na een rustige ronde zijn er soms geen open antwoorden te lezen.",
            answer_by=day + timedelta(days=14),
        )
        endorsement = _request_of(made)
    with clock.at(day + timedelta(days=3), 11), tenant_scope(tenant.id):
        endorsements.consult(
            actor=_council(),
            endorsement=endorsement,
            held_on=day + timedelta(days=2),
            text="Besproken in de overlegvergadering. De cursus over de cijfers komt erbij.",
        )
    with clock.at(day + timedelta(days=6), 16), tenant_scope(tenant.id):
        endorsements.answer(actor=_council(), endorsement=endorsement, outcome="endorsed")


def endorse_policy(organisation_id: UUID, clock: Clock) -> None:
    """The second version of the policy: asked, talked about, endorsed with a condition, adopted with it."""

    def at(days: int, hour: int) -> tuple[date, int]:
        return clock.workday(days), hour

    day, hour = at(-70, 10)
    with clock.at(day, hour), tenant_scope(organisation_id):
        bea = _with_role(Role.EXECUTIVE)
        version = PolicyVersion.objects.order_by("-number")[0]
        made = endorsements.make_request(
            actor=bea,
            kind=EndorsementKind.POLICY,
            policy_version=version,
            title=f"Werkdrukbeleid, versie {version.number}",
            intended=f"Versie {version.number} van het werkdrukbeleid vaststellen.",
            reasons="De eerste versie zei te weinig over uitval en scholing. Drie teams lazen mee en vulden aan.",
            consequences="Een team dat één collega mist, mag vanaf die dag werk laten wachten.",
            answer_by=day + timedelta(days=28),
        )
        endorsements.ask(actor=bea, endorsement=made)
    _policy_answered(organisation_id, clock, made)


def _policy_answered(organisation_id: UUID, clock: Clock, made: EndorsementRequest) -> None:
    with clock.at(clock.workday(-62), 14), tenant_scope(organisation_id):
        endorsements.consult(
            actor=_council(),
            endorsement=made,
            held_on=clock.workday(-62),
            text="De ondernemingsraad wil weten hoe nieuwe medewerkers van het beleid horen.",
        )
    with clock.at(clock.workday(-55), 14), tenant_scope(organisation_id):
        endorsements.answer(
            actor=_council(),
            endorsement=made,
            outcome="conditions",
            text="Elke nieuwe medewerker krijgt het beleid op de eerste dag uitgelegd.",
        )
    with clock.at(clock.workday(-50), 10), tenant_scope(organisation_id):
        endorsements.decide(
            actor=_with_role(Role.EXECUTIVE),
            endorsement=made,
            carries_out=True,
            text="De voorwaarde nemen we over: het beleid staat vanaf nu op de lijst voor de eerste werkdag.",
        )


def _request_of(agreement: Agreement) -> EndorsementRequest:
    assert agreement.request is not None  # a proposal has one
    return agreement.request


def _rules(**other: object) -> dict[str, object]:
    present = agreement_in_force() or ensure_settings()
    return {name: getattr(present, name) for name in RULES} | other


def _with_role(role: Role) -> Membership:
    found: Membership = (
        Membership.objects.active()
        .with_role(role)
        .select_related("user", "organisation")
        .order_by("since")[0]
    )
    return found


def _council() -> Membership:
    return _with_role(Role.WORKS_COUNCIL)
