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
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, Q

from measures.models import Measure
from measures.models.queries import IS_REPORTED, IS_UNMAPPED, SHOWN_CODE
from measures.stems import search_line
from measures.vocabulary import NOT_REPORTED, UNMAPPED
from measures.word_search import WordSearch
from plans.models import Goal, Plan, PlanPart, Strategy
from reporting.search.hits import Hit, measure_hit, part_hit, plan_hit
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day

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

    `bydel` is a slug and `status` a code or a pseudo-code; empty for any.
    """

    def __init__(
        self, words: WordSearch, user: User, day: Day, *, bydel: str = "", status: str = ""
    ) -> None:
        self.words, self.day, self.bydel, self.status = words, day, bydel, status
        plans = Plan.objects.visible_to(user).in_order() if words else []
        self.plans = {plan.pk: plan for plan in sorted(plans, key=_newest_first)}
        self.places = {pk: place for place, pk in enumerate(self.plans)}
        self.blocks = [*self._parts(), *self._measures()] if self.plans else []

    # --- What is found, and how many -------------------------------------------------------

    def _parts(self) -> Iterator[Block]:
        for plan in self.plans.values():
            line = search_line(plan.title, plan.organisation.full_name, plan.period)
            if (rank := self.words.rank_in(line)) is not None:
                yield Block(rank, plan.pk, 1, part=plan)
        # Of some hundred parts a few are found, and only those are made into parts again.
        for model, columns in ((Strategy, ("text",)), (Goal, ("text", "code"))):
            parts = model.objects.filter(plan__in=self.plans).order_by("plan", "number")
            for pk, *texts in parts.values_list("plan_id", *columns):
                if (rank := self.words.rank_in(search_line(*texts))) is not None:
                    yield Block(rank, pk, 1, part=model(plan_id=pk, text=texts[0]))

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
        measures = Measure.objects.as_of(self.day).order_by()
        in_plans = measures.filter(self.words.may_stand, plan__in=plans)
        return in_plans.annotate(hit_rank=self.words.rank)

    @cached_property
    def by_bydel(self) -> Counter[str]:
        """Slug → hits, of the status that is asked for."""
        hits: Counter[str] = Counter()
        for block in self.blocks:
            if self._has_status(block):
                hits[self.plans[block.plan].organisation.slug] += block.n
        return hits

    @cached_property
    def by_status(self) -> Counter[str]:
        """Code or pseudo-code → hits, in the bydel that is asked for."""
        hits: Counter[str] = Counter()
        for block in self.blocks:
            if block.status and self._is_in_bydel(block):
                hits[block.status] += block.n
        return hits

    @cached_property
    def in_all(self) -> int:
        """The hits without the filters."""
        return sum(block.n for block in self.blocks)

    @cached_property
    def by_kind(self) -> Counter[str]:
        """`measure`, `goal`, `strategy` or `plan` → hits that pass both filters."""
        hits: Counter[str] = Counter()
        for block in self.filtered:
            hits[str(block.part._meta.model_name) if block.part else "measure"] += block.n
        return hits

    @cached_property
    def filtered(self) -> list[Block]:
        """What passes both filters."""
        return [one for one in self.blocks if self._has_status(one) and self._is_in_bydel(one)]

    @cached_property
    def best_first(self) -> list[Block]:
        """What passes both filters, in order; a block of measures for each rank and plan."""
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

    def __len__(self) -> int:
        return sum(self.by_kind.values())

    # --- A page of it ----------------------------------------------------------------------

    def __getitem__(self, wanted: slice) -> list[Hit]:
        first, last, _step = wanted.indices(len(self))
        touched, before = [], 0
        for block in self.best_first:
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
        measures = (
            Measure.objects.as_of(self.day)
            .select_related("plan__organisation")
            .prefetch_related("items")
            .in_bulk(at.values())
        )
        return {place: measures[pk] for place, pk in at.items()}


def _newest_first(plan: Plan) -> tuple[int, int]:
    """A plan whose start nobody knows is last; the sort keeps the bydeler's own order."""
    return (-plan.starts_on.toordinal() if plan.starts_on else 0, plan.organisation.number or 0)


def _of_status(status: str) -> Q:
    if not status:
        return Q()
    if status == NOT_REPORTED:
        return ~IS_REPORTED
    return IS_UNMAPPED if status == UNMAPPED else Q(state_code=status)
