"""Plans, goals and strategies in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from plans.forms import PlanForm
from plans.models import Deletion, Goal, Plan, PlanChange, Strategy
from ruspolitikk.accounts.admin.base import OwnedAdmin, ReadOnlyAdmin


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

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An adopted plan's facts change on its own page, which asks why (domain.md, «An adopted
        plan's own facts»)."""
        facts = () if obj is None or obj.is_draft else PlanForm.FACTS
        return (*super().get_readonly_fields(request, obj), *facts)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or (obj.is_draft and self.has_change_permission(request, obj)):
            return super().get_prepopulated_fields(request, obj)
        return {}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An adopted plan is misfiled, with a reason, and not deleted."""
        is_draft = obj is None or obj.is_draft
        return is_draft and super().has_delete_permission(request, obj)


@admin.register(PlanChange)
class PlanChangeAdmin(ReadOnlyAdmin):
    belongs_to = "plan__organisation"
    list_display = ("plan", "part", "before", "after", "reason", "recorded_as", "recorded_at")
    list_filter = ("part", "plan__organisation")
    list_select_related = ("plan__organisation",)
    search_fields = ("reason",)
    date_hierarchy = "recorded_at"


@admin.register(Deletion)
class DeletionAdmin(ReadOnlyAdmin):
    belongs_to = "organisation"
    list_display = ("what", "address", "recorded_as", "recorded_at")
    list_filter = ("what", "organisation")
    date_hierarchy = "recorded_at"


class PlanPartAdmin(OwnedAdmin):
    """Of a draft; an adopted plan's goals and strategies change on its own page, which asks why."""

    list_display = ("plan", "number", "text", "means")
    list_filter = ("plan__organisation",)
    list_select_related = ("plan__organisation", "means__plan")
    search_fields = ("text", "plan__title")
    ordering = ("plan", "number")
    limit_to_own = ("plan",)

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        rows = super().get_field_queryset(db, db_field, request)
        if db_field.name == "means":
            return rows.filter(plan__in=Plan.objects.framework())
        return rows.filter(state=Plan.State.DRAFT) if db_field.name == "plan" else rows

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_draft = obj is None or obj.plan.is_draft
        return is_draft and super().has_change_permission(request, obj)


admin.site.register(Goal, PlanPartAdmin)
admin.site.register(Strategy, PlanPartAdmin)
