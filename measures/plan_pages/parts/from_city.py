"""The city's goals and strategies, taken over in a bydel's draft."""

from dataclasses import dataclass
from typing import Any

from measures.plan_pages.parts.rewriting import PARTS, Part
from plans.models import Goal, Plan
from ruspolitikk.wording import fold, plural


@dataclass(frozen=True, slots=True)
class FromCity:
    """What the city's plan has and the draft has not."""

    goals: list[Part]
    strategies: list[Part]

    def __bool__(self) -> bool:
        return bool(self.goals or self.strategies)

    def __str__(self) -> str:
        """«2 mål og 3 strategier»."""
        n = len(self.strategies)
        counts = [
            f"{len(self.goals)} mål" if self.goals else "",
            f"{n} {plural(n, 'strategi', 'strategier')}" if n else "",
        ]
        return " og ".join(filter(None, counts))


def missing_in(plan: Plan) -> FromCity:
    """What a bydel's draft lacks of the city's. It has what one of its own means, or says in the
    same words."""
    if not (plan.is_draft and plan.organisation.is_bydel):
        return FromCity([], [])
    return FromCity(_missing(plan, "maal"), _missing(plan, "strategi"))


def _missing(plan: Plan, kind: str) -> list[Part]:
    parts: Any = PARTS[kind].objects
    own = list(parts.filter(plan=plan))
    meant, said = {part.means_id for part in own}, {fold(part.text) for part in own}
    citys = parts.filter(plan__in=Plan.objects.adopted().framework()).order_by("plan", "number")
    return [part for part in citys if part.pk not in meant and fold(part.text) not in said]


def take_over(plan: Plan) -> FromCity:
    """Put what is missing last in the draft, as the city words it; the rest is left alone. Call it
    with the plan locked."""
    missing = missing_in(plan)
    for kind, parts in (("maal", missing.goals), ("strategi", missing.strategies)):
        model: Any = PARTS[kind]
        last = model.last_number(plan)
        for number, part in enumerate(parts, start=last + 1):
            code = {"code": part.code} if isinstance(part, Goal) else {}
            model.objects.create(plan=plan, number=number, text=part.text, means=part, **code)
    return missing
