"""What was typed and could not be saved: kept for an hour, found again, forgotten once it is saved.

Only a form with a good mark is kept (`marks.py`). Its files are not, and no form with a password.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.core import signing
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ruspolitikk.accounts.kept_forms.marks import Mark
from ruspolitikk.accounts.models import KEPT_FOR, KeptForm, User
from ruspolitikk.fields import KEPT_FIELD, NOT_TYPED

LARGEST = 1_000_000
"""Bytes of text in one form."""
MOST = 20
"""Forms of one person."""

_SALT = "accounts.kept-form"


class TooMuchError(Exception):
    """The text is larger than 1 MB, or the person has twenty others; nothing was kept."""


@dataclass(frozen=True, slots=True)
class KeptName:
    """What an address of a kept text says: its key, whose it is and which form's.

    It is signed, so that an address tells its own person that a text has become too old, and
    nobody else anything.
    """

    key: str
    person: int | None
    address: str
    is_old: bool

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What was signed, also when its hour is over; None for any other text."""
        is_old = False
        try:
            parts = signing.loads(text, salt=_SALT, max_age=KEPT_FOR)
        except signing.SignatureExpired:
            parts, is_old = signing.loads(text, salt=_SALT), True
        except signing.BadSignature:
            return None
        key, person, address = parts
        return cls(key, person, address, is_old)

    def signed(self) -> str:
        return signing.dumps([self.key, self.person, self.address], salt=_SALT)

    @property
    def url(self) -> str:
        return reverse("kept-form", args=[self.signed()])

    def find(self, now: datetime) -> KeptForm | None:
        """The text, unless it is saved, discarded or too old."""
        kept = KeptForm.objects.filter(user=self.person, key=self.key).select_related("user")
        found = kept.first()
        if found and found.kept_until <= now:
            found.delete()
            return None
        return found


def name_of(kept: KeptForm, address: str = "") -> KeptName:
    """`address`: of a secret link's, which is kept nowhere."""
    return KeptName(str(kept.key), kept.user_id, address or kept.address, False)


def keep(request: HttpRequest, mark: Mark) -> KeptName | None:
    """Keep what was sent; None where nothing was typed, a password was, or its person is gone.

    Raises TooMuchError.
    """
    typed, now = typed_in(request.POST), timezone.now()
    if not any(text.strip() for _name, texts in typed.lists() for text in texts):
        return None
    person = User.objects.filter(pk=mark.person, is_active=True).first() if mark.person else None
    if any("password" in name for name in typed) or (mark.person and person is None):
        return None
    if sum(len(text.encode()) for _name, texts in typed.lists() for text in texts) > LARGEST:
        raise TooMuchError
    address = mark.address if person else _fingerprint(mark.address)
    with transaction.atomic():
        KeptForm.objects.old(now).delete()
        others = KeptForm.objects.filter(user=person).exclude(address=address)
        if person and others.count() >= MOST:
            raise TooMuchError
        kept, _is_new = KeptForm.objects.update_or_create(
            user=person,
            address=address,
            defaults={
                "key": uuid.uuid4(),
                "page": mark.page if person else "",
                "fields": typed.urlencode(),
                "files": "\n".join(str(file) for file in request.FILES.values()),
                "kept_at": now,
            },
        )
    return name_of(kept, mark.address)


def kept_under(link_address: str, now: datetime) -> KeptName | None:
    """What was typed at a secret link's address and not sent."""
    kept = KeptForm.objects.fresh(now).filter(user=None, address=_fingerprint(link_address))
    return name_of(found, link_address) if (found := kept.first()) else None


def forget(request: HttpRequest) -> None:
    """Delete the text that a form was filled from, when it has been saved or is discarded."""
    name = KeptName.read(request.POST.get(KEPT_FIELD, ""))
    if name is None:
        return
    user = request.user.pk if name.person else None
    KeptForm.objects.filter(key=name.key, user=user).delete()


def typed_in(sent: QueryDict) -> QueryDict:
    typed = sent.copy()
    for name in NOT_TYPED:
        typed.pop(name, None)
    return typed


def _fingerprint(address: str) -> str:
    return salted_hmac(_SALT, address, algorithm="sha256").hexdigest()
