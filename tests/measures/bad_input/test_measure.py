"""Odd input in a measure's own form: kept as it is, or refused with a sentence; never a 500."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from measures.models import Measure
from plans.models import Plan
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, report
from tests.measures.bad_input.odd import (
    SPECIAL,
    UNSTORABLE,
    Form,
    form_on,
    kept,
    reported,
    said,
    value_of,
)

pytestmark = pytest.mark.usefixtures("five_plans")


TEXT_FIELDS = ("title", "text", "goal_text", "code", "topic", "items", "responsible",
               "deadline_words", "deadline_reason")  # fmt: skip
ON_BOTH = {"text", "code", "items"}
"""A text without end, one with a length, and a row of its own: asked of each database."""
LIMITS = {"code": 20, "topic": 200, "responsible": 300, "deadline_words": 1000}


@pytest.fixture(scope="module")
def edit_form(written: Measure) -> Form:
    """What the measure's own form sends, opened once for all the tests."""
    editor = CheckingClient.of(editor_of(written.plan.organisation))
    return form_on(editor.get(f"/tiltak/{written.pk}/rediger/"))


def edited(client: Client, measure: Measure, form: Form, **typed: str) -> Any:
    if "deadline_reason" in typed:
        form = {**form, "deadline_words": "31.12.2028"}
    return client.post(f"/tiltak/{measure.pk}/rediger/", {**form, **typed})


@SPECIAL
@pytest.mark.parametrize(
    "field",
    [
        pytest.param(field, marks=() if field in ON_BOTH else pytest.mark.one_database)
        for field in TEXT_FIELDS
    ],
)
def test_odd_text_in_a_measure_is_kept_as_it_is_or_refused_for_its_length(
    client: CheckingClient, measure: Measure, edit_form: Form, field: str, odd: str
) -> None:
    typed = {field: odd}
    if field == "deadline_words":
        typed["deadline_reason"] = "Ingen lokaler"
    answer = edited(client, measure, edit_form, **typed)

    if len(odd) > LIMITS.get(field, 10**6):
        assert answer.status_code == 200
        assert value_of(answer, field) == odd
        assert answer.context["form"].errors.keys() == {field}
        assert "tegn" in said(answer)
        assert Measure.objects.get(pk=measure.pk).text == "Vi holder kurs"
    elif "\x0b" not in odd or field not in {"items", "responsible"}:
        assert answer.status_code == 302
        assert kept(measure, field) == odd


@pytest.mark.parametrize("field", ["items", "responsible"])
def test_a_vertical_tab_in_a_list_is_words_soft_line_break(
    client: CheckingClient, measure: Measure, edit_form: Form, field: str
) -> None:
    edited(client, measure, edit_form, **{field: "før\x0better"})

    named = [one.responsible.name for one in measure.assignments.all()]
    texts = [item.text for item in measure.items.all()]
    assert (texts if field == "items" else named) == ["før", "etter"]


@pytest.mark.one_database
@SPECIAL
def test_odd_text_is_shown_on_every_page_as_it_was_typed(
    client: CheckingClient, plan: Plan, odd: str
) -> None:
    short = odd[:150]
    made = make_measure(
        plan,
        odd,
        items=[odd],
        title=short,
        code=odd[:20].strip(),
        topic=short,
        responsible_text=odd,
        goal_text=odd,
    )
    report(made, odd[:900], remark=odd, on=date(2024, 4, 30))
    pages = [f"/tiltak/{made.pk}/", f"/tiltak/{made.pk}/rediger/", f"/planer/{plan.slug}/",
             f"/tiltak/?plan={plan.slug}"]  # fmt: skip

    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200
        assert short in answer.content.decode() or " ".join(short.split()) in said(answer)
        assert "<script>alert" not in answer.content.decode()


@pytest.mark.one_database
@SPECIAL
def test_the_edit_form_gives_odd_text_back_unchanged(
    client: CheckingClient, plan: Plan, odd: str
) -> None:
    made = make_measure(plan, odd)

    answer = client.get(f"/tiltak/{made.pk}/rediger/")

    assert value_of(answer, "text") == odd


