"""How allauth behaves here: nobody signs up, nothing is mailed by a request, and it speaks as the
pages do."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from ruspolitikk.accounts.login.client import client_address
from ruspolitikk.accounts.login.guessing import try_once
from ruspolitikk.accounts.login.mail import CHANGES, write_change, write_link
from ruspolitikk.accounts.models import User
from ruspolitikk.server import logs


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar[Any] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": (
            "Brukernavn eller passord er feil. Prøv igjen, eller be byadministrator om hjelp."
        ),
        "incorrect_password": "Passordet er feil.",
        "too_many_login_attempts": "Det er prøvd for mange ganger. Vent et kvarter, og prøv igjen.",
        "rate_limited": "Det er prøvd for mange ganger. Vent et kvarter, og prøv igjen.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Raises HeldBackError where somebody has guessed too often; allauth's own limits would
        lock out everybody behind one address."""
        return try_once(
            request, credentials["username"], lambda: authenticate(request, **credentials)
        )

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse | None:
        """Whichever way they come, nobody is let in who has stopped."""
        if user.is_closed:
            return self.respond_user_inactive(request, user)
        answer: HttpResponse | None = super().pre_login(request, user, **more)
        return answer

    def login(self, request: HttpRequest, user: User) -> None:
        """After the last step, whichever way somebody came."""
        super().login(request, user)
        logs.note("log-in", person=user.pk)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, "Brukeren er stengt. Be byadministrator om hjelp.")
        return redirect("login")

    def send_password_reset_mail(self, user: User, email: str, context: Any) -> None:
        write_link(user, context["uid"], context["key"])

    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **more: Any
    ) -> None:
        if template_prefix in CHANGES:
            write_change(user, template_prefix)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **more: Any) -> None:
        """The pages say themselves what was done; what is said in words of ours goes on."""
        if more.get("message"):
            messages.add_message(request, level, more["message"])

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_safe_url(self, url: str | None) -> bool:
        """Only pages of the site that was asked."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )
