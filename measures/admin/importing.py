"""Where measures were read from, in the admin."""

from django.contrib import admin

from measures.admin.of_measure import OF_MEASURE, OfMeasureAdmin
from measures.models import MeasureSource


@admin.register(MeasureSource)
class MeasureSourceAdmin(OfMeasureAdmin):
    list_display = ("measure", "document", "place")
    list_filter = (OF_MEASURE,)
    search_fields = ("document",)
