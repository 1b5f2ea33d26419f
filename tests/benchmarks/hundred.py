"""A hundred cities, once: does every page answer, and does memory stay bounded?

360,000 measures with 8 reports each are the ×10 that the benchmark makes, copied nine times over
by the database itself: the measures of each plan, and all that is said of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

from measures.models import Assignment, Deadline, Item, Measure, Risk, Status
from tests.benchmarks import city_pages, databases, memory
from tests.benchmarks.run import SIZES, Place, medians

COPIES = 9
COPIED: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Status, ("measure",)),
    (Risk, ("measure",)),
    (Deadline, ("measure",)),
    (Measure, ("latest_status", "latest_risk", "latest_deadline")),
    (Item, ("measure",)),
    (Assignment, ("measure",)),
    (Measure.goals.through, ("measure",)),
    (Measure.answers.through, ("from_measure",)),
)
"""What is copied, and which of its columns name other copies."""
PLACES = ("n", "position")
"""A copy's number and place in its plan come after those of the one before."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One page at ×100: the first request of a process, a warm one, and the process's peak."""

    path: str
    first: float
    warm: float
    peak: float

    @property
    def line(self) -> str:
        times = f"{self.first:9.0f} ms | {self.warm:9.0f} ms"
        return f"| {self.path[:60]:60} | {times} | {self.peak:7.0f} MB |"


HEADING = f"| {'page':60} | {'first':>12} | {'warm':>12} | {'peak':>10} |\n|{'-' * 106}|"


@transaction.atomic
def copy_measures(measures_a_plan: int) -> None:
    """Nine copies of every measure of the bydeler; the city's own are answered by all."""
    step = {model: _largest(model) for model, _columns in COPIED}
    city = Measure.objects.framework()
    for model, columns in COPIED:
        whose = "id" if model is Measure else _column(model, columns[0])
        left_out = ", ".join(str(pk) for pk in city.values_list("pk", flat=True))
        table = model._meta.db_table
        names, values = zip(*_columns(model, columns, step, measures_a_plan), strict=True)
        with connection.cursor() as cursor:
            for copy in range(1, COPIES + 1):
                cursor.execute(
                    " ".join(
                        (
                            f"INSERT INTO {table} ({', '.join(names)})",
                            f"SELECT {', '.join(value.format(copy=copy) for value in values)}",
                            f"FROM {table} WHERE id <= {step[model]} AND",
                            f"{whose} NOT IN ({left_out})",
                        )
                    )
                )
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [m for m, _columns in COPIED]):
            cursor.execute(sql)


def _columns(
    model: type[models.Model],
    copied: tuple[str, ...],
    step: dict[type[models.Model], int],
    measures_a_plan: int,
) -> Iterator[tuple[str, str]]:
    """Each column, and what it is in a copy."""
    for field in model._meta.concrete_fields:
        name = f'"{field.column}"'
        if field.primary_key:
            yield name, f"{name} + {{copy}} * {step[model]}"
        elif field.name in copied:
            yield name, f"{name} + {{copy}} * {step[_named_by(field)]}"
        elif model is Measure and field.name in PLACES:
            yield name, f"{name} + {{copy}} * {measures_a_plan}"
        else:
            yield name, name


def _named_by(field: Any) -> type[models.Model]:
    named: type[models.Model] = field.related_model
    return named


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.column)


def _largest(model: type[models.Model]) -> int:
    return int(model._default_manager.aggregate(largest=models.Max("pk"))["largest"])


def _pages(place: Place) -> list[tuple[str, str]]:
    """Every page's path, and who asks for it."""
    plan = place.measure.plan.slug
    of_the_city = [(page.path, "leser") for page in city_pages.city_pages()]
    return [
        *of_the_city,
        ("/tiltak/", "leser"),
        ("/tiltak/?sok=%C3%B8kt", "leser"),
        ("/tiltak/?page=7200", "leser"),
        (f"/tiltak/?per={city_pages.A_DAY_IN_THE_PAST:%d.%m.%Y}", "leser"),
        (f"/tiltak/{place.measure.pk}/", "leser"),
        (city_pages.SEARCH, "leser"),
        ("/temaer/", "leser"),
        (city_pages.THEME, "leser"),
        ("/utvikling/", "leser"),
        ("/dekning/excel/", "leser"),
        ("/a-gjore/", "grorud"),
        (f"/planer/{plan}/", "leser"),
        (f"/planer/{plan}/kontroll/", "grorud"),
        ("/oversikt/endringer/", "leser"),
    ]


def answers(kind: str) -> Iterator[Reply]:
    """Fill one database and ask each page of it; the list's Excel file of 360,000 is not asked."""
    with databases.urls(kind, ["times_6000"]) as [url]:
        place = Place(url, "×10")
        try:
            copy_measures(SIZES["×10"])
            databases.analyse()
            yield from ask(place)
        finally:
            place.database.close()


def ask(place: Place) -> Iterator[Reply]:
    for path, who in _pages(place):
        client = place.editor if who == "grorud" else place.reader
        peak, first = memory.of_one_request(place.url, path, who)
        [warm] = medians(1, place.get(path, client))
        yield Reply(path, first, warm, peak)
