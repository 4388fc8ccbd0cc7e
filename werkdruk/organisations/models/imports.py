"""A staff file that HR brought in: from upload to applied, and back."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantManager, TenantModel, TenantQuerySet

# The file and what undoing needs hold personal data: forgotten after this long.
CONTENT_KEPT = timedelta(days=30)


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("columns not matched yet")
    MATCHED = "matched", _("ready to apply")
    APPLIED = "applied", _("applied")
    UNDONE = "undone", _("undone")


class StaffImportQuerySet(TenantQuerySet):
    def applied(self) -> "StaffImportQuerySet":
        """Imports whose changes stand."""
        return self.filter(state=ImportState.APPLIED)

    def past_keeping(self) -> "StaffImportQuerySet":
        """Imports whose file must be forgotten now."""
        return self.filter(uploaded_at__lt=timezone.now() - CONTENT_KEPT)


class StaffImport(TenantModel):
    """One uploaded file, how its columns are read, what applying it did, and what undoing it would put back.

    `content` is the table as domain.staff_file packs it, `mapping` has a column number (from 0) by field,
    `counts` what applying did, `undo` the rows as they were before (see actions/imports.py).
    """

    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(null=True)
    mapping = models.JSONField(default=dict)
    remove_missing = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    counts = models.JSONField(default=dict)
    undo = models.JSONField(null=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(StaffImportQuerySet)()

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = tenant_constraints()

    def __str__(self) -> str:
        return self.file_name

    @property
    def packed(self) -> bytes:
        """The packed table; empty once it is forgotten."""
        return bytes(self.content or b"")
