"""A stacked bar as a PNG, told apart in black and white too. Its words stand beside it, as text."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from PIL import Image, ImageDraw

OUTLINE = "#2a2859"
WIDTH, HEIGHT = 1200, 48
"""Pixels: three times what a page shows, so that it is sharp on paper."""
PATTERNS = ("plain", "dots", "plain", "plain", "hatch", "plain", "dashed")
"""Over the colours of a bar's parts, in turn; the last, what is not known, is the only dashed."""
STEP, DASH = 12, 10

type Part = tuple[int, str]
"""How many, and a colour (hex, «43F8B6»)."""


def stacked_bar(parts: Sequence[Part], width: int = WIDTH) -> bytes:
    """The parts by their share of the whole; a part of none is not drawn."""
    picture = Image.new("RGB", (width + 2, HEIGHT + 2), "white")
    pen = ImageDraw.Draw(picture)
    total = sum(n for n, _colour in parts) or 1
    before = 0
    for place, (n, colour) in enumerate(parts):
        left, right = (round(width * each / total) for each in (before, before + n))
        before += n
        if right > left:
            _draw(pen, (left, right), colour, PATTERNS[place % len(PATTERNS)])
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _draw(pen: ImageDraw.ImageDraw, sides: tuple[int, int], colour: str, pattern: str) -> None:
    left, right = sides
    box = (left, 0, right, HEIGHT)
    if pattern == "dashed":
        pen.rectangle(box, fill="white")
        _dashes(pen, left, right)
        return
    pen.rectangle(box, fill=f"#{colour}", outline=OUTLINE, width=2)
    if pattern == "dots":
        for x, y in _points(left, right):
            pen.ellipse((x, y, x + 3, y + 3), fill=OUTLINE)
    elif pattern == "hatch":
        for x, y in _points(left, right):
            pen.line((x - 3, y + 3, x + 3, y - 3), fill=OUTLINE)
            pen.line((x - 3, y - 3, x + 3, y + 3), fill=OUTLINE)


def _points(left: int, right: int) -> Iterable[tuple[int, int]]:
    return ((x, y) for x in range(left + 6, right - 5, STEP) for y in range(6, HEIGHT - 5, STEP))


def _dashes(pen: ImageDraw.ImageDraw, left: int, right: int) -> None:
    for x in range(left, right, 2 * DASH):
        end = min(x + DASH, right)
        for y in (0, HEIGHT - 1):
            pen.line((x, y, end, y), fill=OUTLINE, width=2)
    for y in range(0, HEIGHT, 2 * DASH):
        for x in (left, right):
            pen.line((x, y, x, min(y + DASH, HEIGHT)), fill=OUTLINE, width=2)
