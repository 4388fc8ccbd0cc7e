"""The function behind `Frozen`: refuses to change what was written once."""

from django.db import migrations

CREATE = """
CREATE FUNCTION werkdruk_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once: % refuses', TG_TABLE_NAME, TG_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_start")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION werkdruk_frozen()")]
