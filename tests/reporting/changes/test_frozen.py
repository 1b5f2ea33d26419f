"""Endringer between two rounds: what was frozen for both wins over the measures as they are."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from measures.models import Measure, Report
from measures.models.misfiling import Misfiling
from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Plan
from reporting.closing.acts import close, reopen
from reporting.kinds_of_change import What
from reporting.models import FrozenRow, Round, Submission
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation, report, set_deadline

pytestmark = pytest.mark.one_database
T1, T2 = date(2026, 4, 30), date(2026, 8, 31)
ASKED = "/oversikt/endringer/?siden=30.04.2026&per=31.08.2026"
OF_ONE = "av det bydelen sendte inn for de to rundene, slik det ble sendt da"
FROZEN = "av det bydelene sendte inn for de to rundene, slik det ble sendt da"


def words(user: User, address: str, path: str = "//main") -> str:
    response = CheckingClient.of(user).get(address)
    assert response.status_code == 200
    page = html.document_fromstring(response.content.decode())
    return " ".join(" ".join(part.text_content() for part in page.xpath(path)).split())


def sent(one: Round, slug: str, on: date) -> Submission:
    bydel = organisation(slug)
    return send(one, bydel, by=editor_of(bydel), comment="", today=on)


@pytest.fixture
def rounds(five_plans: None) -> list[Round]:
    """T1 and T2 2026; the real plans count on no day."""
    Plan.objects.local().update(state=Plan.State.DRAFT)
    return [
        Round.objects.create(name=name, cut_off=day, due_on=day)
        for name, day in (("T1 2026", T1), ("T2 2026", T2))
    ]


@pytest.fixture
def alna(rounds: list[Round]) -> Plan:
    """Sent for both: one further with a moved deadline and a risk, one unchanged, one silent."""
    plan = make_plan("alna")
    further, same, _silent = (make_measure(plan, text) for text in ("Lenger", "Likt", "Stille"))
    set_deadline(further, "31.12.2026")
    for measure in (further, same):
        report(measure, "Under arbeid", on=T1, risk=RiskLevel.LOW)
    sent(rounds[0], "alna", T1)
    report(further, "Iverksatt", on=T2, risk=RiskLevel.HIGH, remark="Åpnet i mai")
    report(same, "Under arbeid", on=T2, risk=RiskLevel.LOW)
    set_deadline(further, "30.06.2027", on=T2, reason="Lokalene er ikke ferdige.")
    sent(rounds[1], "alna", T2)
    return plan


def correct(measure: Measure) -> None:
    status: Any = measure.latest_status
    measure.correct(
        status,
        None,
        Report("Ikke startet", StatusCode.NOT_STARTED),
        on=status.applies_on,
        reason="Skrevet feil",
        by=editor_of(measure.plan.organisation),
        expected_version=measure.report_version,
    )


def test_what_was_sent_for_both_rounds_is_counted_whatever_is_corrected_later(
    alna: Plan, byadmin: User
) -> None:
    before = words(byadmin, ASKED, "//table")
    assert "1 kommet lenger, 1 uendret" in words(byadmin, ASKED)
    correct(alna.measures.get(text="Lenger"))
    alna.measures.update(text="Et annet navn")
    assert words(byadmin, ASKED, "//table") == before
    told = words(byadmin, f"{ASKED}&bydel=alna&hva={What.ON}")
    assert "Lenger" in told
    assert "«Åpnet i mai»" in told


def test_the_page_and_the_file_say_that_they_show_what_was_sent(alna: Plan, byadmin: User) -> None:
    assert f"Tallene er {OF_ONE}. Det som er rettet etterpå, er ikke med." in words(byadmin, ASKED)
    report(make_measure(make_plan("bjerke")), on=T2)
    told = words(byadmin, ASKED)
    assert f"For 1 bydel er tallene {FROZEN}. For den andre er de av tiltakene" in told
    told = words(byadmin, "/oversikt/endringer/?siden=30.04.2026&per=30.08.2026")
    assert "slik det ble sendt da" not in told


def test_a_deadline_that_moved_between_the_reports_keeps_its_reason(
    alna: Plan, byadmin: User
) -> None:
    told = words(byadmin, f"{ASKED}&bydel=alna&hva={What.MOVED}", "//tbody/tr/td")
    assert told == "31.12.2026 30.06.2027 181 dager senere «Lokalene er ikke ferdige.»"
    assert "Lav → Høy" in words(byadmin, f"{ASKED}&bydel=alna&hva={What.RISK}")


def test_every_number_opens_as_many_rows_and_the_file_has_them(alna: Plan, byadmin: User) -> None:
    for what, n in ((What.ON, 1), (What.UNCHANGED, 1), (What.SILENT, 1), (What.ALL, 3)):
        address = f"{ASKED}&bydel=alna&hva={what}"
        assert words(byadmin, address, "//*[@class='section__count']") == str(n)
    file = CheckingClient.of(byadmin).get(ASKED.replace("/?", "/csv/?") + "&bydel=alna")
    assert len(unescape(file.content.decode()).splitlines()) == 4


def test_a_measure_that_is_misfiled_since_is_told_without_a_way_to_it(
    alna: Plan, byadmin: User
) -> None:
    measure = alna.measures.get(text="Lenger")
    by = editor_of(alna.organisation)
    Misfiling.objects.create(
        measure=measure, act=Misfiling.Act.MARKED, reason="To ganger", recorded_by=by
    )
    Measure.ever.filter(pk=measure.pk).update(is_misfiled=True)
    address = f"{ASKED}&bydel=alna&hva={What.ON}"
    assert "Lenger" in words(byadmin, address)
    file = CheckingClient.of(byadmin).get(address.replace("/?", "/csv/?"))
    assert "Lenger" in file.content.decode()


def test_a_plan_that_is_misfiled_since_drops_no_number_of_what_was_sent(
    alna: Plan, byadmin: User
) -> None:
    before = words(byadmin, ASKED, "//table")
    file = ASKED.replace("/?", "/csv/?")
    in_the_file = CheckingClient.of(byadmin).get(file).content
    Plan.ever.filter(pk=alna.pk).update(is_misfiled=True)
    assert words(byadmin, ASKED, "//table") == before
    assert f"Tallene er {OF_ONE}" in words(byadmin, ASKED)
    assert CheckingClient.of(byadmin).get(file).content == in_the_file
    assert "Lenger" in words(byadmin, f"{ASKED}&bydel=alna&hva={What.ON}")


def test_a_plan_whose_start_is_moved_past_the_cut_off_drops_none_either(
    alna: Plan, byadmin: User
) -> None:
    before = words(byadmin, ASKED, "//table")
    Plan.objects.filter(pk=alna.pk).update(starts_on=date(2026, 10, 1))
    assert words(byadmin, ASKED, "//table") == before


def test_the_desk_tells_of_a_misfiled_plan_what_was_sent(
    alna: Plan, rounds: list[Round], byadmin: User
) -> None:
    for one in rounds:
        close(one, by=byadmin, today=date(2026, 9, 28))
    desk = rounds[1].get_absolute_url()
    before = words(byadmin, desk, "//table")
    Plan.ever.filter(pk=alna.pk).update(is_misfiled=True)
    # what was sent stands, and only the way to send it anew is gone with its plan
    assert words(byadmin, desk, "//table") == before.replace(" Åpne igjen for Alna", "")


def test_who_sent_for_one_round_alone_is_told_of_its_measures_as_they_are(
    rounds: list[Round], byadmin: User
) -> None:
    measure = make_measure(make_plan("bjerke"))
    report(measure, "Under arbeid", on=T2)
    sent(rounds[1], "bjerke", T2)
    correct(measure)
    told = words(byadmin, f"{ASKED}&bydel=bjerke&hva={What.FIRST}")
    assert "Ikke startet" in told
    assert "slik det ble sendt da" not in told


def test_what_was_kept_of_who_did_not_send_is_told_as_it_stood(
    rounds: list[Round], byadmin: User
) -> None:
    measure = make_measure(make_plan("bjerke"))
    report(measure, "Under arbeid", on=date(2025, 4, 30))
    for one in rounds:
        close(one, by=byadmin, today=date(2026, 9, 28))
    report(measure, "Avsluttet", on=T2)
    told = words(byadmin, ASKED)
    assert "– ikke rapportert siden 30.04.2025" in told
    assert "Der en bydel ikke sendte inn, er det slik det sto da runden ble lukket." in told


def test_of_two_versions_the_newest_that_was_received_counts(
    alna: Plan, rounds: list[Round], byadmin: User
) -> None:
    Submission.objects.update(state=Submission.State.RECEIVED)
    Round.objects.update(closed_at=timezone.now())
    correct(alna.measures.get(text="Lenger"))
    one = Round.objects.get(name="T2 2026")
    reopen(one, organisation("alna"), reason="Feil status", by=byadmin)
    later = sent(one, "alna", T2)
    assert "1 kommet lenger" in words(byadmin, ASKED)
    Submission.objects.filter(pk=later.pk).update(state=Submission.State.RECEIVED)
    assert "1 gått tilbake" in words(byadmin, ASKED)


def test_frozen_rows_take_the_same_queries_for_one_and_for_three(
    alna: Plan, rounds: list[Round], byadmin: User
) -> None:
    client = CheckingClient.of(byadmin)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(ASKED)
        return len(asked)

    few = queries()
    for slug in ("bjerke", "frogner"):
        report(make_measure(make_plan(slug)), on=T1)
        for one in rounds:
            sent(one, slug, one.cut_off)
    assert queries() == few <= 15


# --- Deadlines -----------------------------------------------------------------------------------


def moved_between_reports(one_and_other: list[Round], first: str, then: str, user: User) -> str:
    """What the row of Alna says of deadlines, where one is sent for T1 and the other for T2."""
    measure = make_measure(make_plan("alna"))
    set_deadline(measure, first)
    sent(one_and_other[0], "alna", T1)
    set_deadline(measure, then, on=T2)
    sent(one_and_other[1], "alna", T2)
    return words(user, f"{ASKED}&bydel=alna&hva={What.MOVED}", "//*[@class='section__count']")


def test_a_period_that_became_a_day_has_not_moved_in_reports_more_than_elsewhere(
    rounds: list[Round], byadmin: User
) -> None:
    assert moved_between_reports(rounds, "2026–2027", "30.06.2028", byadmin) == "0"
    FrozenRow.objects.all().delete()
    Submission.objects.all().delete()
    assert words(byadmin, f"{ASKED}&hva={What.MOVED}", "//*[@class='section__count']") == "0"


def test_a_typing_error_put_right_between_two_reports_is_no_move(
    rounds: list[Round], byadmin: User
) -> None:
    measure = make_measure(make_plan("alna"))
    set_deadline(measure, "31.12.2017")
    sent(rounds[0], "alna", T1)
    wrong: Any = measure.deadlines.get()
    measure.correct_deadline(
        wrong,
        "31.12.2027",
        on=wrong.applies_on,
        reason="Feil år",
        by=editor_of(measure.plan.organisation),
        expected_version=measure.report_version,
    )
    sent(rounds[1], "alna", T2)
    assert words(byadmin, f"{ASKED}&hva={What.MOVED}", "//*[@class='section__count']") == "0"
