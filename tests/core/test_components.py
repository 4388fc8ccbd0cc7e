"""The components say in words what they show, tie errors to fields and refuse what they do not know."""

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from crispy_forms.utils import render_crispy_form
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.paginator import Paginator
from django.forms import CharField, FileField, Form
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from werkdruk.core.style import PAGES, SampleForm, style_page
from werkdruk.core.templatetags.werkdruk import icon_names

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"


class Page(HTMLParser):
    """The elements of a page: (name, attributes) in order, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        if data.strip():
            self.words.append(" ".join(data.split()))

    def by_id(self, name: str) -> tuple[str, dict[str, str | None]]:
        return next(element for element in self.elements if element[1].get("id") == name)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def show(source: str, **context) -> Page:
    return Page(Template("{% load werkdruk %}" + source).render(Context(context)))


def include(name: str, **context) -> Page:
    return Page(render_to_string(f"components/{name}.html", context))


def test_icon_is_hidden_from_screen_readers():
    assert show('{% icon "house" %}').all("svg") == [
        {"class": "icon icon-house", "aria-hidden": "true", "focusable": "false"}
    ]


def test_icon_refuses_an_unknown_name():
    with pytest.raises(TemplateSyntaxError, match="no icon 'unicorn'"):
        show('{% icon "unicorn" %}')


def test_every_icon_that_a_template_names_exists():
    named = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r"{% icon \"([^\"]+)\" %}", path.read_text())
    }
    assert named - icon_names() == set()
    assert "house" in icon_names()


def test_tag_says_its_state_in_a_word():
    page = show('{% tag "good" "klaar" %}')
    assert page.words == ["klaar"]
    assert page.all("span") == [{"class": "tag good"}]


def test_tag_refuses_an_unknown_kind():
    with pytest.raises(TemplateSyntaxError, match="none of give, drain, good, act, plain"):
        show('{% tag "red" "stuck" %}')


@pytest.mark.parametrize(
    ("done", "total", "value", "top"), [(8, 13, "8", "13"), (0, 0, "0", "1"), (9, 5, "5", "5")]
)
def test_progress_stays_within_its_bar(done, total, value, top):
    page = show('{% progress done total "8 of 13" %}', done=done, total=total)
    assert page.all("progress") == [{"value": value, "max": top}]
    assert page.words == ["8 of 13"]


def test_progress_is_not_localised():
    with translation.override("nl"):
        assert show('{% progress 1234 5000 "" %}').all("progress") == [{"value": "1234", "max": "5000"}]


def test_path_names_every_state_in_words():
    states = ["done", "skipped", "now", "todo"]
    steps = [
        {"number": n, "label": f"Step {n}", "state": state, "url": ""} for n, state in enumerate(states, 1)
    ]
    page = include("path", steps=steps)
    assert [attributes.get("aria-current") for attributes in page.all("li")] == [None, None, "step", None]
    assert [word for word in page.words if word in {"done", "skipped", "you are here", "still to come"}] == [
        "done",
        "skipped",
        "you are here",
        "still to come",
    ]


def test_figure_shows_nothing_where_there_are_too_few_answers():
    page = include("figure", label="BSO De Boomhut", value="58", unit="%", too_few=True, expected="In March")
    assert page.words == ["BSO De Boomhut", "too few answers", "In March"]


def test_figure_shows_value_unit_and_interval():
    page = include("figure", label="Index", value="50", unit="%", interval="between 44 and 56")
    assert page.words == ["Index", "50", "%", "between 44 and 56"]


def test_pagination_keeps_the_rest_of_the_query():
    request = RequestFactory().get("/", {"q": "anna", "page": "2"})
    second = Paginator(range(60), 20).page(2)
    page = Page(render_to_string("components/pagination.html", {"page_obj": second}, request))
    assert [link["href"] for link in page.all("a")] == ["?q=anna&page=1", "?q=anna&page=3"]


def test_pagination_is_silent_on_one_page():
    request = RequestFactory().get("/")
    only = Paginator(range(3), 20).page(1)
    html = render_to_string("components/pagination.html", {"page_obj": only}, request)
    assert html.strip() == ""


def test_messages_start_with_a_word_for_their_kind():
    messages = [
        SimpleNamespace(level_tag=kind, __str__=lambda self: "x") for kind in ("success", "error", "info")
    ]
    words = include("messages", messages=messages).words
    assert [word for word in words if word.endswith(":")] == ["Done:", "Not done:", "Good to know:"]


def test_components_escape_what_they_are_given():
    page = include("empty", title="<b>Bobby</b>", text="", url="", action="")
    assert page.all("b") == []


# The form pack


def _form(data=None, files=None) -> Page:
    return Page(render_crispy_form(SampleForm(data, files)))


def test_help_and_errors_are_tied_to_their_field():
    page = _form({"goal": "Less double work"})
    _, name = page.by_id("id_name")
    assert name["aria-describedby"] == "id_name_helptext id_name_error"
    assert name["aria-invalid"] == "true"
    assert [page.by_id(part)[0] for part in name["aria-describedby"].split()] == ["div", "div"]


def test_group_of_choices_is_a_fieldset_tied_to_its_help():
    page = _form()
    kind, units = page.by_id("id_units")
    assert (kind, units["aria-describedby"]) == ("fieldset", "id_units_helptext")
    assert "Teams die meedoen" in page.words


def test_file_input_is_tied_to_its_help():
    assert _form().by_id("id_file")[1]["aria-describedby"] == "id_file_helptext"


def test_file_form_is_sent_as_multipart():
    assert _form().all("form")[0]["enctype"] == "multipart/form-data"


def test_only_what_may_stay_empty_is_marked():
    assert _form().words.count("(optional)") == 4


def test_every_id_of_a_form_is_used_once():
    ids = [attributes["id"] for _, attributes in _form({"goal": "x"}).elements if attributes.get("id")]
    assert sorted(ids) == sorted(set(ids))


def test_every_label_points_at_a_field():
    page = _form()
    ids = {attributes.get("id") for _, attributes in page.elements}
    assert [label["for"] for label in page.all("label") if label["for"] not in ids] == []


def test_summary_links_every_error_to_its_field():
    page = _form({"goal": "Less double work"})
    targets = [link["href"] for link in page.all("a")]
    assert targets == ["#id_name", "#id_approach_0", "#id_leader", "#id_start"]
    ids = {attributes.get("id") for _, attributes in page.elements}
    assert {target.removeprefix("#") for target in targets} - ids == set()
    assert "4 things need your attention" in page.words


def test_summary_is_absent_before_anything_was_sent():
    assert _form().all("a") == []


def test_error_of_the_whole_form_is_shown_without_link():
    class Twice(Form):
        name = CharField()

        def clean(self):
            self.add_error(None, "Choose one of both.")

    page = Page(render_crispy_form(Twice({"name": "Anna"})))
    assert page.words[:2] == ["One thing needs your attention", "Choose one of both."]
    assert page.all("a") == []


def test_submit_is_a_button_with_its_words():
    buttons = [attributes for attributes in _form().all("button") if attributes["type"] == "submit"]
    assert [(one["name"], one["value"], one["class"].split()) for one in buttons] == [
        ("submit", "Start het project", ["btn", "btn-primary"]),
        ("draft", "Bewaar als concept", ["btn", "btn-primary", "quiet"]),
    ]


def test_file_field_alone_renders_one_input():
    class Upload(Form):
        staff = FileField()

    assert [field["id"] for field in Page(render_crispy_form(Upload())).all("input")] == ["id_staff"]


# Whole pages


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "403_csrf"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_error_page_renders_without_any_context(name, language):
    with translation.override(language):
        page = Page(render_to_string(f"{name}.html"))
    assert len(page.all("h1")) == 1
    assert page.all("html") == [{"lang": language}]
    assert [link["href"] for link in page.all("a") if link.get("class") == "btn"] == ["/"]
    assert page.all("form") == []


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "403_csrf"])
def test_error_page_sets_no_cookie(name):
    """An employee's link may lead to one, and that person gets no cookie at all."""
    request = RequestFactory().get("/s/zandbak/forged/")
    request.user = SimpleNamespace(is_authenticated=False)
    html = render_to_string(f"{name}.html", request=request)
    assert "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
    assert Page(html).all("form") == []


