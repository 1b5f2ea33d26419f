import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.vocabulary import (
    CLOSED_CODES,
    DISPLAY_ORDER,
    NOT_REPORTED,
    UNMAPPED,
    RiskLevel,
    StatusCode,
    is_open,
    read_risk,
    read_status,
)
from ruspolitikk.wording import fold

pytestmark = pytest.mark.one_database  # it asks none

# The city's default vocabulary, as its fixture has it.
VOCABULARY = {
    "Ikke startet": StatusCode.NOT_STARTED,
    "Ikke iverksatt": StatusCode.NOT_STARTED,
    "På vent": StatusCode.ON_HOLD,
    "Venter": StatusCode.ON_HOLD,
    "Avventer": StatusCode.ON_HOLD,
    "Under arbeid": StatusCode.IN_PROGRESS,
    "Påbegynt": StatusCode.IN_PROGRESS,
    "Oppstart": StatusCode.IN_PROGRESS,
    "Forsinkelse, ny frist": StatusCode.IN_PROGRESS,
    "Delvis iverksatt": StatusCode.PARTLY_IMPLEMENTED,
    "Iverksatt": StatusCode.IMPLEMENTED,
    "Løpende": StatusCode.ONGOING,
    "Fortløpende": StatusCode.ONGOING,
    "Avsluttet": StatusCode.COMPLETED,
    "Iverksatt og avsluttet": StatusCode.COMPLETED,
    "Utgått": StatusCode.CANCELLED,
}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ikke startet", "not_started"),
        ("Ikke iverksatt", "not_started"),
        ("På vent", "on_hold"),
        ("Venter", "on_hold"),
        ("Avventer", "on_hold"),
        ("Under arbeid", "in_progress"),
        ("Påbegynt", "in_progress"),
        ("Oppstart", "in_progress"),
        ("Forsinkelse, ny frist 30.06.2011", "in_progress"),
        ("Delvis iverksatt", "partly_implemented"),
        ("Iverksatt", "implemented"),
        ("Løpende", "ongoing"),
        ("Fortløpende", "ongoing"),
        ("Iverksatt og avsluttet", "completed"),
        ("Avsluttet", "completed"),
        ("Utgått", "cancelled"),
    ],
)
def test_the_words_of_the_plans_and_the_citys_own_labels_are_known(words: str, code: str) -> None:
    assert read_status(words, VOCABULARY) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Iverksatt, det er behov for å arbeide mer med oppfølgning", "implemented"),
        ("Iverksatt, ikke fulgt opp", "implemented"),
        ("Iverksatt, men ikke evaluert", "implemented"),
        ("Iverksatt (ikke evaluert)", "implemented"),
        ("Iverksatt ikke-voldskurs", "implemented"),
        ("Delvis iverksatt, er under arbeid", "partly_implemented"),
        ("Ikke iverksatt , ny plan forventes ferdig innen 30.6.2011.", "not_started"),
    ],
)
def test_what_follows_the_phrase_is_a_remark(words: str, code: str) -> None:
    assert read_status(words, VOCABULARY) == code


IN_2026 = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Oppstart - august", "not_started"),
        ("Oppstart utsatt til 2027", "not_started"),
        ("Oppstart avventer finansiering", "not_started"),
        ("Oppstart, første møte er holdt", "in_progress"),
        ("Iverksatt, men avviklet i 2025", None),
        ("Iverksatt fra 2027", "not_started"),
        ("Iverksatt fra 2026", "implemented"),
        ("Iverksatt, evalueres i 2027", None),
        ("Iverksatt i liten grad", None),
        ("Iverksatt (?)", None),
        ("Iverksatt, men utsatt for noen", None),
        ("Avsluttet snart", "in_progress"),
        ("Avsluttet i 2027", None),
        ("Ikke startet – utgår", "cancelled"),
        ("Ikke startet, oppstart høsten 2027", "not_started"),
        ("Ikke iverksatt (i drift hos NAV)", None),
        ("Under arbeid – satt på vent", "on_hold"),
        ("Under arbeid, avsluttes i vår", None),
        ("Forsinkelse, ny frist 30.06.2027", "in_progress"),
        ("Utgått, avsluttet i 2020", "cancelled"),
    ],
)
def test_a_tail_that_takes_the_phrase_back_decides_or_leaves_it_to_a_person(
    words: str, code: str | None
) -> None:
    assert read_status(words, VOCABULARY, IN_2026) == code


