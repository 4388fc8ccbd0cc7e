
import django.core.validators
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
        ('measures', '0001_start'),
        ('organisations', '0002_imports_and_invitations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('level', models.CharField(choices=[('year', 'one rotation, for every unit below the organisation')], default='year', max_length=20)),
                ('first_month', models.DateField()),
                ('last_month', models.DateField()),
                ('tree', models.JSONField(default=list)),
                ('key_name', models.CharField(blank=True, max_length=80)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-first_month'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_block_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_block_in_tenant'), models.UniqueConstraint(fields=('organisation', 'level', 'first_month'), name='block_once')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('core', 'core statement'), ('bank', 'variable statement'), ('open', 'open question')], max_length=10)),
                ('theme', models.CharField(max_length=50, verbose_name='theme')),
                ('direction', models.CharField(choices=[('positive', 'positive'), ('negative', 'negative'), ('bipolar', 'bipolar'), ('unscored', 'unscored'), ('open', 'open')], max_length=10)),
                ('scale', models.CharField(choices=[('agreement', 'totally disagree to totally agree'), ('balance', 'far too low to far too high'), ('open', 'own words')], max_length=10)),
                ('text_nl', models.CharField(max_length=200, verbose_name='text in Dutch')),
                ('text_en', models.CharField(max_length=200, verbose_name='text in English')),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['code', 'version'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_item_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_item_in_tenant'), models.UniqueConstraint(fields=('organisation', 'code', 'version'), name='item_version_once')],
            },
        ),
        migrations.CreateModel(
            name='OptOut',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('employee', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='opt_outs', to='organisations.employee')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_optout_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_optout_in_tenant'), werkdruk.core.constraints.SameTenant(field='employee', name='surveys_optout_employee_same'), models.UniqueConstraint(fields=('organisation', 'employee'), name='opt_out_once')],
            },
        ),
        migrations.CreateModel(
            name='QuestionnaireItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('added_because', models.CharField(blank=True, max_length=300)),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('dropped_because', models.CharField(blank=True, max_length=300)),
                ('item', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='surveys.item')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['added_at', 'item__code'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_questionnaireitem_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_questionnaireitem_in_tenant'), werkdruk.core.constraints.SameTenant(field='item', name='surveys_questionnaireitem_item_same'), models.UniqueConstraint(condition=models.Q(('dropped_at__isnull', True)), fields=('organisation', 'item'), name='item_asked_once')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('notes', models.TextField(blank=True, verbose_name='notes')),
                ('version', models.PositiveIntegerField(default=1)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-wave__month'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('action', 'action'), ('question_out', 'question dropped'), ('question_in', 'question added')], max_length=20)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('action', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.action')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('item', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.item')),
                ('review', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='surveys.review')),
            ],
            options={
                'ordering': ['decided_at'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_decision_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_decision_in_tenant'), werkdruk.core.constraints.SameTenant(field='review', name='surveys_decision_review_same'), werkdruk.core.constraints.SameTenant(field='action', name='surveys_decision_action_same'), werkdruk.core.constraints.SameTenant(field='item', name='surveys_decision_item_same'), models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', False), ('item__isnull', True), ('kind', 'action')), models.Q(('action__isnull', True), ('item__isnull', False), ('kind__in', ['question_out', 'question_in'])), _connector='OR'), name='decision_has_its_subject')],
            },
        ),
        migrations.CreateModel(
            name='RotationPlace',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('settled', models.BooleanField(default=False)),
                ('last_invited', models.PositiveIntegerField(blank=True, null=True)),
                ('employee', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='rotation_places', to='organisations.employee')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_rotationplace_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_rotationplace_in_tenant'), werkdruk.core.constraints.SameTenant(field='employee', name='surveys_rotationplace_employee_same'), models.UniqueConstraint(fields=('organisation', 'employee'), name='one_place_each')],
            },
        ),
        migrations.CreateModel(
            name='SurveySettings',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('rhythm', models.CharField(choices=[('monthly', 'every month a twelfth of the staff'), ('quarterly', 'every quarter a quarter of the staff'), ('half_yearly', 'every half year half of the staff')], default='monthly', max_length=20, verbose_name='rhythm')),
                ('k', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(50)], verbose_name='smallest number of answers in a figure')),
                ('open_k', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(100)], verbose_name='smallest number of answers before open answers are released')),
                ('open_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(30)], verbose_name='days that a wave is open')),
                ('started_on', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_surveysettings_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_surveysettings_in_tenant'), models.UniqueConstraint(fields=('organisation',), name='one_settings_each'), models.CheckConstraint(condition=models.Q(('k__gte', 5)), name='k_at_least_five'), models.CheckConstraint(condition=models.Q(('open_k__gte', 10)), name='open_k_at_least_ten')],
            },
        ),
        migrations.CreateModel(
            name='UnitAccumulator',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('box', models.BinaryField()),
                ('block', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='accumulators', to='surveys.block')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('unit', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_unitaccumulator_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_unitaccumulator_in_tenant'), werkdruk.core.constraints.SameTenant(field='block', name='surveys_unitaccumulator_block_same'), werkdruk.core.constraints.SameTenant(field='unit', name='surveys_unitaccumulator_unit_same'), models.UniqueConstraint(fields=('organisation', 'block', 'unit'), name='accumulator_once')],
            },
        ),
        migrations.CreateModel(
            name='Wave',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField(help_text='The first day of the month.', verbose_name='month')),
                ('place', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('planned', 'planned'), ('open', 'open'), ('counted', 'being counted'), ('closed', 'closed')], default='planned', max_length=10, verbose_name='state')),
                ('opens_on', models.DateField(verbose_name='opens on')),
                ('closes_on', models.DateField(verbose_name='closes on')),
                ('seed', models.CharField(max_length=64)),
                ('roster_digest', models.CharField(blank=True, max_length=64)),
                ('roster_size', models.PositiveIntegerField(default=0)),
                ('invited', models.PositiveIntegerField(default=0)),
                ('public_key', models.BinaryField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('response_low', models.PositiveIntegerField(blank=True, null=True)),
                ('response_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('year_block', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waves', to='surveys.block')),
            ],
            options={
                'ordering': ['-month'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_wave_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_wave_in_tenant'), werkdruk.core.constraints.SameTenant(field='year_block', name='surveys_wave_year_block_same'), models.UniqueConstraint(fields=('organisation', 'month'), name='one_wave_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Roster',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('data', models.BinaryField()),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('wave', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='rosters', to='surveys.wave')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_roster_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_roster_in_tenant'), werkdruk.core.constraints.SameTenant(field='wave', name='surveys_roster_wave_same'), models.UniqueConstraint(fields=('organisation', 'wave'), name='one_roster_a_wave')],
            },
        ),
        migrations.AddField(
            model_name='review',
            name='wave',
            field=werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='surveys.wave'),
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('figures', models.JSONField()),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('block', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='surveys.block')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('unit', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
                ('wave', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='surveys.wave')),
            ],
            options={
                'ordering': ['-published_at'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_publication_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_publication_in_tenant'), werkdruk.core.constraints.SameTenant(field='wave', name='surveys_publication_wave_same'), werkdruk.core.constraints.SameTenant(field='block', name='surveys_publication_block_same'), werkdruk.core.constraints.SameTenant(field='unit', name='surveys_publication_unit_same'), models.CheckConstraint(condition=models.Q(models.Q(('block__isnull', True), ('unit__isnull', True), ('wave__isnull', False)), models.Q(('block__isnull', False), ('unit__isnull', False), ('wave__isnull', True)), _connector='OR'), name='of_a_wave_or_a_unit'), models.UniqueConstraint(condition=models.Q(('wave__isnull', False)), fields=('organisation', 'wave'), name='wave_published_once'), models.UniqueConstraint(condition=models.Q(('block__isnull', False)), fields=('organisation', 'block', 'unit'), name='unit_published_once')],
            },
        ),
        migrations.CreateModel(
            name='OpenAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('box', models.BinaryField()),
                ('item', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.item')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('wave', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='open_answers', to='surveys.wave')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_openanswer_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_openanswer_in_tenant'), werkdruk.core.constraints.SameTenant(field='wave', name='surveys_openanswer_wave_same'), werkdruk.core.constraints.SameTenant(field='item', name='surveys_openanswer_item_same')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token_hash', models.BinaryField(max_length=32)),
                ('answered', models.BooleanField(default=False)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('refused', models.BooleanField(default=False)),
                ('employee', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.employee')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('unit', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
                ('wave', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='surveys.wave')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_invitation_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_invitation_in_tenant'), werkdruk.core.constraints.SameTenant(field='wave', name='surveys_invitation_wave_same'), werkdruk.core.constraints.SameTenant(field='employee', name='surveys_invitation_employee_same'), werkdruk.core.constraints.SameTenant(field='unit', name='surveys_invitation_unit_same'), models.UniqueConstraint(fields=('organisation', 'token_hash'), name='link_once'), models.UniqueConstraint(fields=('organisation', 'wave', 'employee'), name='invited_once')],
                'indexes': [models.Index(condition=models.Q(('refused', False), ('sent_at__isnull', True)), fields=['wave', 'next_try_at'], name='invitation_to_send')],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('box', models.BinaryField()),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('wave', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='surveys.wave')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_ballot_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_ballot_in_tenant'), werkdruk.core.constraints.SameTenant(field='wave', name='surveys_ballot_wave_same')],
            },
        ),
        migrations.CreateModel(
            name='WaveItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('item', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.item')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('wave', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='wave_items', to='surveys.wave')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_waveitem_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_waveitem_in_tenant'), werkdruk.core.constraints.SameTenant(field='wave', name='surveys_waveitem_wave_same'), werkdruk.core.constraints.SameTenant(field='item', name='surveys_waveitem_item_same'), models.UniqueConstraint(fields=('organisation', 'wave', 'item'), name='wave_asks_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=werkdruk.core.constraints.RowSecurity(name='surveys_review_tenant'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_review_in_tenant'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=werkdruk.core.constraints.SameTenant(field='wave', name='surveys_review_wave_same'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('organisation', 'wave'), name='one_review_a_wave'),
        ),
    ]