@pytest.mark.one_database
def test_a_vertical_tab_survives_that_the_text_around_it_is_edited(
    client: CheckingClient, measure: Measure, edit_form: Form
) -> None:
    edited(client, measure, edit_form, text="før\x0better")
    answer = client.get(f"/tiltak/{measure.pk}/rediger/")
    opened = value_of(answer, "text")

    edited(client, measure, form_on(answer), text=f"{opened} og mer")

    assert kept(measure, "text") == "før\x0better og mer"


@pytest.mark.one_database
@pytest.mark.parametrize("odd", UNSTORABLE.values(), ids=UNSTORABLE)
@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_what_no_database_can_keep_is_refused_with_a_sentence(
    client: CheckingClient, measure: Measure, edit_form: Form, field: str, odd: str
) -> None:
    answer = edited(client, measure, edit_form, **{field: odd})

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert "tegn" in said(answer)
    assert Measure.objects.get(pk=measure.pk).edit_version == 0


@pytest.mark.parametrize("bad", ["text=a%ED%A0%80b", "text=a%FF%FEb", "text=%00"])
def test_bytes_that_are_no_text_are_refused_with_a_sentence(
    client: CheckingClient, measure: Measure, bad: str
) -> None:
    rest = "version=0&token=5f0c1ec6-9a6c-4a0d-9dd0-6b9d6c1d2a11&deadline_words=31.12.2027"

    answer = client.post(
        f"/tiltak/{measure.pk}/rediger/",
        f"{bad}&{rest}",
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 200
    assert "text" in answer.context["form"].errors
    assert kept(measure, "text") == "Vi holder kurs"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("strategy", "0"),
        ("strategy", "-1"),
        ("strategy", str(2**70)),
        ("strategy", "abc"),
        ("goals", str(2**70)),
        ("goals", "abc"),
        ("goals", "-1"),
        ("answers", str(2**70)),
        ("answers", "0"),
        ("answers", "a\x00b"),
    ],
)
def test_an_unknown_choice_is_refused_with_a_sentence(
    client: CheckingClient, measure: Measure, edit_form: Form, field: str, value: str
) -> None:
    answer = edited(client, measure, edit_form, **{field: value})

    assert answer.status_code == 200
    assert field in answer.context["form"].errors


@pytest.mark.parametrize("version", ["-1", "abc", "", "1.5", "9" * 400, str(2**70), "99"])
def test_a_version_that_never_was_changes_nothing(
    client: CheckingClient, measure: Measure, edit_form: Form, report_form: Form, version: str
) -> None:
    answers = [
        edited(client, measure, edit_form, text="Et annet", version=version),
        reported(client, measure, report_form, remark="Et annet", version=version),
    ]

    assert {answer.status_code for answer in answers} <= {200, 409}
    assert kept(measure, "text") == "Vi holder kurs"
    assert measure.statuses.count() == 0


@pytest.mark.one_database
@pytest.mark.parametrize("token", ["", "abc", "0" * 5000, "5f0c1ec6"])
def test_a_token_that_is_none_makes_no_measure(
    client: CheckingClient, plan: Plan, token: str
) -> None:
    answer = client.post(
        f"/planer/{plan.slug}/nytt-tiltak/", {"text": "Et kurs", "version": "0", "token": token}
    )

    assert answer.status_code == 200
    assert not plan.measures.exists()


@pytest.mark.parametrize("count", [400, 2000])
def test_many_lines_are_many_items(
    client: CheckingClient, measure: Measure, edit_form: Form, count: int
) -> None:
    edited(client, measure, edit_form, items="\r\n".join(f"Punkt {n}" for n in range(count)))

    assert measure.items.count() == count


@pytest.mark.one_database
def test_an_empty_post_makes_nothing(client: CheckingClient, plan: Plan) -> None:
    answer = client.post(f"/planer/{plan.slug}/nytt-tiltak/", {})

    assert answer.status_code == 200
    assert not plan.measures.exists()


@pytest.mark.one_database
@pytest.mark.parametrize("text", [" ", "\t\r\n", "\u00a0", "\u2003", "\u200b", "\u00ad", "\ufeff"])
def test_a_text_that_nobody_can_see_is_no_text(
    client: CheckingClient, plan: Plan, text: str
) -> None:
    form = {"text": text, "version": "0", "token": "5f0c1ec6-9a6c-4a0d-9dd0-6b9d6c1d2a11"}

    answer = client.post(f"/planer/{plan.slug}/nytt-tiltak/", form)

    assert answer.status_code == 200
    assert not plan.measures.exists()
