"""Goals, strategies and topics that stand over measures: above the table, or in a row of their own.

«Mål 2: Flere får bolig» says what it is; other words are judged by where they stand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from measures.importing.document import Document, Row, Table
from measures.importing.tables.columns import is_code
from measures.importing.tables.headings import meaning_of, plain
from measures.importing.tables.labels import Labelled, labelled
from measures.importing.tables.layout import Column, Meaning, Part
from measures.importing.tables.titles import is_title, period_in
from ruspolitikk.wording import fold

_MEASURES = (Meaning.TEXT, Meaning.TITLE)
GROUPS = (Meaning.GOAL, Meaning.STRATEGY, Meaning.TOPIC)
_FEW_WORDS = 3
_STEM = 6
"""Letters: «aktivitet» and «aktiviteter» are one word."""
_MAY_BE_TOPICS = {Meaning.TEXT, Meaning.REMARK, Meaning.RISK, Meaning.UNUSED}
"""Of the words that may stand over a column too: «Aktivitet», «Oppfølging», «Økonomi»."""

_SAYS_NOTHING = re.compile(
    r"\(?(?:(?:tabell|oversikt|tiltak|liste|skjema|plan)(?:en|a|et)? ?\d* ?)?"
    r"(?:fortsetter|fortsettelse|forts\.?|held fram|framhald)\b.*|"
    r"(?:\d+(?:\.\d+)*\.? )?(?:"
    r"(?:(?:ruspolitisk |kommunal |lokal )?(?:handlings|tiltaks|rus)-?plan(?:en)?|tabell(?:en)?"
    r"|vedlegg|figur|plan for|matrise|oversikt over|tiltak(?:stabell|soversikt|sdel)?)(?!\w).*"
    r"|(?:tiltak(?:ene)?|oversikt|status|oppfølging|innledning|handlingsdel|del [ivx\d]+"
    r"|(?:hoved)?mål(?:, (?:del)?(?:mål|strategi\w*))?,? og tiltak"
    r"|rapport(?:ering)?)(?: (?:av|for|i|på) (?:\w*planen|tiltakene|året|perioden|\d+.*))?)"
)
_OWNER = re.compile(
    r"(?:bydel \w[\w .-]*|[\w-]+ kommune), "
    r"(?:virksomhet|enhet|avdeling|etat|seksjon|sektor|tjenesteområde)\b.*"
)
"""«Lundby kommune, virksomhet psykisk helse og rus»: whose the table is."""
_STRATEGY_WORDS = re.compile(
    r"forebyggingsoffensiv.*|(?:tidlig(?:ere)?) innsats.*|økt livskvalitet.*"
)
_NOTE = re.compile(
    r"\*.*|(?:kilde|note|noter|merk|obs|sist (?:oppdatert|revidert|endret)|utarbeidet|oppdatert"
    r"|forklaring|tegnforklaring|fargekode|fargeforklaring|versjon|vedtatt|godkjent|sum|totalt"
    r"|total|i alt|antall|skrevet ut|utskrift|side \d|fotnote|fortsetter|forts)\b.*",
    re.DOTALL,
)
_DOCUMENT = re.compile(r"(?:plan(?:en)?|program|rapport|strategi)\b")
_OLD = re.compile(
    r"\b(?:forrige|gammel|gamle|tidligere|utgått) (?:\w+ )?(?:handlings|tiltaks)?plan"
    r"|^arkiv\b|^gammel\b"
)
_CAPTION = re.compile(
    r"(?:tabell|oversikt|tiltak)\b[^:]{0,60}?\b"
    r"(?P<rest>(?:hoved|del)?mål (?:nr\.? )?\d+\s?[:–-].+)",
    re.IGNORECASE,
)
"""«Tabell 1. Tiltak under mål 1: Trygge hjem»"""
_OLD_MEASURES = re.compile(rf"\btiltak\w* (?:\w+ ){{0,3}}{_OLD.pattern.split('|^')[0]}")
_WORK = re.compile(
    r"\b(?:planprosess|prosessplan|arbeidet med planen|planarbeidet|møteplan|milepæl(?:er|splan)?"
    r"|høring(?:sinstanser)?|medvirkningsprosess)"
)
_LONGEST_TOP = 8
"""Rows on top of a sheet that may be its title, blank rows among them."""
_FIRST_LINES = 3
_SUM = re.compile(r"(?:sum|totalt?|i alt|antall tiltak)\b.*")


@dataclass(frozen=True, slots=True)
class Group:
    """What measures belong to. `is_labelled`: its words say what it is («Mål 1: …»)."""

    meaning: Meaning
    text: str
    is_labelled: bool = False


def title_over_all(document: Document) -> str:
    """What the document is called, where all its tables stand under it («Sammen om et tryggere
    Søndre Nordstrand»): the outermost heading of each, among its first lines. Else empty."""
    outermost = {table.above[0] if table.above else "" for table in document.tables}
    title = outermost.pop() if len(outermost) == 1 and len(document.tables) > 1 else ""
    is_title_of_all = title in document.lines[:_FIRST_LINES] and labelled(title) is None
    return title if is_title_of_all else ""


def above_of(
    table: Table, headings: Sequence[int], columns: Sequence[Column], *, title: str = ""
) -> list[tuple[str, Meaning]]:
    """The headings over a table's measures that say something, and what they are, outermost first;
    but for the document's `title`.

    Those of the document, then the rows between the table's top and its own heading. Of two that
    are the same thing the nearer counts.
    """
    places = titles_over(table, headings[0]) if headings else []
    on_top = [table.rows[place] for place in places if place < headings[0]]
    texts = [n for n, column in enumerate(columns) if column.meaning in _MEASURES]
    until = max(texts, default=len(columns)) + 1  # what stands further right is beside the table
    titles = [
        cell.text
        for row in on_top
        for place, cell in enumerate(row.cells[:until])
        if cell.text.strip() and not cell.is_from_left
    ]
    # «Mål 1: Flere i arbeid» over the measures, where others write «Tiltak».
    titles += [
        column.heading
        for column in columns
        if column.meaning is Meaning.TEXT and labelled(column.heading) is not None
    ]
    found: dict[Meaning, str] = {}
    for line in [*(line for line in table.above if line != title), *titles]:
        group = group_of(line, columns, is_under_goal=Meaning.GOAL in found)
        if group is not None:
            found.pop(group.meaning, None)
            found[group.meaning] = line
    return [(line, meaning) for meaning, line in found.items()]


def titles_over(table: Table, heading: int) -> list[int]:
    """The rows right above a heading that are its titles, and the heading's own place last: each is
    one text alone, and a blank row parts them from what stands above."""
    places = [heading]
    for place in range(heading - 1, -1, -1):
        row = table.rows[place]
        texts = [cell for cell in row.own_cells if cell.text.strip()]
        if not texts and len(places) > 1 and place > 0 and heading > _LONGEST_TOP:
            break
        if len(texts) > 1:
            break
        places.append(place)
    return sorted(places)


def is_of_an_old_plan(table: Table) -> bool:
    """Whether a heading says so, or a sentence right above that is about the old plan's tiltak."""
    over = [table.name, *(words for words in table.above if not _is_sentence(words))]
    leads_up = [words for words in table.above[-1:] if _is_sentence(words)]
    return any(_OLD.search(fold(words)) for words in over) or any(
        _OLD_MEASURES.search(fold(words)) for words in leads_up
    )


