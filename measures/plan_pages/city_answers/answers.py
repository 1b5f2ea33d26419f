"""What a plan answers to each of the city's measures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from measures.models import Measure, NoLocalMeasure
from plans.models import Plan
from ruspolitikk.days import Day


@dataclass(slots=True)
class CityAnswer:
    """One of the city's measures: who answers it, or that nobody does; open where neither.

    A dropped measure answers nothing, and is told of beside those that do. `withdrawn` are the
    times that it was left unanswered, and this was taken back.
    """

    measure: Measure
    answered_by: list[Measure] = field(default_factory=list)
    dropped: list[Measure] = field(default_factory=list)
    unanswered: NoLocalMeasure | None = None
    withdrawn: list[NoLocalMeasure] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return not self.answered_by and self.unanswered is None


def answers_of(plan: Plan, citys: Sequence[Measure], today: Day) -> dict[int, CityAnswer]:
    """City measure id → what the plan answers today, in three queries for any number of them."""
    answers = {measure.pk: CityAnswer(measure) for measure in citys}
    own = Measure.objects.filter(plan=plan).as_of(today).select_related("plan")
    for measure in own.order_by("position", "n").prefetch_related("answers"):
        for answered in measure.answers.all():
            if answer := answers.get(answered.pk):
                (answer.dropped if measure.is_dropped else answer.answered_by).append(measure)
    for none in NoLocalMeasure.objects.filter(plan=plan, city_measure__in=answers):
        answer = answers[none.city_measure_id]
        if none.withdrawn_at is not None:
            answer.withdrawn.append(none)
        elif not answer.answered_by:
            answer.unanswered = none
    return answers
