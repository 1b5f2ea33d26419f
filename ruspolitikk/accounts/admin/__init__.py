"""The admin of the accounts; Django asks for it by this name."""

from ruspolitikk.accounts.admin import people

__all__ = ["people"]
