
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('measures', '0001_start'),
    ]

    operations = [
        migrations.AddField(
            model_name='measure',
            name='in_statutory_plan',
            field=models.BooleanField(default=False, verbose_name='part of the statutory action plan'),
        ),
    ]
