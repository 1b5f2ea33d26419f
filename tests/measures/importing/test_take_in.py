"""The measures of a document become a plan's: with all that they say, and all at once."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.deadline_language import DeadlineKind, Recurrence
from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.measure_row import LONGEST, DoubtKind, MeasureRow, Source
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.saving.take_in import NewPlan, NoDayError, ReadBy, take_in
from measures.importing.tables.guessing import guess_layout
from measures.models import Deadline, Measure, Responsible, Status, StatusWord
from measures.models.merging import merge_into
from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Goal, Plan
from ruspolitikk.accounts.models import Role, User
from ruspolitikk.days import Day
from tests.factories import make_measure, make_plan, make_user, organisation

TODAY = date(2026, 11, 23)
PER = date(2026, 8, 31)


@pytest.fixture
def bjerke(five_plans: None) -> User:
    return make_user("bjerke", (Role.EDITOR, "bjerke"))


def row(n: int = 1, text: str = "Åpne et værested", **fields: Any) -> MeasureRow:
    return MeasureRow(n=n, text=text, source=Source("Tabell 1", n + 1), **fields)


def read_by(user: User | None, **changed: Any) -> ReadBy:
    return ReadBy(**{"document": "Plan.docx", "by": user, "today": TODAY, "on": PER, **changed})


def new_plan(**changed: Any) -> NewPlan:
    facts = {
        "organisation": organisation("bjerke"),
        "title": "Ruspolitisk handlingsplan",
        "starts_on": date(2025, 1, 1),
        "ends_on": date(2028, 12, 31),
    }
    return NewPlan(**{**facts, **changed})


def test_a_row_becomes_a_measure_with_all_that_it_says(bjerke: User) -> None:
    one = row(
        text="Bygge ut tilbudet\n- Kveldsåpent\n- Mat",
        code="1.2",
        title="Værested",
        topic="Bolig",
        strategy="Økt livskvalitet",
        goal_text="Færre innbyggere utvikler rusproblemer",
        items=("Kveldsåpent", "Mat"),
        responsible_text="NAV og fastlegene",
        responsible=("NAV", "fastlegene"),
        deadline_text="30.04 og 30.11",
        deadline_kind=DeadlineKind.RECURRING,
        recurrence=Recurrence.HALF_YEARLY,
        days=("04-30", "11-30"),
        status_text="Påbegynt",
        status=StatusCode.IN_PROGRESS,
        risk_text="Middels",
        risk=RiskLevel.MEDIUM,
        remarks="Venter på lokaler",
        original=(("text", "Bygge ut ti1budet"),),
    )
    taken = take_in([one], new_plan(), read_by(bjerke))
    measure = Measure.objects.as_of(Day.being(TODAY)).get(plan=taken.plan)
    assert taken.plan.is_draft
    assert taken.plan.slug == "bjerke-2025"
    assert (measure.n, measure.code, measure.title, measure.topic) == (
        1,
        "1.2",
        "Værested",
        "Bolig",
    )
    assert measure.text == one.text
    assert [item.text for item in measure.items.all()] == ["Kveldsåpent", "Mat"]
    assert measure.strategy
    assert measure.strategy.text == "Økt livskvalitet"
    assert [goal.means.plan.organisation.slug for goal in measure.goals.all()] == ["oslo"]
    assert [one.responsible.name for one in measure.assignments.all()] == ["NAV", "fastlegene"]
    assert measure.deadline
    assert measure.deadline.days == ["04-30", "11-30"]
    assert measure.deadline.applies_on == date(2025, 1, 1)
    assert (measure.status_code, measure.status.applies_on) == ("in_progress", PER)
    assert measure.status.remark == "Venter på lokaler"
    assert measure.risk.level == "medium"
    source = measure.sources.get()
    assert str(source) == "Plan.docx, Tabell 1, rad 2"
    assert source.original == {"text": "Bygge ut ti1budet"}
    assert {measure.status.act, measure.risk.act, measure.deadline.act, source.act} == {taken.act}


def test_a_deadline_that_was_moved_shows_both_days_and_the_reason(bjerke: User) -> None:
    moved = row(
        deadline_text="Innen 31.01.2026",
        deadline_kind=DeadlineKind.DATE,
        due_on=date(2026, 6, 30),
        due_on_before=date(2026, 1, 31),
        deadline_reason="Forsinkelse, ny frist 30.06.2026",
    )
    plan = take_in([moved], new_plan(), read_by(bjerke)).plan
    first, second = Deadline.objects.filter(measure__plan=plan).order_by("applies_on")
    assert (first.words, first.due_on) == ("Innen 31.01.2026", date(2026, 1, 31))
    assert (first.applies_on, second.applies_on) == (date(2025, 1, 1), PER)
    assert (second.words, second.due_on) == ("30.06.2026", date(2026, 6, 30))
    assert second.reason == "Forsinkelse, ny frist 30.06.2026"


def test_words_that_were_explained_become_the_bydels_and_others_wait(bjerke: User) -> None:
    rows = [
        row(1, status_text="Nesten i mål", status=StatusCode.IN_PROGRESS),
        row(2, status_text="Prøves ut"),
    ]
    taken = take_in(rows, new_plan(), read_by(bjerke, words={"Nesten i mål": "in_progress"}))
    own = StatusWord.objects.get(organisation=taken.plan.organisation, words="Nesten i mål")
    assert own.code == "in_progress"
    assert taken.without_code == 1
    codes = Status.objects.filter(measure__plan=taken.plan).values_list("code", flat=True)
    assert set(codes) == {"in_progress", None}


def test_statuses_without_a_day_are_not_written(bjerke: User) -> None:
    before = Plan.objects.count()
    with pytest.raises(NoDayError):
        take_in([row(status_text="Påbegynt")], new_plan(), read_by(bjerke, on=None))
    assert Plan.objects.count() == before


def test_a_row_without_text_is_counted_and_left_out(bjerke: User) -> None:
    taken = take_in([row(1), row(2, text=" ")], new_plan(), read_by(bjerke))
    assert (taken.measures, taken.left_out) == (1, 1)


def test_what_is_longer_than_its_field_is_told_and_never_cut(bjerke: User) -> None:
    """On PostgreSQL a longer one would be an error."""
    code, topic = "Kap. 3 punkt 2 bokstav a", "Forebygging " * 20
    text = f"Nr\tInnsatsområde\tTiltak\tAnsvarlig\n{code}\t{topic}\tÅpne et værested\tNAV"
    document = read_pasted(text)
    words = Words.of(organisation("bjerke"))
    [read] = read_rows(document, guess_layout(document), words=words)
    assert [(one.kind, one.field) for one in read.doubts] == [
        (DoubtKind.DOES_NOT_FIT, "code"),
        (DoubtKind.DOES_NOT_FIT, "topic"),
    ]
    take_in([read], new_plan(), read_by(bjerke))
    measure = Measure.ever.get(plan__organisation__slug="bjerke")
    assert (measure.code, measure.topic) == ("", "")
    assert {name: Measure._meta.get_field(name).max_length for name in LONGEST} == LONGEST


def test_a_goal_for_each_measure_is_its_own_and_no_goal_of_the_plan(bjerke: User) -> None:
    rows = [row(n, goal_text=f"Mål nummer {n}") for n in range(1, 9)]
    plan = take_in(rows, new_plan(), read_by(bjerke)).plan
    assert plan.goal_cell_is_local
    assert not plan.goals.exists()
    assert plan.measures.in_order().first().name == "Mål nummer 1"


def test_measures_that_are_read_into_a_draft_come_after_its_own(bjerke: User) -> None:
    plan = make_plan("bjerke", state=Plan.State.DRAFT)
    goal = Goal.objects.create(plan=plan, number=1, text="Færre utvikler rusproblemer")
    make_measure(plan)
    taken = take_in([row(goal_text="færre utvikler rusproblemer")], plan, read_by(bjerke))
    new = plan.measures.get(n=2)
    assert (taken.goals, list(new.goals.all()), new.joined_on) == (0, [goal], None)


def test_what_is_read_into_an_adopted_plan_is_in_it_from_the_day_of_the_reading(
    bjerke: User,
) -> None:
    plan = make_plan("bjerke", starts_on=date(2025, 1, 1))
    dated = row(
        deadline_text="31.12.2027", deadline_kind=DeadlineKind.DATE, due_on=date(2027, 12, 31)
    )
    take_in([dated], plan, read_by(bjerke))
    measure = plan.measures.get()
    assert (measure.joined_on, measure.deadlines.get().applies_on) == (PER, PER)


def test_the_command_line_signs_nothing(five_plans: None) -> None:
    status = row(status_text="Påbegynt", status=StatusCode.IN_PROGRESS)
    taken = take_in([status], new_plan(), read_by(None, is_assumed=True))
    entry = Status.objects.get(measure__plan=taken.plan)
    assert (taken.act, entry.recorded_by, entry.is_from_document) == (None, None, True)
    assert entry.date_is_assumed


def test_many_names_are_found_as_one_is(bjerke: User) -> None:
    own = organisation("bjerke")
    former = Responsible.objects.create(organisation=own, name="Nav Bjerke")
    former.rename("NAV Bjerke", by=bjerke)
    spelling = Responsible.objects.create(organisation=own, name="Nav bjerke kontor")
    merge_into(spelling, former, by=bjerke)
    names = ["Nav Bjerke", "NAV Bjerke", "Nav bjerke kontor", "Fastlegene"]
    found = Responsible.objects.all_named(own, names)
    assert found == {name: Responsible.objects.named(own, name) for name in names}
    assert [found[name].pk for name in names[:3]] == [former.pk] * 3


@pytest.mark.one_database
def test_fifty_rows_take_as_many_queries_as_two(bjerke: User) -> None:
    def queries(count: int) -> int:
        rows = [
            row(n, goal_text="Felles mål", responsible=(f"Enhet {n}",), status_text="Påbegynt")
            for n in range(1, count + 1)
        ]
        with CaptureQueriesContext(connection) as seen:
            take_in(rows, new_plan(), read_by(bjerke))
        return len(seen)

    queries(1)  # whose the user is, is read once
    assert queries(2) == queries(50) <= 50
