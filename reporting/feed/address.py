"""The secret address of somebody's calendar: signed, the same until they ask for another."""

from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from ruspolitikk.accounts.models import CalendarAddress, User


def _signer() -> Signer:
    """Made when it is used: the demo sets its key after this file is read."""
    return Signer(salt="reporting.calendar-feed", sep=".")


def address_for(user: User) -> str:
    """The whole address, to be copied into a calendar."""
    own = CalendarAddress.objects.filter(user=user).first()
    token = _signer().sign_object([user.pk, own.number if own else 1])
    return f"{settings.SITE_ADDRESS}{reverse('reporting:calendar-feed', args=[token])}"


def make_new(user: User) -> None:
    """The address that was is nobody's any more."""
    CalendarAddress.objects.get_or_create(user=user)
    CalendarAddress.objects.filter(user=user).update(
        number=F("number") + 1, changed_at=timezone.now()
    )


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose calendar an address is of, and whether it has been changed for another since."""

    user: User
    is_old: bool


def owner_of(token: str) -> Owner | None:
    """None for what was never an address, and for one whose owner may not log in any more."""
    try:
        pk, number = _signer().unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None:
        return None
    own = CalendarAddress.objects.filter(user=user).first()
    return Owner(user, is_old=number != (own.number if own else 1))
