"""Each measure of the old plan is continued, finished or dropped, and may be decided anew."""

from datetime import date

import pytest

from measures.items import tick_items
from measures.models import Measure, NoLocalMeasure, Responsible, Succession
from measures.models.no_local_measure import say_no_local_measure
from plans.models import Deletion, Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, report, set_deadline
from tests.forms_on_pages import form_on, said, send
from tests.measures.plan_pages.carrying_over.decisions import (
    CONTINUED,
    DROPPED,
    FINISHED,
    NEXT,
    address,
    choices,
    decide,
    pick,
    standing,
)

pytestmark = pytest.mark.usefixtures("five_plans")


def texts(plan: Plan) -> list[str]:
    return list(plan.measures.order_by("position", "n").values_list("text", flat=True))


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


@pytest.mark.one_database
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


@pytest.mark.one_database
def test_the_rest_is_continued_by_one_button(client: CheckingClient, old: Plan, new: Plan) -> None:
    send(client, address(old, new), **choices(old, m3=FINISHED), rest="continued")

    assert texts(new) == ["Vi holder kurs", "Møteplass", "Plakater"]
    assert len(standing(new)) == 4


@pytest.mark.one_database
def test_a_draft_says_what_is_undecided_on_its_own_page_and_before_it_is_adopted(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    assert "Videreføringen fra" not in said(client.get(new.get_absolute_url()))
    decide(client, old, new, m1=CONTINUED)

    page = said(client.get(new.get_absolute_url()))
    assert "Videreføringen fra 2024–2027 (3 ikke bestemt)" in page
    page = said(client.get("/planer/ny-plan/vedta/"))
    assert "3 tiltak i Grorud 2024–2027 er ikke bestemt ennå." in page


@pytest.mark.one_database
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


@pytest.mark.one_database
@pytest.mark.parametrize("words", ["30.04 og 30.11", "Kontinuerlig", "Hele planperioden"])
def test_a_deadline_that_names_no_day_goes_along_from_the_new_plans_first_day(
    client: CheckingClient, old: Plan, new: Plan, words: str
) -> None:
    set_deadline(first := pick(old, 1), "31.12.2025")
    set_deadline(first, words, on=date(2025, 1, 1), reason="Løper videre")

    decide(client, old, new, m1=CONTINUED)

    carried = new.measures.get().deadlines.get()
    assert (carried.words, carried.applies_on, carried.reason) == (words, date(2028, 1, 1), "")
    assert (carried.kind, carried.days) == (first.latest_deadline.kind, first.latest_deadline.days)
    assert carried.recorded_as == "redaktør for Bydel Grorud"
    assert (new.measures.get().latest_deadline, new.measures.get().current_kind) == (
        carried,
        carried.kind,
    )


@pytest.mark.one_database
@pytest.mark.parametrize("words", ["31.12.2026", "2024–2027", "Fom 01.01.2025", "Når Korus vil"])
def test_a_deadline_of_the_old_plans_years_is_set_anew_and_the_page_says_so(
    client: CheckingClient, old: Plan, new: Plan, words: str
) -> None:
    set_deadline(pick(old, 1), words)
    page = said(client.get(address(old, new)))
    assert "Andre frister hører til den gamle planen og settes på nytt." in page

    decide(client, old, new, m1=CONTINUED)

    assert not new.measures.get().deadlines.exists()


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


@pytest.mark.one_database
def test_an_untouched_copy_goes_with_the_deadline_that_it_was_given(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    set_deadline(pick(old, 1), "Kontinuerlig")
    decide(client, old, new, m1=CONTINUED)

    decide(client, old, new, m1=DROPPED)

    assert texts(new) == []


def test_a_copy_that_goes_is_told_of_as_deleted(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    decide(client, old, new, m1=CONTINUED)
    address = pick(new, 1).get_absolute_url()

    decide(client, old, new, m1=DROPPED)

    assert Deletion.objects.get().address == address


@pytest.mark.one_database
def test_a_copy_whose_deadline_was_moved_stays(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    set_deadline(pick(old, 1), "Kontinuerlig")
    decide(client, old, new, m1=CONTINUED)
    set_deadline(new.measures.get(), "31.12.2030", reason="Tydeligere")

    answer = decide(client, old, new, m1=DROPPED)

    assert "Tiltaket er endret i den nye planen" in said(answer)
    assert new.measures.get().deadlines.count() == 2


@pytest.mark.one_database
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


@pytest.mark.one_database
def test_the_bullets_that_a_merge_leaves_behind_are_said(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    page = client.get(address(old, new)).content.decode()
    assert page.count("delpunkter blir ikke med.") == 1
    assert "2 delpunkter blir ikke med. Skriv dem inn i det andre tiltaket" in page


@pytest.mark.one_database
def test_a_copy_and_what_was_merged_into_it_are_given_up_together(
    client: CheckingClient, old: Plan, new: Plan
) -> None:
    decide(client, old, new, m1=CONTINUED, m2={"kind": "merged", "into": "1.1"})
    copy = new.measures.get()

    decide(client, old, new, m1=DROPPED, m2=FINISHED)

    assert not Measure.objects.filter(pk=copy.pk).exists()
    assert [kind for _n, kind, *_ in standing(new)] == ["dropped", "finished"]


@pytest.mark.one_database
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

    assert not NoLocalMeasure.objects.in_effect().exists()
