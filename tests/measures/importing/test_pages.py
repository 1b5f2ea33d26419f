"""«Les inn plan», from the file to the plan's page: nothing is saved before the last button."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from measures.importing.readers.pasted import read_pasted
from measures.models import Act, Measure, Reading, StatusWord
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_plan, make_user, report
from tests.forms_on_pages import form_on, said, send
from tests.measures.importing.pdf_files import pdf_of_a_spreadsheet, pdf_of_pages
from tests.measures.importing.plan_in_word import HEADINGS, plan_in_word
from tests.measures.importing.test_pdf import CUT_SHORT, OF_A_SPREADSHEET

GOAL = "Færre utvikler rusproblemer"
ROWS = [
    [GOAL, "Tilby grupper for ungdom", "Enhetsleder barn og unge", "31.12.2027", "Påbegynt"],
    [GOAL, "Følge opp frafall i skolen", "Skolekontakten", "innen oktober", "Nesten i mål"],
    [GOAL, "Holde kurs for ansatte", "HR-leder", "Kontinuerlig", "Nesten i mål"],
]
DOUBTED = ["Når lokaler er på plass", "Snarest", "Avklares senere"]


@pytest.fixture
def bjerke(five_plans: None) -> User:
    return make_user("bjerke", (Role.EDITOR, "bjerke"))


@pytest.fixture
def client(bjerke: User) -> CheckingClient:
    return CheckingClient.of(bjerke)


def word(rows: list[list[str]] = ROWS, name: str = "Plan 2025–2028.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, plan_in_word(rows))


def upload(client: CheckingClient, **typed: Any) -> Reading:
    answer = client.post(reverse("measures:read-plan"), {"file": word(), **typed})
    assert answer.status_code == 302, said(answer)
    return Reading.objects.latest("pk")


def to_review(client: CheckingClient, **typed: Any) -> Reading:
    reading = upload(client, **typed)
    send(client, address("reading-tables", reading), "Les")
    return Reading.objects.get(pk=reading.pk)


def address(name: str, reading: Reading) -> str:
    return reverse(f"measures:{name}", args=[reading.pk])


def take_in(client: CheckingClient, reading: Reading, **typed: Any) -> Any:
    typed = {"applies_on": "31.08.2026", **typed}
    return send(client, address("reading-summary", reading), "Lagre", **typed)


def test_a_word_plan_becomes_a_draft_in_one_act(client: CheckingClient) -> None:
    reading = to_review(client)
    answer = take_in(client, reading)
    plan = Plan.objects.get(organisation__slug="bjerke")
    assert answer.headers["Location"] == plan.get_absolute_url()
    assert (plan.is_draft, plan.period) == (True, "2025–2028")
    assert plan.title == "Ruspolitisk handlingsplan 2025–2028 for Bydel Bjerke"
    assert plan.columns == HEADINGS
    assert plan.measures.count() == 3
    page = said(client.get(plan.get_absolute_url()))
    assert "Lagret. 3 tiltak og 1 mål er lest inn i utkastet. Filen er slettet." in page
    reading.refresh_from_db()
    assert (reading.is_taken_in, reading.content) == (True, None)


def test_a_second_press_leads_to_the_plan_and_writes_nothing(client: CheckingClient) -> None:
    reading = to_review(client)
    sent = form_on(client.get(address("reading-summary", reading)), "Lagre")
    for _time in range(2):
        sent["applies_on"] = ["31.08.2026"]
        answer = client.post(address("reading-summary", reading), sent, follow=True)
    assert "Innlesingen er lagret allerede. Her er planen." in said(answer)
    assert Plan.objects.filter(organisation__slug="bjerke").count() == 1
    assert Act.objects.filter(kind=Act.Kind.READING).count() == 1


def test_angre_deletes_the_draft_and_the_review_is_there_again(client: CheckingClient) -> None:
    reading = to_review(client)
    take_in(client, reading)
    plan = Plan.objects.get(organisation__slug="bjerke")
    form = client.get(plan.get_absolute_url())
    assert "Angre innlesingen" in said(form)
    reading.refresh_from_db()
    answer = client.post(reverse("measures:undo-reading", args=[reading.act_id]), follow=True)
    assert "Innlesingen er angret. 3 tiltak er slettet fra utkastet." in said(answer)
    assert not Plan.objects.filter(organisation__slug="bjerke").exists()
    reading.refresh_from_db()
    assert not reading.is_taken_in


@pytest.mark.one_database
def test_a_draft_that_was_reported_on_since_is_not_deleted_by_angre(
    client: CheckingClient,
) -> None:
    reading = to_review(client)
    take_in(client, reading)
    plan = Plan.objects.get(organisation__slug="bjerke")
    report(plan.measures.get(n=1))
    reading.refresh_from_db()
    answer = client.post(reverse("measures:undo-reading", args=[reading.act_id]), follow=True)
    assert "Utkastet er endret siden. Slett det på vanlig måte." in said(answer)
    assert plan.measures.count() == 3


def test_angre_in_an_adopted_plan_keeps_what_was_reported_on_since(
    client: CheckingClient,
) -> None:
    plan = make_plan("bjerke", slug="bjerke-2024")
    reading = to_review(client, plan=plan.slug)
    where = address("reading-difference", reading)
    client.post(where, {"hva": "dag", "per": "31.08.2026"})
    send(client, where, "Ta inn", hva="ta-inn")
    assert {str(m.joined_on) for m in plan.measures.all()} == {"2026-08-31"}
    report(plan.measures.get(n=1))
    reading.refresh_from_db()
    answer = client.post(reverse("measures:undo-reading", args=[reading.act_id]), follow=True)
    assert "2 tiltak er merket som feilført. Tiltak 1 er rapportert siden" in said(answer)
    assert Measure.objects.filter(plan=plan).count() == 1


def test_a_status_word_is_settled_once_for_all_rows_with_it(client: CheckingClient) -> None:
    reading = to_review(client)
    page = client.get(address("reading-review", reading))
    assert "1 av 3 tiltak er klare. 2 trenger deg." in said(page)
    answer = client.post(
        address("reading-review", reading),
        {"rad": 3, "hva": "ord", "ordet": "bruk", "status": "in_progress", "vis": "trenger"},
        follow=True,
    )
    assert "2 av 3 er klare, 1 trenger deg." in said(answer)
    assert not StatusWord.objects.filter(organisation__slug="bjerke").exists()
    take_in(client, reading)
    word = StatusWord.objects.get(organisation__slug="bjerke")
    assert (word.words, word.code) == ("Nesten i mål", "in_progress")
    codes = set(
        Measure.objects.values_list("current_code", flat=True).filter(
            plan__organisation__slug="bjerke"
        )
    )
    assert codes == {"in_progress"}


def test_a_year_in_a_status_is_seen_from_the_day_that_is_said(client: CheckingClient) -> None:
    rows = [[*ROWS[0][:4], "Gjennomført høsten 2025"], [*ROWS[2][:4], "Påbegynt"]]
    reading = to_review(client, file=word(rows))
    assert "Alle 2 tiltak er klare." in said(client.get(address("reading-review", reading)))
    take_in(client, reading, applies_on="31.12.2024")
    first, second = Plan.objects.get(organisation__slug="bjerke").measures.order_by("n")
    assert (first.current_code, second.current_code) == (None, "in_progress")


@pytest.mark.parametrize("day", ["31.08.2026", "31. august 2026"])
def test_the_day_that_the_file_tells_of_its_statuses_is_proposed(
    client: CheckingClient, day: str
) -> None:
    document = plan_in_word(ROWS, [*HEADINGS[:4], f"Status per {day}"])
    reading = to_review(client, file=SimpleUploadedFile("Plan.docx", document))
    summary = client.get(address("reading-summary", reading))
    assert form_on(summary, "Lagre")["applies_on"] == ["31.08.2026"]
    assert f"Lest fra overskriften «Status per {day}»." in said(summary)


@pytest.mark.one_database
def test_a_year_is_answered_by_a_button_and_the_words_are_kept(client: CheckingClient) -> None:
    reading = to_review(client)
    doubt = {"rad": 2, "hva": "svar", "tvil": "deadline_unclear", "svar": "2027"}
    client.post(address("reading-review", reading), doubt)
    take_in(client, reading)
    deadline = Measure.objects.get(text="Følge opp frafall i skolen").latest_deadline
    assert (deadline.words, str(deadline.due_on)) == ("innen oktober", "2027-10-31")


@pytest.mark.one_database
def test_one_of_two_days_is_chosen_by_a_button_and_the_words_are_kept(
    client: CheckingClient,
) -> None:
    words = "Utkast høst 2026, vedtak vår 2027"
    row = [*ROWS[1][:3], words, "Påbegynt"]
    reading = to_review(client, file=word([ROWS[0], row]))
    assert "30.11.2026 31.05.2027 La det stå uavklart" in said(
        client.get(address("reading-review", reading))
    )
    doubt = {"rad": 2, "hva": "svar", "tvil": "deadline_unclear", "svar": "2027-05-31"}
    client.post(address("reading-review", reading), doubt)
    take_in(client, reading)
    deadline = Measure.objects.get(text="Følge opp frafall i skolen").latest_deadline
    assert (deadline.words, str(deadline.due_on)) == (words, "2027-05-31")


@pytest.mark.one_database
def test_doubts_of_one_kind_are_left_in_one_press_and_asked_again_by_another(
    client: CheckingClient,
) -> None:
    unclear = [[*row[:3], words, "Påbegynt"] for row, words in zip(ROWS, DOUBTED, strict=True)]
    reading = to_review(client, file=word(unclear))
    where = address("reading-review", reading)
    assert "3 frister må avklares." in said(client.get(where))
    opened = f"{where}?vis=alle&endre=3"
    send(client, opened, "Lagre og neste", hva="lagre", deadline_text="01.05.2027")
    left = send(client, where, "La alle stå uavklart", hva="la-alle")
    assert left.status_code == 302
    page = said(client.get(where))
    assert "2 frister må avklares. Du lot alle stå uavklart. Angre" in page
    assert "Alle 3 tiltak er klare." in page
    send(client, f"{where}?vis=alle&endre=1", "Lagre og neste", hva="lagre", deadline_text="Årlig")
    send(client, where, "Angre", hva="spor-igjen")
    assert "2 av 3 tiltak er klare. 1 trenger deg." in said(client.get(where))


@pytest.mark.one_database
@pytest.mark.parametrize("kind", ["person", "no_text", "tull", ""])
def test_what_must_be_looked_at_is_never_answered_for_many(
    client: CheckingClient, kind: str
) -> None:
    reading = to_review(client)
    before = Reading.objects.get(pk=reading.pk).rows
    answer = client.post(address("reading-review", reading), {"hva": "la-alle", "tvil": kind})
    assert answer.status_code == 302
    assert Reading.objects.get(pk=reading.pk).rows == before


@pytest.mark.one_database
def test_a_row_is_rewritten_or_taken_out_before_anything_is_saved(
    client: CheckingClient,
) -> None:
    reading = to_review(client)
    opened = f"{address('reading-review', reading)}?vis=alle&endre=2"
    send(client, opened, "Lagre og neste", hva="lagre", deadline_text="01.05.2027", text="Nytt")
    client.post(address("reading-review", reading), {"rad": 3, "hva": "ut"})
    take_in(client, reading)
    plan = Plan.objects.get(organisation__slug="bjerke")
    second = plan.measures.get(n=2)
    assert (plan.measures.count(), second.text) == (2, "Nytt")
    assert str(second.latest_deadline.due_on) == "2027-05-01"
    assert str(second.sources.get()) == "Plan 2025–2028.docx, Tabell 1, rad 3"


@pytest.mark.one_database
def test_what_was_answered_stands_when_a_column_is_changed(client: CheckingClient) -> None:
    reading = to_review(client)
    client.post(address("reading-review", reading), {"rad": 1, "hva": "ut"})
    send(client, address("reading-tables", reading), "Les")
    reading.refresh_from_db()
    assert [row.get("is_out", False) for row in reading.rows] == [True, False, False]


@pytest.mark.one_database
def test_a_column_that_means_nothing_known_is_told_beside_its_field(client: CheckingClient) -> None:
    reading = upload(client)
    answer = send(client, address("reading-tables", reading), "Les", **{"col-0-1": "tull"})
    assert '<p class="field__error" id="id_col-0-1_error"' in answer.content.decode()


@pytest.mark.one_database
def test_statuses_need_a_day_that_has_been(client: CheckingClient) -> None:
    reading = to_review(client)
    where = address("reading-summary", reading)
    assert "Skriv hvilken dag" in said(send(client, where, "Lagre", applies_on=""))
    later = f"{timezone.localdate() + timedelta(days=1):%d.%m.%Y}"
    answer = send(client, where, "Lagre", applies_on=later)
    assert "Statusene kan ikke gjelde en dag som ikke har vært." in said(answer)
    assert not Plan.objects.filter(organisation__slug="bjerke").exists()


@pytest.mark.one_database
def test_a_file_and_a_pasted_table_are_not_read_together(client: CheckingClient) -> None:
    answer = client.post(reverse("measures:read-plan"), {"file": word(), "text": "Tiltak\nEn"})
    assert "Velg enten fil eller innlimt tabell." in said(answer)
    assert "Tiltak\nEn" in answer.content.decode()
    assert not Reading.objects.exists()


@pytest.mark.one_database
def test_what_is_pasted_and_is_too_much_is_kept_on_the_page(client: CheckingClient) -> None:
    text = "Tiltak\tFrist\n" + "Tilby samtale\t2026\n" * 5_000
    answer = client.post(reverse("measures:read-plan"), {"text": text})
    assert "Det du limte inn, har mer enn 5 000 rader" in said(answer).replace("\xa0", " ")
    assert "Tilby samtale\t2026" in answer.content.decode()
    assert not Reading.objects.exists()


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "er tom"), (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "er et bilde")],
    ids=["tom", "bilde"],
)
def test_a_file_that_cannot_be_read_is_told_of_and_nothing_is_kept(
    client: CheckingClient, content: bytes, sentence: str
) -> None:
    file = SimpleUploadedFile("plan.docx", content)
    answer = client.post(reverse("measures:read-plan"), {"file": file})
    assert sentence in said(answer)
    assert not Reading.objects.exists()


def test_a_discarded_reading_is_gone_and_an_old_one_is_not_found(client: CheckingClient) -> None:
    reading = upload(client)
    assert client.get(address("discard-reading", reading)).status_code == 200
    client.post(address("discard-reading", reading))
    assert not Reading.objects.exists()
    old = upload(client)
    Reading.objects.update(kept_until=timezone.now())
    assert client.get(address("reading-review", old)).status_code == 404
    upload(client)  # who uploads next deletes what is too old
    assert Reading.objects.count() == 1


@pytest.mark.one_database
def test_a_command_deletes_what_is_too_old_and_nothing_else(client: CheckingClient) -> None:
    old, fresh = upload(client), upload(client)
    Reading.objects.filter(pk=old.pk).update(kept_until=timezone.now())
    call_command("delete_old_readings")
    assert [reading.pk for reading in Reading.objects.all()] == [fresh.pk]


PASTED_HTML = """<table><tr><th>Mål</th><th>Tiltak</th></tr>
<tr><td rowspan="2">Færre ruser seg</td><td>Gi tilbud:<ul><li>Kurs</li><li>Mat</li></ul></td></tr>
<tr><td>Åpne <b>et</b> værested<script>alert(1)</script></td></tr></table>"""
PASTED = "Mål\tTiltak\nFærre ruser seg\tGi tilbud:\n\tÅpne et værested"


@pytest.mark.one_database
def test_a_pasted_table_has_the_merged_cells_and_bullets_of_its_html(
    client: CheckingClient,
) -> None:
    client.post(reverse("measures:read-plan"), {"text": PASTED, "html": PASTED_HTML})
    reading = Reading.objects.latest("pk")
    page = client.get(address("reading-tables", reading))
    assert b"alert" not in page.content
    send(client, address("reading-tables", reading), "Les")
    rows = [each["row"] for each in kept_rows()]
    assert [row["goal_text"] for row in rows] == ["Færre ruser seg"] * 2
    assert [row["text"] for row in rows][1] == "Åpne et værested"
    assert rows[0]["items"] == ["Kurs", "Mat"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "html",
    ["<p>Ingen tabell</p>", "<!-- -->", "<table>" + "<td colspan=99 rowspan=99>x" * 20, "\ud800"],
    ids=["ingen tabell", "tom", "svulmer", "ødelagt"],
)
def test_html_that_is_no_table_leaves_the_text(html: str) -> None:
    document = read_pasted("Tiltak\tAnsvarlig\nÅpne et værested\tNAV", html)
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["Åpne et værested", "NAV"]


@pytest.mark.one_database
def test_another_bydel_cannot_be_read_into(client: CheckingClient) -> None:
    make_plan("bjerke")
    answer = client.post(reverse("measures:read-plan"), {"file": word(), "plan": "grorud-2023"})
    assert answer.status_code == 200
    assert not Reading.objects.exists()


@pytest.mark.one_database
def test_a_reading_that_waits_is_told_of_where_one_starts(client: CheckingClient) -> None:
    upload(client)
    assert "Innlesing som venter" in said(client.get(reverse("reporting:todo")))


def kept_rows() -> Any:
    return Reading.objects.get().rows


def first_row() -> dict[str, Any]:
    row: dict[str, Any] = kept_rows()[0]["row"]
    return row


SCANNED = "\n".join(
    [
        "Tiltak\tAnsvarlig\tStatus",
        "Fglge opp alle som trenger samtaler i bydelen\tEnhet for helse\tPabegynt",
        "Fglge dem som bor alene og har behov for hjelp\tEnhet for helse\tPabegynt",
        "Gi tilbud om samtaler til alle som henvender seg\tEnhet for helse\tPabegynt",
    ]
)


@pytest.mark.one_database
def test_letters_that_a_scanner_lost_are_put_back_when_somebody_says_so(
    client: CheckingClient,
) -> None:
    client.post(reverse("measures:read-plan"), {"text": SCANNED})
    reading = Reading.objects.latest("pk")
    send(client, address("reading-tables", reading), "Les")
    page = client.get(address("reading-review", reading))
    assert "Feilleste bokstaver" in said(page)
    assert first_row()["text"].startswith("Fglge")
    answer = client.post(address("repair-reading", reading), {"svar": "alle"}, follow=True)
    assert "2 forslag er godtatt, på 5 steder." in said(answer)
    take_in(client, reading, title="En plan")
    measure = Measure.objects.get(plan__organisation__slug="bjerke", n=1)
    assert measure.text.startswith("Følge opp")
    assert measure.current_code == "in_progress"
    source = measure.sources.get()
    assert source.original["text"].startswith("Fglge opp")
    assert ["Fglge", "Følge"] in source.repairs


@pytest.mark.one_database
def test_accepted_letters_are_undone_and_an_answer_stands(client: CheckingClient) -> None:
    client.post(reverse("measures:read-plan"), {"text": SCANNED})
    reading = Reading.objects.latest("pk")
    send(client, address("reading-tables", reading), "Les")
    client.post(address("reading-review", reading), {"rad": 2, "hva": "ut"})
    for said_of_all in ("alle", "angre"):
        client.post(address("repair-reading", reading), {"svar": said_of_all})
    assert first_row()["text"].startswith("Fglge")
    assert [row.get("is_out", False) for row in kept_rows()] == [False, True, False]


@pytest.mark.one_database
def test_the_review_of_a_pdf_tells_what_is_printed_beside_its_rows(client: CheckingClient) -> None:
    note = "Planen rulleres hvert år."
    file = pdf_of_a_spreadsheet(OF_A_SPREADSHEET, height=32, note=note)
    reading = to_review(client, file=SimpleUploadedFile("Plan.pdf", file))
    for step in ("reading-tables", "reading-review", "reading-summary"):
        page = said(client.get(address(step, reading)))
        assert "1 linje på side 1 er ikke lest som tiltak" in page
        assert note in page


@pytest.mark.one_database
def test_columns_on_pages_of_their_own_are_told_of_on_each_step(client: CheckingClient) -> None:
    texts = ("Åpne kafé", "Kurs", "Boliger", "Natteravn", "Nytt kurs")
    names = [["Tiltak", "Frist"], *([text, "2026"] for text in texts)]
    others = [["Status"], ["Påbegynt"], ["Ferdig"], ["Utgår"], ["Ferdig"], [""], ["Påbegynt"]]
    file = SimpleUploadedFile("Plan.pdf", pdf_of_pages([names, others]))
    reading = to_review(client, file=file)
    for step in ("reading-tables", "reading-review", "reading-summary"):
        page = said(client.get(address(step, reading)))
        assert "Kolonnen «Status» står på side 2, og er ikke lest sammen med tiltakene" in page


@pytest.mark.one_database
def test_texts_that_the_pdf_cut_in_two_columns_are_told_of_once(
    client: CheckingClient,
) -> None:
    content = pdf_of_a_spreadsheet(CUT_SHORT, height=15, at=(40, 70, 268, 371))
    reading = to_review(client, file=SimpleUploadedFile("Plan.pdf", content))
    review = address("reading-review", reading)
    page = said(client.get(review))
    assert "Tiltak 1 Kolonnene kan ha rent sammen Endre" in page
    assert "3 av 4 tiltak er klare." in page


def test_a_status_that_tells_a_finished_act_is_asked_with_what_it_may_mean_chosen(
    client: CheckingClient,
) -> None:
    rows = [[GOAL, "Holde kurs for ansatte", "HR-leder", "Kontinuerlig", "Kurs holdt i mars"]]
    reading = to_review(client, file=word(rows))

    page = client.get(address("reading-review", reading))

    assert "Det kan bety Avsluttet." in said(page)
    assert form_on(page, "Bruk")["status"] == ["completed"]
