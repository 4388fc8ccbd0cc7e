"""The agreement on the survey: one side proposes a version, the other endorses it; then it holds from the next wave."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from policy.actions.endorsements import ask, make_request
from policy.followers import Annex, follow
from policy.models import EndorsementKind, EndorsementRequest, EndorsementState
from surveys.actions.rhythm import refuse_what_cannot_publish, take_up_agreement
from surveys.actions.setup import ensure_settings
from surveys.models import RULES, Agreement, SurveySettings
from surveys.models.settings import SMALLEST_K, SMALLEST_OPEN_K
from surveys.queries.agreements import agreement_in_force, proposal_running
from surveys.words.agreements import agreement_facts, difference_words, differences
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership, Organisation


def propose_agreement(
    *,
    actor: Membership,
    rules: dict[str, Any],
    reasons: str,
    coordinator: str = "",
    remarks: str = "",
    consequences: str = "",
    answer_by: date | None = None,
    form_key: UUID | None = None,
) -> Agreement:
    """Propose a version with these `rules` (by the names of `RULES`) and ask the other side to endorse it.

    Nothing changes until it is endorsed. Raises `Refused` while another proposal runs, when nothing differs, for
    groups smaller than any agreement may have, and for a design that cannot publish.
    """
    ensure_settings()
    settings = SurveySettings.objects.select_for_update().get()  # one proposal at a time
    if form_key is not None:
        found = Agreement.objects.filter(request__form_key=form_key).first()
        if found is not None:
            return found
    if proposal_running() is not None:
        raise Refused(_("A proposal runs already. Wait for its answer, or take it back first."))
    present = agreement_in_force()
    made = Agreement(
        number=(Agreement.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        coordinator=coordinator.strip(),
        remarks=remarks.strip(),
        made_by_name=actor.user.name,
        **{name: rules[name] for name in RULES},
    )
    _check(made)
    changed = differences(present, made) if present else []
    if present is not None and not changed:
        raise Refused(_("This is what is agreed already. Nothing changes."))
    # Without an agreement the design has not been looked at yet; with one only a new design needs it.
    base = present or settings
    design = ("rhythm", "waves_per_block", "k")
    if present is None or any(getattr(base, name) != getattr(made, name) for name in design):
        refuse_what_cannot_publish(made.rhythm, made.k, made.waves_per_block)
    made.request = make_request(
        actor=actor,
        kind=EndorsementKind.AGREEMENT,
        title=_("Agreement on the survey, version %(number)d") % {"number": made.number},
        intended=_intended(made, difference_words(changed)),
        reasons=reasons,
        consequences=consequences,
        answer_by=answer_by,
        form_key=form_key,
    )
    made.asked_at = timezone.now()
    made.save()
    audit.record("surveys.agreement_proposed", actor=actor, subject=str(made.number))
    ask(actor=actor, endorsement=made.request)
    return made


class AgreementFollower:
    """What the agreement has to do with the request about it."""

    def annex(self, endorsement: EndorsementRequest, organisation: Organisation) -> Annex | None:
        """The whole agreement as it would be."""
        agreement = Agreement.objects.filter(request=endorsement).first()
        if agreement is None:
            return None
        return Annex(
            title=_("The whole agreement, version %(number)d") % {"number": agreement.number},
            facts=agreement_facts(agreement),
            url=reverse("surveys:agreement", args=[organisation.slug]),
            action=_("The agreement that holds now"),
        )

    def check_decision(self, endorsement: EndorsementRequest, carries_out: bool) -> None:
        """Conditions make another agreement: that takes a version which holds them."""
        if carries_out and endorsement.state == EndorsementState.CONDITIONS:
            raise Refused(
                _("The conditions change what is agreed. Drop this version and propose one that holds them.")
            )

    def decides_itself(self, endorsement: EndorsementRequest) -> str:
        """Who proposed it wrote that it would be carried out as soon as it is endorsed."""
        return _("As the request says: endorsed without conditions, the agreement is in force.")

    def decided(self, endorsement: EndorsementRequest, actor: Membership) -> None:
        """From now on this version holds; at once, or when the wave that is open has closed."""
        agreement = Agreement.objects.select_for_update().get(request=endorsement)
        agreement.agreed_at = timezone.now()
        agreement.save(update_fields=["agreed_at"])
        audit.record("surveys.agreement_agreed", actor=actor, subject=str(agreement.number))
        take_up_agreement()


def register_all() -> None:
    """Follow the requests about agreements."""
    follow(EndorsementKind.AGREEMENT, AgreementFollower())


def _check(agreement: Agreement) -> None:
    """What no agreement may say, whoever agrees."""
    if agreement.k < SMALLEST_K:
        raise Refused(
            _("A figure needs at least %(k)s answers. No agreement can go below that.") % {"k": SMALLEST_K}
        )
    if agreement.open_k < SMALLEST_OPEN_K:
        raise Refused(
            _("Open answers need at least %(k)s people who answered. No agreement can go below that.")
            % {"k": SMALLEST_OPEN_K}
        )
    others = [field.name for field in Agreement._meta.fields if field.name not in RULES]
    try:
        agreement.clean_fields(exclude=[*others, *(() if agreement.themes else ("themes",))])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _intended(agreement: Agreement, changed: str) -> str:
    what = (
        _("The agreement on the survey changes as follows:\n%(changes)s") % {"changes": changed}
        if changed
        else _("To survey by the agreement below:\n%(rules)s")
        % {"rules": "\n".join(f"– {label}: {text}" for label, text in agreement_facts(agreement))}
    )
    after = _(
        "If you endorse it without conditions it is agreed, and holds from the next wave on. "
        "With conditions we propose a version that holds them."
    )
    return f"{what}\n\n{after}"
