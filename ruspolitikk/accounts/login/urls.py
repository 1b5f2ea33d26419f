"""The addresses of the log-in; of allauth's own those that are here, and no others."""

from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.urls import path, re_path

from ruspolitikk.accounts.login import views
from ruspolitikk.accounts.login.two_steps import views as two_steps

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
    path("logg-inn/kode/", two_steps.SecondStepView.as_view(), name="mfa_authenticate"),
    path(
        "logg-inn/passnokkel/",
        two_steps.PasskeyLoginView.as_view(),
        name="mfa_login_webauthn",
    ),
    path("to-trinn/", two_steps.IndexView.as_view(), name="mfa_index"),
    path("to-trinn/app/", two_steps.AppOnView.as_view(), name="mfa_activate_totp"),
    path("to-trinn/app/av/", two_steps.AppOffView.as_view(), name="mfa_deactivate_totp"),
    path("to-trinn/passnokkel/", two_steps.NewPasskeyView.as_view(), name="mfa_add_webauthn"),
    path(
        "to-trinn/passnokkel/<int:pk>/fjern/",
        two_steps.RemovePasskeyView.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "to-trinn/reservekoder/",
        two_steps.RecoveryCodesView.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        "to-trinn/reservekoder/nye/",
        two_steps.NewRecoveryCodesView.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]

if settings.OIDC:
    from ruspolitikk.accounts.login.oidc import views as oidc

    urlpatterns += [
        path("logg-inn/kommunen/", oidc.to_the_kommune, name="oidc-login"),
        path("logg-inn/kommunen/tilbake/", oidc.back, name="oidc-callback"),
    ]
