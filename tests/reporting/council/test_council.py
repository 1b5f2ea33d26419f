"""The table for bydelsutvalget: the plan's own table on a day, in Word and in Excel."""

from collections.abc import Sequence
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from openpyxl import load_workbook

from measures.items import Line, rewrite_items, tick_items
from measures.models import Measure
from measures.vocabulary import RiskLevel
from plans.models import Plan
from reporting.council.cells import kind_of
from reporting.council.table import CouncilTable, council_table
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, report, set_deadline

# What the pages and files say is written in Python; the rules behind ask both databases.
pytestmark = pytest.mark.one_database

TODAY = date(2026, 11, 22)
PLANS = ["grorud-2023", "nordstrand-2021", "ostensjo-2010", "ostensjo-2020", "st-hanshaugen-2020"]


def table_of(slug: str, on: date = TODAY, since: date | None = None) -> CouncilTable:
    plan = Plan.objects.select_related("organisation").get(slug=slug)
    return council_table(plan, Day(on, TODAY), editor_of(plan.organisation), since=since)


def rows_of(table: CouncilTable) -> list[list[str]]:
    return [
        ["\n".join(map(str, cell)) for cell in row] for part in table.parts for row in part.rows
    ]


def word(user: User, slug: str, query: str = "") -> Any:
    response = CheckingClient.of(user).get(f"/planer/{slug}/tabell/word/{query}")
    assert response.status_code == 200
    return Document(BytesIO(b"".join(response.streaming_content)))


def excel(user: User, slug: str, query: str = "") -> Any:
    response = CheckingClient.of(user).get(f"/planer/{slug}/tabell/excel/{query}")
    assert response.status_code == 200
    return load_workbook(BytesIO(b"".join(response.streaming_content)))


def word_rows(document: Any, skipped: int = 1) -> list[list[str]]:
    """The rows of the plan's tables; the first table holds the figures."""
    return [
        ["\n".join(p.text for p in cell.paragraphs) for cell in row.cells]
        for table in document.tables[skipped:]
        for row in table.rows[1:]
    ]


# --- The plan's own columns -----------------------------------------------------------------------


@pytest.mark.parametrize("slug", PLANS)
def test_the_table_has_the_plans_own_columns_and_all_its_measures(
    five_plans: None, slug: str
) -> None:
    table = table_of(slug)
    own = Plan.objects.get(slug=slug).columns
    assert list(table.headings)[: len(own)] == own
    assert len(rows_of(table)) == Measure.objects.filter(plan__slug=slug).count()


@pytest.mark.parametrize("slug", PLANS)
def test_no_column_of_a_real_plan_is_unknown(five_plans: None, slug: str) -> None:
    table = table_of(slug)
    filled = zip(*rows_of(table), strict=True)
    assert all(any(cells) for cells in filled)


def test_words_are_the_bydels_own(five_plans: None) -> None:
    table = table_of("grorud-2023")
    fourth = rows_of(table)[3]
    status, risk = (fourth[list(table.headings).index(name)] for name in ("Status", "Risiko"))
    assert (status, risk) == ("Venter", "Høy")


def test_a_blank_status_says_not_reported(five_plans: None) -> None:
    table = table_of("ostensjo-2020")
    assert rows_of(table)[3][list(table.headings).index("Status")] == "Ikke rapportert"


def test_a_code_stands_before_its_measure_where_it_has_no_column(five_plans: None) -> None:
    codes = Measure.objects.filter(plan__slug="ostensjo-2010").values_list("code", flat=True)
    printed = [row[0].split(" ")[0] for row in rows_of(table_of("ostensjo-2010"))]
    assert printed == list(codes)


def test_a_deadline_that_moved_shows_both(five_plans: None) -> None:
    table = table_of("ostensjo-2010")
    cells = [row[list(table.headings).index("Frist")] for row in rows_of(table)]
    assert sum("Tidligere: " in cell for cell in cells) == 2


def test_bullets_stay_bullets_and_say_which_are_done(grorud: User) -> None:
    measure = make_measure(
        make_plan("grorud", columns=["Tiltak"]), "Bolig", items=["Finne", "Leie"]
    )
    measure.items.filter(text="Leie").update(done_on=date(2026, 1, 2))
    [[cell]] = [row for part in table_of(measure.plan.slug).parts for row in part.rows]
    assert [(line.text, line.is_bullet) for line in cell] == [
        ("Bolig", False),
        ("Finne", True),
        ("Leie (gjort 02.01.2026)", True),
    ]


