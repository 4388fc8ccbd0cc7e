"""Open answers at every stage, made by the real actions from invented answer sheets; inside the scope only."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.conf import settings

from surveys.actions import releasing
from surveys.actions.counting import WaveCount
from surveys.actions.open_answers import keep_open_answers, settle_open_answers
from surveys.domain.ballot import Ballot as AnswerSheet
from surveys.domain.tally import Tally
from surveys.models import AnswerRelease, Block, DraftAnswer, Item, ReleaseState, Side, Wave
from surveys.queries.waves import wave_items
from tests.cast import Zandbak
from tests.surveys.published import close_with, sheets

JANUARY = date(2026, 1, 1)
SAID = ["Jan praat door mij heen.", "De printer is stuk.", "Te weinig pauze.", "Griep van Eva op de groep."]


def sheets_of(unit: UUID, texts: Sequence[str], code: str = "O1") -> list[AnswerSheet]:
    """Somebody of `unit` for each text; an empty one was not written."""
    return [AnswerSheet(unit, {}, {code: text} if text else {}) for text in texts]


def closed(month: date = JANUARY) -> Wave:
    """A closed wave, of which nothing is kept in words yet."""
    return close_with(month, sheets(8, 8))


def sealed(zandbak: Zandbak, texts: Sequence[str] = SAID, month: date = JANUARY) -> AnswerRelease:
    """Sealed answers of a wave of sixteen people, nobody of a large unit."""
    wave = closed(month)
    answers = sheets_of(zandbak.team.id, [*texts, *[""] * (16 - len(texts))])
    keep_sheets(zandbak.id, wave, answers, wave_items(wave.id))
    release = settle_open_answers(zandbak.id, (month, month), len(answers), 10)
    assert release is not None
    assert release.state == ReleaseState.SEALED
    return release


def reading(zandbak: Zandbak, texts: Sequence[str] = SAID, month: date = JANUARY) -> AnswerRelease:
    """The same, opened for both sides."""
    release = sealed(zandbak, texts, month)
    assert releasing.ask_to_open(actor=zandbak.member(zandbak.anna), release=release)
    releasing.open_answers(zandbak.id, release.id)
    release.refresh_from_db()
    assert release.state == ReleaseState.READING
    return release


def half(zandbak: Zandbak) -> AnswerRelease:
    """The same, with the key of HR turned."""
    release = reading(zandbak)
    assert not turn(zandbak, release, Side.HR)
    release.refresh_from_db()
    return release


def released(zandbak: Zandbak, texts: Sequence[str] = SAID, month: date = JANUARY) -> AnswerRelease:
    """The same, with both keys turned."""
    release = reading(zandbak, texts, month)
    assert not turn(zandbak, release, Side.HR)
    assert turn(zandbak, release, Side.WORKS_COUNCIL)
    release.refresh_from_db()
    return release


def turn(zandbak: Zandbak, release: AnswerRelease, side: str) -> bool:
    """Anna or Olaf turns the key, having seen the newest texts."""
    person = zandbak.anna if side == Side.HR else zandbak.olaf
    version = AnswerRelease.objects.get(id=release.id).version
    return releasing.turn_key(actor=zandbak.member(person), side=side, release=release, version=version)


def draft_with(word: str, of: AnswerRelease | None = None) -> DraftAnswer:
    """The draft whose original contains `word`."""
    drafts = DraftAnswer.objects.filter(release=of) if of else DraftAnswer.objects.all()
    return drafts.get(original__contains=word)


def change(
    zandbak: Zandbak, word: str, text: str, withheld: str = "", *, of: AnswerRelease | None = None
) -> DraftAnswer:
    """Olaf saves another text for the draft with `word`."""
    draft = draft_with(word, of)
    return releasing.change_draft(
        actor=zandbak.member(zandbak.olaf),
        side=Side.WORKS_COUNCIL,
        draft=draft,
        text=text,
        withheld=withheld,
        version=draft.version,
    )


def two_regions(zandbak: Zandbak, wave: Wave) -> None:
    """The tree of the wave's block: the two teams directly under the organisation."""
    Block.objects.filter(id=wave.year_block_id).update(
        tree=[[str(unit.id), None, unit.name] for unit in (zandbak.team, zandbak.other_team)]
    )
    wave.year_block.refresh_from_db()


def key_files(zandbak: Zandbak) -> list[str]:
    """The names of the keys of open answers that are there now."""
    folder = settings.KEYS_DIR / str(zandbak.id)
    return sorted(path.name for path in folder.glob("answers-*")) if folder.exists() else []


def keep_sheets(
    organisation_id: UUID,
    wave: Wave,
    sheets: Sequence[AnswerSheet],
    items: list[Item],
    months: tuple[date, date] | None = None,
) -> None:
    """Keep the open answers of `sheets` as closing does; `months` where the wave shares its block with others."""
    numbers = Counter(sheet.unit for sheet in sheets)
    count = WaveCount(
        Tally(n=len(sheets)),
        {unit: Tally(n=number) for unit, number in numbers.items()},
        [(sheet.unit, code, text) for sheet in sheets for code, text in sheet.open_answers.items()],
    )
    keep_open_answers(
        organisation_id, wave, count, items, months or (wave.month, wave.month), alone=months is None
    )
