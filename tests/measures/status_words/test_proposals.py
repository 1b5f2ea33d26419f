"""What is proposed of a status that is left to a person: nothing is stored before it is said so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.vocabulary import StatusCode, proposed_status, read_status
from tests.measures.test_wordings_of_plans import vocabulary

__all__ = ["vocabulary"]

pytestmark = pytest.mark.one_database  # it asks none


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Kurs holdt i mars", "completed"),
        ("Samarbeidsavtale signert med A-larm", "completed"),
        ("Utlyst", "in_progress"),
        ("50 %", "in_progress"),
        ("Stanset", "on_hold"),
        ("Ikke prioritert", "on_hold"),
        ("Gjenstår", "not_started"),
        ("Ferdigstilt, avventer godkjenning", None),
        ("Tiltaket er ferdigstilt, avventer godkjenning", None),
        ("Etablert. Mangler midler", None),
        ("Løpende, mangler ressurser", None),
        ("Team etablert, oppløst i 2025", None),
        ("Faste møter månedlig, innstilt", None),
        ("Forventes gjennomført i år", None),
        ("Forventes ferdig til sommeren", "in_progress"),
        ("Lagt ned mye arbeid", None),
        ("Overført til ny plan", None),
        ("Søknad sendt", "in_progress"),
        ("Ruskonsulent ansatt i 100 stilling", "implemented"),
        ("Mangler finansiering", "on_hold"),
        ("Slått sammen med 3.1", "cancelled"),
        ("Oppdateres årlig", "ongoing"),
        ("Vedtatt i BU 16.06.2026", None),
        ("Kurs holdt, men få møtte", None),
        ("Rutine laget, ikke tatt i bruk", None),
        ("Ferdig i høst", None),
        ("Kurs holdt 50 %", None),
        ("Se tiltak 4", None),
    ],
)
def test_one_kind_of_words_alone_is_proposed(words: str, code: str | None) -> None:
    assert proposed_status(words) == code


@pytest.mark.parametrize("words", ["Kurs holdt i mars", "Avtale signert", "Utlyst", "50 %"])
def test_what_is_proposed_is_not_read(words: str, vocabulary: dict[str, StatusCode]) -> None:
    assert read_status(words, vocabulary) is None


@given(st.text())
def test_any_text_has_a_proposal_or_none(words: str) -> None:
    assert proposed_status(words) in {None, *StatusCode}


@given(
    before=st.sampled_from(["Kurs", "Avtalen", "Rutine", "Møte"]),
    no=st.sampled_from(["ikke", "ikkje", "aldri", "men ikke", "kanskje", "delvis", "skal bli"]),
    done=st.sampled_from(["holdt", "signert", "laget", "gjennomført", "tatt i bruk", "lyst ut"]),
)
def test_nothing_is_proposed_of_what_is_denied_or_doubted(before: str, no: str, done: str) -> None:
    assert proposed_status(f"{before} {no} {done}") is None
