"""What people write over the columns of a plan's table, and what is meant by it.

A closed list, of the words that Norwegian municipal plans use in bokmål and nynorsk; a heading that
is not in it means nothing here, and the column is judged by what stands in it (`columns`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from measures.deadline_language import DeadlineKind, understand_alone
from measures.importing.document import Cell, Row
from measures.importing.tables.columns import is_status
from measures.importing.tables.layout import Column, Meaning
from ruspolitikk.wording import fold

LONGEST = 80
"""No heading is longer; a longer text is a measure."""

_LONGEST_TIME = 30
_LONGEST_PART_OF_YEAR = 15
_MAY_BE_PART_OF_YEAR = re.compile(
    r"(?:[1-4]|første|andre|tredje|fjerde)?\.? ?(?:[qhtk] ?[1-4]\b|kv|tert|halv|jan|feb|mar|apr|mai"
    r"|jun|jul|aug|sep|okt|nov|des|vår|som|høst|haust|vint|uke|veke)"
)
_YEAR = r"(?:19|20)\d\d"
_ANSWER = re.compile(
    r"(?:(?:gjennomført|iverksatt|utført|ferdig|startet) )?(?:ja|nei|delvis)", re.IGNORECASE
)
_ANY_YEAR = re.compile(_YEAR)
_JULY = re.compile(r"^jul$", re.IGNORECASE)
"""Over a column it is the month; within a sentence it may be Christmas."""
_DAY_OF_STATUS = re.compile(
    rf"(?:(?:per|pr|ved|etter|ultimo|utgangen av) )?(?:\d{{1,2}}\.\d{{1,2}}\.(?:{_YEAR}|\d\d)?"
    rf"|(?:\d\. ?|t)\d? ?(?:tertial|kvartal|halvår)?(?: {_YEAR})?|[a-zæøå]{{3,9}} {_YEAR}"
    rf"|(?:vår|høst|haust)(?:en)?(?: {_YEAR})?|{_YEAR})"
)
_MARKS = re.compile(r"\([^)]*\)|[*:?!\"«»]|\.(?=\s|$)")
_MEASURE = r"tiltak(?:et|a|ene|ane)?"
_ACTIVITY = r"aktivitet(?:er|ar|en|ene)?"
_DEADLINE = r"(?:tids)?frist(?:er|en|ar)?"

# The first that fits the whole heading decides.
_HEADINGS: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(words), meaning)
    for words, meaning in (
        (r"målgrupper?|indikator(?:er|ar)?|måleindikator(?:er)?|måltall|kostnad.*|økonomi.*"
         r"|budsjett.*|ressurs.*|finansiering.*|samarbeid.*|samhandling.*|prioritet|prioritering"
         r"|hjemmel|kilde|lenke|forankring.*|involverte|deltakere|medvirkende|sum|totalt|beløp"
         r"|utgift(?:er)?|konsekvens(?:er)?|sannsynlighet|risikoreduserende.*"
         r"|hvordan (?:vet|måle).*|(?:hva|kva) .*\b(?:mener|meiner|betyr|vet|veit)\b.*"
         r"|hva koster.*|.*\b(?:lykkes|måles)", Meaning.UNUSED),
        ((r"(?:del|hoved)?mål(?:et)? ?(?:og|/|-) ?(?:innsats|satsings?|fokus)områder?"
          r"|(?:innsats|satsings?|fokus)områder? ?(?:og|/) ?(?:del|hoved)?mål"),
         Meaning.GOAL_AND_TOPIC),
        (rf"(?:løpe|{_MEASURE} ?|tiltaks)?-?(?:nr|nummer|no)(?: i planen)?|#|id|ref(?:eranse)?"
         r"|pkt|punkt|tiltaks?-?id", Meaning.NUMBER),
        (r"(?:tiltaks?)?kode", Meaning.CODE),
        (r"(?:hoved)?strategi(?:er|ar|en)?(?: ?\d+)?|strategisk(?:e)? (?:grep|satsing(?:er)?)",
         Meaning.STRATEGY),
        ((r"(?:(?:hoved|del|under|resultat|effekt|lokale?|lokalt|overordn(?:et|ede|a)|langsiktige?"
          r"|kortsiktige?|konkret(?:e)?|bydelens|våre) ?)*"
          r"mål(?:et|ene|a|setting(?:er|ar|en)?|formulering(?:er)?|sett?ing)?(?: ?\d+)?"
          r"(?: ?/ ?(?:delmål|hovedmål|målsetting))?|målområder?|formål|hensikt|føremål"
          r"|(?:hva|dette) (?:(?:vil|skal) vi|vi (?:vil|skal)) oppnå"
          r"|ønsket (?:resultat|effekt|situasjon)|hvorfor"),
         Meaning.GOAL),
        (r"(?:innsats|satsings?|fokus|del|fag|arbeids|prioritert(?:e)? |tema)?-?områder?"
         r"|tema(?:er|et)?|kategori|innsatsområde/tema"
         r"|samling(?:snavn)?|bucket(?: name)?", Meaning.TOPIC),
        (r"tittel|(?:navn|namn) på tiltak(?:et)?|tiltaks(?:navn|namn|tittel)|kort ?(?:navn|tittel)"
         r"|overskrift", Meaning.TITLE),
        (r"delpunkt(?:er|ene)?|del-?tiltak|del-?aktivitet(?:er)?|underpunkt(?:er)?"
         r"|del-?oppgaver?", Meaning.ITEMS),
        ((r"status-?(?:kommentar(?:er)?|beskrivelse|merknad)"
          r"|kommentar(?:er)?(?: ?(?:til|/|og) ?.*)?"
          r"|merknad(?:er)?(?: ?(?:til|/|og) ?.*)?|(?:mid|sluttveis)?rapportering(?: .*|/.*)?"
          r"|anmerkning(?:er)?|notat(?:er)?|evaluering(?:er)?|vurdering(?:er)?|resultat(?:er)?"
          r"|beskrivelse av status|utdyp(?:ende|ing).*|oppfølging(?: av tiltaket)?|annet|anna"),
         Meaning.REMARK),
        (r"risiko.*|ros(?:-?vurdering)?|risiko for .*", Meaning.RISK),
        ((r"status.*|(?:frem|fram)drift(?!s-?plan)(?: .*)?|gjennomført.*"
          r"|gjennomførings(?:status|grad)|(?:(?:frem|fram)drifts|tiltaks)-?status|iverksatt\??"
          r"|tilstand|grad av .*|måloppnå(?:else|ing)"
          r"|progress|(?:hvor|kor) langt .*|er det gjort.*"
          r"|(?:hvordan|korleis) (?:går|gjekk|gikk|ligger|ligg|står|er) .*"),
         Meaning.STATUS),
        ((r"(?:hoved|gjennomførings|oppfølgings)?-?ansvar(?:s)?(?:leg|lig)?(?:e|leg)?(?!\w)"
          r"(?: ?.*)?|ansv|ansvars?(?:havende|område|plassering|enhet).*|hvem(?: .*)?|kven(?: .*)?"
          r"|owner|responsible|(?:til(?:ordn|del)et|assigned)(?: til| to)?"
          r"|tiltakseier|eier|utføres? av|utfører|enhet|avdeling|tjenestested"
          r"|virksomhet"),
         Meaning.RESPONSIBLE),
        ((rf"(?:(?:ny|nye|revidert|oppdatert|opprinnelig|endret) )?{_DEADLINE}(?: .*|/.*)?"
          r"|tids?(?:plan|ramme|punkt|perspektiv|rom|aspekt|horisont|bruk)?(?: .*|/.*)?|når(?: .*)?"
          r"|gjennomføres(?: .*)?|gjennomføring(?:stid(?:spunkt)?)?(?: når)?|periode|år|dato"
          r"|(?:skal være )?ferdig(?:stilt|stilles|stilling)?(?: .*)?|(?:start|slutt)(?:dato)?"
          r"|oppstart(?: .*)?|(?:frem|fram)driftsplan|planlagt (?:ferdig|gjennomført|dato|start)"
          r"|deadline|due(?: date)?|forfall(?:er|s?dato)?|innen(?: når)?|kor ?tid|varighet"
          r"|oppstart ?/ ?(?:slutt|frist|ferdig).*"),
         Meaning.DEADLINE),
        ((r"(?:nærmere |kort )?(?:beskrivelse|skildring|omtale)(?: av .*)?|innhold(?: .*)?"
          r"|forklaring|hvordan(?: .*)?|korleis(?: .*)?|detaljer|metode|utdypning"),
         Meaning.DESCRIPTION),
        ((r"(?:konkrete?|planlagte?|forslag til|nye?|våre|lokale?|bydelens|prioriterte?"
          rf"|aktuelle?)? ?{_MEASURE}(?: ?(?:/|og|eller|-) ?(?:{_ACTIVITY}|oppgaver?"
          rf"|handling(?:er)?|mål|beskrivelse|delpunkter|strategi(?:er)?))?"
          rf"(?: (?:i|for|fra|som) .*| {_YEAR}.*)?"
          rf"|tiltaks?-?(?:beskrivelse|tekst|skildring|formulering|områder?)|{_ACTIVITY}"
          rf"(?: ?(?:/|og) ?(?:{_MEASURE}|oppgaver?))?|oppdrag(?:et)?|handling(?:er|ar)?"
          rf"|(?:hva|kva)(?: .*)?|(?:arbeids)?oppg[aå]ver?|innsats(?:er)?|leveranser?"
          r"|oppgave(?:navn|tittel)|task(?: name)?"
          r"|(?:slik|dette) (?:gjør|skal|vil) .*|virkemidd?e?l(?:er)?|gjøremål"
          r"|beskrivelse ?/ ?tiltak|actions?(?: ?/ ?tiltak)?|tiltak ?/ ?actions?"
          r"|hovedaktivitet(?:er)?"),
         Meaning.TEXT),
    )
)  # fmt: skip

_GOAL_AND_ITS_NAME = re.compile(r"m[åa]l(?:$|\s*:\s*\S)")
"""«MÅL: FOREBYGGING», over a column of goals; a scanner makes it «MAL»."""

_NO_MEASURES = re.compile(
    r"versjon|revisjon.*|endring(?:er)?|milepæl(?:er)?|fase|forkortelse(?:r)?|begrep(?:er)?|antall"
    r"|telefon|e-?post|navn|rolle|funksjon|møte(?:dato|r)?|kapittel|side|farge(?:r)?|betydning"
    r"|definisjon|symbol|fylt ut av|godkjent av|utarbeidet av|ord|forklaring"
)
"""Headings of tables that are about something else: legends, registers, the document's history."""

