"""What sending in and its files cost: issue 15, «Speed». Called by the budgets at each size."""

from datetime import date, timedelta
from functools import partial
from io import BytesIO
from itertools import count
from multiprocessing import get_context
from typing import NamedTuple

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from measures.models import Measure
from reporting.closing.acts import close
from reporting.files.pdf import NoPdfError, pdf_file
from reporting.models import CityFile, Round, Submission
from reporting.submission.city.excel import tables_file
from reporting.submission.city.making import store_city_files
from reporting.submission.city.report import city_report
from reporting.submission.files.changes import changes_since
from reporting.submission.files.contents import moment_of
from reporting.submission.files.word import blocks_of, word_file
from reporting.submission.freezing import send
from reporting.submission.sent import SentReport
from ruspolitikk.accounts.models import Organisation, User
from tests.bare_excel import cells_of, write_bare
from tests.measuring import Took, in_a_new_process, in_turns, memory_until_now, middle, timed

A_PLAN = 60
BEFORE, CUT_OFF = date(2026, 9, 30), date(2026, 10, 30)


class FilesAtSize(NamedTuple):
    """Of 15 bydeler with so many rows each; times in ms of CPU, those of a save by the clock on the
    wall, since it waits for others. `word` and `pdf` are of one plan, None
    where it is larger than plans are; `pdf` also where there is no Pango."""

    rows: int
    queries: int
    workbook: float
    bare: float
    memory: float
    word: float | None
    pdf: float | None
    save: float
    save_meanwhile: float
    longest_meanwhile: float


def files_at_size() -> FilesAtSize:
    """Measured in the database in use, which has two closed rounds more afterwards."""
    _sent_and_closed("Runden før", BEFORE)
    one, queries = _sent_and_closed("Målt", CUT_OFF)
    submission = Submission.objects.filter(round=one).select_related("round", "bydel").first()
    assert submission
    rows = submission.rows.count()
    word, pdf = _document(submission) if rows <= A_PLAN else (None, None)
    memory = in_a_new_process(_memory_of_tables, one.pk)
    workbook, bare = _workbook(one)
    return FilesAtSize(rows, queries, workbook, bare, memory, word, pdf, *_saves(one))


def _sent_and_closed(name: str, cut_off: date) -> tuple[Round, int]:
    """All bydeler have sent; how many queries the last of them took."""
    due, after = cut_off + timedelta(days=10), cut_off + timedelta(days=12)
    one = Round.objects.create(name=name, cut_off=cut_off, due_on=due)
    queries = 0
    for bydel in Organisation.objects.bydeler():
        by = User.objects.get(username=f"{bydel.slug}-0")
        by.held_roles  # noqa: B018  # asked for once, as the page has done before it sends
        with CaptureQueriesContext(connection) as asked:
            send(one, bydel, by=by, comment="Vi mangler lokaler.", today=after)
        queries = len(asked)
    close(one, by=User.objects.get(username="systemeier"), today=after)
    return Round.objects.get(pk=one.pk), queries


def _document(submission: Submission) -> tuple[float, float | None]:
    """The Word file and the PDF of one bydel, the second time: the first looks for fonts."""
    report = SentReport.of(submission)
    changes = changes_since(None, report)

    def pdf() -> None:
        pdf_file(
            "Målt",
            blocks_of(report, changes),
            footer="",
            now=moment_of(report),
            identifier="målt",
        )

    (word,) = in_turns([partial(word_file, report, changes)], 1)
    try:
        return word.cpu, in_turns([pdf], 1)[0].cpu
    except NoPdfError:
        return word.cpu, None


def _workbook(one: Round) -> tuple[float, float]:
    """Ours from the frozen rows, and the same cells alone."""
    cells = cells_of(tables_file(city_report(one, 1)))
    acts = [lambda: tables_file(city_report(one, 1)), lambda: write_bare(cells, BytesIO())]
    ours, bare = in_turns(acts, 2)
    return ours.cpu, bare.cpu


def _memory_of_tables(pk: int) -> float:
    """MB at the most, of a process that makes the city's workbook and does nothing else."""
    tables_file(city_report(Round.objects.get(pk=pk), 1))
    return memory_until_now()


def _make_city_files(pk: int) -> None:
    store_city_files(Round.objects.get(pk=pk))


def _saves(one: Round) -> tuple[float, float, float]:
    """How long a status takes to save: usually, and while the city's files are made and stored, the
    middle and the longest."""
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="grorud-0"))
    versions = count(measure.report_version)
    report = {"status": "in_progress", "remark": "I rute.", "applies_on": f"{localdate():%d.%m.%Y}"}

    def save(times: list[Took]) -> None:
        sent = {**report, "version": next(versions)}
        with timed(times):
            answer = client.post(f"/tiltak/{measure.pk}/rad/", sent, headers={"HX-Request": "true"})
        assert answer.status_code == 200, answer.content

    usual: list[Took] = []
    meanwhile: list[Took] = []
    for _run in range(21):
        save(usual)
    connections.close_all()
    maker = get_context("fork").Process(target=_make_city_files, args=[one.pk])
    maker.start()
    while maker.is_alive():
        save(meanwhile)
    maker.join()
    assert CityFile.objects.filter(round=one).count() == len(CityFile.Kind)
    longest = max(one.wall for one in meanwhile)
    return middle(usual[1:]).wall, middle(meanwhile).wall, longest


def files_held(at: dict[str, FilesAtSize]) -> dict[str, bool]:
    """A line for each budget, and whether it is held; the sizes grow."""
    vendor, sizes = connection.vendor, list(at.values())
    small, large = sizes[0], sizes[-1]
    more = large.memory - small.memory
    most = small.queries + (large.rows - small.rows + 99) // 100
    lines = {
        f"{vendor}: {large.rows} rows frozen in {large.queries} queries, {small.rows} in "
        f"{small.queries} (one more for each 100)": large.queries <= most,
        f"{vendor}: the city's workbook of 15 × {large.rows} rows: {more:.0f} MB more than of "
        f"{small.rows} (64)": more <= 64,
    }
    for each in sizes:
        times = each.workbook / each.bare
        slower = each.save_meanwhile / each.save
        rows = f"{vendor}: 15 × {each.rows} rows"
        lines |= {
            f"{rows}: the city's workbook in {each.workbook:.0f} ms, × {times:.2f} of the bare "
            "loop (1.5)": times <= 1.5,
            f"{rows}: a status saved in {each.save:.0f} ms, while the files are made in "
            f"{each.save_meanwhile:.0f} (×5), the longest {each.longest_meanwhile:.0f} ms": (
                slower <= 5
            ),
        }
    for kind, took, most_ms in (("Word", small.word, 2000), ("PDF", small.pdf, 4000)):
        told = "none here" if took is None else f"{took:.0f} ms"
        lines[f"{vendor}: {kind} of {small.rows} rows in {told} ({most_ms})"] = (
            took is None or took <= most_ms
        )
    return lines
