
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
import werkdruk.core.constraints
import werkdruk.core.models
import werkdruk.core.tenancy
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_imports_and_invitations'),
        ('surveys', '0008_trends_and_reports'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeadAddress',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254)),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_deadaddress_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_deadaddress_in_tenant'), models.UniqueConstraint(models.F('organisation'), django.db.models.functions.text.Lower('email'), name='dead_once')],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('announcement', 'announcement'), ('invitation', 'invitation'), ('reminder', 'reminder'), ('closing', 'closing')], max_length=20)),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('sending', 'going out'), ('sent', 'sent'), ('skipped', 'skipped')], default='sending', max_length=10)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('total', models.PositiveIntegerField(default=0)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('wave', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='mailings', to='surveys.wave')),
            ],
            options={
                'ordering': ['started_at'],
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_mailing_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_mailing_in_tenant'), werkdruk.core.constraints.SameTenant(field='wave', name='surveys_mailing_wave_same'), models.UniqueConstraint(fields=('organisation', 'wave', 'kind', 'number'), name='mailed_once'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('kind', 'reminder'), ('number', 2)), _connector='OR'), name='two_reminders_at_most')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('invitation', werkdruk.core.models.TenantKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='surveys.invitation')),
                ('employee', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.employee')),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('mailing', werkdruk.core.models.TenantKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='surveys.mailing')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_delivery_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_delivery_in_tenant'), werkdruk.core.constraints.SameTenant(field='mailing', name='surveys_delivery_mailing_same'), werkdruk.core.constraints.SameTenant(field='employee', name='surveys_delivery_employee_same'), werkdruk.core.constraints.SameTenant(field='invitation', name='surveys_delivery_invitation_same'), models.UniqueConstraint(fields=('organisation', 'mailing', 'employee'), name='delivered_once')],
            },
        ),
        migrations.CreateModel(
            name='MailSettings',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('announce', models.BooleanField(default=True, verbose_name='announce each wave to all staff')),
                ('announce_days', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(14)], verbose_name='days before the invitations')),
                ('first_reminder', models.PositiveSmallIntegerField(blank=True, default=5, null=True, verbose_name='first reminder, days after the invitations')),
                ('second_reminder', models.PositiveSmallIntegerField(blank=True, default=10, null=True, verbose_name='second reminder, days after the invitations')),
                ('thank', models.BooleanField(default=True, verbose_name='tell all staff when a wave has closed')),
                ('languages', models.CharField(choices=[('nl', 'Dutch'), ('en', 'English'), ('nl+en', 'Dutch, with English below it')], default='nl', max_length=10, verbose_name='language of the mails')),
                ('contact', models.EmailField(blank=True, max_length=254, verbose_name='address for questions')),
                ('version', models.PositiveIntegerField(default=1)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_mailsettings_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_mailsettings_in_tenant'), models.UniqueConstraint(fields=('organisation',), name='one_mail_settings_each')],
            },
        ),
        migrations.CreateModel(
            name='MailText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('announcement', 'announcement'), ('invitation', 'invitation'), ('reminder', 'reminder'), ('closing', 'closing')], max_length=20)),
                ('language', models.CharField(max_length=5)),
                ('subject', models.CharField(blank=True, max_length=120, verbose_name='subject')),
                ('body', models.TextField(blank=True, max_length=3000, verbose_name='text')),
                ('version', models.PositiveIntegerField(default=1)),
                ('organisation', models.ForeignKey(default=werkdruk.core.tenancy.current_organisation_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [werkdruk.core.constraints.RowSecurity(name='surveys_mailtext_tenant'), models.UniqueConstraint(fields=('organisation', 'id'), name='surveys_mailtext_in_tenant'), models.UniqueConstraint(fields=('organisation', 'kind', 'language'), name='one_text_each')],
            },
        ),
        migrations.AddField(
            model_name='invitation',
            name='code_hash',
            field=models.BinaryField(blank=True, max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='invitation',
            name='on_paper',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(fields=('organisation', 'code_hash'), name='code_once'),
        ),
    ]
