"""What is measured, at both sizes of one database, and the table that it is printed as."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from measures.filters import MeasureFilters
from measures.models import Measure
from reporting.export.status_report import measure_rows
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.benchmarks import city_floors, data, databases, floors, memory
from tests.benchmarks.settings import PLAIN_LOGIN

SIZES = {"×1": 60, "×10": 600}
SEARCH = "?sok=%C3%B8kt"
MOST_MEMORY = 64.0
MB = "MB"
WARMING = 10
"""A server answers its first page once: caches are filled, and Python knows its own loops."""
FORM = "application/x-www-form-urlencoded"

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table; `floor` and `bound` are None where nothing is promised."""

    size: str
    what: str
    took: float
    floor: float | None = None
    bound: float | None = None
    queries: int | None = None
    most_queries: int | None = None
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """Of time to the floor's; of memory, MB above it."""
        if self.floor is None:
            return None
        return self.took - self.floor if self.unit == MB else self.took / self.floor

    @property
    def holds(self) -> bool:
        is_quick = self.ratio is None or self.bound is None or self.ratio <= self.bound
        return is_quick and (self.most_queries is None or (self.queries or 0) <= self.most_queries)

    def line(self, database: str) -> str:
        verdict = ("ok" if self.holds else "NOT OK") if self.bound or self.most_queries else ""
        sign = "+" if self.unit == MB else "×"
        return (
            f"| {database:10} | {self.size:3} | {self.what:44} | {self.took:8.1f} {self.unit} "
            f"| {'' if self.floor is None else f'{self.floor:.1f} {self.unit}':>10} "
            f"| {'' if self.ratio is None else f'{sign}{self.ratio:.2f}':>7} "
            f"| {'' if self.bound is None else f'{sign}{self.bound:g}':>5} | {verdict:6} "
            f"| {'' if self.queries is None else self.queries:>7} |"
        )


HEADING = (
    f"| {'database':10} | {'':4}| {'what':44} | {'median':>11} | {'floor':>10} | {'ratio':>7} "
    f"| {'bound':>5} | {'':6} | {'queries':>7} |\n|{'-' * 125}|"
)


class Place:
    """One database of one size, with its people logged in; plainly, where a floor is asked."""

    def __init__(self, url: str, size: str) -> None:
        self.url, self.size = url, size
        self.database = databases.opened(url)
        databases.use(self.database)
        data.make(SIZES[size])
        self.reader, self.editor = self._client("leser"), self._client("grorud")
        self.plain_reader = self._client("leser", PLAIN_LOGIN)
        self.plain_editor = self._client("grorud", PLAIN_LOGIN)
        newest = Measure.objects.filter(plan__slug=f"grorud-{data.FIRST_YEARS[-1]}")
        self.measure: Measure = newest.order_by("n").first()
        floors.frame_rows_with(self.get("/tiltak/")().content.decode())
        self.frame = dict(floors.frame)

    def _client(self, username: str, backend: str | None = None) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=username), backend)
        return client

    def act(self, act: Callable[[], Any]) -> Callable[[], Any]:
        def here() -> Any:
            databases.use(self.database)
            return act()

        return here

    def get(self, path: str, client: Client | None = None) -> Callable[[], Any]:
        """Fetch a page, or read a file to its end."""

        def fetch() -> Any:
            response = (client or self.reader).get(path)
            assert response.status_code == 200, (path, response.status_code)
            for _part in response if response.streaming else ():
                pass
            return response

        return self.act(fetch)

    def bare_page(self) -> Act:
        return self.get("/gulv/side/", self.plain_reader)

    def floor_of_list(self) -> Act:
        def fetch() -> object:
            floors.frame.update(self.frame)
            return self.plain_reader.get("/gulv/tiltak/")

        return self.act(fetch)

    def report_status(self) -> Act:
        """Save a report on the same measure, each time as one who has read the one before."""
        address = reverse("measures:report-status", args=[self.measure.pk])

        def post() -> None:
            report = {
                "status": "in_progress",
                "remark": "Tiltaket er i rute, og opplæringen er holdt.",
                "risk": "low",
                "applies_on": f"{localdate():%d.%m.%Y}",
                "version": self.measure.report_version,
            }
            response = self.editor.post(address, report)
            assert response.status_code == 302, response.status_code
            self.measure.report_version += 1

        return self.act(post)

    def save_row(self) -> Act:
        """Save a row of the list for htmx."""
        return self._save_in_row(self.editor, reverse("measures:row", args=[self.measure.pk]))

    def save_bare(self) -> Act:
        return self._save_in_row(self.plain_editor, f"/gulv/lagre/{self.measure.pk}/")

    def _save_in_row(self, client: Client, address: str) -> Act:
        """Send what htmx sends, each time as one who has read the report before."""

        def post() -> None:
            report = {
                "status": "in_progress",
                "remark": "Tiltaket er i rute.",
                "risk": "",
                "risk_shown": "",
                "applies_on": f"{localdate():%d.%m.%Y}",
                "version": self.measure.report_version,
            }
            response = client.post(address, urlencode(report), FORM, headers={"HX-Request": "true"})
            assert response.status_code == 200, response.status_code
            self.measure.report_version += 1

        return self.act(post)

    def confirm(self, n: int) -> Act:
        """«Bekreft uendret» for the first so many measures of a redaktør's bydel."""
        address = reverse("measures:confirm")

        def post() -> None:
            own = Measure.objects.filter(plan__organisation=self.measure.plan.organisation)
            seen = own.order_by("pk").values_list("pk", "report_version", "latest_status")[:n]
            sent = {
                "tiltak": [f"{pk}:{version}:{status}" for pk, version, status in seen],
                "applies_on": f"{localdate():%d.%m.%Y}",
            }
            response = self.editor.post(address, sent)
            assert response.status_code == 302, response.status_code

        return self.act(post)

    def queries_of(self, act: Act, read_before: int = 0) -> int:
        """Of the request itself, without what the act reads before it."""
        databases.use(self.database)
        with CaptureQueriesContext(connection) as captured:
            act()
        return len(captured) - read_before

    def excel_floor(self) -> Act:
        """The same cells, from values that were read beforehand."""
        databases.use(self.database)
        today, reader = localdate(), User.objects.get(username="leser")
        filters = MeasureFilters(QueryDict(), user=reader, day=Day.being(today))
        measures = filters.measures.select_related("plan__organisation")
        rows = list(measure_rows(measures, today))
        return lambda: floors.bare_excel(rows)

    def queries(self, path: str) -> int:
        databases.use(self.database)
        with CaptureQueriesContext(connection) as captured:
            self.get(path)()
        return len(captured)


