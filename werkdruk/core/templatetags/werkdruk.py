"""Template tags of the design system; docs/design.md lists what each one shows."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.forms import BaseForm, BoundField
from django.forms.widgets import ChoiceWidget
from django.template import TemplateSyntaxError
from django.templatetags.static import static
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

register = template.Library()

TAG_SYMBOLS = {
    "give": "circle-dot",
    "drain": "diamond",
    "good": "check",
    "act": "arrow-right",
    "plain": "circle-dashed",
}


@cache
def icon_names() -> frozenset[str]:
    """The names of the symbols in static/icons.svg."""
    path = finders.find("icons.svg")
    return (
        frozenset(re.findall(r'<symbol id="([a-z0-9-]+)"', Path(path).read_text())) if path else frozenset()
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the set, hidden from screen readers: it always stands beside a word.

    Raises TemplateSyntaxError for a name that the set does not have.
    """
    if name not in icon_names():
        raise TemplateSyntaxError(f"static/icons.svg has no icon {name!r}")
    return format_html(
        '<svg class="icon icon-{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        name,
        static("icons.svg"),
        name,
    )


@register.inclusion_tag("components/tag.html")
def tag(kind: str, label: Any, symbol: str = "") -> dict[str, Any]:
    """A state as symbol and word; `kind` is give, drain, good, act or plain."""
    if kind not in TAG_SYMBOLS:
        raise TemplateSyntaxError(f"tag kind {kind!r} is none of {', '.join(TAG_SYMBOLS)}")
    return {"kind": kind, "label": label, "symbol": symbol or TAG_SYMBOLS[kind]}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, words: Any, kind: str = "act") -> dict[str, Any]:
    """A bar with its count in words. A total of 0 shows an empty bar."""
    return {"done": str(min(done, total)), "total": str(max(total, 1)), "words": words, "kind": kind}


@register.inclusion_tag("components/errors.html")
def errors(form: BaseForm | None) -> dict[str, Any]:
    """The summary above a form: each error once, linked to the field it belongs to."""
    rows: list[tuple[str, str]] = []
    if form is not None and form.is_bound:
        rows.extend(("", str(message)) for message in form.non_field_errors())
        for field in form:
            options = field.subwidgets if widget_kind(field) == "choices" else []
            target = options[0].id_for_label if options else field.id_for_label or field.auto_id
            rows.extend((target, f"{strip_tags(str(field.label))}: {message}") for message in field.errors)
    return {"rows": rows, "count": len(rows)}


@register.simple_tag
def crumb(url: str, label: Any) -> SafeString:
    """One step of the way to this page; the last one has no address."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html('<li aria-current="page">{}</li>', label)


@register.filter
def widget_kind(field: BoundField) -> str:
    """How the form pack lays out a bound field: `choices`, `checkbox`, `group` or `input`."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "")
    if isinstance(widget, ChoiceWidget) and kind in {"radio", "checkbox"}:
        return "choices"
    if kind == "checkbox":
        return "checkbox"
    return "group" if field.use_fieldset else "input"
