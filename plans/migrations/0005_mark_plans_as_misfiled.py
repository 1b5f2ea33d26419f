from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0004_keep_changes_of_goals_and_strategies"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="is_misfiled",
            field=models.BooleanField(default=False, editable=False, verbose_name="feilført"),
        ),
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
                    ("misfiled", "feilført"),
                ],
                max_length=20,
                verbose_name="hva",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                name="plan_is_misfiled_once_adopted",
                condition=Q(is_misfiled=False) | Q(state="adopted"),
            ),
        ),
    ]
