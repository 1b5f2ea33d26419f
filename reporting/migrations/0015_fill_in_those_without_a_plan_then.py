"""Closing wrote down the rows of every bydel with a plan, so those without any had no plan."""

from typing import Any

from django.db import migrations


def fill_in(apps: Any, schema_editor: Any) -> None:
    bydeler = apps.get_model("accounts", "Organisation").objects.filter(kind="bydel")
    in_order = list(bydeler.order_by("number"))
    submissions = apps.get_model("reporting", "Submission").objects
    for one in apps.get_model("reporting", "Round").objects.filter(closed_at__isnull=False):
        had = set(
            submissions.filter(round=one).exclude(closed_as="").values_list("bydel", flat=True)
        )
        one.without_plan = [
            {"bydel": bydel.pk, "number": bydel.number, "name": f"Bydel {bydel.name}"}
            for bydel in in_order
            if bydel.pk not in had
        ]
        one.save(update_fields=["without_plan"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_keep_what_was_typed"),
        ("reporting", "0014_name_those_without_a_plan"),
    ]
    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
