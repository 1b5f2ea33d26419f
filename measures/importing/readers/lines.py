"""Lines: words that were parted at a line's end are made whole; which lines are a page's number."""

import re
from collections.abc import Iterable

PAGE_NUMBER = re.compile(
    r"[-–—|] ?\d{1,3} ?[-–—|]|side \d{1,3}(?: ?(?:av|/) ?\d{1,3})?", re.IGNORECASE
)
"""Of a whole line: «- 4 -», «Side 4 av 12»."""

# From the word's first letter alone: of a word of 30,000 letters each is looked at once.
# «Rus-» and «konsulent» on the next line; before «og» and «eller» the hyphen stays: «barne- og».
_PARTED = re.compile(
    r"(?<!\w)(?P<head>\w+)(?:-|\u00ad|‐)[ \t]*\n[ \t]*(?!(?:og|eller|samt|til|i|på)\b)"
    r"(?P<tail>[a-zæøåé])"
)


OWN_HYPHEN = re.compile(r"(?<=\S)-\n(?=[A-ZÆØÅ0-9])")
"""«SLT-» before «Koordinator» or a number keeps its hyphen."""


def joined_lines(lines: Iterable[str]) -> str:
    """The lines of a paragraph as one text."""
    text = with_whole_words("\n".join(lines))
    return " ".join(OWN_HYPHEN.sub("-", text).split())


def with_whole_words(text: str) -> str:
    """The same text; a hyphen that parts a word at a line's end is gone, with the line break.

    After an abbreviation or a number the hyphen is the word's own: «NAV-⏎ansatt» is «NAV-ansatt».
    """
    text = text.replace("\u00ad\n", "").replace("\u00ad", "")
    return _PARTED.sub(_whole, text)


def _whole(parted: re.Match[str]) -> str:
    head = parted["head"]
    is_own = head.isupper() or head[-1].isdigit() or head[-1].isupper() or head in _NAMES
    return f"{head}{'-' if is_own else ''}{parted['tail']}"


_NAMES = {"Nav"}
