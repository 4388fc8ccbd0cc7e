"""Rows that one sending of one form makes, however often the form arrives."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction


@dataclass(frozen=True, slots=True)
class Once:
    """The row, and whether this call made it."""

    row: Any
    new: bool


def once(model: type[models.Model], form_key: UUID | None, **fields: Any) -> Once:
    """Create a row, or find the one that the same form made before (also at the very same moment)."""
    if form_key is None:
        return Once(model._default_manager.create(**fields), new=True)
    found = model._default_manager.filter(form_key=form_key).first()
    if found is not None:
        return Once(found, new=False)
    try:
        with transaction.atomic():
            return Once(model._default_manager.create(form_key=form_key, **fields), new=True)
    except IntegrityError:
        return Once(model._default_manager.get(form_key=form_key), new=False)
