"""What PostgreSQL refuses a server. What it is allowed is tried by every other test (see
`least_rights.py`); SQLite knows no rights."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.db.models import CASCADE

from measures.models import Status
from ruspolitikk.server.rights import (
    AS_IT_IS_NOW,
    CHANGED,
    GOES_ALONG,
    OWN_APPS,
    right_to,
    rights,
)
from tests.least_rights import as_a_server

OWN: dict[str, Any] = {
    model._meta.db_table: model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.app_label in OWN_APPS
}
INSUFFICIENT_PRIVILEGE = "42501"
NO_ROW = "WHERE false"
"""The right is asked before the rows are."""
HISTORY = sorted(OWN.keys() - AS_IT_IS_NOW)


def is_refused(sql: str) -> bool:
    """Asked of a server's role, and undone."""
    try:
        with transaction.atomic(), as_a_server(), connection.cursor() as cursor:
            cursor.execute(sql)
            transaction.set_rollback(True)
    except ProgrammingError as problem:
        if getattr(problem.__cause__, "sqlstate", "") == INSUFFICIENT_PRIVILEGE:
            return True
        raise
    return False


def test_what_is_named_is_there() -> None:
    tables = OWN.keys()
    assert tables >= AS_IT_IS_NOW
    assert tables >= CHANGED.keys() | GOES_ALONG
    assert not AS_IT_IS_NOW & (CHANGED.keys() | GOES_ALONG)
    for table, columns in CHANGED.items():
        assert {field.column for field in OWN[table]._meta.local_fields} >= {*columns}


def test_what_goes_with_a_row_that_may_be_deleted_may_be_deleted_too() -> None:
    may = {table for table, right in rights().items() if right.delete}
    assert [
        f"{model._meta.label}: {other.related_model._meta.label}"
        for model in OWN.values()
        for other in model._meta.related_objects
        if model._meta.db_table in may and other.on_delete is CASCADE
        if other.related_model._meta.db_table not in may
    ] == []


def test_history_is_neither_changed_nor_deleted(five_plans: None) -> None:
    """But for the columns that say what became of a row, and for what goes with a draft."""
    if connection.vendor != "postgresql":
        return
    assert len(HISTORY) > 30
    for table in HISTORY:
        right = right_to(table, OWN[table]._meta.app_label)
        for field in OWN[table]._meta.local_fields:
            change = f'UPDATE "{table}" SET "{field.column}" = NULL {NO_ROW}'
            assert is_refused(change) == (field.column not in (right.change or ())), change
        assert is_refused(f'DELETE FROM "{table}" {NO_ROW}') == (not right.delete), table
        assert is_refused(f'TRUNCATE "{table}"'), table


def test_what_is_kept_of_others_is_refused_too(five_plans: None) -> None:
    if connection.vendor != "postgresql":
        return
    refused = (
        "UPDATE django_admin_log SET object_id = ''",
        "DELETE FROM django_migrations",
        "UPDATE auth_permission SET name = ''",
        "CREATE TABLE own (id int)",
        "DROP TABLE measures_status",
        "ALTER TABLE measures_status DISABLE TRIGGER ALL",
    )
    assert [sql for sql in refused if not is_refused(sql)] == []


def test_a_status_is_filled_and_emptied_and_nothing_else(five_plans: None) -> None:
    if connection.vendor != "postgresql":
        return
    assert not is_refused("UPDATE measures_status SET code = NULL, mapping_id = NULL")
    assert is_refused("UPDATE measures_status SET code = NULL, remark = ''")
    assert Status.objects.exists()


def test_every_table_has_its_rights_and_a_new_one_is_appended_to() -> None:
    assert rights().keys() >= OWN.keys()
    assert right_to("measures_something_new", "measures") == (True, (), False)


@pytest.mark.one_database
def test_sqlite_has_no_rights_to_give(db: None) -> None:
    with pytest.raises(CommandError, match="PostgreSQL"):
        call_command("grant_rights")


def test_rights_are_given_to_a_role_that_is_there(five_plans: None) -> None:
    if connection.vendor != "postgresql":
        return
    with pytest.raises(CommandError, match=r"roles\.sql"):
        call_command("grant_rights", role="finnes_ikke")
    with pytest.raises(CommandError, match="eier tabellene"):
        call_command("grant_rights", role="postgres")
