"""Kontroll on the pages: what is shown to whom, dismissing with a reason, and showing again."""

from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate

from measures.models import Dismissal, Measure, WarningKind
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report, warning_on
from tests.forms_on_pages import said

# What the pages and files say is written in Python; the rules behind ask both databases.
pytestmark = pytest.mark.one_database


@pytest.fixture
def plan(five_plans: None) -> Plan:
    return make_plan("grorud", slug="grorud-ny")


@pytest.fixture
def measure(plan: Plan) -> Measure:
    made = make_measure(plan, "Åpne en kafé")
    report(made, "Iverksatt", remark="Kafeen videreføres ikke.", on=localdate())
    return made


@pytest.fixture
def editor(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


PAGE = "/planer/grorud-ny/kontroll/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def dismissed(client: CheckingClient, measure: Measure, **typed: str) -> Any:
    warning = warning_on(measure, WarningKind.NOT_CARRIED_ON)
    sent = {"kind": warning.kind.value, "facts": warning.facts, "reason": "Det er en annen kafé"}
    return client.post(f"/tiltak/{measure.pk}/kontroll/avvis/", {**sent, **typed})


def test_the_page_says_the_result_and_why_and_leads_to_where_it_is_settled(
    editor: CheckingClient, measure: Measure
) -> None:
    page = text(editor.get(PAGE))

    assert "Ett varsel i 1 av 1 tiltak." in page
    assert "men merknaden sier at det ikke videreføres: «Kafeen videreføres ikke»." in page
    assert f'href="/tiltak/{measure.pk}/status/"' in page
    assert "Avvis med begrunnelse" in page


def test_the_measures_stand_in_the_plans_order_with_their_warnings_together(
    editor: CheckingClient, plan: Plan, measure: Measure
) -> None:
    Measure.objects.filter(pk=measure.pk).update(responsible_text="Kari")
    make_measure(plan, "Bør vi nevne skolene?", position=0)

    groups = editor.get(PAGE).context["groups"]

    assert [len(rows) for _measure, rows in groups] == [1, 2]


def test_a_reader_sees_the_warnings_and_no_form(leser: User, measure: Measure) -> None:
    page = text(CheckingClient.of(leser).get(PAGE))

    assert "Kafeen videreføres ikke" in page
    assert "Avvis" not in page
    assert "/status/" not in page


def test_a_plan_without_warnings_says_so(editor: CheckingClient, plan: Plan) -> None:
    make_measure(plan)
    page = text(editor.get(PAGE))

    assert "Kontrollen fant ingenting som ikke stemmer i 1 tiltak." in page
    assert "Les planen" in page


def test_a_plan_without_measures_has_a_page(editor: CheckingClient, plan: Plan) -> None:
    assert "i 0 tiltak." in text(editor.get(PAGE))


def test_high_risk_is_one_line_with_its_measures(editor: CheckingClient) -> None:
    page = text(editor.get("/planer/grorud-2023/kontroll/"))
    assert "2 tiltak har høy risiko uten merknad eller delpunkter" in page


def test_a_dismissed_warning_lies_below_with_who_and_why_and_can_be_shown_again(
    editor: CheckingClient, measure: Measure
) -> None:
    answer = dismissed(editor, measure)

    assert answer.url == PAGE
    page = text(editor.get(PAGE))
    assert "Avvist. Varselet kommer tilbake av seg selv" in page
    assert "Kontrollen fant ingenting" in page
    assert "1 avvist varsel" in page
    assert f"Avvist {localdate():%d.%m.%Y} av redaktør for Bydel Grorud: " in page
    assert "«Det er en annen kafé»" in page

    sent = {"kind": "not_carried_on", "facts": Dismissal.objects.get().facts}
    again = editor.post(f"/tiltak/{measure.pk}/kontroll/vis-igjen/", sent, follow=True)

    assert "Varselet vises igjen." in text(again)
    assert "Ett varsel" in text(again)
    assert Dismissal.objects.count() == 2


def test_a_warning_that_is_back_tells_that_it_was_dismissed_before(
    editor: CheckingClient, measure: Measure
) -> None:
    dismissed(editor, measure)
    measure.refresh_from_db()
    report(measure, "Iverksatt", remark="Klubben videreføres ikke.", on=localdate())

    page = said(editor.get(PAGE))
    assert "Ett varsel" in page
    assert "«Det er en annen kafé» Det varselet bygger på, er endret siden." in page


def test_why_must_be_said(editor: CheckingClient, measure: Measure) -> None:
    answer = dismissed(editor, measure, reason="  ")

    assert answer.status_code == 200
    assert "Skjemaet er ikke lagret." in text(answer)
    assert text(answer).count("Skriv hvorfor varselet ikke trengs.") == 2
    assert Dismissal.objects.count() == 0


def test_what_changed_meanwhile_is_said_and_the_reason_is_kept(
    editor: CheckingClient, measure: Measure
) -> None:
    seen = warning_on(measure, WarningKind.NOT_CARRIED_ON)
    measure.refresh_from_db()
    report(measure, "Iverksatt", remark="Klubben videreføres ikke.", on=localdate())

    answer = dismissed(editor, measure, facts=seen.facts)

    assert answer.status_code == 409
    assert "Noe har endret seg siden du åpnet siden" in text(answer)
    assert "Klubben videreføres ikke" in text(answer)
    assert "Det er en annen kafé</textarea>" in text(answer)
    assert Dismissal.objects.count() == 0

    (form,) = [row.form for _m, rows in answer.context["groups"] for row in rows]
    second = dismissed(editor, measure, facts=form["facts"].value())
    assert second.status_code == 302


def test_a_warning_that_is_settled_meanwhile_is_not_dismissed(
    editor: CheckingClient, measure: Measure
) -> None:
    seen = {
        "kind": "not_carried_on",
        "facts": warning_on(measure, WarningKind.NOT_CARRIED_ON).facts,
    }
    measure.refresh_from_db()
    report(measure, "Iverksatt og avsluttet", on=localdate())

    for verb in ("avvis", "vis-igjen"):
        answer = editor.post(f"/tiltak/{measure.pk}/kontroll/{verb}/", {**seen, "reason": "Nei"})
        assert answer.status_code == 409
    assert Dismissal.objects.count() == 0


@pytest.mark.parametrize("verb", ["avvis", "vis-igjen"])
@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"kind": "tull"},
        {"kind": "same_text"},
        {"facts": "tull"},
        {"facts": "a" * 64},
        {"facts": "a\x00b"},
        {"kind": "x" * 40_000, "facts": "y" * 40_000},
    ],
)
def test_a_warning_that_never_was_changes_nothing(
    editor: CheckingClient, measure: Measure, verb: str, typed: dict[str, str]
) -> None:
    warning = warning_on(measure, WarningKind.NOT_CARRIED_ON)
    sent = (
        {"kind": warning.kind.value, "facts": warning.facts, **typed, "reason": "Nei"}
        if typed
        else {}
    )

    answer = editor.post(f"/tiltak/{measure.pk}/kontroll/{verb}/", sent)

    assert answer.status_code == 409
    assert Dismissal.objects.count() == 0


