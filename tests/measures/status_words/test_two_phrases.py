"""Statuses that tell what became of a measure: of two phrases the later holds, or nobody knows."""

from datetime import date

import pytest

from measures.vocabulary import StatusCode, read_status
from tests.measures.test_wordings_of_plans import vocabulary

__all__ = ["vocabulary"]

pytestmark = pytest.mark.one_database  # it asks none


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Innført i 2021, avsluttet våren 2025", "completed"),
        ("Planlagd i 2023, gjennomført mai 2025", "completed"),
        ("Vedtatt 12.03.2024, iverksatt 01.02.2025", "implemented"),
        ("Lagt på is i 2023, gjenopptatt i 2025", "in_progress"),
        ("Påbegynt i 2024, men utsatt i 2025", "on_hold"),
        ("Besluttet, men foreløpig ikke satt i gang", "not_started"),
        ("Planlagt iverksatt våren 2026, men er utsatt", "on_hold"),
        ("Igangsatt, men lagt på is på grunn av flytting", "on_hold"),
        ("Har vært i ordinær drift siden 2021", "implemented"),
        ("Forsinket, men kommet i gang", "in_progress"),
        ("Enhetene er godt i gang med arbeidet", "in_progress"),
        ("Nei, men planlagt", "not_started"),
        ("Ja, men bare delvis", "partly_implemented"),
    ],
)
def test_what_a_measure_became_is_its_status(
    words: str, code: str, vocabulary: dict[str, StatusCode]
) -> None:
    assert read_status(words, vocabulary, date(2026, 8, 31)) == code


@pytest.mark.parametrize(
    "words",
    [
        "Innført i 2021, avsluttet i 2027",
        "Innført 01.02.2025, avsluttet 01.12.2024",
        "Innført mai 2026, avsluttet oktober 2026",
        "Innført i 2021, ikke avsluttet i 2025",
        "Innført i 2021, tilskuddet avsluttet i 2025",
        "Planlagt startet i 2024, fullført i 2025",
        "Avlyst i 2024, startet på nytt i 2026",
        "Prosjektleder startet i 2023, avsluttet i 2025",
        "Vedtatt, men ikke iverksatt før i 2025",
        "Vedtatt, men ikke ferdig",
        "I gang frem til mai",
        "Har vært i drift siden 2021, stengt i 2025",
    ],
)
def test_what_is_to_come_or_of_something_else_is_asked(
    words: str, vocabulary: dict[str, StatusCode]
) -> None:
    assert read_status(words, vocabulary, date(2026, 8, 31)) is None


def test_of_an_unknown_day_no_year_is_past(vocabulary: dict[str, StatusCode]) -> None:
    assert read_status("Innført i 2021, avsluttet i 2024", vocabulary) is None
