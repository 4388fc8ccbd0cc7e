"""What of the surveys waits for a member: for the start page and for the number in the menu."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from surveys.models import (
    Decision,
    ReleaseState,
    Review,
    ReviewSignature,
    Side,
    StaffMark,
    SurveySettings,
    Wave,
    WaveState,
)
from surveys.queries.agreements import agreement_in_force, proposal_running, why_it_waits
from surveys.queries.items import proposals_waiting
from surveys.queries.notes import waiting_for_note, with_approvals
from surveys.queries.open_answers import waiting_for
from surveys.words.items import proposal_title
from surveys.words.notes import clock_words
from werkdruk.core import agenda
from werkdruk.core.permissions import allowed
from werkdruk.organisations.parties import signs_for


def reviews_waiting(member: Any) -> int:
    """How many reviews wait: the newest while nothing is decided on it, and those that wait for this signature."""
    undecided = _undecided_review()
    waiting = [one for one in _unsigned_by(member) if undecided is None or one.id != undecided.id]
    return (1 if undecided else 0) + len(waiting)


def _undecided_review() -> Review | None:
    """The newest review, while nothing has been decided on it; older ones were let go."""
    newest = Review.objects.select_related("wave").order_by("-wave__month").first()
    if newest is None or newest.is_signed or Decision.objects.filter(review=newest).exists():
        return None
    return newest


def _unsigned_by(member: Any) -> list[Review]:
    """Reviews that the other side has signed and the side of `member`, who signs for it, has not."""
    party = signs_for(member)
    if party is None:
        return []
    mine = ReviewSignature.objects.filter(party=party).values("review")
    theirs = ReviewSignature.objects.exclude(party=party).values("review")
    return list(Review.objects.running().select_related("wave").filter(id__in=theirs).exclude(id__in=mine))


def first_wave_step(organisation: Any) -> agenda.Step:
    """The step of the start checklist: the first wave is planned."""
    planned = Wave.objects.exists()
    return agenda.Step(
        order=60,
        title=_("Plan the first wave"),
        detail=_("Choose the statements, see how many people are invited and when figures can be expected."),
        url=reverse("surveys:overview", args=[organisation.slug]),
        button=_("See the survey") if planned else _("Plan the first wave"),
        done=planned,
        needs="surveys.wave_plan",
    )


def agreement_step(organisation: Any) -> agenda.Step:
    """The step of the start checklist: an agreement is in force."""
    running = proposal_running()
    return agenda.Step(
        order=50,
        title=_("Agree on the survey with who speaks for the staff"),
        detail=_("The proposal waits for an answer.")
        if running
        else _("Rhythm, smallest group, themes, who sees what. Without an agreement no wave starts."),
        url=reverse("surveys:agreement", args=[organisation.slug]),
        button=_("See the agreement") if running else _("Propose an agreement"),
        done=agreement_in_force() is not None,
        needs="surveys.agreement_propose",
    )


def todos(member: Any, today: date) -> Iterable[agenda.Todo]:
    """The newest review while nothing is decided on it, and the waves that are planned."""
    slug = member.organisation.slug
    if allowed("surveys.review_decide", member):
        review = _undecided_review()
        if review is not None:
            yield agenda.Todo(
                title=_("Monthly review of %(month)s") % {"month": date_format(review.wave.month, "F Y")},
                detail=_("The figures are there, for works council and executive at the same moment."),
                url=reverse("surveys:review", args=[slug, review.id]),
                button=_("Open"),
                kind="give",
            )
    for review in _unsigned_by(member):
        yield agenda.Todo(
            title=_("Sign the review of %(month)s") % {"month": date_format(review.wave.month, "F Y")},
            detail=_("The other side has signed. Your signature is missing."),
            url=reverse("surveys:review", args=[slug, review.id]) + "#signing",
            button=_("Read and sign"),
            kind="give",
        )
    if allowed("surveys.answers_read", member):
        yield from _answers_waiting(member)
    if allowed("surveys.staff_approve", member) and StaffMark.objects.exclude(over=[]).exists():
        yield agenda.Todo(
            title=_("The staff changed more than usual"),
            detail=_("The next draw waits until you have looked at the numbers."),
            url=reverse("surveys:staff_changes", args=[slug]),
            button=_("Look at the changes"),
            kind="give",
        )
    if allowed("surveys.wave_plan", member):
        settings = SurveySettings.objects.first() or SurveySettings()
        for wave in Wave.objects.filter(state=WaveState.PLANNED):
            reason = why_it_waits(wave, settings)
            yield agenda.Todo(
                title=_("Wave of %(month)s is planned") % {"month": date_format(wave.month, "F Y")},
                detail=reason
                or _("The invitations go out on %(day)s.") % {"day": date_format(wave.opens_on)},
                kind="drain" if reason else "act",
                url=reverse("surveys:wave_page", args=[slug, wave.id]),
                button=_("View"),
                due=wave.opens_on,
            )


def _answers_waiting(member: Any) -> Iterable[agenda.Todo]:
    """Open answers that wait for the side of `member`; nothing happens to them by itself."""
    sides = [side for side in Side.values if side in member.roles]
    for release in waiting_for(sides, member.user_id):
        others = [one for one in Side.values if release.turned_by(one)]
        if release.state == ReleaseState.SEALED:
            detail = _("They are sealed. Open them and take names out, together with the other side.")
            page = "surveys:open_answers"
        elif others:
            detail = _("The other side has turned its key. Yours is missing.")
            page = "surveys:open_answers_names"
        else:
            detail = _("Take names out, then turn your key. Nobody else reads them before.")
            page = "surveys:open_answers_names"
        yield agenda.Todo(
            title=_("Open answers of %(month)s") % {"month": date_format(release.last_month, "F Y")},
            detail=detail,
            url=reverse(page, args=[member.organisation.slug, release.id]),
            button=_("Read"),
            due=release.due,
        )


def proposal_todos(member: Any, today: date) -> Iterable[agenda.Todo]:
    """Proposals about questions that this member's side has to answer."""
    if not allowed("surveys.proposal_answer", member):
        return
    slug = member.organisation.slug
    for proposal in proposals_waiting():
        if allowed("surveys.proposal_answer", member, proposal):
            yield agenda.Todo(
                title=proposal_title(proposal),
                detail=_("Proposed by %(who)s. Your side answers.")
                % {"who": proposal.proposed_by_name or proposal.get_side_display()},
                url=reverse("surveys:proposal", args=[slug, proposal.id]),
                button=_("Give an answer"),
                kind="give",
            )