def test_what_a_text_says_before_its_bullets_stands_before_them_and_the_rest_after(
    grorud: User,
) -> None:
    plan = make_plan("grorud", columns=["Tiltak"])
    make_measure(plan, "Vi skal:\n- Finne", items=["Finne"])
    make_measure(plan, "- Leie\nHvem tar dette?", items=["Leie"])
    rows = rows_of(table_of(plan.slug))
    assert [row[0] for row in rows] == ["Vi skal:\n• Finne", "• Leie\nHvem tar dette?"]


def test_a_remark_is_with_the_status_where_the_plan_has_no_column_for_it(db: None) -> None:
    measure = make_measure(make_plan(columns=["Tiltak", "Status"]))
    report(measure, "Under arbeid", remark="Venter på lokaler")
    assert rows_of(table_of(measure.plan.slug))[0][1] == "Under arbeid\nVenter på lokaler"


def test_a_plan_without_a_status_column_gets_one_when_something_is_reported(db: None) -> None:
    measure = make_measure(make_plan(columns=["Nr", "Tiltak"]))
    assert list(table_of(measure.plan.slug).headings) == ["Nr", "Tiltak"]
    report(measure)
    assert list(table_of(measure.plan.slug).headings) == ["Nr", "Tiltak", "Status"]


def test_a_plan_that_names_no_columns_gets_the_usual(db: None) -> None:
    assert list(table_of(make_plan().slug).headings) == [
        "Nr",
        "Tiltak",
        "Ansvarlig",
        "Frist",
        "Status",
    ]


@pytest.mark.parametrize(
    ("written", "kind"),
    [("MÅL", "Mål"), ("Risiko for gjennomføring", "Risiko"), ("Antall", "Antall")],
)
def test_a_heading_is_known_by_its_spellings(written: str, kind: str) -> None:
    assert kind_of(written) == kind


# --- The day, the figures and what changed --------------------------------------------------------


def test_an_earlier_day_shows_what_was_known_then(db: None) -> None:
    measure = make_measure(make_plan(columns=["Tiltak", "Status"]))
    report(measure, "Påbegynt", on=date(2024, 4, 30))
    report(measure, "Iverksatt", on=date(2025, 4, 30))
    assert rows_of(table_of(measure.plan.slug, date(2024, 12, 31)))[0][1] == "Påbegynt"


def test_an_earlier_day_has_the_bullets_as_they_were_then(grorud: User) -> None:
    plan = make_plan("grorud", columns=["Tiltak"])
    measure = make_measure(plan, "- Finne\n- Leie", items=["Finne", "Leie"])
    found, leased = measure.items.all()
    tick_items(measure, done=[found.pk], reopened=[], on=date(2025, 2, 1), by=grorud)
    tick_items(measure, done=[], reopened=[found.pk], on=date(2025, 4, 1), by=grorud)
    measure.text = "- Finne\n- Kjøpe\n- Innrede"
    lines = [Line("Finne", found), Line("Kjøpe", leased), Line("Innrede")]
    rewrite_items(measure, lines, on=date(2025, 4, 1), by=grorud)
    measure.save()

    march, today = (rows_of(table_of(plan.slug, date(2025, month, 15)))[0] for month in (3, 5))

    assert march == ["• Finne (gjort 01.02.2025)\n• Leie"]
    assert today == ["• Finne\n• Kjøpe\n• Innrede"]


def test_the_figures_are_those_of_the_overview(five_plans: None) -> None:
    assert dict(table_of("grorud-2023").figures) == {
        "Tiltak": "21",
        "Rapportert": "Ingen runde er avsluttet ennå.",
        "Under arbeid": "19",
        "På vent": "2",
        "Over frist, av tiltak med en dato": "–",
        "Høy risiko, av tiltak med vurdert risiko": "5 av 21",
    }


