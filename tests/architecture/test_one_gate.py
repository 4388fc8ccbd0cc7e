"""P3 is kept at one gate: what shows figures is given safe figures only, and nothing else counts answers.

Held by reading the code: the words "tally", "sealed" and "stored figures" have their own few places.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.test_house import MODULES, ROOT, TEMPLATES

GATE = "surveys/domain/disclosure/"


def _names(tree: ast.AST) -> Iterator[str]:
    """Every name that is imported, from whatever module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def _read(tree: ast.AST) -> Iterator[ast.Attribute]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))


def users_of(modules: dict[str, ast.Module], *wanted: str) -> set[str]:
    """Modules that import any of `wanted` (a module, or a name in it)."""
    return {
        name
        for name, tree in modules.items()
        if any(one == word or one.startswith(f"{word}.") for one in _names(tree) for word in wanted)
    }


def readers_of(modules: dict[str, ast.Module], attribute: str) -> set[str]:
    """Modules that read an attribute of this name."""
    return {name for name, tree in modules.items() if any(node.attr == attribute for node in _read(tree))}


def callers_of(modules: dict[str, ast.Module], function: str) -> set[str]:
    """Modules that call something of this name."""
    return {
        name
        for name, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == function
    }


def outside_the_gate(names: set[str]) -> set[str]:
    return {name for name in names if not name.startswith(GATE) and "/migrations/" not in name}


# Who counts, opens what is sealed, or turns counts into stored figures.
COUNTING = {
    "surveys/actions/accumulating.py",
    "surveys/actions/closing.py",
    "surveys/actions/counting.py",
    "surveys/actions/open_answers.py",
    "surveys/actions/publishing.py",
    "surveys/actions/wave_blocks.py",
    "surveys/domain/tally.py",
    "surveys/actions/certifying.py",
    "surveys/queries/auditing.py",
    "surveys/domain/advisor.py",  # tries the rule out on invented answers, before there are any
}
# Who reads stored figures; all of them through `PublishedBlock.from_json`, which checks every figure.
READING = {
    "surveys/actions/accumulating.py",
    "surveys/actions/certifying.py",
    "surveys/actions/publishing.py",
    "surveys/queries/account.py",
    "surveys/queries/auditing.py",
    "surveys/queries/items.py",
    "surveys/queries/publications.py",
    "surveys/queries/published_sets.py",
}


def test_safe_figures_are_made_inside_the_gate_only() -> None:
    """The key to making one is imported, read or named nowhere else; nor are the classes called."""
    key = {name for name in MODULES if re.search(r"\b_TOKEN\b", (ROOT / name).read_text())}
    assert outside_the_gate(key) == set()
    makers = {"SafeIndex", "SafeShare", "SafeCount", "SafeResponse", "SafeDistribution", "SafeReliability"}
    published = ("PublishedBlock", "PublishedPoll", "PublishedStatement")
    made = {name for maker in (*makers, *published) for name in callers_of(MODULES, maker)}
    assert outside_the_gate(made) == set()


def test_counts_are_touched_by_counting_only() -> None:
    assert outside_the_gate(users_of(MODULES, "surveys.domain.tally")) <= COUNTING
    assert outside_the_gate(users_of(MODULES, "surveys.domain.disclosure.coding")) <= COUNTING
    made = callers_of(MODULES, "publish_block") | callers_of(MODULES, "publishable_units")
    assert outside_the_gate(made) <= COUNTING
    # A poll's sheets are opened, counted and coded in one place; what was coded is read in one place.
    counts_a_poll = callers_of(MODULES, "publish_poll") | callers_of(MODULES, "count_sheets")
    assert outside_the_gate(counts_a_poll) == {"projects/actions/polls.py"}
    assert users_of(MODULES, "projects.models.PollBallot") == {
        "projects/actions/polls.py",
        "projects/tasks.py",
    }
    boxes = users_of(MODULES, "surveys.models.UnitAccumulator")
    assert outside_the_gate(boxes) <= COUNTING | {"surveys/models/__init__.py", "surveys/tasks.py"}


def test_pages_words_and_messages_never_see_counts_or_stored_figures() -> None:
    """A view, form, mail, document, panel or template gets what queries and words made of safe figures."""
    shows = {
        name
        for name in MODULES
        if re.search(r"/(views|forms|words|emails|documents|panels|today|templatetags)\b", name)
    }
    assert len(shows) > 40
    forbidden = (
        "surveys.domain.tally",
        "surveys.domain.seal.open_sealed",
        "surveys.keys",
        "surveys.models.Ballot",
        "surveys.models.UnitAccumulator",
    )
    assert users_of(MODULES, *forbidden) & shows == set()
    # A stored trend is read by its words, through the gate's own check of every point.
    assert callers_of(MODULES, "from_json") & shows == {"surveys/words/trends.py"}


def test_stored_figures_are_read_through_the_gate_only() -> None:
    """`.figures` of a publication is JSON: whoever reads it turns it into safe figures, or only digests it."""
    surveys = {name: tree for name, tree in MODULES.items() if not name.startswith("measures/")}
    assert outside_the_gate(readers_of(surveys, "figures")) <= READING
    # Not through a back door either: no query takes single values out of the column.
    back_door = re.compile(r"""["']figures(__|["'])""")
    found = {name for name in MODULES if back_door.search((ROOT / name).read_text())}
    assert outside_the_gate(found) == set()


def test_templates_show_words_and_never_numbers_of_figures() -> None:
    """No template reaches into stored figures, counts or boxes, whatever it was given."""
    reach = re.compile(
        r"\{[{%][^}%]*\b(?:publication|one|block|wave)\.figures\b"
        r"|\{[{%][^}%]*\.(?:tally|accumulators|ballots|box|figure)\b"
    )
    assert [name for name, text in TEMPLATES.items() if reach.search(text)] == []


def test_these_rules_see_what_breaks_them() -> None:
    """A view that counts by itself, a page that reads the JSON, a module that makes a figure: each is found."""
    wrong = {
        "surveys/views/wrong.py": ast.parse(
            "from surveys.domain.tally import Tally\n"
            "from surveys.models import Publication\n"
            "def page(request, publication):\n"
            "    return publication.figures['index']['value'], SafeIndex(value=1)\n"
        )
    }
    assert users_of(wrong, "surveys.domain.tally") == set(wrong)
    assert readers_of(wrong, "figures") == set(wrong)
    assert callers_of(wrong, "SafeIndex") == set(wrong)
    assert Path(ROOT / GATE).is_dir()
