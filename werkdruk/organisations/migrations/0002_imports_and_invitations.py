
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
import werkdruk.core.constraints
import werkdruk.core.models
import werkdruk.core.tenancy
import werkdruk.organisations.models.invitations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('organisations', '0001_start'),
    ]

    operations = [
        migrations.CreateModel(
            name='MemberInvitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('hr', 'HR'), ('works_council', 'works council'), ('executive', 'executive'), ('team_lead', 'team lead'), ('facilitator', 'facilitator')], max_length=20), verbose_name='roles')),
                ('token_hash', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField(default=werkdruk.organisations.models.invitations.invitation_end)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='organisations_memberinvitation_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='organisations_memberinvitation_in_tenant'), models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('organisation', 'email'), name='invited_once_by_email'), models.UniqueConstraint(fields=('organisation', 'token_hash'), name='invitation_once_by_token')],
            },
        ),
        migrations.CreateModel(
            name='InvitedUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('unit', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.unit')),
                ('invitation', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='organisations.memberinvitation')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='organisations_invitedunit_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='organisations_invitedunit_in_tenant'), werkdruk.core.constraints.SameTenant(field='invitation', name='organisations_invitedunit_invitation_same'), werkdruk.core.constraints.SameTenant(field='unit', name='organisations_invitedunit_unit_same'), models.UniqueConstraint(fields=('organisation', 'invitation', 'unit'), name='invited_unit_once')],
            },
        ),
        migrations.CreateModel(
            name='StaffImport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('content', models.BinaryField(null=True)),
                ('mapping', models.JSONField(default=dict)),
                ('remove_missing', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('uploaded', 'columns not matched yet'), ('matched', 'ready to apply'), ('applied', 'applied'), ('undone', 'undone')], default='uploaded', max_length=10)),
                ('counts', models.JSONField(default=dict)),
                ('undo', models.JSONField(null=True)),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-uploaded_at'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='organisations_staffimport_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='organisations_staffimport_in_tenant')],
            },
        ),
    ]
