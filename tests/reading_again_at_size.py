"""3,600 rows that come back, in a newer document and in an arbeidsark, each with another status.

They are held against reading the same rows in for the first time: a report of 3,600 rows writes a
fifth of the rows that the plan wrote, so that most of it is reading the file and what stands."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

from django.db import connection
from openpyxl import load_workbook

from measures.importing.difference.compare import Difference, Incoming, compare
from measures.importing.difference.parts import said_in
from measures.importing.difference.standing import read_standing
from measures.importing.difference.take import Chosen, take_difference
from measures.importing.readers.any_kind import read_document
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.saving.take_in import ReadBy
from measures.importing.tables.guessing import guess_layout
from measures.importing.worksheet.incoming import compare_sheet
from measures.importing.worksheet.marks import Part
from measures.importing.worksheet.reading import read_worksheet
from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation, User
from tests.measures.importing.worksheets import fetched, typed
from tests.measuring import Took, timed
from tests.reading_in_at_size import (
    ROWS,
    read_in,
    rows_there,
    rows_written,
    sheet,
    undone,
    write_bare,
)

LATER, AGAIN = date(2026, 12, 31), date(2027, 1, 4)
NEW_STATUS = "Iverksatt"


def newer(plan: Plan) -> Difference:
    """The document again, held against the plan."""
    document = read_document(BytesIO(sheet(ROWS, status=NEW_STATUS)), "Plan.xlsx")
    rows = read_rows(document, guess_layout(document), words=Words.of(plan.organisation))
    incoming = [Incoming(n, row, said_in(row), as_read=row) for n, row in enumerate(rows)]
    return compare(incoming, read_standing(Measure.objects.filter(plan=plan)), per=LATER)


def filled_in(plan: Plan) -> bytes:
    """The plan's arbeidsark, with a new status in each row."""
    book, file = load_workbook(BytesIO(fetched(plan, day=LATER))), BytesIO()
    tab = book["Arbeidsark"]
    for row in range(tab.max_row - ROWS + 1, tab.max_row + 1):
        typed(tab, row, Part.NEW_STATUS, NEW_STATUS)
    book.save(file)
    return file.getvalue()


def sent_back(plan: Plan, content: bytes) -> Difference:
    read = read_worksheet(BytesIO(content), "Arbeidsark.xlsx", AGAIN)
    assert read is not None
    return compare_sheet(read, plan, LATER, Words.of(plan.organisation, LATER)).difference


def timed_again(
    difference_of: Callable[[Plan], Difference], plan: Plan, by: User
) -> tuple[float, float]:
    """ms of CPU from file to history, and of the least that writes the rows of it."""
    before = rows_there()

    def read_again() -> None:
        found = difference_of(plan)
        read = ReadBy("Plan.xlsx", by, AGAIN, on=LATER)
        done = take_difference(found, Chosen.unless_asked(found), plan, read, by=by)
        assert done.changed == ROWS

    times: list[Took] = []
    with undone():
        with timed(times):
            read_again()
        written = rows_written(before)
    with undone(), timed(times):
        write_bare(written)
    took, bare = times
    return took.cpu, bare.cpu


def reading_again() -> dict[str, bool]:
    owner, by = Organisation.objects.get(slug="bjerke"), User.objects.get(username="bjerke-0")
    found = {}
    with undone():
        content, times = sheet(ROWS), list[Took]()
        with timed(times):
            plan = read_in(content, by, owner).plan
        first = times[0].cpu
        ark = filled_in(plan)
        for what, difference_of in (
            ("of Excel again", newer),
            ("of an arbeidsark", lambda plan: sent_back(plan, ark)),
        ):
            took, bare = timed_again(difference_of, plan, by)
            line = f"{connection.vendor}: {ROWS} rows {what}, a new status in each"
            times_first = f"{took:.0f} ms, × {took / first:.1f} of reading them in (1)"
            found[f"{line}: {times_first}, × {took / bare:.1f} of the bare insert"] = took <= first
    return found
