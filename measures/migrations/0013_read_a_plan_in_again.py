"""A document may speak of measures that are there: what it said, and what stood before it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0012_say_why_a_joining_day_was_wrong")]

    operations = [
        migrations.AddField(
            model_name="measuresource",
            name="is_new",
            field=models.BooleanField(default=True, verbose_name="ga tiltaket"),
        ),
        migrations.AddField(
            model_name="measuresource",
            name="said",
            field=models.JSONField(blank=True, default=dict, verbose_name="det dokumentet sa"),
        ),
        migrations.AddField(
            model_name="reading",
            name="before",
            field=models.JSONField(default=dict, verbose_name="slik det sto"),
        ),
    ]
