"""A redaktør whose bydel has no plan makes one, adopts it, and puts right what went wrong."""

from playwright.sync_api import expect

from measures.models import Measure
from plans.models import Plan
from tests.browser.conftest import LogIn
from tests.browser.person import Person

TITLE = "Ruspolitisk handlingsplan for Bydel Stovner"
FIRST = "Gratis frokost på alle ungdomsskoler"
SECOND = "Frokosten serveres av ungdommene selv"
THIRD = "Lagt inn ved en feil"


def test_a_plan_is_made_from_nothing_and_adopted(logged_in_as: LogIn) -> None:
    redaktor = Person(logged_in_as("stovner").new_page())
    redaktor.page.goto("/")
    make_plan(redaktor)
    add_goals(redaktor)
    add_measures(redaktor)
    put_in_order(redaktor)
    answer_the_city(redaktor)
    adopt(redaktor)
    take_back(redaktor)
    redaktor.page.close()


def make_plan(redaktor: Person) -> None:
    redaktor.follow("Skriv den inn selv")
    redaktor.write("Tittel", TITLE)
    redaktor.write("Gjelder fra", "01.01.2026")
    redaktor.write("Gjelder til og med", "31.12.2029")
    redaktor.press("Lag planen")
    redaktor.is_told("Planen er et utkast")
    redaktor.follow("Rediger planen")
    redaktor.write("Saksnummer", "26/1234")
    redaktor.press("Lagre")
    redaktor.is_told("Lagret")
    expect(redaktor.page.locator(".eyebrow")).to_contain_text("sak 26/1234")


def add_goals(redaktor: Person) -> None:
    """The city's in one click, one of the bydel's own, and one away again: one form."""
    page = redaktor.page
    redaktor.follow("Mål, strategier og innsatsområder")
    redaktor.press("Lagre, og hent", exact=False)
    redaktor.is_told("fra byens plan")
    goals = page.locator("#maal > ul > li")
    expect(goals).to_have_count(2)
    redaktor.open("Nye mål")
    page.locator("#maal details textarea").first.fill("Ingen ungdom skal være sulten på skolen")
    redaktor.tick(goals.nth(1).get_by_role("checkbox"))
    redaktor.press("Lagre")
    redaktor.is_told("Lagret.")
    expect(goals).to_have_count(2)
    expect(goals.nth(1).locator("textarea")).to_have_value(
        "Ingen ungdom skal være sulten på skolen"
    )
    redaktor.follow("Til planen")


def add_measures(redaktor: Person) -> None:
    page = redaktor.page
    redaktor.follow("Nytt tiltak", page.locator("main"))
    page.locator("[name=text]").fill(FIRST)
    redaktor.write("Innsatsområde", "Skole")
    page.locator("[name=deadline_words]").fill("1. halvår 2027")
    redaktor.press("Vis hva fristen tolkes som")
    expect(page.locator(".understood")).to_contain_text("30.06.2027")
    redaktor.press("Lagre og legg til neste")
    redaktor.is_told("er lagt til i planen")
    for text in (SECOND, THIRD):
        page.locator("[name=text]").fill(text)
        redaktor.press("Lagre" if text == THIRD else "Lagre og legg til neste")
        redaktor.is_told(f"«{text}» er lagt til i planen")

    redaktor.follow("Slett", page.locator("main"), exact=True)
    redaktor.press("Slett tiltaket")
    redaktor.is_told(f"«{THIRD}» er slettet fra utkastet")

    redaktor.follow(FIRST)
    redaktor.follow("Rediger tiltaket")
    page.locator("[name=responsible]").fill("Avdelingsdirektør oppvekst")
    redaktor.press("Vis hva fristen tolkes som")
    expect(page.locator(".understood")).to_contain_text("30.06.2027")
    redaktor.press("Lagre")
    redaktor.is_told("Lagret")
    redaktor.follow("Legg til delpunkter")
    redaktor.write("Delpunkt", "Avtale med skolene")
    redaktor.press("Lagre delpunktene")
    redaktor.is_told("Delpunktene er lagret")
    page.locator("#delpunkter").get_by_role("checkbox", name="Avtale med skolene").check()
    redaktor.press("Lagre avkryssingen")
    expect(page.locator("#delpunkter .section__count")).to_have_text("1 av 1")


def put_in_order(redaktor: Person) -> None:
    page = redaktor.page
    redaktor.follow("Stovner 2026–2029")
    redaktor.follow("Rekkefølgen av tiltakene")
    redaktor.press(f"Ned {FIRST}")
    redaktor.is_told(f"«{FIRST}» er nå nr. 2 i planen")
    redaktor.press(f"Opp {FIRST}")
    redaktor.is_told(f"«{FIRST}» er nå nr. 1 i planen")
    redaktor.write(f"Plass {SECOND}", "1")
    redaktor.press(f"Flytt {SECOND}")
    redaktor.is_told(f"«{SECOND}» er nå nr. 1 i planen")
    expect(page.locator("main ol.rows > li").first).to_contain_text(SECOND)


