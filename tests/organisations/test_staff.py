"""Staff and units by hand, the profile and the log."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Zandbak, make_employees
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry
from werkdruk.organisations import audit_labels, registry
from werkdruk.organisations.actions import staff, units
from werkdruk.organisations.models import Employee, Membership, Organisation, Unit
from werkdruk.organisations.queries import shared_addresses


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Any:
    return sign_in(zandbak.anna)


def names(page: Any) -> list[str]:
    return [employee.name for employee in page.context["page_obj"]]


def logged(zandbak: Zandbak) -> list[tuple[str, str]]:
    with zandbak.scope():
        return list(AuditEntry.objects.order_by("at").values_list("action", "subject"))


@pytest.fixture
def crowd(zandbak: Zandbak) -> None:
    with zandbak.scope():
        make_employees(zandbak.other_team, 60, "duin")


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 50), ("?page=2", 11), ("?q=eva+b", 1), ("?q=EVA@", 1), ("?q=1001", 1), ("?q=duin-7", 1), ("?q=niemand", 0),
     ("?left=on", 0), ("?page=zzz", 50), ("?unit=nee", 50)],
)  # fmt: skip
def test_staff_is_found_by_name_address_and_number(
    zandbak: Zandbak, anna: Any, crowd: None, query: str, count: int
) -> None:
    assert len(names(anna.get(f"{zandbak.path}organisation/staff/{query}"))) == count


def test_staff_of_a_unit_and_everything_below(zandbak: Zandbak, anna: Any, crowd: None) -> None:
    for unit, total in ((zandbak.team, 1), (zandbak.other_team, 60), (zandbak.location, 61)):
        page = anna.get(f"{zandbak.path}organisation/staff/?unit={unit.id}")
        assert page.context["page_obj"].paginator.count == total


def test_lists_take_the_same_number_of_queries_however_long(zandbak: Zandbak, anna: Any) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            anna.get(f"{zandbak.path}organisation/{path}/")
        return len(captured)

    with zandbak.scope():
        AuditEntry.objects.create(action="organisations.unit_added")
    before = [queries(path) for path in ("staff", "units", "people", "log")]
    with zandbak.scope():
        make_employees(zandbak.team, 3)
        for name in ("A", "B", "C"):
            unit = units.add_unit(actor=zandbak.member(zandbak.anna), name=name, parent=zandbak.team)
            make_employees(unit, 2, name)
        Membership.objects.filter(user=zandbak.olaf).update(roles=["team_lead"])
    assert [queries(path) for path in ("staff", "units", "people", "log")] == before


def test_person_is_added_changed_ended_and_taken_back(
    zandbak: Zandbak, anna: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(registry, "_after_staff_change", [lambda: told.append(1)])
    start = f"{zandbak.path}organisation/staff/"
    data = {
        "name": "Noor de Wit",
        "staff_number": "7",
        "email": "Noor@Zandbak.example",
        "unit": str(zandbak.team.id),
        "joined_on": "2024-03-01",
    }
    assert anna.post(f"{start}new/", data).headers["Location"] == start
    with zandbak.scope():
        noor = Employee.objects.get(staff_number="7")
    assert (noor.email, noor.unit_id, noor.joined_on) == (
        "noor@zandbak.example",
        zandbak.team.id,
        date(2024, 3, 1),
    )
    data |= {"unit": str(zandbak.other_team.id), "do_not_invite": "on", "email": "n@zandbak.example"}
    anna.post(f"{start}{noor.id}/", data)
    anna.post(f"{start}{noor.id}/end/")
    anna.post(f"{start}{noor.id}/end/")
    with zandbak.scope():
        noor.refresh_from_db()
    assert (noor.unit_id, noor.do_not_invite, noor.left_at is None) == (zandbak.other_team.id, True, False)
    assert names(anna.get(f"{start}?left=on")) == ["Noor de Wit"]
    anna.post(f"{start}{noor.id}/return/")
    with zandbak.scope():
        noor.refresh_from_db()
    assert noor.left_at is None
    assert len(told) == 4
    assert logged(zandbak) == [
        ("organisations.staff_added", ""),
        ("organisations.staff_changed", ""),
        ("organisations.staff_do_not_invite", ""),
        ("organisations.staff_ended", ""),
        ("organisations.staff_returned", ""),
    ], "the works council reads numbers, not names"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"unit": ""}, "unit"),
        ({"unit": "00000000-0000-0000-0000-000000000000"}, "unit"),
        ({"email": "kapot"}, "email"),
        ({"joined_on": "gisteren"}, "joined_on"),
        ({"staff_number": "1001"}, "__all__"),
    ],
)
def test_person_is_refused_and_nothing_typed_is_lost(
    zandbak: Zandbak, anna: Any, changes: dict[str, str], field: str
) -> None:
    data = {"name": "Noor", "unit": str(zandbak.team.id), **changes}
    page = anna.post(f"{zandbak.path}organisation/staff/new/", data)
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["name"].value() == data["name"]
    with zandbak.scope():
        assert Employee.objects.count() == 1


def test_leavers_are_deleted_after_thirty_days(zandbak: Zandbak) -> None:
    now = timezone.now()
    with zandbak.scope():
        recent, old, present = make_employees(zandbak.team, 3)
        Employee.objects.filter(id=recent.id).update(left_at=now - timedelta(days=29))
        Employee.objects.filter(id=old.id).update(left_at=now - timedelta(days=31))
        staff.forget_leavers()
        staff.forget_leavers()
        assert set(Employee.objects.values_list("id", flat=True)) == {zandbak.eva.id, recent.id, present.id}
    assert logged(zandbak) == [("organisations.leavers_forgotten", "")]


def test_nobody_comes_back_into_an_archived_unit(zandbak: Zandbak) -> None:
    with zandbak.scope():
        actor = zandbak.member(zandbak.anna)
        staff.end_employee(actor=actor, employee=zandbak.eva)
        units.archive_unit(actor=actor, unit=zandbak.team)
        with pytest.raises(Refused):
            staff.return_employee(actor=actor, employee=zandbak.eva)


def test_unit_is_added_renamed_moved_and_archived(zandbak: Zandbak, anna: Any) -> None:
    start = f"{zandbak.path}organisation/units/"
    anna.post(f"{start}new/", {"name": "Regio Oost", "parent": ""})
    with zandbak.scope():
        region = Unit.objects.get(name="Regio Oost")
    anna.post(f"{start}{zandbak.location.id}/", {"name": "Locatie Oost", "parent": str(region.id)})
    anna.post(f"{start}{zandbak.other_team.id}/archive/")
    with zandbak.scope():
        location, team = Unit.objects.get(id=zandbak.location.id), Unit.objects.get(id=zandbak.other_team.id)
    assert (location.name, location.parent_id, team.archived_at is None) == ("Locatie Oost", region.id, False)
    assert [action for action, _subject in logged(zandbak)] == [
        "organisations.unit_added",
        "organisations.unit_moved",
        "organisations.unit_renamed",
        "organisations.unit_archived",
    ]


@pytest.mark.parametrize(
    ("name", "parent"),
    [("bso de boomhut", "location"), ("Nieuw", "self"), ("Nieuw", "below"), ("", "location")],
)
def test_unit_change_is_refused(zandbak: Zandbak, anna: Any, name: str, parent: str) -> None:
    parents = {"location": zandbak.location, "self": zandbak.other_team, "below": zandbak.team}
    unit = zandbak.location if parent == "below" else zandbak.other_team
    url = f"{zandbak.path}organisation/units/{unit.id}/"
    page = anna.post(url, {"name": name, "parent": str(parents[parent].id)})
    assert page.context["form"].errors
    assert logged(zandbak) == []


def test_unit_below_itself_is_refused_by_the_action_too(zandbak: Zandbak) -> None:
    with zandbak.scope(), pytest.raises(Refused):
        units.change_unit(
            actor=zandbak.member(zandbak.anna),
            unit=zandbak.location,
            name="Locatie Noord",
            parent=zandbak.team,
        )


@pytest.mark.parametrize("unit", ["location", "team"])
def test_unit_in_use_is_not_archived(zandbak: Zandbak, unit: str) -> None:
    with zandbak.scope(), pytest.raises(Refused):
        units.archive_unit(actor=zandbak.member(zandbak.anna), unit=getattr(zandbak, unit))


def test_profile_is_saved_and_told(zandbak: Zandbak, anna: Any) -> None:
    data = {"name": "De Zandbak", "sector": "Kinderopvang", "representation": "staff_representation"}
    page = anna.post(f"{zandbak.path}organisation/profile/", data)
    assert list(page.context["form"].errors) == ["coordinator_title"]
    anna.post(f"{zandbak.path}organisation/profile/", data | {"coordinator_title": "balanscoach"})
    found = Organisation.objects.get(id=zandbak.id)
    assert (found.name, found.representation, found.coordinator_title) == (
        "De Zandbak",
        "staff_representation",
        "balanscoach",
    )
    assert logged(zandbak) == [("organisations.profile_changed", "De Zandbak")]


def test_log_is_found_by_person_subject_and_words(zandbak: Zandbak, anna: Any, sign_in: Any) -> None:
    with zandbak.scope():
        actor = zandbak.member(zandbak.anna)
        units.add_unit(actor=actor, name="Regio Oost", parent=None)
        staff.end_employee(actor=zandbak.member(zandbak.bea), employee=zandbak.eva)
        AuditEntry.objects.create(action="later.unknown", subject="iets")

    def shown(person: Any, words: str) -> list[str]:
        page = sign_in(person).get(f"{zandbak.path}organisation/log/", {"q": words})
        return [row["entry"].action for row in page.context["rows"]]

    assert shown(zandbak.anna, "") == [
        "later.unknown",
        "organisations.staff_ended",
        "organisations.unit_added",
    ]
    assert shown(zandbak.olaf, "bea") == ["organisations.staff_ended"]
    assert shown(zandbak.olaf, "oost") == ["organisations.unit_added"]
    zandbak.olaf.language = "en"
    zandbak.olaf.save()
    assert shown(zandbak.olaf, "ended the service") == ["organisations.staff_ended"]


def test_every_action_of_this_app_has_a_sentence(zandbak: Zandbak) -> None:
    recorded = set()
    for file in Path("werkdruk/organisations/actions").glob("*.py"):
        recorded |= set(re.findall(r'"(organisations\.[a-z_]+)"', file.read_text()))
    assert recorded - {"organisations.invitation_mail"} <= audit_labels.known_codes()
    with zandbak.scope():
        for code in recorded:
            entry = AuditEntry(action=code, subject="Iets", details={})
            assert audit_labels.sentence(entry).endswith((".", "Iets"))
    with pytest.raises(ValueError, match="unit_added"):
        audit_labels.register_labels({"organisations.unit_added": "again"})


def test_one_person_under_two_numbers_is_refused_and_a_shared_mailbox_is_not(
    zandbak: Zandbak, anna: Any
) -> None:
    start = f"{zandbak.path}organisation/staff/new/"
    data = {
        "name": "EVA Bakker",
        "staff_number": "77",
        "email": "Eva@zandbak.example",
        "unit": zandbak.team.id,
    }
    assert "twee banen" in str(anna.post(start, data).context["form"].errors)
    with zandbak.scope():
        staff.end_employee(actor=zandbak.member(zandbak.anna), employee=zandbak.eva)
    assert "terug" in str(anna.post(start, data).context["form"].errors)
    with zandbak.scope():
        staff.return_employee(actor=zandbak.member(zandbak.anna), employee=zandbak.eva)
        assert shared_addresses() == set()
    assert anna.post(start, data | {"name": "Bo Bakker"}).status_code == 302
    with zandbak.scope():
        assert shared_addresses() == {"eva@zandbak.example"}
        bo = Employee.objects.get(staff_number="77")
        with pytest.raises(Refused):
            staff.change_employee(
                actor=zandbak.member(zandbak.anna),
                employee=bo,
                name="Eva Bakker",
                unit=zandbak.team,
                staff_number="77",
                email=bo.email,
            )
