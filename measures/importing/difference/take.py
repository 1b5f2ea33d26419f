"""What a person chose of a difference is written: in one act, with all its history, or not at all.

Nothing goes round the product's ordinary ways: a status, a risk and a deadline are new entries of
the day that the document speaks of, words are edits with before and after, and items are rewritten
by `measures.items`. What is left as it stands writes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, prefetch_related_objects

from measures.importing.difference.compare import Changed, Difference, Standing, Unchanged
from measures.importing.difference.parts import REPORTED, Part, says_the_same
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.saving.entries import A_NEW_DEADLINE, deadlines_of, risk_of, status_of
from measures.importing.saving.goals_and_strategies import GoalsAndStrategies
from measures.importing.saving.take_in import (
    AT_A_TIME,
    NewRow,
    ReadBy,
    a_source,
    add_measures,
    begin_act,
)
from measures.importing.saving.words_taken import take_words
from measures.models import (
    Act,
    Deadline,
    Entry,
    Measure,
    MeasureSource,
    Risk,
    Status,
    delete_measure,
)
from measures.vocabulary import StatusCode
from plans.models import Plan, locked, locked_by_id
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person takes of a difference: parts of measures (by the measure's id), new rows (by
    their id), and the lost measures that are marked as Utgått; all else stays as it is.

    `deleted`: lost measures that are deleted from a draft. `confirms`: the unchanged are reported
    so (`Difference.confirmable`). `joins`: of new rows, from which day they are in the plan.
    """

    parts: frozenset[tuple[int, Part]] = frozenset()
    new: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    deleted: frozenset[int] = frozenset()
    confirms: bool = False
    joins: Mapping[int, date] = field(default_factory=dict)

    @classmethod
    def unless_asked(cls, difference: Difference) -> "Chosen":
        """What is taken where nobody says otherwise: all but conflicts, and nothing is dropped."""
        parts = {
            (one.standing.key, change.part)
            for one in difference.changed
            for change in one.other_fields
        }
        return cls(frozenset(parts), frozenset(one.incoming.id for one in difference.new))

    def parts_of(self, one: Changed) -> list[Part]:
        return [each.part for each in one.fields if (one.standing.key, each.part) in self.parts]


@dataclass(frozen=True, slots=True)
class Written:
    """What was done. `before` is what undoing it needs, as JSON."""

    act: Act
    new: int
    changed: int
    dropped: int
    deleted: int = 0
    confirmed: int = 0
    before: dict[str, Any] = field(default_factory=dict)


Taken = tuple[Measure, Changed, Sequence[Part]]
"""A measure, what is said of it, and the parts that are taken."""


@transaction.atomic
def take_difference(
    difference: Difference, chosen: Chosen, plan: Plan, read: ReadBy, *, by: User
) -> Written:
    """Write it. `plan` is the one that new measures go into; its row is the lock,
    and its measures'.

    Compare what is read under the same lock: whoever shows the difference asks whether its `digest`
    is still the same. A fixed number of queries, and one for each 200 rows of a table; items are
    written, and measures deleted, one by one. Raises NotDeletedError of a plan that is no draft.
    """
    plan = locked(plan, Plan.objects.select_related("organisation"))
    locked_by_id(Measure.ever.filter(plan=plan).only("pk"))
    act = begin_act(plan.organisation, read)
    if act is None:
        raise ValueError("Somebody signs what is changed of a measure that is there.")
    taken = _taken(difference, chosen)
    new = _new_rows(difference, chosen)
    of_words = [(m, c.incoming.row, _words_of(parts)) for m, c, parts in taken]
    rows = [*(row for _m, row, parts in of_words if parts), *(one.row for one in new)]
    headings = GoalsAndStrategies.of(plan, rows)
    headings.note(plan, document=read.document, by=by)
    words = take_words([one for one in of_words if one[2]], headings, on=read.today, by=by)
    dropped = [one for one in difference.gone if one.key in chosen.dropped]
    confirmed = difference.confirmable if chosen.confirms else []
    others = [*_as_dropped(dropped, difference.per), *_as_before(confirmed, difference.per)]
    _write_reports(taken, others, difference.per, read, act, _signature(plan, read, by))
    _write_sources(difference, read, act)
    added = add_measures(plan, new, headings, read, act) if new else []
    return Written(
        act=act,
        new=len(added),
        changed=len(taken),
        dropped=len(dropped),
        deleted=_delete_lost(difference, chosen, by),
        confirmed=len(confirmed),
        before={
            "measures": words.before,
            "goals": [goal.pk for goal in headings.new_goals],
            "strategies": [strategy.pk for strategy in headings.new_strategies],
        },
    )


def _new_rows(difference: Difference, chosen: Chosen) -> list[NewRow]:
    return [
        NewRow(one.incoming.row, one.incoming.said, chosen.joins.get(one.incoming.id))
        for one in difference.new
        if one.incoming.id in chosen.new
    ]


def _delete_lost(difference: Difference, chosen: Chosen, by: User) -> int:
    """Last: the measures after those that are deleted get new numbers."""
    lost = [one.key for one in difference.gone if one.key in chosen.deleted]
    for measure in Measure.objects.filter(pk__in=lost).select_related("plan"):
        delete_measure(measure, by=by)
    return len(lost)


