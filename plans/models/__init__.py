"""What was promised as a whole: plans, their goals and strategies, and the city's framework."""

from plans.models.change import PlanChange
from plans.models.deletion import Deletion
from plans.models.locking import GoneError, locked, locked_by_id
from plans.models.parts import Goal, PlanPart, Strategy
from plans.models.plan import OfPlanQuerySet, Plan, PlanQuerySet, in_force_among

__all__ = [
    "Deletion",
    "Goal",
    "GoneError",
    "OfPlanQuerySet",
    "Plan",
    "PlanChange",
    "PlanPart",
    "PlanQuerySet",
    "Strategy",
    "in_force_among",
    "locked",
    "locked_by_id",
]