_LABEL = re.compile(
    r"(?P<label>hovedmål|delmål|hovudmål|mål(?:setting)?|strategi|hovedstrategi"
    r"|innsatsområde|satsings?område|fokusområde|temaområde|tema|område)"
    r"\s*(?P<number>(?:nr\.?\s*)?[0-9]+(?:[.\-][0-9]+)*|[A-ZÆØÅ](?=[:.)\s–-]))?\s*(?P<sign>[:.–—)-]+)?"
    r"\s*",
    re.IGNORECASE,
)
_LABELS = {
    "strategi": Meaning.STRATEGY,
    "hovedstrategi": Meaning.STRATEGY,
    "innsatsområde": Meaning.TOPIC,
    "satsingsområde": Meaning.TOPIC,
    "satsningsområde": Meaning.TOPIC,
    "satsingområde": Meaning.TOPIC,
    "fokusområde": Meaning.TOPIC,
    "temaområde": Meaning.TOPIC,
    "tema": Meaning.TOPIC,
    "område": Meaning.TOPIC,
}


# Both are asked of each cell of a sheet, and most say what others said: 4 µs for both become 0.1.
@lru_cache(maxsize=2048)
def meaning_of(heading: str) -> Meaning | None:
    """What a column's heading means; None where it is not one of the words."""
    words = plain(heading)
    if not words or len(words) > LONGEST:
        return None
    if is_time(words):
        return Meaning.DEADLINE_CROSS
    whole = (words, words.replace("-", ""))  # «TIDS-⏎FRIST»
    return next(
        (meaning for each in whole for known, meaning in _HEADINGS if known.fullmatch(each)), None
    )


