"""Mail to members: what has to go, and the weekly digest."""

import django.db.models.deletion
import django.utils.timezone
import uuid
import werkdruk.core.constraints
import werkdruk.core.models
import werkdruk.core.tenancy
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('organisations', '0003_council_requests'),
    ]

    operations = [
        migrations.CreateModel(
            name='MemberMail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('kind', models.CharField(max_length=60)),
                ('once', models.CharField(max_length=150)),
                ('payload', models.JSONField(blank=True, default=dict)),
                ('queued_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('membership', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.membership')),
            ],
            options={
                'ordering': ['queued_at'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='organisations_membermail_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='organisations_membermail_in_tenant'), werkdruk.core.constraints.SameTenant(field='membership', name='organisations_membermail_membership_same'), models.UniqueConstraint(fields=('organisation', 'membership', 'once'), name='member_mailed_once')],
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='digest',
            field=models.BooleanField(default=True, verbose_name='a mail a week with what needs me'),
        ),
        migrations.AddField(
            model_name='membership',
            name='digest_day',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='on'),
        ),
        migrations.AddField(
            model_name='membership',
            name='digest_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('digest_day__lte', 6)), name='digest_on_a_weekday'),
        ),
    ]
