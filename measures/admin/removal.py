"""Misfiled measures in the admin: who marked them, and why."""

from django.contrib import admin

from measures.admin.of_measure import OF_MEASURE, OfMeasureAdmin
from measures.models import Misfiling


@admin.register(Misfiling)
class MisfilingAdmin(OfMeasureAdmin):
    list_display = ("measure", "act", "reason", "recorded_as", "recorded_at")
    list_filter = ("act", OF_MEASURE)
    search_fields = ("reason",)
    date_hierarchy = "recorded_at"
