"""Whether a text for everybody names somebody: whole names only, as they stand on the staff list."""

import re
from collections.abc import Iterable


def named(text: str, names: Iterable[str]) -> str:
    """The first of `names` that stands in `text`, or nothing.

    A name is looked for whole, in any case and with any space between its parts; one of a single word is left
    out, since “Roos” and “Zomer” are words too.
    """
    words = f" {' '.join(re.findall(r'[^\W_]+', text.casefold()))} "
    for name in names:
        parts = re.findall(r"[^\W_]+", name.casefold())
        if len(parts) > 1 and f" {' '.join(parts)} " in words:
            return name
    return ""
