"""Rounds in the admin: the byadministrator's."""

from django.contrib import admin
from django.http import HttpRequest

from reporting.models import Round
from ruspolitikk.accounts.admin import OwnedAdmin
from ruspolitikk.accounts.models import User


@admin.register(Round)
class RoundAdmin(OwnedAdmin):
    list_display = ("name", "cut_off")
    search_fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and (user.owns_the_system or user.is_city_admin)
