"""Texts about how staff took part become rows: each tenant's own, once, with nothing lost."""

from django.core.management import call_command
from django.db import connections

from projects.models import Involvement
from tests.cast import make_zandbak
from tests.projects.scene import make_project, step_of
from werkdruk.core.tenancy import tenant_scope


def _as_owner(organisation: object, statement: str, values: list[object]) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('werkdruk.organisation', %s, true)", [str(organisation)])
        cursor.execute(statement, values)
        assert cursor.rowcount == 1
        cursor.execute("COMMIT")


def _migrate(*target: str) -> None:
    call_command("migrate", "projects", *target, database="owner", verbosity=0)


def test_each_text_about_staff_becomes_a_row(committed_db: None) -> None:
    zandbak, second = make_zandbak(), make_zandbak("tweede")
    steps = {}
    for house in (zandbak, second):
        with tenant_scope(house.id):
            steps[house.id] = step_of(make_project(house), 1).id
    try:
        _migrate("0003_involvement_in_rows")
        _migrate("0002_living_project")
        for organisation, step in steps.items():
            _as_owner(
                organisation,
                "UPDATE projects_projectstep SET involvement = %s WHERE id = %s",
                ["In het teamoverleg", step],
            )
    finally:
        _migrate()
    for organisation, step in steps.items():
        with tenant_scope(organisation):
            assert [(row.step_id, row.how) for row in Involvement.objects.all()] == [
                (step, "In het teamoverleg")
            ]
