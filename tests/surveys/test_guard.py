"""Large changes of staff between two draws wait for the works council, by every way and for every role."""

from typing import Any

import pytest
from django.utils import timezone

from surveys.actions.closing import close_wave
from surveys.actions.drawing import draw_wave
from surveys.actions.planning import plan_wave
from surveys.domain.rotation import add_months
from surveys.models import Invitation, StaffMark, Wave, WaveState
from tests.cast import Other, Zandbak
from tests.surveys.test_wave_journey import open_wave
from werkdruk.core.models import AuditEntry
from werkdruk.organisations import registry
from werkdruk.organisations.actions import staff
from werkdruk.organisations.models import Employee, Organisation, Representation


@pytest.fixture
def next_wave(zandbak: Zandbak) -> Wave:
    """A wave that is planned after one that was drawn."""
    close_wave(zandbak.id, open_wave(zandbak).id)
    with zandbak.scope():
        return plan_wave(actor=None, opens_on=add_months(timezone.localdate().replace(day=1), 1))


def invent(zandbak: Zandbak, number: int, start: int = 0) -> None:
    """HR puts invented colleagues beside Eva."""
    with zandbak.scope():
        for one in range(start, start + number):
            staff.add_employee(
                actor=zandbak.member(zandbak.anna),
                name=f"Nep {one}",
                unit=zandbak.location,
                email=f"nep{one}@x.nl",
            )


def state(zandbak: Zandbak, wave: Wave) -> str:
    with zandbak.scope():
        return Wave.objects.get(id=wave.id).state


def decide(zandbak: Zandbak, client: Any, decision: str, reason: str = "", digest: str = "") -> Any:
    page = client.get(f"{zandbak.path}surveys/staff/")
    form = page.context["form"]
    shown = digest or (form["digest"].value() if form else "x")
    return client.post(
        f"{zandbak.path}surveys/staff/decide/", {"digest": shown, "decision": decision, "reason": reason}
    )


def logged(zandbak: Zandbak) -> list[str]:
    with zandbak.scope():
        return list(
            AuditEntry.objects.filter(action__startswith="surveys.staff_")
            .order_by("at")
            .values_list("action", flat=True)
        )


def test_before_the_first_draw_everything_is_free(zandbak: Zandbak) -> None:
    invent(zandbak, 40)
    assert open_wave(zandbak).state == WaveState.OPEN


def test_three_are_free_and_the_fourth_waits_for_the_works_council(
    zandbak: Zandbak, next_wave: Wave, sign_in: Any
) -> None:
    invent(zandbak, 3)
    assert logged(zandbak) == []
    invent(zandbak, 1, 3)
    assert draw_wave(zandbak.id, next_wave.id) is False
    assert draw_wave(zandbak.id, next_wave.id) is False
    assert state(zandbak, next_wave) == WaveState.PLANNED
    with zandbak.scope():
        assert not Invitation.objects.exists()
    olaf = sign_in(zandbak.olaf)
    assert "Het personeel is meer veranderd" in olaf.get(zandbak.path).content.decode()
    page = olaf.get(f"{zandbak.path}surveys/staff/").content.decode()
    assert "Locatie Noord" in page
    assert "Nep" not in page
    held = sign_in(zandbak.anna).get(f"{zandbak.path}surveys/waves/{next_wave.id}/")
    assert held.context["held"] is True
    assert decide(zandbak, olaf, "approve").status_code == 302
    assert draw_wave(zandbak.id, next_wave.id) is True
    assert logged(zandbak) == ["surveys.staff_over_limit", "surveys.staff_change_approved"]


def test_hr_cannot_open_it_by_hand_nor_agree(zandbak: Zandbak, next_wave: Wave, sign_in: Any) -> None:
    invent(zandbak, 4)
    anna = sign_in(zandbak.anna)
    anna.post(f"{zandbak.path}surveys/waves/{next_wave.id}/open/")
    assert state(zandbak, next_wave) == WaveState.PLANNED
    assert decide(zandbak, anna, "approve", "zomaar", digest="x").status_code == 403
    with zandbak.scope():
        assert StaffMark.objects.get().over != []


def test_declined_with_a_reason_and_free_again_when_put_back(
    zandbak: Zandbak, next_wave: Wave, sign_in: Any
) -> None:
    invent(zandbak, 4)
    olaf = sign_in(zandbak.olaf)
    assert decide(zandbak, olaf, "decline").status_code == 422
    assert decide(zandbak, olaf, "decline", "Wie zijn dit?").status_code == 302
    assert "Wie zijn dit?" in sign_in(zandbak.anna).get(f"{zandbak.path}surveys/staff/").content.decode()
    assert draw_wave(zandbak.id, next_wave.id) is False
    with zandbak.scope():
        staff.end_employee(
            actor=zandbak.member(zandbak.anna), employee=Employee.objects.get(email="nep0@x.nl")
        )
        assert StaffMark.objects.get().over == []
    assert draw_wave(zandbak.id, next_wave.id) is True


def test_nobody_agrees_with_more_than_was_shown(zandbak: Zandbak, next_wave: Wave, sign_in: Any) -> None:
    invent(zandbak, 4)
    olaf = sign_in(zandbak.olaf)
    seen = olaf.get(f"{zandbak.path}surveys/staff/").context["form"]["digest"].value()
    invent(zandbak, 1, 4)
    assert decide(zandbak, olaf, "approve", digest=seen).status_code == 422
    assert draw_wave(zandbak.id, next_wave.id) is False


def test_agreeing_twice_does_it_once(zandbak: Zandbak, next_wave: Wave, sign_in: Any) -> None:
    invent(zandbak, 4)
    olaf = sign_in(zandbak.olaf)
    seen = olaf.get(f"{zandbak.path}surveys/staff/").context["form"]["digest"].value()
    assert [decide(zandbak, olaf, "approve", digest=seen).status_code for _ in range(2)] == [302, 422]
    assert logged(zandbak).count("surveys.staff_change_approved") == 1


def _aside(people: Any) -> None:
    people.update(do_not_invite=True)


def _gone(people: Any) -> None:
    people.update(left_at=timezone.now())


def _mailboxes(people: Any) -> None:
    people.update(email="hr@zandbak.example")


@pytest.mark.parametrize("change", [_aside, _gone, _mailboxes])
def test_other_ways_to_leave_one_alone_wait_too(zandbak: Zandbak, next_wave: Wave, change: Any) -> None:
    with zandbak.scope():
        change(
            Employee.objects.filter(id__in=Employee.objects.filter(unit=zandbak.other_team).values("id")[:12])
        )
        registry.staff_changed()
    assert draw_wave(zandbak.id, next_wave.id) is False


def test_where_nobody_speaks_for_the_staff_hr_decides_with_a_reason(
    zandbak: Zandbak, next_wave: Wave, sign_in: Any
) -> None:
    with zandbak.scope():
        Organisation.objects.filter(id=zandbak.id).update(representation=Representation.NONE)
    invent(zandbak, 4)
    anna = sign_in(zandbak.anna)
    assert decide(zandbak, anna, "approve").status_code == 422
    assert decide(zandbak, anna, "approve", "Nieuwe locatie.").status_code == 302
    assert draw_wave(zandbak.id, next_wave.id) is True


def test_another_organisation_sees_nothing(
    zandbak: Zandbak, next_wave: Wave, other: Other, sign_in: Any
) -> None:
    invent(zandbak, 4)
    assert sign_in(other.carla).get(f"{zandbak.path}surveys/staff/").status_code == 404
    page = sign_in(other.carla).get("/o/anders/surveys/staff/")
    assert page.context["mark"] is None
