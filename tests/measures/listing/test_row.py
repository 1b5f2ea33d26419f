"""Reporting in the list: a row opens, saves and answers without leaving the page."""

import json
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from lxml import html

from measures.models import Measure
from measures.vocabulary import RiskLevel
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report

pytestmark = pytest.mark.one_database

HTMX = {"HX-Request": "true"}


@pytest.fixture
def measure(five_plans: None) -> Measure:
    """Grorud's fourth: «Venter», high risk."""
    return Measure.objects.get_by_natural_key("grorud-2023", 4)


def form_of(measure: Measure, **changed: Any) -> dict[str, Any]:
    shown = {
        "status": "implemented",
        "remark": "",
        "risk": "high",
        "risk_shown": "high",
        "applies_on": f"{localdate():%d.%m.%Y}",
        "version": measure.report_version,
    }
    return {**shown, **changed}


def row(client: CheckingClient, measure: Measure, query: str = "") -> Any:
    return client.get(reverse("measures:row", args=[measure.pk]) + query, headers=HTMX)


def save(client: CheckingClient, measure: Measure, **changed: Any) -> Any:
    address = reverse("measures:row", args=[measure.pk])
    return client.post(address, form_of(measure, **changed), headers=HTMX)


def test_a_row_opens_as_a_form_with_what_stands(measure: Measure, grorud: User) -> None:
    response = row(CheckingClient.of(grorud), measure, "?endre")

    said = unescape(response.content.decode())
    assert response.status_code == 200
    assert said.strip().startswith("<tr")
    assert "Som før: «Venter» (På vent)" in said
    assert f'id="rad-{measure.pk}-remark"' in said


def test_a_row_opens_with_the_remark_that_stands(grorud: User) -> None:
    measure = make_measure(make_plan("grorud"))
    report(measure, "Påbegynt", remark="Lokalene er leid")
    client = CheckingClient.of(grorud)
    for page in (row(client, measure, "?endre"), client.get(measure.get_absolute_url())):
        field = html.document_fromstring(page.content.decode()).xpath("//textarea[@name='remark']")[
            0
        ]
        assert field.text.strip() == "Lokalene er leid"


def test_a_changed_risk_leaves_the_remark_that_the_row_opened_with(grorud: User) -> None:
    measure = make_measure(make_plan("grorud"))
    report(measure, "Påbegynt", remark="Lokalene er leid", risk=RiskLevel.LOW)
    client = CheckingClient.of(grorud)
    opened = html.document_fromstring(row(client, measure, "?endre").content.decode()).forms[0]

    address = reverse("measures:row", args=[measure.pk])
    client.post(address, {**dict(opened.form_values()), "risk": "high"}, headers=HTMX)

    measure.refresh_from_db()
    assert measure.latest_status.remark == "Lokalene er leid"
    assert measure.current_risk == "high"


def test_a_row_asks_once_about_a_telephone_number_and_keeps_what_was_typed(
    measure: Measure, grorud: User
) -> None:
    client = CheckingClient.of(grorud)
    asked = save(client, measure, remark="Ring 22 33 44 55").content.decode()
    assert "telefonnummer («22 33 44 55»)" in asked
    form = html.fromstring(f"<table>{asked}</table>").xpath("//form")[-1]
    assert form.fields["remark"].strip() == "Ring 22 33 44 55"
    assert f"rad-{measure.pk}-remark_error" in form.inputs["remark"].get("aria-describedby")

    address = reverse("measures:row", args=[measure.pk])
    client.post(address, dict(form.form_values()), headers=HTMX)
    measure.refresh_from_db()
    assert measure.latest_status.remark == "Ring 22 33 44 55"


def test_an_opened_row_can_still_be_ticked(measure: Measure, grorud: User) -> None:
    said = row(CheckingClient.of(grorud), measure, "?endre").content.decode()
    assert f'name="tiltak" value="{measure.pk}" form="selection"' in said


