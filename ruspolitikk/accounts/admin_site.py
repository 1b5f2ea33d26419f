"""The admin as a whole: what it is called, and which of Django's addresses it has.

Not in `admin/`: Django fetches it before anything is registered, and what that folder registers
while it is fetched would be lost.
"""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect

NO_DOOR_OF_ITS_OWN = {"login", "view_on_site"}


class OwnAdminSite(AdminSite):
    site_header = "ruspolitikk, administrasjon"
    site_title = "ruspolitikk"
    index_title = "Det du kan se og endre"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Without allauth's own pages, which show the secrets behind somebody's log-in."""
        if not getattr(admin_class, "__module__", "").startswith("allauth."):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list[Any]:
        """Without a log-in of its own: the ordinary one counts the guesses, and asks for more than
        a password. And without «view on site», which leads from any number to the row's own
        address.

        It asks nobody whether they may see the row, and the address of a draft tells whose it is
        and when it begins. The pages here link to rows by their own addresses.
        """
        addresses: list[Any] = super().get_urls()
        own = [one for one in addresses if getattr(one, "name", "") not in NO_DOOR_OF_ITS_OWN]
        for address in own:
            if callback := getattr(address, "callback", None):
                vars(callback).pop("login_url", None)
        return own

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Who has logged in and may not be here is told so; they have no other password to try."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def for_staff(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied(
                    "Administrasjonen er for dem som har fått tilgang til den. "
                    "Be byadministrator om hjelp."
                )
            return inner(request, *args, **kwargs)

        return for_staff

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("password_change")

    def password_change_done(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("password_change_done")
