"""A file that cannot be read is refused in a sentence of its own, before a library opens it."""

import tracemalloc
from collections.abc import Callable
from io import BytesIO

import pytest

from measures.importing.document import DocumentKind, Unreadable
from measures.importing.readers import any_kind
from measures.importing.readers.any_kind import read_document
from measures.importing.readers.pasted import read_pasted
from measures.importing.readers.unreadable import kind_of
from measures.importing.readers.word.limits import WordLength
from tests.measures.importing.odd_files import (
    DTD,
    SHEET,
    before_2007,
    binary_workbook,
    excel,
    long_directory,
    open_document,
    pdf_bomb,
    row,
    sheet,
    with_part,
    word,
    word_of,
)

MB = 1 << 20
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n"
NEW_DOCUMENT = "Kopier tabellen til et nytt dokument, og last opp det."
NEW_WORKBOOK = "Kopier tabellen til en ny arbeidsbok, og last opp den."

SENTENCES = {
    "locked Excel": (
        "Plan.xlsx",
        lambda: before_2007("EncryptedPackage"),
        "«Plan.xlsx» er låst med passord. Ta bort passordet i Excel (Fil, Info, Beskytt"
        " arbeidsbok),"
        " og last opp på nytt.",
    ),
    "old Word": (
        "Plan.doc",
        lambda: before_2007("WordDocument"),
        "«Plan.doc» er i et eldre Word-format. Åpne den i Word, velg Lagre som og .docx, og"
        " last opp"
        " den nye filen.",
    ),
    "old Excel, named as a new one": (
        "Plan.xlsx",
        lambda: before_2007("Workbook"),
        "«Plan.xlsx» er i et eldre Excel-format. Åpne den i Excel, velg Lagre som og .xlsx, og last"
        " opp den nye filen.",
    ),
    "macros": (
        "Plan.xlsm",
        lambda: with_part(excel(), "xl/vbaProject.bin", b"x"),
        "«Plan.xlsm» har makroer, og slike filer tar vi ikke imot. Lagre den som .xlsx uten"
        " makroer.",
    ),
    "more rows than a plan has, in Word": (
        "Plan.docx",
        lambda: word_of("<w:tr><w:tc><w:p/></w:tc></w:tr>" * 5_001),
        "«Plan.docx» har mer enn 5\xa0000 tabellrader, og det er mer enn vi leser. Last opp bare"
        " sidene med tiltak.",
    ),
    "more paragraphs than a plan has, in Word": (
        "Plan.docx",
        lambda: word_of('<w:p w:rsidR="0"><w:pPr/></w:p>' * 50_001),
        "«Plan.docx» har mer enn 50\xa0000 avsnitt, og det er mer enn vi leser. Last opp bare"
        " sidene med tiltak.",
    ),
    "more rows than a plan has, in a part of Word that stands outside its own folder": (
        "Plan.docx",
        lambda: with_part(word(), "plan/document.xml", b"<x>" + b"<w:tr/>" * 5_001 + b"</x>"),
        "«Plan.docx» har mer enn 5\xa0000 tabellrader, og det er mer enn vi leser. Last opp bare"
        " sidene med tiltak.",
    ),
    "more formats than a plan has, in Word": (
        "Plan.docx",
        lambda: word_of("<w:r/>" * 1_000_001),
        "«Plan.docx» har mer enn 1\xa0000\xa0000 formateringer, og det er mer enn vi leser. Last"
        " opp bare sidene med tiltak.",
    ),
    "rich text": (
        "Plan.rtf",
        lambda: rb"{\rtf1\ansi Tiltak}",
        "«Plan.rtf» er lagret som rik tekst (RTF). Åpne den i Word, velg Lagre som og .docx, og"
        " last opp den nye filen.",
    ),
    "rich text, named as old Word": (
        "Plan.doc",
        lambda: rb"{\rtf1\ansi Tiltak}",
        "«Plan.doc» er lagret som rik tekst (RTF). Åpne den i Word, velg Lagre som og .docx, og"
        " last opp den nye filen.",
    ),
    "binary Excel": (
        "Plan.xlsb",
        binary_workbook,
        "«Plan.xlsb» er en binær arbeidsbok. Åpne den i Excel, velg Lagre som og .xlsx, og last opp"
        " den nye filen.",
    ),
    "LibreOffice text": (
        "Plan.odt",
        lambda: open_document("text"),
        "«Plan.odt» er laget i LibreOffice. Åpne den der, velg Lagre som og .docx, og last opp den"
        " nye filen.",
    ),
    "LibreOffice": (
        "Plan.ods",
        lambda: open_document("spreadsheet"),
        "«Plan.ods» er laget i LibreOffice. Åpne den der, velg Lagre som og .xlsx, og last opp den"
        " nye filen.",
    ),
    "a picture": (
        "Plan.xlsx",
        lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        "«Plan.xlsx» er et bilde, ikke et regneark. Last opp dokumentet bildet er tatt av,"
        " eller lim"
        " inn tabellen.",
    ),
    "empty": ("Plan.docx", lambda: b"", "«Plan.docx» er tom. Velg en annen fil."),
    "truncated Word": (
        "Plan.docx",
        lambda: word()[:-100],
        "«Plan.docx» er ikke hel. Kanskje ble nedlastingen avbrutt. Hent den på nytt fra der den"
        " ligger.",
    ),
    "truncated PDF": (
        "Plan.pdf",
        lambda: PDF[:-8],
        "«Plan.pdf» er ikke hel. Kanskje ble nedlastingen avbrutt. Hent den på nytt fra der den"
        " ligger.",
    ),
    "200 MB": (
        "Plan.pdf",
        lambda: PDF + b"\0" * (31 * MB - 100),
        "«Plan.pdf» er 31 MB. Grensen er 20 MB. Lagre den uten bilder, eller last opp bare sidene"
        " med tiltak.",
    ),
    "a million rows": (
        "Plan.xlsx",
        lambda: sheet("".join(map(row, range(1, 5_010))), says="A1:C1048576"),
        "Arket «Tiltak» har 1\xa0048\xa0576 rader. Vi leser inntil 5\xa0000. Slett de tomme radene"
        " nederst, og last opp på nytt.",
    ),
    "a sparse sheet": (
        "Plan.xlsx",
        lambda: sheet(row(1) + row(1_048_576), says="A1:A2"),
        "Arket «Tiltak» har 1\xa0048\xa0576 rader. Vi leser inntil 5\xa0000. Slett de tomme radene"
        " nederst, og last opp på nytt.",
    ),
    "a wide sheet": (
        "Plan.xlsx",
        lambda: sheet(row(1, "XFD")),
        "Arket «Tiltak» har 16\xa0384 kolonner. Vi leser inntil 200. Slett de tomme kolonnene til"
        " høyre, og last opp på nytt.",
    ),
    "more cells than a plan has": (
        "Plan.xlsx",
        lambda: sheet("".join(f'<row r="{n}">{"<c/>" * 40}</row>' for n in range(1, 4_000))),
        f"«Plan.xlsx» har mer enn 150\xa0000 celler, og det er mer enn vi åpner. {NEW_WORKBOOK}",
    ),
    "merged cells without end": (
        "Plan.xlsx",
        lambda: sheet(row(1), merged="A2:XFD999"),
        "«Plan.xlsx» har mer enn 150\xa0000 sammenslåtte celler, og det er mer enn vi åpner. "
        + NEW_WORKBOOK,
    ),
    "formats without end": (
        "Plan.xlsx",
        lambda: with_part(excel(), "xl/styles.xml", b"<styleSheet>" + b"<xf/>" * MB),
        f"«Plan.xlsx» har svært mange celleformater, og det er mer enn vi åpner. {NEW_WORKBOOK}",
    ),
    "DTD": (
        "Plan.docx",
        lambda: with_part(word(), "word/document.xml", DTD),
        "«Plan.docx» viser til innhold utenfor filen (DTD), og slike filer åpner vi ikke. "
        + NEW_DOCUMENT,
    ),
    "a zip bomb": (
        "Plan.xlsx",
        lambda: with_part(excel(), "xl/sharedStrings.xml", b"<sst>" + b" " * 25 * MB),
        f"«Plan.xlsx» blir 26 MB når den pakkes ut, og det er mer enn vi åpner. {NEW_DOCUMENT}",
    ),
    "a zip bomb in a sheet": (
        "Plan.xlsx",
        lambda: with_part(excel(), SHEET, b"<worksheet>" + b" " * 25 * MB),
        f"«Plan.xlsx» blir 26 MB når den pakkes ut, og det er mer enn vi åpner. {NEW_DOCUMENT}",
    ),
    "a PDF that blows up": (
        "Plan.pdf",
        lambda: pdf_bomb(101 * MB),
        f"«Plan.pdf» blir 100 MB når den pakkes ut, og det er mer enn vi åpner. {NEW_DOCUMENT}",
    ),
    "a long list of what is in it": (
        "Plan.docx",
        long_directory,
        "«Plan.docx» er pakket på en måte vi ikke åpner. Åpne den i Word, lagre den på nytt,"
        " og prøv"
        " igjen.",
    ),
    "something else": (
        "Plan.pages",
        lambda: b"%!PS-Adobe",
        "«Plan.pages» er ikke en fil vi kan lese. Vi leser .docx, .xlsx, .pdf og .csv.",
    ),
}


