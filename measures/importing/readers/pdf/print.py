"""What is printed on a page, as lines with their places; and how the lines of a cell are one text.

A PDF knows letters and where they stand, and nothing of words, lines or paragraphs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from pdfplumber.utils.text import extract_words

from measures.importing.readers.lines import OWN_HYPHEN, with_whole_words
from measures.importing.rows.norwegian_words import is_compound, is_listed
from measures.importing.tables.list_marks import SIGNS, with_plain_marks

Letter = dict[str, Any]
"""A letter of pdfplumber: `text`, `x0`, `x1`, `top`, `bottom`, `size`, `fontname`, …; in points."""

_MARK = re.compile(rf"(?:[{SIGNS}*»–—-]\s*|o\s+(?=[A-ZÆØÅ]))(?=\S)")
_NUMBERED = re.compile(r"(?:[0-9]{1,2}|[a-zæøå])[.)]\s+(?=\S)")
_FOOTNOTE = re.compile(r"[0-9]{1,2}\)?|[*†‡]+")
_SMALL = 0.75
"""Of the letters around it: what a footnote's mark is at most."""


_LONG_WORD = 12
_LONG_PART = 6
_FULL = 1.5
"""Of the letters' size: no more is left of a line that a word was broken on."""
_WIDEST_LETTER = 0.9
"""Of the letters' size: a line that ends so much before the cell's widest had room for more of the
word, which was none of its own."""
_REST_OF_WORD = re.compile(
    r"(?!(?:og|av|er|en|et|om|på|to|de|du|vi|så|da|se|at|ut|opp|for|som|ved|til|med|fra|den|det"
    r"|har|nå|ny|hos|mot|per|pr|i|å|får|gir|tar|går|gå|få|gi|ta|kan|må|vil|bør|bor|bo|ser|nye|ung"
    r"|når|før|der|her|dem|man|hun|han|sin|vår|jo|ei|eg|dei|ein|eit|kor)$)[a-zæøå]{1,3}"
)
_ENDS_NO_TEXT = {"en", "et", "er", "de", "ne"}
_TIME = re.compile(r"\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d|(?:19|20)\d\d(?:[-–](?:19|20)\d\d)?")
_PART_OF_TIME = re.compile(r"\d{1,2}[./][\d./]*|(?:19|20)\d(?:\d[-–]\d{0,3})?")

_LONG_LINE = 8.0
"""Of a letter's size: so long a line tells whether the page is askew."""
_FEWEST_LINES = 5
_LEVEL = 0.001
_WORD_SPACE = 0.15
"""Of a letter's size: what parts two words. Scanners and justified lines leave less than 0.2."""
_OVER = 0.12
"""Of a letter's size: further back than kerning goes, it is printed over what stands there."""
_KERNED = 0.2
"""The same after a letter that leaves room below or above it: «Ta», «LT»."""
_LEAVES_ROOM = frozenset("TVWYFPLA")


