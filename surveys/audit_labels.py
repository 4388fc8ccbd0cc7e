"""What the audit log says about waves, questions and the monthly review."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.models import ProposalKind, Rhythm, Side
from surveys.words.mail_texts import LANGUAGE_LABELS, mailing_name
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.audit_labels import register_labels
from werkdruk.organisations.models import Party


def month_of(text: str) -> str:
    """“2026-01” as a month in the reader's language; anything else as it is."""
    try:
        return date_format(date.fromisoformat(f"{text}-01"), "F Y")
    except ValueError:
        return text


def _about_wave(words: Any) -> Any:
    """A sentence that names the month of a wave."""

    def sentence(entry: AuditEntry) -> str:
        return str(words) % {"month": month_of(entry.subject), "invited": entry.details.get("invited", "")}

    return sentence


def _wave_closed(entry: AuditEntry) -> str:
    if entry.details.get("shown", True):
        words = _("Counted the wave of %(month)s, destroyed its ballots and opened its figures.")
    else:
        words = _(
            "Counted the wave of %(month)s and destroyed its ballots; its figures come with a later wave."
        )
    return words % {"month": month_of(entry.subject)}


def _units_published(entry: AuditEntry) -> str:
    return _("Published the figures of %(published)s of %(units)s units; the rest was destroyed.") % {
        "published": entry.details.get("published", ""),
        "units": entry.details.get("units", ""),
    }


def _change_acknowledged(entry: AuditEntry) -> str:
    words = (
        _("Acknowledged that the index changed in %(month)s: “%(reason)s”.")
        if entry.details.get("figure") == "index"
        else _("Acknowledged that the share with too much work changed in %(month)s: “%(reason)s”.")
    )
    return words % {"month": month_of(entry.subject), "reason": entry.details.get("reason", "")}


def _about_subject(words: Any) -> Any:
    """A sentence that names its subject."""

    def sentence(entry: AuditEntry) -> str:
        return str(words) % {"subject": entry.subject}

    return sentence


def _settings_changed(entry: AuditEntry) -> str:
    names = {
        "rhythm": _("rhythm"),
        "waves_per_block": _("waves that are published together"),
        "k": _("smallest number of answers in a figure"),
        "open_k": _("smallest number of answers before open answers are released"),
        "open_days": _("days that a wave is open"),
        "answers_kept_months": _("months that open answers are kept"),
        "themes": _("themes that may be asked"),
        "leads_see_units": _("team leads see the figures of their own units"),
    }
    before, after = entry.details.get("before", {}), entry.details.get("after", {})
    changes = "; ".join(
        _("%(name)s from %(before)s to %(after)s")
        % {"name": name, "before": _setting(key, before.get(key)), "after": _setting(key, after.get(key))}
        for key, name in names.items()
        if before.get(key) != after.get(key)
    )
    if entry.subject:
        return _("Version %(number)s of the agreement took effect: %(changes)s.") % {
            "number": entry.subject,
            "changes": changes or _("nothing changed"),
        }
    return _("Changed the settings of the survey: %(changes)s.") % {"changes": changes or _("nothing")}


def _setting(key: str, value: Any) -> str:
    if key == "rhythm":
        return str(dict(Rhythm.choices).get(value, value))
    if key == "themes":
        return str(len(value or []))
    if key == "leads_see_units":
        return _("yes") if value else _("no")
    return str(value)


def _with_reason(words: Any) -> Any:
    """A sentence about a statement, with the reason where there is one."""

    def sentence(entry: AuditEntry) -> str:
        told = str(words) % {"subject": entry.subject}
        reason = entry.details.get("reason", "")
        return _("%(sentence)s Reason: %(reason)s") % {"sentence": told, "reason": reason} if reason else told

    return sentence


def _about_proposal(words: Any) -> Any:
    """A sentence about a proposal, with what it wants and the reason where there is one."""

    def sentence(entry: AuditEntry) -> str:
        kind = dict(ProposalKind.choices).get(entry.details.get("kind", ""), "")
        told = str(words) % {"subject": entry.subject, "kind": kind}
        reason = entry.details.get("reason", "")
        return _("%(sentence)s Reason: %(reason)s") % {"sentence": told, "reason": reason} if reason else told

    return sentence


def _about_staff(words: Any) -> Any:
    """A sentence with counts about changes of staff, and the reason where there is one."""

    def sentence(entry: AuditEntry) -> str:
        told = str(words) % {name: entry.details.get(name, 0) for name in ("people", "units")}
        reason = entry.details.get("reason", "")
        return _("%(sentence)s Reason: %(reason)s") % {"sentence": told, "reason": reason} if reason else told

    return sentence


def _reworded(entry: AuditEntry) -> str:
    return _("Worded “%(before)s” anew, as version %(version)s: “%(subject)s”. Reason: %(reason)s") % {
        "subject": entry.subject,
        **{name: entry.details.get(name, "") for name in ("before", "version", "reason")},
    }


def _bank_synced(entry: AuditEntry) -> str:
    return _(
        "Took in a new release of the question bank; new questions: %(added)s, other wordings proposed: %(offered)s."
    ) % {name: entry.details.get(name, "") for name in ("added", "offered")}