@pytest.mark.parametrize(("name", "content", "sentence"), SENTENCES.values(), ids=SENTENCES.keys())
def test_each_kind_has_its_sentence_and_costs_little(
    name: str, content: Callable[[], bytes], sentence: str
) -> None:
    file = BytesIO(content())
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable) as refused:
            kind_of(file, name)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert str(refused.value) == sentence
    assert most < 50 * MB


@pytest.mark.parametrize(
    ("content", "kind"),
    [(word, DocumentKind.WORD), (excel, DocumentKind.EXCEL), (lambda: PDF, DocumentKind.PDF)],
    ids=["Word", "Excel", "PDF"],
)
def test_a_file_is_known_by_its_content_and_not_by_its_name(
    content: Callable[[], bytes], kind: DocumentKind
) -> None:
    file = BytesIO(content())
    assert kind_of(file, "Plan") == kind
    assert file.tell() == 0


def test_a_word_file_with_as_many_rows_as_are_read_can_be_read() -> None:
    rows = "<w:tr><w:trPr/><w:tc><w:tcPr/><w:p/></w:tc></w:tr>" * 5_000
    assert kind_of(BytesIO(word_of(rows)), "Plan.docx") == DocumentKind.WORD


@pytest.mark.parametrize("size", [1, 7, 64, 65, 1_000])
def test_a_row_that_is_parted_between_two_pieces_is_counted_once(size: int) -> None:
    rows = b'<w:tr w:rsidR="00AB12CD"><w:trPr/><w:tc/></w:tr>' * 5_000
    pieces = [rows[at : at + size] for at in range(0, len(rows), size)]
    length = WordLength("Plan.docx")
    length.check(pieces)
    with pytest.raises(Unreadable, match="tabellrader"):
        length.check([b"<w:t", b"r/>"])


