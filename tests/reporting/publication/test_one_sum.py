"""The byråd's note, the city's tables and what is published tell one round: where they count the
same their numbers are the same, and where they do not each says so."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook

from measures.round_rate import not_sent_in_words
from plans.models import Plan
from reporting.closing.acts import close
from reporting.models import Round
from reporting.publication.published import Published
from reporting.submission.city.excel import tables_file
from reporting.submission.city.note import note_file
from reporting.submission.city.report import city_report
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation, report
from tests.reporting.publication.publishing import CUT_OFF, published

pytestmark = pytest.mark.one_database
NOT_SENT = not_sent_in_words(1)


@pytest.fixture
def closed(five_plans: None, byadmin: User) -> Round:
    """Alna sent two tiltak, of which one is reported; Bjerke reported one, and did not send."""
    Plan.objects.local().update(state=Plan.State.DRAFT)
    one = Round.objects.create(name="T2 2026", cut_off=CUT_OFF, due_on=date(2026, 9, 20))
    alna = make_plan("alna")
    report(make_measure(alna, "Kurs"), "Iverksatt", on=date(2026, 8, 20))
    make_measure(alna, "Boliger")
    report(make_measure(make_plan("bjerke"), "Værested"), "Iverksatt", on=date(2026, 8, 20))
    bydel = organisation("alna")
    send(one, bydel, by=editor_of(bydel), comment="", today=date(2026, 9, 10))
    close(one, by=byadmin, today=date(2026, 9, 25))
    one.refresh_from_db()
    return one


def texts_of(note: bytes) -> str:
    document: Any = Document(BytesIO(note))
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    foot = (p.text for p in document.sections[0].footer.paragraphs)
    return " ".join([*(p.text for p in document.paragraphs), *cells, *foot])


def test_they_agree_where_they_count_the_same_and_say_where_they_do_not(
    closed: Round, byadmin: User
) -> None:
    city = city_report(closed, 1)
    act = published(closed, byadmin)
    public = Published.of(bytes(act.files.get(kind="json").content))
    book = load_workbook(BytesIO(tables_file(city)))
    facts = {row[0]: row[1] for row in book["Forside"].iter_rows(values_only=True) if row[0]}
    note = texts_of(note_file(city))

    assert (city.rate.base, city.rate.reported) == (3, 2)
    assert (public.measures, public.reported) == (3, 1)
    assert "2 av 3 tiltak" in note
    assert facts["Rapportert for T2 2026"].startswith("2 av 3 tiltak")
    assert NOT_SENT in note
    assert facts["Ikke sendt inn"] == NOT_SENT
    desk = CheckingClient.of(byadmin).get(closed.get_absolute_url()).content
    assert NOT_SENT in " ".join(html.document_fromstring(desk.decode()).text_content().split())
    page = CheckingClient().get("/publisert/t2-2026/").content.decode()
    assert "rapportert uten å sende inn, er ikke med" in " ".join(page.split())


def test_one_checksum_of_what_was_reported_stands_in_all_of_them(
    closed: Round, byadmin: User
) -> None:
    city = city_report(closed, 1)
    act = published(closed, byadmin)
    public = Published.of(bytes(act.files.get(kind="json").content))
    book = load_workbook(BytesIO(tables_file(city)))
    facts = {row[0]: row[1] for row in book["Forside"].iter_rows(values_only=True) if row[0]}
    own = str(facts["Kontrollsum for det bydelene rapporterte (SHA-256)"])
    assert own == public.told["sha256"] == city.sha256
    assert f"Kontrollsum for det bydelene rapporterte: {own[:8]}" in texts_of(note_file(city))
