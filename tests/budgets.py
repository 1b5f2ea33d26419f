"""What the pages cost at the size of the real city: `uv run python -m tests.budgets`.

On SQLite and PostgreSQL, each with the five real plans alone, with the made-up city of
`demo --city` beside them, with a city of the real size, and with ten times as much, each in a
process of its own: in one for all, the third's pages took a fifth more. Judged are numbers of
queries, ratios of CPU time within one run (`tests/measuring.py`), and what a person waits for, by
the clock on the wall. Ends with 1 where a budget of architecture.md, «Quick enough, and plain», is
broken.

`--quick` leaves out ten times the size, and takes the quickest of 5 runs instead of 11.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import count, product
from typing import Any, NamedTuple

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.conf import settings
from django.contrib.admin import AdminSite
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases
from django.urls import include, path
from django.utils.timezone import localdate
from django_tables2 import table_factory

from measures.models import Measure, Status
from plans.models import Plan
from reporting.demo.city import make_city
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from tests import postgresql
from tests.bare_excel import Cells, cells_of, write_bare
from tests.city import fill
from tests.files_at_size import FilesAtSize, files_at_size, files_held
from tests.measuring import in_a_new_process, in_turns, memory_until_now
from tests.reading_again_at_size import reading_again
from tests.reading_in_at_size import memory_of_reading, reading_in

SMALL, CITY, REAL, TEN = "small", "city", "real", "ten"
MEASURES = {SMALL: 0, CITY: 0, REAL: 60, TEN: 600}
"""In each of the 60 plans that are made up: 3,600, and 36,000."""
LIST = "/tiltak/?bydel="  # a bare address leads on to the one that says plan and bydel
EXCEL, MEMORY = "/tiltak/excel/", "/tiltak/excel/: MB in memory"
SUGGESTIONS = "/planer/nordstrand-2021/forslag/"  # for its 49 measures


class Measured(NamedTuple):
    """What one thing took, in ms of CPU, and `beside` it what it is held against; `wall` is what a
    person waited, in ms; a page has queries."""

    what: str
    took: float
    beside: float = 1
    wall: float = 0
    bound: float = 0
    queries: int = 0


class AtSize(NamedTuple):
    """Of one size of the data: things by name, a line for each budget of reading in, the files."""

    measured: Mapping[str, Measured]
    reading: Mapping[str, bool]
    files: FilesAtSize | None


# --- What it is held against: the least that does the same ----------------------------------------
PAGE = engines["django"].from_string("""{% extends "page.html" %}{% load django_tables2 %}
{% block title %}Tiltak{% endblock %}{% block h1 %}Tiltak{% endblock %}
{% block content %}{% if table %}{% render_table table %}{% endif %}{% if rows %}<table>
<tr><th>Nr.<th>Tiltak<th>Bydel<th>Ansvarlig<th>Status<th>Risiko<th>Frist<th>Rapportert
{% for row in rows %}<tr><td>{{ row.number }}
<th><a href="/tiltak/{{ row.pk }}/">{{ row.name }}</a>
<td>{{ row.plan.organisation.name }} {{ row.plan.starts_on.year }}–{{ row.plan.ends_on.year }}
<td>{{ row.responsible_text }}<td>{{ row.latest_status.label }}<td>{{ row.latest_risk.words }}
<td>{{ row.latest_deadline.words }}<td>{{ row.latest_status.applies_on }}
{% endfor %}</table>{% endif %}{% endblock %}""")
NEWEST = ("latest_status", "latest_risk", "latest_deadline")
ROWS: Any = Measure.objects.local().in_order().select_related("plan__organisation", *NEWEST)
SHOWN = ("code", "text", "plan", "responsible_text", "latest_status", "latest_risk")


def page(request: HttpRequest, **context: Any) -> HttpResponse:
    """With head and menu, and by itself no table."""
    return HttpResponse(PAGE.render(context, request))


def stock_table(request: HttpRequest) -> HttpResponse:
    table = table_factory(Measure, fields=SHOWN)(ROWS.all())
    return page(request, table=table.paginate(per_page=50))


@transaction.atomic
def save_row(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One update and one insert."""
    version, code = int(request.POST["version"]), request.POST["status"]
    Measure.objects.filter(pk=pk, report_version=version).update(report_version=version + 1)
    report = {"words": code, "code": code, "remark": request.POST["remark"]}
    Status.objects.create(measure_id=pk, applies_on=localdate(), recorded_by=request.user, **report)
    return HttpResponse("ok")


