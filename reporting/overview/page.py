"""How the overview is asked for: which plan of each bydel, and in which order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Self

from django.utils.safestring import SafeString, mark_safe

from measures.filter_fields import SELECTED
from measures.filters import CountFilter
from measures.vocabulary import (
    NOT_REPORTED,
    STAGE_CODES,
    STAGES,
    UNMAPPED,
    label_for,
    words_of_stage,
)
from plans.models import Plan
from reporting.counting import Overview, Row
from reporting.plan_facts import PlanFacts
from ruspolitikk.accounts.models import Organisation

NARROWING = tuple(CountFilter.base_filters)
"""The filters that narrow what the overview counts, as addresses name them."""

COUNTED = ("total", "reported", "overdue", "high_risk", "last_reported")
FACTS = ("moves", "average_slip", "answered")


@dataclass(frozen=True, slots=True)
class Stage:
    """A column of the table of stages: `words` say which codes it holds."""

    key: str
    label: str
    words: str = ""


def stages_and_rest(has_unmapped: bool) -> list[Stage]:
    """The four stages, and what is in none of them."""
    rest = [NOT_REPORTED, *([UNMAPPED] if has_unmapped else [])]
    return [
        *(Stage(name, str(label), words_of_stage(name)) for name, label, _codes in STAGES),
        *(Stage(code, label_for(code)) for code in rest),
    ]


@dataclass(frozen=True, slots=True)
class Sorting:
    """By a column of numbers; no key is the bydeler by their number."""

    key: str = ""
    is_descending: bool = False

    @classmethod
    def asked(cls, text: str, codes: Sequence[str]) -> Self:
        """What an address asks for, `-overdue`; the order by number where it asks for no column."""
        key = text.removeprefix("-")
        known = (*COUNTED, *FACTS, *STAGE_CODES, *codes)
        return cls(key, text.startswith("-")) if key in known else cls()


def sorted_rows(counted: Overview, facts: Mapping[int, PlanFacts], sort: Sorting) -> list[Row]:
    """Bydeler with nothing to count come last either way."""
    if not sort.key:
        return list(counted.rows)
    known = [
        (row, value)
        for row in counted.rows
        if row.plan and (value := _value(row, facts[row.plan.pk], sort.key)) is not None
    ]
    known.sort(key=lambda pair: pair[1], reverse=sort.is_descending)
    ordered = [row for row, _value in known]
    return [*ordered, *(row for row in counted.rows if row not in ordered)]


def _value(row: Row, facts: PlanFacts, key: str) -> float | None:
    """The number that a column shows; a share where it shows one."""
    counted = row.counted
    if counted is None:
        return None
    if key in FACTS:
        value: float | None = getattr(facts, key)
        return value
    if key in STAGE_CODES:
        return counted.by_stage[key]
    if key == "last_reported":
        return counted.last_reported.toordinal() if counted.last_reported else None
    if key == "reported":
        return counted.reported_share
    if key == "overdue":
        return counted.overdue if counted.dated else None
    if key == "high_risk":
        return counted.high_risk if counted.assessed else None
    return counted.total if key == "total" else counted.by_code.get(key, 0)


def plan_choices(
    counted: Overview, plans: Sequence[Plan], *, names_plans: bool
) -> list[SafeString]:
    """A field for each bydel where there is something to choose, drawn in one go; where the
    address names plans, the one that counts is chosen."""
    by_bydel: dict[int, list[Plan]] = defaultdict(list)
    for plan in plans:
        by_bydel[plan.organisation_id].append(plan)
    in_force = escape("Planen som gjelder")
    return [
        _plan_choice(row.bydel, own, row.plan.slug if names_plans and row.plan else "", in_force)
        for row in counted.rows
        for own in [by_bydel[row.bydel.pk]]
        if len(own) > 1 or (own and row.plan is None)
    ]


def _plan_choice(
    bydel: Organisation, plans: Iterable[Plan], chosen: str, in_force: str
) -> SafeString:
    options = "\n".join(
        f'<option value="{plan.slug}"{SELECTED if plan.slug == chosen else ""}>'
        f"{escape(plan.period)}</option>"
        for plan in plans
    )
    label = f'<label class="field__label" for="plan-{bydel.slug}">{escape(bydel.name)}</label>'
    select = f'<select id="plan-{bydel.slug}" name="plan">\n<option value="">{in_force}</option>'
    field = f'<div class="field">\n{label}\n{select}\n{options}\n</select>\n</div>'
    return mark_safe(f'<div class="span-2">{field}</div>')  # noqa: S308 - slugs, or escaped
