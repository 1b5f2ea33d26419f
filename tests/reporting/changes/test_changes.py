"""Endringer: which way a status went between two days, and what the page and the files say."""

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from measures.models import Measure, Status
from measures.vocabulary import NOT_REPORTED, UNMAPPED, RiskLevel
from plans.models import Plan
from reporting.changes.measure_changes import MeasureChange, changes_between, moves_between
from reporting.changes.table import Counts
from reporting.kinds_of_change import KINDS, What, kind_of
from reporting.models import Round
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, report, set_deadline


def said(user: User, path: str) -> str:
    response = CheckingClient.of(user).get(path)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("not_started", "in_progress", What.ON),
        ("in_progress", "on_hold", What.BACK),
        ("implemented", "completed", What.ON),
        ("completed", "in_progress", What.BACK),
        ("implemented", "ongoing", What.UNCHANGED),
        ("in_progress", "partly_implemented", What.UNCHANGED),
        ("in_progress", "in_progress", What.UNCHANGED),
        ("in_progress", "cancelled", What.DROPPED),
        ("completed", "cancelled", What.DROPPED),
        ("cancelled", "in_progress", What.ON),
        (NOT_REPORTED, "cancelled", What.FIRST),
        (UNMAPPED, "implemented", What.UNCHANGED),
        ("implemented", UNMAPPED, What.UNCHANGED),
    ],
)
def test_a_status_comes_further_or_goes_back_by_its_stage(
    before: str, after: str, what: What
) -> None:
    assert kind_of(before, after) == what


SINCE, ON = date(2024, 12, 31), date(2025, 12, 31)
BETWEEN = date(2025, 8, 31)
ASKED = "/oversikt/endringer/?siden=31.12.2024&per=31.12.2025"


def a_plan_where_everything_happens() -> Plan:
    """In Alna: one further, back, dropped, first, unchanged, reworded, silent since, never; a
    deadline moved, one corrected, a risk raised, and one that joined."""
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    names = ("Lenger", "Tilbake", "Droppet", "Likt", "Omformulert", "Stille")
    further, back, dropped, same, reworded, silent = (make_measure(plan, n) for n in names)
    for measure in (further, back, dropped, same, silent):
        set_deadline(measure, "31.12.2025")
        report(measure, "Under arbeid", on=date(2024, 8, 31), risk=RiskLevel.LOW)
    report(reworded, "Løpende", on=date(2024, 8, 31))
    report(further, "Iverksatt", on=BETWEEN, risk=RiskLevel.HIGH)
    report(back, "Ikke startet", on=BETWEEN, risk=RiskLevel.LOW)
    report(dropped, "Utgått", on=BETWEEN, risk=RiskLevel.LOW)
    report(same, "Under arbeid", on=BETWEEN, risk=RiskLevel.LOW)
    report(reworded, "Fortløpende", on=BETWEEN)
    set_deadline(back, "30.06.2026", on=BETWEEN, reason="Lokalene er ikke ferdige.")
    report(make_measure(plan, "Første"), "Under arbeid", on=BETWEEN)
    make_measure(plan, "Ny", joined_on=BETWEEN)
    make_measure(plan, "Aldri")
    return plan


def asked_in(plan: Plan, since: date = SINCE) -> list[MeasureChange]:
    measures, day = Measure.objects.all(), Day(ON, date(2026, 11, 28))
    before, after = measures.as_of(Day(since, day.today)), measures.as_of(day).in_order()
    moves = moves_between([plan], since, ON)
    return changes_between(before, after, [plan], moves, since)


def test_each_row_of_the_table_adds_up(five_plans: None) -> None:
    counts = Counts.of(asked_in(a_plan_where_everything_happens())).by_what
    assert counts == {
        What.ALL: 9,
        What.REPORTED: 6,
        What.ON: 1,
        What.BACK: 1,
        What.DROPPED: 1,
        What.FIRST: 1,
        What.UNCHANGED: 2,
        What.MOVED: 1,
        What.RISK: 1,
        What.ADDED: 1,
        What.SILENT: 3,
    }
    assert counts[What.REPORTED] == sum(counts[kind] for kind in KINDS)
    assert counts[What.ALL] == counts[What.REPORTED] + counts[What.SILENT]


