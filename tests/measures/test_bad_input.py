"""Odd text in every field of both forms: kept as it is, or refused with a sentence; never a 500."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import html

from measures.models import Item, Measure, Responsible, Status
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, report

pytestmark = pytest.mark.usefixtures("five_plans")

ODD = {
    "vertical tab": "før\x0better",
    "40,000 characters": "langt " * 6666 + "slut",
    "emoji": "Gatefotball ⚽ 👩‍👩‍👧 🏳️‍🌈",
    "NFD": unicodedata.normalize("NFD", "Møteplass på Grünerløkka"),
    "markup": "<script>alert('x')</script><b>fet</b> &amp; &lt;",
    "formula": '=HYPERLINK("http://example.com","trykk")',
    "percent": "50 %(who)s %s {{ plan }} {% now 'Y' %}",
    "right to left": "\u202eesrever\u202c",
}
Form = dict[str, str]

UNSTORABLE = {"null": "a\x00b", "what bytes that are no text become": "a\ufffdb"}
SPECIAL = pytest.mark.parametrize("odd", ODD.values(), ids=ODD)

TEXT_FIELDS = ("title", "text", "goal_text", "code", "topic", "items", "responsible",
               "deadline_words", "deadline_reason")  # fmt: skip
LIMITS = {"code": 20, "topic": 200, "responsible": 300, "deadline_words": 1000}


@pytest.fixture
def client(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


@pytest.fixture
def plan(five_plans: None) -> Plan:
    return make_plan("grorud", goal_cell_is_local=True)


@pytest.fixture(scope="module")
def written(kept: None) -> Measure:
    plan = make_plan("grorud", goal_cell_is_local=True)
    return make_measure(plan, "Vi holder kurs", deadline="31.12.2027")


@pytest.fixture
def measure(written: Measure) -> Measure:
    return Measure.objects.get(pk=written.pk)


@pytest.fixture(scope="module")
def edit_form(written: Measure) -> Form:
    """What the measure's own form sends, opened once for all the tests."""
    editor = CheckingClient.of(editor_of(written.plan.organisation))
    return form_on(editor.get(f"/tiltak/{written.pk}/rediger/"))


@pytest.fixture(scope="module")
def report_form(written: Measure) -> Form:
    editor = CheckingClient.of(editor_of(written.plan.organisation))
    form = form_on(editor.get(f"/tiltak/{written.pk}/"))
    return form | {"status": "ongoing", "risk": "", "applies_on": "30.04.2024"}


def form_on(answer: Any) -> Form:
    """What a browser would send for the form on a page, if nothing were typed."""
    page = html.document_fromstring(answer.content.decode())
    form = page.xpath("//form[.//input[@name='version']]")[0]
    ticked = "not(@type='radio' or @type='checkbox') or @checked"
    fields = form.xpath(f".//textarea|.//input[{ticked}]")
    return {
        **{field.name: field.value.removeprefix("\n") for field in fields if field.value},
        **{each.getparent().name: each.get("value") for each in form.xpath(".//option[@selected]")},
    }


def edited(client: Client, measure: Measure, form: Form, **typed: str) -> Any:
    if "deadline_reason" in typed:
        form = {**form, "deadline_words": "31.12.2028"}
    return client.post(f"/tiltak/{measure.pk}/rediger/", {**form, **typed})


def reported(client: Client, measure: Measure, form: Form, **typed: str) -> Any:
    return client.post(f"/tiltak/{measure.pk}/status/", {**form, **typed})


def value_of(answer: Any, field: str) -> str:
    """What stands in a field of the page's form."""
    page = html.document_fromstring(answer.content.decode())
    return (page.xpath(f"//*[@name='{field}']")[0].value or "").removeprefix("\n")


def said(answer: Any) -> str:
    return " ".join(html.document_fromstring(answer.content.decode()).text_content().split())


def kept(measure: Measure, field: str) -> str:
    """What is stored, wherever the field's text goes."""
    fresh = Measure.objects.select_related("latest_deadline").get(pk=measure.pk)
    if field == "items":
        return Item.objects.get(measure=measure).text
    if field == "responsible":
        return fresh.responsible_text
    if field.startswith("deadline_"):
        assert fresh.latest_deadline is not None
        return str(getattr(fresh.latest_deadline, field.removeprefix("deadline_")))
    return str(getattr(fresh, field))


# --- The measure's own form -----------------------------------------------------------------------


@SPECIAL
@pytest.mark.parametrize("field", TEXT_FIELDS)
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
    else:
        assert answer.status_code == 302
        assert kept(measure, field) == odd


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


@SPECIAL
def test_the_edit_form_gives_odd_text_back_unchanged(
    client: CheckingClient, plan: Plan, odd: str
) -> None:
    made = make_measure(plan, odd)

    answer = client.get(f"/tiltak/{made.pk}/rediger/")

    assert value_of(answer, "text") == odd


def test_a_vertical_tab_survives_that_the_text_around_it_is_edited(
    client: CheckingClient, measure: Measure, edit_form: Form
) -> None:
    edited(client, measure, edit_form, text="før\x0better")
    answer = client.get(f"/tiltak/{measure.pk}/rediger/")
    opened = value_of(answer, "text")

    edited(client, measure, form_on(answer), text=f"{opened} og mer")

    assert kept(measure, "text") == "før\x0better og mer"


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


def test_an_empty_post_makes_nothing(client: CheckingClient, plan: Plan) -> None:
    answer = client.post(f"/planer/{plan.slug}/nytt-tiltak/", {})

    assert answer.status_code == 200
    assert not plan.measures.exists()