def _about_review(words: Any) -> Any:
    """A sentence about a decision, with the month of its review."""

    def sentence(entry: AuditEntry) -> str:
        return str(words) % {"subject": entry.subject, "month": month_of(entry.details.get("review", ""))}

    return sentence


def _about_signature(words: Any) -> Any:
    """A sentence about the signature of a side, with the month of its review."""

    def sentence(entry: AuditEntry) -> str:
        side = dict(Party.choices).get(entry.subject, entry.subject)
        return str(words) % {"side": side, "month": month_of(entry.details.get("review", ""))}

    return sentence


def _about_answers(words: Any) -> Any:
    """A sentence about the open answers of a block: when, whose key, how many; never what they say."""

    def sentence(entry: AuditEntry) -> str:
        side = entry.details.get("side", "")
        told = str(words) % {
            "month": " – ".join(month_of(one) for one in entry.subject.split("–")),
            "side": dict(Side.choices).get(side, side),
            "withheld": entry.details.get("withheld", ""),
            "because": _WHY_TURNED_BACK.get(entry.details.get("because", ""), ""),
        }
        reason = entry.details.get("reason", "")
        return _("%(sentence)s Reason: %(reason)s") % {"sentence": told, "reason": reason} if reason else told

    return sentence


def _about_mailing(words: Any) -> Any:
    """A sentence about a mail of a wave."""

    def sentence(entry: AuditEntry) -> str:
        mail = mailing_name(entry.details.get("kind", ""), entry.details.get("number", 1)).lower()
        return str(words) % {"mail": mail, "month": month_of(entry.subject)}

    return sentence


def _about_text(words: Any) -> Any:
    """A sentence about an own text."""

    def sentence(entry: AuditEntry) -> str:
        language = LANGUAGE_LABELS.get(entry.details.get("language", ""), "")
        return str(words) % {"mail": mailing_name(entry.subject, 1).lower(), "language": language}

    return sentence


_WHY_TURNED_BACK = {
    "changed": gettext_lazy("an answer was changed"),
    "taken back": gettext_lazy("taken back"),
    "left": gettext_lazy("who turned it has that role no more"),
}