def answer_the_city(redaktor: Person) -> None:
    page = redaktor.page
    redaktor.follow("Til planen")
    redaktor.follow("Svar på byens plan")
    first = Measure.objects.get(text=FIRST)
    no = page.locator(f"#tiltak-{first.pk}").locator("[type=radio], [type=checkbox]").last
    no.check()
    redaktor.press("Lagre svarene")
    redaktor.is_told("Du har svart for 1 tiltak")

    redaktor.follow("Fra byens tiltak")
    city = page.locator(f"#by-{Measure.objects.framework()[0].pk}")
    redaktor.follow("Svar", city)
    redaktor.open("Planen har ingen lokalt tiltak for dette", city)
    redaktor.write("Hvorfor har planen ingen lokalt tiltak?", "Byen gjør det selv", city)
    redaktor.press("Ingen lokalt tiltak", city)
    redaktor.is_told("Planen har ingen lokalt tiltak for dette")
    redaktor.follow("Endre", city)
    redaktor.press("Trekk tilbake «ingen lokalt tiltak»", city)
    redaktor.is_told("Byens tiltak er ikke besvart")
    redaktor.follow("Svar", city)
    city.get_by_role("checkbox", name=FIRST).check()
    redaktor.press("Lagre svarene", city)
    redaktor.is_told("Lagret")
    expect(city.locator(".city-answer").first).to_contain_text(FIRST)

    # A new measure's own page asks about the best suggestion.
    for like, answer in zip(Measure.objects.framework()[2:4], ("Nei", "Ja,"), strict=True):
        redaktor.follow("Stovner 2026–2029")
        redaktor.follow("Nytt tiltak", page.locator("main"))
        page.locator("[name=text]").fill(like.text)
        redaktor.press("Lagre")
        redaktor.press(answer, page.locator(".suggest-here"), exact=False)
        redaktor.is_told("Du har svart for 1 tiltak")


def adopt(redaktor: Person) -> None:
    page = redaktor.page
    redaktor.follow("Stovner 2026–2029")
    for _time in ("the wrong day", "the right one"):
        redaktor.follow("Vedta planen")
        redaktor.write("Vedtaksdato", "15.01.2026")
        redaktor.press("Vedta planen")
        redaktor.is_told("Planen er vedtatt")
        if _time == "the wrong day":
            redaktor.follow("Trekk vedtaket tilbake")
            redaktor.write("Hvorfor trekkes vedtaket tilbake?", "Feil vedtaksdato")
            redaktor.press("Trekk vedtaket tilbake")
            redaktor.is_told("Planen er et utkast igjen")
    expect(page.locator("#historikk")).to_contain_text("Feil vedtaksdato")


def take_back(redaktor: Person) -> None:
    """What stands in the adopted plan by mistake, and a second draft that nobody wants."""
    redaktor.follow(SECOND)
    redaktor.follow("Feilført")
    redaktor.write("Hvorfor", "Lagt inn to ganger")
    redaktor.press("Merk som feilført")
    redaktor.is_told("er merket som feilført")
    assert not Measure.objects.filter(text=SECOND).exists()
    redaktor.follow("Angre feilføringen")
    redaktor.write("Hvorfor", "Det var et annet tiltak")
    redaktor.press("Angre feilføringen")
    redaktor.is_told("Tiltaket er med i planen igjen")

    redaktor.follow("Stovner 2026–2029")
    redaktor.follow("Nytt tiltak", redaktor.page.locator("main"))
    redaktor.page.locator("[name=text]").fill("Kveldsåpent på skolen")
    redaktor.press("Lagre")
    redaktor.follow("Rett dagen")
    redaktor.page.locator("[name=joined_on]").fill("01.02.2026")
    redaktor.page.locator("[name=reason]").fill("Vedtatt i februar")
    redaktor.press("Lagre dagen")
    redaktor.is_told("Tiltaket er med i planen fra 01.02.2026")

    redaktor.follow("Stovner 2026–2029")
    for act, told in (("Merk som feilført", "feilført"), ("Angre feilføringen", "teller igjen")):
        redaktor.follow("Feilført plan" if told == "feilført" else act)
        redaktor.page.locator("[name=reason]").fill("Lagt inn for feil bydel, eller ikke")
        redaktor.press(act)
        redaktor.is_told(told)

    redaktor.page.goto("/planer/ny/")
    redaktor.write("Tittel", "Et utkast for mye")
    redaktor.write("Gjelder fra", "01.01.2030")
    redaktor.press("Lag planen")
    redaktor.follow("Slett utkastet")
    redaktor.tick(redaktor.page.get_by_label("Ja, slett utkastet"))
    redaktor.press("Slett utkastet")
    redaktor.is_told("er slettet")
    assert not Plan.objects.filter(title="Et utkast for mye").exists()
