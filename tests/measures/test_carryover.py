"""«Videreføring»: a new plan from an old one, and what becomes of each measure."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import QueryDict

from measures.forms import CarryOverForm, ContinueForm, StaleDecisionsError
from measures.forms.carryover import seal
from measures.models import Measure, NoLocalMeasure, Responsible, Succession
from measures.models.items import tick_items
from measures.models.no_local_measure import say_no_local_measure
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report, set_deadline
from tests.forms_on_pages import form_on, said, send

pytestmark = pytest.mark.usefixtures("five_plans")

NEXT = {"title": "Neste plan", "starts_on": "01.01.2028", "ends_on": "31.12.2031"}


@pytest.fixture
def client(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


@pytest.fixture
def old(five_plans: None) -> Plan:
    """Adopted, with a goal, a strategy and four measures."""
    plan = make_plan("grorud", slug="gammel", starts_on=date(2024, 1, 1), columns=["Mål", "Frist"])
    citys = Goal.objects.get(plan__slug="oslo", number=1)
    goal = Goal.objects.create(plan=plan, number=1, text="Færre unge", code="01", means=citys)
    strategy = Strategy.objects.create(plan=plan, number=1, text="Tidlig hjelp")
    first = make_measure(
        plan,
        "Vi holder kurs",
        code="1.1",
        title="Kurs",
        topic="Unge",
        strategy=strategy,
        responsible=["NAV Ung"],
        items=["Lage plakat", "Leie sal"],
        responsible_text="NAV Ung",
    )
    first.goals.add(goal)
    first.answers.add(Measure.objects.get_by_natural_key("oslo", 3))
    for code, text in (("1.2", "Møteplass"), ("1.3", "Oppsøkende arbeid"), ("1.4", "Plakater")):
        make_measure(plan, text, code=code)
    return plan


@pytest.fixture
def new(five_plans: None) -> Plan:
    return make_plan(
        "grorud", slug="ny-plan", starts_on=date(2028, 1, 1), ends_on=None, state=Plan.State.DRAFT
    )


def address(old: Plan, new: Plan) -> str:
    return f"/planer/{old.slug}/viderefor/{new.slug}/"


def pick(plan: Plan, n: int) -> Measure:
    return Measure.objects.select_related("plan").get(plan=plan, n=n)


def choices(old: Plan, **rows: dict[str, str]) -> dict[str, str]:
    """Fields of the form: `choices(old, m1={"kind": "continued"})`."""
    return {
        f"t{pick(old, int(row[1:])).pk}-{name}": value
        for row, typed in rows.items()
        for name, value in typed.items()
    }


def decide(client: CheckingClient, old: Plan, new: Plan, **rows: dict[str, str]) -> Any:
    return send(client, address(old, new), **choices(old, **rows))


def texts(plan: Plan) -> list[str]:
    return list(plan.measures.order_by("position", "n").values_list("text", flat=True))


def standing(new: Plan) -> list[tuple[int, str, str | None, str]]:
    """(old n, kind, the new one's text, reason)"""
    rows = Succession.objects.standing().filter(plan=new).order_by("old__n")
    return [(row.old.n, row.kind, row.new.text if row.new else None, row.reason) for row in rows]


CONTINUED = {"kind": "continued"}
FINISHED = {"kind": "finished"}
DROPPED = {"kind": "dropped", "reason": "Byen gjør det nå"}


# --- The new plan ---------------------------------------------------------------------------------


def test_a_new_plan_has_the_old_ones_goals_strategies_and_columns(
    client: CheckingClient, old: Plan
) -> None:
    answer = send(client, "/planer/gammel/viderefor/", **NEXT)

    made = Plan.objects.get(title="Neste plan")
    assert answer.url == address(old, made)
    assert (made.organisation.slug, made.state, made.columns) == (
        "grorud",
        "draft",
        ["Mål", "Frist"],
    )
    goal = Goal.objects.get(plan=made)
    assert (goal.text, goal.code, goal.means and goal.means.plan.slug) == (
        "Færre unge",
        "01",
        "oslo",
    )
    assert [s.text for s in made.strategies.all()] == ["Tidlig hjelp"]
    assert not made.measures.exists()


def test_a_new_plan_sent_twice_is_made_once(client: CheckingClient, old: Plan) -> None:
    answers = {send(client, "/planer/gammel/viderefor/", **NEXT).url for _ in range(2)}

    assert len(answers) == 1
    assert Goal.objects.filter(plan__title="Neste plan").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Skriv hva planen heter."),
        ({"starts_on": ""}, "Skriv planens første dag."),
        ({"starts_on": "01.01.2024"}, "Den nye planen må begynne etter den gamle"),
        ({"ends_on": "01.01.2027"}, "Planen kan ikke slutte før den begynner."),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    client: CheckingClient, old: Plan, typed: dict[str, str], sentence: str
) -> None:
    answer = send(client, "/planer/gammel/viderefor/", **{**NEXT, **typed})

    assert sentence in said(answer)
    assert not Plan.objects.filter(state="draft").exists()


