"""The row that two who write at once wait for; deleted in the same moment, it is gone."""

from django.db.models import Manager, Model, QuerySet
from django.http import Http404


class GoneError(Http404):
    """It was there when the page was opened, and nothing was written. `address` is its page's;
    who deleted it may be told there (`plans.views.not_found`)."""

    def __init__(self, address: str = "") -> None:
        super().__init__()
        self.address = address


def locked[RowT: Model](row: RowT, rows: QuerySet[RowT] | Manager[RowT]) -> RowT:
    """The row as it is now, and nobody else's until the transaction is over. Raises GoneError where
    it is none of `rows` any more."""
    own = rows.select_for_update(of=("self",)).filter(pk=row.pk).order_by().first()
    if own is None:
        address = getattr(row, "get_absolute_url", str)()
        raise GoneError(address)
    return own
