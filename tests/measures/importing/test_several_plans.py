"""Two plans in one document are not read as one."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import Workbook

from measures.importing.readers.any_kind import read_document
from measures.importing.tables.guessing import guess_layout
from measures.importing.tables.several_plans import plans_in
from measures.models import Measure, Reading
from ruspolitikk.accounts.models import Role
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.forms_on_pages import said, send
from tests.measures.importing.word_parts import new_file, table

HEADING = ["Nr", "Tiltak", "Ansvarlig"]
OLD = [["1", "Åpen kafé", "Fagsenteret"], ["2", "Natteravn", "Politiet"]]
NEW = [["1", "Kurs for ansatte", "NAV"], ["2", "Booppfølging", "Boligkontoret"]]


def workbook(*sheets: tuple[str, list[list[str]]]) -> bytes:
    book, file = Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file.getvalue()


def titled(title: str, rows: list[list[str]]) -> list[list[str]]:
    return [[title], [], HEADING, *rows]


TWO_PERIODS = workbook(
    ("Forrige", titled("Handlingsplan 2021–2024", OLD)),
    ("Denne", titled("Handlingsplan 2025–2028", NEW)),
)


def in_word(*plans: tuple[list[str], list[list[str]]]) -> bytes:
    """Plain paragraphs, none with the look of a heading, each with a table under them."""
    file, content = new_file(), BytesIO()
    for lines, rows in plans:
        for line in lines:
            file.add_paragraph(line)
        table(file, HEADING, rows)
    file.save(content)
    return content.getvalue()


def titles(content: bytes, name: str = "Planer.xlsx") -> list[str]:
    document = read_document(BytesIO(content), name)
    return [one.title for one in plans_in(document, guess_layout(document))]


@pytest.mark.one_database
def test_other_years_or_numbers_that_start_again_under_another_title_are_another_plan() -> None:
    assert titles(TWO_PERIODS) == ["Handlingsplan 2021–2024", "Handlingsplan 2025–2028"]
    below = [*titled("Handlingsplan 2021–2024", OLD), [], *titled("Handlingsplan 2025–2028", NEW)]
    assert len(titles(workbook(("Planer", below)))) == 2
    named = [*titled("Ruspolitisk handlingsplan", OLD), [], *titled("Alkoholpolitisk plan", NEW)]
    assert len(titles(workbook(("Planer", named)))) == 1, "no title names the second as a plan"
    renamed = titled("Ruspolitisk handlingsplan", OLD), titled("Handlingsplan for skolene", NEW)
    assert len(titles(workbook(("A", renamed[0]), ("B", renamed[1])))) == 2


@pytest.mark.one_database
def test_sections_of_a_plan_and_a_part_of_its_years_are_the_same_plan() -> None:
    sections = ("Bolig", titled("Handlingsplan 2025–2028", OLD)), ("Skole", [HEADING, *NEW])
    assert len(titles(workbook(*sections))) == 1
    years = (
        ("A", titled("Handlingsplan 2025–2028", OLD)),
        ("B", titled("Tiltaksplan 2025–2026", NEW)),
    )
    assert len(titles(workbook(*years))) == 1


@pytest.mark.one_database
def test_a_title_that_is_no_heading_and_stands_over_other_lines_begins_another_plan() -> None:
    by_hand = ["Ruspolitisk handlingsplan 2025–2028", "Vedtatt av bydelsutvalget 12.12.2024."]
    in_two = ["Handlingsplan for rusfeltet", "(2025–2028)", "Bydel Bjerke"]
    former = ["Ruspolitisk handlingsplan 2021–2024", "Vedtatt i 2020.", "Tiltak"]
    for lines in (by_hand, in_two):
        found = titles(in_word((former, OLD), (lines, NEW)), "Planer.docx")
        assert [title.strip("()")[-9:] for title in found] == ["2021–2024", "2025–2028"], lines


@pytest.mark.one_database
@pytest.mark.parametrize(
    "lines",
    [
        ["Tiltakene er videreført fra handlingsplan 2021–2024", "Bolig"],
        ["Handlingsplan 2021–2024 er evaluert", "Bolig"],
        ["Handlingsplanen 2021–2024 ble fulgt opp", "Bolig"],
        ["Se handlingsplan mot vold 2024–2027", "Bolig"],
        ["Planen henger sammen med:", "Handlingsplan mot vold 2024–2027", "Bolig"],
        ["Handlingsplan mot vold 2024–2027", "Tiltaksplan for skolene 2023–2026", "Bolig"],
        ["Ruspolitisk handlingsplan 2025–2028, del 2", "Bolig"],
    ],
)
def test_a_line_that_tells_of_another_plan_begins_none(lines: list[str]) -> None:
    own = ["Ruspolitisk handlingsplan 2025–2028", "Vedtatt i 2024."]
    found = titles(in_word((own, OLD), (lines, NEW)), "Plan.docx")
    assert found == ["Ruspolitisk handlingsplan 2025–2028"]


def test_a_person_says_which_plan_is_read_and_the_other_is_left_out(five_plans: None) -> None:
    client = CheckingClient.of(make_user("bjerke.red", (Role.EDITOR, "bjerke")))
    file = SimpleUploadedFile("Planer.xlsx", TWO_PERIODS)
    client.post(reverse("measures:read-plan"), {"file": file})
    reading = Reading.objects.latest("pk")
    tables = reverse("measures:reading-tables", args=[reading.pk])

    assert "Dokumentet ser ut til å ha 2 planer" in said(client.get(tables))
    assert "Velg hvilken plan du leser inn." in said(send(client, tables, "Les"))
    send(client, tables, "Les", plan="0")
    send(client, tables, "Les", plan="1")
    summary = reverse("measures:reading-summary", args=[reading.pk])
    assert "1 tabell er utelatt" in said(client.get(summary))
    send(client, summary, "Lagre")
    taken = Measure.objects.filter(plan__organisation__slug="bjerke")
    assert list(taken.values_list("text", flat=True)) == ["Kurs for ansatte", "Booppfølging"]
    assert {one.plan.title for one in taken} == {"Handlingsplan 2025–2028"}


def test_the_command_line_saves_nothing_of_two_plans(
    five_plans: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("two") / "Planer.xlsx"
    file.write_bytes(TWO_PERIODS)
    with pytest.raises(CommandError, match="ser ut til å ha 2 planer"):
        call_command("import_plan", str(file), "--bydel", "bjerke")
