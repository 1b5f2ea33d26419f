"""What is sent by the pages for two steps."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

LONGEST_CODE, LONGEST_NAME, LONGEST_KEY = 20, 60, 20_000


def code_field(label: str) -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    return forms.CharField(
        label=label, max_length=LONGEST_CODE, widget=forms.TextInput(attrs=attrs)
    )


class CodeForm(base.AuthenticateForm):  # type: ignore[misc]
    code = code_field("Kode")


class AppForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    code = code_field("Koden som appen viser")


@contextmanager
def odd_is_wrong() -> Iterator[None]:
    """What no browser answers is a wrong code, wherever it is found out."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, struct.error) as odd:
        raise get_adapter().validation_error("incorrect_code") from odd


class PasskeyField(forms.JSONField):
    """What the browser answered, as an object; anything else is a wrong code."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, max_length=LONGEST_KEY)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """An answer is good once, so it is not shown again."""
        return None

    def to_python(self, value: Any) -> Any:
        with odd_is_wrong():
            read = super().to_python(value)
        if not isinstance(read, dict) or not isinstance(read.get("response"), dict):
            raise get_adapter().validation_error("incorrect_code")
        return read


class NewPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """Always one that logs in by itself, with a finger or a PIN."""

    name = forms.CharField(label="Navn på passnøkkelen", max_length=LONGEST_NAME, required=False)
    credential = PasskeyField()
    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True)

    def clean(self) -> Any:
        with odd_is_wrong():
            return super().clean()


class PasskeyStepForm(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = PasskeyField()

    def clean_credential(self) -> Any:
        with odd_is_wrong():
            return super().clean_credential()


class PasskeyLoginForm(webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    credential = PasskeyField()

    def clean_credential(self) -> Any:
        with odd_is_wrong():
            return super().clean_credential()
