"""Write the words that are searched for of the measures and remarks that stand already."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

from measures.stems import search_line

AT_A_TIME = 500


def in_batches(rows, fields, derive):
    manager, batch = rows.model.objects, []
    for row in rows.iterator(chunk_size=AT_A_TIME):
        derive(row)
        batch.append(row)
        if len(batch) == AT_A_TIME:
            manager.bulk_update(batch, fields)
            batch = []
    manager.bulk_update(batch, fields)


def fill(apps, schema_editor):
    Item, Measure, Status = (apps.get_model('measures', name) for name in ('Item', 'Measure', 'Status'))

    def of_status(status):
        status.remark_words = search_line('', status.remark)

    def of_measure(measure):
        local_goal = measure.goal_text if measure.plan.goal_cell_is_local else ''
        name = ' '.join((measure.title or local_goal or measure.text.removeprefix('- ')).split())
        items = Item.objects.filter(measure=measure, withdrawn_on=None).values_list('text', flat=True)
        measure.stem_words = search_line(
            name if len(name) <= 200 else name[:199],
            measure.code, measure.title, measure.text, measure.goal_text, measure.topic,
            measure.responsible_text, *items,
        )

    in_batches(Status.objects.exclude(remark=''), ['remark_words'], of_status)
    in_batches(Measure.objects.select_related('plan'), ['stem_words'], of_measure)
    newest = Status.objects.filter(pk=OuterRef('latest_status')).values('remark_words')
    Measure.objects.update(newest_remark_words=Subquery(newest))


class Migration(migrations.Migration):

    dependencies = [
        ('measures', '0010_stem_words'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