def test_a_saved_row_comes_back_with_what_was_saved_under_it(
    measure: Measure, grorud: User
) -> None:
    response = save(CheckingClient.of(grorud), measure, remark="Holdt i mars")

    assert response["HX-Trigger"] == "row-saved"
    said = unescape(response.content.decode())
    measure.refresh_from_db()
    assert (measure.latest_status.code, measure.latest_status.remark) == (
        "implemented",
        "Holdt i mars",
    )
    assert said.count("<tr") == 2
    [line] = html.fromstring(f"<table>{said}</table>").xpath("//*[@role='status']/p[1]")
    assert " ".join(line.text_content().split()) == (
        f"Lagret. Tiltak {measure.number} er nå Iverksatt per {localdate():%d.%m.%Y}. "
        "Før: «Venter» (På vent). Alle er rapportert."
    )


def test_the_answer_is_under_five_kilobytes(measure: Measure, grorud: User) -> None:
    client = CheckingClient.of(grorud)
    opened = row(client, measure, "?endre")
    saved = save(client, measure, remark="x")
    assert max(len(opened.content), len(saved.content)) < 5_000


def test_saving_a_row_asks_the_database_at_most_fifteen_times(
    measure: Measure, grorud: User
) -> None:
    client = CheckingClient.of(grorud)
    with CaptureQueriesContext(connection) as asked:
        save(client, measure, risk="low")
    assert len(asked) <= 15  # two of them for the next that remains


def test_what_cannot_be_read_keeps_the_row_open_with_what_was_typed(
    measure: Measure, grorud: User
) -> None:
    response = save(CheckingClient.of(grorud), measure, applies_on="i fjor", remark="Skrevet lenge")

    said = unescape(response.content.decode())
    assert response.status_code == 422
    assert "Skriv datoen som dag.måned.år" in said
    assert "Skrevet lenge" in said
    assert measure.statuses.count() == 1


def test_somebody_saved_first_and_the_row_shows_both_versions(
    measure: Measure, grorud: User
) -> None:
    opened_at = measure.report_version
    report(measure, "Under arbeid", on=localdate(), remark="Kollegaens ord")

    response = save(CheckingClient.of(grorud), measure, version=opened_at, remark="Mine ord")

    said = unescape(response.content.decode())
    assert response.status_code == 409
    assert "Kollegaens ord" in said
    assert said.count("Mine ord") == 2  # beside the colleague's, and still in the form
    assert measure.statuses.count() == 2


def test_the_conflict_box_of_a_row_shows_the_risk_that_is_stored(grorud: User) -> None:
    measure = make_measure(make_plan("grorud"))
    opened_at = measure.report_version
    report(measure, "Venter", on=date(2024, 4, 30), risk=RiskLevel.HIGH)
    report(measure, "Under arbeid", on=localdate(), risk=RiskLevel.HIGH)
    [wrong] = measure.statuses.filter(words="Under arbeid")
    measure.withdraw([wrong], reason="Feil", by=grorud, expected_version=2)
    typed = {"version": opened_at, "risk": "", "risk_shown": ""}

    page = html.document_fromstring(
        save(CheckingClient.of(grorud), measure, **typed).content.decode()
    )

    stored, mine = (
        " ".join(e.text_content().split()) for e in page.xpath("//*[@class='versions']/div")
    )
    assert "Status: Venter Risiko: Høy" in stored
    assert "Status: Iverksatt Risiko: Høy" in mine


def test_saving_again_after_a_conflict_is_a_choice(measure: Measure, grorud: User) -> None:
    client = CheckingClient.of(grorud)
    opened_at = measure.report_version
    report(measure, "Under arbeid", on=localdate())
    save(client, measure, version=opened_at)
    measure.refresh_from_db()

    assert save(client, measure, remark="Likevel").status_code == 200
    measure.refresh_from_db()
    assert measure.latest_status is not None
    assert measure.latest_status.remark == "Likevel"


