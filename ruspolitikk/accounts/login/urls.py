"""The addresses of the log-in; of allauth's own those that are here, and no others."""

from django.contrib.auth.views import LogoutView
from django.urls import path, re_path

from ruspolitikk.accounts.login import views

urlpatterns = [
    path("logg-inn/", views.LoginView.as_view(), name="login"),
    path("logg-ut/", LogoutView.as_view(), name="logout"),
    path("passord/", views.PasswordChangeView.as_view(), name="password_change"),
    path("passord/byttet/", views.PasswordChangedView.as_view(), name="password_change_done"),
    # What follows, allauth finds by its own names.
    path("logg-inn/", views.LoginView.as_view(), name="account_login"),
    path("logg-ut/", LogoutView.as_view(), name="account_logout"),
    path("bekreft-passord/", views.AgainView.as_view(), name="account_reauthenticate"),
    path("glemt-passord/", views.ForgottenView.as_view(), name="account_reset_password"),
    path(
        "glemt-passord/sendt/",
        views.ForgottenDoneView.as_view(),
        name="account_reset_password_done",
    ),
    path(
        "nytt-passord/lagret/",
        views.NewPasswordDoneView.as_view(),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^nytt-passord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        views.NewPasswordView.as_view(),
        name="account_reset_password_from_key",
    ),
]
