"""The pages that compare the city, today and on a day in the past (issue 4, «Speed»).

A page takes at most 12 queries, and as many at any size. At ×10 its queries, run anew through a
cursor, take at most 1.5 × the SQL written by hand, like against like: the calendar's SQL is half a
millisecond, less than the bare page itself, so that no page could be 1.5 × it. The page as a whole
is held against the bare page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.utils.timezone import localdate

from measures.models import Measure
from plans.models import Plan
from tests.benchmarks import city_floors, data
from tests.benchmarks.run import Finding, Place, medians

A_DAY_IN_THE_PAST = date(2025, 6, 30)
"""Half of the reports of the newest plans are later."""
COMPARED = ("alna", "frogner", "grorud", "nordstrand")
MOST_QUERIES, MOST_OF_SQL, MOST_OF_BARE = 12, 1.5, 20
A_PAGE = 50

THEME = "/temaer/parorendearbeid/"
SEARCH = "/sok/?q=p%C3%A5r%C3%B8rende"


@dataclass(frozen=True, slots=True)
class CityPage:
    """A page on a day, and the SQL that it cannot do without."""

    what: str
    path: str
    sql: Callable[[date], list[city_floors.Statement]]
    on: date


def city_pages() -> list[CityPage]:
    """In the database in use: the compared plans' ids are its own."""
    slugs = [f"{bydel}-{data.FIRST_YEARS[-1]}" for bydel in COMPARED]
    plans = list(Plan.objects.filter(slug__in=slugs).values_list("pk", flat=True))
    asked = urlencode({"etter": "strategi:2", "plan": slugs}, doseq=True)
    pages: Sequence[tuple[str, str, Callable[[date], list[city_floors.Statement]]]] = (
        ("overview", "/oversikt/?", city_floors.overview),
        ("coverage", "/dekning/?", city_floors.coverage),
        ("comparison", f"/side-om-side/?{asked}&", lambda on: city_floors.comparison(on, plans)),
        ("calendar", "/planer/kalender/?", city_floors.calendar),
    )
    today = localdate()
    return [
        *(CityPage(what, path[:-1], sql, today) for what, path, sql in pages),
        CityPage("plans", "/planer/", city_floors.plan_list, today),
        *(
            CityPage(f"{what} on a past day", f"{path}per={A_DAY_IN_THE_PAST:%d.%m.%Y}", sql, day)
            for what, path, sql in pages
            for day in [A_DAY_IN_THE_PAST]
        ),
    ]


def asked_by(place: Place, path: str) -> list[tuple[str, Any]]:
    """The queries of a page, with their values."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        asked.append((sql, values))
        return execute(sql, values, many, context)

    fetch = place.get(path)
    fetch()
    with connection.execute_wrapper(note):
        fetch()
    return asked


def at_one_size(place: Place, runs: int) -> list[Finding]:
    size, bare = place.size, place.bare_page()
    findings = []
    place.act(lambda: None)()
    for page in city_pages():
        queries = asked_by(place, page.path)
        took, floor = medians(runs, place.get(page.path), bare)
        findings.append(
            Finding(
                size,
                f"{page.what} / a bare page",
                *(took, floor, MOST_OF_BARE if size != "×1" else None),
                *(len(queries), MOST_QUERIES),
            )
        )
        if size != "×1":
            asked, least = medians(
                runs,
                place.act(city_floors.running(queries)),
                place.act(city_floors.running(page.sql(page.on))),
            )
            what = f"{page.what}: its queries / raw SQL"
            findings.append(Finding(size, what, asked, least, MOST_OF_SQL))
    return [*findings, *_others(place, runs)]


def _others(place: Place, runs: int) -> list[Finding]:
    """Utvikling and a theme, of which nothing is promised, Søk, and a list's last page."""
    few, size = max(3, runs // 4), place.size
    trend, theme = medians(few, place.get("/utvikling/"), place.get(THEME))
    found, unsearched = medians(runs, place.get(SEARCH), place.get("/tiltak/"))
    last = ceil(Measure.objects.local().count() / A_PAGE)
    end, start = medians(few, place.get(f"/tiltak/?page={last}"), place.get("/tiltak/"))
    return [
        Finding(size, "Utvikling", trend, queries=len(asked_by(place, "/utvikling/"))),
        Finding(size, "a theme", theme, queries=len(asked_by(place, THEME))),
        Finding(
            size,
            "Søk «pårørende» / the list without search",
            *(found, unsearched, 3 if size != "×1" else None, len(asked_by(place, SEARCH))),
        ),
        Finding(size, "last page of the list / its first", end, start, 2),
    ]


def between_sizes(one: Place, ten: Place) -> list[Finding]:
    """That no page asks more of more measures."""
    findings = []
    for page in city_pages():
        many, few = (len(asked_by(place, page.path)) for place in (ten, one))
        findings.append(
            Finding(ten.size, f"queries of {page.what} / at ×1", many, few, 1, unit="no")
        )
    return findings
