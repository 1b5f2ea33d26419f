"""What a person chose of a difference is written in one act, with its history, or not at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.importing.difference.compare import Difference, Incoming, Kind, compare
from measures.importing.difference.parts import Part
from measures.importing.difference.standing import read_standing
from measures.importing.difference.take import Chosen, Written, take_difference
from measures.importing.review.decisions import with_deadline
from measures.importing.rows.measure_row import MeasureRow, Source
from measures.importing.saving.take_in import NewPlan, ReadBy, take_in
from measures.importing.saving.undo import take_back_reading
from measures.importing.saving.words_taken import as_it_stands
from measures.items import save_item
from measures.models import (
    Act,
    Deadline,
    Edit,
    Item,
    ItemChange,
    Measure,
    MeasureSource,
    Reading,
    Risk,
    Status,
)
from measures.models.edit import Words, note_edit
from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.factories import make_user, organisation, report, set_deadline

TODAY = date(2026, 11, 23)
READ = date(2026, 4, 30)
PER = date(2026, 8, 31)
HISTORY = (Act, Deadline, Edit, ItemChange, MeasureSource, Risk, Status)


def row(n: int, text: str = "", deadline: str = "31.12.2027", **fields: Any) -> MeasureRow:
    said = {"status_text": "Påbegynt", "status": StatusCode.IN_PROGRESS, "responsible": ("NAV",)}
    said |= {"responsible_text": "NAV", "goal_text": "Færre utvikler rusproblemer"}
    texts = ("Åpne et værested", "Holde kurs for ansatte", "Følge opp frafall i skolen")
    made = MeasureRow(
        n=n, text=text or texts[n - 1], source=Source("Tabell 1", n + 1), **{**said, **fields}
    )
    return with_deadline(made, deadline) if deadline else made


ROWS = [row(1), row(2), row(3)]


@pytest.fixture
def bjerke(five_plans: None) -> User:
    return make_user("bjerke", (Role.EDITOR, "bjerke"))


@pytest.fixture
def plan(bjerke: User) -> Plan:
    return read_in(ROWS, bjerke)


def read_in(rows: Sequence[MeasureRow], by: User) -> Plan:
    """A plan that was read, adopted, and has begun."""
    new = NewPlan(organisation("bjerke"), "Plan 2025–2028", date(2025, 1, 1), date(2028, 12, 31))
    plan = take_in(rows, new, read_by(by, on=READ)).plan
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ADOPTED)
    plan.refresh_from_db()
    return plan


def read_by(by: User, **changed: Any) -> ReadBy:
    return ReadBy(**{"document": "Plan.docx", "by": by, "today": TODAY, "on": PER, **changed})


def differ(plan: Plan, rows: Sequence[MeasureRow], **more: Any) -> Difference:
    there = read_standing(Measure.objects.filter(plan=plan))
    return compare([Incoming.of(each) for each in rows], there, **{"per": PER, **more})


def take(plan: Plan, rows: Sequence[MeasureRow], by: User, chosen: Chosen | None = None) -> Written:
    difference = differ(plan, rows)
    chosen = chosen or Chosen.unless_asked(difference)
    return take_difference(difference, chosen, plan, read_by(by), by=by)


def counts() -> list[int]:
    return [kind.objects.count() for kind in HISTORY]


TEXTS = st.text("abcdeæøå -\n", min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
A_ROW = st.fixed_dictionaries(
    {
        "text": TEXTS,
        "code": st.sampled_from([None, "1", "2", "a", "1.2.10"]),
        "topic": st.sampled_from([None, "Bolig"]),
        "goal_text": st.sampled_from([None, "Færre", "01-02 Flere"]),
        "strategy": st.sampled_from([None, "Tidlig innsats"]),
        "responsible_text": st.sampled_from([None, "NAV", "NAV\nFastlegene"]),
        "deadline": st.sampled_from(["", "31.12.2027", "30.04 og 30.11", "når det passer"]),
        "status_text": st.sampled_from([None, "Påbegynt", "Nesten i mål"]),
        "risk_text": st.sampled_from([None, "Lav", "?"]),
        "remarks": st.sampled_from([None, "Venter"]),
    }
)


def as_row(n: int, said: dict[str, Any]) -> MeasureRow:
    """With the codes that its words have."""
    code = {"Påbegynt": StatusCode.IN_PROGRESS}.get(said["status_text"])
    level = RiskLevel.LOW if said["risk_text"] == "Lav" else None
    return row(n, **{**said, "status": code, "risk": level, "responsible": ()})


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(A_ROW, min_size=1, max_size=4))
def test_a_document_that_is_read_twice_changes_nothing(
    bjerke: User, said: list[dict[str, Any]]
) -> None:
    rows = [as_row(n, each) for n, each in enumerate(said, start=1)]
    plan = read_in(rows, bjerke)
    difference = differ(plan, rows)
    assert difference.is_empty
    assert difference.recognised == len(rows)
    assert len({one.standing.key for one in difference.unchanged}) == len(rows)


def test_what_the_document_changed_is_written_with_its_history(plan: Plan, bjerke: User) -> None:
    new = row(
        1,
        "Åpne et værested\n- Kveldsåpent",
        "30.06.2028",
        items=("Kveldsåpent",),
        topic="Bolig",
        goal_text="Flere får hjelp",
        strategy="Tidlig innsats",
        responsible_text="NAV\nFastlegene",
        responsible=("NAV", "Fastlegene"),
        status_text="Iverksatt",
        status=StatusCode.IMPLEMENTED,
        risk_text="Høy",
        risk=RiskLevel.HIGH,
        remarks="Fra mai",
    )
    written = take(plan, [new, *ROWS[1:]], bjerke)
    measure = Measure.objects.select_related("plan", "strategy").get(plan=plan, n=1)
    assert (written.new, written.changed) == (0, 1)
    assert (measure.text, measure.topic, measure.strategy.text) == (
        new.text,
        "Bolig",
        "Tidlig innsats",
    )
    assert [item.text for item in measure.items.all()] == ["Kveldsåpent"]
    assert [goal.text for goal in measure.goals.all()] == ["Flere får hjelp"]
    assert [one.responsible.name for one in measure.assignments.all()] == ["NAV", "Fastlegene"]
    assert (measure.status.code, measure.status.applies_on) == ("implemented", PER)
    assert (measure.risk.level, measure.current_risk) == ("high", "high")
    moved = measure.deadline
    assert (moved.words, moved.applies_on, moved.reason) == (
        "30.06.2028",
        PER,
        "Ny frist står i dokumentet.",
    )
    assert {measure.status.act, measure.risk.act, moved.act} == {written.act}
    assert "bolig" in measure.search_text
    assert (measure.edit_version, measure.report_version) == (1, 1)
    edits = Edit.objects.filter(measure=measure).exclude(part=Edit.Part.MEASURE)
    assert {(edit.part, edit.before, edit.after) for edit in edits} == {
        ("topic", "", "Bolig"),
        ("strategy", "", "Tidlig innsats"),
        ("goal_text", "Færre utvikler rusproblemer", "Flere får hjelp"),
        ("goals", "Færre utvikler rusproblemer", "Flere får hjelp"),
        ("responsible", "NAV", "NAV\nFastlegene"),
    }
    assert differ(plan, [new, *ROWS[1:]]).is_empty, "nothing is left to take"


def test_what_is_not_chosen_is_not_written_nor_asked_about_again(plan: Plan, bjerke: User) -> None:
    rows = [row(1, "Åpne et værested i hver krets"), *ROWS[1:], row(4, "Et nytt tiltak")]
    before = Edit.objects.count()
    written = take(plan, rows, bjerke, Chosen(new=frozenset({4})))
    assert (written.new, written.changed, Edit.objects.count()) == (1, 0, before + 1)
    assert Measure.objects.get(plan=plan, n=1).text == "Åpne et værested"
    assert Measure.objects.get(plan=plan, n=4).joined_on == PER
    assert differ(plan, rows).is_empty


def test_what_is_gone_is_kept_or_marked_as_dropped(plan: Plan, bjerke: User) -> None:
    (gone,) = differ(plan, ROWS[:2]).gone
    take(plan, ROWS[:2], bjerke, Chosen(dropped=frozenset({gone.key})))
    measure = Measure.objects.get(plan=plan, n=3)
    assert (measure.current_code, measure.current_reported_on) == ("cancelled", PER)


def test_a_report_of_a_later_day_stays_and_the_documents_goes_into_history(
    plan: Plan, bjerke: User
) -> None:
    measure = Measure.objects.get(plan=plan, n=1)
    report(measure, "Avsluttet", on=PER + timedelta(days=4), by=bjerke)
    new = row(1, status_text="Iverksatt", status=StatusCode.IMPLEMENTED)
    take(plan, [new, *ROWS[1:]], bjerke)
    measure.refresh_from_db()
    assert measure.current_code == "completed"
    words = measure.statuses.order_by("applies_on").values_list("words", flat=True)
    assert list(words) == ["Påbegynt", "Iverksatt", "Avsluttet"]


def test_a_report_and_a_deadline_of_somebody_since_are_asked_about(
    plan: Plan, bjerke: User
) -> None:
    measure = Measure.objects.get(plan=plan, n=1)
    report(measure, "Avsluttet", on=PER, by=bjerke)
    set_deadline(measure, "31.12.2029", on=PER, reason="Lokaler mangler", by=bjerke)
    new = row(1, deadline="30.06.2028", status_text="Iverksatt", status=StatusCode.IMPLEMENTED)
    (changed,) = differ(plan, [new, *ROWS[1:]]).changed
    assert [(each.part, each.kind, each.before.words) for each in changed.fields] == [
        (Part.DEADLINE, Kind.CONFLICT, "31.12.2029"),
        (Part.STATUS, Kind.CONFLICT, "Avsluttet"),
    ]
    before = counts()
    take(plan, [new, *ROWS[1:]], bjerke)
    after = dict(zip(HISTORY, counts(), strict=True))
    changed_kinds = {kind for kind, n in zip(HISTORY, before, strict=True) if after[kind] != n}
    assert changed_kinds == {Act, MeasureSource}, "nothing is taken that nobody settled"


def test_in_a_draft_a_deadline_is_put_right_and_has_not_moved(bjerke: User) -> None:
    plan = read_in(ROWS, bjerke)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    take(plan, [row(1, deadline="30.06.2028"), *ROWS[1:]], bjerke)
    (counts_now,) = Deadline.objects.counting().filter(measure__plan=plan, measure__n=1)
    assert (counts_now.words, counts_now.applies_on) == ("30.06.2028", date(2025, 1, 1))


# --- Angre ----------------------------------------------------------------------------------------


def kept_as_taken_in(written: Written, plan: Plan, by: User) -> Act:
    now = timezone.now()
    Reading.objects.create(
        organisation=plan.organisation,
        uploaded_by=by,
        kept_until=now,
        file_name="Plan.docx",
        document={},
        layout={},
        plan=plan,
        makes_plan=False,
        state=Reading.State.TAKEN_IN,
        act=written.act,
        before=written.before,
    )
    return written.act


def what_stands(plan: Plan) -> Any:
    """All that counts of a plan and its measures, but for how often they were saved."""
    keys = list(Measure.objects.filter(plan=plan).order_by("n").values_list("pk", flat=True))
    words = as_it_stands(keys)
    for stood in words.values():
        del stood["version"]
    entries = [
        sorted(kind.objects.counting().filter(measure__in=keys).values_list("pk", flat=True))
        for kind in (Status, Risk, Deadline)
    ]
    shown = Measure.objects.filter(pk__in=keys).order_by("n")
    columns = ("current_code", "current_due_on", "latest_status", "search_text", "is_misfiled")
    headings = [list(plan.goals.values_list("text")), list(plan.strategies.values_list("text"))]
    return words, entries, list(shown.values_list(*columns)), headings


EVERYTHING = [
    row(
        1,
        "Åpne et værested\n- Mat\n- Kveldsåpent",
        "30.06.2028",
        items=("Mat", "Kveldsåpent"),
        goal_text="Flere får hjelp",
        strategy="Tidlig innsats",
        responsible_text="Fastlegene",
        responsible=("Fastlegene",),
        status_text="Iverksatt",
        status=StatusCode.IMPLEMENTED,
    ),
    row(2),
    row(4, "Et nytt tiltak", strategy="Bolig"),
]


@pytest.mark.parametrize("state", [Plan.State.DRAFT, Plan.State.ADOPTED])
def test_angre_takes_back_exactly_what_was_done(bjerke: User, state: Plan.State) -> None:
    first = row(1, "Åpne et værested\n- Mat\n- Dusj", items=("Mat", "Dusj"))
    plan = read_in([first, *ROWS[1:]], bjerke)
    Plan.objects.filter(pk=plan.pk).update(state=state)
    before = what_stands(plan)
    gone = Measure.objects.get(plan=plan, n=3).pk
    chosen = replace(Chosen.unless_asked(differ(plan, EVERYTHING)), dropped=frozenset({gone}))
    written = take(plan, EVERYTHING, bjerke, chosen)
    assert (written.new, written.changed, written.dropped) == (1, 1, 1)
    assert what_stands(plan) != before
    undone = take_back_reading(kept_as_taken_in(written, plan, bjerke), on=TODAY, by=bjerke)
    assert (undone.gone, undone.restored, undone.kept) == (1, 2, [])
    assert what_stands(plan) == before
    assert not differ(plan, EVERYTHING).is_empty, "it can be taken in again"


def test_angre_keeps_and_names_what_was_done_since(plan: Plan, bjerke: User) -> None:
    rows = [replace(each, status_text="Iverksatt", status=StatusCode.IMPLEMENTED) for each in ROWS]
    written = take(plan, rows, bjerke)
    measure = Measure.objects.get(plan=plan, n=2)
    report(measure, "Avsluttet", on=PER, by=bjerke)
    undone = take_back_reading(kept_as_taken_in(written, plan, bjerke), on=TODAY, by=bjerke)
    assert undone.sentence == (
        "Innlesingen er angret. 2 tiltak er som før. Tiltak 2 er rapportert siden eller endret, "
        "og er beholdt. Du kan fortsette innlesingen her i et døgn."
    )
    codes = Measure.objects.filter(plan=plan).order_by("n").values_list("current_code", flat=True)
    assert list(codes) == ["in_progress", "completed", "in_progress"]


@pytest.mark.one_database
def test_fifty_measures_take_as_many_queries_as_two(bjerke: User) -> None:
    def queries(count: int) -> int:
        texts = [f"Tiltak nummer {n}" for n in range(1, count + 1)]
        plan = read_in([row(1, text) for text in texts], bjerke)
        changed = replace(row(1, deadline="2029"), topic="Bolig", responsible=("Fastlegene",))
        changed = replace(changed, responsible_text="Fastlegene", status_text="Iverksatt")
        rows = [replace(changed, n=n, text=text) for n, text in enumerate(texts, start=1)]
        with CaptureQueriesContext(connection) as seen:
            assert take(plan, rows, bjerke).changed == count
        return len(seen)

    queries(1)
    assert queries(2) == queries(50) <= 60


def test_who_edited_last_is_told_whichever_table_it_stands_in(
    plan: Plan, bjerke: User, superuser: User
) -> None:
    first, second, _third = Measure.objects.filter(plan=plan).order_by("n")

    def reword(measure: Measure, by: User) -> None:
        before = Words.of(measure)
        measure.text += " og foreldre"
        measure.save()
        note_edit(measure, before, by=by)

    def add_item(measure: Measure, by: User) -> None:
        item = Item(measure=measure, text="Mette", position=1)
        save_item(item, on=TODAY, by=by)

    for edit, measure, by in (
        (reword, first, bjerke),
        (add_item, first, superuser),
        (add_item, second, bjerke),
        (reword, second, superuser),
    ):
        edit(measure, by)
    there = read_standing(Measure.objects.filter(plan=plan))
    told = {one.n: one.edited[Part.TEXT].by for one in there if Part.TEXT in one.edited}
    assert told == {1: "systemeier", 2: "systemeier"}
