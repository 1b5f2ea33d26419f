"""The goals and strategies of a document's rows, as a plan's own."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from measures.importing.rows.measure_row import MeasureRow
from plans.models import Goal, Plan, PlanChange, Strategy
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.wording import fold

MOST_SHARED_GOALS = 5
"""So few goals are the plan's own, whatever the number of its measures."""

_CODE = re.compile(r"(\d{1,2}(?:[-.]\d{1,2}){1,4})\.?\s+(?=\S)")


def goals_are_local(rows: Iterable[MeasureRow]) -> bool:
    """Whether the column of goals holds a goal of each measure's own: more than one for each two
    rows. Then no goal of the plan is made of it."""
    texts = [fold(row.goal_text) for row in rows if row.goal_text]
    different = len(set(texts))
    return different > MOST_SHARED_GOALS and 2 * different > len(texts)


@dataclass(slots=True)
class GoalsAndStrategies:
    """Those of a plan, by their folded text; those that rows name and the plan lacks are made."""

    goals: dict[str, Goal]
    strategies: dict[str, Strategy]
    new_goals: list[Goal] = field(default_factory=list)
    new_strategies: list[Strategy] = field(default_factory=list)

    @classmethod
    def of(cls, plan: Plan, rows: Sequence[MeasureRow]) -> Self:
        own = cls(
            {fold(goal.text): goal for goal in plan.goals.all()},
            {fold(strategy.text): strategy for strategy in plan.strategies.all()},
        )
        if not plan.goal_cell_is_local:
            own.new_goals = own._add_goals(plan, [row.goal_text for row in rows if row.goal_text])
        own.new_strategies = own._add_strategies(
            plan, [row.strategy for row in rows if row.strategy]
        )
        return own

    def goals_of(self, row: MeasureRow) -> list[Goal]:
        goal = self.goals.get(fold(code_and_text(row.goal_text)[1])) if row.goal_text else None
        return [goal] if goal else []

    def strategy_of(self, row: MeasureRow) -> Strategy | None:
        return self.strategies.get(fold(row.strategy)) if row.strategy else None

    def note(self, plan: Plan, *, document: str, by: User) -> None:
        """That an adopted plan has got them, and where from, is told by its history."""
        if plan.is_draft:
            return
        kinds = (
            (PlanChange.Part.GOAL, self.new_goals),
            (PlanChange.Part.STRATEGY, self.new_strategies),
        )
        PlanChange.objects.bulk_create(
            PlanChange(
                plan=plan,
                part=kind,
                after=part.in_words,
                reason=f"Lest inn fra «{document}».",
                **signed(by, plan.organisation),
            )
            for kind, parts in kinds
            for part in parts
        )

    def _add_goals(self, plan: Plan, texts: Iterable[str]) -> list[Goal]:
        parted = {fold(text): (code, text) for code, text in map(code_and_text, texts)}
        new = {key: pair for key, pair in parted.items() if key not in self.goals}
        citys = _of_the_city(Goal)
        made = Goal.objects.bulk_create(
            Goal(plan=plan, number=number, code=code, text=text, means=citys.get(key))
            for number, (key, (code, text)) in enumerate(
                new.items(), start=Goal.last_number(plan) + 1
            )
        )
        self.goals |= dict(zip(new, made, strict=True))
        return made

    def _add_strategies(self, plan: Plan, texts: Iterable[str]) -> list[Strategy]:
        different = {fold(text): text for text in texts}
        new = {key: text for key, text in different.items() if key not in self.strategies}
        citys = _of_the_city(Strategy)
        made = Strategy.objects.bulk_create(
            Strategy(plan=plan, number=number, text=text, means=citys.get(key))
            for number, (key, text) in enumerate(new.items(), start=Strategy.last_number(plan) + 1)
        )
        self.strategies |= dict(zip(new, made, strict=True))
        return made


def _of_the_city[PartT: (Goal, Strategy)](kind: type[PartT]) -> dict[str, PartT]:
    """The city's own, by their folded text: a local wording that is the same means the same."""
    framework = Plan.objects.adopted().framework()
    return {fold(part.text): part for part in kind.objects.filter(plan__in=framework)}


def code_and_text(goal: str) -> tuple[str, str]:
    """«01-02 Færre …»: the plan's own code of the goal, and its text."""
    code = _CODE.match(goal)
    return (code[1], goal[code.end() :]) if code else ("", goal)
