"""Bydel Bjerke's plan goes from a Word file to the plan's page, with what was doubted put right;
and the changed document is read in again."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from measures.models import Measure, Reading, delete_draft
from measures.models.reading import KEPT_UNFINISHED
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.factories import organisation, report
from tests.measures.importing.plan_in_word import plan_in_word
from tests.measures.importing.test_faulty import WRONG, sheet

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GOAL = "Færre utvikler rusproblemer"
CLEAN = [
    [GOAL, f"Tilby gruppe {n} for ungdom", "Enhetsleder barn og unge", "31.12.2027", "Påbegynt"]
    for n in range(1, 50)
]
TROUBLED = [
    *CLEAN[:2],
    [GOAL, "Følge opp frafall i skolen", "Skolekontakten", "innen oktober", "Påbegynt"],
    [GOAL, "Holde kurs for ansatte", "HR-leder", "31.12.2027", "Nesten i mål"],
    [GOAL, "Kartlegge behovet for bolig.\nBenytte veilederen om bolig.", "NAV", "2027", ""],
    [GOAL, "Åpne et værested", "Enhet for bolig", "31.01.2026", "Forsinkelse, ny frist 30.06.2026"],
]
CHANGED = [
    [*TROUBLED[0][:4], "Iverksatt"],
    *TROUBLED[2:5],
    [GOAL, "Åpne et værested", "Enhet for bolig", "31.01.2026", "Forsinkelse, ny frist 31.12.2026"],
    [GOAL, "Arrangere rusforum for ansatte", "HR-leder", "30.04 og 30.11", "Løpende"],
]
"""One is begun, one is moved again, one is new, and the second is gone."""
SCANNED = "\n".join(
    [
        "Tiltak\tAnsvarlig\tStatus",
        "Fglge opp alle som trenger samtaler i bydelen\tEnhet for helse\tPabegynt",
        "Fglge dem som bor alene og har behov for hjelp\tEnhet for helse\tPabegynt",
        "Gi tilbud om samtaler til alle som henvender seg\tEnhet for helse\tPabegynt",
    ]
)
MOST_CLICKS = 12
"""Clicks from Å gjøre to the draft's page, at most, with nothing wrong in the file."""


