"""The default words that were added in November 2026, for those who were here before them."""

from django.db import migrations

WORDS = {
    "not_started": (
        "Ikke gjennomført",
        "Ikke utført",
        "Planlegges",
        "Skal iverksettes",
        "Skal igangsettes",
        "Vil bli iverksatt",
        "Vil bli igangsatt",
        "Vil bli gjennomført",
        "Startes i",
        "Ikke satt i gang",
        "Ikke satt i verk",
        "Ikke i gang",
        "Ikke kommet i gang",
        "Ikke oppstartet",
        "Starter i",
        "Starter opp i",
        "Skal starte opp",
    ),
    "on_hold": (
        "Stilt i bero",
        "Lagt i bero",
        "I bero",
        "Lagt på is",
        "Midlertidig stanset",
        "Midlertidig stoppet",
    ),
    "in_progress": (
        "Godt i gang",
        "Oppstartet",
        "Under utarbeidelse",
        "Under utvikling",
        "I prosess",
        "I startfasen",
        "Forsinket",
        "Noe forsinket",
        "Delvis påbegynt",
        "Delvis startet",
        "Nesten ferdig",
        "Snart ferdig",
        "I rute",
        "Satt i gang",
        "I arbeid",
        "Kommet i gang",
    ),
    "partly_implemented": (
        "Delvis oppnådd",
        "Delvis ferdig",
        "Delvis etablert",
        "Delvis på plass",
    ),
    "implemented": (
        "Etablert",
        "Innført",
        "Implementert",
        "På plass",
        "I drift",
        "Satt i drift",
    ),
    "completed": (
        "Gjort",
        "Levert",
    ),
    "cancelled": (
        "Droppet",
        "Bortfalt",
        "Bortfaller",
        "Ikke lenger aktuelt",
    ),
    "ongoing": (
        "Gjøres fortløpende",
        "Gjøres løpende",
        "Pågår kontinuerlig",
        "Pågår løpende",
    ),
}


def give_the_city_more_words(apps, schema_editor):
    """What the city has explained already, in whatever letters, stands; a bydel's own words are
    not looked at, and go before the city's as they did. A new installation gets all of them with
    its fixtures."""
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
    dependencies = [("measures", "0015_let_a_worker_read_a_document")]

    # Back again they stay: reports may have been read by them.
    operations = [migrations.RunPython(give_the_city_more_words, migrations.RunPython.noop)]
