"""What a person does with the rows that were read, before anything is saved."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from measures.deadline_language import DeadlineKind, Meaning, days_named, understand
from measures.importing.rows.measure_row import Doubt, DoubtKind, MeasureRow
from measures.importing.rows.words import Words
from measures.importing.tables.list_marks import items_of
from measures.models.measure import BULLET
from measures.vocabulary import RiskLevel, StatusCode
from ruspolitikk.wording import fold

LEFT = "la-sta"
"""The answer that leaves a doubt as it is."""
YES = "ja"
"""The answer that puts what a doubt holds back."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A row of the file, as it was read and as it will be saved.

    `id` is its own for as long as the reading lasts; a row that is parted gives others new ones.
    `is_out`: it is not taken in. What `row.doubts` still holds, nobody has answered.
    """

    id: int
    as_read: MeasureRow
    row: MeasureRow
    is_out: bool = False

    @property
    def needs_a_person(self) -> bool:
        return bool(self.row.doubts) and not self.is_out

    @property
    def is_answered(self) -> bool:
        """Whether somebody has answered a doubt of it, or written it anew."""
        return replace(self.row, n=0) != replace(self.as_read, n=0)


def begin(rows: Sequence[MeasureRow], before: Sequence[ReviewRow] = ()) -> list[ReviewRow]:
    """The review of rows that were just read. What was answered of a row that is read the same way
    again, after a column was changed, stands."""
    answered: defaultdict[MeasureRow, list[ReviewRow]] = defaultdict(list)
    for one in before:
        answered[replace(one.as_read, n=0)].append(one)
    begun = [
        same for row in rows for same in answered.pop(replace(row, n=0), [ReviewRow(0, row, row)])
    ]
    return numbered([replace(one, id=n) for n, one in enumerate(begun, start=1)])


def numbered(rows: Iterable[ReviewRow]) -> list[ReviewRow]:
    """With `n` as their place among those that are taken in and shown."""
    return [replace(one, row=replace(one.row, n=n)) for n, one in enumerate(rows, start=1)]


def taken(rows: Iterable[ReviewRow]) -> list[MeasureRow]:
    """Those that will be saved."""
    return [one.row for one in rows if not one.is_out]


def find(rows: Iterable[ReviewRow], row_id: int) -> ReviewRow | None:
    return next((one for one in rows if one.id == row_id), None)


def put(rows: Sequence[ReviewRow], row_id: int, *new: ReviewRow) -> list[ReviewRow]:
    """The rows with one of them replaced."""
    return numbered(each for one in rows for each in (new if one.id == row_id else (one,)))


def without_doubt(row: MeasureRow, *kinds: DoubtKind) -> MeasureRow:
    return replace(row, doubts=tuple(one for one in row.doubts if one.kind not in kinds))


# --- Answers --------------------------------------------------------------------------------------


def answer(rows: Sequence[ReviewRow], one: ReviewRow, doubt: Doubt, said: str) -> list[ReviewRow]:
    """The rows when a doubt has been answered; `said` is one of the answers of `questions`."""
    row = without_doubt(one.row, doubt.kind)
    if said == LEFT:
        return put(rows, one.id, replace(one, row=row))
    if said == "del":
        return _parted(rows, one, row, doubt.answers or row.items)
    match doubt.kind:
        case DoubtKind.DEADLINE_UNCLEAR if said.isdecimal() and len(said) == len("2026"):
            row = with_deadline(row, f"{row.deadline_text or doubt.words} {said}", keep_words=True)
        case DoubtKind.DEADLINE_UNCLEAR if said in map(str, _days_of(doubt, row)):
            row = with_deadline(row, said, keep_words=True)
        case DoubtKind.DEADLINE_BY_COLOUR | DoubtKind.DEADLINE_OF_SEVERAL if said == YES:
            row = with_deadline_proposed(row, doubt)
        case DoubtKind.STATUS_OF_SEVERAL if said == YES:
            row = _with_status_proposed(row, doubt)
        case DoubtKind.RISK_UNKNOWN | DoubtKind.STATUS_BY_COLOUR:
            row = _with_level_or_code(row, doubt.kind, said)
        case DoubtKind.NEW_DEADLINE_IN_STATUS if said == "nei":
            row = with_deadline(row, row.deadline_text or "")
        case _:
            pass
    return put(rows, one.id, replace(one, row=row))


def _days_of(doubt: Doubt, row: MeasureRow) -> list[date]:
    return days_named(doubt.words or row.deadline_text or "")


def _with_level_or_code(row: MeasureRow, kind: DoubtKind, said: str) -> MeasureRow:
    if kind is DoubtKind.RISK_UNKNOWN and said in RiskLevel.values:
        return replace(row, risk=RiskLevel(said))
    if kind is DoubtKind.STATUS_BY_COLOUR and said in StatusCode.values:
        code = StatusCode(said)
        return replace(row, status=code, status_text=code.label)
    return row


def with_deadline_proposed(row: MeasureRow, doubt: Doubt) -> MeasureRow:
    """The row with the deadline that a doubt holds back; where its words are unclear, that is asked
    next."""
    own = with_deadline(without_doubt(row, doubt.kind), doubt.words)
    if own.deadline_kind is not DeadlineKind.UNCLEAR:
        return own
    unclear = Doubt(DoubtKind.DEADLINE_UNCLEAR, doubt.field, doubt.words)
    return replace(own, doubts=(*own.doubts, unclear))


def _with_status_proposed(row: MeasureRow, doubt: Doubt) -> MeasureRow:
    """Likewise of a status; its code is known, or it is asked."""
    code = StatusCode(doubt.answers[0]) if doubt.answers else None
    asked = () if code else (Doubt(DoubtKind.STATUS_UNKNOWN, doubt.field, doubt.words),)
    return replace(row, status_text=doubt.words, status=code, doubts=(*row.doubts, *asked))


def _parted(
    rows: Sequence[ReviewRow], one: ReviewRow, row: MeasureRow, texts: Collection[str]
) -> list[ReviewRow]:
    """One row for each text; what else is said of the row is said of all of them."""
    if not texts:
        return list(rows)
    last = max(each.id for each in rows)
    new = [
        replace(one, id=last + n if n else one.id, row=replace(row, text=text, items=()))
        for n, text in enumerate(texts)
    ]
    return put(rows, one.id, *new)


def settle_words(rows: Sequence[ReviewRow], words: str, code: StatusCode | None) -> list[ReviewRow]:
    """A status word is settled once, for all rows that have it; None leaves it unmapped."""
    folded = fold(words)

    def settled(one: ReviewRow) -> ReviewRow:
        if fold(one.row.status_text or "") != folded or one.row.status is not None:
            return one
        return replace(
            one, row=replace(without_doubt(one.row, DoubtKind.STATUS_UNKNOWN), status=code)
        )

    return [settled(one) for one in rows]


_YEAR = re.compile(r"20\d\d")


def name_a_year(rows: Sequence[ReviewRow]) -> bool:
    """Whether any status may be read otherwise from another day."""
    return any(_YEAR.search(one.row.status_text or "") for one in rows)


def seen_from(rows: Sequence[ReviewRow], words: Words) -> list[ReviewRow]:
    """The rows as their statuses are read from a day that was said after they were read: «Iverksatt
    1.9.2025» has not begun in 2024. What somebody has answered stands."""

    def seen(one: ReviewRow) -> ReviewRow:
        was, now = one.as_read, one.row
        if was.status is None or (was.status, was.status_text) != (now.status, now.status_text):
            return one
        return replace(one, row=replace(now, status=words.status_of(now.status_text or "")))

    return [seen(one) for one in rows]


# --- A row written anew ---------------------------------------------------------------------------


def with_deadline(row: MeasureRow, words: str, *, keep_words: bool = False) -> MeasureRow:
    """A row with another deadline, understood from words; `keep_words`: it is written as before."""
    meaning = understand(words) or Meaning(DeadlineKind.NONE)
    text = (row.deadline_text or words) if keep_words else words
    return replace(
        row.with_meaning(meaning),
        deadline_text=text or None,
        due_on_before=None,
        deadline_reason=None,
    )


def with_text(row: MeasureRow, text: str) -> MeasureRow:
    """Lines with a bullet are the items, as they are where a file is read."""
    is_list = f"\n{text}".find(f"\n{BULLET}") >= 0
    return replace(row, text=text, items=tuple(items_of(text)) if is_list else ())
