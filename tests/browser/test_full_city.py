"""The city's pages when all 15 bydeler are there: nothing is wider than its window or its sheet,
no words lie on others, and none are cut. In the made-up city of `demo --city`.

A database of its own, so that no other test's is filled: hence `slow`.
"""

from collections.abc import Callable

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, ViewportSize

from measures.models import Measure
from plans.models import Plan
from reporting.demo.city import make_city
from reporting.models import Round
from tests.browser.conftest import DESK, PHONE, LogIn
from tests.browser.test_on_paper import A4_BETWEEN_MARGINS

pytestmark = pytest.mark.slow


def of_gamle_oslo() -> Plan:
    plans = Plan.objects.adopted().filter(organisation__slug="gamle-oslo")
    return plans.order_by("-starts_on")[0]


def longest() -> Measure:
    return max(of_gamle_oslo().measures.all(), key=lambda measure: len(measure.text))


Address = str | Callable[[], str]
PAGES: dict[str, tuple[str, Address]] = {
    "oversikt": ("byadmin", "/oversikt/?plan=gjeldende"),
    "oversikt i fjor": ("leser", "/oversikt/?plan=gjeldende&per=31.12.2024"),
    "byens plan": ("byadmin", "/byens-plan/"),
    "temaer": ("leser", "/temaer/"),
    "endringer": ("byadmin", "/oversikt/endringer/"),
    "utvikling": ("leser", "/utvikling/"),
    "planer": ("byadmin", "/planer/"),
    "plankalender": ("leser", "/planer/kalender/"),
    "sammenlign": ("byadmin", "/sammenlign/?etter=strategi:2&plan=grorud-2023&plan=alna-2023"),
    "statusord": ("byadmin", "/statusord/"),
    "å gjøre": ("gamle-oslo", "/a-gjore/"),
    "tiltak": ("gamle-oslo", "/tiltak/?bydel=gamle-oslo&plan=gjeldende"),
    "en plan": ("gamle-oslo", lambda: of_gamle_oslo().get_absolute_url()),
    "et tiltak": ("gamle-oslo", lambda: longest().get_absolute_url()),
    "mine tiltak": ("leder", "/mine-tiltak/"),
}

FAULTS = """() => {
  const shown = each => {
    const style = getComputedStyle(each), box = each.getBoundingClientRect()
    return style.visibility !== "hidden" && box.width > 1 && box.height > 1
      && !each.closest(".visually-hidden, details:not([open]) > :not(summary), [aria-hidden=true]")
  }
  const faults = []
  const room = document.documentElement
  if (room.scrollWidth > room.clientWidth) faults.push(`wider than the page: ${room.scrollWidth}`)
  const texts = [...document.querySelectorAll("main *")].filter(each => shown(each)
    && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  for (const each of texts) {
    const style = getComputedStyle(each)
    const hides = style.overflowX !== "visible" && style.overflowX !== "auto"
    if (hides && each.scrollWidth > each.clientWidth + 1)
      faults.push(`cut: ${each.textContent.trim()}`)
  }
  // Words of two elements of which neither holds the other. Lines are compared, not boxes: an
  // inline element that is broken over two lines has a box that covers what stands between.
  const lines = texts.flatMap(each => [...each.childNodes].filter(node => node.nodeType === 3
    && node.data.trim()).flatMap(node => {
      const range = document.createRange()
      range.selectNodeContents(node)
      const window = each.closest(".clamp")?.getBoundingClientRect().bottom ?? Infinity
      return [...range.getClientRects()]
        .filter(box => box.width > 2 && box.height > 2 && box.bottom <= window + 3)
        .map(box => ({box, each, words: node.data.trim().slice(0, 40)}))
    })).sort((one, other) => one.box.top - other.box.top)
  lines.forEach((one, at) => {
    for (let next = at + 1; lines[next]?.box.top < one.box.bottom - 3; next++) {
      const other = lines[next], a = one.box, b = other.box
      if (one.each === other.each) continue
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      if (across > 3 && down > Math.min(a.height, b.height) / 2)
        faults.push(`on each other: «${one.words}» and «${other.words}»`)
    }
  })
  return [...new Set(faults)].slice(0, 5)
}"""


@pytest.fixture(scope="module")
def city(database: None) -> None:
    make_city(localdate())


def faults_of(page: Page, width: int, height: int, media: str) -> list[str]:
    size: ViewportSize = {"width": width, "height": height}
    page.set_viewport_size(size)
    page.emulate_media(media="print" if media == "print" else "screen")
    faults: list[str] = page.evaluate(FAULTS)
    return faults


def test_no_page_of_a_full_city_is_too_wide_cut_or_on_top_of_itself(
    city: None, logged_in_as: LogIn
) -> None:
    assert Round.objects.count() > 3
    assert Plan.objects.in_force(localdate()).local().count() >= 13
    wrong: dict[str, list[str]] = {}
    sheet = (A4_BETWEEN_MARGINS["width"], A4_BETWEEN_MARGINS["height"])
    for name, (who, address) in PAGES.items():
        page = logged_in_as(who).new_page()
        answer = page.goto(address if isinstance(address, str) else address())
        assert answer is not None
        assert answer.status == 200, name
        for where, size in (("desk", DESK), ("phone", PHONE), ("print", sheet)):
            if faults := faults_of(page, *size, media=where):
                wrong[f"{name}, {where}"] = faults
        page.close()
    assert wrong == {}
