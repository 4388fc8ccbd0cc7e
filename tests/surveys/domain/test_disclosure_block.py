import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.domain.ballot import Ballot
from surveys.domain.disclosure import (
    PublishedBlock,
    PublishedItem,
    Reason,
    SafeReliability,
    Suppressed,
    coded_share,
    publish_block,
    respondents_band,
    suppressed,
)
from surveys.domain.scoring import Direction, Item
from surveys.domain.tally import Tally

ITEMS = [
    Item("K01", Direction.POSITIVE, "demands"),
    Item("K02", Direction.NEGATIVE, "demands"),
    *(Item(f"K0{number}", Direction.POSITIVE, f"theme {number}") for number in range(3, 10)),
    Item("K10", Direction.BIPOLAR, "balance"),
    Item("V07", Direction.UNSCORED, "emotional"),
    Item("O1", Direction.OPEN, "energy"),
]
INDEX = [f"K0{number}" for number in range(1, 10)]
ALL = [*INDEX, "K10", "V07"]
FEW = suppressed(Reason.TOO_FEW)
HIDDEN = suppressed(Reason.PROTECTS_OTHERS)


def tally(*answers, products=False):
    return Tally.of([Ballot("team", given) for given in answers], ITEMS, index_items=INDEX, products=products)


def answer_sheet(value=4, **others):
    return {**dict.fromkeys(ALL, value), **others}


def every_figure(block):
    yield from (
        block.respondents,
        block.response,
        block.index,
        block.too_high,
        block.too_low,
        block.reliability,
    )
    yield from block.themes.values()
    for item in block.items.values():
        yield from (item.mean, item.favourable, item.distribution)


@given(st.integers(0, 8))
def test_fewer_than_k_respondents_show_nothing(n):
    block = publish_block(tally(*[answer_sheet()] * n), 20, 9, ITEMS)

    assert block.is_suppressed
    assert {figure for figure in every_figure(block) if figure is not None} == {FEW}
    assert list(block.items) == ALL


def test_a_block_of_24():
    sheets = [answer_sheet(4)] * 12 + [answer_sheet(2)] * 12

    block = publish_block(tally(*sheets), 40, 5, ITEMS, staff=480)

    assert not block.is_suppressed
    assert (block.respondents.low, block.respondents.high) == (24, 24)
    assert (block.response.low, block.response.high) == (60, 60)
    assert block.index.value == 50
    assert (block.too_high.value, block.too_low.value) == (50, 50)
    assert {name: theme.value for name, theme in block.themes.items()} == {
        "demands": 50,
        **{f"theme {number}": 50 for number in range(3, 10)},
    }
    assert (block.items["K02"].mean.value, block.items["K02"].favourable.value) == (50, 50)
    assert (block.items["K10"].mean, block.items["K10"].favourable) == (None, None)
    assert [share.value for share in block.items["K10"].distribution.shares] == [10, 50, 10, 50, 10]
    assert (block.items["V07"].mean, block.items["V07"].favourable) == (None, None)
    assert block.reliability == suppressed(Reason.TOO_FEW_FOR_RELIABILITY)


def test_an_item_with_fewer_than_k_answers_is_hidden_and_the_others_stay():
    sheets = [answer_sheet(3)] * 4 + [answer_sheet(3, K03=None, K10=None)] * 4

    block = publish_block(tally(*sheets), 10, 5, ITEMS)

    assert block.items["K03"] == PublishedItem(FEW, FEW, FEW)
    assert block.themes["theme 3"] == FEW
    assert (block.too_high, block.too_low) == (FEW, FEW)
    assert block.items["K04"].mean.value == 50
    assert block.index.value == 50


def test_index_needs_k_people_with_an_index():
    few = dict.fromkeys(INDEX[:6], 3)
    block = publish_block(tally(*[answer_sheet(3)] * 4, few, few), 10, 5, ITEMS)
    assert block.index == FEW
    assert block.items["K01"].mean.value == 50


