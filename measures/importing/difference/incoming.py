"""A reading's rows as they are held against the measures that are there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from measures.importing.difference.compare import Difference, Incoming, compare
from measures.importing.difference.parts import Part, plain, said_in, says_the_same
from measures.importing.difference.standing import last_read, read_standing, said_of
from measures.importing.kept import answers_from, rows_from
from measures.importing.review.answers import Answers
from measures.importing.review.decisions import ReviewRow, name_a_year, seen_from
from measures.importing.rows.measure_row import DoubtKind
from measures.importing.rows.personal import with_personal_data
from measures.importing.rows.words import Words
from measures.models import Measure, MeasureSource, Reading
from plans.models import Plan


def difference_of(reading: Reading, per: date) -> Difference:
    """What a reading says otherwise than its plan, of which no other measure is looked at."""
    answers = answers_from(reading.answers)
    rows = [one for one in rows_from(reading.rows) if not one.is_out]
    if name_a_year(rows):
        rows = seen_from(rows, Words.of(reading.organisation, per))
    plan: Any = reading.plan
    return compare(
        [_incoming(one, answers) for one in rows],
        read_standing(plan.measures.all()),
        per=per,
    )


def the_same_plan(reading: Reading) -> tuple[Plan, int] | None:
    """The bydel's plan that has the most of a reading's measures word for word, and how many; None
    where none has half of them. For a document that was said to be a new plan."""
    own = Measure.objects.filter(plan__organisation=reading.organisation_id)
    texts = [plain(one.row.text) for one in rows_from(reading.rows) if not one.is_out]
    there: defaultdict[int, set[str]] = defaultdict(set)
    for plan, text in own.values_list("plan", "text"):
        there[plan].add(plain(text))
    counts = {plan: sum(text in said for text in texts) for plan, said in there.items()}
    likeliest = max(counts, key=lambda plan: counts[plan], default=None)
    if likeliest is None or 2 * counts[likeliest] < len(texts):
        return None
    return Plan.objects.get(pk=likeliest), counts[likeliest]


def _incoming(one: ReviewRow, answers: Answers) -> Incoming:
    key = answers.pairs.get(one.id)
    return Incoming(
        id=one.id,
        row=one.row,
        said=said_in(one.as_read),
        key=key or None,
        is_new=key == 0,
        as_read=one.as_read,
    )


def without_known_doubts(rows: Iterable[ReviewRow], plan: Plan) -> list[ReviewRow]:
    """What the document says as it did when it was last read was answered then: it is not asked
    again."""
    sources = last_read(list(Measure.objects.filter(plan=plan).values_list("pk", flat=True)))
    before = {}
    for said in map(said_of, sources.values()):
        before[plain(said.get(Part.TEXT, ""))] = said
    return [_without(one, before.get(plain(one.as_read.text))) for one in rows]


def _without(one: ReviewRow, before: dict[Part, str] | None) -> ReviewRow:
    if before is None:
        return one
    said, names = said_in(one.as_read), set(Part)
    row = one.row
    if any(doubt.kind is DoubtKind.PERSONAL_DATA for doubt in row.doubts):
        row = with_personal_data(row, "\n".join(before.values()))
    asked = [
        doubt
        for doubt in row.doubts
        if doubt.kind is DoubtKind.PERSONAL_DATA
        or doubt.field not in names
        or not says_the_same(Part(doubt.field), said, before)
    ]
    return replace(one, row=replace(row, doubts=tuple(asked)))


def repairs_before(plan: Plan | None, proposed: Sequence[str]) -> dict[str, str]:
    """Letters that were put back when the same plan was last read, among those proposed now."""
    sources = MeasureSource.objects.filter(measure__plan=plan) if plan else ()
    repaired = {word: now for source in sources for word, now in source.repairs}
    return {word: now for word, now in repaired.items() if word in set(proposed)}
