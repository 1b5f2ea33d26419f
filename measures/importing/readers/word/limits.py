"""How long a Word document may be: counted in its XML, before python-docx builds all of it."""

import re
from collections.abc import Iterable

from measures.importing.document import Unreadable
from measures.importing.readers.sheet_limits import ROWS
from measures.importing.sentences import too_long_a_document

PARAGRAPHS = 50_000
"""Each cell has one: 5,000 rows of ten cells. As many take 1.8 s and 48 MB to read."""
ELEMENTS = 1_000_000
"""Twenty for each paragraph. 2.5 million in a file of 58 KB took 8.5 s and 322 MB."""

_COUNTED = (
    (re.compile(rb"<(?:\w+:)?tr[\s/>]"), ROWS, "tabellrader"),
    (re.compile(rb"<(?:\w+:)?p[\s/>]"), PARAGRAPHS, "avsnitt"),
    (re.compile(rb"<[^/!?]"), ELEMENTS, "formateringer"),
)
_LONGEST_TAG = 64
"""Its beginning, as far as it is looked for."""


class WordLength:
    """The rows and paragraphs of all parts of a document, as far as they have been seen."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._seen = [0 for _each in _COUNTED]

    def check(self, pieces: Iterable[bytes]) -> None:
        """A part more. Raises `Unreadable` with the sentence, at the piece that is too much."""
        rest = b""
        for piece in pieces:
            text = rest + piece
            cut = text.rfind(b"<", -_LONGEST_TAG)
            text, rest = (text[:cut], text[cut:]) if cut >= 0 else (text, b"")
            self._count(text)
        self._count(rest)

    def _count(self, text: bytes) -> None:
        for n, (tag, most, what) in enumerate(_COUNTED):
            self._seen[n] += len(tag.findall(text))
            if self._seen[n] > most:
                raise Unreadable(too_long_a_document(what, self._name, most))
