"""The five real plans, written as Word and Excel by script from the fixtures, to be read back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from openpyxl import Workbook

from tests.source import HOUSE

PLANS = (
    "ostensjo-2020",
    "st-hanshaugen-2020",
    "grorud-2023",
    "ostensjo-2010",
    "nordstrand-2021",
)
HEADINGS = {
    "ostensjo-2020": (
        "Mål", "Tiltaksbeskrivelse", "Ansvarlig", "Frist", "Status", "Risiko for gjennomføring"
    ),
    "st-hanshaugen-2020": ("Nr", "Tiltak"),
    "grorud-2023": ("Mål", "Tiltak", "Ansvarlig", "Frist", "Status", "Risiko"),
    "ostensjo-2010": ("Tiltak", "Beskrivelse av tiltaket", "Frist", "Status", "Merknader"),
    "nordstrand-2021": ("MÅL", "TILTAK", "ANSVARLIG", "STATUS"),
}  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """A measure as its plan prints it, from the fixture."""

    strategy: str
    goal: str
    topic: str
    code: str
    title: str
    text: str
    items: tuple[str, ...]
    responsible: str
    deadline: str
    kind: str
    due_on: str | None
    due_on_before: str | None
    status: str
    code_of_status: str | None
    risk: str
    remark: str


def printed(name: str) -> list[Printed]:
    """The measures of a fixture, in order."""
    rows = json.loads((HOUSE / "fixtures" / f"{name}.json").read_text(encoding="utf-8"))
    of: dict[str, dict[Any, list[dict[str, Any]]]] = {}
    for row in rows:
        key = tuple(row["fields"].get("measure") or ())
        of.setdefault(row["model"], {}).setdefault(key, []).append(row["fields"])
    return [_printed(fields, of) for fields in of["measures.measure"][()]]


def _printed(fields: dict[str, Any], of: Any) -> Printed:
    key = (fields["plan"][0], fields["n"])
    deadlines = of.get("measures.deadline", {}).get(key, [])
    status: dict[str, Any] = next(iter(of.get("measures.status", {}).get(key, [])), {})
    risk: dict[str, Any] = next(iter(of.get("measures.risk", {}).get(key, [])), {})
    items = of.get("measures.item", {}).get(key, [])
    return Printed(
        strategy=next(
            (
                each["text"]
                for each in of.get("plans.strategy", {}).get((), [])
                if [each["plan"][0], each["number"]] == fields.get("strategy")
            ),
            "",
        ),
        goal=fields.get("goal_text", ""),
        topic=fields.get("topic", ""),
        code=fields.get("code", ""),
        title=fields.get("title", ""),
        text=fields["text"],
        items=tuple(item["text"] for item in items),
        responsible=fields.get("responsible_text", ""),
        deadline=deadlines[0]["words"] if deadlines else "",
        kind=deadlines[-1]["kind"] if deadlines else "none",
        due_on=deadlines[-1].get("due_on") if deadlines else None,
        due_on_before=deadlines[0].get("due_on") if len(deadlines) > 1 else None,
        status=status.get("words", ""),
        code_of_status=status.get("code"),
        risk=risk.get("words", ""),
        remark=status.get("remark", ""),
    )


def cells(name: str, each: Printed) -> list[str]:
    goal = f"{each.topic}\n{each.goal}" if each.topic else each.goal
    when = [each.deadline, each.status]
    match name:
        case "st-hanshaugen-2020":
            return [each.code, each.text]
        case "ostensjo-2010":
            return [f"{each.code} {each.title}", each.text, *when, each.remark]
        case "nordstrand-2021":
            return [goal, each.text, each.responsible, each.status]
        case _:
            return [goal, each.text, each.responsible, *when, each.risk]


def groups(name: str) -> Iterator[tuple[str, list[Printed]]]:
    """The plan's own tables: what stands over each, and its measures."""
    rows = printed(name)
    if name == "ostensjo-2010":
        yield "", rows
        return
    made: dict[str, list[Printed]] = {}
    for each in rows:
        over = (each.goal, each.topic) if name == "st-hanshaugen-2020" else each.strategy
        made.setdefault(str(over), []).append(each)
    for measures in made.values():
        first = measures[0]
        if name == "st-hanshaugen-2020":
            yield f"MÅL: {first.goal}" + (f"\n{first.topic}" if first.topic else ""), measures
        else:
            yield first.strategy, measures


def as_word(name: str) -> BytesIO:
    file = docx.Document()
    file.add_heading("Ruspolitisk handlingsplan", 0)
    for over, measures in groups(name):
        for level, line in enumerate(filter(None, over.split("\n")), start=1):
            file.add_heading(line, level)
        table = file.add_table(rows=1, cols=len(HEADINGS[name]))
        for cell, heading in zip(table.rows[0].cells, HEADINGS[name], strict=True):
            cell.text = heading
        for each in measures:
            for cell, words in zip(table.add_row().cells, cells(name, each), strict=True):
                _write(cell, words)
        file.add_paragraph()
    return _kept(file)


def _write(cell: Any, words: str) -> None:
    """Lines as paragraphs, bullets as Word's own."""
    for n, line in enumerate(words.split("\n")):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.add_run(line.removeprefix("- "))
        if line.startswith("- "):
            paragraph.style = "List Bullet"


def as_excel(name: str) -> BytesIO:
    book = Workbook()
    sheet = book.active
    sheet.title = "Tiltak"
    for over, measures in groups(name):
        for line in filter(None, over.split("\n")):
            sheet.append([line])
        sheet.append(list(HEADINGS[name]))
        for each in measures:
            sheet.append(cells(name, each))
        sheet.append([])
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    return _kept(book)


def _kept(file: Any) -> BytesIO:
    content = BytesIO()
    file.save(content)
    content.seek(0)
    return content
