"""A plan in PDF is read as its readers see it: cells, rows over pages, and text alone."""

from io import BytesIO
from typing import Any

import pytest

from measures.importing.document import Document, Table, Unreadable
from measures.importing.readers.any_kind import read_document
from measures.importing.readers.pdf import read_pdf
from measures.importing.readers.pdf.print import Line, Word, flowing
from measures.importing.rows.not_read import NotRead, not_read
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from tests.measures.importing.pdf_files import (
    ONLY_WITHIN,
    RULED,
    UNDERLINED,
    UNRULED,
    heading,
    pdf,
    pdf_of_a_spreadsheet,
    pdf_of_columns,
    pdf_of_lines,
    pdf_of_pages_with_a_foot,
    pdf_scanned_askew,
    pdf_with_a_drawn_bullet,
    table,
)

ROWS = (
    (
        "Flere unge fullfører skolen",
        "1.1",
        "Etablere mentorordning for elever som står i fare for å falle ut av videregående, i "
        "samarbeid med skolene og oppfølgingstjenesten",
        "Seksjonssjef barn og unge",
        "31.12.2026",
        "Påbegynt",
    ),
    ("", "1.2", "Tilby sommerjobb til ungdom", "NAV ved ungdomsteamet", "Årlig", "Iverksatt"),
    (
        "Trygge boliger",
        "1.10",
        "Utvide booppfølgingen på kveld og i helg, slik at de som bor i bemannet bolig får hjelp "
        "når det er uro i oppgangen",
        "Boligkontoret / Psykisk helse og rus",
        "2. kvartal 2026",
        "Ikke startet",
    ),
)
LONG = " ".join(f"Setning nummer {n} handler om oppfølging av unge." for n in range(20))


def read(content: bytes) -> Document:
    return read_pdf(BytesIO(content), "Plan.pdf")


def texts(one: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in one.rows if not row.repeats_heading]


def in_lines(table: Table) -> list[tuple[str, ...]]:
    """The same, whatever lines the cells are broken in."""
    return [tuple(" ".join(cell.split()) for cell in row) for row in texts(table)]


@pytest.mark.parametrize(
    "style",
    [RULED, ONLY_WITHIN, UNDERLINED, UNRULED],
    ids=["lines", "lines within", "rules", "none"],
)
def test_cells_over_several_lines_are_read_with_and_without_lines_around_them(style: Any) -> None:
    (only,) = read(pdf(heading("Forebygging"), table(ROWS, style=style))).tables
    assert texts(only)[1:] == [*ROWS]
    assert only.above == ("Forebygging",)


@pytest.mark.parametrize("style", [RULED, UNRULED], ids=["lines", "none"])
def test_a_table_over_several_pages_is_one_and_its_heading_is_said_once(style: Any) -> None:
    many = [("", str(n), *row[2:]) for n in range(7) for row in ROWS]
    (only,) = read(pdf(table(many, style=style))).tables
    assert texts(only)[1:] == many
    assert [row.page for row in only.rows][-1] == 2
    assert sum(row.repeats_heading for row in only.rows) == 1


@pytest.mark.parametrize("style", [RULED, UNRULED], ids=["lines", "none"])
@pytest.mark.parametrize("repeats", [True, False], ids=["heading again", "no heading"])
def test_a_row_that_the_end_of_a_page_breaks_is_one_row(style: Any, repeats: bool) -> None:
    tall = [("", f"2.{n}", f"{LONG} {n}", "NAV", "Årlig", "Påbegynt") for n in range(3)]
    document = read(pdf(table(tall, style=style, repeats=repeats)))
    rows = [row for each in document.tables for row in texts(each)[1:]]
    assert document.pages
    assert document.pages > 1
    assert [row for row in rows if row[0] != "Mål"] == tall


def test_a_row_over_more_than_two_pages_is_one_row() -> None:
    taller = ("", "1", " ".join([LONG] * 6), "NAV", "Årlig", "Påbegynt")
    document = read(pdf(table([taller, ROWS[0]])))
    (only,) = document.tables
    assert document.pages
    assert document.pages > 2
    assert [row for row in texts(only) if row[0] != "Mål"] == [taller, ROWS[0]]


def test_a_goal_that_spans_the_table_is_one_cell_that_goes_on_to_the_right() -> None:
    rows = [("<b>Mål 1: Færre begynner</b>", *[""] * 5), *ROWS]
    (only,) = read(pdf(table(rows, style=(*RULED, ("SPAN", (0, 1), (-1, 1)))))).tables
    goal = only.rows[1]
    assert goal.cells[0].text == "Mål 1: Færre begynner"
    assert goal.cells[0].is_bold
    assert all(cell.is_from_left for cell in goal.cells[1:])


