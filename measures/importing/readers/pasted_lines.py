"""What was copied from a PDF: lines that end where the column did, and no tabs between the cells.

Only where the lines themselves tell where each measure begins: by numbers that count on, or by
«Tiltak 1.1». What cannot be told apart (who is responsible, after the measure's last word) stays in
the text, which is marked as one that columns may have run together in.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from measures.importing.document import Cell, Row
from measures.importing.readers.lines import PAGE_NUMBER, with_whole_words
from measures.importing.tables.columns import is_deadline, is_role, is_status
from measures.importing.tables.headings import labelled, meaning_of
from measures.importing.tables.labels_in_cells import begins_with_fact, tells_who_or_when
from measures.importing.tables.layout import Meaning

_NUMBERED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?P<text>[A-ZÆØÅ«].*)")
_ALONE = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?")
_MARKED = re.compile(r"[•·●▪■➢►▶‣\uf000-\uf0ff–-]\s+(?P<text>\S.*)")
_NAMED = re.compile(
    r"(?P<label>Tiltak|Aktivitet)\s+(?:nr\.?\s*)?(?P<number>\d+(?:\.\d+)*)[.:]?"
    r"(?:\s+(?P<text>[A-ZÆØÅ«].*))?"
)
_TIMED = re.compile(r".*(?:frist|når|tids\w+)\s*:\s*(?P<time>[^:]+)", re.IGNORECASE | re.DOTALL)
_LABEL = re.compile(r"(?P<label>[A-ZÆØÅ][^:.]{1,40}?)\s*:\s*\S")
_STATUS_OF_TWO = re.compile(r"(?:Ikke|Delvis|Under|På|I) [a-zæøå]+")
_ENDS_WITH_FACT = re.compile(
    r"(?:\d\.?|\b(?:Løpende|Kontinuerlig|Årlig|Hver\w*|Halvårlig|Iverksatt|Gjennomført|Pågår"
    r"|Påbegynt|Fullført|Utsatt|Planlagt|Ikke|Under|Vår\w*|Høst\w*|Innen|Snarest"
    r"|(?:Ikke|Under|På|I) [a-zæøå]+|kvartal|tertial|halvår))$"
)
_FEWEST = 2
_FEWEST_STACKED = 3
"""Headings under each other."""
_MOST_WORDS = 4
"""Of a heading, and of a deadline or a status at a row's end."""
_LONGEST_HEADING = 12
"""Words of a line of headings."""
_ROOM = 0.85
"""Of the longest line: a line that leaves room for the next one's first word ended by itself."""
_LONGEST_LINE = 160
"""Of a page; a longer one is a whole paragraph, as Word gives it."""
_FACTS = (Meaning.DEADLINE, Meaning.STATUS)
_NUMBER, _TEXT = "Nr", "Tiltak"
_NAMES = {
    Meaning.RESPONSIBLE: "Ansvarlig",
    Meaning.DEADLINE: "Frist",
    Meaning.STATUS: "Status",
}

type Number = tuple[int, ...]


