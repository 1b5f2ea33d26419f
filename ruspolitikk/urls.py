"""The addresses: the admin, logging in, and one include for each app."""

from collections.abc import Callable

from django.contrib import admin
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.urls import include, path
from django.views.generic import TemplateView

from ruspolitikk.accounts.forms import LoginForm


def page(template: str) -> Callable[..., HttpResponseBase]:
    """A page of words that may be read without logging in."""
    return login_not_required(TemplateView.as_view(template_name=template))


urlpatterns = [
    path("", include("reporting.urls")),
    path("", include("plans.urls")),
    path("", include("measures.urls")),
    path(
        "logg-inn/",
        auth.LoginView.as_view(authentication_form=LoginForm, redirect_authenticated_user=True),
        name="login",
    ),
    path("logg-ut/", auth.LogoutView.as_view(), name="logout"),
    path("passord/", auth.PasswordChangeView.as_view(), name="password_change"),
    path("passord/byttet/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("tilgjengelighet/", page("pages/accessibility.html"), name="accessibility"),
    path("personvern/", page("pages/privacy.html"), name="privacy"),
    path("hjelp/", page("pages/help.html"), name="help"),
    path("admin/", admin.site.urls),
]
