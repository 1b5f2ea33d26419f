"""The pictures of README and the guides, taken anew:
`uv run --extra pdf python -m tests.guide_pictures`.

`manage.py demo --city --day 2026-11-23` is made in a folder of its own, on a clock that is set to
that day. A redaktør and a byadministrator press there what the guides tell, so that a word
that a page no longer has stops the command. Takes some minutes, most of it the demo's files.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ruspolitikk.settings"
os.environ.pop("DATABASE_URL", None)
django.setup()

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connections
from django.test.testcases import LiveServerThread
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from reporting.demo.people import PASSWORD
from tests.browser.person import Person
from tests.measures.importing.plan_in_word import plan_in_word
from tests.parts import chromium

DOCS = Path(__file__).parents[1] / "docs"
MORNING, NOON = (datetime(2026, 11, 23, hour, 0, tzinfo=UTC) for hour in (8, 11))
"""When the demo is made, and when somebody comes to it."""
WIDTH, HEIGHT = 1280, 900
COLOURS = 40
"""Of a picture's palette: words stay sharp, and a picture stays below 60 KB."""
REDAKTOR = "vestre-aker"

GOAL = "Færre utvikler rusproblemer"
PLAN = [
    [GOAL, "Tilby gruppe for ungdom etter skoletid", "Enhet for ungdom", "31.12.2027", "Påbegynt"],
    [GOAL, "Følge opp frafall i skolen", "Skolekontakten", "innen oktober", "Påbegynt"],
    [GOAL, "Holde kurs for ansatte", "HR-leder", "31.12.2027", "Nesten i mål"],
    [GOAL, "Åpne et værested", "Enhet for bolig", "31.01.2026", "Forsinkelse, ny frist 30.06.2026"],
]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class OfMoments(type):
    """Django asks of a moment, too, whether it is one."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, datetime)


class Shifted(datetime, metaclass=OfMoments):
    """What Django takes the time from; it goes on from `begin`."""

    ahead = timedelta()

    @classmethod
    def begin(cls, at: datetime) -> None:
        cls.ahead = at - datetime.now(UTC)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + cls.ahead


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo that is gone afterwards."""
    with TemporaryDirectory() as folder:
        settings.DATABASES["default"]["NAME"] = str(Path(folder) / "db.sqlite3")
        settings.EMBEDDED_KEY_FILE = Path(folder) / "secret_key"
        call_command("demo", "--city", f"--day={MORNING:%Y-%m-%d}", "--no-serve")
        connections.close_all()
        server = LiveServerThread("127.0.0.1", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://127.0.0.1:{server.port}"
        server.terminate()


def log_in(browser: Browser, site: str, username: str) -> Person:
    size = {"width": WIDTH, "height": HEIGHT}
    context = browser.new_context(base_url=site, locale="nb-NO", viewport=size)  # type: ignore[arg-type]
    person = Person(context.new_page())
    person.page.goto("/logg-inn/")
    person.write("Brukernavn", username)
    person.write("Passord", PASSWORD)
    person.press("Logg inn")
    person.page.wait_for_url(lambda url: "/logg-inn/" not in url)
    return person


def take(person: Person, name: str) -> None:
    """What is seen in the window, from the top of the page."""
    page = person.page
    page.wait_for_load_state("networkidle")
    page.evaluate("window.scrollTo(0, 0)")
    picture = Image.open(BytesIO(page.screenshot(animations="disabled", caret="hide")))
    few = picture.convert("RGB").quantize(
        COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    )
    few.save(DOCS / f"{name}.png", optimize=True)


def of_a_redaktor(redaktor: Person) -> None:
    page = redaktor.page
    redaktor.is_at("Å gjøre")
    take(redaktor, "redaktor-a-gjore")

    redaktor.follow("Tiltak", exact=True)
    redaktor.is_at("Tiltak")
    redaktor.follow("Rapporter ", page.locator("tbody"))
    opened = page.locator("tr:has(form)").first
    redaktor.write("Eller med egne ord", "Påbegynt, veileder er på plass", opened)
    opened.locator(".understood").wait_for()
    take(redaktor, "redaktor-rapporter")
    redaktor.press("Lagre og gå til neste", opened)
    redaktor.is_told("er nå Under arbeid")

    page.goto(page.url.partition("&endre")[0])
    for box in page.get_by_role("checkbox", name="Velg ").all()[1:5]:
        box.check()
    redaktor.press("Bekreft uendret")
    redaktor.is_at("Bekreft 4 tiltak uendret")
    take(redaktor, "redaktor-bekreft")
    redaktor.press("Bekreft 4 tiltak uendret")
    redaktor.is_told("4 tiltak er bekreftet uendret")
    take(redaktor, "redaktor-angre")
    redaktor.press("Angre alle 4")
    redaktor.is_told("Ingen av rapportene teller lenger")

    page.goto("/a-gjore/")
    redaktor.follow("Fullfør")
    redaktor.is_at("Send inn")
    take(redaktor, "redaktor-send-inn")


def reads_a_plan(redaktor: Person) -> None:
    page = redaktor.page
    page.goto("/planer/les-inn/")
    file = {"name": "Handlingsplan.docx", "mimeType": WORD, "buffer": plan_in_word(PLAN)}
    page.get_by_label("Fil", exact=True).set_input_files(file)  # type: ignore[arg-type]
    redaktor.press("Les dokumentet")
    redaktor.press("Les 4 rader")
    redaktor.is_at("Gjennomgang")
    take(redaktor, "redaktor-les-inn")


def of_a_byadministrator(city: Person) -> None:
    page = city.page
    page.goto("/runder/")
    city.follow("Ny runde")
    city.write("Navn", "T1 2028")
    city.write("Status per dato", "30.04.2028")
    city.write("Frist for å sende inn", "20.05.2028")
    city.press("Vis hva som følger")
    page.locator("#følger").wait_for()
    take(city, "byadministrator-ny-runde")

    page.goto("/runder/")
    city.follow("T2 2026")
    city.is_at("T2 2026")
    take(city, "byadministrator-runde")
    city.follow("Les ", page.locator(".page-head__action"))
    city.follow("Spør")
    take(city, "byadministrator-sporsmal")

    city.page.goto("/sammenlign/?etter=strategi:2&plan=grorud-2023&plan=alna-2023-oppdiktet")
    take(city, "byadministrator-sammenlign")

    page.goto("/runder/")
    city.follow("T1 2026")
    city.is_at("T1 2026")
    take(city, "byadministrator-lukket-runde")
    city.follow("Gå gjennom funnene")
    city.follow("Se siden slik den blir")
    take(city, "byadministrator-publisering")


def of_readme(redaktor: Person, city: Person) -> None:
    redaktor.page.goto("/tiltak/")
    take(redaktor, "tiltak")
    city.page.goto("/oversikt/?plan=gjeldende")
    take(city, "oversikt")


def main() -> None:
    vars(timezone)["datetime"] = Shifted
    Shifted.begin(MORNING)
    with demo() as site, sync_playwright() as playwright:
        Shifted.begin(NOON)
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        redaktor = log_in(browser, site, REDAKTOR)
        of_a_redaktor(redaktor)
        reads_a_plan(log_in(browser, site, "bjerke"))
        city = log_in(browser, site, "byadmin")
        of_a_byadministrator(city)
        of_readme(redaktor, city)
        browser.close()


if __name__ == "__main__":
    main()
