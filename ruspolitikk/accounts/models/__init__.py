"""Who: people, the city and its bydeler, what each may act for; and the log of acts."""

from ruspolitikk.accounts.models.act import LoggedAct, log_act
from ruspolitikk.accounts.models.people import (
    CLAIMED_FOR,
    KEPT_FOR,
    ROLES,
    CalendarAddress,
    KeptForm,
    Mail,
    MailChoice,
    Membership,
    Organisation,
    Role,
    User,
    with_roles,
)

__all__ = [
    "CLAIMED_FOR",
    "KEPT_FOR",
    "ROLES",
    "CalendarAddress",
    "KeptForm",
    "LoggedAct",
    "Mail",
    "MailChoice",
    "Membership",
    "Organisation",
    "Role",
    "User",
    "log_act",
    "with_roles",
]
