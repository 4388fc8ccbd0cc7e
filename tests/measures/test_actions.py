"""Adding, changing and moving measures and actions, also by two people at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from measures import actions
from measures.models import Action, ActionState, Comment, Measure, MeasureState
from tests.cast import Other, Zandbak, make_zandbak
from tests.measures.routes import make_action, make_measure
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import AuditEntry


def test_add_measure_stores_and_records(zandbak: Zandbak) -> None:
    with zandbak.scope():
        tim = zandbak.member(zandbak.tim)
        made = actions.add_measure(
            actor=tim,
            title=" Vaste pauze ",
            intended_result="Echt pauze",
            conditions="Een invaller",
            kind="source",
            level="team",
            unit=zandbak.team,
            owner=tim,
            owner_name="iemand anders",
            due_on=date(2027, 1, 15),
        )
        stored = Measure.objects.get()
        assert (stored.id, stored.title, stored.who, stored.state) == (
            made.id,
            "Vaste pauze",
            "Tim de Boer",
            "planned",
        )
        assert stored.owner_name == ""
        entry = AuditEntry.objects.get()
        assert (entry.action, entry.actor_name, entry.subject) == (
            "measures.measure_added",
            "Tim de Boer",
            "Vaste pauze",
        )


@pytest.mark.parametrize(
    "wrong",
    [{"title": "  "}, {"starts_on": date(2027, 2, 1), "due_on": date(2027, 1, 31)}],
)
def test_add_measure_refuses(zandbak: Zandbak, wrong: dict[str, Any]) -> None:
    with zandbak.scope():
        with pytest.raises(Refused):
            make_measure(zandbak.team, **wrong)
        assert Measure.objects.count() == 0


def test_add_measure_refuses_a_unit_that_is_gone(zandbak: Zandbak) -> None:
    with zandbak.scope():
        zandbak.team.archived_at = "2026-01-01T00:00Z"
        with pytest.raises(Refused):
            make_measure(zandbak.team)


def test_the_same_form_makes_one_row(zandbak: Zandbak) -> None:
    key = uuid4()
    with zandbak.scope():
        first = make_measure(zandbak.team, form_key=key)
        second = make_measure(zandbak.team, form_key=key, title="Nog eens")
        assert (first.id, Measure.objects.get().title) == (second.id, "Vaste pauze")
        one, two = (make_action(first, form_key=key) for _ in range(2))
        assert (one.id, Action.objects.count()) == (two.id, 1)
        olaf = zandbak.member(zandbak.olaf)
        for _ in range(2):
            actions.add_comment(actor=olaf, text="Mooi", measure=first, form_key=key)
        assert Comment.objects.count() == 1
        assert AuditEntry.objects.count() == 3


def test_change_measure_by_two_people(zandbak: Zandbak) -> None:
    with zandbak.scope():
        measure = make_measure(zandbak.team)
        changed = actions.change_measure(actor=None, measure=measure, version=1, title="Pauze met vervanger")
        assert changed.version == 2
        with pytest.raises(ChangedMeanwhile) as refused:
            actions.change_measure(actor=None, measure=measure, version=1, title="Langere pauze")
        assert refused.value.current.title == "Pauze met vervanger"
        assert Measure.objects.get().title == "Pauze met vervanger"


def test_change_measure_knows_its_fields(zandbak: Zandbak) -> None:
    with zandbak.scope(), pytest.raises(TypeError, match="unit"):
        actions.change_measure(
            actor=None, measure=make_measure(zandbak.team), version=1, unit=zandbak.other_team
        )


def test_measure_states_drop_and_put_back(zandbak: Zandbak) -> None:
    with zandbak.scope():
        measure = make_measure(zandbak.team)
        actions.set_measure_state(actor=None, measure=measure, state="stuck", note="Geen invaller")
        actions.set_measure_state(actor=None, measure=measure, state="stuck")
        assert list(Comment.objects.values_list("state", "text")) == [("stuck", "Geen invaller")]
        actions.set_measure_state(actor=None, measure=measure, state="dropped")
        assert list(Measure.objects.kept()) == []
        assert actions.restore_measure(actor=None, measure=measure).state == MeasureState.STUCK
        with pytest.raises(Refused):
            actions.restore_measure(actor=None, measure=measure)
        done = actions.set_measure_state(actor=None, measure=measure, state="done")
        assert done.done_at is not None
        with pytest.raises(Refused):
            actions.set_measure_state(actor=None, measure=measure, state="finished")


def test_an_action_has_the_unit_of_its_measure(zandbak: Zandbak) -> None:
    with zandbak.scope():
        action = make_action(make_measure(zandbak.team), who_name="Eva")
        assert (action.unit, action.doer) == (zandbak.team, "Eva")
        with pytest.raises(Refused):
            make_action(None, what=" ")


def test_action_states(zandbak: Zandbak) -> None:
    with zandbak.scope():
        action = make_action(None)
        assert actions.set_action_state(
            actor=None, action=action, state="stuck", note="Wacht op Bea"
        ).note == ("Wacht op Bea")
        done = actions.set_action_state(actor=None, action=action, state="done")
        assert (done.state, done.note, done.done_at is not None) == (ActionState.DONE, "", True)
        actions.set_action_state(actor=None, action=action, state="done")
        opened = actions.set_action_state(actor=None, action=action, state="open")
        assert (opened.done_at, Comment.objects.count()) == (None, 3)
        with pytest.raises(Refused):
            actions.set_action_state(actor=None, action=action, state="under_way")


def test_change_action_by_two_people(zandbak: Zandbak) -> None:
    with zandbak.scope():
        action = make_action(None)
        changed = actions.change_action(
            actor=None, action=action, version=1, who=zandbak.member(zandbak.bea), who_name="x"
        )
        assert (changed.doer, changed.who_name) == ("Bea Smit", "")
        with pytest.raises(ChangedMeanwhile):
            actions.change_action(actor=None, action=action, version=1, what="Iets anders")


def test_a_remark_is_on_one_thing_and_not_empty(zandbak: Zandbak) -> None:
    with zandbak.scope():
        measure = make_measure(zandbak.team)
        action, olaf = make_action(measure), zandbak.member(zandbak.olaf)
        with pytest.raises(Refused):
            actions.add_comment(actor=olaf, text=" \n", measure=measure)
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.add_comment(actor=olaf, text="Beide", measure=measure, action=action)
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.add_comment(actor=olaf, text="Geen van beide")


def test_another_tenants_unit_is_refused_by_the_database(zandbak: Zandbak, other: Other) -> None:
    with zandbak.scope(), connection.cursor() as cursor:
        make_measure(other.team)
        with pytest.raises(IntegrityError, match="unit_same"), transaction.atomic():
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        Measure.objects.all().delete()


def _at_once(work: Any, times: int = 6) -> list[Any]:
    """What `times` threads got from `work(number)`, each with a connection of its own."""

    def run(number: int) -> Any:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_one_form_sent_six_times_at_once_makes_one_measure(committed_db: None) -> None:
    zandbak, key = make_zandbak(), uuid4()

    def send(number: int) -> Any:
        with zandbak.scope():
            return make_measure(zandbak.team, form_key=key).id

    assert len(set(_at_once(send))) == 1
    with zandbak.scope():
        assert (Measure.objects.count(), AuditEntry.objects.count()) == (1, 1)


def test_of_six_people_who_change_at_once_one_wins(committed_db: None) -> None:
    zandbak = make_zandbak()
    with zandbak.scope():
        measure = make_measure(zandbak.team)

    def change(number: int) -> bool:
        try:
            with zandbak.scope():
                actions.change_measure(actor=None, measure=measure, version=1, title=f"Versie van {number}")
        except ChangedMeanwhile:
            return False
        return True

    assert sorted(_at_once(change)) == [False] * 5 + [True]
    with zandbak.scope():
        assert Measure.objects.get().version == 2
