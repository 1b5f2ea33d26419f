"""PDF, tagged as PDF/UA-1 asks for, of the same blocks that a Word document is written of.

WeasyPrint is an extra (`uv sync --extra pdf`), and draws with the machine's own Pango: where either
is missing there is no PDF, and the sentence of NoPdfError says why. No address is ever opened but
those of the pictures that were given, which have a scheme of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string

from reporting.files.docx import (
    LANGUAGE,
    Block,
    Heading,
    Paragraph,
    Picture,
    Table,
)
from reporting.files.xlsx.text import legible

TEMPLATE = "reporting/files/pdf.html"
FIGURE = "figure:"
"""The scheme of a picture that the document itself brings, by its number."""


NO_PDF = "PDF lages ikke på denne serveren. Spør den som drifter løsningen."


class NoPdfError(Exception):
    """A PDF cannot be made on this machine; the message is a sentence that says why."""


@lru_cache(maxsize=1)
def _weasyprint() -> Any:
    """The library, looked for when a PDF is first asked for: to import it takes two seconds."""
    try:
        return import_module("weasyprint")
    except (ImportError, OSError) as problem:  # no WeasyPrint, or no Pango
        raise NoPdfError(NO_PDF) from problem


def pdf_file(
    title: str,
    blocks: Iterable[Block],
    *,
    footer: str,
    now: datetime,
    identifier: str,
    is_portrait: bool = False,
) -> bytes:
    """Same input: same bytes, on machines with the same fonts. Raises NoPdfError."""
    library = _weasyprint()
    pictures: list[bytes] = []
    context = {
        "title": legible(title),
        "language": LANGUAGE,
        "footer": legible(footer),
        "created": now.isoformat(timespec="seconds"),
        "orientation": "portrait" if is_portrait else "landscape",
        "parts": list(_parts(blocks, pictures)),
    }

    def fetch(url: str, *args: Any, **options: Any) -> Any:
        number = url.removeprefix(FIGURE)
        if url == number or not number.isdecimal() or int(number) >= len(pictures):
            raise ValueError(f"Nothing is fetched for a PDF: {url}")
        content_type = {"Content-Type": "image/png"}
        return library.urls.URLFetcherResponse(url, pictures[int(number)], content_type)

    html = library.HTML(string=render_to_string(TEMPLATE, context), url_fetcher=fetch)
    made: bytes = html.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode(), custom_metadata=False
    )
    return made


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading with its level below the title, a paragraph, a list of lines, a table, the cells of
    a legend, a picture (`text` is its alternative, `width` a length), or the beginning of a page.
    """

    text: str = ""
    level: int = 0
    is_strong: bool = False
    bullets: Sequence[str] = ()
    table: "_Grid | None" = None
    legend: Sequence[Sequence["_Part"]] = ()
    picture: str = ""
    width: str = ""


@dataclass(frozen=True, slots=True)
class _Grid:
    """`widths` are whole per cent; a cell is a list of parts."""

    headings: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Sequence[_Part]]]


def _parts(blocks: Iterable[Block | Picture], pictures: list[bytes]) -> Iterable[_Part]:
    """The blocks, those that are bullets gathered in lists; `pictures` learns their pictures."""
    for is_bullet, run in groupby(blocks, lambda block: getattr(block, "is_bullet", False)):
        if is_bullet:
            yield _Part(bullets=[legible(block.text) for block in run])  # type: ignore[union-attr]
            continue
        for block in run:
            match block:
                case Heading(text, level):
                    yield _Part(legible(text), level=level + 1)
                case Paragraph(text):
                    yield _Part(legible(text), is_strong=block.is_strong)
                case Table(has_lines=False):
                    cells = [cell for row in block.rows for cell in row]
                    yield _Part(legend=[list(_parts(cell, pictures)) for cell in cells])
                case Table():
                    yield _Part(table=_grid(block, pictures))
                case Picture(content, width, alternative):
                    yield _Part(
                        legible(alternative),
                        picture=f"{FIGURE}{len(pictures)}",
                        width=f"{width:.1f}cm",
                    )
                    pictures.append(content)


def _grid(table: Table, pictures: list[bytes]) -> _Grid:
    total = sum(table.widths)
    return _Grid(
        [legible(heading) for heading in table.headings],
        [round(100 * width / total) for width in table.widths],
        [[list(_parts(cell, pictures)) for cell in row] for row in table.rows],
    )