@pytest.mark.parametrize("reason", ["a\x00b", "a\ufffdb", "x" * 40_000, "\u200b"])
def test_a_reason_that_cannot_be_kept_is_refused_with_a_sentence(
    editor: CheckingClient, measure: Measure, reason: str
) -> None:
    answer = dismissed(editor, measure, reason=reason)

    assert answer.status_code == 200
    assert "field__error" in text(answer)
    assert Dismissal.objects.count() == 0


def test_odd_text_in_a_reason_is_kept_and_shown_as_it_was_typed(
    editor: CheckingClient, measure: Measure
) -> None:
    odd = "før\x0better <script>alert(1)</script> %(who)s {{ plan }} ⚽"
    dismissed(editor, measure, reason=odd)

    assert Dismissal.objects.get().reason == odd
    assert "<script>alert" not in text(editor.get(PAGE))


def test_extra_fields_are_not_written(
    editor: CheckingClient, measure: Measure, ostensjo: User
) -> None:
    other = make_measure(make_plan("ostensjo"))
    dismissed(editor, measure, pk=str(other.pk), recorded_by=str(ostensjo.pk), act="shown_again")

    act = Dismissal.objects.get()
    assert act.measure == measure
    assert act.recorded_by != ostensjo


@pytest.mark.parametrize("verb", ["avvis", "vis-igjen"])
def test_a_measure_that_cannot_be_is_not_found(editor: CheckingClient, verb: str) -> None:
    assert editor.post(f"/tiltak/{2**70}/kontroll/{verb}/").status_code == 404


