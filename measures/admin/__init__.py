"""The admin of the measures, a file for each room; Django asks for them all by this name."""

from measures.admin import (
    checks,
    detail,
    editing,
    importing,
    plan_pages,
    register,
    removal,
    replies,
    status_words,
)

__all__ = [
    "checks",
    "detail",
    "editing",
    "importing",
    "plan_pages",
    "register",
    "removal",
    "replies",
    "status_words",
]
