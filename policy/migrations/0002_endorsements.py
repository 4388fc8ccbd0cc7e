"""Requests to the works council to endorse something."""

import django.db.models.deletion
import django.utils.timezone
import uuid
import werkdruk.core.constraints
import werkdruk.core.models
import werkdruk.core.tenancy
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0002_columns_written_once'),
        ('organisations', '0004_mail_to_members'),
        ('policy', '0001_start'),
    ]

    operations = [
        migrations.CreateModel(
            name='EndorsementRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('kind', models.CharField(choices=[('agreement', 'agreement on the survey'), ('policy', 'workload policy'), ('other', 'something else')], default='other', max_length=20)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('asked', 'intended decision sent'), ('consulted', 'talked about'), ('endorsed', 'endorsed'), ('conditions', 'endorsed with conditions'), ('refused', 'not endorsed'), ('decided', 'decided'), ('dropped', 'not carried out'), ('withdrawn', 'withdrawn')], default='draft', max_length=20)),
                ('title', models.CharField(max_length=200, verbose_name='subject')),
                ('intended', models.TextField(verbose_name='intended decision')),
                ('reasons', models.TextField(verbose_name='reasons')),
                ('consequences', models.TextField(blank=True, verbose_name='what it means for the staff')),
                ('answer_by', models.DateField(blank=True, null=True, verbose_name='answer wanted by')),
                ('made_by_name', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('form_key', models.UUIDField(blank=True, null=True)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('policy_version', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='policy.policyversion')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='policy_endorsementrequest_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='policy_endorsementrequest_in_tenant'), werkdruk.core.constraints.SameTenant(field='policy_version', name='policy_endorsementrequest_policy_version_same'), models.UniqueConstraint(fields=('organisation', 'number'), name='endorsement_number_once'), models.UniqueConstraint(condition=models.Q(('form_key__isnull', False)), fields=('organisation', 'form_key'), name='endorsement_made_once'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('asked_at__isnull', False), _connector='OR'), name='endorsement_asked_first'), werkdruk.core.constraints.Frozen(fields=('number', 'kind', 'title', 'intended', 'reasons', 'consequences', 'answer_by', 'policy_version', 'asked_at'), name='endorsement_text_fixed', once='asked_at')],
            },
        ),
        migrations.CreateModel(
            name='EndorsementDocument',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=150)),
                ('kind', models.CharField(max_length=10)),
                ('size', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('added_by_name', models.CharField(blank=True, max_length=200)),
                ('party', models.CharField(choices=[('works_council', 'works council'), ('employer', 'HR and executive')], max_length=20)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('request', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='policy.endorsementrequest')),
            ],
            options={
                'ordering': ['added_at'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='policy_endorsementdocument_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='policy_endorsementdocument_in_tenant'), werkdruk.core.constraints.SameTenant(field='request', name='policy_endorsementdocument_request_same'), models.UniqueConstraint(fields=('organisation', 'request', 'digest'), name='document_once'), werkdruk.core.constraints.Frozen(fields=('request', 'name', 'kind', 'size', 'digest', 'content', 'added_at', 'added_by_name'), name='endorsement_document_fixed', once=None)],
            },
        ),
        migrations.CreateModel(
            name='EndorsementStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'draft'), ('asked', 'intended decision sent'), ('consulted', 'talked about'), ('endorsed', 'endorsed'), ('conditions', 'endorsed with conditions'), ('refused', 'not endorsed'), ('decided', 'decided'), ('dropped', 'not carried out'), ('withdrawn', 'withdrawn')], max_length=20)),
                ('party', models.CharField(choices=[('works_council', 'works council'), ('employer', 'HR and executive')], max_length=20)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('held_on', models.DateField(blank=True, null=True)),
                ('text', models.TextField(blank=True)),
                ('alone_because', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('request', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='policy.endorsementrequest')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='policy_endorsementstep_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='policy_endorsementstep_in_tenant'), werkdruk.core.constraints.SameTenant(field='request', name='policy_endorsementstep_request_same'), models.UniqueConstraint(fields=('organisation', 'request', 'number'), name='step_in_order'), werkdruk.core.constraints.Frozen(fields=('request', 'number', 'state', 'party', 'by_name', 'at', 'held_on', 'text', 'alone_because'), name='endorsement_step_fixed', once=None)],
            },
        ),
    ]
