"""From which day a late measure is in its plan is put right afterwards, with a reason."""

from datetime import date
from typing import Any

import pytest

from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.checking_client import CheckingClient
from tests.factories import make_measure, report, set_deadline
from tests.forms_on_pages import form_on, said, send

pytestmark = pytest.mark.usefixtures("five_plans")


@pytest.fixture
def late(five_plans: None) -> Measure:
    """Added to Grorud's adopted plan, «from 01.01.2025»; its first deadline with it."""
    plan = Plan.objects.get(slug="grorud-2023")
    measure = make_measure(plan, "Et sent tiltak", joined_on=date(2025, 1, 1))
    set_deadline(measure, "31.12.2025", on=date(2025, 1, 1))
    return measure


def address(measure: Measure) -> str:
    return f"/tiltak/{measure.pk}/med-fra/"


def was_in(measure: Measure, day: date) -> Any:
    then = Day(day, date(2026, 11, 28))
    return Measure.objects.as_of(then).filter(pk=measure.pk).first()


def test_a_day_typed_wrong_is_put_right_with_its_first_deadline_and_told(
    grorud: User, late: Measure
) -> None:
    client = CheckingClient.of(grorud)

    assert "Skriv hvorfor." in said(send(client, address(late), joined_on="01.02.2026"))
    answer = send(client, address(late), joined_on="01.02.2026", reason="Skrev feil år")

    page = said(client.get(answer.url))
    assert "Tiltaket er med i planen fra 01.02.2026." in page
    assert "første dag i planen fra «01.01.2025» til «01.02.2026»." in page
    assert "«Skrev feil år»" in page
    assert was_in(late, date(2026, 1, 31)) is None
    then = was_in(late, date(2026, 2, 1))
    assert then.deadline.words == "31.12.2025"
    assert then.deadline.applies_on == date(2026, 2, 1)
    assert "flyttet" not in page.split("Historikk")[0]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("01.01.2060", "fra en dag fram i tid"),
        ("31.12.2022", "Planen begynner 01.01.2023."),
        ("01.07.2026", "Noe er rapportert om tiltaket per 30.06.2026."),
        ("01.01.2025", "Tiltaket er med fra den dagen allerede."),
        ("01.01.0026", ""),
        ("", "Skriv dagen tiltaket kom med."),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_a_sentence(
    grorud: User, late: Measure, day: str, sentence: str
) -> None:
    report(late, on=date(2026, 6, 30))

    answer = send(CheckingClient.of(grorud), address(late), joined_on=day, reason="Feil")

    assert sentence in said(answer)
    assert Measure.objects.get(pk=late.pk).joined_on == date(2025, 1, 1)


def test_of_two_who_correct_the_day_at_once_the_second_is_asked(
    grorud: User, late: Measure
) -> None:
    client = CheckingClient.of(grorud)
    mine = {**form_on(client.get(address(late))), "reason": "Feil", "joined_on": "01.03.2026"}
    send(client, address(late), joined_on="01.02.2026", reason="Deres")

    answer = client.post(address(late), mine)

    assert answer.status_code == 409
    assert "Tiltaket er nå med fra 01.02.2026." in said(answer)
    client.post(address(late), form_on(answer))
    assert Measure.objects.get(pk=late.pk).joined_on == date(2026, 3, 1)


def test_a_measure_of_the_adopted_document_is_in_it_on_every_day(grorud: User) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    answer = CheckingClient.of(grorud).get(address(measure))
    assert answer.url == measure.get_absolute_url()
