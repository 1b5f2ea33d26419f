"""What the city's pages must read from the database, in SQL written by hand.

Today's state stands on the measures. That of an earlier day is in their history: the newest entry
of each kind that applied by then and that nobody has corrected (domain.md, «Two clocks»).
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from measures.vocabulary import CLOSED_CODES
from tests.benchmarks.databases import POSTGRESQL
from tests.benchmarks.floors import CITY_MEASURES, OVERVIEW, TOPICS

COUNTED = f"{OVERVIEW.partition('SELECT\n    m.plan_id')[0].rstrip()}\n"
"""The plans that count on a day."""
IS_OPEN = (
    f"(code IS NULL OR code NOT IN ({', '.join(f"'{code}'" for code in sorted(CLOSED_CODES))}))"
)

WHO = (
    "SELECT * FROM django_session LIMIT 1",
    "SELECT * FROM accounts_user LIMIT 1",
    "SELECT * FROM accounts_membership m JOIN accounts_organisation o ON o.id = m.organisation_id"
    " LIMIT 1",
)
"""Who asks is read by every page, also by the bare one."""
BYDELER = "SELECT * FROM accounts_organisation WHERE kind = 'bydel' ORDER BY number"
PLANS = """
SELECT * FROM plans_plan p JOIN accounts_organisation o ON o.id = p.organisation_id
WHERE p.state = 'adopted' ORDER BY o.number, p.starts_on DESC, p.slug
"""
IN_FORCE = "SELECT id FROM counted"

STATE_TODAY = """
SELECT m.id, m.plan_id, m.latest_status_id AS status, m.newest_code AS code,
    m.newest_reported_on AS reported_on, m.newest_risk AS level, m.newest_kind AS kind,
    m.newest_due_on AS due_on
FROM measures_measure m
"""
STATE_THEN = """
SELECT m.id, m.plan_id, s.id AS status, s.code, s.applies_on AS reported_on, r.level, d.kind,
    d.due_on
FROM measures_measure m {status} {risk} {deadline}
"""
NEWEST = """
SELECT {column} FROM measures_{kind} e
WHERE e.measure_id = m.id AND e.applies_on <= %(on)s AND NOT EXISTS (
    SELECT 1 FROM measures_{kind} c WHERE c.corrects_id = e.id
)
ORDER BY e.applies_on DESC, e.recorded_at DESC, e.id DESC LIMIT 1
"""

COUNT = """
SELECT
    plan_id, code, count(*), count(status),
    count(*) FILTER (WHERE kind = 'date' AND due_on < %(on)s AND {is_open}),
    count(*) FILTER (WHERE kind = 'date'), count(*) FILTER (WHERE level = 'high'), count(level),
    max(reported_on)
FROM ({state} {where}) AS held GROUP BY plan_id, code
"""
IN_SYSTEM = """
SELECT count(*) FROM measures_measure WHERE plan_id IN (
    SELECT p.id FROM plans_plan p JOIN accounts_organisation o ON o.id = p.organisation_id
    WHERE p.state = 'adopted' AND o.kind = 'bydel'
)
"""
ANSWERED = """
SELECT m.plan_id, count(DISTINCT a.to_measure_id) FROM measures_measure m
JOIN measures_measure_answers a ON a.from_measure_id = m.id
WHERE m.plan_id IN (SELECT id FROM counted) GROUP BY m.plan_id
"""
REFUSED = "SELECT plan_id, city_measure_id, reason FROM measures_nolocalmeasure"
MOVES = """
SELECT plan_id, was, due_on FROM (
    SELECT m.plan_id, d.due_on, lag(d.due_on) OVER (
        PARTITION BY d.measure_id ORDER BY d.applies_on, d.recorded_at, d.id
    ) AS was
    FROM measures_measure m JOIN measures_deadline d ON d.measure_id = m.id
    WHERE m.plan_id IN (SELECT id FROM counted) AND d.applies_on <= %(on)s AND d.kind = 'date'
        AND NOT EXISTS (SELECT 1 FROM measures_deadline c WHERE c.corrects_id = d.id)
) AS moved WHERE was IS NOT NULL
"""
ANSWERS = """
SELECT held.plan_id, a.to_measure_id, held.code, held.status IS NULL, count(*)
FROM ({state} {where}) AS held JOIN measures_measure_answers a ON a.from_measure_id = held.id
GROUP BY held.plan_id, a.to_measure_id, held.code, held.status IS NULL
"""
SIDE_COUNTS = """
SELECT
    plan_id, count(*), count(status), count(*) FILTER (WHERE level = 'high'),
    count(*) FILTER (WHERE kind = 'date' AND due_on < %(on)s AND {is_open}),
    count(strategy_id), count(*) FILTER (WHERE number = 2),
    count(*) FILTER (WHERE number = 2 AND status IS NOT NULL),
    count(*) FILTER (WHERE number = 2 AND level = 'high'),
    count(*) FILTER (WHERE number = 2 AND kind = 'date' AND due_on < %(on)s AND {is_open})
