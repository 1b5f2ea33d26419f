from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_keep_changes_of_adopted_plans"),
    ]

    operations = [
        migrations.AlterField(
            model_name="planchange",
            name="part",
            field=models.CharField(
                choices=[
                    ("adoption", "vedtaket"),
                    ("title", "tittelen"),
                    ("starts_on", "starten"),
                    ("ends_on", "slutten"),
                    ("start_is_assumed", "om starten er antatt"),
                    ("case_number", "saksnummeret"),
                    ("goal", "målet"),
                    ("strategy", "strategien"),
                ],
                max_length=20,
                verbose_name="hva",
            ),
        ),
    ]
