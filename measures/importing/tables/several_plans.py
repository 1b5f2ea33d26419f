"""Whether a document holds several plans: it is said, and a person chooses which is read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from measures.importing.document import Document, DocumentKind, Row, Table
from measures.importing.tables.layout import Layout, Meaning, Part, WhyLeftOut
from measures.importing.tables.sections import titles_over
from measures.importing.tables.titles import is_title, period_in
from ruspolitikk.wording import fold

_ONLY_YEARS = re.compile(r"\W*(?:20\d\d)\W+(?:20\d\d)\W*")
_BEGINS_A_TITLE = re.compile(
    r"(?:(?:vedlegg|del) ?[\divx]*[:.–-]? )?(?:\d+(?:\.\d+)*\.? )?(?:bydel [^\d]{3,25}[:,–-]? )?"
    r"(?:(?:forslag|utkast) til |gjeldende |ny |revidert |forrige )?"
    r"(?:(?:lokal|kommunal|ruspolitisk|rusmiddelpolitisk|alkoholpolitisk) )*"
    r"(?:rus)?(?:handlings|tiltaks)?plan(?: |$)"
)
_TELLS = re.compile(
    r"\b(?:er|ble|blir|var|skal|har|vil|gjelder|utgår|se|jf|som|dette|denne|videreføre\w*"
    r"|erstatte\w*|avløse\w*|evaluere\w*|omtale\w*|ligge\w*)\b"
)
"""What a line says that is about a plan and is no title: «Handlingsplan 2021–2024 er evaluert»."""


@dataclass(slots=True)
class PlanInDocument:
    """A plan, as its heading names it; `parts` are places in the layout's parts. `first_code` is
    the number that its measures begin with."""

    title: str
    period: tuple[int, int] | None
    first_code: str
    parts: list[int]


def plans_in(document: Document, layout: Layout) -> list[PlanInDocument]:
    """The plans of the parts that are measures, in order; one or none where nothing parts them.

    Another plan begins under a heading that names one with other years, or that names another one
    where the measures' numbers start again.
    """
    plans: list[PlanInDocument] = []
    for n, part in enumerate(layout.parts):
        if part.why_left_out not in {None, WhyLeftOut.OTHER_PLAN}:
            continue
        table = document.tables[part.table]
        title, code = _title_of(_headings_of(document, table, part)), _first_code(table, part)
        standing = plans[-1] if plans else None
        if standing is None:
            plans.append(PlanInDocument(title, period_in(title), code, [n]))
        elif (again := _known(plans, title)) is not None:
            again.parts.append(n)
        elif _is_another(standing, title, code):
            plans.append(PlanInDocument(title, period_in(title), code, [n]))
        else:
            standing.parts.append(n)
            standing.title = standing.title or title
            standing.period = standing.period or period_in(title)
    return plans


def names_another_plan(table: Table, place: int, before: int) -> bool:
    """Whether the rows above a heading name a plan with other years than those above the last."""
    above, standing = (
        [cell.text for row in rows for cell in row.own_cells if is_title(cell.text)]
        for rows in (_titles(table, place), _titles(table, before))
    )
    periods = {period for title in above if (period := period_in(title))}
    return bool(periods - {period_in(title) for title in standing})


def _titles(table: Table, heading: int) -> list[Row]:
    return [table.rows[place] for place in titles_over(table, heading) if place < heading]


def in_words(plans: Sequence[PlanInDocument]) -> str:
    named = ", ".join(f"«{one.title or 'uten overskrift'}»" for one in plans)
    return f"Dokumentet ser ut til å ha {len(plans)} planer: {named}."


def chosen_plan(document: Document, layout: Layout) -> PlanInDocument | None:
    """The only one that is read, of several."""
    plans = plans_in(document, layout)
    read = [one for one in plans if any(layout.parts[n].why_left_out is None for n in one.parts)]
    return read[0] if len(read) == 1 < len(plans) else None


def _headings_of(document: Document, table: Table, part: Part) -> list[str]:
    """What stands over a part, outermost first: the sheet's name, headings, rows above its own."""
    first = part.headings[0] if part.headings else part.first
    rows = [table.rows[place] for place in titles_over(table, first) if place < first]
    on_top = [cell.text for row in rows for cell in row.own_cells if cell.text.strip()]
    sheet = [table.name] if document.kind is DocumentKind.EXCEL else []
    plain = _plain_title(table)
    return [" ".join(line.split()) for line in (*sheet, *table.above, *plain, *on_top)]


def _plain_title(table: Table) -> list[str]:
    """The line that names a plan with its years and is no heading, among those since the table
    before, or since the last heading that names one. Lines that name several name none: they are a
    list of plans."""
    lines = list(table.between)
    named = [n for n, line in enumerate(lines) if line in table.above and is_title(line)]
    lines = lines[named[-1] + 1 :] if named else lines
    found = [
        f"{line} {after}" if _ONLY_YEARS.fullmatch(after) else line
        for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False)
        if not before.endswith(":") and _stands_as_title(line)
    ]
    dated = [line for line in found if period_in(line)]
    return dated[-1:] if len({period_in(line) for line in dated}) == 1 else []


def _stands_as_title(line: str) -> bool:
    words = fold(line)
    return is_title(line) and bool(_BEGINS_A_TITLE.match(words)) and not _TELLS.search(words)


def _title_of(headings: Sequence[str]) -> str:
    """The innermost heading that names a plan, one with years before one without; the part of a
    plan's years («Tiltaksplan 2025–2026») names no plan of its own."""
    named = [line for line in headings if is_title(line) or _ONLY_YEARS.fullmatch(line)]
    title = ""
    for line in [one for one in named if period_in(one)] or named:
        inner, outer = period_in(line), period_in(title)
        if not (inner and outer and outer[0] <= inner[0] and inner[1] <= outer[1]):
            title = line
    return title


def _known(plans: Sequence[PlanInDocument], title: str) -> PlanInDocument | None:
    return next((one for one in plans if title and fold(one.title) == fold(title)), None)


def _is_another(standing: PlanInDocument, title: str, code: str) -> bool:
    if not title or not standing.title:
        return False
    period = period_in(title)
    if period and standing.period:
        is_within = standing.period[0] <= period[0] and period[1] <= standing.period[1]
        return not is_within
    return bool(code) and code == standing.first_code


def _first_code(table: Table, part: Part) -> str:
    places = part.places(Meaning.NUMBER, Meaning.CODE)
    for row in table.rows[part.first : part.last + 1]:
        for place in places:
            if place < len(row.cells) and row.cells[place].text.strip():
                return row.cells[place].text.strip()
    return ""
