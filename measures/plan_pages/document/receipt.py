"""What a person may do with a plan that was read in just now, each with how many it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from measures.likeness.names import alike_names
from measures.models import Measure, Reading, Responsible
from measures.plan_pages.document.reading import unmapped_words
from measures.vocabulary import UNMAPPED
from plans.models import Plan


@dataclass(frozen=True, slots=True)
class Receipt:
    """`words`: status words that wait, of `waiting` measures; `alike`: names that may be the same.

    How many may answer the city's measures was counted when they were read in, and stands in the
    reading: to compare the texts here would cost the page more queries than it may ask."""

    reading: Reading
    words: Sequence[str]
    waiting: int
    alike: Sequence[tuple[str, str]]

    @property
    def names(self) -> int:
        return len({name for pair in self.alike for name in pair})


def receipt_of(reading: Reading, plan: Plan, measures: Sequence[Measure]) -> Receipt:
    """On the plan's page, for an hour after it was read in; in one query."""
    own = Responsible.objects.filter(organisation=plan.organisation).unmerged()
    return Receipt(
        reading,
        unmapped_words(measures),
        sum(one.status is not None and one.status_code == UNMAPPED for one in measures),
        alike_names(own.values_list("name", flat=True)),
    )
