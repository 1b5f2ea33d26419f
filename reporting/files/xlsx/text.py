"""Text as a spreadsheet can hold it: legible, escaped, short enough, and unique where it must be.

Excel counts text in UTF-16 units.
"""

import re
from collections.abc import Iterator, Sequence

UNNAMED_SHEET = "Ark"
MAX_SHEET_NAME = 31

_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\v\f\r"}
_NEWLINES = dict.fromkeys(map(ord, "\v\f\r"), "\n")
_NO_CHARACTERS = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
_LEGIBLE = _PICTURES | _NEWLINES | _NO_CHARACTERS
# Excel reads «_x000B_» in a cell as U+000B, so the underscore of such a code is written as
# _x005F_, Excel's escape for it (the look-ahead finds both in «_x0041_x0042_»). openpyxl 3.1
# neither escapes cells nor decodes them: whoever reads the file with it sees _x005F_ until
# openpyxl.utils.escape.unescape. The file is for Excel.
_CODE = r"_(?=x[0-9A-Fa-f]{4}_)"
ODD = re.compile(rf"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|{_CODE}")
_ATOM = re.compile(rf"({_CODE})|(.)", re.DOTALL)


def legible(text: str) -> str:
    """The text as XML can carry it: every line break (\\v is Word's soft one) is a newline, other
    control characters are their pictures (U+2400–), and what is no character is U+FFFD.
    """
    return text.replace("\r\n", "\n").translate(_LEGIBLE)


MAX_PROPERTY = 255


def as_property(text: str) -> str:
    """A title as the properties of a Word or Excel file hold it, where no longer one may stand: cut
    with «…». The file's own first page has the whole."""
    line = one_line(legible(text))
    return line if len(line) <= MAX_PROPERTY else f"{line[: MAX_PROPERTY - 1].rstrip()}…"


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """The names as Excel accepts them: short, without ``: \\ / ? * [ ]``, and unique."""
    taken = {"history"}  # Excel keeps it for itself
    lines = (re.sub(rf"[:\\/?*\[\]]|{_CODE}", "-", one_line(name)) for name in wanted)
    named = (line.strip(" '") or UNNAMED_SHEET for line in lines)
    return [unique_name(name, taken, MAX_SHEET_NAME, " ({})") for name in named]


def one_line(text: str) -> str:
    """A heading: no line breaks, and one space between words."""
    return " ".join(legible(str(text)).split())  # str: a lazy translation is a heading too


def unique_name(wanted: str, taken: set[str], limit: int, numbered: str) -> str:
    """The name within the limit, numbered if it is taken in any case. ``taken`` learns it."""
    number, suffix = 1, ""
    while True:
        room = limit - len(suffix)
        name = wanted if fits(wanted, room) else next(pieces(wanted, room - 1)) + "…"
        name += suffix
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
        number += 1
        suffix = numbered.format(number)


def escaped(text: str) -> str:
    """The text with Excel's own escapes written so that they stay as they were typed."""
    return re.sub(_CODE, "_x005F_", text)


def fits(text: str, room: int) -> bool:
    """Excel counts UTF-16 units, so an emoji is two. The escapes are counted as well."""
    return len(text) * 2 <= room or len(escaped(text).encode("utf-16-le")) // 2 <= room


def pieces(text: str, room: int) -> Iterator[str]:
    """The text in pieces that each fit in ``room`` units."""
    start = used = 0
    for atom in _ATOM.finditer(text):
        units = len("_x005F_") if atom[1] else 1 + (atom[2] > "\uffff")
        if used + units > room:
            yield text[start : atom.start()]
            start, used = atom.start(), 0
        used += units
    yield text[start:]


def wrapped_lines(text: str, width: float) -> int:
    """How many lines the text takes in a column of this width, in characters. As a spreadsheet
    does, a word that does not fit in what is left of a line goes to the next."""
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(_lines_of(line, width) for line in text.split("\n"))


def _lines_of(line: str, width: float) -> int:
    lines, used = 1, -1
    for word in line.split(" "):
        used += 1 + len(word)
        if used > width:
            parted = int((len(word) - 1) / width)  # a word that is wider than the column
            lines += parted + (used > len(word))
            used = len(word) - int(parted * width)
    return lines
