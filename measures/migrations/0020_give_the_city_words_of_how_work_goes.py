"""The default words that came after those of 0018, for those who were here before them."""

from django.db import migrations

WORDS = {
    "not_started": (
        "Under planlegging",
        "Skal gjennomføres",
        "Ikke implementert",
        "Ikke etablert",
        "Ikke innført",
        "Ikke gjort",
    ),
    "on_hold": (
        "I påvente av",
        "Satt på pause",
        "Pauset",
    ),
    "in_progress": (
        "Kommet godt i gang",
        "Så vidt påbegynt",
        "Under oppstart",
        "Under innføring",
        "Jobbes med",
        "Arbeides med",
        "Det jobbes med",
        "Det arbeides med",
        "Underveis",
    ),
    "partly_implemented": (
        "Delvis innført",
        "Delvis implementert",
        "Delvis oppfylt",
        "Delvis fullført",
    ),
    "implemented": (
        "Tatt i bruk",
    ),
    "ongoing": (
        "Gjøres kontinuerlig",
        "Følges opp løpende",
        "Følges opp kontinuerlig",
        "Følges opp fortløpende",
        "I ordinær drift",
        "Jobbes kontinuerlig med",
        "Arbeides kontinuerlig med",
        "Det jobbes kontinuerlig med",
        "Det arbeides kontinuerlig med",
    ),
    "completed": (
        "Avholdt",
        "Arrangert",
        "Oppfylt",
        "Innfridd",
        "Oppnådd",
    ),
    "cancelled": (
        "Kansellert",
        "Tatt ut av planen",
        "Tas ut av planen",
        "Faller bort",
        "Ikke lenger aktuell",
    ),
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
    dependencies = [("measures", "0019_keep_what_a_link_opened_before_a_merge")]

    # Back again they stay: reports may have been read by them.
    operations = [migrations.RunPython(give_the_city_more_words, migrations.RunPython.noop)]
