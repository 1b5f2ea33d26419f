"""What each measure of a plan may answer of the city's: suggestions, and what is said of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Prefetch

from measures.columns import city_label
from measures.likeness.similar import AT_MOST as SIMILAR_AT_MOST
from measures.likeness.similar import LIKE_ENOUGH, Similar, text_of, texts_around, words_of
from measures.likeness.texts import Alike, alike, parts
from measures.models import Act, Measure, ThemeWord
from measures.models.queries import MeasureQuerySet
from plans.models import Plan, Strategy
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That a measure may answer one of the city's, and by which words."""

    own: Measure
    city: Measure
    alike: Alike
    is_refused: bool

    @property
    def label(self) -> str:
        return city_label(self.city)

    @property
    def own_label(self) -> str:
        return f"Tiltak {self.own.number}"

    @property
    def city_parts(self) -> list[tuple[str, bool]]:
        return parts(words_of(self.city), self.alike.stems)

    @property
    def own_parts(self) -> list[tuple[str, bool]]:
        return parts(words_of(self.own), self.alike.own_stems)


@dataclass(frozen=True, slots=True)
class SuggestedRow:
    """A measure, what it answers of the city's, and what it may answer, the most alike first.

    `refused` are the city's measures that somebody has said no to; None among them: all.
    """

    measure: Measure
    answers: Sequence[Measure]
    suggestions: Sequence[Suggestion]
    refused: frozenset[int | None]

    @property
    def is_dropped(self) -> bool:
        return self.measure.is_dropped

    @property
    def is_gone_through(self) -> bool:
        """It has a yes, or a no to all that is suggested."""
        if self.answers or None in self.refused:
            return True
        return bool(self.refused) and all(one.is_refused for one in self.suggestions)

    @property
    def remains(self) -> bool:
        return not self.is_gone_through and not self.is_dropped

    @property
    def strategy_number(self) -> str:
        return str(self.measure.strategy.number) if self.measure.strategy else ""

    @property
    def answer_labels(self) -> list[tuple[str, Measure]]:
        return [(city_label(city), city) for city in self.answers]

    @property
    def best(self) -> Suggestion | None:
        """The first that nobody has said no to; None where the measure is gone through."""
        if not self.remains:
            return None
        return next((one for one in self.suggestions if not one.is_refused), None)

    @property
    def seen(self) -> str:
        """A fingerprint of what is answered, so that a form can tell whether somebody was first."""
        answered = sorted(city.pk for city in self.answers)
        return sha256(repr((answered, sorted(map(str, self.refused)))).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class SuggestedPlan:
    """A plan's measures in its order, each with what it may answer of the city's."""

    rows: Sequence[SuggestedRow]
    citys: Sequence[Measure]

    @property
    def asked(self) -> list[SuggestedRow]:
        """Those that may be answered for: a dropped one may not."""
        return [row for row in self.rows if not row.is_dropped]

    @property
    def remaining(self) -> list[SuggestedRow]:
        return [row for row in self.rows if row.remains]

    @property
    def gone_through(self) -> int:
        return len(self.asked) - len(self.remaining)

    @property
    def remaining_with_suggestion(self) -> int:
        return sum(bool(row.suggestions) for row in self.remaining)

    @property
    def answered(self) -> int:
        """How many of the city's measures are answered."""
        return len({city.pk for row in self.asked for city in row.answers})

    @property
    def strategies(self) -> list[Strategy]:
        return sorted(
            {row.measure.strategy for row in self.rows if row.measure.strategy},
            key=lambda strategy: strategy.number,
        )


def city_measures() -> MeasureQuerySet:
    """Those of the city's adopted plan, in its order."""
    measures: MeasureQuerySet = Measure.objects.filter(plan__in=Plan.objects.adopted().framework())
    return (
        measures.select_related("strategy", "plan")
        .prefetch_related("items")
        .order_by("plan", "position", "n")
    )


def suggested_plan(plan: Plan, citys: Sequence[Measure], today: Day) -> SuggestedPlan:
    """All of a plan's measures, in six queries for any number of them."""
    answers = Measure.objects.filter(pk__in=[city.pk for city in citys])
    own = (
        Measure.objects.filter(plan=plan)
        .as_of(today)
        .select_related("plan__organisation", "strategy__means")
        .prefetch_related(
            Prefetch("answers", answers.select_related("strategy", "plan")), "not_answered", "items"
        )
        .order_by("position", "n")
    )
    measures = list(own)
    asked = [text_of(measure) for measure in measures if not measure.is_dropped]
    synonyms = ThemeWord.objects.by_theme().values()
    likenesses = alike(asked, [text_of(city) for city in citys], synonyms=synonyms)
    by_pk = {city.pk: city for city in citys}
    rows = [_row(measure, likenesses.get(measure.pk, ()), by_pk) for measure in measures]
    return SuggestedPlan(rows, citys)


def count_suggested(plan: Plan, act: Act, today: Day) -> int:
    """Of the measures that an act read into a plan: how many may answer one of the city's. In
    seven queries; they are what the plan's page of suggestions shows."""
    rows = suggested_plan(plan, list(city_measures()), today).rows
    added = set(act.sources.filter(is_new=True).order_by().values_list("measure", flat=True))
    return sum(bool(row.suggestions) for row in rows if row.measure.pk in added)


@dataclass(frozen=True, slots=True)
class WhatIsLike:
    """Of one measure: what it may answer of the city's, None where that is not asked, and who does
    something like it, the most alike first."""

    suggested: SuggestedRow | None
    similar: Sequence[Similar]


def what_is_like(
    measure: Measure,
    reader: User,
    day: Day,
    synonyms: Collection[Sequence[str]],
    *,
    is_asked: bool,
) -> WhatIsLike:
    """For a bydel's measure that has its answers. Only its own text is compared, and only what is
    shown is read whole; a plan's pages suggest the same."""
    own, texts = text_of(measure), texts_around(measure, reader, day)
    similar = alike(
        [own], texts.elsewhere, synonyms=synonyms, at_least=LIKE_ENOUGH, at_most=SIMILAR_AT_MOST
    )[own.key]
    asked = [own] if is_asked else []
    answering = alike(asked, texts.of_the_city, synonyms=synonyms, beside=texts.beside)
    suggestions = answering.get(own.key, [])
    read = (
        Measure.objects.as_of(day)
        .select_related("plan__organisation", "strategy")
        .prefetch_related("items")
    )
    by_pk = read.in_bulk([one.key for one in (*similar, *suggestions)])
    return WhatIsLike(
        _row(measure, suggestions, by_pk) if is_asked else None,
        [Similar.of(by_pk[one.key], one.stems, day) for one in similar],
    )


def _row(measure: Measure, found: Iterable[Alike], citys: Mapping[int, Measure]) -> SuggestedRow:
    refused = frozenset(one.city_measure_id for one in measure.not_answered.all())
    suggestions = [Suggestion(measure, citys[one.key], one, one.key in refused) for one in found]
    return SuggestedRow(measure, list(measure.answers.all()), suggestions, refused)
