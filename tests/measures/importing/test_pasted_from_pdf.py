"""Lines copied from a PDF have no tabs, and end where the page's column did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.measure_row import DoubtKind, MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout

pytestmark = pytest.mark.one_database  # it asks none


def rows_of(text: str) -> list[MeasureRow]:
    document = read_pasted(text)
    return list(read_rows(document, guess_layout(document), words=Words({})))


OF_A_TABLE = """\
Handlingsplan 2024–2027
Nr Tiltak Ansvarlig Frist Status
1.1 Styrke arbeidet i videregående
skole gjennom faste besøk Utekontakten Årlig Pågår
1.2 Tilby gratis ferieaktiviteter
Fritid Sommeren 2026 Ikke startet
Side 1 av 2
Nr Tiltak Ansvarlig Frist Status
2.1 Sette opp ti modulboliger
Eiendom 31.12.2026
"""


def test_a_tables_rows_begin_at_their_numbers_and_end_with_their_deadlines() -> None:
    assert [(row.code, row.deadline_text, row.status_text) for row in rows_of(OF_A_TABLE)] == [
        ("1.1", "Årlig", "Pågår"),
        ("1.2", "Sommeren 2026", "Ikke startet"),
        ("2.1", "31.12.2026", None),
    ]


def test_who_is_responsible_is_proposed_and_asked_about() -> None:
    first = rows_of(OF_A_TABLE)[0]
    assert first.text == "Styrke arbeidet i videregående skole gjennom faste besøk"
    assert first.responsible_text == "Utekontakten"
    assert DoubtKind.COLUMNS_RUN_TOGETHER in {doubt.kind for doubt in first.doubts}


NUMBERED = """\
Forebygging
1. Etablere et team for ungdom mellom 13 og 23 år. Ansvar:
Oppvekst og læring. Tidsfrist: Innen 31.12.2026
2. Tilby veiledning til foreldre i bydelen. Ansvar: Familiens
hus. Tidsfrist: Løpende
Bolig
3. Lage en plan for anskaffelse av boliger. Ansvar: Eiendom.
Tidsfrist: 1. halvår 2026
"""


def test_the_lines_of_a_numbered_paragraph_are_one_measure() -> None:
    assert [(row.text, row.responsible_text, row.deadline_text) for row in rows_of(NUMBERED)] == [
        ("Etablere et team for ungdom mellom 13 og 23 år.", "Oppvekst og læring",
         "Innen 31.12.2026"),
        ("Tilby veiledning til foreldre i bydelen.", "Familiens hus", "Løpende"),
        ("Lage en plan for anskaffelse av boliger.", "Eiendom", "1. halvår 2026"),
    ]  # fmt: skip


def test_a_line_between_numbered_paragraphs_is_no_measure_and_no_part_of_one() -> None:
    assert [row.topic for row in rows_of(NUMBERED)] == ["Forebygging", "Forebygging", "Bolig"]


def test_the_next_chapter_below_a_table_is_no_part_of_its_last_row() -> None:
    rows = rows_of(
        "Nr Tiltak Ansvarlig Frist Status\n"
        "1 Åpne kafé for unge Kultursjef 31.12.2026 Pågår\n"
        "2 Kurse alle ansatte i samtaler HR-sjef Innen 2027 Påbegynt\n"
        "2 Økonomi\nTiltakene dekkes innenfor rammen.\n"
    )

    assert [row.text for row in rows] == ["Åpne kafé for unge", "Kurse alle ansatte i samtaler"]


def test_the_text_under_a_measures_number_is_the_measure() -> None:
    text = (
        "Mål 1: Flere bor godt\nTiltak 1.1\nBydelen skal bygge boliger for dem som ikke\n"
        "kan bo i blokk.\nAnsvarlig: Eiendom\nFrist: 2026\n"
        "Tiltak 1.2\nBydelen skal gi råd.\nAnsvarlig: NAV\nFrist: Løpende\n"
    )
    assert [(row.goal_text, row.code, row.text, row.deadline_text) for row in rows_of(text)] == [
        ("Flere bor godt", "1.1", "Bydelen skal bygge boliger for dem som ikke kan bo i blokk.",
         "2026"),
        ("Flere bor godt", "1.2", "Bydelen skal gi råd.", "Løpende"),
    ]  # fmt: skip


def test_who_and_when_on_lines_of_their_own_are_of_the_measure_above() -> None:
    text = (
        "• Skolene legger rus inn i årsplanen.\nAnsvar: Skolene. Frist: Årlig.\n"
        "• Fritidsklubben åpner kafé.\nAnsvar: Fritid. Frist: Høsten 2026.\n"
    )
    assert [(row.text, row.responsible_text, row.deadline_text) for row in rows_of(text)] == [
        ("Skolene legger rus inn i årsplanen.", "Skolene", "Årlig"),
        ("Fritidsklubben åpner kafé.", "Fritid", "Høsten 2026"),
    ]


def test_a_value_before_a_pages_number_is_kept_and_what_is_on_each_page_is_not() -> None:
    page = "{0}.1 Kurse ansatte i bydelen.\nAnsvarlig: NAV\nFrist: Løpende\n"
    pages = [page.format(n) + f"Side {n}\nBydel Nordvika\n" for n in (1, 2, 3)]
    assert [(row.text, row.deadline_text, row.topic) for row in rows_of("".join(pages))] == [
        ("Kurse ansatte i bydelen.", "Løpende", None)
    ] * 3


def test_a_page_that_ends_within_a_measure_leaves_its_head_and_foot_in_none() -> None:
    text = (
        "Plan for trygge skoleveier 2026–2029\n"
        "Tiltak 1: Sette opp lys langs gangveien.\nAnsvar: Eiendom\nFrist: 2027\n"
        "Tiltak 2: Holde kurs for elever sammen med\nTrygg Trafikk.\n"
        "Lia kommune Side 1\n\nPlan for trygge skoleveier 2026–2029\n"
        "Ansvar: Oppvekst\nFrist: Årlig\n\nLia kommune Side 2\n"
    )
    second = rows_of(text)[1]
    assert second.text == "Holde kurs for elever sammen med Trygg Trafikk."
    assert (second.responsible_text, second.deadline_text) == ("Oppvekst", "Årlig")


def test_headings_and_goals_beside_pages_numbers_are_kept() -> None:
    head, goal = "Nr Tiltak Ansvarlig Frist\n", "Mål 1: Trygg oppvekst\n"
    text = (
        f"{head}{goal}1 Åpne kafé NAV 2026\nSide 1 av 3\n{head}2 Holde kurs NAV 2027\n"
        f"Side 2 av 3\n{head}3 Bygge boliger NAV 2028\n"
    )
    rows = rows_of(text)
    assert [row.deadline_text for row in rows] == ["2026", "2027", "2028"]
    assert rows[2].goal_text == "Trygg oppvekst"


MIXED = """\
Nr Tiltak Ansvarlig Frist Status
1.1 Kurse ansatte i bydelen og NAV 2. Ikke
alle på legevakten kvartal 2026 startet
1.2 Gi opplæring til alle nye Næring Løpende Iverksatt
skjenkesteder
1.3 Holde møter fire ganger i året
1.4 Lage rutine for Skolen 1. tertial Ikke startet
elever 2026
"""


def test_what_stands_at_the_end_of_mixed_lines_is_no_deadline_and_no_status() -> None:
    rows = rows_of(MIXED)
    assert [row.code for row in rows] == ["1.1", "1.2", "1.3", "1.4"]
    assert [(row.deadline_text, row.status_text) for row in rows] == [(None, None)] * 4


CELLS = """\
Handlingsplan
Nr
Tiltak
Ansvarlig
Frist
1
Etablere kontaktlærer for rusforebygging
på hver skole
Skolesjef
31.08.2026
2
Åpne kveldstilbud
Biblioteksjef
3
Innføre rutine
Ruskonsulent
Løpende
"""


def test_cells_that_were_copied_under_each_other_are_rows_and_are_asked_about() -> None:
    rows = rows_of(CELLS)
    assert [(row.text, row.responsible_text, row.deadline_text) for row in rows] == [
        ("Etablere kontaktlærer for rusforebygging på hver skole", "Skolesjef", "31.08.2026"),
        ("Åpne kveldstilbud", "Biblioteksjef", None),
        ("Innføre rutine", "Ruskonsulent", "Løpende"),
    ]
    assert all(
        DoubtKind.COLUMNS_RUN_TOGETHER in {doubt.kind for doubt in row.doubts} for row in rows
    )


LINES_OF_CELLS = """\
Nr Tiltak Ansvarlig Frist
1.1 Holde temakvelder for foreldre
til ungdom på 9. trinn
Enhetsleder oppvekst
Årlig
1.2 Etablere et møtested i
Storgata
NAV
31.12.2026
2.1 Prøve ut et ambulant team
Seksjonsleder rus
Høsten 2026
"""


def test_cells_on_lines_of_their_own_after_a_number_are_told_apart_and_asked_about() -> None:
    rows = rows_of(LINES_OF_CELLS)
    assert [(row.text, row.responsible_text, row.deadline_text) for row in rows] == [
        ("Holde temakvelder for foreldre til ungdom på 9. trinn", "Enhetsleder oppvekst", "Årlig"),
        ("Etablere et møtested i Storgata", "NAV", "31.12.2026"),
        ("Prøve ut et ambulant team", "Seksjonsleder rus", "Høsten 2026"),
    ]
    assert DoubtKind.COLUMNS_RUN_TOGETHER in {doubt.kind for doubt in rows[0].doubts}


def test_a_cell_that_begins_on_the_texts_line_is_told_apart_too() -> None:
    rows = rows_of(LINES_OF_CELLS.replace("team\nSeksjonsleder rus", "team Seksjonsleder rus"))
    assert [row.responsible_text for row in rows] == [
        "Enhetsleder oppvekst", "NAV", "Seksjonsleder rus",
    ]  # fmt: skip


def test_lines_without_numbers_are_a_measure_each_as_before() -> None:
    text = "Lage en rutine for henvisning\nHa åpent hus hver uke\n"
    assert [row.text for row in rows_of(text)] == [
        "Lage en rutine for henvisning",
        "Ha åpent hus hver uke",
    ]


@given(st.lists(st.text(alphabet="Aå1.2 :•-\nTiltak", max_size=30), max_size=12))
def test_no_pasted_lines_are_too_odd_to_read(lines: list[str]) -> None:
    assert isinstance(rows_of("\n".join(lines)), list)
