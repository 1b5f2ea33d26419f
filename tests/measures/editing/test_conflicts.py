"""Somebody else saved the measure meanwhile."""

import pytest

from measures.models import Deadline, Measure
from ruspolitikk.accounts.models import Role
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.measures.editing.forms import again, form_on, opened, save, text_of

pytestmark = pytest.mark.usefixtures("five_plans")


@pytest.fixture
def colleague(five_plans: None) -> CheckingClient:
    return CheckingClient.of(make_user("kollega", (Role.EDITOR, "grorud")))


def test_two_who_edit_at_once_see_both_versions_and_nothing_is_overwritten(
    client: CheckingClient, colleague: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    save(colleague, measure, opened(colleague, measure), text="Kollegaens tekst", code="7")

    answer = save(client, measure, form, text="Min tekst", items="Mitt punkt")

    assert answer.status_code == 409
    for words in ("Noen andre lagret", "Kollegaens tekst", "Min tekst", "Mitt punkt", "7"):
        assert words in text_of(answer)
    assert form_on(answer)["text"] == ["Min tekst"]
    assert (again(measure).text, measure.items.count()) == ("Kollegaens tekst", 0)


def test_after_a_conflict_a_second_save_goes_through(
    client: CheckingClient, colleague: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    save(colleague, measure, opened(colleague, measure), text="Kollegaens tekst", code="7")
    conflict = save(client, measure, form, text="Min tekst", items="Mitt punkt")

    answer = save(client, measure, form_on(conflict))

    assert answer.status_code == 302
    after = again(measure)
    assert (after.text, after.code) == ("Min tekst", "")
    assert [i.text for i in after.items.all()] == ["Mitt punkt"]


def test_a_conflict_about_the_deadline_keeps_every_deadline_there_was(
    client: CheckingClient, colleague: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    theirs = {"deadline_words": "31.12.2028", "deadline_reason": "Kollegaens grunn"}
    save(colleague, measure, opened(colleague, measure), **theirs)
    mine = {"deadline_words": "31.12.2029", "deadline_reason": "Min grunn"}

    conflict = save(client, measure, form, **mine)
    assert conflict.status_code == 409
    assert form_on(conflict)["deadline_reason"] == ["Min grunn"]
    save(client, measure, form_on(conflict))

    assert [d.words for d in Deadline.objects.filter(measure=measure)] == [
        "31.12.2029",
        "31.12.2028",
        "31.12.2027",
    ]


def test_my_save_after_a_colleague_moved_the_deadline_does_not_move_it_back_unasked(
    client: CheckingClient, colleague: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    theirs = {"deadline_words": "31.12.2028", "deadline_reason": "Kollegaens grunn"}
    save(colleague, measure, opened(colleague, measure), **theirs)

    answer = save(client, measure, form, text="Min tekst")

    assert answer.status_code in {200, 409}
    assert "31.12.2028" in text_of(answer)
    assert [d.words for d in measure.deadlines.all()] == ["31.12.2028", "31.12.2027"]


def test_an_edit_sent_twice_moves_the_deadline_once(
    client: CheckingClient, measure: Measure
) -> None:
    form = {
        **opened(client, measure),
        "deadline_words": ["31.12.2029"],
        "deadline_reason": ["Ingen lokaler"],
    }

    save(client, measure, form)
    save(client, measure, form)

    assert measure.deadlines.count() == 2


def test_an_edit_sent_twice_is_not_called_somebody_elses(
    client: CheckingClient, measure: Measure
) -> None:
    form = {**opened(client, measure), "text": ["Min tekst"]}
    save(client, measure, form)

    answer = save(client, measure, form)

    assert answer.status_code == 302 or "Noen andre" not in text_of(answer)
