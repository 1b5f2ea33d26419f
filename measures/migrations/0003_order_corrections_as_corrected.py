from django.db import migrations
from django.db.models import F


def order_entries(apps, schema_editor):
    """Each entry by when it was recorded; a correction in the place of what it corrects."""
    for name in ('Status', 'Risk', 'Deadline'):
        entries = apps.get_model('measures', name)._default_manager
        entries.update(ordered_at=F('recorded_at'))
        for correction in entries.filter(corrects__isnull=False).order_by('pk'):
            place = entries.values_list('ordered_at', flat=True).get(pk=correction.corrects_id)
            entries.filter(pk=correction.pk).update(ordered_at=place)


class Migration(migrations.Migration):

    dependencies = [
        ('measures', '0002_add_acts_and_withdrawals'),
    ]

    operations = [
        migrations.RunPython(order_entries, migrations.RunPython.noop),
    ]
