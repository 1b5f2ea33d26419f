"""Whose each row is, found by the foreign keys that lead to an organisation."""

from collections import deque
from functools import cache
from itertools import combinations
from typing import Any

from django.apps import apps
from django.db.models import F, ForeignKey, Model, QuerySet

from ruspolitikk.accounts.models import Organisation, User
from tests.snapshot import OWN_APPS

NOBODYS = {"KeptForm", "Mail", "LoggedAct", "PersonSession"}
"""Written beside what is done, by whoever does it."""


@cache
def models() -> dict[str, type[Model]]:
    """By their tables, with those of relations."""
    apps_of_ours = map(apps.get_app_config, OWN_APPS)
    all_models = (model for app in apps_of_ours for model in app.get_models(True))
    return {model._meta.db_table: model for model in all_models}


def _keys(model: type[Model]) -> list[Any]:
    """Its foreign keys, but for those that say who did something."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return [field for field in fields if field.related_model.__name__ != "User"]


@cache
def way_to_owner(model: type[Model]) -> str:
    """«measure__plan__organisation»; empty where no foreign key leads to one. By keys that every
    row has, where these lead there: what was recorded in no act is somebody's all the same."""
    return _shortest_way(model, by_all=False) or _shortest_way(model, by_all=True)


def _shortest_way(model: type[Model], *, by_all: bool) -> str:
    waiting = deque([(model, "")])
    seen = {model}
    while waiting:
        at, way = waiting.popleft()
        for key in _keys(at):
            if key.null and not by_all:
                continue
            further = f"{way}__{key.name}" if way else key.name
            if key.related_model is Organisation:
                return further
            if key.related_model not in seen:
                seen.add(key.related_model)
                waiting.append((key.related_model, further))
    return ""


def rows_of_others(model: type[Model], slug: str, person: User) -> set[tuple[str, ...]]:
    """Every row that is another organisation's, or nobody's and not this person's, as it stands."""
    if model.__name__ in NOBODYS:
        return set()
    rows: QuerySet[Any] = QuerySet(model)
    way = way_to_owner(model)
    if way:
        rows = rows.exclude(**{f"{way}__slug": slug})
    elif any(field.name == "user" for field in model._meta.concrete_fields):
        rows = rows.exclude(user=person)
    columns = [field.attname for field in model._meta.concrete_fields]
    return {tuple(map(repr, row)) for row in rows.values_list(*columns)}


def ties_across(model: type[Model]) -> dict[tuple[str, str], int]:
    """How many rows lead to two bydeler by two of their foreign keys."""
    ways = [
        "__".join(filter(None, (key.name, way_to_owner(key.related_model))))
        for key in _keys(model)
        if way_to_owner(key.related_model) or key.related_model is Organisation
    ]
    return {
        (one, other): QuerySet(model)
        .filter(**{f"{one}__kind": "bydel", f"{other}__kind": "bydel"})
        .exclude(**{one: F(other)})
        .count()
        for one, other in combinations(ways, 2)
    }
