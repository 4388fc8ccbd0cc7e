"""Publishing what the whole organisation answered: only what the disclosure code lets through is stored."""

from surveys.actions.certifying import certify_whole
from surveys.domain.disclosure import PublishedBlock, publish_block
from surveys.domain.tally import Tally
from surveys.models import Item, Publication, SurveySettings, Wave


def publish_wave(
    wave: Wave, tally: Tally, settings: SurveySettings, items: list[Item], *, invited: int | None = None
) -> PublishedBlock:
    """Store the figures of the block that ends with `wave`, as everyone may see them once it is closed.

    `tally` and `invited` are of all waves of the block (`invited`: of `wave` alone by default). Inside the
    counting transaction.
    """
    figures = publish_block(
        tally,
        wave.invited if invited is None else invited,
        settings.k,
        [item.counted for item in items],
        staff=wave.roster_size,
    )
    certify_whole(Publication.objects.create(wave=wave, figures=figures.to_json()), settings.k)
    return figures