@lru_cache(maxsize=2048)
def plain(heading: str) -> str:
    """Folded, without marks and brackets: «Ansvarlig* (rolle):» is «ansvarlig»."""
    words = fold(heading.replace("-\n", "").replace("\n", " "))
    words = _MARKS.sub(" ", words)
    return " ".join(words.split()).strip(" -–.,;")


def is_time(words: str) -> bool:
    """A year, or another time that a column may be crossed off for: «2026», «1. halvår 2026»."""
    if _ANY_YEAR.fullmatch(words):
        return True
    if len(words) > _LONGEST_TIME or not _ANY_YEAR.search(words):
        return False
    meaning = understand_alone(words)
    return (
        meaning is not None
        and meaning.kind in {DeadlineKind.DATE, DeadlineKind.PERIOD}
        and not re.search(r"\d\.\d|innen|frist", words)
    )


def is_part_of_year(heading: str) -> bool:
    """«Q1», «2. halvår», «Des»: a time that lacks its year."""
    words = plain(heading)
    return (
        len(words) <= _LONGEST_PART_OF_YEAR
        and _MAY_BE_PART_OF_YEAR.match(words) is not None
        and not _ANY_YEAR.search(words)
        and is_time(f"{_JULY.sub('juli', words)} 2000")
    )


