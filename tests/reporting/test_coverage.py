"""«Dekning»: how each bydel answers each of the city's measures, and what nobody answers."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from measures.columns import city_key
from measures.models import Measure, NoLocalMeasure
from measures.models.measure_queries import STATUS_RANK, attach_state
from measures.models.no_local_measure import answer_city_measure, say_no_local_measure
from measures.vocabulary import DISPLAY_ORDER, StatusCode
from plans.models import Plan, Strategy
from reporting.coverage import Coverage, coverage
from reporting.overview import counted_plans
from ruspolitikk.accounts.models import Organisation, Role, User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, make_user, report
from tests.reporting.test_overview import messages, parsed, rows_behind, shown

AN_AUTUMN_DAY = date(2026, 11, 22)
FIVE = ("st-hanshaugen-2020", "grorud-2023", "ostensjo-2020", "ostensjo-2010", "nordstrand-2021")
SIX_LEFT_OPEN = [
    *("Strategi 2, tiltak f", "Strategi 2, tiltak h", "Strategi 3, Generelle tiltak b"),
    *("Strategi 3, Helse c", "Strategi 3, Helse d", "Strategi 3, Helse e"),
]


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is 2026-11-22, on the matrix and on the lists it links to."""
    for view in ("reporting.coverage_views.localdate", "measures.views.lists.localdate"):
        monkeypatch.setattr(view, lambda: AN_AUTUMN_DAY)


def page_of(user: User, query: str = "") -> Any:
    response = CheckingClient.of(user).get(f"/dekning/{query}")
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
    measures = Measure.objects.with_state(on, today=AN_AUTUMN_DAY)
    asked = Plan.objects.filter(slug__in=instead)
    return coverage(measures, counted_plans(user, on, asked), on)


def matrix(page: Any) -> dict[str, dict[str, str]]:
    """The table in words: the city measure's address → «Besvart» or bydel → what the cell says."""
    table = page.xpath("//table[contains(@class, 'coverage')]")[0]
    headings = ["Besvart", *(a.get("href") for a in table.xpath("./thead//a"))]
    names = [heading.rpartition("bydel=")[2] for heading in headings]
    return {
        row.xpath("./th/a/@href")[0]: dict(
            zip(names, [said(cell) for cell in row.xpath("./td")[1:]], strict=True)
        )
        for row in table.xpath("./tbody/tr[not(@class)]")
    }


def said(cell: Any) -> str:
    """What a cell says to who cannot see the sign."""
    text = cell.xpath("string(.//*[@class='visually-hidden'])") or cell.text_content()
    return " ".join(str(text).split())


# --- By other means -------------------------------------------------------------------------------


