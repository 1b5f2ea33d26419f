"""The overview: which plan counts, what is counted in it, and the list behind each number."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from measures.vocabulary import StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation, Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report, set_deadline

AN_AUTUMN_DAY = date(2026, 11, 22)
WITHOUT_PLAN = (
    *("1 Gamle Oslo", "2 Grünerløkka", "3 Sagene", "5 Frogner", "6 Ullern", "7 Vestre Aker"),
    *("8 Nordre Aker", "9 Bjerke", "11 Stovner", "12 Alna", "15 Søndre Nordstrand"),
)
STATUSES = (
    *("Avsluttet", "Iverksatt", "Løpende", "Delvis iverksatt", "Under arbeid", "På vent"),
    *("Ikke startet", "Utgått", "Ikke rapportert"),
)
EVERY_NUMBER = "//table[contains(@class, 'matrix')]/*[self::tbody or self::tfoot]//a"
ALNAS_NUMBERS = "//tr[th = '12 Alna']//a[starts-with(@href, '/tiltak/')]"


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is 2026-11-22, on the overview and on the lists it links to."""
    for view in ("reporting.overview_views", "reporting.views", "measures.views.lists"):
        monkeypatch.setattr(f"{view}.localdate", lambda: AN_AUTUMN_DAY)


def parsed(response: Any) -> Any:
    return html.document_fromstring(response.content.decode())


def page_of(user: User, query: str = "") -> Any:
    response = CheckingClient.of(user).get(f"/oversikt/{query}")
    assert response.status_code == 200
    return parsed(response)


def shown(cell: Any) -> str:
    """What a cell says to the eye, on one line."""
    text = "".join(cell.xpath(".//text()[not(ancestor::*[contains(@class, 'visually-hidden')])]"))
    return " ".join(text.replace("\xad", "").split())


def matrix(page: Any) -> dict[str, dict[str, str]]:
    """The table as it is seen: bydel → heading → cell."""
    table = page.xpath("//table[contains(@class, 'matrix')]")[0]
    headings = [shown(cell) for cell in table.xpath("./thead/tr/th")]
    rows = [[shown(cell) for cell in row] for row in table.xpath("./tbody/tr|./tfoot/tr")]
    return {row[0]: dict(zip(headings, row, strict=True)) for row in rows}


def statuses(row: dict[str, str]) -> list[str]:
    return [row[status] for status in STATUSES]


def messages(page: Any) -> list[str]:
    return [shown(each) for each in page.xpath("//*[contains(@class, 'message--')]")]


def bars(page: Any, size: str) -> dict[str, dict[str, int]]:
    """A chart as it is drawn: bydel → status → number."""
    found: dict[str, dict[str, int]] = {}
    for element in page.xpath(f"//svg[contains(@class, 'chart--{size}')]/*"):
        if element.tag == "text" and element.get("text-anchor") == "end":
            segments = found.setdefault(element.text_content(), {})
        elif element.tag == "rect" and (said := element.findtext("title")):
            status, _colon, n = said.rpartition(": ")
            segments[status] = int(n)
    return found


def rows_behind(client: CheckingClient, url: str) -> tuple[int, int]:
    """What a list says that it holds, and the rows that are on its pages."""
    assert url.startswith("/tiltak/?")
    page = parsed(client.get(url))
    assert messages(page) == []
    said = int(re.findall(r"\d+", shown(page.xpath("//*[@class='count-line']//strong")[0]))[0])
    rows = len(page.xpath("//main//table/tbody/tr"))
    while next_page := page.xpath("//nav[@class='pager']//a[@rel='next']/@href"):
        page = parsed(client.get(f"/tiltak/{next_page[0]}"))
        rows += len(page.xpath("//main//table/tbody/tr"))
    return said, rows


def wrong_links(user: User, query: str, which: str = EVERY_NUMBER) -> Iterator[str]:
    """Each link of the table that leads to another number of rows than it shows."""
    client = CheckingClient.of(user)
    links = page_of(user, query).xpath(which)
    assert links
    for link in links:
        wanted = int(shown(link).split()[0])
        found = rows_behind(client, link.get("href"))
        if found != (wanted, wanted):
            yield f"{link.get('href')}: {wanted} became {found}"


# --- Which plan counts ----------------------------------------------------------------------------


