"""Words that are gone from what people see, so that they do not come back.

The house says rapportere, varsel, valgfritt, tolket som: one verb for an act, one noun for a thing.
"""

import re

import pytest

from tests.source import HOUSE, modules, texts, tree_of

pytestmark = pytest.mark.one_database  # it asks none

GONE = re.compile(
    r"\b(?:(?:sist|aldri|er|har|som er) meldt|meldte|melder|å melde|meldes for|meldt (?:av|for))\b"
    r"|\bhint(?:et|ene)\b|kan stå tom|tilstand(?:en)? (?:per|slik|nå)\b|\bMotsigelser\b"
    r"|side om side|forstått som|\bavløst\b|\bfaller innen\b|skjæringsdato|årsslutt"
    r"|hvem sitt ord|gjelder dato|gjort dato|vedtatt dato|uten motstykke|ditt, ikke lagret"
    r"|byens tilsvarende|slått sammen (?:fra|til)\b|lagre kryssene|rapporter i listen"
    r"|\bmeld (?:ny )?status"
    r"|ordene sier ikke|ikke navn på personer\. |slik det står skrevet|det alle spør om",
    re.IGNORECASE,
)


def test_words_that_are_gone_stay_gone_from_templates() -> None:
    found = {
        f"{path.relative_to(HOUSE)}: {word}"
        for path in (HOUSE / "templates").rglob("*.html")
        for word in GONE.findall(re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8")))
    }
    assert not found


def test_words_that_are_gone_stay_gone_from_sentences_and_labels() -> None:
    found = {
        f"{name}: {word}"
        for name in modules()
        for text in texts(tree_of(name))
        for word in GONE.findall(text)
        if word != "motsigelser"  # what an address says
    }
    assert not found


@pytest.mark.parametrize(
    "sentence", ["Sist meldt", "Meld status", "Avvis hintet", "(kan stå tom)", "Tilstand per"]
)
def test_a_word_that_is_gone_is_recognised(sentence: str) -> None:
    assert GONE.search(sentence)


@pytest.mark.parametrize(
    "sentence", ["Forfaller innen 30 dager", "Hva som hindrer framdriften", "Sist rapportert"]
)
def test_a_word_of_today_is_not(sentence: str) -> None:
    assert not GONE.search(sentence)
