"""What a search finds among all that a person may see, in an order, and how it divides.

Ranking: what the search names outright comes first (`names.py`). For the rest, every word must be
found. Whole words (in any inflection) come before words that only
begin so; within each the title comes before the text, and the text before the newest remark. With
several words, the sum decides. Among equals the newer plan comes first, then the bydeler by number,
then the plan's own order.

Measures are ranked by the database; plans, goals and strategies are few, and are ranked here by
the same rule. Hits are counted in blocks (a rank in a plan), so that only the blocks which a page
falls in are read, however many there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Case, Count, Q, Value, When

from measures.models import Measure, Theme
from measures.models.queries import IS_REPORTED, IS_UNMAPPED, SHOWN_CODE
from measures.stems import search_line
from measures.vocabulary import NOT_REPORTED, UNMAPPED
from measures.word_search import WordSearch
from plans.models import Goal, Plan, PlanPart, Strategy
from reporting.search.hits import Hit, measure_hit, part_hit, plan_hit, theme_hit
from reporting.search.names import names_measure, names_plan
from reporting.search.readable import Readable

THEME, OF_THE_CITY, LOCAL, GOAL, STRATEGY, PLAN = KINDS = (
    "tema",
    "byens",
    "bydelenes",
    "mal",
    "strategi",
    "plan",
)
"""What a hit may be, as an address says it, in the order that they are counted."""
KIND_OF_PART: dict[type, str] = {Goal: GOAL, Strategy: STRATEGY, Plan: PLAN}

NAMED = -1
"""The rank of what a search names."""
NO_STATUS = ""
"""The status of what has none: plans, goals, strategies, and the city's own measures."""


class Block(NamedTuple):
    """`n` hits of one rank in one plan (its id): measures of one status, or the plan itself or a
    part of it."""

    rank: int
    plan: int
    n: int
    status: str = NO_STATUS
    part: PlanPart | Plan | None = None


