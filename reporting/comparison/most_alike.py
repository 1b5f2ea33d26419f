"""Of a plan that names no strategy: which of its measures belong to one of the city's, by words."""

from django.db.models import prefetch_related_objects

from measures.likeness.similar import text_of
from measures.likeness.texts import Text, alike
from measures.models import Measure
from measures.models.queries import MeasureQuerySet
from plans.models import Plan
from reporting.comparison.questions import Question

MOST_WITHOUT_STRATEGY = 6


def most_alike(measures: MeasureQuerySet, question: Question) -> dict[int, list[int]]:
    """Plan id → the ids of its measures that are most like the city's under a strategy, the most
    alike first: six at most, and none that is like none of them. In three queries."""
    citys = Measure.objects.filter(plan__in=Plan.objects.adopted().framework())
    under = citys.filter(strategy__number=question.key).select_related("strategy__means")
    city, own = list(under), list(measures.order_by("plan", "position", "n"))
    prefetch_related_objects([*city, *own], "items")
    texts: dict[int, list[Text]] = {}
    for measure in own:
        texts.setdefault(measure.plan_id, []).append(text_of(measure))
    asked = [text_of(one) for one in city]
    return {plan: _first(each, asked) for plan, each in texts.items()}


def _first(texts: list[Text], asked: list[Text]) -> list[int]:
    found = alike(texts, asked, at_least=0, at_most=1)
    likeness = {key: others[0].likeness for key, others in found.items() if others}
    by_likeness = sorted(likeness, key=lambda key: -likeness[key])
    return by_likeness[:MOST_WITHOUT_STRATEGY]
