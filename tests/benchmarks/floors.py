"""What the product is measured against: the same result with the least work, written by hand."""

import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.timezone import localdate, now
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment

from measures.columns import COLUMNS
from measures.models import Measure
from measures.vocabulary import CLOSED_CODES, NOT_REPORTED, UNMAPPED, RiskLevel, label_for
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.days import time_since

ROWS = (
    *("pk", "code", "n", "title", "goal_text", "text", "responsible_text"),
    *("plan__goal_cell_is_local", "plan__organisation__name", "plan__starts_on", "plan__ends_on"),
    *("latest_status__code", "latest_status__words", "latest_status__applies_on"),
    *("latest_risk__level", "latest_deadline__kind", "latest_deadline__words"),
    "latest_deadline__due_on",
)

OVERVIEW = """
WITH counted AS (
    SELECT id FROM (
        SELECT p.id, row_number() OVER (
            PARTITION BY p.organisation_id
            ORDER BY p.starts_on DESC, p.adopted_on DESC NULLS LAST, p.id DESC
        ) AS place
        FROM plans_plan p JOIN accounts_organisation o ON o.id = p.organisation_id
        WHERE p.state = 'adopted' AND p.starts_on <= %(on)s AND o.kind = 'bydel'
    ) AS plans WHERE place = 1
)
SELECT
    m.plan_id, s.code, count(*), count(s.id),
    count(*) FILTER (
        WHERE d.kind = 'date' AND d.due_on < %(on)s AND (
            s.code IS NULL
            OR s.code NOT IN ('implemented', 'ongoing', 'completed', 'cancelled')
        )
    ),
    count(*) FILTER (WHERE d.kind = 'date'),
    count(*) FILTER (WHERE r.level = 'high'),
    count(r.level),
    max(s.applies_on)
FROM measures_measure m
LEFT JOIN measures_status s ON s.id = m.latest_status_id
LEFT JOIN measures_risk r ON r.id = m.latest_risk_id
LEFT JOIN measures_deadline d ON d.id = m.latest_deadline_id
WHERE m.plan_id IN (SELECT id FROM counted)
GROUP BY m.plan_id, s.code
"""
IN_SYSTEM = """
SELECT count(*) FROM measures_measure m
JOIN plans_plan p ON p.id = m.plan_id
JOIN accounts_organisation o ON o.id = p.organisation_id
WHERE p.state = 'adopted' AND o.kind = 'bydel'
"""

LIST_COUNTS = """
SELECT
    count(*), count(latest_status_id),
    count(*) FILTER (
        WHERE newest_kind = 'date' AND newest_due_on < %s AND (
            newest_code IS NULL
            OR newest_code NOT IN ('implemented', 'ongoing', 'completed', 'cancelled')
        )
    ),
    count(*) FILTER (WHERE latest_status_id IS NOT NULL AND newest_code IS NULL)
FROM measures_measure WHERE plan_id IN (
    SELECT p.id FROM plans_plan p JOIN accounts_organisation o ON o.id = p.organisation_id
    WHERE p.state = 'adopted' AND o.kind = 'bydel'
)
"""
TOPICS = """
SELECT DISTINCT topic, topic FROM measures_measure
WHERE topic <> '' AND plan_id IN (SELECT id FROM plans_plan WHERE state = 'adopted')
ORDER BY 1
"""
BYDELER = "SELECT slug, name FROM accounts_organisation ORDER BY kind, number"
PLANS = """
SELECT p.slug, o.name, p.starts_on, p.ends_on
FROM plans_plan p JOIN accounts_organisation o ON o.id = p.organisation_id
WHERE p.state = 'adopted' ORDER BY o.number NULLS FIRST, p.starts_on DESC NULLS FIRST, p.slug
"""
CITY_MEASURES = """
SELECT m.id, s.number, m.topic, m.code, m.text, s.text
FROM measures_measure m
JOIN plans_plan p ON p.id = m.plan_id
JOIN accounts_organisation o ON o.id = p.organisation_id
LEFT JOIN plans_strategy s ON s.id = m.strategy_id
WHERE p.state = 'adopted' AND o.kind = 'city' ORDER BY m.plan_id, m.position, m.n
"""

frame: dict[str, Any] = {}
_COUNTS = re.compile(r'(?<=<div class="count-line">\n)<p>.*?</p>', re.DOTALL)
_SELECT = re.compile(r'(<select [^>]*name="(\w+)"[^>]*>)(.*?)(?=</select>)', re.DOTALL)
_OPTION = re.compile(r"<option value='([^']*)'[^>]*>([^<]*)</option>")


def frame_rows_with(page: str) -> None:
    """Let the floor's page be this one around its own counts, choices and rows.

    So the floor has the product's bytes whatever the product's page comes to look like. What
    depends on data the floor reads itself; only the fixed words are taken as text.
    """
    content = page.partition('<main id="content" tabindex="-1">')[2].partition("</main>")[0]
    head, _tbody, rest = content.partition("<tbody>")
    frame["after"] = rest.partition("</tbody>")[2]
    filters, table = _COUNTS.split(head)
    frame["table"] = table
    parts, at = [], 0
    for select in _SELECT.finditer(filters):
        known = [(unescape(value), unescape(label)) for value, label in _OPTION.findall(select[3])]
        parts.append((filters[at : select.start(3)], select[2], known))
        at = select.end(3)
    frame["filters"], frame["after_filters"] = parts, filters[at:]


