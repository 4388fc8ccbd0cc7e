"""Questions, waves, invitations, ballots, published figures and the monthly review."""

from surveys.models.certificates import PublicationCertificate
from surveys.models.figures import Block, BlockLevel, Publication, UnitAccumulator, WaveBlock
from surveys.models.guard import StaffMark
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
from surveys.models.notes import FeedbackNote, NoteApproval, StaffPage, page_token
from surveys.models.open_answers import (
    AnswerRelease,
    DraftAnswer,
    OpenAnswer,
    ReleasedAnswer,
    ReleaseState,
    Side,
    Withheld,
)
from surveys.models.proposals import Proposal, ProposalKind, ProposalSide, ProposalState
from surveys.models.reviews import (
    NOTE_WITHIN,
    Decision,
    DecisionKind,
    Review,
    ReviewAddendum,
    ReviewMinutes,
    ReviewNote,
    ReviewNoteKind,
    ReviewSignature,
)
from surveys.models.rotation import OptOut, RotationPlace
from surveys.models.settings import RULES, Agreement, Rhythm, SurveySettings
from surveys.models.trends import ChangeAcknowledged, Charts, ReferenceKind, ReferenceValue, Report
from surveys.models.waves import Ballot, Invitation, Roster, Wave, WaveItem, WaveState

__all__ = [
    "NOTE_WITHIN",
    "RULES",
    "Agreement",
    "AnswerRelease",
    "Ballot",
    "Block",
    "BlockLevel",
    "ChangeAcknowledged",
    "Charts",
    "DeadAddress",
    "Decision",
    "DecisionKind",
    "Delivery",
    "DraftAnswer",
    "FeedbackNote",
    "Invitation",
    "Item",
    "ItemKind",
    "MailLanguages",
    "MailSettings",
    "MailText",
    "Mailing",
    "MailingState",
    "NoteApproval",
    "OpenAnswer",
    "OptOut",
    "Proposal",
    "ProposalKind",
    "ProposalSide",
    "ProposalState",
    "Publication",
    "PublicationCertificate",
    "QuestionnaireItem",
    "ReferenceKind",
    "ReferenceValue",
    "ReleaseState",
    "ReleasedAnswer",
    "Report",
    "Review",
    "ReviewAddendum",
    "ReviewMinutes",
    "ReviewNote",
    "ReviewNoteKind",
    "ReviewSignature",
    "Rhythm",
    "Roster",
    "RotationPlace",
    "Scale",
    "Side",
    "StaffMark",
    "StaffPage",
    "SurveySettings",
    "UnitAccumulator",
    "Wave",
    "WaveBlock",
    "WaveItem",
    "WaveState",
    "Withheld",
    "page_token",
]
