"""Several measures in one row: a code before each, or as many deadlines or statuses as texts."""

import re
from collections.abc import Iterator
from dataclasses import replace

from measures.deadline_language import DeadlineKind, Doubt, understand_alone
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
    are_coded = all(coded)
    go_along = _has_as_many(values, len(texts)) or (are_coded and _say_when(values, len(texts)))
    if not (are_coded or go_along):
        yield values
        return
    for n, (text, found) in enumerate(zip(texts, coded, strict=True)):
        one = _with_own_lines(values, n, len(texts)) if go_along else values
        if are_coded and found is not None:
            yield replace(one, code=found["code"], text=found["text"], is_one_of_several=True)
        else:
            yield replace(one, text=(items_of(text) or (text,))[0], is_one_of_several=True)


def _with_own_lines(values: RowValues, n: int, count: int) -> RowValues:
    """Where other cells have a line for each measure, a status or a deadline on fewer or more lines
    is of none for certain: it may be of all, and it may be of one."""
    deadline, status = _line(values.deadline, n, count), _line(values.status, n, count)
    is_ones = len(_lines(values.deadline)) == count, len(_lines(values.status)) == count
    return replace(
        values,
        number=_line(values.number, n, count),
        code=_line(values.code, n, count),
        responsible=_line(values.responsible, n, count),
        deadline=deadline if is_ones[0] else "",
        deadline_of_several="" if is_ones[0] else deadline,
        status=status if is_ones[1] else "",
        status_of_several="" if is_ones[1] else status,
        risk=_line(values.risk, n, count),
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


def _say_when(values: RowValues, count: int) -> bool:
    """Whether there is a line of the deadline for each, of which some are days and none is
    something else («Ved behov» is a deadline too, where the measures have their codes)."""
    lines = _lines(values.deadline)
    meanings = [understand_alone(line) for line in lines]
    return (
        len(lines) == count
        and any(each is not None and each.kind is not DeadlineKind.UNCLEAR for each in meanings)
        and all(each is not None and each.why is not Doubt.NOT_UNDERSTOOD for each in meanings)
    )


def _line(text: str, n: int, count: int) -> str:
    """The measure's own line, where there is one for each; else all of it."""
    lines = _lines(text)
    return lines[n] if len(lines) == count else text


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
