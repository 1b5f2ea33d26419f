"""Measures that are text under each other: a title, a text, and who, when and how far by name."""

import re
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.not_read import not_read
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from tests.measures.importing.pdf_files import pdf_of_text

type Reading = Callable[[tuple[str]], list[MeasureRow]]

pytestmark = pytest.mark.one_database  # it asks none


def rows_of(document: Document) -> list[MeasureRow]:
    return list(read_rows(document, guess_layout(document), words=Words({})))


def printed(*pages: tuple[str, ...]) -> list[MeasureRow]:
    """Of columns of text, one text each."""
    made = [[column.strip("\n").split("\n") for column in page] for page in pages]
    return rows_of(read_document(BytesIO(pdf_of_text(*made)), "Plan.pdf"))


def in_word(pages: tuple[str]) -> list[MeasureRow]:
    """Of paragraphs, as Word has them: what goes on on the next line is one."""
    file = docx.Document()
    for line in _paragraphs(pages[0]):
        marks = re.match(r"#*", line)
        if marks and marks.group():
            file.add_heading(line.strip("# "), len(marks.group()))
        elif line.startswith("• "):
            file.add_paragraph(line.removeprefix("• "), style="List Bullet")
        else:
            _, *parts = re.split(r"\*\*", f"**{line}" if "**" not in line else line)
            paragraph = file.add_paragraph()
            for n, part in enumerate(parts):
                paragraph.add_run(part).bold = len(parts) > 1 and n == 0
    made = BytesIO()
    file.save(made)
    return rows_of(read_document(made, "Plan.docx"))


def _paragraphs(page: str) -> list[str]:
    made: list[str] = []
    goes_on = False
    for line in page.strip("\n").split("\n"):
        if goes_on and line[:1].islower():
            made[-1] += f" {line}"
        elif line:
            made.append(line)
        goes_on = bool(line)
    return made


def pasted(text: str) -> list[MeasureRow]:
    return rows_of(read_pasted(text.replace("# ", "").replace("#", "").replace("**", "")))


ALL_WAYS: tuple[Reading, ...] = (printed, in_word, lambda page: pasted(page[0]))


def facts(rows: list[MeasureRow]) -> list[tuple[str | None, ...]]:
    return [(row.responsible_text, row.deadline_text, row.status_text) for row in rows]


NAMED = """
# Plan for trygge nabolag
Tiltak 2026–2029

Planen har tre satsinger: lys, liv og lag.

## Tiltak 1: Lys i parken
Bydelen setter opp lys langs alle gangveier
i parken.
**Ansvarlig:** Bymiljø
**Frist:** 31.12.2026

## Tiltak 2: Nabolagskafé
Kafeen er åpen hver dag.
**Ansvarlig:** Frivilligsentralen

## Tiltak 3: Lag og turer
Turlaget får støtte.
**Ansvarlig:** Kultur
**Frist:** Årlig
"""


@pytest.mark.parametrize("read", ALL_WAYS, ids=["pdf", "word", "pasted"])
def test_a_card_has_a_title_a_text_and_what_is_told_under_it(read: Reading) -> None:
    rows = read((NAMED,))
    assert [(row.code, row.title, row.text) for row in rows] == [
        ("1", "Lys i parken", "Bydelen setter opp lys langs alle gangveier i parken."),
        ("2", "Nabolagskafé", "Kafeen er åpen hver dag."),
        ("3", "Lag og turer", "Turlaget får støtte."),
    ]
    assert facts(rows) == [
        ("Bymiljø", "31.12.2026", None),
        ("Frivilligsentralen", None, None),
        ("Kultur", "Årlig", None),
    ]


LEFT = """
## Åpent bibliotek
Biblioteket holder åpent til klokka
22 på hverdager.
Ansvarlig: Biblioteksjef
Frist: 2026
Status: Pågår

## Bokbuss
Bussen kjører til bygda.
Ansvarlig: Kultur
Status: Utsatt
"""
RIGHT = """


## Låneautomat
En automat settes opp på stasjonen.
Ansvarlig: Eiendom
Frist: Høsten 2027

## Skrivekurs
Voksne får kurs hver vår.
Ansvarlig: Voksenopplæringen
Frist: Årlig
Status: Løpende
"""


def test_cards_in_two_columns_keep_what_is_told_of_each() -> None:
    rows = printed((LEFT, RIGHT))
    assert [row.title for row in rows] == [
        "Åpent bibliotek", "Bokbuss", "Låneautomat", "Skrivekurs",
    ]  # fmt: skip
    assert facts(rows) == [
        ("Biblioteksjef", "2026", "Pågår"),
        ("Kultur", None, "Utsatt"),
        ("Eiendom", "Høsten 2027", None),
        ("Voksenopplæringen", "Årlig", "Løpende"),
    ]


