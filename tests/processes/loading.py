"""Makes a wave to answer, or tells what became of it, in a process on another database. Run by a test:

python -m tests.processes.loading fill STAFF    → {"organisation", "paths"}: half of the staff is invited
python -m tests.processes.loading stored        → {"used": [path, …], "ballots": number}
python -m tests.processes.loading close         → asks for the closing, as HR does
python -m tests.processes.loading counted       → {"state", "n", "items": {code: [how many said 1, …, 5]}}
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402  Django has to be ready first

from surveys.actions.accumulating import _open  # noqa: E402
from surveys.actions.closing import ask_to_close  # noqa: E402
from surveys.domain.mailing import MailKind  # noqa: E402
from surveys.domain.tally import Tally  # noqa: E402
from surveys.links import make_token  # noqa: E402
from surveys.models import Ballot, Block, Invitation, Mailing, MailingState, UnitAccumulator, Wave  # noqa: E402
from tests.processes import scene  # noqa: E402
from werkdruk.core.tenancy import tenant_scope  # noqa: E402
from werkdruk.organisations.models import Organisation  # noqa: E402

SLUG = "drukte"


def fill(staff: int) -> dict[str, Any]:
    """Everybody has the mail already."""
    organisation = scene.make_organisation(SLUG, staff)
    scene.open_wave(organisation)
    with tenant_scope(organisation.id):
        wave = Wave.objects.get()
        Mailing.objects.create(wave=wave, kind=MailKind.INVITATION.value, state=MailingState.SENT)
        Wave.objects.update(sent_at=timezone.now())
    return {"paths": scene.paths(organisation)}


def stored(organisation: Organisation) -> dict[str, Any]:
    """Which links are used, and how many ballots there are."""
    used = Invitation.objects.filter(answered=True).values_list("id", flat=True)
    paths = [f"/s/{SLUG}/{make_token(organisation.id, one)}/" for one in used]
    return {"used": paths, "ballots": Ballot.objects.count()}


def close(organisation: Organisation) -> dict[str, Any]:
    """HR asks; the worker does it."""
    ask_to_close(actor=None, wave=Wave.objects.get())
    return {}


def counted(organisation: Organisation) -> dict[str, Any]:
    """What was counted, for all units together."""
    tally = Tally()
    if UnitAccumulator.objects.exists():
        contents = _open(organisation.id, Block.objects.get())
        tally = sum((Tally.from_dict(content["tally"]) for content in contents.values()), tally)
    items = {code: list(item.counts) for code, item in tally.items.items()}
    return {
        "state": Wave.objects.get().state,
        "n": tally.n,
        "items": items,
        "ballots": Ballot.objects.count(),
    }


def main(name: str, *arguments: str) -> None:
    """Run one of them and print what it found."""
    if name == "fill":
        result = fill(int(arguments[0]))
    else:
        organisation = Organisation.objects.get(slug=SLUG)
        with tenant_scope(organisation.id):
            result = {"stored": stored, "close": close, "counted": counted}[name](organisation)
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
