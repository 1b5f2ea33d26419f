"""What the redaktør does with an answer: accepts, corrects, or declines it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from measures.models import (
    Measure,
    Reply,
    ReplyDecidedError,
    ReplyLink,
    StaleMeasureError,
    StatusWord,
)
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, organisation, report
from tests.measures.replies.replying import LEADER, act, answered, entries, make_link, said

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


def test_accepting_makes_the_answer_a_report(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    typed = {"status": "implemented", "risk": "high", "remark": "Kurset er i gang"}
    answer = answered(link, measures[0], **typed)

    assert act(grorud, answer, "godta").status_code == 302

    measure = Measure.objects.get(pk=measures[0].pk)
    status, risk = measure.latest_status, measure.latest_risk
    assert (status.words, status.code) == ("Iverksatt", "implemented")
    assert status.remark == "Kurset er i gang"
    assert risk.level == "high"
    who = f"{LEADER} via lenke, godtatt av redaktør for Bydel Grorud"
    assert (status.recorded_as, risk.recorded_as) == (who, who)
    assert (status.recorded_by, status.applies_on) == (grorud, answer.applies_on)
    answer.refresh_from_db()
    assert (answer.outcome, answer.decided_by, answer.status) == ("accepted", grorud, status)


def test_accepting_unchanged_confirms_the_standing_words_and_remark(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    act(grorud, answered(link, measures[0], is_unchanged="on"), "godta")

    newest, before = measures[0].statuses.all()
    assert (newest.words, newest.code, newest.remark) == (before.words, before.code, before.remark)
    page = said(CheckingClient.of(grorud).get(measures[0].get_absolute_url()))
    today = f"{localdate():%d.%m.%Y}"
    assert (
        f"{today} bekreftet {LEADER} via lenke, godtatt av redaktør for Bydel Grorud, at status "
        "«Påbegynt» er uendret." in page
    )


def test_a_risk_alone_may_be_answered(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    act(grorud, answered(link, measures[0], risk="medium"), "godta")
    measure = Measure.objects.get(pk=measures[0].pk)
    assert measure.latest_risk.level == "medium"
    assert measure.statuses.count() == 1


def test_accepting_twice_makes_one_entry(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[1], status="ongoing")
    act(grorud, answer, "godta")
    again = CheckingClient.of(grorud).post(f"/mottatte-svar/{answer.pk}/godta/", follow=True)
    assert "behandlet fra før" in said(again)
    with pytest.raises(ReplyDecidedError):
        answer.accept(by=grorud, expected_version=measures[1].report_version)
    assert measures[1].statuses.count() == 1


def test_a_report_made_meanwhile_is_shown_beside_the_answer_and_asked_about(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], status="ongoing", remark="Lederens ord")
    report(measures[0], "Avsluttet", remark="Redaktørens ord", on=date(2024, 5, 1))

    asked = act(grorud, answer, "godta")

    assert asked.status_code == 409
    for words in ("Avsluttet", "Redaktørens ord", "Løpende", "Lederens ord"):
        assert words in said(asked)
    assert measures[0].statuses.count() == 2
    answer.refresh_from_db()
    assert answer.outcome == "waiting"

    version = asked.context["reply"].measure.report_version
    act(grorud, answer, "godta", version=version)
    assert measures[0].statuses.first().words == "Løpende"


def test_an_answer_that_is_accepted_after_a_later_report_stands(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    """It was given three days before; the redaktør has seen both, and chosen."""
    answer = answered(link, measures[0], status="completed")
    Reply.objects.update(applies_on=localdate() - timedelta(days=3))
    report(measures[0], "Under arbeid", on=localdate())
    version = act(grorud, answer, "godta").context["reply"].measure.report_version

    act(grorud, answer, "godta", version=version)

    measure = Measure.objects.get(pk=measures[0].pk)
    assert (measure.current_code, measure.current_reported_on) == ("completed", localdate())


def test_nobody_pretends_to_have_seen_a_report_that_is_not_made(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], status="ongoing", version="999999")
    assert answer.version == measures[0].report_version
    report(measures[0], "Avsluttet", on=date(2024, 5, 1))
    assert act(grorud, answer, "godta").status_code == 409
    with pytest.raises(StaleMeasureError):
        answer.accept(by=grorud, expected_version=answer.version)


@pytest.mark.parametrize("version", ["", "tull", "-1", "9" * 40, "\x00"])
def test_a_version_that_is_none_is_that_of_the_answer(
    link: ReplyLink, measures: list[Measure], grorud: User, version: str
) -> None:
    answer = answered(link, measures[0], status="ongoing")
    assert act(grorud, answer, "godta", version=version).status_code == 302


def test_words_that_were_mapped_meanwhile_are_counted(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], own_words="Nesten i mål")
    StatusWord.objects.create(
        organisation=organisation("grorud"), words="Nesten i mål", code="in_progress"
    )
    act(grorud, answer, "godta")
    assert measures[0].statuses.first().code == "in_progress"


def corrected(user: User, answer: Reply, **typed: Any) -> Any:
    client = CheckingClient.of(user)
    address = f"/mottatte-svar/{answer.pk}/rett/"
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    opened = {name: value for name, value in shown.items() if value not in (None, False)}
    data = {form.add_prefix(name): value for name, value in {**opened, **typed}.items()}
    return client.post(address, data)


def test_an_unchanged_that_somebody_overtook_opens_with_the_words_that_were_meant(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], is_unchanged="on")
    report(measures[0], "Utgått", on=localdate())

    form = CheckingClient.of(grorud).get(f"/mottatte-svar/{answer.pk}/rett/").context["form"]

    assert not form["is_unchanged"].value()
    assert form["own_words"].value() == "Påbegynt"


def test_a_corrected_answer_says_who_corrected_it(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], status="completed", remark="Ferdig")

    corrected(grorud, answer, status="partly_implemented", remark="Ferdig på én skole")

    status = measures[0].statuses.first()
    assert (status.words, status.remark) == ("Delvis iverksatt", "Ferdig på én skole")
    assert status.recorded_as == f"{LEADER} via lenke, rettet av redaktør for Bydel Grorud"
    answer.refresh_from_db()
    assert (answer.outcome, answer.words, answer.remark) == ("corrected", "Avsluttet", "Ferdig")
    page = said(CheckingClient.of(grorud).get(measures[0].get_absolute_url()))
    assert f"svarte {LEADER} via lenke at status er «Avsluttet». Rettet" in page


def test_a_correction_that_corrects_nothing_is_an_acceptance(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], own_words="Nesten i mål", risk="low")
    corrected(grorud, answer)
    answer.refresh_from_db()
    assert answer.outcome == "accepted"


def test_a_correction_that_somebody_overtook_keeps_what_was_typed(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], status="ongoing")
    report(measures[0], "Avsluttet", on=date(2024, 5, 1))
    asked = corrected(grorud, answer, remark="Mitt forslag", version=answer.version)
    assert asked.status_code == 409
    assert "Mitt forslag" in asked.content.decode()
    assert measures[0].statuses.count() == 2


def test_an_empty_correction_is_asked_about(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], status="ongoing")
    asked = corrected(grorud, answer, status="")
    assert "Velg en status, eller avvis svaret." in said(asked)


def test_an_answer_is_declined_with_a_reason(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    before = entries()
    answer = answered(link, measures[0], status="completed")

    assert "Skriv hvorfor svaret avvises." in said(act(grorud, answer, "avvis", reason=""))
    act(grorud, answer, "avvis", reason="Gjelder et annet tiltak")

    answer.refresh_from_db()
    assert (answer.outcome, answer.reason) == ("declined", "Gjelder et annet tiltak")
    assert entries() == before
    page = said(CheckingClient.of(grorud).get(measures[0].get_absolute_url()))
    assert "av redaktør for Bydel Grorud: Gjelder et annet tiltak" in page


def test_a_waiting_answer_is_in_the_history_and_on_the_measures_page(
    link: ReplyLink, measures: list[Measure], grorud: User, leser: User
) -> None:
    answer = answered(link, measures[0], status="completed", risk="low")
    address = measures[0].get_absolute_url()

    read = said(CheckingClient.of(leser).get(address))
    assert (
        f"svarte {LEADER} via lenke at status er «Avsluttet» og risiko «Lav». "
        "Svaret venter på redaktøren." in read
    )
    assert "Godta" not in read
    own = CheckingClient.of(grorud).get(address).content.decode()
    assert f"/mottatte-svar/{answer.pk}/godta/" in own


def test_a_past_day_knows_nothing_of_an_answer_given_later(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    answered(link, measures[0], status="completed")
    yesterday = localdate() - timedelta(days=1)
    page = CheckingClient.of(grorud).get(f"{measures[0].get_absolute_url()}?per={yesterday}")
    assert "via lenke" not in said(page)


def test_a_long_name_of_a_party_fits_in_the_history(plan: Plan, grorud: User) -> None:
    name = "Enhet for " + "mestring " * 32
    measure = make_measure(plan, responsible=[name.strip()])
    answer = answered(make_link(plan, name.strip(), grorud), measure, status="ongoing")
    act(grorud, answer, "godta")
    assert "…" in measure.statuses.get().recorded_as


def test_an_old_answer_keeps_the_name_that_the_party_had(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    answered(link, measures[0], status="completed")
    link.responsible.rename("direktør for alt", by=grorud)
    page = said(CheckingClient.of(grorud).get(measures[0].get_absolute_url()))
    assert f"svarte {LEADER} via lenke" in page
