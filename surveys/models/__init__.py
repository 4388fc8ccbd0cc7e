"""Questions, waves, invitations, ballots, published figures and the monthly review."""

from surveys.models.figures import Block, BlockLevel, OpenAnswer, Publication, UnitAccumulator
from surveys.models.items import Item, ItemKind, QuestionnaireItem, Scale
from surveys.models.mailings import (
    DeadAddress,
    Delivery,
    Mailing,
    MailingState,
    MailLanguages,
    MailSettings,
    MailText,
)
from surveys.models.reviews import Decision, DecisionKind, Review
from surveys.models.rotation import OptOut, RotationPlace
from surveys.models.settings import Rhythm, SurveySettings
from surveys.models.waves import Ballot, Invitation, Roster, Wave, WaveItem, WaveState

__all__ = [
    "Ballot",
    "Block",
    "BlockLevel",
    "DeadAddress",
    "Decision",
    "DecisionKind",
    "Delivery",
    "Invitation",
    "Item",
    "ItemKind",
    "MailLanguages",
    "MailSettings",
    "MailText",
    "Mailing",
    "MailingState",
    "OpenAnswer",
    "OptOut",
    "Publication",
    "QuestionnaireItem",
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
