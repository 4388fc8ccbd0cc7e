"""How staff took part in a step moves from one text to rows of its own: one for each text that was there."""

import uuid

from django.db import migrations


def forwards(apps, schema_editor):
    """Tenant by tenant, because row security shows the owner's role one tenant's rows too; safe to run again.

    The text said how, not who or when: the row carries the day on which the step was done.
    """
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organisations_organisation ORDER BY id")
        organisations = [row[0] for row in cursor.fetchall()]
        for organisation in organisations:
            cursor.execute("SELECT set_config('werkdruk.organisation', %s, true)", [str(organisation)])
            cursor.execute(
                "SELECT id, (coalesce(finished_at, begun_at, now()) AT TIME ZONE 'Europe/Amsterdam')::date,"
                " involvement FROM projects_projectstep step WHERE btrim(involvement) <> ''"
                " AND NOT EXISTS (SELECT 1 FROM projects_involvement row WHERE row.step_id = step.id)"
            )
            for step, day, text in cursor.fetchall():
                cursor.execute(
                    'INSERT INTO projects_involvement (id, organisation_id, step_id, "on", who, how, outcome,'
                    " written_by_name, created_at, version) VALUES (%s, %s, %s, %s, %s, %s, '', '', now(), 1)",
                    [uuid.uuid4(), organisation, step, day, "–", text],
                )
                assert cursor.rowcount == 1, f"step {step} lost how staff took part"
            cursor.execute(
                "SELECT count(*) FROM projects_projectstep step WHERE btrim(involvement) <> ''"
                " AND NOT EXISTS (SELECT 1 FROM projects_involvement row WHERE row.step_id = step.id)"
            )
            assert cursor.fetchone()[0] == 0, f"organisation {organisation} has texts left behind"
        cursor.execute("SELECT set_config('werkdruk.organisation', '', true)")


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_living_project")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
