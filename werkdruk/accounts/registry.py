"""What stands on a person's account page beside signing in: apps above add to it."""

from collections.abc import Callable, Iterable
from typing import Any

from werkdruk.accounts.models import User

# Each row has `kind`, `title`, `text`, `url` and `action`, as `components/todo.html` shows them.
Rows = Callable[[User], Iterable[dict[str, Any]]]

mail_rows: list[Rows] = []
