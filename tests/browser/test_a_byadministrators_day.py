"""A byadministrator: a theme, and a new person, who logs in and changes the password."""

from playwright.sync_api import Browser, expect

from measures.models import Measure, Theme
from tests.browser.conftest import LogIn
from tests.browser.person import Person

OLD, NEW = "fjorten-graa-katter", "femten-hvite-hester"


def test_a_theme_is_made_changed_and_deleted(logged_in_as: LogIn) -> None:
    city = Person(logged_in_as("byadmin").new_page())
    city.page.goto("/temaer/")
    city.follow("Nytt tema")
    city.write("Navn", "Jobbsøk")
    city.page.locator("[name=words]").fill("jobb")
    city.press("Lagre temaet")
    city.is_at("Jobbsøk")
    city.page.locator("[name=nytt]").fill("arbeid")
    expect(city.page.locator("#fanger")).to_contain_text("arbeid")
    city.press("Vis hva ordet fanger")
    city.press("Legg til ordet")
    expect(city.page.locator("#ordene")).to_contain_text("arbeid")
    city.press("Fjern jobb")
    expect(city.page.locator("#ordene")).to_contain_text("Fjernede ord (1)")
    city.follow("Gi temaet et nytt navn")
    city.write("Navn", "Arbeid")
    city.press("Lagre temaet")
    city.is_at("Arbeid")
    city.follow("Gi temaet et nytt navn")
    city.open("Slett temaet")
    city.press("Slett «Arbeid»")
    city.is_told("er slettet")
    assert not Theme.objects.filter(name__in=["Jobbsøk", "Arbeid"]).exists()
    city.page.close()


def test_a_person_is_let_in_and_changes_the_password(
    logged_in_as: LogIn, browser: Browser, site: str
) -> None:
    city = Person(logged_in_as("byadmin").new_page())
    city.page.goto("/personer/")
    form = city.page.locator("form[action$='/inviter/']")
    city.write("Navn", "Kari Nyansatt", form)
    city.tick(form.get_by_label("Leser: leser alt, endrer ingenting"))
    city.choose("Gjelder", "Hele byen", form)
    city.tick(form.get_by_label("Lag et engangspassord som jeg gir selv"))
    city.press("Inviter", form)
    city.is_at("Kari Nyansatt")
    one_time = city.page.locator(".secret").inner_text()

    measure = Measure.objects.framework()[0]
    city.page.goto(f"/admin/measures/measure/{measure.pk}/change/")
    city.page.locator("[name=_save]").click()
    expect(city.page.locator(".messagelist")).to_contain_text("ble endret")
    city.page.close()

    context = browser.new_context(base_url=site, locale="nb-NO")
    person = Person(context.new_page())
    person.page.goto("/")
    _log_in(person, one_time)
    person.is_at("Velg ditt eget passord")
    for field in ("new_password1", "new_password2"):
        person.page.locator(f"[name={field}]").fill(OLD)
    person.press("Lagre passordet")
    person.page.goto("/passord/")
    person.page.locator("[name=old_password]").fill(OLD)
    for field in ("new_password1", "new_password2"):
        person.page.locator(f"[name={field}]").fill(NEW)
    person.press("Bytt passord")
    person.is_at("Passordet er byttet")
    person.open("Leser")
    person.press("Logg ut")
    person.is_at("Logg inn")
    _log_in(person, NEW)
    expect(person.page.locator(".header__who")).to_contain_text("Leser")
    context.close()


def _log_in(person: Person, password: str) -> None:
    person.page.locator("[name=username]").fill("kari.nyansatt")
    person.page.locator("[name=password]").fill(password)
    person.press("Logg inn")
