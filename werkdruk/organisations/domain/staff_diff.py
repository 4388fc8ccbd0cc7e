"""What a staff file changes: who is added, changed, back, missing, and which units are new.

A person is known by staff number, else by e-mail address and name together: two people may share a mailbox,
and somebody who comes back with the same number is the same person.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from werkdruk.organisations.domain.staff_rows import Reason, Refusal, StaffRow

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known[Id: Hashable]:
    """Somebody who is or was on the staff, as stored; `path` is empty where the unit is archived."""

    id: Id
    name: str
    path: Path
    staff_number: str = ""
    email: str = ""
    joined_on: date | None = None
    do_not_invite: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Change[Id: Hashable]:
    """A known person of whom the file says something else: `(old, new)` by field; `returns` after leaving."""

    known: Known[Id]
    row: StaffRow
    fields: Mapping[str, tuple[object, object]]
    returns: bool = False


@dataclass(frozen=True, slots=True)
class Diff[Id: Hashable]:
    """Everything that applying the file would do. `missing` are removed only where that is asked for.

    `new_units` are paths, parents first. `current` is the number of people on the staff now.
    """

    added: list[StaffRow]
    changed: list[Change[Id]]
    unchanged: list[Known[Id]]
    missing: list[Known[Id]]
    refused: list[Refusal]
    new_units: list[Path]
    current: int

    @property
    def missing_share(self) -> float:
        """The part (0 to 1) of the present staff that the file does not have."""
        return len(self.missing) / self.current if self.current else 0.0


def fold(text: str) -> str:
    """`text` for comparing: case does not matter."""
    return text.casefold()


def fold_path(path: Iterable[str]) -> Path:
    """`path` for comparing."""
    return tuple(fold(name) for name in path)


class Places:
    """Finds the unit that a path in the file means, among the units there are.

    The path from the top counts first; else the only unit whose path ends so: a location that HR hung below a
    region by hand stays where it is. What is not found is new, below the nearest unit that is.
    """

    def __init__(self, existing: Iterable[Path]) -> None:
        self._exact: dict[Path, Path] = {}
        self._endings: dict[Path, list[Path]] = {}
        self._branches: set[Path] = set()
        for path in existing:
            folded = fold_path(path)
            self._exact[folded] = path
            self._branches.add(folded[:-1])
            for start in range(1, len(folded)):
                self._endings.setdefault(folded[start:], []).append(path)
        self.new: dict[Path, Path] = {}

    def find(self, path: Path) -> Path:
        """The path of the unit that `path` means; one that does not exist yet is noted in `new`."""
        return self._find(path, as_parent=False)

    def _find(self, path: Path, *, as_parent: bool) -> Path:
        folded = fold_path(path)
        if folded in self._exact:
            return self._exact[folded]
        if folded in self.new:
            return self.new[folded]
        endings = self._endings.get(folded, [])
        if len(endings) == 1 and (not as_parent or fold_path(endings[0]) in self._branches):
            return endings[0]
        parent = self._find(path[:-1], as_parent=True) if len(path) > 1 else ()
        made = (*parent, path[-1])
        full = fold_path(made)
        if full not in self._exact:
            self.new.setdefault(full, made)
        self.new[folded] = self._exact.get(full) or self.new[full]
        return self.new[folded]

    def new_paths(self) -> list[Path]:
        """The units to make, parents before children."""
        return sorted(set(self.new.values()) - set(self._exact.values()), key=lambda path: (len(path), path))


def compare[Id: Hashable](
    rows: Iterable[StaffRow], refused: Iterable[Refusal], known: Iterable[Known[Id]], units: Iterable[Path]
) -> Diff[Id]:
    """The difference between the file (`rows`, `refused`) and what is stored (`known`, paths of `units`)."""
    people = list(known)
    refusals = list(refused)
    unique = _without_repeats(rows, refusals)
    by_row = _matches(unique, people, refusals)
    places = Places(units)
    added: list[StaffRow] = []
    changed: list[Change[Id]] = []
    unchanged: list[Known[Id]] = []
    for row, person in by_row:
        placed = replace(row, path=places.find(row.path))
        if person is None:
            added.append(placed)
            continue
        fields = _changes(placed, person)
        if fields or person.left:
            changed.append(Change(person, placed, fields, returns=person.left))
        else:
            unchanged.append(person)
    seen = {person.id for _, person in by_row if person is not None}
    current = [person for person in people if not person.left]
    maybe = _mentioned(refusals)
    missing = [
        person
        for person in current
        if person.id not in seen
        and person.staff_number not in maybe
        and fold(person.name) not in maybe
        and (not person.email or person.email not in maybe)
    ]
    refusals.sort(key=lambda refusal: refusal.line)
    return Diff(added, changed, unchanged, missing, refusals, places.new_paths(), len(current))


def _without_repeats(rows: Iterable[StaffRow], refusals: list[Refusal]) -> list[StaffRow]:
    """`rows` with each person once: a repeat is refused; a number that two names share refuses them all."""
    everyone = list(rows)
    names_by_number: dict[str, set[str]] = {}
    for row in everyone:
        if row.staff_number:
            names_by_number.setdefault(row.staff_number, set()).add(fold(row.name))
    by_number: dict[str, StaffRow] = {}
    by_mail: dict[tuple[str, str], StaffRow] = {}
    kept: list[StaffRow] = []
    for row in everyone:
        if row.staff_number and len(names_by_number[row.staff_number]) > 1:
            refusals.append(_refuse(row, Reason.NUMBER_OF_TWO, row.staff_number))
            continue
        if row.staff_number and row.staff_number in by_number:
            refusals.append(_refuse(row, Reason.SAME_NUMBER, str(by_number[row.staff_number].line)))
            continue
        mail = (row.email or "", fold(row.name))
        # Two numbers without an address may well be two people of one name; with the same address it is one.
        if mail in by_mail and (row.email or not row.staff_number):
            refusals.append(_refuse(row, Reason.SAME_EMAIL_AND_NAME, str(by_mail[mail].line)))
            continue
        by_mail.setdefault(mail, row)
        if row.staff_number:
            by_number[row.staff_number] = row
        kept.append(row)
    return kept


def _matches[Id: Hashable](
    rows: list[StaffRow], people: list[Known[Id]], refusals: list[Refusal]
) -> list[tuple[StaffRow, Known[Id] | None]]:
    """Each row with the known person it is about; None for a new one. A row that fits several is refused."""
    by_number = {person.staff_number: person for person in people if person.staff_number}
    by_mail: dict[tuple[str, str], list[Known[Id]]] = {}
    by_name: dict[str, list[Known[Id]]] = {}
    for person in people:
        by_mail.setdefault((person.email, fold(person.name)), []).append(person)
        by_name.setdefault(fold(person.name), []).append(person)
    in_file = {row.staff_number for row in rows}
    # Numbers first: a row that is known by number keeps its person from rows that are known by name.
    taken = {by_number[row.staff_number].id: row for row in rows if row.staff_number in by_number}
    found: list[tuple[StaffRow, Known[Id] | None]] = []
    for row in rows:
        if row.staff_number in by_number:
            found.append((row, by_number[row.staff_number]))
            continue
        fits = (
            by_name.get(fold(row.name), [])
            if row.email is None
            else by_mail.get((row.email, fold(row.name)), [])
        )
        if row.staff_number:
            # A new number, a known address and name: renumbered, unless the file has the old number too.
            fits = [
                person
                for person in fits
                if not person.staff_number or (row.email and person.staff_number not in in_file)
            ]
        fits = [person for person in fits if not person.left] or fits
        if len(fits) > 1:
            refusals.append(_refuse(row, Reason.SEVERAL_MATCH, row.name))
        elif fits and fits[0].id in taken:
            refusals.append(_refuse(row, Reason.SAME_PERSON, str(taken[fits[0].id].line)))
        else:
            if fits:
                taken[fits[0].id] = row
            found.append((row, fits[0] if fits else None))
    return found


def _changes(row: StaffRow, person: Known) -> dict[str, tuple[object, object]]:
    """What the row says differently, `(old, new)` by field."""
    fields: dict[str, tuple[object, object]] = {}
    if row.name != person.name:
        fields["name"] = (person.name, row.name)
    if row.staff_number and row.staff_number != person.staff_number:
        fields["staff_number"] = (person.staff_number, row.staff_number)
    if row.email is not None and row.email != person.email:
        fields["email"] = (person.email, row.email)
    if fold_path(row.path) != fold_path(person.path):
        fields["unit"] = (person.path, row.path)
    if (row.joined_on is not None or row.clears_joined_on) and row.joined_on != person.joined_on:
        fields["joined_on"] = (person.joined_on, row.joined_on)
    if row.do_not_invite is not None and row.do_not_invite != person.do_not_invite:
        fields["do_not_invite"] = (person.do_not_invite, row.do_not_invite)
    return fields


def _mentioned(refusals: list[Refusal]) -> set[str]:
    """Numbers, folded names and addresses on refused lines: whoever may be meant there is not missing.

    An address that several refused lines share is a shared mailbox and says nothing about one person.
    """
    mails = Counter(refusal.email for refusal in refusals)
    found: set[str] = set()
    for refusal in refusals:
        found |= {refusal.staff_number, fold(refusal.name)}
        if mails[refusal.email] == 1:
            found.add(refusal.email)
    return found - {""}


def _refuse(row: StaffRow, reason: Reason, detail: str) -> Refusal:
    return Refusal(row.line, reason, row.name, row.staff_number, row.email or "", detail)
