"""Several measures in one row: a code before each, or as many deadlines or statuses as texts."""

import re
from collections.abc import Iterator
from dataclasses import replace

from measures.importing.rows.values import RowValues
from measures.importing.tables.columns import is_deadline, is_status
from measures.importing.tables.list_marks import items_of

_CODED = re.compile(
    r"(?P<code>\d{1,3}(?:\.\d{1,3})+|[A-ZÆØÅ]\d{1,3})[.):]?\s+(?P<text>\S.*)", re.DOTALL
)


def several_in(values: RowValues) -> Iterator[RowValues]:
    """The values of each measure that a row holds; of one, itself."""
    texts = _lines(values.text)
    if len(texts) < 2:
        yield values
        return
    coded = [_CODED.fullmatch(text) for text in texts]
    if all(coded):
        for found in coded:
            if found is not None:
                one = replace(values, code=found["code"], text=found["text"])
                yield replace(one, is_one_of_several=True)
        return
    if not _has_as_many(values, len(texts)):
        yield values
        return
    for n, text in enumerate(texts):
        yield replace(
            values,
            text=(items_of(text) or (text,))[0],
            number=_line(values.number, n, len(texts)),
            code=_line(values.code, n, len(texts)),
            responsible=_line(values.responsible, n, len(texts)),
            deadline=_line(values.deadline, n, len(texts)),
            status=_line(values.status, n, len(texts)),
            risk=_line(values.risk, n, len(texts)),
            is_one_of_several=True,
        )


def _has_as_many(values: RowValues, count: int) -> bool:
    """Whether the facts stand on as many lines as there are texts: each a deadline, each a status,
    or each a number."""
    deadlines, statuses, numbers = map(_lines, (values.deadline, values.status, values.number))
    return (
        (len(deadlines) == count and all(map(is_deadline, deadlines)))
        or (len(statuses) == count and all(map(is_status, statuses)))
        or (len(numbers) == count and all(number.strip(".").isdigit() for number in numbers))
    )


def _line(text: str, n: int, count: int) -> str:
    """The measure's own line, where there is one for each; else all of it."""
    lines = _lines(text)
    return lines[n] if len(lines) == count else text


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
