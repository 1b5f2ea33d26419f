"""What a reading changed of measures that were there stands again as before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from measures.importing.saving.words_taken import PLAIN_COLUMNS, save_words
from measures.items import Line, rewrite_items
from measures.models import (
    Act,
    Assignment,
    Deadline,
    Entry,
    Item,
    Measure,
    MeasureSource,
    Responsible,
    Risk,
    Status,
    Withdrawal,
)
from measures.models.edit import Words, note_edits
from measures.models.reported import withdrawal_of
from plans.models import Goal, Plan, PlanChange, locked_by_id
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed

KINDS: tuple[type[Entry], ...] = (Status, Risk, Deadline)


@dataclass(frozen=True, slots=True)
class Restored:
    """Those that stand as before, and those that somebody has reported on or edited since: they
    are left whole."""

    restored: list[Measure]
    kept: list[Measure]


def restore_measures(
    act: Act, before: Mapping[str, Any], *, reason: str, on: date, by: User
) -> Restored:
    """Withdraw what the act reported of measures that were there, and write their words back.

    `before` is of `take_difference.Written`. Call it in a transaction.
    """
    words: dict[str, dict[str, Any]] = before.get("measures", {})
    entries = _own_entries(act)
    keys = {entry.measure_id for entry in entries} | {int(key) for key in words}
    own = Measure.objects.filter(pk__in=keys)
    measures = locked_by_id(own.select_related("plan__organisation"))
    since = _reported_since(act, keys) | {
        m.pk
        for m in measures
        if str(m.pk) in words and m.edit_version != words[str(m.pk)]["version"]
    }
    restored = [measure for measure in measures if measure.pk not in since]
    _withdraw([entry for entry in entries if entry.measure_id not in since], restored, reason, by)
    _write_back([m for m in restored if str(m.pk) in words], words, on, by)
    MeasureSource.objects.filter(act=act, is_new=False).delete()
    return Restored(restored, [measure for measure in measures if measure.pk in since])


def _own_entries(act: Act) -> list[Entry]:
    """The act's entries that count, of measures that it did not add."""
    added = MeasureSource.objects.filter(act=act, is_new=True).values("measure")
    return [
        entry
        for kind in KINDS
        for entry in kind.objects.counting().filter(act=act).exclude(measure__in=added)
    ]


def _reported_since(act: Act, keys: Collection[int]) -> set[int]:
    since: set[int] = set()
    for kind in KINDS:
        later = kind.objects.counting().filter(measure__in=keys, recorded_at__gt=act.recorded_at)
        since |= set(later.exclude(act=act).order_by().values_list("measure", flat=True))
    return since


def _withdraw(entries: Sequence[Entry], measures: Sequence[Measure], reason: str, by: User) -> None:
    own = {measure.pk: measure for measure in measures}
    for entry in entries:
        entry.measure = own[entry.measure_id]
    Withdrawal.objects.bulk_create([withdrawal_of(each, reason=reason, by=by) for each in entries])
    changed = Measure.objects.filter(pk__in={entry.measure_id for entry in entries})
    changed.update(report_version=F("report_version") + 1, report_digest="")
    changed.point_at_newest()


def _write_back(measures: Sequence[Measure], words: Mapping[str, Any], on: date, by: User) -> None:
    keys = [measure.pk for measure in measures]
    said = Words.of_many(keys)
    for measure in measures:
        stood = words[str(measure.pk)]
        for column in (*PLAIN_COLUMNS, "strategy_id"):
            setattr(measure, column, stood[column])
        measure.goals.set(Goal.objects.filter(pk__in=stood["goals"]))
        _assign_again(measure, stood["parties"])
        _items_again(measure, stood["items"], on, by)
    save_words(measures)
    note_edits(measures, said, by=by)


def _assign_again(measure: Measure, parties: Sequence[int]) -> None:
    own = measure.assignments.values_list("responsible", flat=True)
    if list(own.order_by("position")) != list(parties):
        found = Responsible.objects.in_bulk(parties)
        Assignment.objects.filter(measure=measure).delete()
        measure.assign([found[key] for key in parties if key in found])


def _items_again(measure: Measure, items: Sequence[Sequence[Any]], on: date, by: User) -> None:
    now = [[item.pk, item.text] for item in measure.items.all()]
    if now != [list(each) for each in items]:
        ever = Item.ever.in_bulk([key for key, _text in items])
        lines = [Line(text, ever.get(key)) for key, text in items]
        rewrite_items(measure, lines, on=on, by=by)


def delete_headings(plan: Plan, before: Mapping[str, Any], *, reason: str, by: User) -> None:
    """The goals and strategies that the act made for the plan, where no measure has them now. Of
    one that is misfiled its source still says which it had."""
    misfiled = Measure.ever.filter(plan=plan, is_misfiled=True)
    misfiled.filter(strategy__in=before.get("strategies", [])).update(strategy=None)
    links: Any = Measure.goals.through
    links.objects.filter(measure__in=misfiled, goal__in=before.get("goals", [])).delete()
    goals = plan.goals.filter(pk__in=before.get("goals", []), measures=None)
    strategies = plan.strategies.filter(pk__in=before.get("strategies", []), measures=None)
    for kind, parts in ((PlanChange.Part.GOAL, goals), (PlanChange.Part.STRATEGY, strategies)):
        for part in parts:
            if not plan.is_draft:
                PlanChange.objects.create(
                    plan=plan,
                    part=kind,
                    before=part.in_words,
                    reason=reason,
                    **signed(by, plan.organisation),
                )
            part.delete()
