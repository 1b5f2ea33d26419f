"""Say of the measures that stand already which have had more than one deadline."""

from django.db import migrations
from django.db.models import Exists, OuterRef


def fill(apps, schema_editor):
    Measure, Deadline = (apps.get_model('measures', name) for name in ('Measure', 'Deadline'))
    own = Deadline.objects.filter(measure=OuterRef('pk')).order_by()
    Measure.objects.filter(Exists(own[1:2])).update(has_older_deadline=True)


class Migration(migrations.Migration):

    dependencies = [
        ('measures', '0016_tell_replaced_deadlines'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
