"""The chart of an Excel sheet: stacked bars, told apart in black and white too."""

from collections.abc import Sequence
from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from reporting.files.sheets import ChartSpec, Column
from reporting.files.xlsx.text import legible

OUTLINE = "2A2859"
UNKNOWN = "FFFFFF"
LETTERS = 12
"""Points, on the screen; a matrix as wide as the city's is printed at two thirds of that."""
PIXELS_A_CENTIMETRE = 96 / 2.54
PATTERNS = ("", "ltUpDiag", "wdDnDiag", "ltHorz", "pct20", "ltVert", "dkUpDiag", "smGrid", "pct50")
"""Over the colours of a chart's series, in turn: told apart in black and white too."""


def stacked_bars(sheet: Worksheet, columns: Sequence[Column], spec: ChartSpec, rows: range) -> Any:
    """Bars that refer to the cells of some rows, the first of which has the headings: a series for
    each column that has a colour."""
    head, last = rows[0], rows[-1]
    bars: Any = BarChart(gapWidth=40, overlap=100)
    bars.type, bars.grouping = "bar", "percentStacked" if spec.percent else "stacked"
    bars.title, bars.roundedCorners = legible(spec.title), False
    bars.x_axis.title, bars.y_axis.title = legible(spec.category_axis), legible(spec.value_axis)
    for text in (bars.title, bars.x_axis.title, bars.y_axis.title, bars.legend):
        text.overlay = False  # Excel lays them over the bars unless told
    bars.legend.position = "b"
    bars.x_axis.delete = bars.y_axis.delete = False  # openpyxl 3.1 hides the axes
    bars.x_axis.scaling.orientation = "maxMin"  # the first row on top …
    bars.y_axis.crosses = "max"  # … and the numbers still at the bottom
    bars.y_axis.number_format = "0%" if spec.percent else "0"
    for number, column in enumerate(columns, 1):
        if column.colour:
            cells = Reference(sheet, min_col=number, min_row=head, max_row=last)
            series = Series(cells, title_from_data=True)
            series.graphicalProperties = _fill(column.colour, len(bars.series))
            bars.series.append(series)
    bars.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
    for text in (bars.x_axis, bars.y_axis, bars.legend):
        text.txPr = _of_size(LETTERS)
    # As wide as the table, and so high that both are readable on one page.
    bars.width = sum(7 * column.width + 5 for column in columns) / PIXELS_A_CENTIMETRE
    bars.height = 4 + 0.75 * (last - head)
    return bars


def _of_size(points: int) -> RichText:
    letters: Any = CharacterProperties(sz=100 * points)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[], endParaRPr=letters)
    return RichText(p=[paragraph])


def _fill(colour: str, place: int) -> GraphicalProperties:
    """The colour, under the pattern of its place among the series; white, for what is not known, is
    plain and the only one with a dashed outline."""
    plain = colour.removeprefix("#")
    pattern: Any = PATTERNS[place % len(PATTERNS)]
    if not pattern or plain == UNKNOWN:
        filled = GraphicalProperties(solidFill=plain)
    else:
        of_colour: Any = ColorChoice
        lines, ground = of_colour(srgbClr=_between(plain, OUTLINE)), of_colour(srgbClr=plain)
        own = PatternFillProperties(prst=pattern, fgClr=lines, bgClr=ground)
        filled = GraphicalProperties(pattFill=own)
    filled.line.solidFill = OUTLINE
    if plain == UNKNOWN:
        filled.line.prstDash = "dash"
    return filled


def _between(one: str, other: str) -> str:
    """The colour half-way: a pattern's lines, which are not to hide the colour under them."""
    pairs = ((int(one[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (0, 2, 4))
    return "".join(f"{(a + b) // 2:02X}" for a, b in pairs)
