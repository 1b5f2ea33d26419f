"""Of a merge only whether an address went along: the address itself stands with the party."""

from typing import Any

from django.db import migrations


def without_addresses(apps: Any, schema_editor: Any) -> None:
    changes = apps.get_model("measures", "PartyChange").objects
    for change in changes.filter(act="merged", kept__isnull=False):
        change.kept["email"] = bool(change.kept["email"])
        change.save(update_fields=["kept"])


def with_addresses(apps: Any, schema_editor: Any) -> None:
    changes = apps.get_model("measures", "PartyChange").objects
    merges = changes.filter(act="merged", kept__isnull=False).select_related("party")
    for change in merges:
        change.kept["email"] = change.party.email if change.kept["email"] else ""
        change.save(update_fields=["kept"])


class Migration(migrations.Migration):
    dependencies = [("measures", "0026_keep_csv_files_of_plans")]

    operations = [migrations.RunPython(without_addresses, with_addresses)]
