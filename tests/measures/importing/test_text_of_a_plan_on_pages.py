"""A Word plan whose measures are in its text, and in no table: from the file to the plan's page."""

from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measures.models import Measure, Reading
from tests.checking_client import CheckingClient
from tests.forms_on_pages import said, send
from tests.measures.importing.test_pages import (
    address,
    bjerke,
    client,
    take_in,
    to_review,
    upload,
    word,
)

__all__ = ["bjerke", "client"]

MEASURES = {"Turgruppe": "Alle går tur.", "Badedag": "Bassenget er åpent.", "Kafé": "Vi spiser."}


@pytest.fixture
def reading(client: CheckingClient) -> Reading:
    """Of a plan with a table that holds none."""
    file = docx.Document()
    file.add_paragraph("Arbeidsgruppa møttes fire ganger.")
    table = file.add_table(2, 2)
    for cell, words in zip(table._cells, ["Navn", "Telefon", "Legevakt", "116117"], strict=True):
        cell.text = words
    file.add_heading("Møteplasser", 1)
    for n, (title, text) in enumerate(MEASURES.items(), start=1):
        file.add_heading(f"Tiltak {n}: {title}", 2)
        file.add_paragraph(text)
        file.add_paragraph(f"Ansvarlig: Enhet {n}\nFrist: 31.12.2027")
    file.add_heading("Slik følger vi opp", 1)
    file.add_paragraph("Utvalget får en rapport hver vår.")
    made = BytesIO()
    file.save(made)
    return upload(client, file=SimpleUploadedFile("Plan.docx", made.getvalue()))


def test_the_second_step_says_that_the_measures_are_in_the_text(
    client: CheckingClient, reading: Reading
) -> None:
    page = said(client.get(address("reading-tables", reading)))
    assert "Tiltakene står i teksten, og ikke i en tabell. Vi har satt dem opp med 3 rader." in page
    assert "Er dette tiltakene?" in page
    assert "Ta med teksten" in page


def test_of_rows_that_we_made_ourselves_the_first_is_not_asked_about(
    client: CheckingClient, reading: Reading
) -> None:
    page = client.get(address("reading-tables", reading)).content.decode()
    text, telephones = page.split("Ikke tatt med")
    assert ("Første rad" in text, "Første rad" in telephones) == (False, True)
    send(client, address("reading-tables", reading), "Les 3 rader")
    reading.refresh_from_db()
    assert len(reading.rows or []) == 3


def test_what_stands_across_the_rows_is_written_once(
    client: CheckingClient, reading: Reading
) -> None:
    page = client.get(address("reading-tables", reading)).content.decode()
    assert page.count(">Møteplasser<") == 1


def test_text_that_is_in_no_row_is_told(client: CheckingClient, reading: Reading) -> None:
    page = said(client.get(address("reading-tables", reading)))
    assert "3 linjer i teksten er ikke lest som tiltak" in page
    assert "Arbeidsgruppa møttes fire ganger." in page
    assert "Utvalget får en rapport hver vår." in page


def test_the_source_names_no_row_that_nobody_can_count_in_the_file(
    client: CheckingClient, reading: Reading
) -> None:
    send(client, address("reading-tables", reading), "Les")
    review = said(client.get(address("reading-review", reading) + "?vis=alle"))
    assert "I filen, Teksten" in review
    assert "Teksten, rad" not in review
    reading.refresh_from_db()
    take_in(client, reading)
    measure = Measure.objects.get(text="Alle går tur.")
    page = said(client.get(reverse("measures:measure", args=[measure.pk])))
    assert "Lest fra «Plan.docx»." in page


def test_the_plan_says_where_in_the_file_only_where_there_is_a_place_to_name(
    client: CheckingClient, reading: Reading
) -> None:
    send(client, address("reading-tables", reading), "Les")
    reading.refresh_from_db()
    page = said(client.get(take_in(client, reading).headers["Location"]))
    assert "Tiltakene er lest fra «Plan.docx»." in page
    assert "Hvor i filen" not in page
    assert "Teksten" not in page


def test_a_row_that_is_ready_is_headed_by_its_title(
    client: CheckingClient, reading: Reading
) -> None:
    send(client, address("reading-tables", reading), "Les")
    review = said(client.get(address("reading-review", reading) + "?vis=alle"))
    assert "Tiltak 1 Turgruppe" in review


def test_a_row_without_a_title_is_headed_by_the_beginning_of_its_text_that_says_it_goes_on(
    client: CheckingClient,
) -> None:
    rows = [["Et mål", "Tilby grupper for ungdom " * 6, "NAV", "31.12.2027", "Påbegynt"]]
    reading = to_review(client, file=word(rows))
    review = said(client.get(address("reading-review", reading) + "?vis=alle"))
    assert f"Tiltak 1 {('Tilby grupper for ungdom ' * 6)[:119].strip()}…" in review


def test_a_table_that_is_taken_without_a_column_of_measures_is_named(
    client: CheckingClient, reading: Reading
) -> None:
    answer = send(client, address("reading-tables", reading), "Les", **{"take-0": "on"})
    assert "Velg hvilken kolonne i «Tabell 1» som er tiltaket." in said(answer)
