"""Doubts in many rows, answered in one press, and asked again by another.

Of one kind, only the answer that leaves a row as it was read is given to all. Of all that are left,
the one that is proposed: as it was read, the status that words may well mean, or the time that is
told by colour. Whatever else writes something is answered row by row, and so is a person's name.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from measures.importing.review.decisions import (
    ReviewRow,
    settle_words,
    with_deadline,
    with_deadline_proposed,
    without_doubt,
)
from measures.importing.rows.measure_row import Doubt, DoubtKind, MeasureRow
from measures.vocabulary import StatusCode, proposed_status
from ruspolitikk.wording import fold

_UNSETTLED = ("La alle stå uavklart", "Du lot alle stå uavklart.")
_EMPTY = ("La alle stå tomme", "Du lot alle stå tomme.")
_RIGHT = ("Alle stemmer", "Du sa at alle stemmer.")

_SAID: dict[DoubtKind, tuple[str, tuple[str, str]]] = {
    DoubtKind.DEADLINE_UNCLEAR: ("{n} frister må avklares", _UNSETTLED),
    DoubtKind.STATUS_UNKNOWN: ("{n} tiltak har ukjente statusord", _UNSETTLED),
    DoubtKind.STATUS_BY_COLOUR: ("{n} statuser er bare en farge", _UNSETTLED),
    DoubtKind.DEADLINE_BY_COLOUR: ("{n} frister er bare en farge", _UNSETTLED),
    DoubtKind.DEADLINE_OF_SEVERAL: ("{n} rader har flere tiltak og færre frister", _UNSETTLED),
    DoubtKind.STATUS_OF_SEVERAL: ("{n} rader har flere tiltak og færre statuser", _UNSETTLED),
    DoubtKind.RISK_UNKNOWN: ("{n} risikoer er ukjente", _UNSETTLED),
    DoubtKind.NO_VALUE: ("{n} formler har ingen verdi i filen", _EMPTY),
    DoubtKind.SEVERAL_MEASURES: (
        "{n} celler ser ut til å ha flere tiltak",
        ("Behold hver som ett tiltak", "Du beholdt hver som ett tiltak."),
    ),
    DoubtKind.BULLETS: (
        "{n} tiltak har punkter som er lest som delpunkter",
        ("Behold alle som delpunkter", "Du beholdt alle som delpunkter."),
    ),
    DoubtKind.SEVERAL_GOALS: ("{n} celler har flere mål", _RIGHT),
    DoubtKind.CARRIED_GOAL: ("{n} mål er lest fra raden over", _RIGHT),
    DoubtKind.NEW_DEADLINE_IN_STATUS: ("{n} frister er flyttet i statusen", _RIGHT),
    DoubtKind.STATUS_IN_DEADLINE: ("{n} statuser sto under frist", _RIGHT),
    DoubtKind.DEADLINE_IN_STATUS: ("{n} frister sto under status", _RIGHT),
    DoubtKind.DEADLINE_IN_TEXT: ("{n} frister sto i teksten", _RIGHT),
    DoubtKind.STATUS_IN_TEXT: ("{n} statuser sto i teksten", _RIGHT),
    DoubtKind.COLUMNS_RUN_TOGETHER: ("{n} rader kan ha kolonner som har rent sammen", _RIGHT),
    DoubtKind.CROSSES_WITH_GAP: ("{n} tiltak har et år mellom kryssene uten merke", _RIGHT),
    DoubtKind.PARTLY_STRUCK: ("{n} rader har noe som er strøket over", _RIGHT),
}
"""What is said of many rows; the button, and what it is called once it was pressed."""
_GUESSED = [kind for kind, (_s, answer) in _SAID.items() if answer not in (_UNSETTLED, _EMPTY)]


@dataclass(frozen=True, slots=True)
class Alike:
    """Rows with a doubt of one kind: `sentence` and `button` until it is answered, `answered`
    after."""

    kind: DoubtKind
    count: int

    @property
    def sentence(self) -> str:
        return f"{_SAID[self.kind][0].format(n=self.count)}."

    @property
    def button(self) -> str:
        return _SAID[self.kind][1][0]

    @property
    def answered(self) -> str:
        return f"{self.sentence} {_SAID[self.kind][1][1]}"


def alike(rows: Sequence[ReviewRow]) -> list[Alike]:
    """The kinds that two rows or more wait for, the commonest first."""
    counts = {kind: sum(1 for _ in _with(rows, kind)) for kind in _SAID}
    several = [Alike(kind, count) for kind, count in counts.items() if count > 1]
    return sorted(several, key=lambda one: -one.count)


def answered_at_once(left: Mapping[str, Collection[int]]) -> list[Alike]:
    """What was answered so; `left`: the rows' ids by the kind of their doubt."""
    return [Alike(DoubtKind(kind), len(ids)) for kind, ids in left.items()]


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is proposed of all that is asked: how many answers, and what each unknown word is
    proposed to mean."""

    count: int
    words: Sequence[tuple[str, StatusCode]]

    @property
    def button(self) -> str:
        return f"Godta alle {self.count} forslag"


def proposals(rows: Sequence[ReviewRow]) -> Proposals | None:
    """None where there are no two of them, or where the button of one kind says the same."""
    counts = {kind: sum(1 for _ in _with(rows, kind)) for kind in _GUESSED}
    counts[DoubtKind.DEADLINE_BY_COLOUR] = len(list(_with(rows, DoubtKind.DEADLINE_BY_COLOUR)))
    of_words = list(_with_a_proposed_status(rows))
    if sum(counts.values()) + len(of_words) < 2:
        return None
    is_written = of_words or counts[DoubtKind.DEADLINE_BY_COLOUR]
    if not is_written and sum(1 for n in counts.values() if n) == 1:
        return None
    by_word = {fold(words): (words, code) for _row, words, code in of_words}
    return Proposals(sum(counts.values()) + len(of_words), list(by_word.values()))


def accept_all(
    rows: Sequence[ReviewRow],
) -> tuple[list[ReviewRow], dict[str, tuple[int, ...]], list[tuple[str, StatusCode]]]:
    """The rows with every proposal accepted; the ids of those that had one, by the kind of their
    doubt; and what words were said to mean."""
    accepted: dict[str, tuple[int, ...]] = {}
    changed = list(rows)
    for kind in _GUESSED:
        changed, ids = leave_all(changed, kind)
        accepted |= {kind: ids} if ids else {}
    coloured = tuple(one.id for one in _with(rows, DoubtKind.DEADLINE_BY_COLOUR))
    if coloured:
        accepted[DoubtKind.DEADLINE_BY_COLOUR] = coloured
        changed = [_in_colours(one) if one.id in coloured else one for one in changed]
    of_words = list(_with_a_proposed_status(rows))
    if of_words:
        accepted[DoubtKind.STATUS_UNKNOWN] = tuple(one.id for one, _words, _code in of_words)
    words = {fold(words): (words, code) for _row, words, code in of_words}
    for written, code in words.values():
        changed = settle_words(changed, written, code)
    return changed, accepted, list(words.values())


def take_back_all(
    rows: Sequence[ReviewRow], accepted: Mapping[str, Collection[int]]
) -> tuple[list[ReviewRow], list[str]]:
    """The rows with all of it asked again, but what somebody has written anew since; and the words
    that mean nothing any longer."""
    changed, words = list(rows), []
    for kind, ids in accepted.items():
        if kind == DoubtKind.STATUS_UNKNOWN:
            changed = [_unsettled(one) if one.id in ids else one for one in changed]
            words = [one.row.status_text or "" for one in rows if one.id in ids]
        if kind == DoubtKind.DEADLINE_BY_COLOUR:
            changed = [_without_colours(one) if one.id in ids else one for one in changed]
        changed = ask_again(changed, kind, ids)
    return changed, words


def _unsettled(one: ReviewRow) -> ReviewRow:
    row = one.row
    is_as_proposed = row.status_text and row.status is proposed_status(row.status_text)
    return replace(one, row=replace(row, status=None)) if is_as_proposed else one


def _in_colours(one: ReviewRow) -> ReviewRow:
    return replace(one, row=with_deadline_proposed(one.row, _coloured(one.row)))


def _without_colours(one: ReviewRow) -> ReviewRow:
    """As it was read, unless somebody has written another deadline since."""
    asked = [doubt.words for doubt in one.as_read.doubts if doubt.field == "deadline_text"]
    if one.row.deadline_text not in asked:
        return one
    row = without_doubt(with_deadline(one.row, ""), DoubtKind.DEADLINE_UNCLEAR)
    return replace(one, row=row)


def _coloured(row: MeasureRow) -> Doubt:
    return next(doubt for doubt in row.doubts if doubt.kind is DoubtKind.DEADLINE_BY_COLOUR)


def _with_a_proposed_status(
    rows: Sequence[ReviewRow],
) -> Iterator[tuple[ReviewRow, str, StatusCode]]:
    for one in _with(rows, DoubtKind.STATUS_UNKNOWN):
        words = one.row.status_text or ""
        if proposed := proposed_status(words):
            yield one, words, proposed


def leave_all(rows: Sequence[ReviewRow], kind: str) -> tuple[list[ReviewRow], tuple[int, ...]]:
    """The rows without a kind of doubt, and the ids of those that had it."""
    if kind not in _SAID:
        return list(rows), ()
    doubt = DoubtKind(kind)
    ids = tuple(one.id for one in _with(rows, doubt))
    left = [
        replace(one, row=without_doubt(one.row, doubt)) if one.id in ids else one for one in rows
    ]
    return left, ids


def ask_again(rows: Sequence[ReviewRow], kind: str, ids: Collection[int]) -> list[ReviewRow]:
    """The same rows with the doubt that they were read with; those whose field somebody has
    written anew since keep what was written."""
    return [_asked(one, kind) if one.id in ids else one for one in rows]


def _asked(one: ReviewRow, kind: str) -> ReviewRow:
    has = {doubt.kind for doubt in one.row.doubts}
    asked = [
        doubt
        for doubt in one.as_read.doubts
        if doubt.kind == kind
        and doubt.kind not in has
        and getattr(one.row, doubt.field) == getattr(one.as_read, doubt.field)
    ]
    return replace(one, row=replace(one.row, doubts=(*one.row.doubts, *asked)))


def _with(rows: Sequence[ReviewRow], kind: DoubtKind) -> Iterator[ReviewRow]:
    return (
        one
        for one in rows
        if one.needs_a_person and any(doubt.kind is kind for doubt in one.row.doubts)
    )
