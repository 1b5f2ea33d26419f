"""What was filled in, held against the measures that are there (see `difference`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from measures.deadline_language import understand
from measures.importing.difference.compare import Difference, Incoming, Standing, compare
from measures.importing.difference.parts import Part
from measures.importing.difference.standing import read_standing
from measures.importing.rows.measure_row import MeasureRow, Source
from measures.importing.rows.words import Words
from measures.importing.worksheet import sentences
from measures.importing.worksheet.marks import NOT_ASSESSED, SHEET
from measures.importing.worksheet.reading import FilledRow, NotRead, Worksheet
from measures.models import Measure
from measures.models.queries import MeasureQuerySet
from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Plan, locked_by_id
from ruspolitikk.wording import fold

_LABELS = {fold(code.label): code for code in StatusCode}


class Pointers(NamedTuple):
    """The newest entries of a measure, by their ids."""

    status: int | None
    risk: int | None
    deadline: int | None


@dataclass(frozen=True, slots=True)
class SheetDifference:
    """What a sheet says otherwise than the plan. `not_read`: rows that say something and are left
    out, with why. `stands`: a digest of what is there now, another one when somebody has reported.
    """

    difference: Difference
    not_read: tuple[NotRead, ...]
    stands: str


def compare_sheet(sheet: Worksheet, plan: Plan, per: date, words: Words) -> SheetDifference:
    """`per`: the day that the sheet's answers are about. Measures that nothing is said of are not
    read; eleven queries, however many are."""
    measures = _measures(sheet, plan)
    pointers = _pointers(measures)
    standing = {one.key: one for one in read_standing(measures)}
    gone = _gone(sheet.rows, standing, plan)
    incoming, without = [], []
    for row in sheet.rows:
        if row.known.measure not in standing:
            continue
        own = standing[row.known.measure]
        if row.remark and not row.status and not row.known.status and not own.now(Part.STATUS):
            without.append(NotRead(row.row, sentences.remark_without_status(row.row)))
        incoming.append(_incoming(row, own, pointers[own.key], words))
    difference = compare(incoming, list(standing.values()), per=per, is_whole=False)
    not_read = sorted([*sheet.not_read, *gone, *without], key=lambda one: one.row)
    return SheetDifference(difference, tuple(not_read), _digest(pointers))


def stands_now(sheet: Worksheet, plan: Plan) -> str:
    """`SheetDifference.stands` of this moment; the measures are locked until the transaction is
    over."""
    measures = _measures(sheet, plan)
    locked_by_id(measures.only("pk"))
    return _digest(_pointers(measures))


def _measures(sheet: Worksheet, plan: Plan) -> MeasureQuerySet:
    own: MeasureQuerySet = Measure.objects.filter(
        plan=plan, pk__in=[row.known.measure for row in sheet.rows]
    )
    return own


def _pointers(measures: MeasureQuerySet) -> dict[int, Pointers]:
    fields = ("latest_status", "latest_risk", "latest_deadline")
    return {pk: Pointers(*ids) for pk, *ids in measures.values_list("pk", *fields)}


def _digest(pointers: Mapping[int, Pointers]) -> str:
    return sha256(repr(sorted(pointers.items())).encode()).hexdigest()


def _gone(
    rows: Sequence[FilledRow], standing: Mapping[int, Standing], plan: Plan
) -> Iterator[NotRead]:
    """The rows of measures that are in the plan no more."""
    gone = [row for row in rows if row.known.measure not in standing]
    if not gone:
        return
    keys = [row.known.measure for row in gone]
    misfiled = set(Measure.ever.filter(plan=plan, pk__in=keys).values_list("pk", flat=True))
    for row in gone:
        tell = sentences.misfiled if row.known.measure in misfiled else sentences.deleted
        yield NotRead(row.row, tell(row.row, row.known.n))


def _incoming(row: FilledRow, own: Standing, now: Pointers, words: Words) -> Incoming:
    known = row.known
    then = Pointers(known.status, known.risk, known.deadline)
    parts = zip((Part.STATUS, Part.RISK, Part.DEADLINE), then, now, strict=True)
    moved = frozenset(part for part, before, after in parts if before != after)
    return Incoming(row.row, _measure_row(row, own, words), {}, key=known.measure, moved=moved)


def _measure_row(row: FilledRow, own: Standing, words: Words) -> MeasureRow:
    """The row as `difference` takes it: what is empty is as before."""
    text, code = _status(row, own, words)
    meaning = understand(row.deadline) if row.deadline else None
    risk, has_no_risk = (RiskLevel(row.risk) if row.risk else None), not own.now(Part.RISK).means
    risk_text = str(risk.label) if risk else NOT_ASSESSED
    says_risk = row.has_risk and not (risk is None and has_no_risk)
    filled = MeasureRow(
        n=row.row,
        text="",
        source=Source(SHEET, row.row),
        status_text=text or None,
        status=code,
        remarks=row.remark if text else None,
        risk_text=risk_text if says_risk else None,
        risk=risk,
    )
    if meaning is None:
        return filled
    return replace(
        filled.with_meaning(meaning),
        deadline_text=row.deadline,
        deadline_reason=row.reason or sentences.WITHOUT_REASON,
    )


def _status(row: FilledRow, own: Standing, words: Words) -> tuple[str, StatusCode | None]:
    """The status that a row reports: a remark alone stands with the status that is there."""
    if row.status:
        return row.status, _LABELS.get(fold(row.status)) or words.status_of(row.status)
    if not row.remark:
        return "", None
    newest = own.now(Part.STATUS)
    means = newest.means
    return newest.words, means if isinstance(means, StatusCode) else None