@pytest.mark.one_database
def test_every_number_of_a_bydel_opens_its_measures(byadmin: User) -> None:
    plan = a_plan_where_everything_happens()
    counts = Counts.of(asked_in(plan))
    page = said(byadmin, ASKED)
    for what, n in counts.by_what.items():
        address = f"&bydel=alna&hva={what}"
        assert address in page
        opened = html.fromstring(said(byadmin, ASKED + address))
        assert opened.xpath("string(//*[@class='section__count'])") == str(n)
        assert len(opened.xpath("//main//a[contains(@href, '/tiltak/')]")) == n


def test_a_deadline_that_moved_says_from_when_to_when_how_far_and_why(byadmin: User) -> None:
    a_plan_where_everything_happens()
    page = html.fromstring(said(byadmin, f"{ASKED}&bydel=alna&hva=frist"))
    cells = [" ".join(cell.text_content().split()) for cell in page.xpath("//tbody/tr/td")]
    assert cells == ["31.12.2025", "30.06.2026", "181 dager senere", "«Lokalene er ikke ferdige.»"]


def test_a_print_of_one_thing_says_which(byadmin: User) -> None:
    a_plan_where_everything_happens()
    page = html.fromstring(said(byadmin, f"{ASKED}&bydel=alna&hva=frist"))
    (line,) = page.xpath("//p[contains(@class, 'print-only')]")
    assert (
        "Bydel Alna. Endringer fra 31.12.2024 til 31.12.2025. Filter: Frist flyttet."
        in " ".join(line.text_content().split())
    )


