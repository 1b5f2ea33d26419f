"""The recurring deadline of a measure: when it falls due next, and whether its last time was
reported on."""

from datetime import date

from measures.deadline_language import Meaning
from measures.due_days import LastTime, last_time
from measures.models import Measure
from measures.models.deadline import explain
from measures.vocabulary import ENDED_CODES
from plans.models import Plan


def first_day_that_counts(plan: Plan, on: date) -> date:
    """`on`, or the plan's first day where that is later: nothing falls due before it."""
    return max(on, plan.starts_on or on)


def explain_in(plan: Plan, meaning: Meaning | None, on: date) -> str:
    """What a deadline of a plan is understood as, in a sentence without its full stop."""
    return explain(meaning, first_day_that_counts(plan, on), plan.ends_on)


def next_time(measure: Measure, on: date) -> date | None:
    """The next day that its deadline falls due; None where it does not recur on known days."""
    deadline = measure.deadline
    return deadline.next_due(first_day_that_counts(measure.plan, on)) if deadline else None


def last_time_of(measure: Measure, on: date) -> LastTime | None:
    """The last time before `on` of a measure with its state on that day; None where there was
    none, and for a measure that is Avsluttet or Utgått: nothing more is due of it."""
    status, deadline = measure.status, measure.deadline
    meaning = deadline.meaning if deadline else None
    if deadline is None or meaning is None or (status and status.code in ENDED_CODES):
        return None
    return last_time(
        meaning,
        on,
        applies_from=first_day_that_counts(measure.plan, deadline.applies_on),
        reported_on=status.applies_on if status else None,
    )
