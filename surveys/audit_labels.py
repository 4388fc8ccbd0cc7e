"""What the audit log says about waves, questions and the monthly review."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.models import Rhythm
from surveys.words.mail_texts import LANGUAGE_LABELS, mailing_name
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.audit_labels import register_labels


def _month(text: str) -> str:
    """“2026-01” as a month in the reader's language; anything else as it is."""
    try:
        return date_format(date.fromisoformat(f"{text}-01"), "F Y")
    except ValueError:
        return text


def _about_wave(words: Any) -> Any:
    """A sentence that names the month of a wave."""

    def sentence(entry: AuditEntry) -> str:
        return str(words) % {"month": _month(entry.subject), "invited": entry.details.get("invited", "")}

    return sentence


def _units_published(entry: AuditEntry) -> str:
    return _("Published the figures of %(published)s of %(units)s units; the rest was destroyed.") % {
        "published": entry.details.get("published", ""),
        "units": entry.details.get("units", ""),
    }


def _settings_changed(entry: AuditEntry) -> str:
    names = {
        "rhythm": _("rhythm"),
        "k": _("smallest number of answers in a figure"),
        "open_k": _("smallest number of answers before open answers are released"),
        "open_days": _("days that a wave is open"),
    }
    before, after = entry.details.get("before", {}), entry.details.get("after", {})
    changes = "; ".join(
        _("%(name)s from %(before)s to %(after)s")
        % {"name": name, "before": _setting(key, before.get(key)), "after": _setting(key, after.get(key))}
        for key, name in names.items()
        if before.get(key) != after.get(key)
    )
    return _("Changed the settings of the survey: %(changes)s.") % {"changes": changes or _("nothing")}


def _setting(key: str, value: Any) -> str:
    return str(dict(Rhythm.choices).get(value, value)) if key == "rhythm" else str(value)


def _with_reason(words: Any) -> Any:
    """A sentence about a statement, with the reason where there is one."""

    def sentence(entry: AuditEntry) -> str:
        told = str(words) % {"subject": entry.subject}
        reason = entry.details.get("reason", "")
        return _("%(sentence)s Reason: %(reason)s") % {"sentence": told, "reason": reason} if reason else told

    return sentence


def _about_review(words: Any) -> Any:
    """A sentence about a decision, with the month of its review."""

    def sentence(entry: AuditEntry) -> str:
        return str(words) % {"subject": entry.subject, "month": _month(entry.details.get("review", ""))}

    return sentence


def _about_mailing(words: Any) -> Any:
    """A sentence about a mail of a wave."""

    def sentence(entry: AuditEntry) -> str:
        mail = mailing_name(entry.details.get("kind", ""), entry.details.get("number", 1)).lower()
        return str(words) % {"mail": mail, "month": _month(entry.subject)}

    return sentence


def _about_text(words: Any) -> Any:
    """A sentence about an own text."""

    def sentence(entry: AuditEntry) -> str:
        language = LANGUAGE_LABELS.get(entry.details.get("language", ""), "")
        return str(words) % {"mail": mailing_name(entry.subject, 1).lower(), "language": language}

    return sentence


def register_all() -> None:
    """Add this app's sentences."""
    register_labels(
        {
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
            "surveys.wave_closed": _about_wave(
                gettext_lazy("Counted the wave of %(month)s, destroyed its ballots and opened its figures.")
            ),
            "surveys.units_published": _units_published,
            "surveys.settings_changed": _settings_changed,
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
                gettext_lazy("Took the statement “%(subject)s” out of the questionnaire.")
            ),
            "surveys.item_added": _with_reason(
                gettext_lazy("Put the statement “%(subject)s” in the questionnaire.")
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
        }
    )
