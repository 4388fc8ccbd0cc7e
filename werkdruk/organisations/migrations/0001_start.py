
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
import werkdruk.core.constraints
import werkdruk.core.models
import werkdruk.core.tenancy
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='address')),
                ('sector', models.CharField(blank=True, max_length=100, verbose_name='sector')),
                ('representation', models.CharField(choices=[('works_council', 'works council (OR)'), ('staff_representation', 'staff representation (PVT)'), ('none', 'neither')], default='works_council', max_length=30, verbose_name='representation of staff')),
                ('coordinator_title', models.CharField(blank=True, max_length=80, verbose_name="name of the coordinator's role")),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('hr', 'HR'), ('works_council', 'works council'), ('executive', 'executive'), ('team_lead', 'team lead'), ('facilitator', 'facilitator')], max_length=20), verbose_name='roles')),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['since'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='organisations_membership_tenant', person='user'), models.UniqueConstraint(fields=('organisation', 'id'), name='organisations_membership_in_tenant'), models.UniqueConstraint(fields=('organisation', 'user'), name='member_once')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('parent', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organisations.unit', verbose_name='part of')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='organisations_unit_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='organisations_unit_in_tenant'), werkdruk.core.constraints.SameTenant(field='parent', name='organisations_unit_parent_same'), models.UniqueConstraint(condition=models.Q(('archived_at__isnull', True)), fields=('organisation', 'parent', 'name'), name='unit_once_by_name', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='MembershipUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('membership', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='led_units', to='organisations.membership')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('unit', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.unit')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='organisations_membershipunit_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='organisations_membershipunit_in_tenant'), werkdruk.core.constraints.SameTenant(field='membership', name='organisations_membershipunit_membership_same'), werkdruk.core.constraints.SameTenant(field='unit', name='organisations_membershipunit_unit_same'), models.UniqueConstraint(fields=('organisation', 'membership', 'unit'), name='leads_once')],
            },
        ),
        migrations.CreateModel(
            name='Employee',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('staff_number', models.CharField(blank=True, max_length=50, verbose_name='staff number')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('joined_on', models.DateField(blank=True, null=True, verbose_name='in service since')),
                ('do_not_invite', models.BooleanField(default=False, verbose_name='do not invite')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('unit', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='employees', to='organisations.unit', verbose_name='unit')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='organisations_employee_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='organisations_employee_in_tenant'), werkdruk.core.constraints.SameTenant(field='unit', name='organisations_employee_unit_same'), models.UniqueConstraint(condition=models.Q(('staff_number', ''), _negated=True), fields=('organisation', 'staff_number'), name='employee_once_by_number')],
                'indexes': [models.Index(fields=['organisation', 'unit'], name='employee_by_unit')],
            },
        ),
    ]