def test_a_goal_over_several_rows_is_repeated_from_above() -> None:
    (only,) = read(pdf(table(ROWS, style=(*RULED, ("SPAN", (0, 1), (0, 2)))))).tables
    assert only.rows[2].cells[0].text == "Flere unge fullfører skolen"
    assert only.rows[2].cells[0].is_from_above


def test_bullets_and_words_parted_at_the_end_of_a_line_are_made_whole() -> None:
    words = "• Kurse ansatte i kommunale rus-<br/>tjenester<br/>• Følge opp barne-<br/>og ungdom"
    (only,) = read(pdf(table([("", "1", words, "NAV", "", "")]))).tables
    assert only.rows[1].cells[2].text == (
        "- Kurse ansatte i kommunale rustjenester\n- Følge opp barne- og ungdom"
    )


def test_a_bullet_that_is_drawn_is_a_bullet() -> None:
    (only,) = read(pdf_with_a_drawn_bullet()).tables
    assert texts(only) == [("Tiltak", "Ansvarlig"), ("- Kurse ansatte\nVarig", "NAV")]


def test_the_colour_of_a_cell_is_told() -> None:
    red = (*RULED, ("BACKGROUND", (5, 1), (5, 1), "#FF0000"))
    (only,) = read(pdf(table(ROWS, style=red))).tables
    assert [row.cells[5].fill for row in only.rows[1:]] == ["FF0000", None, None]


def test_each_table_has_the_headings_that_it_stands_under() -> None:
    document = read(
        pdf(
            heading("Mål 1: Forebygging"),
            table(ROWS[:1]),
            heading("Mål 2: Bolig"),
            table(ROWS[2:]),
        )
    )
    assert [each.above for each in document.tables] == [
        ("Mål 1: Forebygging",),
        ("Mål 2: Bolig",),
    ]
    assert "Handlingsplan Bydel Bjerke 2025–2028, side 1" in document.lines


def test_a_heading_over_two_lines_is_one() -> None:
    long = (
        "Handlingsplan mot rusmiddelmisbruk og for ettervern og trygge bomiljø " + "i kommunen " * 6
    )
    (only,) = read(pdf(heading(long), table(ROWS))).tables
    assert only.above == (long.strip(),)


def test_the_text_of_a_scan_has_its_rows_though_no_space_parts_them() -> None:
    (only,) = read(
        pdf_of_columns(
            [
                ("Mål", "Tiltak", "Ansvarlig", "Frist"),
                ("Flere i jobb", "Fglge Oslostandard for arbeid", "Oppvekst og velferd:", "2026"),
                ("", "rettet mot utsatt ungdom", "Forebyggende tjenester", ""),
                ("Bolig", "Bedrive oppsgkende arbeid", "NAV", ""),
                ("", "på kveldstid", "", ""),
            ]
        )
    ).tables
    assert texts(only)[1:] == [
        (
            "Flere i jobb",
            "Fglge Oslostandard for arbeid rettet mot utsatt ungdom",
            "Oppvekst og velferd: Forebyggende tjenester",
            "2026",
        ),
        ("Bolig", "Bedrive oppsgkende arbeid på kveldstid", "NAV", ""),
    ]


def test_a_goal_on_a_line_of_its_own_is_a_row_of_its_own_without_lines_too() -> None:
    rows = [("Tilby IPS", "NAV", "2026"), ("Mål 2: Bolig", "", ""), ("Bygge", "Bolig", "2027")]
    head = ("Tiltak", "Ansvarlig", "Frist")
    (only,) = read(pdf(table(rows, head=head, style=UNRULED, widths=(290, 150, 80)))).tables
    assert texts(only)[1:] == rows


def test_text_alone_is_read_where_it_names_its_values() -> None:
    file = pdf_of_lines(
        [
            "Ruspolitisk handlingsplan",
            "Mål 1: Flere unge fullfører skolen",
            "Tiltak 1: Etablere mentorordning for elever som står",
            "i fare for å falle ut",
            "Ansvarlig: Seksjonssjef barn og unge",
            "Tiltak 2: Tilby sommerjobb",
            "Ansvarlig: NAV",
            "Frist: Årlig",
        ]
    )
    (only,) = read_document(BytesIO(file), "Plan.pdf").tables
    goal = "Flere unge fullfører skolen"
    assert texts(only) == [
        ("Mål", "Nr", "Tiltak", "Ansvarlig", "Frist"),
        (
            goal,
            "1",
            "Etablere mentorordning for elever som står i fare for å falle ut",
            "Seksjonssjef barn og unge",
            "",
        ),
        (goal, "2", "Tilby sommerjobb", "NAV", "Årlig"),
    ]