def is_of_the_work(table: Table) -> bool:
    """How the plan is made, and not what it promises: «Framdriftsplan for arbeidet med planen»."""
    headings = [words for words in table.above[-2:] if not _is_sentence(words)]
    return any(_WORK.search(fold(words)) for words in headings)


def group_of(line: str, columns: Sequence[Column], *, is_under_goal: bool = False) -> Group | None:
    """What a heading over measures is; None for one that says nothing («Tiltaksplan»)."""
    named = _labelled_in(line)
    has_goals = any(c.meaning in {Meaning.GOAL, Meaning.GOAL_AND_TOPIC} for c in columns)
    if named is not None:
        meaning = named.meaning
        if meaning is Meaning.GOAL and has_goals:
            is_one = is_strategy(named.text) or fold(named.text) == "forebygging"
            meaning = Meaning.STRATEGY if is_one else Meaning.TOPIC
        return Group(meaning, named.text, is_labelled=True)
    words = " ".join(line.split())
    said = fold(words)
    if not said or _SAYS_NOTHING.fullmatch(said) or is_note(words) or len(words) > 200:
        return None
    if _names_a_document(words) or _OWNER.fullmatch(said):
        return None
    plain = re.sub(r"^\d+(?:\.\d+)*\.? ", "", words)
    if is_strategy(plain):
        return Group(Meaning.STRATEGY, plain)
    if _is_sentence(plain):
        return None  # it leads up to the table
    if has_goals or is_under_goal or len(plain.split()) <= _FEW_WORDS:
        return Group(Meaning.TOPIC, plain)
    return Group(Meaning.GOAL, plain)


