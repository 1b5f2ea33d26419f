"""A draft of the case for bydelsutvalget, in Word: figures, deviations, changes, then the table."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from reporting.council.cells import kind_of
from reporting.council.files import USUAL_WIDTH, WIDTHS
from reporting.files.docx import Block, Heading, Paragraph, Table, write_document
from reporting.submission.files.cells import cells_of, headings_of
from reporting.submission.files.changes import ChangesSince
from reporting.submission.files.contents import (
    counts_of,
    deviations_of,
    facts_of,
    figures_of,
    mark_of,
    moment_of,
    title_of,
)
from reporting.submission.files.picture import bar, bar_in_words, legend
from reporting.submission.sent import SentReport

WIDE_BAR = 20.0
"""Centimetres, of a page on its side."""


def word_file(report: SentReport, changes: ChangesSince) -> bytes:
    file = BytesIO()
    write_document(
        file, title_of(report), blocks_of(report, changes), footer=mark_of(report),
        now=moment_of(report),
    )  # fmt: skip
    return file.getvalue()


def blocks_of(report: SentReport, changes: ChangesSince) -> Iterator[Block]:
    """What it says, whichever kind of file it is written as."""
    head = report.head
    yield Paragraph("Utkast til saksframlegg for bydelsutvalget")
    yield Paragraph(
        f"Laget av rapporten som {head['bydel']} sendte til byen {moment_of(report):%d.%m.%Y}. "
        "Tekst i hakeparentes skrives av bydelen."
    )
    yield Heading("Forslag til vedtak")
    yield Paragraph(
        f"[Bydelsutvalget tar status for {head['plan']} per {head['cut_off']:%d.%m.%Y} "
        "til orientering.]"
    )
    yield Heading("Oppsummering")
    yield Paragraph(report.lead)
    yield Paragraph(head["comment"] or "[Bydelen har ikke skrevet noen oppsummering.]")
    yield Heading("Hovedtall")
    yield Table(["Hva", "Antall"], [3, 2], _pairs(figures_of(report)))
    yield from _picture(report)
    yield Heading("Avvik")
    yield from _listed([each.in_words for each in deviations_of(report)], "Ingen avvik.")
    yield Heading(changes.heading)
    yield from _listed([each.in_words for each in changes.changes], changes.nothing)
    yield Heading("Tiltakene")
    yield from _tables(report)
    yield Heading("Om rapporten")
    yield fact_table(facts_of(report))


def fact_table(facts: Iterable[tuple[str, object]]) -> Table:
    """What a file is, for who has it in hand; a day and a moment as people write them."""
    in_words = [(name, _in_words(value)) for name, value in facts]
    # So wide that a checksum stands on one line, in portrait too: a PDF parts it with a hyphen.
    return Table(["Hva", "Verdi"], [2, 9], _pairs(in_words))


def _picture(report: SentReport) -> Iterator[Block]:
    """How far the measures are come that were to be reported; none where there were none."""
    rate = counts_of(report).rate
    if not rate.base:
        return
    told = bar_in_words(report.stages, rate.not_reported)
    yield Heading("Hvor langt tiltakene er kommet", 2)
    yield legend()
    alternative = f"{report.head['bydel']}: {told}"
    drawn = bar(report.stages, rate.not_reported, alternative, WIDE_BAR)
    yield Table(
        ["Tiltak som var med i runden", "Antall"],
        [6, 1],
        [[[drawn], [Paragraph(f"{rate.base} tiltak")]]],
    )


def _pairs(pairs: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> list[list[list[Paragraph]]]:
    return [[[Paragraph(name)], [Paragraph(value)]] for name, value in pairs]


def _in_words(value: object) -> str:
    hour = getattr(value, "hour", None)
    if hour is not None:
        return f"{value:%d.%m.%Y kl. %H.%M}"
    return f"{value:%d.%m.%Y}" if hasattr(value, "year") else str(value)


def _listed(lines: list[str], nothing: str) -> Iterator[Block]:
    if nothing and not lines:
        yield Paragraph(nothing)
    for line in lines:
        yield Paragraph(line, is_bullet=True)


def _tables(report: SentReport) -> Iterator[Block]:
    """The plan's own table, a part for each strategy that it names."""
    headings = headings_of(report.head)
    widths = [WIDTHS.get(kind_of(heading), USUAL_WIDTH) for heading in headings]
    for strategy, rows in report.groups:
        if strategy or len(report.groups) > 1:
            yield Heading(f"Strategi {strategy}" if strategy else "Uten strategi", 2)
        yield Table(
            headings,
            widths,
            (
                [
                    [Paragraph(line.text, line.is_bullet) for line in cell]
                    for cell in cells_of(row, headings)
                ]
                for row in rows
            ),
        )