def test_a_year_is_coming_seen_from_the_day_that_the_status_is_about() -> None:
    assert read_status("Iverksatt fra 2023", VOCABULARY, date(2022, 12, 31)) == "not_started"
    assert read_status("Iverksatt fra 2023", VOCABULARY, date(2023, 1, 1)) == "implemented"


def test_a_sentence_is_read_from_its_verb_on_where_one_reading_is_certain() -> None:
    known = {"Pågår": StatusCode.IN_PROGRESS, "Satt på vent": StatusCode.ON_HOLD}
    taken_up = "Arbeidet er satt på vent fordi lokalene brant, men er tatt opp igjen"

    assert read_status("Prosjektet pågår.", known, IN_2026) == "in_progress"
    assert read_status("Arbeidet er satt på vent fordi lokalene brant", known) == "on_hold"
    assert read_status(taken_up, known) is None


@pytest.mark.parametrize("word", ["Ja", "Nei", "Ikke", "Delvis", "Under"])
def test_a_word_that_begins_many_sentences_counts_only_as_the_whole_cell(word: str) -> None:
    known = {word: StatusCode.NOT_STARTED}

    assert read_status(f"{word}.", known) == "not_started"
    assert read_status(f"{word} avsluttet, er i full drift", known) is None


def test_the_longest_known_phrase_decides() -> None:
    assert read_status("Iverksatt og avsluttet i mai", VOCABULARY) == "completed"
    assert read_status("Iverksatt og evaluert i mai", VOCABULARY) == "implemented"


@pytest.mark.parametrize(
    "words",
    [
        "Iverksatt ikke ennå",
        "Iverksatt ennå ikke",
        "Iverksatt ikke, se merknad",
        "Iverksatt: nei",
        "Iverksatt, nei",
        "Iverksatt – ikke ennå.",
        "Under arbeid aldri",
        "Iverksatt og avsluttet ikke",
    ],
)
def test_a_phrase_that_is_negated_is_not_guessed_at(words: str) -> None:
    assert read_status(words, VOCABULARY) is None


@pytest.mark.parametrize(
    "words", ["Under arbeid? nei", "Iverksatt ?", "Iverksatt/avsluttet", "Venter eller utgått"]
)
def test_a_question_or_a_choice_of_two_is_not_guessed_at(words: str) -> None:
    assert read_status(words, VOCABULARY) is None


@pytest.mark.parametrize("words", ["Ikke under arbeid", "Ikke løpende", "Kanskje iverksatt"])
def test_a_known_phrase_counts_only_where_the_words_begin(words: str) -> None:
    assert read_status(words, VOCABULARY) is None


@pytest.mark.parametrize(
    "words", ["Påbegyntes", "Ventende", "Oppstartsmøte", "Oppstart-fasen", "Iverksatt2"]
)
def test_a_phrase_ends_at_a_word_boundary(words: str) -> None:
    assert read_status(words, VOCABULARY) is None


@pytest.mark.parametrize("words", ["", " \u00a0 ", "Forsinkelse", "Tja", "🎉", "–", "ok"])
def test_unknown_words_have_no_code(words: str) -> None:
    assert read_status(words, VOCABULARY) is None


@pytest.mark.parametrize(
    "words",
    [
        "UNDER ARBEID.",
        "  under\u00a0 arbeid\n",
        "Under ar\u00adbeid",
        "– Under arbeid",
        "«Under arbeid»",
    ],
)
def test_case_space_and_what_word_leaves_behind_make_no_difference(words: str) -> None:
    assert read_status(words, VOCABULARY) == "in_progress"


