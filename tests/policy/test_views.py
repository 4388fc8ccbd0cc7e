"""The pages of the policy, through HTTP: empty, written, changed meanwhile, too large, compared."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from policy import actions
from policy.domain.compare import ADDED, REMOVED
from policy.models import PolicyDraft, PolicyVersion
from tests.cast import Other, Zandbak
from tests.policy.routes import a_version, write

ANSWERS = {"vision": "Samen", "definitions": "", "focus": "Allebei"}


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


def path(zandbak: Zandbak, *parts: Any) -> str:
    return f"{zandbak.path}policy/" + "".join(f"{part}/" for part in parts)


def test_policy_is_empty_at_first(zandbak: Zandbak, sign_in: Any, anna: Client) -> None:
    assert anna.get(path(zandbak)).context["answered"] == 0
    olaf = sign_in(zandbak.olaf).get(path(zandbak))
    assert (olaf.context["can_edit"], olaf.context["latest"]) == (False, None)
    for page in ("versions", "compare"):
        assert anna.get(path(zandbak, page)).status_code == 200


def test_readers_see_versions_and_never_the_draft(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        a_version(zandbak)
        write("Nog geheim")
    olaf, anna = sign_in(zandbak.olaf), sign_in(zandbak.anna)
    for page in ((), ("versions", 1), ("compare",), ("versions",)):
        assert "Nog geheim" not in olaf.get(path(zandbak, *page)).content.decode()
    assert "Nog geheim" in anna.get(path(zandbak)).content.decode()
    assert olaf.get(path(zandbak, "compare"), {"old": 1, "new": 0}).context["form"] is None
    with zandbak.scope():
        actions.save_version(actor=None, note="Twee")
    assert olaf.get(path(zandbak, "compare"), {"old": 1, "new": 0}).status_code == 400


def test_chapter_write_saves(zandbak: Zandbak, anna: Client) -> None:
    url = path(zandbak, "write", "view")
    seen = anna.get(url).context["form"]["seen"].value()
    for _ in range(2):
        answer = anna.post(url, {**ANSWERS, "vision": "Samen\r\ndragen", "seen": seen})
        assert answer.url == path(zandbak)
    with zandbak.scope():
        draft = PolicyDraft.objects.get()
        assert (draft.answers, draft.changed_by_name) == (
            {**ANSWERS, "vision": "Samen\ndragen"},
            "Anna Visser",
        )


@pytest.mark.parametrize("wrong", [{"vision": "x" * 6001}, {"vision": "a\x00b"}])
def test_chapter_write_says_what_is_wrong_and_loses_nothing(
    zandbak: Zandbak, anna: Client, wrong: dict[str, str]
) -> None:
    answer = anna.post(path(zandbak, "write", "view"), {**ANSWERS, **wrong})
    form = answer.context["form"]
    assert (answer.status_code, set(form.errors), form["focus"].value()) == (400, {"vision"}, "Allebei")
    with zandbak.scope():
        assert PolicyDraft.objects.count() == 0


def test_chapter_write_keeps_what_was_typed_when_somebody_else_saved(zandbak: Zandbak, anna: Client) -> None:
    url = path(zandbak, "write", "view")
    seen = anna.get(url).context["form"]["seen"].value()
    with zandbak.scope():
        write("Van Bea")
    answer = anna.post(url, {**ANSWERS, "vision": "Van Anna", "seen": seen})
    form = answer.context["form"]
    assert (answer.status_code, form["vision"].value()) == (400, "Van Anna")
    assert [text for _, text in form.differences] == ["Van Bea", ""]
    assert anna.post(url, {**ANSWERS, "vision": "Van Anna", "seen": form["seen"].value()}).status_code == 302
    with zandbak.scope():
        assert PolicyDraft.objects.get().answers["vision"] == "Van Anna"


def test_chapter_write_knows_its_chapters(zandbak: Zandbak, anna: Client) -> None:
    assert anna.get(path(zandbak, "write", "nothing")).status_code == 404


def test_version_save(zandbak: Zandbak, anna: Client) -> None:
    url = path(zandbak, "save")
    assert anna.get(url).context["changes"] == []
    with zandbak.scope():
        write("Samen")
    page = anna.get(url).context
    assert [one.chapter.key for one in page["changes"]] == ["view"]
    seen = page["form"]["seen"].value()
    for wrong in ({"note": ""}, {"note": "x" * 301}):
        answer = anna.post(url, {**wrong, "seen": seen})
        assert (answer.status_code, set(answer.context["form"].errors)) == (400, {"note"})
    assert anna.post(url, {"note": "Begin", "seen": seen}).url == path(zandbak, "versions", 1)
    assert anna.post(url, {"note": "Begin", "seen": seen}).status_code == 302
    with zandbak.scope():
        assert list(PolicyVersion.objects.values_list("number", "note", "made_by_name")) == [
            (1, "Begin", "Anna Visser")
        ]


def test_version_save_of_a_draft_that_changed_meanwhile(zandbak: Zandbak, anna: Client) -> None:
    url = path(zandbak, "save")
    with zandbak.scope():
        write("Samen")
    seen = anna.get(url).context["form"]["seen"].value()
    with zandbak.scope():
        write("Anders")
    anna.post(url, {"note": "Begin", "seen": seen})
    with zandbak.scope():
        assert PolicyVersion.objects.count() == 0


def test_compare_shows_words_in_ins_and_del(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        a_version(zandbak)
        write("Druk zijn mag, altijd <b>druk</b> zijn nooit.")
        actions.save_version(actor=None, note="Scherper")
    answer = anna.get(path(zandbak, "compare"), {"old": 1, "new": 2})
    pieces = answer.context["chapters"][0].answers[0].comparison
    assert [piece.text for piece in pieces.old if piece.kind == REMOVED] == ["niet"]
    assert [piece.text for piece in pieces.new if piece.kind == ADDED] == ["<b>", "</b>", "nooit"]
    page = answer.content.decode()
    assert (page.count("<del>"), page.count("<ins>"), "<b>druk" in page) == (1, 3, False)
    for wrong in (
        {"old": 9, "new": 1},
        {"old": "x", "new": "1"},
        {"old": "", "new": ""},
        {"old": 10**30, "new": 1},
    ):
        assert anna.get(path(zandbak, "compare"), wrong).status_code == 400


def test_versions_of_another_tenant_do_not_exist(zandbak: Zandbak, other: Other, anna: Client) -> None:
    with other.scope():
        write("Van Carla")
        actions.save_version(actor=None, note="Anders")
    assert anna.get(path(zandbak, "versions", 1)).status_code == 404
    assert anna.get(path(zandbak, "versions", 10**30)).status_code == 404
    assert anna.get(path(zandbak)).context["draft"] is None


def test_version_list_asks_the_database_as_often_for_three_rows_as_for_one(
    zandbak: Zandbak, anna: Client
) -> None:
    def count(versions: int) -> int:
        with zandbak.scope():
            for _ in range(versions):
                write(f"Tekst {PolicyVersion.objects.count()}")
                actions.save_version(actor=None, note="Meer")
        with CaptureQueriesContext(connection) as queries:
            anna.get(path(zandbak, "versions"))
        return len(queries)

    count(1)
    assert count(0) == count(2)
