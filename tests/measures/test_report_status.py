"""«Oppdater status»: what is kept, what is refused, and two people at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils.timezone import localdate
from lxml import html

from measures.models import Measure, Risk, StaleMeasureError, Status, StatusWord
from measures.vocabulary import RiskLevel, StatusCode
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report

pytestmark = pytest.mark.usefixtures("five_plans")


@pytest.fixture
def measure(five_plans: None) -> Measure:
    """Of Grorud, reported once as Under arbeid with high risk."""
    made = make_measure(make_plan("grorud"), "Et nytt tiltak")
    report(made, "Påbegynt", on=date(2024, 4, 30), risk=RiskLevel.HIGH)
    return made


@pytest.fixture
def fresh(five_plans: None) -> Measure:
    """Of Grorud, never reported on."""
    return make_measure(make_plan("grorud"), "Et tiltak ingen har meldt om")


@pytest.fixture
def colleague(five_plans: None) -> User:
    return make_user("kollega", (Role.EDITOR, "grorud"))


@pytest.fixture
def client(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


def form_on(answer: Any) -> dict[str, Any]:
    """What a browser would send for the report form on a page, if nothing were typed."""
    page = html.document_fromstring(answer.content.decode())
    form = page.xpath("//form[.//input[@name='version']]")[0]
    typed = form.xpath(".//textarea|.//input[not(@type='radio') or @checked]")
    chosen = form.xpath(".//option[@selected]|.//select[not(.//option[@selected])]/option[1]")
    return {
        **{field.name: (field.value or "").removeprefix("\n") for field in typed},
        **{option.getparent().get("name"): option.get("value") for option in chosen},
        "risk": "".join(form.xpath(".//input[@name='risk' and @checked]/@value")),
    }


def opened(client: CheckingClient, measure: Measure) -> dict[str, Any]:
    return form_on(client.get(f"/tiltak/{measure.pk}/"))


def save(client: CheckingClient, measure: Measure, form: dict[str, Any], **typed: Any) -> Any:
    return client.post(f"/tiltak/{measure.pk}/status/", {**form, **typed})


def text_of(answer: Any) -> str:
    page = html.document_fromstring(answer.content.decode())
    return " ".join(page.text_content().split())


def newest(measure: Measure) -> Status | None:
    return Measure.objects.get(pk=measure.pk).latest_status


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


@pytest.mark.parametrize("words", ["Nesten i mål", "Iverksatt ikke ennå", "Iverksatt?"])
def test_unknown_words_are_kept_without_a_code_and_the_page_says_so(
    client: CheckingClient, fresh: Measure, words: str
) -> None:
    answer = save(client, fresh, opened(client, fresh), own_words=words)

    kept = newest(fresh)
    assert kept is not None
    assert (kept.words, kept.code) == (words, None)
    said = text_of(client.get(answer.url))
    assert f"Ordet «{words}» er ikke kjent" in said
    assert "telles uten status" in said


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


def test_a_report_about_an_earlier_day_leaves_the_newest_as_it_is(
    client: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    save(client, measure, form, status="not_started", applies_on="31.01.2024", remark="Glemt")

    kept = newest(measure)
    assert kept is not None
    assert kept.words == "Påbegynt"
    assert measure.statuses.count() == 2


def test_a_report_about_an_earlier_day_does_not_say_that_the_measure_is_so_now(
    client: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    answer = save(client, measure, form, status="not_started", applies_on="31.01.2024")

    assert "er nå Ikke startet" not in text_of(client.get(answer.url))


def test_a_risk_that_was_not_touched_is_not_said_about_an_earlier_day(
    client: CheckingClient, measure: Measure
) -> None:
    """The form shows today's risk; a report about last year does not say it was so then."""
    form = opened(client, measure)
    save(client, measure, form, status="not_started", applies_on="31.01.2023")

    assert [r.applies_on for r in measure.risks.all()] == [date(2024, 4, 30)]


# --- What is refused, with nothing lost -----------------------------------------------------------