@dataclass(slots=True)
class _Text:
    """The lines of one measure, or of what stands between measures (`is_measure` not); `told`: the
    lines under it that begin with who or when («Ansvarlig: NAV»)."""

    lines: list[str]
    number: str = ""
    is_measure: bool = True
    told: list[str] = field(default_factory=list)
    facts: dict[Meaning, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        own = with_whole_words("\n".join(self.lines)).replace("\n", " ").strip()
        return "\n".join([own, *self.told])


def rows_of_lines(lines: Sequence[str]) -> tuple[Row, ...] | None:
    """The rows of lines without tabs; None where nothing tells where each begins."""
    own = _within_pages([" ".join(line.split()) for line in lines if line.strip()])
    if sum(bool(_NAMED.fullmatch(line)) for line in own) >= _FEWEST:
        texts = (Cell(each.text) for each in _named(own))
        return tuple(Row(n, (cell,)) for n, cell in enumerate(texts, start=1))
    if stacked := _stacked(own):
        return tuple(_rows(*stacked))
    headings = next((found for line in own if len(found := _headings_in(line)) > 1), ())
    own = [line for line in own if not _headings_in(line)]
    parts = list(_numbered(own, is_table=bool(headings)))
    if sum(part.is_measure for part in parts) < _FEWEST:
        parts = list(_marked(own))
    if Meaning.RESPONSIBLE in headings:
        parts = _with_who(parts, headings)
    return tuple(_rows(parts, headings)) if parts else None


def _within_pages(lines: Sequence[str]) -> list[str]:
    """The lines without the pages' numbers, and without what stands beside each of them alone: a
    title on every page, and never a value."""
    around = zip(["", *lines], lines, [*lines[1:], ""], strict=False)
    beside = Counter(
        line
        for before, line, after in around
        if PAGE_NUMBER.fullmatch(before) or PAGE_NUMBER.fullmatch(after)
    )
    times = Counter(lines)
    running = {
        line
        for line, n in beside.items()
        if n >= _FEWEST
        and times[line] - n <= 1  # the first page's has no number before it
        and line[:1].isupper()
        and not line.endswith(".")
        and not (begins_with_fact(line) or is_deadline(line) or is_status(line))
    }
    return [line for line in lines if not PAGE_NUMBER.fullmatch(line) and line not in running]


# --- Where each measure begins -------------------------------------------------------------------


def _named(lines: Sequence[str]) -> Iterator[_Text]:
    """«Tiltak 1.1» with its text after it, as a card says it: «Tiltak 1.1: Åpne kafé»."""
    longest = max(map(len, lines))
    current: _Text | None = None
    for line in lines:
        found = _NAMED.fullmatch(line)
        if not found and current and _is_of(current, line, longest):
            current.lines.append(line)
            continue
        if current:
            yield current
        name = f"{found['label']} {found['number']}: {found['text'] or ''}" if found else line
        current = _Text([name.strip()])
    if current:
        yield current


def _is_of(current: _Text, line: str, longest: int) -> bool:
    label = _LABEL.match(line)
    is_other = labelled(line) is not None or (label and meaning_of(label["label"]) is not None)
    return not is_other and _goes_on(current, line, longest)


def _goes_on(current: _Text, line: str, longest: int) -> bool:
    """Whether a line is the rest of a text: one in small letters is, and one that the line before
    left no room for, where it does not say when already."""
    before = [*current.lines, *current.told][-1]
    if before.endswith(":") or line[:1].islower():
        return True
    timed = _TIMED.fullmatch(" ".join([*current.lines[-2:], *current.told]))
    if timed and line[:1].isupper() and is_deadline(timed["time"]):
        return False
    first = line.split(maxsplit=1)[0]
    is_wrapped = longest <= _LONGEST_LINE
    return is_wrapped and len(before) + 1 + len(first) > _ROOM * longest


def _numbered(lines: Sequence[str], *, is_table: bool) -> Iterator[_Text]:
    """A measure begins at each number that counts on; a line after one that ended by itself is none
    of it, unless it is a table's, whose cells are narrow."""
    longest = max(map(len, lines), default=0)
    depth = _depth_of(lines)
    before: Number = ()
    current: _Text | None = None
    for line in lines:
        found = _NUMBERED.fullmatch(line)
        number = _as_number(found["number"]) if found else ()
        if current and current.is_measure and begins_with_fact(line):
            current.told.append(line)
            continue
        if found and len(number) <= depth and _counts_on(before, number):
            before = number if len(number) == depth else before
            is_measure = len(number) == depth
            start = _Text([found["text"]], found["number"], is_measure)
        elif current and labelled(line) is None and (is_table or _goes_on(current, line, longest)):
            (current.told or current.lines).append(line)
            continue
        else:
            start = _Text([line], is_measure=False)
        if current:
            yield current
        current = start
    if current:
        yield current


def _marked(lines: Sequence[str]) -> list[_Text]:
    """The items of a list that each say who or when; none of others."""
    longest = max(map(len, lines), default=0)
    made: list[_Text] = []
    for line in lines:
        found = _MARKED.fullmatch(line)
        if made and made[-1].is_measure and begins_with_fact(line):
            made[-1].told.append(line)
        elif found:
            made.append(_Text([found["text"]]))
        elif made and labelled(line) is None and _goes_on(made[-1], line, longest):
            made[-1].lines.append(line)
        else:
            made.append(_Text([line], is_measure=False))
    told = [each for each in made if each.is_measure and tells_who_or_when(each.text)]
    return made if len(told) >= _FEWEST else []


def _depth_of(lines: Sequence[str]) -> int:
    """Of how many numbers most measures' are: 2 of «1.1»."""
    found = [match for line in lines if (match := _NUMBERED.fullmatch(line))]
    depths = Counter(len(_as_number(each["number"])) for each in found)
    return depths.most_common(1)[0][0] if depths else 0


def _as_number(text: str) -> Number:
    return tuple(int(part) for part in text.split("."))


def _counts_on(before: Number, number: Number) -> bool:
    """Whether a number may come after another: «1.2» and «2.1» after «1.1», and «3» not after it;
    the first is any that ends with 1."""
    if not before:
        return number[-1] == 1
    return number > before[: len(number)] and number[0] - before[0] <= 1


# --- What the end of a row says ------------------------------------------------------------------


def _headings_in(line: str) -> tuple[Meaning, ...]:
    """The meanings of a line of headings alone («Nr Tiltak Ansvarlig Frist»); else nothing."""
    made = _parted(line.split())
    is_heading = len(set(made)) == len(made) > 1 and {Meaning.TEXT, Meaning.TITLE} & {*made}
    return made if is_heading else ()


def _parted(words: Sequence[str]) -> tuple[Meaning, ...]:
    """The headings that words are, each of as few as may be; nothing where some are none."""
    if len(words) > _LONGEST_HEADING:
        return ()
    for count in range(1, min(_MOST_WORDS, len(words)) + 1):
        meaning = meaning_of(" ".join(words[:count]))
        if meaning is None or meaning is Meaning.DEADLINE_CROSS:
            continue
        rest = _parted(words[count:])
        if rest or count == len(words):
            return (meaning, *rest)
    return ()


def _without_facts(part: _Text, headings: Sequence[Meaning]) -> _Text:
    """The measure without the deadline and the status at its end, where its last columns are. Where
    a line before the last ends with one, the cells' lines are mixed, and all stays in the text."""
    if part.told or part.facts or any(_ENDS_WITH_FACT.search(line) for line in part.lines[:-1]):
        return part
    words = part.text.split()
    facts: dict[Meaning, str] = {}
    for meaning in reversed(headings):
        if meaning not in _FACTS:
            break
        count = (_deadline_at_end if meaning is Meaning.DEADLINE else _status_at_end)(words)
        if count:
            facts[meaning] = " ".join(words[-count:])
            words = words[:-count]
    return replace(part, lines=[" ".join(words)], facts=facts)


def _deadline_at_end(words: Sequence[str]) -> int:
    """How many words are one; a cell begins with a capital or a number, and prose may not."""
    counts = range(min(_MOST_WORDS, len(words) - 1), 0, -1)
    count = next((n for n in counts if is_deadline(" ".join(words[-n:]))), 0)
    return 0 if words[-count:][0][:1].islower() else count


def _status_at_end(words: Sequence[str]) -> int:
    """How many words are one and nothing more: «Iverksatt», «Ikke startet», «Under arbeid»."""
    pair = " ".join(words[-2:])
    if len(words) > 2 and _STATUS_OF_TWO.fullmatch(pair) and is_status(pair):
        return 2
    return int(len(words) > 1 and words[-1][:1].isupper() and is_status(words[-1]))


# --- Cells under each other ----------------------------------------------------------------------


def _stacked(lines: Sequence[str]) -> tuple[list[_Text], tuple[Meaning, ...]] | None:
    """The measures of lines that are a cell each, or a part of one: the headings stand under each
    other too, and a number alone begins each row. None of others."""
    meanings = [meaning_of(line) for line in lines]
    first = next((n for n, meaning in enumerate(meanings) if meaning is Meaning.NUMBER), None)
    if first is None:
        return None
    headings = tuple(takewhile(lambda each: each is not None, meanings[first:]))
    known = tuple(meaning for meaning in headings if meaning is not None)
    if Meaning.TEXT not in known or len(set(known)) < len(known) or len(known) < _FEWEST_STACKED:
        return None
    parts = [_Text([line], is_measure=False) for line in lines[:first]]
    before: Number = ()
    for line in lines[first + len(known) :]:
        number = _as_number(line.rstrip(".")) if _ALONE.fullmatch(line) else ()
        if number and _counts_on(before, number):
            before = number
            parts.append(_Text([], line.rstrip(".")))
        elif before:
            parts[-1].lines.append(line)
        else:
            return None
    if sum(part.is_measure for part in parts) < _FEWEST:
        return None
    return [_with_cells(part, known) for part in parts], known


def _with_cells(part: _Text, headings: Sequence[Meaning]) -> _Text:
    """The measure with the deadline and the status from its last lines, and who is responsible from
    the one before, where that begins as a name does."""
    lines = list(part.lines)
    facts: dict[Meaning, str] = {}
    for meaning in reversed(headings if part.is_measure else ()):
        is_one = _IS_ONE.get(meaning)
        if is_one is None or len(lines) < _FEWEST:
            break
        if is_one(lines[-1]):
            facts[meaning] = lines.pop()
    return replace(part, lines=lines, facts=facts)


def _with_who(parts: Sequence[_Text], headings: Sequence[Meaning]) -> list[_Text]:
    """The same with each measure's cells, where all of them end with a line that begins as a name
    does (a role, in most) and one for each heading after it; else as they were."""
    made = [_with_cells(part, headings) for part in parts]
    wanted = {*_IS_ONE} & {*headings}
    told = [part for part in made if part.is_measure]
    is_whole = all(wanted <= {*part.facts} and not part.told for part in told)
    if len(told) < _FEWEST_STACKED or not is_whole:
        return [*parts]
    roles = [part for part in told if is_role(part.facts[Meaning.RESPONSIBLE])]
    return made if 2 * len(roles) > len(told) else [*parts]


_IS_ONE: dict[Meaning, Callable[[str], bool]] = {
    Meaning.DEADLINE: is_deadline,
    Meaning.STATUS: is_status,
    Meaning.RESPONSIBLE: lambda line: line[:1].isupper(),
}


# --- As rows -------------------------------------------------------------------------------------


def _rows(parts: Sequence[_Text], headings: Sequence[Meaning]) -> Iterator[Row]:
    """A row for each, under a heading; what is no measure spans the table."""
    told = [part for part in parts if part.is_measure]
    has_who = any(Meaning.RESPONSIBLE in part.facts for part in parts)
    facts = [each for each in headings if each in _FACTS or (has_who and each in _NAMES)]
    run_together = bool({*headings} - {Meaning.NUMBER, Meaning.CODE, Meaning.TEXT, *_FACTS})
    yield Row(1, tuple(map(Cell, (_NUMBER, _TEXT, *(_NAMES[each] for each in facts)))))
    for n, part in enumerate(parts, start=2):
        if part not in told:
            text = Cell(" ".join(filter(None, [part.number, part.text])))
            yield Row(n, (text, *[replace(text, is_from_left=True)] * (1 + len(facts))))
            continue
        whole = _without_facts(part, headings)
        cell = Cell(whole.text, raw=part.text if whole.facts else "", is_cut=run_together)
        values = (Cell(whole.facts.get(each, "")) for each in facts)
        yield Row(n, (Cell(part.number), cell, *values))
