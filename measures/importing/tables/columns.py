"""What a column means by what stands in it, where nothing known stands over it."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from measures.deadline_language import DeadlineKind, understand_alone
from measures.importing.document import Row
from measures.importing.rows.risks import level_of
from measures.importing.tables.layout import Column, Meaning
from ruspolitikk.wording import fold

_STATUS = re.compile(
    r"(?:ikke |ikkje |delvis |er )?(?:påbegynt|påbyrja|under arbeid|iverksatt|iverksett|startet"
    r"|starta|igangsatt|i gang|gjennomført|ferdig|fullført|utført|avsluttet|pågår|pågående|løpende"
    r"|fortløpende|planlagt|utsatt|på vent|venter|avventer|oppstart|utgår|utgått|i drift|i rute"
    r"|forsinket|forsinkelse)\b.{0,80}"
)
_CODE = re.compile(r"[A-ZÆØÅa-zæøå]{0,3}[-. ]?\d{1,3}(?:[.\-]\d{1,3})*[.)]?[a-z]?|[a-z][.)]?")
_FOUR_DIGITS = re.compile(r"(?!19|20)\d{4}[.)]?")
"""No year; an amount may look the same, but does not count on."""
_ROLE = re.compile(
    r"leder|sjef|direktør|rektor|\bnav\b|seksjon|avdeling|enhet|\bteam|bydel|tjenest|koordinator"
    r"|konsulent|\bstab|lege\b|sykepleier|\balle\b|etat|utvalg|kontor|rådgiver|salto|helsestasjon"
    r"|barnevern|skole|ansvarlig|oppvekst|velferd"
)
_NUMBER = re.compile(r"-?[\d\s\u00a0.,]+ ?(?:%|kr|kroner|,-)?")
LONG_TEXT = 20
_LONGEST_STEP = 10
"""From a number to the next one."""


def texts_of(rows: Sequence[Row], place: int) -> list[str]:
    """What stands in a column, merged cells once."""
    return [
        cell.text
        for row in rows
        if place < len(row.cells)
        and (cell := row.cells[place]).text.strip()
        and not (cell.is_from_above or cell.is_from_left)
    ]


def share(texts: Sequence[str], is_so: Callable[[str], bool]) -> float:
    """How many of some texts are so; 0 of none."""
    return sum(map(is_so, texts)) / len(texts) if texts else 0.0


def is_deadline(text: str) -> bool:
    meaning = understand_alone(text)
    return meaning is not None and meaning.kind is not DeadlineKind.UNCLEAR


def is_status(text: str) -> bool:
    return len(text) < 120 and _STATUS.match(fold(text)) is not None


def is_answer(text: str) -> bool:
    """A status, or no more than yes or no."""
    return is_status(text) or fold(text).strip(" .!") in {"ja", "nei", "delvis", "x"}


def is_risk(text: str) -> bool:
    return level_of(text) is not None and not text.strip().isdigit()


def is_code(text: str) -> bool:
    return _CODE.fullmatch(text.strip()) is not None


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text.strip()) is not None


def is_role(text: str) -> bool:
    return len(text) < 160 and _ROLE.search(fold(text)) is not None


def mean_length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def by_content(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The same columns; those whose meaning no heading tells get the one that their cells show.

    A column with a heading that is not known is never guessed at: its heading says otherwise.
    """
    made = list(columns)
    taken = {column.meaning for column in columns}
    free = [n for n, column in enumerate(columns) if not column.heading]
    texts = {n: texts_of(rows, n) for n in free}
    for n in free:
        meaning = _short(texts[n])
        if meaning is not None and meaning not in taken:
            made[n] = Column("", meaning)
            taken.add(meaning)
    rest = [n for n in free if made[n].meaning is Meaning.UNUSED and texts[n]]
    if not taken & {Meaning.TEXT, Meaning.DESCRIPTION}:
        text = _measures(rest, texts)
        if text is not None:
            made[text] = Column("", Meaning.TEXT)
            rest.remove(text)
            _around(text, rest, texts, made, taken, rows)
    elif Meaning.RESPONSIBLE not in taken:
        _first_of_roles(rest, texts, made)
    return tuple(made)


def _short(texts: Sequence[str]) -> Meaning | None:
    """What a column of short cells is, when four of five agree."""
    if not texts:
        return None
    if _count_on(texts):
        return Meaning.NUMBER
    if share(texts, is_code) >= 0.8 and share(texts, is_year) < 0.8:
        return Meaning.NUMBER
    if share(texts, is_risk) >= 0.8:
        return Meaning.RISK
    if share(texts, is_deadline) >= 0.6:
        return Meaning.DEADLINE
    if share(texts, is_status) >= 0.6:
        return Meaning.STATUS
    return None


def _count_on(texts: Sequence[str]) -> bool:
    """«1001», «1002», «1010»: numbers of four digits, each a little more than the one above."""
    if len(texts) < 2 or not all(_FOUR_DIGITS.fullmatch(text.strip()) for text in texts):
        return False
    numbers = [int(text.strip(" .)")) for text in texts]
    return all(0 < below - above <= _LONGEST_STEP for above, below in pairwise(numbers))


def is_year(text: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", text.strip()) is not None


def _measures(places: Sequence[int], texts: dict[int, list[str]]) -> int | None:
    """The column of long texts, each its own; a goal's column repeats itself."""
    long = [
        n
        for n in places
        if mean_length(texts[n]) >= LONG_TEXT and len(set(texts[n])) > 0.7 * len(texts[n])
    ]
    most = max((len(texts[n]) for n in long), default=0)
    full = [n for n in long if len(texts[n]) >= 0.7 * most]
    return max(full, key=lambda n: mean_length(texts[n]), default=None)


def _around(
    text: int,
    rest: list[int],
    texts: dict[int, list[str]],
    made: list[Column],
    taken: set[Meaning],
    rows: Sequence[Row],
) -> None:
    """What stands left of the measures is their goal; right of them first who, last a remark."""
    for n in rest:
        if n < text and Meaning.GOAL not in taken and mean_length(texts[n]) >= 8:
            made[n] = Column("", Meaning.GOAL)
            taken.add(Meaning.GOAL)
    right = [n for n in rest if n > text]
    if Meaning.RESPONSIBLE not in taken:
        right = _first_of_roles(right, texts, made)
    if right and Meaning.REMARK not in taken and len(rows) > 1:
        made[right[-1]] = Column("", Meaning.REMARK)


def _first_of_roles(
    places: list[int], texts: dict[int, list[str]], made: list[Column]
) -> list[int]:
    """Those places that are left when the first column of roles is taken as the responsible."""
    found = next((n for n in places if share(texts[n], is_role) >= 0.6), None)
    if found is None:
        return places
    made[found] = Column("", Meaning.RESPONSIBLE)
    return [n for n in places if n != found]