def test_the_plans_that_may_follow_are_the_later_ones_of_the_same_bydel(ostensjo: User) -> None:
    client = CheckingClient.of(ostensjo)

    assert [p.slug for p in client.get("/planer/ostensjo-2010/viderefor/").context["later"]] == [
        "ostensjo-2020"
    ]
    for wrong in ("ostensjo-2010", "grorud-2023", "oslo", "finnes-ikke"):
        assert client.get(f"/planer/ostensjo-2010/viderefor/{wrong}/").status_code == 404
    assert client.get("/planer/ostensjo-2020/viderefor/ostensjo-2010/").status_code == 404


def test_a_draft_has_nothing_to_continue(client: CheckingClient, new: Plan) -> None:
    assert client.get("/planer/ny-plan/viderefor/").status_code == 404
    assert client.get("/planer/ny-plan/viderefor/grorud-2023/").status_code == 404


# --- Decisions ------------------------------------------------------------------------------------


def test_a_continued_measure_is_copied_with_its_parts_and_not_its_history(
    client: CheckingClient, old: Plan, grorud: User
) -> None:
    first = pick(old, 1)
    set_deadline(first, "31.12.2026", by=grorud)
    report(first, by=grorud)
    made = Plan.objects.get(
        slug=send(client, "/planer/gammel/viderefor/", **NEXT).url.split("/")[4]
    )

    decide(client, old, made, m1=CONTINUED)

    copy = made.measures.get()
    assert (copy.code, copy.title, copy.text, copy.topic) == (
        "1.1",
        "Kurs",
        "Vi holder kurs",
        "Unge",
    )
    assert copy.strategy is not None
    assert (copy.strategy.plan, copy.strategy.text) == (made, "Tidlig hjelp")
    assert [goal.plan for goal in copy.goals.all()] == [made]
    assert [item.text for item in copy.items.all()] == ["Lage plakat", "Leie sal"]
    assert [held.responsible.name for held in copy.assignments.all()] == ["NAV Ung"]
    assert copy.responsible_text == "NAV Ung"
    assert [answered.n for answered in copy.answers.all()] == [3]
    assert (copy.latest_status, copy.latest_deadline, copy.statuses.count()) == (None, None, 0)
    assert "leie sal" in copy.search_text
    assert Responsible.objects.filter(name="NAV Ung", organisation__slug="grorud").count() == 1


def test_what_is_done_does_not_go_along_and_leaves_the_text_too(
    client: CheckingClient, old: Plan, new: Plan, grorud: User
) -> None:
    listed = make_measure(old, "- Kurs\n- Plakat", code="1.5", items=["Kurs", "Plakat"])
    done = make_measure(old, "- Alt", code="1.6", items=["Alt"])
    ids = [listed.items.get(text="Kurs").pk], [done.items.get().pk]
    for measure, ticked in zip((listed, done), ids, strict=True):
        tick_items(measure, done=ticked, reopened=[], on=date(2026, 1, 1), by=grorud)

    decide(client, old, new, m5=CONTINUED, m6=CONTINUED)

    copies = new.measures.order_by("n")
    assert [copy.text for copy in copies] == ["- Plakat", "- Alt"]
    assert [[item.text for item in copy.items.all()] for copy in copies] == [["Plakat"], []]


