"""What stands in an Excel cell, as the sheet shows it: dates, shares, years, codes, colours."""

import colorsys
import re
from datetime import date, datetime, time
from typing import Any
from xml.etree import ElementTree as ET

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import is_date_format

from ruspolitikk.day_reading import MONTH_NAMES

_NAMESPACE = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# In the theme's own file dark and light stand the other way round than Excel numbers them.
_THEME_ORDER = (1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11)


def shown(value: Any, number_format: str) -> str:
    """The text that the sheet shows for a value: «31.12.2026», «50 %», «2026», «1.10»."""
    match value:
        case None:
            return ""
        case bool():
            return "Ja" if value else "Nei"
        case datetime() | date():
            return _shown_day(value, number_format)
        case time():
            return f"{value:%H:%M}"
        case int() | float():
            return _shown_number(value, number_format)
        case _:
            return str(value)


def value_of(value: Any, number_format: str) -> date | int | float | None:
    """Excel's own day or number; a day that is shown as a month or a year is none."""
    if isinstance(value, datetime):
        return value.date() if "d" in _plain_format(number_format) else None
    if isinstance(value, date):
        return value if "d" in _plain_format(number_format) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return None


def _shown_day(day: date, number_format: str) -> str:
    form = _plain_format(number_format)
    if not is_date_format(number_format) or "d" in form:
        return f"{day:%d.%m.%Y}"
    return f"{MONTH_NAMES[day.month - 1]} {day.year}" if "m" in form else str(day.year)


def _plain_format(number_format: str) -> str:
    """Without colours, languages and quoted words: «[$-414]mmmm yyyy» is «mmmm yyyy»."""
    return re.sub(r"\[[^\]]*\]|\"[^\"]*\"|\\.", "", number_format.partition(";")[0]).lower()


def _shown_number(number: float, number_format: str) -> str:
    form = _plain_format(number_format)
    decimals = re.search(r"[0#]\.(0+)", form)
    if "%" in form:
        count = len(decimals[1]) if decimals else 0
        return f"{100 * number:.{count}f}".replace(".", ",") + " %"
    if decimals:
        text = f"{number:.{len(decimals[1])}f}"
    elif float(number).is_integer():
        text = str(int(number))
    else:
        text = f"{number:.10g}"
    if re.search(r"#[,  ]##0", form):
        whole, _dot, rest = text.partition(".")
        grouped = f"{int(whole):,}".replace(",", " ")
        return f"{grouped},{rest}" if rest else grouped
    # A year or a short width of zeros («007») is shown as such.
    if re.fullmatch(r"0+", form) and len(form) > 1:
        return text.zfill(len(form))
    return text


def unstruck(text: CellRichText, *, is_struck: bool) -> tuple[str, str, bool]:
    """Of a text of several make-ups: what is not struck out, all of it, and whether all is."""
    pieces = [
        (piece.text, bool(piece.font.strike))
        if isinstance(piece, TextBlock)
        else (str(piece), is_struck)
        for piece in text
    ]
    whole = "".join(words for words, _struck in pieces)
    kept = "".join(words for words, struck in pieces if not struck)
    return (kept, whole, False) if kept.strip() else (whole, whole, True)


def theme_colours(theme: bytes | str | None) -> list[str]:
    """The theme's colours in the order that cells name them; empty where there is no theme."""
    if not theme:
        return []
    scheme = next(ET.fromstring(theme).iter(f"{_NAMESPACE}clrScheme"), None)  # noqa: S314
    if scheme is None:
        return []
    named = [(each[0].get("lastClr") or each[0].get("val") or "") for each in scheme if len(each)]
    return [named[n] for n in _THEME_ORDER if n < len(named)]


def fill_of(cell: Any, theme: list[str]) -> str | None:
    """The colour that fills a cell, «RRGGBB»; None for none and for white."""
    fill = cell.fill
    if fill is None or fill.fill_type != "solid":
        return None
    colour = fill.fgColor
    found = None
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        found = colour.rgb[-6:]
    elif colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
        found = COLOR_INDEX[colour.indexed][-6:]
    elif colour.type == "theme" and colour.theme < len(theme):
        found = _tinted(theme[colour.theme], colour.tint or 0.0)
    return None if found is None or found.upper() == "FFFFFF" else found.upper()


def _tinted(colour: str, tint: float) -> str | None:
    """Lighter (above 0) or darker (below), as Excel does it."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return None
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    made = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation)
    return "".join(f"{round(255 * part):02X}" for part in made)
