"""What still has to be mailed moves from the invitations to the outbox."""

from django.db import migrations

# Row security holds for the owner too: organisation by organisation.
MOVE = """
DO $$
DECLARE one uuid;
BEGIN
    FOR one IN SELECT id FROM organisations_organisation LOOP
        PERFORM set_config('werkdruk.organisation', one::text, true);
        INSERT INTO surveys_mailing
            (id, organisation_id, wave_id, kind, number, state, started_at, sent_at, total)
        SELECT gen_random_uuid(), w.organisation_id, w.id, 'invitation', 1,
               CASE WHEN w.sent_at IS NULL THEN 'sending' ELSE 'sent' END,
               COALESCE(w.opened_at, now()), w.sent_at, w.invited
          FROM surveys_wave w
         WHERE w.state = 'open';
        INSERT INTO surveys_delivery (id, organisation_id, mailing_id, employee_id, invitation_id, tries, next_try_at)
        SELECT gen_random_uuid(), i.organisation_id, m.id, i.employee_id, i.id, i.tries, i.next_try_at
          FROM surveys_invitation i
          JOIN surveys_mailing m ON m.wave_id = i.wave_id
         WHERE i.sent_at IS NULL AND NOT i.refused;
    END LOOP;
    PERFORM set_config('werkdruk.organisation', '', true);
END
$$;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0009_mailings_and_paper")]

    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="invitation", name="invitation_to_send"),
        migrations.RemoveField(model_name="invitation", name="next_try_at"),
        migrations.RemoveField(model_name="invitation", name="sent_at"),
        migrations.RemoveField(model_name="invitation", name="tries"),
    ]
