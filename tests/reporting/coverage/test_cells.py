"""«Byens plan»: how each bydel answers each of the city's measures, and what nobody answers."""

from datetime import date

from measures.models import NoLocalMeasure
from measures.vocabulary import StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.factories import editor_of, make_measure, make_plan, make_user, report
from tests.reporting.coverage.matrix import answer, city_measure, counted, matrix, page_of, say_none
from tests.reporting.overview.reading import messages, text_of

SIX_LEFT_OPEN = [
    "Strategi 2, tiltak f",
    "Strategi 2, tiltak h",
    "Strategi 3, Generelle tiltak b",
    "Strategi 3, Helse c",
    "Strategi 3, Helse d",
    "Strategi 3, Helse e",
]


# --- What the real plans say ----------------------------------------------------------------------


def test_st_hanshaugen_answers_30_of_the_36_and_lacks_exactly_six(byadmin: User) -> None:
    (column,) = [c for c in counted(byadmin).columns if c.bydel.slug == "st-hanshaugen"]
    assert (column.answered, len(column.answers)) == (30, 36)
    assert [line.label for line in column.gaps] == SIX_LEFT_OPEN


def test_the_page_names_the_six_that_st_hanshaugen_does_not_answer(leser: User) -> None:
    page = page_of(leser)
    (block,) = page.xpath("//li[div/h3 = 'Bydel St. Hanshaugen']")
    assert text_of(block.xpath("./div[2]")[0]) == "6 av 36 ikke besvart"
    assert [text_of(each) for each in block.xpath(".//ul/li")] == [
        "Strategi 2: f, h",
        "Strategi 3, Generelle tiltak: b",
        "Strategi 3, Helse: c, d, e",
    ]
    foot = page.xpath("//table[contains(@class, 'coverage')]/tfoot//td")
    assert " ".join(map(text_of, foot)) == "– – – 30 – – – – – 0 – – 0 0 –"


def test_what_nobody_answers_is_counted_against_the_bydeler_with_a_plan(byadmin: User) -> None:
    page = page_of(byadmin)
    (section,) = page.xpath("//section[.//h2 = 'Ikke besvart av noen bydel']")
    assert [text_of(a) for a in section.xpath(".//li//a")] == SIX_LEFT_OPEN
    (first, *_rest) = section.xpath(".//li")
    left_open = text_of(first.xpath("./div[2]")[0])
    assert left_open == "Ikke besvart: St. Hanshaugen, Grorud, Østensjø, Nordstrand."
    besvart = {row["Besvart"] for row in matrix(page).values()}
    assert besvart == {"0 av 4", "1 av 4"}


def test_the_rows_are_grouped_as_the_citys_plan_is(byadmin: User) -> None:
    groups = counted(byadmin).groups
    assert [(group.place, len(group.lines)) for group in groups] == [
        ("Strategi 1", 6),
        ("Strategi 2", 10),
        ("Strategi 3, Generelle tiltak", 4),
        ("Strategi 3, Aktiviteter, sysselsetting og arbeid", 4),
        ("Strategi 3, Permanente boliger med oppfølging", 3),
        ("Strategi 3, Helse", 6),
        ("Strategi 3, Kompetanse og erfaringsdeling", 3),
    ]


# --- What a cell says -----------------------------------------------------------------------------


def cell_of(user: User, key: str, bydel: str, query: str = "") -> str:
    return matrix(page_of(user, query))[city_measure(key).get_absolute_url()][bydel]


def test_a_bydel_without_a_plan_is_neither_a_gap_nor_an_answer(byadmin: User) -> None:
    assert cell_of(byadmin, "2//f", "alna") == "Ingen plan"


