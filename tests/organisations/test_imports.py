"""Bringing in a staff file through the pages: upload, match, preview, apply, undo, apply again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tests.cast import Other, Zandbak, make_employees, make_zandbak
from tests.organisations.files import EVA, HEADINGS, NEW, csv_bytes, upload, xlsx_bytes
from werkdruk.core.models import AuditEntry
from werkdruk.organisations import registry
from werkdruk.organisations.actions.imports import (
    apply_import,
    diff_digest,
    forget_old_imports,
    match_columns,
)
from werkdruk.organisations.domain.staff_columns import guess
from werkdruk.organisations.domain.staff_file import Problem, unpack
from werkdruk.organisations.models import Employee, ImportState, MembershipUnit, StaffImport, Unit
from werkdruk.organisations.queries import import_diff
from werkdruk.organisations.staff_labels import PROBLEMS


class Journey:
    """Anna at work with one file."""

    def __init__(self, client: Client, zandbak: Zandbak) -> None:
        self.client = client
        self.zandbak = zandbak
        self.start = f"{zandbak.path}organisation/imports/"

    def upload(self, content: bytes, name: str = "staf.csv") -> Any:
        file = SimpleUploadedFile(name, content)
        return self.client.post(self.start, {"file": file}, follow=True)

    def match(self, page: Any, **choices: str) -> Any:
        """Send the column form as it is filled in already, with `choices` on top."""
        form = page.context["form"]
        data = {name: form[name].value() for name in form.fields} | choices
        return self.client.post(page.request["PATH_INFO"], data, follow=True)

    def apply(self, page: Any, **more: str) -> Any:
        data = {"digest": page.context["digest"], "end_missing": "keep", **more}
        return self.client.post(page.request["PATH_INFO"], data, follow=True)

    def undo(self, page: Any) -> Any:
        return self.client.post(f"{page.request['PATH_INFO']}undo/", follow=True)

    def preview(self, content: bytes) -> Any:
        return self.match(self.upload(content))


@pytest.fixture
def journey(zandbak: Zandbak, sign_in: Any) -> Journey:
    return Journey(sign_in(zandbak.anna), zandbak)


def staff(zandbak: Zandbak) -> set[tuple]:
    """Everything that an import can touch, with the ids."""
    with zandbak.scope():
        people = {
            (
                str(e.id),
                e.name,
                e.staff_number,
                e.email,
                str(e.unit_id),
                e.joined_on,
                e.do_not_invite,
                e.left_at,
            )
            for e in Employee.objects.all()
        }
        return people | {(str(unit.id), unit.name, unit.parent_id) for unit in Unit.objects.all()}


def shown(page: Any) -> dict[str, int]:
    """The counts of a preview."""
    diff = page.context["diff"]
    names = ("added", "changed", "unchanged", "missing", "refused", "new_units")
    return {name: len(getattr(diff, name)) for name in names}


def messages(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


@pytest.mark.parametrize("content", [csv_bytes(EVA, NEW), xlsx_bytes(EVA, NEW)], ids=["csv", "xlsx"])
def test_whole_journey_and_back_and_again(journey: Journey, zandbak: Zandbak, content: bytes) -> None:
    before = staff(zandbak)
    page = journey.upload(content)
    assert page.templates[0].name == "organisations/import_match.html"
    preview = journey.match(page)
    assert shown(preview) == {
        "added": 1,
        "changed": 0,
        "unchanged": 1,
        "missing": 0,
        "refused": 0,
        "new_units": 2,
    }
    assert staff(zandbak) == before, "nothing is written before applying"

    applied = journey.apply(preview)
    assert applied.templates[0].name == "organisations/import_applied.html"
    with zandbak.scope():
        noor = Employee.objects.select_related("unit__parent").get(staff_number="2001")
        assert (noor.name, noor.email, noor.unit.name, noor.unit.parent.name, noor.joined_on) == (
            "Noor Yılmaz",
            "noor@zandbak.example",
            "KDV De Duin",
            "Locatie Zuid",
            date(2024, 8, 15),
        )

    undone = journey.undo(applied)
    assert staff(zandbak) == before
    again = journey.apply(undone)
    assert again.context["staff_import"].counts["added"] == 1
    with zandbak.scope():
        assert Employee.objects.filter(staff_number="2001").count() == 1
        assert list(AuditEntry.objects.values_list("action", flat=True)) == [
            "organisations.staff_imported",
            "organisations.staff_import_undone",
            "organisations.staff_imported",
        ]


def test_undo_puts_back_every_kind_of_change(journey: Journey, zandbak: Zandbak) -> None:
    with zandbak.scope():
        make_employees(zandbak.other_team, 3, "x")
    before = staff(zandbak)
    changed = ("1001", "Eva de Wit", "eva2@zandbak.example", "Locatie Noord", "Nieuw team", "2-3-2018")
    preview = journey.preview(csv_bytes(changed, NEW))
    assert shown(preview) == {
        "added": 1,
        "changed": 1,
        "unchanged": 0,
        "missing": 3,
        "refused": 0,
        "new_units": 3,
    }
    applied = journey.apply(preview, end_missing="end", typed_count="3")
    counts = applied.context["staff_import"].counts
    assert counts == {
        "added": 1,
        "changed": 1,
        "returned": 0,
        "moved": 1,
        "new_address": 1,
        "do_not_invite": 0,
        "ended": 3,
        "unchanged": 0,
        "refused": 0,
        "new_units": 3,
    }
    with zandbak.scope():
        assert set(Employee.objects.current().values_list("name", flat=True)) == {"Eva de Wit", "Noor Yılmaz"}
    journey.undo(applied)
    assert staff(zandbak) == before


def test_applying_twice_changes_nothing_more(journey: Journey, zandbak: Zandbak) -> None:
    preview = journey.preview(csv_bytes(EVA, NEW))
    journey.apply(preview)
    after = staff(zandbak)
    page = journey.apply(preview)
    assert page.templates[0].name == "organisations/import_applied.html"
    assert staff(zandbak) == after
    assert journey.undo(page).templates[0].name == "organisations/import_preview.html"
    undone = staff(zandbak)
    journey.undo(page)
    assert staff(zandbak) == undone


def test_staff_that_changed_since_the_preview_is_refused(journey: Journey, zandbak: Zandbak) -> None:
    preview = journey.preview(csv_bytes(EVA, NEW))
    with zandbak.scope():
        Employee.objects.update(name="Eva Anders")
    page = journey.apply(preview)
    with translation.override("nl"):
        stale = _("The staff changed since you saw this preview. Look at it again and apply it then.")
    assert page.context["form"].non_field_errors() == [stale]
    assert shown(page)["changed"] == 1
    assert journey.apply(page).context["staff_import"].state == ImportState.APPLIED


@pytest.mark.parametrize(("typed", "state"), [("", "matched"), ("3", "matched"), ("4", "applied")])
def test_ending_more_than_one_in_ten_needs_the_number(
    journey: Journey, zandbak: Zandbak, typed: str, state: str
) -> None:
    with zandbak.scope():
        make_employees(zandbak.team, 4)
    page = journey.apply(journey.preview(csv_bytes(EVA)), end_missing="end", typed_count=typed)
    assert page.context["staff_import"].state == state
    with zandbak.scope():
        assert Employee.objects.current().count() == (1 if state == "applied" else 5)


def test_ending_one_in_ten_needs_no_number(journey: Journey, zandbak: Zandbak) -> None:
    with zandbak.scope():
        people = make_employees(zandbak.team, 9)
    rows = [(p.staff_number, p.name, p.email, "Locatie Noord", "BSO De Boomhut", "1-1-2015") for p in people]
    preview = journey.preview(csv_bytes(*rows))
    assert "typed_count" not in preview.context["form"].fields
    journey.apply(preview, end_missing="end")
    with zandbak.scope():
        assert Employee.objects.get(staff_number="1001").left_at is not None


def test_missing_people_stay_unless_hr_says_otherwise(journey: Journey, zandbak: Zandbak) -> None:
    journey.apply(journey.preview(csv_bytes(NEW)))
    with zandbak.scope():
        assert Employee.objects.get(staff_number="1001").left_at is None


def test_who_comes_back_is_the_same_person(journey: Journey, zandbak: Zandbak) -> None:
    journey.apply(journey.preview(csv_bytes(NEW)), end_missing="end", typed_count="1")
    preview = journey.preview(csv_bytes(EVA, NEW))
    assert [row["returns"] for row in preview.context["changed"]] == [True]
    journey.apply(preview)
    with zandbak.scope():
        assert Employee.objects.get(staff_number="1001").id == zandbak.eva.id
        assert Employee.objects.get(staff_number="1001").left_at is None


def test_numbers_decide_who_is_who_when_two_lines_are_swapped(journey: Journey, zandbak: Zandbak) -> None:
    with zandbak.scope():
        bea = Employee.objects.create(name="Bea", staff_number="1002", email="b@x.nl", unit=zandbak.team)
    before = staff(zandbak)
    rows = [("1002", *EVA[1:]), ("1001", "Bea", "b@x.nl", *EVA[3:])]
    applied = journey.apply(journey.preview(csv_bytes(*rows)))
    with zandbak.scope():
        names = dict(Employee.objects.values_list("staff_number", "name"))
    assert names == {"1001": "Bea", "1002": "Eva Bakker"}
    journey.undo(applied)
    assert staff(zandbak) == before
    assert bea.staff_number == "1002"


def test_refused_lines_are_told_with_line_and_reason(journey: Journey) -> None:
    preview = journey.preview(
        csv_bytes(EVA, ("2", "Noor", "geen adres", "Locatie Noord", "X", ""), ("", "", "", "", "", "x"))
    )
    assert [(row["refusal"].line, row["refusal"].reason.value) for row in preview.context["refused"]] == [
        (3, "bad_email"),
        (4, "no_name"),
    ]


def test_headings_in_another_language_and_order_are_matched_by_hand(
    journey: Journey, zandbak: Zandbak
) -> None:
    content = csv_bytes(
        ("Groupe A", "Léa Martin", "x1"), headings=("Équipe", "Nom", "Réf"), delimiter=",", encoding="cp1252"
    )
    page = journey.upload(content)
    assert {page.context["form"][name].value() for name in page.context["form"].fields} == {"none"}
    preview = journey.match(page, name="1", team="0", staff_number="2")
    journey.apply(preview)
    with zandbak.scope():
        assert Employee.objects.get(staff_number="x1").name == "Léa Martin"


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        ({"name": "none"}, "name"),
        ({"last_name": "1"}, "name"),
        ({"staff_number": "none", "email": "none"}, "staff_number"),
        ({"location": "none", "team": "none"}, "team"),
        ({"team": "3"}, "team"),
        ({"team": "99"}, "team"),
        ({"team": "x"}, "team"),
    ],
)
def test_columns_that_cannot_be_right_are_refused(
    journey: Journey, choices: dict[str, str], field: str
) -> None:
    page = journey.match(journey.upload(csv_bytes(EVA)), **choices)
    assert field in page.context["form"].errors
    assert page.context["staff_import"].state == ImportState.UPLOADED


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        (b" \n", "staf.csv", Problem.EMPTY),
        (csv_bytes(), "staf.csv", Problem.HEADINGS_ONLY),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "staf.xls", Problem.OLD_OR_LOCKED_EXCEL),
        (b"%PDF-1.4", "staf.pdf", Problem.OTHER_KIND),
        (b"a;b\n\x00;c\n", "staf.csv", Problem.NUL_BYTES),
        (b"PK\x03\x04 broken", "staf.xlsx", Problem.DAMAGED),
        (b"x;" * (5 * 1024 * 1024 + 1), "staf.csv", Problem.TOO_BIG),
    ],
)
def test_bad_file_is_told_above_the_form(
    journey: Journey, zandbak: Zandbak, content: bytes, name: str, problem: Problem
) -> None:
    page = journey.upload(content, name)
    with translation.override("nl"):
        expected = [str(PROBLEMS[problem])]
    assert [message for messages in page.context["form"].errors.values() for message in messages] == expected
    with zandbak.scope():
        assert not StaffImport.objects.exists()


def test_no_file_and_an_empty_file(journey: Journey) -> None:
    assert list(journey.client.post(journey.start, {"submit": ""}).context["form"].errors) == ["file"]
    assert list(journey.upload(b"").context["form"].errors) == ["file"]


def test_columns_that_nobody_matched_are_gone_after_applying(journey: Journey, zandbak: Zandbak) -> None:
    content = csv_bytes((*EVA, "123456782"), headings=(*HEADINGS, "BSN"))
    applied = journey.apply(journey.preview(content))
    with zandbak.scope():
        kept = StaffImport.objects.get()
    assert unpack(bytes(kept.content)).headings == HEADINGS
    assert applied.context["staff_import"].counts["unchanged"] == 1


def test_only_the_last_import_can_be_undone(journey: Journey, zandbak: Zandbak) -> None:
    first = journey.apply(journey.preview(csv_bytes(EVA, NEW)))
    second = journey.apply(journey.preview(csv_bytes(EVA, ("3", "Piet", "", "Locatie Noord", "Nieuw", ""))))
    after = staff(zandbak)
    journey.undo(first)
    assert staff(zandbak) == after
    journey.undo(second)
    journey.undo(first)
    with zandbak.scope():
        assert list(Employee.objects.values_list("name", flat=True)) == ["Eva Bakker"]
        assert set(StaffImport.objects.values_list("state", flat=True)) == {ImportState.UNDONE}


def test_undo_is_refused_after_a_draw(
    journey: Journey, zandbak: Zandbak, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied = journey.apply(journey.preview(csv_bytes(EVA, NEW)))
    after = staff(zandbak)
    monkeypatch.setattr(registry, "may_undo_import", [lambda: None, lambda: "There was a draw."])
    page = journey.undo(applied)
    assert messages(page) == ["There was a draw."]
    assert staff(zandbak) == after


def test_undo_is_refused_when_somebody_was_changed_since(journey: Journey, zandbak: Zandbak) -> None:
    applied = journey.apply(journey.preview(csv_bytes(EVA, NEW)))
    with zandbak.scope():
        Employee.objects.filter(staff_number="2001").update(name="Noor Anders")
    after = staff(zandbak)
    assert len(messages(journey.undo(applied))) == 1
    assert staff(zandbak) == after


def test_undo_is_refused_when_a_new_unit_is_in_use(journey: Journey, zandbak: Zandbak) -> None:
    applied = journey.apply(journey.preview(csv_bytes(EVA, NEW)))
    with zandbak.scope():
        Employee.objects.create(name="Piet", unit=Unit.objects.get(name="KDV De Duin"))
    after = staff(zandbak)
    assert len(messages(journey.undo(applied))) == 1
    assert staff(zandbak) == after


def test_undo_is_refused_when_somebody_leads_a_new_unit(journey: Journey, zandbak: Zandbak) -> None:
    applied = journey.apply(journey.preview(csv_bytes(EVA, NEW)))
    with zandbak.scope():
        leads = MembershipUnit.objects.create(
            membership=zandbak.member(zandbak.tim), unit=Unit.objects.get(name="KDV De Duin")
        )
    after = staff(zandbak)
    assert len(messages(journey.undo(applied))) == 1
    assert staff(zandbak) == after
    with zandbak.scope():
        assert MembershipUnit.objects.filter(id=leads.id).exists()


def test_staff_change_is_told_to_whoever_follows(
    journey: Journey, zandbak: Zandbak, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(
        registry, "_after_staff_change", [lambda: seen.append(Employee.objects.current().count())]
    )
    applied = journey.apply(journey.preview(csv_bytes(EVA, NEW)))
    journey.undo(applied)
    assert seen == [2, 1]


def test_file_of_another_organisation_does_not_exist(
    journey: Journey, zandbak: Zandbak, other: Other, sign_in: Any
) -> None:
    page = journey.preview(csv_bytes(EVA))
    path = page.request["PATH_INFO"]
    stranger = sign_in(other.carla)
    assert stranger.get(path).status_code == 404
    assert stranger.get(path.replace("zandbak", "anders")).status_code == 404
    assert stranger.post(path.replace("zandbak", "anders"), {"digest": "x"}).status_code == 404


def test_discarded_file_is_gone(journey: Journey, zandbak: Zandbak) -> None:
    page = journey.preview(csv_bytes(EVA))
    journey.client.post(f"{page.request['PATH_INFO']}delete/")
    with zandbak.scope():
        assert not StaffImport.objects.exists()
    assert journey.client.get(page.request["PATH_INFO"]).status_code == 404


def _queries(act: Callable[[], Any]) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as captured:
        outcome = act()
    return len(captured), outcome


def test_one_row_and_thirty_rows_take_the_same_number_of_queries(journey: Journey) -> None:
    counts = []
    for number in (2, 1, 30):  # the first one warms up
        rows = [
            (f"{number}-{n}", f"Nieuw {number}-{n}", "", "Locatie Noord", "KDV De Schelp", "")
            for n in range(number)
        ]
        page = journey.match(journey.upload(csv_bytes(EVA, *rows)))
        shown_in, page = _queries(lambda page=page: journey.client.get(page.request["PATH_INFO"]))
        applied_in, _applied = _queries(lambda page=page: journey.apply(page))
        counts.append((shown_in, applied_in))
    assert counts[1] == counts[2]


def test_file_and_undo_are_forgotten_after_thirty_days(journey: Journey, zandbak: Zandbak) -> None:
    applied = journey.apply(journey.preview(csv_bytes(EVA, NEW)))
    journey.upload(csv_bytes(EVA))
    with zandbak.scope():
        StaffImport.objects.update(uploaded_at=timezone.now() - timedelta(days=29))
        forget_old_imports()
        assert StaffImport.objects.filter(content__isnull=False).count() == 2
        StaffImport.objects.update(uploaded_at=timezone.now() - timedelta(days=31))
        forget_old_imports()
        kept = StaffImport.objects.get()
        assert (kept.content, kept.undo, kept.file_name, kept.counts["added"]) == (None, None, "", 1)
    assert journey.client.get(applied.request["PATH_INFO"]).status_code == 404


def test_two_applications_at_once_write_once(committed_db: None) -> None:
    zandbak = make_zandbak()
    with zandbak.scope():
        staff_import = upload(zandbak, csv_bytes(EVA, NEW))
        match_columns(actor=zandbak.member(zandbak.anna), staff_import=staff_import, columns=guess(HEADINGS))
        staff_import.refresh_from_db()
        digest = diff_digest(import_diff(staff_import, timezone.localdate()))

    def apply() -> str:
        try:
            with zandbak.scope():
                member = zandbak.member(zandbak.anna)
                return apply_import(actor=member, staff_import=staff_import, digest=digest).state
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        states = [future.result() for future in [pool.submit(apply) for _ in range(4)]]
    assert states == [ImportState.APPLIED] * 4
    with zandbak.scope():
        assert Employee.objects.count() == 2
        assert AuditEntry.objects.filter(action="organisations.staff_imported").count() == 1
