"""Step 3 with the fixed cast: causes, proposals and their marks; inside the tenant's scope only."""

from typing import Any

from projects import actions
from projects.models import Cause, Project, Proposal, Side, Signal, SignalSource
from projects.queries import proposals as reads
from tests.cast import Zandbak

TITLE = "Eén overdracht per dag"


def two_causes(project: Project) -> tuple[Cause, Cause]:
    """Something that drains and something that gives energy."""
    drainer = Cause.objects.create(project=project, side=Side.DRAINER, title="Alles drie keer opschrijven")
    giver = Cause.objects.create(project=project, side=Side.GIVER, title="Tijd met de kinderen")
    return drainer, giver


def a_signal(project: Project) -> Signal:
    """What stands out in step 1."""
    return Signal.objects.create(
        project=project, source=SignalSource.CONVERSATION, text="Pauzes vallen uit", seen_on="2026-11-02"
    )


def put_forward(zandbak: Zandbak, project: Project, title: str = TITLE, **changes: Any) -> Proposal:
    """A proposal for Tim's team, by Anna."""
    fields = {
        "kind": "source",
        "level": "team",
        "unit": zandbak.team,
        "intended_result": "Rust",
        "tackles": (),
    }
    made = actions.add_proposal(
        actor=zandbak.member(zandbak.anna), project=project, title=title, **{**fields, **changes}
    )
    return fresh(made)


def fresh(proposal: Proposal) -> Proposal:
    """The proposal as the pages fetch it."""
    found = reads.find_proposal(proposal.project_id, proposal.id)
    assert found is not None
    return found


def weighed(zandbak: Zandbak, proposal: Proposal, impact: int, effort: int) -> Proposal:
    """The same with the group's marks."""
    actions.weigh_as_group(
        actor=zandbak.member(zandbak.anna),
        proposal=proposal,
        version=proposal.version,
        impact=impact,
        effort=effort,
    )
    return fresh(proposal)


def furnish(zandbak: Zandbak, weighed_in: Project, weighing_in: Project) -> None:
    """Proposals in every state in the first project, and phones that are open in the second."""
    anna, bea = zandbak.member(zandbak.anna), zandbak.member(zandbak.bea)
    drainer, giver = two_causes(weighed_in)
    a_signal(weighed_in)
    for number, (impact, effort) in enumerate([(5, 2), (4, 5), (2, 2), (1, 5)], start=1):
        made = put_forward(zandbak, weighed_in, f"Voorstel {number}", tackles=[drainer, giver])
        made = weighed(zandbak, made, impact, effort)
        if number == 1:
            actions.weigh_as_manager(actor=bea, proposal=made, version=made.version, impact=3, effort=5)
    put_forward(zandbak, weighed_in, "Nog te wegen")
    later = put_forward(zandbak, weighed_in, "Later misschien")
    actions.put_off_proposal(actor=anna, proposal=later, reason="Eerst het rooster")
    put_forward(zandbak, weighing_in, "Wegen met telefoons")
    actions.begin_weighing(actor=anna, project=weighing_in)