def test_a_remark_without_a_status_is_refused_and_kept_on_the_page(
    client: CheckingClient, fresh: Measure
) -> None:
    answer = save(client, fresh, opened(client, fresh), remark="Venter på kjøkkenet", risk="high")

    assert answer.status_code == 200
    assert "Velg en status, eller skriv den med egne ord." in text_of(answer)
    assert form_on(answer)["remark"] == "Venter på kjøkkenet"
    assert form_on(answer)["risk"] == "high"
    assert (fresh.statuses.count(), fresh.risks.count()) == (0, 0)


def test_a_form_with_nothing_in_it_is_refused(client: CheckingClient, fresh: Measure) -> None:
    answer = save(client, fresh, opened(client, fresh))

    assert "Velg en status" in text_of(answer)
    assert fresh.statuses.count() == 0


def test_a_day_to_come_is_refused_with_a_sentence(client: CheckingClient, measure: Measure) -> None:
    tomorrow = f"{localdate() + timedelta(days=1):%d.%m.%Y}"
    typed = {"remark": "Kanskje", "own_words": "Snart ferdig", "applies_on": tomorrow}
    answer = save(client, measure, opened(client, measure), **typed)

    assert "En rapport kan ikke gjelde en dag fram i tid." in text_of(answer)
    assert typed.items() <= form_on(answer).items()
    assert measure.statuses.count() == 1


@pytest.mark.parametrize("day", ["31.02.2024", "2024-13-45", "00.00.0000", "i går", "31.12.24", ""])
def test_a_day_that_is_none_is_refused_with_a_sentence(
    client: CheckingClient, measure: Measure, day: str
) -> None:
    answer = save(client, measure, opened(client, measure), remark="Står her", applies_on=day)

    assert answer.status_code == 200
    assert "Skriv da" in text_of(answer)
    assert form_on(answer)["remark"] == "Står her"
    assert measure.statuses.count() == 1


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


def test_a_form_that_lacks_its_version_says_why_it_is_not_saved(
    client: CheckingClient, measure: Measure
) -> None:
    form = opened(client, measure)
    form.pop("version")
    answer = save(client, measure, form, remark="Står her")

    assert "ikke lagret" in text_of(answer)
    assert measure.statuses.count() == 1


# --- Somebody else saved meanwhile ----------------------------------------------------------------


def test_somebody_elses_report_is_not_overwritten_and_both_are_shown(
    client: CheckingClient, measure: Measure, colleague: User
) -> None:
    form = opened(client, measure)
    report(measure, "Venter", on=localdate(), remark="Fra kollegaen", risk=RiskLevel.LOW,
           by=colleague)  # fmt: skip

    answer = save(client, measure, form, own_words="Oppstart i høst", remark="Fra meg")

    assert answer.status_code == 409
    said = text_of(answer)
    for words in ("Noen andre lagret", "Venter", "Fra kollegaen", "Oppstart i høst", "Fra meg"):
        assert words in said
    assert [s.words for s in measure.statuses.order_by("pk")] == ["Påbegynt", "Venter"]
    assert form_on(answer)["own_words"] == "Oppstart i høst"
    assert form_on(answer)["remark"] == "Fra meg"


def test_after_a_conflict_a_second_save_goes_through(
    client: CheckingClient, measure: Measure, colleague: User
) -> None:
    form = opened(client, measure)
    report(measure, "Venter", on=localdate(), by=colleague)
    conflict = save(client, measure, form, own_words="Oppstart i høst", remark="Fra meg")

    answer = save(client, measure, form_on(conflict))

    assert answer.status_code == 302
    kept = newest(measure)
    assert kept is not None
    assert (kept.words, kept.remark) == ("Oppstart i høst", "Fra meg")
    assert measure.statuses.count() == 3


def test_as_before_means_what_stood_there_when_the_form_was_opened(
    client: CheckingClient, measure: Measure, colleague: User
) -> None:
    form = opened(client, measure)
    report(measure, "Avsluttet", on=localdate(), by=colleague)

    conflict = save(client, measure, form, remark="Fortsatt slik")
    save(client, measure, form_on(conflict))

    kept = newest(measure)
    assert kept is not None
    assert (kept.words, kept.code) == ("Påbegynt", "in_progress")


