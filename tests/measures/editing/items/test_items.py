"""The bullets of a measure: ticked off with a date, added, reworded, moved and withdrawn."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.utils.timezone import localdate
from lxml.html import document_fromstring

from measures.items import replace_items
from measures.models import Item, ItemChange, Measure
from measures.models.item import items_as_of, items_on
from measures.placing import in_typed_order
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.factories import make_measure, make_plan
from tests.measures.editing.items.sending import as_lines, read, texts, tick, write

pytestmark = pytest.mark.one_database


def test_a_measure_shows_how_many_of_its_items_are_done(measure: Measure, grorud: User) -> None:
    items = list(measure.items.all())
    tick(grorud, measure, items[:3], [])
    assert "3 av 8" in read(grorud, measure)


def test_an_item_is_ticked_off_with_a_day_and_who_did_it(measure: Measure, grorud: User) -> None:
    item = measure.items.all()[1]
    response = tick(grorud, measure, [item], [], applies_on="30.04.2025")

    item.refresh_from_db()
    assert response.status_code == 302
    assert item.done_on == date(2025, 4, 30)
    said = read(grorud, measure)
    assert "gjort 30.04.2025" in said
    assert f"krysset redaktør for Bydel Grorud av delpunktet «{item.text}»." in said


def test_a_tick_is_taken_back_and_both_stay_in_the_history(measure: Measure, grorud: User) -> None:
    item = measure.items.all()[0]
    tick(grorud, measure, [item], [])
    tick(grorud, measure, [], [item])
    item.refresh_from_db()
    assert item.done_on is None
    acts = ItemChange.objects.filter(item=item).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["done", "reopened"]


def test_two_who_tick_at_once_do_not_undo_each_other(measure: Measure, grorud: User) -> None:
    first, second, *_rest = measure.items.all()
    tick(grorud, measure, [first], [])
    tick(grorud, measure, [second], [])  # from a page that was opened before the first was ticked
    assert measure.items.filter(done_on__isnull=False).count() == 2


def test_the_same_tick_sent_twice_is_one(measure: Measure, grorud: User) -> None:
    item = measure.items.all()[0]
    for _time in range(2):
        tick(grorud, measure, [item], [])
    assert ItemChange.objects.filter(item=item).count() == 1


def test_an_ansvarlig_ticks_off_the_own_partys_items(five_plans: None, ansvarlig: User) -> None:
    measure = Measure.objects.reportable_by(ansvarlig).first()
    assert measure is not None
    item = Item.objects.create(measure=measure, position=1, text="Et delpunkt")
    tick(ansvarlig, measure, [item], [])
    item.refresh_from_db()
    assert item.done_on == localdate()


def test_another_measures_item_is_not_ticked_by_this_ones_form(
    measure: Measure, grorud: User
) -> None:
    foreign = make_measure(make_plan("alna"), items=["Alnas"]).items.get()
    tick(grorud, measure, [foreign], [])
    foreign.refresh_from_db()
    assert foreign.done_on is None


def test_a_day_that_has_not_come_is_refused(measure: Measure, grorud: User) -> None:
    item = measure.items.all()[0]
    tomorrow = localdate() + timedelta(days=1)
    tick(grorud, measure, [item], [], applies_on=f"{tomorrow:%d.%m.%Y}")
    item.refresh_from_db()
    assert item.done_on is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31.02.2025", "Dagen finnes ikke. Februar 2025 har 28 dager."),
        ("", "Skriv dagen rapporten gjelder."),
        ("01.01.2070", "En rapport kan ikke gjelde en dag fram i tid."),
    ],
)
def test_ticks_with_a_day_that_is_none_come_back_as_they_were(
    typed: str, sentence: str, measure: Measure, grorud: User
) -> None:
    first, second, third, *_rest = measure.items.all()
    tick(grorud, measure, [first], [])

    response = tick(grorud, measure, [second, third], [first], applies_on=typed)

    page = document_fromstring(response.content.decode())
    form = page.xpath("//section[@id='delpunkter']//form")[0]
    [field] = form.xpath(".//input[@name='applies_on']")
    [error] = form.xpath(".//*[@id='kryss-applies_on_error']")
    ticked = form.xpath(".//input[@name='gjort'][@checked]/@value")
    assert ticked == [str(second.pk), str(third.pk)]
    assert form.xpath(".//input[@name='vist']/@value") == [str(first.pk)]
    assert (field.get("value"), error.text_content()) == (typed, sentence)
    assert list(measure.items.filter(done_on__isnull=False)) == [first]


def test_ticks_that_come_back_do_not_undo_what_a_colleague_ticked_meanwhile(
    measure: Measure, grorud: User
) -> None:
    first, second, *_rest = measure.items.all()
    tick(grorud, measure, [first], [])
    response = tick(grorud, measure, [second], [], applies_on="i fjor")  # opened before it
    page = document_fromstring(response.content.decode())
    ticked = page.xpath("//input[@name='gjort'][@checked]/@value")
    assert ticked == [str(first.pk), str(second.pk)]


def test_items_are_reworded_without_losing_what_they_said(measure: Measure, grorud: User) -> None:
    lines = as_lines(measure)
    old = lines[2]["text"]
    lines[2]["text"] = "Nå med nye ord"
    assert write(grorud, measure, lines).status_code == 302

    assert texts(measure)[2] == "Nå med nye ord"
    change = ItemChange.objects.get()
    assert (change.act, change.text, change.new_text) == ("reworded", old, "Nå med nye ord")


def order_after(user: User, measure: Measure, places: dict[int, int]) -> list[int]:
    """The places that the items had, in their new order, where these got another place typed."""
    was = {text: place for place, text in enumerate(texts(measure), start=1)}
    lines = [
        {**line, "place": places.get(line["place"], line["place"])} for line in as_lines(measure)
    ]
    assert write(user, measure, lines).status_code == 302
    return [was[text] for text in texts(measure)]


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ({8: 1}, [8, 1, 2, 3, 4, 5, 6, 7]),
        ({1: 6}, [2, 3, 4, 5, 6, 1, 7, 8]),
        ({3: 6}, [1, 2, 4, 5, 6, 3, 7, 8]),
        ({1: 5, 5: 1}, [5, 2, 3, 4, 1, 6, 7, 8]),
        ({7: 2, 8: 2}, [1, 7, 8, 2, 3, 4, 5, 6]),
        ({place: 9 - place for place in range(1, 9)}, [8, 7, 6, 5, 4, 3, 2, 1]),
        ({2: 0, 4: 9999}, [2, 1, 3, 5, 6, 7, 8, 4]),
    ],
    ids=["last first", "first sixth", "down", "a swap", "two to one place", "all", "outside"],
)
def test_an_item_comes_to_stand_at_the_place_that_is_typed(
    places: dict[int, int], order: list[int], measure: Measure, grorud: User
) -> None:
    assert order_after(grorud, measure, places) == order


@pytest.mark.parametrize("typed", range(1, 9))
@pytest.mark.parametrize("moved", range(1, 9))
def test_one_that_is_moved_is_where_it_was_typed_and_the_others_keep_their_order(
    moved: int, typed: int
) -> None:
    shown = [(n, {"item": n, "place": typed if n == moved else n}) for n in range(1, 9)]
    order = [row["item"] for row in in_typed_order(shown)]
    assert order.index(moved) == typed - 1
    assert [n for n in order if n != moved] == [n for n in range(1, 9) if n != moved]


def test_a_place_counts_the_items_that_are_left_when_one_is_withdrawn(
    measure: Measure, grorud: User
) -> None:
    lines = as_lines(measure)
    lines[1]["withdrawn"] = "on"
    lines[7]["place"] = 3
    write(grorud, measure, lines)
    assert [text[-1] for text in texts(measure)] == list("1384567")


def test_a_new_item_with_a_place_stands_there(measure: Measure, grorud: User) -> None:
    write(grorud, measure, [*as_lines(measure), {"text": "Helt nytt", "place": 3}])
    assert texts(measure)[2] == "Helt nytt"


def test_an_item_whose_place_is_emptied_stays_where_it_is(measure: Measure, grorud: User) -> None:
    lines = as_lines(measure)
    before = texts(measure)
    lines[2]["place"] = ""
    write(grorud, measure, lines)
    assert texts(measure) == before


def test_a_new_item_without_a_place_comes_last(measure: Measure, grorud: User) -> None:
    write(grorud, measure, [*as_lines(measure), {"text": "Helt nytt"}])
    assert texts(measure)[-1] == "Helt nytt"
    assert "la redaktør for Bydel Grorud til delpunktet «Helt nytt»." in read(grorud, measure)


def test_a_withdrawn_item_is_gone_from_the_page_and_kept_in_the_history(
    measure: Measure, grorud: User
) -> None:
    lines = as_lines(measure)
    gone = lines[3]["text"]
    lines[3]["withdrawn"] = "on"
    write(grorud, measure, lines)

    assert gone not in texts(measure)
    assert Item.ever.filter(measure=measure, text=gone).exists()
    assert f"trakk redaktør for Bydel Grorud tilbake delpunktet «{gone}»." in read(grorud, measure)


def test_the_text_that_is_a_list_follows_its_items(measure: Measure, grorud: User) -> None:
    write(grorud, measure, [*as_lines(measure)[:2], {"text": "Helt nytt"}])
    measure.refresh_from_db()
    assert measure.text == "\n".join(f"- {text}" for text in texts(measure))
    assert "helt nytt" in measure.search_text


def test_what_stands_beside_the_items_stands_before_them(db: None, grorud: User) -> None:
    measure = make_measure(
        make_plan("grorud"), "- Finne lokaler\nÅpne et værested", items=["Finne lokaler"]
    )
    write(grorud, measure, [*as_lines(measure)[:1], {"text": "Ansette to"}])
    measure.refresh_from_db()
    assert measure.text == "Åpne et værested\n- Finne lokaler\n- Ansette to"


def test_a_text_of_its_own_stays_when_items_are_added(db: None, grorud: User) -> None:
    measure = make_measure(make_plan("grorud"), "Åpne et værested")
    write(grorud, measure, [{"text": "Finne lokaler"}])
    measure.refresh_from_db()
    assert measure.text == "Åpne et værested"
    assert texts(measure) == ["Finne lokaler"]


def test_the_last_item_cannot_be_withdrawn_where_it_is_all_that_the_measure_says(
    measure: Measure, grorud: User
) -> None:
    lines = [{**line, "withdrawn": "on"} for line in as_lines(measure)]
    response = write(grorud, measure, lines)
    assert "La minst ett delpunkt stå." in response.content.decode()
    assert len(texts(measure)) == 8


def test_somebody_edited_first_and_nothing_is_overwritten(measure: Measure, grorud: User) -> None:
    opened = measure.edit_version
    write(grorud, measure, [*as_lines(measure), {"text": "Kollegaens"}])
    response = write(grorud, measure, [{"text": "Mitt"}], version=opened)

    said = unescape(response.content.decode())
    assert response.status_code == 409
    assert "Kollegaens" in said
    assert "Mitt" in said
    assert "Mitt" not in texts(measure)


def test_a_line_without_text_asks_whether_it_is_withdrawn(measure: Measure, grorud: User) -> None:
    lines = as_lines(measure)
    lines[0]["text"] = ""
    response = write(grorud, measure, lines)
    assert "Skriv teksten, eller kryss av for" in unescape(response.content.decode())
    assert len(texts(measure)) == 8


@pytest.mark.parametrize(
    "sent",
    [
        {"linje-TOTAL_FORMS": "mange"},
        {"linje-TOTAL_FORMS": "99999"},
        {"version": "x"},
        {"linje-0-item": "9" * 30},
        {"linje-0-place": "-1"},
        {"linje-0-text": "\x00"},
    ],
    ids=["no number of lines", "too many lines", "no version", "no item", "no place", "NUL"],
)
def test_what_is_no_list_of_items_is_never_an_error_of_ours(
    sent: dict[str, str], measure: Measure, grorud: User
) -> None:
    response = write(grorud, measure, as_lines(measure), **sent)
    assert response.status_code in {409, 422}
    assert len(texts(measure)) == 8


def test_items_of_the_edit_form_keep_their_history_too(measure: Measure, grorud: User) -> None:
    replace_items(measure, ["Bare dette"], on=localdate(), by=grorud)
    assert texts(measure) == ["Bare dette"]
    assert ItemChange.objects.filter(measure=measure, act="withdrawn").count() == 8


def test_what_stands_today_is_what_the_history_tells_of_today(
    measure: Measure, grorud: User
) -> None:
    first, second, third, *_rest = measure.items.all()
    tick(grorud, measure, [first, second], [], applies_on="30.04.2025")
    tick(grorud, measure, [], [second])
    tick(grorud, measure, [third], [], applies_on="01.04.2025")
    lines = [text for text in texts(measure) if text != first.text]
    replace_items(measure, [*lines, "Nytt punkt"], on=localdate(), by=grorud)

    own = Measure.objects.get(pk=measure.pk)
    ever = Item.ever.filter(measure=measure)
    assert items_as_of(own, Day.now()) == items_on(ever, localdate())


def test_more_lines_than_a_measure_has_use_for_are_refused_in_a_sentence(
    measure: Measure, grorud: User
) -> None:
    before = texts(measure)
    answer = write(grorud, measure, as_lines(measure), **{"linje-TOTAL_FORMS": 999})
    assert answer.status_code == 422
    assert "Det er sendt flere enn 100 linjer. Ingenting er lagret." in answer.content.decode()
    assert texts(measure) == before
