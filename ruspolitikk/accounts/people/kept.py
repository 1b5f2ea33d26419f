"""All that is kept about a person, by table and under readable headings: what they may ask for.

Every table that names a user is in it, by the same walk that anonymising takes
(`leaving.relations`), and the few that know a person by number or address. Left out is what opens
something (passwords, keys, sessions' contents) and what is made from other columns.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpResponse
from django.utils.timezone import localtime

from ruspolitikk.accounts.models import Mail, User
from ruspolitikk.accounts.people.leaving import relations, written_to_a_former_address

BY_NUMBER = {"accounts.LoggedAct": ("by_id", "person_id"), "accounts.PersonSession": ("person_id",)}
BY_ADDRESS = {
    "accounts.Mail": "to_address",
    "accounts.RefusedAddress": "address",
    "measures.Responsible": "email",
    "account.EmailAddress": "email",
}
"""Of tables that hold an address of e-mail: the column. Held against every model by a test."""
SECRET = frozenset(
    {"password", "session_key", "session_data", "data", "key", "nonce", "token_sum", "html"}
)
MADE = frozenset({"name_key", "code_key", "search_text", "stem_words", "report_digest"})
NAMED = frozenset({"Organisation", "Measure", "Plan", "Round", "Responsible"})
"""Rows of others that are told by their name; of the rest, the number."""
HEADINGS = {
    "measures.Responsible_users": "Ansvarlige som personen rapporterer for",
    "accounts.User_groups": "Grupper i administrasjonen",
    "accounts.User_user_permissions": "Rettigheter i administrasjonen",
}
"""Of tables that have no name in Norwegian."""

type Row = dict[str, Any]


def kept_about(person: User) -> dict[str, Any]:
    """As it is written to a file: what is known of the person, and each table that has a row."""
    names = _Names()
    tables: dict[str, list[Row]] = {}
    for model, condition in _tables(person):
        rows = model._default_manager.filter(condition).order_by("pk").distinct()
        if found := [_row(row, names) for row in rows]:
            tables.setdefault(_heading(model), []).extend(found)
    return {
        "hentet": f"{localtime():%d.%m.%Y %H.%M}",
        "person": _row(person, names),
        "tabeller": dict(sorted(tables.items())),
    }


def as_file(person: User) -> HttpResponse:
    """JSON, indented, in UTF-8."""
    answer = HttpResponse(
        json.dumps(kept_about(person), ensure_ascii=False, indent=2),
        content_type="application/json; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="opplysninger-{person.pk}.json"'
    return answer


def _tables(person: User) -> Iterator[tuple[type[models.Model], models.Q]]:
    """Each table once, with which of its rows are about the person."""
    found: dict[type[models.Model], models.Q] = {}

    def add(model: type[models.Model], condition: models.Q) -> None:
        found[model] = found[model] | condition if model in found else condition

    for model, field in relations():
        add(model, models.Q(**{field.name: person.pk}))
    for label, columns in BY_NUMBER.items():
        for column in columns:
            add(apps.get_model(label), models.Q(**{column: person.pk}))
    for label, column in BY_ADDRESS.items():
        if person.email:
            add(apps.get_model(label), models.Q(**{f"{column}__iexact": person.email}))
    add(Mail, written_to_a_former_address(person))
    yield from found.items()


def _heading(model: type[models.Model]) -> str:
    name = HEADINGS.get(model._meta.label) or str(model._meta.verbose_name_plural)
    return f"{name[:1].upper()}{name[1:]}"


def _row(row: models.Model, names: "_Names") -> Row:
    shown: Row = {}
    for field in row._meta.concrete_fields:
        if field.name in SECRET | MADE or isinstance(field, models.BinaryField | models.JSONField):
            continue
        heading = str(field.verbose_name)
        value = getattr(row, field.attname)
        if field.is_relation:
            value = names.of(field.related_model, value)
        elif field.choices:
            value = str(getattr(row, f"get_{field.name}_display")())
        shown[f"{heading[:1].upper()}{heading[1:]}"] = _written(value)
    return shown


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{localtime(value):%d.%m.%Y %H.%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return value if isinstance(value, str | int | bool | float | None) else str(value)


class _Names:
    """What rows of others are called, each table of them read once."""

    def __init__(self) -> None:
        self.known: dict[Any, dict[Any, str]] = {}

    def of(self, model: Any, pk: Any) -> Any:
        if pk is None or model.__name__ not in NAMED:
            return pk
        if model not in self.known:
            self.known[model] = {row.pk: str(row) for row in model._base_manager.all()}
        return self.known[model].get(pk, pk)
