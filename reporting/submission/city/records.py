"""The city's report of a round as CSV and JSON, for programs. The names are kept, as a bydel's own:
docs/sent-report.md."""

from typing import Any

from reporting.files.csv import csv_file
from reporting.submission.city.report import BydelReport, CityReport
from reporting.submission.files.records import FIELDS, as_json, json_bytes, rows_of

SCHEMA = 1
CITY_FIELDS = (*FIELDS, "is_sent")
"""The columns of the CSV file: a bydel's own, and whether it had sent."""


def csv_of_city(city: CityReport) -> bytes:
    rows = (
        [*row, int(each.is_sent)] for each in city.bydeler for row in rows_of(each.report)
    )  # fmt: skip
    return csv_file(CITY_FIELDS, rows)


def json_of_city(city: CityReport) -> bytes:
    head = city.head
    return json_bytes(
        {
            "schema": SCHEMA,
            "round": city.name,
            "number": city.number,
            "made_at": city.moment.isoformat(timespec="seconds"),
            "sha256": city.sha256,
            **{
                name: head[name] and head[name].isoformat()
                for name in ("first_day", "cut_off", "due_on")
            },
            "bydeler": [_bydel(each) for each in city.bydeler],
            "without_plan": [
                {"bydel_number": each.number, "bydel": each.full_name} for each in city.without_plan
            ],
        }
    )


def _bydel(each: BydelReport) -> dict[str, Any]:
    """As its own JSON file; of one that did not send, nobody sent it at any time."""
    told = as_json(each.report.submission)
    if not each.is_sent:
        told |= {"sent_at": None, "sent_as": None}
    return told | {"is_sent": each.is_sent}
