
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
        ('organisations', '0001_start'),
    ]

    operations = [
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=300, verbose_name='what')),
                ('who_name', models.CharField(blank=True, max_length=200, verbose_name='name of who does it')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='ready by')),
                ('state', models.CharField(choices=[('open', 'open'), ('busy', 'busy'), ('stuck', 'stuck'), ('done', 'done'), ('dropped', 'dropped')], default='open', max_length=10, verbose_name='state')),
                ('intended_effect', models.TextField(blank=True, verbose_name='intended effect')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('form_key', models.UUIDField(blank=True, default=None, null=True)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('unit', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit', verbose_name='unit')),
                ('who', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisations.membership', verbose_name='who')),
            ],
            options={
                'ordering': ['created_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200, verbose_name='measure')),
                ('intended_result', models.TextField(blank=True, verbose_name='intended result')),
                ('conditions', models.TextField(blank=True, verbose_name='under which conditions')),
                ('kind', models.CharField(choices=[('source', 'takes away a cause'), ('energy', 'gives energy')], default='source', max_length=10, verbose_name='kind')),
                ('level', models.CharField(choices=[('organisation', 'organisation'), ('team', 'team'), ('individual', 'individual')], default='team', max_length=15, verbose_name='level')),
                ('owner_name', models.CharField(blank=True, max_length=200, verbose_name="owner's name")),
                ('state', models.CharField(choices=[('idea', 'idea'), ('planned', 'planned'), ('under_way', 'under way'), ('stuck', 'stuck'), ('done', 'done'), ('dropped', 'dropped')], default='planned', max_length=10, verbose_name='state')),
                ('state_before', models.CharField(blank=True, choices=[('idea', 'idea'), ('planned', 'planned'), ('under_way', 'under way'), ('stuck', 'stuck'), ('done', 'done'), ('dropped', 'dropped')], max_length=10)),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='starts on')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='ready by')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('form_key', models.UUIDField(blank=True, default=None, null=True)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('owner', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisations.membership', verbose_name='owner')),
                ('unit', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='organisations.unit', verbose_name='unit')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'id'), name='measures_measure_in_tenant'), werkdruk.core.constraints.RowSecurity(name='measures_measure_tenant'), werkdruk.core.constraints.SameTenant(field='unit', name='measures_measure_unit_same'), werkdruk.core.constraints.SameTenant(field='owner', name='measures_measure_owner_same'), models.UniqueConstraint(fields=('organisation', 'form_key'), name='measure_once_by_form'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('due_on__isnull', True), ('due_on__gte', models.F('starts_on')), _connector='OR'), name='measure_starts_before_due')],
                'indexes': [models.Index(fields=['organisation', 'unit', 'state'], name='measure_by_unit')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('author_name', models.CharField(blank=True, max_length=200, verbose_name='who')),
                ('text', models.TextField(blank=True, verbose_name='remark')),
                ('state', models.CharField(blank=True, max_length=10)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('form_key', models.UUIDField(blank=True, default=None, null=True)),
                ('action', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='measures.action')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('measure', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='measures.measure')),
            ],
            options={
                'ordering': ['at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'id'), name='measures_comment_in_tenant'), werkdruk.core.constraints.RowSecurity(name='measures_comment_tenant'), werkdruk.core.constraints.SameTenant(field='measure', name='measures_comment_measure_same'), werkdruk.core.constraints.SameTenant(field='action', name='measures_comment_action_same'), models.UniqueConstraint(fields=('organisation', 'form_key'), name='comment_once_by_form'), models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', True), ('measure__isnull', False)), models.Q(('action__isnull', False), ('measure__isnull', True)), _connector='OR'), name='comment_on_one_thing')],
            },
        ),
        migrations.AddField(
            model_name='action',
            name='measure',
            field=werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='measures.measure', verbose_name='measure'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.UniqueConstraint(fields=('organisation', 'id'), name='measures_action_in_tenant'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(fields=['organisation', 'who', 'state'], name='action_by_person'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=werkdruk.core.constraints.RowSecurity(name='measures_action_tenant'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=werkdruk.core.constraints.SameTenant(field='who', name='measures_action_who_same'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=werkdruk.core.constraints.SameTenant(field='measure', name='measures_action_measure_same'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=werkdruk.core.constraints.SameTenant(field='unit', name='measures_action_unit_same'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.UniqueConstraint(fields=('organisation', 'form_key'), name='action_once_by_form'),
        ),
    ]