class Search:
    """The hits, in order, read a page at a time (`hits[0:20]`), and what they are counted by.

    `bydel` is a slug, `status` a code or a pseudo-code, and `kind` one of `KINDS`; empty for any.
    """

    def __init__(
        self,
        words: WordSearch,
        readable: Readable,
        *,
        bydel: str = "",
        status: str = "",
        kind: str = "",
    ) -> None:
        self.words, self.day = words, readable.day
        self.bydel, self.status, self.kind = bydel, status, kind
        self.readable = readable
        self.plans = readable.plans if words else {}
        self.places = {pk: place for place, pk in enumerate(self.plans)}
        self.blocks = [*self._parts(), *self._measures()] if self.plans else []
        self.themes = self._themes() if words else []

    # --- What is found, and how many -------------------------------------------------------

    def _parts(self) -> Iterator[Block]:
        for plan in self.plans.values():
            line = search_line(plan.title, plan.organisation.full_name, plan.period)
            is_named = names_plan(self.words.typed, plan)
            if (rank := NAMED if is_named else self.words.rank_in(line)) is not None:
                yield Block(rank, plan.pk, 1, part=plan)
        for part in (*self.readable.strategies, *self.readable.goals):
            code = part.code if isinstance(part, Goal) else ""
            if (rank := self.words.rank_in(search_line(part.text, code))) is not None:
                yield Block(rank, part.plan_id, 1, part=part)

    def _measures(self) -> Iterator[Block]:
        local = {plan.pk for plan in self.plans.values() if plan.organisation.is_bydel}
        groups = (
            self._ranked(self.plans)
            .filter(hit_rank__isnull=False)
            .values("plan_id", "hit_rank", status_code=SHOWN_CODE)
            .annotate(n=Count("plan_id"))
        )
        for group in groups:
            plan = group["plan_id"]
            status = group["status_code"] if plan in local else NO_STATUS
            yield Block(group["hit_rank"], plan, group["n"], status)

    def _ranked(self, plans: Iterable[int]) -> Any:
        """What may be found in some plans, with today's state and its `hit_rank`, in no order."""
        measures = Measure.objects.as_of(self.day).filter(plan__in=plans).order_by()
        named = names_measure(self.words.typed, self.readable.topics)
        if not named:
            return measures.filter(self.words.may_stand).annotate(hit_rank=self.words.rank)
        rank = Case(When(named, then=Value(NAMED)), default=self.words.rank)
        return measures.filter(named | self.words.may_stand).annotate(hit_rank=rank)

    def _themes(self) -> list[Theme]:
        """Those that are called so, or look for such a word."""
        lines = [(each, search_line(each.name, *each.words)) for each in self.readable.themes]
        return [theme for theme, line in lines if self.words.rank_in(line) is not None]

    @cached_property
    def by_bydel(self) -> Counter[str]:
        """Slug → hits, of the status and the kind that are asked for."""
        hits: Counter[str] = Counter()
        for block in self.blocks:
            if self._has_status(block) and self._is_of_kind(block):
                hits[self.plans[block.plan].organisation.slug] += block.n
        return hits

    @cached_property
    def by_status(self) -> Counter[str]:
        """Code or pseudo-code → hits, in the bydel and of the kind that are asked for."""
        hits: Counter[str] = Counter()
        for block in self.blocks:
            if block.status and self._is_in_bydel(block) and self._is_of_kind(block):
                hits[block.status] += block.n
        return hits

    @cached_property
    def in_all(self) -> int:
        """The hits without the filters."""
        return sum(block.n for block in self.blocks) + len(self.themes)

    @cached_property
    def by_kind(self) -> Counter[str]:
        """One of `KINDS` → hits, in the bydel and of the status that are asked for."""
        hits: Counter[str] = Counter()
        for block in self.blocks:
            if self._has_status(block) and self._is_in_bydel(block):
                hits[self._kind_of(block)] += block.n
        if not (self.bydel or self.status):  # a theme has neither
            hits[THEME] = len(self.themes)
        return hits

    @cached_property
    def filtered(self) -> list[Block]:
        """What passes the filters."""
        return [
            block
            for block in self.blocks
            if self._has_status(block) and self._is_in_bydel(block) and self._is_of_kind(block)
        ]

    @cached_property
    def best_first(self) -> list[Block]:
        """What passes the filters, in order; a block of measures for each rank and plan."""
        merged: Counter[tuple[int, int]] = Counter()
        blocks = []
        for block in self.filtered:
            if block.part:
                blocks.append(block)
            else:
                merged[block.rank, block.plan] += block.n
        blocks += [Block(rank, plan, n) for (rank, plan), n in merged.items()]
        blocks.sort(key=lambda one: (one.rank, self.places[one.plan], one.part is None))
        return blocks

    def _has_status(self, block: Block) -> bool:
        """The one that is asked for; all have where none is."""
        return self.status in ("", block.status)

    def _is_in_bydel(self, block: Block) -> bool:
        """The one that is asked for; all are where none is."""
        return self.bydel in ("", self.plans[block.plan].organisation.slug)

    def _is_of_kind(self, block: Block) -> bool:
        """The one that is asked for; all are where none is."""
        return self.kind in ("", self._kind_of(block))

    def _kind_of(self, block: Block) -> str:
        if block.part:
            return KIND_OF_PART[type(block.part)]
        return LOCAL if self.plans[block.plan].organisation.is_bydel else OF_THE_CITY

    def __len__(self) -> int:
        return self.by_kind[self.kind] if self.kind else sum(self.by_kind.values())

    # --- A page of it ----------------------------------------------------------------------

    def __getitem__(self, wanted: slice) -> list[Hit]:
        first, last, _step = wanted.indices(len(self))
        themes = self.themes if self.by_kind[THEME] and self.kind in ("", THEME) else []
        touched, before = [], len(themes)
        for block in self.best_first:
            places = range(max(first - before, 0), min(last - before, block.n))
            if places:
                touched.append((block, places))
            before += block.n
        measures = self._read([(block, places) for block, places in touched if not block.part])
        hits = [theme_hit(theme, self.words) for theme in themes[first:last]]
        for block, places in touched:
            if isinstance(block.part, Plan):
                hits.append(plan_hit(self.plans[block.plan], self.words))
            elif block.part:
                hits.append(part_hit(block.part, self.plans[block.plan], self.words))
            else:
                hits += [measure_hit(measures[block, n], self.words, self.day.on) for n in places]
        return hits

    def _read(self, wanted: list[tuple[Block, range]]) -> dict[tuple[Block, int], Measure]:
        """The measures at some places of some blocks, in three queries."""
        if not wanted:
            return {}
        ids: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        rows = (
            self._ranked({block.plan for block, _places in wanted})
            .filter(_of_status(self.status))
            .filter(hit_rank__in={block.rank for block, _places in wanted})
            .order_by("position", "n")
            .values_list("hit_rank", "plan_id", "pk")
        )
        for rank, plan, pk in rows:
            ids[rank, plan].append(pk)
        at = {
            (block, n): ids[block.rank, block.plan][n] for block, places in wanted for n in places
        }
        measures = (
            Measure.objects.as_of(self.day)
            .select_related("plan__organisation", "strategy")
            .prefetch_related("items")
            .in_bulk(at.values())
        )
        return {place: measures[pk] for place, pk in at.items()}


def _of_status(status: str) -> Q:
    if not status:
        return Q()
    if status == NOT_REPORTED:
        return ~IS_REPORTED
    return IS_UNMAPPED if status == UNMAPPED else Q(state_code=status)
