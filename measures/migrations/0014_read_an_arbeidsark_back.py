"""What was filled in in an arbeidsark waits, as a document does, to be taken in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0013_read_a_plan_in_again")]

    operations = [
        migrations.AddField(
            model_name="reading",
            name="worksheet",
            field=models.JSONField(null=True, verbose_name="arbeidsarket"),
        ),
    ]
