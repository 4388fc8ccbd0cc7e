"""Open answers of the past waves: opened, freed of names by both sides, released by two keys."""

from datetime import date, timedelta
from uuid import UUID

from surveys.actions.releasing import ask_to_open, change_draft, turn_key
from surveys.domain.redaction import NAME_MARKER
from surveys.models import AnswerRelease, DraftAnswer, ReleaseState, Side, Withheld
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.people import cast
from werkdruk.home.demo.sentences import ABOUT_HEALTH, NAMES
from werkdruk.organisations.models import Membership

DAYS_TO_READ = 2


def release_words(
    organisation_id: UUID, clock: Clock, month: date, closed: date, hr: str, council: str
) -> None:
    """What the staff wrote in the wave of `month`: `hr` takes names out; without a `council` its key is missing."""
    day = closed + timedelta(days=DAYS_TO_READ)
    with clock.at(day, 10), tenant_scope(organisation_id):
        release = AnswerRelease.objects.get(first_month=month)
        if release.state != ReleaseState.SEALED:
            return
        ask_to_open(actor=cast()[hr], release=release)
    with clock.at(day, 11), tenant_scope(organisation_id):
        actor = cast()[hr]
        for draft in DraftAnswer.objects.filter(release=release):
            _take_out(actor, draft)
        _turn(actor, Side.HR, release)
    if council:
        with clock.at(day + timedelta(days=1), 15), tenant_scope(organisation_id):
            _turn(cast()[council], Side.WORKS_COUNCIL, release)


def _take_out(actor: Membership, draft: DraftAnswer) -> None:
    text = draft.text
    for name in NAMES:
        text = text.replace(name, NAME_MARKER)
    health = any(word in text for word in ABOUT_HEALTH)
    change_draft(
        actor=actor,
        side=Side.HR,
        draft=draft,
        text=draft.text if health else text,
        withheld=Withheld.HEALTH if health else "",
        version=draft.version,
    )


def _turn(actor: Membership, side: str, release: AnswerRelease) -> None:
    """The key of `side`, for the texts as they are now."""
    version = AnswerRelease.objects.get(id=release.id).version
    turn_key(actor=actor, side=side, release=release, version=version)