@pytest.mark.parametrize("text", [" ", "\t\r\n", "\u00a0", "\u2003", "\u200b", "\u00ad", "\ufeff"])
def test_a_text_that_nobody_can_see_is_no_text(
    client: CheckingClient, plan: Plan, text: str
) -> None:
    form = {"text": text, "version": "0", "token": "5f0c1ec6-9a6c-4a0d-9dd0-6b9d6c1d2a11"}

    answer = client.post(f"/planer/{plan.slug}/nytt-tiltak/", form)

    assert answer.status_code == 200
    assert not plan.measures.exists()


# --- The report -----------------------------------------------------------------------------------


@SPECIAL
@pytest.mark.parametrize("field", ["own_words", "remark"])
def test_odd_text_in_a_report_is_kept_as_it_is_or_refused_for_its_length(
    client: CheckingClient, measure: Measure, report_form: Form, field: str, odd: str
) -> None:
    answer = reported(client, measure, report_form, **{field: odd})

    if field == "own_words" and len(odd) > 1000:
        assert value_of(answer, field) == odd
        assert "tegn (" in said(answer)
        assert measure.statuses.count() == 0
    else:
        status = Status.objects.get(measure=measure)
        assert (status.words if field == "own_words" else status.remark) == odd
        shown = client.get(answer.url)
        assert "<script>alert" not in shown.content.decode()
        assert " ".join(odd.split()) in said(shown)


@pytest.mark.parametrize("odd", UNSTORABLE.values(), ids=UNSTORABLE)
@pytest.mark.parametrize("field", ["own_words", "remark", "applies_on", "status", "risk"])
def test_what_no_database_can_keep_is_refused_in_a_report(
    client: CheckingClient, measure: Measure, report_form: Form, field: str, odd: str
) -> None:
    answer = reported(client, measure, report_form, **{field: odd})

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert measure.statuses.count() == 0


@pytest.mark.parametrize("day", ["31.02.2021", "2021-13-45", "01.01.0000", "0000-00-00", "9" * 500])
def test_a_day_that_is_none_is_refused(
    client: CheckingClient, measure: Measure, report_form: Form, day: str
) -> None:
    answer = reported(client, measure, report_form, remark="Står her", applies_on=day)

    assert "Skriv datoen som dag.måned.år" in said(answer)
    assert (value_of(answer, "applies_on"), value_of(answer, "remark")) == (day, "Står her")


def test_the_first_day_there_is_may_be_reported_about(
    client: CheckingClient, measure: Measure, report_form: Form
) -> None:
    answer = reported(client, measure, report_form, applies_on="01.01.0001")

    assert answer.status_code in {200, 302}
    assert client.get(f"/tiltak/{measure.pk}/").status_code == 200
    assert client.get("/tiltak/?sort=reported").status_code == 200


# --- Addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize("pk", ["0", "-1", "abc", str(2**63), str(2**70), "9" * 5000, "1.0", "%00"])
@pytest.mark.parametrize("where", ["", "status/", "rediger/"])
def test_a_measure_that_is_not_there_is_404(client: CheckingClient, pk: str, where: str) -> None:
    assert client.get(f"/tiltak/{pk}/{where}").status_code == 404
    assert client.post(f"/tiltak/{pk}/{where}", {}).status_code in {404, 405}


@pytest.mark.parametrize(
    "day", ["31.02.2021", "2021-13-45", "01.01.0000", "i går", "%00", "9" * 900]
)
@pytest.mark.parametrize("where", ["/tiltak/{pk}/", "/planer/grorud-2023/"])
def test_a_page_asked_for_on_no_day_says_so(client: CheckingClient, where: str, day: str) -> None:
    pk = Measure.objects.get_by_natural_key("grorud-2023", 1).pk

    answer = client.get(where.format(pk=pk) + f"?per={day}")

    assert answer.status_code == 200
    assert "Skriv datoen som dag.måned.år" in said(answer)


@pytest.mark.parametrize("day", ["01.01.0001", "31.12.9999"])
def test_every_measure_can_be_read_on_the_first_and_the_last_day_there_is(
    client: CheckingClient, day: str
) -> None:
    for slug in ("grorud-2023", "ostensjo-2010", "ostensjo-2020"):
        assert client.get(f"/planer/{slug}/?per={day}").status_code == 200
        for pk in Measure.objects.filter(plan__slug=slug).values_list("pk", flat=True)[::3]:
            assert client.get(f"/tiltak/{pk}/?per={day}").status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_change_nothing(
    client: CheckingClient, measure: Measure, method: str
) -> None:
    for where in ("", "status/", "rediger/"):
        getattr(client, method)(f"/tiltak/{measure.pk}/{where}")

    assert kept(measure, "text") == "Vi holder kurs"
    assert measure.statuses.count() == 0


def test_a_form_without_its_secret_is_refused(measure: Measure, grorud: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(grorud)

    without = {"text": "Et annet", "status": "ongoing", "version": "0"}
    for where in ("status", "rediger"):
        assert strict.post(f"/tiltak/{measure.pk}/{where}/", without).status_code == 403
    assert kept(measure, "text") == "Vi holder kurs"


def test_two_spellings_of_one_party_are_two_and_both_pages_work(
    client: CheckingClient, measure: Measure
) -> None:
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "Leder Grünerløkka")  # type: ignore[arg-type]
        Responsible.objects.create(organisation=measure.plan.organisation, name=name)

    assert client.get("/tiltak/?bydel=grorud").status_code == 200