@cache
def file_of_the_product() -> Cells:
    return cells_of(ask(client_of("oslo-0"), EXCEL))


def excel_by_hand(request: HttpRequest) -> HttpResponse:
    """The same styled cells, written with openpyxl alone."""
    response = HttpResponse()
    write_bare(file_of_the_product(), response)
    return response


stock = AdminSite("stock")
stock.register(Measure, list_display=SHOWN, list_per_page=50, list_select_related=True)
urlpatterns = [
    path("by-hand/empty/", page),
    path("by-hand/list/", lambda request: page(request, rows=ROWS[:50])),
    path("by-hand/table/", stock_table),
    path("by-hand/save/<int:pk>/", save_row),
    path("by-hand/excel/", excel_by_hand),
    path("by-hand/admin/", stock.urls),
    path("", include("ruspolitikk.urls")),
]


# --- What is measured -----------------------------------------------------------------------------
PAST = "per=30.06.2025"
OF_THE_CITY = (
    "/oversikt/?plan=gjeldende",
    "/byens-plan/?",
    "/sammenlign/?etter=strategi:2",
    "/planer/kalender/?",
)
OTHERS = (
    *("/tiltak/?sok=tilbud", "/tiltak/?sok=brukerrom", "/sok/?q=tilbud"),
    *("/utvikling/", "/statusord/"),
    *("/planer/", "/temaer/", "/temaer/parorendearbeid/", "/ansvarlige/", "/a-gjore/"),
    *(f"/planer/grorud-2023/{page}" for page in ("", "kontroll/", "tabell/")),
)


def make(size: str) -> None:
    """In an empty database."""
    fill(MEASURES[size])
    if size == CITY:
        make_city(localdate())


def client_of(username: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=username))
    return client


def ask(client: Client, address: str, rows: Iterator[Any] | None = None) -> bytes:
    """Fetch a page or a file, or send the next of some rows there, as htmx does. A file that is
    ordered is made by then: the tests' worker is whoever asks."""
    htmx = {"HX-Request": "true"}
    response = client.post(address, next(rows), headers=htmx) if rows else client.get(address)
    if (leads_to := response.headers.get("Location", "")).startswith("/bestilte-filer/"):
        response = client.get(f"{leads_to}hent/")
    assert response.status_code == 200, (address, response.status_code, response.content)
    return response.getvalue() if response.streaming else response.content


def memory_of(address: str) -> float:
    """MB at the most, of a process that answers this alone."""
    ask(client_of("oslo-0"), address)
    return memory_until_now()


def measured(size: str, runs: int) -> Iterator[Measured]:
    """Everything, in the database in use."""
    reader, editor, admin = map(client_of, ("oslo-0", "grorud-0", "systemeier"))

    def timed(
        what: str, client: Client, address: str, beside: str, bound: float = 0, rows: Any = None
    ) -> Measured:
        acts = [partial(ask, client, each, rows) for each in (address, beside)]
        page, by_hand = in_turns(acts, 2 if address == EXCEL else runs)
        with CaptureQueriesContext(connection) as asked:
            ask(client, address, rows)
        return Measured(what, page.cpu, by_hand.cpu, page.wall, bound, len(asked))

    yield timed("/tiltak/", reader, LIST, "/by-hand/list/", 5)
    for address in (f"/tiltak/?{PAST}", "/by-hand/admin/measures/measure/", "/by-hand/table/"):
        yield timed(address, admin, address, "/by-hand/list/")
    newest = Plan.objects.filter(organisation__kind="bydel").order_by("-starts_on", "slug")
    compared = "".join(f"&plan={plan.slug}" for plan in newest[:4])
    for asked, day in product(OF_THE_CITY, ("", f"&{PAST}")):
        address = asked + compared * asked.startswith("/sammenlign") + day
        yield timed(asked + day, reader, address, "/by-hand/empty/", 20)
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    own = (f"/tiltak/{measure.pk}/", f"/tiltak/{measure.pk}/lignende/")
    for address in (*OTHERS, *own):
        yield timed(address, editor, address, "/by-hand/empty/")
    yield timed(SUGGESTIONS, client_of("nordstrand-0"), SUGGESTIONS, "/by-hand/empty/")
    row = {"status": "in_progress", "remark": "I rute.", "applies_on": f"{localdate():%d.%m.%Y}"}
    rows = ({**row, "version": version} for version in count(measure.report_version))
    saves = f"/tiltak/{measure.pk}/rad/", f"/by-hand/save/{measure.pk}/"
    yield timed("a row is saved", editor, *saves, 5, rows)
    # The last, so that nobody pays for what whole workbooks leave in memory.
    if size in (REAL, TEN):
        yield Measured(MEMORY, in_a_new_process(memory_of, EXCEL))
    if size == REAL:
        yield timed(EXCEL, reader, EXCEL, "/by-hand/excel/", 1.5)


