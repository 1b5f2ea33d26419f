"""The overview's own filters, order and facts, and what moved between two days."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from measures.models import Measure, NoLocalMeasure
from measures.models.no_local_measure import say_no_local_measure
from measures.vocabulary import NOT_REPORTED, UNMAPPED, StatusCode, progress
from plans.models import Plan
from reporting.changes.status_changes import Direction, direction_of
from reporting.plan_facts import facts_of
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, report, set_deadline

ON = date(2026, 11, 22)


def said(user: User, path: str) -> str:
    response = CheckingClient.of(user).get(path)
    assert response.status_code == 200
    return unescape(response.content.decode())


def rows(user: User, query: str) -> list[str]:
    page: Any = html.document_fromstring(said(user, f"/oversikt/{query}"))
    found = page.xpath("//table[contains(@class, 'matrix')]/tbody/tr/th")
    return [" ".join(cell.text_content().split()) for cell in found]


# --- Narrowed, and in another order ---------------------------------------------------------------


def test_a_strategy_narrows_what_is_counted_and_the_links_with_it(byadmin: User) -> None:
    page: Any = html.document_fromstring(said(byadmin, "/oversikt/?strategi=uten"))
    [whole] = page.xpath("//table[contains(@class, 'matrix')]/tfoot//a[1]")[:1]
    n = int(whole.text_content())
    assert 0 < n < 130
    assert "strategi=uten" in whole.get("href")
    behind = said(byadmin, whole.get("href"))
    assert f"<strong>{n} tiltak</strong>" in behind


def test_a_topic_narrows_too_and_one_that_is_none_is_said(byadmin: User) -> None:
    narrowed = said(byadmin, "/oversikt/?innsatsomrade=Bolig")
    assert "Hele byen" in narrowed
    assert "har en verdi som ikke finnes" in said(byadmin, "/oversikt/?innsatsomrade=tull")


def test_the_rows_are_sorted_by_a_column_and_those_without_a_number_come_last(
    byadmin: User,
) -> None:
    most, least = rows(byadmin, "?sort=-total"), rows(byadmin, "?sort=total")
    assert most[:4] == ["14 Nordstrand", "4 St. Hanshaugen", "10 Grorud", "13 Østensjø"]
    assert least[:4] == list(reversed(most[:4]))
    assert most[4:] == least[4:]


@pytest.mark.parametrize("sort", ["", "tull", "-", "--total", "name", "__class__"])
def test_an_order_that_there_is_not_is_the_bydeler_by_number(byadmin: User, sort: str) -> None:
    assert rows(byadmin, f"?sort={sort}") == rows(byadmin, "")


def test_each_bydel_with_several_plans_can_choose_its_own(byadmin: User) -> None:
    page: Any = html.document_fromstring(said(byadmin, "/oversikt/?plan=ostensjo-2010"))
    assert page.xpath("//select[@id='plan-ostensjo']/option[@selected]/@value") == ["ostensjo-2010"]
    assert not page.xpath("//select[@id='plan-grorud']")


# --- Facts beside the counts ----------------------------------------------------------------------


def facts(plan: Plan, on: date = ON) -> Any:
    city = set(Measure.objects.framework().values_list("pk", flat=True))
    return facts_of([plan], on, city=city)[plan.pk]


def test_the_slip_is_the_mean_of_the_moves_and_nothing_where_none_moved(db: None) -> None:
    plan = make_plan()
    assert facts(plan).average_slip is None
    twice, once = make_measure(plan, "a", deadline="01.01.2025"), make_measure(plan, "b")
    set_deadline(twice, "11.01.2025", on=date(2025, 1, 1), reason="x")
    set_deadline(twice, "01.02.2025", on=date(2025, 1, 5), reason="x")
    set_deadline(once, "01.01.2026", on=date(2025, 1, 5), reason="x")  # the first is no move
    assert (facts(plan).deadline_moves, facts(plan).days_moved) == (2, 31)
    assert facts(plan, date(2025, 1, 2)).days_moved == 10


def test_the_same_day_in_other_words_has_not_moved(db: None) -> None:
    plan = make_plan()
    measure = make_measure(plan, deadline="01.03.2025")
    set_deadline(measure, "Innen 1.3.2025", on=date(2025, 1, 1), reason="x")
    assert (facts(plan).deadline_moves, facts(plan).average_slip) == (0, None)
    set_deadline(measure, "01.04.2025", on=date(2025, 1, 5), reason="x")
    assert (facts(plan).deadline_moves, facts(plan).days_moved) == (1, 31)


def test_ostensjos_two_moved_deadlines_are_counted(five_plans: None) -> None:
    plan = Plan.objects.get(slug="ostensjo-2010")
    assert facts(plan).deadline_moves == 2
    assert facts(plan, date(2011, 5, 30)).deadline_moves == 0


def test_st_hanshaugen_answers_thirty_of_the_citys_thirty_six(five_plans: None) -> None:
    assert facts(Plan.objects.get(slug="st-hanshaugen-2020")).answered == 30


def test_a_city_measure_that_two_answer_is_answered_once_and_only_the_citys_count(
    five_plans: None,
) -> None:
    plan, (city, *_rest) = make_plan(), Measure.objects.framework()
    for text in ("Det ene", "Det andre"):
        make_measure(plan, text).answers.add(
            city, Measure.objects.get_by_natural_key("grorud-2023", 1)
        )
    assert (facts(plan).answered, facts(plan).city_measures) == (1, 36)


def test_a_measure_that_the_bydel_has_no_answer_to_is_counted_apart(five_plans: None) -> None:
    plan = Plan.objects.select_related("organisation").get(slug="grorud-2023")
    city = Measure.objects.framework().order_by("n")[0]
    say_no_local_measure(plan, city, reason="Andre gjør det", by=editor_of(plan.organisation))
    assert (facts(plan).answered, facts(plan).refused) == (0, 1)
    NoLocalMeasure.objects.filter(plan=plan).withdraw(by=editor_of(plan.organisation))
    assert facts(plan).refused == 0


# --- What moved -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("not_started", "in_progress", Direction.FORWARD),
        ("in_progress", "on_hold", Direction.BACK),
        ("implemented", "completed", Direction.FORWARD),
        ("implemented", "ongoing", Direction.OTHER),
        ("completed", "in_progress", Direction.BACK),
        ("in_progress", "cancelled", Direction.ENDED),
        (NOT_REPORTED, "implemented", Direction.FIRST),
        (UNMAPPED, "implemented", Direction.OTHER),
        ("implemented", UNMAPPED, Direction.OTHER),
        ("cancelled", "in_progress", Direction.OTHER),
    ],
)
def test_a_move_has_a_direction_where_both_are_on_the_way(
    before: str, after: str, direction: Direction
) -> None:
    assert direction_of(before, after) == direction


def test_every_code_but_one_is_somewhere_on_the_way() -> None:
    assert [code for code in StatusCode if progress(code) is None] == [StatusCode.CANCELLED]


def test_the_page_lists_the_measures_that_moved_and_not_those_confirmed(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    on, same, first = (make_measure(plan, f"Tiltak {name}") for name in ("A", "B", "C"))
    for measure in (on, same):
        report(measure, "Under arbeid", on=date(2024, 4, 30))
        report(measure, "Under arbeid", on=date(2025, 4, 30))
    report(on, "Iverksatt", on=date(2025, 8, 31))
    report(first, "Under arbeid", on=date(2025, 8, 31))

    page = said(byadmin, "/oversikt/endringer/?siden=31.12.2024&per=31.12.2025")
    page = " ".join(page.split())

    assert "2 tiltak har en annen status 31.12.2025 enn 31.12.2024" in page
    assert "Tiltak A" in page
    assert "Tiltak B" not in page
    assert "Under arbeid → <strong>Iverksatt</strong>" in page
    assert "Rapportert for første gang" in page


def test_a_day_before_every_plan_says_why_the_page_is_empty(byadmin: User) -> None:
    page = said(byadmin, "/oversikt/endringer/?siden=01.01.1990&per=01.01.1991")
    assert "Ingen bydel har en plan som gjelder denne dagen." in page


@pytest.mark.parametrize(
    "query", ["?siden=i går", "?per=31.02.2025", "?siden=01.01.2030&per=01.01.2026", "?siden=\x00"]
)
def test_days_that_cannot_be_are_said(byadmin: User, query: str) -> None:
    assert 'class="message message--error"' in said(byadmin, f"/oversikt/endringer/{query}")


def test_others_drafts_never_move(byadmin: User) -> None:
    draft = make_plan("alna", state=Plan.State.DRAFT, starts_on=date(2024, 1, 1))
    report(make_measure(draft, "Hemmelig"), on=date(2025, 1, 1))
    page = said(byadmin, "/oversikt/endringer/?siden=31.12.2024&per=31.12.2025")
    assert "Hemmelig" not in page


def test_one_measure_and_fifty_take_the_same_few_queries(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    client = CheckingClient.of(byadmin)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/oversikt/endringer/?siden=01.01.2024&per=01.01.2026")
        return len(asked)

    report(make_measure(plan))
    few = queries()
    for number in range(50):
        report(make_measure(plan, f"Nr. {number}"))
    assert queries() == few <= 12


def test_the_page_shows_the_first_of_many_and_the_file_has_them_all(
    byadmin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reporting.changes.views.MOST_ROWS", 2)
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    for number in range(3):
        report(make_measure(plan, f"Nr. {number}"))
    query = "?siden=01.01.2024&per=01.01.2026"
    page = said(byadmin, f"/oversikt/endringer/{query}")
    assert ["Nr. 0" in page, "Nr. 1" in page, "Nr. 2" in page] == [True, True, False]
    assert "De første 2 av 3. Excel-filen har alle." in page
    file = said(byadmin, f"/oversikt/endringer/csv/{query}")
    assert len(file.splitlines()) == 4
