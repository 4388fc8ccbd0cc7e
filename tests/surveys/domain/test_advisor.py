import random

import pytest

from surveys.domain.advisor import advise, chance_of_at_least, chance_to_notice, expect_units


def designs(advice):
    return [(one.rhythm, one.waves_per_block) for one in advice.workable]


def test_an_organisation_of_120():
    advice = advise(120, 0.6, "monthly", 5)

    chosen = advice.chosen
    assert (chosen.invitees, chosen.answers, chosen.expected, chosen.can_publish) == (10, 6, 6, True)
    assert (chosen.yearly, chosen.first_after) == (12, 0)
    assert round(chosen.half_width) == 31
    alone = {one.rhythm: one for one in advice.designs if one.waves_per_block == 1}
    assert [round(alone[name].half_width) for name in ("monthly", "quarterly", "half_yearly")] == [31, 20, 13]
    assert round(chosen.year_half_width) == 7
    assert chosen.chance == pytest.approx(0.8338, abs=1e-4)
    assert (advice.best.rhythm, advice.best.waves_per_block) == ("monthly", 1)
    assert advice.smallest_unit == 9


def test_an_organisation_of_50_is_advised_a_slower_rhythm():
    advice = advise(50, 0.6, "monthly", 5)

    assert (advice.chosen.invitees, advice.chosen.expected, advice.chosen.can_publish) == (4, 2, False)
    assert designs(advice) == [
        ("quarterly", 1),
        ("monthly", 3),
        ("half_yearly", 1),
        ("quarterly", 2),
        ("half_yearly", 2),
    ]
    assert (advice.best.rhythm, advice.best.waves_per_block) == ("quarterly", 1)


def test_waves_together_make_enough_answers():
    advice = advise(60, 0.6, "monthly", 5, 3)
    chosen = advice.chosen
    assert (chosen.answers, chosen.expected, chosen.yearly, chosen.first_after) == (3, 9, 4, 2)
    assert chosen.can_publish


def test_a_higher_k_needs_a_slower_rhythm():
    assert ("monthly", 1) not in designs(advise(120, 0.6, "monthly", 10))


def test_too_small_for_any_rhythm():
    advice = advise(9, 0.6, "half_yearly", 5)
    assert (advice.workable, advice.best) == ((), None)


def test_a_drop_is_noticed_more_often_with_more_answers():
    few, some, many = (chance_to_notice(answers) for answers in (6, 12, 24))
    assert few < some < many
    assert 0.2 < some < 0.45
    assert many > 0.65


def test_units_that_can_expect_a_figure():
    tree = {"north": None, "large": "north", "small": "north", "south": None}
    staff = {"large": 60, "small": 4, "south": 40}
    found = expect_units(staff, tree, 0.6, 5, blocks=12, rng=random.Random(3))
    assert {unit: one.outlook for unit, one in found.items()} == {
        "north": "likely",
        "large": "unlikely",
        "small": "unlikely",
        "south": "likely",
    }
    assert (found["north"].staff, found["north"].expected) == (64, 38)


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


@pytest.mark.parametrize(
    "wrong",
    [(-1, 0.6, "monthly", 5), (9, 1.2, "monthly", 5), (9, 0.6, "weekly", 5), (9, 0.6, "monthly", 5, 4)],
)
def test_impossible_questions_are_refused(wrong):
    with pytest.raises(ValueError, match=r"advice needs|no rhythm|published together"):
        advise(*wrong)
