"""What a person said of a whole document: what status words mean, and which letters to put back.

A reading keeps it as JSON: `words` (folded → [as written, code]), `repairs` (as in the file → as it
is saved), `left` (words that stand as in the file), `proposals` (what was found when it was read).
`left_at_once` (kind of doubt → ids of the rows that were left as they are in one press);
`accepted_at_once` (the same of the press that accepted all that was proposed).
Of a plan that is there also `per` (the day that the file speaks of) and `pairs` (row id → the id
of the measure that it is, 0: none).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from measures.importing.document import Document
from measures.importing.review.decisions import ReviewRow, begin, without_doubt
from measures.importing.rows.measure_row import DoubtKind, MeasureRow
from measures.importing.rows.repairs import Repair, with_repaired_cells, with_repairs
from measures.vocabulary import StatusCode
from ruspolitikk.wording import fold

TEXTS = (
    "text",
    "title",
    "topic",
    "strategy",
    "goal_text",
    "responsible_text",
    "deadline_text",
    "status_text",
    "remarks",
)


@dataclass(frozen=True, slots=True)
class Answers:
    """See above. A frozen value: each answer makes a new one."""

    words: dict[str, tuple[str, StatusCode]] = field(default_factory=dict)
    repairs: dict[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    proposals: tuple[Repair, ...] = ()
    per: date | None = None
    pairs: dict[int, int] = field(default_factory=dict)
    left_at_once: dict[str, tuple[int, ...]] = field(default_factory=dict)
    accepted_at_once: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def with_word(self, words: str, code: StatusCode) -> "Answers":
        return replace(self, words={**self.words, fold(words): (words, code)})

    def words_of(self, rows: Iterable[MeasureRow]) -> dict[str, StatusCode]:
        """Those that some row still has, as they are written."""
        used = {fold(row.status_text or "") for row in rows}
        return {written: code for folded, (written, code) in self.words.items() if folded in used}

    def leaving_all(self, kind: str, ids: tuple[int, ...]) -> "Answers":
        """None are left of a kind that is asked again."""
        others = {each: of for each, of in self.left_at_once.items() if each != kind}
        together = tuple(dict.fromkeys((*self.left_at_once.get(kind, ()), *ids)))
        return replace(self, left_at_once={**others, kind: together} if ids else others)

    def accepting_all(
        self, accepted: dict[str, tuple[int, ...]], words: Iterable[tuple[str, StatusCode]]
    ) -> "Answers":
        before = self.accepted_at_once
        together = {kind: (*before.get(kind, ()), *ids) for kind, ids in accepted.items()}
        said = {fold(written): (written, code) for written, code in words}
        return replace(self, words={**self.words, **said}, accepted_at_once={**before, **together})

    def accepting_none(self, words: Iterable[str]) -> "Answers":
        """All that was accepted in one press is asked again; `words` mean nothing any longer."""
        gone = {fold(each) for each in words}
        rest = {folded: said for folded, said in self.words.items() if folded not in gone}
        return replace(self, words=rest, accepted_at_once={})

    @property
    def accepted_count(self) -> int:
        return sum(map(len, self.accepted_at_once.values()))

    # --- Letters that a scanner lost ------------------------------------------------------------

    @property
    def open_proposals(self) -> list[Repair]:
        """Those that nobody has answered; the words stand as in the file until somebody does."""
        return [
            one
            for one in self.proposals
            if one.word not in self.repairs and one.word not in self.left
        ]

    @property
    def sure(self) -> list[Repair]:
        return [one for one in self.open_proposals if one.is_sure]

    @property
    def unsure(self) -> list[Repair]:
        return [one for one in self.open_proposals if not one.is_sure]

    @property
    def accepted_places(self) -> int:
        return sum(one.places for one in self.proposals if one.word in self.repairs)

    def accepting(self, chosen: dict[str, str]) -> "Answers":
        return replace(self, repairs={**self.repairs, **chosen})

    def leaving(self, word: str) -> "Answers":
        return replace(self, left=(*self.left, word))

    def without_repairs(self) -> "Answers":
        """«Angre»: every word stands as in the file again, and is proposed again."""
        return replace(self, repairs={}, left=())

    def repaired(self, document: Document) -> Document:
        return with_repaired_cells(document, self.repairs) if self.repairs else document


def again(
    rows: Sequence[MeasureRow], before: Sequence[ReviewRow], answers: Answers
) -> list[ReviewRow]:
    """The review when the same rows were read with other letters: what was answered stands, in the
    letters that are accepted now."""
    fresh = {(row.source, row.n): row for row in rows}
    moved = []
    for one in before:
        new = fresh.get((one.as_read.source, one.as_read.n))
        if new is None:
            continue
        row = _in_other_letters(one, new, answers) if one.is_answered else new
        moved.append(replace(one, as_read=new, row=row))
    if len({one.as_read.n for one in moved}) != len(rows):
        return begin(rows, before)
    return [replace(one, row=replace(one.row, n=n)) for n, one in enumerate(moved, start=1)]


def _in_other_letters(one: ReviewRow, new: MeasureRow, answers: Answers) -> MeasureRow:
    """A row that somebody has answered; its status is read again where they left its words."""
    row = one.row
    if row.status is None and new.status and row.status_text == one.as_read.status_text:
        row = without_doubt(replace(row, status=new.status), DoubtKind.STATUS_UNKNOWN)
    texts: dict[str, Any] = {
        name: with_repairs(text, answers.repairs) for name in TEXTS if (text := getattr(row, name))
    }
    items = tuple(with_repairs(item, answers.repairs) for item in row.items)
    parties = tuple(with_repairs(name, answers.repairs) for name in row.responsible)
    return replace(row, **texts, items=items, responsible=parties)