NUMBERED = """
# Innhold
Mål 1: Trygge barn .......... 2
1.1 Helsestasjon på nett ........ 2

# Mål 1: Trygge barn

## 1.1 Helsestasjon på nett
Helsestasjonen skal lage og holde ved like:
• en side på fem språk
• en chat som er åpen
hver ettermiddag
Ansvar: helsestasjonen. Frist: våren 2026.

## 1.2 Barnas hus
Huset skal ha lengre åpningstid enn i dag.
Ansvar: barnevernet – Frist: 2027 – Status: I gang

# Mål 2: Færre utenfor

## 2.1 Jobb i parken
• 20 sommerjobber
• fadder til alle
Ansvar: NAV | Frist: sommeren 2026
"""


@pytest.mark.parametrize("read", ALL_WAYS, ids=["pdf", "word", "pasted"])
def test_goals_stand_over_cards_and_lists_within_them(read: Reading) -> None:
    rows = read((NUMBERED,))
    assert [(row.goal_text, row.code, row.title) for row in rows] == [
        ("Trygge barn", "1.1", "Helsestasjon på nett"),
        ("Trygge barn", "1.2", "Barnas hus"),
        ("Færre utenfor", "2.1", "Jobb i parken"),
    ]
    assert rows[0].items == ("en side på fem språk", "en chat som er åpen hver ettermiddag")
    assert facts(rows) == [
        ("helsestasjonen", "våren 2026", None),
        ("barnevernet", "2027", "I gang"),
        ("NAV", "sommeren 2026", None),
    ]


@pytest.mark.parametrize("read", [printed, in_word], ids=["pdf", "word"])
def test_what_is_told_may_stand_before_the_text(read: Reading) -> None:
    text = "## Tiltak {0}: Dag {0}\n**Hvem:** Skole {0}\n**Når:** 202{0}\nAlle får refleks.\n"
    rows = read(("\n".join(text.format(n) for n in (6, 7, 8)),))
    assert [(row.title, row.text) for row in rows] == [
        (f"Dag {n}", "Alle får refleks.") for n in (6, 7, 8)
    ]
    assert facts(rows) == [(f"Skole {n}", f"202{n}", None) for n in (6, 7, 8)]


@pytest.mark.parametrize("read", [printed, in_word], ids=["pdf", "word"])
def test_a_label_that_is_bold_needs_no_colon(read: Reading) -> None:
    text = "## Kurs {0}\nAlle ansatte får kurs.\n**Ansvarlig** NAV {0}\n**Frist** 202{0}\n"
    rows = read(("\n".join(text.format(n) for n in (6, 7, 8)),))
    assert facts(rows) == [(f"NAV {n}", f"202{n}", None) for n in (6, 7, 8)]


def test_what_a_label_tells_may_stand_on_the_line_below() -> None:
    text = "## {0}. Nye kurs\nAlle får kurs.\n## Ansvarlig\nNAV {0}\n## Frist\n202{0}\n"
    rows = printed(("\n".join(text.format(n) for n in (1, 2, 3)),))
    assert [(row.title, row.text) for row in rows] == [("Nye kurs", "Alle får kurs.")] * 3
    assert facts(rows) == [(f"NAV {n}", f"202{n}", None) for n in (1, 2, 3)]


def test_a_card_goes_on_on_the_next_page() -> None:
    first = (
        "## Tiltak 1: Park\nParken får benker.\nAnsvarlig: Park\n## Tiltak 2: Torg\nTorget får en"
    )
    second = "scene.\nAnsvarlig: Kultur\nFrist: 2027\n## Tiltak 3: Elv\nElva renses.\nFrist: 2028"
    rows = printed((first,), (second,))
    assert [row.text for row in rows] == [
        "Parken får benker.", "Torget får en scene.", "Elva renses.",
    ]  # fmt: skip
    assert facts(rows) == [
        ("Park", None, None), ("Kultur", "2027", None), (None, "2028", None),
    ]  # fmt: skip


UNNUMBERED = """
Tre tiltak for bedre helse
Kommunen har vedtatt dette i april.

Gå sammen
Frisklivssentralen starter en turgruppe for
voksne.
Ansvarlig: Frisklivssentralen
Frist: Mai 2026

Svøm sammen
Bassenget holder åpent for familier hver lørdag.
Ansvarlig: Idrett
Status: Pågår

Spis sammen
Sykehjemmet har åpen middag.
Frist: Løpende
Status: Gjennomført
"""


