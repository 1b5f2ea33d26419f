"""Rows that span a table and name what the measures below them are about."""

import pytest

from measures.importing.document import Document
from measures.importing.readers.pasted import read_pasted
from tests.measures.importing.test_other_authors import rows_of

pytestmark = pytest.mark.one_database  # it asks none

HEADING = "<tr><th>Tiltak</th><th>Ansvarlig</th><th>Frist</th></tr>"


def table(*rows: str, heading: str = HEADING) -> Document:
    """Measures, and between them the rows that span it: «= Bolig»."""
    made = [
        f"<tr><td colspan=3>{row[2:]}</td></tr>"
        if row.startswith("= ")
        else f"<tr><td>{row}</td><td>NAV</td><td>2027</td></tr>"
        for row in rows
    ]
    return read_pasted("", f"<table>{heading}{''.join(made)}</table>")


def topics(document: Document) -> list[str | None]:
    return [row.topic for row in rows_of(document)]


@pytest.mark.parametrize("word", ["Aktivitet", "Oppfølging", "Økonomi"])
def test_a_heading_word_beside_topics_is_a_topic(word: str) -> None:
    document = table("= Bolig", "Kjøpe fire boliger", f"= {word}", "Låne ut ski", "= Helse", "Kurs")
    assert topics(document) == ["Bolig", word, "Helse"]


def test_a_heading_word_right_under_a_topic_is_none() -> None:
    document = table(
        "= Bolig", "= Aktiviteter", "Kjøpe boliger", "= Helse", "= Aktiviteter", "Kurs"
    )
    assert topics(document) == ["Bolig", "Helse"]


def test_a_word_for_one_of_the_columns_is_no_topic() -> None:
    heading = HEADING.replace("Tiltak", "Aktiviteter")
    document = table("= Bolig", "Kjøpe boliger", "= Aktivitet", "Kurs", heading=heading)
    assert topics(document) == ["Bolig", "Bolig"]


def test_a_topic_beside_a_strategy_is_not_under_it() -> None:
    rows = rows_of(table("= Tidlig innsats", "Kurs", "= Bolig", "Kjøpe boliger"))
    assert [(row.strategy, row.topic) for row in rows] == [
        ("Tidlig innsats", None),
        (None, "Bolig"),
    ]


def test_topics_under_a_strategy_stay_under_it() -> None:
    rows = rows_of(table("= Tidlig innsats", "= Skole", "Kurs", "= Bolig", "Kjøpe boliger"))
    assert [(row.strategy, row.topic) for row in rows] == [
        ("Tidlig innsats", "Skole"),
        ("Tidlig innsats", "Bolig"),
    ]


@pytest.mark.parametrize("word", ["Tiltak", "2027", "Tidsfrist"])
def test_a_word_for_what_all_tables_hold_is_no_topic(word: str) -> None:
    assert topics(table("= Bolig", "Kjøpe boliger", f"= {word}", "Kurs")) == ["Bolig", "Bolig"]


def test_a_line_between_pasted_tables_is_what_the_next_one_is_about() -> None:
    """As a web page's headings and tables are pasted without their HTML."""
    rows = {"Klima": "Bytte biler", "Natur": "Restaurere myra"}
    text = "\n\n".join(
        f"{topic}\n\nTiltak\tAnsvarlig\tFrist\n{row}\tNAV\t2027" for topic, row in rows.items()
    )
    assert [(row.topic, row.text) for row in rows_of(read_pasted(text))] == [*rows.items()]


def test_a_sentence_between_pasted_rows_is_kept_as_a_measure() -> None:
    text = "Tiltak\tAnsvarlig\nBytte biler\tNAV\n\nVi skal også restaurere myra.\n\nKurs\tNAV"
    assert [row.text for row in rows_of(read_pasted(text))][1] == "Vi skal også restaurere myra."


def test_a_title_right_under_the_heading_is_no_heading_of_its_columns() -> None:
    rows = rows_of(table("= Tiltak i rusplanen", "Bytte biler", "Kurs"))
    assert [(row.text, row.responsible_text, row.deadline_text) for row in rows] == [
        ("Bytte biler", "NAV", "2027"),
        ("Kurs", "NAV", "2027"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Lundby kommune, virksomhet psykisk helse og rus",
        "Bydel Gamle Oslo, enhet for helse",
        "3 Mål og tiltak",
        "Mål, strategier og tiltak",
    ],
)
def test_whose_the_table_is_and_a_chapter_of_all_measures_are_no_topic(words: str) -> None:
    assert topics(table(f"= {words}", "Kjøpe boliger", "Holde kurs")) == [None, None]


def test_a_kommune_that_measures_are_for_is_a_topic() -> None:
    assert topics(table("= Inkluderende kommune", "Kjøpe boliger")) == ["Inkluderende kommune"]
