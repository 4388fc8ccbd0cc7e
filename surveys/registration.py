"""What this app adds to the registers of the lower ones: permissions, menu, start page, staff changes, jobs."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys import audit_labels, panels, permissions
from surveys.actions.setup import place_everyone, reason_not_to_undo_import
from surveys.models import Decision, Review, Wave, WaveState
from werkdruk.core import agenda, navigation
from werkdruk.core.permissions import allowed
from werkdruk.organisations import registry


def register_all() -> None:
    """Called once, when Django is ready."""
    permissions.register_all()
    audit_labels.register_all()
    registry.after_staff_change(place_everyone)
    registry.may_undo_import.append(reason_not_to_undo_import)
    navigation.register(
        navigation.Entry(30, gettext_lazy("Survey"), "surveys:overview", "chart-line", "surveys.overview")
    )
    navigation.register(
        navigation.Entry(
            40,
            gettext_lazy("Monthly review"),
            "surveys:reviews",
            "messages-square",
            "surveys.reviews",
            _reviews_waiting,
        )
    )
    agenda.register_step(_first_wave_step)
    agenda.register_todos(_todos)
    agenda.register_panel(panels.latest_review)
    agenda.register_panel(panels.running_wave)
    agenda.register_panel(panels.own_unit_figures)


def _reviews_waiting(member: Any) -> int:
    """1 while nothing has been decided yet on the newest review."""
    return 1 if _undecided_review() else 0


def _undecided_review() -> Review | None:
    """The newest review, while nothing has been decided on it; older ones were let go."""
    newest = Review.objects.select_related("wave").order_by("-wave__month").first()
    if newest is None or Decision.objects.filter(review=newest).exists():
        return None
    return newest


def _first_wave_step(organisation: Any) -> agenda.Step:
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


def _todos(member: Any, today: date) -> Iterable[agenda.Todo]:
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
    if allowed("surveys.wave_plan", member):
        for wave in Wave.objects.filter(state=WaveState.PLANNED):
            yield agenda.Todo(
                title=_("Wave of %(month)s is planned") % {"month": date_format(wave.month, "F Y")},
                detail=_("The invitations go out on %(day)s.") % {"day": date_format(wave.opens_on)},
                url=reverse("surveys:wave_page", args=[slug, wave.id]),
                button=_("View"),
                due=wave.opens_on,
            )