# --- What the plan says outside its measures ------------------------------------------------------

INSIDE = "Se file://felles/rus og http://intranett/rus"


@pytest.fixture
def goal(plan: Plan) -> Goal:
    Goal.objects.create(plan=plan, number=1, text="Se https://www.oslo.kommune.no")
    return Goal.objects.create(plan=plan, number=2, text=f"Færre overdoser. {INSIDE}")


def test_an_inner_address_in_a_goal_leads_to_where_it_is_mended(
    editor: CheckingClient, plan: Plan, goal: Goal
) -> None:
    page = text(editor.get(PAGE))

    assert "i 0 tiltak. Utenfor tiltakene er det én intern adresse." in page
    assert "Adressen «file://felles/rus» virker bare på innsiden" in page
    assert f'href="/planer/grorud-ny/deler/#maal-{goal.pk}"' in page
    assert f'id="maal-{goal.pk}"' in text(editor.get("/planer/grorud-ny/deler/"))
    assert "Les planen" not in page
    assert "Avvis" not in page


def test_each_text_of_the_plan_itself_is_looked_at(
    editor: CheckingClient, plan: Plan, goal: Goal
) -> None:
    strategy = Strategy.objects.create(plan=plan, number=1, text=INSIDE)
    Plan.objects.filter(pk=plan.pk).update(title=INSIDE, case_number="\\\\felles\\sak")

    answer = editor.get(PAGE)

    called = [one.called for one in answer.context["addresses"]]
    assert called == ["Tittel", "Saksnummer", "Mål 2", "Strategi 1"]
    assert "Utenfor tiltakene er det interne adresser i 4 tekster." in text(answer)
    assert 'href="/planer/grorud-ny/rediger/"' in text(answer)
    assert f'href="/planer/grorud-ny/deler/#strategi-{strategy.pk}"' in text(answer)
    assert f'id="strategi-{strategy.pk}"' in text(editor.get("/planer/grorud-ny/deler/"))


def test_a_reader_sees_an_inner_address_and_no_way_to_mend_it(leser: User, goal: Goal) -> None:
    page = text(CheckingClient.of(leser).get(PAGE))

    assert "Adressen «file://felles/rus»" in page
    assert "/deler/" not in page
    assert "Dette rettes der det står" not in page


def test_the_plans_own_page_counts_the_inner_addresses_with_the_warnings(
    editor: CheckingClient, measure: Measure, goal: Goal
) -> None:
    Strategy.objects.create(plan=goal.plan, number=1, text=INSIDE)

    assert f'<a href="{PAGE}">Kontroll (3)</a>' in text(editor.get("/planer/grorud-ny/"))


# --- Where it is seen -----------------------------------------------------------------------------


def test_the_plan_leads_its_editors_to_the_page_with_the_number(
    editor: CheckingClient, measure: Measure, leser: User
) -> None:
    link = f'<a href="{PAGE}">Kontroll (1)</a>'

    assert link in text(editor.get("/planer/grorud-ny/"))
    assert link not in text(CheckingClient.of(leser).get("/planer/grorud-ny/"))
    assert f'<a href="{PAGE}">Kontroll</a>' in text(editor.get("/planer/grorud-ny/?per=01.01.2024"))


def test_a_measures_page_shows_its_warnings_to_those_who_may_change_it(
    editor: CheckingClient, measure: Measure, leser: User
) -> None:
    address = measure.get_absolute_url()

    assert "men merknaden sier" in text(editor.get(address))
    assert "men merknaden sier" not in text(CheckingClient.of(leser).get(address))
    assert "men merknaden sier" not in text(editor.get(f"{address}?per=01.01.2024"))
    dismissed(editor, measure)
    assert "men merknaden sier" not in text(editor.get(address))


@pytest.mark.parametrize("count", [2, 40])
def test_the_page_takes_the_same_number_of_queries_for_any_plan(
    editor: CheckingClient,
    measure: Measure,
    plan: Plan,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    for n in range(count):
        made = make_measure(plan, f"Tiltak {n}")
        report(made, "Iverksatt", remark="Videreføres ikke.", on=date(2024, 4, 30))
    dismissed(editor, measure)
    editor.get(PAGE)

    with django_assert_num_queries(8):
        editor.get(PAGE)
