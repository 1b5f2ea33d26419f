"""Hostile text in every column that people write in, read in a real browser as three roles: nothing
of it is markup, no script of it runs, and the content security policy has nothing to stop.

It fills the whole database, and takes minutes: hence `slow`. Afterwards all is put back, for the
other tests of the browser.
"""

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request

from reporting.demo.people import PASSWORD, make_people
from reporting.models import Judgement, Round, Submission
from reporting.publication.acts import Verdict, judge, publish
from reporting.publication.gate import Gate
from reporting.submission.files.making import store_files
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import User
from tests.access_targets import make_targets
from tests.browser.pressed import view_at
from tests.factories import editor_of, load_plans, organisation
from tests.hostile import TAG, hostile, make_hostile, one_of_each
from tests.snapshot import Snapshot, empty_own_tables
from tests.test_access_table import LINES, ROLES

pytestmark = pytest.mark.slow

SHARES, MORE = 8, 10
Visits = dict[str, dict[str, str]]
"""Role → view → an address of it that the access table answers with a page."""

LOOKED_AT = """tag => {
  const faults = []
  const marked = document.querySelector(
    `${tag}, script:not([src]), iframe, object, embed, base, [src="/pwned"]`)
  if (marked) faults.push(`markup: ${marked.outerHTML.slice(0, 120)}`)
  for (const each of document.querySelectorAll("*"))
    for (const {name} of each.attributes)
      if (name.startsWith("on")) faults.push(`${name} of ${each.tagName}`)
  for (const link of document.links)
    if (!link.protocol.startsWith("http")) faults.push(`leads to ${link.href.slice(0, 80)}`)
  if ("pwned" in window) faults.push("a script ran")
  return {faults, shown: document.documentElement.outerHTML.includes(`&lt;${tag}`)}
}"""
FETCHED = "url => htmx.ajax('GET', url, {target: '#content', swap: 'innerHTML'})"


def addresses() -> Visits:
    """Asked for while the rows still have the names that the table finds them by."""
    targets = make_targets()
    visits: Visits = {role: {} for role in ("leser", "grorud", "byadmin")}
    for name, of, verb, *answers in LINES:
        for role, answer in zip(ROLES, answers, strict=True):
            is_page = verb == "GET" and answer == "200" and role in visits
            if is_page and name not in {"logout", "reporting:calendar-feed"}:
                visits[role].setdefault(name, targets.address(name, of))
    return visits


def freeze_and_publish() -> None:
    """What was sent, and what is public, hold the texts as they are now."""
    by, bydel = editor_of(organisation("grorud")), organisation("grorud")
    days = {"cut_off": date(2026, 7, 31), "due_on": date(2026, 8, 20)}
    one = Round.objects.create(name=hostile(100, "T2 "), **days)
    sent = send(one, bydel, by=by, comment=hostile(None, "Ord "), today=date(2026, 8, 10))
    store_files(sent)
    Submission.objects.filter(round=one).update(closed_as=Submission.State.SENT)
    one.closed_at = timezone.now()
    one.save(update_fields=["closed_at"])
    byadmin = User.objects.get(username="byadmin")
    stands = Verdict(Judgement.Answer.KEEP, hostile(400, ""))
    judge(one, [(each, stands) for each in Gate.of(one).findings], by=byadmin)
    publish(one, seen=Gate.of(one).seal, by=byadmin, today=date(2026, 10, 2))


@pytest.fixture(scope="module")
def visits(database: None) -> Iterator[Visits]:
    before = Snapshot.take()
    empty_own_tables()
    load_plans()
    make_people()
    made = addresses()
    one_of_each()
    make_hostile()
    freeze_and_publish()
    written = make_hostile()
    assert {name for name, n in written.items() if not n} == set()
    yield made
    empty_own_tables()
    before.put_back()


