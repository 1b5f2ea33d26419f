"""Rett and Trekk tilbake in the history of a measure, and Angre in the receipt of a report."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from lxml import html

from measures.detail.meant import named_in
from measures.models import Act, Measure, Withdrawal
from measures.vocabulary import RiskLevel
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report, set_deadline

pytestmark = pytest.mark.usefixtures("five_plans")

HTMX = {"HX-Request": "true"}
APRIL, AUGUST = date(2024, 4, 30), date(2024, 8, 31)


@pytest.fixture
def client(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


@pytest.fixture
def measure(grorud: User) -> Measure:
    """Under arbeid with high risk in April; by mistake Iverksatt with low risk in August."""
    measure = make_measure(make_plan("grorud"), deadline="31.12.2027")
    report(measure, "Under arbeid", on=APRIL, risk=RiskLevel.HIGH, by=grorud)
    report(measure, "Iverksatt", on=AUGUST, risk=RiskLevel.LOW, by=grorud)
    return measure


def page_of(answer: Any) -> Any:
    return html.document_fromstring(answer.content.decode())


def text(answer: Any) -> str:
    return " ".join(page_of(answer).text_content().split())


def opened(client: CheckingClient, measure: Measure, act: str) -> tuple[str, dict[str, Any]]:
    """The address of the first form of a kind that the history leads to, and what it sends."""
    page = page_of(client.get(measure.get_absolute_url()))
    [link, *_others] = page.xpath(f"//p[@class='acts']/a[contains(@href, '/{act}/')]/@href")
    form = page_of(client.get(link.split("#")[0])).xpath("//form[@class='event__form']")[0]
    data: dict[str, Any] = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    return link.split("#")[0], data


# --- Trekk tilbake --------------------------------------------------------------------------------


def test_a_report_is_withdrawn_whole_and_what_stands_is_said_before_and_after(
    client: CheckingClient, measure: Measure
) -> None:
    address, data = opened(client, measure, "trekk")
    before = text(client.get(address))

    answer = client.post(address, {**data, "reason": "Feil tiltak"}, follow=True)

    assert (
        "Etterpå står tiltaket igjen som Under arbeid med risiko Høy, slik det var 30.04." in before
    )
    assert (
        "Rapporten for 31.08.2024 er trukket tilbake. Tiltaket står igjen som Under arbeid med "
        "risiko Høy, per 30.04.2024." in text(answer)
    )
    [struck] = page_of(answer).xpath("//li[contains(@class, 'event--void')]")
    words = " ".join(struck.text_content().split())
    assert words.startswith("Trukket tilbake: 31.08.2024 rapporterte redaktør for Bydel Grorud")
    assert f"Trukket tilbake {localdate():%d.%m.%Y} av redaktør for Bydel Grorud" in words
    assert "«Feil tiltak»" in words
    assert not struck.xpath(".//a")


@pytest.mark.one_database
def test_one_part_of_a_report_may_go_alone(client: CheckingClient, measure: Measure) -> None:
    address, data = opened(client, measure, "trekk")
    [_status, risk] = data["parts"]
    client.post(address, {**data, "parts": [risk], "reason": "Bare risikoen var feil"})
    measure.refresh_from_db()

    assert (measure.current_code, measure.current_risk) == ("implemented", "high")


@pytest.mark.one_database
def test_why_is_always_asked(client: CheckingClient, measure: Measure) -> None:
    for act in ("trekk", "rett"):
        address, data = opened(client, measure, act)
        answer = client.post(address, data)
        assert answer.status_code == 422
        assert "Skriv hvorfor." in text(answer)
    assert not Withdrawal.objects.exists()


@pytest.mark.one_database
def test_where_nothing_stood_before_it_is_said(client: CheckingClient, grorud: User) -> None:
    measure = make_measure(make_plan("grorud"))
    report(measure, by=grorud)
    address, _data = opened(client, measure, "trekk")

    assert "Etterpå står tiltaket igjen som Ikke rapportert." in text(client.get(address)).replace(
        " .", "."
    )


@pytest.mark.one_database
def test_what_a_colleague_has_withdrawn_is_said_and_nothing_more_is_done(
    client: CheckingClient, measure: Measure
) -> None:
    address, data = opened(client, measure, "trekk")
    client.post(address, {**data, "reason": "Feil tiltak"})

    again = client.post(address, {**data, "reason": "Feil"}, follow=True)

    assert "Rapporten for 31.08.2024 ble trukket tilbake av redaktør for Bydel Grorud" in text(
        again
    )
    assert "Det er ikke noe mer å gjøre." in text(again)
    assert Withdrawal.objects.count() == 2  # status and risk, once each


@pytest.mark.parametrize("act", ["trekk", "rett"])
def test_somebody_who_reported_meanwhile_is_shown_and_nothing_is_written(
    client: CheckingClient, measure: Measure, grorud: User, act: str
) -> None:
    address, data = opened(client, measure, act)
    report(measure, "Venter", on=localdate(), by=grorud)
    data |= {"reason": "Feil ord", "remark": "Nytt"}

    answer = client.post(address, data)

    assert answer.status_code == 409
    assert "Noen andre lagret mens du skrev." in text(answer)
    form = page_of(answer).xpath("//form[@class='event__form']")[0]
    assert form.fields["reason"] == "Feil ord"
    assert not Withdrawal.objects.exists()
    assert client.post(address, dict(form.form_values())).status_code == 302


# --- Rett -----------------------------------------------------------------------------------------


def test_a_wrong_year_is_put_right_with_the_reason(
    client: CheckingClient, measure: Measure
) -> None:
    address, data = opened(client, measure, "rett")
    data |= {"applies_on": "31.08.2025", "reason": "Feil år"}

    answer = client.post(address, data, follow=True)

    told = text(answer)
    assert "Rapporten for 31.08.2024 er rettet." in told
    assert "31.08.2025 rettet redaktør for Bydel Grorud rapporten til status «Iverksatt»" in told
    assert f"Status per 31.08.2025, registrert {localdate():%d.%m.%Y}." in told
    assert "«Feil år»" in told
    past = text(client.get(f"{measure.get_absolute_url()}?per=31.08.2024"))
    assert "1 rapport om denne dagen er rettet eller trukket tilbake siden." in past
    assert "Under arbeid" in past


@pytest.mark.one_database
def test_a_correction_that_changes_nothing_or_lies_ahead_is_asked_about(
    client: CheckingClient, measure: Measure
) -> None:
    address, data = opened(client, measure, "rett")
    tomorrow = localdate() + timedelta(days=1)

    for typed, problem in (
        ({}, "Ingenting er endret."),
        ({"applies_on": f"{tomorrow:%d.%m.%Y}"}, "fram i tid"),
    ):
        answer = client.post(address, {**data, "reason": "x", **typed})
        assert answer.status_code == 422
        assert problem in text(answer)


@pytest.mark.one_database
def test_a_deadline_typed_wrongly_is_no_move(client: CheckingClient, grorud: User) -> None:
    measure = make_measure(make_plan("grorud"))
    set_deadline(measure, "31.12.2017", by=grorud)
    address, data = opened(client, measure, "rett")

    answer = client.post(
        address, {**data, "words": "31.12.2027", "reason": "Skrivefeil"}, follow=True
    )

    told = text(answer)
    assert "Fristen er nå 31.12.2027." in told
    assert "Regnes ikke som en flytting." in told
    assert "flyttet" not in told


@pytest.mark.one_database
def test_a_deadline_set_for_an_earlier_day_tells_both_clocks(
    client: CheckingClient, grorud: User
) -> None:
    measure = make_measure(make_plan("grorud"), deadline="31.12.2024")
    set_deadline(measure, "31.12.2027", on=date(2024, 6, 1), reason="Lokaler", by=grorud)

    today = f"{localdate():%d.%m.%Y}"
    assert f"Frist gjelder fra 01.06.2024, registrert {today}." in text(
        client.get(measure.get_absolute_url())
    )


# --- Whose ----------------------------------------------------------------------------------------


@pytest.mark.one_database
def test_a_reader_sees_no_acts_and_another_bydel_is_told_whose_it_is(
    measure: Measure, leser: User, ostensjo: User
) -> None:
    [key] = [
        f"s{pk}" for pk in measure.statuses.filter(applies_on=AUGUST).values_list("pk", flat=True)
    ]
    for user in (leser, ostensjo):
        client = CheckingClient.of(user)
        assert "Trekk tilbake" not in text(client.get(measure.get_absolute_url()))
        for act in ("trekk", "rett"):
            address = f"/tiltak/{measure.pk}/historikk/{key}/{act}/"
            assert client.post(address, {"reason": "x"}).status_code == 403
    assert not Withdrawal.objects.exists()


def test_an_ansvarlig_takes_back_the_own_reports_alone(grorud: User) -> None:
    measure = make_measure(make_plan("grorud"), responsible=["Nav-leder"])
    leader = make_user("leder", (Role.RESPONSIBLE, "grorud"))
    measure.responsibles.get().users.add(leader)
    report(measure, on=APRIL, by=grorud)
    report(measure, on=AUGUST, by=leader)
    first, own = measure.statuses.order_by("pk")
    client = CheckingClient.of(leader)

    page = page_of(client.get(measure.get_absolute_url()))
    assert len(page.xpath("//p[@class='acts']")) == 1
    other = client.get(f"/tiltak/{measure.pk}/historikk/s{first.pk}/trekk/")
    assert other.status_code == 403
    assert "Du kan rette og trekke tilbake det du selv har rapportert." in text(other)
    assert client.get(f"/tiltak/{measure.pk}/historikk/s{own.pk}/trekk/").status_code == 200


@pytest.mark.one_database
def test_an_unknown_event_or_one_of_another_measure_or_draft_is_not_found(
    client: CheckingClient, measure: Measure, ostensjo: User
) -> None:
    other = make_measure(make_plan("ostensjo"))
    report(other, by=ostensjo)
    for key in ("s999999999999999999", "x1", "sett", f"s{other.statuses.get().pk}"):
        address = f"/tiltak/{measure.pk}/historikk/{key}/trekk/"
        assert client.get(address).status_code == 404
    draft = make_measure(make_plan("ostensjo", state="draft"))
    report(draft, by=ostensjo)
    key = f"s{draft.statuses.get().pk}"
    assert client.get(f"/tiltak/{draft.pk}/historikk/{key}/rett/").status_code == 404
    assert client.post(f"/handlinger/{draft.statuses.get().act_id}/angre/").status_code == 404


@pytest.mark.one_database
def test_htmx_is_given_the_event_alone_with_its_form_and_closed_again(
    client: CheckingClient, measure: Measure
) -> None:
    address, _data = opened(client, measure, "trekk")
    opens = client.get(address, headers=HTMX).content.decode()
    closed = client.get(f"{address}?lukk", headers=HTMX).content.decode()
    for part in (opens, closed):
        assert part.strip().partition(" ")[0] == "<li"
        assert part.count("<li") == 1
    assert ("event__form" in opens, "event__form" in closed) == (True, False)
    assert "Etterpå står tiltaket igjen som" in opens
    assert f'hx-get="{address}"' in closed


@pytest.mark.one_database
def test_an_address_of_the_page_opens_the_event(client: CheckingClient, measure: Measure) -> None:
    key = f"s{measure.latest_status_id}"
    for field in ("trekk", "rett"):
        answer = client.get(f"{measure.get_absolute_url()}?{field}={key}")
        assert answer.headers["Location"] == f"/tiltak/{measure.pk}/historikk/{key}/{field}/"
    assert client.get(f"{measure.get_absolute_url()}?trekk=%00").status_code == 200


# --- Angre ----------------------------------------------------------------------------------------


def saved(client: CheckingClient, measure: Measure) -> Any:
    page = page_of(client.get(measure.get_absolute_url()))
    [form] = page.xpath(f"//form[@action='/tiltak/{measure.pk}/status/']")
    data = {**dict(form.form_values()), "status": "completed"}
    return client.post(f"/tiltak/{measure.pk}/status/", data, follow=True)


def test_angre_in_the_receipt_takes_a_report_back_without_a_typed_reason(
    client: CheckingClient, measure: Measure
) -> None:
    [address] = page_of(saved(client, measure)).xpath("//form[button='Angre']/@action")
    answer = client.post(address, follow=True)

    assert "Rapporten er angret. Tiltaket står som før den." in text(answer)
    assert "«Angret av den som rapporterte.»" in text(answer)
    measure.refresh_from_db()
    assert measure.current_code == "implemented"
    assert "Rapporten var trukket tilbake fra før." in text(client.post(address, follow=True))


@pytest.mark.one_database
def test_angre_under_a_row_leads_back_to_its_list(client: CheckingClient, measure: Measure) -> None:
    saved(client, measure)
    address, act = "/tiltak/?bydel=grorud&plan=gjeldende", Act.objects.latest("pk")
    answer = client.post(f"/handlinger/{act.pk}/angre/", {"next": address})
    assert answer["Location"] == address
    elsewhere = client.post(f"/handlinger/{act.pk}/angre/", {"next": "//et-annet-sted.no/"})
    assert elsewhere["Location"] == measure.get_absolute_url()


@pytest.mark.one_database
def test_angre_is_for_the_same_person_and_an_hour(client: CheckingClient, measure: Measure) -> None:
    saved(client, measure)
    act = Act.objects.latest("pk")
    colleague = CheckingClient.of(make_user("kollega", (Role.EDITOR, "grorud")))
    assert colleague.post(f"/handlinger/{act.pk}/angre/").status_code == 403
    Act.objects.filter(pk=act.pk).update(recorded_at=timezone.now() - timedelta(hours=1))
    late = client.post(f"/handlinger/{act.pk}/angre/", follow=True)
    assert "Ingenting er angret. Det kan angres i en time." in text(late)
    assert not Withdrawal.objects.exists()


def test_a_report_that_somebody_has_reported_on_since_is_kept_and_said_so(
    client: CheckingClient, measure: Measure, grorud: User
) -> None:
    saved(client, measure)
    act = Act.objects.latest("pk")
    measure.refresh_from_db()
    report(measure, "Venter", on=localdate(), by=grorud)

    answer = client.post(f"/handlinger/{act.pk}/angre/", follow=True)

    assert "Ingenting er angret. 1 tiltak er rapportert på nytt siden" in text(answer)


# --- The next step after a withdrawal -------------------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("reason", "meant"),
    [
        ("Feil tiltak. Gjelder tiltak 6.", 6),
        ("Skulle vært tiltak nr. 6", 6),
        ("Feil tiltak", None),
        ("Tiltak 99", None),
        ("Tiltak 6 eller tiltak 7", None),
    ],
)
def test_a_reason_that_names_a_measure_leads_to_its_report(
    grorud: User, reason: str, meant: int | None
) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 5)
    other = Measure.objects.get_by_natural_key("grorud-2023", meant) if meant else None
    found = named_in(reason, measure)
    assert found == other

    where = f"{measure.get_absolute_url()}?i-stedet={found.pk if found else 'x'}"
    page = CheckingClient.of(grorud).get(where).content.decode()
    assert (f"Rapporter det på tiltak {meant} i stedet" in page) == bool(meant)
