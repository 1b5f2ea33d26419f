"""Every page at both widths: axe finds nothing, nothing scrolls sideways, nothing goes wrong."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page

from measures.models import Measure, Reading, Reply, ReplyLink, Responsible, Theme
from plans.models import Plan
from reporting.models import (
    DataAddress,
    Judgement,
    OrderedFile,
    PublicationAct,
    Round,
    RoundChange,
    Submission,
)
from reporting.publication.acts import Verdict, judge, publish, take_back
from reporting.publication.gate import Gate
from reporting.submission.freezing import send
from reporting.submission.returning import give_back, seal_of, write_on
from reporting.submission.returning import keep_question as ask
from ruspolitikk.accounts.models import LoggedAct, Role, User, log_act
from ruspolitikk.accounts.people.invitations import Invitation, invite, path_of
from ruspolitikk.accounts.recorded import signed
from tests.browser.conftest import DESK, PHONE
from tests.factories import make_measure, make_plan, make_theme, make_user, organisation

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pk(plan: str, n: int) -> int:
    return Measure.objects.get_by_natural_key(plan, n).pk


def party(name: str) -> int:
    return Responsible.objects.get_by_natural_key("grorud", name).pk


def city() -> Plan:
    return Plan.objects.framework().get()


def theme() -> Theme:
    there = Theme.objects.filter(slug="fact").first()
    return there or make_theme("FACT", "rusFACT", name="FACT", slug="fact")


def round_asked() -> Round:
    """One that asks for something beside the status, and that was changed."""
    days = {"cut_off": date(2030, 4, 30), "due_on": date(2030, 5, 20)}
    told = {**days, "asks_for_risk": True, "covering_text": "Skriv gjerne hva som hindrer."}
    one, is_new = Round.objects.get_or_create(name="T1 2030", defaults=told)
    if is_new:
        by = signed(make_user("åpner", (Role.CITY_ADMIN, "oslo")), organisation("oslo"))
        RoundChange.objects.create(round=one, part="navn", before="T1", after="T1 2030", **by)
    return one


def sent(name: str = "T1 2031", month: int = 4) -> Submission:
    """What Grorud has sent in for a round far ahead, so that no other test has it behind it; with a
    question that is ready."""
    days = {"cut_off": date(2031, month, 30), "due_on": date(2031, month + 1, 20)}
    one, is_new = Round.objects.get_or_create(name=name, defaults={**days, "asks_for_risk": True})
    grorud = organisation("grorud")
    if is_new:
        by = User.objects.get(username="grorud")
        there = send(one, grorud, by=by, comment="To tiltak venter.", today=date(2031, 12, 1))
        ask(there, there.rows.all()[1].measure_pk, "Hvem har ansvaret?", seen="", by=byadmin())
    return Submission.objects.of(one, grorud)[0]


def returned() -> Submission:
    """What the city returned, of a round of its own; one of its two questions is answered."""
    there = sent("T3 2031", 9)
    if there.state == Submission.State.SENT:
        measure = there.rows.all()[0].measure_pk
        ask(there, measure, "Hva venter dere på?", seen="", by=byadmin())
        give_back(there, "Takk.", seen=seal_of(there.drafts.all()), by=byadmin())
        write_on(there, measure, "På lokaler.", by=User.objects.get(username="grorud"))
    return there


def byadmin() -> User:
    return User.objects.get(username="byadmin")


def closed() -> Round:
    """A round that is far ahead, and closed."""
    days = {"cut_off": date(2032, 4, 30), "due_on": date(2032, 5, 20), "closed_at": timezone.now()}
    one, _is_new = Round.objects.get_or_create(name="T1 2032", defaults=days)
    return one


def unjudged(name: str = "T2 2032", month: int = 8) -> Round:
    """A round that is far ahead and closed, with a report that nobody has judged anything of."""
    days = {"cut_off": date(2032, month, 28), "due_on": date(2032, month, 28)}
    one, is_new = Round.objects.get_or_create(name=name, defaults=days)
    if is_new:
        by = User.objects.get(username="grorud")
        send(one, organisation("grorud"), by=by, comment="", today=date(2032, 12, 1))
        Submission.objects.filter(round=one).update(closed_as=Submission.State.SENT)
        one.closed_at = timezone.now()
        one.save(update_fields=["closed_at"])
    return one


def address() -> DataAddress:
    own = DataAddress.objects.first()
    return own or DataAddress.objects.make("Power BI", by=byadmin())[0]


def public() -> Round:
    """One that is published."""
    one = unjudged("T3 2032", 10)
    if PublicationAct.objects.last_of(one) is None:
        stands = Verdict(Judgement.Answer.KEEP, "Sett over")
        judge(one, [(each, stands) for each in Gate.of(one).findings], by=byadmin())
        publish(one, seen=Gate.of(one).seal, by=byadmin(), today=date(2032, 12, 2))
    return one


def taken_back() -> Round:
    one = unjudged("T3 2033", 11)
    if PublicationAct.objects.last_of(one) is None:
        omit = Verdict(Judgement.Answer.OMIT)
        judge(one, [(each, omit) for each in Gate.of(one).findings], by=byadmin())
        publish(one, seen=Gate.of(one).seal, by=byadmin(), today=date(2032, 12, 2))
        take_back(one, reason="Feil tall", by=byadmin())
    return one


def invited() -> User:
    """Somebody whom the byadministrator has invited, and who has not come yet."""
    known = User.objects.filter(last_name="Nordmann").first()
    if known:
        return known
    role = (Role.READER, organisation("alna"))
    one = Invitation("Kari Nordmann", "kari@example.org", *role, by_link=True)
    invite(one, now=timezone.now(), by=byadmin())
    return User.objects.get(last_name="Nordmann")


def logged() -> str:
    """The plan that something long was done to."""
    grorud = User.objects.get(username="grorud")
    about, of = "Ruspolitisk handlingsplan for Bydel Grorud 2023–2028", organisation("grorud")
    text = "Flere får et sted å være om dagen.\n" * 3
    kind = LoggedAct.Kind.GOAL
    log_act(kind, about, "Mål 1", text, f"{text}Og kvelden.", by=grorud, of=of, plan="grorud-2023")
    return "grorud-2023"


def ordered(**state: Any) -> str:
    """The page of a file of many rows that Grorud asked for, as far as a worker is with it."""
    by = User.objects.get(username="grorud")
    told = {"address": "/tiltak/excel/?per=23.11.2026", "rows": 3600, **state}
    return f"/bestilte-filer/{OrderedFile.objects.create(ordered_by=by, **told).pk}/"


def being_read(**state: Any) -> str:
    """The page of a long document that Grorud wants read, as far as a worker is with it."""
    by = User.objects.get(username="grorud")
    told = {"organisation": organisation("grorud"), "uploaded_by": by, "seen_at": timezone.now()}
    named = {"file_name": "Plan.pdf", "kept_until": timezone.now() + timedelta(days=1)}
    state = {**told, **named, "state": Reading.State.BEING_READ, **state}
    return f"/innlesinger/{Reading.objects.create(**state).pk}/leses/"


def long_ago() -> datetime:
    """When a worker began that has died since."""
    return timezone.now() - timedelta(minutes=5)


Address = str | Callable[[], str]

FOUR = "".join(
    f"&plan={slug}"
    for slug in ("ostensjo-2020", "grorud-2023", "nordstrand-2021", "st-hanshaugen-2020")
)
EVERYBODY: dict[str, Address] = {
    "personvern": "/personvern/",
    "tilgjengelighet": "/tilgjengelighet/",
    "hjelp": "/hjelp/",
    "en side som ikke finnes": "/finnes-ikke/",
    "en publisert runde": lambda: f"{public().publication}",
    "en bydel i en publisert runde": lambda: f"{public().publication}grorud/",
    "en runde som er trukket tilbake": lambda: f"{taken_back().publication}",
    "publiserte runder": "/publisert/",
    "hva feltene betyr": "/publisert/felter/",
    "ingenting publisert": "/publisert/finnes-ikke/",
}
LOGGED_IN: dict[str, Address] = {
    "forsiden": "/",
    "å gjøre": "/a-gjore/",
    "mine tiltak": "/mine-tiltak/",
    "oversikt": "/oversikt/",
    "endringer": "/oversikt/endringer/?siden=01.01.2021",
    "oversikt tilbake i tid": "/oversikt/?per=31.12.2020",
    "oversikt som ingen passer til": "/oversikt/?strategi=1&mal=2",
    "side om side, ingen valgt": "/sammenlign/",
    "side om side": "/sammenlign/?etter=strategi:2&plan=ostensjo-2020&plan=grorud-2023",
    "side om side, fire planer": f"/sammenlign/?etter=innsatsomrade:Bolig{FOUR}",
    "temaer": "/temaer/",
    "et tema": lambda: f"/temaer/{theme().slug}/",
    "runder": "/runder/",
    "en runde": lambda: f"/runder/{round_asked().pk}/",
    "om en runde": lambda: f"/runder/{round_asked().pk}/om/",
    "en lukket runde": lambda: f"/runder/{closed().pk}/",
    "send inn": lambda: f"/runder/{round_asked().pk}/send-inn/grorud/",
    "send inn for en runde som er lukket": lambda: f"/runder/{closed().pk}/send-inn/grorud/",
    "en sendt rapport": lambda: f"/innsendinger/{sent().pk}/",
    "kvittering for en innsending": lambda: f"/innsendinger/{sent().pk}/kvittering/",
    "sendt tilbake": lambda: f"/runder/{returned().round_id}/send-inn/grorud/",
    "en rapport som ble sendt tilbake": lambda: f"/innsendinger/{returned().pk}/",
    "dekning": "/byens-plan/",
    "dekning for en bydel": "/byens-plan/?bydel=st-hanshaugen",
    "planer": "/planer/",
    "plankalender": "/planer/kalender/",
    "planen for Grorud": "/planer/grorud-2023/",
    "planen for St. Hanshaugen": "/planer/st-hanshaugen-2020/",
    "kontroll av Østensjø 2010": "/planer/ostensjo-2010/kontroll/",
    "kontroll uten funn": "/planer/nordstrand-2021/kontroll/",
    "byens plan": lambda: city().get_absolute_url(),
    "tiltak": "/tiltak/",
    "tiltak med mange filtre": "/tiltak/?sok=ungdom&status=in_progress&bydel=grorud&strategi=1",
    "tiltak som ingen passer til": "/tiltak/?sok=finnesikke",
    "nytt tiltak, velg plan": "/tiltak/nytt/",
    "et tiltak med delpunkter": lambda: f"/tiltak/{pk('grorud-2023', 1)}/",
    "et tiltak med flyttet frist": lambda: f"/tiltak/{moved()}/",
    "et tiltak som svarer på byens": lambda: f"/tiltak/{pk('st-hanshaugen-2020', 1)}/",
    "et av byens tiltak": lambda: f"/tiltak/{Measure.objects.framework()[0].pk}/",
    "ord": "/statusord/",
    "utvikling": "/utvikling/",
    "utvikling ved årsslutt": "/utvikling/?vis=ar",
    "søk": "/sok/",
    "søk med treff": "/sok/?q=bolig&bydel=nordstrand",
    "til bydelsutvalget": "/planer/grorud-2023/tabell/?siden=01.01.2023",
    "ansvarlige": "/ansvarlige/",
    "bytt passord": "/passord/",
    "to-trinns innlogging": "/to-trinn/",
    "passordet en gang til": "/bekreft-passord/",
    "varsler": "/varsler/",
    "min konto": "/min-konto/",
    "logg over handlinger": lambda: f"/logg/?plan={logged()}",
    "et tiltak som ikke finnes": "/tiltak/987654321/",
}
FORMS: dict[str, Address] = {
    "hent arbeidsark": "/tiltak/arbeidsark/",
    "rediger tiltak": lambda: f"/tiltak/{pk('grorud-2023', 1)}/rediger/",
    "ny frist": lambda: f"/tiltak/{pk('grorud-2023', 19)}/frist/",
    "oppdater status": lambda: f"/tiltak/{pk('grorud-2023', 1)}/status/",
    "nytt tiltak": "/planer/grorud-2023/nytt-tiltak/",
    "delpunkter": lambda: f"/tiltak/{pk('grorud-2023', 16)}/delpunkter/",
    "en rad i listen": lambda: f"/tiltak/?bydel=grorud&endre={pk('grorud-2023', 4)}",
    "bekreft uendret": lambda: f"/tiltak/bekreft/?tiltak={pk('grorud-2023', 1)}",
    "sett samme status": lambda: (
        f"/tiltak/bekreft/?tiltak={pk('grorud-2023', 1)}&sett=1&status=on_hold"
    ),
    "et tiltak med et varsel": lambda: f"/tiltak/{pk('grorud-2023', 16)}/",
    "ny plan": "/planer/ny/",
    "rediger planen": "/planer/grorud-2023/rediger/",
    "vedta planen": lambda: f"/planer/{draft()}/vedta/",
    "et utkast": lambda: f"/planer/{draft()}/",
    "mål, strategier og innsatsområder": "/planer/grorud-2023/deler/",
    "rekkefølgen av tiltakene": "/planer/grorud-2023/rekkefolge/",
    "svar på byens tiltak": "/planer/grorud-2023/byens-tiltak/",
    "svar på byens plan, forslag": "/planer/nordstrand-2021/forslag/",
    "svar på ett av byens tiltak": lambda: (
        f"/planer/grorud-2023/byens-tiltak/?svar={Measure.objects.framework()[0].pk}"
    ),
    "før planen videre": "/planer/grorud-2023/viderefor/",
    "hvert tiltak videre": lambda: f"/planer/grorud-2023/viderefor/{draft()}/",
    "rediger en annens tiltak": lambda: f"/tiltak/{pk('ostensjo-2020', 1)}/rediger/",
}
PARTIES: dict[str, Address] = {
    "ny ansvarlig": "/ansvarlige/ny/",
    "en ansvarlig": lambda: f"/ansvarlige/{party('Kriseteam')}/",
    "slå sammen": lambda: f"/ansvarlige/{party('Forebyggende Enhet')}/sla-sammen/",
    "slå sammen, hva som skjer": lambda: (
        f"/ansvarlige/{party('Forebyggende Enhet')}/sla-sammen/?med={party('Forebyggende enhet')}"
    ),
}
ANSWERS: dict[str, Address] = {
    "svarlenker, og svar som venter": lambda: answer().link.plan.get_absolute_url() + "svarlenker/",
    "en svarlenke": lambda: f"/svarlenker/{answer().link.pk}/",
    "et tiltak med et svar som venter": lambda: f"/tiltak/{answer().measure_id}/",
    "rett et svar": lambda: f"/mottatte-svar/{answer().pk}/rett/",
    "avvis et svar": lambda: f"/mottatte-svar/{answer().pk}/avvis/",
}
AWAITED: dict[str, Address] = {
    "et dokument som venter på tur": being_read,
    "et dokument som leses": lambda: being_read(pages=60, pages_read=4, pages_with_tables=3),
    "et dokument som ikke kan leses": lambda: being_read(
        state=Reading.State.FAILED, failure="«Plan.pdf» er ikke hel."
    ),
    "et dokument som ble lagt fra seg": lambda: being_read(seen_at=long_ago()),
    "en fil som venter på tur": ordered,
    "en fil som lages": lambda: ordered(seen_at=timezone.now()),
    "en fil som er klar": lambda: ordered(
        seen_at=timezone.now(), made_at=timezone.now(), name="Tiltak.xlsx", content=b"PK"
    ),
    "en fil som ikke kunne lages": lambda: ordered(seen_at=timezone.now(), has_failed=True),
    "en fil som ingen har begynt på": lambda: ordered(ordered_at=long_ago()),
    "en fil som ble lagt fra seg": lambda: ordered(seen_at=long_ago()),
}
BY_LINK: dict[str, Address] = {
    "svar uten konto": lambda: answer().link.path,
    "takk for svaret": lambda: answer().link.path + "takk/",
    "en svarlenke som ikke virker": "/svar/finnes-ikke/",
    "velg passord": lambda: path_of(invited()),
    "en invitasjon som ikke virker": "/velkommen/ukjent/",
}
CITYS: dict[str, Address] = {
    "rediger et av byens tiltak": lambda: f"/tiltak/{Measure.objects.framework()[0].pk}/rediger/",
    "byens mål og strategier": lambda: f"{city().get_absolute_url()}deler/",
    "ny runde": "/runder/ny/",
    "dataadresser": "/runder/dataadresser/",
    "trekk tilbake en dataadresse": lambda: f"/runder/dataadresser/{address().pk}/trekk-tilbake/",
    "rediger en runde": lambda: f"/runder/{round_asked().pk}/rediger/",
    "lukk en runde": lambda: f"/runder/{sent().round_id}/lukk/",
    "åpne en runde igjen": lambda: f"/runder/{closed().pk}/apne-igjen/grorud/",
    "før en runde publiseres": lambda: f"/runder/{unjudged().pk}/publisering/",
    "merknader som kan velges": lambda: f"/runder/{unjudged().pk}/publisering/merknader/",
    "slik en publisert side blir": lambda: f"/runder/{unjudged().pk}/publisering/slik-den-blir/",
    "etter at en runde er publisert": lambda: f"/runder/{public().pk}/publisering/",
    "trekk tilbake": lambda: f"/runder/{public().pk}/publisering/trekk-tilbake/",
    "byen leser en rapport": lambda: f"/innsendinger/{sent().pk}/les/",
    "byen spør om et tiltak": lambda: (
        f"/innsendinger/{sent().pk}/les/?spor={sent().rows.all()[0].measure_pk}"
    ),
    "personer": lambda: f"/personer/?inviter={invited().memberships.get().organisation.slug}",
    "personer som har sluttet": "/personer/?vis=sluttet",
    "personer som ingen passer til": "/personer/?bydel=alna&vis=sluttet",
    "en person": lambda: f"/personer/{invited().pk}/",
    "ta bort en rolle": lambda: (
        f"/personer/{invited().pk}/roller/{invited().memberships.get().pk}/ta-bort/"
    ),
    "en person har sluttet": lambda: f"/personer/{invited().pk}/sluttet/",
    "en selv blant personene": lambda: f"/personer/{byadmin().pk}/",
    "loggen, for byadministrator": lambda: f"/logg/?hvem={byadmin().pk}",
    "skriv i erklæringen": "/tilgjengelighet/kontakt/rediger/",
    "nytt tema": "/temaer/nytt/",
    "endre et tema": lambda: f"/temaer/{theme().slug}/rediger/",
    "nytt tiltak i byens plan": lambda: f"{city().get_absolute_url()}nytt-tiltak/",
}
# Most pages are the same for everybody who reads them; these are not, for a byadministrator.
SEEN_DIFFERENTLY = (
    "forsiden",
    "å gjøre",
    "oversikt",
    "planer",
    "byens plan",
    "tiltak",
    "en runde",
    "ord",
    "temaer",
)
DOORS: dict[str, Address] = {
    "logg inn": "/logg-inn/",
    "glemt passordet": "/glemt-passord/",
    "se i e-posten": "/glemt-passord/sendt/",
    "en lenke som er brukt": "/nytt-passord/1-finnes-ikke/",
    "ikke logget inn": "/logg-inn/kommunen/tilbake/",
}
VISITS = [
    *(("", address) for address in {**DOORS, **EVERYBODY, **BY_LINK}.items()),
    *(("grorud", address) for address in {**LOGGED_IN, **FORMS}.items()),
    *(("grorud", address) for address in {**PARTIES, **ANSWERS, **AWAITED}.items()),
    *(("byadmin", (name, LOGGED_IN[name])) for name in SEEN_DIFFERENTLY),
    *(("byadmin", address) for address in CITYS.items()),
]


def moved() -> int:
    """A measure whose deadline was replaced by a later one."""
    return next(
        measure.pk
        for measure in Measure.objects.filter(plan__slug="ostensjo-2010")
        if measure.deadlines.count() > 1
    )


def answer() -> Reply:
    """One that waits, by a link for Grorud's «Kriseteam»."""
    waiting = Reply.objects.waiting().first()
    if waiting is not None:
        return waiting
    measure = Measure.objects.filter(
        plan__slug="grorud-2023", responsibles=party("Kriseteam")
    ).get()
    link = ReplyLink.objects.create(
        responsible_id=party("Kriseteam"),
        plan=measure.plan,
        expires_on=localdate() + timedelta(days=14),
        created_by=User.objects.get(username="grorud"),
        created_as="redaktør for Bydel Grorud",
    )
    return Reply.objects.create(
        link=link,
        measure=measure,
        words="Nesten i mål",
        risk="low",
        remark="Bare avtalen med legevakten mangler.",
        version=measure.report_version,
        applies_on=localdate(),
        recorded_as="Kriseteam",
    )