def test_a_row_sent_twice_is_one_report(measure: Measure, grorud: User) -> None:
    client = CheckingClient.of(grorud)
    assert [save(client, measure, remark="Én gang").status_code for _ in range(2)] == [200, 200]
    assert measure.statuses.filter(remark="Én gang").count() == 1


def test_a_row_that_is_not_yours_is_refused_in_a_sentence(measure: Measure, ostensjo: User) -> None:
    response = save(CheckingClient.of(ostensjo), measure)
    assert response.status_code == 403
    assert "Bydel Grorud" in response.content.decode()
    assert measure.statuses.count() == 1


def test_a_row_keeps_the_column_for_bydel_where_the_list_has_it(
    measure: Measure, grorud: User
) -> None:
    client = CheckingClient.of(grorud)
    assert 'data-label="Bydel"' in row(client, measure, "?bydel").content.decode()
    assert 'data-label="Bydel"' not in row(client, measure).content.decode()


def test_without_scripts_the_list_opens_the_row_itself(measure: Measure, grorud: User) -> None:
    client = CheckingClient.of(grorud)
    listed = client.get(f"/tiltak/?bydel=grorud&endre={measure.pk}").content.decode()
    assert f'action="/tiltak/{measure.pk}/rad/"' in listed
    assert listed.count('class="is-edited"') == 1


def test_without_scripts_saving_comes_back_to_the_row_in_the_same_list(
    measure: Measure, grorud: User
) -> None:
    response = CheckingClient.of(grorud).post(
        reverse("measures:row", args=[measure.pk]),
        form_of(measure, tilbake=f"?bydel=grorud&sort=-status&endre={measure.pk}"),
    )
    assert response["Location"] == f"/tiltak/?bydel=grorud&sort=-status#rad-{measure.pk}"


def test_without_scripts_a_row_that_cannot_be_saved_keeps_what_was_typed_on_the_measures_page(
    measure: Measure, grorud: User
) -> None:
    response = CheckingClient.of(grorud).post(
        reverse("measures:row", args=[measure.pk]),
        form_of(measure, applies_on="i fjor", remark="Skrevet lenge"),
    )
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert "<h1>" in page
    assert "Skrevet lenge" in page
    assert measure.statuses.count() == 1


@pytest.mark.parametrize(
    "back", ["//ondt.example/", "?a=1\r\nSet-Cookie: b=2", "https://ondt.example", "?\x00", "æ=ø"]
)
def test_the_way_back_never_leaves_the_list(back: str, measure: Measure, grorud: User) -> None:
    response = CheckingClient.of(grorud).post(
        reverse("measures:row", args=[measure.pk]), form_of(measure, tilbake=back)
    )
    assert response.status_code == 302
    assert response["Location"].startswith("/tiltak/?")
    assert "Set-Cookie: b" not in str(response.headers)


def test_a_row_that_is_not_ones_own_does_not_open(measure: Measure, leser: User) -> None:
    listed = CheckingClient.of(leser).get(f"/tiltak/?endre={measure.pk}").content.decode()
    assert "is-edited" not in listed
    assert 'name="tiltak"' not in listed


def test_a_past_day_is_read_and_not_written(measure: Measure, grorud: User) -> None:
    listed = CheckingClient.of(grorud).get(f"/tiltak/?per=01.01.2025&endre={measure.pk}")
    assert "is-edited" not in listed.content.decode()


def test_the_rows_address_opened_on_its_own_is_the_measures_page(
    measure: Measure, grorud: User
) -> None:
    response = CheckingClient.of(grorud).get(reverse("measures:row", args=[measure.pk]))
    assert "<h1>" in response.content.decode()


def test_a_day_behind_another_report_says_that_the_newest_stands(
    measure: Measure, grorud: User
) -> None:
    client = CheckingClient.of(grorud)
    save(client, measure)
    measure.refresh_from_db()
    before = localdate() - timedelta(days=1)
    response = save(client, measure, status="on_hold", applies_on=f"{before:%d.%m.%Y}")
    assert "Nyeste status er fortsatt «Iverksatt»" in unescape(response.content.decode())


