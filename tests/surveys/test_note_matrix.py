"""Who may do what with a note, by role and by how far it is: one table, tried through HTTP."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from surveys.models import FeedbackNote, NoteApproval
from tests.cast import Other, Zandbak
from tests.surveys import noted

ROLES = ("hr", "works_council", "executive", "team_lead", "facilitator", "stranger", "signed out")
# ok: it is done. see: the page is there. no: it is refused with a sentence. 403, 404: not for this role, or not there.
# in: to the page for signing in.
TABLE = """
state      what       hr   works_council  executive  team_lead  facilitator  stranger  signed_out
none       see        see  see            see        403        403          404       in
none       draft      ok   ok             ok         403        403          404       in
none       change     404  404            404        404        404          404       in
none       approve    404  404            404        404        404          404       in
none       take-back  404  404            404        404        404          404       in
drafted    see        see  see            see        403        403          404       in
drafted    draft      ok   ok             ok         403        403          404       in
drafted    change     ok   ok             ok         403        403          404       in
drafted    preview    see  see            see        403        403          404       in
drafted    approve    403  no             no         403        403          404       in
drafted    take-back  403  no             no         403        403          404       in
signed     see        see  see            see        403        403          404       in
signed     draft      ok   ok             ok         403        403          404       in
signed     change     ok   ok             ok         403        403          404       in
signed     approve    403  ok             ok         403        403          404       in
signed     take-back  403  no             no         403        403          404       in
half       see        see  see            see        403        403          404       in
half       change     ok   ok             ok         403        403          404       in
half       approve    403  no             ok         403        403          404       in
half       take-back  403  ok             no         403        403          404       in
published  see        see  see            see        403        403          404       in
published  draft      no   no             no         403        403          404       in
published  change     no   no             no         403        403          404       in
published  preview    see  see            see        403        403          404       in
published  approve    403  no             no         403        403          404       in
published  take-back  403  no             no         403        403          404       in
"""
CELLS = [
    (state, what, role, expected)
    for state, what, *row in (line.split() for line in TABLE.strip().splitlines()[1:])
    for role, expected in zip(ROLES, row, strict=True)
]
MAKE: dict[str, Any] = {
    "none": lambda zandbak: noted.review_of(),
    "drafted": lambda zandbak: noted.drafted(zandbak, signed=False).review,
    "signed": lambda zandbak: noted.drafted(zandbak).review,
    "half": lambda zandbak: noted.half_approved(zandbak).review,
    "published": lambda zandbak: noted.published(zandbak).review,
}


def picture(zandbak: Zandbak) -> tuple[Any, ...]:
    """All that can change of a note."""
    with zandbak.scope():
        note = FeedbackNote.objects.first()
        keys = sorted(NoteApproval.objects.values_list("party", "by_name"))
        return () if note is None else (note.version, note.heard_nl, note.published_at is None, *keys)


def outcome(client: Client, zandbak: Zandbak, path: str, what: str) -> str:
    before = picture(zandbak)
    if what == "see":
        answer = client.get(path)
    else:
        sent = {"version": 1, "heard_nl": "Anders", "doing_nl": "- Iets"}
        answer = client.post(f"{path}{what}/", sent)
    changed = picture(zandbak) != before
    if answer.status_code in (403, 404):
        assert not changed
        return str(answer.status_code)
    if answer.status_code == 302 and "/accounts/login/" in answer["Location"]:
        assert not changed
        return "in"
    if what in ("see", "preview"):
        assert (answer.status_code, changed) == (200, False)
        return "see"
    if changed:
        assert answer.status_code == 302
        return "ok"
    if answer.status_code == 422:
        assert answer.context["form"].non_field_errors()
        return "no"
    levels = [one.level_tag for one in client.get(path).context["messages"]]
    assert levels == ["error"]
    return "no"


@pytest.mark.parametrize("state", MAKE)
@pytest.mark.parametrize("role", ROLES)
def test_note_matrix(state: str, role: str, zandbak: Zandbak, other: Other, sign_in: Any) -> None:
    found, wanted = {}, {}
    for one, what, who, expected in CELLS:
        if (one, who) != (state, role):
            continue
        client = (
            Client()
            if role == "signed out"
            else sign_in(other.carla if role == "stranger" else zandbak.people()[role])
        )
        try:
            with transaction.atomic():
                with zandbak.scope():
                    review = MAKE[state](zandbak)
                path = f"{zandbak.path}surveys/reviews/{review.id}/note/"
                found[what] = outcome(client, zandbak, path, what)
                raise _RollBack
        except _RollBack:
            wanted[what] = expected
    assert found == wanted


class _RollBack(Exception):
    pass


def test_the_table_is_whole() -> None:
    assert len(CELLS) == 26 * len(ROLES)
