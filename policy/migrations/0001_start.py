# The draft of the policy and its versions.

import django.db.models.deletion
import django.utils.timezone
import uuid
import werkdruk.core.constraints
import werkdruk.core.tenancy
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0002_imports_and_invitations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PolicyDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('answers', models.JSONField(default=dict, verbose_name='answers')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_by_name', models.CharField(blank=True, max_length=200)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='policy_policydraft_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='policy_policydraft_in_tenant'), models.UniqueConstraint(fields=('organisation',), name='policy_one_draft')],
            },
        ),
        migrations.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('answers', models.JSONField(default=dict, verbose_name='answers')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='what is new')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='saved on')),
                ('made_by_name', models.CharField(blank=True, max_length=200, verbose_name='saved by')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='policy_policyversion_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='policy_policyversion_in_tenant'), models.UniqueConstraint(fields=('organisation', 'number'), name='policy_version_once')],
            },
        ),
    ]
