"""Open answers: sealed one by one at closing, deleted after twelve months."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from surveys.domain.ballot import Ballot as AnswerSheet
from surveys.domain.seal import OPEN_ANSWER_SIZE, seal
from surveys.keys import destroy_key, make_key
from surveys.models import Item, ItemKind, OpenAnswer, Wave
from werkdruk.core.tenancy import current_organisation_id

OPEN_ANSWERS_KEPT = timedelta(days=365)


def keep_open_answers(
    organisation_id: UUID, wave: Wave, sheets: list[AnswerSheet], items: list[Item], open_k: int
) -> None:
    """Seal each open answer by itself, without unit or sheet; where too few people answered, keep none."""
    if len(sheets) < open_k:
        return
    by_code = {item.key: item for item in items if item.kind == ItemKind.OPEN}
    texts = sorted(
        (code, text) for sheet in sheets for code, text in sheet.open_answers.items() if code in by_code
    )  # by text: neither the order of the ballots nor of the sheets survives
    if not texts:
        return
    public = make_key(organisation_id, answers_key_name(wave.id))
    OpenAnswer.objects.bulk_create(
        (
            OpenAnswer(wave=wave, item=by_code[code], box=seal(public, text.encode(), OPEN_ANSWER_SIZE))
            for code, text in texts
        ),
        batch_size=500,
    )


def forget_open_answers() -> None:
    """Delete open answers after twelve months, with the key that opens them (daily upkeep, in a tenant's scope)."""
    for wave in Wave.objects.filter(
        closed_at__lt=timezone.now() - OPEN_ANSWERS_KEPT, open_answers__isnull=False
    ).distinct():
        OpenAnswer.objects.filter(wave=wave).delete()
        destroy_key(current_organisation_id(), answers_key_name(wave.id))


def answers_key_name(wave_id: UUID) -> str:
    """The name of the key that opens a wave's open answers until they are deleted."""
    return f"answers-{wave_id}"
