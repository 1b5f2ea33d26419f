"""A plan as CSV: whatever letters and marks it is written with, to the draft's page."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measures.importing.document import Unreadable
from measures.importing.readers.any_kind import read_document
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from measures.importing.tables.titles import guess_title
from measures.models import KeptFile, Measure, Reading
from ruspolitikk.accounts.models import Role
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.forms_on_pages import send

ROWS = (
    "Nr;Tiltak;Ansvarlig;Frist\r\n"
    '1a;"Åpne kafé ""Møtestedet"":\r\n- lørdager\r\n- ferier";"Ungdomsteamet; skolene";'
    "31.12.2026\r\n"
    "1b;Kurs for ansatte;NAV;Løpende\r\n"
)
TITLED = f"Handlingsplan rus 2024–2027;;;\r\n;;;\r\n{ROWS}"
IN_WINDOWS = TITLED.replace("–", "-").encode("cp1252")


@pytest.mark.one_database
@pytest.mark.parametrize(
    "content",
    [
        IN_WINDOWS,
        TITLED.encode("utf-8-sig"),
        TITLED.encode("utf-16"),
        f"sep=;\r\n{TITLED}".encode(),
        TITLED.replace("; skolene", "¤").replace(";", ",").replace("¤", "; skolene").encode(),
        TITLED.replace("; skolene", "¤").replace(";", "\t").replace("¤", "; skolene").encode(),
    ],
    ids=["windows", "utf-8", "utf-16", "says its mark", "commas", "tabs"],
)
def test_letters_marks_and_line_breaks_in_cells_are_read(content: bytes) -> None:
    document = read_document(BytesIO(content), "Plan.csv")
    first, second = read_rows(document, guess_layout(document), words=Words({}))
    assert (first.code, first.text) == ("1a", 'Åpne kafé "Møtestedet":\n- lørdager\n- ferier')
    assert (first.items, first.responsible_text) == (
        ("lørdager", "ferier"),
        "Ungdomsteamet; skolene",
    )
    assert (second.code, second.deadline_kind) == ("1b", "continuous")
    assert guess_title(document).title.startswith("Handlingsplan rus 2024")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00\x01\x02binary", "er ikke en fil vi kan lese"),
        (b"  \r\n", "er tom"),
        (b"Tiltak;Frist\n" + b"a;b\n" * 5001, "Vi leser inntil"),
        (b"Tiltak" + b";x" * 300 + b"\n", "Vi leser inntil"),
        (b'Tiltak;Frist\n"' + b"a" * 2_000_000, "er ikke hel"),
        (b"Tiltak;Frist\n" * 500_000, "Grensen er 5 MB"),
    ],
    ids=["binary", "empty", "many rows", "many columns", "a cell without end", "too large"],
)
def test_what_is_no_plan_gets_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read_document(BytesIO(content), "Plan.csv")


def test_a_csv_file_becomes_a_draft_and_is_kept_and_handed_out_as_a_file(five_plans: None) -> None:
    client = CheckingClient.of(make_user("bjerke.red", (Role.EDITOR, "bjerke")))
    file = SimpleUploadedFile("Plan.csv", IN_WINDOWS)
    client.post(reverse("measures:read-plan"), {"file": file})
    reading = Reading.objects.latest("pk")
    send(client, reverse("measures:reading-tables", args=[reading.pk]), "Les")
    send(client, reverse("measures:reading-summary", args=[reading.pk]), "Lagre", keep="on")

    taken = Measure.objects.filter(plan__organisation__slug="bjerke")
    assert list(taken.order_by("n").values_list("code", flat=True)) == ["1a", "1b"]
    kept = KeptFile.objects.get()
    answer = client.get(reverse("measures:kept-file", args=[kept.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="Plan.csv"'
    assert b"".join(answer.streaming_content) == IN_WINDOWS  # type: ignore[attr-defined]
