"""What a line of text is, where measures are written without a table: the beginning of one, who or
when of it («Ansvarlig: NAV»), a goal over the next («Mål 2: Flere får bolig»), or a part of a text.
"""

import re
from dataclasses import dataclass

from measures.importing.document import TextLine
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.labels import labelled
from measures.importing.tables.labels_in_cells import WHO_WHEN_HOW, begins_with_fact
from measures.importing.tables.layout import Meaning
from measures.importing.tables.list_marks import SIGNS

type Number = tuple[int, ...]

_NAMED = re.compile(
    r"(?:Tiltak|TILTAK|Aktivitet|AKTIVITET|Oppdrag|OPPDRAG)\s*(?:nr\.?\s*)?"
    r"(?:(?P<number>(?!(?:19|20)\d\d\b)\d+(?:\.\d+)*[a-z]?|[A-ZÆØÅ]\.?\d*(?=\s*[:.–]))"
    r"(?P<sign>\s*[:.]|\s+[–-](?=\s))?"
    r"|(?P<only>:))(?:(?:(?<=[:.–-])\s*|\s+)(?P<text>\S.*))?"
)
"""«Tiltak 1.1: Åpne kafé», «Tiltak 2.3» alone, «Tiltak: Åpne kafé»."""
_NUMBERED = re.compile(
    r"(?P<number>(?:\d{1,3}|(?!19|20)\d{4}|[A-ZÆØÅ]\.?\d{1,3})(?:\.\d{1,3})*)[.):]?\s+"
    r"(?P<text>[A-ZÆØÅ«|].*)"
)
_NUMBER_ALONE = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})+)\.?")
_MARKED = re.compile(rf"[{SIGNS}*–—-]\s*(?P<text>\S.*)")
_LABEL = re.compile(r"(?P<label>[A-ZÆØÅ][^:.()]{1,40}?)\s*:\s*(?P<text>.*)")
_CONTENTS = re.compile(r".*(?:\.{3,}|…|(?: \.){3,}) ?\d+")
_OPEN = re.compile(
    r".*(?:[,/:\u00ad‐-]|\b(?:og|eller|samt|med|av|for|i|til|på|innen|ved|fra|som|v))",
    re.IGNORECASE,
)
"""What ends so goes on."""
FULL = 0.8
"""Of the longest line: a shorter one ended by itself, however long the next word is."""
_MOST_SHORT = 999
_MOST_WORDS = 4
"""Of a label; a longer one is a sentence with a colon in it."""
_IN_SENTENCES = re.compile(r"(?:når|hvem|kven|dato|år|periode) ", re.IGNORECASE)
_NEXT_LABEL = re.compile(
    rf"[\s|;/•·–-]+(?=[A-ZÆØÅ])(?=(?i:{WHO_WHEN_HOW}"
    r"|risiko|merknad|kommentar|kostnad|samarbeid\w*|målgruppe)\s*:)"
)
"""Before the second label on a line that begins with one: «Ansvarlig: NAV – Frist: 2026»."""
_IN_BRACKETS = re.compile(r"\((?P<text>[^()]+)\)\.?")
_TEXTS = {Meaning.TEXT, Meaning.TITLE, Meaning.DESCRIPTION}
_GROUPS = {Meaning.GOAL, Meaning.STRATEGY, Meaning.TOPIC}
_NO_LABELS = {*_TEXTS, *_GROUPS, Meaning.DEADLINE_CROSS, Meaning.NUMBER, Meaning.CODE}


