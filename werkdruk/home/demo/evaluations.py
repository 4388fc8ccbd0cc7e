"""What the demo's projects found when they looked back, with a short poll among their staff. Invented."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from measures.models import Measure
from projects.actions import evaluating, polls
from projects.domain.poll import Reply
from projects.models import Evaluation, Goal, Poll, Project
from projects.poll_links import new_mark
from werkdruk.organisations.models import Membership

SEED = 5
Event = tuple[int, Callable[..., Any], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A poll: the codes of its statements, the days it opened and closed (0: still open), and how people answered."""

    codes: tuple[str, ...]
    opened: int
    closed: int
    share: float
    likely: str


@dataclass(frozen=True, slots=True)
class LookingBack:
    """One evaluation; all days are counted from today. Without `verdict` it is still under way."""

    measure: str
    about: dict[str, str]
    on: int
    poll: Asked
    verdict: dict[str, str] = field(default_factory=dict)
    goal_now: tuple[str, str] = ("", "")
    reporter: str = "anna"
    report_on: int = 0
    reported: int = 0


LOOKING_BACK: dict[str, LookingBack] = {
    "Inwerken zonder haast": LookingBack(
        measure="Inwerkplan van twee weken",
        about={
            "kept": "partly",
            "noticed": "Nieuwe collega's kennen na twee weken de kinderen en durven vragen te stellen. Maatjes"
            " vinden het gezellig, en zwaar als het er twee tegelijk zijn.",
            "signal_changed": "unknown",
            "signal_text": "Voor één locatie zijn er te weinig antwoorden. De index van de organisatie is niet"
            " aantoonbaar anders.",
            "experience_changed": "yes",
            "side_effects": "Het Kompas leende twee keer iemand uit en kwam zelf krap te zitten.",
            "continuation": "continue",
            "lesson": "Plan het maatje voor de hele twee weken in en spreek vooraf af wie overneemt bij ziekte. Begin"
            " nooit met twee nieuwe collega's in dezelfde week.",
        },
        on=-182,
        poll=Asked(("notice", "keep"), opened=-184, closed=-177, share=0.8, likely="yes"),
        verdict={
            "reached": "yes",
            "verdict": "Vijf van de zes nieuwe collega's stonden de eerste twee weken niet alleen. Alle zes werken er"
            " nog.",
            "learned": "Boven op de bezetting werkt alleen als de planning het weken vooruit weet. Vraag het bij het"
            " aannemen, niet op de eerste dag.",
        },
        goal_now=("Gemiddeld minder dan één", "yes"),
        reporter="anna",
        report_on=-168,
        reported=-168,
    ),
    "Ophalen zonder haast": LookingBack(
        measure="Om vijf uur samen opruimen",
        about={
            "kept": "yes",
            "noticed": "Om half zes is het opgeruimd en is er rust op de groep. Bij de deur staat daarna nog steeds"
            " iedereen tegelijk.",
            "signal_changed": "no",
            "signal_text": "Het aantal keren later dan zes uur ging van elf naar negen per week. Dat kan toeval zijn.",
            "experience_changed": "no",
            "side_effects": "Kinderen vinden het leuk om te helpen.",
            "continuation": "continue",
            "lesson": "Tel eerst een week wat er wanneer gebeurt. Wij losten iets op wat niet de oorzaak was.",
        },
        on=-88,
        poll=Asked(("notice", "keep"), opened=-91, closed=-84, share=0.7, likely="partly"),
        verdict={
            "reached": "no",
            "verdict": "De middag is rustiger, maar de overdracht is nog te vaak te laat klaar.",
            "learned": "Opruimen was niet de oorzaak. Ouders komen allemaal in hetzelfde kwartier.",
        },
        goal_now=("Negen keer per week", "no"),
        reporter="anna",
        report_on=-65,
        reported=-66,
    ),
    "Overdracht in een kwartier": LookingBack(
        measure="Eén lijst voor alle afspraken",
        about={
            "kept": "yes",
            "noticed": "Niemand zoekt 's avonds nog. De lijst wordt wel lang aan het eind van de week.",
            "signal_changed": "unknown",
            "side_effects": "Teamleiders bellen minder en mailen meer.",
            "lesson": "Laat één persoon per week de lijst opschonen, anders wordt het weer een archief.",
        },
        on=-6,
        poll=Asked(("notice", "works"), opened=-4, closed=0, share=0.6, likely="partly"),
    ),
}


def events(project: Project, name: str) -> Iterator[Event]:
    """What happened in the evaluation of the project of this name: on which day, what, with what."""
    back = LOOKING_BACK.get(name)
    if back is None:
        return
    yield back.poll.opened, _open_poll, (project, back)
    yield back.poll.opened + 1, _answer, (project, back)
    if back.poll.closed:
        yield back.poll.closed, _close_poll, (project,)
    yield back.on, _measure, (project, back)
    if back.verdict:
        yield back.on + 6, _verdict, (project, back)
    if back.reported:
        yield back.reported, _reported, (project,)


def _open_poll(people: dict[str, Membership], project: Project, back: LookingBack) -> None:
    measure = Measure.objects.get(title=back.measure)
    polls.open_poll(
        actor=people["anna"],
        project=project,
        statements=[{"code": code, "measure": measure.id} for code in back.poll.codes],
        closes_on=timezone.localdate() + timedelta(days=12),
    )


def _answer(people: dict[str, Membership], project: Project, back: LookingBack) -> None:
    """The phones of some of the staff, by the link."""
    rng = random.Random(f"{SEED} {back.measure}")
    poll = Poll.objects.get(project=project)
    others = [reply for reply in Reply if reply != back.poll.likely]
    for _one in range(round(poll.people * back.poll.share)):
        replies = [
            Reply(back.poll.likely) if rng.random() < 0.6 else rng.choice(others) for _code in back.poll.codes
        ]
        polls.store_sheet(poll_id=poll.id, mark=new_mark(poll.id), replies=replies)


def _close_poll(people: dict[str, Membership], project: Project) -> None:
    polls.ask_to_close_poll(actor=people["anna"], poll=Poll.objects.get(project=project))


def _measure(people: dict[str, Membership], project: Project, back: LookingBack) -> None:
    evaluating.evaluate_measure(
        actor=people["anna"],
        project=project,
        measure=Measure.objects.get(title=back.measure),
        version=1,
        **back.about,
    )


def _verdict(people: dict[str, Membership], project: Project, back: LookingBack) -> None:
    reporter = people[back.reporter]
    goal = Goal.objects.get(project=project)
    evaluating.give_verdict(
        actor=people["anna"],
        project=project,
        version=Evaluation.objects.get(project=project).version,
        reporter=reporter,
        reporter_name=reporter.user.name,
        report_on=timezone.localdate() + timedelta(days=back.report_on - back.on - 6),
        goals={goal.id: back.goal_now},
        **back.verdict,
    )


def _reported(people: dict[str, Membership], project: Project) -> None:
    evaluating.mark_reported(actor=people["anna"], evaluation=Evaluation.objects.get(project=project))