NOTE_KINDS = {"late": "drain", "soon": "give", "running": "act"}


def note_todos(member: Any, today: date) -> Iterable[agenda.Todo]:
    """Notes to all staff that are not published yet, with how many days are left."""
    if not allowed("surveys.note_write", member):
        return
    rows = waiting_for_note(today)
    approved = with_approvals(row.note.id for row in rows if row.note is not None) if rows else {}
    party = signs_for(member) if rows else None
    for row in rows:
        sides = approved.get(row.note.id, set()) if row.note is not None else set()
        if row.note is None:
            detail = _("Staff wait to hear what you heard and what you do. There is no draft yet.")
        elif row.review.signed_at is None:
            detail = _("There is a draft. Sign the review together, then approve the note.")
        elif party is None:
            detail = _("There is a draft. It waits to be approved by those who sign.")
        elif party not in sides:
            detail = _("There is a draft. Your approval is missing.")
        else:
            detail = _("There is a draft. It waits for the approval of the other side.")
        yield agenda.Todo(
            title=_("Note to all staff about %(month)s: %(clock)s")
            % {"month": date_format(row.review.wave.month, "F Y"), "clock": clock_words(row.clock)},
            detail=detail,
            url=reverse("surveys:note", args=[member.organisation.slug, row.review.id]),
            button=_("To the note"),
            due=row.clock.due,
            kind=NOTE_KINDS[row.clock.state],
        )