def test_cards_without_numbers_begin_after_what_was_told_of_the_one_before() -> None:
    rows = pasted(UNNUMBERED)
    assert [row.title for row in rows] == ["Gå sammen", "Svøm sammen", "Spis sammen"]
    assert facts(rows) == [
        ("Frisklivssentralen", "Mai 2026", None),
        ("Idrett", None, "Pågår"),
        (None, "Løpende", "Gjennomført"),
    ]


def test_what_is_told_of_the_document_is_no_card() -> None:
    text = "# Om planen\nPlanen gjelder alle.\nAnsvarlig: Bydelsdirektør\nVedtatt: 12.12.2025\n"
    assert printed((text,)) == []
    assert [row.title for row in printed((text + NAMED,))] == [
        "Lys i parken", "Nabolagskafé", "Lag og turer",
    ]  # fmt: skip


def test_many_lines_that_go_on_are_one_text() -> None:
    rows = pasted("Tiltak 1: Kurs\nTiltak 2: Kurs\nAnsvarlig: NAV\n" + "og mer (slik:\n" * 10_000)
    assert len(rows) == 2


COUNTED = """
# Plan mot utenforskap

## Kunnskap
1. Alle ansatte tar kurs i samtaler med barn. (Ansvar: skolene. Frist: 2026)
2. Bydelen oppnevner en koordinator. (Ansvar: bydelsdirektøren. Frist: 1. mai 2026)

## Tidlig hjelp
3. Helsestasjonen spør alle gravide om vold. (Ansvar: helsestasjonen. Frist: løpende)
4. Rutinen for meldinger gjøres om. (Ansvar: barnevernet. Frist: 2027)
"""


@pytest.mark.parametrize("read", [printed, in_word], ids=["pdf", "word"])
def test_numbers_that_count_on_below_the_next_heading_begin_measures(read: Reading) -> None:
    rows = read((COUNTED,))
    assert [row.code for row in rows] == ["1", "2", "3", "4"]
    assert facts(rows)[2:] == [("helsestasjonen", "løpende", None), ("barnevernet", "2027", None)]


TIMED = """
# Dette vil vi gjere
## Dagtilbod heile veka
Dagtilbodet blir utvida frå tre til fem dagar.
Ansvar: Institusjon. Tid: innan utgangen av 2027.

## Sansehage
Uteområdet får sansehage med benker.
Ansvar: Eigedom, Furuly. Tid: våren 2027.
"""


@pytest.mark.parametrize("read", [printed, in_word], ids=["pdf", "word"])
def test_tid_is_a_label_of_its_own_after_another(read: Reading) -> None:
    assert facts(read((TIMED,))) == [
        ("Institusjon", "innan utgangen av 2027", None), ("Eigedom, Furuly", "våren 2027", None),
    ]  # fmt: skip


def test_tables_that_hold_no_measures_hide_none_in_the_text_of_a_word_plan() -> None:
    file = docx.Document()
    table = file.add_table(2, 2)
    for cell, words in zip(table._cells, ["Navn", "Telefon", "Legevakt", "116117"], strict=True):
        cell.text = words
    for n in (1, 2, 3):
        file.add_heading(f"Tiltak {n}: Kurs {n}", 2)
        file.add_paragraph("Alle ansatte får kurs.")
        file.add_paragraph(f"Ansvarlig: Enhet {n}\nFrist: 202{n + 5}")
    made = BytesIO()
    file.save(made)
    rows = rows_of(read_document(made, "Plan.docx"))
    assert [row.title for row in rows] == ["Kurs 1", "Kurs 2", "Kurs 3"]
    assert facts(rows) == [(f"Enhet {n}", f"202{n + 5}", None) for n in (1, 2, 3)]


def test_the_contents_of_a_word_plan_are_no_measures() -> None:
    file = docx.Document()
    file.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    for n in (1, 2):
        file.add_paragraph(f"Tiltak {n} Kurs {n}\t{n + 3}", style="toc 1")
    for n in (1, 2):
        file.add_heading(f"Tiltak {n} Kurs {n}", 2)
        file.add_paragraph(f"Ansvarlig: Enhet {n}")
    made = BytesIO()
    file.save(made)
    rows = rows_of(read_document(made, "Plan.docx"))
    assert facts(rows) == [("Enhet 1", None, None), ("Enhet 2", None, None)]