def test_four_bydeler_have_a_plan_today_and_each_is_counted_in_it(byadmin: User) -> None:
    seen = matrix(page_of(byadmin))
    assert seen["4 St. Hanshaugen"]["Plan"] == "fra 2020 antatt start"
    assert seen["10 Grorud"]["Plan"] == "2023–2028 i kraft"
    assert seen["13 Østensjø"]["Plan"] == "2020–2023 utløpt"
    assert seen["14 Nordstrand"]["Plan"] == "2021–2023 utløpt"
    tiltak = {bydel: seen[bydel]["Tiltak"] for bydel in seen if seen[bydel]["Tiltak"] != "–"}
    assert tiltak == {
        "4 St. Hanshaugen": "42",
        "10 Grorud": "21",
        "13 Østensjø": "18",
        "14 Nordstrand": "49",
        "Hele byen": "130",
    }


def test_the_bydeler_stand_in_the_order_of_their_numbers_and_the_city_last(leser: User) -> None:
    names = list(matrix(page_of(leser)))
    assert [int(name.split()[0]) for name in names[:-1]] == list(range(1, 16))
    assert names[-1] == "Hele byen"


def test_the_city_today_is_130_measures_55_reported_12_over_frist_6_at_high_risk(
    byadmin: User,
) -> None:
    city = matrix(page_of(byadmin))["Hele byen"]
    assert city["Plan"] == "4 av 15"
    assert city["Tiltak"] == "130"
    assert city["Rapportert"] == "42 % 55 av 130"
    assert statuses(city) == ["0", "0", "0", "0", "53", "2", "0", "0", "75"]
    assert (city["Over frist"], city["Høy risiko"]) == ("12", "6")


def test_the_figures_above_the_chart_are_the_city_row(byadmin: User) -> None:
    figures = [shown(each) for each in page_of(byadmin).xpath("//dl[@class='figures']/div/dd")]
    assert figures == [
        "130 i planene som telles, av 169 i alt",
        "4 av 15 1 antatt start, 1 i kraft, 2 utløpt",
        "42 % 55 av 130 tiltak har en status",
        "12 av 12 tiltak med en dato å holde",
        "6 av 39 tiltak med vurdert risiko",
    ]


def test_the_eleven_bydeler_without_a_plan_show_dashes_and_never_zero(byadmin: User) -> None:
    seen = matrix(page_of(byadmin))
    assert tuple(name for name in seen if seen[name]["Plan"] == "– ingen plan") == WITHOUT_PLAN
    numbers = [list(seen[name].values())[2:] for name in WITHOUT_PLAN]
    assert {number for row in numbers for number in row} == {"–"}


def test_no_dated_deadline_is_a_dash_and_none_passed_is_zero(byadmin: User) -> None:
    seen = matrix(page_of(byadmin, "?per=29.06.2020"))
    assert seen["4 St. Hanshaugen"]["Over frist"] == "–"
    assert seen["13 Østensjø"]["Over frist"] == "1"
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    make_measure(plan, deadline="31.12.2027")
    assert matrix(page_of(byadmin))["12 Alna"]["Over frist"] == "0"


