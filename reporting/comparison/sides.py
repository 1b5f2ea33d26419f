"""Side om side: two to four plans, their measures beside each other in their own words.

They are compared by one of the city's strategies, by an innsatsområde or by one of the city's
measures. A plan that ties none of its measures to any strategy is not empty there: its measures
without one are shown instead, and the page says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber

from measures.columns import city_words
from measures.filters import NO_STRATEGY
from measures.models import Measure
from measures.models.queries import IS_REPORTED, MeasureQuerySet, overdue_q
from measures.vocabulary import RiskLevel
from plans.models import Plan
from ruspolitikk.days import Day

MOST = 4
MOST_SHOWN, WITHOUT_SHOWN = 50, 6
"""Of one plan on the page, and of one that names no strategy; the list that it leads to, and the
files, have them all."""


class By(StrEnum):
    """The kinds of what plans are compared by: the words are the address's."""

    ALL = "alle"
    STRATEGY = "strategi"
    TOPIC = "innsatsomrade"
    CITY_MEASURE = "svarer"


@dataclass(frozen=True, slots=True)
class Question:
    """What the plans are compared by. `key` is the city strategy's number, the name of the
    innsatsområde or the id of the city's measure.
    """

    by: By
    key: str
    label: str

    @property
    def address(self) -> str:
        return f"{self.by}:{self.key}" if self.key else str(self.by)

    @property
    def belongs(self) -> Q:
        """The measures that it asks for; that a strategy is named means the city's."""
        match self.by:
            case By.STRATEGY if self.key == NO_STRATEGY:
                return Q(strategy__isnull=True)
            case By.STRATEGY:
                return Q(strategy__means__number=self.key)
            case By.TOPIC:
                return Q(topic=self.key)
            case By.CITY_MEASURE:
                answers = Measure.answers.through.objects.filter(from_measure=OuterRef("pk"))
                return Q(Exists(answers.filter(to_measure=int(self.key))))
            case By.ALL:
                return Q(pk__isnull=False)

    @property
    def is_tied(self) -> Q:
        """Where a strategy is asked for, the measures that are tied to any; the rest are «uten»."""
        match self.by:
            case By.STRATEGY if self.key != NO_STRATEGY:
                return Q(strategy__isnull=False)
            case _:
                return Q(pk__isnull=False)

    @property
    def heading(self) -> str:
        """«Strategi 2. Tidligere innsats …»."""
        match self.by:
            case By.STRATEGY if self.key != NO_STRATEGY:
                return f"Strategi {self.label}"
            case By.TOPIC:
                return f"Innsatsområde: {self.label}"
            case _:
                return self.label

    @property
    def list_filter(self) -> dict[str, str]:
        """The same question to the list of tiltak."""
        return {str(self.by): self.key} if self.key else {}


@dataclass(frozen=True, slots=True)
class Base:
    """What measures are counted as on the day."""

    total: int
    reported: int
    overdue: int
    high_risk: int

    def __add__(self, other: "Base") -> "Base":
        return Base(
            self.total + other.total,
            self.reported + other.reported,
            self.overdue + other.overdue,
            self.high_risk + other.high_risk,
        )


