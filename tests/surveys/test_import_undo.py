"""A staff file that a wave was drawn from stands: who was asked is not asked again in the same year."""

from django.utils import timezone

from surveys.actions.closing import close_wave
from surveys.actions.setup import reason_not_to_undo_import
from tests.cast import Zandbak
from tests.surveys.test_wave_journey import open_wave
from werkdruk.organisations.models import ImportState, StaffImport

DRAWN = "Uit deze personeelslijst is voor een ronde geloot. Ongedaan maken kan alleen tot de volgende loting."


def apply_a_file() -> None:
    StaffImport.objects.create(file_name="staf.csv", state=ImportState.APPLIED, applied_at=timezone.now())


def test_a_staff_file_stands_from_the_first_draw_on(zandbak: Zandbak) -> None:
    with zandbak.scope():
        apply_a_file()
        assert reason_not_to_undo_import() == ""
    wave = open_wave(zandbak)
    with zandbak.scope():
        assert reason_not_to_undo_import() == DRAWN
    close_wave(zandbak.id, wave.id)
    with zandbak.scope():
        assert reason_not_to_undo_import() == DRAWN
        apply_a_file()
        assert reason_not_to_undo_import() == ""
