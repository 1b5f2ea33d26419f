"""What a server asks before it answers anybody; `manage.py migrate` and the demo do not ask it."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from ruspolitikk.logs import log


def refuse_embedded() -> None:
    """A server without DATABASE_URL would answer with an empty database of its own."""
    if settings.EMBEDDED:
        raise ImproperlyConfigured(
            "DATABASE_URL is not set. The embedded database is for `manage.py demo` alone."
        )


def refuse_missing_migrations() -> None:
    """Raises ImproperlyConfigured where the database is older than the code.

    One that does not answer now may do so in a minute: then the server starts, and says so. One
    that is newer than the code serves it, as while an upgrade is under way.
    """
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError:
        log.warning(
            "the database did not answer at the start, so its migrations were not looked at"
        )
        return
    finally:
        connection.close()
    if missing:
        first = missing[0][0]
        raise ImproperlyConfigured(
            f"The database lacks {len(missing)} migrations, the first of them "
            f"{first.app_label}.{first.name}. Run `manage.py migrate`, and start again."
        )
