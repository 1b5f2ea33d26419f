"""What is sealed of a measure's history, and what `verify_history` tells of it afterwards."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from measures.history_chain import NEVER_CHANGED, seal, seal_all, unsealed
from measures.items import replace_items
from measures.models import (
    AdoptedWording,
    Deadline,
    HistoryLink,
    ItemChange,
    Measure,
    Misfiling,
    Status,
    Withdrawal,
    delete_measure,
    mark_misfiled,
)
from measures.models.adoption import adopt, withdraw_adoption
from measures.models.edit import note_edit
from measures.models.word_mapping import map_words
from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Deletion, Plan
from ruspolitikk.accounts.models import User
from tests.factories import (
    editor_of,
    make_dismissal,
    make_measure,
    make_plan,
    report,
    set_deadline,
)

pytestmark = pytest.mark.usefixtures("five_plans")
FITS = "Historien til alle 1 tiltak stemmer."


def verify(*args: str) -> str:
    """What the command says, with the sentence that it fails by."""
    out = StringIO()
    try:
        call_command("verify_history", *args, stdout=out)
    except CommandError as problem:
        out.write(f"{problem}")
    return out.getvalue()


@pytest.fixture
def plan() -> Plan:
    return make_plan("alna")


@pytest.fixture
def by(plan: Plan) -> User:
    return editor_of(plan.organisation)


@pytest.fixture
def measure(plan: Plan, by: User) -> Measure:
    """With a row of every kind, all sealed."""
    made = make_measure(plan, "Åpen møteplass")
    AdoptedWording.objects.keep([made], by=by)
    report(made, "Under arbeid", risk=RiskLevel.LOW, by=by)
    report(made, "Iverksatt", on=date(2024, 8, 31), by=by)
    set_deadline(made, "31.12.2025")
    made.withdraw(
        list(made.statuses.all()[:1]),
        reason="Feil tiltak",
        by=by,
        expected_version=made.report_version,
    )
    replace_items(made, ["Lokale", "Ansatte"], on=date(2024, 5, 1), by=by)
    note_edit(made, None, by=by)
    make_dismissal(made)
    mark_misfiled(made, True, reason="Feil plan", by=by)
    mark_misfiled(made, False, reason="Riktig plan", by=by)
    assert seal(plan) == HistoryLink.objects.count()
    return made


def tamper(kind: Any, measure: Measure, **values: Any) -> None:
    """As somebody would who writes in the database beside the product."""
    row = kind.objects.filter(measure=measure).order_by("pk").first()
    kind.objects.filter(pk=row.pk).update(**values)


def test_a_row_of_every_kind_is_sealed_once(measure: Measure, plan: Plan) -> None:
    kinds = set(HistoryLink.objects.values_list("kind", flat=True))
    assert kinds == {kind._meta.model_name for kind in NEVER_CHANGED}
    assert FITS in verify()
    assert seal(plan) == 0


def test_what_comes_later_is_chained_to_what_was_sealed(measure: Measure, plan: Plan) -> None:
    of_other_plans = unsealed()
    report(measure, "Løpende", on=date(2025, 4, 30))
    assert f"{FITS}\n{of_other_plans + 1} rader er ikke forseglet ennå" in verify()
    assert seal(plan) == 1
    numbers = list(HistoryLink.objects.filter(measure_pk=measure.pk).values_list("n", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert FITS in verify()


@pytest.mark.parametrize(
    ("kind", "values", "in_words"),
    [
        (Status, {"words": "Iverksatt"}, "rapporten"),
        (Status, {"remark": "Noe annet"}, "rapporten"),
        (Status, {"recorded_as": "leser"}, "rapporten"),
        (Deadline, {"due_on": date(2027, 1, 1)}, "fristen"),
        (Withdrawal, {"reason": "En annen grunn"}, "tilbaketrekkingen"),
        (ItemChange, {"new_text": "Noe annet"}, "endringen av et delpunkt"),
        (Misfiling, {"reason": "En annen grunn"}, "feilføringen"),
        (AdoptedWording, {"text": "Stengt møteplass"}, "den vedtatte ordlyden"),
    ],
)
def test_a_row_that_is_changed_is_told_by_its_link(
    measure: Measure, kind: Any, values: dict[str, Any], in_words: str
) -> None:
    tamper(kind, measure, **values)
    told = verify()
    assert f"{measure.plan}, tiltak {measure.number}, ledd " in told
    assert f": {in_words} (rad " in told
    assert "er endret utenom systemet." in told
    assert "Historien til 1 av 1 tiltak stemmer ikke." in told


def test_a_code_that_is_changed_is_told_with_what_it_was(measure: Measure) -> None:
    tamper(Status, measure, code=StatusCode.COMPLETED)
    assert "koden endret fra «Under arbeid» til «Avsluttet» utenom systemet" in verify()


def test_a_code_that_a_mapping_gave_or_took_back_fits(measure: Measure, plan: Plan) -> None:
    report(measure, "Nesten i mål", on=date(2025, 4, 30), code=None)
    seal(plan)
    mapping = map_words(
        plan.organisation, "Nesten i mål", StatusCode.IN_PROGRESS, by=editor_of(plan.organisation)
    )
    assert FITS in verify()
    mapping.withdraw("Det betyr noe annet", by=editor_of(plan.organisation))
    assert FITS in verify()


def test_a_code_that_is_another_than_its_mapping_gave_is_told(measure: Measure, plan: Plan) -> None:
    report(measure, "Nesten i mål", on=date(2025, 4, 30), code=None)
    seal(plan)
    map_words(
        plan.organisation, "Nesten i mål", StatusCode.IN_PROGRESS, by=editor_of(plan.organisation)
    )
    Status.objects.filter(words="Nesten i mål").update(code=StatusCode.COMPLETED)
    assert "til «Avsluttet» utenom systemet" in verify()


def test_a_row_that_is_removed_is_told(measure: Measure) -> None:
    Withdrawal.objects.filter(measure=measure).delete()
    told = verify()
    assert "tilbaketrekkingen (rad " in told
    assert "er fjernet utenom systemet" in told


def test_a_link_that_is_removed_is_told(measure: Measure) -> None:
    HistoryLink.objects.get(measure_pk=measure.pk, n=3).delete()
    assert "ledd 3: leddet i kjeden er fjernet utenom systemet." in verify()


def test_a_link_that_is_written_anew_breaks_the_next(measure: Measure) -> None:
    HistoryLink.objects.filter(measure_pk=measure.pk, n=3).update(sha256="0" * 64)
    assert "ledd 3: " in verify()


def test_a_row_that_is_put_in_with_an_old_day_is_told(measure: Measure, plan: Plan) -> None:
    HistoryLink.objects.update(sealed_at=timezone.now() - timedelta(days=30))
    Status.objects.create(
        measure=measure,
        applies_on=date(2024, 1, 31),
        words="Avsluttet",
        code=StatusCode.COMPLETED,
        recorded_at=timezone.now() - timedelta(days=300),
    )
    seal(plan)
    assert "var der ikke da historien ble forseglet" in verify()


def test_a_measure_that_is_removed_with_all_its_history_is_told(by: User) -> None:
    plan = make_plan("alna", state="draft")
    measure = make_measure(plan, "Åpen møteplass")
    adopt(plan, on=date(2024, 1, 1), case_number="1/24", by=by)
    seal(plan)
    withdraw_adoption(plan, reason="Feil dag", by=by)
    plan.refresh_from_db()
    delete_measure(Measure.objects.get(pk=measure.pk), by=by)
    assert FITS in verify()  # the bydel's own draft, and it is told who deleted it
    Deletion.objects.all().delete()
    assert f"Tiltak {measure.pk} er fjernet utenom systemet, med hele historien." in verify()


def test_a_draft_is_not_sealed_and_an_adoption_may_be_withdrawn(by: User) -> None:
    plan = make_plan("alna", state="draft")
    make_measure(plan, "Åpen møteplass")
    assert seal(plan) == 0
    adopt(plan, on=date(2024, 1, 1), case_number="1/24", by=by)
    assert seal(plan) == 1
    withdraw_adoption(plan, reason="Feil dag", by=by)
    assert FITS in verify()
    adopt(plan, on=date(2024, 2, 1), case_number="1/24", by=by)
    assert seal(plan) == 1
    assert FITS in verify()


def test_a_chain_that_is_written_anew_does_not_fit_a_mark_from_before(measure: Measure) -> None:
    known = verify().rpartition(" ")[2].strip()
    assert FITS in verify("--known", known)
    tamper(Status, measure, words="Iverksatt", code=StatusCode.IMPLEMENTED)
    HistoryLink.objects.all().delete()
    seal(measure.plan)
    assert FITS in verify()
    assert f"Kjeden er ikke den som merket {known} ble laget av." in verify("--known", known)
    assert "«tull» er ikke et merke" in verify("--known", "tull")


def test_the_five_plans_are_sealed_in_one_go() -> None:
    out = StringIO()
    call_command("seal_history", stdout=out)
    assert out.getvalue() == f"{HistoryLink.objects.count()} rader er forseglet.\n"
    assert "stemmer." in verify()
    assert seal_all() == 0
