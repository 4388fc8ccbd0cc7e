"""The workload policy: one draft to work on, and versions that never change."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.domain.compare import fingerprint
from policy.questions import KEYS
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantModel


class _Answers(TenantModel):
    """Answers to the ten questions, by key; a question without an answer is absent or empty."""

    answers = models.JSONField(_("answers"), default=dict)

    class Meta:
        abstract = True

    @property
    def answered(self) -> int:
        """How many of the ten questions have an answer."""
        return sum(1 for key in KEYS if self.answers.get(key))

    @property
    def mark(self) -> str:
        """A fingerprint of all answers: another text has another mark."""
        return fingerprint(self.answers, KEYS)


class PolicyDraft(_Answers):
    """What is being written, one for each organisation."""

    changed_at = models.DateTimeField(default=timezone.now)
    changed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation"], name="policy_one_draft"),
        ]

    def __str__(self) -> str:
        return str(_("Draft"))


class PolicyVersion(_Answers):
    """A version as it was saved, numbered from 1. Nothing in it changes afterwards."""

    number = models.PositiveIntegerField(_("number"))
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("saved on"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_by_name = models.CharField(_("saved by"), max_length=200, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation", "number"], name="policy_version_once"),
        ]

    def __str__(self) -> str:
        return str(_("Version %(number)d") % {"number": self.number})


def as_answers(stored: Any) -> dict[str, str]:
    """The answers of a draft or version (None: nothing yet), with every key present."""
    return {key: (stored.answers.get(key) or "") if stored else "" for key in KEYS}
