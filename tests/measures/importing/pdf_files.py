"""PDFs of plans, written here: tables with and without lines, over several pages, and text."""

from collections.abc import Container, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

HEADING = ("Mål", "Nr", "Tiltak", "Ansvarlig", "Frist", "Status")
WIDTHS = (110, 35, 290, 150, 80, 80)
RULED: tuple[Any, ...] = (("GRID", (0, 0), (-1, -1), 0.5, colors.black),)
ONLY_WITHIN: tuple[Any, ...] = (("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black),)
UNDERLINED: tuple[Any, ...] = (("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey),)
UNRULED: tuple[Any, ...] = ()
_STYLES = getSampleStyleSheet()
_ON_TOP: tuple[Any, ...] = (("VALIGN", (0, 0), (-1, -1), "TOP"),)

type Story = Paragraph | Table


def heading(text: str) -> Paragraph:
    return Paragraph(text, _STYLES["Heading2"])


def table(
    rows: Sequence[Sequence[str]],
    *,
    head: Sequence[str] = HEADING,
    style: tuple[Any, ...] = RULED,
    widths: Sequence[int] = WIDTHS,
    repeats: bool = True,
) -> Table:
    """A table whose rows may break over pages; a heading in bold, on each page."""
    words = [[f"<b>{each}</b>" for each in head], *rows] if head else rows
    cells = [[Paragraph(text, _STYLES["BodyText"]) for text in row] for row in words]
    return Table(
        cells,
        colWidths=widths,
        repeatRows=1 if repeats and head else 0,
        splitInRow=1,
        style=[*_ON_TOP, *style],
    )


def pdf(*story: Story) -> bytes:
    """A document in landscape, with a line at the foot of each page."""
    file = BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=landscape(A4), leftMargin=40, rightMargin=40, topMargin=40, bottomMargin=40
    )
    document.build(list(story), onFirstPage=_foot, onLaterPages=_foot)
    return file.getvalue()


def _foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(50, 20, f"Handlingsplan Bydel Bjerke 2025–2028, side {document.page}")


def pdf_of_lines(lines: Sequence[str], *, password: str | None = None) -> bytes:
    """Text alone, one line under another."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, pageCompression=0, encrypt=password)
    for n, line in enumerate(lines):
        canvas.drawString(50, 800 - 14 * n, line)
    canvas.save()
    return file.getvalue()


def pdf_of_columns(
    rows: Sequence[Sequence[str]], *, at: Sequence[int] = (40, 230, 470, 680)
) -> bytes:
    """The text layer of a scanned table: each line of print with its columns at these places."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4), pageCompression=0)
    canvas.setFont("Helvetica", 9)
    for n, row in enumerate(rows):
        for x, text in zip(at, row, strict=True):
            canvas.drawString(x, 560 - 11 * n, text)
    canvas.save()
    return file.getvalue()


def pdf_of_a_spreadsheet(
    rows: Sequence[Sequence[str]],
    *,
    height: float,
    in_the_middle: bool = False,
    at: Sequence[int] = (40, 70, 300, 430, 540, 650),
    note: str = "",
) -> bytes:
    """As a spreadsheet prints it: no lines, cell by cell, each row as high as is said whatever its
    cells need (\\n: a new line in a cell); `note`: a line below the table."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4), pageCompression=0)
    canvas.setFont("Helvetica", 10)
    for n, row in enumerate(rows):
        for x, text in zip(at, row, strict=True):
            lines = text.split("\n")
            first = (len(lines) - 1) * 5.5 if in_the_middle else 0
            for m, line in enumerate(lines):
                canvas.drawString(x, 540 - height * n + first - 11 * m, line)
    canvas.drawString(at[0], 540 - height * len(rows) - 80, note)
    canvas.save()
    return file.getvalue()


def pdf_with_a_drawn_bullet() -> bytes:
    """A list as browsers print it: its mark is a dot and no letter."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, pageCompression=0)
    canvas.grid([40, 240, 340], [700, 740, 760])
    for x, y, text in ((45, 745, "Tiltak"), (245, 745, "Ansvarlig"), (245, 725, "NAV")):
        canvas.drawString(x, y, text)
    canvas.drawString(60, 725, "Kurse ansatte")
    canvas.drawString(60, 708, "Varig")
    canvas.circle(52, 729, 1.8, fill=1)
    canvas.save()
    return file.getvalue()


def pdf_scanned_askew(
    rows: Sequence[Sequence[str] | None], *, at: Sequence[int] = (40, 230, 470, 680)
) -> bytes:
    """What a scanner laid under a page that lay askew: each word by itself, with little space and a
    little too high or low; None: a little more space."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4), pageCompression=0)
    canvas.setFont("Helvetica", 10)
    y, n = 540.0, 0
    for row in rows:
        if row is None:
            y -= 6
            continue
        for start, text in zip(at, row, strict=True):
            x = float(start)
            for word in text.split():
                n += 1
                canvas.drawString(x, y + 0.0085 * x + 0.3 * (n % 3 - 1), word)
                x += canvas.stringWidth(word) + 1.8
        y -= 13.4
    canvas.save()
    return file.getvalue()


def pdf_of_pages_with_a_foot(
    foot: str = "Årsrapport 2025 – handlingsplan, Bydel Bjerke", *, is_one: bool = False
) -> bytes:
    """Two pages with a line under each row, and a foot that holds the page's number; a row that
    does not fit stands at the end of the first, and goes on under the heading on the second."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4), pageCompression=0)
    head = ("Nr", "Tiltak", "Ansvarlig", "Frist")
    pages: list[list[tuple[int, Sequence[str]]]] = [
        [(540, head), (520, ("1", "Åpne kafé", "NAV", "2026")),
         (110, ("2", "Prøve ut nattverter som skal", "Etaten", "2027")),
         (98, ("", "evalueres etter", "", ""))],
        [(540, head), (520, ("", "ett år, og melde fra", "", "")),
         (500, ("3", "Kurs for ansatte", "Skolen", "2028"))],
    ]  # fmt: skip
    for number, lines in enumerate(pages, start=1):
        canvas.setFont("Helvetica", 10)
        for y, row in lines:
            for x, text in zip((40, 70, 330, 480), row, strict=True):
                canvas.drawString(x, y, text)
        for y in (553, 533, 513, 493):
            canvas.line(40, y, 560, y)
        canvas.drawString(40, 30, f"{foot} {number}" if is_one else foot)
        if not is_one:
            canvas.drawString(550, 30, f"{number}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def pdf_of_pages(
    pages: Sequence[Sequence[Sequence[str]]], *, is_ruled: bool = False, foot: bool = False
) -> bytes:
    """Rows of cells on each page, each row as high as its like on the others."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, pageCompression=0)
    for number, rows in enumerate(pages, start=1):
        canvas.setFont("Helvetica", 10)
        for n, row in enumerate(rows):
            for m, text in enumerate(row):
                canvas.drawString(60 + 250 * m, 760 - 20 * n, text)
        if is_ruled:
            xs = [55 + 250 * m for m in range(len(rows[0]) + 1)]
            canvas.grid(xs, [774 - 20 * n for n in range(len(rows) + 1)])
        if foot:
            canvas.drawString(60, 30, f"Tiltaksplan 2026–2029 | Side {number}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def pdf_of_text(*pages: Sequence[Sequence[str]]) -> bytes:
    """Pages of columns of text: «# » before a chapter's heading, «## » before a title that is bold,
    «**Ansvarlig:** NAV» with the label in bold; an empty line is space."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, pageCompression=0)
    for columns in pages:
        for n, lines in enumerate(columns):
            y = 800.0
            for line in lines:
                y -= _print(canvas, 50 + 260 * n, y, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _print(canvas: Canvas, x: float, y: float, line: str) -> float:
    """How much further down the next line stands."""
    size = 14 if line.startswith("# ") else 10
    bold, text = "", line.lstrip("# ")
    if line.startswith("#"):
        bold, text = text, ""
    elif text.startswith("**"):
        bold, text = text[2:].split("**")
    canvas.setFont("Helvetica-Bold", size)
    canvas.drawString(x, y, bold)
    x += canvas.stringWidth(bold)
    canvas.setFont("Helvetica", size)
    canvas.drawString(x, y, text)
    return 1.25 * size if line else 8


def pdf_of_painted_rows(
    *pages: Sequence[Sequence[str]],
    painted: Container[int],
    at: Sequence[int] = (50, 330, 480, 610, 740),
    whole: bool = False,
) -> bytes:
    """Rows without lines around them, on each page those whose place is in `painted` over a grey
    ground, cell by cell, or all their width (`whole`); \\n: a new line in a cell."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4), pageCompression=0)
    for rows in pages:
        y = 540
        for n, row in enumerate(rows):
            height = 3 + 13 * max(text.count("\n") + 1 for text in row)
            canvas.setFillGray(0.9)
            for left, right in [(at[0], at[-1])] if whole else pairwise(at):
                if n in painted:
                    canvas.rect(left, y - height, right - left, height, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.setFont("Helvetica", 10)
            for x, text in zip(at, row, strict=False):
                for m, line in enumerate(text.split("\n")):
                    canvas.drawString(x + 5, y - 11 - 13 * m, line)
            y -= height
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def pdf_of_boxes(
    *boxes: tuple[str, str, Sequence[str]],
    labels: Sequence[str] = ("ANSVARLIG", "FRIST", "STATUS"),
    at: Sequence[int] = (60, 250, 400),
) -> bytes:
    """A box about each measure: its title, its text, and small labels over their values, which
    stand beside each other at the foot of the box (\\n: a new line in a value)."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, pageCompression=0)
    for n, (title, text, values) in enumerate(boxes):
        y = 780 - 130 * n
        canvas.roundRect(50, y - 90, 500, 110, 5)
        for size, x, down, words in (
            (11, 60, 0, title),
            (10, 60, 22, text),
            *((7, x, 45, label) for x, label in zip(at, labels, strict=True)),
        ):
            canvas.setFont("Helvetica-Bold" if down != 22 else "Helvetica", size)
            canvas.drawString(x, y - down, words)
        canvas.setFont("Helvetica", 9)
        for x, value in zip(at, values, strict=True):
            for m, line in enumerate(value.split("\n")):
                canvas.drawString(x, y - 57 - 11 * m, line)
    canvas.save()
    return file.getvalue()


def pdf_of_a_folder(*panels: Sequence[tuple[str, str]], dots: bool = True) -> bytes:
    """Panels of text side by side on one page. A line is «text» or «bold» (close below the one
    before), «item» (after some space, behind a drawn dot), «near» (close below, behind one), or
    «apart» (after some space)."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4), pageCompression=0)
    for n, lines in enumerate(panels):
        x, y = 40 + 270 * n, 500.0
        for kind, text in lines:
            y -= 25 if kind in {"item", "apart"} else 12
            canvas.setFont("Helvetica-Bold" if kind == "bold" else "Helvetica", 9)
            canvas.drawString(x + 15, y, text)
            if dots and kind in {"item", "near"}:
                canvas.circle(x + 4, y + 3, 3.4, stroke=0, fill=1)
    canvas.save()
    return file.getvalue()
