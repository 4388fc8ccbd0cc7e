"""Who may open which page of policy."""

from typing import Any

from policy import actions, queries
from policy.questions import CHAPTERS
from tests.cast import Zandbak
from tests.routing import EVERYONE, EXECUTIVE, HR, Route

EDITORS = frozenset({HR, EXECUTIVE})


def write(text: str, chapter: int = 0, **others: str) -> None:
    """Write `text` in the first answer of a chapter; inside the scope only."""

    one = CHAPTERS[chapter]
    answers = {question.key: "" for question in one.questions} | {one.questions[0].key: text} | others
    actions.write_chapter(
        actor=None, chapter=one, answers=answers, seen=actions.chapter_mark(queries.draft(), one)
    )


def a_version(zandbak: Zandbak) -> dict[str, Any]:
    write("Druk zijn mag, altijd druk zijn niet.")
    return {"number": actions.save_version(actor=None, note="Eerste versie").number}


def a_chapter(zandbak: Zandbak) -> dict[str, Any]:
    return {"chapter_key": CHAPTERS[0].key}


ROUTES: list[Route] = [
    Route("policy:policy", EVERYONE),
    Route("policy:chapter_write", EDITORS, ("get", "post"), a_chapter),
    Route("policy:version_save", EDITORS, ("get", "post")),
    Route("policy:version_list", EVERYONE),
    Route("policy:version", EVERYONE, ("get",), a_version),
    Route("policy:compare", EVERYONE),
]