def medians(runs: int, *acts: Act, warm: int = WARMING) -> list[float]:
    """The middle of some runs of each, in ms; they take turns, so that noise falls on all."""
    for act in acts * warm:
        act()
    taken: list[list[float]] = [[] for _act in acts]
    for _run in range(runs):
        for act, times in zip(acts, taken, strict=True):
            start = perf_counter()
            act()
            times.append(perf_counter() - start)
    return [1000 * median(times) for times in taken]


def at_one_size(place: Place, runs: int) -> list[Finding]:
    size, is_large = place.size, place.size != "×1"
    listed, least = medians(runs, place.get("/tiltak/"), place.floor_of_list())
    found, unsearched = medians(runs, place.get(f"/tiltak/{SEARCH}"), place.get("/tiltak/"))
    needed = city_floors.running(city_floors.overview(localdate()))
    overview, bare, counted, read = medians(
        runs,
        *(place.get("/oversikt/"), place.bare_page()),
        *(place.act(floors.overview_sql), place.act(needed)),
    )
    few = 1 if is_large else 3
    excel, cells = medians(
        few, place.get("/tiltak/excel/"), place.excel_floor(), warm=0 if is_large else 1
    )
    listing, counting = place.queries("/tiltak/"), place.queries("/oversikt/")
    detail = f"/tiltak/{place.measure.pk}/"
    todo, one, saved = medians(
        runs, place.get("/a-gjore/", place.editor), place.get(detail), place.report_status()
    )
    row, bare_save = medians(runs, place.save_row(), place.save_bare())
    saving = place.queries_of(place.save_row())  # before others report on the same measure
    (confirmed,) = medians(few, place.confirm(200))
    checked = f"/planer/{place.measure.plan.slug}/kontroll/"
    searching = place.queries(f"/tiltak/{SEARCH}")
    floor, most, beside = (counted, 1.5, "issue 2's SQL") if is_large else (bare, 10, "a bare page")
    return [
        Finding(size, "list of 50 / hand-written page", listed, least, 2, listing, 14),
        Finding(size, "search «økt» / no search", found, unsearched, 3, searching, 14),
        Finding(size, f"overview / {beside}", overview, floor, most, counting, 12),
        Finding(size, "overview / all the SQL that it needs now", overview, read),
        Finding(size, "Excel / bare openpyxl loop", excel, cells, 1.5),
        Finding(size, "start page of a redaktør", todo),
        Finding(size, "one measure's page", one, queries=place.queries(detail)),
        Finding(size, "saving a status report", saved),
        Finding(
            size,
            "saving a row / update and insert",
            row,
            bare_save,
            2.5,
            saving,
            12,
        ),
        Finding(
            size,
            "confirming 200 unchanged",
            confirmed,
            queries=place.queries_of(place.confirm(200), read_before=1),
            most_queries=place.queries_of(place.confirm(1), read_before=1) + 2,
        ),
        Finding(
            size,
            "kontroll of a plan",
            medians(runs, place.get(checked, place.editor))[0],
            queries=place.queries(checked),
        ),
    ]


def between_sizes(one: Place, ten: Place, runs: int) -> list[Finding]:
    larger, smaller = medians(runs, ten.get("/tiltak/"), one.get("/tiltak/"))
    peak, peak_before = (memory.of_one_request(p.url, "/tiltak/excel/")[0] for p in (ten, one))
    return [
        Finding("×10", "list of 50 / the same at ×1", larger, smaller, 1.5),
        *(
            Finding("×10", f"queries of {path} / at ×1", n, before, 1, unit="no")
            for path in ("/tiltak/", f"/tiltak/{SEARCH}", "/oversikt/")
            for n, before in [(ten.queries(path), one.queries(path))]
        ),
        Finding("×10", "Excel's peak memory above ×1", peak, peak_before, MOST_MEMORY, unit=MB),
    ]