@pytest.mark.parametrize(
    ("text", "html", "counted"),
    [
        ("a\tb\n" * 5_001, "", "5\xa0000 rader"),
        ("a", f"<table>{'<TR><td>a' * 5_001}</table>", "5\xa0000 rader"),
        ("a\n" * 15_000, "", "15\xa0000 linjer"),
    ],
    ids=["cells", "html", "lines"],
)
def test_more_than_a_plan_has_is_not_read_of_what_is_pasted(
    text: str, html: str, counted: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read_pasted(text, html)
    assert str(refused.value) == (
        f"Det du limte inn, har mer enn {counted}, og det er mer enn vi leser."
        " Lim inn bare tabellen med tiltak."
    )


def test_a_sheet_that_says_that_it_is_larger_than_it_is_can_be_read() -> None:
    assert kind_of(BytesIO(sheet(row(1), says="A1:XFD1048576")), "Plan.xlsx") == DocumentKind.EXCEL


def test_the_pictures_of_a_scanned_pdf_may_be_large() -> None:
    content = pdf_bomb(101 * MB).replace(b"<</Filter", b"<</Subtype/Image/Filter")
    assert kind_of(BytesIO(content), "Plan.pdf") == DocumentKind.PDF


def test_a_part_that_was_damaged_on_the_way_is_found() -> None:
    picture = bytes(range(256)) * 8
    content = with_part(word(), "word/media/a.bin", picture, packed=False)
    damaged = content.replace(picture, picture[:-1] + b"x")
    with pytest.raises(Unreadable, match="er ikke hel"):
        kind_of(BytesIO(damaged), "Plan.docx")


def test_a_fault_of_our_own_is_written_down_and_not_said_to_be_the_file_s(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumbles(*_given: object) -> None:
        raise IndexError

    monkeypatch.setattr(any_kind, "read_word", stumbles)
    with pytest.raises(Unreadable, match="lot seg ikke lese") as found:
        read_document(BytesIO(word()), "Plan.docx")
    assert "ikke hel" not in str(found.value)
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [IndexError]