OF_A_SPREADSHEET = (
    ("Nr", "Tiltak", "Ansvarlig", "Frist", "Status", "Merknad"),
    ("1", "Åpen kafé", "Fagsenteret", "31.12.2026", "Under arbeid", "To kvelder"),
    ("2", "Kurs for ansatte og\npårørende i bydelen", "NAV", "Løpende", "Løpende", ""),
    ("3", "Natteravn", "Politiet", "", "", ""),
    ("4", "Foreldremøter på\nungdomstrinnet", "Skolene", "Høsten 2025", "Gjennomført", ""),
    ("5", "Booppfølging", "Boligkontoret", "2027", "Ikke startet", "Mangler midler"),
)


@pytest.mark.parametrize(
    ("height", "in_the_middle"),
    [(15, False), (32, False), (32, True)],
    ids=["too low for its text", "high", "text in the middle"],
)
def test_a_spreadsheet_printed_without_lines_keeps_its_rows_and_columns(
    height: int, in_the_middle: bool
) -> None:
    (only,) = read(
        pdf_of_a_spreadsheet(OF_A_SPREADSHEET, height=height, in_the_middle=in_the_middle)
    ).tables

    assert texts(only) == [
        tuple(cell.replace("\n", " ") for cell in row) for row in OF_A_SPREADSHEET
    ]


def test_a_cell_that_is_printed_over_its_neighbour_does_not_mix_their_letters() -> None:
    cut = ("6", "Kurs i overdoseforebygging for ansatte og pårør", "NAV", "2026", "Iverksatt", "")
    at = (40, 70, 280, 430, 540, 650)
    (only,) = read(pdf_of_a_spreadsheet([*OF_A_SPREADSHEET, cut], height=32, at=at)).tables

    assert texts(only)[-1] == cut


CUT_SHORT = (
    ("Nr", "Tiltak", "Ansvarlig", "Frist"),
    ("1", "Tilbud til ungdom i helgene, lavterskel aktivit", "Seksjonsleder ungdom ", "2026"),
    ("2", "Kurs for ansatte", "NAV", "2027"),
    ("3", "Kartlegging av rusvaner ved alle helsestasjonene hvert år", "", "2026"),
    ("4", "Natteravn", "Frivilligsentralen", "2026"),
)


def test_a_text_that_a_spreadsheet_cut_at_its_neighbour_is_pointed_out() -> None:
    at = (40, 70, 268, 371)
    document = read(pdf_of_a_spreadsheet(CUT_SHORT, height=15, at=at))

    (only,) = document.tables
    assert texts(only)[1:] == [tuple(cell.strip() for cell in row) for row in CUT_SHORT[1:]]
    cut = [[n for n, cell in enumerate(row.cells) if cell.is_cut] for row in only.rows]
    assert cut == [[], [1, 2], [], [], []]
    first, *_others = read_rows(document, guess_layout(document), words=Words({}))
    assert {(str(doubt.kind), doubt.field) for doubt in first.doubts} == {
        ("columns_run_together", "text"),
        ("columns_run_together", "responsible_text"),
    }


def test_no_text_is_pointed_out_where_the_columns_have_room_or_lines_are_broken() -> None:
    for height in (15, 32):
        (only,) = read(pdf_of_a_spreadsheet(OF_A_SPREADSHEET, height=height)).tables
        assert not any(cell.is_cut for row in only.rows for cell in row.cells)


def test_a_page_that_was_scanned_askew_keeps_its_rows_and_its_words_apart() -> None:
    rows = [
        ("MÅL", "TILTAK", "ANSVARLIG", "FRIST"),
        ("Flere i jobb", "Tilby arbeidstrening til alle som", "NAV", "Årlig"),
        ("", "står uten arbeid", "", ""),
        None,
        ("", "Rekruttere natteravner", "Frivilligsentralen", "2027"),
        None,
        ("Bolig", "Skaffe ti nye boliger", "Boligkontoret", "2028"),
        ("", "i området", "", ""),
    ]
    (only,) = read(pdf_scanned_askew(rows)).tables
    assert in_lines(only)[1:] == [
        ("Flere i jobb", "Tilby arbeidstrening til alle som står uten arbeid", "NAV", "Årlig"),
        ("", "Rekruttere natteravner", "Frivilligsentralen", "2027"),
        ("Bolig", "Skaffe ti nye boliger i området", "Boligkontoret", "2028"),
    ]


