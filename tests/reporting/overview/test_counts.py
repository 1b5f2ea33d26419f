"""Which plan of each bydel counts, what is counted in it, and on which day."""

from datetime import date

import pytest

from ruspolitikk.accounts.models import User
from tests.factories import make_measure, make_plan, report
from tests.reporting.overview.reading import (
    EVERY_NUMBER,
    WITHOUT_PLAN,
    matrix,
    page_of,
    statuses,
    text_of,
)

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


def test_the_city_today_is_130_measures_75_without_a_report_12_over_frist_6_at_high_risk(
    byadmin: User,
) -> None:
    city = matrix(page_of(byadmin))["Hele byen"]
    assert city["Plan"] == "4 av 15"
    assert city["Tiltak"] == "130"
    assert statuses(city) == ["0", "0", "0", "0", "53", "2", "0", "0", "75"]
    assert (city["Over frist"], city["Høy risiko"]) == ("12", "6")


def test_the_figures_above_the_chart_are_the_city_row(byadmin: User) -> None:
    figures = [text_of(each) for each in page_of(byadmin).xpath("//dl[@class='figures']/div/dd")]
    assert figures == [
        "12 av 12 tiltak med fristdato",
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


def test_a_plan_without_measures_is_a_plan(byadmin: User) -> None:
    make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    row = matrix(page_of(byadmin))["12 Alna"]
    assert row["Plan"] == "2026–2028 i kraft"
    assert row["Tiltak"] == "0"


# --- Earlier days, and other plans ----------------------------------------------------------------


def test_on_2012_01_01_only_ostensjos_plan_of_2010_counts(byadmin: User) -> None:
    seen = matrix(page_of(byadmin, "?per=01.01.2012"))
    assert {name for name in seen if seen[name]["Tiltak"] != "–"} == {"13 Østensjø", "Hele byen"}
    row = seen["13 Østensjø"]
    assert row["Plan"] == "2010–2013 i kraft"
    assert row["Tiltak"] == "39"
    assert statuses(row) == ["1", "22", "4", "5", "2", "0", "5", "0", "0"]
    assert (row["Over frist"], row["Høy risiko"]) == ("7", "–")


@pytest.mark.parametrize(
    ("day", "over_frist", "silent"),
    [
        ("30.05.2011", "9", "39"),
        ("31.05.2011", "5", "0"),
        ("30.06.2011", "5", "0"),
        ("01.07.2011", "7", "0"),
    ],
)
def test_the_plan_of_2010_on_the_days_around_its_report(
    byadmin: User, day: str, over_frist: str, silent: str
) -> None:
    row = matrix(page_of(byadmin, f"?per={day}"))["13 Østensjø"]
    assert (row["Over frist"], row["Ikke rapportert"]) == (over_frist, silent)


def test_on_2021_01_15_seven_are_over_frist_and_nordstrand_has_not_reported(byadmin: User) -> None:
    seen = matrix(page_of(byadmin, "?per=15.01.2021"))
    assert seen["10 Grorud"]["Plan"] == "– ingen plan"
    assert seen["13 Østensjø"]["Plan"] == "2020–2023 i kraft"
    assert seen["13 Østensjø"]["Over frist"] == "7"
    assert seen["14 Nordstrand"]["Ikke rapportert"] == "49"
    assert seen["Hele byen"]["Plan"] == "3 av 15"
    assert seen["Hele byen"]["Ikke rapportert"] == "97"


@pytest.mark.parametrize(("day", "over_frist"), [("15.01.2022", "10"), ("15.01.2024", "12")])
def test_ostensjos_plan_of_2020_is_later_year_by_year(
    byadmin: User, day: str, over_frist: str
) -> None:
    assert matrix(page_of(byadmin, f"?per={day}"))["13 Østensjø"]["Over frist"] == over_frist


def test_the_day_before_any_plan_began_the_page_has_no_number(byadmin: User) -> None:
    page = page_of(byadmin, "?per=31.12.2009")
    assert {row["Tiltak"] for name, row in matrix(page).items() if name != "Hele byen"} == {"–"}
    assert page.xpath(EVERY_NUMBER) == []


def test_another_plan_is_counted_instead_where_it_is_asked_for(byadmin: User) -> None:
    seen = matrix(page_of(byadmin, "?plan=ostensjo-2010"))
    assert seen["13 Østensjø"]["Plan"] == "2010–2013 erstattet"
    assert statuses(seen["13 Østensjø"]) == ["1", "22", "4", "5", "2", "0", "5", "0", "0"]
    assert seen["10 Grorud"]["Tiltak"] == "21"
    assert seen["Hele byen"]["Tiltak"] == "151"
    assert seen["Hele byen"]["Ikke rapportert"] == "69"


def test_an_earlier_day_is_said_in_words(byadmin: User) -> None:
    lead = text_of(page_of(byadmin, "?per=2021-01-15").xpath("//*[@class='lead']")[0])
    assert lead.endswith("Du ser status slik den var 15.01.2021.")