def draft() -> str:
    """The address of a draft of Grorud's, made once."""
    slug = "grorud-utkast"
    if not Plan.objects.filter(slug=slug).exists():
        make_measure(make_plan("grorud", slug=slug, state=Plan.State.DRAFT))
    return slug


class Visit:
    """A page that was opened, and what the browser had to say about it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._hear_error)

    def end(self) -> None:
        self.page.remove_listener("console", self._hear)
        self.page.remove_listener("pageerror", self._hear_error)

    def _hear_error(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that answers 403 or 404 is told of too; that is what it should answer.
        is_the_page_itself = message.location.get("url") == self.page.url
        if message.type in {"error", "warning"} and not is_the_page_itself:
            self.complaints.append(f"{message.text} ({message.location.get('url')})")


def faults(page: Page) -> list[str]:
    """What axe finds on a page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)  # a script element would be stopped by the page's security policy
    found: dict[str, Any] = page.evaluate(
        """tags => axe.run({
            runOnly: {type: 'tag', values: tags},
            resultTypes: ['violations'],
        })""",
        TAGS,
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def scrolls_sideways(page: Page) -> list[str]:
    """The widest things of a page that is wider than its window."""
    wide: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter(each => each.getBoundingClientRect().right > width + 1)
                .map(each => `<${each.tagName.toLowerCase()} class="${each.className}">`)
                .slice(0, 5);
        }"""
    )
    return wide


def is_styled(page: Page) -> bool:
    """Whether each of the page's own style sheets came, and holds something."""
    styled: bool = page.evaluate(
        """() => document.styleSheets.length > 0
            && document.styleSheets.length
                === document.querySelectorAll("link[rel=stylesheet]").length"""
    )
    return styled


