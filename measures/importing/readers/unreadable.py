"""What cannot be read, told in a sentence before any library opens the file.

A file is judged by its content; its name only helps to say what is wrong with it. At most
`LARGEST` bytes are read, and what is packed is unpacked piece by piece and thrown away
(`packages`), so that no file costs more than some megabytes or a second before it is refused.
"""

import os
import re
import zlib
from typing import BinaryIO

from measures.importing.document import DocumentKind, Unreadable
from measures.importing.readers.csv_file import LARGEST_CSV, is_csv
from measures.importing.readers.packages import UNPACKED, kind_of_package
from measures.importing.sentences import (
    MEGABYTE,
    blown_up,
    empty,
    from_before_2007,
    locked,
    not_ours,
    not_whole,
    picture,
    rich_text,
    too_large,
)

LARGEST = 20 * MEGABYTE
_HEAD, _TAIL = 1024, 8 * 1024

_ZIP, _EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_PDF, _END_OF_PDF = b"%PDF-", b"%%EOF"
_RICH_TEXT = b"{\\rtf"
_BEFORE_2007 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_PICTURES_THAT_SAY_SO_LATER = (b"WEBP", b"ftyphei", b"ftypmif1", b"ftypavif")
_NOTHING = b"\x00 \t\r\n\xef\xbb\xbf"


def kind_of(file: BinaryIO, name: str) -> DocumentKind:
    """Which kind of document it is; the file stands at its beginning afterwards.

    Raises `Unreadable` with the sentence for the person.
    """
    if (size := file.seek(0, os.SEEK_END)) > LARGEST:
        raise Unreadable(too_large(name, size, LARGEST))
    file.seek(0)
    head = file.read(_HEAD)
    if not head.strip(_NOTHING) or head.startswith(_EMPTY_ZIP):
        raise Unreadable(empty(name))
    if head.startswith(_ZIP):
        kind = kind_of_package(file, name)
    elif _PDF in head:
        _check_pdf(file, name)
        kind = DocumentKind.PDF
    elif head.startswith(_RICH_TEXT):
        raise Unreadable(rich_text(name))
    elif head.startswith(_BEFORE_2007):
        raise Unreadable(_what_it_was_before_2007(file, name))
    elif _is_picture(head):
        raise Unreadable(picture(name))
    elif is_csv(head, name):
        if size > LARGEST_CSV:
            raise Unreadable(too_large(name, size, LARGEST_CSV))
        kind = DocumentKind.CSV
    else:
        raise Unreadable(not_ours(name))
    file.seek(0)
    return kind


def _is_picture(head: bytes) -> bool:
    return head.startswith(_PICTURES) or any(
        mark in head[:16] for mark in _PICTURES_THAT_SAY_SO_LATER
    )


def _what_it_was_before_2007(file: BinaryIO, name: str) -> str:
    """The same container holds Office as it was then, and what today's Office locks."""
    file.seek(0)
    content = file.read(LARGEST)
    if _has(content, "EncryptedPackage"):
        return locked(name)
    if _has(content, "WordDocument"):
        return from_before_2007(name, is_word=True)
    if _has(content, "Workbook") or _has(content, "Book"):
        return from_before_2007(name, is_word=False)
    return not_ours(name)


def _has(content: bytes, stream: str) -> bool:
    """Whether a stream in the container has this name: its directory holds names in UTF-16."""
    return f"{stream}\0".encode("utf-16-le") in content


_STREAM = re.compile(rb">>\s{0,4}stream\r?\n")
_PICTURE_IN_PDF = re.compile(rb"/Subtype\s*/Image")
_PIECE, _DICTIONARY = 64 * 1024, 512


def _check_pdf(file: BinaryIO, name: str) -> None:
    """That the end is there, and that what is packed in it, but pictures, does not blow up."""
    file.seek(0)
    content = file.read(LARGEST)
    if _END_OF_PDF not in content[-_TAIL:]:
        raise Unreadable(not_whole(name))
    unpacked = 0
    for found in _STREAM.finditer(content):
        before = content[max(0, found.start() - _DICTIONARY) : found.start()]
        if _PICTURE_IN_PDF.search(before[before.rfind(b" obj") + 1 :]):
            continue
        unpacked += _unpacked_size(memoryview(content)[found.end() :], UNPACKED - unpacked)
        if unpacked >= UNPACKED:
            raise Unreadable(blown_up(name, unpacked))


def _unpacked_size(packed: memoryview, at_most: int) -> int:
    """Bytes that come out of what is packed here, counted no further than `at_most`."""
    unpacking, size, at = zlib.decompressobj(), 0, 0
    try:
        while size < at_most and not unpacking.eof:
            piece = unpacking.unconsumed_tail or bytes(packed[at : (at := at + _PIECE)])
            if not piece:
                break
            size += len(unpacking.decompress(piece, MEGABYTE))
    except zlib.error:
        pass  # it is no stream of this kind, or not all of it
    return min(size, at_most)