@pytest.fixture
def answered_more(five_plans: None) -> None:
    """Links, sayings and statuses beside those of the documents, in every one of the plans."""
    for place, slug in enumerate(FIVE):
        plan = Plan.objects.get(slug=slug)
        measures = list(plan.measures.order_by("n"))
        for n, city in enumerate(citys()[place::4]):
            own = [measures[n], measures[(n * 7) % len(measures)]]
            answer(plan, city_key(city), *own)
    codes = list(DISPLAY_ORDER)
    for n, measure in enumerate(Measure.objects.local().order_by("pk")):
        if n % 3 == 0:
            report(measure, "Som sagt", code=codes[n // 3 % 8], on=date(2026, 5, 1))
        elif n % 11 == 0:
            report(measure, "Godt på vei", on=date(2026, 5, 1))
    for slug in ("grorud-2023", "ostensjo-2010"):
        plan = Plan.objects.get(slug=slug)
        free = [c for c in citys() if not plan.measures.filter(answers=c).exists()]
        for city in free[:3]:
            say_none(plan, city_key(city), f"Ikke vårt: {city.code}")


def exported(slug: str, day: str, folder: Path) -> list[dict[str, Any]]:
    path = folder / f"{slug}.json"
    call_command("export_status", format="json", output=path, plan=slug, as_of=day)
    found: list[dict[str, Any]] = json.loads(path.read_text())
    return found


FURTHEST = ("completed", "implemented", "ongoing", "partly_implemented", "in_progress", "on_hold")
IN_WORDS = dict(
    zip(
        (*FURTHEST, "not_started", "cancelled", "unmapped", "not_reported"),
        (
            *("Avsluttet", "Iverksatt", "Løpende", "Delvis iverksatt", "Under arbeid", "På vent"),
            *("Ikke startet", "Utgått", "Ord som må avklares", "Ikke rapportert"),
        ),
        strict=True,
    )
)


def recomputed(slug: str, day: str, folder: Path) -> dict[str, str]:
    """City key → what the cell must say, from the export and nothing else of the product's."""
    answering = defaultdict(list)
    for measure in exported(slug, day, folder):
        never = measure["status_text"] is None
        code = measure["status"] or ("not_reported" if never else "unmapped")
        for key in measure["answers"]:
            answering[key].append(code)
    order = list(IN_WORDS)
    reasons = {
        city_key(one.city_measure): one.reason
        for one in NoLocalMeasure.objects.filter(plan__slug=slug, withdrawn_at=None)
    }
    cells = {}
    for city in json.loads(Path("fixtures/oslo.json").read_text()):
        if city["model"] != "measures.measure":
            continue
        fields = city["fields"]
        number = fields["strategy"][1] if fields.get("strategy") else ""
        key = f"{number}/{fields.get('topic', '')}/{fields['code']}"
        if codes := answering.get(key):
            cells[key] = f"{IN_WORDS[min(codes, key=order.index)]}, {len(codes)} tiltak"
        elif key in reasons:
            cells[key] = f"Ingen lokalt tiltak: {reasons[key]}"
        else:
            cells[key] = "Ikke besvart"
    return cells


@pytest.mark.parametrize("day", ["2026-11-22", "2023-12-31"])
@pytest.mark.parametrize("slug", FIVE)
def test_every_cell_is_what_the_export_says(
    answered_more: None, byadmin: User, slug: str, day: str, tmp_path: Path
) -> None:
    wanted = recomputed(slug, day, tmp_path)
    assert len(wanted) == 36
    on = date.fromisoformat(day)
    seen = matrix(page_of(byadmin, f"?plan={slug}&per={on:%d.%m.%Y}"))
    bydel = Plan.objects.get(slug=slug).organisation.slug
    assert {city_key(c): seen[c.get_absolute_url()][bydel] for c in citys()} == wanted


def test_the_recomputed_cells_are_of_every_kind(answered_more: None, tmp_path: Path) -> None:
    cells = [c for slug in FIVE for c in recomputed(slug, "2026-11-22", tmp_path).values()]
    kinds = {cell.split(",")[0].split(":")[0] for cell in cells}
    assert kinds >= {"Ikke besvart", "Ingen lokalt tiltak", "Ikke rapportert", "Iverksatt"}
    assert any(cell.endswith(", 2 tiltak") for cell in cells)


# --- What the real plans say ----------------------------------------------------------------------


def test_st_hanshaugen_answers_30_of_the_36_and_lacks_exactly_six(byadmin: User) -> None:
    (column,) = [c for c in counted(byadmin).columns if c.bydel.slug == "st-hanshaugen"]
    assert (column.answered, len(column.answers)) == (30, 36)
    assert [line.label for line in column.gaps] == SIX_LEFT_OPEN


def test_the_page_names_the_six_that_st_hanshaugen_does_not_answer(leser: User) -> None:
    page = page_of(leser)
    (block,) = page.xpath("//li[div/h3 = 'Bydel St. Hanshaugen']")
    assert shown(block.xpath("./div[2]")[0]) == "6 av 36 ikke besvart"
    assert [shown(each) for each in block.xpath(".//ul/li")] == [
        "Strategi 2: f, h",
        "Strategi 3, Generelle tiltak: b",
        "Strategi 3, Helse: c, d, e",
    ]
    foot = page.xpath("//table[contains(@class, 'coverage')]/tfoot//td")
    assert [shown(cell) for cell in foot] == [
        *("–", "–", "–", "30", "–", "–", "–", "–", "–", "0", "–", "–", "0", "0", "–"),
    ]


def test_what_nobody_answers_is_counted_against_the_bydeler_with_a_plan(byadmin: User) -> None:
    page = page_of(byadmin)
    (section,) = page.xpath("//section[.//h2 = 'Ingen har svart']")
    assert [shown(a) for a in section.xpath(".//li//a")] == SIX_LEFT_OPEN
    (first, *_rest) = section.xpath(".//li")
    assert (
        shown(first.xpath("./div[2]")[0])
        == "Ikke besvart: St. Hanshaugen, Grorud, Østensjø, Nordstrand."
    )
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


def test_the_furthest_is_the_first_of_the_list_sorted_by_status(
    answered_more: None, byadmin: User
) -> None:
    in_list = Measure.objects.with_state(AN_AUTUMN_DAY, today=AN_AUTUMN_DAY).order_by(STATUS_RANK)
    compared = 0
    for line in counted(byadmin).lines:
        for cell in line.cells:
            if cell.measures > 1:
                (first,) = row = list(in_list.filter(plan=cell.plan, answers=line.measure)[:1])
                attach_state(row)
                assert first.status_code == cell.code
                compared += 1
    assert compared > 10


def test_a_word_that_nobody_has_mapped_is_told_from_no_report(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    told, silent = make_measure(plan), make_measure(plan, "Et annet")
    answer(plan, "2//f", told, silent)
    report(told, "Godt på vei", on=date(2026, 4, 30))
    assert cell_of(byadmin, "2//f", "alna") == "Ord som må avklares, 2 tiltak"


def test_no_local_measure_shows_its_reason_and_is_no_gap(byadmin: User) -> None:
    grorud = Plan.objects.get(slug="grorud-2023")
    say_none(grorud, "3/Helse/c", "Dette er statens ansvar.")
    assert (
        cell_of(byadmin, "3/Helse/c", "grorud") == "Ingen lokalt tiltak: Dette er statens ansvar."
    )
    (column,) = [c for c in counted(byadmin).columns if c.bydel.slug == "grorud"]
    assert (column.answered, len(column.gaps)) == (0, 35)
    page = page_of(byadmin)
    assert "Dette er statens ansvar." in shown(page.xpath("//li[div/h3 = 'Bydel Grorud']")[0])
    (row,) = page.xpath("//section[.//h2 = 'Ingen har svart']//li[.//a = 'Strategi 3, Helse c']")
    assert "Ingen lokalt tiltak: Grorud." in shown(row)


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


# --- The list behind each number ------------------------------------------------------------------


def wrong_links(user: User, query: str) -> Iterator[str]:
    client = CheckingClient.of(user)
    cells = page_of(user, query).xpath("//table//td[@class='cell']/a[contains(@href, 'svarer=')]")
    assert cells
    for link in cells:
        wanted = int(said(link).split()[-2])
        if (found := rows_behind(client, link.get("href"))) != (wanted, wanted):
            yield f"{link.get('href')}: {wanted} became {found}"


@pytest.mark.parametrize("query", ["", "?per=31.12.2021", "?plan=ostensjo-2010"])
def test_every_number_links_to_a_list_of_that_many_rows(byadmin: User, query: str) -> None:
    for slug in ("ostensjo-2010", "ostensjo-2020"):
        plan = Plan.objects.get(slug=slug)
        answer(plan, "2//f", *plan.measures.all()[:2])
    assert list(wrong_links(byadmin, query)) == []


def test_no_local_measure_links_to_where_it_is_said(byadmin: User) -> None:
    grorud = Plan.objects.get(slug="grorud-2023")
    say_none(grorud, "3/Helse/c", "Statens ansvar")
    (link,) = page_of(byadmin).xpath("//td[@class='cell']/a[contains(@href, '#by-')]")
    address, _hash, anchor = link.get("href").partition("#")
    page = parsed(CheckingClient.of(byadmin).get(address))
    assert "Statens ansvar" in page.get_element_by_id(anchor).text_content()


# --- One bydel at a time --------------------------------------------------------------------------


def test_one_bydel_stands_alone_with_its_36_answers(byadmin: User) -> None:
    page = page_of(byadmin, "?bydel=st-hanshaugen&per=01.06.2026")
    assert page.xpath("//table") == []
    (section,) = page.xpath("//section[.//h2 = 'Bydel St. Hanshaugen']")
    assert shown(section.xpath(".//*[@class='section__count']")[0]) == "30 av 36 besvart"
    answers = [shown(each) for each in section.xpath(".//p[@class='one-answer']")]
    assert (len(answers), answers.count("Ikke besvart")) == (36, 6)
    assert page.xpath("//a[. = 'Vis alle bydelene']/@href") == ["/dekning/?per=01.06.2026"]


def test_a_phone_shows_ones_own_bydel_first(grorud: User, leser: User) -> None:
    def shown_first(user: User) -> list[str]:
        one = page_of(user).xpath("//section[contains(@class, 'phone-only')]")[0]
        return [shown(each) for each in one.xpath(".//h2")]

    assert shown_first(grorud) == ["Bydel Grorud"]
    assert shown_first(leser) == ["Bydel St. Hanshaugen"]


def test_choosing_a_bydel_keeps_the_day_and_the_plan(leser: User) -> None:
    page = page_of(leser, "?per=01.06.2011&plan=ostensjo-2010")
    kept = page.xpath("//form[@class='one-of']/input")
    assert [(each.get("name"), each.get("value")) for each in kept] == [
        ("per", "01.06.2011"),
        ("plan", "ostensjo-2010"),
    ]


def test_a_bydel_without_a_plan_says_so_and_offers_a_way_on(leser: User) -> None:
    page = page_of(leser, "?bydel=alna")
    assert shown(page.xpath("//*[@class='empty']")[0]) == (
        "Bydel Alna har ingen plan som gjelder 22.11.2026, så ingen av byens 36 tiltak kan være "
        "besvart. Se planene til de andre bydelene"
    )


# --- Empty, early and wrong -----------------------------------------------------------------------


def test_a_day_before_every_plan_says_why_it_is_empty(byadmin: User) -> None:
    page = page_of(byadmin, "?per=01.01.2005")
    (empty,) = page.xpath("//*[@class='empty']")
    assert shown(empty) == (
        "Ingen bydel hadde en plan 01.01.2005, så ingen kunne svare på byens 36 tiltak. "
        "Den første planen begynte 01.01.2010. Vis dekningen 01.01.2010"
    )
    (way_on,) = empty.xpath(".//a/@href")
    assert len(matrix(page_of(byadmin, way_on.removeprefix("/dekning/")))) == 36


def test_without_a_plan_of_the_citys_there_is_nothing_to_answer(empty_database: None) -> None:
    Organisation.objects.create(kind="city", slug="oslo", name="Oslo kommune")
    Organisation.objects.create(number=1, slug="bydel-1", name="Nr. 1")
    reader = make_user("leser", (Role.READER, "oslo"))
    make_measure(make_plan("bydel-1"))
    for query in ("", "?bydel=bydel-1", "?per=01.01.2005"):
        page = page_of(reader, query)
        assert "Byen har ingen vedtatt plan her ennå" in shown(page.xpath("//*[@class='empty']")[0])


def test_without_any_plan_of_a_bydel_the_page_says_so(five_plans: None, leser: User) -> None:
    Plan.objects.local().update(state=Plan.State.DRAFT)
    page = page_of(leser)
    assert "Ingen bydel har en vedtatt plan her ennå" in shown(page.xpath("//*[@class='empty']")[0])


def test_a_city_measure_of_no_strategy_and_no_topic_is_a_group_of_its_own(byadmin: User) -> None:
    make_measure(Plan.objects.framework().get(), "Noe nytt", code="x")
    last = counted(byadmin).groups[-1]
    assert (last.heading, last.place, len(last.lines)) == ("Uten strategi", "Strategi –", 1)
    assert len(matrix(page_of(byadmin))) == 37


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?per=31.02.2020", "Skriv datoen som dag.måned.år, for eksempel 31.12.2026."),
        ("?per=01.01.0001", "Velg en dag etter 1900."),
        ("?plan=finnes-ikke", "Planen «finnes-ikke» finnes ikke."),
        ("?bydel=finnes-ikke", "Bydelen «finnes-ikke» finnes ikke."),
        ("?bydel=oslo", "Bydelen «oslo» finnes ikke."),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(leser: User, query: str, sentence: str) -> None:
    page = page_of(leser, query)
    assert messages(page) == [sentence]
    assert len(matrix(page)) == 36


@pytest.mark.parametrize(
    "value", ["%00", "%ED%A0%80", "x" * 40_000, "9" * 400, "%F0%9F%98%80", "'"]
)
@pytest.mark.parametrize("name", ["per", "plan", "bydel", "finnesikke"])
def test_nothing_in_the_address_breaks_the_page(leser: User, name: str, value: str) -> None:
    client = CheckingClient.of(leser)
    assert client.get(f"/dekning/?{name}={value}").status_code == 200
    for kind in ("excel", "csv"):
        wanted = 404 if name in {"per", "plan"} else 200
        response = client.get(f"/dekning/{kind}/?{name}={value}")
        assert response.status_code == wanted
        assert response.getvalue()


# --- The files ------------------------------------------------------------------------------------


def file_of(user: User, kind: str, query: str = "") -> bytes:
    response = CheckingClient.of(user).get(f"/dekning/{kind}/{query}")
    assert 'filename="dekning-2' in response.headers["Content-Disposition"]
    content: bytes = response.getvalue()
    return content


def table_of(user: User, kind: str, query: str = "") -> list[list[Any]]:
    content = file_of(user, kind, query)
    if kind == "csv":
        text = content.decode("utf-8-sig")
        return [list(row) for row in csv.reader(StringIO(text, newline=""), delimiter=";")]
    sheet = load_workbook(BytesIO(content))["Dekning"]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("kind", ["excel", "csv"])
def test_the_files_hold_the_same_table_as_the_page(
    answered_more: None, byadmin: User, kind: str
) -> None:
    headings, *rows = table_of(byadmin, kind, "?per=31.12.2021")
    assert headings[:6] == [
        *("Byens strategi", "Innsatsområde", "Kode", "Byens tiltak", "Besvart", "Bydeler med plan"),
    ]
    assert headings[6:][3] == "4 St. Hanshaugen"
    seen = matrix(page_of(byadmin, "?per=31.12.2021"))
    assert [[f"{row[4]} av {row[5]}", *row[6:]] for row in rows] == [
        list(row.values()) for row in seen.values()
    ]


def test_the_excel_file_says_first_what_it_is(leser: User) -> None:
    sheet = load_workbook(BytesIO(file_of(leser, "excel")))["Om tabellen"]
    facts = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert facts["St. Hanshaugen fra 2020"] == "30 av 36 besvart (antatt start)"
    assert facts["Ingen har svart"] == 6


@pytest.mark.parametrize("kind", ["excel", "csv"])
def test_what_people_wrote_is_never_a_formula(byadmin: User, kind: str) -> None:
    measure = city_measure("1//a")
    measure.text = '=HYPERLINK("http://example.org")'
    measure.save()
    cell = table_of(byadmin, kind)[1][3]
    assert cell == ("'" if kind == "csv" else "") + measure.text


def test_a_file_of_a_day_without_plans_counts_nothing(leser: User) -> None:
    _headings, first, *_rest = table_of(leser, "excel", "?per=01.01.2005")
    assert first[4:] == [None, 0, *["Ingen plan"] * 15]


# --- What it costs --------------------------------------------------------------------------------


def queries_of(user: User, query: str) -> int:
    client = CheckingClient.of(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/dekning/{query}").status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", ["", "?per=15.06.2026", "?bydel=bydel-1"])
def test_one_plan_and_sixty_take_the_same_twelve_queries_at_most(
    empty_database: None, query: str
) -> None:
    city = Organisation.objects.create(kind="city", slug="oslo", name="Oslo kommune")
    for number in range(1, 16):
        Organisation.objects.create(number=number, slug=f"bydel-{number}", name=f"Nr. {number}")
    reader = make_user("leser", (Role.READER, "oslo"))
    framework = make_plan(city, starts_on=None, ends_on=None)
    strategies = [Strategy.objects.create(plan=framework, number=n, text="S") for n in (1, 2)]
    promised = [
        make_measure(framework, f"Nr. {n}", code=str(n), strategy=strategies[n % 2])
        for n in range(8)
    ]
    make_measure(make_plan("bydel-1")).answers.add(promised[0])
    few = queries_of(reader, query)
    for number in range(1, 16):
        for year in (2018, 2020, 2022, 2024):
            plan = make_plan(
                f"bydel-{number}", starts_on=date(year, 1, 1), ends_on=date(year + 3, 12, 31)
            )
            measure = make_measure(plan)
            measure.answers.add(*promised[:4])
            report(measure, on=date(year, 4, 30))
            say = {"reason": "Ikke vårt", "by": editor_of(plan.organisation)}
            assert say_no_local_measure(plan, promised[5], **say)  # type: ignore[arg-type]
    assert queries_of(reader, query) == few <= 12
