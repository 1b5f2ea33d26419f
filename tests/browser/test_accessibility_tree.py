"""What a screen reader is given: the pages that are used most, as asserted trees.

What differs from page to page (menus, options, days) is left out: a tree may skip what it does not
name. Forms that come back with a fault are asserted where the fault is told.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect

from measures.models import Measure
from plans.models import Plan
from reporting.demo.people import PASSWORD
from reporting.models import FrozenRow, Round, StateChange, StoredFile, Submission
from tests.browser.conftest import LogIn
from tests.browser.keyboard import Keyboard
from tests.factories import make_measure, make_plan, report
from tests.measures.importing.plan_in_word import plan_in_word

BYDEL = "sondre-nordstrand"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READ = [
    ["Færre utvikler rusproblemer", "Følge opp frafall", "NAV", "innen oktober", "Påbegynt"],
    ["Færre utvikler rusproblemer", "Holde kurs", "HR-leder", "31.12.2027", "Nesten i mål"],
]


@pytest.fixture(scope="module")
def plan(database: None) -> Plan:
    """Two measures, the first of them reported on."""
    plan = make_plan(BYDEL, slug=f"{BYDEL}-2026", starts_on=date(2026, 1, 1))
    one = make_measure(plan, "Utekontakt på kveldstid", items=["Mandag", "Onsdag"])
    make_measure(plan, "Gratis frokost på skolene")
    report(one, "Påbegynt", on=date(2026, 3, 1))
    return plan


@pytest.fixture
def passed(plan: Plan) -> Iterator[Round]:
    """A round whose cut-off was yesterday; the tests that come after know none."""
    today = localdate()
    days = {"cut_off": today - timedelta(days=1), "due_on": today + timedelta(days=7)}
    one = Round.objects.create(name="Vårrunden", **days)
    yield one
    for rows in (StateChange.objects, StoredFile.objects, FrozenRow.objects, Submission.ever):
        rows.all().delete()
    one.delete()


@pytest.fixture
def page(logged_in_as: LogIn) -> Iterator[Page]:
    page = logged_in_as(BYDEL).new_page()
    yield page
    page.close()


def first_of(plan: Plan) -> Measure:
    return plan.measures.order_by("n")[0]


def tree_of(page: Page, tree: str, where: str = "main") -> None:
    expect(page.locator(where).first).to_match_aria_snapshot(tree)


def test_a_measures_page_names_its_facts_its_form_and_what_was_reported(
    plan: Plan, page: Page
) -> None:
    page.goto(first_of(plan).get_absolute_url())
    tree_of(
        page,
        """
        - main:
          - navigation "Brødsmulesti":
            - list:
              - listitem:
                - link "Tiltak"
              - listitem:
                - link
              - listitem: Tiltak 1
          - heading "Utekontakt på kveldstid" [level=1]
          - link "Ny frist"
          - link "Rediger tiltaket"
          - link "Feilført"
          - term: Status
          - definition: Under arbeid
          - term: Risiko
          - definition: Ikke vurdert
          - term: Frist
          - term: Sist rapportert
          - complementary "Rapporter status":
            - heading "Rapporter status" [level=2]
            - combobox "Status"
            - textbox "Eller med egne ord (valgfritt)"
            - group "Risiko for gjennomføring":
              - radio "Lav"
              - radio "Middels"
              - radio "Høy"
              - radio "Ikke vurdert" [checked]
            - textbox "Merknad (valgfritt)"
            - textbox "Status per"
            - paragraph:
              - button "Lagre"
              - button "Lagre og gå til neste"
          - heading "Delpunkter" [level=2]
          - list:
            - listitem:
              - checkbox "Mandag"
            - listitem:
              - checkbox "Onsdag"
          - textbox "Utført dato"
          - button "Lagre avkryssingen"
          - heading "Slik står det i planen" [level=2]
          - table "Planens tekst, og hva den er tolket som"
          - heading "Svarer på byens tiltak" [level=2]
          - heading "Lignende tiltak i andre bydeler" [level=2]
          - heading "Historikk" [level=2]
          - list:
            - listitem:
              - paragraph:
                - link "Rett rapporten for 01.03.2026"
                - link "Trekk tilbake rapporten for 01.03.2026"
        """,
    )


def test_a_correction_without_a_reason_tells_the_fault_and_ties_it_to_its_field(
    plan: Plan, page: Page
) -> None:
    page.goto(first_of(plan).get_absolute_url())
    page.get_by_role("link", name="Rett rapporten for 01.03.2026").click()
    expect(page.get_by_role("heading", name="Rett rapporten for 01.03.2026")).to_be_focused()
    page.get_by_role("button", name="Lagre rettelsen").click()
    tree_of(
        page,
        """
        - form "Rett rapporten for 01.03.2026":
          - heading "Rett rapporten for 01.03.2026" [level=3]
          - alert:
            - list:
              - listitem:
                - link "Hvorfor rettes den?"
          - combobox "Status"
          - combobox "Risiko"
          - textbox "Status per"
          - textbox "Merknad (valgfritt)"
          - paragraph: Skriv hvorfor.
          - textbox "Hvorfor rettes den?" [invalid]
          - paragraph:
            - button "Lagre rettelsen"
            - link "Avbryt"
            - link "Trekk tilbake i stedet"
        """,
        ".event__form",
    )
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Hvorfor rettes den?")).to_have_accessible_description(
        "Står i historikken for alle som kan lese tiltaket. Ikke skriv navn på personer. "
        "Skriv hvorfor."
    )


def test_oversikt_is_a_table_with_names_for_its_rows_columns_and_numbers(
    passed: Round, page: Page
) -> None:
    page.goto("/oversikt/?plan=gjeldende")
    tree_of(
        page,
        """
        - main:
          - heading "Oversikt" [level=1]
          - link "Last ned Excel"
          - link "Last ned CSV for andre programmer"
          - term: Rapportert for Vårrunden
          - term: Sist rapportert tidligere
          - term: Aldri rapportert
          - term: Over frist
          - term: Høy risiko
          - heading "Hvem har rapportert" [level=2]
          - table "Rapportert for Vårrunden, sist rapportert tidligere og aldri, bydel for bydel":
            - rowgroup:
              - row:
                - columnheader "Bydel"
                - columnheader "Plan"
                - columnheader "Andel av tiltakene"
                - columnheader "Rapportert for Vårrunden"
                - columnheader "Eldre"
                - columnheader "Aldri"
                - columnheader "Tiltak"
                - columnheader "Sist rapportert"
            - rowgroup:
              - row:
                - rowheader "15 Søndre Nordstrand"
                - cell "1 av 2 (50 %)":
                  - link "1"
            - rowgroup:
              - row:
                - rowheader "Hele byen"
          - heading "Hvor langt tiltakene har kommet" [level=2]
          - table /Steg per bydel/
        """,
    )


def test_send_inn_names_what_is_missing_and_what_the_button_does(passed: Round, page: Page) -> None:
    page.goto(f"/runder/{passed.pk}/send-inn/{BYDEL}/")
    tree_of(
        page,
        """
        - main:
          - heading "Send inn Vårrunden" [level=1]
          - list:
            - listitem:
              - link "Mangler"
          - heading "Mangler" [level=2]
          - list:
            - listitem:
              - link "2 Gratis frokost på skolene"
              - link "Rapporter på tiltak 2"
          - heading "Varsler" [level=2]
          - complementary "Send inn":
            - heading "Send inn" [level=2]
            - textbox "Bydelens oppsummering (valgfritt)"
            - status
            - heading "Når du sender inn" [level=3]
            - paragraph:
              - button "Send inn Vårrunden med 1 hull"
              - button "Lagre, ikke send"
        """,
    )


def test_the_review_of_a_document_asks_each_question_in_its_own_row(plan: Plan, page: Page) -> None:
    page.goto("/planer/les-inn/")
    file: Any = {"name": "Plan.docx", "mimeType": WORD, "buffer": plan_in_word(READ)}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Les dokumentet").click()
    page.get_by_role("button", name="Les 2 rader").first.click()
    tree_of(
        page,
        """
        - main:
          - navigation "Steg 3 av 4":
            - list:
              - listitem:
                - link "1 Fil"
              - listitem:
                - link "2 Tabeller"
              - listitem: 3 Gjennomgang
              - listitem: 4 Lagre
          - heading "Gjennomgang" [level=1]
          - link "Gå til oppsummeringen"
          - heading "Tiltakene i filen" [level=2]
          - list "Vis":
            - listitem:
              - link "Trenger deg (2)"
          - article:
            - heading "Tiltak 1 Fristen mangler årstall" [level=3]
            - link "Endre tiltak 1"
            - button "Ta ikke med tiltak 1"
            - 'table "Tiltak 1: slik det er lest, og slik det står i filen"':
              - rowgroup:
                - row:
                  - columnheader "Lest som"
                  - columnheader "I filen, Tabell 1, rad 2"
              - rowgroup:
                - row:
                  - rowheader "Frist"
                  - cell:
                    - paragraph:
                      - button "2027"
                      - button "La det stå uavklart"
          - article:
            - heading "Tiltak 2 Statusordet «Nesten i mål» er ukjent" [level=3]
            - table:
              - rowgroup
              - rowgroup:
                - row:
                  - rowheader "Status"
                  - cell:
                    - combobox "«Nesten i mål» regnes som"
                    - button "Bruk"
        """,
    )
    page.get_by_role("link", name="Endre tiltak 1").click()
    for name in ("Tiltak", "Ansvarlig", "Frist", "Status", "Regnes som", "Risiko", "Merknad"):
        expect(page.locator(".is-edited").get_by_label(name, exact=True)).to_be_visible()


def test_the_second_step_of_logging_in_tells_what_is_asked_and_what_was_wrong(
    browser: Browser, site: str
) -> None:
    page = browser.new_context(base_url=site, locale="nb-NO").new_page()
    page.goto("/logg-inn/?next=/to-trinn/app/")
    page.get_by_label("Brukernavn").fill("frogner")
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    tree_of(
        page,
        """
        - main:
          - heading "Skriv passordet en gang til" [level=1]
          - textbox "Passord"
          - paragraph:
            - button "Fortsett"
        """,
    )
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Fortsett").click()
    page.get_by_label("Koden som appen viser").fill("000000")
    page.get_by_role("button", name="Slå på").click()
    tree_of(
        page,
        """
        - main:
          - heading "Kode fra en app" [level=1]
          - alert:
            - list:
              - listitem:
                - link "Koden som appen viser"
          - paragraph:
            - img "Ruten som appen leser. Teksten under sier det samme."
          - paragraph:
            - code
          - paragraph: Koden er feil eller for gammel. Prøv med den neste.
          - textbox "Koden som appen viser" [invalid]
          - paragraph:
            - button "Slå på"
            - link "Avbryt"
        """,
    )
    counter = next(auth.yield_hotp_counters_from_time())
    code = auth.format_hotp_value(auth.hotp_value(page.locator("main code").inner_text(), counter))
    page.get_by_label("Koden som appen viser").fill(code)
    page.get_by_role("button", name="Slå på").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservekoder")

    page.context.clear_cookies()
    page.goto("/logg-inn/")
    page.get_by_label("Brukernavn").fill("frogner")
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    page.get_by_label("Kode").fill("1")
    page.get_by_role("button", name="Logg inn").click()
    tree_of(
        page,
        """
        - main:
          - heading "Logg inn, trinn 2" [level=1]
          - paragraph: Koden er feil eller for gammel. Prøv med den neste.
          - textbox "Kode" [invalid]
          - paragraph:
            - button "Logg inn"
          - button "Avbryt"
        """,
    )
    expect(page.get_by_label("Kode")).to_have_accessible_description(
        "Koden er feil eller for gammel. Prøv med den neste."
    )
    page.context.close()


def test_an_entry_is_corrected_and_a_round_sent_in_with_the_keyboard_alone(
    passed: Round, plan: Plan, page: Page
) -> None:
    keyboard = Keyboard(page)
    page.goto(first_of(plan).get_absolute_url())
    keyboard.skip()
    keyboard.go_to("Rett rapporten for 01.03.2026")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Rett rapporten for 01.03.2026")).to_be_focused()
    keyboard.press("Tab", "I")
    expect(page.locator(".event__form").get_by_label("Status", exact=True)).to_have_value(
        "implemented"
    )
    keyboard.tab_to(page.get_by_label("Hvorfor rettes den?"))
    page.keyboard.type("Det er i gang")
    keyboard.go_to("Lagre rettelsen")
    keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Iverksatt")

    page.goto("/a-gjore/")
    keyboard.skip()
    keyboard.go_to("Fullfør Vårrunden")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Send inn Vårrunden")
    keyboard.skip()
    keyboard.go_to("Send inn Vårrunden med 1 hull")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kvittering for Vårrunden")
    expect(page.get_by_role("status").first).to_contain_text("Vårrunden er sendt inn")
