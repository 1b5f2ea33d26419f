"""The PDF: tagged, in Norwegian, with its title and headings. No PDF/UA validator was run."""

from datetime import UTC, datetime
from importlib import import_module
from io import BytesIO
from typing import Any, NoReturn

import pytest

from reporting.files import pdf
from reporting.files.bars import stacked_bar
from reporting.files.docx import Block, Heading, Paragraph, Picture, Table
from reporting.files.pdf import NoPdfError, pdf_file

try:
    pikepdf: Any = import_module("pikepdf")
except ImportError:
    pikepdf = None
needs_pikepdf = pytest.mark.skipif(pikepdf is None, reason="no pikepdf: uv sync --group pdf")
pytestmark = pytest.mark.one_database  # it asks none

NOW = datetime(2026, 9, 18, 12, 7, tzinfo=UTC)
HOSTILE = "=cmd|'/c calc'!A1\x0b\x00<img src='file:///etc/passwd'><script>" + "å" * 5_000


@pytest.fixture(autouse=True)
def looked_for_anew() -> None:
    pdf._weasyprint.cache_clear()


def blocks(text: str = "Åpne et tilbud") -> list[Block]:
    cell = [Paragraph(text), Paragraph("Delpunkt", is_bullet=True)]
    return [
        Heading("Avvik"),
        Paragraph("3 Natteravner: høy risiko.", is_bullet=True),
        Heading("Strategi 1", 2),
        Table(["Tiltak", "Status"], [3, 1], [[cell, [Paragraph("Iverksatt")]]]),
    ]


def written(of: str | list[Block] = "Åpne et tilbud") -> bytes:
    own = blocks(of) if isinstance(of, str) else of
    try:
        return pdf_file("Status", own, footer="Alna", now=NOW, identifier="3f9a")
    except NoPdfError as problem:
        pytest.skip(f"{problem} (uv sync --extra pdf --group pdf)")


def tags_in(element: Any) -> list[str]:
    """The structure's tags in the order of reading; what is no element is a place on the page."""
    if isinstance(element, pikepdf.Array):
        return [tag for each in element for tag in tags_in(each)]
    if not isinstance(element, pikepdf.Dictionary):
        return []
    own = [str(element.S).removeprefix("/")] if "/S" in element else []
    return [*own, *tags_in(element.get("/K"))]


@needs_pikepdf
def test_it_has_its_title_its_language_and_tags_for_headings_and_tables() -> None:
    with pikepdf.open(BytesIO(written())) as file:
        assert str(file.Root.Lang) == "nb-NO"
        assert str(file.docinfo["/Title"]) == "Status"
        assert bool(file.Root.MarkInfo.Marked)
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        tags = tags_in(file.Root.StructTreeRoot)
    headings = [tag for tag in tags if tag in {"H1", "H2", "H3", "Table", "TH", "L"}]
    assert headings == ["H1", "H2", "L", "H3", "Table", "TH", "TH", "L"]


@needs_pikepdf
def test_a_picture_has_its_words_and_a_legend_is_a_list_without_pictures() -> None:
    bar = Picture(stacked_bar([(2, "43F8B6"), (1, "FFFFFF")]), 10.5, "12 Alna: 2 i kraft")
    legend = Table((), [1], [[[bar, Paragraph("I kraft")]]], has_lines=False)
    own: list[Block] = [Heading("Bilde"), legend, Table(["Bydel"], [1], [[[bar]]])]
    with pikepdf.open(BytesIO(written(own))) as file:
        tags = tags_in(file.Root.StructTreeRoot)
        figures = [
            element for element in file.objects
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Figure"
        ]  # fmt: skip
    assert [str(figure.Alt) for figure in figures] == ["12 Alna: 2 i kraft"]
    assert tags.index("L") < tags.index("Table") < tags.index("Figure")


def test_the_same_document_at_the_same_time_is_the_same_bytes() -> None:
    assert written() == written()


def test_hostile_text_is_text_and_opens_no_address() -> None:
    assert written(HOSTILE).startswith(b"%PDF")


@pytest.mark.parametrize(
    "problem", [ModuleNotFoundError("weasyprint"), OSError("cannot load library")]
)
def test_where_it_cannot_be_made_a_sentence_says_whom_to_ask(
    monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def importing(name: str) -> NoReturn:
        raise problem

    monkeypatch.setattr(pdf, "import_module", importing)
    with pytest.raises(NoPdfError, match="PDF lages ikke på denne serveren"):
        pdf_file("Status", blocks(), footer="Alna", now=NOW, identifier="3f9a")
