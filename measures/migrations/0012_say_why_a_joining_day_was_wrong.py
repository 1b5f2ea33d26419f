from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0011_keep_what_a_merge_moved"),
    ]

    operations = [
        migrations.AddField(
            model_name="edit",
            name="reason",
            field=models.TextField(blank=True, default="", verbose_name="begrunnelse"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="edit",
            name="part",
            field=models.CharField(
                choices=[
                    ("measure", "tiltaket"),
                    ("title", "tittelen"),
                    ("text", "teksten"),
                    ("goal_text", "det lokale målet"),
                    ("code", "koden"),
                    ("topic", "innsatsområdet"),
                    ("strategy", "strategien"),
                    ("goals", "målene"),
                    ("responsible", "ansvarlig"),
                    ("answers", "byens tiltak"),
                    ("joined_on", "første dag i planen"),
                ],
                max_length=20,
                verbose_name="hva",
            ),
        ),
    ]