def test_a_bydel_that_was_silent_has_no_change_and_no_zeros(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    report(make_measure(plan), "Under arbeid", on=date(2024, 8, 31))
    page = " ".join(html.fromstring(said(byadmin, ASKED)).text_content().split())
    assert "– ikke rapportert siden 31.08.2024" in page
    assert "ngen endring" not in page
    of_one = said(byadmin, f"{ASKED}&bydel=alna")
    assert "– ikke rapportert siden 31.08.2024. Vi vet ikke om noe er endret." in of_one


def test_the_page_opens_with_the_last_round_against_the_one_before(byadmin: User) -> None:
    for name, cut_off in (("T1 2025", date(2025, 4, 30)), ("T2 2025", date(2025, 8, 31))):
        Round.objects.create(name=name, cut_off=cut_off)
    assert "Endringer fra T1 2025 til T2 2025" in said(byadmin, "/oversikt/endringer/")


def test_what_was_withdrawn_counts_on_no_day(five_plans: None) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    measure = make_measure(plan)
    report(measure, "Iverksatt", on=BETWEEN)
    measure.withdraw(
        list(Status.objects.filter(measure=measure)),
        reason="Feil tiltak",
        by=editor_of(plan.organisation),
        expected_version=measure.report_version,
    )
    (change,) = asked_in(plan)
    assert change.kind == What.SILENT


@pytest.mark.parametrize("query", ["?bydel=bergen", "?hva=alt"])
def test_what_cannot_be_asked_for_is_said(byadmin: User, query: str) -> None:
    assert "finnes ikke å velge her" in said(byadmin, f"/oversikt/endringer/{query}")


def test_a_day_before_every_plan_says_why_the_page_is_empty(byadmin: User) -> None:
    page = said(byadmin, "/oversikt/endringer/?siden=01.01.1990&per=01.01.1991")
    assert "Ingen bydel har en plan som gjelder denne dagen." in page


@pytest.mark.parametrize(
    "query", ["?siden=i fjor", "?per=31.02.2025", "?siden=01.01.2030&per=01.01.2026", "?siden=\x00"]
)
def test_days_that_cannot_be_are_said(byadmin: User, query: str) -> None:
    assert 'class="message message--error"' in said(byadmin, f"/oversikt/endringer/{query}")


def test_others_drafts_never_move(byadmin: User) -> None:
    draft = make_plan("alna", state=Plan.State.DRAFT, starts_on=date(2024, 1, 1))
    report(make_measure(draft, "Hemmelig"), on=date(2025, 1, 1))
    page = said(byadmin, "/oversikt/endringer/?siden=31.12.2024&per=31.12.2025")
    assert "Hemmelig" not in page


@pytest.mark.one_database
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


def test_of_the_unchanged_it_is_told_how_many_have_another_status_on_the_same_step(
    byadmin: User,
) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    for words, code in (("Løpende", "ongoing"), ("Iverksatt", "implemented")):
        measure = make_measure(plan)
        report(measure, "Iverksatt", on=date(2024, 6, 1), code="implemented")  # type: ignore[arg-type]
        report(measure, words, on=BETWEEN, code=code)  # type: ignore[arg-type]
    page = " ".join(said(byadmin, f"{ASKED}&bydel=alna").split())
    assert "2 uendret (1 av dem med ny status på samme steg)" in page
    page = " ".join(said(byadmin, f"{ASKED}&bydel=alna&hva=uendret").split())
    assert "Herav 1 med ny status på samme steg." in page


def test_many_are_shown_some_at_a_time_and_the_file_has_them_all(
    byadmin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reporting.changes.views.MOST_ROWS", 2)
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    for number in range(3):
        report(make_measure(plan, f"Nr. {number}"))
    query = "?siden=01.01.2024&per=01.01.2026&bydel=alna&hva=forste"
    page = said(byadmin, f"/oversikt/endringer/{query}")
    assert ["Nr. 0" in page, "Nr. 1" in page, "Nr. 2" in page] == [True, True, False]
    assert "Viser 1–2 av 3 tiltak" in page
    assert "Nr. 2" in said(byadmin, f"/oversikt/endringer/{query}&page=2")
    file = said(byadmin, f"/oversikt/endringer/csv/{query}")
    assert len(file.splitlines()) == 4


def test_two_rounds_are_chosen_by_name_or_two_days(byadmin: User) -> None:
    for name, cut_off in (
        ("T1 2025", date(2025, 4, 30)),
        ("T2 2025", date(2025, 8, 31)),
        ("År 2025", date(2025, 12, 31)),
        ("Langt fram", date(2070, 12, 31)),
    ):
        Round.objects.create(name=name, cut_off=cut_off)
    page = html.fromstring(said(byadmin, "/oversikt/endringer/?siden=30.04.2025&per=31.12.2025"))
    (line,) = page.xpath("//details[contains(@class, 'filter-line')]//strong/text()")
    assert line == "T1 2025 (30.04.2025) til År 2025 (31.12.2025)"
    since, until = page.xpath("//div[@class='filter']//select")
    names = [str(each) for each in since.xpath("option/text()")]
    assert names[:3] == ["År 2025", "T2 2025", "T1 2025"]
    assert "Langt fram" not in names
    assert since.xpath("string(option[@selected])") == "T1 2025"
    assert until.xpath("option[@selected]/@value") == ["31.12.2025"]
    of_days = html.fromstring(said(byadmin, "/oversikt/endringer/?siden=01.02.2025&per=01.03.2025"))
    assert of_days.xpath("//select/option[@value='']/text()") == ["Velg runde", "Velg runde"]


def test_a_file_has_the_whole_name_and_the_period_in_words(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    name = "Etablere et tilbud " * 20
    report(make_measure(plan, name.strip()))
    file = said(byadmin, "/oversikt/endringer/csv/?siden=01.01.2024&per=01.01.2026&bydel=alna")
    assert name.strip() in file
