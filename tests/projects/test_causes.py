"""Causes and the map of causes and effects through HTTP."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from projects.actions import cause_maps, causes
from projects.models import Cause, MapArrow, MapNode, Project
from projects.queries.causes import map_of
from tests.cast import Zandbak
from tests.projects.scene import make_project
from werkdruk.core.errors import ChangedMeanwhile, Refused


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        return make_project(zandbak)


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


def address(zandbak: Zandbak, name: str, project: Project, **more: Any) -> str:
    """The address of a page of `project`."""
    kwargs = {"organisation": zandbak.organisation.slug, "project": project.id, **more}
    return reverse(f"projects:{name}", kwargs=kwargs)


CAUSE = {
    "title": "Dubbel werk",
    "side": "drainer",
    "why_1": "Twee systemen",
    "why_2": "",
    "why_3": "Nooit gekozen",
    "effect": "Overwerk",
    "influence": "organisation",
}


def test_a_cause_is_written_down_once_changed_and_removed(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    data = {**CAUSE, "form_key": str(uuid4())}
    add = address(zandbak, "cause_add", project)
    assert anna.post(add, data).url == address(zandbak, "cause_list", project)
    anna.post(add, data)
    with zandbak.scope():
        cause = Cause.objects.get()
        assert [why.text for why in cause.whys.all()] == ["Twee systemen", "Nooit gekozen"]
    page = anna.get(address(zandbak, "cause_list", project)).content.decode()
    assert "Nooit gekozen" in page
    change = address(zandbak, "cause_change", project, cause=cause.id)
    anna.post(change, {**CAUSE, "version": "1", "why_2": "Ieder zijn eigen"})
    late = anna.post(change, {**CAUSE, "version": "1", "title": "Iets anders"})
    assert late.status_code == 400
    with zandbak.scope():
        assert Cause.objects.get().title == "Dubbel werk"
        assert [why.text for why in cause.whys.all()] == [
            "Twee systemen",
            "Ieder zijn eigen",
            "Nooit gekozen",
        ]
    anna.post(address(zandbak, "cause_remove", project, cause=cause.id))
    with zandbak.scope():
        assert Cause.objects.count() == 0


def test_a_cause_without_a_name_is_refused(zandbak: Zandbak, project: Project, anna: Client) -> None:
    refused = anna.post(address(zandbak, "cause_add", project), {**CAUSE, "title": " "})
    assert refused.status_code == 400
    assert "Twee systemen" in refused.content.decode()
    with zandbak.scope():
        with pytest.raises(Refused):
            causes.add_cause(actor=None, project=project, side="anders", title="Iets")
        cause = causes.add_cause(actor=None, project=project, side="giver", title="Rust")
        with pytest.raises(ChangedMeanwhile):
            causes.change_cause(
                actor=None, cause=cause, version=7, side="giver", title="Rust", whys=[], influence=""
            )


def test_the_map_by_forms_alone(zandbak: Zandbak, project: Project, anna: Client) -> None:
    """Everything that dragging does is done by buttons too, and the circle is told in words."""
    url = address(zandbak, "cause_map_change", project)
    with zandbak.scope():
        causes.add_cause(actor=None, project=project, side="drainer", title="Dubbel werk")
    anna.post(url, {"act": "causes"})
    anna.post(url, {"act": "causes"})
    anna.post(url, {"act": "add", "side": "drainer", "text": "Fouten"})
    anna.post(url, {"act": "add", "side": "drainer", "text": "Fouten"})
    with zandbak.scope():
        double, errors = MapNode.objects.get(text="Dubbel werk"), MapNode.objects.get(text="Fouten")
    anna.post(url, {"act": "link", "node": str(double.id), "end": str(errors.id)})
    anna.post(url, {"act": "link", "node": str(errors.id), "end": str(double.id)})
    anna.post(url, {"act": "link", "node": str(errors.id), "end": str(double.id)})
    with zandbak.scope():
        drawn = map_of(project)
        assert [(letter, {one.text for one in loop}) for letter, loop in drawn.loops] == [
            ("A", {"Dubbel werk", "Fouten"})
        ]
        assert [one.in_loop for one in drawn.arrows] == [True, True]
    page = anna.get(address(zandbak, "cause_map", project)).content.decode()
    assert "leidt tot ‘Fouten’" in page
    assert "Cirkel A:" in page
    anna.post(url, {"act": "move", "node": str(errors.id), "x": "180", "y": "-20"})
    anna.post(url, {"act": "change", "node": str(errors.id), "side": "drainer", "text": "Veel fouten"})
    with zandbak.scope():
        errors = MapNode.objects.get(id=errors.id)
        assert (errors.x, errors.y, errors.text) == (100, 0, "Veel fouten")
    anna.post(url, {"act": "unlink", "node": str(errors.id), "end": str(double.id)})
    with zandbak.scope():
        assert MapArrow.objects.count() == 1
        assert map_of(project).loops == []
    anna.post(url, {"act": "remove", "node": str(double.id)})
    with zandbak.scope():
        assert (MapNode.objects.count(), MapArrow.objects.count()) == (1, 0)


def test_a_thing_of_another_project_is_not_touched(zandbak: Zandbak, project: Project, anna: Client) -> None:
    with zandbak.scope():
        other = make_project(zandbak, name="Ander project")
        mine = cause_maps.add_map_node(actor=None, project=project, side="drainer", text="Van hier")
        theirs = cause_maps.add_map_node(actor=None, project=other, side="drainer", text="Van daar")
    url = address(zandbak, "cause_map_change", project)
    for data in (
        {"act": "remove", "node": str(theirs.id)},
        {"act": "move", "node": str(theirs.id), "x": "0", "y": "0"},
        {"act": "link", "node": str(mine.id), "end": str(theirs.id)},
        {"act": "change", "node": str(theirs.id), "side": "giver", "text": "Gekaapt"},
    ):
        anna.post(url, data)
    with zandbak.scope():
        kept = MapNode.objects.get(id=theirs.id)
        assert (kept.text, kept.x, kept.y) == ("Van daar", theirs.x, theirs.y)
        assert MapArrow.objects.count() == 0


def test_the_map_costs_the_same_with_one_and_with_three(
    zandbak: Zandbak, project: Project, anna: Client, django_assert_max_num_queries: Any
) -> None:
    url = address(zandbak, "cause_map", project)

    def count() -> int:
        with django_assert_max_num_queries(40) as captured:
            assert anna.get(url).status_code == 200
        return len(captured)

    def add(text: str) -> MapNode:
        cause = causes.add_cause(actor=None, project=project, side="drainer", title=text, whys=["a", "b"])
        return cause_maps.add_map_node(actor=None, project=project, side="drainer", text=text, cause=cause)

    with zandbak.scope():
        first = add("een")
    one = count()
    with zandbak.scope():
        second, third = add("twee"), add("drie")
        for start, end in ((first, second), (second, third), (third, first)):
            cause_maps.add_map_arrow(actor=None, project=project, start_id=start.id, end_id=end.id)
    assert count() == one
