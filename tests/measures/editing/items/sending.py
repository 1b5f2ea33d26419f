"""The forms of a measure's items as a browser sends them, and what its page says after."""

from html import unescape
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from measures.models import Item, Measure
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient


def read(user: User, measure: Measure, query: str = "") -> str:
    page = CheckingClient.of(user).get(measure.get_absolute_url() + query)
    return unescape(page.content.decode())


def tick(user: User, measure: Measure, done: list[Item], shown: list[Item], **more: Any) -> Any:
    sent = {
        "gjort": [item.pk for item in done],
        "vist": [item.pk for item in shown],
        "applies_on": f"{localdate():%d.%m.%Y}",
    }
    address = reverse("measures:tick-items", args=[measure.pk])
    return CheckingClient.of(user).post(address, {**sent, **more})


def write(user: User, measure: Measure, lines: list[dict[str, Any]], **more: Any) -> Any:
    sent: dict[str, Any] = {
        "linje-TOTAL_FORMS": len(lines),
        "linje-INITIAL_FORMS": 0,
        "version": measure.edit_version,
    }
    for n, line in enumerate(lines):
        sent |= {f"linje-{n}-{name}": value for name, value in line.items()}
    address = reverse("measures:edit-items", args=[measure.pk])
    return CheckingClient.of(user).post(address, {**sent, **more})


def as_lines(measure: Measure) -> list[dict[str, Any]]:
    return [
        {"item": item.pk, "text": item.text, "place": place}
        for place, item in enumerate(measure.items.all(), start=1)
    ]


def texts(measure: Measure) -> list[str]:
    return list(measure.items.values_list("text", flat=True))
