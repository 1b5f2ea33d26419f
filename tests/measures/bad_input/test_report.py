"""Odd input in a report: kept as it is, or refused with a sentence; never a 500."""

import pytest

from measures.models import Measure, Status
from tests.checking_client import CheckingClient
from tests.measures.bad_input.odd import SPECIAL, UNSTORABLE, Form, reported, said, value_of

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


@SPECIAL
@pytest.mark.parametrize("field", ["own_words", "remark"])
def test_odd_text_in_a_report_is_kept_as_it_is_or_refused_for_its_length(
    client: CheckingClient, measure: Measure, report_form: Form, field: str, odd: str
) -> None:
    answer = reported(client, measure, report_form, **{field: odd})

    if field == "own_words" and len(odd) > 1000:
        assert value_of(answer, field) == odd
        assert f"Her er det {len(odd)} tegn. Det er plass til 1000" in said(answer)
        assert measure.statuses.count() == 0
    else:
        status = Status.objects.get(measure=measure)
        assert (status.words if field == "own_words" else status.remark) == odd
        shown = client.get(answer.url)
        assert "<script>alert" not in shown.content.decode()
        assert " ".join(odd.split()) in said(shown)


@pytest.mark.parametrize("odd", UNSTORABLE.values(), ids=UNSTORABLE)
@pytest.mark.parametrize("field", ["own_words", "remark", "applies_on", "status", "risk"])
def test_what_no_database_can_keep_is_refused_in_a_report(
    client: CheckingClient, measure: Measure, report_form: Form, field: str, odd: str
) -> None:
    answer = reported(client, measure, report_form, **{field: odd})

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert measure.statuses.count() == 0


@pytest.mark.parametrize("day", ["31.02.2021", "2021-13-45", "0000-00-00", "9" * 500])
def test_a_day_that_is_none_is_refused(
    client: CheckingClient, measure: Measure, report_form: Form, day: str
) -> None:
    answer = reported(client, measure, report_form, remark="Står her", applies_on=day)

    sentence = "Dagen finnes ikke." if day == "31.02.2021" else "Skriv datoen som dag.måned.år"
    assert sentence in said(answer)
    assert (value_of(answer, "applies_on"), value_of(answer, "remark")) == (day, "Står her")


def test_the_first_day_there_is_may_be_reported_about(
    client: CheckingClient, measure: Measure, report_form: Form
) -> None:
    answer = reported(client, measure, report_form, applies_on="01.01.1990")

    assert answer.status_code in {200, 302}
    assert client.get(f"/tiltak/{measure.pk}/").status_code == 200
    assert client.get("/tiltak/?sort=reported").status_code == 200
