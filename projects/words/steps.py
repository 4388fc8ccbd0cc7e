"""The seven steps: their names, and a short guide for each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.domain.lifecycle import Step

TITLES: dict[int, Any] = {
    Step.SIGNAL: _("Signals"),
    Step.INSIGHT: _("Deepen insight"),
    Step.MEASURES: _("Devise measures"),
    Step.CARRY_OUT: _("Carry out"),
    Step.EVALUATE: _("Evaluate"),
    Step.POLICY: _("Policy"),
    Step.KEEP: _("Keep it up"),
}


@dataclass(frozen=True, slots=True)
class Guide:
    """Help beside the work of one step: what, why, how staff take part, our advice, what comes later."""

    question: Any
    what: Any
    why: Any
    involve: Any
    advice: Any
    later: Any


GUIDES: dict[int, Guide] = {
    Step.SIGNAL: Guide(
        question=_("Is the workload too high anywhere, and how do you know?"),
        what=_(
            "Gather the signals that are there: answers to the survey, absence, turnover, exit interviews, "
            "and what people tell each other. Write down what stands out."
        ),
        why=_(
            "Figures about absence and turnover come late: by then people have left or fallen ill. What "
            "staff notice themselves comes earlier."
        ),
        involve=_(
            "Tell everyone what came out and what happens with it, soon and in plain words. Ask teams "
            "whether they recognise the picture."
        ),
        advice=_(
            "Ask often and little: a small group each month, with some questions that change. That is how "
            "the survey here works."
        ),
        later=_("Later you will also keep absence, turnover and other figures on this page, with a chart."),
    ),
    Step.INSIGHT: Guide(
        question=_("Where does it come from, and what gives energy?"),
        what=_(
            "Get together with the people who do the work. What drains energy, and what gives it? Look for "
            "causes and for circles that nobody gets out of alone. Choose what matters most."
        ),
        why=_("Who knows only that the workload is high, but not why, easily picks a measure that misses."),
        involve=_(
            "Staff do the talking here. Ask somebody neutral to guide the conversation, and solve on the "
            "spot what can be solved on the spot."
        ),
        advice=_(
            "Do not send another questionnaire in this step. It seldom shows causes. A good conversation "
            "of an hour does."
        ),
        later=_("The causes that you find here are what the measures of step 3 take away."),
    ),
    Step.MEASURES: Guide(
        question=_("What will we do, who does it, and by when?"),
        what=_(
            "Turn causes into measures. Choose goals that you can check afterwards, and write down for each "
            "measure who does what, by when and what that takes. That is the project plan."
        ),
        why=_("A measure without an owner, a date and time to do it does not happen."),
        involve=_(
            "Let teams devise their own measures. They know what works, and what is theirs they will do."
        ),
        advice=_(
            "Take away causes before you help people to cope. Give a team under pressure somebody to guide "
            "it: who feels powerless sees few ways out."
        ),
        later=_(
            "Later you will weigh measures here by effect and effort, and see ideas that worked elsewhere."
        ),
    ),
    Step.CARRY_OUT: Guide(
        question=_("Does what we agreed really happen?"),
        what=_(
            "Do what stands in the plan. Look every week at what is due and what is stuck, for each team and "
            "for the organisation."
        ),
        why=_("Good plans fail on time and room. Who sees early that something is stuck can still help."),
        involve=_("Show progress openly. Let people who have done it already help the next team."),
        advice=_(
            "Something new for many teams? Start in one part, and let those people guide the next part."
        ),
        later=_(
            "Later you will plan rollout in waves on this page. The measures and their actions already live "
            "in the action plans."
        ),
    ),
    Step.EVALUATE: Guide(
        question=_("Did it help?"),
        what=_(
            "Go through the goals and the measures. Were agreements kept? What do people notice? What will "
            "you go on with, change or stop?"
        ),
        why=_(
            "This step is skipped most often, and then each year starts anew. That is why a project can only "
            "be closed after it."
        ),
        involve=_(
            "Ask the people for whom it was meant. Tell everyone what you learned, also when it failed."
        ),
        advice=_("Look at what went wrong beside what went well, and at what it did to other teams."),
        later=_("Later this page will put figures from before and after side by side, for each measure."),
    ),
    Step.POLICY: Guide(
        question=_("What do we want to do the same way from now on?"),
        what=_(
            "Write down how your organisation looks at workload and enjoyment, how it prevents too much, "
            "and what people can count on. Give it a place in the yearly cycle of HR."
        ),
        why=_("Without agreements that last, every problem is solved again from the start."),
        involve=_(
            "HR often writes it, with the executive and the people who represent staff. Let teams read "
            "along before it is final."
        ),
        advice=_(
            "You may start with this step. Mind that attention for enjoyment never covers up the workload."
        ),
        later=_("The policy itself is written on the page Policy."),
    ),
    Step.KEEP: Guide(
        question=_("What stays available, also after the project?"),
        what=_(
            "Make sure that everyone learns to recognise workload early, and knows where to go: a talk with "
            "a coach or the company doctor, a course, help for the team."
        ),
        why=_("New pressure will come. Who sees it early and knows the way can do something about it."),
        involve=_("Ask people what they miss. Let staff who have found a way tell others."),
        advice=_("Train managers, HR and safety staff too: they are asked first when things go wrong."),
        later=_("Later you will keep what is on offer and the dates of trainings on this page."),
    ),
}
