"""manage.py audit_draws finds every way to tamper with a draw."""

import zlib
from collections.abc import Callable
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command

from surveys.actions.closing import close_wave
from surveys.models import Invitation, Roster, RotationPlace, Wave
from tests.cast import Zandbak
from tests.surveys.test_wave_journey import open_wave
from werkdruk.organisations.models import Employee


def audit(slug: str = "zandbak") -> tuple[int, str, str]:
    """The command's exit code, what it said and what it complained of."""
    out, err = StringIO(), StringIO()
    try:
        call_command("audit_draws", slug, stdout=out, stderr=err)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_draw_is_repeated_while_open_and_checked_when_closed(zandbak: Zandbak) -> None:
    wave = open_wave(zandbak)
    code, said, wrong = audit()
    assert (code, wrong) == (0, "")
    assert f"{wave} open    10 of 120 invited; repeated: as stored" in said
    close_wave(zandbak.id, wave.id)
    assert audit() == (0, f"{wave} closed  10 of 120 invited; digest and sizes: as stored\n", "")


def test_no_such_organisation(db: None) -> None:
    assert audit("niets") == (2, "", "There is no organisation niets.\n")


def _not_invited() -> Employee:
    return Employee.objects.exclude(id__in=Invitation.objects.values("employee")).first()


def _add(wave: Wave) -> None:
    person = _not_invited()
    Invitation.objects.create(wave=wave, employee=person, unit=person.unit, token_hash=uuid4().bytes * 2)


def _remove(wave: Wave) -> None:
    Invitation.objects.all()[0].delete()


def _swap(wave: Wave) -> None:
    _remove(wave)
    _add(wave)


def _edit_roster(wave: Wave) -> None:
    roster = Roster.objects.get()
    lines = zlib.decompress(bytes(roster.data)).splitlines(keepends=True)
    roster.data = zlib.compress(b"".join(lines[:-1]))
    roster.save()


def _garbage(wave: Wave) -> None:
    Roster.objects.update(data=b"nothing")


def _lose_roster(wave: Wave) -> None:
    Roster.objects.all().delete()


def _other_size(wave: Wave) -> None:
    Wave.objects.update(invited=9)


def _other_digest(wave: Wave) -> None:
    Wave.objects.update(roster_digest="0" * 63 + "x")


def _other_seed(wave: Wave) -> None:
    Wave.objects.update(seed="1" * 64)


def _other_month(wave: Wave) -> None:
    RotationPlace.objects.filter(employee=Invitation.objects.all()[0].employee_id).update(last_invited=None)


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (_add, "invited and not drawn"),
        (_remove, "drawn and without an invitation"),
        (_swap, "invited and not drawn"),
        (_edit_roster, "the roster has another digest"),
        (_garbage, "the roster cannot be read"),
        (_lose_roster, "its roster is missing"),
        (_other_size, "the draw invites 10 people, 9 are stored"),
        (_other_digest, "the digest is not a SHA-256"),
        (_other_seed, "the log has another seed"),
        (_other_month, "another month of invitation"),
    ],
)
def test_tampering_is_named_with_its_wave(
    zandbak: Zandbak, spoil: Callable[[Wave], None], complaint: str
) -> None:
    wave = open_wave(zandbak)
    with zandbak.scope():
        spoil(wave)
    code, _said, wrong = audit()
    assert code == 1
    assert any(line.startswith(f"{wave}: ") and complaint in line for line in wrong.splitlines())
