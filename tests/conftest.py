"""The fixed cast, and a database made from a template so that every run starts in a second.

Tests connect as the application's own role: row security is in force. The owner's role makes the template.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client

from tests import cast

ROOT = Path(__file__).resolve().parent.parent


def _admin() -> Any:
    connection = psycopg2.connect(os.environ["WERKDRUK_TEST_ADMIN_URL"])
    connection.autocommit = True
    return connection


def _schema_hash() -> str:
    """A name for the schema: every migration and the code that migrations run."""
    files = sorted(ROOT.glob("*/migrations/*.py")) + sorted(ROOT.glob("werkdruk/*/migrations/*.py"))
    files += [ROOT / "werkdruk/core/constraints.py", ROOT / "uv.lock"]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _template(cursor: Any) -> str:
    """The migrated template database of this schema, made once for all processes."""
    name = f"template_{_schema_hash()}"
    cursor.execute("SELECT pg_advisory_lock(727272)")
    try:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}_new" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}_new" OWNER werkdruk_owner TEMPLATE template0')
            owner = connections["owner"]
            owner.settings_dict["NAME"] = f"{name}_new"
            _prepare(f"{name}_new")
            call_command("migrate", verbosity=0)
            owner.close()
            cursor.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
    finally:
        cursor.execute("SELECT pg_advisory_unlock(727272)")
    return name


def _prepare(database: str) -> None:
    """Give the owner's role the schema and the application's role its rights there, as a server is set up."""
    url = re.sub(r"/postgres$", f"/{database}", os.environ["WERKDRUK_TEST_ADMIN_URL"])
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("ALTER SCHEMA public OWNER TO werkdruk_owner")
        cursor.execute("GRANT USAGE ON SCHEMA public TO werkdruk_app")
        for grant in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES"):
            cursor.execute(
                f"ALTER DEFAULT PRIVILEGES FOR ROLE werkdruk_owner IN SCHEMA public GRANT {grant} TO werkdruk_app"
            )
    connection.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A database of this process's own, copied from the template, dropped at the end."""
    name = f"test_{os.getpid()}"
    admin = _admin()
    with django_db_blocker.unblock(), admin.cursor() as cursor:
        template = _template(cursor)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" OWNER werkdruk_owner TEMPLATE "{template}"')
        for connection in connections.all():
            connection.close()
            connection.settings_dict["NAME"] = name
        settings.DATABASES["default"]["NAME"] = name
    yield
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()
    with admin.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    admin.close()


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database where commits are real, for threads, processes and crashes; emptied afterwards."""
    with django_db_blocker.unblock():
        yield
        url = re.sub(
            r"/[^/]+$", f"/{settings.DATABASES['default']['NAME']}", os.environ["WERKDRUK_TEST_ADMIN_URL"]
        )
        connections["default"].close()
        tables = ", ".join(
            f'"{model._meta.db_table}"'
            for model in apps.get_models(include_auto_created=True)
            if model._meta.app_label not in {"contenttypes", "auth"} and model._meta.managed
        )
        cleaner = psycopg2.connect(url)
        with cleaner, cleaner.cursor() as cursor:
            cursor.execute(f"TRUNCATE {tables} CASCADE")
        cleaner.close()


@pytest.fixture
def zandbak(db: None) -> cast.Zandbak:
    """The organisation of the fixed cast: Anna, Olaf, Bea, Tim, Fatima and Eva; the tenant's scope is not open."""
    return cast.make_zandbak()


@pytest.fixture
def other(db: None) -> cast.Other:
    """Carla's organisation: another tenant."""
    return cast.make_other()


@pytest.fixture
def sign_in(client: Client) -> Any:
    """``sign_in(person)`` gives a client in which that person is signed in."""

    def sign(person: Any) -> Client:
        fresh = Client()
        fresh.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return fresh

    return sign
