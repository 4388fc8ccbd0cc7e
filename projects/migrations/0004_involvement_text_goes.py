"""How staff took part stands in rows now: the text on the step goes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_involvement_in_rows")]
    operations = [migrations.RemoveField(model_name="projectstep", name="involvement")]
