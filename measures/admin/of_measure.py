"""What the history of a measure has in common in the admin, whichever room it is told in."""

from typing import ClassVar

from ruspolitikk.accounts.admin.base import ReadOnlyAdmin

OF_MEASURE = "measure__plan__organisation"
"""From what is said of a measure to the bydel that it belongs to."""


class OfMeasureAdmin(ReadOnlyAdmin):
    """Read with its measure. Nobody adds, changes or deletes it here."""

    belongs_to = OF_MEASURE
    list_select_related: ClassVar[tuple[str, ...]] = (OF_MEASURE,)
