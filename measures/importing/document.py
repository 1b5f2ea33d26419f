"""What a reader gives of a file: its tables as people see them, before anybody guesses anything.

One reader per kind of document (`readers/`); the same shapes out of each. Whatever is a guess
(which tables are measures, what a column means) comes later: `layout`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Unreadable(Exception):  # noqa: N818 (it is what the file is)
    """The file cannot be read; its text is the sentence (bokmål) that the person is told."""


class DocumentKind(StrEnum):
    WORD = "word"
    EXCEL = "excel"
    PDF = "pdf"
    CSV = "csv"
    PASTED = "pasted"


class Hidden(StrEnum):
    """Why a row or a sheet is not seen by who opens the file."""

    BY_HAND = "by_hand"
    BY_FILTER = "by_filter"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, as people read it.

    `text`: the lines, parted by \\n; a line that has a bullet or a list number begins with `BULLET`
    (measures.models.measure), which the file's own mark is replaced by; one level of nesting is
    two spaces before it. Soft breaks are line breaks; hyphens that part a word at a line's end,
    footnote marks, and what is deleted or struck out (unless all of it is) are gone.
    `raw`: the file's own words, where they differ from `text`; else empty.
    `is_from_left`, `is_from_above`: a merged cell, whose text is repeated here from its first.
    `fill`: the background's colour, «RRGGBB»; None for none and for white.
    `value`: Excel's own date or number, where it has one.
    `is_cut`: the file may hold less of it than was written, or some of the cell beside it.
    `has_struck_words`: a part of it is struck out, and not in `text`.
    `has_no_value`: a formula whose value is not in the file, or an error («#REF!»).
    `list_number`: the number that Word gives a cell's only paragraph; alone in it, its text too.
    """

    text: str = ""
    raw: str = ""
    is_from_left: bool = False
    is_from_above: bool = False
    fill: str | None = None
    is_struck: bool = False
    is_bold: bool = False
    has_struck_words: bool = False
    is_cut: bool = False
    has_no_value: bool = False
    list_number: str = ""
    value: date | int | float | None = None

    @property
    def as_written(self) -> str:
        return self.raw or self.text


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is as people count: Excel's own, or the table's rows from 1. `page` is a PDF's.

    `repeats_heading`: the file itself marks the row as a heading that is repeated on each page.
    """

    number: int
    cells: tuple[Cell, ...]
    page: int | None = None
    hidden: Hidden | None = None
    repeats_heading: bool = False

    @property
    def is_blank(self) -> bool:
        return not any(cell.text.strip() for cell in self.cells)

    @property
    def is_struck(self) -> bool:
        """All that is written in it is struck through."""
        written = [cell for cell in self.cells if cell.text.strip()]
        return bool(written) and all(cell.is_struck for cell in written)

    @property
    def own_cells(self) -> tuple[Cell, ...]:
        """Those that are not merged with one to the left: each text once."""
        return tuple(cell for cell in self.cells if not cell.is_from_left)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document, or a sheet of a workbook. Its rows all have as many cells.

    `name`: where it is, in words: «Tabell 2», or the sheet's name.
    `above`: the headings that it stands under, outermost first; last the line right above it,
    where that is short. `page`: the first page that it stands on, in a PDF.
    `between`: the lines since the table before, headings among them, without lists.
    `is_list`: it holds the values of drop-down lists. `is_of_cards`: each row was a card of its own
    (`tables.cards`), which says all that it says itself. `is_text`: its rows are the document's
    running text (`readers.cards`), in which nobody can count them.
    """

    name: str
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    page: int | None = None
    hidden: Hidden | None = None
    hidden_columns: tuple[int, ...] = ()
    is_list: bool = False
    is_of_cards: bool = False
    is_text: bool = False

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a document that is in none of its tables, and a PDF's page."""

    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line outside the tables, as it looks. `place`: which one it is of all.

    `rank`: how much it stands out (larger or bold), 0 as most do; `is_apart`: there is space above
    it; `had_room`: the line before had room for its first word, and ended by itself.
    """

    text: str
    place: int = 0
    page: int | None = None
    rank: float = 0.0
    is_apart: bool = False
    had_room: bool = True


@dataclass(frozen=True, slots=True)
class ColumnsApart:
    """Columns of a printed spreadsheet that stand on a page of their own, and the page of the
    tiltak that they tell about."""

    page: int
    of_page: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read. `lines` are its text outside the tables, in order: where title and
    period may stand, and all there is of a document without tables. `pages`: of a PDF; `beside`:
    the same lines with their pages, without what is printed on every page, and of Word and what is
    pasted the text that is in no row, where measures are in the text; `apart`: columns of its
    tables that are printed on other pages. `text`: of Word and a PDF, `beside` or its like with how
    each line looks."""

    kind: DocumentKind
    name: str
    tables: tuple[Table, ...]
    lines: tuple[str, ...] = ()
    pages: int | None = None
    beside: tuple[PrintedLine, ...] = ()
    apart: tuple[ColumnsApart, ...] = ()
    text: tuple[TextLine, ...] = ()