@pytest.mark.parametrize(
    "file",
    [
        pdf_of_pages_with_a_foot(),
        pdf_of_pages_with_a_foot("Status per 31.08.2025 Side", is_one=True),
    ],
    ids=["a title", "as a column's heading"],
)
def test_a_row_that_the_pages_end_pushed_down_is_whole_and_the_foot_is_none_of_it(
    file: bytes,
) -> None:
    (only,) = read(file).tables
    assert in_lines(only)[1:] == [
        ("1", "Åpne kafé", "NAV", "2026"),
        (
            "2",
            "Prøve ut nattverter som skal evalueres etter ett år, og melde fra",
            "Etaten",
            "2027",
        ),
        ("3", "Kurs for ansatte", "Skolen", "2028"),
    ]


def test_a_word_that_was_wider_than_its_cell_is_whole() -> None:
    def line(text: str, top: float) -> Line:
        x0, words = 10.0, []
        for each in text.split():
            words.append(Word(each, x0, x0 + 5 * len(each), top, top + 10, 10))
            x0 = words[-1].x1 + 3
        return Line(tuple(words))

    broken = [line("Psykologene i", 0), line("kommunehelsetjeneste", 12), line("n", 24)]
    assert flowing(broken, 112) == "Psykologene i kommunehelsetjenesten"
    two = [line("Innbyggerforeningens", 0), line("demensforening", 12)]
    assert flowing(two, 112) == "Innbyggerforeningens demensforening"
    long = [
        line("brukerundersøk", 0),
        line("else, og", 12),
        line("samtalemetodik", 24),
        line("k", 36),
    ]
    assert flowing(long, 80) == "brukerundersøkelse, og samtalemetodikk"
    apart = [line("Avdelingsleder", 0), line("oppvekst", 12)]
    assert flowing(apart, 80) == "Avdelingsleder oppvekst"
    two = [line("Psykologene i", 0), line("kommunehelsetjenesten", 12), line("og NAV", 24)]
    assert flowing(two, 117) == "Psykologene i kommunehelsetjenesten og NAV"


def test_what_is_printed_beside_the_rows_that_are_read_is_told_with_its_page() -> None:
    note = "Planen rulleres hvert år, og legges fram for bydelsutvalget."
    document = read(pdf_of_a_spreadsheet(OF_A_SPREADSHEET, height=32, note=note))

    assert not_read(document, guess_layout(document)) == [NotRead("på side 1", (note,))]


def test_text_that_is_no_table_stays_text() -> None:
    document = read(pdf_of_lines(["1. Innledning", "Planen gjelder rus.", "2. Bakgrunn"]))
    assert document.tables == ()
    assert document.lines == ("1. Innledning", "Planen gjelder rus.", "2. Bakgrunn")


def test_a_scanned_pdf_without_text_asks_for_text_recognition() -> None:
    with pytest.raises(Unreadable, match=r"«Plan\.pdf» er bare bilder\. Skann den på nytt med"):
        read(pdf_of_lines([]))


def test_a_pdf_with_a_password_is_told_to_be_locked() -> None:
    with pytest.raises(Unreadable) as refused:
        read(pdf_of_lines(["Tiltak"], password="hemmelig"))
    assert str(refused.value) == (
        "«Plan.pdf» er låst med passord. Ta bort passordet, og last opp på nytt."
    )


def test_the_first_row_under_hva_hvem_og_nar_is_a_measure() -> None:
    rows = [("Hva", "Hvem", "Når"), ("Åpne kafé", "NAV", "2026"), ("Kurs", "BUP", "2027")]
    (only,) = read(pdf_of_columns(rows, at=(40, 230, 470))).tables
    assert texts(only)[:2] == rows[:2]


def test_numbers_part_the_rows_where_no_space_does() -> None:
    rows = [("Nr", "Tiltak", "Ansvarlig")]
    for n in range(1, 7):
        rows += [(str(n), "Lære opp alle ansatte", "NAV og BUP"), ("", "Samtaler om rus", "")]
    (only,) = read(pdf_of_columns(rows, at=(40, 70, 300))).tables
    assert texts(only)[1] == ("1", "Lære opp alle ansatte Samtaler om rus", "NAV og BUP")
