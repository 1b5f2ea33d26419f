"""On PostgreSQL every request of a test is answered by the role of least rights, as in production,
and so is what the timer runs.

What a test prepares, and what it looks at afterwards, is done by the owner of the tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import BaseCommand, call_command
from django.db import connection
from psycopg.pq import TransactionStatus

from reporting.management.commands.run_periodic import EVERY
from ruspolitikk.accounts.management.commands.grant_rights import ROLE

MAKE_ROLE = f"""
DO $$ BEGIN
  IF to_regrole('{ROLE}') IS NULL THEN CREATE ROLE {ROLE}; END IF;
END $$
"""


def make_role() -> None:
    """Once the tables are there; nothing on SQLite, which knows no roles."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(MAKE_ROLE)
        call_command("grant_rights", verbosity=0)


@contextmanager
def as_a_server() -> Iterator[None]:
    """Past Django's cursors, so that a test which counts queries counts none of these."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    _say(f"SET ROLE {ROLE}")
    try:
        yield
    finally:
        _say("RESET ROLE")


def _say(sql: str) -> None:
    own: Any = connection.connection
    # A transaction that has failed takes the role back when it is rolled back.
    if own and not own.closed and own.info.transaction_status != TransactionStatus.INERROR:
        own.execute(sql)


_execute = BaseCommand.execute


def _execute_as_the_timer(command: BaseCommand, *args: Any, **options: Any) -> Any:
    if type(command).__module__.rpartition(".")[2] not in EVERY:
        return _execute(command, *args, **options)
    with as_a_server():
        return _execute(command, *args, **options)


BaseCommand.execute = _execute_as_the_timer  # type: ignore[assignment, method-assign]
