"""Steps of a request, and who stands on which side, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.models import EndorsementState, EndorsementStep
from werkdruk.organisations.models import Organisation, Party, Representation

# How a state is coloured; the word stands beside it.
KINDS: dict[str, str] = {
    EndorsementState.DRAFT: "plain",
    EndorsementState.ASKED: "give",
    EndorsementState.CONSULTED: "give",
    EndorsementState.ENDORSED: "good",
    EndorsementState.CONDITIONS: "give",
    EndorsementState.REFUSED: "drain",
    EndorsementState.DECIDED: "good",
    EndorsementState.DROPPED: "plain",
    EndorsementState.WITHDRAWN: "plain",
}

_COUNCIL = {
    Representation.WORKS_COUNCIL: gettext_lazy("works council"),
    Representation.STAFF_REPRESENTATION: gettext_lazy("staff representation"),
    Representation.NONE: gettext_lazy("representatives of the staff"),
}


def council_name(organisation: Organisation) -> str:
    """Who speaks for the staff, as this organisation calls them."""
    return str(_COUNCIL[Representation(organisation.representation)])


def party_name(party: str, organisation: Organisation) -> str:
    """A side as this organisation calls it."""
    return council_name(organisation) if party == Party.WORKS_COUNCIL else _("employer's side")


def step_words(step: EndorsementStep) -> str:
    """What happened, in a sentence."""
    who = step.by_name
    words = {
        EndorsementState.ASKED: _("%(who)s sent the intended decision."),
        EndorsementState.CONSULTED: _("%(who)s wrote down what was said."),
        EndorsementState.ENDORSED: _("%(who)s endorsed it."),
        EndorsementState.CONDITIONS: _("%(who)s endorsed it with conditions."),
        EndorsementState.REFUSED: _("%(who)s did not endorse it."),
        EndorsementState.DECIDED: _("%(who)s decided to carry it out.")
        if who
        else _("With the endorsement it was decided."),
        EndorsementState.DROPPED: _("%(who)s decided not to carry it out."),
        EndorsementState.WITHDRAWN: _("%(who)s took it back."),
    }
    return words[EndorsementState(step.state)] % {"who": who or _("Somebody")}