ABOVE = """
**Ansvarlig:** Park
**Frist:** 2026
## Rydde parken
Parken ryddes hver vår.
**Ansvarlig:** Skole
**Frist:** 2027
## Følge til skolen
Voksne går med barna.
**Ansvarlig:** Kultur
**Frist:** 2028
## Åpne scenen
Scenen står åpen om kvelden.
"""


@pytest.mark.parametrize("read", [printed, in_word], ids=["pdf", "word"])
def test_what_is_told_over_each_title_is_not_given_to_the_measure_before(read: Reading) -> None:
    assert not any(
        row.responsible_text in {"Skole", "Kultur"} and "arken" in f"{row.title} {row.text}"
        for row in read((ABOVE,))
    )


def test_items_that_end_a_measure_take_nothing_of_the_next() -> None:
    part = "Vi skal gjøre dag {0} trygg.\n• rydde sted {0}\n• male benk {0}\n"
    told = "(Ansvarlig: Lag {0}. Frist: 202{0})\n"
    rows = in_word(("\n".join((part + told).format(n) for n in (6, 7, 8)),))
    for n, others in ((6, "78"), (7, "68"), (8, "67")):
        own = [row for row in rows if f"benk {n}" in f"{row.title} {row.text} {row.items}"]
        assert not any(f"dag {other}" in row.text for row in own for other in others)


CONTENTS = """
# Innhold
Tiltak 1: Lys i parken 2
Tiltak 2: Nabolagskafé 3
Tiltak 3: Lag og turer 4
"""


@pytest.mark.parametrize("read", [printed, in_word], ids=["pdf", "word"])
def test_contents_written_by_hand_are_no_measures(read: Reading) -> None:
    rows = read((CONTENTS + NAMED,))
    assert [row.code for row in rows] == ["1", "2", "3"]
    assert facts(rows) == facts(read((NAMED,)))


def test_two_of_each_thing_told_are_not_one_measures() -> None:
    text = (
        "Åpne kafé for alle.\nAnsvarlig: {0}\nFrist: 2026\n\nAnsvarlig: {1}\nFrist: 2027\nRydde.\n"
    )
    rows = pasted(text.format("NAV", "BUP") + text.format("Skole", "Kultur"))
    assert not any({"NAV", "BUP"} <= {*(row.responsible_text or "").split("\n")} for row in rows)


def test_measures_side_by_side_in_a_table_tell_nothing_of_each_other() -> None:
    file = docx.Document()
    for left in (1, 3):
        for n, cell in enumerate(file.add_table(1, 2).rows[0].cells, start=left):
            cell.text = f"Holde kafé nummer {n} åpen\nAnsvarlig: Lag {n}\nFrist: 203{n}"
        file.add_paragraph()
    made = BytesIO()
    file.save(made)

    rows = rows_of(read_document(made, "Plan.docx"))
    assert [row.text for row in rows] == [f"Holde kafé nummer {n} åpen" for n in (1, 2, 3, 4)]
    assert facts(rows) == [(f"Lag {n}", f"203{n}", None) for n in (1, 2, 3, 4)]


def test_the_pasted_lines_that_are_in_no_card_are_told() -> None:
    document = read_pasted(NAMED.replace("# ", "").replace("#", "").replace("**", ""))
    (told,) = not_read(document, guess_layout(document))
    assert told.where == "i teksten"
    assert told.lines[0] == "Plan for trygge nabolag"
    assert not {"Kafeen er åpen hver dag.", "Frist: Årlig"} & {*told.lines}


def test_measures_in_the_text_of_a_word_plan_whose_tables_hold_others_are_told() -> None:
    file = docx.Document()
    for n in (1, 2, 3):
        file.add_heading(f"Tiltak {n}: Kurs {n}", 2)
        file.add_paragraph("Alle ansatte får kurs.")
        file.add_paragraph(f"Ansvarlig: Enhet {n}\nFrist: 202{n + 5}")
    rows = [
        ["Tiltak", "Ansvarlig", "Frist"],
        ["Åpne kafé", "Kultur", "2027"],
        ["Kor", "Rektor", "2028"],
    ]
    table = file.add_table(3, 3)
    for cell, words in zip(table._cells, [words for row in rows for words in row], strict=True):
        cell.text = words
    made = BytesIO()
    file.save(made)
    document = read_document(made, "Plan.docx")
    assert [row.text for row in rows_of(document)] == ["Åpne kafé", "Kor"]
    (told,) = not_read(document, guess_layout(document))
    assert (told.where, len(told.lines)) == ("i teksten", 12)
