
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
        ('organisations', '0002_imports_and_invitations'),
        ('surveys', '0003_a_block_for_each_drawn_wave'),
    ]

    operations = [
        migrations.DeleteModel(
            name='OpenAnswer',
        ),
        migrations.CreateModel(
            name='AnswerRelease',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('first_month', models.DateField()),
                ('last_month', models.DateField()),
                ('state', models.CharField(choices=[('gathering', 'the block is running'), ('none_kept', 'none kept'), ('sealed', 'sealed'), ('opening', 'being opened'), ('key_lost', 'key lost'), ('reading', 'names are being taken out'), ('released', 'released'), ('deleted', 'deleted')], default='gathering', max_length=10)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('hr_at', models.DateTimeField(blank=True, null=True)),
                ('works_council_at', models.DateTimeField(blank=True, null=True)),
                ('alone_because', models.CharField(blank=True, max_length=300)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('hr_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('works_council_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-first_month'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_answerrelease_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_answerrelease_in_tenant'), models.UniqueConstraint(fields=('organisation', 'first_month'), name='release_once'), models.CheckConstraint(condition=models.Q(('released_at__isnull', True), models.Q(('hr_at__isnull', False), ('works_council_at__isnull', False)), models.Q(('hr_at__isnull', False), models.Q(('alone_because', ''), _negated=True)), _connector='OR'), name='released_by_two_keys'), models.CheckConstraint(condition=models.Q(('hr_by', models.F('works_council_by')), _negated=True), name='two_keys_two_persons')],
            },
        ),
        migrations.CreateModel(
            name='DraftAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('original', models.TextField()),
                ('text', models.TextField()),
                ('withheld', models.CharField(blank=True, choices=[('person', 'It points at a person, whatever is taken out'), ('health', "It is about somebody's health")], max_length=10)),
                ('changed_by', models.CharField(blank=True, choices=[('hr', 'HR'), ('works_council', 'works council')], max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('item', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.item')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('release', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='surveys.answerrelease')),
                ('unit', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
            ],
            options={
                'ordering': ['item__code', 'id'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_draftanswer_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_draftanswer_in_tenant'), werkdruk.core.constraints.SameTenant(field='release', name='surveys_draftanswer_release_same'), werkdruk.core.constraints.SameTenant(field='item', name='surveys_draftanswer_item_same'), werkdruk.core.constraints.SameTenant(field='unit', name='surveys_draftanswer_unit_same')],
            },
        ),
        migrations.CreateModel(
            name='OpenAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('box', models.BinaryField()),
                ('item', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.item')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('release', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='sealed_answers', to='surveys.answerrelease')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_openanswer_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_openanswer_in_tenant'), werkdruk.core.constraints.SameTenant(field='release', name='surveys_openanswer_release_same'), werkdruk.core.constraints.SameTenant(field='item', name='surveys_openanswer_item_same')],
            },
        ),
        migrations.CreateModel(
            name='ReleasedAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True)),
                ('withheld', models.CharField(blank=True, choices=[('person', 'It points at a person, whatever is taken out'), ('health', "It is about somebody's health")], max_length=10)),
                ('item', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.item')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('release', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='surveys.answerrelease')),
                ('unit', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
            ],
            options={
                'ordering': ['item__code', 'id'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_releasedanswer_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_releasedanswer_in_tenant'), werkdruk.core.constraints.SameTenant(field='release', name='surveys_releasedanswer_release_same'), werkdruk.core.constraints.SameTenant(field='item', name='surveys_releasedanswer_item_same'), werkdruk.core.constraints.SameTenant(field='unit', name='surveys_releasedanswer_unit_same'), models.CheckConstraint(condition=models.Q(('withheld', ''), models.Q(('text', ''), ('unit__isnull', True)), _connector='OR'), name='withheld_has_no_text')],
            },
        ),
    ]