def test_the_first_report_of_two_that_opened_an_unreported_measure_wins(
    client: CheckingClient, fresh: Measure, colleague: User
) -> None:
    form = opened(client, fresh)
    theirs = CheckingClient.of(colleague)
    save(theirs, fresh, opened(theirs, fresh), status="on_hold")

    answer = save(client, fresh, form, status="completed")

    assert answer.status_code == 409
    assert fresh.statuses.count() == 1
    assert "På vent" in text_of(answer)
    assert "Avsluttet" in text_of(answer)


def test_somebody_elses_risk_alone_is_a_conflict_too(
    client: CheckingClient, measure: Measure, colleague: User
) -> None:
    form = opened(client, measure)
    report(measure, "", on=localdate(), risk=RiskLevel.LOW, by=colleague)

    answer = save(client, measure, form, remark="Fra meg")

    assert answer.status_code == 409
    latest = Measure.objects.get(pk=measure.pk).latest_risk
    assert latest is not None
    assert latest.level == "low"


# --- Sent twice -----------------------------------------------------------------------------------


def test_a_form_sent_twice_makes_one_entry_and_no_conflict(
    client: CheckingClient, measure: Measure
) -> None:
    form = {**opened(client, measure), "own_words": "Venter på lokale", "risk": "low"}

    answers = [save(client, measure, form), save(client, measure, form)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert measure.statuses.count() == 2
    assert measure.risks.count() == 2


def test_a_risk_alone_sent_twice_makes_one_entry_and_no_conflict(
    client: CheckingClient, fresh: Measure
) -> None:
    form = {**opened(client, fresh), "risk": "high"}

    answers = [save(client, fresh, form), save(client, fresh, form)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert fresh.risks.count() == 1


def test_the_same_words_with_another_risk_are_not_the_same_form(
    client: CheckingClient, measure: Measure
) -> None:
    """Two tabs: the second must not be told «Lagret» while its risk is thrown away."""
    form = {**opened(client, measure), "own_words": "Venter på lokale"}

    save(client, measure, form, risk="low")
    answer = save(client, measure, form, risk="medium")

    assert answer.status_code == 409


def test_a_repeated_report_is_not_taken_for_the_one_before_it(
    client: CheckingClient, measure: Measure, colleague: User
) -> None:
    """Mine, then a colleague's risk, then mine again from a form opened before the risk."""
    save(client, measure, opened(client, measure), remark="Som før")
    stale = opened(client, measure)
    measure.refresh_from_db()
    report(measure, "", on=localdate(), risk=RiskLevel.LOW, by=colleague)

    answer = save(client, measure, stale, remark="Som før")

    assert answer.status_code == 409


# --- Fifty at once --------------------------------------------------------------------------------


@pytest.fixture
def shared(transactional_db: None, five_plans: None) -> Measure:
    return make_measure(make_plan("grorud"), "Femti vil lagre dette")


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_save_the_same_version_one_succeeds(shared: Measure) -> None:
    """Both databases write for real here: SQLite's is a file (tests/settings.py)."""
    assert "memory" not in str(connection.settings_dict["NAME"])
    by = make_user("femti", (Role.EDITOR, "grorud"))
    start = Barrier(50)

    def save_one(number: int) -> bool:
        try:
            mine = Measure.objects.select_related("plan__organisation").get(pk=shared.pk)
            start.wait(timeout=60)
            mine.report_status(
                words=f"Under arbeid nr. {number}",
                code=StatusCode.IN_PROGRESS,
                remark="",
                risk=RiskLevel.HIGH,
                on=date(2024, 4, 30),
                by=by,
                expected_version=0,
            )
        except StaleMeasureError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(50) as threads:
        saved = list(threads.map(save_one, range(50)))

    assert sum(saved) == 1
    shared.refresh_from_db()
    assert Status.objects.filter(measure=shared).get() == shared.latest_status
    assert Risk.objects.filter(measure=shared).get() == shared.latest_risk
    assert shared.report_version == 1
