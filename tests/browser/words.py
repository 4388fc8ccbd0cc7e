"""The words on the pages, as the Dutch translation has them: tests find buttons and labels by these."""

from typing import Any

from django.utils.translation import gettext, ngettext, override


def nl(text: str, /, **values: Any) -> str:
    """The Dutch of `text`, filled in with `values`."""
    with override("nl"):
        translated = gettext(text)
        return translated % {name: str(value) for name, value in values.items()} if values else translated


def nl_count(one: str, many: str, count: int, /, **values: Any) -> str:
    """The Dutch of `one` or `many`, by `count`, filled in with `values`."""
    with override("nl"):
        return ngettext(one, many, count) % values