FROM (
    SELECT held.*, x.strategy_id, c.number FROM ({state} {where}) AS held
    JOIN measures_measure x ON x.id = held.id
    LEFT JOIN plans_strategy l ON l.id = x.strategy_id
    LEFT JOIN plans_strategy c ON c.id = l.means_id
) AS sides GROUP BY plan_id
"""
SIDES = """
SELECT * FROM (
    SELECT m.*, row_number() OVER (PARTITION BY m.plan_id ORDER BY m.position, m.n) AS place
    FROM measures_measure m JOIN plans_strategy l ON l.id = m.strategy_id
    JOIN plans_strategy c ON c.id = l.means_id AND c.number = 2 WHERE m.plan_id IN ({plans})
) AS m {status} {risk} {deadline} WHERE place <= 50
"""
TOPICS_OF = "SELECT DISTINCT topic FROM measures_measure WHERE plan_id IN ({plans})"
PLAN_COUNTS = """
SELECT plan_id, count(*), count(latest_status_id) FROM measures_measure GROUP BY plan_id
"""

Values = dict[str, Any]
Statement = tuple[str, Values]


def _newest(kind: str, alias: str) -> str:
    """A join with the entry that held: PostgreSQL reads on from it, SQLite looks its id up."""
    if connection.vendor == POSTGRESQL:
        return f"LEFT JOIN LATERAL ({NEWEST.format(column='*', kind=kind)}) {alias} ON true"
    newest = NEWEST.format(column="e.id", kind=kind)
    return f"LEFT JOIN measures_{kind} {alias} ON {alias}.id = ({newest})"


def _joins(on: date) -> dict[str, str]:
    kinds = {"status": "s", "risk": "r", "deadline": "d"}
    if on >= localdate():
        return {
            kind: f"LEFT JOIN measures_{kind} {alias} ON {alias}.id = m.latest_{kind}_id"
            for kind, alias in kinds.items()
        }
    return {kind: _newest(kind, alias) for kind, alias in kinds.items()}


def _state(on: date, only: str = "") -> str:
    """The measures with their state on a day; `only`: the one kind of entry that is wanted."""
    if on >= localdate():
        return STATE_TODAY
    if not only:
        return STATE_THEN.format(**_joins(on))
    columns = "SELECT m.id, m.plan_id, s.id AS status, s.code FROM measures_measure m"
    return f"{columns} {_joins(on)[only]}"


def _counting(sql: str, state: str) -> str:
    where = "WHERE m.plan_id IN (SELECT id FROM counted)"
    return sql.format(state=state, where=where, is_open=IS_OPEN)


def _statements(on: date, read: Iterable[str], counted: Iterable[str]) -> list[Statement]:
    """Those that ask for no day, and those of the plans that count on one."""
    day = {"on": on}
    return [*((sql, {}) for sql in (*WHO, *read)), *((COUNTED + sql, day) for sql in counted)]


def overview(on: date) -> list[Statement]:
    read = (PLANS, BYDELER, CITY_MEASURES, TOPICS, IN_SYSTEM, REFUSED)
    return _statements(on, read, (_counting(COUNT, _state(on)), ANSWERED, MOVES, IN_FORCE))


def coverage(on: date) -> list[Statement]:
    read = (PLANS, BYDELER, CITY_MEASURES, REFUSED)
    return _statements(on, read, (_counting(ANSWERS, _state(on, only="status")), IN_FORCE))


def comparison(on: date, plans: list[int]) -> list[Statement]:
    ids = ", ".join(map(str, plans))
    where = f"WHERE m.plan_id IN ({ids})"
    counted = SIDE_COUNTS.format(state=_state(on), where=where, is_open=IS_OPEN)
    sides = SIDES.format(plans=ids, **_joins(on))
    read = (PLANS, CITY_MEASURES, TOPICS_OF.format(plans=ids))
    return [*_statements(on, read, [IN_FORCE]), (counted, {"on": on}), (sides, {"on": on})]


def calendar(on: date) -> list[Statement]:
    return _statements(on, (PLANS, BYDELER), [IN_FORCE])


def plan_list(on: date) -> list[Statement]:
    return _statements(on, (PLANS, PLAN_COUNTS), [IN_FORCE])


def run(statements: list[tuple[str, Any]]) -> None:
    """Each statement, and all of its rows."""
    with connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values or None)
            cursor.fetchall()


def running(statements: list[tuple[str, Any]]) -> Callable[[], None]:
    return partial(run, statements)
