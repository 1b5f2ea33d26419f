"""Statuses that are written as sentences: who does it, and what it is done to, are left out, and
no negation is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.status_language.sentences import in_short
from measures.vocabulary import StatusCode, read_status
from tests.measures.test_wordings_of_plans import vocabulary

__all__ = ["vocabulary"]

pytestmark = pytest.mark.one_database  # it asks none

ON = date(2026, 8, 31)
WHO = st.sampled_from(["Vi", "Bydelen", "Kommunen", "Ungdomsseksjonen", "NAV", "Oppfølgingsteamet"])
BEGUN = st.sampled_from(["startet", "startet opp", "begynt på", "påbegynt", "igangsatt"])
DONE = st.sampled_from(["gjennomført", "fullført", "utført", "iverksatt", "implementert"])
OBJECT = st.sampled_from(["tiltaket", "arbeidet", "dette", "prosjektet"])
BY_THE_WAY = st.sampled_from(["", "nå ", "fortsatt ", "foreløpig ", "ennå ", "også "])
SHORT = st.sampled_from(
    ["Gjennomført", "Påbegynt", "Ikke startet", "Utgår", "Løpende", "På vent", "Delvis iverksatt"]
)

WORDS = st.sampled_from(
    [
        "vi",
        "bydelen",
        "det",
        "arbeidet",
        "tiltaket",
        "med",
        "har",
        "er",
        "ikke",
        "startet",
        "opp",
        "gjennomført",
        "pågår",
        "planlegges",
        "oppstart",
        "noe",
        "et",
        "avventer",
        "jobber",
        "venter",
        "på",
        "dette",
        "foreløpig",
    ]
)


@given(who=WHO, by_the_way=BY_THE_WAY, begun=BEGUN, what=OBJECT)
def test_who_has_begun_makes_no_difference(
    who: str, by_the_way: str, begun: str, what: str, vocabulary: dict[str, StatusCode]
) -> None:
    said = f"{who} har {by_the_way}{begun} {what}."
    assert read_status(said, vocabulary, ON) == StatusCode.IN_PROGRESS


@given(who=WHO, by_the_way=BY_THE_WAY, act=BEGUN | DONE, what=OBJECT)
def test_what_somebody_has_not_done_is_never_read_as_done(
    who: str, by_the_way: str, act: str, what: str, vocabulary: dict[str, StatusCode]
) -> None:
    said = f"{who} har {by_the_way}ikke {act} {what}"
    assert read_status(said, vocabulary, ON) in {
        None,
        StatusCode.NOT_STARTED,
        StatusCode.IN_PROGRESS if act == "fullført" else None,
    }


@given(words=st.lists(WORDS, max_size=12))
def test_a_sentence_made_short_has_its_negations(words: list[str]) -> None:
    said = " ".join(words)
    assert in_short(said).split().count("ikke") >= min(1, words.count("ikke"))


@given(first=SHORT, second=SHORT)
def test_two_words_with_a_stroke_are_read_where_they_are_one(
    first: str, second: str, vocabulary: dict[str, StatusCode]
) -> None:
    codes = [read_status(words, vocabulary, ON) for words in (first, second)]
    said = read_status(f"{first}/{second.lower()}", vocabulary, ON)
    assert said == (codes[0] if codes[0] == codes[1] else None)


@given(day=st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_what_is_done_on_a_day_to_come_is_left_to_a_person(
    day: date, vocabulary: dict[str, StatusCode]
) -> None:
    said = read_status(f"Gjennomført {day:%d.%m.%Y}", vocabulary, ON)
    assert said == (None if day > ON else StatusCode.COMPLETED)


@pytest.mark.parametrize(
    "words",
    [
        "Bydelen har startet avviklingen",
        "Bydelen har avsluttet samarbeidet",
        "Vi har startet nedbemanning",
        "Arbeidet med å avvikle tilbudet pågår",
        "Det er ikke gjort endringer",
        "Det er ikke iverksatt nye tiltak",
        "Det pågår en klagesak",
    ],
)
def test_what_is_said_of_something_else_is_left_to_a_person(
    words: str, vocabulary: dict[str, StatusCode]
) -> None:
    assert read_status(words, vocabulary, ON) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ferdig i høst", None),
        ("Ferdig 31.12.27", None),
        ("Ferdig med forarbeidet", None),
        ("Tiltaket blir gjennomført", None),
        ("Ikke i gang lenger", None),
        ("Under arbeid til og med 2024", None),
        ("Gjennomført, og fullført i mai", "completed"),
    ],
)
def test_what_is_still_to_come_or_over_is_not_read_as_it_begins(
    words: str, code: str | None, vocabulary: dict[str, StatusCode]
) -> None:
    assert read_status(words, vocabulary, ON) == code
