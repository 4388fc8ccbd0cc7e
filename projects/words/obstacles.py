"""Why something is not possible yet, in a sentence for the user."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.domain.lifecycle import Blocker, Obstacle
from projects.words.steps import TITLES


def open_points(items: tuple[str, ...]) -> str:
    """Which points of the kick-off are open: ``Three points … 1b, 2 and 4.``"""
    return ngettext(
        "One point of the kick-off is still open: %(points)s. Settle it, or say why it is not needed.",
        "%(count)s points of the kick-off are still open: %(points)s. Settle them, or say why not.",
        len(items),
    ) % {"count": len(items), "points": ", ".join(items)}


def sentence(blocker: Blocker) -> str:
    """What is in the way, and what to do about it."""
    step = f"{blocker.step}. {TITLES[blocker.step]}" if blocker.step else ""
    sentences = {
        Obstacle.CLOSED: _("This project is closed. It can be read, not changed."),
        Obstacle.STEP_NOT_CONSIDERED: _("First begin step “%(step)s”, or skip it and say why.")
        % {"step": step},
        Obstacle.STEP_UNDER_WAY: _("Step “%(step)s” is still under way. Finish it first.") % {"step": step},
        Obstacle.NOT_CARRIED_OUT: _("There is nothing to evaluate before something was carried out."),
        Obstacle.NO_GOAL: _("The plan has no goal yet."),
        Obstacle.NO_MEASURE: _("The plan has no measure yet."),
        Obstacle.ALREADY_BEGUN: _("Step “%(step)s” has begun or was settled already.") % {"step": step},
        Obstacle.NOT_UNDER_WAY: _("Step “%(step)s” is not under way.") % {"step": step},
        Obstacle.NOTHING_TO_REOPEN: _("Step “%(step)s” is not done and not skipped.") % {"step": step},
        Obstacle.LATER_STEP_BEGUN: _("Step “%(step)s” builds on this one. Open that one again first.")
        % {"step": step},
        Obstacle.NEVER_SKIPPED: _(
            "The evaluation is never skipped: without it you learn nothing from the project."
        ),
        Obstacle.NO_REASON: _("Say why. One sentence is enough."),
        Obstacle.PLAN_RESTS_ON_KICKOFF: _(
            "The plan was built on this kick-off. It cannot be opened again now; you can change its text."
        ),
        Obstacle.PLAN_IN_USE: _("The plan is in use. Keep at least one goal and one measure in it."),
        Obstacle.NOT_EVALUATED: _(
            "Finish the evaluation (step 5) first. A project closes with what was learned."
        ),
        Obstacle.EVALUATION_OPEN: _(
            "The evaluation is not complete. Say whether the goal was reached, what your verdict is, who "
            "reports back, and for each measure how it goes on."
        ),
        Obstacle.ROUND_EVALUATED: _(
            "This round was evaluated, so its plan stays as it was. Begin the next round, or open the evaluation again."
        ),
        Obstacle.NEEDS_FACILITATOR: _(
            "A team under pressure takes part. Choose a facilitator for this project first: somebody who guides "
            "the team when it devises measures."
        ),
    }
    if blocker.obstacle == Obstacle.APPROACH_ASKS_MORE:
        return _(
            "The plan rests on the kick-off of a small approach. A large approach asks for more points: "
            "%(points)s. Settle them in the kick-off first."
        ) % {"points": ", ".join(blocker.items)}
    if blocker.obstacle == Obstacle.KICKOFF_OPEN:
        return open_points(blocker.items)
    if blocker.obstacle == Obstacle.NOTHING_TO_KEEP:
        return _("This step builds on a plan or on policy. Begin step 6, or complete the kick-off.")
    return sentences[blocker.obstacle]


def sentences(blockers: Iterable[Blocker]) -> str:
    """Everything that is in the way, in one paragraph, each thing once."""
    return " ".join(dict.fromkeys(sentence(blocker) for blocker in blockers))
