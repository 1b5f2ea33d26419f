"""The city's tables of a round, as a workbook."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from measures.vocabulary import DISPLAY_ORDER, UNMAPPED
from reporting.files.downloads import workbook
from reporting.files.sheets import (
    CellKind,
    ChartSpec,
    Column,
    FactSheet,
    MatrixSheet,
    Sheet,
    TableSheet,
)
from reporting.kinds_of_change import What
from reporting.submission.city.answers import answers_sheet
from reporting.submission.city.report import BydelReport, CityReport, WithoutPlan
from reporting.submission.files.cells import number_of
from reporting.submission.files.contents import (
    NOTHING,
    deviations_of,
    is_high_risk,
    of_assessed,
    of_dated,
    period_of,
    words_of,
)
from reporting.submission.files.excel import DEADLINES, plan_table
from reporting.submission.files.picture import (
    COLOURS,
    NOT_REPORTED,
    NOT_REPORTED_COLOUR,
    STEPS,
)
from ruspolitikk.wording import fold, listed

YES = "Ja"
NOTES = (
    "Filen er laget av det bydelene har sendt, og er den samme hver gang den lastes ned.",
    "Bydeler som ikke har sendt, står som på statusdatoen, merket «ikke sendt».",
    "«–» betyr at det ikke er noe å telle, eller at bydelen ikke har sendt. Det er ikke 0.",
    "«Over frist» er regnet ut fra fristen og statusdatoen. Det er ikke en status.",
    "Et tiltak som er utgått, svarer ikke på byens plan.",
    DEADLINES,
)


def title_of(city: CityReport) -> str:
    return f"Ruspolitiske tiltak i bydelene, {city.name}"


def tables_file(city: CityReport) -> bytes:
    sheets = list(_sheets(city))
    with workbook(sheets, title=title_of(city), made_at=city.moment) as file:
        return file.read()


def _sheets(city: CityReport) -> Iterator[Sheet]:
    yield FactSheet("Forside", title_of(city), list(_facts(city)), NOTES)
    yield _matrix(city)
    yield _strategies(city)
    yield answers_sheet(city)
    for each in city.bydeler:
        yield plan_table(each.report, each.name if each.is_sent else f"{each.name} (ikke sendt)")
    yield _deviations(city)
    yield _changes(city)
    yield _words(city)


def facts_of_city(city: CityReport) -> Iterator[tuple[str, object]]:
    """What the file is: of which round, by whom, when, and the rows' checksum."""
    head = city.head
    yield "Runde", f"{city.name} ({period_of(head).days})"
    yield "Status per", head["cut_off"]
    yield "Frist", head["due_on"] or NOTHING
    yield "Laget", city.moment
    yield "Laget av", "Oslo kommune, av det bydelene har sendt"
    yield "Rapport nummer", city.number
    yield "Kontrollsum for det bydelene rapporterte (SHA-256)", city.sha256


def _facts(city: CityReport) -> Iterator[tuple[str, object]]:
    rate = city.rate
    yield from facts_of_city(city)
    yield "Sendt inn", city.how_many_sent
    if city.missing:
        yield "Mangler", listed([each.name for each in city.missing])
    if city.without_plan:
        yield "Uten plan som gjaldt", listed([each.name for each in city.without_plan])
    yield f"Rapportert for {city.name}", f"{rate.reported} av {rate.base} tiltak ({rate.percent})"
    yield "Sist rapportert tidligere", f"{rate.older} av {rate.base} tiltak ({rate.older_percent})"
    yield "Aldri rapportert", f"{rate.never} av {rate.base} tiltak ({rate.never_percent})"
    if city.not_sent:
        yield "Ikke sendt inn", city.not_sent
    if rate.beside:
        yield "Utenfor runden", rate.beside
    yield "Over frist", of_dated(city.total("overdue"), city.total("dated"))
    yield "Høy risiko", of_assessed(city.total("high_risk"), city.total("assessed"))
    if city.counted_of_all:
        yield "Regnet av", city.counted_of_all


def _matrix_columns() -> list[Column]:
    number, share = CellKind.NUMBER, CellKind.SHARE
    return [
        Column("Bydel", 22),
        Column("Sendt", 11, CellKind.DATE),
        Column("Versjon", 8, number),
        Column("Tiltak", 8, number),
        Column("Med i runden", 8, number),
        Column("Rapportert", 11, number),
        Column("Andel", 8, share),
        Column("Eldre", 8, number),
        Column("Aldri", 8, number),
        *(Column(label, 10, number, colour=COLOURS[name]) for name, label in STEPS),
        Column(NOT_REPORTED, 11, number, colour=NOT_REPORTED_COLOUR),
        Column("Over frist", 8, number),
        Column("Med fristdato", 9, number),
        Column("Høy risiko", 8, number),
        Column("Kommet lenger", 9, number),
        Column("Gått tilbake", 9, number),
    ]


def _matrix(city: CityReport) -> MatrixSheet:
    columns = _matrix_columns()
    rate = city.rate
    total = [
        "Hele byen",
        f"{len(city.sent)} av {len(city.all)}",
        NOTHING,
        city.total("total"),
        rate.base,
        rate.reported,
        NOTHING if rate.share is None else rate.share,
        rate.older,
        rate.never,
        *(city.stages[name] for name, _label in STEPS),
        rate.not_reported,
        *(city.total(figure) for figure in ("overdue", "dated", "high_risk")),
        city.moves[What.ON],
        city.moves[What.BACK],
    ]
    rows = [_row(each, len(columns)) for each in city.all]
    return MatrixSheet(
        "Samlet matrise",
        f"Samlet matrise, {city.name}. Stegene gjelder tiltak som er rapportert for runden. Over "
        "frist og høy risiko gjelder alle tiltak i planene.",
        columns,
        rows,
        total=[
            value if any(row[place] != NOTHING for row in rows) else NOTHING
            for place, value in enumerate(total)
        ],
        chart=ChartSpec("Hvor langt tiltakene er kommet", "Bydel", "Andel av runden", percent=True),
    )


