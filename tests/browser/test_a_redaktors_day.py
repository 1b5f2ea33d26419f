"""What a redaktør settles in a day: words, parties, warnings, replies, and a report put right."""

import pytest
from playwright.sync_api import Browser, expect

from measures.models import Measure, ReplyLink
from tests.browser.conftest import LogIn
from tests.browser.person import Person

WORDS = "Kjører på"


def nordstrand(n: int) -> Measure:
    return Measure.objects.get_by_natural_key("nordstrand-2021", n)


@pytest.fixture
def redaktor(logged_in_as: LogIn) -> Person:
    return Person(logged_in_as("nordstrand").new_page())


def test_a_word_that_nobody_knows_is_settled_undone_and_withdrawn(redaktor: Person) -> None:
    page, measure = redaktor.page, nordstrand(5)
    page.goto(measure.get_absolute_url())
    redaktor.write("Eller med egne ord", WORDS)
    expect(page.locator(".understood--asks")).to_contain_text("Vi vet ikke hva dette betyr")
    redaktor.press("Lagre")
    redaktor.is_told(f"Statusordet «{WORDS}» er ukjent")

    for _time in range(2):
        redaktor.follow("Avklar ordet")
        waiting = page.locator("section", has_text=f"«{WORDS}»").first
        redaktor.choose("Betyr", "Under arbeid", waiting)
        expect(waiting.locator("[data-preview] table")).to_contain_text(measure.name)
        redaktor.press("Vis på nytt hva ordet fanger", waiting)
        expect(waiting.locator("[data-preview] table")).to_contain_text(measure.name)
        redaktor.press("Lagre, og gi 1 rapport status", waiting)
        redaktor.is_told("1 rapport har fått sin status")
        if _time == 0:
            redaktor.press(f"Angre «{WORDS}»")
            redaktor.is_told("1 rapport venter på at ordet avklares igjen")
            page.goto(measure.get_absolute_url())
    redaktor.follow(f"Trekk tilbake {WORDS}")
    redaktor.write("Hvorfor?", "Ordet sier ikke nok")
    redaktor.press("Trekk tilbake ordet")
    redaktor.is_told(f"«{WORDS}» er trukket tilbake")

    # What it said is put right in the history, and taken away in the end.
    page.goto(measure.get_absolute_url())
    redaktor.follow("Rett rapporten", page.locator("#historikk"))
    event = page.locator(".event__form")
    event.locator("[name=status]").select_option(label="Under arbeid")
    event.get_by_label("Hvorfor rettes den?").fill("Skal være byens ord")
    redaktor.press("Lagre rettelsen", event)
    redaktor.is_told("er rettet")
    expect(page.locator("dl.facts")).to_contain_text("Under arbeid")

    # A deadline, and a last report that leads on to the next.
    redaktor.follow("Ny frist")
    page.locator("[name=words]").fill("1. halvår 2027")
    redaktor.press("Vis hva fristen tolkes som")
    expect(page.locator("#understood")).to_contain_text("30.06.2027")
    redaktor.press("Lagre frist")
    redaktor.is_told("Fristen er tolket som")
    page.locator("[name=status]").select_option(label="Iverksatt")
    redaktor.press("Lagre og gå til neste")
    redaktor.is_told(f"Tiltak {measure.number} er nå Iverksatt")
    assert measure.get_absolute_url() not in page.url
    page.close()


def test_two_names_of_one_party_become_one(redaktor: Person) -> None:
    page = redaktor.page
    page.goto("/ansvarlige/")
    for name in ("Ruskonsulent", "Rus-konsulent"):
        redaktor.follow("Ny ansvarlig")
        redaktor.write("Navn", name)
        redaktor.press("Lagre")
        redaktor.is_told(f"«{name}» står i registeret")
    redaktor.follow("Ruskonsulent", exact=True)
    redaktor.write("Navn", "Ruskonsulenten")
    redaktor.press("Lagre")
    redaktor.is_told("Lagret")
    expect(page.get_by_label("Mer om den ansvarlige")).to_contain_text("Het «Ruskonsulent»")
    for taken_back in ("at once", "with a reason", "never"):
        redaktor.follow("Slå sammen med en annen")
        redaktor.choose("Hvem er det samme som?", "Rus-konsulent")
        redaktor.press("Vis hva som skjer")
        redaktor.press("Slå sammen")
        redaktor.is_told("«Ruskonsulenten» er nå en skrivemåte av «Rus-konsulent»")
        if taken_back == "never":
            break
        if taken_back == "at once":
            redaktor.press("Angre")
        else:
            redaktor.follow("Angre sammenslåingen av «Ruskonsulenten»")
            page.locator("[name=reason]").fill("De er to likevel")
            redaktor.press("Angre sammenslåingen")
        redaktor.is_told("er to igjen")
        page.goto("/ansvarlige/")
        redaktor.follow("Ruskonsulenten", exact=True)
        redaktor.is_at("Ruskonsulenten")
    page.close()


def test_a_warning_is_dismissed_and_shown_again(logged_in_as: LogIn) -> None:
    redaktor = Person(logged_in_as("ostensjo").new_page())
    redaktor.page.goto("/planer/ostensjo-2010/kontroll/")
    redaktor.open("Avvis med begrunnelse")
    redaktor.write("Begrunnelse", "Det er navnet på et sted")
    redaktor.press("Avvis varselet")
    redaktor.is_told("avvist")
    redaktor.open("avvist varsel")
    redaktor.press("Vis igjen", exact=False)
    redaktor.is_told("Varselet vises igjen")
    redaktor.page.close()


def test_what_a_leader_answers_is_corrected_or_declined(
    redaktor: Person, browser: Browser, site: str
) -> None:
    """Links for all in one act; a leader who answers on two measures; one is put right by the
    redaktør, and one is not believed."""
    page = redaktor.page
    page.goto("/planer/nordstrand-2021/svarlenker/")
    redaktor.press("Lag lenker til alle")
    redaktor.is_told("Åpne hver av dem for å kopiere den")
    link = next(link for link in ReplyLink.objects.all() if link.responsible.measures.count() > 1)
    one, other = link.responsible.measures.filter(plan=link.plan)[:2]

    context = browser.new_context(base_url=site, locale="nb-NO")
    leader = Person(context.new_page())
    leader.page.goto(link.path)
    for measure, status in ((one, "Iverksatt"), (other, "Avsluttet")):
        part = leader.page.locator(f"#t{measure.pk}")
        leader.open("status", part)
        leader.choose("Ny status", status, part)
    leader.press("Send svaret")
    leader.is_at("Takk for svaret")
    context.close()

    page.goto("/a-gjore/")
    redaktor.follow("2 svar venter")
    redaktor.follow(f"Se svaret {one.name}")
    redaktor.follow(f"Rett {one.name}")
    redaktor.choose("Ny status", "Delvis iverksatt")
    redaktor.press("Lagre det rettede svaret")
    redaktor.is_told("Det rettede svaret står på")
    redaktor.follow(f"Avvis {other.name}")
    redaktor.write("Hvorfor avvises svaret?", "Det er ikke avsluttet før i mars")
    redaktor.press("Avvis svaret")
    redaktor.is_told("Tiltaket står som før")
    labels = [Measure.objects.get(pk=m.pk).latest_status for m in (one, other)]
    assert labels[0].label == "Delvis iverksatt"
    page.close()
