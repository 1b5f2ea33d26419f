"""Rounds and themes in the admin: the byadministrator's."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from reporting.models import Theme
from reporting.models.round import Round, keeps_for_the_city
from ruspolitikk.accounts.admin import OwnedAdmin
from ruspolitikk.accounts.models import User


class KeptForTheCityAdmin(OwnedAdmin):
    search_fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and keeps_for_the_city(user)


@admin.register(Round)
class RoundAdmin(KeptForTheCityAdmin):
    list_display = ("name", "cut_off")


@admin.register(Theme)
class ThemeAdmin(KeptForTheCityAdmin):
    list_display = ("name", "words")
    prepopulated_fields = {"slug": ("name",)}  # noqa: RUF012

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_prepopulated_fields(request, obj) if obj is None else {}
