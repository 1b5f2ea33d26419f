"""The registers of responsible parties in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from measures.models import PartyChange, Responsible
from ruspolitikk.accounts.admin.base import OwnedAdmin, ReadOnlyAdmin
from ruspolitikk.accounts.models import Membership, User


@admin.register(Responsible)
class ResponsibleAdmin(OwnedAdmin):
    list_display = ("name", "organisation", "kind", "closed_on", "merged_into")
    list_filter = ("organisation", "kind")
    list_select_related = ("organisation", "merged_into")
    search_fields = ("name",)
    exclude = ("email",)  # personal data, shown to the bydel's redaktør alone, on the party's page
    filter_horizontal = ("users",)
    limit_to_own = ("organisation", "part_of")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A party gets a new name on its page, where the former one is kept."""
        return ("name", "merged_into") if obj else ("merged_into",)

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        """A redaktør links those who are ansvarlig in the own bydel."""
        if db_field.name != "users":
            return super().get_field_queryset(db, db_field, request)
        user = request.user
        if not isinstance(user, User) or user.owns_the_system:
            return None
        own = user.acts_for_ids
        roles = Membership.objects.valid_today().filter(organisation__in=own)
        in_bydel = Q(memberships__in=roles) | Q(responsible_for__organisation__in=own)
        return User.objects.filter(in_bydel).distinct()


@admin.register(PartyChange)
class PartyChangeAdmin(ReadOnlyAdmin):
    belongs_to = "party__organisation"
    list_display = ("recorded_at", "act", "old_name", "new_name", "recorded_as")
    list_filter = ("act", "party__organisation")
    search_fields = ("old_name", "new_name")
