"""Letters for those without an e-mail address: a code for each, and printing them."""

from uuid import UUID

from django.utils.translation import gettext as _

from surveys.domain.paper import make_code, read_code
from surveys.links import code_hash, code_secret, make_token
from surveys.models import Invitation, Wave, WaveState
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import Membership


def give_codes(wave: Wave | None, *, only: UUID | None = None) -> None:
    """Give a code to everyone in `wave` without an address (or to one invitation). Only its hash is stored."""
    organisation_id = current_organisation_id()
    rows = Invitation.objects.filter(id=only) if only else Invitation.objects.filter(wave=wave)
    people = list(rows.filter(employee__email="", on_paper=False))
    for row in people:
        row.on_paper = True
        row.code_hash = code_hash(organisation_id, code_of(row.id))
    Invitation.objects.bulk_update(people, ["on_paper", "code_hash"], batch_size=1000)


def code_of(invitation_id: UUID) -> str:
    """The code of an invitation, the same whenever it is made."""
    return make_code(code_secret(current_organisation_id(), invitation_id))


def record_printing(*, actor: Membership | None, wave: Wave) -> None:
    """Say in the log that the letters of `wave` were printed; not for whom, nor how many."""
    wave = Wave.objects.select_for_update(no_key=True).get(id=wave.id)
    if wave.state != WaveState.OPEN:
        raise Refused(_("Letters can be printed while the wave is open."))
    if not Invitation.objects.filter(wave=wave, on_paper=True).exists():
        raise Refused(_("Nobody in this wave needs a letter: everybody who was drawn has an e-mail address."))
    audit.record("surveys.letters_printed", actor=actor, subject=f"{wave.month:%Y-%m}")


def token_of_code(*, typed: str) -> str | None:
    """The token behind a code that was typed; None for a code that is not (or not any more) one of ours."""
    code = read_code(typed)
    if code is None:
        return None
    organisation_id = current_organisation_id()
    found = Invitation.objects.filter(code_hash=code_hash(organisation_id, code)).values_list("id", flat=True)
    invitation_id = found.first()
    return make_token(organisation_id, invitation_id) if invitation_id else None
