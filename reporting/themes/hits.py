"""What one theme finds: of the city's measures, and in each bydel's plan."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from measures.columns import city_label
from measures.models import Measure, Theme, ThemeWord
from measures.models.measure import BULLET
from measures.since_then import SinceThen
from measures.theme_words import ThemeWords
from plans.models import Plan
from reporting.counting import counted_plans
from reporting.themes.finding import Match, changed_since, matches_of
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day
from ruspolitikk.wording import fold

MOST_HITS = 30
"""Of one bydel on the page; the files have them all."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A measure, and which of the theme's words are in it; `answered` is how many bydeler have a
    measure that answers it, where it is one of the city's."""

    measure: Measure
    words: Sequence[str]
    answered: int = 0

    @property
    def city_label(self) -> str:
        return city_label(self.measure)

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
    """The hits in a bydel's plan, of the `total` that it has: the number, and the first of them.
    Without a plan there are none to count.

    Those that are `dropped` (Utgått) are shown, and are in no number but their own (domain.md).
    """

    bydel: Organisation
    plan: Plan | None = None
    state_label: str = ""
    total: int = 0
    n: int = 0
    dropped: int = 0
    first: Sequence[Hit] = ()

    @property
    def left_out(self) -> int:
        return self.n + self.dropped - len(self.first)


@dataclass(frozen=True, slots=True)
class ThemeHits:
    """What a theme finds; `of_the_city` the first of the city's measures, of `n_of_the_city`;
    `ids` are all of the bydeler's measures, also the dropped ones, plan by plan in its order;
    `by_word` each word and how many of the bydeler's measures it catches."""

    theme: Theme
    of_the_city: Sequence[Hit]
    n_of_the_city: int
    rows: Sequence[BydelHits]
    ids: Sequence[int]
    by_word: Sequence[tuple[ThemeWord, int]]
    since_then: SinceThen

    @property
    def with_plan(self) -> list[BydelHits]:
        return [row for row in self.rows if row.plan]

    @property
    def having_some(self) -> list[BydelHits]:
        return [row for row in self.rows if row.n]

    @property
    def shown(self) -> list[BydelHits]:
        """With those where all are dropped."""
        return [row for row in self.rows if row.first]

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
        return sum(row.n for row in self.rows)


def hits_of(theme: Theme, user: User, day: Day, only: str = "") -> ThemeHits:
    """All bydeler by number, each with what the theme finds in the plan that counts there; `only`
    what one of its words catches, where that is asked for."""
    plans = {plan.organisation_id: plan for plan in counted_plans(user, day.on)}
    citys = {plan.pk: plan for plan in Plan.objects.framework().adopted()}
    found = matches_of(theme.words, [*plans.values(), *citys.values()], day)
    local = [match for match in found if match.plan_id not in citys]
    caught = Counter(word for match in local if not match.is_dropped for word in match.words)
    if only:
        found = [match for match in found if only in match.words]
    by_plan: dict[int, list[Match]] = defaultdict(list)
    for match in found:
        by_plan[match.plan_id].append(match)
    first = {match.pk: match for matches in by_plan.values() for match in matches[:MOST_HITS]}
    read = Measure.objects.filter(pk__in=first).as_of(day)
    measures = read.select_related("plan__organisation", "strategy").in_bulk()
    totals = _totals(plans.values(), day.on)
    rows = [
        _row(bydel, plans.get(bydel.pk), by_plan, measures, totals, day)
        for bydel in Organisation.objects.bydeler()
    ]
    of_the_city = [match for match in found if match.plan_id in citys]
    answered = _answered(of_the_city, plans.values(), day)
    return ThemeHits(
        theme,
        [
            Hit(measures[match.pk], match.words, answered[match.pk])
            for match in of_the_city[:MOST_HITS]
        ],
        len(of_the_city),
        rows,
        [match.pk for plan in plans.values() for match in by_plan[plan.pk]],
        [(word, caught[word.text]) for word in theme.words_in_effect],
        changed_since(list(plans.values()), user, day),
    )


def _row(
    bydel: Organisation,
    plan: Plan | None,
    by_plan: Mapping[int, Sequence[Match]],
    measures: Mapping[int, Measure],
    totals: Mapping[int, int],
    day: Day,
) -> BydelHits:
    if plan is None:
        return BydelHits(bydel)
    matches = by_plan[plan.pk]
    return BydelHits(
        bydel,
        plan,
        plan.state_label(day.on, counts=True),
        totals.get(plan.pk, 0),
        sum(not match.is_dropped for match in matches),
        sum(match.is_dropped for match in matches),
        [Hit(measures[match.pk], match.words) for match in matches[:MOST_HITS]],
    )


def _answered(matches: Sequence[Match], plans: Iterable[Plan], day: Day) -> Counter[int]:
    """City measure id → how many of the plans answer it; a dropped measure answers nothing."""
    if not matches:
        return Counter()
    linked = Measure.objects.filter(plan__in=list(plans), answers__in=[one.pk for one in matches])
    answering = linked.counted_as_of(day, "state_code").answering().order_by()
    return Counter(city for city, _plan in set(answering.values_list("answers", "plan_id")))


def _totals(plans: Iterable[Plan], on: date) -> dict[int, int]:
    counts = (
        Measure.objects.filter(plan__in=[plan.pk for plan in plans])
        .in_plan_on(on)
        .order_by()
        .values_list("plan_id")
        .annotate(n=Count("plan_id"))
    )
    return dict(counts)


MOST_CAUGHT = 10
"""Of what a new word catches; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Catch:
    """What a new word would catch: measures that the theme does not find without it (`n`, and the
    first of them), and how many that it finds already."""

    text: str
    n: int
    first: Sequence[Measure]
    already: int

    @property
    def left_out(self) -> int:
        return self.n - len(self.first)


def catch_of(theme: Theme, text: str, user: User, day: Day) -> Catch:
    """Of the bydeler's measures, by the same rule as the theme finds them."""
    found = matches_of([text, *theme.words], counted_plans(user, day.on), day)
    caught = [match for match in found if text in match.words and not match.is_dropped]
    new = [match.pk for match in caught if match.words == [text]]
    read = Measure.objects.select_related("plan__organisation").in_bulk(new[:MOST_CAUGHT])
    first = [read[pk] for pk in new[:MOST_CAUGHT]]
    return Catch(text, len(new), first, len(caught) - len(new))
