"""What is typed to log in, and for a password of one's own."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest

from ruspolitikk.accounts.login.guessing import try_once
from ruspolitikk.accounts.models import User

LONGEST_NAME = 254
"""Of an e-mail address; user names are shorter."""


class LoginForm(allauth.LoginForm):  # type: ignore[misc]
    """allauth's own, by user name or e-mail address. Raises HeldBackError where somebody has
    guessed too often."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        attrs = {"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        self.fields["login"] = forms.CharField(
            label="Brukernavn eller e-postadresse",
            max_length=LONGEST_NAME,
            widget=forms.TextInput(attrs=attrs),
        )
        password = self.fields["password"]
        password.help_text = ""
        password.widget.attrs.pop("placeholder")

    def add_prefix(self, field_name: str) -> str:
        """The name that password managers have kept it under."""
        return "username" if field_name == "login" else str(super().add_prefix(field_name))


class OldPasswordForm(PasswordChangeForm):
    """Django's own. Who sits at somebody else's open session guesses no more than at the door."""

    def __init__(self, user: User, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(user, *args, **options)
        self.request = request

    def clean_old_password(self) -> str:
        typed: str = self.cleaned_data["old_password"]
        check = self.user.check_password
        if not try_once(
            self.request, self.user.username, lambda: self.user if check(typed) else None
        ):
            return super().clean_old_password()
        return typed


class AskForPasswordForm(allauth.ResetPasswordForm):  # type: ignore[misc]
    """Where the mail goes; that nobody has the address is told to nobody."""

    email = forms.EmailField(
        label="E-postadresse", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_email(self) -> str:
        """Those who can log in with a password of their own; letters great and small are one."""
        address: str = self.cleaned_data["email"]
        people = User.objects.filter(email__iexact=address, is_active=True)
        self.users = [each for each in people if each.has_usable_password() and not each.is_closed]
        return address


class NewPasswordForm(allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in (("password1", "Nytt passord"), ("password2", "Gjenta passordet")):
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder")


class AgainForm(allauth.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        password = self.fields["password"]
        password.label, password.help_text = "Passord", ""
        password.widget.attrs.pop("placeholder")