def list_floor(request: HttpRequest) -> HttpResponse:
    """Fifty rows, the four counts and the filters' choices, one query each, one template."""
    today = localdate()
    with connection.cursor() as cursor:

        def read(sql: str, *values: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql, values)
            return cursor.fetchall()

        [(total, reported, overdue, unmapped)] = read(LIST_COUNTS, f"{today}")
        bydeler, plans = read(BYDELER), read(PLANS)
        topics, city_measures = read(TOPICS), read(CITY_MEASURES)
    choices = {
        "bydel": bydeler,
        "plan": [
            (slug, f"{name} {str(start)[:4]}–{str(end)[:4]}" if start else f"{name} ukjent periode")
            for slug, name, start, end in plans
        ],
        "innsatsomrade": topics,
        "strategi": list(
            {n: (n, f"{n}. {text}") for _pk, n, *_rest, text in city_measures}.values()
        ),
        "svarer": [
            (pk, f"Strategi {number or '–'}, {topic or 'tiltak'} {letter}: {text}")
            for pk, number, topic, letter, text, _strategy in city_measures
        ],
    }
    context = {
        **frame,
        "filters": [
            (before, _with_fixed(known, choices.get(name, [])))
            for before, name, known in frame["filters"]
        ],
        "total": total,
        "reported": reported,
        "share": round(100 * reported / total),
        "overdue": overdue,
        "unmapped": unmapped,
        "rows": _fifty_rows(today),
    }
    return render(request, "floors/list.html", context)


def _with_fixed(known: list[tuple[str, str]], read: list[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """The choices that were read, and around them those that no data decides."""
    is_read = {str(value) for value, _label in read}
    fixed = [choice for choice in known if choice[0] not in is_read]
    return [*fixed, *read]


def _fifty_rows(today: date) -> list[dict[str, Any]]:
    return [
        _row(row, today)
        for row in Measure.objects.filter(
            plan__state=Plan.State.ADOPTED, plan__organisation__kind=Organisation.Kind.BYDEL
        )
        .order_by("plan__organisation__number", F("plan__starts_on").desc(), "plan_id", "position")
        .values(*ROWS)[:50]
    ]


def _row(row: dict[str, Any], today: date) -> dict[str, Any]:
    local_goal = row["goal_text"] if row["plan__goal_cell_is_local"] else ""
    words, code = row["latest_status__words"], row["latest_status__code"]
    row["number"] = row["code"] or row["n"]
    row["name"] = " ".join((row["title"] or local_goal or row["text"]).split())[:200]
    row["starts"], row["ends"] = row["plan__starts_on"].year, row["plan__ends_on"].year
    row["code"] = code or (UNMAPPED if words else NOT_REPORTED)
    row["status"] = words if words and not code else label_for(row["code"])
    row["risk"] = RiskLevel(row["latest_risk__level"]).label if row["latest_risk__level"] else ""
    row["reported"] = f"{row['latest_status__applies_on']:%d.%m.%Y}" if words else "Aldri"
    due = row["latest_deadline__due_on"]
    is_late = row["latest_deadline__kind"] == "date" and due < today and code not in CLOSED_CODES
    row["late"] = f"Over frist, {time_since(due, today)}" if is_late else ""
    return row


CLAIM = """
UPDATE measures_measure SET report_version = report_version + 1
WHERE id = %s AND report_version = %s
"""
REPORT = """
INSERT INTO measures_status
    (measure_id, words, code, remark, remark_words, applies_on, date_is_assumed, recorded_at,
     recorded_by_id, recorded_as)
VALUES (%s, 'Under arbeid', %s, %s, '', %s, %s, %s, %s, 'redaktør')
"""


@transaction.atomic
def bare_save(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, in a conditional update and an insert; 409 where somebody was first."""
    sent, by = request.POST, request.user.pk
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [pk, sent["version"]])
        if cursor.rowcount != 1:
            return HttpResponse(status=409)
        said = (pk, sent["status"], sent["remark"], localdate(), False, now(), by)
        cursor.execute(REPORT, said)
    return HttpResponse("ok")


def bare_page(request: HttpRequest) -> HttpResponse:
    """The page's head and foot around one heading."""
    return render(request, "floors/bare.html")


def overview_sql() -> None:
    """The overview's counting through a cursor."""
    with connection.cursor() as cursor:
        cursor.execute(OVERVIEW, {"on": localdate()})
        cursor.fetchall()
        cursor.execute(IN_SYSTEM)
        cursor.fetchall()


def bare_excel(rows: Sequence[Sequence[Any]]) -> bytes:
    """The cells of the Excel file's table, each in its column's style."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tiltak")
    styles = [
        (
            Alignment(vertical="top", wrap_text=column.kind == "text"),
            "dd.mm.yyyy" if column.kind == "date" else "General",
        )
        for column in COLUMNS
    ]
    sheet.append([str(column.heading) for column in COLUMNS])
    for row in rows:
        cells: list[Cell | None] = []
        for value, (alignment, number_format) in zip(row, styles, strict=True):
            if value is None or value == "":
                cells.append(None)
                continue
            cell = WriteOnlyCell(sheet, value)
            cell.alignment = alignment
            cell.number_format = number_format
            cells.append(cell)
        sheet.append(cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


urlpatterns = [
    path("gulv/tiltak/", list_floor),
    path("gulv/side/", bare_page),
    path("gulv/lagre/<int:pk>/", bare_save),
    path("", include("ruspolitikk.urls")),
]
