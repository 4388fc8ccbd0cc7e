from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0006_means_in_halves'),
    ]

    operations = [
        migrations.AddField(
            model_name='figureimport',
            name='applied_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='figureimport',
            name='content',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='figureimport',
            name='left_out',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='figureimport',
            name='mapping',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='figureimport',
            name='state',
            field=models.CharField(choices=[('uploaded', 'columns not matched yet'), ('matched', 'ready to apply'), ('applied', 'applied'), ('undone', 'undone')], default='uploaded', max_length=10),
        ),
        migrations.AddField(
            model_name='figureimport',
            name='undo',
            field=models.JSONField(null=True),
        ),
        migrations.AlterField(
            model_name='figureimport',
            name='file_name',
            field=models.CharField(max_length=200, verbose_name='file'),
        ),
        migrations.AlterField(
            model_name='signal',
            name='source',
            field=models.CharField(choices=[('survey', 'survey'), ('hr_figures', 'figures of HR'), ('exit', 'exit interviews'), ('risk_assessment', 'risk assessment (RI&E)'), ('physician', 'occupational physician'), ('conversation', 'conversations'), ('training', 'information and training'), ('staff', 'early signal of staff'), ('other', 'something else')], max_length=20, verbose_name='where it comes from'),
        ),
    ]
