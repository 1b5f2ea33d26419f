"""One order of locks, so that two who write at once wait for each other and never for ever.

A transaction locks what it is about to change in this order, and skips what it does not need:

1. what is worked through: a round, a reading, or the organisation whose plans are named;
2. the plan, by `locked`;
3. its measures, by `locked_by_id`, all that the act may touch at once and in the order of their
   ids: an UPDATE of many rows, also one that Django makes for a deletion, takes them in any order;
4. what hangs on them: responsible parties, links, entries, words.

The keys are left free (`no_key`): whoever has changed a measure asks for those of its plan, its
strategy and its bydel when the transaction ends, also of rows that it never locked. A row that is
deleted is locked by the DELETE, when all of these are held.

SQLite has one lock, taken when the transaction begins. Where PostgreSQL finds two that wait for
each other all the same, `plans/clash.py` tries once more.
"""

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
    own = rows.select_for_update(of=("self",), no_key=True).filter(pk=row.pk).order_by().first()
    if own is None:
        address = getattr(row, "get_absolute_url", str)()
        raise GoneError(address)
    return own


def locked_by_id[RowT: Model](rows: QuerySet[RowT]) -> list[RowT]:
    """The rows as they are now, in the order of their ids, and nobody else's until the transaction
    is over; in one query."""
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