def test_no_assessed_risk_is_a_dash_and_no_high_one_is_zero(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    report(make_measure(plan), on=date(2026, 4, 30), risk=None)
    assert matrix(page_of(byadmin))["12 Alna"]["Høy risiko"] == "–"
    from_low = make_measure(plan, "Styrke ruskonsulenten")
    report(from_low, on=date(2026, 4, 30), risk="low")  # type: ignore[arg-type]
    assert matrix(page_of(byadmin))["12 Alna"]["Høy risiko"] == "0"


def test_a_plan_without_measures_has_no_reporting_rate(byadmin: User) -> None:
    make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    row = matrix(page_of(byadmin))["12 Alna"]
    assert row["Plan"] == "2026–2028 i kraft"
    assert (row["Tiltak"], row["Rapportert"]) == ("0", "–")


# --- Earlier days, and other plans ----------------------------------------------------------------


def test_on_2012_01_01_only_ostensjos_plan_of_2010_counts(byadmin: User) -> None:
    seen = matrix(page_of(byadmin, "?per=01.01.2012"))
    assert {name for name in seen if seen[name]["Tiltak"] != "–"} == {"13 Østensjø", "Hele byen"}
    row = seen["13 Østensjø"]
    assert row["Plan"] == "2010–2013 i kraft"
    assert (row["Tiltak"], row["Rapportert"]) == ("39", "100 % 39 av 39")
    assert statuses(row) == ["1", "22", "4", "5", "2", "0", "5", "0", "0"]
    assert (row["Over frist"], row["Høy risiko"]) == ("7", "–")


@pytest.mark.parametrize(
    ("day", "over_frist", "reported"),
    [
        ("30.05.2011", "9", "0 % 0 av 39"),
        ("31.05.2011", "5", "100 % 39 av 39"),
        ("30.06.2011", "5", "100 % 39 av 39"),
        ("01.07.2011", "7", "100 % 39 av 39"),
    ],
)
def test_the_plan_of_2010_on_the_days_around_its_report(
    byadmin: User, day: str, over_frist: str, reported: str
) -> None:
    row = matrix(page_of(byadmin, f"?per={day}"))["13 Østensjø"]
    assert (row["Over frist"], row["Rapportert"]) == (over_frist, reported)


def test_on_2021_01_15_seven_are_over_frist_and_nordstrand_has_not_reported(byadmin: User) -> None:
    seen = matrix(page_of(byadmin, "?per=15.01.2021"))
    assert seen["10 Grorud"]["Plan"] == "– ingen plan"
    assert seen["13 Østensjø"]["Plan"] == "2020–2023 i kraft"
    assert seen["13 Østensjø"]["Over frist"] == "7"
    assert seen["14 Nordstrand"]["Rapportert"] == "0 % 0 av 49"
    assert seen["Hele byen"]["Plan"] == "3 av 15"
    assert seen["Hele byen"]["Rapportert"] == "11 % 12 av 109"


@pytest.mark.parametrize(("day", "over_frist"), [("15.01.2022", "10"), ("15.01.2024", "12")])
def test_ostensjos_plan_of_2020_is_later_year_by_year(
    byadmin: User, day: str, over_frist: str
) -> None:
    assert matrix(page_of(byadmin, f"?per={day}"))["13 Østensjø"]["Over frist"] == over_frist


def test_the_day_before_any_plan_began_the_page_has_no_number(byadmin: User) -> None:
    page = page_of(byadmin, "?per=31.12.2009")
    assert {row["Tiltak"] for name, row in matrix(page).items() if name != "Hele byen"} == {"–"}
    assert matrix(page)["Hele byen"]["Rapportert"] == "–"
    assert page.xpath(EVERY_NUMBER) == []


def test_another_plan_is_counted_instead_where_it_is_asked_for(byadmin: User) -> None:
    seen = matrix(page_of(byadmin, "?plan=ostensjo-2010"))
    assert seen["13 Østensjø"]["Plan"] == "2010–2013 avløst"
    assert statuses(seen["13 Østensjø"]) == ["1", "22", "4", "5", "2", "0", "5", "0", "0"]
    assert seen["10 Grorud"]["Tiltak"] == "21"
    assert seen["Hele byen"]["Tiltak"] == "151"
    assert seen["Hele byen"]["Rapportert"] == "54 % 82 av 151"


def test_an_earlier_day_is_said_in_words(byadmin: User) -> None:
    lead = shown(page_of(byadmin, "?per=2021-01-15").xpath("//*[@class='lead']")[0])
    assert lead.endswith("Du ser tilstanden slik den var 15.01.2021.")


# --- What cannot be read --------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["finnes-ikke", "oslo", "' OR 1=1 --", "%25", "😀"])
def test_an_unknown_plan_is_said_and_the_plans_in_force_are_shown(byadmin: User, slug: str) -> None:
    page = page_of(byadmin, f"?plan={slug}")
    assert len(messages(page)) == 1
    assert "finnes ikke" in messages(page)[0]
    assert matrix(page)["Hele byen"]["Tiltak"] == "130"


def test_the_citys_own_plan_is_not_one_to_count(byadmin: User) -> None:
    city = Plan.objects.framework().get()
    page = page_of(byadmin, f"?plan={city.slug}")
    assert messages(page) == [f"Planen «{city.slug}» finnes ikke."]


@pytest.mark.parametrize(
    "per", ["i+går", "31.02.2021", "2021", "%00", "99.99.9999", "01.01.10000", "<script>", "-1"]
)
def test_an_unreadable_day_is_said_and_today_is_shown(byadmin: User, per: str) -> None:
    page = page_of(byadmin, f"?per={per}")
    assert messages(page) == ["Skriv datoen som dag.måned.år, for eksempel 31.12.2026."]
    assert matrix(page)["Hele byen"]["Tiltak"] == "130"


@pytest.mark.parametrize("per", ["01.01.0001", "31.12.1899"])
def test_a_day_before_there_were_plans_is_refused_in_a_sentence(byadmin: User, per: str) -> None:
    assert messages(page_of(byadmin, f"?per={per}")) == ["Velg en dag etter 1900."]


@pytest.mark.parametrize("per", ["01.01.1900", "31.12.9999", "29.02.2024"])
def test_the_first_and_the_last_day_of_the_calendar_can_be_asked_for(
    byadmin: User, per: str
) -> None:
    assert messages(page_of(byadmin, f"?per={per}")) == []


@pytest.mark.parametrize(
    "query", ["&".join(["plan=ostensjo-2010"] * 200), "plan=", "per=", "plan=&plan=&per=&per="]
)
def test_repeated_and_empty_parameters_are_no_error(byadmin: User, query: str) -> None:
    assert messages(page_of(byadmin, f"?{query}")) == []


# --- Each number opens the tiltak behind it -------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?per=15.01.2021",
        "?plan=ostensjo-2010&per=15.06.2011",
    ],
)
def test_every_number_links_to_a_list_of_that_many_rows(byadmin: User, query: str) -> None:
    assert list(wrong_links(byadmin, query)) == []


