"""What wordings mean, in the admin."""

from django.contrib import admin

from measures.models import StatusWord, WordMapping
from ruspolitikk.accounts.admin import OwnedAdmin, ReadOnlyAdmin


@admin.register(StatusWord)
class StatusWordAdmin(OwnedAdmin):
    list_display = ("words", "code", "organisation")
    list_filter = ("code", "organisation")
    list_select_related = ("organisation",)
    search_fields = ("words",)
    limit_to_own = ("organisation",)


@admin.register(WordMapping)
class WordMappingAdmin(ReadOnlyAdmin):
    belongs_to = "organisation"
    list_display = ("recorded_at", "organisation", "words", "code", "filled", "recorded_as")
    list_filter = ("organisation", "code")
    list_select_related = ("organisation",)
    search_fields = ("words",)
