"""Sheets that are filled in and read back: locked cells and open ones, lists, hidden sheets."""

from collections.abc import Sequence

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reporting.files.sheets import CellKind, Choices, Column, FormColumn, FormSheet, HiddenSheet
from reporting.files.xlsx.cells import (
    BOLD,
    FONT,
    KeepsLongTexts,
    Pen,
    append_row,
    pen_of,
    set_up,
    styled,
    tallest,
)

AS_TEXT = "@"
"""The format under which a program leaves what is typed alone: «1/5» is no day, «=» no formula."""
_GREY = PatternFill("solid", fgColor="F2F2F2")
_EDGE = Side("thin", color="CCCCCC")
_AROUND = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_STRONG = Side("medium", color="2A2859")
_BOX = Border(left=_STRONG, right=_STRONG, top=_STRONG, bottom=_STRONG)
_UNDER = Border(bottom=_STRONG)
_UNLOCKED = Protection(locked=False)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_BOTTOM = Alignment(vertical="bottom", wrap_text=True)
_MAY = ("formatColumns", "formatRows", "sort", "autoFilter")
"""What may be done to a protected sheet; openpyxl names what may not."""


def write_form(sheet: Worksheet, form: FormSheet, long_texts: KeepsLongTexts) -> None:
    first_row = form.head + 1
    frozen = f"{get_column_letter(form.frozen_columns + 1)}{first_row}"
    set_up(sheet, form.columns, freeze=frozen)
    sheet.print_title_rows = f"{form.head}:{form.head}"
    for row in range(1, form.head):
        sheet.append(_above(sheet, form, row, long_texts))
    style: dict[str, object] = {"font": BOLD, "border": _UNDER, "alignment": _BOTTOM}
    heads = [pen_of(sheet, Column(c.heading, 0), long_texts, **style) for c in form.columns]
    names = [column.heading for column in form.columns]
    cells = [pen(name, form.head) for pen, name in zip(heads, names, strict=True)]
    append_row(sheet, form.head, cells, tallest(names, form.columns))
    row = _write_rows(sheet, form, long_texts)
    _validate(sheet, form.columns, range(first_row, row + 1))
    sheet.print_area = f"A1:{get_column_letter(len(form.columns))}{row}"
    sheet.protection.enable()
    for what in _MAY:
        setattr(sheet.protection, what, False)


def _above(
    sheet: Worksheet, form: FormSheet, row: int, long_texts: KeepsLongTexts
) -> list[Cell | None]:
    """A row over the table: the heading, the notes, the day, or the headings of groups."""
    line = Alignment(vertical="top")

    def write(text: str | None, font: Font) -> Cell | None:
        return pen_of(sheet, Column("", 0), long_texts, alignment=line, font=font)(text, row)

    day_row, day_column = form.day_cell
    if row == 1:
        return [write(form.heading, Font(FONT, bold=True, sz=14))]
    if row == day_row:
        style = {"protection": _UNLOCKED, "border": _BOX}
        day = styled(sheet, style | {"number_format": "dd.mm.yyyy"})
        day.value = form.day
        return [write(form.day_label, BOLD), *[None] * (day_column - 2), day]
    if row == form.head - 1:
        places = range(1, max(form.groups, default=0) + 1)
        return [write(form.groups.get(place), BOLD) for place in places]
    return [write(form.notes[row - 2], Font(FONT))] if row - 2 < len(form.notes) else []


def _write_rows(sheet: Worksheet, form: FormSheet, long_texts: KeepsLongTexts) -> int:
    """Write the rows, and give the number of the last."""
    pens = [_pen_or_empty(sheet, column, long_texts) for column in form.columns]
    row = form.head
    for row, values in enumerate(form.rows, form.head + 1):
        cells = [pen(value, row) for pen, value in zip(pens, values, strict=True)]
        append_row(sheet, row, cells, tallest(values, form.columns))
    return row


def _pen_or_empty(sheet: Worksheet, column: FormColumn, long_texts: KeepsLongTexts) -> Pen:
    """As `pen_of`, with a cell for «no answer» too: it is there to be filled in."""
    style: dict[str, object] = {"border": _AROUND, "alignment": _WRAPPED}
    style |= {"protection": _UNLOCKED} if column.is_open else {"fill": _GREY}
    own = style | ({"number_format": AS_TEXT} if column.kind is CellKind.TEXT else {})
    pen, empty = pen_of(sheet, column, long_texts, **own), styled(sheet, own)
    return lambda value, row: pen(value, row) or empty


def _validate(sheet: Worksheet, columns: Sequence[FormColumn], rows: range) -> None:
    """The lists that the cells offer, and what is said of what does not fit."""
    if not rows:
        return
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        rule = None
        if column.choices:
            rule = _list_of(column.choices)
        elif column.demands:
            other, (title, text) = column.demands
            formula = f'OR({letter}{rows[0]}="",{get_column_letter(other)}{rows[0]}<>"")'
            rule = DataValidation("custom", formula, allow_blank=True, showErrorMessage=True)
            rule.errorStyle, rule.errorTitle, rule.error = "warning", title, text
        if rule is not None:
            rule.add(f"{letter}{rows[0]}:{letter}{rows[-1]}")
            sheet.data_validations.append(rule)


def _list_of(choices: Choices) -> DataValidation:
    letter = get_column_letter(choices.column)
    values = f"{choices.sheet}!${letter}$1:${letter}${choices.count}"
    rule = DataValidation("list", values, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = choices.fault
    if choices.hint:
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = choices.hint
    return rule


def write_hidden(sheet: Worksheet, hidden: HiddenSheet, long_texts: KeepsLongTexts) -> None:
    style: dict[str, object] = {"alignment": Alignment(), "number_format": AS_TEXT}
    pens: list[Pen] = []  # one for each column: a pen writes once in a row
    for row, values in enumerate(hidden.rows, 1):
        while len(pens) < len(values):
            pens.append(pen_of(sheet, Column("", 0), long_texts, **style))
        cells = [pen(value, row) for pen, value in zip(pens, values, strict=False)]
        sheet.append(cells)
    sheet.sheet_state = "veryHidden" if hidden.very else "hidden"
