"""Any small city: on Oversikt and Endringer the bydeler's numbers sum to the city's, and each opens
as many rows as it says, whatever was corrected, withdrawn, dropped, misfiled or came late."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from measures.models import Measure, Report
from measures.models.misfiling import mark_misfiled
from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Plan
from reporting.models import Round
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.clock import let_it_be
from tests.factories import editor_of, make_measure, make_plan, report, set_deadline

pytestmark = pytest.mark.one_database

TODAY, T1, T2 = date(2026, 11, 22), date(2026, 4, 30), date(2026, 8, 31)
DAYS = st.sampled_from(
    [day + timedelta(days=n) for day in (date(2026, 1, 1), T1, T2) for n in (-30, 0, 1, 20)]
)
CODES = st.sampled_from([None, *StatusCode])
RISKS = st.sampled_from([None, *RiskLevel])
ACTS = ("report", "correct", "withdraw", "deadline", "correct the deadline")
NOT_SUMS = {"Flyttet i snitt", "Svarer på byens plan"}


@dataclass(frozen=True)
class Told:
    """A measure: when it joined, what was done to it in turn, and whether it is misfiled."""

    joined_on: date | None
    acts: Sequence[tuple[str, date, StatusCode | None, RiskLevel | None]]
    is_misfiled: bool


TOLD = st.builds(
    Told,
    st.none() | DAYS,
    st.lists(st.tuples(st.sampled_from(ACTS), DAYS, CODES, RISKS), max_size=4),
    st.sampled_from([False, False, False, True]),
)
PLANS = st.lists(TOLD, min_size=1, max_size=3)
CITY = st.tuples(PLANS, PLANS, st.lists(TOLD, max_size=1))
BETWEEN = st.sampled_from([(T1, T2), (date(2026, 3, 1), TODAY), (T2, date(2026, 9, 20))])


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch, five_plans: None) -> None:
    """Of 2026; the real plans count on no day."""
    let_it_be(monkeypatch, TODAY)
    Plan.objects.local().update(state=Plan.State.DRAFT)
    for name, day in (("T1 2026", T1), ("T2 2026", T2)):
        Round.objects.create(name=name, cut_off=day)


def made(plan: Plan, told: Told) -> Measure:
    measure = make_measure(plan, joined_on=told.joined_on)
    by = editor_of(plan.organisation)
    for act, on, code, risk in told.acts:
        status: Any = measure.statuses.counting().last()
        deadline: Any = measure.deadlines.counting().last()
        version = measure.report_version
        if act == "report":
            report(measure, "Sagt", on=on, code=code, risk=risk)
        elif act == "correct" and status:
            right = Report("Rettet", code, risk=risk)
            measure.correct(
                status, None, right, on=on, reason="Feil", by=by, expected_version=version
            )
        elif act == "withdraw" and status:
            measure.withdraw([status], reason="Feil", by=by, expected_version=version)
        elif act == "deadline":
            set_deadline(measure, f"{on:%d.%m.%Y}", on=on, reason="Utsatt")
        elif act == "correct the deadline" and deadline:
            measure.correct_deadline(
                deadline, "31.12.2026", on=on, reason="Feil", by=by, expected_version=version
            )
        measure.refresh_from_db()
    return measure


def page_of(client: CheckingClient, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, address
    return html.document_fromstring(response.content.decode())


def said(element: Any) -> str:
    return " ".join(element.text_content().replace("\xad", "").split())


def numbers_of(row: Any) -> Iterator[tuple[str, list[int]]]:
    """Heading → the whole numbers of its cell, without its share; none where there is nothing."""
    for cell in row.xpath("./td[contains(@class, 'num')]"):
        of_cell = re.sub(r"\(.*?\)", "", said(cell))
        yield cell.get("data-label"), [int(n) for n in re.findall(r"\d+", of_cell)]


def check_sums(page: Any, address: str) -> int:
    """In each table the last row is the sum of those over it. How many were summed."""
    summed = 0
    for table in page.xpath("//table[tfoot]"):
        rows = [dict(numbers_of(row)) for row in table.xpath("./tbody/tr")]
        [foot] = [dict(numbers_of(row)) for row in table.xpath("./tfoot/tr")]
        for heading, of_the_city in foot.items():
            of_bydeler = [own for row in rows if (own := row.get(heading))]
            if heading in NOT_SUMS or not of_the_city or not of_bydeler:
                continue
            sums = [sum(column) for column in zip(*of_bydeler, strict=False)]
            assert sums[: len(of_the_city)] == of_the_city[: len(sums)], (address, heading)
            summed += 1
    return summed


def links_of(page: Any) -> dict[str, int]:
    """Address → the number that it opens, of the city and of Alna in every table."""
    links = {}
    rows = "//tfoot/tr | //table[tfoot]/tbody/tr[contains(th, 'Alna')]"
    for link in page.xpath(f"({rows})//a[contains(@href, '?')]"):
        number = re.fullmatch(r"(?:i )?(\d+)(?: tiltak)?", said(link))
        if number and link.get("href").startswith(("/tiltak/?", "?")):
            links[link.get("href")] = int(number[1])
    return links


def rows_behind(client: CheckingClient, address: str) -> int:
    response = client.get(address)
    assert response.status_code == 200, address
    if address.startswith("/tiltak/"):
        return len(response.context["table"].data)
    page = html.document_fromstring(response.content.decode())
    return len(
        page.xpath("//ul[contains(@class, 'rows--two')]/li | //tbody/tr[td[@data-label='Fra']]")
    )


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CITY, BETWEEN)
def test_the_bydeler_sum_to_the_city_and_each_number_opens_its_rows(
    rounds: None, leser: User, city: Sequence[Sequence[Told]], between: tuple[date, date]
) -> None:
    since, on = between
    with transaction.atomic():
        for slug, state, those in zip(
            ("alna", "bjerke", "stovner"), ("adopted", "adopted", "draft"), city, strict=True
        ):
            plan = make_plan(slug, starts_on=date(2026, 1, 1), state=state)
            measures = [made(plan, told) for told in those]
            for measure, told in zip(measures, those, strict=True):
                if told.is_misfiled and state == "adopted":
                    by = editor_of(plan.organisation)
                    mark_misfiled(measure, is_misfiled=True, reason="To ganger", by=by)
        client = CheckingClient.of(leser)
        counted = Measure.objects.filter(plan__state="adopted").local().in_plan_on(on).count()
        for path in (
            f"/oversikt/?plan=gjeldende&per={on:%d.%m.%Y}",
            f"/oversikt/endringer/?siden={since:%d.%m.%Y}&per={on:%d.%m.%Y}",
        ):
            page = page_of(client, path)
            assert not counted or check_sums(page, path), path
            for link, n in links_of(page).items():
                behind = f"{path.partition('?')[0]}{link}" if link.startswith("?") else link
                assert rows_behind(client, behind) == n, behind
        transaction.set_rollback(True)
