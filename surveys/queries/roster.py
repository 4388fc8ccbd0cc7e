"""Everyone who works here now, as a draw sees them."""

from surveys.domain.rotation import RosterRow
from surveys.models import OptOut, RotationPlace


def roster(places: int) -> list[RosterRow]:
    """One row for each member of staff with a place; `places` waves make a year.

    Who has no e-mail address is drawn like everybody and gets a letter.
    """
    opted_out = set(OptOut.objects.values_list("employee_id", flat=True))
    rows = RotationPlace.objects.filter(employee__left_at__isnull=True).values_list(
        "employee_id",
        "place",
        "employee__joined_on",
        "settled",
        "last_invited",
        "employee__do_not_invite",
    )
    return [
        RosterRow(
            id=person_id,
            place=place % places,
            joined_on=joined_on,
            settled=settled,
            last_invited=last_invited,
            invitable=not refused and person_id not in opted_out,
        )
        for person_id, place, joined_on, settled, last_invited, refused in rows.iterator(chunk_size=20000)
    ]
