"""A new version's migrations leave the version before it running: upgrades without a stop, and a
roll-back that takes no migration back (docs/operations.md, «Upgrade»).

Servers of both versions run on the new database for a while, and the old one writes as it always
did. So nothing that it reads goes away, and nothing that it writes is refused. What is no longer
used goes away in a later release, whose migration says so: `safe_because = "read by nobody since
2026.11"`. A migration with that sentence is believed.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

pytestmark = pytest.mark.one_database

HELD_FROM = {"accounts": 11, "plans": 7, "measures": 27, "reporting": 21}
"""The first number of each app that is held to this. What is below was made while nothing ran."""

GOES_AWAY = (
    migrations.DeleteModel,
    migrations.RenameModel,
    migrations.AlterModelTable,
    migrations.RemoveField,
    migrations.RenameField,
)


def faults(migration: Any, state: ProjectState, made: set[tuple[str, str]]) -> Iterator[str]:
    """What of a migration the version before would fall over. `state` is that before it, and is
    taken past it; `made` are the models that the new version has made, which the old never asks."""
    for each in migration.operations:
        is_split = isinstance(each, migrations.SeparateDatabaseAndState)
        for operation in each.database_operations if is_split else [each]:
            if isinstance(operation, migrations.CreateModel):
                made.add((migration.app_label, operation.name.lower()))
            model = (migration.app_label, str(getattr(operation, "model_name", "")).lower())
            is_believed = model in made or bool(getattr(migration, "safe_because", ""))
            if not is_believed and (fault := _fault(operation, state, model)):
                yield f"{migration.app_label}.{migration.name}: {fault}"
        each.state_forwards(migration.app_label, state)


def _fault(operation: Any, state: ProjectState, model: tuple[str, str]) -> str:
    what = operation.describe()
    if isinstance(operation, GOES_AWAY):
        return f"{what}: the version before still reads it"
    if isinstance(operation, migrations.RunSQL):
        return f"{what}: nobody but its writer knows what it does"
    if isinstance(operation, migrations.RunPython):
        return "" if operation.reverse_code else f"{what}: it cannot be taken back"
    if isinstance(operation, migrations.AddConstraint | migrations.AlterUniqueTogether):
        return f"{what}: the version before may write what it refuses"
    if isinstance(operation, migrations.AddField):
        return _of_new(what, operation.field)
    if isinstance(operation, migrations.AlterField):
        before = state.models[model].fields[operation.name]
        return _of_altered(what, before, operation.field)
    return ""


def _of_new(what: str, field: Any) -> str:
    is_filled = field.null or field.many_to_many or field.has_db_default()
    return "" if is_filled else f"{what}: the version before leaves it out; null=True or db_default"


def _of_altered(what: str, before: Any, after: Any) -> str:
    if before.null and not after.null:
        return f"{what}: the version before writes NULL"
    if type(before) is not type(after):
        return f"{what}: of another type"
    if after.unique and not before.unique:
        return f"{what}: the version before may write the same twice"
    shorter = (after.max_length or 0) < (before.max_length or 0)
    return f"{what}: the version before writes more" if shorter else ""


def test_the_version_before_runs_on_the_newest_database() -> None:
    loader = MigrationLoader(None)
    found: list[str] = []
    state, made = ProjectState(), set[tuple[str, str]]()
    for app, name in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
        migration = loader.graph.nodes[app, name]
        if app in HELD_FROM and int(name[:4]) >= HELD_FROM[app]:
            found += faults(migration, state, made)
        else:
            migration.mutate_state(state, preserve=False)
    assert not found, "\n".join(found)


# --- The rule itself ------------------------------------------------------------------------------


def state_of_one() -> ProjectState:
    fields: list[Any] = [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=9)),
    ]
    state = ProjectState()
    migrations.CreateModel("Plan", [*fields, ("note", models.TextField(null=True))]).state_forwards(
        "x", state
    )
    return state


def told(*operations: Any, because: str = "") -> list[str]:
    migration: Any = migrations.Migration("0099_next", "x")
    migration.operations = [*operations]
    migration.safe_because = because
    return list(faults(migration, state_of_one(), set()))


def nothing(*_: Any) -> None:
    """Of a migration of data."""


NEW: Callable[..., Any] = models.IntegerField
REFUSED = {
    "a column goes away": migrations.RemoveField("Plan", "name"),
    "a column is renamed": migrations.RenameField("Plan", "name", "title"),
    "a table goes away": migrations.DeleteModel("Plan"),
    "a table is renamed": migrations.RenameModel("Plan", "Paper"),
    "a column that must be filled": migrations.AddField("Plan", "n", NEW(default=1)),
    "a column is filled from now on": migrations.AlterField("Plan", "note", models.TextField()),
    "a column is shorter": migrations.AlterField("Plan", "name", models.CharField(max_length=5)),
    "another type": migrations.AlterField("Plan", "name", models.IntegerField()),
    "one of each": migrations.AlterField(
        "Plan", "name", models.CharField(max_length=9, unique=True)
    ),
    "a constraint": migrations.AddConstraint(
        "Plan", models.UniqueConstraint(fields=["name"], name="once")
    ),
    "SQL": migrations.RunSQL("SELECT 1", "SELECT 1"),
    "no way back": migrations.RunPython(nothing),
    "behind the state's back": migrations.SeparateDatabaseAndState(
        [migrations.RemoveField("Plan", "name")]
    ),
}
LET_THROUGH = {
    "a column that may be empty": migrations.AddField("Plan", "n", NEW(null=True)),
    "one that the database fills": migrations.AddField("Plan", "n", NEW(db_default=1)),
    "a longer one": migrations.AlterField("Plan", "name", models.CharField(max_length=20)),
    "an index": migrations.AddIndex("Plan", models.Index(fields=["name"], name="by_name")),
    "data, with a way back": migrations.RunPython(nothing, nothing),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_the_version_before_would_fall_over_is_seen(what: str) -> None:
    assert len(told(REFUSED[what])) == 1
    assert told(REFUSED[what], because="read by nobody since 2026.11") == []


@pytest.mark.parametrize("what", LET_THROUGH)
def test_what_it_does_not_notice_is_let_through(what: str) -> None:
    assert told(LET_THROUGH[what]) == []


def test_a_table_that_is_new_may_have_all_that_it_needs() -> None:
    key = ("id", models.BigAutoField(primary_key=True))
    assert (
        told(
            migrations.CreateModel("Note", [key]),
            migrations.AddField("Note", "text", models.TextField()),
            migrations.AddConstraint("Note", models.UniqueConstraint(fields=["text"], name="one")),
        )
        == []
    )
