"""What a person may search: the plans, their parts, and the themes, each read once."""

from collections import Counter
from functools import cached_property

from measures.models import Measure, Theme
from measures.stems import END, IN_TITLE, WORD, search_line
from measures.word_search import WordSearch
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day


class Readable:
    """One search or two (the second of what somebody may have meant) of the same things."""

    def __init__(self, user: User, day: Day) -> None:
        self.user, self.day = user, day

    @cached_property
    def plans(self) -> dict[int, Plan]:
        """By id, the newest first."""
        plans = Plan.objects.visible_to(self.user).in_order()
        return {plan.pk: plan for plan in sorted(plans, key=_newest_first)}

    @cached_property
    def strategies(self) -> list[Strategy]:
        return list(Strategy.objects.filter(plan__in=self.plans).order_by("plan", "number"))

    @cached_property
    def goals(self) -> list[Goal]:
        return list(Goal.objects.filter(plan__in=self.plans).order_by("plan", "number"))

    @cached_property
    def themes(self) -> list[Theme]:
        return list(Theme.objects.visible_to(self.user))

    def search_for(self, typed: str) -> WordSearch:
        """The words that are typed, and those that a theme says mean the same."""
        return WordSearch.read(typed, [theme.words for theme in self.themes])

    @cached_property
    def topics(self) -> list[str]:
        in_plans = Measure.objects.as_of(self.day).filter(plan__in=self.plans).exclude(topic="")
        return list(in_plans.order_by("topic").values_list("topic", flat=True).distinct())

    @cached_property
    def words(self) -> Counter[str]:
        """Every word → how many measures and other things it stands in."""
        measures = Measure.objects.as_of(self.day).filter(plan__in=self.plans)
        lines = [
            *measures.order_by().values_list("stem_words", flat=True),
            *(search_line(plan.title, plan.organisation.full_name) for plan in self.plans.values()),
            *(search_line(part.text) for part in (*self.strategies, *self.goals)),
            *(search_line(theme.name, *theme.words) for theme in self.themes),
        ]
        return Counter(word for line in lines for word in _words_of(line))


def _words_of(line: str) -> set[str]:
    marked = (each.removeprefix(IN_TITLE) for each in line.split(END))
    return {each.removeprefix(WORD) for each in marked if each.startswith(WORD)}


def _newest_first(plan: Plan) -> tuple[int, int]:
    """A plan whose start nobody knows is last; the sort keeps the bydeler's own order."""
    return (-plan.starts_on.toordinal() if plan.starts_on else 0, plan.organisation.number or 0)
