"""Bydel for bydel: how many measures each thing became of, in rows that add up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plans.models import Plan
from reporting.changes.measure_changes import SAME_STAGE, MeasureChange
from reporting.counting import why_no_plan
from reporting.kinds_of_change import BESIDE, KINDS, What, silence
from ruspolitikk.accounts.models import Organisation

HEADS = {What.FIRST: "Første gang"}


@dataclass(frozen=True, slots=True)
class Cell:
    what: What
    n: int

    @property
    def label(self) -> str:
        return HEADS.get(self.what, str(self.what.label))


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a bydel's plan, or of the city: `tiltak = rapportert + ikke rapportert`, and the kinds
    sum to `rapportert`."""

    by_what: Mapping[What, int]
    last_reported: date | None
    n_within_stage: int
    """Of the unchanged, those with another status on the same stage."""

    @classmethod
    def of(cls, changes: Sequence[MeasureChange]) -> "Counts":
        days = [change.reported_on for change in changes if change.reported_on]
        counted = {what: sum(change.is_a(what) for change in changes) for what in What}
        within = sum(change.is_within_stage for change in changes)
        return cls(counted, max(days, default=None), within)

    def cells(self, whats: Iterable[What]) -> list[Cell]:
        return [Cell(what, self.by_what[what]) for what in whats]

    @property
    def first(self) -> list[Cell]:
        return self.cells([What.ALL, What.REPORTED])

    @property
    def kinds(self) -> list[Cell]:
        return self.cells(KINDS)

    @property
    def beside(self) -> list[Cell]:
        return self.cells(BESIDE)

    @property
    def silent(self) -> list[Cell]:
        return self.cells([What.SILENT])

    @property
    def every(self) -> list[Cell]:
        """Without the sums: what a bydel's page has a heading for."""
        return self.cells([*KINDS, *BESIDE, What.SILENT])

    @property
    def n_reported(self) -> int:
        return self.by_what[What.REPORTED]

    @property
    def is_silent(self) -> bool:
        return not self.n_reported

    @property
    def kinds_in_words(self) -> str:
        """«9 kommet lenger, 35 uendret (6 av dem med ny status på samme steg)»."""
        told = [f"{cell.n} {cell.what.label.lower()}" for cell in self.kinds if cell.n]
        if self.n_within_stage:
            told[-1] += f" ({self.n_within_stage} av dem med {SAME_STAGE})"
        return ", ".join(told)

    @property
    def silence(self) -> str:
        return silence(self.last_reported)


@dataclass(frozen=True, slots=True)
class BydelRow:
    """`why_none` says why there is nothing to count."""

    bydel: Organisation
    plan: Plan | None
    counts: Counts | None
    why_none: str = ""


def bydel_rows(
    bydeler: Iterable[Organisation],
    plans: Iterable[Plan],
    counting: Iterable[Plan],
    changes: Iterable[MeasureChange],
) -> list[BydelRow]:
    """`plans` are all that one may see, `counting` those that count on the day."""
    by_plan: dict[int, list[MeasureChange]] = {}
    for change in changes:
        by_plan.setdefault(change.plan.pk, []).append(change)
    counted = {plan.organisation_id: plan for plan in counting}
    visible = list(plans)
    rows = []
    for bydel in bydeler:
        plan = counted.get(bydel.pk)
        if plan and plan.pk in by_plan:
            rows.append(BydelRow(bydel, plan, Counts.of(by_plan[plan.pk])))
        elif plan:
            rows.append(BydelRow(bydel, plan, None, "ingen tiltak i planen"))
        else:
            own = [each for each in visible if each.organisation_id == bydel.pk]
            rows.append(BydelRow(bydel, None, None, why_no_plan(own)))
    return rows
