"""Measures and their parts in the admin: who is responsible, and the items."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.timezone import localdate

from measures.items import save_item
from measures.models import Assignment, Item, Measure, Responsible
from measures.models.edit import Words, note_edit
from measures.models.measure import joining_day
from ruspolitikk.accounts.admin.base import AS_ON_THE_PAGES, OwnedAdmin, StandingForm
from ruspolitikk.accounts.models import User
from ruspolitikk.wording import fold


class MeasureAdminForm(StandingForm):
    """Refuses what belongs to another plan, and answers to anything but the city's measures."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        plan_id = cleaned["plan"].pk if cleaned.get("plan") else self.instance.plan_id
        strategy = cleaned.get("strategy")
        if strategy and strategy.plan_id != plan_id:
            raise ValidationError({"strategy": "Strategien hører til en annen plan."})
        if any(goal.plan_id != plan_id for goal in cleaned.get("goals") or []):
            raise ValidationError({"goals": "Et av målene hører til en annen plan."})
        return cleaned


class PartInline(admin.TabularInline[Any, Measure]):
    """Seen and changed with the measure."""

    extra = 0
    formfield_overrides: ClassVar[Any] = AS_ON_THE_PAGES

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or (isinstance(request.user, User) and obj.is_editable_by(request.user))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class ItemInline(PartInline):
    model = Item

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # an item is withdrawn on its own page, where its history is kept


class AssignmentInline(PartInline):
    model = Assignment
    autocomplete_fields = ("responsible",)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "responsible":
            kwargs["queryset"] = Responsible.objects.editable_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Measure)
class MeasureAdmin(OwnedAdmin):
    form = MeasureAdminForm
    list_display = ("number", "name", "plan", "status_words", "deadline_words")
    list_display_links = ("name",)
    list_filter = ("plan__organisation", "latest_status__code")
    list_select_related = ("plan__organisation", "latest_status", "latest_deadline")
    search_fields = ("search_text", "code")
    ordering = ("plan", "position")
    inlines = (ItemInline, AssignmentInline)
    limit_to_own = ("plan", "strategy", "goals")
    fields = (
        "plan",
        "n",
        "position",
        "code",
        "title",
        "text",
        "goal_text",
        "strategy",
        "goals",
        "topic",
        "responsible_text",
        "answers",
    )
    filter_horizontal = ("answers",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A measure's number and plan never change once they are given."""
        return ("plan", "n") if obj else ()

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        rows = super().get_field_queryset(db, db_field, request)
        return rows.framework() if db_field.name == "answers" else rows

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        return super().get_search_results(request, queryset, fold(search_term))

    def save_model(self, request: HttpRequest, obj: Measure, form: Any, change: bool) -> None:
        """Count the edit, so that a form opened before it on the pages is told.

        Only what was changed is written: somebody may have reported since the measure was read.
        """
        obj.edit_version += 1
        form.words_before = Words.of(obj) if change else None
        if not change:
            obj.joined_on = joining_day(obj.plan, localdate())
            super().save_model(request, obj, form, change)
            return
        own = {field.name for field in Measure._meta.concrete_fields}
        obj.save(update_fields={"edit_version", *own.intersection(form.changed_data)})

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is not Item or not isinstance(request.user, User):
            super().save_formset(request, form, formset, change)
            return
        for item in formset.save(commit=False):
            save_item(item, on=localdate(), by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The parts are searched and listed with their measure, so its texts follow them."""
        super().save_related(request, form, formsets, change)
        measure = form.instance
        if not measure.responsible_text:
            parties = measure.assignments.select_related("responsible")
            measure.responsible_text = "\n".join(one.responsible.name for one in parties)
        measure.save(update_fields={"responsible_text", *Measure.DERIVED})
        if isinstance(request.user, User):
            note_edit(measure, form.words_before, by=request.user)

    @admin.display(description="status")
    def status_words(self, measure: Measure) -> str:
        return measure.latest_status.words if measure.latest_status else "Ikke rapportert"

    @admin.display(description="frist")
    def deadline_words(self, measure: Measure) -> str:
        return measure.latest_deadline.words if measure.latest_deadline else "–"


@admin.register(Item)
class ItemAdmin(OwnedAdmin):
    list_display = ("measure", "position", "text")
    list_filter = ("measure__plan__organisation",)
    list_select_related = ("measure__plan__organisation",)
    search_fields = ("text",)
    autocomplete_fields = ("measure",)
    limit_to_own = ("measure",)

    def save_model(self, request: HttpRequest, obj: Item, form: Any, change: bool) -> None:
        if isinstance(request.user, User):
            save_item(obj, on=localdate(), by=request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Assignment)
class AssignmentAdmin(OwnedAdmin):
    list_display = ("measure", "responsible", "position")
    list_select_related = ("measure__plan__organisation", "responsible")
    search_fields = ("responsible__name",)
    autocomplete_fields = ("measure", "responsible")
    limit_to_own = ("measure", "responsible")