NOTHING = Base(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Side:
    """A plan: what all of it counts, what belongs here, and the measures that are shown."""

    plan: Plan
    standing: str
    whole: Base
    belonging: Base
    tied: int
    measures: Sequence[Measure]

    @property
    def stands_without(self) -> bool:
        return bool(self.whole.total) and not self.tied

    @property
    def base(self) -> Base:
        """Of the measures that the column is about, shown or not."""
        return self.whole if self.stands_without else self.belonging

    @property
    def left_out(self) -> int:
        return self.base.total - len(self.measures)


@dataclass(frozen=True, slots=True)
class Comparison:
    question: Question
    on: date
    sides: Sequence[Side]

    @property
    def without_counterpart(self) -> list[Side]:
        """The plans that have nothing here, where another has."""
        having = [side for side in self.sides if side.belonging.total and not side.stands_without]
        if not having or len(self.sides) == 1:
            return []
        return [side for side in self.sides if side not in having]


def questions(plans: Iterable[Plan]) -> dict[By, list[Question]]:
    """What these plans may be compared by, in two queries."""
    city_measures = list(
        Measure.objects.filter(plan__in=Plan.objects.adopted().framework())
        .order_by("plan", "position", "n")
        .values_list("pk", "strategy__number", "strategy__text", "topic", "code", "text")
    )
    strategies = {number: text for _pk, number, text, *_rest in city_measures if number}
    # Distinct with the plan, an index answers; of the topics alone, it would be sorted first.
    topics = (
        Measure.objects.filter(plan__in=[plan.pk for plan in plans])
        .exclude(topic="")
        .order_by()
        .values_list("topic", "plan_id")
        .distinct()
    )
    return {
        By.ALL: [Question(By.ALL, "", "Alle tiltak")],
        By.STRATEGY: [
            *(
                Question(By.STRATEGY, str(number), f"{number}. {text}")
                for number, text in strategies.items()
            ),
            Question(By.STRATEGY, NO_STRATEGY, "Uten strategi"),
        ],
        By.TOPIC: [
            Question(By.TOPIC, topic, topic) for topic in sorted({topic for topic, _plan in topics})
        ],
        By.CITY_MEASURE: [
            Question(By.CITY_MEASURE, str(pk), f"{city_words(number, topic, code)}: {text}")
            for pk, number, _strategy, topic, code, text in city_measures
        ],
    }


def comparison(
    plans: Sequence[Plan], question: Question, day: Day, *, in_force: set[int]
) -> Comparison:
    """Each plan's side, in the order that they are asked for; two queries, and those of a day."""
    measures = Measure.objects.filter(plan__in=[plan.pk for plan in plans])
    counts = _counts(measures.as_of(day), question, day.on)
    shown = _first_of_each(measures, question, counts)
    found = list(
        Measure.objects.filter(pk__in=shown.values("pk")).as_of(day).order_by("position", "n")
    )

    def counted(plan: Plan) -> Counted:
        return counts.get(plan.pk, Counted())

    by_plan: dict[int, list[Measure]] = {}
    for plan in plans:
        own = [measure for measure in found if measure.plan_id == plan.pk]
        for measure in own:
            measure.plan = plan
        by_plan[plan.pk] = own if counted(plan).tied else own[:WITHOUT_SHOWN]
    return Comparison(
        question,
        day.on,
        [
            Side(
                plan,
                plan.state_label(day.on, counts=plan.pk in in_force),
                counted(plan).whole,
                counted(plan).belonging,
                counted(plan).tied,
                by_plan[plan.pk],
            )
            for plan in plans
        ],
    )


def measures_of(side: Side, question: Question, day: Day) -> MeasureQuerySet:
    """All the measures of a side, for a file."""
    wanted = Q() if side.stands_without else question.belongs
    measures: MeasureQuerySet = Measure.objects.filter(wanted, plan=side.plan)
    return measures.as_of(day).order_by("position", "n")


@dataclass(frozen=True, slots=True)
class Counted:
    """What all of a plan counts, what belongs to the question, and how many are tied to any."""

    whole: Base = NOTHING
    belonging: Base = NOTHING
    tied: int = 0


Counts = dict[int, Counted]


def _counts(measures: MeasureQuerySet, question: Question, on: date) -> Counts:
    """Plan id → what is counted in it, in one query; a plan without measures is not there."""
    rows: Any = (
        measures.order_by()
        .annotate(belongs=_truth(question.belongs))
        .values("plan_id", "belongs")
        .annotate(
            total=Count("plan_id"),
            reported=Count("plan_id", filter=IS_REPORTED),
            overdue=Count("plan_id", filter=overdue_q(on)),
            high_risk=Count("plan_id", filter=Q(state_risk=RiskLevel.HIGH)),
            tied=Count("plan_id", filter=question.is_tied),
        )
    )
    counts: Counts = {}
    for row in rows:
        base = Base(row["total"], row["reported"], row["overdue"], row["high_risk"])
        before = counts.get(row["plan_id"], Counted())
        counts[row["plan_id"]] = Counted(
            before.whole + base,
            base if row["belongs"] else before.belonging,
            before.tied + row["tied"],
        )
    return counts


def _truth(these: Q) -> Case:
    return Case(When(these, then=Value(True)), default=Value(False))


def _first_of_each(
    measures: MeasureQuerySet, question: Question, counts: Counts
) -> MeasureQuerySet:
    """The first of each plan, so that a page is bounded however long the plans are."""
    stands_without = [pk for pk, count in counts.items() if not count.tied]
    shown: MeasureQuerySet = (
        measures.filter(question.belongs | Q(plan__in=stands_without))
        .annotate(
            place=Window(RowNumber(), partition_by=F("plan_id"), order_by=[F("position"), F("n")])
        )
        .filter(place__lte=MOST_SHOWN)
    )
    return shown
