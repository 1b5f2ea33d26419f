"""A status cell is phrases: the newest decides, what is taken back at once is left out, and a
reason is no status."""

from datetime import date

import pytest

from measures.vocabulary import StatusCode, read_status
from tests.measures.test_wordings_of_plans import vocabulary

__all__ = ["vocabulary"]

pytestmark = pytest.mark.one_database  # it asks none


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Under arbeid fram til høsten, nå fullført", "completed"),
        ("Under arbeid – er no avslutta", "completed"),
        ("Utsatt i 2025, nå iverksatt", "implemented"),
        ("Ventet på husleieavtale, nå igangsatt", "in_progress"),
        ("Påbegynt i 2025, utgår pga. innsparing", "cancelled"),
        ("Påbegynt våren 2025, satt på vent", "on_hold"),
        ("Utgår ikke likevel, starter opp i 2027", "not_started"),
        ("Ikke lenger utsatt, arbeidet er i gang", "in_progress"),
        ("Søknad avslått, blir ikke gjennomført", "cancelled"),
        ("I gang igjen etter stans i vinter", "in_progress"),
        ("Droppa", "cancelled"),
        ("I hovudsak gjennomført", "partly_implemented"),
        ("Gjennomført kun ved Åsen barnehage", "partly_implemented"),
        ("Delvis iverksatt, venter på midler til resten", "partly_implemented"),
        ("Påbegynt, mangler folk til å fullføre", "in_progress"),
        ("I gang, men det går tregt pga. vakanser", "in_progress"),
        ("Fortløpende, tas i ledergruppa", "ongoing"),
        ("Kontinuerlig arbeid, ingen avvik", "ongoing"),
        ("Startet ikke opp som planlagt, stillingen står ubesatt", "not_started"),
        ("Ikke startet, søkte om 200 000 og fikk avslag", "not_started"),
        ("Iverksatt, 12 elever har fått tilbud så langt", "implemented"),
    ],
)
def test_the_newest_phrase_decides_and_a_reason_does_not(
    words: str, code: str, vocabulary: dict[str, StatusCode]
) -> None:
    assert read_status(words, vocabulary, date(2026, 8, 31)) == code


@pytest.mark.parametrize(
    "words",
    [
        "Utsatt fordi prosjektet nå er avsluttet",
        "Kurs for ansatte pågår, rommet er nå stengt",
        "Oppstart i våren, nå i drift",
        "Var på vent, nå løst",
        "I drift, nå startet evaluering",
        "Utsatt i 2025, nå trolig i gang",
        "Påbegynt i 2024, utgår fra 2028",
        "Påbegynt i 2024, tilskuddet utgår",
        "Utgår ikke likevel",
        "Søknad avslått, ny søknad sendt",
        "Delvis iverksatt, venter på nedleggelse",
        "Gjennomført kun på papiret",
        "Startet ikke før i mai 2025",
    ],
)
def test_what_may_be_of_something_else_is_asked(
    words: str, vocabulary: dict[str, StatusCode]
) -> None:
    assert read_status(words, vocabulary, date(2026, 8, 31)) is None