def test_what_changed_between_two_days_is_told_and_a_confirmation_is_not(db: None) -> None:
    plan = make_plan()
    moved, same, silent = (make_measure(plan, f"Tiltak {n}", deadline="31.12.2025") for n in "123")
    for measure in (moved, same):
        report(measure, "Påbegynt", on=date(2024, 4, 30))
    report(moved, "Iverksatt", on=date(2025, 4, 30), risk=RiskLevel.LOW)
    report(same, "Påbegynt", on=date(2025, 4, 30))
    set_deadline(silent, "31.12.2026", on=date(2025, 4, 30), reason="Lokaler")

    [first, second] = table_of(plan.slug, since=date(2024, 12, 31)).changes

    assert first.sentences == [
        "status fra «Påbegynt» til «Iverksatt»",
        "risiko fra «ikke vurdert» til «Lav»",
    ]
    assert (second.name, second.sentences) == (
        "Tiltak 3",
        ["frist fra «31.12.2025» til «31.12.2026»"],
    )


def test_where_nobody_reported_it_is_not_said_that_nothing_changed(grorud: User) -> None:
    plan = make_plan("grorud")
    first, second = make_measure(plan), make_measure(plan)
    since = date(2025, 4, 30)

    def told() -> list[str]:
        return table_of(plan.slug, since=since).beside_changes

    report(first, "Påbegynt", on=since)
    silence = "Ingen tiltak er rapportert siden 30.04.2025. Vi vet ikke om noe er endret."
    assert " ".join(told()) == silence
    page = CheckingClient.of(grorud).get(f"/planer/{plan.slug}/tabell/?siden=30.04.2025")
    shown = page.content.decode()
    assert "Vi vet ikke om noe er endret." in shown
    assert "Ingenting er endret" not in shown
    assert "section__count" not in shown
    printed = word(grorud, plan.slug, "?siden=30.04.2025").paragraphs
    assert "Vi vet ikke om noe er endret." in [each.text for each in printed]

    report(first, "Påbegynt", on=date(2025, 5, 1))
    assert told() == [
        "Ingenting er endret i tiltakene som er rapportert.",
        "1 av 2 tiltak er ikke rapportert siden 30.04.2025.",
    ]
    report(second, "Påbegynt", on=date(2025, 5, 1))
    assert len(table_of(plan.slug, since=since).changes) == 1
    assert told() == []


def test_sixty_measures_take_as_many_queries_as_one(db: None) -> None:
    plan = make_plan()

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            table_of(plan.slug, since=date(2025, 1, 1))
        return len(asked)

    def add(n: int) -> None:
        measure = make_measure(plan, f"Tiltak {n}", deadline="31.12.2025", items=["a", "b"])
        report(measure, risk=RiskLevel.LOW)

    add(1)
    few = queries()
    for n in range(2, 61):
        add(n)
    assert queries() == few


# --- Word -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", PLANS)
def test_the_word_document_holds_the_same_rows(five_plans: None, leser: User, slug: str) -> None:
    def without_bullets(rows: Sequence[Sequence[str]]) -> list[list[str]]:
        return [[cell.replace("• ", "") for cell in row] for row in rows]

    table = council_table(Plan.objects.get(slug=slug), Day.now(), leser)
    assert word_rows(word(leser, slug)) == without_bullets(rows_of(table))


def test_the_word_document_is_a4_on_its_side_with_real_headings(leser: User) -> None:
    document = word(leser, "grorud-2023")
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2"} <= set(styles)


def test_table_headings_repeat_and_rows_do_not_split(leser: User) -> None:
    for table in word(leser, "grorud-2023").tables:
        head, *rows = [row._tr.trPr for row in table.rows]
        assert head.find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:cantSplit")) is not None for row in (head, *rows))
        assert all(row.find(qn("w:tblHeader")) is None for row in rows)


def test_the_document_says_its_day_and_that_it_is_not_submitted(leser: User) -> None:
    document = word(leser, "grorud-2023", "?per=01.02.2025")
    mark = "Bydel Grorud. Status per 01.02.2025. Ikke innsendt."
    assert document.paragraphs[1].text == mark
    assert mark in document.sections[0].footer.paragraphs[0].text
    assert "PAGE" in document.sections[0].footer._element.xml


