"""What other teams can learn: the lessons of all projects, for every member."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects import permissions
from projects.forms.lessons import LessonSearchForm
from projects.queries.lessons import any_lessons, found_lessons, lesson_rows
from werkdruk.core.access import needs
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest

ON_A_PAGE = 20


@needs("projects.lessons")
@require_safe
def lesson_list(request: MemberRequest) -> HttpResponse:
    """The lessons that were asked for, page by page."""
    form = LessonSearchForm(request.GET, units=list(unit_tree().depth_first()))
    wanted = form.wanted()
    page = Paginator(found_lessons(**wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    every = permissions.sees_all(request.member)
    context = {
        "form": form,
        "page_obj": page,
        "rows": lesson_rows(list(page), request.member, every=every),
        "searching": any(wanted.values()),
        "any_lessons": page.paginator.count > 0 or any_lessons(),
    }
    return render(request, "projects/lesson_list.html", context)
