"""The minutes of a signed review as HTML for the PDF, from its record and its published figures only."""

from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from measures.models import ActionState
from surveys.models import Review, ReviewAddendum
from surveys.queries.publications import wave_sheet
from surveys.words import exports
from surveys.words.parties import side_words
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import Organisation, Party

STATES: dict[str, Any] = dict(ActionState.choices)
PARTIES: dict[str, Any] = dict(Party.choices)


def minutes_html(review: Review, *, language: str, addenda: int) -> str:
    """The minutes in `language` with the first `addenda` addenda; inside the tenant's scope."""
    record = review.record
    if record is None:
        raise ValueError("minutes are made of a signed review")
    with translation.override(language):
        sheet = wave_sheet(review.wave)
        organisation = Organisation.objects.get(id=current_organisation_id())
        return render_to_string(
            "surveys/pdf/minutes.html",
            {
                "language": language,
                "organisation": organisation,
                "review": review,
                "wave": review.wave,
                "record": record,
                "opened_at": datetime.fromisoformat(record["opened_at"]),
                "meeting_at": datetime.fromisoformat(record["meeting"]["at"]) if record["meeting"] else None,
                "summary": sheet.summary,
                "tables": exports.wave_tables(sheet),
                "actions": [_action(one) for one in record["decisions"] if one["kind"] == "action"],
                "questions": [
                    {**one, "text": one[language] or one["nl"], "is_in": one["kind"] == "question_in"}
                    for one in record["decisions"]
                    if one["kind"] in ("question_in", "question_out")
                ],
                "projects": [one for one in record["decisions"] if one["kind"] == "project"],
                "promises": [
                    {**_action(one), "state": STATES.get(one["state"], one["state"])}
                    for one in record["promises"]
                ],
                "shared": [_said(one, organisation) for one in record["shared"]],
                "dissents": [_said(one, organisation) for one in record["dissents"]],
                "signatures": [_said(one, organisation) for one in record["signatures"]],
                "addenda": list(ReviewAddendum.objects.filter(review=review, number__lte=addenda)),
                "number": addenda + 1,
            },
        )


def _action(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "due": date.fromisoformat(one["due"]) if one["due"] else None}


def _said(one: dict[str, Any], organisation: Organisation) -> dict[str, Any]:
    return {
        **one,
        "side": _("employer's side") if one["party"] == Party.EMPLOYER else PARTIES[Party.WORKS_COUNCIL],
        "signed_for": side_words(one["party"], organisation),
        "at": datetime.fromisoformat(one["at"]) if one["at"] else None,
    }
