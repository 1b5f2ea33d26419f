"""Logging in, and a password of one's own: forgotten, changed, asked for again."""

from datetime import datetime, timedelta
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from allauth.account import views as allauth
from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator

from ruspolitikk.accounts.kept_forms.keeping import KeptName
from ruspolitikk.accounts.login import forms
from ruspolitikk.accounts.login.guessing import HeldBackError, forgive
from ruspolitikk.accounts.login.mail import write_change
from ruspolitikk.accounts.models import KeptForm
from ruspolitikk.accounts.views import login_address
from ruspolitikk.server import logs


class Waits:
    """A page where a password is typed: who has guessed too often is told when to try again."""

    request: HttpRequest

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)  # type: ignore[misc, no-any-return]
        except HeldBackError as held:
            return self.wait(held.until, request.get_full_path())

    def wait(self, until: datetime, again: str, **more: Any) -> HttpResponse:
        """429; the time is told in whole minutes, and not too early."""
        seconds = max(1, ceil((until - timezone.now()).total_seconds()))
        context = {"until": until + timedelta(seconds=59), "again": again, **more}
        page = render(self.request, "accounts/login/wait.html", context, status=429)
        page["Retry-After"] = str(seconds)
        return page


@method_decorator(login_not_required, name="dispatch")
class LoginView(Waits, allauth.LoginView):  # type: ignore[misc]
    """Logging in; somebody who had typed something is told that it is kept."""

    template_name = "accounts/login/login.html"
    form_class = forms.LoginForm

    def get_initial(self) -> dict[str, Any]:
        kept = self._kept()
        initial: dict[str, Any] = super().get_initial()
        return {**initial, "login": kept.user.username} if kept and kept.user else initial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        other = settings.OIDC_NAME if settings.OIDC else ""
        return {**context, "next": self._leads_to(), "kept": self._kept(), "other": other}

    def wait(self, until: datetime, again: str, **more: Any) -> HttpResponse:
        return super().wait(until, login_address(self._leads_to()), kept=self._kept())

    def _leads_to(self) -> str:
        return self.get_next_url() or ""

    def _kept(self) -> KeptForm | None:
        """The text that the log-in leads to."""
        path = urlsplit(self._leads_to()).path
        try:
            match = resolve(path)
        except Resolver404:
            return None
        name = KeptName.read(match.kwargs["text"]) if match.url_name == "kept-form" else None
        return name.find(timezone.now()) if name and name.person else None


class AgainView(Waits, allauth.ReauthenticateView):  # type: ignore[misc]
    """The password once more, before something about the log-in is changed."""

    template_name = "accounts/login/again.html"
    form_class = forms.AgainForm


class PasswordChangeView(Waits, auth.PasswordChangeView):
    """Django's own; that the password was changed is written down, and told by mail."""

    template_name = "accounts/login/password.html"
    form_class = forms.OldPasswordForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        person: Any = request.user
        if not person.has_usable_password():
            context = {"name": settings.OIDC_NAME}
            return render(request, "accounts/login/password_elsewhere.html", context, status=403)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        person: Any = self.request.user
        logs.note("password changed", of=person.pk, by=person.pk)
        write_change(person, "account/email/password_changed")
        return answer


class PasswordChangedView(auth.PasswordChangeDoneView):
    template_name = "accounts/login/password_changed.html"


@method_decorator(login_not_required, name="dispatch")
class ForgottenView(allauth.PasswordResetView):  # type: ignore[misc]
    template_name = "accounts/login/forgotten.html"
    form_class = forms.AskForPasswordForm


@method_decorator(login_not_required, name="dispatch")
class ForgottenDoneView(allauth.PasswordResetDoneView):  # type: ignore[misc]
    template_name = "accounts/login/forgotten_done.html"


@method_decorator(login_not_required, name="dispatch")
class NewPasswordView(allauth.PasswordResetFromKeyView):  # type: ignore[misc]
    """Opened by the link in the mail; the link itself is at once exchanged for a session."""

    template_name = "accounts/login/new_password.html"
    form_class = forms.NewPasswordForm
    success_url = reverse_lazy("account_reset_password_from_key_done")

    def form_valid(self, form: Any) -> Any:
        answer = super().form_valid(form)
        logs.note("password changed", of=self.reset_user.pk)
        forgive(self.request, self.reset_user)
        return answer


@method_decorator(login_not_required, name="dispatch")
class NewPasswordDoneView(allauth.PasswordResetFromKeyDoneView):  # type: ignore[misc]
    template_name = "accounts/login/new_password_done.html"
