"""Taking words out of an answer in a browser: a button puts a marker in the place of the word at the cursor."""

import pytest
from playwright.sync_api import expect

from surveys.models import AnswerRelease, DraftAnswer, ReleaseState, Wave
from tests.browser.furnished import Furnished
from tests.browser.house import Visitors, shot
from tests.browser.words import nl

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_word_is_taken_out_with_a_button(visitors: Visitors, furnished: Furnished) -> None:
    with furnished.zandbak.scope():
        release = AnswerRelease.objects.get(state=ReleaseState.READING)
        draft = DraftAnswer.objects.filter(release=release, original="Samen lachen")[0]
    page = visitors.member(furnished.zandbak.olaf, color_scheme="dark")
    names = f"{furnished.zandbak.path}surveys/answers/{release.id}/names/"
    page.goto(f"{names}{draft.id}/")
    shot(page, "answers-edit-dark")
    area = page.locator("textarea")
    # The cursor stands inside the first word.
    area.evaluate("area => area.setSelectionRange(2, 2)")
    page.get_by_role("button", name="[naam]").click()
    expect(area).to_have_value("[naam] lachen")
    page.get_by_role("button", name=nl("Save this answer")).click()
    page.wait_for_url(f"**{names}")
    shot(page, "answers-names-dark")
    with furnished.zandbak.scope():
        assert DraftAnswer.objects.get(id=draft.id).text == "[naam] lachen"
    for name, path in (
        ("answers-state", f"answers/{release.id}/"),
        ("answers-released", f"answers/{_released(furnished).id}/"),
        ("answers-figures", f"waves/{_wave_of(furnished)}/figures/"),
    ):
        page.goto(f"{furnished.zandbak.path}surveys/{path}")
        shot(page, f"{name}-dark")
    visitors.watch.assert_quiet()


def _released(furnished: Furnished) -> AnswerRelease:
    with furnished.zandbak.scope():
        return AnswerRelease.objects.get(state=ReleaseState.RELEASED)


def _wave_of(furnished: Furnished) -> object:
    month = _released(furnished).first_month
    with furnished.zandbak.scope():
        return Wave.objects.get(month=month).id
