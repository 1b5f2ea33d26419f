"""The default words that came after those of 0020, for those who were here before them."""

from django.db import migrations

WORDS = {
    "not_started": ("Nei",),
    "on_hold": ("Pause",),
    "in_progress": ("Halvveis",),
    "partly_implemented": ("Delvis",),
    "implemented": ("Ja",),
    "completed": ("OK",),
    "cancelled": ("Uaktuelt", "Frafalt",),
}


def give_the_city_more_words(apps, schema_editor):
    """What the city has explained already, in whatever letters, stands, as in 0016."""
    city = apps.get_model("accounts", "Organisation").objects.filter(kind="city").first()
    if city is None:
        return
    kept = apps.get_model("measures", "StatusWord").objects.filter(organisation=city)
    known = {words.casefold() for words in kept.values_list("words", flat=True)}
    kept.bulk_create(
        kept.model(organisation=city, words=words, code=code)
        for code, more in WORDS.items()
        for words in more
        if words.casefold() not in known
    )


class Migration(migrations.Migration):
    dependencies = [("measures", "0022_topics_of_plan_are_found_in_the_index")]

    # Back again they stay: reports may have been read by them.
    operations = [migrations.RunPython(give_the_city_more_words, migrations.RunPython.noop)]
