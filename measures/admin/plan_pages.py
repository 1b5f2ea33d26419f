"""A plan in the admin: what was adopted, and what it says of another plan."""

from typing import ClassVar

from django.contrib import admin
from django.utils.text import Truncator

from measures.admin.of_measure import OF_MEASURE, OfMeasureAdmin
from measures.models import AdoptedWording, NoLocalMeasure, NotAnswered, Succession
from ruspolitikk.accounts.admin.base import ReadOnlyAdmin


@admin.register(AdoptedWording)
class AdoptedWordingAdmin(OfMeasureAdmin):
    list_display = ("measure", "short_words", "recorded_as", "recorded_at")
    list_filter = (OF_MEASURE,)
    search_fields = ("text", "title")
    date_hierarchy = "recorded_at"

    @admin.display(description="ordlyd")
    def short_words(self, wording: AdoptedWording) -> str:
        return Truncator(str(wording)).chars(60)


class WithdrawableAdmin(ReadOnlyAdmin):
    """What was said of a plan, and what was withdrawn: said and withdrawn on its own page."""

    belongs_to = "plan__organisation"
    list_filter: ClassVar[tuple[str, ...]] = ("plan__organisation",)
    list_select_related: ClassVar[tuple[str, ...]] = ("plan__organisation",)
    search_fields = ("reason",)
    date_hierarchy = "recorded_at"


@admin.register(NoLocalMeasure)
class NoLocalMeasureAdmin(WithdrawableAdmin):
    list_display = ("plan", "city_measure", "reason", "recorded_as", "recorded_at", "withdrawn_at")


@admin.register(NotAnswered)
class NotAnsweredAdmin(OfMeasureAdmin):
    list_display = ("measure", "city_measure", "recorded_as", "recorded_at")
    list_filter = (OF_MEASURE,)
    date_hierarchy = "recorded_at"


@admin.register(Succession)
class SuccessionAdmin(WithdrawableAdmin):
    list_display = ("old", "kind", "new", "plan", "reason", "recorded_as", "withdrawn_at")
    list_filter = ("kind", "plan__organisation")
    list_select_related = ("plan__organisation", "old__plan", "new__plan")
