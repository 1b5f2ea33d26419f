"""A document, its layout and its rows, or an arbeidsark, as JSON and back: what is kept of it."""

from datetime import date
from typing import Any

from cattrs import Converter
from cattrs.preconf.json import make_converter

from measures.importing.document import Document
from measures.importing.review.answers import Answers
from measures.importing.review.decisions import ReviewRow
from measures.importing.tables.layout import Layout
from measures.importing.worksheet.reading import Worksheet


def _converter() -> Converter:
    converter = make_converter(omit_if_default=True)
    value = date | int | float | None
    converter.register_unstructure_hook(value, lambda one: one.isoformat() if _is_day(one) else one)
    converter.register_structure_hook(
        value, lambda one, _type: date.fromisoformat(one) if isinstance(one, str) else one
    )
    return converter


def _is_day(value: object) -> bool:
    return isinstance(value, date)


_CONVERTER = _converter()


def as_json(kept: Document | Layout | list[ReviewRow] | Answers | Worksheet) -> Any:
    return _CONVERTER.unstructure(kept)


def document_from(kept: Any) -> Document:
    return _CONVERTER.structure(kept, Document)


def layout_from(kept: Any) -> Layout:
    return _CONVERTER.structure(kept, Layout)


def rows_from(kept: Any) -> list[ReviewRow]:
    return _CONVERTER.structure(kept, list[ReviewRow])


def answers_from(kept: Any) -> Answers:
    return _CONVERTER.structure(kept, Answers)


def worksheet_from(kept: Any) -> Worksheet:
    return _CONVERTER.structure(kept, Worksheet)