def register_all() -> None:
    """Add this app's sentences."""
    register_labels(
        {
            "surveys.places_dealt_anew": gettext_lazy(
                "Dealt the places of %(people)s people anew for another rhythm."
            ),
            "surveys.staff_over_limit": _about_staff(
                gettext_lazy(
                    "More of the staff changed than goes without the works council: %(people)s people moved, came, "
                    "left, got another address or were set aside; %(units)s units above the limit."
                )
            ),
            "surveys.staff_change_approved": _about_staff(
                gettext_lazy("Agreed with the changes of staff since the last draw: %(people)s people.")
            ),
            "surveys.staff_change_declined": _about_staff(
                gettext_lazy(
                    "Did not agree with the changes of staff since the last draw: %(people)s people."
                )
            ),
            "surveys.wave_planned": _about_wave(gettext_lazy("Planned the wave of %(month)s.")),
            "surveys.wave_cancelled": _about_wave(gettext_lazy("Cancelled the wave of %(month)s.")),
            "surveys.wave_opened_by_hand": _about_wave(
                gettext_lazy("Had the wave of %(month)s drawn at once.")
            ),
            "surveys.wave_drawn": _about_wave(
                gettext_lazy("Drew the wave of %(month)s; number of people invited: %(invited)s.")
            ),
            "surveys.wave_closing_asked": _about_wave(
                gettext_lazy("Closed the wave of %(month)s before its last day.")
            ),
            "surveys.wave_closed": _wave_closed,
            "surveys.block_finished": _about_wave(
                gettext_lazy("Opened the figures up to the wave of %(month)s: no other wave joins them.")
            ),
            "surveys.units_published": _units_published,
            "surveys.answers_opened": _about_answers(
                gettext_lazy("Had the open answers of %(month)s opened, for HR and works council to read.")
            ),
            "surveys.answers_key_lost": _about_answers(
                gettext_lazy("The open answers of %(month)s could not be opened: their key is gone.")
            ),
            "surveys.answers_key_turned": _about_answers(
                gettext_lazy(
                    "Said that no names are left in the open answers of %(month)s: the key of %(side)s."
                )
            ),
            "surveys.answers_key_turned_back": _about_answers(
                gettext_lazy(
                    "The key of %(side)s to the open answers of %(month)s does not hold any more: %(because)s."
                )
            ),
            "surveys.answers_released": _about_answers(
                gettext_lazy("Released the open answers of %(month)s; withheld: %(withheld)s.")
            ),
            "surveys.answers_deleted": _about_answers(
                gettext_lazy("Deleted the open answers of %(month)s: the agreed time had passed.")
            ),
            "surveys.change_acknowledged": _change_acknowledged,
            "surveys.reference_added": _about_subject(
                gettext_lazy("Added the reference value “%(subject)s”.")
            ),
            "surveys.reference_changed": _about_subject(
                gettext_lazy("Changed the reference value “%(subject)s”.")
            ),
            "surveys.reference_removed": _about_subject(
                gettext_lazy("Removed the reference value “%(subject)s”.")
            ),
            "surveys.report_asked": _about_wave(gettext_lazy("Had the report of %(month)s made.")),
            "surveys.settings_changed": _settings_changed,
            "surveys.agreement_proposed": _about_subject(
                gettext_lazy("Proposed version %(subject)s of the agreement on the survey.")
            ),
            "surveys.agreement_agreed": _about_subject(
                gettext_lazy("Version %(subject)s of the agreement on the survey came into force.")
            ),
            "surveys.mailing_started": _about_mailing(
                gettext_lazy("Sent by itself for the wave of %(month)s: %(mail)s.")
            ),
            "surveys.mailing_by_hand": _about_mailing(
                gettext_lazy("Had a mail of the wave of %(month)s sent at once: %(mail)s.")
            ),
            "surveys.mailing_skipped": _about_mailing(
                gettext_lazy("Skipped a mail of the wave of %(month)s: %(mail)s.")
            ),
            "surveys.letters_printed": _about_wave(
                gettext_lazy(
                    "Printed the letters for colleagues without an e-mail address, wave of %(month)s."
                )
            ),
            "surveys.mail_text_changed": _about_text(
                gettext_lazy("Changed the text of a mail: %(mail)s (%(language)s).")
            ),
            "surveys.mail_text_reset": _about_text(
                gettext_lazy("Went back to the standard text of a mail: %(mail)s (%(language)s).")
            ),
            "surveys.mail_settings_changed": lambda entry: _("Changed which mails go out by themselves."),
            "surveys.item_dropped": _with_reason(
                gettext_lazy("Took “%(subject)s” out of the questionnaire.")
            ),
            "surveys.item_added": _with_reason(gettext_lazy("Put “%(subject)s” in the questionnaire.")),
            "surveys.item_made": _with_reason(gettext_lazy("Added “%(subject)s” to the question bank.")),
            "surveys.item_reworded": _reworded,
            "surveys.item_retired": _with_reason(gettext_lazy("Retired the question “%(subject)s”.")),
            "surveys.item_restored": _with_reason(
                gettext_lazy("Let the question “%(subject)s” be chosen again.")
            ),
            "surveys.bank_synced": _bank_synced,
            "surveys.proposal_made": _about_proposal(
                gettext_lazy("Made a proposal (%(kind)s): “%(subject)s”.")
            ),
            "surveys.proposal_accepted": _about_proposal(
                gettext_lazy("Accepted a proposal (%(kind)s): “%(subject)s”.")
            ),
            "surveys.proposal_declined": _about_proposal(
                gettext_lazy("Declined a proposal (%(kind)s): “%(subject)s”.")
            ),
            "surveys.proposal_withdrawn": _about_proposal(
                gettext_lazy("Took a proposal back (%(kind)s): “%(subject)s”.")
            ),
            "surveys.decided": _about_review(
                gettext_lazy("Decided in the monthly review of %(month)s: “%(subject)s”.")
            ),
            "surveys.decision_undone": _about_review(
                gettext_lazy("Took a decision of the monthly review of %(month)s back: “%(subject)s”.")
            ),
            "surveys.review_notes": _about_wave(
                gettext_lazy("Wrote notes in the monthly review of %(month)s.")
            ),
            "surveys.review_opened": _about_wave(
                gettext_lazy(
                    "Opened the monthly review of %(month)s for works council, executive and HR at the same moment."
                )
            ),
            "surveys.review_note_shared": _about_review(
                gettext_lazy("Shared a note in the monthly review of %(month)s.")
            ),
            "surveys.review_note_changed": _about_review(
                gettext_lazy("Changed a shared note in the monthly review of %(month)s.")
            ),
            "surveys.review_dissent": _about_review(
                gettext_lazy("Recorded a different position in the monthly review of %(month)s.")
            ),
            "surveys.meeting_planned": _about_review(
                gettext_lazy("Planned the meeting of the monthly review of %(month)s.")
            ),
            "surveys.meeting_moved": _about_review(
                gettext_lazy("Changed the meeting of the monthly review of %(month)s.")
            ),
            "surveys.meeting_cancelled": _about_review(
                gettext_lazy("Called the meeting of the monthly review of %(month)s off.")
            ),
            "surveys.review_signed_by_side": _about_signature(
                gettext_lazy("Signed the monthly review of %(month)s for %(side)s.")
            ),
            "surveys.signature_taken_back": _about_signature(
                gettext_lazy("Took the signature of %(side)s under the monthly review of %(month)s back.")
            ),
            "surveys.signature_lapsed": _about_review(
                gettext_lazy(
                    "The signature of %(subject)s under the monthly review of %(month)s lapsed: something changed "
                    "after it."
                )
            ),
            "surveys.review_signed": _about_review(
                gettext_lazy("The monthly review of %(month)s is signed and stays as it is.")
            ),
            "surveys.review_addendum": _about_review(
                gettext_lazy("Added addendum %(subject)s to the signed monthly review of %(month)s.")
            ),
        }
    )