def is_of_other_tables(heading: str) -> bool:
    return _NO_MEASURES.fullmatch(plain(heading)) is not None


def is_heading_row(row: Row) -> bool:
    """Whether a row says what the columns are: most of its cells are headings, and none is long."""
    cells = [cell.text for cell in row.own_cells if cell.text.strip()]
    if not cells or any(len(text) > LONGEST for text in cells):
        return False
    meanings = [meaning_of(text) for text in cells]
    known = [meaning for meaning in meanings if meaning]
    others = [text for text, meaning in zip(cells, meanings, strict=True) if meaning is None]
    statuses = {fold(text) for text in others if crossed_status(text)}
    # Asked of rows that name a column already: a sheet has thousands of other short words.
    times = [text for text in others if known and is_part_of_year(text)]
    if len(times) > 1:  # «Aktivitet | Ansvarlig | Jan | Feb», to be crossed off
        known += [Meaning.DEADLINE_CROSS] * len(times)
    if len(statuses) > 1:  # «Tiltak | Påbegynt | Fullført», to be crossed off
        known += [Meaning.STATUS_CROSS] * len(statuses)
    kinds = {meaning for meaning in known if meaning is not Meaning.DEADLINE_CROSS}
    if len(cells) == 1:
        return (
            kinds <= {Meaning.TEXT}
            and bool(kinds)
            and plain(cells[0])
            in {
                "tiltak",
                "tiltaksbeskrivelse",
                "beskrivelse av tiltaket",
                "aktivitet",
                "aktiviteter",
            }
        )
    if kinds == {Meaning.TEXT} and len(known) == len(cells) > 2:
        return True  # «Tiltak | 2025 | 2026»
    if {Meaning.TEXT, Meaning.RESPONSIBLE} <= kinds and len(kinds - {Meaning.UNUSED}) >= 3:
        return True  # of a table so wide that most of its headings are its own
    # «Oppfølging | Lage plan | Samhandlingskoordinator | x» is a measure.
    tells = Meaning.TEXT in kinds or len(kinds - {Meaning.UNUSED}) >= 2
    return tells and len(kinds) >= 2 and 2 * len(known) >= len(cells)


def goes_on_with(heading: Row, row: Row) -> bool:
    """Whether a row is the second one of a heading: only times and heading words stand in it, and
    nothing where the measure's text is. One text across the table names no column."""
    if len(row.cells) > 1 and all(cell.is_from_left for cell in row.cells[1:]):
        return False
    own = _own_of(row)
    if not own or any(len(cell.text) > LONGEST for _place, cell in own):
        return False
    if _parts_columns_of(heading, own) or says_parts_of_years(row):
        return True
    first = {place: meaning_of(cell.text) for place, cell in enumerate(heading.cells)}
    meanings = [
        meaning_of(cell.text)
        or (Meaning.STATUS_CROSS if _is_one_of_the_statuses(first.get(place), cell) else None)
        or (Meaning.STATUS if _is_day_of_status(first.get(place), cell) else None)
        for place, cell in own
    ]
    if any(meaning is None for meaning in meanings):
        return False
    texts = {Meaning.TEXT, Meaning.TITLE, Meaning.DESCRIPTION}
    return not any(
        first.get(place) in texts and meaning not in texts
        for (place, _cell), meaning in zip(own, meanings, strict=True)
    )


def _parts_columns_of(heading: Row, own: list[tuple[int, Cell]]) -> bool:
    """Whether all that a row says stands under headings that span several columns: «Utførende |
    Bidragsyter» under «Ansvar»."""
    spanned = {
        each
        for place, cell in enumerate(heading.cells)
        if cell.is_from_left and cell.text.strip()
        for each in (place - 1, place)
    }
    is_under = all(place in spanned and len(cell.text) <= _LONGEST_TIME for place, cell in own)
    return is_under and len(own) > 1 and heading.own_cells[0].text.strip() != ""