def test_an_untouched_risk_is_not_written_from_a_row(db: None) -> None:
    measure = make_measure(make_plan("grorud"))
    report(measure, risk=RiskLevel.HIGH, on=date(2026, 1, 1))
    editor = User.objects.get(username="redaktor-i-grorud")
    save(CheckingClient.of(editor), measure)
    assert measure.risks.count() == 1


def test_only_rows_that_one_may_report_on_can_be_ticked(five_plans: None, grorud: User) -> None:
    everywhere = CheckingClient.of(grorud).get("/tiltak/?plan=gjeldende&page=2").content.decode()
    own = set(Measure.objects.editable_by(grorud).values_list("pk", flat=True))
    ticked = {int(part.split('"')[0]) for part in everywhere.split('name="tiltak" value="')[1:]}
    assert ticked <= own


def test_htmx_runs_under_the_pages_own_policy(grorud: User) -> None:
    page = CheckingClient.of(grorud).get("/tiltak/?bydel=grorud")
    [config] = html.fromstring(page.content).xpath("//meta[@name='htmx-config']/@content")
    assert json.loads(config)["includeIndicatorCSS"] is False
    assert "unsafe" not in page["Content-Security-Policy"]


# --- The next that remains ------------------------------------------------------------------------


@pytest.fixture
def three(five_plans: None) -> list[Measure]:
    plan = make_plan("grorud", starts_on=date(2024, 1, 1))
    return [make_measure(plan) for _n in range(3)]


def test_a_saved_row_leads_to_the_next_that_remains_and_says_when_none_does(
    three: list[Measure], grorud: User
) -> None:
    first, second, third = three
    client = CheckingClient.of(grorud)
    new = {"risk": "", "risk_shown": "", "neste": "1", "tilbake": "?bydel=grorud"}
    for measure, following in ((second, third), (third, first)):
        said = html.fromstring(f"<table>{save(client, measure, **new).content.decode()}</table>")
        [link] = said.xpath("//a[@data-go]")
        assert link.text_content() == f"Neste som gjenstår: tiltak {following.n}"
        assert link.get("href") == (
            f"/tiltak/?bydel=grorud&endre={following.pk}#rad-{following.pk}"
        )
    last = save(client, first, **new).content.decode()
    assert "Alle er rapportert." in last
    assert "data-go" not in last


def test_without_scripts_the_next_row_is_open_and_what_was_saved_stands_under_its_row(
    three: list[Measure], grorud: User
) -> None:
    first, second, _third = three
    client = CheckingClient.of(grorud)
    new = {"risk": "", "risk_shown": "", "neste": "1", "tilbake": f"?plan={first.plan.slug}"}
    response = client.post(reverse("measures:row", args=[first.pk]), form_of(first, **new))
    address = response["Location"]
    assert address == f"/tiltak/?plan={first.plan.slug}&endre={second.pk}#rad-{second.pk}"
    page = html.fromstring(client.get(address.partition("#")[0]).content.decode())
    [under] = page.xpath(f"//tr[@id='rad-{first.pk}']/following-sibling::tr[1]")
    assert "er nå Iverksatt" in under.text_content()
    assert page.xpath("//tr[@class='is-edited']/@id") == [f"rad-{second.pk}"]
    assert under.xpath(".//a/@href") == [address]
    assert page.xpath("//*[@role='status']")[0].xpath("ancestor::tr[@class='row-said']")


def test_a_day_that_cannot_be_takes_the_focus(measure: Measure, grorud: User) -> None:
    faulty = save(CheckingClient.of(grorud), measure, applies_on="31.13.2026").content.decode()
    page = html.fromstring(f"<table>{faulty}</table>")
    assert page.xpath("//*[@autofocus]/@name") == ["applies_on"]
