"""What people write over the columns of a plan's table, and what is meant by it.

A closed list, of the words that Norwegian municipal plans use in bokmål and nynorsk; a heading that
is not in it means nothing here, and the column is judged by what stands in it (`columns`).
"""

import re
from functools import lru_cache

from measures.deadline_language import DeadlineKind, understand_alone
from measures.importing.tables.columns import is_status
from measures.importing.tables.layout import Meaning
from ruspolitikk.wording import fold

LONGEST = 80
"""No heading is longer; a longer text is a measure."""
LONGEST_TIME = 30
"""And no time or status that a column is crossed off for."""
YEAR = r"(?:19|20)\d\d"
ANY_YEAR = re.compile(YEAR)
JULY = re.compile(r"^jul$", re.IGNORECASE)
"""Over a column it is the month; within a sentence it may be Christmas."""

_LONGEST_PART_OF_YEAR = 15
_MAY_BE_PART_OF_YEAR = re.compile(
    r"(?:[1-4]|første|andre|tredje|fjerde)?\.? ?(?:[qhtk] ?[1-4]\b|kv|tert|halv|jan|feb|mar|apr|mai"
    r"|jun|jul|aug|sep|okt|nov|des|vår|som|høst|haust|vint|uke|veke)"
)
_ANSWER = re.compile(
    r"(?:(?:gjennomført|iverksatt|utført|ferdig|startet) )?(?:ja|nei|delvis)", re.IGNORECASE
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
          rf"(?: (?:i|for|fra|som) .*| {YEAR}.*)?"
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

_NO_MEASURES = re.compile(
    r"versjon|revisjon.*|endring(?:er)?|milepæl(?:er)?|fase|forkortelse(?:r)?|begrep(?:er)?|antall"
    r"|telefon|e-?post|navn|rolle|funksjon|møte(?:dato|r)?|kapittel|side|farge(?:r)?|betydning"
    r"|definisjon|symbol|fylt ut av|godkjent av|utarbeidet av|ord|forklaring"
)
"""Headings of tables that are about something else: legends, registers, the document's history."""


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
    if ANY_YEAR.fullmatch(words):
        return True
    if len(words) > LONGEST_TIME or not ANY_YEAR.search(words):
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
        and not ANY_YEAR.search(words)
        and is_time(f"{JULY.sub('juli', words)} 2000")
    )


def is_of_other_tables(heading: str) -> bool:
    return _NO_MEASURES.fullmatch(plain(heading)) is not None


def crossed_status(heading: str) -> str:
    """The status that a column is crossed off for: «Påbegynt», «Status: Påbegynt», «Gjennomført
    Ja»; else empty."""
    words = " ".join(heading.split())
    words = re.sub(r"^status\b[^a-zæøå]*", "", words, flags=re.IGNORECASE)
    is_crossed_off = is_status(words) or _ANSWER.fullmatch(words)
    return words if len(words) <= LONGEST_TIME and is_crossed_off else ""
