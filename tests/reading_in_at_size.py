"""3,600 rows of Excel, read in and held against what is there; and the least that writes them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

import openpyxl
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from measures.importing.difference.compare import Incoming, compare
from measures.importing.difference.parts import said_in
from measures.importing.difference.standing import read_standing
from measures.importing.readers.any_kind import read_document
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.saving.take_in import NewPlan, ReadBy, TakenIn, take_in
from measures.importing.tables.guessing import guess_layout
from measures.models import (
    Act,
    Assignment,
    Deadline,
    Edit,
    Item,
    Measure,
    MeasureSource,
    Responsible,
    Risk,
    Status,
)
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Organisation, User
from tests.measures.importing.plan_in_word import plan_in_word
from tests.measuring import in_turns, memory_until_now

ROWS = 3600
HEADINGS = ("Nr", "Mål", "Strategi", "Tiltak", "Ansvarlig", "Frist", "Status", "Risiko", "Merknad")
TABLES: tuple[Any, ...] = (
    *(Plan, Goal, Strategy, Responsible, Act),
    *(Measure, Measure.goals.through, Item, Assignment, MeasureSource),
    *(Deadline, Status, Risk, Edit),
)
"""All that a reading writes in, in the order of their keys."""
TODAY, PER = date(2026, 11, 23), date(2026, 8, 31)


def sheet(rows: int, *, status: str = "Påbegynt") -> bytes:
    book, file = openpyxl.Workbook(write_only=True), BytesIO()
    tab = book.create_sheet("Tiltak")
    tab.append(HEADINGS)
    for n in range(rows):
        text = f"Tilby grupper for ungdom nummer {n}\n• Kveldsåpent\n• Mat {n}"
        where = f"{n // 60 + 1}.{n % 60 + 1}", f"Færre ruser seg {n // 600}", f"Tidlig {n // 1200}"
        tab.append([*where, text, f"Enhet {n % 40}", "31.12.2027", status, "Middels", "I rute"])
    book.save(file)
    return file.getvalue()


def in_word(rows: int) -> bytes:
    facts = "31.12.2027", "Påbegynt", "Middels", "I rute"
    return plan_in_word(
        [
            [f"{n}", f"Færre ruser seg {n // 20}", "", f"Tilby gruppe {n}", "NAV", *facts]
            for n in range(1, rows + 1)
        ],
        HEADINGS,
    )


def read_in(content: bytes, by: User, owner: Organisation, name: str = "Plan.xlsx") -> TakenIn:
    """File to plan, with its history, and then held against what is there: nothing differs."""
    document = read_document(BytesIO(content), name)
    rows = read_rows(document, guess_layout(document), words=Words.of(owner))
    new = NewPlan(owner, "Plan", date(2025, 1, 1), date(2028, 12, 31))
    done = take_in(rows, new, ReadBy(name, by, TODAY, PER))
    incoming = [Incoming(n, row, said_in(row), as_read=row) for n, row in enumerate(rows)]
    found = compare(incoming, read_standing(Measure.objects.filter(plan=done.plan)), per=PER)
    assert (done.measures, len(found.unchanged)) == (len(rows), len(rows))
    return done


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows_written(before: Mapping[Any, set[int]]) -> dict[Any, list[dict[str, Any]]]:
    """All rows that were not there before."""
    return {
        kind: [row for row in kind._base_manager.values() if row["id"] not in before[kind]]
        for kind in TABLES
    }


def rows_there() -> dict[Any, set[int]]:
    return {kind: set(kind._base_manager.values_list("pk", flat=True)) for kind in TABLES}


def write_bare(written: Mapping[Any, list[dict[str, Any]]]) -> None:
    """The least that writes these rows."""
    for kind, rows in written.items():
        kind._base_manager.bulk_create([kind(**row) for row in rows], batch_size=200)


def and_undo(act: Callable[[], object]) -> None:
    with undone():
        act()


def timed_reading() -> tuple[float, float, int, int]:
    """ms of CPU, of the least that writes the same rows, queries, and rows written."""
    owner, by = Organisation.objects.get(slug="bjerke"), User.objects.get(username="bjerke-0")
    content, before = sheet(ROWS), rows_there()
    reading = partial(read_in, content, by, owner)
    with undone():
        with CaptureQueriesContext(connection) as asked:  # to note each takes time of its own
            reading()
        written = rows_written(before)
    acts = [partial(and_undo, reading), partial(and_undo, partial(write_bare, written))]
    took, bare = in_turns(acts, 3)
    return took.cpu, bare.cpu, len(asked), sum(map(len, written.values()))


def memory_of_reading(rows: int) -> float:
    """MB more than for 60 rows, of a process that reads these in and does nothing else."""
    owner, by = Organisation.objects.get(slug="bjerke"), User.objects.get(username="bjerke-0")
    peaks = []
    for size in (60, rows):
        with undone():
            read_in(sheet(size), by, owner)
        peaks.append(memory_until_now())
    return peaks[1] - peaks[0]


def timed_word_plan() -> float:
    """ms of CPU from the file of a plan of 60 rows to its history."""
    owner, by = Organisation.objects.get(slug="bjerke"), User.objects.get(username="bjerke-0")
    reading = partial(read_in, in_word(60), by, owner, "Plan.docx")
    return in_turns([partial(and_undo, reading)], 1)[0].cpu


def reading_in(memory: float) -> dict[str, bool]:
    """A line for each budget of issue 14, «Speed», and whether it is held."""
    took, bare, queries, written = timed_reading()
    of_word = timed_word_plan()
    most = 50 + written // 200
    rows = f"{connection.vendor}: {ROWS} rows of Excel read in, {written} rows written"
    return {
        f"{rows}: {took:.0f} ms, × {took / bare:.1f} of the bare insert (3)": took <= 3 * bare,
        f"{rows}: {queries} queries ({most})": queries <= most,
        f"{rows}: {memory:.0f} MB more (64)": memory <= 64,
        f"{connection.vendor}: 60 rows of Word read in {of_word:.0f} ms (2000)": of_word <= 2000,
    }
