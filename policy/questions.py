"""The ten questions that a workload policy answers, in five chapters, each with help and an example."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its key (in the stored answers), what is asked, help with answering, an example."""

    key: str
    text: Any
    help: Any
    example: Any


@dataclass(frozen=True, slots=True)
class Chapter:
    """Questions that are answered together; `key` stands in the address."""

    key: str
    title: Any
    questions: tuple[Question, ...]


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        "view",
        _("What we stand for"),
        (
            Question(
                "vision",
                _("How does our organisation look at workload?"),
                _(
                    "Write down what you believe: where workload comes from here, who is responsible for it,"
                    " and what you find healthy."
                ),
                _(
                    "A busy week is part of the work. Being busy every week is not: then the work is organised"
                    " wrongly, and we solve that together. Nobody has to prove that it is too much."
                ),
            ),
            Question(
                "definitions",
                _("What do we mean by workload, and what by enjoyment of work?"),
                _("One sentence for each is enough, as long as everyone understands the same by it."),
                _(
                    "Workload is too high when somebody cannot do the work well in the time there is, week after"
                    " week, and cannot change that. Enjoyment is the energy that work gives back."
                ),
            ),
            Question(
                "focus",
                _("Do we work on less workload, on more enjoyment, or on both?"),
                _(
                    "More enjoyment does not take away causes of workload. If you choose both, write down what"
                    " comes first when there is time or money for one thing only."
                ),
                _(
                    "Both, in this order: first we take away what makes the work too heavy, then we"
                    " strengthen what gives energy."
                ),
            ),
        ),
    ),
    Chapter(
        "act",
        _("Preventing and responding"),
        (
            Question(
                "prevent",
                _("What do we do to keep workload from becoming too high?"),
                _(
                    "Think of staffing, rosters, the number of projects at the same time, and what people may"
                    " decide for themselves."
                ),
                _(
                    "Rosters are fixed six weeks ahead. We start a new project only when an old one stops."
                    " Each team decides on the order of its own work."
                ),
            ),
            Question(
                "respond",
                _("What do we do in situations that raise workload?"),
                _(
                    "Illness, a vacancy, a busy season, a reorganisation: who decides what may wait, and how"
                    " soon is there help?"
                ),
                _(
                    "If a team is one person short, its list of what may be skipped applies from that day."
                    " After two weeks the manager arranges a stand-in or less work."
                ),
            ),
        ),
    ),
    Chapter(
        "offer",
        _("What is always there"),
        (
            Question(
                "offer_workload",
                _("What can people and teams use at any time when workload is too high?"),
                _(
                    "Name what there is, for whom, how to get it, and that nobody has to ask their manager first."
                ),
                _(
                    "A conversation with the company doctor without going through the manager. For teams: two"
                    " meetings with a coach from outside the team, asked for by the team itself."
                ),
            ),
            Question(
                "offer_enjoyment",
                _("What can people and teams use at any time to enjoy their work more?"),
                _("Name what there is for everyone, and what a team may choose for itself."),
                _(
                    "Every team has a small budget of its own for something that makes the work nicer. Everyone"
                    " has a yearly conversation about what they are good at and like to do."
                ),
            ),
        ),
    ),
    Chapter(
        "learn",
        _("Learning"),
        (
            Question(
                "train_workload",
                _("How do employees, managers and staff departments learn to deal with workload and stress?"),
                _(
                    "Say for each of the three what they learn, how often, and who arranges it in working time."
                ),
                _(
                    "New managers learn in their first half year to see signs of stress and to talk about them."
                    " Every team goes through its own plan once a year with a facilitator."
                ),
            ),
            Question(
                "train_enjoyment",
                _("How do employees, managers and staff departments learn to pay attention to enjoyment?"),
                _("Again for each of the three. What do they practise, and how do you see that it is used?"),
                _(
                    "Managers practise asking what gives energy, and use that in every progress meeting. Staff"
                    " departments test new rules with a team: does this take energy or give it?"
                ),
            ),
        ),
    ),
    Chapter(
        "steps",
        _("How we keep doing it"),
        (
            Question(
                "five_steps",
                _("How do we arrange the five steps, from noticing to evaluating?"),
                _(
                    "Who notices, who finds the causes, who devises and carries out measures, who looks back?"
                    " How often, and how are employees and their representatives involved in each step?"
                ),
                _(
                    "A twelfth of the staff gets a short questionnaire every month. Executive and works council"
                    " discuss the outcome within two weeks. Each team keeps a plan and looks back every half year."
                ),
            ),
        ),
    ),
)

QUESTIONS: tuple[Question, ...] = tuple(question for chapter in CHAPTERS for question in chapter.questions)
KEYS: tuple[str, ...] = tuple(question.key for question in QUESTIONS)


def chapter(key: str) -> Chapter | None:
    """The chapter with this key, None when there is none."""
    return next((one for one in CHAPTERS if one.key == key), None)
