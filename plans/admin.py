"""Plans, goals and strategies in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.admin import OwnedAdmin


@admin.register(Plan)
class PlanAdmin(OwnedAdmin):
    list_display = ("title", "organisation", "period", "state", "adopted_on", "case_number")
    list_filter = ("state", "organisation")
    list_select_related = ("organisation",)
    search_fields = ("title", "slug", "case_number", "organisation__name")
    ordering = ("organisation__number", "-starts_on")
    prepopulated_fields = {"slug": ("title",)}  # noqa: RUF012
    limit_to_own = ("organisation",)
    readonly_fields = (
        "state",
        "adopted_on",
    )  # a plan is adopted on its own page, which keeps its wording

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or self.has_change_permission(request, obj):
            return super().get_prepopulated_fields(request, obj)
        return {}


class PlanPartAdmin(OwnedAdmin):
    list_display = ("plan", "number", "text", "means")
    list_filter = ("plan__organisation",)
    list_select_related = ("plan__organisation", "means__plan")
    search_fields = ("text", "plan__title")
    ordering = ("plan", "number")
    limit_to_own = ("plan",)

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        rows = super().get_field_queryset(db, db_field, request)
        is_citys = db_field.name == "means"
        return rows.filter(plan__in=Plan.objects.framework()) if is_citys else rows


admin.site.register(Goal, PlanPartAdmin)
admin.site.register(Strategy, PlanPartAdmin)
