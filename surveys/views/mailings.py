"""Mails of one wave: sending one now, skipping one, and letters for those without an e-mail address."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from surveys.actions.mailings import send_now, skip_mailing
from surveys.actions.paper import record_printing
from surveys.documents import letters_pdf
from surveys.domain.mailing import MailKind, parse_key
from surveys.forms.mailings import PartForm
from surveys.models import Wave
from surveys.queries.letters import LETTERS_A_FILE, paper_people
from surveys.tasks import send_one_mailing
from surveys.words.mail_texts import mailing_name
from werkdruk.core.access import needs
from werkdruk.core.forms import sent
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import Representation
from werkdruk.organisations.requests import MemberRequest


def fetch_mailing(wave: UUID, key: str) -> tuple[Wave, MailKind, int]:
    """A wave and which of its mailings is meant."""
    parsed = parse_key(key)
    if parsed is None:
        raise Http404
    return get_object_or_404(Wave, id=wave), *parsed


def fetch_wave(wave: UUID) -> Wave:
    """One wave, whatever its state."""
    return get_object_or_404(Wave, id=wave)


@needs("surveys.mailings", fetch=fetch_mailing)
def mailing_send(request: MemberRequest, mailing: tuple[Wave, MailKind, int]) -> HttpResponse:
    """Ask, then let the worker send an announcement or a reminder now."""
    wave, kind, number = mailing
    if request.method != "POST":
        texts = {
            MailKind.ANNOUNCEMENT: _(
                "All staff with an e-mail address get this mail, whether they will be asked or not."
            ),
            MailKind.REMINDER: _(
                "Everybody who was invited and has not answered yet gets this mail. Nobody sees who that is, nor "
                "how many."
            ),
        }
        return render(
            request,
            "surveys/confirm.html",
            {
                "wave": wave,
                "title": _("Send now: %(mail)s?") % {"mail": mailing_name(kind, number).lower()},
                "text": texts.get(kind, _("This mail goes out by itself.")),
                "action": _("Send this mail"),
            },
        )
    made = send_now(actor=request.member, wave=wave, kind=kind, number=number)
    organisation_id, mailing_id = str(current_organisation_id()), str(made.id)
    transaction.on_commit(lambda: send_one_mailing.delay(organisation_id, mailing_id), robust=True)
    messages.success(request, _("The mail goes out now."))
    return _to_wave(request, wave)


@needs("surveys.mailings", fetch=fetch_mailing)
def mailing_skip(request: MemberRequest, mailing: tuple[Wave, MailKind, int]) -> HttpResponse:
    """Ask, then leave a mailing out."""
    wave, kind, number = mailing
    if request.method != "POST":
        return render(
            request,
            "surveys/confirm.html",
            {
                "wave": wave,
                "title": _("Skip: %(mail)s?") % {"mail": mailing_name(kind, number).lower()},
                "text": _("This mail will not go out for this wave. That cannot be undone."),
                "action": _("Skip this mail"),
                "danger": True,
            },
        )
    skip_mailing(actor=request.member, wave=wave, kind=kind, number=number)
    messages.success(request, _("This mail will not go out."))
    return _to_wave(request, wave)


@needs("surveys.letters", fetch=fetch_wave)
def letters(request: MemberRequest, wave: Wave) -> HttpResponse:
    """Who was drawn without an e-mail address, and their letters as one PDF. It is made now and not kept."""
    people = paper_people(wave)
    if request.method != "POST":
        return render(
            request,
            "surveys/letters.html",
            {
                "wave": wave,
                "people": people,
                "parts": range(1, -(-len(people) // LETTERS_A_FILE) + 1),
                "alone": request.organisation.representation == Representation.NONE,
            },
        )
    record_printing(actor=request.member, wave=wave)
    start = (PartForm(sent(request)).number - 1) * LETTERS_A_FILE
    chosen = people[start : start + LETTERS_A_FILE]
    if not chosen:
        raise Http404
    answer = HttpResponse(
        letters_pdf(request.organisation, wave, chosen, first=start + 1), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'attachment; filename="letters-{wave.month:%Y-%m}.pdf"'
    answer["Cache-Control"] = "no-store, private"
    return answer


def _to_wave(request: MemberRequest, wave: Wave) -> HttpResponse:
    return redirect("surveys:wave_page", organisation=request.organisation.slug, wave=wave.id)
