"""A sent row's cells in the plan's own columns: the words that stood there when it was sent."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from measures.models.measure import BULLET
from reporting.council.cells import Cell, Line, kind_of

USUAL = ("Nr", "Tiltak", "Ansvarlig", "Frist", "Status", "Risiko", "Merknader")
"""For a plan that does not say which columns its own table has."""
NEEDED = ("Status", "Risiko")
"""What was asked for stands in the table, also where the plan prints no column for it."""

type Row = Mapping[str, Any]


def headings_of(head: Mapping[str, Any]) -> list[str]:
    """The plan's own; with Status and Risiko where it prints none."""
    own = list(head.get("columns") or USUAL)
    printed = {kind_of(heading) for heading in own}
    return own + [heading for heading in NEEDED if heading not in printed]


def cells_of(row: Row, headings: Sequence[str]) -> list[Cell]:
    """A cell for each heading; one that nobody knows stands empty."""
    kinds = [kind_of(heading) for heading in headings]
    return [CELLS[kind](row, kinds) if kind in CELLS else [] for kind in kinds]


def number_of(row: Row) -> str:
    """The plan's own code, else the number that it was given."""
    return row["code"] or str(row["n"])


def name_of(row: Row) -> str:
    """As it stands before a colon."""
    return str(row["name"]).rstrip(".")


def _lines(text: str | None) -> list[Line]:
    return [Line(line) for line in (text or "").split("\n") if line.strip()]


def _promise(row: Row, kinds: Sequence[str]) -> Cell:
    """The title and the text; a code that has no column of its own stands before them."""
    if "Beskrivelse av tiltaket" in kinds:
        lines = _lines(row["title"] or row["name"])
    else:
        own_title = [] if row["title"] == row["text"] else _lines(row["title"])
        lines = [*own_title, *_text(row, kinds)]
    if not row["code"] or "Nr" in kinds or not lines:
        return lines
    if lines[0].is_bullet:
        return [Line(row["code"]), *lines]
    return [Line(f"{row['code']} {lines[0].text}"), *lines[1:]]


def _text(row: Row, kinds: Sequence[str]) -> Cell:
    """The text with its delpunkter where they stand in it; those that stand beside it come last."""
    items = {item["text"]: item for item in row["items"]}
    lines = []
    for line in row["text"].split("\n"):
        item = items.pop(line.removeprefix(BULLET).strip(), None)
        lines += [_bullet(item)] if item else _lines(line)
    return [*lines, *map(_bullet, items.values())]


def _bullet(item: Row) -> Line:
    done_on = item["done_on"]
    text = f"{item['text']} (gjort {done_on:%d.%m.%Y})" if done_on else item["text"]
    return Line(text, is_bullet=True)


def _status(row: Row, kinds: Sequence[str]) -> Cell:
    """The bydel's own words; the remark with them where the plan has no column for it."""
    status = row["status"]
    if status is None:
        return [Line("Ikke rapportert")]
    age = [Line(f"Sist rapportert {status['applies_on']:%d.%m.%Y}")] if row["is_gap"] else []
    remark = [] if "Merknader" in kinds else _lines(status["remark"])
    return [*_lines(status["words"] or status["label"]), *age, *remark]


def _risk(row: Row, kinds: Sequence[str]) -> Cell:
    return _lines(row["risk"] and (row["risk"]["words"] or row["risk"]["label"]))


CELLS: dict[str, Callable[[Row, Sequence[str]], Cell]] = {
    "Nr": lambda row, kinds: [Line(number_of(row))],
    "Mål": lambda row, kinds: _lines(row["goal_text"] or "\n".join(row["goals"])),
    "Innsatsområde": lambda row, kinds: _lines(row["topic"]),
    "Tiltak": _promise,
    "Beskrivelse av tiltaket": _text,
    "Ansvarlig": lambda row, kinds: _lines(row["responsible_words"]),
    "Frist": lambda row, kinds: _lines(row["deadline"] and row["deadline"]["words"]),
    "Status": _status,
    "Risiko": _risk,
    "Merknader": lambda row, kinds: _lines(row["status"] and row["status"]["remark"]),
}
