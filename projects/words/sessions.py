"""Sessions in words: the standard scripts, what the guide does in each part of the board, what phones show."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import Focus, Phase, SessionKind


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a standard script."""

    title: str
    minutes: int
    text: str


def standard_script(kind: str, focus: str) -> list[Part]:
    """The script to begin with, in the active language; its minutes are stretched to the length of the session."""
    if kind == SessionKind.PASSION:
        return _passion()
    if kind == SessionKind.WEIGHING:
        return _weighing()
    return _energy(focus)


def _energy(focus: str) -> list[Part]:
    write: dict[str, str] = {
        Focus.WORKLOAD: _(
            "Ask: what drains your energy at work? What did you run into last week? Everybody writes "
            "alone, one thing on each card. Nobody talks, nobody reads along: the cards stay hidden."
        ),
        Focus.ENJOYMENT: _(
            "Ask: what gives you energy at work? When did you last go home content, and why? "
            "Everybody writes alone, one thing on each card. Nobody talks, nobody reads along: the "
            "cards stay hidden."
        ),
    }
    both = _(
        "Ask: what drains your energy at work, and what gives it? Everybody writes alone, one thing on "
        "each card. Nobody talks, nobody reads along: the cards stay hidden."
    )
    return [
        Part(
            _("Welcome and agreements"),
            8,
            _(
                "Say why you are here and what happens with the outcome. Agree: what is said here "
                "stays here, the board holds no names, and we talk about the work, not about persons. "
                "Show the code; everybody joins."
            ),
        ),
        Part(_("Write in silence"), 10, write.get(focus, both)),
        Part(
            _("Put together"),
            12,
            _(
                "Open the cards. Read them aloud without asking who wrote them. Put together what "
                "belongs together, and let the group find a name for each cluster."
            ),
        ),
        Part(
            _("Choose"),
            5,
            _(
                "Everybody gives dots to what matters most to them. Choose three clusters to go on "
                "with. The others are kept."
            ),
        ),
        Part(
            _("Ask why, five times"),
            20,
            _(
                "Take one cluster at a time. Ask why it is so, and ask why again after each answer. "
                "What does it lead to, and does that make it worse again? Why could we not solve this "
                "ourselves yet?"
            ),
        ),
        Part(
            _("Who can do something about it"),
            8,
            _(
                "For each cause: can we do something ourselves, can the team, or is the organisation "
                "needed? Draw what leads to what; look for circles that keep going."
            ),
        ),
        Part(
            _("Agree at once"),
            7,
            _(
                "What can be solved this week? Write down who does it and when. Small is good: it shows that it helps."
            ),
        ),
        Part(
            _("Close"),
            5,
            _("Say what happens next, who reports back, and when. Ask how people found it. End on time."),
        ),
    ]


def _passion() -> list[Part]:
    return [
        Part(
            _("Welcome and agreements"),
            8,
            _("Sit in a circle, without a table or a screen. Say why you are here. What is said stays here."),
        ),
        Part(
            _("Why this work"),
            15,
            _(
                "In pairs, five minutes each: why did you choose this work? When were you proud of "
                "it? Whoever listens only asks on. Then each tells the group one thing that stayed "
                "with them."
            ),
        ),
        Part(
            _("What good work is"),
            15,
            _(
                "When do you do your work well, by your own measure? What do you want to be able to "
                "stand for? Write the words that come back on a large sheet."
            ),
        ),
        Part(
            _("What gets in the way"),
            15,
            _(
                "What keeps you from doing it like that? What do you do then: work faster, skip "
                "breaks, let it go? What does that do to you and to the people you work for? Ask on "
                "until you are at causes."
            ),
        ),
        Part(
            _("What room there is"),
            12,
            _(
                "What may you decide yourself, and do you use that? What do you need from each other, "
                "and what from the organisation?"
            ),
        ),
        Part(
            _("Close"),
            10,
            _(
                "Read out what you wrote down: the causes, and what you agree. Say who reports back, and when."
            ),
        ),
    ]


def _weighing() -> list[Part]:
    return [
        Part(
            _("Welcome and agreements"),
            8,
            _(
                "Say what was found so far: the causes, and the ideas for measures. Show the code; everybody joins."
            ),
        ),
        Part(
            _("The ideas, one by one"),
            20,
            _(
                "Go through the ideas. Is it clear what it means, and which cause it takes away? What is missing?"
            ),
        ),
        Part(
            _("Weigh"),
            15,
            _(
                "Everybody says of each idea how much it helps and how much work it is. Staff first; "
                "the manager comes after."
            ),
        ),
        Part(
            _("Look at the picture"),
            17,
            _(
                "Where do you differ, and why? Is there a measure that takes away a cause? Something "
                "for everybody, not only for each person apart?"
            ),
        ),
        Part(_("Close"), 5, _("Say what goes into the plan, who writes it, and who reports back when.")),
    ]


STANDARD_MINUTES = 75

# What the guide reads on the board during each part.
GUIDE: dict[str, Any] = {
    Phase.JOIN: gettext_lazy(
        "Let everybody scan the code. No name, no account. Those without a phone share one, or write on paper."
    ),
    Phase.WRITE: gettext_lazy(
        "Everybody writes in silence. The cards stay hidden until you go on; only their number shows."
    ),
    Phase.CLUSTER: gettext_lazy(
        "Read the cards aloud and put together what belongs together. Hide a card that names or hurts somebody."
    ),
    Phase.CHOOSE: gettext_lazy(
        "Everybody gives dots on their phone. Choose at most three clusters to go on with."
    ),
    Phase.WHY: gettext_lazy(
        "Take the chosen ones one by one. Ask why, five times, and write the answers down."
    ),
    Phase.AGREE: gettext_lazy("What can be solved at once? Agree who does it and when."),
}
NEXT: dict[str, Any] = {
    Phase.JOIN: gettext_lazy("Begin to write"),
    Phase.WRITE: gettext_lazy("Open the cards"),
    Phase.CLUSTER: gettext_lazy("Give dots"),
    Phase.CHOOSE: gettext_lazy("Ask why"),
    Phase.WHY: gettext_lazy("Agree at once"),
}


def invitation_text(kind: str, focus: str) -> str:
    """A text to invite with, in the active language; the organiser makes it their own."""
    if kind == SessionKind.PASSION:
        return _(
            "We take time to talk about our work: why we do it, when it is good, and what gets in the "
            "way. You do not need to prepare anything. Taking part is free, and in working time."
        )
    if kind == SessionKind.WEIGHING:
        return _(
            "We choose together which measures help most against the workload. You weigh them on your "
            "phone, without your name. Taking part is free, and in working time."
        )
    about: dict[str, str] = {
        Focus.WORKLOAD: _("what drains energy in our work, and where that comes from"),
        Focus.ENJOYMENT: _("what gives energy in our work, and how there can be more of it"),
    }
    both = _("what drains and what gives energy in our work, and where that comes from")
    return _(
        "We look together at %(about)s. You write on your phone, without your name, and what can be "
        "solved at once we solve at once. Bring your phone if you have one. Taking part is free, and "
        "in working time."
    ) % {"about": about.get(focus, both)}
