
import django.core.validators
import django.db.models.deletion
import uuid
import werkdruk.core.constraints
import werkdruk.core.models
import werkdruk.core.tenancy
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_imports_and_invitations'),
        ('surveys', '0001_start'),
    ]

    operations = [
        migrations.CreateModel(
            name='WaveBlock',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('first_month', models.DateField()),
                ('last_month', models.DateField()),
                ('box', models.BinaryField(blank=True, null=True)),
                ('key_name', models.CharField(blank=True, max_length=80)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-first_month'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_waveblock_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_waveblock_in_tenant'), models.UniqueConstraint(fields=('organisation', 'first_month'), name='wave_block_once')],
            },
        ),
        migrations.AddField(
            model_name='surveysettings',
            name='waves_per_block',
            field=models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3)], verbose_name='waves that are published together'),
        ),
        migrations.AddConstraint(
            model_name='surveysettings',
            constraint=models.CheckConstraint(condition=models.Q(('waves_per_block__gte', 1), ('waves_per_block__lte', 3)), name='one_to_three_waves_a_block'),
        ),
        migrations.AddField(
            model_name='wave',
            name='block',
            field=werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waves', to='surveys.waveblock'),
        ),
        migrations.AddConstraint(
            model_name='wave',
            constraint=werkdruk.core.constraints.SameTenant(field='block', name='surveys_wave_block_same'),
        ),
    ]
