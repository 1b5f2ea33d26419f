"""Logging in."""

from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm

from ruspolitikk.accounts.login.guessing import try_once


class LoginForm(AuthenticationForm):
    """Django's own, with a sentence that says the next step. Raises HeldBackError where somebody
    has guessed too often."""

    error_messages: dict[str, Any] = {  # noqa: RUF012
        **AuthenticationForm.error_messages,
        "invalid_login": (
            "Brukernavn eller passord er feil. Prøv igjen, eller be byadministrator om hjelp."
        ),
    }

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if len(typed) < len(self.fields):
            return typed
        asked: Any = self.request
        self.user_cache = try_once(asked, typed["username"], lambda: authenticate(asked, **typed))
        if self.user_cache is None:
            raise self.get_invalid_login_error()
        return typed
