"""The cast by name, and everything that may not change."""

from typing import Any

from django.utils.timezone import localdate

from measures.models import Assignment, Deadline, Item, Measure, Responsible, Risk, Status
from plans.models import Goal, Plan, Strategy

REPORT = {
    "status": "implemented",
    "own_words": "",
    "risk": "low",
    "remark": "Skrevet av en annen",
    "applies_on": "15.01.2024",
    "version": "0",
}
EDIT = {
    "text": "Skrevet av en annen",
    "version": "0",
    "token": "5f0c1ec6-9a6c-4a0d-9dd0-6b9d6c1d2a11",
    "joined_on": f"{localdate():%d.%m.%Y}",
}


def measure(plan: str, n: int) -> Measure:
    found: Measure = Measure.objects.get_by_natural_key(plan, n)
    return found


def everything() -> list[Any]:
    """All that a redaktør's forms could write, so that nothing may be said to have changed."""
    models = (Measure, Status, Risk, Deadline, Item, Assignment, Responsible, Goal, Strategy, Plan)
    links = (Measure.goals.through, Measure.answers.through)
    return [list(model.objects.order_by("pk").values_list()) for model in (*models, *links)]
