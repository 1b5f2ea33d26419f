"""Addresses that nobody outside can open, in what a plan says outside its measures.

Such a fault is mended where it is written. It is no warning: there is nothing to judge or dismiss.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Value
from django.urls import reverse

from measures.checks.rules import says_inside_only
from measures.checks.text_faults import internal_address
from plans.models import Goal, Plan, Strategy


class PartText(NamedTuple):
    """A goal («maal») or a strategy («strategi»), as the page that changes them names it."""

    kind: str
    pk: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class InnerAddress:
    """What the text is called and says, why it is pointed out, and where it is mended."""

    called: str
    text: str
    sentence: str
    mend_url: str


def parts_of(plan: Plan) -> list[PartText]:
    """The plan's goals and strategies, in one query."""
    goals, strategies = (
        parts.filter(plan=plan)
        .annotate(kind=Value(kind))
        .order_by()
        .values_list("kind", "pk", "number", "text")
        for kind, parts in (("maal", Goal.objects), ("strategi", Strategy.objects))
    )
    return [PartText(*row) for row in goals.union(strategies, all=True).order_by("kind", "number")]


def parts_among(goals: Iterable[Goal], strategies: Iterable[Strategy]) -> list[PartText]:
    """The same of those that are read already."""
    named = [*(("maal", goal) for goal in goals), *(("strategi", one) for one in strategies)]
    return [PartText(kind, part.pk, part.number, part.text) for kind, part in named]


def inner_addresses(plan: Plan, parts: Iterable[PartText]) -> list[InnerAddress]:
    """The first address of each text, in the plan's order."""
    whole = reverse("plans:edit-plan", args=[plan.slug])
    pieces = reverse("measures:edit-parts", args=[plan.slug])
    names = {"maal": "Mål", "strategi": "Strategi"}
    texts = [
        ("Tittel", plan.title, whole),
        ("Saksnummer", plan.case_number, whole),
    ]
    for part in parts:
        called = f"{names[part.kind]} {part.number}"
        texts.append((called, part.text, f"{pieces}#{part.kind}-{part.pk}"))
    return [
        InnerAddress(called, text, says_inside_only(address), url)
        for called, text, url in texts
        if (address := internal_address(text))
    ]
