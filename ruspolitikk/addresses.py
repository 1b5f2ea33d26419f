"""Ids and numbers that a form or an address sends: one is read, or there is no such row."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet
from django.utils.http import url_has_allowed_host_and_scheme

LARGEST_ID = 2**63 - 1


def as_id(text: str) -> int | None:
    """The id that a text names; None for anything that is not one, or that no database holds."""
    is_id = text.isdecimal() and len(text) <= len(str(LARGEST_ID)) and int(text) <= LARGEST_ID
    return int(text) if is_id else None


def ids_among(texts: Iterable[str]) -> set[int]:
    """The ids that some texts name; what is no id is left out."""
    return {pk for pk in map(as_id, texts) if pk is not None}


def row_named[RowT: Model](rows: QuerySet[RowT], text: str) -> RowT | None:
    """The row whose id a text names; None where there is none."""
    pk = as_id(text)
    return None if pk is None else rows.filter(pk=pk).first()


def safe_path(text: str) -> str:
    """An address within this site that a form or an address names; empty for any other."""
    is_ours = text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    return text if is_ours else ""