def test_the_links_hold_for_a_day_far_back(byadmin: User) -> None:
    assert list(wrong_links(byadmin, "?plan=ostensjo-2010&per=01.01.0999")) == []


def test_the_links_hold_for_a_redaktor_with_a_draft(five_plans: None) -> None:
    alna = make_user("alna", (Role.EDITOR, "alna"))
    draft = make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast")
    report(make_measure(draft), on=date(2024, 4, 30))
    assert matrix(page_of(alna, "?plan=alna-utkast"))["12 Alna"]["Tiltak"] == "1"
    assert list(wrong_links(alna, "?plan=alna-utkast", ALNAS_NUMBERS)) == []


def test_a_zero_is_no_link(byadmin: User) -> None:
    assert "0" not in [shown(link) for link in page_of(byadmin).xpath(EVERY_NUMBER)]


# --- The picture ----------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?per=01.01.2012", "?plan=ostensjo-2010"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_the_chart_has_the_numbers_of_the_table(byadmin: User, query: str, size: str) -> None:
    page = page_of(byadmin, query)
    drawn = bars(page, size)
    for bydel, row in matrix(page).items():
        name = bydel if size == "wide" else bydel.partition(" ")[2]
        in_table = {s: int(row[s]) for s in STATUSES if row[s] not in {"–", "0"}}
        if bydel != "Hele byen":
            assert drawn.get(name, {}) == in_table


def test_the_wide_chart_names_all_fifteen_bydeler(byadmin: User) -> None:
    assert len(bars(page_of(byadmin), "wide")) == 15


def test_a_plan_without_measures_is_not_drawn_as_no_plan(byadmin: User) -> None:
    make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    svg = page_of(byadmin).xpath("//svg[contains(@class, 'chart--wide')]")[0]
    assert svg.text_content().count("– ingen plan") == 10


# --- Words that nobody has mapped, drafts, and roles ----------------------------------------------


def test_unmapped_words_are_a_column_of_their_own(byadmin: User) -> None:
    assert "Ord som må avklares" not in matrix(page_of(byadmin))["Hele byen"]
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    report(make_measure(plan), "Godt på vei", on=date(2026, 4, 30))
    seen = matrix(page_of(byadmin))
    assert seen["12 Alna"]["Ord som må avklares"] == "1"
    assert seen["10 Grorud"]["Ord som må avklares"] == "0"
    assert seen["12 Alna"]["Rapportert"] == "100 % 1 av 1"
    assert bars(page_of(byadmin), "wide")["12 Alna"] == {"Ord som må avklares": 1}


