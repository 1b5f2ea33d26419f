"""A number in a table, and the list of the measures behind it."""

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.urls import reverse

from ruspolitikk.days import Day


@dataclass(frozen=True, slots=True)
class Number:
    """How many, under a column's heading, and the address of what is counted.

    `n` is None where there is nothing to count, for the `reason`.
    """

    label: str
    n: int | None
    url: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MeasureList:
    """The list of the measures that a row of numbers counts."""

    url: str

    @classmethod
    def of(cls, day: Day, **filters: Any) -> Self:
        """The list on a day under some filters, as its address names them."""
        return cls(page_on(day, "measures:list", **filters))

    def narrowed(self, **filter_: str) -> str:
        """The address of a part of it: `narrowed(status="completed")`."""
        return f"{self.url}&{urlencode(filter_)}"


def page_on(day: Day, name: str, **query: Any) -> str:
    """The address of a page on a day; what it asks for may have several values."""
    per = {} if day.is_today else {"per": f"{day.on:%d.%m.%Y}"}
    return f"{reverse(name)}?{urlencode({**query, **per}, doseq=True)}"
