"""The city's measures, and in each bydel which of its own answer them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from textwrap import shorten
from typing import Any

from reporting.files.sheets import CellKind, Column, TableSheet
from reporting.submission.city.report import BydelReport, CityReport, answered_by
from reporting.submission.files.cells import name_of, number_of
from reporting.submission.files.contents import NOTHING

USUAL, WITH_NAMES = 12, 30
BEGINNING = 50
"""Letters of a name that tell measures of the same code apart, with «…» where there are more."""


def answers_sheet(city: CityReport) -> TableSheet:
    """The city's own text beside its code where it was kept, which older reports have not."""
    answers: dict[str, dict[str, list[str]]] = {}
    texts: dict[str, str] = {}
    for each in city.bydeler:
        head, told_apart = each.report.head, _told_apart(each)
        labels = head.get("city_measures", ())
        texts |= zip(labels, head.get("city_texts", ()), strict=False)
        for label in labels:
            answers.setdefault(label, {})
        for row in each.report.rows:
            for label in answered_by(row):
                own = answers.setdefault(label, {}).setdefault(each.name, [])
                own.append(told_apart[row["measure_pk"]])
    names = [each.name for each in city.bydeler]
    has_names = {name for own in answers.values() for name, of in own.items() if _are_named(of)}
    return TableSheet(
        "Svar på byens plan",
        "Svar",
        [
            Column("Byens tiltak", 24),
            *([Column("Byens tekst", 60)] if texts else []),
            Column("Bydeler som svarer", 11, CellKind.NUMBER),
            *(Column(name, WITH_NAMES if name in has_names else USUAL) for name in names),
        ],
        (
            [
                label,
                *([texts.get(label)] if texts else []),
                len(own),
                *(_in_a_cell(own[name]) if name in own else NOTHING for name in names),
            ]
            for label, own in answers.items()
        ),
        empty_text="Ingen tiltak i byens plan",
    )


def _in_a_cell(numbers: list[str]) -> str:
    return ("\n" if _are_named(numbers) else ", ").join(numbers)


def _are_named(numbers: list[str]) -> bool:
    return any(" " in number for number in numbers)


def _told_apart(each: BydelReport) -> Mapping[int, str]:
    """Measure id → its number; where others of the plan have the same, with as much of its name as
    tells which one it is."""
    words = {row["measure_pk"]: list(_ways(row)) for row in each.report.rows}
    seen = Counter(way for ways in words.values() for way in set(ways))
    return {
        pk: next((way for way in ways if seen[way] == 1), ways[-1]) for pk, ways in words.items()
    }


def _ways(row: Mapping[str, Any]) -> Iterator[str]:
    """The shortest first."""
    number, name = number_of(row), name_of(row)
    yield number
    yield f"{number} {shorten(name, BEGINNING, placeholder=' …')}"
    yield f"{number} {name}"
