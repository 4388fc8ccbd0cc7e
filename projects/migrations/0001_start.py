
import django.db.models.deletion
import django.utils.timezone
import uuid
import werkdruk.core.constraints
import werkdruk.core.models
import werkdruk.core.tenancy
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_start'),
        ('measures', '0001_start'),
        ('organisations', '0002_imports_and_invitations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('goal', models.TextField(verbose_name='goal')),
                ('approach', models.CharField(choices=[('small', 'small: one team, ready within weeks'), ('large', 'large: several teams or the whole organisation')], default='small', max_length=10, verbose_name='approach')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('aims_on', models.DateField(blank=True, null=True, verbose_name='results expected by')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('leader', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisations.membership', verbose_name='project leader')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='projects_project_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='projects_project_in_tenant'), werkdruk.core.constraints.SameTenant(field='leader', name='projects_project_leader_same'), models.CheckConstraint(condition=models.Q(('aims_on__isnull', True), ('aims_on__gte', models.F('starts_on')), _connector='OR'), name='project_starts_before_it_aims')],
            },
        ),
        migrations.CreateModel(
            name='PlanDocument',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('language', models.CharField(max_length=5)),
                ('pages', models.PositiveIntegerField()),
                ('size', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('made_by_name', models.CharField(blank=True, max_length=200)),
                ('job', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.job')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('project', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='projects.project')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='projects_plandocument_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='projects_plandocument_in_tenant'), werkdruk.core.constraints.SameTenant(field='project', name='projects_plandocument_project_same'), werkdruk.core.constraints.SameTenant(field='job', name='projects_plandocument_job_same'), models.UniqueConstraint(fields=('organisation', 'project', 'number'), name='plan_version_once'), models.UniqueConstraint(fields=('organisation', 'job'), name='plan_once_per_job')],
            },
        ),
        migrations.CreateModel(
            name='KickoffItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=2)),
                ('who_name', models.CharField(blank=True, max_length=200, verbose_name='who arranges it')),
                ('ready_on', models.DateField(blank=True, null=True, verbose_name='when ready')),
                ('note', models.TextField(blank=True, verbose_name='what we agreed')),
                ('state', models.CharField(choices=[('open', 'open'), ('done', 'done'), ('waived', 'not needed')], default='open', max_length=10)),
                ('waiver_reason', models.TextField(blank=True, verbose_name='why this is not needed')),
                ('settled_by_name', models.CharField(blank=True, max_length=200)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('changed_by_name', models.CharField(blank=True, max_length=200)),
                ('version', models.PositiveIntegerField(default=1)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('who', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisations.membership')),
                ('project', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='kickoff_items', to='projects.project')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='projects_kickoffitem_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='projects_kickoffitem_in_tenant'), werkdruk.core.constraints.SameTenant(field='project', name='projects_kickoffitem_project_same'), werkdruk.core.constraints.SameTenant(field='who', name='projects_kickoffitem_who_same'), models.UniqueConstraint(fields=('organisation', 'project', 'code'), name='kickoff_item_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'waived'), _negated=True), models.Q(('waiver_reason', ''), _negated=True), _connector='OR'), name='waived_item_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('outcome', models.TextField(verbose_name='outcome')),
                ('indicator', models.CharField(blank=True, max_length=300, verbose_name='indicator')),
                ('baseline', models.CharField(blank=True, max_length=300, verbose_name='where we start')),
                ('owner_name', models.CharField(max_length=200, verbose_name='owner')),
                ('due_on', models.DateField(verbose_name='by when')),
                ('conditions', models.TextField(blank=True, verbose_name='under which conditions')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('owner', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisations.membership')),
                ('project', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='projects.project')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='projects_goal_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='projects_goal_in_tenant'), werkdruk.core.constraints.SameTenant(field='project', name='projects_goal_project_same'), werkdruk.core.constraints.SameTenant(field='owner', name='projects_goal_owner_same')],
            },
        ),
        migrations.CreateModel(
            name='ProjectFacilitator',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('membership', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.membership')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('project', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='facilitators', to='projects.project')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='projects_projectfacilitator_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='projects_projectfacilitator_in_tenant'), werkdruk.core.constraints.SameTenant(field='project', name='projects_projectfacilitator_project_same'), werkdruk.core.constraints.SameTenant(field='membership', name='projects_projectfacilitator_membership_same'), models.UniqueConstraint(fields=('organisation', 'project', 'membership'), name='facilitator_once_in_project')],
            },
        ),
        migrations.CreateModel(
            name='ProjectMeasure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('measure', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='measures.measure')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('project', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='project_measures', to='projects.project')),
            ],
            options={
                'ordering': ['added_at', 'id'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='projects_projectmeasure_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='projects_projectmeasure_in_tenant'), werkdruk.core.constraints.SameTenant(field='project', name='projects_projectmeasure_project_same'), werkdruk.core.constraints.SameTenant(field='measure', name='projects_projectmeasure_measure_same'), models.UniqueConstraint(fields=('organisation', 'project', 'measure'), name='measure_once_in_project')],
            },
        ),
        migrations.CreateModel(
            name='ProjectStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='step')),
                ('state', models.CharField(choices=[('not_begun', 'not begun'), ('under_way', 'under way'), ('done', 'done'), ('skipped', 'skipped')], default='not_begun', max_length=10)),
                ('begun_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('involvement', models.TextField(blank=True, verbose_name='how staff were involved')),
                ('result', models.TextField(blank=True, verbose_name='what came out')),
                ('skip_reason', models.TextField(blank=True, verbose_name='why this step was skipped')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('project', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='projects.project')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='projects_projectstep_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='projects_projectstep_in_tenant'), werkdruk.core.constraints.SameTenant(field='project', name='projects_projectstep_project_same'), models.UniqueConstraint(fields=('organisation', 'project', 'number'), name='step_once_in_project'), models.CheckConstraint(condition=models.Q(('number__range', (1, 7))), name='seven_steps'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'skipped'), _negated=True), models.Q(('skip_reason', ''), _negated=True), _connector='OR'), name='skipped_step_has_reason'), models.CheckConstraint(condition=models.Q(('number', 5), ('state', 'skipped'), _negated=True), name='evaluation_is_never_skipped')],
            },
        ),
        migrations.CreateModel(
            name='ProjectUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('contact_name', models.CharField(blank=True, max_length=200, verbose_name='contact person')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('role_name', models.CharField(blank=True, max_length=80, verbose_name='name of the role')),
                ('mandate', models.TextField(blank=True, verbose_name='what this person may decide')),
                ('hours_per_week', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='hours a week')),
                ('version', models.PositiveIntegerField(default=1)),
                ('contact', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisations.membership')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('project', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='project_units', to='projects.project')),
                ('unit', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='projects_projectunit_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='projects_projectunit_in_tenant'), werkdruk.core.constraints.SameTenant(field='project', name='projects_projectunit_project_same'), werkdruk.core.constraints.SameTenant(field='unit', name='projects_projectunit_unit_same'), werkdruk.core.constraints.SameTenant(field='contact', name='projects_projectunit_contact_same'), models.UniqueConstraint(fields=('organisation', 'project', 'unit'), name='unit_once_in_project'), models.CheckConstraint(condition=models.Q(('hours_per_week__isnull', True), ('hours_per_week__gt', 0), _connector='OR'), name='contact_has_some_time')],
            },
        ),
        migrations.CreateModel(
            name='Stand',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('party', models.CharField(choices=[('management', 'management'), ('staff_council', 'works council'), ('staff', 'staff')], max_length=15)),
                ('position', models.CharField(choices=[('unknown', 'still to ask'), ('behind', 'stands behind it'), ('doubts', 'has doubts')], default='unknown', max_length=10, verbose_name='position')),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('set_by_name', models.CharField(blank=True, max_length=200)),
                ('set_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('project', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='stands', to='projects.project')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='projects_stand_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='projects_stand_in_tenant'), werkdruk.core.constraints.SameTenant(field='project', name='projects_stand_project_same'), models.UniqueConstraint(fields=('organisation', 'project', 'party'), name='stand_once_per_party')],
            },
        ),
    ]