def test_a_bydels_own_words_can_be_mapped_in_any_spelling() -> None:
    own = {unicodedata.normalize("NFD", "IKKE Påbegynt"): StatusCode.NOT_STARTED}

    assert read_status("Ikke påbegynt ennå", own) == "not_started"


def test_an_empty_wording_in_the_vocabulary_matches_nothing() -> None:
    assert read_status("Hva som helst", {" ": StatusCode.COMPLETED}) is None


def test_the_default_words_are_all_different() -> None:
    folded = [fold(words) for words in VOCABULARY]

    assert len(set(folded)) == len(folded)


def test_every_code_can_be_reached_by_a_default_word() -> None:
    assert set(VOCABULARY.values()) == set(StatusCode)


@given(st.text())
def test_any_text_as_a_status_gives_an_answer(words: str) -> None:
    assert read_status(words, VOCABULARY) in {None, *StatusCode}


def test_a_very_long_status_is_read_by_its_beginning() -> None:
    assert read_status("Iverksatt" + ", og så videre" * 3_000, VOCABULARY) == "implemented"


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Lav", RiskLevel.LOW),
        ("LAV", RiskLevel.LOW),
        ("Lav risiko", RiskLevel.LOW),
        ("Middels", RiskLevel.MEDIUM),
        ("Middels risiko", RiskLevel.MEDIUM),
        ("høy", RiskLevel.HIGH),
        (" Høy\u00a0risiko. ", RiskLevel.HIGH),
    ],
)
def test_a_risk_is_read_as_its_level(words: str, level: RiskLevel) -> None:
    assert read_risk(words) is level


@pytest.mark.parametrize(
    "words", ["", "Middels til høy", "Lav/middels", "Ikke høy", "Høyere", "Høy?", "3", "lav lav"]
)
def test_a_risk_that_is_not_one_level_is_not_guessed_at(words: str) -> None:
    assert read_risk(words) is None


@given(st.text())
def test_any_text_as_a_risk_gives_an_answer(words: str) -> None:
    assert read_risk(words) in {None, *RiskLevel}


def test_a_measure_that_is_in_force_running_ended_or_dropped_is_closed() -> None:
    assert {"implemented", "ongoing", "completed", "cancelled"} == CLOSED_CODES


@pytest.mark.parametrize(
    "code",
    ["not_started", "on_hold", "in_progress", "partly_implemented", NOT_REPORTED, UNMAPPED, None],
)
def test_every_other_measure_is_open(code: str | None) -> None:
    assert is_open(code)


@pytest.mark.parametrize("code", ["implemented", StatusCode.CANCELLED])
def test_a_closed_code_is_not_open_whether_read_from_the_database_or_not(code: str) -> None:
    assert not is_open(code)


def test_every_code_has_its_place_on_screen() -> None:
    assert len(DISPLAY_ORDER) == 8
    assert set(DISPLAY_ORDER) == set(StatusCode)


def test_no_pseudo_code_can_be_stored() -> None:
    assert not {NOT_REPORTED, UNMAPPED} & set(StatusCode.values)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Økt", "økt"),
        ("Gru\u0308nerl\u00f8kka", "gr\u00fcnerløkka"),
        ("A\u030arlig", "\u00e5rlig"),
        ("  to\u00a0\t\nord ", "to ord"),
        ("hånd\u00adbok", "håndbok"),
        ("\ufb01nne", "finne"),
        ("", ""),
    ],
)
def test_folding_makes_different_writings_of_a_word_the_same(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)

    assert fold(composed) == fold(decomposed)


def test_a_status_without_a_subject_is_read_from_its_verb_on() -> None:
    assert read_status("Er iverksatt", VOCABULARY) == "implemented"
    assert read_status("Er ikke iverksatt", VOCABULARY) == "not_started"
    assert read_status("På vent, men påbegynt igjen", VOCABULARY) == "in_progress"
