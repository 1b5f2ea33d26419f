"""Logging in."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm


class LoginForm(AuthenticationForm):
    """Django's own, with a sentence that says the next step."""

    error_messages: dict[str, Any] = {  # noqa: RUF012
        **AuthenticationForm.error_messages,
        "invalid_login": (
            "Brukernavn eller passord er feil. Prøv igjen, eller be byadministrator om hjelp."
        ),
    }
