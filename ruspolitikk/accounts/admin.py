"""The admin, under the same rules as the pages: what may be seen, and what may be changed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db import models
from django.http import HttpRequest

from ruspolitikk.accounts.models import Membership, Organisation, User

admin.site.site_header = "ruspolitikk, administrasjon"
admin.site.site_title = "ruspolitikk"
admin.site.index_title = "Det du kan se og endre"


def is_let_in(request: HttpRequest) -> bool:
    user = request.user
    return isinstance(user, User) and user.is_active and user.is_staff


class OwnedAdmin(admin.ModelAdmin[Any]):
    """For models whose querysets know `visible_to` and `editable_by`, and rows `is_editable_by`.

    A byadministrator reads what everybody may read; a redaktør finds the own bydel's alone.
    `limit_to_own` names the relations whose choices are what this person may change.
    """

    limit_to_own: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        user = request.user
        if isinstance(user, User) and (user.is_superuser or user.is_city_admin):
            return rows.visible_to(user)
        return rows.editable_by(user)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """No database finds a NUL, and PostgreSQL refuses to look for one."""
        return super().get_search_results(request, queryset, search_term.replace("\x00", " "))

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

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        if db_field.name in self.limit_to_own:
            kwargs["queryset"] = own_choices(db_field.remote_field.model, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField[Any] | None:
        if db_field.name in self.limit_to_own:
            kwargs["queryset"] = own_choices(db_field.remote_field.model, request)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def own_choices(model: type[models.Model], request: HttpRequest) -> Any:
    """The rows of a related model that this person may change something for."""
    user = request.user
    manager: Any = model._default_manager
    if model is Organisation:
        everything = manager.all()
        if not isinstance(user, User) or user.is_superuser:
            return everything
        return everything.filter(pk__in=user.acts_for_ids)
    return manager.editable_by(user)


class ReadOnlyAdmin(OwnedAdmin):
    """History is read here and appended elsewhere."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PeopleAdmin(admin.ModelAdmin[Any]):
    """People and their roles are the byadministrator's.

    Nobody changes a superuser here but a superuser, and nobody gives roles to themselves.
    """

    def _keeps_people(self, request: HttpRequest) -> bool:
        user = request.user
        return (
            is_let_in(request)
            and isinstance(user, User)
            and (user.is_superuser or user.is_city_admin)
        )

    def person_of(self, obj: Any) -> User:
        raise NotImplementedError

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._keeps_people(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._keeps_people(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._keeps_people(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not self._keeps_people(request):
            return False
        return obj is None or may_change_person(request, self.person_of(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


def may_change_person(request: HttpRequest, person: User) -> bool:
    user = request.user
    if not isinstance(user, User):
        return False
    return user.is_superuser or not (person.is_superuser or person.pk == user.pk)


class MembershipInline(admin.TabularInline[Membership, User]):
    model = Membership
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_let_in(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or may_change_person(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(User)
class UserAdmin(PeopleAdmin, DjangoUserAdmin[User]):
    """No field here makes anybody a superuser; that is done on the command line alone."""

    inlines = (MembershipInline,)
    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", "memberships__role", "memberships__organisation")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Tilgang", {"fields": ("is_active", "is_staff", "last_login")}),
    )
    readonly_fields = ("last_login",)

    def person_of(self, obj: Any) -> User:
        return obj  # type: ignore[no-any-return]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("memberships__organisation")

    @admin.display(description="roller")
    def roles(self, user: User) -> str:
        return "; ".join(str(membership) for membership in user.memberships.all())


@admin.register(Membership)
class MembershipAdmin(PeopleAdmin):
    list_display = ("user", "role", "organisation")
    list_filter = ("role", "organisation")
    search_fields = ("user__username", "user__last_name", "organisation__name")
    list_select_related = ("user", "organisation")

    def person_of(self, obj: Any) -> User:
        return obj.user  # type: ignore[no-any-return]

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        if db_field.name == "user" and isinstance(request.user, User):
            people = User.objects.all()
            if not request.user.is_superuser:
                people = people.exclude(is_superuser=True).exclude(pk=request.user.pk)
            kwargs["queryset"] = people
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin[Any]):
    """The city and its fifteen bydeler: read by all who are let in, changed by a superuser."""

    list_display = ("name", "number", "kind", "slug")
    search_fields = ("name", "slug")
    ordering = ("kind", "number")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_let_in(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_let_in(request)
