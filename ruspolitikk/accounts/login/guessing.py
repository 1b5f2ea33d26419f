"""How often one may guess a password: limits for a name and for an address, that end by themselves.

Only wrong passwords count, and of every worker together: each try takes a place in the database's
cache before the password is looked at, and one that was right gives it back.

- Of a name from one address five in a quarter of an hour: room for whoever has forgotten which of
  three it was, and 480 guesses a day for others.
- Of a name from all addresses twenty in an hour, but for an address from which its person has
  logged in lately: strangers who guess from everywhere lock themselves out, and not the person.
- From an address fifty in a quarter of an hour, whatever the names: a whole bydel may sit behind
  one. When they are used up, a name that was not wrong there yet has one try; so a colleague who
  types the right password comes in while somebody beside them tries one name after another, and
  who guesses learns nothing of the others.

A name that nobody has is counted, and answered, as one that somebody has.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from ruspolitikk.accounts.login.client import client_address
from ruspolitikk.accounts.models import User
from ruspolitikk.server import logs
from ruspolitikk.wording import fold

_SALT = "accounts.guessing"
KNOWN_FOR = timedelta(days=30)


class HeldBackError(Exception):
    """Too many wrong passwords; `until` is when the next may be tried."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries within so long; each has a place of its own, free again when it is so old."""

    what: str
    most: int
    within: timedelta

    def places(self, *about: str) -> "Places":
        return Places(self, _key(self.what, *about))


@dataclass(frozen=True, slots=True)
class Places:
    """The tries that count, about one name or address."""

    limit: Limit
    key: str

    def take(self) -> str:
        """A place of one's own, also of two at once; empty where all are taken."""
        taken = self.taken()
        seconds = self.limit.within.total_seconds()
        for place in self.all():
            if place not in taken and cache.add(place, time.time() + seconds, seconds):
                return place
        return ""

    def all(self) -> list[str]:
        return [f"{self.key}:{n}" for n in range(self.limit.most)]

    def taken(self) -> dict[str, float]:
        """Until when, in seconds since 1970, by its key."""
        taken: dict[str, float] = cache.get_many(self.all())
        return taken

    def held_back(self) -> HeldBackError:
        logs.note("log-in held back", limit=self.limit.what)
        first_free = min(self.taken().values(), default=time.time())
        return HeldBackError(datetime.fromtimestamp(first_free, UTC))


HERE = Limit("a name from an address", 5, timedelta(minutes=15))
NAME = Limit("a name", 20, timedelta(hours=1))
ADDRESS = Limit("an address", 50, timedelta(minutes=15))


def try_once(request: HttpRequest, name: str, check: Callable[[], User | None]) -> User | None:
    """The person whom `check` finds by what was typed, None where it was wrong.

    `name` is the user name or e-mail address as it was typed. Raises HeldBackError.
    """
    address = client_address(request)
    here, everywhere = HERE.places(fold(name), address), NAME.places(fold(name))
    all_here, known = ADDRESS.places(address), _key("known", fold(name), address)
    was_wrong_here = bool(here.taken())
    if not (own := here.take()):
        raise here.held_back()
    is_known = cache.get(known, False)
    of_name = "" if is_known else everywhere.take()
    if not of_name and not is_known:
        cache.delete(own)
        raise everywhere.held_back()
    of_address = all_here.take()
    if not of_address and was_wrong_here:
        cache.delete_many(filter(None, (own, of_name)))
        raise all_here.held_back()
    person = check()
    if person:
        cache.delete_many([*here.all(), *filter(None, (of_name, of_address))])
        cache.set(known, True, KNOWN_FOR.total_seconds())
    elif not of_address:
        raise all_here.held_back()
    return person


def forgive(request: HttpRequest, person: User) -> None:
    """Somebody has a new password, by a link that only they got: what was wrong before is over."""
    for name in filter(None, (person.username, person.email)):
        here = HERE.places(fold(name), client_address(request))
        cache.delete_many([*here.all(), *NAME.places(fold(name)).all()])


def _key(*about: str) -> str:
    """Names and addresses are not kept, only what they are recognised by."""
    return salted_hmac(_SALT, "\n".join(about), algorithm="sha256").hexdigest()
