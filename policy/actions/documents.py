"""Files that belong to a request: added while it runs, taken away only from a draft."""

import hashlib

from django.utils.translation import gettext as _

from policy.domain.files import MOST_FILES, FileProblem, UnfitFile, check_file
from policy.models import EndorsementDocument, EndorsementRequest, EndorsementState
from policy.models.endorsements import ANSWERS
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership, Party
from werkdruk.organisations.parties import party_of


def add_document(
    *, actor: Membership, endorsement: EndorsementRequest, name: str, content: bytes
) -> EndorsementDocument:
    """Add a file to a request that runs; the same file twice is one."""
    party = party_of(actor)
    if party is None:
        raise Refused(_("Works council, HR and executive add documents."))
    current = EndorsementRequest.objects.select_for_update().get(id=endorsement.id)
    if current.is_over or (party == Party.EMPLOYER and current.state in ANSWERS):
        raise Refused(_("This request has ended. Nothing is added to it any more."))
    try:
        checked = check_file(name, content)
    except UnfitFile as unfit:
        raise Refused(_problem(unfit.problem)) from unfit
    digest = hashlib.sha256(checked.content).hexdigest()
    documents = EndorsementDocument.objects.filter(request=current)
    found: EndorsementDocument | None = documents.defer("content").filter(digest=digest).first()
    if found is not None:
        return found
    if documents.count() >= MOST_FILES:
        raise Refused(_("A request has at most %(most)s documents.") % {"most": MOST_FILES})
    made: EndorsementDocument = EndorsementDocument.objects.create(
        request=current,
        name=checked.name,
        kind=checked.kind,
        size=len(checked.content),
        digest=digest,
        content=checked.content,
        added_by_name=actor.user.name,
        party=party,
    )
    name = made.name if current.asked_at else ""
    audit.record("policy.document_added", actor=actor, subject=current.in_log, name=name)
    return made


def remove_document(*, actor: Membership, document: EndorsementDocument) -> None:
    """Take a file of one's own side away while the request is a draft."""
    current = EndorsementRequest.objects.select_for_update().get(id=document.request_id)
    if current.state != EndorsementState.DRAFT:
        raise Refused(_("This request was sent: its documents stay."))
    if party_of(actor) != document.party:
        raise Refused(_("Only the side that added this document can take it away."))
    EndorsementDocument.objects.filter(id=document.id).delete()
    audit.record("policy.document_removed", actor=actor, subject=current.in_log, name="")


def _problem(problem: FileProblem) -> str:
    return {
        FileProblem.EMPTY: _("This file is empty."),
        FileProblem.TOO_BIG: _("This file is larger than 5 MB. Make it smaller, or split it."),
        FileProblem.OTHER_KIND: _(
            "This is no PDF, Word (.docx), OpenDocument (.odt) or picture (PNG, JPEG). Save it as one of those, "
            "without macros."
        ),
        FileProblem.NAME_DIFFERS: _("What is in this file is something else than the end of its name says."),
    }[problem]
