"""The table for bydelsutvalget as a Word document and as an Excel file."""

from collections.abc import Iterator
from datetime import datetime
from typing import IO

from reporting.council.table import CouncilTable
from reporting.files import docx
from reporting.files.downloads import Download, written
from reporting.files.sheets import Column

WIDTHS = {
    "Nr": 6,
    "Mål": 26,
    "Innsatsområde": 16,
    "Tiltak": 44,
    "Beskrivelse av tiltaket": 44,
    "Ansvarlig": 22,
    "Frist": 18,
    "Status": 24,
    "Risiko": 16,
    "Merknader": 30,
}
USUAL_WIDTH = 18


def title_of(table: CouncilTable) -> str:
    return f"Status for {table.plan.title} per {table.on:%d.%m.%Y}"


def file_name(table: CouncilTable) -> str:
    """Without its ending: «grorud-2023-2026-12-31»; where changes are told, since when too."""
    since = [f"endret-siden-{table.since:%Y-%m-%d}"] if table.since else []
    return "-".join([table.plan.slug, f"{table.on:%Y-%m-%d}", *since])


def mark_of(table: CouncilTable) -> str:
    """What it is, so that nobody takes it for what was sent to the city."""
    return f"{table.plan.organisation.full_name}. Status per {table.on:%d.%m.%Y}. Ikke innsendt."


def word_file(table: CouncilTable, *, made_by: str, made_at: datetime) -> IO[bytes]:
    blocks = _blocks(table, made_by, made_at)
    title, mark = title_of(table), mark_of(table)
    return written(lambda file: docx.write_document(file, title, blocks, footer=mark, now=made_at))


def _blocks(table: CouncilTable, made_by: str, made_at: datetime) -> Iterator[docx.Block]:
    yield docx.Paragraph(mark_of(table))
    yield docx.Paragraph(f"Laget {made_at:%d.%m.%Y kl. %H.%M} av {made_by}.")
    for sentence in table.since_then.sentences:
        yield docx.Paragraph(sentence)
    yield docx.Heading("Tallene")
    rows = [[[docx.Paragraph(name)], [docx.Paragraph(value)]] for name, value in table.figures]
    yield docx.Table(["Hva", "Antall"], [3, 1], rows)
    if table.since:
        yield docx.Heading(f"Endret siden {table.since:%d.%m.%Y}")
        for change in table.changes:
            yield docx.Paragraph(change.in_words, is_bullet=True)
        for sentence in table.beside_changes:
            yield docx.Paragraph(sentence)
    yield docx.Heading("Tiltakene")
    widths = [WIDTHS.get(kind, USUAL_WIDTH) for kind in table.kinds]
    strategy = ""
    for part in table.parts:
        if part.strategy != strategy:
            strategy = part.strategy
            yield docx.Heading(strategy or "Uten strategi", 2)
        if part.topic:
            yield docx.Heading(part.topic, 3)
        yield docx.Table(
            table.headings,
            widths,
            (
                [[docx.Paragraph(line.text, line.is_bullet) for line in cell] for cell in row]
                for row in part.rows
            ),
        )


def table_download(table: CouncilTable) -> Download:
    """The rows of all parts in one table, each with the strategy and topic that it stands under."""
    notes = ["Ikke innsendt."]
    if table.since:
        notes.append(f"Endret siden {table.since:%d.%m.%Y}:")
        notes += [*(change.in_words for change in table.changes), *table.beside_changes]
    has_strategies = any(part.strategy for part in table.parts)
    has_topics = any(part.topic for part in table.parts) and "Innsatsområde" not in table.kinds
    columns = [
        *([Column("Strategi", 26)] if has_strategies else []),
        *([Column("Innsatsområde", 18)] if has_topics else []),
        *(
            Column(heading, WIDTHS.get(kind, USUAL_WIDTH))
            for heading, kind in zip(table.headings, table.kinds, strict=True)
        ),
    ]
    rows = (
        [
            *([part.strategy] if has_strategies else []),
            *([part.topic] if has_topics else []),
            *("\n".join(str(line) for line in cell) for cell in row),
        ]
        for part in table.parts
        for row in part.rows
    )
    return Download(
        name=file_name(table),
        title=title_of(table),
        sheet="Tiltak",
        facts=[
            ("For", table.plan.organisation.full_name),
            ("Plan", table.plan.title),
            ("Status per", table.on),
            *table.figures,
            *table.since_then.facts,
        ],
        columns=columns,
        rows=rows,
        notes=notes,
        empty_text="Ingen tiltak",
    )
