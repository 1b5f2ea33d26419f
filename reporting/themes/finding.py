"""Temaer: which measures a saved search finds, in the plans that count on a day.

Which measures hold the letters of a word is asked of the database, and where the words begin is
decided here, so that both databases find the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q

from measures.models import Measure
from measures.models.measure import BULLET
from measures.models.queries import MeasureQuerySet
from plans.models import Plan
from reporting.counting import counted_plans
from reporting.models import Theme
from reporting.themes.words import ThemeWords
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day
from ruspolitikk.wording import fold

NOTHING = Q(pk__in=())
MOST_HITS = 50
"""Of one bydel on the page; the files have them all."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A measure, and which of the theme's words are in it."""

    measure: Measure
    words: Sequence[str]

    @property
    def line(self) -> str:
        """Where a word stands, in the measure's own text; empty where its name says it already."""
        measure, words = self.measure, ThemeWords(self.words)
        if words.in_text(fold(measure.name)):
            return ""
        lines = [
            measure.title,
            *measure.text.split("\n"),
            measure.goal_text,
            measure.responsible_text,
        ]
        with_word = (line for line in lines if words.in_text(fold(line)))
        return next(with_word, "").removeprefix(BULLET)


@dataclass(frozen=True, slots=True)
class BydelHits:
    """The hits in a bydel's plan, of the `total` that it has: the number, how many are reported,
    and the first. Without a plan there are none to count."""

    bydel: Organisation
    plan: Plan | None = None
    state_label: str = ""
    total: int = 0
    n: int = 0
    reported: int = 0
    first: Sequence[Hit] = ()

    @property
    def left_out(self) -> int:
        return self.n - len(self.first)


@dataclass(frozen=True, slots=True)
class ThemeHits:
    """What a theme finds in each bydel; `ids` are all the measures, plan by plan in its order."""

    theme: Theme
    rows: Sequence[BydelHits]
    ids: Sequence[int]

    @property
    def with_plan(self) -> list[BydelHits]:
        return [row for row in self.rows if row.plan]

    @property
    def having_some(self) -> list[BydelHits]:
        return [row for row in self.rows if row.n]

    @property
    def having_none(self) -> list[BydelHits]:
        return [row for row in self.with_plan if not row.n]

    @property
    def without_plan(self) -> list[BydelHits]:
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

    @property
    def bydel_names(self) -> list[str]:
        return [bydel.name for bydel in self.bydeler]


def count_themes(themes: Sequence[Theme], user: User, on: date) -> list[ThemeCount]:
    """What each theme finds, in two queries for any number of themes."""
    plans = {plan.pk: plan for plan in counted_plans(user, on)}
    texts = list(_candidates(themes, plans.values()).values_list("plan_id", "search_text"))
    counts = []
    for theme in themes:
        words = ThemeWords(theme.words)
        by_plan = Counter(plan for plan, text in texts if words.in_text(text))
        bydeler = [plan.organisation for pk, plan in plans.items() if pk in by_plan]
        counts.append(ThemeCount(theme, by_plan.total(), bydeler))
    return counts


def hits_of(theme: Theme, user: User, day: Day) -> ThemeHits:
    """All bydeler by number, each with what the theme finds in the plan that counts there."""
    plans = {plan.organisation_id: plan for plan in counted_plans(user, day.on)}
    by_plan = _matches(theme, plans.values(), day)
    totals = _totals(plans.values())
    first = [match.pk for matches in by_plan.values() for match in matches[:MOST_HITS]]
    measures = (
        Measure.objects.filter(pk__in=first)
        .as_of(day)
        .select_related("plan__organisation")
        .in_bulk()
    )
    rows = []
    for bydel in Organisation.objects.bydeler():
        plan = plans.get(bydel.pk)
        if plan is None:
            rows.append(BydelHits(bydel))
            continue
        matches = by_plan.get(plan.pk, [])
        row = BydelHits(
            bydel,
            plan,
            plan.state_label(day.on, counts=True),
            totals.get(plan.pk, 0),
            len(matches),
            sum(match.is_reported for match in matches),
            [Hit(measures[match.pk], match.words) for match in matches[:MOST_HITS]],
        )
        rows.append(row)
    ids = [match.pk for plan in plans.values() for match in by_plan.get(plan.pk, ())]
    return ThemeHits(theme, rows, ids)


@dataclass(frozen=True, slots=True)
class Match:
    """A measure that is found, by its id: there may be thousands."""

    pk: int
    words: Sequence[str]
    is_reported: bool


def _matches(theme: Theme, plans: Iterable[Plan], day: Day) -> Mapping[int, Sequence[Match]]:
    """Plan id → the measures that the theme finds in it, in its order."""
    words = ThemeWords(theme.words)
    candidates: Any = _candidates([theme], plans).as_of(day)
    columns = ("pk", "plan_id", "search_text", "state_reported_on")
    by_plan: dict[int, list[Match]] = {}
    for pk, plan, text, reported_on in candidates.values_list(*columns):
        if in_text := words.in_text(text):
            by_plan.setdefault(plan, []).append(Match(pk, in_text, reported_on is not None))
    return by_plan


def _candidates(themes: Iterable[Theme], plans: Iterable[Plan]) -> MeasureQuerySet:
    """The measures of some plans that hold the letters of a word, wherever they stand."""
    letters = {fold(word) for theme in themes for word in theme.words}
    may_hold = reduce(or_, (Q(search_text__contains=word) for word in sorted(letters)), NOTHING)
    measures: MeasureQuerySet = Measure.objects.filter(plan__in=[plan.pk for plan in plans])
    return measures.filter(may_hold).order_by("plan_id", "position", "n")


def _totals(plans: Iterable[Plan]) -> dict[int, int]:
    counts = (
        Measure.objects.filter(plan__in=[plan.pk for plan in plans])
        .order_by()
        .values_list("plan_id")
        .annotate(n=Count("plan_id"))
    )
    return dict(counts)
