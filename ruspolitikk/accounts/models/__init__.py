"""Who: people, the city and its bydeler, what each may act for."""

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
    "Mail",
    "MailChoice",
    "Membership",
    "Organisation",
    "Role",
    "User",
    "with_roles",
]
