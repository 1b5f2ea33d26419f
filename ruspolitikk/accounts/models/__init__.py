"""Who: people, the city and its bydeler, what each may act for; and the log of acts."""

from ruspolitikk.accounts.models.act import NAME_CHANGED, LoggedAct, log_act, rename_in_log
from ruspolitikk.accounts.models.kept_form import KEPT_FOR, KeptForm
from ruspolitikk.accounts.models.mail import CLAIMED_FOR, CalendarAddress, Mail, MailChoice
from ruspolitikk.accounts.models.people import (
    ROLES,
    Membership,
    Organisation,
    Role,
    User,
    valid_among,
    with_roles,
)
from ruspolitikk.accounts.models.public_text import PublicText
from ruspolitikk.accounts.models.refused_address import GIVEN_UP_AFTER, RefusedAddress
from ruspolitikk.accounts.models.session import PersonSession

__all__ = [
    "CLAIMED_FOR",
    "GIVEN_UP_AFTER",
    "KEPT_FOR",
    "NAME_CHANGED",
    "ROLES",
    "CalendarAddress",
    "KeptForm",
    "LoggedAct",
    "Mail",
    "MailChoice",
    "Membership",
    "Organisation",
    "PersonSession",
    "PublicText",
    "RefusedAddress",
    "Role",
    "User",
    "log_act",
    "rename_in_log",
    "valid_among",
    "with_roles",
]
