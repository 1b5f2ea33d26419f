"""Whether the measures that a page shows are as they were when somebody looked at it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from reporting.submission.shape import iso, row_of, shown_of
from ruspolitikk.sums import canonical, sum_of

MARK = 8
"""Digits of a row's sum that tell whether it is the one that was seen."""


type RowReader = Callable[[Any, date], dict[str, Any]]
"""What is told of a measure on a day."""


def marks_of(measures: Iterable[Any], on: date, read: RowReader) -> str:
    """What a page holds of the measures that it shows: «12-1f8a04c2 13-…», the id and the mark.
    `read` is what it shows of each: `row_of`, or `shown_of`."""
    return " ".join(_mark_of(measure, on, read) for measure in measures)


def changed_since(measures: Iterable[Any], on: date, seen: str) -> list[str]:
    """The numbers of the measures that are not as they were seen, or are new."""
    marks = set(seen.split())
    return [
        measure.number
        for measure in measures
        if not any(_mark_of(measure, on, read) in marks for read in (shown_of, row_of))
    ]


def _mark_of(measure: Any, on: date, read: RowReader) -> str:
    """Of what is shown, the items, and how often the measure was edited and reported on. So that a
    goal, a unit or a measure of the city's got another name counts where the page has their names,
    and not where it has none."""
    items = [[item.text, iso(item.done_on)] for item in measure.items_in_effect]
    versions = [measure.edit_version, measure.report_version]
    facts = canonical([read(measure, on), items, versions])
    return f"{measure.pk}-{sum_of(facts)[:MARK]}"