def test_app_page_renders_without_a_member():
    page = Page(render_to_string("app.html", request=None))
    assert len(page.all("main")) == 1
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}


def test_menu_marks_the_current_page_once_per_menu():
    items = [
        {"label": "Today", "url": "/a", "icon": "house", "current": False, "count": 0},
        {"label": "Projects", "url": "/b", "icon": "route", "current": True, "count": 2},
    ]
    page = Page(render_to_string("app.html", {"nav_items": items}))
    assert [link["href"] for link in page.all("a") if link.get("aria-current")] == ["/b", "/b"]


def test_mail_has_no_pictures_and_no_foreign_address():
    html = render_to_string("email/base.html", {"organisation": SimpleNamespace(name="De Zandbak")})
    page = Page(html)
    assert (page.all("img"), page.all("link"), page.all("script")) == ([], [], [])
    assert re.findall(r"https?://", html) == []
    assert "De Zandbak" in page.words


# The style page


def _style(page: str, *, signed_in: bool = True):
    request = RequestFactory().get("/dev/style/", {"page": page})
    request.user = SimpleNamespace(is_authenticated=signed_in)
    request._messages = CookieStorage(request)
    return style_page(request)


@pytest.mark.parametrize("page", PAGES)
def test_style_page_shows_one_heading_and_no_repeated_id(page):
    shown = Page(_style(page).content.decode())
    assert len(shown.all("h1")) == 1
    ids = [attributes["id"] for _, attributes in shown.elements if attributes.get("id")]
    assert sorted(ids) == sorted(set(ids))


def test_style_page_asks_to_sign_in():
    assert _style("", signed_in=False).headers["Location"] == "/accounts/login/?next=/dev/style/"


def test_employees_page_with_all_it_loads_stays_under_30_kilobytes():
    html = _style("survey").content
    static = TEMPLATES.parent / "static"
    loaded = [static / "css" / "survey.css", static / "js" / "survey.js"]
    assert len(html) + sum(path.stat().st_size for path in loaded) < 30_000
    assert re.findall(rb"(?:src|href)=\"([^\"#?]+)\"", html) == [
        b"data:,",
        b"/static/css/survey.css",
        b"/static/js/survey.js",
    ]
