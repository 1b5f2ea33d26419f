"""«Byens plan» in words, and what is answered in it."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook

from measures.columns import city_key
from measures.models import Measure
from measures.models.no_local_measure import answer_city_measure, say_no_local_measure
from plans.models import Plan
from reporting.coverage.answers import Coverage, coverage
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.checking_client import CheckingClient
from tests.factories import editor_of
from tests.reporting.overview.reading import parsed

AN_AUTUMN_DAY = date(2026, 11, 22)


def page_of(user: User, query: str = "") -> Any:
    response = CheckingClient.of(user).get(f"/byens-plan/{query}")
    assert response.status_code == 200
    return parsed(response)


def citys() -> list[Measure]:
    return list(Measure.objects.framework().select_related("strategy").order_by("position", "n"))


def city_measure(key: str) -> Measure:
    """One of the city's by its key, «3/Helse/c»."""
    return next(measure for measure in citys() if city_key(measure) == key)


def answer(plan: Plan, key: str, *measures: Measure) -> None:
    by = editor_of(plan.organisation)
    answer_city_measure(plan, city_measure(key), add=measures, remove=[], by=by)


def say_none(plan: Plan, key: str, reason: str) -> None:
    assert say_no_local_measure(
        plan, city_measure(key), reason=reason, by=editor_of(plan.organisation)
    )


def counted(user: User, on: date = AN_AUTUMN_DAY, *instead: str) -> Coverage:
    day = Day(on, AN_AUTUMN_DAY)
    asked = Plan.objects.filter(slug__in=instead)
    plans = list(Plan.objects.visible_to(user).local().in_order())
    return coverage(Measure.objects.as_of(day), plans, day, asked)


def matrix(page: Any) -> dict[str, dict[str, str]]:
    """The table in words: the city measure's address → «Besvart» or bydel → what the cell says."""
    table = page.xpath("//table[contains(@class, 'coverage')]")[0]
    headings = ["Besvart", *(a.get("href") for a in table.xpath("./thead//a"))]
    names = [heading.rpartition("bydel=")[2] for heading in headings]
    return {
        row.xpath("./th/a/@href")[0]: dict(
            zip(names, [hidden_text(cell) for cell in row.xpath("./td")[1:]], strict=True)
        )
        for row in table.xpath("./tbody/tr[not(@class)]")
    }


def hidden_text(cell: Any) -> str:
    """What a cell says to who cannot see the sign."""
    text = cell.xpath("string(.//*[@class='visually-hidden'])") or cell.text_content()
    return " ".join(str(text).split())


def file_of(user: User, kind: str, query: str = "") -> bytes:
    response = CheckingClient.of(user).get(f"/byens-plan/{kind}/{query}")
    assert 'filename="oppfolging-av-byens-plan-2' in response.headers["Content-Disposition"]
    content: bytes = response.getvalue()
    return content


def table_of(user: User, kind: str, query: str = "") -> list[list[Any]]:
    content = file_of(user, kind, query)
    if kind == "csv":
        text = content.decode("utf-8-sig")
        return [list(row) for row in csv.reader(StringIO(text, newline=""), delimiter=";")]
    sheet = load_workbook(BytesIO(content))["Byens plan"]
    return [list(row) for row in sheet.iter_rows(values_only=True)]