def test_the_furthest_of_the_answering_measures_is_shown(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    first, second, third = (make_measure(plan, f"Tiltak {n}") for n in range(3))
    answer(plan, "2//f", first, second, third)
    assert cell_of(byadmin, "2//f", "alna") == "Ikke rapportert, 3 tiltak"
    report(second, "Underveis", code=StatusCode.NOT_STARTED, on=date(2025, 4, 30))
    report(third, "I gang", code=StatusCode.IMPLEMENTED, on=date(2026, 4, 30))
    assert cell_of(byadmin, "2//f", "alna") == "Iverksatt, 3 tiltak"
    assert cell_of(byadmin, "2//f", "alna", "?per=01.01.2026") == "Ikke startet, 3 tiltak"


def test_a_word_that_nobody_has_mapped_is_told_from_no_report(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    reported, silent = make_measure(plan), make_measure(plan, "Et annet")
    answer(plan, "2//f", reported, silent)
    report(reported, "Godt på vei", on=date(2026, 4, 30))
    assert cell_of(byadmin, "2//f", "alna") == "Ukjent statusord, 2 tiltak"


def test_a_dropped_measure_answers_nothing_from_the_day_it_is_dropped(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    measure = make_measure(plan)
    answer(plan, "3/Helse/c", measure)
    report(measure, "Utgått", on=date(2025, 4, 30))
    assert cell_of(byadmin, "3/Helse/c", "alna") == "Utgått, 1 tiltak: ikke besvart"
    assert cell_of(byadmin, "3/Helse/c", "alna", "?per=29.04.2025") == "Ikke rapportert, 1 tiltak"
    (alna,) = [c for c in counted(byadmin).columns if c.bydel.slug == "alna"]
    assert (alna.answered, len(alna.gaps)) == (0, 36)
    (line,) = [one for one in counted(byadmin).nobody_answers if one.label == "Strategi 3, Helse c"]
    assert "Alna" in line.left_open_by


def test_beside_one_that_is_dropped_the_other_answers_alone(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    measure, dropped = make_measure(plan), make_measure(plan, "Et annet")
    answer(plan, "2//f", measure, dropped)
    report(dropped, "Utgått", on=date(2025, 4, 30))
    assert cell_of(byadmin, "2//f", "alna") == "Ikke rapportert, 1 tiltak"


def test_no_local_measure_may_be_said_where_what_answered_is_dropped(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    measure = make_measure(plan)
    answer(plan, "2//f", measure)
    report(measure, "Utgått", on=date(2025, 4, 30))
    say_none(plan, "2//f", "Byen gjør det")
    assert cell_of(byadmin, "2//f", "alna") == "Ingen lokalt tiltak: Byen gjør det"


def test_no_local_measure_shows_its_reason_and_is_no_gap(byadmin: User) -> None:
    grorud = Plan.objects.get(slug="grorud-2023")
    say_none(grorud, "3/Helse/c", "Dette er statens ansvar.")
    assert (
        cell_of(byadmin, "3/Helse/c", "grorud") == "Ingen lokalt tiltak: Dette er statens ansvar."
    )
    (column,) = [c for c in counted(byadmin).columns if c.bydel.slug == "grorud"]
    assert (column.answered, len(column.gaps)) == (0, 35)
    page = page_of(byadmin)
    assert "Dette er statens ansvar." in text_of(page.xpath("//li[div/h3 = 'Bydel Grorud']")[0])
    (row,) = page.xpath(
        "//section[.//h2 = 'Ikke besvart av noen bydel']//li[.//a = 'Strategi 3, Helse c']"
    )
    assert "Ingen lokalt tiltak: Grorud." in text_of(row)


def test_a_saying_that_is_withdrawn_is_a_gap_again(byadmin: User) -> None:
    grorud = Plan.objects.get(slug="grorud-2023")
    say_none(grorud, "3/Helse/c", "Dette er statens ansvar.")
    NoLocalMeasure.objects.filter(plan=grorud).withdraw(by=editor_of(grorud.organisation))
    assert cell_of(byadmin, "3/Helse/c", "grorud") == "Ikke besvart"


def test_anothers_draft_is_never_counted(byadmin: User, grorud: User) -> None:
    draft = make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast")
    answer(draft, "2//f", make_measure(draft))
    for user in (byadmin, grorud):
        page = page_of(user, "?plan=alna-utkast&bydel=alna")
        assert messages(page) == ["Planen «alna-utkast» finnes ikke."]
        assert "alna-utkast" not in page.xpath("string(//select[@id='plans'])")
        assert "har ingen plan som gjelder" in page.xpath("string(//main)")


def test_an_own_draft_is_seen_only_when_it_is_asked_for(five_plans: None) -> None:
    alna = make_user("alna", (Role.EDITOR, "alna"))
    draft = make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast")
    answer(draft, "2//f", make_measure(draft))
    assert cell_of(alna, "2//f", "alna") == "Ingen plan"
    assert cell_of(alna, "2//f", "alna", "?plan=alna-utkast") == "Ikke rapportert, 1 tiltak"
