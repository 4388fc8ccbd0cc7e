"""The tenant's scope: the first lock in Python, and the setting that opens the second one in PostgreSQL.

``with tenant_scope(organisation_id):`` opens a transaction in which row security shows that organisation's
rows only. Without a scope a tenant model raises `NoTenantError`, and raw SQL sees no rows.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connection, transaction

ORGANISATION_SETTING = "werkdruk.organisation"
PERSON_SETTING = "werkdruk.person"

_organisation: ContextVar[UUID | None] = ContextVar("organisation", default=None)


class NoTenantError(RuntimeError):
    """A tenant's rows were asked for outside any tenant's scope."""


class OtherTenantError(RuntimeError):
    """A scope was opened inside the scope of another organisation."""


def current_organisation_id() -> UUID:
    """The organisation of the active scope; raises `NoTenantError` when there is none."""
    organisation_id = _organisation.get()
    if organisation_id is None:
        raise NoTenantError("No tenant scope is active: wrap this in tenant_scope(organisation_id).")
    return organisation_id


def has_scope() -> bool:
    """Whether a tenant's scope is active."""
    return _organisation.get() is not None


@contextmanager
def tenant_scope(organisation_id: UUID) -> Iterator[None]:
    """One transaction in which `organisation_id` is the tenant; nested for the same tenant it is a savepoint."""
    active = _organisation.get()
    if active == organisation_id:
        with transaction.atomic():
            yield
        return
    if active is not None:
        raise OtherTenantError("Leave one organisation's scope before entering another's.")
    with _setting(ORGANISATION_SETTING, str(organisation_id)):
        token = _organisation.set(organisation_id)
        try:
            yield
        finally:
            _organisation.reset(token)


def in_one_trip(organisation: str, statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of `statement`, run in a tenant's scope of its own: one trip to the database and back.

    `organisation` is SQL that gives the tenant's id; where it gives none, row security shows no rows. `values` fill
    the placeholders of both. PostgreSQL makes one transaction of what is sent together, so the setting ends with it,
    and when this returns, what was written is on disk. Inside a transaction it is a part of that one.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT set_config('{ORGANISATION_SETTING}', coalesce(({organisation})::text, ''), true); {statement}",
            values,
        )
        rows = cursor.fetchall()
    if connection.in_atomic_block:
        active = _organisation.get()
        _set(ORGANISATION_SETTING, "" if active is None else str(active))
    return rows


@contextmanager
def person_scope(person_id: UUID) -> Iterator[None]:
    """A transaction in which a person's own memberships can be read, in whatever organisation they are."""
    with _setting(PERSON_SETTING, str(person_id)):
        yield


@contextmanager
def _setting(name: str, value: str) -> Iterator[None]:
    """A transaction with `name` set to `value`, unset again where the transaction goes on afterwards."""
    inner = connection.in_atomic_block
    with transaction.atomic():
        _set(name, value)
        yield
        if inner:
            # A setting made inside a savepoint lives on in the transaction around it.
            _set(name, "")


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
