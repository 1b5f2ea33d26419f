"""Whether a file can be read while somebody waits for the page: in about two seconds.

An arbeidsark is not asked about: it is read at once (`worksheet.quick`).
"""

from typing import BinaryIO
from zipfile import ZipFile

from measures.importing.document import DocumentKind
from measures.importing.readers.csv_file import reads_at_once
from measures.importing.readers.pdf import count_pages
from measures.importing.readers.unreadable import kind_of

_PDF_PAGES = 5
"""A page full of a table takes 0.2–0.5 s."""
_XML = 700_000
"""Bytes of text, unpacked: 1,000 rows of a sheet take 1.5 s, as many of a Word table 1 s."""
_TEXT = ("word/document", "xl/worksheets/", "xl/sharedStrings")


def takes_long(file: BinaryIO, name: str) -> bool:
    """The file stands at its beginning afterwards. Raises `Unreadable` with the sentence for the
    person, of what can be told without reading it."""
    kind = kind_of(file, name)
    if kind is DocumentKind.PDF:
        return count_pages(file, name) > _PDF_PAGES
    if kind is DocumentKind.CSV:
        return not reads_at_once(file, _XML)
    with ZipFile(file) as package:
        parts = package.infolist()
        text = sum(part.file_size for part in parts if part.filename.startswith(_TEXT))
        file.seek(0)
    return text > _XML
