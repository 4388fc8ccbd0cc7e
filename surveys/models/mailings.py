"""What is mailed to many: texts of an organisation, when they go out, and the outbox."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.domain.mail_text import LONGEST_BODY, LONGEST_SUBJECT
from surveys.domain.mailing import MOST_ANNOUNCE_DAYS, MOST_REMINDERS, MailKind
from surveys.models.waves import Invitation, Wave
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import Employee

KIND_LABELS = {
    MailKind.ANNOUNCEMENT: _("announcement"),
    MailKind.INVITATION: _("invitation"),
    MailKind.REMINDER: _("reminder"),
    MailKind.CLOSING: _("closing"),
    MailKind.NOTE: _("note to all staff"),
}
KIND_CHOICES = [(kind.value, label) for kind, label in KIND_LABELS.items()]


class MailLanguages(models.TextChoices):
    DUTCH = "nl", _("Dutch")
    ENGLISH = "en", _("English")
    BOTH = "nl+en", _("Dutch, with English below it")


class MailSettings(TenantModel):
    """Which mails go out by themselves, in which language, and who answers questions. One row an organisation."""

    announce = models.BooleanField(_("announce each wave to all staff"), default=True)
    announce_days = models.PositiveSmallIntegerField(
        _("days before the invitations"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ANNOUNCE_DAYS)],
    )
    first_reminder = models.PositiveSmallIntegerField(
        _("first reminder, days after the invitations"), null=True, blank=True, default=5
    )
    second_reminder = models.PositiveSmallIntegerField(
        _("second reminder, days after the invitations"), null=True, blank=True, default=10
    )
    thank = models.BooleanField(_("tell all staff when a wave has closed"), default=True)
    languages = models.CharField(
        _("language of the mails"), max_length=10, choices=MailLanguages, default=MailLanguages.DUTCH
    )
    contact = models.EmailField(_("address for questions"), max_length=254, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation"], name="one_mail_settings_each"),
        ]

    def __str__(self) -> str:
        return self.contact

    @property
    def reminder_days(self) -> list[int]:
        """After how many days a reminder goes out."""
        return [day for day in (self.first_reminder, self.second_reminder) if day]


class MailText(TenantModel):
    """An organisation's own subject and text of one kind of mail in one language; empty: ours is used."""

    kind = models.CharField(max_length=20, choices=KIND_CHOICES)
    language = models.CharField(max_length=5)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT, blank=True)
    body = models.TextField(_("text"), max_length=LONGEST_BODY, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation", "kind", "language"], name="one_text_each"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"

    @property
    def is_own(self) -> bool:
        """Whether the organisation wrote it; after "back to our text" only the version stays."""
        return bool(self.body)


class MailingState(models.TextChoices):
    SENDING = "sending", _("going out")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("skipped")


class Mailing(TenantModel):
    """One mail of a wave to many people: made when it starts or when HR skips it, and never made twice."""

    wave = TenantKey(Wave, on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=20, choices=KIND_CHOICES)
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=MailingState, default=MailingState.SENDING)
    started_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    # How many rows it began with: for progress.
    total = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["started_at"]
        constraints = [
            *tenant_constraints("wave"),
            models.UniqueConstraint(fields=["organisation", "wave", "kind", "number"], name="mailed_once"),
            models.CheckConstraint(
                condition=models.Q(number=1) | models.Q(kind=MailKind.REMINDER.value, number=MOST_REMINDERS),
                name="two_reminders_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class DeliveryQuerySet(TenantQuerySet):
    def due(self) -> "DeliveryQuerySet":
        """What can go out now: not what a mail server put off."""
        return self.filter(next_try_at__lte=timezone.now())

    def untried(self) -> "DeliveryQuerySet":
        """What no mail server has seen yet. What was put off is left out on purpose: see docs/decisions/0006."""
        return self.filter(tries=0)


class Delivery(TenantModel):
    """A mail that still has to go to one person. The row is the work; it is deleted when it is done.

    A reminder has a row for everyone who was invited, answered or not: that it is there, or gone, tells nothing.
    """

    mailing = TenantKey(Mailing, on_delete=models.CASCADE, related_name="deliveries")
    employee = TenantKey(Employee, on_delete=models.CASCADE, related_name="+")
    # Of an invitation and a reminder.
    invitation = TenantKey(Invitation, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)

    objects = TenantManager.from_queryset(DeliveryQuerySet)()

    class Meta:
        constraints = [
            *tenant_constraints("mailing", "employee", "invitation"),
            models.UniqueConstraint(fields=["organisation", "mailing", "employee"], name="delivered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id}"


class DeadAddress(TenantModel):
    """An address that a mail server refused for good when all staff were written to: never known from a draw."""

    email = models.EmailField(max_length=254)
    since = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint("organisation", Lower("email"), name="dead_once"),
        ]

    def __str__(self) -> str:
        return self.email
