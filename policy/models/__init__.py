"""The workload policy, and requests to the works council to endorse something."""

from policy.models.endorsements import (
    EndorsementDocument,
    EndorsementKind,
    EndorsementRequest,
    EndorsementState,
    EndorsementStep,
)
from policy.models.policies import PolicyDraft, PolicyVersion, as_answers

__all__ = [
    "EndorsementDocument",
    "EndorsementKind",
    "EndorsementRequest",
    "EndorsementState",
    "EndorsementStep",
    "PolicyDraft",
    "PolicyVersion",
    "as_answers",
]
