"""CSV: one table, as Excel or a system writes it, whatever letters and marks it has."""

import csv
import os
from io import StringIO
from itertools import islice
from pathlib import PurePath
from typing import BinaryIO

from measures.importing.document import Cell, Document, DocumentKind, Row, Table, Unreadable
from measures.importing.readers.lines import with_whole_words
from measures.importing.readers.sheet_limits import COLUMNS, ROWS
from measures.importing.sentences import MEGABYTE, not_whole, too_many_columns, too_many_rows
from measures.importing.tables.list_marks import with_plain_marks

_MARKS = (";", "\t", ",", "|")
_ENOUGH = 100
"""Rows that are looked at for the mark between their cells."""
LARGEST_CSV = 5 * MEGABYTE
_LONGEST_CELL = MEGABYTE
_SAYS_ITS_MARK = "sep="
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def is_csv(head: bytes, name: str) -> bool:
    """Whether a file that is of no other kind is text, and named as one of cells."""
    is_text = head.startswith(_UTF_16) or not any(byte < 9 for byte in head)
    return PurePath(name).suffix.lower() == ".csv" and is_text


def read_csv(file: BinaryIO, name: str) -> Document:
    """Raises `Unreadable` with the sentence where it is larger than a plan is, or has a cell that
    never ends."""
    text = _text(file.read()).replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith(_SAYS_ITS_MARK):
        text = text.partition("\n")[2]
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(islice(csv.reader(StringIO(text), delimiter=_mark(text)), ROWS + 1))
    except csv.Error as problem:
        raise Unreadable(not_whole(name)) from problem
    finally:
        csv.field_size_limit(before)
    width = max(map(len, rows), default=0)
    if len(rows) > ROWS:
        raise Unreadable(too_many_rows("", name, None, ROWS))
    if width > COLUMNS:
        raise Unreadable(too_many_columns("", name, width, COLUMNS))
    made = tuple(
        Row(n, tuple(_cell(words) for words in [*row, *[""] * (width - len(row))]))
        for n, row in enumerate(rows, start=1)
    )
    return Document(DocumentKind.CSV, name, (Table("Tabellen", made),))


def reads_at_once(file: BinaryIO, at_most: int) -> bool:
    """The file stands at its beginning afterwards."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return size <= at_most


def _text(content: bytes) -> str:
    """UTF-8 where it is that; else the letters of Norwegian Windows, which Excel writes."""
    if content.startswith(_UTF_16):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _mark(text: str) -> str:
    """What parts the cells: the mark that gives the most rows as many cells, more than one."""

    def rows_alike(mark: str) -> tuple[int, int]:
        first = islice(csv.reader(StringIO(text), delimiter=mark), _ENOUGH)
        widths = [len(row) for row in first if len(row) > 1]
        usual = max(set(widths), key=widths.count, default=0)
        return widths.count(usual), usual

    return max(_MARKS, key=rows_alike)


def _cell(words: str) -> Cell:
    lines = [line.rstrip() for line in words.split("\n")]
    text = with_plain_marks(with_whole_words("\n".join(line for line in lines if line.strip())))
    return Cell(text.strip() if "\n" not in text else text, words if words != text else "")
