"""What a server may do in PostgreSQL: read and append everywhere, and change or delete only this.

Servers, worker and timer log in as a role of least rights; `manage.py migrate` alone runs as the
owner of the tables, and then `manage.py grant_rights` as the same. So history stays as it was
written, whatever a fault in the code, or somebody who got into a server, would do to it.

A table that is named nowhere here is read and appended to. What belongs to a draft is deleted with
it: no right tells a draft from an adopted plan, so that is asked by the code alone.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection

OWN_APPS = frozenset({"accounts", "plans", "measures", "reporting"})
READ_ALONE = frozenset({"auth", "contenttypes"})
"""Apps whose tables `migrate` fills. What other apps keep (sessions, tasks) is nobody's history,
but for the admin's log."""
ADMIN_LOG = "django_admin_log"

AS_IT_IS_NOW = frozenset(
    {
        "accounts_calendaraddress",
        "accounts_keptform",
        "accounts_mail",
        "accounts_mailchoice",
        "accounts_membership",
        "accounts_personsession",
        "accounts_publictext",
        "accounts_refusedaddress",
        "accounts_user",
        "accounts_user_groups",
        "accounts_user_user_permissions",
        "plans_goal",
        "plans_plan",
        "plans_strategy",
        "measures_assignment",
        "measures_item",
        "measures_keptfile",
        "measures_measure",
        "measures_measure_answers",
        "measures_measure_goals",
        "measures_reading",
        "measures_reply",
        "measures_replylink",
        "measures_responsible",
        "measures_responsible_users",
        "measures_statusword",
        "measures_theme",
        "measures_themeword",
        "reporting_orderedfile",
        "reporting_questiondraft",
        "reporting_round",
        "reporting_summarydraft",
    }
)
"""Changed and deleted; what became of it is told by history that is appended beside it."""

CHANGED = {
    "accounts_loggedact": ("by_name", "about", "before", "after"),
    "accounts_organisation": ("kind", "number", "slug", "name"),
    "measures_status": ("code", "mapping_id"),
    "measures_wordmapping": ("filled",),
    "measures_nolocalmeasure": ("withdrawn_at", "withdrawn_by_id", "withdrawn_as"),
    "measures_succession": ("withdrawn_at", "withdrawn_by_id", "withdrawn_as", "new_id"),
    "reporting_dataaddress": ("last_used_at", "last_used_on", "withdrawn_at", "withdrawn_as"),
    "reporting_submission": ("state", "closed_as"),
}
"""Of rows that are appended, the columns that say what became of them; of a status its code, which
is filled when a word is explained, and emptied when that is taken back. Of what was done, the names
of who is anonymised (`rename_in_log`), and nothing that says what, when or by which number."""

GOES_ALONG = frozenset(
    {
        "plans_planchange",
        "measures_adoptedwording",
        "measures_deadline",
        "measures_dismissal",
        "measures_edit",
        "measures_itemchange",
        "measures_measuresource",
        "measures_misfiling",
        "measures_nolocalmeasure",
        "measures_notanswered",
        "measures_risk",
        "measures_status",
        "measures_succession",
        "measures_withdrawal",
        "reporting_roundchange",
        "reporting_roundletter",
    }
)
"""Deleted with a draft, or with a round that nobody has sent for; the wording of an adoption where
it is withdrawn."""


class Right(NamedTuple):
    """`change`: the columns; None for all of them."""

    append: bool = True
    change: tuple[str, ...] | None = ()
    delete: bool = False


ALL = Right(change=None, delete=True)


def right_to(table: str, app: str) -> Right:
    if app in READ_ALONE:
        return Right(append=False)
    if app in OWN_APPS and table not in AS_IT_IS_NOW:
        return Right(change=CHANGED.get(table, ()), delete=table in GOES_ALONG)
    return Right(delete=True) if table == ADMIN_LOG else ALL  # it goes with a user


def rights() -> dict[str, Right]:
    """What each table of the database may have done to it."""
    models: Any = apps.get_models(include_auto_created=True)
    own = {m._meta.db_table: right_to(m._meta.db_table, m._meta.app_label) for m in models}
    caches: Any = settings.CACHES.values()
    kept = {each["LOCATION"]: ALL for each in caches if each["BACKEND"].endswith(".DatabaseCache")}
    return {**own, **kept, "django_migrations": Right(append=False)}


def statements(role: str) -> Iterator[str]:
    """SQL that gives the role these rights, and takes every other from it."""
    name = connection.ops.quote_name
    to = name(role)
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {to}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {to}"
    for table, right in rights().items():
        may = ["SELECT"]
        if right.append:
            may.append("INSERT")
        if right.change is None:
            may.append("UPDATE")
        elif right.change:
            may.append(f"UPDATE ({', '.join(map(name, right.change))})")
        if right.delete:
            may.append("DELETE")
        yield f"GRANT {', '.join(may)} ON {name(table)} TO {to}"
