"""The letter with which a request goes to the works council, as a tagged PDF; once answered, with what came of it."""

from django.template.loader import render_to_string
from django.utils import translation

from policy.followers import follower_of
from policy.models import EndorsementDocument, EndorsementRequest, EndorsementState, EndorsementStep
from policy.models.endorsements import ANSWERS
from policy.words import council_name, step_words
from werkdruk.core.pdf import to_pdf
from werkdruk.organisations.models import Organisation

DECISIONS = (EndorsementState.DECIDED, EndorsementState.DROPPED)


def letter_pdf(endorsement: EndorsementRequest, organisation: Organisation, language: str) -> bytes:
    """The letter in `language`."""
    return to_pdf(letter_html(endorsement, organisation, language)).content


def letter_html(endorsement: EndorsementRequest, organisation: Organisation, language: str) -> str:
    """The same as HTML; inside the tenant's scope."""
    with translation.override(language):
        follower = follower_of(endorsement)
        steps = list(EndorsementStep.objects.filter(request=endorsement))
        return render_to_string(
            "policy/pdf/letter.html",
            {
                "language": language,
                "organisation": organisation,
                "council": council_name(organisation),
                "endorsement": endorsement,
                "annex": follower.annex(endorsement, organisation) if follower else None,
                "answers": [(one, step_words(one)) for one in steps if one.state in ANSWERS],
                "decisions": [(one, step_words(one)) for one in steps if one.state in DECISIONS],
                "documents": EndorsementDocument.objects.filter(request=endorsement).listed(),
            },
        )
