"""Open answers: sealed one by one at closing, kept or destroyed when their block ends, deleted after the agreed months.

A published block is one wave, or a few where an organisation is small; its months are fixed in advance. Closing
calls `keep_open_answers` for each wave and `settle_open_answers` when the last wave of the block is counted.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import batched
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from surveys.actions.counting import WaveCount
from surveys.domain.labels import labelled_units, top_of
from surveys.domain.seal import OPEN_ANSWER_SIZE, encode_open_answer, seal
from surveys.keys import destroy_key, make_key
from surveys.models import AnswerRelease, DraftAnswer, Item, ItemKind, OpenAnswer, ReleasedAnswer, Wave
from surveys.models.open_answers import KEY_NEEDED, ReleaseState
from werkdruk.core import audit
from werkdruk.core.tenancy import current_organisation_id

Months = tuple[date, date]
"""First and last month of a published block."""


def keep_open_answers(
    organisation_id: UUID,
    wave: Wave,
    count: WaveCount,
    items: Sequence[Item],
    months: Months,
    *,
    alone: bool,
) -> None:
    """Seal each open answer of `wave` by itself, without sheet. Inside the counting transaction.

    `months` are those of the published block that the wave is part of. Only where the wave is `alone` in it an
    answer may keep the unit it comes from: several waves are put together because each is small. The key's name
    depends on the block only, so a closing that runs again makes no second key.
    """
    first, last = months
    release, made = AnswerRelease.objects.select_for_update().get_or_create(
        first_month=first, defaults={"last_month": last}
    )
    if release.state != ReleaseState.GATHERING:
        return
    if not made:
        release.since = timezone.now()
        release.save(update_fields=["since"])
    by_code = {item.key: item for item in items if item.kind == ItemKind.OPEN}
    labels = _labels(wave, count) if alone else {}
    texts = sorted(
        (code, text, labels.get(unit, "")) for unit, code, text in count.words if code in by_code
    )  # by text: neither the order of the ballots nor of the sheets survives
    if not texts:
        return
    public = make_key(organisation_id, release.key_name)
    for some in batched(texts, 500):  # not all boxes at once: together they may be larger than the memory
        OpenAnswer.objects.bulk_create(
            OpenAnswer(
                release=release,
                item=by_code[code],
                box=seal(public, encode_open_answer(text, unit), OPEN_ANSWER_SIZE),
            )
            for code, text, unit in some
        )


def settle_open_answers(
    organisation_id: UUID, months: Months, respondents: int, open_k: int
) -> AnswerRelease | None:
    """A block is complete: keep its open answers when at least `open_k` people answered in it, else destroy them.

    Inside the counting transaction. Settled a second time, or without any wave kept, nothing happens.
    """
    release = AnswerRelease.objects.select_for_update().filter(first_month=months[0]).first()
    if release is None or release.state != ReleaseState.GATHERING:
        return release
    answers = OpenAnswer.objects.filter(release=release)
    if respondents < open_k or not answers.exists():
        answers.delete()
        release.state = ReleaseState.NONE_KEPT
        transaction.on_commit(partial(destroy_key, organisation_id, release.key_name))
    else:
        release.state = ReleaseState.SEALED
        if months[0] != months[1]:
            _write_anew(release)
    release.since = timezone.now()
    release.save()
    return release


def destroy_answer_keys(organisation_id: UUID, wave: Wave) -> None:
    """Destroy the key of the open answers of `wave`'s block when a crash left it and nothing needs it any more."""
    for release in AnswerRelease.objects.of_month(wave.month).exclude(state__in=KEY_NEEDED):
        destroy_key(organisation_id, release.key_name)


def forget_open_answers() -> None:
    """Delete open answers after the agreed months, sealed, half-way or released (daily upkeep, in a tenant's scope).

    Destroys every key that is not needed any more, so also one that a crash left.
    """
    for release in AnswerRelease.objects.kept().select_for_update():
        if timezone.now() <= release.deleted_after:
            continue
        had_any = release.state != ReleaseState.NONE_KEPT
        for model in (OpenAnswer, DraftAnswer, ReleasedAnswer):
            model.objects.filter(release=release).delete()
        release.state = ReleaseState.DELETED
        release.save()
        if had_any:
            audit.record("surveys.answers_deleted", actor=None, subject=str(release))
    organisation_id = current_organisation_id()
    for release in AnswerRelease.objects.exclude(state__in=KEY_NEEDED):
        transaction.on_commit(partial(destroy_key, organisation_id, release.key_name))


def _labels(wave: Wave, count: WaveCount) -> dict[UUID, str]:
    """For each unit of which answers may carry a name: the unit directly under the organisation that it is part of."""
    tree = wave.year_block.tree if wave.year_block else []
    top = top_of((unit, parent) for unit, parent, _name in tree)
    # A unit that is newer than the tree stands in none of its branches.
    tops = {unit: top.get(str(unit)) for unit in count.units}
    respondents: dict[str | None, int] = Counter()
    for unit, tally in count.units.items():
        respondents[tops[unit]] += tally.n
    allowed = labelled_units(respondents)
    return {unit: found for unit, found in tops.items() if found is not None and found in allowed}


def _write_anew(release: AnswerRelease) -> None:
    """Rewrite the boxes of several waves in one go: neither rows nor their order tell which wave they came from."""
    rows = sorted(
        OpenAnswer.objects.filter(release=release).values_list("item_id", "box"),
        key=lambda row: bytes(row[1]),  # a sealed box is random
    )
    OpenAnswer.objects.filter(release=release).delete()
    OpenAnswer.objects.bulk_create(
        (OpenAnswer(release=release, item_id=item, box=box) for item, box in rows), batch_size=500
    )
