"""Step 3 in the demo: measures put forward, weighed by phone and by the manager, what the plan tackles. Invented."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from projects import actions
from projects.actions.weighing import PhoneMarks
from projects.models import Project, ProjectMeasure, Proposal, ProposalOrigin
from projects.queries import find_project, plan_measures
from projects.queries import proposals as reads
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.people import cast
from werkdruk.home.demo.plans import ENERGY, ORGANISATION, SOURCE, TEAM
from werkdruk.organisations.models import Membership

STAFF, CATALOGUE, ELSEWHERE = ProposalOrigin.STAFF, ProposalOrigin.CATALOGUE, ProposalOrigin.ELSEWHERE
PHONES = 9


@dataclass(frozen=True, slots=True)
class Thought:
    """A measure that was put forward: about the marks it got, and those of the manager."""

    title: str
    result: str
    kind: str = SOURCE
    level: str = TEAM
    origin: str = STAFF
    impact: int = 3
    effort: int = 3
    manager: tuple[int, int] | None = None
    why_not_now: str = ""


DOUBLE_WORK = (
    Thought(
        "Het dagboekje alleen nog in de app",
        "Wat ouders willen weten staat op één plek; niemand schrijft het nog op papier.",
        impact=5,
        effort=2,
        manager=(4, 2),
    ),
    Thought(
        "Afspreken wat we niet meer vastleggen",
        "Elk team schrapt drie lijsten die niemand leest.",
        origin=CATALOGUE,
        impact=4,
        effort=1,
        manager=(4, 3),
    ),
    Thought(
        "Eén systeem voor plaatsing, rooster en facturen",
        "Gegevens van een kind hoeven maar één keer ingevuld te worden.",
        level=ORGANISATION,
        impact=5,
        effort=5,
        manager=(3, 5),
    ),
    Thought(
        "Formulieren in het computersysteem een vaste naam geven",
        "Zoeken kost minder tijd.",
        impact=2,
        effort=2,
    ),
    Thought(
        "Alle oude dossiers overtypen",
        "Alles staat in het nieuwe systeem.",
        level=ORGANISATION,
        impact=1,
        effort=5,
        why_not_now="Het kost maanden en niemand zoekt er ooit iets in terug. We scannen alleen wat moet.",
    ),
    Thought(
        "Elke week een uur vrij om op te ruimen wat dubbel is",
        "Het team kiest zelf wat er weg kan en ziet meteen verschil.",
        kind=ENERGY,
        origin=ELSEWHERE,
        impact=4,
        effort=3,
    ),
)
# Thought of after the phones were closed.
LATE = Thought("Ouders vullen zelf de haaltijden in", "De groep hoeft niet meer te bellen of te mailen.")


def weigh_measures(organisation_id: UUID, clock: Clock) -> None:
    """Measures put forward and weighed in the large project that runs; links to causes in the plan of another."""
    weighing = Weigher(organisation_id, clock, "Minder dubbel werk")
    weighing.on(-5, weighing.put_forward)
    weighing.on(-4, weighing.by_phone)
    weighing.on(-3, weighing.by_manager)
    weighing.on(-2, weighing.decide)
    linking = Weigher(organisation_id, clock, "Rust op de groep")
    linking.on(-2, linking.link_plan)


class Weigher:
    """Lets step 3 of one project happen through the actions of its pages."""

    def __init__(self, organisation_id: UUID, clock: Clock, name: str) -> None:
        self.organisation_id = organisation_id
        self.clock = clock
        self.name = name
        self.rng = random.Random(len(name))

    def on(self, day: int, happen: Callable[[dict[str, Membership], Project], Any]) -> None:
        """Let `happen` be done so many days from today, for the people of the demo."""
        with self.clock.at(self.clock.day(day), 14), tenant_scope(self.organisation_id):
            found = find_project(Project.objects.get(name=self.name).id)
            if found is not None:
                happen(cast(), found)

    def put_forward(self, people: dict[str, Membership], project: Project) -> None:
        """Every thought, linked to a cause or a signal where the project has any."""
        targets = reads.targets(project)
        for number, thought in enumerate(DOUBLE_WORK):
            self._add(people, project, thought, targets[number % len(targets) :][:1] if targets else [])

    def _add(
        self, people: dict[str, Membership], project: Project, thought: Thought, tackles: list[reads.Target]
    ) -> None:
        actions.add_proposal(
            actor=people["fatima"],
            project=project,
            title=thought.title,
            intended_result=thought.result,
            kind=thought.kind,
            level=thought.level,
            origin=thought.origin,
            tackles=tackles,
        )

    def by_phone(self, people: dict[str, Membership], project: Project) -> None:
        """Nine phones around the marks of each thought, with three dots each."""
        session = actions.begin_weighing(actor=people["fatima"], project=project)
        proposals = {proposal.title: proposal.id for proposal in reads.on_sheet(project)}
        known = [thought for thought in DOUBLE_WORK if thought.title in proposals]
        for phone in range(PHONES):
            liked = self.rng.sample(known, min(3, len(known)))
            sheet = {
                proposals[one.title]: PhoneMarks(
                    impact=self._around(one.impact), effort=self._around(one.effort), dot=one in liked
                )
                for one in known
            }
            actions.store_marks(session=session, secret=f"demo-phone-number-{phone:04}", sheet=sheet)
        actions.close_weighing(actor=people["fatima"], session=session)

    def _around(self, mark: int) -> int:
        return min(5, max(1, mark + self.rng.choice((-1, 0, 0, 0, 1))))

    def by_manager(self, people: dict[str, Membership], project: Project) -> None:
        """The executive's marks, after those of the participants."""
        for thought in DOUBLE_WORK:
            if thought.manager is None:
                continue
            proposal = Proposal.objects.select_related("project").get(project=project, title=thought.title)
            impact, effort = thought.manager
            actions.weigh_as_manager(
                actor=people["bea"], proposal=proposal, version=proposal.version, impact=impact, effort=effort
            )

    def decide(self, people: dict[str, Membership], project: Project) -> None:
        """What is not for now, with its reason; and one more idea."""
        for thought in DOUBLE_WORK:
            if thought.why_not_now:
                proposal = Proposal.objects.select_related("project").get(
                    project=project, title=thought.title
                )
                actions.put_off_proposal(actor=people["anna"], proposal=proposal, reason=thought.why_not_now)
        self._add(people, project, LATE, reads.targets(project)[:1])

    def link_plan(self, people: dict[str, Membership], project: Project) -> None:
        """Say of each measure in the plan what it tackles, but of the last; nothing where nothing is known yet."""
        targets = reads.targets(project)
        measures = list(plan_measures(project).order_by("created_at", "id"))
        for number, measure in enumerate(measures[:-1] if targets else []):
            link = ProjectMeasure.objects.select_related("project", "measure").get(
                project=project, measure=measure
            )
            actions.change_tackles(actor=people["anna"], link=link, tackles=[targets[number % len(targets)]])
