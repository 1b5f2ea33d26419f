"""What a server asks before it answers anybody; `manage.py migrate` and the demo do not ask it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.http import parse_header_parameters

from ruspolitikk.server.logs import log


def refuse_embedded() -> None:
    """A server without DATABASE_URL would answer with an empty database of its own."""
    if settings.EMBEDDED:
        raise ImproperlyConfigured(
            "DATABASE_URL is not set. The embedded database is for `manage.py demo` alone."
        )


def refuse_missing_migrations() -> None:
    """Raises ImproperlyConfigured where the database is older than the code, or was restored
    without the table of the cache.

    One that does not answer now may do so in a minute: then the server starts, and says so. One
    that is newer than the code serves it, as while an upgrade is under way.
    """
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        tables = connection.introspection.table_names()
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
    if (cache := settings.CACHES["default"]["LOCATION"]) not in tables:
        raise ImproperlyConfigured(
            f"The database lacks the table {cache}, where guessed passwords are counted. "
            "Run `manage.py createcachetable`, and start again."
        )


Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def forms_in_utf8(application: Application) -> Application:
    """Lets no form in that says it is written in anything but UTF-8, as every form here is.

    Django decodes by any name that Python knows, rot13 and zip too, while it makes the request:
    before there is a page or a log to tell that it failed. Such a body is no form, so it has no
    token, and is refused as others without one.
    """

    def asked(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not _is_utf8(environ.get("CONTENT_TYPE", "")):
            environ["CONTENT_TYPE"] = "application/octet-stream"
        return application(environ, start_response)

    return asked


def _is_utf8(content_type: str) -> bool:
    try:
        _kind, parameters = parse_header_parameters(content_type)
    except ValueError:
        return False
    return parameters.get("charset", "utf-8").lower() == "utf-8"
