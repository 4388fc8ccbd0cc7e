"""Our question bank in each organisation: filled at first use, and brought up to date after a release."""

import csv
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.utils import timezone

from surveys.models import (
    Item,
    ItemKind,
    Proposal,
    ProposalKind,
    ProposalSide,
    ProposalState,
    QuestionnaireItem,
    SurveySettings,
)
from werkdruk.core import audit

BANK = Path(__file__).resolve().parent.parent / "bank.csv"
# Asked beside the core until somebody chooses others.
FIRST_CHOICE = ("V27", "V29", "V31", "O1", "O2")

Row = dict[str, str]


@cache
def bank_rows() -> tuple[Row, ...]:
    """Our questions as this release has them: the columns of bank.csv, which are fields of `Item`."""
    with BANK.open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@cache
def bank_release() -> str:
    """A fingerprint of the bank: another content has another one."""
    return hashlib.sha256(BANK.read_bytes()).hexdigest()


def sync_bank(rows: Sequence[Row] | None = None, release: str = "") -> SurveySettings:
    """Bring the organisation's bank to a release (ours, when none is given); running again changes nothing.

    New questions are added. A changed wording changes nothing by itself: it is proposed as a new version, which
    either side may accept or decline, and is not proposed again. The core is never reworded. Questions that the
    release has no more stay.
    """
    rows = bank_rows() if rows is None else rows
    release = release or bank_release()
    settings = SurveySettings.objects.select_for_update().get()
    if settings.bank_release == release:
        return settings
    known: dict[str, list[Item]] = {}
    for item in Item.objects.filter(own=False).order_by("code", "version"):
        known.setdefault(item.code, []).append(item)
    new = [Item(**row) for row in rows if row["code"] not in known]
    Item.objects.bulk_create(new)
    if not QuestionnaireItem.objects.filter(item__kind=ItemKind.BANK).exists():
        _ask_first([code for code in FIRST_CHOICE if code[0] == "V"])
    # Organisations that are older than the choice of open questions asked both.
    if not QuestionnaireItem.objects.filter(item__kind=ItemKind.OPEN).exists():
        _ask_first([code for code in FIRST_CHOICE if code[0] == "O"])
    offered = [_offer(row, known[row["code"]]) for row in rows if row["code"] in known]
    if known and (new or any(offered)):
        audit.record("surveys.bank_synced", actor=None, added=len(new), offered=sum(offered))
    settings.bank_release = release
    settings.save(update_fields=["bank_release"])
    return settings


def _ask_first(codes: list[str]) -> None:
    items = Item.objects.live().filter(code__in=codes).order_by("code")
    QuestionnaireItem.objects.bulk_create([QuestionnaireItem(item=item) for item in items])


def _offer(row: Row, versions: list[Item]) -> bool:
    """Propose the wording of `row` where no version of the question ever had it; whether that was done."""
    wording = {"text_nl": row["text_nl"], "text_en": row["text_en"]}
    live = versions[-1]
    if live.kind == ItemKind.CORE or live.retired_at or any(_has(item, wording) for item in versions):
        return False
    offers = Proposal.objects.filter(
        kind=ProposalKind.WORDING, side=ProposalSide.PUBLISHER, item__code=live.code
    )
    if offers.filter(**wording).exists():
        return False
    # An offer of an earlier release that nobody answered makes room for this one.
    offers.waiting().update(state=ProposalState.WITHDRAWN, answered_at=timezone.now())
    if Proposal.objects.waiting().filter(kind=ProposalKind.WORDING, item=live).exists():
        return False
    Proposal.objects.create(
        kind=ProposalKind.WORDING,
        side=ProposalSide.PUBLISHER,
        item=live,
        item_kind=live.kind,
        theme=live.theme,
        direction=live.direction,
        **wording,
    )
    return True


def _has(item: Item, wording: dict[str, str]) -> bool:
    return (item.text_nl, item.text_en) == (wording["text_nl"], wording["text_en"])