def test_every_kind_of_decision_is_kept_with_who_said_it(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    answer = decide(
        client,
        old,
        new,
        m1=CONTINUED,
        m2={"kind": "merged", "into": "1.1"},
        m3=FINISHED,
        m4=DROPPED,
    )

    assert answer.url == new.get_absolute_url()
    assert standing(new) == [
        (1, "continued", "Vi holder kurs", ""),
        (2, "merged", "Vi holder kurs", ""),
        (3, "finished", None, ""),
        (4, "dropped", None, "Byen gjør det nå"),
    ]
    assert {s.recorded_as for s in Succession.objects.all()} == {"redaktør for Bydel Grorud"}
    assert texts(new) == ["Vi holder kurs"]


def test_it_is_saved_half_done_and_continued_later_in_the_old_order(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    answer = decide(client, old, new, m2=CONTINUED, m4=CONTINUED)
    assert answer.url == address(old, new)
    assert "Lagret. 2 tiltak er ikke bestemt ennå." in said(client.get(answer.url))

    decide(client, old, new, m1=CONTINUED, m3=CONTINUED)

    assert texts(new) == ["Vi holder kurs", "Møteplass", "Oppsøkende arbeid", "Plakater"]
    assert sorted(new.measures.values_list("n", flat=True)) == [1, 2, 3, 4]


def test_the_same_form_sent_twice_copies_once(client: CheckingClient, old: Plan, new: Plan) -> None:
    form = {**form_on(client.get(address(old, new))), **choices(old, m1=CONTINUED, m4=DROPPED)}

    statuses = [client.post(address(old, new), form).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert texts(new) == ["Vi holder kurs"]
    assert Succession.objects.count() == 2


def test_the_rest_is_continued_by_one_button(client: CheckingClient, old: Plan, new: Plan) -> None:
    send(client, address(old, new), **choices(old, m3=FINISHED), rest="continued")

    assert texts(new) == ["Vi holder kurs", "Møteplass", "Plakater"]
    assert len(standing(new)) == 4


def test_a_draft_says_what_is_undecided_on_its_own_page_and_before_it_is_adopted(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    assert "Videreføringen fra" not in said(client.get(new.get_absolute_url()))
    decide(client, old, new, m1=CONTINUED)

    page = said(client.get(new.get_absolute_url()))
    assert "Videreføringen fra 2024–2027 (3 ikke bestemt)" in page
    page = said(client.get("/planer/ny-plan/vedta/"))
    assert "3 tiltak i Grorud 2024–2027 er ikke bestemt ennå." in page


@pytest.mark.parametrize(
    ("row", "field", "sentence"),
    [
        ({"kind": "dropped"}, "reason", "Skriv hvorfor tiltaket ikke videreføres."),
        ({"kind": "dropped", "reason": "\u200b"}, "reason", "Skriv hvorfor"),
        ({"kind": "merged"}, "into", "Skriv nummeret på et annet tiltak i listen."),
        ({"kind": "merged", "into": "1.2"}, "into", "Skriv nummeret på et annet"),
        ({"kind": "merged", "into": "99"}, "into", "Skriv nummeret på et annet"),
        ({"kind": "merged", "into": "1.3"}, "into", "Det tiltaket videreføres ikke."),
        ({"kind": "tull"}, "kind", "gyldig valg"),
        ({"kind": "continued", "target": "9" * 40}, "target", "gyldig valg"),
        ({"kind": "dropped", "reason": "a\x00b"}, "reason", "tegn"),
        ({"kind": "continued", "shown": "\x00"}, "shown", "tegn"),
    ],
)
def test_what_cannot_be_is_refused_and_everything_typed_is_kept(
    client: CheckingClient, old: Plan, new: Plan, row: dict[str, str], field: str, sentence: str
) -> None:
    answer = decide(client, old, new, m1=CONTINUED, m2=row, m3=FINISHED, m4=DROPPED)

    assert answer.status_code == 200
    faulty = answer.context["form"].faulty
    assert [(form.measure.n, set(form.errors)) for form in faulty] == [(2, {field})]
    assert sentence in said(answer) or field == "shown"
    kept = form_on(answer)
    assert kept[f"t{pick(old, 4).pk}-reason"] == ["Byen gjør det nå"]
    assert kept[f"t{pick(old, 1).pk}-kind"] == ["continued"]
    assert (standing(new), texts(new)) == ([], [])


def test_another_plans_measures_are_never_written(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    elsewhere = Measure.objects.get_by_natural_key("ostensjo-2020", 1)
    forged = {
        f"t{elsewhere.pk}-kind": "continued",
        f"t{elsewhere.pk}-target": str(elsewhere.pk),
        "plan": "ostensjo-2020",
        "bydel": "ostensjo",
    }

    send(client, address(old, new), **forged, **choices(old, m1=CONTINUED))
    refused = decide(client, old, new, m2={**CONTINUED, "target": str(elsewhere.pk)})

    assert refused.status_code == 200
    assert [n for n, *_ in standing(new)] == [1]
    assert not Succession.objects.filter(old=elsewhere).exists()


# --- Second thoughts ------------------------------------------------------------------------------


def test_a_decision_is_changed_and_the_untouched_copy_goes_with_it(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    decide(client, old, new, m1=CONTINUED, m2=CONTINUED)

    decide(client, old, new, m1=DROPPED)

    assert standing(new) == [
        (1, "dropped", None, "Byen gjør det nå"),
        (2, "continued", "Møteplass", ""),
    ]
    assert texts(new) == ["Møteplass"]
    assert Succession.objects.filter(withdrawn_at__isnull=False).get().old == pick(old, 1)


def test_a_copy_that_was_worked_on_stays(client: CheckingClient, old: Plan, new: Plan) -> None:
    decide(client, old, new, m1=CONTINUED)
    new.measures.update(edit_version=1)

    answer = decide(client, old, new, m1=DROPPED)

    assert "Tiltaket er endret i den nye planen" in said(answer)
    assert standing(new) == [(1, "continued", "Vi holder kurs", "")]


def test_what_others_are_merged_into_is_not_dropped_under_them(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    decide(client, old, new, m1=CONTINUED, m2={"kind": "merged", "into": "1.1"})

    answer = decide(client, old, new, m1=FINISHED)

    assert "Det tiltaket videreføres ikke. Velg et som gjør det." in said(answer)
    assert len(standing(new)) == 2


def test_a_copy_and_what_was_merged_into_it_are_given_up_together(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    decide(client, old, new, m1=CONTINUED, m2={"kind": "merged", "into": "1.1"})
    copy = new.measures.get()

    decide(client, old, new, m1=DROPPED, m2=FINISHED)

    assert not Measure.objects.filter(pk=copy.pk).exists()
    assert [kind for _n, kind, *_ in standing(new)] == ["dropped", "finished"]


def test_what_is_merged_follows_to_where_it_was_merged(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    target = make_measure(new, "Skrevet for hånd")
    decide(client, old, new, m1=CONTINUED, m2={"kind": "merged", "into": "1.1"})

    decide(client, old, new, m1={**CONTINUED, "target": str(target.pk)})

    assert standing(new) == [
        (1, "continued", "Skrevet for hånd", ""),
        (2, "merged", "Skrevet for hånd", ""),
    ]
    assert texts(new) == ["Skrevet for hånd"]


def test_an_answer_that_comes_along_withdraws_that_there_is_none(
    client: CheckingClient, old: Plan, new: Plan, grorud: User
) -> None:
    citys = Measure.objects.get_by_natural_key("oslo", 3)
    say_no_local_measure(new, citys, reason="Ingen", by=grorud)

    decide(client, old, new, m1=CONTINUED)

    assert not NoLocalMeasure.objects.standing().exists()


# --- Two at once ----------------------------------------------------------------------------------


def test_somebody_else_decided_on_the_same_row(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    opened = form_on(client.get(address(old, new)))
    decide(client, old, new, m1=FINISHED, m2=CONTINUED)

    answer = client.post(address(old, new), {**opened, **choices(old, m1=DROPPED, m3=CONTINUED)})

    assert answer.status_code == 409
    assert "Noen andre lagret «Avsluttes med planen» mens du skrev." in said(answer)
    assert [kind for _n, kind, *_ in standing(new)] == ["finished", "continued"]
    client.post(address(old, new), form_on(answer))
    assert [kind for _n, kind, *_ in standing(new)] == ["dropped", "continued", "continued"]


def test_decisions_on_other_rows_are_both_kept(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    opened = form_on(client.get(address(old, new)))
    decide(client, old, new, m1=FINISHED)

    answer = client.post(address(old, new), {**opened, **choices(old, m2=CONTINUED)})

    assert answer.status_code == 302
    assert [n for n, *_ in standing(new)] == [1, 2]


def test_what_somebody_merged_meanwhile_is_not_left_hanging(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    decide(client, old, new, m1=CONTINUED)
    opened = form_on(client.get(address(old, new)))
    decide(client, old, new, m2={"kind": "merged", "into": "1.1"})

    answer = client.post(address(old, new), {**opened, **choices(old, m1=FINISHED)})

    assert answer.status_code == 409
    assert "Det tiltaket videreføres ikke." in said(answer)
    assert len(standing(new)) == 2


@pytest.fixture
def shared(transactional_db: None, five_plans: None) -> Plan:
    plan = make_plan("grorud", slug="delt", starts_on=date(2024, 1, 1))
    for _ in range(5):
        make_measure(plan)
    return plan


@pytest.mark.django_db(transaction=True)
def test_ten_who_continue_at_once_make_one_plan_and_one_copy_of_each(shared: Plan) -> None:
    by = make_user("ti", (Role.EDITOR, "grorud"))
    start = Barrier(10)

    def one(number: int) -> Plan:
        try:
            form = ContinueForm(shared, NEXT)
            assert form.is_valid(), form.errors
            start.wait(timeout=60)
            made, _is_new = form.save_next()
            sent = QueryDict("rest=continued", mutable=True)
            for row in CarryOverForm(shared, made).rows:
                sent[f"{row.prefix}-shown"] = seal(dict.fromkeys(row.standing, ""))
            rows = CarryOverForm(shared, made, sent)
            assert rows.is_valid()
            with suppress(StaleDecisionsError):
                rows.save(by)
            return made
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        made = set(threads.map(one, range(10)))

    assert len(made) == 1
    assert Measure.objects.filter(plan__in=made).count() == 5
    assert Succession.objects.standing().count() == 5


# --- The plan that is there already ---------------------------------------------------------------


def test_ostensjos_plan_of_2010_is_tied_to_the_adopted_one_of_2020(ostensjo: User) -> None:
    client = CheckingClient.of(ostensjo)
    old, new = Plan.objects.get(slug="ostensjo-2010"), Plan.objects.get(slug="ostensjo-2020")
    target = pick(new, 5)
    before = new.measures.count()

    refused = decide(client, old, new, m1=CONTINUED)
    assert "Planen er vedtatt. Velg hvilket tiltak det videreføres i." in said(refused)
    both = {**CONTINUED, "target": str(target.pk)}
    assert "Flere er valgt å videreføres i dette." in said(
        decide(client, old, new, m1=both, m2=both)
    )
    decide(client, old, new, m1=both, m2={"kind": "merged", "into": "4.1"})

    assert standing(new) == [(1, "continued", target.text, ""), (2, "merged", target.text, "")]
    assert new.measures.count() == before
    decide(client, old, new, m1={"kind": ""}, m2={"kind": ""})
    assert standing(new) == []
    assert Measure.objects.filter(pk=target.pk).exists()


# --- The chain ------------------------------------------------------------------------------------


def test_the_chain_is_followed_both_ways_but_not_into_a_draft(
    client: CheckingClient, old: Plan, new: Plan, leser: User
) -> None:
    decide(
        client,
        old,
        new,
        m1=CONTINUED,
        m2={"kind": "merged", "into": "1.1"},
        m3=FINISHED,
        m4=DROPPED,
    )
    pages = {n: said(client.get(pick(old, n).get_absolute_url())) for n in (1, 2, 3, 4)}
    copy = new.measures.get()
    its_own = said(client.get(copy.get_absolute_url()))

    assert "Videreført til Kurs (Grorud fra 2028)" in pages[1]
    assert "Slått sammen til Kurs (Grorud fra 2028)" in pages[2]
    assert "Avsluttet med planen" in pages[3]
    assert "Ikke videreført" in pages[4]
    assert "Byen gjør det nå" in pages[4]
    assert "Videreført fra Kurs (Grorud 2024–2027)" in its_own
    assert "Slått sammen fra Møteplass" in its_own
    outside = CheckingClient.of(leser).get(pick(old, 1).get_absolute_url())
    assert "Videreført til" not in said(outside)


# --- Speed and the database -----------------------------------------------------------------------


@pytest.mark.parametrize("count", [5, 60])
def test_many_measures_take_no_more_queries_than_few(
    client: CheckingClient, new: Plan, count: int, django_assert_max_num_queries: Any
) -> None:
    plan = make_plan("grorud", slug="stor", starts_on=date(2020, 1, 1))
    for _ in range(count):
        make_measure(plan, responsible=["NAV Ung"], items=["En", "To"])
    form = form_on(client.get(address(plan, new)))

    with django_assert_max_num_queries(45):
        client.post(address(plan, new), {**form, "rest": "continued"})

    assert new.measures.count() == count


def test_the_database_refuses_nonsense(old: Plan, new: Plan, grorud: User) -> None:
    fields = {"plan": new, "old": pick(old, 1), "recorded_by": grorud, "recorded_as": "x"}
    for nonsense in (
        {"kind": "continued"},
        {"kind": "finished", "new": pick(old, 2)},
        {"kind": "dropped"},
        {"kind": "tull"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Succession.objects.create(**fields, **nonsense)
    Succession.objects.create(**fields, kind="finished")
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(**fields, kind="finished")