@dataclass(frozen=True, slots=True)
class Word:
    """`ends_text`: the last of its text, with a space after it; what follows is another text."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool = False
    is_struck: bool = False
    ends_text: bool = False

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside each other, from left to right; never none."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @property
    def is_bold(self) -> bool:
        return all(word.is_bold for word in self.words)

    @property
    def is_struck(self) -> bool:
        return all(word.is_struck for word in self.words)


def straightened(letters: Sequence[Letter]) -> Sequence[Letter]:
    """The same letters; of a page that was scanned askew, moved up or down onto level lines."""
    lines: list[list[Letter]] = []
    for letter in letters:
        last = lines[-1][-1] if lines else letter
        is_level = abs(letter["bottom"] - last["bottom"]) < 0.3 * letter["size"]
        if lines and is_level and letter["x0"] >= last["x0"]:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    slopes = [slope for line in lines for slope in _slope(line[0], line[-1])]
    slope = median(slopes) if len(slopes) >= _FEWEST_LINES else 0.0
    if abs(slope) < _LEVEL:
        return letters
    return [
        letter | {edge: letter[edge] - slope * letter["x0"] for edge in ("top", "bottom")}
        for letter in letters
    ]


def _slope(first: Letter, last: Letter) -> list[float]:
    """Of a line from its first letter to its last; none of a short one."""
    if last["x0"] - first["x0"] < _LONG_LINE * first["size"]:
        return []
    return [(last["bottom"] - first["bottom"]) / (last["x0"] - first["x0"])]


def words_of(letters: Sequence[Letter], strokes: Sequence[Letter] = ()) -> list[Word]:
    """The words of some letters; `strokes` are the lines that may strike them out."""
    found = []
    for run in _runs(letters):
        own = extract_words(
            [letter | {"text": _known(letter["text"])} for letter in run],
            x_tolerance_ratio=_WORD_SPACE,
            y_tolerance=3,
            extra_attrs=["fontname", "size"],
            return_chars=False,
        )
        ends_with_space = run[-1]["text"].isspace()
        found += [(each, ends_with_space and each is own[-1]) for each in own]
    return [
        Word(
            text=each["text"],
            x0=each["x0"],
            x1=each["x1"],
            top=each["top"],
            bottom=each["bottom"],
            size=each["size"],
            is_bold=re.search(r"bold|black|heavy", each["fontname"], re.IGNORECASE) is not None,
            is_struck=any(_strikes(stroke, each) for stroke in strokes),
            ends_text=ends_text,
        )
        for each, ends_text in found
        if each["text"].strip()
    ]


def _runs(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """The letters in the file's own order, parted where the next is printed elsewhere: a cell's
    text that ran on under its neighbour's is no part of the neighbour's words."""
    run: list[Letter] = []
    for letter in letters:
        if run and not _follows(letter, run[-1]):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _follows(letter: Letter, before: Letter) -> bool:
    step = letter["x0"] - before["x1"]
    is_on_line = abs(letter["bottom"] - before["bottom"]) <= 1
    over = _KERNED if before["text"] in _LEAVES_ROOM else _OVER
    return bool(is_on_line and -over * letter["size"] < step < 2 * letter["size"])


def _known(letter: str) -> str:
    """A sign that the font has no letter for is nearly always a bullet."""
    return "•" if re.fullmatch(r"\(cid:\d+\)", letter) else letter


def _strikes(stroke: Letter, word: Letter) -> bool:
    height = word["bottom"] - word["top"]
    return bool(
        word["top"] + 0.35 * height < stroke["top"] < word["top"] + 0.7 * height
        and stroke["x0"] <= word["x0"] + 1
        and stroke["x1"] >= word["x1"] - 1
    )


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The words in lines, from top to bottom; parts of one word in another font are put together,
    and a footnote's mark after a word is left out."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.bottom, one.x0)):
        if lines and _beside(lines[-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    made = (Line(tuple(_whole(sorted(line, key=lambda one: one.x0)))) for line in lines)
    return sorted(made, key=lambda line: line.top)


def _beside(line: Sequence[Word], word: Word) -> bool:
    top, bottom = min(one.top for one in line), max(one.bottom for one in line)
    near = line[-1]
    if 0.85 < word.size / near.size < 1.18 and word.bottom - near.bottom > 0.3 * word.size:
        return False  # the next row's, printed close under this one
    shared = min(bottom, word.bottom) - max(top, word.top)
    return shared > 0.5 * min(bottom - top, word.bottom - word.top)


def _whole(words: Sequence[Word]) -> Iterator[Word]:
    whole = words[0]
    for word in words[1:]:
        step = word.x0 - whole.x1
        is_glued = not whole.ends_text and -_OVER * whole.size < step < 0.1 * whole.size
        if is_glued and _is_footnote(word, whole):
            continue
        if is_glued:
            whole = Word(
                whole.text + word.text,
                whole.x0,
                word.x1,
                min(whole.top, word.top),
                max(whole.bottom, word.bottom),
                max(whole.size, word.size),
                whole.is_bold and word.is_bold,
                whole.is_struck and word.is_struck,
                word.ends_text,
            )
            continue
        yield whole
        whole = word
    yield whole


def _is_footnote(word: Word, before: Word) -> bool:
    is_raised = word.bottom < before.bottom - 0.1 * before.size and word.size < before.size
    return (word.size < _SMALL * before.size or is_raised) and bool(_FOOTNOTE.fullmatch(word.text))


# --- The text of a cell --------------------------------------------------------------------------


def flowing(lines: Sequence[Line], right: float) -> str:
    """The text of a cell: a line that only ended because the cell did (at `right`) goes on.

    A new line begins where a mark stands, where space was left over, and where the next word would
    have had room on the line before.
    """
    if not lines:
        return ""
    steps = (b.top - a.top for a, b in pairwise(lines))
    leading = min((step for step in steps if step > 0), default=0.0)
    text = lines[0].text
    widest = max(line.x1 for line in lines)
    for before, line in pairwise(lines):
        is_last = line is lines[-1]
        if _breaks_a_time(before, line, right):
            text += line.text
        elif _begins_anew(before, line, right, leading):
            text += f"\n{line.text}"
        elif before.text.endswith(("-", "\u00ad", "‐")):
            text = with_whole_words(f"{text}\n{line.text}")
            text = OWN_HYPHEN.sub("-", text).replace("-\n", "- ")
        elif widest - before.x1 < _WIDEST_LETTER * before.size and _breaks_a_word(
            before, line, right, is_last=is_last
        ):
            text += line.text
        else:
            text += f" {line.text}"
    return with_plain_marks("\n".join(_spaced_mark(line) for line in text.split("\n")))


def _begins_anew(before: Line, line: Line, right: float, leading: float) -> bool:
    if _MARK.match(line.text) or _NUMBERED.match(line.text):
        return True
    if before.text.endswith(("-", "\u00ad", "‐", ",")):
        return False
    if line.top - before.top > 1.5 * leading and not line.text[:1].islower():
        return True
    left_over = right - before.x1
    wanted = line.words[0].width + 0.3 * line.size
    return left_over > wanted + (1.5 if line.text[:1].islower() else 0.3) * line.size


def _breaks_a_time(before: Line, line: Line, right: float) -> bool:
    """A date or years wider than their cell: «31.12.202⏎4». The two are a time, the first none."""
    head, rest = before.words[-1].text, line.words[0].text
    is_full = right - before.x1 < _FULL * before.size
    is_part = _PART_OF_TIME.fullmatch(head) is not None and rest[:1].isdigit()
    return is_full and len(before.words) == 1 and is_part and bool(_TIME.fullmatch(head + rest))


def _breaks_a_word(before: Line, line: Line, right: float, *, is_last: bool) -> bool:
    """A word that is wider than its cell, which Word breaks where the cell ends, without a hyphen:
    «kommunehelsetjeneste⏎n», «brukerundersøk⏎else». The two are a word, and one alone is none;
    «Fritidssjef⏎en» is one too, as no text ends with «en». «Foreningens⏎kontor» are two."""
    head, rest = before.text, line.words[0].text.rstrip(".,;:!?)")
    is_full = right - before.x1 < _FULL * before.size
    if is_last and len(line.words) == 1 and is_full and rest in _ENDS_NO_TEXT:
        return len(before.words) == 1 and _is_word(head + rest)
    is_long = len(before.words) == 1 and len(head) >= _LONG_PART and head.isalpha()
    if not (is_full and is_long and rest.isalpha() and rest.islower()):
        return False
    if len(head) >= _LONG_WORD and _REST_OF_WORD.fullmatch(rest):
        return True
    is_whole = _is_word(rest) and (_is_word(head) or _is_word(head.removesuffix("s")))
    return not is_whole and _is_word(head + rest)


def _is_word(text: str) -> bool:
    word = text.casefold()
    return len(word) > 1 and (is_listed(word) or is_compound(word))


def _spaced_mark(line: str) -> str:
    """«•Kurs» and «• Kurs» as one; a hyphen before a word is a mark where a space follows."""
    found = re.match(rf"([{SIGNS}]|o(?=\s+[A-ZÆØÅ]))\s*(?=\S)", line)
    return f"• {line[found.end() :]}" if found else line
