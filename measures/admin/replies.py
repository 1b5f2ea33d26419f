"""Svar uten konto in the admin."""

from django.contrib import admin

from measures.admin.of_measure import OF_MEASURE, OfMeasureAdmin
from measures.models import Reply, ReplyLink
from ruspolitikk.accounts.admin.base import ReadOnlyAdmin


@admin.register(ReplyLink)
class ReplyLinkAdmin(ReadOnlyAdmin):
    belongs_to = "plan__organisation"
    list_display = ("responsible", "plan", "expires_on", "created_as", "revoked_at")
    list_filter = ("plan__organisation",)
    list_select_related = ("responsible", "plan__organisation")
    search_fields = ("responsible__name",)
    exclude = ("nonce",)  # half of the key


@admin.register(Reply)
class ReplyAdmin(OfMeasureAdmin):
    list_display = ("recorded_at", "recorded_as", "measure", "words", "risk", "outcome")
    list_filter = ("outcome", OF_MEASURE)
    search_fields = ("words", "measure__search_text")