class Clicks:
    """A person at the page who counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def on(self, role: Any, name: str) -> None:
        self.page.get_by_role(role, name=name).first.click()
        self.count += 1

    def upload_sheet(self, content: bytes) -> None:
        file = {"name": "Plan.xlsx", "mimeType": EXCEL, "buffer": content}
        self.page.get_by_label("Fil", exact=True).set_input_files(file)  # type: ignore[arg-type]

    def upload(self, rows: list[list[str]], name: str = "Plan.docx") -> None:
        file = {"name": name, "mimeType": WORD, "buffer": plan_in_word(rows)}
        self.page.get_by_label("Fil", exact=True).set_input_files(file)  # type: ignore[arg-type]
        self.count += 3  # the field, the file, «Åpne»


def test_a_plan_with_four_kinds_of_trouble_is_read_in_and_put_right(
    logged_in_as: Callable[[str], BrowserContext],
) -> None:
    page = logged_in_as("bjerke").new_page()
    person = Clicks(page)
    page.goto("/a-gjore/")
    person.on("link", "Les inn planen fra Word, Excel eller PDF")
    person.upload(TROUBLED)
    person.on("button", "Les dokumentet")
    person.on("button", "Les 6 rader")
    expect(page.locator(".lead")).to_have_text("2 av 6 tiltak er klare. 4 trenger deg.")

    page.locator("article", has_text="Fristen mangler årstall").get_by_role(
        "button", name="2027"
    ).click()
    word = page.locator("article", has_text="Statusordet «Nesten i mål» er ukjent")
    word.get_by_role("combobox").select_option(label="Under arbeid")
    word.get_by_role("button", name="Bruk").click()
    person.on("button", "Del i 2 tiltak")
    person.on("button", "Ja, fristen er flyttet")
    expect(page.locator(".lead")).to_have_text("Alle 7 tiltak er klare.")
    person.on("link", "Endre tiltak 1")
    page.get_by_label("Ansvarlig", exact=True).fill("Enhetsleder for oppvekst")
    person.on("button", "Lagre og neste")
    person.on("link", "Endre tiltak 2")
    page.get_by_label("Frist", exact=True).fill("01.05.2028")
    person.on("button", "Lagre og neste")

    person.on("link", "Gå til oppsummeringen")
    page.get_by_label("Statusene gjelder per").fill("31.08.2026")
    person.on("button", "Lagre 7 tiltak i et utkast")
    expect(page.get_by_role("status").first).to_contain_text("7 tiltak og 1 mål er lest inn")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bydel Bjerke")
    plan = Plan.objects.get(organisation__slug="bjerke")
    moved = Measure.objects.get(plan=plan, text="Åpne et værested")
    assert [d.words for d in moved.deadlines.order_by("applies_on")] == ["31.01.2026", "30.06.2026"]
    assert Measure.objects.get(plan=plan, n=1).responsible_text == "Enhetsleder for oppvekst"

    report(moved, "Iverksatt", on=date(2026, 10, 1), refresh=False)
    the_changed_document_is_read_in_again(page, person, plan)
    delete_draft(plan, by=User.objects.get(username="bjerke"))
    Reading.objects.filter(organisation__slug="bjerke").delete()
    page.close()


def the_changed_document_is_read_in_again(page: Page, person: Clicks, plan: Plan) -> None:
    """What was answered the first time is not asked again, what was put right then and reported
    since stands, and Angre takes back what was done."""
    person.on("link", "Les inn en ny versjon")
    person.upload(CHANGED, "Plan, status 31.10.2026.docx")
    person.on("button", "Les dokumentet")
    person.on("button", "Les 6 rader")
    expect(page.locator(".lead")).to_have_text("5 av 6 tiltak er klare. 1 trenger deg.")
    person.on("button", "Ja, fristen er flyttet")
    person.on("link", "Gå til forskjellene")
    expect(page.locator(".lead")).to_contain_text("6 av 7 tiltak i filen er kjent igjen.")
    expect(page.locator(".counts strong")).to_have_text(["1", "2", "1", "1", "4"])
    conflict = page.locator(
        "article", has_text="Statusen er rapportert her siden forrige innlesing"
    )
    expect(conflict).to_contain_text("Åpne et værested")

    person.on("button", "Ta inn det som er valgt")
    expect(page.get_by_role("alert")).to_contain_text("Velg for tiltak 7 først.")
    page.get_by_label("Behold det som står her").check()
    page.get_by_label("Bekreft de 2 uendrede per 31.10.2026").check()
    page.get_by_label("Ta vare på filen sammen med planen").check()
    person.on("button", "Ta inn det som er valgt")
    expect(page.get_by_role("status").first).to_contain_text(
        "Lagret. 2 tiltak er endret, 1 nytt er lagt til og 2 er bekreftet uendret."
    )
    with page.expect_download() as kept:
        page.get_by_role("link", name="Plan, status 31.10.2026.docx").first.click()
    assert kept.value.suggested_filename == "Plan, status 31.10.2026.docx"
    assert stands(plan) == [
        ("Tilby gruppe 1 for ungdom", "implemented", date(2027, 12, 31)),
        ("Tilby gruppe 2 for ungdom", "in_progress", date(2028, 5, 1)),
        ("Følge opp frafall i skolen", "in_progress", date(2027, 10, 31)),
        ("Holde kurs for ansatte", "in_progress", date(2027, 12, 31)),
        ("Kartlegge behovet for bolig.", None, date(2027, 12, 31)),
        ("Benytte veilederen om bolig.", None, date(2027, 12, 31)),
        ("Åpne et værested", "implemented", date(2026, 12, 31)),
        ("Arrangere rusforum for ansatte", "ongoing", None),
    ]
    assert Measure.objects.get(plan=plan, n=1).responsible_text == "Enhetsleder for oppvekst"

    person.on("button", "Angre innlesingen")
    expect(page.get_by_role("status").first).to_contain_text("4 tiltak er som før.")
    assert [(code, due) for _text, code, due in stands(plan)][::6] == [
        ("in_progress", date(2027, 12, 31)),
        ("implemented", date(2026, 6, 30)),
    ]
    expect(page.get_by_role("heading", level=1)).to_have_text("Gjennomgang")
    the_one_that_is_gone_is_deleted(page, person, plan)


def the_one_that_is_gone_is_deleted(page: Page, person: Clicks, plan: Plan) -> None:
    """Asked about once, since Angre does not bring it back."""
    person.on("link", "Gå til forskjellene")
    page.get_by_label("Behold det som står her").check()
    page.locator("#borte select").select_option(label="Slett")
    person.on("button", "Ta inn det som er valgt")
    expect(page.get_by_role("alert").first).to_contain_text("1 tiltak blir slettet fra utkastet.")
    page.get_by_label("Ja, slett tiltaket").check()
    person.on("button", "Ta inn det som er valgt")
    expect(page.get_by_role("status").first).to_contain_text("1 er slettet fra utkastet")
    assert not Measure.objects.filter(plan=plan, text="Tilby gruppe 2 for ungdom").exists()


def stands(plan: Plan) -> list[tuple[str, str | None, date | None]]:
    measures = Measure.objects.filter(plan=plan).order_by("n")
    return list(measures.values_list("text", "current_code", "current_due_on"))


def test_a_clean_plan_of_49_takes_few_clicks(
    logged_in_as: Callable[[str], BrowserContext],
) -> None:
    page = logged_in_as("bjerke").new_page()
    person = Clicks(page)
    page.goto("/a-gjore/")
    person.on("link", "Les inn planen fra Word, Excel eller PDF")
    person.upload(CLEAN)
    person.on("button", "Les dokumentet")
    person.on("button", "Les 49 rader")
    person.on("link", "Gå til oppsummeringen")
    page.get_by_label("Statusene gjelder per").fill("31.08.2026")
    person.count += 1  # into the field
    person.on("button", "Lagre 49 tiltak i et utkast")
    expect(page.locator(".lead")).to_contain_text("49 tiltak")
    assert person.count <= MOST_CLICKS
    person.on("button", "Angre innlesingen")
    expect(page.get_by_role("status").first).to_contain_text("Innlesingen er angret.")
    page.close()


def test_letters_that_a_scanner_lost_are_accepted_at_once_and_taken_back(
    logged_in_as: Callable[[str], BrowserContext],
) -> None:
    page = logged_in_as("bjerke").new_page()
    person = Clicks(page)
    page.goto("/planer/les-inn/")
    page.locator("[name=text]").fill(SCANNED)
    person.on("button", "Les dokumentet")
    person.on("button", "Les 3 rader")
    person.on("button", "Godta alle 2")
    expect(page.get_by_role("status").first).to_contain_text("2 forslag er godtatt")
    person.on("button", "Angre rettingen")
    expect(page.locator("#bokstaver .section__count")).to_have_text("2 ord")
    person.on("link", "Forkast innlesingen")
    person.on("button", "Forkast innlesingen")
    expect(page.get_by_role("status").first).to_contain_text("Innlesingen er forkastet.")
    page.close()


def test_what_a_worker_left_is_read_again_when_somebody_says_so(
    logged_in_as: Callable[[str], BrowserContext],
) -> None:
    page = logged_in_as("bjerke").new_page()
    reading = Reading.objects.create(
        organisation=organisation("bjerke"),
        uploaded_by=User.objects.get(username="bjerke"),
        kept_until=timezone.now() + KEPT_UNFINISHED,
        file_name="Fra i går.docx",
        content=plan_in_word(CLEAN[:2]),
        state=Reading.State.BEING_READ,
    )
    page.goto("/a-gjore/")
    page.get_by_role("link", name="Fortsett med Fra i går.docx").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lesingen har stoppet")
    page.get_by_role("button", name="Les på nytt").click()
    expect(page.get_by_role("button", name="Les 2 rader").first).to_be_visible()
    reading.delete()


def test_rows_that_cannot_be_taken_in_are_listed_and_those_without_a_text_left_out(
    logged_in_as: Callable[[str], BrowserContext],
) -> None:
    page = logged_in_as("bjerke").new_page()
    person = Clicks(page)
    page.goto("/planer/les-inn/")
    person.upload_sheet(sheet({3: WRONG[243], 4: WRONG[499]}, n=6))
    person.on("button", "Les dokumentet")
    person.on("button", "Les 5 rader")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 rader må rettes i filen")
    expect(page.locator(".faults tbody tr")).to_have_count(2)
    person.on("button", "Ta ikke med 1 rad uten tekst")
    expect(page.get_by_role("heading", level=1)).to_have_text("Én rad må rettes i filen")
    person.on("link", "Rett raden i gjennomgangen i stedet")
    person.on("link", "Endre tiltak 3")
    page.get_by_label("Frist", exact=True).fill("28.02.2026")
    person.on("button", "Lagre og neste")
    person.on("link", "Gå til oppsummeringen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Oppsummering")
    Reading.objects.latest("pk").delete()
    page.close()


def test_a_table_that_is_pasted_brings_its_merged_cells(
    logged_in_as: Callable[[str], BrowserContext],
) -> None:
    page = logged_in_as("bjerke").new_page()
    page.goto("/planer/les-inn/")
    page.get_by_label("Eller lim inn tabellen").evaluate(
        """(area, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data}));
          area.value = "Mål\\tTiltak";
          area.dispatchEvent(new InputEvent("input"));
        }""",
        "<style>p {}</style><table><tr><th>Mål<th>Tiltak<tr><td rowspan=2>Færre ruser seg"
        "<td>Holde kurs for ansatte<tr><td>Åpne et værested</table>",
    )
    page.get_by_role("button", name="Les dokumentet").click()
    page.get_by_role("button", name="Les 2 rader").first.click()
    expect(page.locator("article", has_text="Åpne et værested")).to_contain_text("Færre ruser seg")
    Reading.objects.latest("pk").delete()
