"""A hit as it is shown: what it is, what it is called, and where the words stand in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from measures.models import Measure, Theme
from measures.word_search import WordSearch
from plans.models import Plan, PlanPart, Strategy
from reporting.search.excerpt import Excerpt, excerpt, marked

MOST_EXCERPTS = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """`measure` is the bydel's whose status is shown; None for what has no status."""

    kind: str
    title: Excerpt
    url: str
    plan: Plan | None = None
    excerpts: Sequence[Excerpt] = ()
    measure: Measure | None = None
    is_in_an_expired_plan: bool = False

    @property
    def plan_name(self) -> str:
        """Empty where the kind says it: a theme is in no plan, and the city has one."""
        if self.plan is None or not self.plan.organisation.is_bydel:
            return ""
        return f"{self.plan.short_name}{', utløpt' if self.is_in_an_expired_plan else ''}"


def theme_hit(theme: Theme, search: WordSearch) -> Hit:
    words = excerpt(", ".join(theme.words), search, "Ordene som hører til")
    return Hit("Tema", marked(theme.name, search), theme.get_absolute_url(), excerpts=[words])


def plan_hit(plan: Plan, search: WordSearch) -> Hit:
    kind = "Plan" if plan.organisation.is_bydel else "Byens plan"
    return Hit(kind, marked(plan.title, search), plan.get_absolute_url(), plan)


def part_hit(part: PlanPart, plan: Plan, search: WordSearch) -> Hit:
    kind = f"{'Strategi' if isinstance(part, Strategy) else 'Mål'} {part.number}"
    kind = kind if plan.organisation.is_bydel else f"Byens {kind.lower()}"
    return Hit(kind, marked(part.text, search), plan.get_absolute_url(), plan)


def measure_hit(measure: Measure, search: WordSearch, on: date) -> Hit:
    """A measure that has its plan, its strategy, its state and its items."""
    is_local = measure.plan.organisation.is_bydel
    name = marked(measure.name, search)
    return Hit(
        f"Tiltak {measure.number}" if is_local else which_of_the_citys(measure),
        name,
        measure.get_absolute_url(),
        measure.plan,
        _excerpts(measure, name, search),
        measure if is_local else None,
        is_local and measure.plan.has_expired(on),
    )


def which_of_the_citys(measure: Measure) -> str:
    """«Byens tiltak, strategi 3 · Helse a»: its letter begins anew in every block."""
    strategy = f", strategi {measure.strategy.number}" if measure.strategy else ""
    block = f" · {measure.topic}" if measure.topic else ""
    return f"Byens tiltak{strategy}{block} {measure.number}"


def _excerpts(measure: Measure, name: Excerpt, search: WordSearch) -> list[Excerpt]:
    """One for each text that has a word which is not in sight already."""
    in_sight, excerpts = set(name.words), []
    for label, text in _texts(measure):
        of_text = excerpt(text, search, label)
        if of_text.words - in_sight:
            excerpts.append(of_text)
            in_sight |= of_text.words
        if len(in_sight) == len(search.words) or len(excerpts) == MOST_EXCERPTS:
            break
    return excerpts


def _texts(measure: Measure) -> Iterator[tuple[str, str]]:
    """The texts of a measure by what they are called, in the order that they are read."""
    items = list(measure.items.all())
    yield "", measure.title
    yield "", measure.text_beside_items(items)
    for item in items:
        yield "Delpunkt", item.text
    yield "Mål", measure.goal_text
    yield "Innsatsområde", measure.topic
    yield "Ansvarlig", measure.responsible_text
    yield "Merknad", measure.status.remark if measure.status else ""
    yield "Nr.", measure.code
