"""The admin, under the same rules as the pages: what may be seen, and what may be changed."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten
from django.db import models
from django.http import HttpRequest

from ruspolitikk.accounts.admin.log import LoggedAdmin
from ruspolitikk.accounts.models import (
    Organisation,
    User,
)
from ruspolitikk.fields import DayField, TextField, fingerprint

AS_ON_THE_PAGES: dict[Any, Any] = {
    models.DateField: {"form_class": DayField},
    models.CharField: {"form_class": TextField},
    models.TextField: {"form_class": TextField},
    models.SlugField: {"form_class": forms.SlugField},  # of an address, and a CharField too
}
"""The fields of the pages, so that what is asked and refused there is asked and refused here."""


def is_let_in(request: HttpRequest) -> bool:
    user = request.user
    return isinstance(user, User) and user.is_active and user.is_staff


class StandingForm(forms.ModelForm[Any]):
    """A row's form that knows what it was opened on: of two who edit at once, the second is told
    what stands now, and saves again if theirs is to count."""

    standing = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = {n: v for n, v in self.initial.items() if n in self.fields}
        if self.instance.pk:
            self.initial["standing"] = fingerprint(self.now)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        sent, now = cleaned.get("standing"), self.initial.get("standing")
        changed = {*self.changed_data} - {"standing"}
        if sent and now and sent != now and changed:
            sent_again: Any = self.data.copy()  # type: ignore[attr-defined]
            sent_again[self.add_prefix("standing")] = now
            self.data = sent_again
            told = "; ".join(
                f"{self.fields[name].label}: «{self._saved(name)}»" for name in changed
            )
            raise forms.ValidationError(
                f"Noen andre lagret mens du skrev, og ingenting er overskrevet. Lagret nå: {told}. "
                "Det du skrev, står i skjemaet. Lagrer du igjen, gjelder din versjon."
            )
        return cleaned

    def _saved(self, name: str) -> str:
        """What is saved, in words: of a relation its rows, not their ids."""
        field, value = self.fields[name], self.now.get(name)
        if isinstance(field, forms.ModelChoiceField):
            rows = value if isinstance(value, list) else [value]
            return ", ".join(str(row) for row in rows if row)
        return str(value if value is not None else "")


class BaseAdmin(LoggedAdmin):
    """What the lists and pages of every model have in common."""

    form = StandingForm
    formfield_overrides: ClassVar[Any] = AS_ON_THE_PAGES

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The form's own hidden field goes along, also where the fields are named."""
        fieldsets = list(super().get_fieldsets(request, obj))
        named = {field for _title, options in fieldsets for field in flatten(options["fields"])}
        if obj is not None and "standing" not in named and issubclass(self.form, StandingForm):
            fieldsets.append((None, {"fields": ("standing",)}))
        return fieldsets

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """A list is narrowed by the filters that stand beside it, and by nothing else.

        Django lets an address ask for any column, `email__startswith=a` too, and for any row that
        has a relation to these. Such an address is answered with the whole list.
        """
        offered = (*self.get_list_filter(request), self.date_hierarchy)
        is_offered = any(lookup == name or lookup.startswith(f"{name}__") for name in offered)
        if not is_offered or not super().lookup_allowed(lookup, value, request):
            raise IncorrectLookupParameters
        return True

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """No database finds a NUL, and PostgreSQL refuses to look for one."""
        return super().get_search_results(request, queryset, search_term.replace("\x00", " "))

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The row's own page, which has a rule of its own for who may see it."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None


class OwnedAdmin(BaseAdmin):
    """For models whose querysets know `visible_to` and `editable_by`, and rows `is_editable_by`.

    A byadministrator reads what everybody may read; a redaktør finds the own bydel's alone: what
    may be edited, or where nobody edits (history), the rows that `belongs_to` leads from to an
    organisation that they act for. A relation's choices are what this person may see, or, where
    `limit_to_own` names it, may change.
    """

    belongs_to = ""
    limit_to_own: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        user = request.user
        if not isinstance(user, User):
            return rows.none()
        if user.owns_the_system or user.is_city_admin:
            return rows.visible_to(user)
        if self.belongs_to:
            return rows.filter(**{f"{self.belongs_to}__in": user.acts_for_ids})
        return rows.editable_by(user)

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        """What a relation is chosen from, by a list, by ticks or by autocomplete."""
        model, user = db_field.remote_field.model, request.user
        is_own = db_field.name in self.limit_to_own
        if not isinstance(user, User):
            return model._default_manager.none()
        if model is Organisation:
            return Organisation.objects.filter(pk__in=[one.pk for one in user.acts_for])
        rows = model._default_manager
        return rows.editable_by(user) if is_own else rows.visible_to(user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_let_in(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_let_in(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return (
            is_let_in(request)
            and isinstance(user, User)
            and bool(user.is_superuser or user.acts_for_ids)
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_let_in(request) and (obj is None or obj.is_editable_by(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class ReadOnlyAdmin(OwnedAdmin):
    """History is read here and appended elsewhere: who did it and when, too, which no form has."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        own = {field.name for field in self.model._meta.concrete_fields}
        who_and_when = ("recorded_at", "recorded_by", "recorded_as")
        return (
            *super().get_readonly_fields(request, obj),
            *(name for name in who_and_when if name in own),
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
