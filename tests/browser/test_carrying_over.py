"""A redaktør continues the plan of 2010–2013 into a new one, by keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

from measures.models import Measure, Succession
from plans.models import Plan

FARTHEST = 400
DOWN_TO = {"continued": 1, "merged": 2, "finished": 3, "dropped": 4}

FOCUSED = """() => {
    const at = document.activeElement;
    const label = at.labels && at.labels.length ? at.labels[0].innerText : at.innerText;
    return (label || "").replace(/\\s+/g, " ").trim();
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called this."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            return
    raise AssertionError(f"«{name}» is not reached by {FARTHEST} tabs")


def follow(page: Page, name: str) -> None:
    """Go to a link or a button, and press it."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def decide(page: Page, number: str, kind: str) -> None:
    tab_to(page, f"Hva skjer med tiltak {number}?")
    for _ in range(DOWN_TO[kind]):
        page.keyboard.press("ArrowDown")


def test_ostensjos_plan_is_continued_by_keyboard_alone(
    logged_in_as: Callable[[str], BrowserContext],
) -> None:
    page = logged_in_as("ostensjo").new_page()
    page.goto("/planer/ostensjo-2010/")

    follow(page, "Før planen videre")
    tab_to(page, "Tittel")
    page.keyboard.type("Ruspolitisk handlingsplan 2027–2030")
    tab_to(page, "Gjelder fra")
    page.keyboard.type("01.01.2027")
    tab_to(page, "Gjelder til og med (valgfritt)")
    page.keyboard.type("31.12.2030")
    follow(page, "Lag den nye planen")

    # Half of it is saved first: a measure that ends without a reason is asked about, and nothing
    # that was typed is lost.
    decide(page, "4.1", "continued")
    decide(page, "4.2.1", "merged")
    tab_to(page, "Slås sammen med tiltak nr.")
    page.keyboard.type("4.1")
    decide(page, "4.2.2", "dropped")
    decide(page, "4.2.3", "finished")
    follow(page, "Lagre")
    page.get_by_role("alert").get_by_text("Skriv hvorfor tiltaket ikke videreføres.").wait_for()
    tab_to(page, "Begrunnelse")
    page.keyboard.type("Byen gjør det nå")
    follow(page, "Lagre")
    page.get_by_role("status").get_by_text("Lagret. 35 tiltak er ikke bestemt ennå.").wait_for()

    # The rest goes along by one button.
    follow(page, "Viderefør alle som ikke er bestemt, og lagre")
    page.get_by_role("status").get_by_text("Lagret. Alle tiltakene er bestemt.").wait_for()
    new = Plan.objects.get(title="Ruspolitisk handlingsplan 2027–2030")
    assert page.url.endswith(new.get_absolute_url())
    assert (new.state, new.measures.count()) == ("draft", 36)
    said = Succession.objects.in_effect().filter(plan=new).order_by("old__n")[:4]
    assert [row.kind for row in said] == ["continued", "merged", "dropped", "finished"]
    codes = list(new.measures.order_by("position").values_list("code", flat=True))
    assert codes[:2] == ["4.1", "4.2.4"]

    # The chain is followed from the new measure to the old one, and back.
    first = Measure.objects.get(plan=new, code="4.1")
    follow(page, first.name)
    assert page.url.endswith(first.get_absolute_url())
    tab_to(page, first.name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    old = Measure.objects.get_by_natural_key("ostensjo-2010", 1)
    assert page.url.endswith(old.get_absolute_url())
    follow(page, first.name)
    assert page.url.endswith(first.get_absolute_url())
    page.close()
