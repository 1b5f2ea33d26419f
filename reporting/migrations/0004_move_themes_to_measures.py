"""Themes are read by suggestions too, on the floor below; each word gets a row of its own."""

from django.db import migrations


def move_down(apps, schema_editor):
    Moved = apps.get_model("measures", "Theme")
    Word = apps.get_model("measures", "ThemeWord")
    for theme in apps.get_model("reporting", "Theme").objects.order_by("pk"):
        moved = Moved.objects.create(name=theme.name, slug=theme.slug)
        for text in dict.fromkeys(theme.words):
            Word.objects.create(theme=moved, text=text)


def move_up(apps, schema_editor):
    """Only the words in effect: the list had no place for those that are withdrawn."""
    Theme = apps.get_model("reporting", "Theme")
    Word = apps.get_model("measures", "ThemeWord")
    for moved in apps.get_model("measures", "Theme").objects.order_by("pk"):
        in_effect = Word.objects.filter(theme=moved, withdrawn_at=None).order_by("pk")
        words = list(in_effect.values_list("text", flat=True))
        if words:
            Theme.objects.create(name=moved.name, slug=moved.slug, words=words)
        moved.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0003_add_the_first_day_of_a_round"),
        ("measures", "0010_keep_themes_and_their_words"),
    ]

    operations = [migrations.RunPython(move_down, move_up)]
