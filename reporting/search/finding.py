"""What a search finds among all that a person may see, in an order, and how it divides.

Ranking: every word must be found. Whole words (in any inflection) come before words that only
begin so; within each the title comes before the text, and the text before the newest remark. With
several words, the sum decides. Among equals the newer plan comes first, then the bydeler by number,
then the plan's own order.

Measures are ranked by the database; plans, goals and strategies are few, and are ranked here by
the same rule. Hits are counted in blocks (a rank in a plan), so that only the blocks which a page
falls in are read, however many there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Q

from measures.models import Measure
from measures.models.queries import (
    IS_REPORTED,
    IS_UNMAPPED,
    SHOWN_CODE,
)
from measures.stems import search_line
from measures.vocabulary import NOT_REPORTED, UNMAPPED
from measures.word_search import WordSearch
from plans.models import Goal, Plan, PlanPart, Strategy
from reporting.search.hits import Hit, measure_hit, part_hit, plan_hit
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day

NO_STATUS = ""
"""The status of what has none: plans, goals, strategies, and the city's own measures."""


type Counted = Iterable[tuple[int, int | None, str, int]]


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

    `bydel` is a slug and `status` a code or a pseudo-code; empty for any.
    """

    def __init__(
        self, words: WordSearch, user: User, on: date, *, bydel: str = "", status: str = ""
    ) -> None:
        self.words, self.on, self.bydel, self.status = words, on, bydel, status
        plans = Plan.objects.visible_to(user).in_order() if words else []
        self.plans = {plan.pk: plan for plan in sorted(plans, key=_newest_first)}
        self.places = {pk: place for place, pk in enumerate(self.plans)}
        self.found = [*self._parts(), *self._measures()] if self.plans else []

    # --- What is found, and how many -------------------------------------------------------

    def _parts(self) -> Iterator[Block]:
        for plan in self.plans.values():
            line = _line(plan.title, plan.organisation.full_name, plan.period)
            if (rank := self.words.rank_in(line)) is not None:
                yield Block(rank, plan.pk, 1, part=plan)
        # Of some hundred parts a few are found, and only those are made into parts again.
        for model, columns in ((Strategy, ("text",)), (Goal, ("text", "code"))):
            parts = model.objects.filter(plan__in=self.plans).order_by("plan", "number")
            for pk, *said in parts.values_list("plan_id", *columns):
                if (rank := self.words.rank_in(_line(*said))) is not None:
                    yield Block(rank, pk, 1, part=model(plan_id=pk, text=said[0]))

    def _measures(self) -> Iterator[Block]:
        local = {plan.pk for plan in self.plans.values() if plan.organisation.is_bydel}
        for pk, rank, shown, n in self._counted():
            if rank is not None:
                yield Block(rank, pk, n, shown if pk in local else NO_STATUS)

    def _counted(self) -> Counted:
        """Plan, rank, shown code, and how many. PostgreSQL counts quicker than it sends some
        thousand rows; SQLite would sort them first, which takes longer than to read them."""
        ranked = self._ranked(self.plans)
        if connection.vendor == "postgresql":
            groups = ranked.values("plan_id", "hit_rank", shown=SHOWN_CODE)
            counted: Counted = groups.annotate(n=Count("plan_id")).values_list(
                "plan_id", "hit_rank", "shown", "n"
            )
            return counted
        rows = ranked.values_list("plan_id", "hit_rank", SHOWN_CODE)
        return ((*group, n) for group, n in Counter(rows).items())

    def _ranked(self, plans: Iterable[int]) -> Any:
        """What may be found in some plans, with today's state and its `hit_rank`, in no order."""
        found = Measure.objects.as_of(Day.being(self.on)).order_by()
        in_plans = found.filter(self.words.may_stand, plan__in=plans)
        return in_plans.annotate(hit_rank=self.words.rank)

    @cached_property
    def by_bydel(self) -> Counter[str]:
        """Slug → hits, of the status that is asked for."""
        in_plans: Counter[int] = Counter()
        for one in self.found:
            if not self.status or one.status == self.status:
                in_plans[one.plan] += one.n
        hits: Counter[str] = Counter()
        for pk, n in in_plans.items():
            hits[self.plans[pk].organisation.slug] += n
        return hits

    @cached_property
    def by_status(self) -> Counter[str]:
        """Code or pseudo-code → hits, in the bydel that is asked for."""
        hits: Counter[str] = Counter()
        for one in self.found:
            if one.status and one.plan in self.asked_plans:
                hits[one.status] += one.n
        return hits

    @cached_property
    def in_all(self) -> int:
        """The hits without the filters."""
        return sum(block.n for block in self.found)

    @cached_property
    def by_kind(self) -> Counter[str]:
        """`measure`, `goal`, `strategy` or `plan` → hits that pass both filters."""
        hits: Counter[str] = Counter()
        for one in self.asked:
            hits[str(one.part._meta.model_name) if one.part else "measure"] += one.n
        return hits

    @cached_property
    def asked_plans(self) -> set[int]:
        """Ids of the plans of the bydel that is asked for; all where none is."""
        plans = self.plans.values()
        return {one.pk for one in plans if self.bydel in ("", one.organisation.slug)}

    @cached_property
    def asked(self) -> list[Block]:
        """What passes both filters."""
        return [
            one
            for one in self.found
            if (not self.status or one.status == self.status) and one.plan in self.asked_plans
        ]

    @cached_property
    def blocks(self) -> list[Block]:
        """What passes both filters, the best first; a block of measures for each rank and plan."""
        merged: Counter[tuple[int, int]] = Counter()
        blocks = []
        for one in self.asked:
            if one.part:
                blocks.append(one)
            else:
                merged[one.rank, one.plan] += one.n
        blocks += [Block(rank, plan, n) for (rank, plan), n in merged.items()]
        blocks.sort(key=lambda one: (one.rank, self.places[one.plan], one.part is None))
        return blocks

    def __len__(self) -> int:
        return sum(self.by_kind.values())

    # --- A page of it ----------------------------------------------------------------------

    def __getitem__(self, wanted: slice) -> list[Hit]:
        first, last, _step = wanted.indices(len(self))
        touched, before = [], 0
        for block in self.blocks:
            places = range(max(first - before, 0), min(last - before, block.n))
            if places:
                touched.append((block, places))
            before += block.n
        measures = self._read([(block, places) for block, places in touched if not block.part])
        hits = []
        for block, places in touched:
            if isinstance(block.part, Plan):
                hits.append(plan_hit(self.plans[block.plan], self.words))
            elif block.part:
                hits.append(part_hit(block.part, self.plans[block.plan], self.words))
            else:
                hits += [measure_hit(measures[block, n], self.words) for n in places]
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
        read = Measure.objects.as_of(Day.being(self.on))
        found = read.prefetch_related("items").in_bulk(at.values())
        for measure in found.values():
            measure.plan = self.plans[measure.plan_id]
        return {place: found[pk] for place, pk in at.items()}


# Every search reads the same few hundred titles of plans and their parts.
_line = lru_cache(maxsize=4096)(search_line)


def _newest_first(plan: Plan) -> tuple[int, int]:
    """A plan whose start nobody knows is last; the sort keeps the bydeler's own order."""
    return (-plan.starts_on.toordinal() if plan.starts_on else 0, plan.organisation.number or 0)


def _of_status(status: str) -> Q:
    if not status:
        return Q()
    if status == NOT_REPORTED:
        return ~IS_REPORTED
    return IS_UNMAPPED if status == UNMAPPED else Q(state_code=status)