def _names_a_document(words: str) -> bool:
    """«Handlingsprogram mot overdose 2025–2028», «Alkoholpolitisk handlingsplan for Lundby
    kommune»: with its years or for whom, or in few words."""
    if period_in(words):
        return _DOCUMENT.search(fold(words)) is not None
    is_short = len(words.split()) <= _FEW_WORDS
    tells_of = re.search(r"bydel|kommune|\brapport|\bstatus|20\d\d", fold(words))
    return is_title(words) and (is_short or tells_of is not None)


def _is_sentence(words: str) -> bool:
    """A whole one, or the rest of one that a line's end broke."""
    is_long = len(words.split()) > 4
    return ". " in words or (is_long and (words.endswith((".", ":")) or words[:1].islower()))


def _labelled_in(line: str) -> Labelled | None:
    captioned = _CAPTION.fullmatch(" ".join(line.split()))
    return labelled(captioned["rest"] if captioned else line)


def without_label(heading: str) -> str:
    """The words of a heading over measures, without «Mål 2:» or its number."""
    named = _labelled_in(heading)
    if named is not None:
        return named.text
    return re.sub(r"^\d+(?:\.\d+)*\.? ", "", " ".join(heading.split()))


def is_strategy(text: str) -> bool:
    """Whether it is one of the city's strategies, in its words or the bydeler's."""
    return _STRATEGY_WORDS.fullmatch(fold(text).strip(" .:")) is not None


def is_note(text: str) -> bool:
    return _NOTE.fullmatch(fold(text)) is not None


def is_sum(row: Row) -> bool:
    first = next((cell.text for cell in row.own_cells if cell.text.strip()), "")
    return _SUM.fullmatch(fold(first)) is not None


def section_of(
    row: Row, part: Part, *, bold_is_rare: bool, after_section: bool, is_beside_topics: bool = False
) -> Group | None:
    """The group that a row names, when it is no measure: one text alone that spans the table, says
    what it is, or stands where no measure's text does.

    Beside topics over the table's width a heading's word is one too: «Bolig», «Aktivitet».
    """
    alone = _only_text(row)
    if alone is None:
        return None
    place, spans = alone
    text = " ".join(row.cells[place].text.split())
    column = part.columns[place].meaning if place < len(part.columns) else Meaning.UNUSED
    if column in GROUPS and spans == 1:
        return Group(column, text)
    is_text = column in {Meaning.TEXT, Meaning.TITLE, Meaning.DESCRIPTION}
    wide = spans > 1 and spans >= (len(row.cells) + 1) // 2
    named = labelled(text)
    other_column = column in {Meaning.NUMBER, Meaning.CODE} and not is_code(text)
    stands_out = row.cells[place].is_bold or row.cells[place].fill is not None
    has_facts = len({c.meaning for c in part.columns} - {Meaning.UNUSED}) > 1
    marked = is_text and stands_out and bold_is_rare and has_facts and len(text) < 120
    if not (wide or other_column or marked or (named is not None and has_facts)):
        return None
    if is_beside_topics and wide and _may_be_topic(text, part):
        return Group(Meaning.TOPIC, text)
    if is_note(text) or meaning_of(text) is not None:
        return Group(Meaning.UNUSED, text)
    group = group_of(text, part.columns)
    if group is None:
        return Group(Meaning.UNUSED, text)
    if after_section and named is None and group.meaning is Meaning.GOAL:
        return Group(Meaning.TOPIC, group.text)
    return group


def _may_be_topic(text: str, part: Part) -> bool:
    """Whether a heading's word names no column of this table, in any form of the word."""
    stems = {"tiltak", *(plain(column.heading)[:_STEM] for column in part.columns)}
    return meaning_of(text) in _MAY_BE_TOPICS and plain(text)[:_STEM] not in stems


def _only_text(row: Row) -> tuple[int, int] | None:
    """Where the only text of a row stands, and how many columns it spans; None of several."""
    own = [
        place
        for place, cell in enumerate(row.cells)
        if cell.text.strip() and not cell.is_from_left and not cell.is_from_above
    ]
    if len(own) != 1 or any(cell.is_from_above and cell.text.strip() for cell in row.cells):
        return None
    (place,) = own
    spans = 1
    while place + spans < len(row.cells) and row.cells[place + spans].is_from_left:
        spans += 1
    return place, spans
