"""After closing, deleted rows leave the disk by a role that can read nothing."""

import os
import re
from typing import Any

import psycopg2
import pytest
from django.db import connection

from surveys.models import Ballot
from werkdruk.core.maintenance import vacuum


@pytest.fixture
def maintenance_url(settings: Any) -> str:
    """The maintenance role on this process's own test database."""
    url = os.environ.get("WERKDRUK_TEST_MAINTENANCE_URL", "")
    settings.MAINTENANCE_URL = re.sub(r"/[^/]+$", f"/{settings.DATABASES['default']['NAME']}", url)
    return settings.MAINTENANCE_URL


def test_vacuum_runs_as_the_maintenance_role(committed_db: None, maintenance_url: str) -> None:
    assert vacuum(Ballot) is True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_user_tables WHERE relname = 'surveys_ballot' AND vacuum_count > 0"
        )
        assert cursor.fetchone() == (1,)


def test_the_maintenance_role_reads_nothing(committed_db: None, maintenance_url: str) -> None:
    other = psycopg2.connect(maintenance_url)
    with pytest.raises(psycopg2.errors.InsufficientPrivilege), other.cursor() as cursor:
        cursor.execute("SELECT * FROM surveys_ballot")
    other.close()


def test_without_the_role_nothing_happens(settings: Any) -> None:
    settings.MAINTENANCE_URL = ""
    assert vacuum(Ballot) is False
