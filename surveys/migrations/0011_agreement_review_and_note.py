"""The agreement, what both sides sign, the note to all staff and its page."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import surveys.models.settings
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
        ('measures', '0001_start'),
        ('organisations', '0004_mail_to_members'),
        ('policy', '0002_endorsements'),
        ('surveys', '0010_outbox'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('rhythm', models.CharField(choices=[('monthly', 'every month a twelfth of the staff'), ('quarterly', 'every quarter a quarter of the staff'), ('half_yearly', 'every half year half of the staff')], default='monthly', max_length=20, verbose_name='rhythm')),
                ('k', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(50)], verbose_name='smallest number of answers in a figure')),
                ('open_k', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(100)], verbose_name='smallest number of answers before open answers are released')),
                ('open_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(30)], verbose_name='days that a wave is open')),
                ('waves_per_block', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3)], verbose_name='waves that are published together')),
                ('answers_kept_months', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='months that open answers are kept')),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=50), default=surveys.models.settings.all_themes, verbose_name='themes that may be asked')),
                ('leads_see_units', models.BooleanField(default=True, verbose_name='team leads see the figures of their own units')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('coordinator', models.TextField(blank=True, verbose_name='what the coordinator does')),
                ('remarks', models.TextField(blank=True, verbose_name='what else we agree')),
                ('made_by_name', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('request', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='policy.endorsementrequest')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_agreement_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_agreement_in_tenant'), werkdruk.core.constraints.SameTenant(field='request', name='surveys_agreement_request_same'), models.UniqueConstraint(fields=('organisation', 'number'), name='agreement_number_once'), models.CheckConstraint(condition=models.Q(('waves_per_block__gte', 1), ('waves_per_block__lte', 3)), name='agreed_one_to_three_waves_a_block'), models.CheckConstraint(condition=models.Q(('k__gte', 5)), name='agreed_k_at_least_five'), models.CheckConstraint(condition=models.Q(('open_k__gte', 10)), name='agreed_open_k_at_least_ten'), models.CheckConstraint(condition=models.Q(('answers_kept_months__gte', 1), ('answers_kept_months__lte', 12)), name='agreed_kept_a_year_at_most'), models.CheckConstraint(condition=models.Q(('agreed_at__isnull', True), ('request__isnull', False), _connector='OR'), name='agreed_on_request'), werkdruk.core.constraints.Frozen(fields=('number', 'rhythm', 'waves_per_block', 'k', 'open_k', 'open_days', 'answers_kept_months', 'themes', 'leads_see_units', 'coordinator', 'remarks', 'request', 'asked_at'), name='agreement_fixed', once='asked_at'), werkdruk.core.constraints.Frozen(fields=('agreed_at',), name='agreed_once', once='agreed_at')],
            },
        ),
        migrations.CreateModel(
            name='FeedbackNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('heard_nl', models.TextField(blank=True, verbose_name='this we heard')),
                ('doing_nl', models.TextField(blank=True, verbose_name='this we do')),
                ('not_doing_nl', models.TextField(blank=True, verbose_name='this we do not do, and why')),
                ('heard_en', models.TextField(blank=True, verbose_name='this we heard (English)')),
                ('doing_en', models.TextField(blank=True, verbose_name='this we do (English)')),
                ('not_doing_en', models.TextField(blank=True, verbose_name='this we do not do, and why (English)')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_by_name', models.CharField(blank=True, max_length=200)),
                ('version', models.PositiveIntegerField(default=1)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('review', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='surveys.review')),
            ],
            options={
                'ordering': ['-made_at'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_feedbacknote_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_feedbacknote_in_tenant'), werkdruk.core.constraints.SameTenant(field='review', name='surveys_feedbacknote_review_same'), models.UniqueConstraint(fields=('organisation', 'review'), name='one_note_a_review'), werkdruk.core.constraints.Frozen(fields=('review', 'heard_nl', 'doing_nl', 'not_doing_nl', 'heard_en', 'doing_en', 'not_doing_en', 'version', 'published_at'), name='published_note_stays', once='published_at')],
            },
        ),
        migrations.CreateModel(
            name='NoteApproval',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('party', models.CharField(choices=[('works_council', 'works council'), ('employer', 'HR and executive')], max_length=20)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField()),
                ('alone_because', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('note', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='surveys.feedbacknote')),
            ],
            options={
                'ordering': ['at'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_noteapproval_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_noteapproval_in_tenant'), werkdruk.core.constraints.SameTenant(field='note', name='surveys_noteapproval_note_same'), models.UniqueConstraint(fields=('organisation', 'note', 'party'), name='one_approval_a_side')],
            },
        ),
        migrations.CreateModel(
            name='ReviewAddendum',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('number', models.PositiveSmallIntegerField()),
                ('party', models.CharField(choices=[('works_council', 'works council'), ('employer', 'HR and executive')], max_length=20)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('text', models.TextField(verbose_name='text')),
                ('form_key', models.UUIDField(blank=True, null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='addenda', to='surveys.review')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_reviewaddendum_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_reviewaddendum_in_tenant'), werkdruk.core.constraints.SameTenant(field='review', name='surveys_reviewaddendum_review_same'), models.UniqueConstraint(fields=('organisation', 'review', 'number'), name='addendum_in_order'), models.UniqueConstraint(condition=models.Q(('form_key__isnull', False)), fields=('organisation', 'form_key'), name='addendum_once'), werkdruk.core.constraints.Frozen(fields=('review', 'number', 'party', 'by_name', 'at', 'text'), name='addendum_stays', once=None)],
            },
        ),
        migrations.CreateModel(
            name='ReviewMinutes',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('number', models.PositiveIntegerField()),
                ('language', models.CharField(max_length=5)),
                ('pages', models.PositiveIntegerField()),
                ('size', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('job', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.job')),
                ('review', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='minutes', to='surveys.review')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_reviewminutes_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_reviewminutes_in_tenant'), werkdruk.core.constraints.SameTenant(field='review', name='surveys_reviewminutes_review_same'), werkdruk.core.constraints.SameTenant(field='job', name='surveys_reviewminutes_job_same'), models.UniqueConstraint(fields=('organisation', 'review', 'language', 'number'), name='minutes_version_once'), models.UniqueConstraint(fields=('organisation', 'job'), name='minutes_once_per_job'), werkdruk.core.constraints.Frozen(fields=('review', 'number', 'language', 'content', 'made_at'), name='minutes_stay', once=None)],
            },
        ),
        migrations.CreateModel(
            name='ReviewNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('kind', models.CharField(choices=[('note', 'note'), ('dissent', 'a different position')], default='note', max_length=10)),
                ('author_name', models.CharField(blank=True, max_length=200)),
                ('party', models.CharField(choices=[('works_council', 'works council'), ('employer', 'HR and executive')], max_length=20)),
                ('text', models.TextField(verbose_name='text')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('shared_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('form_key', models.UUIDField(blank=True, null=True)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_notes', to='surveys.review')),
            ],
            options={
                'ordering': ['written_at'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_reviewnote_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_reviewnote_in_tenant'), werkdruk.core.constraints.SameTenant(field='review', name='surveys_reviewnote_review_same'), models.UniqueConstraint(condition=models.Q(('form_key__isnull', False)), fields=('organisation', 'form_key'), name='review_note_once'), models.CheckConstraint(condition=models.Q(('kind', 'note'), ('shared_at__isnull', False), _connector='OR'), name='dissent_is_shared')],
            },
        ),
        migrations.CreateModel(
            name='ReviewSignature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('party', models.CharField(choices=[('works_council', 'works council'), ('employer', 'HR and executive')], max_length=20)),
                ('by_name', models.CharField(max_length=200)),
                ('role_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('mark', models.CharField(max_length=64)),
                ('alone_because', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='surveys.review')),
            ],
            options={
                'ordering': ['at'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_reviewsignature_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_reviewsignature_in_tenant'), werkdruk.core.constraints.SameTenant(field='review', name='surveys_reviewsignature_review_same'), models.UniqueConstraint(fields=('organisation', 'review', 'party'), name='one_signature_a_side'), werkdruk.core.constraints.Frozen(fields=('review', 'party', 'by_name', 'role_name', 'at', 'mark', 'alone_because'), name='signature_stays', once=None)],
            },
        ),
        migrations.CreateModel(
            name='StaffPage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('token', models.CharField(max_length=40)),
                ('renewed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('intro', models.TextField(blank=True, max_length=1000, verbose_name='a few words above the page')),
                ('contact', models.TextField(blank=True, max_length=1000, verbose_name='whom staff can ask')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_staffpage_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_staffpage_in_tenant'), models.UniqueConstraint(fields=('organisation',), name='one_staff_page_each'), models.UniqueConstraint(fields=('organisation', 'token'), name='staff_page_address_once')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_has_its_subject',
        ),
        migrations.AddField(
            model_name='decision',
            name='project',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='title',
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name='review',
            name='changes',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='review',
            name='digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='review',
            name='meeting_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='when'),
        ),
        migrations.AddField(
            model_name='review',
            name='meeting_link',
            field=models.URLField(blank=True, max_length=500, verbose_name='link for an online meeting'),
        ),
        migrations.AddField(
            model_name='review',
            name='meeting_minutes',
            field=models.PositiveSmallIntegerField(default=60, verbose_name='minutes'),
        ),
        migrations.AddField(
            model_name='review',
            name='meeting_place',
            field=models.CharField(blank=True, max_length=200, verbose_name='where'),
        ),
        migrations.AddField(
            model_name='review',
            name='meeting_sequence',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='review',
            name='record',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='signed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='surveysettings',
            name='answers_kept_months',
            field=models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='months that open answers are kept'),
        ),
        migrations.AddField(
            model_name='surveysettings',
            name='leads_see_units',
            field=models.BooleanField(default=True, verbose_name='team leads see the figures of their own units'),
        ),
        migrations.AddField(
            model_name='surveysettings',
            name='themes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=50), default=surveys.models.settings.all_themes, verbose_name='themes that may be asked'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='kind',
            field=models.CharField(choices=[('action', 'action'), ('question_out', 'question dropped'), ('question_in', 'question added'), ('project', 'project started')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', False), ('item__isnull', True), ('kind', 'action'), ('project__isnull', True)), models.Q(('action__isnull', True), ('item__isnull', False), ('kind__in', ['question_out', 'question_in']), ('project__isnull', True)), models.Q(('action__isnull', True), ('item__isnull', True), ('kind', 'project'), ('project__isnull', False)), _connector='OR'), name='decision_has_its_subject'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('signed_at__isnull', True), ('record__isnull', False), _connector='OR'), name='signed_with_a_record'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=werkdruk.core.constraints.Frozen(fields=('wave', 'opened_at', 'digest'), name='review_opened_once', once=None),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=werkdruk.core.constraints.Frozen(fields=('notes', 'version', 'meeting_at', 'meeting_minutes', 'meeting_place', 'meeting_link', 'signed_at', 'record'), name='review_signed_stays', once='signed_at'),
        ),
        migrations.AddField(
            model_name='surveysettings',
            name='agreement',
            field=werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.agreement'),
        ),
        migrations.AddField(
            model_name='wave',
            name='agreement',
            field=werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waves', to='surveys.agreement'),
        ),
        migrations.AddConstraint(
            model_name='surveysettings',
            constraint=werkdruk.core.constraints.SameTenant(field='agreement', name='surveys_surveysettings_agreement_same'),
        ),
        migrations.AddConstraint(
            model_name='surveysettings',
            constraint=models.CheckConstraint(condition=models.Q(('answers_kept_months__gte', 1), ('answers_kept_months__lte', 12)), name='kept_a_year_at_most'),
        ),
        migrations.AddConstraint(
            model_name='wave',
            constraint=werkdruk.core.constraints.SameTenant(field='agreement', name='surveys_wave_agreement_same'),
        ),
    ]
