"""A file with rows that cannot be taken in: all of them are told by their place, and nothing is."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from measures.models import Measure, Reading
from plans.models import Plan
from ruspolitikk.accounts.models import Role
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.forms_on_pages import said, send
from tests.measures.importing.plan_in_word import plan_in_word

HEADINGS = ["Mål", "Tiltak", "Ansvarlig", "Frist", "Merknad"]
GOOD = ["Færre ruser seg", "Tilby gruppe {} for ungdom", "NAV", "31.12.2027", ""]
WRONG = {
    118: ["Færre ruser seg", "Åpne et værested", "NAV", "31.12.0206", ""],
    243: ["Færre ruser seg", "", "NAV", "31.12.2027", ""],
    244: ["Færre ruser seg", "Holde kurs", "NAV", "31.12.2027", "x" * 32_010],
    499: ["Færre ruser seg", "Holde et annet kurs", "NAV", "31.02.2026", ""],
}


def rows(wrong: dict[int, list[str]], n: int = 500) -> list[list[str]]:
    good = ([each.format(row) for each in GOOD] for row in range(2, n + 1))
    return [wrong.get(row, each) for row, each in enumerate(good, start=2)]


def sheet(wrong: dict[int, list[str]], n: int = 500) -> bytes:
    book = Workbook()
    own: Any = book.active
    own.title = "Tiltak"
    for each in [HEADINGS, *rows(wrong, n)]:
        own.append(each)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def client(five_plans: None) -> CheckingClient:
    return CheckingClient.of(make_user("bjerke", (Role.EDITOR, "bjerke")))


def to_rows(client: CheckingClient, content: bytes, name: str = "Plan.xlsx") -> tuple[Reading, str]:
    """The reading, and where its columns led to."""
    client.post(reverse("measures:read-plan"), {"file": SimpleUploadedFile(name, content)})
    reading = Reading.objects.latest("pk")
    answer = send(client, reverse("measures:reading-tables", args=[reading.pk]), "Les")
    return Reading.objects.get(pk=reading.pk), answer.headers["Location"]


def page(client: CheckingClient, reading: Reading, name: str = "reading-faults") -> str:
    return said(client.get(reverse(f"measures:{name}", args=[reading.pk])))


@pytest.mark.one_database
def test_all_faulty_rows_of_five_hundred_are_told_at_once(client: CheckingClient) -> None:
    reading, led_to = to_rows(client, sheet(WRONG))
    assert led_to == reverse("measures:reading-faults", args=[reading.pk])
    told = page(client, reading)
    assert "4 rader må rettes i filen" in told
    assert "495 av 499 rader kan leses." in told
    assert "Tiltak 118 D, Frist 31.12.0206 År 0206 er for langt tilbake." in told
    assert "Tiltak 243 B, Tiltak (tom) Raden har ansvarlig og frist, men ingen tekst." in told
    assert "Tiltak 244 E, Merknad (32 010 tegn) Teksten er lengre enn 32 000 tegn." in told
    assert "Tiltak 499 D, Frist 31.02.2026 Dagen finnes ikke. Februar 2026 har 28 dager." in told


@pytest.mark.parametrize("name", ["reading-summary", "reading-difference"])
def test_nothing_of_a_sheet_is_taken_in_before_they_are_put_right(
    client: CheckingClient, name: str
) -> None:
    reading, _led_to = to_rows(client, sheet({3: WRONG[499]}, n=4))
    if name == "reading-difference":
        reading.plan = Plan.objects.create(organisation=reading.organisation, slug="b", title="B")
        reading.save()
    address = reverse(f"measures:{name}", args=[reading.pk])
    answer = client.post(address, {"title": "Plan", "hva": "ta-inn"})
    assert answer.headers["Location"] == reverse("measures:reading-faults", args=[reading.pk])
    assert not Measure.objects.filter(plan__organisation=reading.organisation).exists()


def test_rows_without_a_text_are_left_out_with_one_press(client: CheckingClient) -> None:
    reading, _led_to = to_rows(client, sheet({3: WRONG[243], 4: WRONG[243]}, n=5))
    answer = send(client, reverse("measures:reading-faults", args=[reading.pk]), "Ta ikke med 2")
    assert "2 rader uten tiltakstekst er tatt ut." in said(
        client.get(answer.headers["Location"], follow=True)
    )
    assert "Alle 2 tiltak er klare." in page(client, reading, "reading-review")
    assert "Oppsummering" in page(client, reading, "reading-summary")


def test_the_list_is_taken_along_as_excel(client: CheckingClient) -> None:
    reading, _led_to = to_rows(client, sheet({3: WRONG[499]}, n=4))
    answer = client.get(reverse("reporting:faulty-rows", args=[reading.pk]))
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    last = [cell.value for cell in list(book["Rader"].rows)[-1]]
    assert last == [
        "Tiltak",
        3,
        "D, Frist",
        "31.02.2026",
        "Dagen finnes ikke. Februar 2026 har 28 dager.",
    ]


def test_in_a_plan_in_word_a_fault_is_a_doubt_that_may_be_left(client: CheckingClient) -> None:
    content = plan_in_word([WRONG[499], WRONG[243]], HEADINGS)
    reading, led_to = to_rows(client, content, "Plan.docx")
    assert led_to == reverse("measures:reading-review", args=[reading.pk])
    assert "2 celler i filen må rettes. Se alle samlet" in page(client, reading, "reading-review")
    told = page(client, reading)
    assert "Tabell 1 2 Frist 31.02.2026 Dagen finnes ikke." in told
    assert "Tabell 1 3 Tiltak (tom) Raden har ansvarlig og frist, men ingen tekst." in told
    assert "Oppsummering" in page(client, reading, "reading-summary")


def test_a_deadline_that_none_can_hold_stops_any_document(client: CheckingClient) -> None:
    content = plan_in_word([["Mål", "Holde kurs", "NAV", "når det passer " * 70, ""]], HEADINGS)
    reading, led_to = to_rows(client, content, "Plan.docx")
    assert led_to == reverse("measures:reading-faults", args=[reading.pk])
    assert "Teksten er lengre enn 1 000 tegn. Kort den ned." in page(client, reading)
    assert "Fristen er for lang" in page(client, reading, "reading-review")


def test_a_fodselsnummer_stops_any_document_and_a_telephone_number_is_asked_about(
    client: CheckingClient,
) -> None:
    ring = ["Mål", "Holde kurs", "NAV", "", "Ring Kari Hansen, 22 33 44 55"]
    content = plan_in_word([["Mål", "Følge opp 150765 00565", "NAV", "", ""], ring], HEADINGS)
    reading, led_to = to_rows(client, content, "Plan.docx")
    assert led_to == reverse("measures:reading-faults", args=[reading.pk])
    assert "Tiltak 150765 00565 Et fødselsnummer hører ikke hjemme i en plan" in page(
        client, reading
    )
    told = page(client, reading, "reading-review")
    assert (
        "Her står det som ser ut som navnet på en person («Kari Hansen») og et telefonnummer "
        "(«22 33 44 55»). Velg Endre, og ta det bort. La det stå"
    ) in told


def test_the_command_line_lists_them_and_saves_nothing(tmp_path: Path, five_plans: None) -> None:
    path = tmp_path / "Plan.xlsx"
    path.write_bytes(sheet({3: WRONG[243], 4: WRONG[499]}, n=5))
    with pytest.raises(CommandError) as refused:
        call_command("import_plan", path, bydel="bjerke")
    first, *told = str(refused.value).split("\n")
    assert first == "Disse radene må rettes. Ingenting er lagret."
    assert [line.split(":")[0] for line in told] == [
        "Tiltak, rad 3, B, Tiltak",
        "Tiltak, rad 4, D, Frist",
    ]
    assert not Measure.objects.filter(plan__organisation__slug="bjerke").exists()
