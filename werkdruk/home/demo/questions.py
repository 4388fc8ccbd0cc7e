"""What changed in the question bank over the year: an own statement, another wording, one that was retired, and a
proposal of the works council that waits for an answer."""

from datetime import timedelta
from uuid import UUID

from surveys.actions.proposals import accept_proposal, propose_change, propose_item, propose_wording
from surveys.models import Item, ItemKind, ProposalKind
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.people import cast

# In which review's month something happened, and how many days after it the other side answered.
OWN_STATEMENT, NEW_WORDING, RETIRED, WAITING = 9, 6, 4, 1
ANSWERED_AFTER = 2


def change_questions(organisation_id: UUID, clock: Clock, ago: int) -> None:
    """Make and answer the proposals of the month of `ago` months ago."""
    if ago not in (OWN_STATEMENT, NEW_WORDING, RETIRED, WAITING):
        return
    # The newest one is a week old, whatever day of the month it is.
    day = clock.day(-7) if ago == WAITING else clock.month(ago).replace(day=24)
    with clock.at(day, 11), tenant_scope(organisation_id):
        people = cast()
        anna, olaf, bea = people["anna"], people["olaf"], people["bea"]
        if ago == OWN_STATEMENT:
            answers, answer = anna, "Mooi. We vragen hem zodra er plaats is."
            proposal = propose_item(
                actor=olaf,
                kind=ItemKind.BANK,
                theme="energiebronnen",
                direction="positive",
                text_nl="Ik heb genoeg tijd voor de kinderen zelf.",
                text_en="I have enough time for the children themselves.",
                reason="Dit hoort de OR het vaakst in de pauze.",
                use="We kijken welke taken weg kunnen van de groep.",
            )
        elif ago == NEW_WORDING:
            answers, answer = olaf, "Ja: nu leest iedereen hetzelfde."
            proposal = propose_wording(
                actor=anna,
                item=Item.objects.bank().get(code="V27"),
                text_nl="Ik weet vier weken vooruit wanneer ik moet werken.",
                text_en="I know four weeks ahead when I have to work.",
                reason="“Op tijd” betekent voor iedereen iets anders.",
            )
        elif ago == RETIRED:
            answers, answer = bea, ""
            proposal = propose_change(
                actor=olaf,
                item=Item.objects.bank().get(code="V04"),
                kind=ProposalKind.RETIRE,
                reason="Speelt hier niet: met kinderen is geen dag hetzelfde.",
            )
        else:
            propose_item(
                actor=olaf,
                kind=ItemKind.BANK,
                theme="roosters",
                direction="positive",
                text_nl="Ik kan de groep rustig overdragen.",
                text_en="I can hand over the group calmly.",
                reason="In Zuid lopen diensten in elkaar over. We horen dat de overdracht erbij inschiet.",
                use="Is het antwoord laag, dan plannen we een kwartier overlap.",
            )
            return
    with clock.at(day + timedelta(days=ANSWERED_AFTER), 10), tenant_scope(organisation_id):
        accept_proposal(actor=answers, proposal=proposal, answer=answer)
