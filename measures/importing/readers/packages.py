"""Word and Excel files are zip files of XML: they are looked through before they are opened.

Nothing is believed: sizes are those that come out, the last row is the one that stands there and
not what the sheet says of itself, and an XML part that declares a DTD is not read at all, so that
no entity is ever resolved.
"""

import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 (it is a class)

from lxml import etree

from measures.importing.document import DocumentKind, Unreadable
from measures.importing.readers.sheet_limits import check_sheet
from measures.importing.readers.word.limits import WordLength
from measures.importing.sentences import (
    MEGABYTE,
    binary_workbook,
    blown_up,
    from_libre_office,
    not_ours,
    not_whole,
    oddly_packed,
    refers_outside,
    strict,
    too_much_of,
    with_macros,
)

UNPACKED = 100 * MEGABYTE
PART = 20 * MEGABYTE
"""Bytes, unpacked: all of it, and one part of XML. A plan of 5,000 rows is a tenth of that."""
_DIRECTORY = _STYLES = MEGABYTE
_PIECE = 64 * 1024
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535

_CONTENT_TYPES = "[Content_Types].xml"
_WORD = b"wordprocessingml.document.main+xml"
_EXCEL = (b"spreadsheetml.sheet.main+xml", b"spreadsheetml.template.main+xml")
_BINARY = b"ms-excel.sheet.binary"
_STRICT = b"purl.oclc.org/ooxml"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


def kind_of_package(file: BinaryIO, name: str) -> DocumentKind:
    """Word or Excel, when it can be opened without harm. Raises `Unreadable` with the sentence."""
    try:
        _check_directory(file, name)
        with ZipFile(file) as package:
            parts = package.infolist()
            kind = _kind(package, parts, name)
            if kind is DocumentKind.EXCEL:
                _check_sheets(package, parts, name)
            else:
                _check_length(package, parts, name)
            _check_sizes(parts, name)
            for part in parts:
                _check_part(package, part, name)
            return kind
    except (BadZipFile, ZlibError, EOFError, OSError, expat.ExpatError, etree.XMLSyntaxError) as e:
        raise Unreadable(not_whole(name)) from e


def _check_directory(file: BinaryIO, name: str) -> None:
    """The list of what is in the file is short: `ZipFile` would hold all of it in memory."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise Unreadable(not_whole(name))
    if int.from_bytes(tail[at + 12 : at + 16], "little") > _DIRECTORY:
        raise Unreadable(oddly_packed(name))


def _kind(package: ZipFile, parts: Sequence[ZipInfo], name: str) -> DocumentKind:
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts) or any(
        part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts
    ):
        raise Unreadable(oddly_packed(name))
    if "mimetype" in names and _OPEN_DOCUMENT in (mimetype := _head(package, "mimetype")):
        raise Unreadable(from_libre_office(name, is_sheet=b"spreadsheet" in mimetype))
    if _CONTENT_TYPES not in names:
        raise Unreadable(not_ours(name))
    types = _head(package, _CONTENT_TYPES)
    if _BINARY in types:
        raise Unreadable(binary_workbook(name))
    if b"macroEnabled" in types or any(each.endswith("vbaProject.bin") for each in names):
        raise Unreadable(with_macros(name, is_word=b"word/" in types))
    if "_rels/.rels" in names and _STRICT in _head(package, "_rels/.rels"):
        raise Unreadable(strict(name))
    if _WORD in types:
        return DocumentKind.WORD
    if any(each in types for each in _EXCEL):
        return DocumentKind.EXCEL
    raise Unreadable(not_ours(name))


def _head(package: ZipFile, member: str) -> bytes:
    with package.open(member) as stream:
        return stream.read(MEGABYTE)


def _check_sheets(package: ZipFile, parts: Sequence[ZipInfo], name: str) -> None:
    titles, cells = titles_of_sheets(package), 0
    for part in parts:
        if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
            title = titles.get(part.filename, "")
            cells = check_sheet(_pieces(package, part, name), title, name, cells)
        if part.filename == "xl/styles.xml" and part.file_size > _STYLES:
            raise Unreadable(too_much_of("celleformater", name))


def _check_length(package: ZipFile, parts: Sequence[ZipInfo], name: str) -> None:
    length = WordLength(name)
    for part in parts:
        if _is_xml(part):  # its main part may stand anywhere
            length.check(_pieces(package, part, name))


def titles_of_sheets(package: ZipFile) -> dict[str, str]:
    """The part of each sheet → what its tab says; nothing where the file does not tell."""
    names = set(package.namelist())
    book, links = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {book, links} <= names:
        return {}
    targets = {
        link.get("Id"): f"xl/{link.get('Target', '').removeprefix('/xl/')}"
        for link in _elements(package, links, "Relationship")
    }
    return {
        targets.get(value, ""): sheet.get("name", "")
        for sheet in _elements(package, book, "sheet")
        for key, value in sheet.items()
        if key.endswith("}id")
    }


def _elements(package: ZipFile, member: str, called: str) -> Iterator[etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    yield from etree.fromstring(_head(package, member), parser).iter(f"{{*}}{called}")


def _check_sizes(parts: Sequence[ZipInfo], name: str) -> None:
    """`ZipFile` never gives more of a part than it says its size is, so these can be trusted."""
    everything = sum(part.file_size for part in parts)
    if everything > UNPACKED or any(part.file_size > PART for part in parts if _is_xml(part)):
        raise Unreadable(blown_up(name, everything))


def _is_xml(part: ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels", ".vml"))


def _pieces(package: ZipFile, part: ZipInfo, name: str) -> Iterator[bytes]:
    """The part, unpacked piece by piece; a wrong checksum is told at its end."""
    unpacked = 0
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield piece
            if _is_xml(part) and (unpacked := unpacked + len(piece)) > PART:
                raise Unreadable(blown_up(name, part.file_size))


def _check_part(package: ZipFile, part: ZipInfo, name: str) -> None:
    """That all of a part can be unpacked, and that it declares no DTD."""
    prologue = _Prologue() if _is_xml(part) else None
    for piece in _pieces(package, part, name):
        if prologue and not prologue.is_over and prologue.finds_dtd(piece):
            raise Unreadable(refers_outside(name))


class _Prologue:
    """What stands before the first element of an XML part."""

    def __init__(self) -> None:
        self.is_over = self._has_dtd = False
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._see_dtd
        self._parser.StartElementHandler = self._see_element

    def finds_dtd(self, piece: bytes) -> bool:
        """Whether a DTD is declared as far as this piece. Raises what the parser does."""
        try:
            self._parser.Parse(piece)
        except expat.ExpatError:
            if not (self.is_over or self._has_dtd):
                raise
        return self._has_dtd

    def _see_dtd(self, *_: object) -> None:
        self._has_dtd = self.is_over = True

    def _see_element(self, *_: object) -> None:
        self.is_over = True
