"""More than a password to log in: codes from an app, passkeys, and codes for when both are lost."""

import secrets
from base64 import b32encode, urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from ruspolitikk.accounts.kept_forms.keeping import TooMuchError, keep
from ruspolitikk.accounts.kept_forms.marks import Mark, is_public
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.views import in_the_browser, too_much

SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
OPEN_MEANWHILE = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
        "password_change",
        "password_change_done",
        "logout",
        "account_logout",
        "stay-logged-in",
        "own-password",
    }
)
"""The pages for somebody of whom a second step is demanded, until they have one."""


def has_second_step(person: User) -> bool:
    steps = Authenticator.objects.filter(user_id=person.pk, type__in=SECOND_STEPS)
    return bool(steps.exists())


def is_demanded_of(person: User) -> bool:
    """By a role: settings.TWO_STEPS_DEMANDED_OF. Whose password is kept elsewhere has the second
    step there."""
    demanded = settings.TWO_STEPS_DEMANDED_OF
    return bool(
        demanded
        and person.has_usable_password()
        and any(membership.role in demanded for membership in person.held_roles)
    )


def remove_second_steps(person: User) -> int:
    """All of them, and the codes for the day they are lost; how many steps there were."""
    steps = Authenticator.objects.filter(user_id=person.pk)
    n = int(steps.filter(type__in=SECOND_STEPS).count())
    steps.delete()
    return n


class DemandTwoSteps:
    """Leads who must have a second step to where it is made. What was typed is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not settings.TWO_STEPS_DEMANDED_OF or is_public(request):
            return None
        person, match = request.user, request.resolver_match
        if not isinstance(person, User) or not is_demanded_of(person):
            return None
        if (match and match.url_name in OPEN_MEANWHILE) or has_second_step(person):
            return None
        if request.method == "POST" and (mark := Mark.sent_with(request)):
            try:
                keep(request, mark)
            except TooMuchError:
                return too_much(request)
        return in_the_browser(request, reverse("mfa_index"))


class TwoStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: ClassVar[Any] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Koden er feil eller for gammel. Prøv med den neste.",
        "cannot_delete_authenticator": (
            "Rollen din krever to-trinns innlogging. Slå på en annen måte før du slår av denne."
        ),
        "cannot_generate_recovery_codes": "Slå på to-trinns innlogging før du lager reservekoder.",
    }

    def get_totp_label(self, user: User) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        return "ruspolitikk"

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002
        return f"Passnøkkel {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last, where one is demanded."""
        others = Authenticator.objects.filter(
            user_id=authenticator.user_id, type__in=SECOND_STEPS
        ).exclude(pk=authenticator.pk)
        return not is_demanded_of(authenticator.user) or others.exists()

    def encrypt(self, text: str) -> str:
        """A copy of the database gives nobody the codes."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was kept under a key that is gone is answered by chance: no code fits it."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return b32encode(secrets.token_bytes(20)).decode()


def _keys() -> MultiFernet:
    """The newest writes; those before it are read."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    summed = [sha256(f"accounts.two-steps:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(each)) for each in summed])