def _taken(difference: Difference, chosen: Chosen) -> list[Taken]:
    wanted = [(one, parts) for one in difference.changed if (parts := chosen.parts_of(one))]
    keys = [one.standing.key for one, _parts in wanted]
    measures = Measure.objects.filter(pk__in=keys).prefetch_related("plan__organisation")
    by_key = {measure.pk: measure for measure in measures}
    taken: list[Taken] = [(by_key[one.standing.key], one, parts) for one, parts in wanted]
    with_deadline = [measure for measure, _one, parts in taken if Part.DEADLINE in parts]
    prefetch_related_objects(with_deadline, "latest_deadline")
    return taken


def _words_of(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if part not in REPORTED]


Said = tuple[Measure, date, dict[str, Any]]
"""A measure, the day that something is said of, and what."""


# --- Reports --------------------------------------------------------------------------------------


def _write_reports(
    taken: Sequence[Taken],
    others: Sequence[Said],
    per: date,
    read: ReadBy,
    act: Act,
    signature: dict[str, Any],
) -> None:
    """Statuses, also of `others`, risks and deadlines; the version that open forms check is
    raised."""
    statuses = [
        (m, per, status_of(c.incoming.row)) for m, c, parts in taken if Part.STATUS in parts
    ]
    risks = [(m, per, risk_of(c.incoming.row)) for m, c, parts in taken if Part.RISK in parts]
    moved = [(m, c.incoming.row) for m, c, parts in taken if Part.DEADLINE in parts]
    statuses += others
    common = {"date_is_assumed": read.is_assumed, "act": act}
    _append(Status, statuses, common, signature)
    _append(Risk, risks, common, signature)
    Deadline.objects.bulk_create(
        [
            Deadline(measure_id=m.pk, **common, **signature, **_new_deadline(m, row, per))
            for m, row in moved
        ],
        batch_size=AT_A_TIME,
    )
    said: dict[type[Entry], Sequence[Any]] = {Status: statuses, Risk: risks, Deadline: moved}
    kinds = [kind for kind, entries in said.items() if entries]
    if not kinds:
        return
    keys = {m.pk for m, _on, _fields in [*statuses, *risks]} | {m.pk for m, _row in moved}
    reported = Measure.objects.filter(pk__in=keys)
    reported.update(report_version=F("report_version") + 1, report_digest="")
    reported.point_at_newest(*kinds)


def _append(
    kind: Any, entries: Iterable[Said], common: dict[str, Any], signature: dict[str, Any]
) -> None:
    kind.objects.bulk_create(
        [
            kind(measure_id=m.pk, applies_on=on, **common, **signature, **fields)
            for m, on, fields in entries
        ],
        batch_size=AT_A_TIME,
    )


def _signature(plan: Plan, read: ReadBy, by: User) -> dict[str, Any]:
    """Who takes it in, and how it came to them."""
    signature = signed(by, plan.organisation)
    through = f" ({read.through})" if read.through else ""
    return signature | {"recorded_as": f"{signature['recorded_as']}{through}"}


def _as_dropped(dropped: Sequence[Standing], per: date) -> list[Said]:
    """Utgått from the day of the document, or of a later report that is here."""
    later = {one.key: one.now(Part.STATUS).on or per for one in dropped}
    code = StatusCode.CANCELLED
    fields = {"words": str(code.label), "code": code, "remark": "Står ikke i dokumentet lenger."}
    measures = Measure.objects.filter(pk__in=later).select_related("plan__organisation")
    return [(measure, max(per, later[measure.pk]), fields) for measure in measures]


def _as_before(confirmed: Sequence[Unchanged], per: date) -> list[Said]:
    """The status that stands, of the day of the document; a remark is of its own day alone."""
    now = {one.standing.key: one.standing.now(Part.STATUS) for one in confirmed}
    measures = Measure.objects.filter(pk__in=now).select_related("plan__organisation")
    return [
        (m, per, {"words": now[m.pk].words, "code": now[m.pk].means, "remark": ""})
        for m in measures
    ]


def _new_deadline(measure: Measure, row: MeasureRow, per: date) -> dict[str, Any]:
    """One that moves replaces what stood, with the reason, from the document's day; in a draft,
    where nothing is promised yet, it is put right, which is no move (domain.md, «Mistakes»)."""
    before, fields = measure.latest_deadline, deadlines_of(row)[-1]
    if before and measure.plan.is_draft:
        return {
            **fields,
            "reason": row.deadline_reason or before.reason,
            "corrects": before,
            "applies_on": before.applies_on,
        }
    first = measure.first_day or per
    if before is None or not before.words:
        return {**fields, "reason": row.deadline_reason or "", "applies_on": max(per, first)}
    reason = row.deadline_reason or fields["reason"] or A_NEW_DEADLINE
    return {**fields, "reason": reason, "applies_on": max(per, before.applies_on)}


# --- Where it stands ------------------------------------------------------------------------------


def _write_sources(difference: Difference, read: ReadBy, act: Act) -> None:
    """What the document says now, of those of which it says something new, whatever was chosen:
    what was declined once is not asked about again."""
    both: list[Changed | Unchanged] = [*difference.changed, *difference.unchanged]
    told = [one for one in both if not _says_as_before(one)]
    MeasureSource.objects.bulk_create(
        [
            a_source(
                one.standing.key,
                one.incoming.row,
                {} if one.incoming.moved is not None else one.incoming.said,
                read,
                act,
                is_new=False,
            )
            for one in told
        ],
        batch_size=AT_A_TIME,
    )


def _says_as_before(one: Changed | Unchanged) -> bool:
    if one.incoming.moved is not None:
        return isinstance(one, Unchanged)
    said, before = one.incoming.said, one.standing.said
    return bool(before) and all(says_the_same(part, said, before) for part in Part)
