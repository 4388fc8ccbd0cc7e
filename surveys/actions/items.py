"""The question bank of an organisation: own questions, new wordings, retirement. Proposals lead here."""

import re

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.actions.questionnaires import drop_item
from surveys.domain.scoring import Direction
from surveys.models import Item, ItemKind, QuestionnaireItem, Scale, SurveySettings
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership

OWN = "E"


def make_item(
    *,
    actor: Membership | None,
    kind: str,
    theme: str,
    direction: str,
    text_nl: str,
    text_en: str,
    reason: str = "",
) -> Item:
    """Add a question of the organisation's own to its bank, with the next code of its own (E01, E02, …)."""
    lock_bank()
    check_new(text_nl, text_en)
    numbers = [
        int(code[len(OWN) :])
        for code in Item.objects.filter(own=True).values_list("code", flat=True)
        if re.fullmatch(rf"{OWN}\d+", code)
    ]
    is_open = kind == ItemKind.OPEN
    item = Item.objects.create(
        code=f"{OWN}{max(numbers, default=0) + 1:02}",
        own=True,
        kind=ItemKind.OPEN if is_open else ItemKind.BANK,
        theme=theme,
        direction=Direction.OPEN if is_open else direction,
        scale=Scale.OPEN if is_open else Scale.AGREEMENT,
        text_nl=text_nl,
        text_en=text_en,
        made_by=actor.user if actor else None,
        made_because=reason,
    )
    audit.record("surveys.item_made", actor=actor, subject=text_nl, reason=reason, code=item.code)
    return item


def reword_item(*, actor: Membership | None, item: Item, text_nl: str, text_en: str, reason: str) -> Item:
    """Replace `item` by a version with another wording; where it is asked, the next wave asks the new one.

    The old version stays for the waves that asked it, also for one that is open now. Raises `Refused` for a core
    statement, without a reason, when `item` is not the live version, or when nothing changes.
    """
    lock_bank()
    item = _live(item)
    if item.kind == ItemKind.CORE:
        raise Refused(
            _(
                "The core statements stay as they are: the index is made of them, and figures of another wording "
                "could not be compared. Propose a question of your own beside them."
            )
        )
    if not reason.strip():
        raise Refused(_("Write down in a few words why the wording changes."))
    if (item.text_nl, item.text_en) == (text_nl, text_en):
        raise Refused(_("This is the wording that the question has now. Nothing changes."))
    check_new(text_nl, text_en, but=item.code)
    newest = Item.objects.filter(code=item.code).order_by("-version").values_list("version", flat=True)[0]
    use = QuestionnaireItem.objects.filter(item=item, dropped_at__isnull=True).first()
    now = timezone.now()
    item.retired_at, item.retired_because = now, reason.strip()
    item.save(update_fields=["retired_at", "retired_because"])
    made = Item.objects.create(
        code=item.code,
        version=newest + 1,
        own=item.own,
        kind=item.kind,
        theme=item.theme,
        direction=item.direction,
        scale=item.scale,
        text_nl=text_nl,
        text_en=text_en,
        made_at=now,
        made_by=actor.user if actor else None,
        made_because=reason.strip(),
    )
    if use is not None:
        use.dropped_at, use.dropped_because = now, reason.strip()
        use.save(update_fields=["dropped_at", "dropped_because"])
        QuestionnaireItem.objects.create(item=made, added_at=now, added_because=reason.strip())
    audit.record(
        "surveys.item_reworded",
        actor=actor,
        subject=text_nl,
        reason=reason.strip(),
        before=item.text_nl,
        version=made.version,
    )
    return made


def retire_item(*, actor: Membership | None, item: Item, reason: str) -> None:
    """Take a question out of what can be chosen; it leaves the questionnaire with the same reason.

    Raises `Refused` for a core statement, without a reason, or when it is retired already.
    """
    lock_bank()
    item = _live(item)
    if item.kind == ItemKind.CORE:
        raise Refused(_("The core statements stay: the index is made of them."))
    if not reason.strip():
        raise Refused(_("Write down in a few words why this question is retired."))
    if QuestionnaireItem.objects.filter(item=item, dropped_at__isnull=True).exists():
        drop_item(actor=actor, item=item, reason=reason.strip())
    item.retired_at, item.retired_because = timezone.now(), reason.strip()
    item.save(update_fields=["retired_at", "retired_because"])
    audit.record("surveys.item_retired", actor=actor, subject=item.text_nl, reason=reason.strip())


def restore_item(*, actor: Membership | None, item: Item) -> None:
    """Let a retired question be chosen again, in its newest wording; it is not asked by that.

    Raises `Refused` when it can be chosen already, or when a newer wording replaced it.
    """
    lock_bank()
    versions = list(Item.objects.filter(code=item.code).order_by("-version"))
    if any(one.retired_at is None for one in versions):
        raise Refused(_("This question can be chosen already."))
    if versions[0].id != item.id:
        raise Refused(_("There is a newer wording of this question. Bring that one back."))
    newest = versions[0]
    newest.retired_at, newest.retired_because = None, ""
    newest.save(update_fields=["retired_at", "retired_because"])
    audit.record("surveys.item_restored", actor=actor, subject=newest.text_nl)


def lock_bank() -> None:
    """One change of bank and questionnaire at a time."""
    SurveySettings.objects.select_for_update().get()


def check_new(text_nl: str, text_en: str, *, but: str = "") -> None:
    """Raise `Refused` when a question of the bank (except the one with code `but`) has had this wording."""
    same = Q(text_nl__iexact=text_nl) | Q(text_en__iexact=text_en)
    twin = Item.objects.exclude(code=but).filter(same).first()
    if twin is not None:
        raise Refused(
            _("The question bank has this question already: “%(item)s” (%(code)s).")
            % {"item": twin.text, "code": twin.code}
        )


def _live(item: Item) -> Item:
    """`item` as it is now. Raises `Refused` when it is retired or replaced."""
    found = Item.objects.live().filter(id=item.id).first()
    if found is None:
        raise Refused(_("This wording was replaced or retired in the meantime. Look at the question again."))
    return found
