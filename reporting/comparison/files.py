"""Sammenlign as a table to take along: the measures of each side, all of them."""

from reporting.comparison.query import ComparisonQuery
from reporting.comparison.sentences import sentences_of
from reporting.comparison.sides import Side, measures_of
from reporting.export.status_report import measure_columns, measure_rows
from reporting.files.downloads import Download, name_of_file


def comparison_download(query: ComparisonQuery) -> Download:
    on, sides = query.day.on, query.compared.sides
    return Download(
        name=name_of_file("sammenlign", [query.question.short, *_names(query)], on),
        title=f"Sammenligning per {on:%d.%m.%Y}",
        sheet="Tiltak",
        facts=[
            ("Sammenlignet etter", query.question.heading),
            ("Status per", on),
            *((side.plan.short_name, _in_words(side, query)) for side in sides),
            *query.since_then.facts,
        ],
        columns=measure_columns(),
        rows=(
            row
            for side in sides
            for row in measure_rows(measures_of(side, query.question, query.day), on)
        ),
    )


def _names(query: ComparisonQuery) -> list[str]:
    return [plan.short_name for plan in query.chosen]


def _in_words(side: Side, query: ComparisonQuery) -> str:
    return " ".join([f"{side.state_label.capitalize()}.", *sentences_of(side, query.compared)])
