"""What is done to the goals or the strategies of a plan, all at once and with its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from measures.models import Edit, Measure
from plans.models import Goal, Plan, PlanChange, Strategy
from ruspolitikk.accounts.models import LoggedAct, User, log_act
from ruspolitikk.accounts.recorded import signed

Part = Goal | Strategy
PARTS: dict[str, type[Goal] | type[Strategy]] = {"maal": Goal, "strategi": Strategy}
CHANGED = {"maal": PlanChange.Part.GOAL, "strategi": PlanChange.Part.STRATEGY}
OUTSIDE = 10_000
"""Where a number waits while others are given: each is held by one at a time."""


@dataclass(frozen=True, slots=True)
class Line:
    """A goal or a strategy that stays. No part: a new one. No values: it is left as it stands."""

    part: Part | None
    values: Mapping[str, Any] | None
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What is to be done to the goals («maal») or the strategies («strategi»): the lines in the
    order that they shall have."""

    kind: str
    lines: Sequence[Line]
    deleted: Sequence[Part]


def rewrite_parts(plan: Plan, rewriting: Rewriting, *, reason: str, by: User) -> None:
    """Write it; of an adopted plan also what was changed, and why. Call it with the plan locked."""
    parts: QuerySet[Any] = PARTS[rewriting.kind].objects.filter(plan=plan).select_related("means")
    before = {part.pk: part.in_words for part in parts}
    for part in rewriting.deleted:
        _let_go(part, by=by)
        part.delete()
    in_order = [_written(plan, rewriting.kind, line) for line in rewriting.lines]
    is_moved = any(line.is_moved for line in rewriting.lines)
    if is_moved or rewriting.deleted:
        own_order = [part.pk for part in in_order if is_moved]
        others = parts.exclude(pk__in=own_order).order_by("number").values_list("pk", flat=True)
        _renumber(parts, [*own_order, *others])
    if plan.is_draft:
        return
    after = {part.pk: part.in_words for part in parts.all()}
    lines = zip(rewriting.lines, in_order, strict=True)
    touched = [part.pk for line, part in lines if line.values is not None or line.is_moved]
    changes = [(before.get(pk, ""), after[pk]) for pk in touched]
    gone = [(before[pk], "") for pk in before.keys() - after.keys()]
    told = [(was, now) for was, now in [*sorted(gone), *changes] if was != now]
    for was, now in told:
        log_act(
            LoggedAct.Kind.GOAL,
            plan,
            str(CHANGED[rewriting.kind].label),
            was,
            now,
            by=by,
            of=plan.organisation,
            plan=plan.slug,
        )
    PlanChange.objects.bulk_create(
        PlanChange(
            plan=plan,
            part=CHANGED[rewriting.kind],
            before=was,
            after=now,
            reason=reason,
            **signed(by, plan.organisation),
        )
        for was, now in told
    )


def _written(plan: Plan, kind: str, line: Line) -> Part:
    if line.part is None:
        model = PARTS[kind]
        new = model(plan=plan, number=model.last_number(plan) + 1, **(line.values or {}))
        new.save()
        return new
    if line.values is not None:
        for name, value in line.values.items():
            setattr(line.part, name, value)
        line.part.save(update_fields=set(line.values))
    return line.part


def _renumber(parts: QuerySet[Any], order: Sequence[int]) -> None:
    """Give the parts of a plan the numbers from 1 in an order of their ids."""
    numbers = dict(parts.values_list("pk", "number"))
    changing = {pk: number for number, pk in enumerate(order, start=1) if numbers[pk] != number}
    parts.filter(pk__in=changing).update(number=F("number") + OUTSIDE)
    for pk, number in changing.items():
        parts.filter(pk=pk).update(number=number)


def _let_go(part: Part, *, by: User) -> None:
    """The measures that have a goal or a strategy stand without it, and their history tells it."""
    is_goal = isinstance(part, Goal)
    having = Measure.ever.filter(**{"goals" if is_goal else "strategy": part})
    measures = list(having.select_related("plan__organisation").prefetch_related("goals"))
    Edit.objects.bulk_create(
        Edit(
            measure=measure,
            part=Edit.Part.GOALS if is_goal else Edit.Part.STRATEGY,
            before=_goals(measure) if is_goal else part.text,
            after=_goals(measure, without=part) if is_goal else "",
            **signed(by, measure.plan.organisation),
        )
        for measure in measures
    )
    own = Measure.ever.filter(pk__in=[measure.pk for measure in measures])
    own.update(edit_version=F("edit_version") + 1, **({} if is_goal else {"strategy": None}))


def _goals(measure: Measure, without: Part | None = None) -> str:
    """As `Words` has them."""
    goals = sorted(measure.goals.all(), key=lambda goal: (goal.number, goal.pk))
    return "\n".join(goal.text for goal in goals if goal != without)
