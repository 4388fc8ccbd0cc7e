import pytest

from surveys.domain.advisor import advise, chance_of_at_least


def test_an_organisation_of_120():
    advice = advise(120, 0.6, "monthly", 5)

    assert (advice.chosen.invitees, advice.chosen.expected, advice.chosen.can_publish) == (10, 6, True)
    assert round(advice.chosen.half_width) == 31
    assert [round(one.half_width) for one in advice.rhythms] == [31, 20, 13]
    assert round(advice.chosen.year_half_width) == 7
    assert advice.chosen.chance == pytest.approx(0.8338, abs=1e-4)
    assert advice.workable == ("monthly", "quarterly", "half_yearly")
    assert advice.smallest_unit == 9


def test_an_organisation_of_50_is_advised_a_slower_rhythm():
    advice = advise(50, 0.6, "monthly", 5)

    assert (advice.chosen.invitees, advice.chosen.expected, advice.chosen.can_publish) == (4, 2, False)
    assert advice.workable == ("quarterly", "half_yearly")


def test_a_higher_k_needs_a_slower_rhythm():
    assert advise(120, 0.6, "monthly", 10).workable == ("quarterly", "half_yearly")


def test_too_small_for_any_rhythm():
    advice = advise(12, 0.6, "half_yearly", 5)
    assert advice.workable == ()
    assert advice.chosen.expected == 3


def test_nobody():
    advice = advise(0, 0.0, "monthly", 5)
    assert (advice.chosen.half_width, advice.chosen.year_half_width, advice.chosen.chance) == (
        None,
        None,
        0.0,
    )


def test_chance():
    assert chance_of_at_least(1, 2, 0.5) == pytest.approx(0.75)
    assert chance_of_at_least(5, 4, 1.0) == 0.0


@pytest.mark.parametrize("wrong", [(-1, 0.6, "monthly", 5), (9, 1.2, "monthly", 5), (9, 0.6, "weekly", 5)])
def test_impossible_questions_are_refused(wrong):
    with pytest.raises(ValueError, match=r"advice needs|no rhythm"):
        advise(*wrong)