# --- The table ------------------------------------------------------------------------------------
def broken(at: dict[str, Measured]) -> list[str]:
    """What one thing breaks, at the sizes that it was measured at."""
    real = at[REAL]
    city, ten = at.get(CITY, real), at.get(TEN, real)
    counts = [each.queries for each in at.values()]
    is_page = not real.what.startswith((EXCEL, "/by-hand/"))
    rules = {
        f"×{real.bound}": any(
            each.bound and each.took > each.bound * each.beside for each in (city, real)
        ),
        "15 queries": is_page and max(counts) > 15,
        "more queries of more": is_page and counts != sorted(counts, reverse=True),
        "×6 at ten times": is_page and ten.took > 6 * real.took,
        "2 s": is_page and ten.wall > 2000,
        "0.5 s": real.what == SUGGESTIONS and max(city.wall, real.wall) > 500,
        "64 MB more": real.what == MEMORY and ten.took - real.took > 64,
    }
    return [rule for rule, is_broken in rules.items() if is_broken]


HEADING = "database, what, CPU ms at each size, × what it is held against, wall, queries, verdict"


def line_of(at: dict[str, Measured]) -> str:
    last = [*at.values()][-1]
    what = f"{connection.vendor:10} | {last.what:46}"
    took = " ".join(f"{each.took:8.1f}" for each in at.values())
    times = " ".join(f"×{each.took / each.beside:5.1f}" for each in at.values())
    queries = "/".join(str(each.queries) for each in at.values())
    verdict = f"broken: {', '.join(broken(at))}" if broken(at) else "held"
    return f"| {what} | {took} | {times} | {last.wall:8.1f} | {queries:>8} | {verdict} |"


def at_size(asked: tuple[str, int]) -> AtSize:
    """Makes a database of this size, measures all in it in so many runs, and deletes it."""
    size, runs = asked
    settings.ROOT_URLCONF = "__main__"
    made = setup_databases(verbosity=0, interactive=False)
    in_a_new_process(make, size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does in production
    pages = {each.what: each for each in measured(size, runs)}
    reading: dict[str, bool] = {}
    if size == REAL:
        memory = in_a_new_process(memory_of_reading, 60 * MEASURES[REAL])
        reading = reading_in(memory) | reading_again()
    files = files_at_size() if size in (REAL, TEN) else None
    teardown_databases(made, verbosity=0)
    return AtSize(pages, reading, files)


def budgets_held(*, quick: bool) -> bool:
    """Measures the database of this process at each size, and prints the table."""
    sizes = (SMALL, CITY, REAL) if quick else (*MEASURES,)
    found = {size: in_a_new_process(at_size, (size, 5 if quick else 11)) for size in sizes}
    whats = [
        {size: at.measured[what] for size, at in found.items() if what in at.measured}
        for what in found[REAL].measured
    ]
    files = {size: at.files for size, at in found.items() if at.files}
    held = {**found[REAL].reading, **files_held(files)}
    told = (f"{line}: {'held' if is_held else 'broken'}" for line, is_held in held.items())
    print(HEADING, *map(line_of, whats), *told, sep="\n", flush=True)
    return not any(map(broken, whats)) and all(held.values())


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.budgets", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="not ten times; fewer runs of each")
    is_quick = parser.parse_args().quick
    asked = os.environ.get("RUSPOLITIKK_TESTS")
    if asked == "sqlite" or (asked and "TEST_DATABASE_URL" in os.environ):
        return 0 if budgets_held(quick=is_quick) else 1
    command, ended = [sys.executable, "-m", "tests.budgets", *sys.argv[1:]], []
    binaries = postgresql.binaries() or sys.exit("No PostgreSQL on this machine: install it.")
    with postgresql.Server.start(binaries) as server:
        for kind in (asked,) if asked else ("sqlite", "postgresql"):
            of_the_run = {"RUSPOLITIKK_TESTS": kind, "TEST_DATABASE_URL": server.url}
            ended.append(subprocess.run(command, env={**os.environ, **of_the_run}, check=False))
    return max(run.returncode for run in ended)


if __name__ == "__main__":
    sys.exit(main())
