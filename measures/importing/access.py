"""The reading that a page is about, or 404: it is its own bydel's redaktører's alone."""

from datetime import datetime

from measures.models import Reading
from plans.access import one_or_404
from plans.models import locked
from ruspolitikk.accounts.models import Organisation, User


def own_reading(user: User, pk: int, now: datetime) -> Reading:
    """The reading without its file's bytes; one that is too old is gone."""
    own = Reading.objects.visible_to(user).fresh(now)
    reading: Reading = one_or_404(
        own.select_related("organisation", "plan__organisation").defer("content"), pk
    )
    return reading


def held(reading: Reading) -> Reading:
    """The reading as it is now, and nobody else's until the transaction is over. Raises GoneError
    where it was discarded meanwhile."""
    own = Reading.objects.select_related("organisation", "plan__organisation").defer("content")
    return locked(reading, own)


def reads_for(user: User) -> list[Organisation]:
    """The bydeler whose plans this person reads in."""
    return [owner for owner in user.acts_for if owner.is_bydel]
