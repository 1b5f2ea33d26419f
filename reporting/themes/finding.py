"""Which measures the words of a theme find, in the plans that count on a day.

Which measures hold the letters of a word is asked of the database, and where the words begin is
decided here, so that both databases find the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from measures.models import Measure
from measures.models.queries import SHOWN_CODE, MeasureQuerySet
from measures.since_then import SinceThen, since_then
from measures.theme_words import ThemeWords
from measures.vocabulary import StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from ruspolitikk.wording import fold

NOTHING = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Match:
    """A measure that is found, by its id (there may be thousands), and which words are in it.

    One that is dropped (Utgått) is shown, and is in no number but its own (domain.md).
    """

    pk: int
    plan_id: int
    code: str
    words: Sequence[str]

    @property
    def is_dropped(self) -> bool:
        return self.code == StatusCode.CANCELLED


@dataclass(frozen=True, slots=True)
class Text:
    """A measure that may be found, with the folded text that it is looked for in."""

    pk: int
    plan_id: int
    code: str
    folded: str

    def match(self, words: ThemeWords) -> Match | None:
        in_text = words.in_text(self.folded)
        return Match(self.pk, self.plan_id, self.code, in_text) if in_text else None


def texts_with(words: Iterable[str], plans: Iterable[Plan], day: Day) -> list[Text]:
    """The measures of some plans that hold the letters of a word, wherever they stand, with their
    state on the day; plan by plan, in their order."""
    letters = sorted({fold(word) for word in words})
    may_hold = reduce(or_, (Q(search_text__contains=word) for word in letters), NOTHING)
    measures: Any = Measure.objects.filter(may_hold, plan__in=[plan.pk for plan in plans])
    in_order = measures.as_of(day).order_by("plan_id", "position", "n")
    rows = in_order.annotate(counted_code=SHOWN_CODE).values_list(
        "pk", "plan_id", "counted_code", "search_text"
    )
    return [Text(*row) for row in rows]


def matches_of(words: Sequence[str], plans: Iterable[Plan], day: Day) -> list[Match]:
    """The measures of some plans that have one of the words."""
    finder = ThemeWords(words)
    matches = (text.match(finder) for text in texts_with(words, plans, day))
    return [match for match in matches if match]


def changed_since(plans: Sequence[Plan], user: User, day: Day) -> SinceThen:
    """What was changed after the day: in these plans, and when any plan begins."""
    measures: MeasureQuerySet = Measure.objects.filter(plan__in=[plan.pk for plan in plans])
    return since_then(day, user, measures.in_plan_on(day.on))
