"""Kontroll in the admin: who put which warning to rest."""

from django.contrib import admin

from measures.admin.of_measure import OF_MEASURE, OfMeasureAdmin
from measures.models import Dismissal


@admin.register(Dismissal)
class DismissalAdmin(OfMeasureAdmin):
    """Who put which warning to rest, and why. Nobody adds, changes or deletes it here."""

    list_display = ("recorded_at", "measure", "kind", "act", "reason", "recorded_as")
    list_filter = ("kind", "act", OF_MEASURE)
    search_fields = ("reason", "measure__search_text")
    date_hierarchy = "recorded_at"
