"""Copy the days that the newest risks and deadlines speak of to the measures that stand already."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    Measure, Risk, Deadline = (
        apps.get_model('measures', name) for name in ('Measure', 'Risk', 'Deadline')
    )
    Measure.objects.update(
        newest_risk_on=Subquery(
            Risk.objects.filter(pk=OuterRef('latest_risk')).values('applies_on')
        ),
        newest_deadline_on=Subquery(
            Deadline.objects.filter(pk=OuterRef('latest_deadline')).values('applies_on')
        ),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('measures', '0014_copy_newest_days'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