class Reader:
    """Somebody who opens pages, and what they met that should not be."""

    def __init__(self, page: Page) -> None:
        self.page, self.at, self.n_shown, self.n_pages = page, "", 0, 0
        self.faults: list[str] = []
        self.seen: set[tuple[str, tuple[str, ...]]] = set()
        page.on("dialog", self._dialog)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._is_wrong(f"a script failed: {error}"))
        page.on("request", self._request)

    def _is_wrong(self, what: str) -> None:
        self.faults.append(f"{self.at}: {what}")

    def _dialog(self, dialog: Dialog) -> None:
        self._is_wrong("a dialog")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._is_wrong(f"console: {message.text[:200]}")

    def _request(self, request: Request) -> None:
        is_ours = urlsplit(request.url).hostname in {"localhost", None}
        if "pwned" in request.url or not is_ours:
            self._is_wrong(f"asked for {request.url[:120]}")

    def logs_in(self, name: str) -> None:
        self.page.goto("/logg-inn/")
        self.page.get_by_label("Brukernavn").fill(name)
        self.page.get_by_label("Passord").fill(PASSWORD)
        self.page.get_by_role("button", name="Logg inn").click()
        self.page.wait_for_url(lambda url: "/logg-inn/" not in url)

    def reads(self, address: str) -> None:
        self.at = address
        try:
            answer = self.page.goto(address)
        except Error as problem:
            if "Download is starting" not in str(problem):
                raise
            self._takes(address)
            return
        if answer is None or answer.status >= 400:
            self._is_wrong(f"answered {answer.status if answer else 'nothing'}")
        self._looks()
        parts = "els => els.map(el => el.getAttribute('hx-get') || location.href)"
        for part in self.page.eval_on_selector_all("[hx-get]", parts):
            if self.is_new(part):
                self.at = f"{address}, {part}"
                self.page.evaluate(FETCHED, part)
                self._looks()
                self.page.goto(address)

    def _looks(self) -> None:
        seen = self.page.evaluate(LOOKED_AT, TAG)
        self.n_shown += seen["shown"]
        self.n_pages += 1
        for fault in seen["faults"]:
            self._is_wrong(fault)

    def _takes(self, address: str) -> None:
        """A file: it says that it is one, and its name is one line of plain signs."""
        answer = self.page.request.get(address)
        told = answer.headers.get("content-disposition", "")
        if answer.status != 200 or not told.startswith("attachment"):
            self._is_wrong(f"a file that is none: {answer.status} {told}")
        if answer.headers["content-type"].startswith("text/html") or "\n" in told:
            self._is_wrong(f"a file of {answer.headers['content-type']}, {told}")

    def is_new(self, address: str) -> bool:
        """Whether no page of this view has been read with these names in its query."""
        split = urlsplit(address)
        kind = (view_at(split.path), tuple(sorted(parse_qs(split.query))))
        is_new = bool(kind[0]) and kind not in self.seen
        self.seen.add(kind)
        return is_new

    @property
    def ways_on(self) -> list[str]:
        links: list[str] = self.page.eval_on_selector_all("a[href]", "els => els.map(e => e.href)")
        paths = [link for link in links if urlsplit(link).hostname == "localhost"]
        return [link for link in paths if "/admin/" not in link]


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("role", ["leser", "grorud", "byadmin"])
def test_no_page_takes_it_for_more_than_text(
    role: str, share: int, visits: Visits, browser: Browser, site: str
) -> None:
    """Every view that the role may read, its parts, and, of a redaktør, some other kinds of pages
    that these lead to. In shares: a test may not take five minutes."""
    context = browser.new_context(base_url=site, locale="nb-NO")
    context.set_default_timeout(60_000)
    reader = Reader(context.new_page())
    reader.logs_in(role)
    waiting = [each for each in visits[role].values() if reader.is_new(each)][share::SHARES]
    further: list[str] = []
    for address in waiting:
        reader.reads(address)
        further += [link for link in reader.ways_on if reader.is_new(link)]
    for address in further[:MORE] if role == "grorud" else []:
        reader.reads(address)
    context.close()
    assert reader.faults == []
    assert reader.n_shown >= reader.n_pages / 3
