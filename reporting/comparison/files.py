"""Side om side as a table to take along: the measures of each side, all of them."""

from reporting.comparison.query import ComparisonQuery
from reporting.comparison.sentences import sentences_of
from reporting.comparison.sides import Side, measures_of
from reporting.export.status_report import measure_columns, measure_rows
from reporting.files.downloads import Download


def comparison_download(query: ComparisonQuery) -> Download:
    on, sides = query.day.on, query.compared.sides
    return Download(
        name=f"side-om-side-{on:%Y-%m-%d}",
        title=f"Side om side per {on:%d.%m.%Y}",
        sheet="Tiltak",
        facts=[
            ("Sammenlignet etter", query.question.heading),
            ("Tilstand per", on),
            *((side.plan.short_name, _in_words(side, query)) for side in sides),
        ],
        columns=measure_columns(),
        rows=(
            row
            for side in sides
            for row in measure_rows(measures_of(side, query.question, query.day), on)
        ),
    )


def _in_words(side: Side, query: ComparisonQuery) -> str:
    return " ".join([f"{side.state_label.capitalize()}.", *sentences_of(side, query.question)])