def test_the_unmapped_words_are_linked_to_their_list(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    report(make_measure(plan), "Godt på vei", on=date(2026, 4, 30))
    make_measure(plan, "Uten rapport")
    assert list(wrong_links(byadmin, "", ALNAS_NUMBERS)) == []


def test_an_unmapped_measure_can_be_over_frist(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    measure = make_measure(plan, deadline="31.03.2026")
    report(measure, "Godt på vei", on=date(2026, 4, 30))
    assert matrix(page_of(byadmin))["12 Alna"]["Over frist"] == "1"


def test_another_bydels_draft_is_never_counted(byadmin: User, grorud: User) -> None:
    draft = make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast")
    report(make_measure(draft, deadline="31.03.2024"), on=date(2024, 4, 30))
    for user in (byadmin, grorud):
        page = page_of(user, "?plan=alna-utkast")
        assert messages(page) == ["Planen «alna-utkast» finnes ikke."]
        assert matrix(page)["12 Alna"]["Plan"] == "– ingen plan"
        assert matrix(page)["Hele byen"]["Tiltak"] == "130"
        assert "alna-utkast" not in [o.get("value") for o in page.xpath("//option")]


def test_an_own_draft_does_not_replace_the_plan_in_force(five_plans: None) -> None:
    make_plan("grorud", starts_on=date(2025, 1, 1), state=Plan.State.DRAFT)
    seen = matrix(page_of(make_user("grorud-2", (Role.EDITOR, "grorud"))))
    assert seen["10 Grorud"]["Plan"] == "2023–2028 i kraft"


def test_everyone_who_is_logged_in_may_look(stranger: User, leser: User, grorud: User) -> None:
    tables = [matrix(page_of(user)) for user in (stranger, leser, grorud)]
    assert tables[0] == tables[1] == tables[2]


def test_a_stranger_without_a_login_is_sent_to_log_in(client: CheckingClient) -> None:
    for path in ("/oversikt/", "/oversikt/excel/"):
        assert client.get(path).headers["Location"].startswith("/logg-inn/?")


def test_a_corrected_status_is_not_counted(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    measure = make_measure(plan)
    report(measure, "Iverksatt", on=date(2026, 4, 30), code=StatusCode.IMPLEMENTED)
    wrong = measure.statuses.get()
    measure.statuses.create(
        words="Under arbeid", code="in_progress", applies_on=date(2026, 4, 30), corrects=wrong
    )
    measure.refresh_pointers()
    for query in ("", "?per=01.05.2026"):
        row = matrix(page_of(byadmin, query))["12 Alna"]
        assert (row["Iverksatt"], row["Under arbeid"]) == ("0", "1")


def test_a_moved_deadline_counts_from_the_day_that_it_was_moved(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    measure = make_measure(plan, deadline="31.03.2026")
    set_deadline(measure, "31.03.2027", on=date(2026, 6, 1), reason="Anskaffelsen er klaget inn")
    before = matrix(page_of(byadmin, "?per=31.05.2026"))["12 Alna"]
    after = matrix(page_of(byadmin, "?per=01.06.2026"))["12 Alna"]
    assert (before["Over frist"], after["Over frist"]) == ("1", "0")


# --- What it costs --------------------------------------------------------------------------------


def queries_of(user: User, query: str) -> int:
    client = CheckingClient.of(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/oversikt/{query}").status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", ["", "?per=15.06.2026"])
def test_one_plan_and_sixty_take_the_same_twelve_queries_at_most(
    empty_database: None, query: str
) -> None:
    Organisation.objects.create(kind="city", slug="oslo", name="Oslo kommune")
    for number in range(1, 16):
        Organisation.objects.create(number=number, slug=f"bydel-{number}", name=f"Nr. {number}")
    reader = make_user("leser", (Role.READER, "oslo"))
    make_measure(make_plan("bydel-1"))
    few = queries_of(reader, query)
    for number in range(1, 16):
        for year in (2018, 2020, 2022, 2024):
            plan = make_plan(
                f"bydel-{number}", starts_on=date(year, 1, 1), ends_on=date(year + 3, 12, 31)
            )
            report(make_measure(plan, deadline="31.12.2025"), on=date(year, 4, 30))
    assert queries_of(reader, query) == few <= 12
