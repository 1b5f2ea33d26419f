"""The status report, opened again."""

from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from measures.models import Measure
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan

AN_AUTUMN_DAY = date(2026, 11, 22)
HEADINGS = [
    "Bydel",
    "Plan",
    "Nr.",
    "Tittel",
    "Tiltak",
    "Ansvarlig",
    "Status",
    "Risiko",
    "Frist, planens ord",
    "Sist rapportert",
    "Kode",
    "Delpunkter",
    "Mål i planen",
    "Byens strategi",
    "Innsatsområde",
    "Status, bydelens ord",
    "Merknad",
    "Frist, tolket som",
    "Dag",
    "Over frist",
    "Svarer på byens tiltak",
]


def downloaded(user: User, address: str) -> tuple[Any, bytes]:
    response: Any = CheckingClient.of(user).get(address)
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    return response, content


def book_of(user: User, address: str) -> Workbook:
    return load_workbook(BytesIO(downloaded(user, address)[1]))


def rows(book: Workbook) -> list[dict[str, Any]]:
    """The measures sheet as it is read: heading → value, for each row."""
    heading, *values = book["Tiltak"].iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in values]


def alna_measure(text: str = "Åpne et lavterskeltilbud", **fields: Any) -> Measure:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    return make_measure(plan, text, **fields)
