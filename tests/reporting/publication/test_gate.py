"""Before a round is published: what is pointed at, and what a person finds of it."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from reporting.closing.acts import reopen
from reporting.models import Judgement, Round
from reporting.publication.acts import Verdict, judge, let_through
from reporting.publication.gate import Finding, Gate
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import organisation
from tests.forms_on_pages import said
from tests.reporting.publication.publishing import KEEP, OMIT, cleared

Group = Judgement.Group


def found(one: Round) -> dict[str, Finding]:
    """Findings by the words that are marked."""
    return {each.marks: each for each in Gate.of(one).findings}


def test_each_finding_says_where_it_stands_and_what_is_marked(t2: Round) -> None:
    findings = found(t2)
    assert findings["Kari Nordmann"].group == Group.NAME
    assert findings["Kari Nordmann"].where == "12 Alna, tiltak Ole"
    assert findings["Fatima"].field.label == "Ansvarlig"
    assert findings["22 33 44 55"].group == Group.CONTACT
    assert findings["3"].group == Group.FEW
    assert ("Kari Nordmann", True) in findings["Kari Nordmann"].pieces


@pytest.mark.one_database
def test_nothing_of_a_bydel_that_did_not_send_is_pointed_at_or_shown(t2: Round) -> None:
    gate = Gate.of(t2)
    assert {each.report.bydel for each in gate.findings} == {"Alna"}
    assert [report.bydel for report in gate.missing] == ["Bjerke"]


@pytest.mark.one_database
def test_a_remark_is_pointed_at_when_it_is_let_through(t2: Round, byadmin: User) -> None:
    assert "Ola Hansen" not in found(t2)
    let_through(t2, [(each, True) for each in Gate.of(t2).remarks], by=byadmin)
    assert found(t2)["Ola Hansen"].field.label == "Merknad, valgt for publisering"


def test_judgements_are_appended_with_role_and_the_newest_counts(t2: Round, byadmin: User) -> None:
    for verdict in (OMIT, OMIT, KEEP):
        judge(t2, [(found(t2)["Fatima"], verdict)], by=byadmin)
    kept = Judgement.objects.order_by("pk").values_list("answer", "reason", "recorded_as")
    role = "byadministrator for Oslo kommune"
    assert list(kept) == [("omit", "", role), ("keep", "Sett over", role)]
    assert found(t2)["Fatima"].lets_stand


def test_what_is_let_stand_has_a_reason(t2: Round, byadmin: User) -> None:
    finding = found(t2)["Fatima"]
    with pytest.raises(IntegrityError), transaction.atomic():
        judge(t2, [(finding, Verdict(Judgement.Answer.KEEP))], by=byadmin)


def test_opened_again_a_bydel_brings_its_findings_and_its_remarks_back(
    t2: Round, byadmin: User
) -> None:
    let_through(t2, [(each, True) for each in Gate.of(t2).remarks], by=byadmin)
    assert cleared(t2, byadmin).is_cleared
    reopen(t2, organisation("alna"), reason="Feil status", by=byadmin)
    gate = Gate.of(t2)
    assert gate.left == gate.findings
    assert gate.findings
    assert gate.n_chosen == 0
    assert [each.bydel.name for each in gate.waiting] == ["Alna"]


@pytest.mark.one_database
def test_an_answer_is_of_these_words_alone(t2: Round, byadmin: User, settings: Any) -> None:
    cleared(t2, byadmin)
    settings.FEW_PEOPLE = 0
    assert Gate.of(t2).is_cleared
    settings.FEW_PEOPLE = 5
    Judgement.objects.filter(marks="3").update(marks="4")
    assert [each.marks for each in Gate.of(t2).left] == ["3"]


# --- The page -----------------------------------------------------------------------------------


def gate_page(one: Round) -> str:
    return f"/runder/{one.pk}/publisering/"


@pytest.mark.one_database
def test_nothing_is_ticked_and_there_is_no_button_until_all_is_judged(
    t2: Round, byadmin: User
) -> None:
    client = CheckingClient.of(byadmin)
    answer = client.get(gate_page(t2))
    assert "checked" not in answer.content.decode()
    assert "5 funn gjenstår." in said(answer)
    assert "Publiser T2 2026</button>" not in answer.content.decode()
    answers = {f"f-{each.key}": "omit" for each in found(t2).values()}
    saved = client.post(gate_page(t2), answers, follow=True)
    assert "5 vurderinger er lagret." in said(saved)
    assert "Publiser T2 2026</button>" in saved.content.decode()


@pytest.mark.one_database
def test_to_let_stand_without_a_reason_is_refused_and_nothing_typed_is_lost(
    t2: Round, byadmin: User
) -> None:
    client, finding = CheckingClient.of(byadmin), found(t2)["Fatima"]
    other = found(t2)["3"]
    sent = {
        f"f-{finding.key}": "keep",
        f"f-{other.key}": "keep",
        f"f-{other.key}-hvorfor": "Ikke personer",
    }
    refused = client.post(gate_page(t2), sent)
    assert refused.status_code == 422
    assert "Skriv hvorfor det kan stå." in said(refused)
    assert "Ikke personer" in refused.content.decode()
    assert not Judgement.objects.exists()


@pytest.mark.one_database
def test_an_answer_about_a_finding_that_is_gone_is_told_and_the_rest_is_saved(
    t2: Round, byadmin: User
) -> None:
    client, finding = CheckingClient.of(byadmin), found(t2)["Fatima"]
    sent = {"f-0123456789abcdef": "omit", f"f-{finding.key}": "omit"}
    saved = client.post(gate_page(t2), sent, follow=True)
    assert "Ett funn du svarte på, finnes ikke lenger. Resten er lagret." in said(saved)
    assert Judgement.objects.get().marks == "Fatima"


@pytest.mark.one_database
def test_remarks_are_out_unless_each_is_ticked(t2: Round, byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    page = client.get(f"{gate_page(t2)}merknader/")
    assert "checked" not in page.content.decode()
    remark = Gate.of(t2).remarks[0]
    there = f"{gate_page(t2)}merknader/alna/"
    saved = client.post(there, {remark.key: "on"}, follow=True)
    assert "1 merknad er endret." in said(saved)
    assert "1 av 2 merknader er valgt." in said(saved)
    client.post(there, {})
    assert Gate.of(t2).n_chosen == 0
    assert client.get(f"{gate_page(t2)}merknader/bjerke/").status_code == 404


@pytest.mark.one_database
def test_of_an_open_round_the_page_says_that_it_is_not_closed(t2: Round, byadmin: User) -> None:
    Round.objects.update(closed_at=None)
    client = CheckingClient.of(byadmin)
    assert "T2 2026 er ikke lukket." in said(client.get(gate_page(t2), follow=True))
    told = client.post(f"{gate_page(t2)}publiser/", {"seen": ""}, follow=True)
    assert "Bare en lukket runde kan publiseres." in said(told)


@pytest.mark.one_database
def test_what_waits_to_be_sent_again_is_told(t2: Round, byadmin: User) -> None:
    reopen(t2, organisation("alna"), reason="Feil status", by=byadmin)
    told = said(CheckingClient.of(byadmin).get(gate_page(t2)))
    assert "Alna er åpnet igjen" in told
    assert "slik det var da runden ble lukket" in told


@pytest.mark.one_database
def test_the_gate_asks_the_same_of_one_measure_and_of_fifty(t2: Round, byadmin: User) -> None:
    client = CheckingClient.of(byadmin)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(gate_page(t2))
        return len(asked)

    few = queries()
    sent = Gate.of(t2).sent[0].submission
    row = sent.rows.order_by("position")[0]
    for n in range(50):
        row.pk, row.position, row.measure_pk = None, 100 + n, 10_000 + n
        row.words = row.words.replace('"n":1', f'"n":{100 + n}').replace(
            "3 ungdommer", f"3 ungdommer i gruppe {n}"
        )
        row.save()
    assert queries() == few
    assert few <= 15
