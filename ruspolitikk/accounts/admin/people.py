"""The admin's pages of people, roles, organisations and the log of acts."""

from functools import partial
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db import models
from django.http import HttpRequest
from django.utils.timezone import localtime

from ruspolitikk.accounts.admin.base import (
    AS_ON_THE_PAGES,
    BaseAdmin,
    ReadOnlyAdmin,
    StandingForm,
    is_let_in,
)
from ruspolitikk.accounts.admin.log import write
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
from ruspolitikk.fields import TextField
from ruspolitikk.personal_data import IDENTITY_ALONE
from ruspolitikk.server import logs


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
    class Meta(UserChangeForm.Meta):
        field_classes: ClassVar[Any] = {}  # the admin's own, which refuse a fødselsnummer


class NewPersonForm(AdminUserCreationForm[User]):
    class Meta(AdminUserCreationForm.Meta):
        field_classes: ClassVar[Any] = {}


@admin.register(User)
class UserAdmin(PeopleAdmin, DjangoUserAdmin[User]):
    """No field here makes anybody a superuser; that is done on the command line alone."""

    form, add_form = PersonForm, NewPersonForm
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
