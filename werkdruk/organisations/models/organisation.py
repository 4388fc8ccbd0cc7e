"""The organisation itself: the tenant."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Representation(models.TextChoices):
    """Who speaks for the staff; the words on the pages follow."""

    WORKS_COUNCIL = "works_council", _("works council (OR)")
    STAFF_REPRESENTATION = "staff_representation", _("staff representation (PVT)")
    NONE = "none", _("neither")


class Organisation(models.Model):
    """A tenant. Its slug stands in every address of its pages."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    sector = models.CharField(_("sector"), max_length=100, blank=True)
    representation = models.CharField(
        _("representation of staff"),
        max_length=30,
        choices=Representation,
        default=Representation.WORKS_COUNCIL,
    )
    coordinator_title = models.CharField(_("name of the coordinator's role"), max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
