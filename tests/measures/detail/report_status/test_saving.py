"""A status report: what is kept, and what is refused with nothing lost."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from measures.models import Measure, StatusWord
from measures.vocabulary import StatusCode
from tests.checking_client import CheckingClient
from tests.factories import report
from tests.measures.detail.report_status.forms import form_on, newest, opened, save, text_of

pytestmark = pytest.mark.usefixtures("five_plans")


# --- What is kept ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", list(StatusCode))
def test_a_chosen_status_is_kept_with_its_label_as_the_words(
    client: CheckingClient, fresh: Measure, code: StatusCode
) -> None:
    answer = save(client, fresh, opened(client, fresh), status=code.value, applies_on="30.04.2024")

    assert answer.status_code == 302
    kept = newest(fresh)
    assert kept is not None
    assert (kept.code, kept.words, kept.applies_on) == (
        code.value,
        str(code.label),
        date(2024, 4, 30),
    )
    assert kept.recorded_as == "redaktør for Bydel Grorud"


@pytest.mark.one_database
def test_the_form_is_about_today_unless_another_day_is_typed(
    client: CheckingClient, fresh: Measure
) -> None:
    save(client, fresh, opened(client, fresh), status="ongoing")

    kept = newest(fresh)
    assert kept is not None
    assert kept.applies_on == localdate()


def test_as_before_keeps_the_bydels_own_words_and_their_code(
    client: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    assert str(form["status"]).startswith("keep-")

    save(client, measure, form, remark="Som for sist")

    kept = newest(measure)
    assert kept is not None
    assert (kept.words, kept.code, kept.remark) == ("Påbegynt", "in_progress", "Som for sist")
    assert measure.statuses.count() == 2


def test_as_before_maps_words_that_the_vocabulary_has_learnt_since(
    client: CheckingClient, fresh: Measure
) -> None:
    report(fresh, "Nesten i mål", on=date(2024, 4, 30))
    StatusWord.objects.create(
        organisation=fresh.plan.organisation, words="Nesten i mål", code="partly_implemented"
    )

    save(client, fresh, opened(client, fresh))

    assert [s.code for s in fresh.statuses.order_by("pk")] == [None, "partly_implemented"]


def test_own_words_that_are_known_are_kept_as_written_and_counted(
    client: CheckingClient, fresh: Measure
) -> None:
    words = "Iverksatt, det er behov for flere kurs"
    answer = save(client, fresh, opened(client, fresh), own_words=words)

    kept = newest(fresh)
    assert kept is not None
    assert (kept.words, kept.code) == (words, "implemented")
    assert "er nå Iverksatt" in text_of(client.get(answer.url))


def test_own_words_go_before_the_choice(client: CheckingClient, measure: Measure) -> None:
    save(client, measure, opened(client, measure), status="completed", own_words="Avventer midler")

    kept = newest(measure)
    assert kept is not None
    assert (kept.words, kept.code) == ("Avventer midler", "on_hold")


@pytest.mark.one_database
@pytest.mark.parametrize("words", ["Nesten i mål", "Iverksatt ikke ennå", "Iverksatt?"])
def test_unknown_words_are_kept_without_a_code_and_the_page_says_so(
    client: CheckingClient, fresh: Measure, words: str
) -> None:
    answer = save(client, fresh, opened(client, fresh), own_words=words)

    kept = newest(fresh)
    assert kept is not None
    assert (kept.words, kept.code) == (words, None)
    said = text_of(client.get(answer.url))
    assert f"Statusordet «{words}» er ukjent" in said
    assert "regnes som uten status" in said


def test_a_bydels_own_meaning_of_a_word_goes_before_the_citys(
    client: CheckingClient, fresh: Measure
) -> None:
    StatusWord.objects.create(
        organisation=fresh.plan.organisation, words="Oppstart", code="not_started"
    )

    save(client, fresh, opened(client, fresh), own_words="Oppstart")

    kept = newest(fresh)
    assert kept is not None
    assert kept.code == "not_started"


def test_the_risk_alone_may_be_reported(client: CheckingClient, fresh: Measure) -> None:
    answer = save(client, fresh, opened(client, fresh), risk="medium", applies_on="30.04.2024")

    assert answer.status_code == 302
    assert [(r.level, r.words) for r in fresh.risks.all()] == [("medium", "Middels")]
    assert fresh.statuses.count() == 0


def test_a_risk_may_be_taken_back(client: CheckingClient, measure: Measure) -> None:
    save(client, measure, opened(client, measure), risk="")

    latest = Measure.objects.get(pk=measure.pk).latest_risk
    assert latest is not None
    assert latest.level is None
    assert "Ikke vurdert" in text_of(client.get(f"/tiltak/{measure.pk}/"))


@pytest.mark.one_database
def test_a_report_about_an_earlier_day_leaves_the_newest_as_it_is(
    client: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    save(client, measure, form, status="not_started", applies_on="31.01.2024", remark="Glemt")

    kept = newest(measure)
    assert kept is not None
    assert kept.words == "Påbegynt"
    assert measure.statuses.count() == 2


@pytest.mark.one_database
def test_a_report_about_an_earlier_day_does_not_say_that_the_measure_is_so_now(
    client: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    answer = save(client, measure, form, status="not_started", applies_on="31.01.2024")

    assert "er nå Ikke startet" not in text_of(client.get(answer.url))


@pytest.mark.one_database
def test_a_risk_that_was_not_touched_is_not_said_about_an_earlier_day(
    client: CheckingClient, measure: Measure
) -> None:
    """The form shows today's risk; a report about last year does not say it was so then."""
    form = opened(client, measure)
    save(client, measure, form, status="not_started", applies_on="31.01.2023")

    assert [r.applies_on for r in measure.risks.all()] == [date(2024, 4, 30)]


