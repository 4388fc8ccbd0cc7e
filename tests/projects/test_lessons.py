"""Lessons are found by everybody, by words, unit and kind; a project that one may not open is a name only."""

from typing import Any

import pytest
from django.test import Client

from measures.models import Measure
from projects.models import Lesson, Project
from tests.cast import Zandbak
from tests.projects.scene import make_project

URL = "/o/zandbak/projects/lessons/"


@pytest.fixture
def lessons(zandbak: Zandbak) -> dict[str, Project]:
    """One lesson of Tim's team about a measure, one of the other team about the whole."""
    with zandbak.scope():
        one = make_project(zandbak)
        two = make_project(zandbak, name="Rust in de ochtend", units=[zandbak.other_team])
        measure = Measure.objects.create(title="Dagstart", unit=zandbak.team, kind="energy")
        Lesson.objects.create(project=one, measure=measure, text="Houd de dagstart kort.", by_name="Tim")
        Lesson.objects.create(project=two, text="Begin met de planning, niet met de cursus.", by_name="Anna")
    return {"one": one, "two": two}


def texts(answer: Any) -> list[str]:
    return [row.lesson.text[:5] for row in answer.context["rows"]]


def test_words_unit_and_kind_narrow_the_list(zandbak: Zandbak, lessons: dict, sign_in: Any) -> None:
    anna: Client = sign_in(zandbak.anna)
    assert texts(anna.get(URL)) == ["Begin", "Houd "]
    assert texts(anna.get(URL, {"q": "DAGSTART kort"})) == ["Houd "]
    assert texts(anna.get(URL, {"q": "ochtend"})) == ["Begin"]
    assert texts(anna.get(URL, {"q": "nergens"})) == []
    assert texts(anna.get(URL, {"unit": str(zandbak.team.id)})) == ["Houd "]
    assert texts(anna.get(URL, {"unit": str(zandbak.location.id)})) == ["Begin", "Houd "]
    assert texts(anna.get(URL, {"kind": "energy"})) == ["Houd "]
    assert texts(anna.get(URL, {"kind": "nonsense", "unit": "nonsense"})) == ["Begin", "Houd "]


def test_who_may_not_open_the_project_reads_its_name_only(
    zandbak: Zandbak, lessons: dict, sign_in: Any
) -> None:
    with zandbak.scope():
        lessons["two"].facilitators.all().delete()
    page = sign_in(zandbak.tim).get(URL)
    assert [(row.lesson.project.name, row.may_open) for row in page.context["rows"]] == [
        ("Rust in de ochtend", False),
        ("Minder dubbel werk", True),
    ]
    assert f"/projects/{lessons['two'].id}/" not in page.content.decode()
    assert f"/projects/{lessons['one'].id}/" in page.content.decode()


def test_lessons_of_another_organisation_are_not_found(lessons: dict, other: Any, sign_in: Any) -> None:
    page = sign_in(other.carla).get(f"/o/{other.organisation.slug}/projects/lessons/")
    assert (texts(page), page.context["any_lessons"]) == ([], False)


def test_the_empty_page_says_where_lessons_come_from(zandbak: Zandbak, sign_in: Any) -> None:
    page = sign_in(zandbak.tim).get(URL)
    assert not page.context["any_lessons"]
    assert "Nog geen lessen" in page.content.decode()


def test_there_are_twenty_on_a_page(zandbak: Zandbak, lessons: dict, sign_in: Any) -> None:
    with zandbak.scope():
        for number in range(20):
            Lesson.objects.create(project=lessons["one"], text=f"Les {number}")
    anna = sign_in(zandbak.anna)
    assert [len(anna.get(URL, {"page": page}).context["rows"]) for page in (1, 2)] == [20, 2]


@pytest.mark.parametrize("number", [1, 3])
def test_three_lessons_ask_as_much_of_the_database_as_one(
    zandbak: Zandbak, sign_in: Any, number: int, django_assert_num_queries: Any
) -> None:
    with zandbak.scope():
        for one in range(number):
            Lesson.objects.create(project=make_project(zandbak, name=f"Project {one}"), text=f"Les {one}")
    tim = sign_in(zandbak.tim)
    tim.get(URL)
    with django_assert_num_queries(17):
        assert len(tim.get(URL).context["rows"]) == number
