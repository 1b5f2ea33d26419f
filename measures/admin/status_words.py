"""What wordings mean, in the admin."""

from django.contrib import admin

from measures.models import MappingWithdrawal, StatusWord, WordMapping
from ruspolitikk.accounts.admin.base import OwnedAdmin, ReadOnlyAdmin


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


@admin.register(MappingWithdrawal)
class MappingWithdrawalAdmin(ReadOnlyAdmin):
    belongs_to = "mapping__organisation"
    list_display = ("recorded_at", "mapping", "reason", "recorded_as")
    list_select_related = ("mapping",)
    search_fields = ("reason",)