@dataclass(frozen=True, slots=True)
class Opening:
    """The first line of a measure: its number, and its words after that."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """«Ansvarlig: NAV»: what it is, as it is called, and its words; none where they stand below."""

    meaning: Meaning
    label: str
    text: str


def is_contents(text: str) -> bool:
    """A line of a table of contents: «Tiltak 1 Kafé ........ 4»."""
    return _CONTENTS.fullmatch(text) is not None


def named(text: str) -> Opening | None:
    """The number and the words of «Tiltak 1: Åpne kafé»; None of «Tiltak 1 skal evalueres»."""
    found = _NAMED.fullmatch(text)
    if found is None or is_contents(text):
        return None
    words = found["text"] or ""
    is_sure = found["sign"] or found["only"] or not words or not words[:1].islower()
    is_one = is_sure and (found["number"] or words)
    return Opening(found["number"] or "", words) if is_one else None


def numbered(text: str) -> Opening | None:
    """The number and the words of «1.2 Åpne kafé», or a number alone; none of another line."""
    found = None if is_contents(text) else _NUMBERED.fullmatch(text)
    if found is not None:
        return Opening(found["number"], found["text"])
    alone = _NUMBER_ALONE.fullmatch(text)
    return Opening(alone["number"], "") if alone else None


def marked_item(text: str) -> Opening | None:
    """The words of an item of a list."""
    found = _MARKED.fullmatch(text)
    return Opening("", found["text"]) if found else None


def as_number(text: str) -> Number:
    """Of «2.10»: 2 and 10; a letter in it counts as its place in the alphabet."""
    parts = re.findall(r"\d+|[A-ZÆØÅ]", text)
    return tuple(int(part) if part.isdigit() else ord(part) - 64 for part in parts)


def counts_on(before: Number, number: Number) -> bool:
    """Whether a number may come after another: «1.2» and «2.1» after «1.1», and «3» not after it;
    the first is any that ends with 1, as «1001» does."""
    if not before:
        return number[-1] == 1 or (number[-1] > _MOST_SHORT and number[-1] % 10 == 1)
    return number > before[: len(number)] and number[0] - before[0] <= 1


def told_in(text: str) -> list[Told]:
    """What a line tells by labels, the first of which it begins with; nothing of other lines."""
    made: list[Told] = []
    within = _IN_BRACKETS.fullmatch(text)
    parts = _NEXT_LABEL.sub("\n", within["text"] if within else text).split("\n")
    for part in parts:
        found = _LABEL.fullmatch(part)
        label = found["label"] if found else ""
        meaning = meaning_of(label) if found else None
        is_sentence = len(label.split()) > _MOST_WORDS or _IN_SENTENCES.match(label)
        if found is None or meaning is None or meaning in _NO_LABELS or is_sentence:
            break
        words = found["text"].strip(" ;,–")
        made.append(Told(meaning, label, words.removesuffix(".") if len(parts) > 1 else words))
    return made


def label_alone(text: str) -> Told | None:
    """A label whose words stand below it: «Ansvarlig», «Frist»."""
    name = text.rstrip(" :")
    meaning = meaning_of(name) if begins_with_fact(f"{name}: x") else None
    return Told(meaning, name, "") if meaning and meaning not in _NO_LABELS else None


def description_in(text: str) -> str | None:
    """The words after «Beskrivelse:», which are the measure's text; None of other lines."""
    found = _LABEL.fullmatch(text)
    is_one = found and meaning_of(found["label"]) in {Meaning.DESCRIPTION, Meaning.TEXT}
    return (
        found["text"] if found and is_one and len(found["label"].split()) <= _MOST_WORDS else None
    )


def group_in(text: str) -> Told | None:
    """«Mål 1: Flere får bolig», «Innsatsområde A: Bolig»: what holds for the measures below."""
    if is_contents(text):
        return None
    if (named_group := labelled(text)) is not None:
        word = re.match(r"\w+", text)
        label = word.group().capitalize() if word else ""
        return Told(named_group.meaning, label.replace("Hovud", "Hoved"), named_group.text)
    found = _LABEL.fullmatch(text)
    meaning = meaning_of(found["label"]) if found else None
    return Told(meaning, found["label"], found["text"]) if found and meaning in _GROUPS else None


def goes_on(before: str, line: TextLine) -> bool:
    """Whether a line is the rest of a text: it begins with a small letter, or what stands before it
    did not end, or had no room for its first word."""
    if line.is_apart or _MARKED.fullmatch(line.text):
        return False
    if line.text[:1].islower() or _OPEN.fullmatch(before):
        return True
    return not line.had_room and not before.endswith((".", "!", "?"))
