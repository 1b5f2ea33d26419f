"""A sent report as a workbook: forside, the plan's own table, avvik, endringer, ordliste."""

from collections.abc import Iterator

from reporting.council.cells import kind_of
from reporting.council.files import USUAL_WIDTH, WIDTHS
from reporting.files.downloads import workbook
from reporting.files.sheets import CellKind, Column, FactSheet, Sheet, TableSheet
from reporting.submission.files.cells import cells_of, headings_of, number_of
from reporting.submission.files.changes import ChangesSince
from reporting.submission.files.contents import (
    deviations_of,
    facts_of,
    figures_of,
    moment_of,
    title_of,
    words_of,
)
from reporting.submission.sent import SentReport

DEADLINES = (
    "«Med fristdato» er frister som er én bestemt dag å holde. Kolonnen Fristdato har også en dag "
    "der fristen er en periode, eller fra eller til en dag; de kan ikke være over frist."
)
NOTES = (
    "Filen er laget av det bydelen sendte, og er den samme hver gang den lastes ned.",
    "«Ikke rapportert» betyr at ingen har sagt noe. Det er ikke det samme som ikke startet.",
    "«Over frist» er regnet ut fra fristen og statusdatoen. Det er ikke en status.",
    DEADLINES,
)


def excel_file(report: SentReport, changes: ChangesSince) -> bytes:
    title = title_of(report)
    sheets = list(_sheets(report, changes))
    with workbook(sheets, title=title, made_at=moment_of(report)) as file:
        return file.read()


def _sheets(report: SentReport, changes: ChangesSince) -> Iterator[Sheet]:
    own_words = [("Bydelens oppsummering", report.head["comment"] or "–")]
    facts = [*facts_of(report), *own_words, *figures_of(report)]
    yield FactSheet("Forside", title_of(report), facts, NOTES)
    yield plan_table(report, "Tiltak")
    yield TableSheet(
        "Avvik",
        "Avvik",
        [Column("Nr", 8), Column("Tiltak", 50), Column("Avvik", 60), Column("Ansvarlig", 30)],
        (
            [number_of(each.row), each.row["name"], "\n".join(each.reasons),
             each.row["responsible_words"]]
            for each in deviations_of(report)
        ),
        empty_text="Ingen avvik",
    )  # fmt: skip
    yield TableSheet(
        changes.heading,
        "Endringer",
        [Column("Nr", 8), Column("Tiltak", 50), Column("Endring", 90)],
        [[each.number, each.name, "\n".join(each.sentences)] for each in changes.changes]
        or [[None, changes.nothing, None]],
    )
    yield TableSheet(
        "Ordliste",
        "Ordliste",
        [Column("Bydelens ord", 60), Column("Regnet som", 30)],
        words_of(report),
        empty_text="Ingen statusord",
    )


def plan_table(report: SentReport, name: str) -> TableSheet:
    """The rows in the plan's own columns, with the strategy that each stands under and, where the
    words tell of a day, the day itself."""
    headings = headings_of(report.head)
    kinds = [kind_of(heading) for heading in headings]
    own = (
        Column(h, WIDTHS.get(kind, USUAL_WIDTH)) for h, kind in zip(headings, kinds, strict=True)
    )
    has_strategies = any(strategy for strategy, _rows in report.groups)
    columns = [
        *([Column("Strategi", 19)] if has_strategies else []),
        *own,
        Column("Regnet som", 12),
        Column("Status per", 10, CellKind.DATE),
        Column("Fristdato", 10, CellKind.DATE),
        Column("Over frist", 7, CellKind.YESNO),
    ]
    rows = (
        [
            *([row["strategy"]] if has_strategies else []),
            *("\n".join(str(line) for line in cell) for cell in cells_of(row, headings)),
            row["status"] and row["status"]["label"],
            row["status"] and row["status"]["applies_on"],
            row["deadline"] and row["deadline"]["due_on"],
            row["over_frist"],
        ]
        for row in report.rows
    )
    return TableSheet(name, name, columns, rows, empty_text="Ingen tiltak")
