"""What every answer carries, and what production refuses to start without."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import Zandbak

ROOT = Path(__file__).resolve().parents[2]


def test_pages_carry_a_strict_content_security_policy(zandbak: Zandbak, sign_in: Any) -> None:
    answer = sign_in(zandbak.anna).get(zandbak.path)
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")


def test_employees_pages_set_no_cookie_and_pass_nothing_on(zandbak: Zandbak) -> None:
    answer = Client().get("/s/zandbak/anonymity/")
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("missing", ["SECRET_KEY", "WERKDRUK_LINK_SECRET"])
def test_production_refuses_to_start_without_its_secrets(missing: str) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "SECRET_KEY": "x" * 60,
        "WERKDRUK_LINK_SECRET": "y" * 60,
    }
    del environment[missing]
    done = subprocess.run(
        [sys.executable, "-c", "import werkdruk.settings"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"{missing} is not set" in done.stderr


def test_debug_is_off_by_default() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import werkdruk.settings as s; print(s.DEBUG, s.SESSION_COOKIE_NAME)"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
            "SECRET_KEY": "x" * 60,
            "WERKDRUK_LINK_SECRET": "y" * 60,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False __Host-session"
