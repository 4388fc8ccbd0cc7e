"""Every page that a role can reach by links: no finding of axe (WCAG 2.2 AA), never wider than a phone."""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from surveys.models import StaffPage
from tests.browser.axe import content, look, shape
from tests.browser.furnished import Furnished
from tests.browser.house import DESK, Visitors, shot
from tests.routing import EVERYONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# A role's pages that have one address but several faces, and how many of them to open.
FACES = {
    "projects:step": 7,
    "projects:project": 2,
    "projects:proposals": 2,
    "projects:proposal": 3,
    "policy:policy": 1,
    "policy:endorsement": 2,
    "surveys:wave_figures": 2,
    "surveys:open_answers": 2,
    "surveys:review": 2,
    "surveys:note": 2,
}
# What must have been seen by whom, so that a crawl that stops early fails.
SEEN_BY_HR = {
    "start",
    "organisations:import_preview",
    "organisations:staff_change",
    "organisations:people_list",
    "organisations:audit_log",
    "projects:kickoff",
    "projects:plan",
    "projects:annex",
    "projects:calendar",
    "projects:cause_list",
    "projects:early_list",
    "projects:evaluation",
    "projects:hr_figures",
    "projects:lesson_list",
    "projects:light_new",
    "projects:meeting",
    "projects:news",
    "projects:papers",
    "projects:proposals",
    "projects:session_plan",
    "projects:signal_list",
    "projects:timeline",
    "measures:offer_list",
    "measures:rollout",
    "projects:weighing_screen",
    "surveys:wave_page",
    "surveys:wave_figures",
    "surveys:unit_figures",
    "surveys:publication_account",
    "surveys:questionnaire",
    "surveys:open_answers",
    "surveys:open_answers_names",
    "surveys:open_answer_edit",
    "surveys:review",
    "measures:measure",
    "policy:compare",
    "policy:endorsement",
    "surveys:agreement",
    "surveys:agreement_propose",
    "surveys:history",
    "surveys:history_promises",
    "surveys:history_questions",
    "surveys:note",
    "surveys:notes",
    "surveys:review_addendum",
    "surveys:staff_page",
    "organisations:my_mail",
}
# The same content is looked at once, whoever opens it. On a kind of page axe looks again where it finds elements
# that it has not seen there; each kind of page once in the dark.
_looked_at: set[str] = set()
_shapes: dict[str, set[str]] = {}
_seen_dark: set[str] = set()


@pytest.mark.parametrize("role", sorted(EVERYONE))
def test_every_page_of_a_role(role: str, visitors: Visitors, furnished: Furnished) -> None:
    page = visitors.member(furnished.zandbak.people()[role])
    problems, seen = _crawl(page, f"/o/{furnished.zandbak.organisation.slug}/", role)
    assert problems == []
    assert len(seen) > 8
    if role == "hr":
        assert SEEN_BY_HR - seen == set()
    visitors.watch.assert_quiet()


def _crawl(page: Page, start: str, role: str) -> tuple[list[str], set[str]]:
    """Open each kind of page once, by its links; what is wrong, and the names of the pages."""
    waiting, opened, problems = [start], {start}, []
    counts: dict[str, int] = {}
    while waiting:
        path = waiting.pop(0)
        name = _name(path)
        if name is None or counts.get(name, 0) >= FACES.get(name, 1):
            continue
        answer = page.goto(path)
        landed = urlsplit(page.url).path
        if landed != path and landed not in opened:
            opened.add(landed)
            waiting.append(landed)
        if answer is None or answer.status != 200 or landed != path:
            continue  # what a role may not open is the permission tests' business
        counts[name] = counts.get(name, 0) + 1
        shot(page, f"all-{role}-{name.replace(':', '-')}-{counts[name]}")
        here = content(page)
        if path == start or here not in _looked_at:
            _looked_at.add(here)
            dark = name not in _seen_dark
            _seen_dark.add(name)
            built, known = shape(page), _shapes.setdefault(name, set())
            problems += [
                f"{role} {path} ({name}): {problem}"
                for problem in look(page, dark=dark, axe=not built <= known)
            ]
            known |= built
        for address in page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)"):
            href = urlsplit(address)
            if href.netloc == urlsplit(page.url).netloc and href.path not in opened:
                opened.add(href.path)
                waiting.append(href.path)
    return problems, set(counts)


def _name(path: str) -> str | None:
    """The name of the page at `path`; None for files and what is no page of the member."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    files = (
        "policy:document_file",
        "policy:endorsement_letter",
        "projects:annex_paper",
        "projects:figure_file_template",
        "projects:meeting_calendar",
        "projects:paper",
        "projects:plan_document",
        "projects:session_export",
        "projects:session_file",
        "surveys:history_promises_csv",
        "surveys:mail_preview",  # the mail itself
        "surveys:note_preview",  # the page of an employee
        "surveys:review_meeting_file",
        "surveys:review_minutes",
        "surveys:staff_page_poster",
        "surveys:publication_account_csv",
        "surveys:report_file",
        "surveys:wave_export",
        "surveys:year_export",
        "answer:survey",
    )
    return None if match.view_name in files else match.view_name


def test_pages_before_signing_in(visitors: Visitors, furnished: Furnished) -> None:
    page = visitors.someone().new_page()
    problems = []
    for path in (
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/signup/",
        "/join/abc/",
        "/o/niets/",
    ):
        page.goto(path)
        problems += [f"{path}: {problem}" for problem in look(page)]
        shot(page, f"open{path.replace('/', '-')}")
    assert problems == []
    visitors.watch.assert_quiet()


def test_pages_that_refuse(visitors: Visitors, furnished: Furnished) -> None:
    page = visitors.member(furnished.zandbak.tim)
    problems = []
    for path, status in (("/o/vol/organisation/", 403), ("/o/vol/bestaat-niet/", 404)):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == status
        problems += [f"{path}: {problem}" for problem in look(page)]
        shot(page, f"refused-{status}")
    assert problems == []


def _staff_page(furnished: Furnished) -> str:
    with furnished.zandbak.scope():
        return f"/s/vol/page/{StaffPage.objects.get().token}/"


def test_every_page_of_an_employee(visitors: Visitors, furnished: Furnished) -> None:
    page = visitors.someone(size=DESK).new_page()
    link = furnished.links[0]
    problems = []
    paths = [
        link,
        f"{link}?lang=en",
        f"{link}stop/",
        "/s/vol/thanks/",
        "/s/vol/anonymity/",
        "/s/vol/onbekend/",
        "/s/vol/page/onbekend/",
        _staff_page(furnished),
        f"{_staff_page(furnished)}?lang=en",
    ]
    for path in paths:
        page.goto(path)
        problems += [f"{path}: {problem}" for problem in look(page)]
        shot(page, f"employee{path.replace(link, '-link').replace('/', '-').replace('?', '-')}")
    page.goto(link)
    page.locator("form button").click()
    problems += [f"empty form: {problem}" for problem in look(page)]
    page.get_by_role("radio").first.check()
    page.locator("form button").click()
    problems += [f"thanks: {problem}" for problem in look(page)]
    page.goto(link)
    problems += [f"used: {problem}" for problem in look(page)]
    assert problems == []
    visitors.watch.assert_quiet()
