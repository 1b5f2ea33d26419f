"""What a plan answers to each of the city's measures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from measures.models import Measure, NoLocalMeasure
from measures.models.queries import MeasureQuerySet
from plans.models import Plan


@dataclass(slots=True)
class CityAnswer:
    """One of the city's measures: who answers it, or that nobody does; open where neither.

    `withdrawn` are the times that it was left unanswered, and this was taken back.
    """

    measure: Measure
    answered_by: list[Measure] = field(default_factory=list)
    unanswered: NoLocalMeasure | None = None
    withdrawn: list[NoLocalMeasure] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return not self.answered_by and self.unanswered is None


def city_measures() -> MeasureQuerySet:
    """Those of the city's adopted plan, in its order."""
    measures: MeasureQuerySet = Measure.objects.filter(plan__in=Plan.objects.adopted().framework())
    return measures.select_related("strategy", "plan").order_by("plan", "position", "n")


def answers_of(plan: Plan, citys: Sequence[Measure]) -> dict[int, CityAnswer]:
    """City measure id → what the plan answers, in three queries for any number of them."""
    answers = {measure.pk: CityAnswer(measure) for measure in citys}
    own = Measure.objects.filter(plan=plan).select_related("plan").order_by("position", "n")
    for measure in own.prefetch_related("answers"):
        for answered in measure.answers.all():
            if answered.pk in answers:
                answers[answered.pk].answered_by.append(measure)
    for none in NoLocalMeasure.objects.filter(plan=plan, city_measure__in=answers):
        answer = answers[none.city_measure_id]
        if none.withdrawn_at is not None:
            answer.withdrawn.append(none)
        elif not answer.answered_by:
            answer.unanswered = none
    return answers
