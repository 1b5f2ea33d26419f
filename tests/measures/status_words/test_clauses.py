"""Of two clauses the later tells how it is now, where each is of the measure or a mere reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.status_language.clauses import how_it_is_now
from measures.vocabulary import StatusCode, read_status
from tests.measures.test_wordings_of_plans import vocabulary

__all__ = ["vocabulary"]

pytestmark = pytest.mark.one_database  # it asks none

ON = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Var satt i bero, men er nå i gang igjen", "in_progress"),
        ("Arbeidet lå brakk under streiken, men ble gjenopptatt i mai 2025.", "in_progress"),
        ("Skulle startet i 2024, men er fortsatt ikke påbegynt", "not_started"),
        ("Skulle vært avsluttet i vår, men pågår fortsatt", "in_progress"),
        ("Turen ble avlyst i april, men gjennomført i september 2025", "completed"),
        ("Har vært i drift siden 2022, er for tiden på vent", "on_hold"),
        ("Klubben startet i 2023, men er nedlagt på grunn av få deltakere", "cancelled"),
        ("Løpende fram til 2025, så nedlagt", "cancelled"),
        ("Ikke startet i 2024, men startet opp i februar 2025", "in_progress"),
        ("Tiltaket er ikke lagt på is, det er i full gang", "in_progress"),
        ("Stoppet i vår, men ikke nedlagt", "on_hold"),
        ("Kurset skulle vært holdt i mai, men ble avlyst", "cancelled"),
    ],
)
def test_the_later_clause_tells_how_it_is_now(
    words: str, code: str, vocabulary: dict[str, StatusCode]
) -> None:
    assert read_status(words, vocabulary, ON) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Leieavtalen ble sagt opp, så tilbudet er avviklet", "cancelled"),
        ("Svaret kom i mai; tiltaket er nå iverksatt", "implemented"),
        ("Vi ventet lenge på svar, men det er kommet, og prosjektet er i gang", "in_progress"),
        ("Stillingen er besatt, men arbeidet er ikke påbegynt", "not_started"),
        ("Budsjettet vart endra. Tiltaket går difor ut.", "cancelled"),
    ],
)
def test_a_clause_of_something_else_is_only_why(
    words: str, code: str, vocabulary: dict[str, StatusCode]
) -> None:
    assert read_status(words, vocabulary, ON) == code


@pytest.mark.parametrize(
    "words",
    [
        "Var satt i bero, men evalueringen er i gang igjen",
        "Turen ble avlyst i april, men gjennomføres i 2027",
        "Turen ble avlyst i april, men gjennomført for ledere",
        "Iverksatt i 2025, men er nå lagt ned i 2024",
        "Skulle vært avsluttet i vår, men er utsatt",
        "Skulle startet i 2024, men er i gang bare på papiret",
        "Leieavtalen ble sagt opp, så tiltaket utgår kanskje",
        "Leieavtalen ble sagt opp, så første del utgår",
        "Hvis midlene kommer, er alt klart, og tiltaket er i gang",
        "Har vært i drift siden 2022, men foreslås lagt ned",
        "Stanset i mai, men ikke hos oss",
        "I gang, selv om alt er stanset",
        "Forprosjektet startet i 2024, men er nå avsluttet",
        "Var satt på vent, men stillingen er besatt",
        "Referansegruppa er nedlagt, så gruppa er ferdig",
        "Tilbudet er etablert, men tilbudet er ikke gjennomført",
    ],
)
def test_a_part_a_doubt_and_what_is_to_come_are_asked(
    words: str, vocabulary: dict[str, StatusCode]
) -> None:
    assert read_status(words, vocabulary, ON) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Det er besluttet å ikke gå videre med tiltaket", "cancelled"),
        ("Tilbudet finnes ikke lenger", "cancelled"),
        ("Gjenopptatt etter pause", "in_progress"),
        ("Ikke gjennomført fullt ut", "partly_implemented"),
        ("Arbeidet er i gang, men går tregere enn planlagt", "in_progress"),
        ("Iverksatt og fullført", "completed"),
        ("Utgår fra Majorstua hver torsdag kveld", None),
        ("Pågående pandemi gjør hjemmebesøk vanskelig", None),
        ("Utsatt ungdom får egen kontakt", None),
        ("Utgår til fordel for tiltak 9", "cancelled"),
        ("Pågående mobbing", None),
        ("Pågående kartlegging", "in_progress"),
    ],
)
def test_one_clause_is_read_by_what_it_is_of(
    words: str, code: str | None, vocabulary: dict[str, StatusCode]
) -> None:
    assert read_status(words, vocabulary, ON) == code


PARTS = st.sampled_from(
    [
        "var satt på vent",
        "skulle startet i 2024",
        "er ikke i gang",
        "men",
        "så",
        "tiltaket",
        "kurset",
        ", ",
        ". ",
        "er nå",
        "i gang igjen",
        "til våren 2027",
        "for de eldste",
        "selv om",
        "avlyst",
    ]
)


@given(parts=st.lists(PARTS, max_size=9))
def test_of_an_unknown_day_or_of_words_that_nobody_knows_nothing_is_told(parts: list[str]) -> None:
    said = " ".join(parts)
    assert how_it_is_now(said, None, lambda _phrase: "completed") is None
    assert how_it_is_now(said, ON, lambda _phrase: None) is None
