
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
        ('surveys', '0004_open_answers_released'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('new', 'new question'), ('wording', 'new wording'), ('ask', 'ask from the next wave on'), ('retire', 'retire')], max_length=10)),
                ('state', models.CharField(choices=[('proposed', 'waits for an answer'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='proposed', max_length=10)),
                ('side', models.CharField(choices=[('works_council', 'works council'), ('employer', 'HR and executive'), ('publisher', 'the makers of Werkdruk')], max_length=15)),
                ('item_kind', models.CharField(choices=[('core', 'core statement'), ('bank', 'variable statement'), ('open', 'open question')], max_length=10)),
                ('theme', models.CharField(max_length=50)),
                ('direction', models.CharField(choices=[('positive', 'positive'), ('negative', 'negative'), ('bipolar', 'bipolar'), ('unscored', 'unscored'), ('open', 'open')], max_length=10)),
                ('text_nl', models.CharField(max_length=200)),
                ('text_en', models.CharField(max_length=200)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('use', models.CharField(blank=True, max_length=300)),
                ('proposed_by_name', models.CharField(blank=True, max_length=200)),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_by_name', models.CharField(blank=True, max_length=200)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('form_key', models.UUIDField(blank=True, null=True)),
                ('item', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='surveys.item')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-proposed_at'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_proposal_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_proposal_in_tenant'), werkdruk.core.constraints.SameTenant(field='item', name='surveys_proposal_item_same'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('organisation', 'item', 'kind'), name='proposal_once_at_a_time'), models.UniqueConstraint(condition=models.Q(('form_key__isnull', False)), fields=('organisation', 'form_key'), name='proposal_sent_once'), models.CheckConstraint(condition=models.Q(('kind', 'new'), ('item__isnull', False), _connector='OR'), name='proposal_about_an_item')],
            },
        ),
        migrations.AddField(
            model_name='item',
            name='made_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name='item',
            name='made_because',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='item',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='item',
            name='own',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='item',
            name='retired_because',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='surveysettings',
            name='bank_release',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('organisation', 'code'), name='item_one_live_version'),
        ),
    ]