# --- What is refused, with nothing lost -----------------------------------------------------------


@pytest.mark.one_database
def test_a_remark_without_a_status_is_refused_and_kept_on_the_page(
    client: CheckingClient, fresh: Measure
) -> None:
    answer = save(client, fresh, opened(client, fresh), remark="Venter på kjøkkenet", risk="high")

    assert answer.status_code == 200
    assert "Velg en status, eller skriv den med egne ord." in text_of(answer)
    assert form_on(answer)["remark"] == "Venter på kjøkkenet"
    assert form_on(answer)["risk"] == "high"
    assert (fresh.statuses.count(), fresh.risks.count()) == (0, 0)


@pytest.mark.one_database
def test_a_form_with_nothing_in_it_is_refused(client: CheckingClient, fresh: Measure) -> None:
    answer = save(client, fresh, opened(client, fresh))

    assert "Velg en status" in text_of(answer)
    assert fresh.statuses.count() == 0


@pytest.mark.one_database
def test_a_day_to_come_is_refused_with_a_sentence(client: CheckingClient, measure: Measure) -> None:
    tomorrow = f"{localdate() + timedelta(days=1):%d.%m.%Y}"
    typed = {"remark": "Kanskje", "own_words": "Snart ferdig", "applies_on": tomorrow}
    answer = save(client, measure, opened(client, measure), **typed)

    assert "En rapport kan ikke gjelde en dag fram i tid." in text_of(answer)
    assert typed.items() <= form_on(answer).items()
    assert measure.statuses.count() == 1


@pytest.mark.one_database
@pytest.mark.parametrize("day", ["31.02.2024", "2024-13-45", "00.00.0000", "i fjor", ""])
def test_a_day_that_is_none_is_refused_with_a_sentence(
    client: CheckingClient, measure: Measure, day: str
) -> None:
    answer = save(client, measure, opened(client, measure), remark="Står her", applies_on=day)

    assert answer.status_code == 200
    assert ("Dagen finnes ikke." if day == "31.02.2024" else "Skriv da") in text_of(answer)
    assert form_on(answer)["remark"] == "Står her"
    assert measure.statuses.count() == 1


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("field", "value"),
    [("status", "done"), ("status", "unmapped"), ("risk", "enormous"), ("version", "abc"),
     ("version", "-1"), ("version", "")],
)  # fmt: skip
def test_a_value_that_the_form_does_not_offer_is_refused(
    client: CheckingClient, measure: Measure, field: str, value: str
) -> None:
    form = {**opened(client, measure), "remark": "Står her", field: value}
    answer = save(client, measure, form)

    assert answer.status_code in {200, 409}
    assert form_on(answer)["remark"] == "Står her"
    assert measure.statuses.count() == 1


@pytest.mark.one_database
def test_a_form_that_lacks_its_version_says_why_it_is_not_saved(
    client: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    form.pop("version")
    answer = save(client, measure, form, remark="Står her")

    assert "ikke lagret" in text_of(answer)
    assert measure.statuses.count() == 1
