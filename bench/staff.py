"""Staff by the hundred thousand, written by the database itself: making them is not what is measured."""

import os

import psycopg2

from surveys.actions.setup import ensure_settings
from tests.cast import agree
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Organisation, Unit

TEAM = 20

EMPLOYEES = """
INSERT INTO organisations_employee
    (id, organisation_id, staff_number, name, email, unit_id, joined_on, do_not_invite, added_at)
SELECT gen_random_uuid(), %(organisation)s, n, 'Medewerker ' || n, n || '@staff.example',
       (%(units)s::uuid[])[1 + n %% %(teams)s], '2015-01-01', false, now()
  FROM generate_series(1, %(staff)s) AS n
"""
PLACES = """
INSERT INTO surveys_rotationplace (id, organisation_id, employee_id, place, settled)
SELECT gen_random_uuid(), organisation_id, id, row_number() OVER () %% 12, true
  FROM organisations_employee WHERE organisation_id = %(organisation)s
"""


def make_staff(slug: str, staff: int) -> Organisation:
    """An organisation with `staff` people in teams of twenty, everyone with a place in the rotation."""
    organisation = Organisation.objects.create(name=f"Stichting {slug}", slug=slug)
    with tenant_scope(organisation.id):
        agree()
        ensure_settings()
        teams = Unit.objects.bulk_create(
            Unit(name=f"Team {number}") for number in range(max(staff // TEAM, 1))
        )
    values = {
        "organisation": str(organisation.id),
        "units": [str(team.id) for team in teams],
        "teams": len(teams),
        "staff": staff,
    }
    connection = psycopg2.connect(os.environ["BENCH_ADMIN_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute(EMPLOYEES, values)
        cursor.execute(PLACES, values)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE organisations_employee")
        cursor.execute("ANALYZE surveys_rotationplace")
    connection.close()
    return organisation
