"""The table for bydelsutvalget as a Word document and as an Excel file."""

from collections.abc import Iterator
from datetime import datetime
from typing import IO

from django.utils.translation import gettext as _

from reporting import docx
from reporting.council_table import CouncilTable
from reporting.downloads import workbook, written
from reporting.sheets import Column, FactSheet, TableSheet

WIDTHS = {
    "Nr": 6,
    "Mål": 26,
    "Innsatsområde": 16,
    "Tiltak": 44,
    "Beskrivelse av tiltaket": 44,
    "Ansvarlig": 22,
    "Frist": 18,
    "Status": 24,
    "Risiko": 12,
    "Merknader": 30,
}
USUAL_WIDTH = 18


def title_of(table: CouncilTable) -> str:
    return _("Status for %(plan)s per %(day)s") % {
        "plan": table.plan.title,
        "day": f"{table.on:%d.%m.%Y}",
    }


def mark_of(table: CouncilTable) -> str:
    """What it is, so that nobody takes it for what was sent to the city."""
    return _("%(owner)s. Tilstand per %(day)s. Ikke innsendt.") % {
        "owner": table.plan.organisation.full_name,
        "day": f"{table.on:%d.%m.%Y}",
    }


def word_file(table: CouncilTable, *, made_by: str, made_at: datetime) -> IO[bytes]:
    blocks = _blocks(table, made_by, made_at)
    title, mark = title_of(table), mark_of(table)
    return written(lambda file: docx.write_document(file, title, blocks, footer=mark, now=made_at))


def _blocks(table: CouncilTable, made_by: str, made_at: datetime) -> Iterator[docx.Block]:
    yield docx.Paragraph(mark_of(table))
    made = {"day": f"{made_at:%d.%m.%Y kl. %H.%M}", "who": made_by}
    yield docx.Paragraph(_("Laget %(day)s av %(who)s.") % made)
    yield docx.Heading(_("Tallene"))
    rows = [[[docx.Paragraph(name)], [docx.Paragraph(value)]] for name, value in table.figures]
    yield docx.Table([_("Hva"), _("Antall")], [3, 1], rows)
    if table.since:
        yield docx.Heading(_("Endret siden %s") % f"{table.since:%d.%m.%Y}")
        if not table.changes:
            yield docx.Paragraph(_("Ingenting er endret."))
        for change in table.changes:
            told = f"{change.number} {change.name}: {', '.join(change.sentences)}."
            yield docx.Paragraph(told, is_bullet=True)
    yield docx.Heading(_("Tiltakene"))
    widths = [WIDTHS.get(kind, USUAL_WIDTH) for kind in table.kinds]
    strategy = ""
    for part in table.parts:
        if part.strategy != strategy:
            strategy = part.strategy
            yield docx.Heading(strategy or _("Uten strategi"), 2)
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


def excel_file(table: CouncilTable, *, made_by: str, made_at: datetime) -> IO[bytes]:
    facts: list[tuple[str, object]] = [
        (_("For"), table.plan.organisation.full_name),
        (_("Plan"), table.plan.title),
        (_("Tilstand per"), table.on),
        *table.figures,
        (_("Laget"), made_at),
        (_("Laget av"), made_by),
    ]
    notes = [_("Ikke innsendt.")]
    if table.since:
        notes.append(_("Endret siden %s:") % f"{table.since:%d.%m.%Y}")
        notes += [
            f"{change.number} {change.name}: {', '.join(change.sentences)}."
            for change in table.changes
        ] or [_("Ingenting er endret.")]
    has_strategies = any(part.strategy for part in table.parts)
    has_topics = any(part.topic for part in table.parts) and "Innsatsområde" not in table.kinds
    columns = [
        *([Column(_("Strategi"), 26)] if has_strategies else []),
        *([Column(_("Innsatsområde"), 18)] if has_topics else []),
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
    title = title_of(table)
    return workbook(
        [
            FactSheet(_("Om tabellen"), title, facts, notes),
            TableSheet(_("Tiltak"), "Tiltak", columns, rows, empty_text=_("Ingen tiltak")),
        ],
        title=title,
        made_at=made_at,
    )
