from django.contrib.auth.views import LogoutView
from django.urls import path

from ruspolitikk.accounts.login import views

urlpatterns = [
    path("logg-inn/", views.LoginView.as_view(), name="login"),
    path("logg-ut/", LogoutView.as_view(), name="logout"),
    path("passord/", views.PasswordChangeView.as_view(), name="password_change"),
    path("passord/byttet/", views.PasswordChangedView.as_view(), name="password_change_done"),
]
