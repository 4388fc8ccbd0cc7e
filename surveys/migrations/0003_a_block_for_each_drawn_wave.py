"""Waves that were drawn before blocks existed: each is a block by itself, for as many months as the rhythm has."""

import uuid
from datetime import date

from django.db import migrations

MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6}


def _last_month(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months - 1
    return date(index // 12, index % 12 + 1, 1)


def forwards(apps, schema_editor):
    """Tenant by tenant, because row security shows the owner's role one tenant's rows too; safe to run again."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organisations_organisation ORDER BY id")
        organisations = [row[0] for row in cursor.fetchall()]
        for organisation in organisations:
            cursor.execute("SELECT set_config('werkdruk.organisation', %s, true)", [str(organisation)])
            cursor.execute("SELECT rhythm FROM surveys_surveysettings")
            rhythm = cursor.fetchone()
            cursor.execute(
                "SELECT id, month, state FROM surveys_wave WHERE block_id IS NULL AND year_block_id IS NOT NULL"
            )
            waves = cursor.fetchall()
            for wave, month, state in waves:
                block = uuid.uuid4()
                cursor.execute(
                    "INSERT INTO surveys_waveblock (id, organisation_id, first_month, last_month, key_name, published_at)"
                    " SELECT %s, %s, %s, %s, '', CASE WHEN %s IN ('counted', 'closed') THEN now() END",
                    [block, organisation, month, _last_month(month, MONTHS[rhythm[0]]), state],
                )
                cursor.execute("UPDATE surveys_wave SET block_id = %s WHERE id = %s", [block, wave])
                assert cursor.rowcount == 1, f"wave {wave} got no block"
        cursor.execute("SELECT set_config('werkdruk.organisation', '', true)")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_imports_and_invitations"),
        ("surveys", "0002_blocks_of_several_waves"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