def test_what_the_graph_withholds_is_hidden():
    block = publish_block(
        tally(*[answer_sheet(3)] * 20), 30, 5, ITEMS, withheld={"K03", "K10", "index", "theme:demands"}
    )
    assert block.items["K03"] == PublishedItem(HIDDEN, HIDDEN, HIDDEN)
    assert block.items["K10"] == PublishedItem(None, None, HIDDEN)
    assert (block.index, block.themes["demands"]) == (HIDDEN, HIDDEN)
    assert (block.too_high, block.too_low) == (HIDDEN, HIDDEN)
    assert block.items["K01"].mean.value == 50


def test_what_too_few_answered_says_so_also_when_it_is_withheld():
    sheets = [answer_sheet(3, K03=None)] * 20
    block = publish_block(tally(*sheets), 30, 5, ITEMS, withheld={"K03", "theme:theme 3"})
    assert block.items["K03"] == PublishedItem(FEW, FEW, FEW)
    assert block.themes["theme 3"] == FEW


def test_one_person_who_leaves_out_one_question_does_not_show():
    """Neither the number of answers to a question nor its interval tells that one was left out."""
    complete = publish_block(tally(*[answer_sheet(3)] * 24), 40, 5, ITEMS, staff=480)
    one_short = publish_block(
        tally(*[answer_sheet(3)] * 23, answer_sheet(3, K03=None)), 40, 5, ITEMS, staff=480
    )
    assert one_short == complete


def test_reliability_from_50_complete_ballots():
    sheets = [answer_sheet(1 + number % 5, K02=5 - number % 5) for number in range(50)]
    assert isinstance(publish_block(tally(*sheets, products=True), 90, 5, ITEMS).reliability, SafeReliability)
    assert isinstance(publish_block(tally(*sheets[1:], products=True), 90, 5, ITEMS).reliability, Suppressed)
    assert isinstance(publish_block(tally(*sheets), 90, 5, ITEMS).reliability, Suppressed)


def test_a_questionnaire_without_balance_item():
    block = publish_block(tally(*[answer_sheet()] * 9), 9, 5, ITEMS[:9])
    assert (block.too_high, block.too_low) == (suppressed(Reason.NOT_ASKED),) * 2


sheets = st.fixed_dictionaries({code: st.none() | st.integers(1, 5) for code in ALL})


@settings(max_examples=60, deadline=None)
@given(st.lists(sheets, max_size=30), st.booleans())
def test_stored_blocks_are_read_back(given_sheets, products):
    block = publish_block(tally(*given_sheets, products=products), len(given_sheets) + 3, 5, ITEMS, staff=300)
    assert PublishedBlock.from_json(json.loads(json.dumps(block.to_json()))) == block


def test_nobody_else_makes_a_block():
    whole = publish_block(tally(*[answer_sheet()] * 9), 9, 5, ITEMS)
    fields = {name: getattr(whole, name) for name in PublishedBlock.__slots__}
    with pytest.raises(TypeError, match="disclosure code only"):
        PublishedBlock(**fields, token=None)
    with pytest.raises(TypeError):
        whole.items["K01"] = None


def stored():
    return publish_block(tally(*[answer_sheet()] * 9), 9, 5, ITEMS).to_json()


@pytest.mark.parametrize(
    "change",
    [
        lambda block: block.pop("index"),
        lambda block: block.update(extra=1),
        lambda block: block.update(index=block["respondents"]),
        lambda block: block.update(respondents={"kind": "suppressed", "reason": "too_few"}),
        lambda block: block["items"]["K01"].update(distribution=None),
        lambda block: block["items"]["K01"].update(n=9),
    ],
)
def test_a_changed_block_is_not_read(change):
    content = stored()
    change(content)
    with pytest.raises(ValueError, match=r"stored|too few"):
        PublishedBlock.from_json(content)


def test_the_smallest_band_says_little():
    block = publish_block(tally(*[answer_sheet(5)] * 5), 14, 5, ITEMS)
    assert block.respondents == respondents_band(9, 5)
    assert block.items["K01"].favourable == coded_share(4, 5)
    assert (block.response.low, block.response.high) == (35, 65)
