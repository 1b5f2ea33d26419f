from django.db import migrations

ROOM = 8160
"""Bytes that a row may have before PostgreSQL compresses its texts: a whole page."""


def keep_plain(apps, schema_editor):
    """A search reads every row; to unpack those over 2 KB took two thirds of its time."""
    if schema_editor.connection.vendor != 'postgresql':
        return
    schema_editor.execute(f'ALTER TABLE measures_measure SET (toast_tuple_target = {ROOM})')
    # Only a text that is written anew is kept anew.
    schema_editor.execute(
        "UPDATE measures_measure SET stem_words = stem_words || '', "
        "search_text = search_text || '', newest_remark_words = newest_remark_words || ''"
    )


def pack_as_before(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute('ALTER TABLE measures_measure RESET (toast_tuple_target)')


class Migration(migrations.Migration):

    dependencies = [
        ('measures', '0012_index_newest_reports'),
    ]

    operations = [migrations.RunPython(keep_plain, pack_as_before)]
