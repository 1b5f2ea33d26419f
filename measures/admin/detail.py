"""A measure's history in the admin."""

from django.contrib import admin
from django.utils.text import Truncator

from measures.admin.of_measure import OF_MEASURE, OfMeasureAdmin
from measures.models import Act, Deadline, Edit, Entry, ItemChange, Risk, Status, Withdrawal
from ruspolitikk.accounts.admin.base import ReadOnlyAdmin

ENTRY_COLUMNS = ("applies_on", "measure", "short_words", "recorded_as", "recorded_at")
ENTRY_FILTERS = (OF_MEASURE, "applies_on")


class EntryAdmin(OfMeasureAdmin):
    """Each entry as it was recorded. Nobody adds, changes or deletes history here."""

    search_fields = ("words", "measure__search_text")
    date_hierarchy = "applies_on"

    @admin.display(description="ordene")
    def short_words(self, entry: Entry) -> str:
        return Truncator(entry.words).chars(60)


@admin.register(Status)
class StatusAdmin(EntryAdmin):
    list_display = (*ENTRY_COLUMNS, "code", "remark")
    list_filter = ("code", *ENTRY_FILTERS)


@admin.register(Risk)
class RiskAdmin(EntryAdmin):
    list_display = (*ENTRY_COLUMNS, "level")
    list_filter = ("level", *ENTRY_FILTERS)


@admin.register(Deadline)
class DeadlineAdmin(EntryAdmin):
    list_display = (*ENTRY_COLUMNS, "kind", "due_on", "reason")
    list_filter = ("kind", *ENTRY_FILTERS)


@admin.register(ItemChange)
class ItemChangeAdmin(OfMeasureAdmin):
    list_display = ("applies_on", "measure", "act", "text", "recorded_as")
    list_filter = ("act", OF_MEASURE)
    search_fields = ("text",)


@admin.register(Edit)
class EditAdmin(OfMeasureAdmin):
    list_display = ("recorded_at", "measure", "part", "after", "recorded_as")


@admin.register(Act)
class ActAdmin(ReadOnlyAdmin):
    belongs_to = "organisation"
    list_display = ("recorded_at", "organisation", "kind", "reason", "recorded_as")
    list_filter = ("kind", "organisation")
    list_select_related = ("organisation",)
    date_hierarchy = "recorded_at"


@admin.register(Withdrawal)
class WithdrawalAdmin(OfMeasureAdmin):
    list_display = ("recorded_at", "measure", "reason", "recorded_as")
    list_filter = (OF_MEASURE,)
    search_fields = ("reason",)
    date_hierarchy = "recorded_at"
