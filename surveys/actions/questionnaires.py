"""What the next wave asks beside the core: at most five variable statements and two open questions."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.models import Item, ItemKind, QuestionnaireItem, SurveySettings
from surveys.queries.agreements import outside_agreement, themes_to_ask
from surveys.queries.items import questionnaire_mark
from surveys.queries.reviews import REASON_NEEDED, WAVES_TO_STAY, waves_asked
from surveys.words.themes import theme_label
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.organisations.models import Membership

MOST_VARIABLE = 5
MOST_OPEN = 2


def change_questionnaire(
    *,
    actor: Membership | None,
    item_ids: set[UUID],
    open_ids: set[UUID] | None = None,
    reason: str = "",
    seen: str = "",
) -> None:
    """Let the next wave ask exactly these variable statements (at most five) and open questions (at most two).

    `open_ids` None leaves the open questions as they are. `seen` is the `questionnaire_mark` at the time of
    opening. Raises `ChangedMeanwhile` when it is another one now, and `Refused` when a statement goes that was
    asked in one or two waves only and there is no `reason`, or one of the chosen cannot be asked any more.
    """
    SurveySettings.objects.select_for_update().get()  # one change of the questionnaire at a time
    wanted = item_ids | (open_ids or set())
    kinds = [ItemKind.BANK] if open_ids is None else [ItemKind.BANK, ItemKind.OPEN]
    chosen = {item.id: item for item in Item.objects.live().filter(id__in=wanted, kind__in=kinds)}
    if len(chosen) != len(wanted):
        raise Refused(_("One of these questions is not in the question bank any more. Choose again."))
    uses = QuestionnaireItem.objects.filter(dropped_at__isnull=True, item__kind__in=kinds)
    current = {use.item_id: use for use in uses.select_related("item")}
    if set(current) == set(chosen):
        return
    if seen and seen != questionnaire_mark():
        raise ChangedMeanwhile(
            _(
                "Somebody else changed the questions while you were choosing. Your choice is still here; what is "
                "asked now stands above it. Save again to keep yours."
            ),
            [*current],
        )
    gone = [use for item_id, use in current.items() if item_id not in chosen]
    age = waves_asked(gone)
    # What no wave asked yet has no trend to lose.
    young = any(use.item.kind == ItemKind.BANK and 0 < age[use.id] < WAVES_TO_STAY for use in gone)
    if young and not reason.strip():
        raise Refused(str(REASON_NEEDED))
    for use in gone:
        drop_item(actor=actor, item=use.item, reason=reason.strip())
    for item_id in chosen.keys() - current.keys():
        add_item(actor=actor, item=chosen[item_id], reason=reason.strip())


def drop_item(*, actor: Membership | None, item: Item, reason: str) -> None:
    """No longer ask `item` from the next wave on."""
    use = QuestionnaireItem.objects.select_for_update().filter(item=item, dropped_at__isnull=True).first()
    if use is None:
        raise Refused(_("“%(item)s” is not in the questionnaire any more.") % {"item": item.text})
    use.dropped_at, use.dropped_because = timezone.now(), reason
    use.save()
    audit.record("surveys.item_dropped", actor=actor, subject=item.text_nl, reason=reason)


def add_item(*, actor: Membership | None, item: Item, reason: str) -> None:
    """Ask `item` from the next wave on."""
    SurveySettings.objects.select_for_update().get()  # one change of the questionnaire at a time
    check_room(item)
    QuestionnaireItem.objects.create(item=item, added_because=reason)
    audit.record("surveys.item_added", actor=actor, subject=item.text_nl, reason=reason)


def check_room(item: Item) -> None:
    """Raise `Refused` when the next wave cannot ask `item` too. The questionnaire is locked."""
    live = Item.objects.live().filter(id=item.id).exists()
    if item.kind not in (ItemKind.BANK, ItemKind.OPEN) or not live:
        raise Refused(_("Only a question that is in the question bank now can be added."))
    if outside_agreement(item, themes_to_ask()):
        raise Refused(
            _("“%(item)s” is of a theme that the agreement does not let you ask: %(theme)s.")
            % {"item": item.text, "theme": theme_label(item.theme)}
        )
    current, most, full = (
        (
            QuestionnaireItem.objects.current_open(),
            MOST_OPEN,
            _("A wave asks at most %(most)s open questions."),
        )
        if item.kind == ItemKind.OPEN
        else (
            QuestionnaireItem.objects.current(),
            MOST_VARIABLE,
            _("A questionnaire has at most %(most)s variable statements. Drop one first."),
        )
    )
    if current.filter(item=item).exists():
        raise Refused(_("“%(item)s” is in the questionnaire already.") % {"item": item.text})
    if current.count() >= most:
        raise Refused(full % {"most": most})
