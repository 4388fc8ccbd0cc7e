"""The files that operators use hang together. No container engine is needed to check that."""

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from werkdruk.embedded import postgres

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")


def _text(name: str) -> str:
    return (ROOT / name).read_text()


def test_the_services() -> None:
    assert sorted(SERVICES) == ["beat", "caddy", "migrate", "postgres", "redis", "web", "worker"]
    assert sorted(name for name, service in SERVICES.items() if "healthcheck" not in service) == [
        "caddy",
        "migrate",
    ]


def test_only_the_worker_has_the_keys() -> None:
    assert [name for name, service in SERVICES.items() if "keys:/keys" in service.get("volumes", [])] == [
        "worker"
    ]


def test_each_service_knows_only_the_roles_it_needs() -> None:
    def roles(name: str) -> list[str]:
        values = SERVICES[name]["environment"].values()
        return sorted(role for value in values for role in re.findall(r"//(\w+):\$\{", str(value)))

    assert {name: roles(name) for name in OURS} == {
        "migrate": ["werkdruk_app", "werkdruk_owner"],
        "web": ["werkdruk_app"],
        "worker": ["werkdruk_app", "werkdruk_maintenance"],
        "beat": ["werkdruk_app"],
    }


def test_only_the_proxy_has_open_ports_and_the_database_no_way_out() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]


def test_nothing_starts_before_the_tables_are_there() -> None:
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}


def test_our_services_run_without_rights_on_their_machine() -> None:
    for name in OURS:
        assert SERVICES[name]["cap_drop"] == ["ALL"]
        assert SERVICES[name]["read_only"] is True
    assert "\nUSER werkdruk\n" in _text("Dockerfile")


def test_every_variable_of_compose_is_in_the_example() -> None:
    used = set(re.findall(r"\$\{(\w+)", _text("docker-compose.yml")))
    offered = set(re.findall(r"^(\w+)=", _text(".env.example"), re.MULTILINE))
    assert used == offered


def test_every_setting_is_documented() -> None:
    read = set(re.findall(r"(?:env\.\w+|_secret)\(\s*\"([A-Z_]+)\"", _text("werkdruk/settings.py")))
    documented = set(re.findall(r"^\| `([A-Z_]+)`", _text("docs/operators/configuration.md"), re.MULTILINE))
    assert read - documented == set()


def test_the_example_holds_no_secret() -> None:
    assert re.findall(r"^\w*(?:SECRET|PASSWORD)\w*=.+$", _text(".env.example"), re.MULTILINE) == []


def test_everything_the_image_copies_exists() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+)$", _text("Dockerfile"), re.MULTILINE)
    sources = {name for line in copied for name in shlex.split(line)[:-1]}
    assert [name for name in sorted(sources) if not (ROOT / name).exists()] == []
    allowed = set(re.findall(r"^!(.+)$", _text(".dockerignore"), re.MULTILINE))
    assert sources == allowed


def test_the_database_image_makes_the_roles_as_superuser(cluster: postgres.Cluster) -> None:
    """The image runs its start scripts with psql as the superuser; the same is done here."""
    mount = "./deploy/postgres/roles.sql:/docker-entrypoint-initdb.d/10-roles.sql:ro"
    assert mount in SERVICES["postgres"]["volumes"]
    passwords = {
        name: f"p-{name}" for name in SERVICES["postgres"]["environment"] if name.startswith("WERKDRUK_")
    }
    psql = [str(cluster.binaries / "psql"), "-v", "ON_ERROR_STOP=1", "--no-password", "--no-psqlrc"]
    url = cluster.url("postgres", postgres.SUPERUSER)
    subprocess.run(
        [*psql, "--dbname", url, "-f", ROOT / "deploy/postgres/roles.sql"],
        env=os.environ | passwords,
        check=True,
        capture_output=True,
    )
    address = f"postgres://werkdruk_app:p-WERKDRUK_APP_PASSWORD@127.0.0.1:{cluster.port}/werkdruk"
    done = subprocess.run([*psql, "--dbname", address, "-Atc", "SELECT 1"], capture_output=True, check=True)
    assert done.stdout == b"1\n"


@pytest.mark.parametrize("target", ["demo", "demo-reset", "test", "check", "bench", "messages", "help"])
def test_make_knows_its_commands(target: str) -> None:
    done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize(
    "script", ["scripts/bootstrap.sh", "scripts/test.sh", "scripts/messages.sh", ".ci/run"]
)
def test_scripts_are_for_any_shell(script: str) -> None:
    done = subprocess.run(["sh", "-n", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert os.access(ROOT / script, os.X_OK)
