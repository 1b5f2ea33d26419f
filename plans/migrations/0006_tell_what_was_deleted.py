import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0005_mark_plans_as_misfiled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Deletion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="registrert",
                    ),
                ),
                (
                    "recorded_as",
                    models.CharField(
                        editable=False, max_length=200, verbose_name="registrert som"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[("draft", "utkastet"), ("measure", "tiltaket")],
                        max_length=10,
                        verbose_name="hva",
                    ),
                ),
                (
                    "address",
                    models.CharField(db_index=True, max_length=100, verbose_name="adresse"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deletions",
                        to="accounts.organisation",
                        verbose_name="bydel",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="registrert av",
                    ),
                ),
            ],
            options={
                "verbose_name": "sletting",
                "verbose_name_plural": "slettinger",
                "ordering": ("-recorded_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        name="deletion_is_of_something_known",
                        condition=Q(what__in=["draft", "measure"]),
                    )
                ],
            },
        ),
    ]
