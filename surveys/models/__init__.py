"""Questions, waves, invitations, ballots, published figures and the monthly review."""

from surveys.models.figures import Block, BlockLevel, OpenAnswer, Publication, UnitAccumulator
from surveys.models.items import Item, ItemKind, QuestionnaireItem, Scale
from surveys.models.reviews import Decision, DecisionKind, Review
from surveys.models.rotation import OptOut, RotationPlace
from surveys.models.settings import Rhythm, SurveySettings
from surveys.models.trends import ChangeAcknowledged, Charts, ReferenceKind, ReferenceValue, Report
from surveys.models.waves import Ballot, Invitation, Roster, Wave, WaveItem, WaveState

__all__ = [
    "Ballot",
    "Block",
    "BlockLevel",
    "ChangeAcknowledged",
    "Charts",
    "Decision",
    "DecisionKind",
    "Invitation",
    "Item",
    "ItemKind",
    "OpenAnswer",
    "OptOut",
    "Publication",
    "QuestionnaireItem",
    "ReferenceKind",
    "ReferenceValue",
    "Report",
    "Review",
    "Rhythm",
    "Roster",
    "RotationPlace",
    "Scale",
    "SurveySettings",
    "UnitAccumulator",
    "Wave",
    "WaveItem",
    "WaveState",
]
