
import django.db.models.deletion
import django.utils.timezone
import uuid
import werkdruk.core.constraints
import werkdruk.core.models
import werkdruk.core.tenancy
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('measures', '0002_statutory_plan'),
        ('organisations', '0004_mail_to_members'),
    ]

    operations = [
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=150, verbose_name='name')),
                ('kind', models.CharField(choices=[('talk', 'talk with a coach or confidant'), ('physician', 'company doctor'), ('course', 'course or training'), ('team', 'coaching and guidance of a team'), ('information', 'information session'), ('other', 'something else')], max_length=15, verbose_name='kind')),
                ('audience', models.CharField(choices=[('everyone', 'for everyone'), ('teams', 'for teams'), ('leads', 'for managers, HR and safety staff')], default='everyone', max_length=10, verbose_name='for whom')),
                ('text', models.TextField(verbose_name='what it is')),
                ('how', models.TextField(verbose_name='how to get it')),
                ('link', models.URLField(blank=True, max_length=300, verbose_name='web page')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('form_key', models.UUIDField(blank=True, default=None, null=True)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['audience', 'title', 'id'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='measures_offer_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='measures_offer_in_tenant'), models.UniqueConstraint(fields=('organisation', 'form_key'), name='offer_once_by_form')],
            },
        ),
        migrations.CreateModel(
            name='RolloutWave',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='wave')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='starts on')),
                ('begun_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('lessons', models.TextField(blank=True, verbose_name='what the next wave can learn')),
                ('version', models.PositiveIntegerField(default=1)),
                ('measure', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='rollout_waves', to='measures.measure')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='measures_rolloutwave_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='measures_rolloutwave_in_tenant'), werkdruk.core.constraints.SameTenant(field='measure', name='measures_rolloutwave_measure_same'), models.UniqueConstraint(fields=('organisation', 'measure', 'number'), name='rollout_wave_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='rollout_counts_from_one'), models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), models.Q(('begun_at__isnull', False), models.Q(('lessons', ''), _negated=True)), _connector='OR'), name='rollout_ends_with_lessons')],
            },
        ),
        migrations.CreateModel(
            name='KeyUser',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('trained_on', models.DateField(blank=True, null=True, verbose_name='trained on')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('wave', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='key_users', to='measures.rolloutwave')),
            ],
            options={
                'ordering': ['name', 'id'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='measures_keyuser_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='measures_keyuser_in_tenant'), werkdruk.core.constraints.SameTenant(field='wave', name='measures_keyuser_wave_same'), models.UniqueConstraint(fields=('organisation', 'wave', 'name'), name='key_user_once')],
            },
        ),
        migrations.CreateModel(
            name='OfferDate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='from')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='until')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('offer', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='dates', to='measures.offer')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['on', 'starts_at', 'id'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='measures_offerdate_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='measures_offerdate_in_tenant'), werkdruk.core.constraints.SameTenant(field='offer', name='measures_offerdate_offer_same'), models.UniqueConstraint(fields=('organisation', 'offer', 'on', 'starts_at'), name='offer_date_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), ('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='offer_date_forwards')],
            },
        ),
        migrations.CreateModel(
            name='RolloutUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('unit', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
                ('wave', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='rollout_units', to='measures.rolloutwave')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='measures_rolloutunit_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='measures_rolloutunit_in_tenant'), werkdruk.core.constraints.SameTenant(field='wave', name='measures_rolloutunit_wave_same'), werkdruk.core.constraints.SameTenant(field='unit', name='measures_rolloutunit_unit_same'), models.UniqueConstraint(fields=('organisation', 'wave', 'unit'), name='unit_once_in_wave')],
            },
        ),
    ]
