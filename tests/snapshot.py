"""The product's own tables as they stand: emptied for one test, or put back as they were."""

from dataclasses import dataclass
from typing import Any, Self

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

OWN_APPS = ("accounts", "plans", "measures", "reporting")


def own_tables() -> list[str]:
    models = [
        model
        for app in map(apps.get_app_config, OWN_APPS)
        for model in app.get_models(include_auto_created=True)
    ]
    return [model._meta.db_table for model in models]


def empty_own_tables() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), own_tables(), allow_cascade=True):
            cursor.execute(statement)


@dataclass(frozen=True)
class Snapshot:
    """Every row of the product's own tables, as the database itself writes it.

    Loading the plans takes two seconds, putting them back a twentieth of one.
    """

    tables: dict[str, tuple[list[str], list[tuple[Any, ...]]]]

    @classmethod
    def take(cls) -> Self:
        quote = connection.ops.quote_name
        tables = {}
        with connection.cursor() as cursor:
            for table in own_tables():
                cursor.execute(f"SELECT * FROM {quote(table)} ORDER BY 1")  # noqa: S608
                columns = [column[0] for column in cursor.description]
                tables[table] = columns, cursor.fetchall()
        return cls(tables)

    @transaction.atomic
    def put_back(self) -> None:
        """Into empty tables. The rows keep their ids, so the counters need no care."""
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            for table, (columns, rows) in self.tables.items():
                names = ", ".join(map(quote, columns))
                places = ", ".join(["%s"] * len(columns))
                insert = f"INSERT INTO {quote(table)} ({names}) VALUES ({places})"  # noqa: S608
                cursor.executemany(insert, rows)