def _own_of(row: Row) -> list[tuple[int, Cell]]:
    """What a row says that is not merged with what stands above it or to the left."""
    return [
        (place, cell)
        for place, cell in enumerate(row.cells)
        if cell.text.strip() and not cell.is_from_above and not cell.is_from_left
    ]


def says_parts_of_years(row: Row) -> bool:
    """Whether a row says nothing but parts of years: «Q1 | Q2 | Q3 | Q4» under «2025»."""
    own = _own_of(row)
    return len(own) > 1 and all(is_part_of_year(cell.text) for _place, cell in own)


def _is_one_of_the_statuses(above: Meaning | None, cell: Cell) -> bool:
    """«Påbegynt» under «Status», in the second row of a heading."""
    return above is Meaning.STATUS and bool(crossed_status(cell.text))


def _is_day_of_status(above: Meaning | None, cell: Cell) -> bool:
    """«per 31.08.2025» or «T2 2025» under «Status», in the second row of a heading."""
    return above is Meaning.STATUS and _DAY_OF_STATUS.fullmatch(plain(cell.text)) is not None


def crossed_status(heading: str) -> str:
    """The status that a column is crossed off for: «Påbegynt», «Status: Påbegynt», «Gjennomført
    Ja»; else empty."""
    words = " ".join(heading.split())
    words = re.sub(r"^status\b[^a-zæøå]*", "", words, flags=re.IGNORECASE)
    is_crossed_off = is_status(words) or _ANSWER.fullmatch(words)
    return words if len(words) <= _LONGEST_TIME and is_crossed_off else ""


def columns_of(rows: list[Row]) -> tuple[Column, ...]:
    """The columns under a heading of up to three rows; those it does not name are UNUSED so far."""
    width = max(len(row.cells) for row in rows)
    years = _years_over(rows)
    return tuple(
        _column([row.cells[n] for row in rows if n < len(row.cells)], years.get(n, ""))
        for n in range(width)
    )


def _years_over(rows: list[Row]) -> dict[int, str]:
    """Of each column that is a part of a year, the year over it: it may be written once, over the
    first of them."""
    if len(rows) < 2:
        return {}
    years: dict[int, str] = {}
    year = ""
    for n, (above, below) in enumerate(zip(rows[-2].cells, rows[-1].cells, strict=False)):
        if above.text.strip():
            year = above.text.strip() if _ANY_YEAR.fullmatch(plain(above.text)) else ""
        if year and is_part_of_year(below.text):
            years[n] = year
    return years


def _column(cells: list[Cell], year_over: str) -> Column:
    said = list(dict.fromkeys(" ".join(cell.text.split()) for cell in cells if cell.text.strip()))
    if len(said) > 1 and _is_day_of_status(meaning_of(said[0]), cells[-1]):
        return Column(" ".join(said), Meaning.STATUS)
    if year_over:
        part = _JULY.sub("Juli", said[-1])
        return Column(f"{part} {year_over}", Meaning.DEADLINE_CROSS)
    lowest_first = [*reversed(said), " ".join(said)]
    for words in lowest_first:
        meaning = meaning_of(words)
        if meaning is None and _GOAL_AND_ITS_NAME.match(fold(words)):
            meaning = Meaning.GOAL
        if meaning is not None:
            year = _ANY_YEAR.fullmatch(plain(words))
            is_cross = meaning is Meaning.DEADLINE_CROSS
            return Column(
                words if is_cross else " ".join(said),
                meaning,
                int(year.group()) if year and is_cross else None,
            )
    return Column(" ".join(said), Meaning.UNUSED)


@dataclass(frozen=True, slots=True)
class Labelled:
    """«Mål 2: Flere får bolig»: what it is called, its number, and the words after the label."""

    meaning: Meaning
    text: str
    number: str = ""


def labelled(text: str) -> Labelled | None:
    """What a line that begins with «Mål», «Strategi», «Innsatsområde» is about; else None."""
    line = " ".join(text.split())
    found = _LABEL.match(line)
    if found is None or not (found["sign"] or found["number"]):
        return None
    rest = line[found.end() :].strip()
    meaning = _LABELS.get(found["label"].lower(), Meaning.GOAL)
    return Labelled(meaning, rest or line, found["number"] or "") if rest else None
