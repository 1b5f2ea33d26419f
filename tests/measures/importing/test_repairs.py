"""Letters that a scanner lost are proposed back, sure or not, and nothing is repaired unasked."""

import pytest

from measures.importing.document import Cell, Document, DocumentKind, Row, Table
from measures.importing.rows.repairs import (
    Repair,
    WhyUnsure,
    find_repairs,
    is_damaged,
    texts_in,
    with_repaired_cells,
    with_repairs,
)

SCANNED = (
    "@kt livskvalitet for personer med rusproblemer. Etablere rutine for oppfglging av pargrende "
    "og sikre at ansatte far opplaering. Arbeide for a redusere frafall nar rusproblemer oppstar, "
    "og gjgre det lett & finne frem. Pabegynt. | 2021 ble 3 prosjekter startet i Sgndre Nordstrand."
)


def repairs(text: str = SCANNED) -> dict[str, Repair]:
    return {each.word: each for each in find_repairs([(text, "side 12")])}


@pytest.mark.parametrize(
    ("word", "repaired"),
    [
        ("@kt", "Økt"),
        ("oppfglging", "oppfølging"),
        ("pargrende", "pårørende"),
        ("opplaering", "opplæring"),
        ("nar", "når"),
        ("oppstar", "oppstår"),
        ("gjgre", "gjøre"),
        ("a", "å"),
        ("Pabegynt", "Påbegynt"),
        ("Sgndre", "Søndre"),
    ],
)
def test_a_word_that_is_none_and_that_one_repair_makes_one_is_sure(
    word: str, repaired: str
) -> None:
    found = repairs()[word]
    assert (found.repaired, found.is_sure) == (repaired, True)


@pytest.mark.parametrize(
    ("word", "repaired", "why"),
    [
        ("far", "får", WhyUnsure.IS_A_WORD),
        ("&", "å", WhyUnsure.IS_A_SIGN),
        ("|", "", WhyUnsure.IS_A_SIGN),
    ],
)
def test_what_can_be_read_in_two_ways_is_not_sure(word: str, repaired: str, why: WhyUnsure) -> None:
    found = repairs()[word]
    assert (found.repaired, found.why_unsure) == (repaired, why)


def test_words_that_are_right_and_numbers_are_left_alone() -> None:
    assert not {"rutine", "rusproblemer", "frafall", "prosjekter", "3", "2021"} & repairs().keys()


def test_a_proposal_says_how_often_and_where_first() -> None:
    texts = [("Fglge opp unge", "side 1"), ("Etablere mgter @stensjg", "side 2")]
    found = find_repairs([*texts, ("Fglge rutinen", "side 3")])
    assert (found[0].word, found[0].places) == ("Fglge", 2)
    assert (found[0].example, found[0].place) == ("Fglge opp unge", "side 1")


def test_text_that_has_its_letters_is_not_searched() -> None:
    assert not is_damaged(["Følge opp pårørende når rusproblemer oppstår, bl.a. på kveld. " * 5])
    assert not is_damaged(["Send svar til rus@bjerke.no"])
    assert is_damaged([SCANNED])


def test_only_what_is_accepted_is_repaired_and_the_file_keeps_its_words() -> None:
    assert with_repairs("Fglge opp a.", {"a": "å"}) == "Fglge opp å."
    table = Table("Tabell 1", (Row(1, (Cell("Fglge opp"), Cell("|  NAV")), page=2),))
    document = Document(DocumentKind.PDF, "Plan.pdf", (table,))
    row = with_repaired_cells(document, {"Fglge": "Følge", "|": ""}).tables[0].rows[0]
    assert [(cell.text, cell.raw) for cell in row.cells] == [
        ("Følge opp", "Fglge opp"),
        ("NAV", "|  NAV"),
    ]
    assert list(texts_in(document)) == [("Fglge opp", "side 2"), ("|  NAV", "side 2")]


def test_a_text_that_lost_some_of_its_letters_alone_is_repaired_too() -> None:
    texts = [
        "Følge opp ungdom på skolene",
        "Gjennomg3 rutinene og få oversikt p3 gatelaget pd kveld",
    ]
    found = {each.word: each.repaired for each in find_repairs((text, "side 1") for text in texts)}
    assert found["Gjennomg3"] == "Gjennomgå"
    assert (found["p3"], found["pd"]) == ("på", "på")


def test_codes_and_cubic_metres_are_no_lost_letters() -> None:
    texts = ["F3 Få på plass 20 m3 lager i S3 og G3", "Kurs i F&U, og P3 på lufta"]
    assert find_repairs((text, "side 1") for text in texts) == []
