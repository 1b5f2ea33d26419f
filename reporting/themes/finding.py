"""Temaer: which measures a saved search finds, in the plans that count on a day.

Words are looked for in the measure's folded search text, at the beginning of a word: «pårørende»
finds «pårørendearbeid», and no word is found inside another. An abbreviation, written in capitals,
is found as a whole word only: «HAP» is not in «happening». Which texts hold the letters is asked of
the database, and where the words begin is decided here, so that both databases find the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q

from measures.models import Measure
from measures.models.measure import BULLET
from measures.models.queries import MeasureQuerySet
from plans.models import Plan
from reporting.counting import counted_plans
from reporting.models import Theme
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day
from ruspolitikk.wording import fold

NOTHING = Q(pk__in=())
MOST_SHOWN = 50
"""Of one bydel on the page; the files have them all."""


@dataclass(frozen=True, slots=True)
class Found:
    """A measure, and which of the theme's words are in it."""

    measure: Measure
    words: Sequence[str]

    @property
    def line(self) -> str:
        """Where a word stands, in the measure's own text; empty where its name says it already."""
        measure = self.measure
        if matching(self.words, fold(measure.name)):
            return ""
        lines = (
            *(measure.title, *measure.text.split("\n")),
            *(measure.goal_text, measure.responsible_text),
        )
        found = (line for line in lines if matching(self.words, fold(line)))
        return next(found, "").removeprefix(BULLET)


@dataclass(frozen=True, slots=True)
class BydelFound:
    """What was found in a bydel's plan; `total` is all that the plan has. No plan, no count."""

    bydel: Organisation
    plan: Plan | None
    standing: str
    total: int
    n: int
    reported: int
    shown: Sequence[Found]

    @property
    def left_out(self) -> int:
        return self.n - len(self.shown)


@dataclass(frozen=True, slots=True)
class ThemeFound:
    theme: Theme
    on: date
    rows: Sequence[BydelFound]
    ids: Sequence[int]

    @property
    def with_plan(self) -> list[BydelFound]:
        return [row for row in self.rows if row.plan]

    @property
    def having(self) -> list[BydelFound]:
        return [row for row in self.rows if row.n]

    @property
    def having_none(self) -> list[BydelFound]:
        return [row for row in self.with_plan if not row.n]

    @property
    def without_plan(self) -> list[BydelFound]:
        return [row for row in self.rows if not row.plan]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def n(self) -> int:
        return len(self.ids)

    @property
    def reported(self) -> int:
        return sum(row.reported for row in self.rows)

    @property
    def reported_percent(self) -> int | None:
        return round(100 * self.reported / self.n) if self.n else None


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A line of the list of themes."""

    theme: Theme
    n: int
    bydeler: Sequence[Organisation]


def matching(words: Iterable[str], search_text: str) -> list[str]:
    """The words that are found in a folded text.

    Most texts lack even the letters, and that is known ten times sooner than where words begin.
    """
    return [
        word
        for word in words
        for letters, pattern in [_sought(word)]
        if letters in search_text and pattern.search(search_text)
    ]


@lru_cache(maxsize=512)
def _sought(word: str) -> tuple[str, re.Pattern[str]]:
    """The word's letters, and how they must stand."""
    letters, end = fold(word), r"(?!\w)" if word.isupper() else ""
    return letters, re.compile(rf"(?<!\w){re.escape(letters)}{end}")


def _candidates(themes: Iterable[Theme], plans: Iterable[Plan]) -> MeasureQuerySet:
    """The measures of some plans that hold the letters of a word, wherever they stand."""
    letters = {fold(word) for theme in themes for word in theme.words}
    may_hold = reduce(or_, (Q(search_text__contains=word) for word in sorted(letters)), NOTHING)
    measures: MeasureQuerySet = Measure.objects.filter(plan__in=[plan.pk for plan in plans])
    return measures.filter(may_hold).order_by("plan_id", "position", "n")


def count_themes(themes: Sequence[Theme], user: User, on: date) -> list[ThemeCount]:
    """What each theme finds, in two queries for any number of themes."""
    plans = {plan.pk: plan for plan in counted_plans(user, on)}
    texts = list(_candidates(themes, plans.values()).values_list("plan_id", "search_text"))
    counts = []
    for theme in themes:
        found = Counter(plan for plan, text in texts if matching(theme.words, text))
        having = [plan.organisation for pk, plan in plans.items() if pk in found]
        counts.append(ThemeCount(theme, found.total(), having))
    return counts


def find(theme: Theme, user: User, day: Day) -> ThemeFound:
    """All bydeler by number, each with what the theme finds in the plan that counts there."""
    on = day.on
    plans = {plan.organisation_id: plan for plan in counted_plans(user, on)}
    totals = _totals(plans.values())
    candidates: Any = _candidates([theme], plans.values()).as_of(day)
    by_plan: dict[int, list[_Hit]] = {}
    for pk, plan_id, text, reported_on in candidates.values_list(
        "pk", "plan_id", "search_text", "state_reported_on"
    ):
        if words := matching(theme.words, text):
            by_plan.setdefault(plan_id, []).append(_Hit(pk, words, reported_on is not None))
    shown = _shown(plans.values(), by_plan, day)
    rows = []
    for bydel in Organisation.objects.bydeler():
        plan = plans.get(bydel.pk)
        hits = by_plan.get(plan.pk, []) if plan else []
        rows.append(
            BydelFound(
                bydel,
                plan,
                plan.state_label(on, counts=True) if plan else "",
                totals.get(plan.pk, 0) if plan else 0,
                len(hits),
                sum(hit.is_reported for hit in hits),
                [Found(shown[hit.pk], hit.words) for hit in hits[:MOST_SHOWN]],
            )
        )
    ids = [hit.pk for plan in plans.values() for hit in by_plan.get(plan.pk, ())]
    return ThemeFound(theme, on, rows, ids)


@dataclass(frozen=True, slots=True)
class _Hit:
    pk: int
    words: Sequence[str]
    is_reported: bool


def _totals(plans: Iterable[Plan]) -> dict[int, int]:
    counted = (
        Measure.objects.filter(plan__in=[plan.pk for plan in plans])
        .order_by()
        .values_list("plan_id")
        .annotate(n=Count("plan_id"))
    )
    return dict(counted)


def _shown(
    plans: Iterable[Plan], by_plan: Mapping[int, Sequence[_Hit]], day: Day
) -> dict[int, Measure]:
    """The first that were found in each plan, by id, with their state."""
    by_id = {plan.pk: plan for plan in plans}
    first = [hit.pk for hits in by_plan.values() for hit in hits[:MOST_SHOWN]]
    measures = list(Measure.objects.filter(pk__in=first).as_of(day))
    for measure in measures:
        measure.plan = by_id[measure.plan_id]
    return {measure.pk: measure for measure in measures}
