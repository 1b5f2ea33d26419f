"""The admin, under the same rules as the pages: what may be seen, and what may be changed."""

from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.db import models
from django.http import HttpRequest
from django.utils.timezone import localtime

from ruspolitikk.accounts.admin.log import LoggedAdmin, write
from ruspolitikk.accounts.login.mail import write_change
from ruspolitikk.accounts.models import (
    LoggedAct,
    Membership,
    Organisation,
    RefusedAddress,
    User,
)
from ruspolitikk.accounts.outbox import try_again
from ruspolitikk.addresses import ids_among
from ruspolitikk.fields import DayField, TextField, fingerprint
from ruspolitikk.personal_data import IDENTITY_ALONE
from ruspolitikk.server import logs

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


class PeopleAdmin(BaseAdmin):
    """People and their roles, read by whoever keeps them and changed by a system owner: everybody
    else's way is «Personer», whose rules (`people/rules.py`) a second door would have to repeat.
    """

    def _reads(self, request: HttpRequest) -> bool:
        user = request.user
        return is_let_in(request) and isinstance(user, User) and user.keeps_for_the_city

    def _owns(self, request: HttpRequest) -> bool:
        user = request.user
        return is_let_in(request) and isinstance(user, User) and user.owns_the_system

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._reads(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._reads(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._owns(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._owns(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._owns(request)


class MembershipInline(admin.TabularInline[Membership, User]):
    model = Membership
    extra = 1
    formfield_overrides: ClassVar[Any] = AS_ON_THE_PAGES

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_let_in(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return isinstance(request.user, User) and request.user.owns_the_system

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class PersonForm(StandingForm, UserChangeForm[User]):
    pass


@admin.register(User)
class UserAdmin(PeopleAdmin, DjangoUserAdmin[User]):
    """No field here makes anybody a superuser; that is done on the command line alone."""

    form = PersonForm
    formfield_overrides: ClassVar[Any] = {
        **AS_ON_THE_PAGES,
        models.CharField: {"form_class": partial(TextField, points_out=IDENTITY_ALONE)},
    }
    inlines = (MembershipInline,)
    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", "memberships__role", "memberships__organisation")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email", "mail_arrives")}),
        ("Tilgang", {"fields": ("is_active", "is_staff", "last_login")}),
    )
    readonly_fields = ("last_login", "mail_arrives")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Who is saved, perhaps with another address, is sent to again; the one before is told."""
        super().save_model(request, obj, form, change)
        before = form.initial.get("email", "")
        if before and "email" in form.changed_data:
            write_change(obj, "people/address", to_address=before)
        try_again(obj.email)

    @admin.display(description="e-post kommer fram")
    def mail_arrives(self, user: User) -> str:
        own = RefusedAddress.objects.filter(address=user.email).exclude(address="").first()
        if own is None:
            return "–"
        when = f"{own.refusals} ganger, sist {localtime(own.refused_at):%d.%m.%Y}"
        again = " Vi prøver igjen når du lagrer brukeren." if own.is_given_up else ""
        return f"Nei. E-posttjeneren har avvist adressen {when}.{again}"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("memberships__organisation")

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Who has done something is kept. What it was is not told here: it may be in a draft."""
        _rows, _counts, forbidden, kept = super().get_deleted_objects(objs, request)
        people = [str(person) for person in objs]
        if kept:
            return people, {}, set(), ["Det brukeren har registrert"]
        return people, {"brukere": len(people)}, forbidden, []

    def user_change_password(self, request: HttpRequest, *args: Any, **named: Any) -> Any:
        password = User.objects.filter(pk__in=ids_among(named.values())).values_list(
            "pk", "password"
        )
        before = password.first()
        answer = super().user_change_password(request, *args, **named)
        if before and before != password.all().first():
            write(request.user, User.objects.get(pk=before[0]), "Passord byttet", "", "")
            logs.note("password changed", of=before[0], by=request.user.pk)
        return answer

    @admin.display(description="roller")
    def roles(self, user: User) -> str:
        return "; ".join(str(membership) for membership in user.memberships.all())


@admin.register(Membership)
class MembershipAdmin(PeopleAdmin):
    list_display = ("user", "role", "organisation")
    list_filter = ("role", "organisation")
    search_fields = ("user__username", "user__last_name", "organisation__name")
    list_select_related = ("user", "organisation")


@admin.register(Organisation)
class OrganisationAdmin(BaseAdmin):
    """The city and its fifteen bydeler: read by all who are let in, changed by a superuser."""

    list_display = ("name", "number", "kind", "slug")
    search_fields = ("name", "slug")
    ordering = ("kind", "number")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_let_in(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_let_in(request)


@admin.register(LoggedAct)
class LoggedActAdmin(ReadOnlyAdmin):
    belongs_to = "organisation"
    list_display = ("at", "by_name", "by_role", "about", "what")
    list_filter = ("kind", "organisation")
    search_fields = ("about", "plan")
