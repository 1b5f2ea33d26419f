"""Logging in, and changing one's password."""

from datetime import datetime, timedelta
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone

from ruspolitikk import logs
from ruspolitikk.accounts.keeping import KeptName
from ruspolitikk.accounts.login.forms import LoginForm
from ruspolitikk.accounts.login.guessing import HeldBackError
from ruspolitikk.accounts.models import KeptForm
from ruspolitikk.accounts.views import login_address


class LoginView(auth.LoginView):
    """Logging in; somebody who had typed something is told that it is kept."""

    template_name = "accounts/login/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_initial(self) -> dict[str, Any]:
        kept = self._kept()
        initial = super().get_initial()
        return {**initial, "username": kept.user.username} if kept and kept.user else initial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, kept=self._kept())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except HeldBackError as held:
            return self._wait(held.until)

    def _wait(self, until: datetime) -> HttpResponse:
        """The page for 429; the time is told in whole minutes, none of them too early."""
        seconds = max(1, ceil((until - timezone.now()).total_seconds()))
        context = {
            "until": until + timedelta(seconds=59),
            "again": login_address(self.get_redirect_url()),
            "kept": self._kept(),
        }
        page = render(self.request, "accounts/login/wait.html", context, status=429)
        page["Retry-After"] = str(seconds)
        return page

    def _kept(self) -> KeptForm | None:
        """The text that the log-in leads to."""
        path = urlsplit(self.get_redirect_url()).path
        try:
            match = resolve(path)
        except Resolver404:
            return None
        name = KeptName.read(match.kwargs["text"]) if match.url_name == "kept-form" else None
        return name.find(timezone.now()) if name and name.person else None


class PasswordChangeView(auth.PasswordChangeView):
    """Django's own; that the password was changed is written down."""

    template_name = "accounts/login/password.html"

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        logs.note("password changed", of=self.request.user.pk, by=self.request.user.pk)
        return answer


class PasswordChangedView(auth.PasswordChangeDoneView):
    template_name = "accounts/login/password_changed.html"
