"""Measures, their history, the responsible parties and the vocabulary in the admin."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.timezone import localdate

from measures.items import save_item
from measures.models import (
    AdoptedWording,
    Assignment,
    Deadline,
    Dismissal,
    Edit,
    Entry,
    Item,
    ItemChange,
    Measure,
    NoLocalMeasure,
    PartyChange,
    Reply,
    ReplyLink,
    Responsible,
    Risk,
    Status,
    StatusWord,
    Succession,
    WordMapping,
)
from measures.models.edit import Words, note_edit
from ruspolitikk.accounts.admin import OwnedAdmin, ReadOnlyAdmin
from ruspolitikk.accounts.models import User
from ruspolitikk.wording import fold


class MeasureAdminForm(forms.ModelForm[Measure]):
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


OF_MEASURE = "measure__plan__organisation"
"""From what is said of a measure to the bydel that it belongs to."""

ENTRY_COLUMNS = ("applies_on", "measure", "short_words", "recorded_as", "recorded_at")
ENTRY_FILTERS = ("measure__plan__organisation", "applies_on")


class EntryAdmin(ReadOnlyAdmin):
    """Each entry as it was recorded. Nobody adds, changes or deletes history here."""

    belongs_to = OF_MEASURE
    list_select_related = (OF_MEASURE,)
    search_fields = ("words", "measure__search_text")
    date_hierarchy = "applies_on"

    @admin.display(description="ordene")
    def short_words(self, entry: Entry) -> str:
        return Truncator(entry.words).chars(60)


@admin.register(Status)
class StatusAdmin(EntryAdmin):
    list_display = (*ENTRY_COLUMNS, "code", "remark")
    list_filter = ("code", *ENTRY_FILTERS)


@admin.register(Risk)
class RiskAdmin(EntryAdmin):
    list_display = (*ENTRY_COLUMNS, "level")
    list_filter = ("level", *ENTRY_FILTERS)


@admin.register(Deadline)
class DeadlineAdmin(EntryAdmin):
    list_display = (*ENTRY_COLUMNS, "kind", "due_on", "reason")
    list_filter = ("kind", *ENTRY_FILTERS)


@admin.register(Dismissal)
class DismissalAdmin(ReadOnlyAdmin):
    """Who put which warning to rest, and why. Nobody adds, changes or deletes it here."""

    belongs_to = OF_MEASURE
    list_display = ("recorded_at", "measure", "kind", "act", "reason", "recorded_as")
    list_filter = ("kind", "act", "measure__plan__organisation")
    list_select_related = ("measure__plan__organisation",)
    search_fields = ("reason", "measure__search_text")
    date_hierarchy = "recorded_at"


@admin.register(AdoptedWording)
class AdoptedWordingAdmin(EntryAdmin):
    list_display = ("measure", "short_words", "recorded_as", "recorded_at")
    list_filter = ("measure__plan__organisation",)
    search_fields = ("text", "title")
    date_hierarchy = "recorded_at"

    @admin.display(description="ordlyd")
    def short_words(self, entry: Any) -> str:
        return Truncator(str(entry)).chars(60)


class WithdrawableAdmin(ReadOnlyAdmin):
    """What was said of a plan, and what was withdrawn: said and withdrawn on its own page."""

    belongs_to = "plan__organisation"
    list_filter: ClassVar[tuple[str, ...]] = ("plan__organisation",)
    list_select_related: ClassVar[tuple[str, ...]] = ("plan__organisation",)
    search_fields = ("reason",)
    date_hierarchy = "recorded_at"


@admin.register(NoLocalMeasure)
class NoLocalMeasureAdmin(WithdrawableAdmin):
    list_display = ("plan", "city_measure", "reason", "recorded_as", "recorded_at", "withdrawn_at")


@admin.register(Succession)
class SuccessionAdmin(WithdrawableAdmin):
    list_display = ("old", "kind", "new", "plan", "reason", "recorded_as", "withdrawn_at")
    list_filter = ("kind", "plan__organisation")
    list_select_related = ("plan__organisation", "old__plan", "new__plan")


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


@admin.register(ItemChange)
class ItemChangeAdmin(ReadOnlyAdmin):
    belongs_to = OF_MEASURE
    list_display = ("applies_on", "measure", "act", "text", "recorded_as")
    list_filter = ("act", "measure__plan__organisation")
    list_select_related = ("measure__plan__organisation",)
    search_fields = ("text",)


@admin.register(Edit)
class EditAdmin(ReadOnlyAdmin):
    belongs_to = OF_MEASURE
    list_display = ("recorded_at", "measure", "part", "after", "recorded_as")
    list_select_related = ("measure__plan__organisation",)


@admin.register(Assignment)
class AssignmentAdmin(OwnedAdmin):
    list_display = ("measure", "responsible", "position")
    list_select_related = ("measure__plan__organisation", "responsible")
    search_fields = ("responsible__name",)
    autocomplete_fields = ("measure", "responsible")
    limit_to_own = ("measure", "responsible")


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
        in_bydel = Q(memberships__organisation__in=own) | Q(responsible_for__organisation__in=own)
        return User.objects.filter(in_bydel).distinct()


@admin.register(PartyChange)
class PartyChangeAdmin(ReadOnlyAdmin):
    belongs_to = "party__organisation"
    list_display = ("recorded_at", "act", "old_name", "new_name", "recorded_as")
    list_filter = ("act", "party__organisation")
    search_fields = ("old_name", "new_name")


@admin.register(ReplyLink)
class ReplyLinkAdmin(ReadOnlyAdmin):
    belongs_to = "plan__organisation"
    list_display = ("responsible", "plan", "expires_on", "created_as", "revoked_at")
    list_filter = ("plan__organisation",)
    list_select_related = ("responsible", "plan__organisation")
    search_fields = ("responsible__name",)
    exclude = ("nonce",)  # half of the key


@admin.register(Reply)
class ReplyAdmin(ReadOnlyAdmin):
    belongs_to = OF_MEASURE
    list_display = ("recorded_at", "recorded_as", "measure", "words", "risk", "outcome")
    list_filter = ("outcome", "measure__plan__organisation")
    list_select_related = ("measure__plan__organisation",)
    search_fields = ("words", "measure__search_text")


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
