"""On a day that is past, the bullets of a measure are told as they were then."""

from datetime import date, timedelta

from django.utils.timezone import localdate
from lxml.html import document_fromstring

from measures.models import Measure
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.measures.editing.items.sending import as_lines, read, texts, tick, write


def test_on_an_earlier_day_the_items_are_as_they_were_then(measure: Measure, grorud: User) -> None:
    item = measure.items.all()[0]
    tick(grorud, measure, [item], [], applies_on="30.04.2025")
    write(grorud, measure, as_lines(measure)[1:])  # and then withdrawn, today

    before, after = (read(grorud, measure, f"?per={day}") for day in ("01.04.2025", "01.05.2025"))
    assert "0 av 8" in before
    assert "1 av 8" in after
    assert "0 av 7" in read(grorud, measure)


def items_shown(user: User, measure: Measure, address: str, day: date) -> list[str]:
    """The bullets of a page on a day, as words."""
    page = CheckingClient.of(user).get(address, {"per": f"{day:%d.%m.%Y}"}).content.decode()
    inside = "//ul[@class='bullets']/li | //div[@class='plan-measure__text']/ul/li"
    return [
        " ".join(item.text_content().split()) for item in document_fromstring(page).xpath(inside)
    ]


def test_a_tick_that_is_taken_back_today_still_stood_on_a_day_before(
    measure: Measure, grorud: User
) -> None:
    item = measure.items.all()[0]
    tick(grorud, measure, [item], [], applies_on="01.02.2025")
    tick(grorud, measure, [], [item])

    assert "1 av 8" in read(grorud, measure, "?per=01.03.2025")
    assert "Bolig nr. 1 (gjort 01.02.2025)" in items_shown(
        grorud, measure, measure.get_absolute_url(), date(2025, 3, 1)
    )
    assert "0 av 8" in read(grorud, measure, "?per=31.01.2025")
    assert "0 av 8" in read(grorud, measure)


def test_a_tick_taken_back_for_a_day_is_not_done_from_that_day_whenever_it_was_ticked(
    measure: Measure, grorud: User
) -> None:
    item = measure.items.all()[0]
    tick(grorud, measure, [item], [], applies_on="01.02.2025")
    tick(grorud, measure, [], [item], applies_on="01.01.2025")
    assert "0 av 8" in read(grorud, measure, "?per=01.03.2025")


def test_an_item_ticked_anew_has_each_day_on_its_own_days(measure: Measure, grorud: User) -> None:
    item = measure.items.all()[0]
    tick(grorud, measure, [item], [], applies_on="01.02.2025")
    tick(grorud, measure, [], [item], applies_on="01.04.2025")
    tick(grorud, measure, [item], [], applies_on="01.06.2025")

    address = measure.get_absolute_url()
    first = [items_shown(grorud, measure, address, date(2025, m, 15))[0] for m in (1, 3, 5, 7)]
    assert first == [
        "Bolig nr. 1",
        "Bolig nr. 1 (gjort 01.02.2025)",
        "Bolig nr. 1",
        "Bolig nr. 1 (gjort 01.06.2025)",
    ]


def test_a_day_before_tells_an_item_in_the_words_it_had(measure: Measure, grorud: User) -> None:
    before = texts(measure)
    for words in ("Nye ord", "Enda nyere"):
        measure.refresh_from_db()
        lines = as_lines(measure)
        lines[2]["text"] = words
        write(grorud, measure, lines)

    yesterday = localdate() - timedelta(days=1)
    for address in (measure.get_absolute_url(), measure.plan.get_absolute_url()):
        assert items_shown(grorud, measure, address, yesterday) == before
    page = document_fromstring(read(grorud, measure, f"?per={yesterday:%d.%m.%Y}"))
    assert "Enda nyere" not in page.get_element_by_id("delpunkter").text_content()


def test_the_plan_on_a_day_before_has_what_was_withdrawn_and_not_what_was_added(
    measure: Measure, grorud: User
) -> None:
    before = texts(measure)
    first, *others = as_lines(measure)
    write(grorud, measure, [{**first, "withdrawn": "on"}, *others, {"text": "Helt nytt"}])
    address = measure.plan.get_absolute_url()
    yesterday = localdate() - timedelta(days=1)
    assert items_shown(grorud, measure, address, yesterday) == before
    assert items_shown(grorud, measure, address, localdate()) == [*before[1:], "Helt nytt"]