def test_what_word_cannot_hold_is_written_so_that_it_can(leser: User) -> None:
    odd = "Før\x0better \x01 😀 <w:p> & Grünerløkka" + "x" * 40_000
    measure = make_measure(make_plan("alna", columns=["Tiltak"]), odd)
    [[cell]] = word_rows(word(leser, measure.plan.slug))
    assert cell.startswith("Før\netter ␁ 😀 <w:p> & Grünerløkkax")
    assert len(cell) == len(odd)


# --- Excel ----------------------------------------------------------------------------------------


def test_a_plan_with_a_long_title_comes_as_word_and_excel_with_the_whole_of_it(
    leser: User,
) -> None:
    title = "Handlingsplan for " + "rusfeltet og nærmiljøet, " * 11
    plan = make_plan("grorud", title=title.strip())
    document = word(leser, plan.slug)
    assert len(title) > 255 >= len(document.core_properties.title)
    assert any(title.strip() in paragraph.text for paragraph in document.paragraphs)
    excel(leser, plan.slug)


@pytest.mark.parametrize("slug", PLANS)
def test_the_excel_file_holds_the_plans_columns_and_rows(
    five_plans: None, leser: User, slug: str
) -> None:
    sheet = excel(leser, slug)["Tiltak"]
    headings = [cell.value for cell in sheet[1]]
    own = Plan.objects.get(slug=slug).columns
    assert [heading for heading in headings if heading in own] == own
    assert sheet.max_row - 1 == Measure.objects.filter(plan__slug=slug).count()


def test_the_first_sheet_says_what_it_is_and_what_changed(leser: User) -> None:
    sheet = excel(leser, "grorud-2023", "?siden=01.01.2023")["Om tabellen"]
    said = "\n".join(str(cell.value) for row in sheet for cell in row if cell.value is not None)
    assert "Ikke innsendt." in said
    assert "Endret siden 01.01.2023:" in said
    assert "status fra «ikke rapportert» til «Venter»" in said


# --- The page -------------------------------------------------------------------------------------


def test_the_page_shows_the_figures_and_leads_to_both_files(leser: User) -> None:
    page = CheckingClient.of(leser).get("/planer/grorud-2023/tabell/?siden=01.01.2025&per=")
    said = unescape(page.content.decode())
    assert "Ikke innsendt." in said
    assert 'href="/planer/grorud-2023/tabell/word/?siden=01.01.2025&per="' in said
    assert "Ingen tiltak er rapportert siden 01.01.2025." in said


@pytest.mark.parametrize("query", ["?per=31.02.2025", "?siden=i fjor", "?per=01.01.0001"])
def test_a_day_that_is_none_is_said_on_the_page_and_never_becomes_a_file(
    leser: User, query: str
) -> None:
    client = CheckingClient.of(leser)
    assert client.get(f"/planer/grorud-2023/tabell/{query}").status_code == 200
    for kind in ("word", "excel"):
        assert client.get(f"/planer/grorud-2023/tabell/{kind}/{query}").status_code == 404


def test_a_draft_is_nobody_elses_to_take(leser: User, grorud: User) -> None:
    plan = make_plan("grorud", state=Plan.State.DRAFT)
    for kind in ("", "word/", "excel/"):
        address = f"/planer/{plan.slug}/tabell/{kind}"
        assert CheckingClient.of(leser).get(address).status_code == 404
        own = CheckingClient.of(grorud).get(address)
        assert own.status_code == 200
        assert len(b"".join(own)) > 1000


def test_a_plan_without_measures_is_a_table_without_rows(leser: User) -> None:
    plan = make_plan("alna")
    assert word_rows(word(leser, plan.slug)) == []
    assert excel(leser, plan.slug)["Tiltak"].max_row >= 1


def test_a_rewording_is_no_change_and_a_late_joiner_is_one(five_plans: None) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), slug="alna-endret")
    measure = make_measure(plan, "Natteravner", deadline="31.12.2026")
    report(measure, "Løpende", on=date(2024, 4, 30))
    report(measure, "Fortløpende", on=date(2025, 4, 30))
    set_deadline(measure, "Innen desember 2026", on=date(2025, 4, 30))
    assert table_of("alna-endret", since=date(2024, 12, 31)).changes == []
    make_measure(plan, "Ny", joined_on=date(2025, 6, 1))
    (change,) = table_of("alna-endret", since=date(2024, 12, 31)).changes
    assert change.in_words == "2 Ny: kom med i planen 01.06.2025."
