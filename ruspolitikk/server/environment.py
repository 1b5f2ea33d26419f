"""What the settings read from the environment, or refuse in a sentence."""

import os
from collections.abc import Collection
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY, FEWEST_SIGNS = 50, 10


def env_flag(name: str, default: bool) -> bool:
    """`1`/`0` from the environment; anything else stops the start with a sentence."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def env_required(name: str, because: str = "DATABASE_URL") -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{because} is set, so {name} must be set too.")
    return value


def env_number(name: str, default: int) -> int:
    value = os.environ.get(name, str(default)).strip()
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a number, not {value!r}.")
    return int(value)


def env_list(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def env_groups(name: str, because: str, roles: Collection[str]) -> list[tuple[str, str, str]]:
    """(group, role, slug of the organisation) for each of `group=role@slug`, comma-separated."""
    env_required(name, because)
    read = []
    for each in env_list(name):
        group, _equals, given = each.rpartition("=")
        role, _at, slug = given.partition("@")
        if not group or role not in roles or not slug:
            raise ImproperlyConfigured(
                f"{name} says {each!r}. Each is group=role@bydel, as 9f1c…=editor@grorud, "
                f"and a role is one of {', '.join(roles)}."
            )
        read.append((group, role, slug))
    return read


def strong_key(key: str) -> str:
    """The same key, which nobody can guess."""
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS:
        raise ImproperlyConfigured(
            f"SECRET_KEY can be guessed. It has at least {SHORTEST_KEY} characters, "
            f"{FEWEST_SIGNS} of them different: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(45))' makes one."
        )
    return key


def database_at(url: str) -> Any:
    """What `DATABASES` says of an address, which is not repeated: it holds a password."""
    try:
        # A connection is asked whether it lives before it is used again: after a restart of
        # the database the first request got 500.
        return dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except ValueError:
        raise ImproperlyConfigured(
            "DATABASE_URL is no address of a database. It looks like "
            "postgresql://user:password@host:5432/name, with signs in the password percent-encoded."
        ) from None
