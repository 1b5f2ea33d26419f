"""Which reader a file is for, by its content and not its name."""

from typing import BinaryIO

from measures.importing.document import Document, DocumentKind, Unreadable
from measures.importing.progress import Stopped, Tell, tell_nobody
from measures.importing.readers.cards import with_cards_of_text
from measures.importing.readers.csv_file import read_csv
from measures.importing.readers.excel import read_excel
from measures.importing.readers.pdf import read_pdf
from measures.importing.readers.unreadable import kind_of
from measures.importing.readers.word import read_word
from measures.importing.sentences import unreadable
from measures.importing.tables.cards import with_cards_as_rows
from measures.importing.tables.labels_in_cells import with_labels_as_columns
from measures.importing.tables.transposed import with_measures_as_rows
from ruspolitikk.server.logs import log


def read_document(file: BinaryIO, name: str, tell: Tell = tell_nobody) -> Document:
    """Read a file that can be searched in. Raises `Unreadable` with the sentence for the person.

    `tell` is called after each page of a PDF; what it raises ends the reading.
    """
    kind = kind_of(file, name)
    try:
        read = with_cards_as_rows(with_measures_as_rows(_read(kind, file, name, tell)))
        return with_labels_as_columns(with_cards_of_text(read))
    except (Stopped, Unreadable):
        raise
    except Exception as problem:
        # Of a file that is broken within the libraries raise anything; but it may be our own fault,
        # so it is written down where those who run the product look.
        log.exception("a document could not be read")
        raise Unreadable(unreadable(name)) from problem


def _read(kind: DocumentKind, file: BinaryIO, name: str, tell: Tell) -> Document:
    if kind is DocumentKind.PDF:
        return read_pdf(file, name, tell)
    if kind is DocumentKind.CSV:
        return read_csv(file, name)
    return read_word(file, name) if kind is DocumentKind.WORD else read_excel(file, name)