def _row(each: BydelReport | WithoutPlan, width: int) -> list[object]:
    if isinstance(each, WithoutPlan):
        return [each.name, "Ingen plan", *[NOTHING] * (width - 2)]
    counts, submission = each.counts, each.report.submission
    rate = counts.rate
    # Steps of what was never sent are no answer to the round, though some was reported.
    steps = [each.stages[name] if each.is_sent else NOTHING for name, _label in STEPS]
    has_moves = each.is_sent and each.changes.since is not None
    return [
        each.name,
        submission.recorded_at if each.is_sent else "Ikke sendt",
        submission.version if each.is_sent else NOTHING,
        counts.total,
        rate.base,
        rate.reported,
        NOTHING if rate.share is None else rate.share,
        rate.older,
        rate.never,
        *steps,
        rate.not_reported,
        counts.overdue if counts.dated else NOTHING,
        counts.dated,
        counts.high_risk if counts.assessed else NOTHING,
        each.moves[What.ON] if has_moves else NOTHING,
        each.moves[What.BACK] if has_moves else NOTHING,
    ]


def _strategies(city: CityReport) -> MatrixSheet:
    """The strategies in the plans' own words; those that are worded alike are one."""
    rows = [row for each in city.bydeler for row in each.report.rows]
    labels = {row["status"]["code"]: row["status"]["label"] for row in rows if row["status"]}
    codes = [code for code in (*map(str, DISPLAY_ORDER), UNMAPPED) if code in labels]
    words: dict[str, str] = {}
    counted: dict[str, Counter[str | None]] = {}
    for row in rows:
        key = fold(row["strategy"] or "")
        words.setdefault(key, row["strategy"] or "Uten strategi")
        counted.setdefault(key, Counter())[row["status"] and row["status"]["code"]] += 1
    whole = sum(counted.values(), Counter[str | None]())
    number = CellKind.NUMBER
    return MatrixSheet(
        "Strategi og status",
        f"Strategi og status, {city.name}. Alle tiltak i planene, med den siste statusen de hadde "
        f"{city.head['cut_off']:%d.%m.%Y}, også der den er rapportert tidligere.",
        [
            Column("Strategi", 60),
            Column("Tiltak", 9, number),
            *(Column(labels[code], 12, number) for code in codes),
            Column("Aldri rapportert", 12, number),
        ],
        [
            [words[key], own.total(), *(own[code] for code in codes), own[None]]
            for key, own in sorted(counted.items(), key=lambda pair: (pair[0] == "", pair[0]))
        ],
        total=["Hele byen", whole.total(), *(whole[code] for code in codes), whole[None]],
    )


def _deviations(city: CityReport) -> TableSheet:
    """Each kind of deviation in a column of its own, so that one is filtered at a time."""
    return TableSheet(
        "Avvik",
        "Avvik",
        [
            Column("Bydel", 20),
            Column("Nr", 8),
            Column("Tiltak", 50),
            Column("Ansvarlig", 30),
            Column("Høy risiko", 12),
            Column("Ikke rapportert", 12),
            # Days stand to the right in their cells: words after them would touch them.
            Column("Over frist", 12, CellKind.DATE),
            Column("Sist rapportert", 14, CellKind.DATE),
        ],
        (
            _deviation(each, found.row)
            for each in city.bydeler
            for found in deviations_of(each.report)
        ),
        empty_text="Ingen avvik",
    )


def _deviation(each: BydelReport, row: dict[str, Any]) -> list[object]:
    status = row["status"]
    return [
        each.name,
        number_of(row),
        row["name"],
        row["responsible_words"],
        YES if is_high_risk(row) else None,
        YES if row["is_gap"] else None,
        (row["deadline"]["due_on"] or YES) if row["over_frist"] else None,
        status["applies_on"] if status else "Aldri",
    ]


def _changes(city: CityReport) -> TableSheet:
    return TableSheet(
        "Endringer",
        "Endringer",
        [
            Column("Bydel", 20),
            Column("Siden", 16),
            Column("Nr", 8),
            Column("Tiltak", 50),
            Column("Endring", 60),
        ],
        [row for each in city.bydeler for row in _changes_of(each)],
        empty_text="Ingen endringer",
    )


def _changes_of(each: BydelReport) -> Iterator[list[object]]:
    """Silence has a row of its own; it is not the same as no change."""
    if not each.is_sent:
        yield [each.name, NOTHING, None, None, f"–, {each.silent_since}"]
    elif each.changes.nothing:
        yield [each.name, each.changes.since or NOTHING, None, None, each.changes.nothing]
    for change in each.changes.changes if each.is_sent else ():
        name, sentences = change.name, "\n".join(change.sentences)
        yield [each.name, each.changes.since, change.number, name, sentences]


def _words(city: CityReport) -> TableSheet:
    return TableSheet(
        "Ordliste",
        "Ordliste",
        [Column("Bydel", 20), Column("Bydelens ord", 60), Column("Regnet som", 30)],
        ([each.name, *pair] for each in city.bydeler for pair in words_of(each.report)),
        empty_text="Ingen statusord",
    )