def test_axe_would_say_what_is_wrong_with_a_page(
    logged_in_as: Callable[[str], BrowserContext],
) -> None:
    page = logged_in_as("").new_page()
    page.set_content(
        "<html lang=nb><title>Tiltak</title><main><h1>Tiltak</h1><img src='a.svg'></main>"
    )
    assert [fault.split(":")[0] for fault in faults(page)] == ["image-alt"]
    page.close()


def test_a_page_that_is_too_wide_would_be_seen(
    logged_in_as: Callable[[str], BrowserContext],
) -> None:
    page = logged_in_as("").new_page()
    page.set_content("<table class=wide width=2000><tr><td>Tiltak</table>")
    assert scrolls_sideways(page)[0] == '<table class="wide">'
    page.close()


@pytest.fixture(scope="module")
def tab_of(logged_in_as: Callable[[str], BrowserContext]) -> Iterator[Callable[[str], Page]]:
    """One tab for each person, for one page after another: a new tab is a new process."""
    tabs: dict[str, Page] = {}

    def tab(username: str) -> Page:
        if username not in tabs:
            tabs[username] = logged_in_as(username).new_page()
        return tabs[username]

    yield tab
    for page in tabs.values():
        page.close()


@pytest.mark.parametrize(
    ("username", "address"),
    [
        pytest.param(username, address, id=f"{name} ({username or 'ikke innlogget'})")
        for username, (name, address) in VISITS
    ],
)
def test_a_page_is_good_at_both_widths(
    username: str, address: Address, tab_of: Callable[[str], Page]
) -> None:
    visit = Visit(tab_of(username))
    page = visit.page
    try:
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        page.goto(address if isinstance(address, str) else address())
        assert is_styled(page)
        for width, height in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            assert faults(page) == [], f"at {width} px"
            assert scrolls_sideways(page) == [], f"at {width} px"
        assert visit.complaints == []
    finally:
        visit.end()
