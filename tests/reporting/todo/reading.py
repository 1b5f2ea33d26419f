"""«Å gjøre» and «Mine tiltak» as somebody sees them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from lxml import html

from measures.models import Measure
from plans.models import Plan
from reporting.todo.waiting import Todo, todo
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_plan, organisation

AN_AUTUMN_DAY = date(2026, 11, 22)


def waiting(user: User, slug: str, on: date = AN_AUTUMN_DAY) -> Todo:
    return todo(user, organisation(slug), on)


def numbers(measures: Sequence[Measure]) -> list[int]:
    return [measure.n for measure in measures]


def alna_plan(**fields: Any) -> Plan:
    return make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31), **fields)


def seen(user: User, path: str = "/a-gjore/") -> Any:
    response = CheckingClient.of(user).get(path)
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def text(elements: Sequence[Any]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def leads(page: Any) -> list[str]:
    return text(page.xpath("//p[@class='lead']"))
