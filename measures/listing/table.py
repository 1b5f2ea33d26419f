"""The list of tiltak: its columns, headings and ordering. A template writes its rows."""

from typing import Any

import django_tables2 as tables
from django.db.models import F

from measures.columns import COLUMN
from measures.models.queries import RISK_RANK, STATUS_RANK


def _ordered(queryset: Any, is_descending: bool, key: Any) -> tuple[Any, bool]:
    """By a key, blanks last either way, then by the plan's own order."""
    expression = F(key) if isinstance(key, str) else key
    first = expression.desc(nulls_last=True) if is_descending else expression.asc(nulls_last=True)
    return queryset.order_by(first, *queryset.in_order().query.order_by), True


class MeasureTable(tables.Table):
    n = tables.Column(COLUMN["n"].heading)
    name = tables.Column(COLUMN["text"].heading)
    bydel = tables.Column(COLUMN["bydel"].heading)
    responsible = tables.Column(COLUMN["responsible"].heading, orderable=False)
    status = tables.Column(COLUMN["status"].heading)
    risk = tables.Column(COLUMN["risk"].heading)
    due_on = tables.Column("Frist")
    reported = tables.Column(COLUMN["reported"].heading)

    class Meta:
        prefix = ""
        order_by_field = "sorter"

    def order_n(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        """By the codes in their natural order; what has none, by its number."""
        sign = "-" if is_descending else ""
        return queryset.order_by(f"{sign}code_key", f"{sign}n", "plan_id"), True

    def order_name(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        return _ordered(queryset, is_descending, "name_key")

    def order_bydel(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        return _ordered(queryset, is_descending, "plan__organisation__number")

    def order_status(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        return _ordered(queryset, is_descending, STATUS_RANK)

    def order_risk(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        return _ordered(queryset, not is_descending, RISK_RANK)

    def order_due_on(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        return _ordered(queryset, is_descending, "state_due_on")

    def order_reported(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        return _ordered(queryset, is_descending, "state_reported_on")
