"""What our mails say until an organisation writes its own, and how its mistakes are told."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.domain.mail_text import LONGEST_BODY, LONGEST_SUBJECT, Problem
from surveys.domain.mailing import MailKind
from surveys.models.mailings import KIND_LABELS
from werkdruk.organisations.models import Organisation, Representation

LANGUAGES = ("nl", "en")
LANGUAGE_LABELS = {"nl": gettext_lazy("Dutch"), "en": gettext_lazy("English")}

SUBJECTS: Mapping[MailKind, object] = {
    MailKind.ANNOUNCEMENT: gettext_lazy("Soon: five minutes about your work at {organisation}"),
    MailKind.INVITATION: gettext_lazy("Five minutes about your work at {organisation}"),
    MailKind.REMINDER: gettext_lazy("You can still answer: five minutes about your work at {organisation}"),
    MailKind.CLOSING: gettext_lazy("Thank you: the questions about work at {organisation} are closed"),
    MailKind.NOTE: gettext_lazy("This we heard, this we do: work at {organisation}"),
}
BODIES: Mapping[MailKind, object] = {
    MailKind.ANNOUNCEMENT: gettext_lazy(
        "Hello,\n\n"
        "From {opens_on} we ask a part of our colleagues how the work is going. It takes {minutes} minutes, in "
        "working time. Who is asked is decided by a draw: once a year it is everybody's turn. Nobody in "
        "{organisation} sees who is asked, who answers or what somebody answers.\n\n"
        "Do you get an invitation? Then you can answer until {closes_on}. Taking part is free.\n\n"
        "Questions? Ask {contact} or the people who speak for the staff."
    ),
    MailKind.INVITATION: gettext_lazy(
        "Hello,\n\n"
        "It is your turn: once a year everybody at {organisation} is asked how the work is going. It takes "
        "{minutes} minutes.\n\n"
        "{link}\n\n"
        "You can answer until {closes_on}, in working time.\n\n"
        "{last_note}"
    ),
    MailKind.REMINDER: gettext_lazy(
        "Hello,\n\n"
        "You were invited to tell how the work at {organisation} is going. You can still do that until "
        "{closes_on}. It takes {minutes} minutes, in working time.\n\n"
        "{link}\n\n"
        "This mail comes from a computer. Nobody sees who gets it. Do you rather not take part? Then you need do "
        "nothing.\n\n"
        "{last_note}"
    ),
    MailKind.CLOSING: gettext_lazy(
        "Hello,\n\n"
        "The questions about the work at {organisation} are closed. Thank you to everybody who answered.\n\n"
        "The answers are counted together and the answer sheets are destroyed. The people who speak for the staff "
        "and the management see the figures at the same moment, and decide together what to do with them. They "
        "tell you what comes out of it.\n\n"
        "Questions? Ask {contact}."
    ),
    MailKind.NOTE: gettext_lazy(
        "Hello,\n\n"
        "A part of our colleagues told how the work at {organisation} is going. The people who speak for the staff "
        "and the management talked about it and decided together what happens.\n\n"
        "{note}\n\n"
        "{link}\n\n"
        "There you can also follow what becomes of what we promise. Questions? Ask {contact}."
    ),
}
EXPLAINED: Mapping[str, object] = {
    "organisation": gettext_lazy("the name of your organisation"),
    "contact": gettext_lazy("the address for questions, or “HR”"),
    "link": gettext_lazy("the link that this mail is about; alone on a line it becomes a button"),
    "note": gettext_lazy("the text of the note; put it on a line of its own"),
    "last_note": gettext_lazy(
        "a line with a link to what was done with the last answers; nothing as long as there was no note"
    ),
    "opens_on": gettext_lazy("the day on which the invitations go out"),
    "closes_on": gettext_lazy("the last day to answer"),
    "minutes": gettext_lazy("how many minutes answering takes"),
}


def our_text(kind: MailKind, language: str) -> tuple[str, str]:
    """Subject and text as we wrote them."""
    with translation.override(language):
        return str(SUBJECTS[kind]), str(BODIES[kind])


def sender_name(organisation: Organisation) -> str:
    """Who writes: the organisation, by HR and who speaks for its staff; never a manager."""
    if organisation.representation == Representation.WORKS_COUNCIL:
        return _("%(name)s, works council and HR") % {"name": organisation.name}
    if organisation.representation == Representation.STAFF_REPRESENTATION:
        return _("%(name)s, staff representation and HR") % {"name": organisation.name}
    return _("%(name)s, HR") % {"name": organisation.name}


def mailing_name(kind: str, number: int) -> str:
    """“Invitation”, “Second reminder”."""
    if kind == MailKind.REMINDER:
        return _("First reminder") if number == 1 else _("Second reminder")
    name = str(KIND_LABELS[MailKind(kind)])
    return name[:1].upper() + name[1:]


def problem_message(problem: Problem) -> str:
    """What is wrong with an own text and what to do."""
    messages = {
        "empty": _("Write a text, or go back to our text."),
        "unknown": _("%(piece)s is not a placeholder for this mail. Use one of those in the list.")
        % {"piece": problem.piece},
        "hidden": _(
            "This text holds a line end or a hidden character that cannot stand here. Type it again."
        ),
        "foreign": _("“%(piece)s” goes to another address. Links in this mail may go to Werkdruk only.")
        % {"piece": problem.piece},
        "link_in_subject": _("%(piece)s cannot stand in the subject. Put it in the text.")
        % {"piece": problem.piece},
        "note_alone": _("Put {note} on a line of its own, with an empty line above and below it."),
        "no_link": _("The link is missing. Put {link} on a line of its own."),
        "long": _("This is too long. A subject has at most %(subject)s characters, a text %(body)s.")
        % {"subject": LONGEST_SUBJECT, "body": LONGEST_BODY},
    }
    return str(messages[problem.code])
