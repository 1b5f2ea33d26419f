"""Every form that a redaktør of Grorud is shown, sent with the ids of others' rows in its fields.

Not one row of another bydel, or of the city, is written or tied to one of Grorud's; and no column
that a form does not show is written because its name was sent along. Some thousand forms are sent,
which takes minutes: hence `slow`.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from lxml import html

from measures.models import Item, Measure, Responsible, Status
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Organisation, User
from tests.access_targets import Targets, make_targets
from tests.browser.pressed import view_at
from tests.cast import CAST
from tests.checking_client import CheckingClient
from tests.ownership import models, rows_of_others, ties_across
from tests.test_access_table import LINES, ROLES, noted, undone

pytestmark = [pytest.mark.slow, pytest.mark.one_database]

SHARES = 8
OURS = {"csrfmiddlewaretoken", "merke", "ulagret"}
ABOUT_ONESELF = {"password_change"}
IS_CHOSEN = {"select", "hidden", "checkbox", "radio"}
TABLE = re.compile(r'"([a-z_]+)"')

COLUMNS = {
    "state": "adopted",
    "slug": "tatt",
    "n": "999",
    "role": "city_admin",
    "memberships-0-role": "city_admin",
    **dict.fromkeys(("is_superuser", "is_staff", "is_active", "is_misfiled"), "on"),
}
RELATIONS = {
    **dict.fromkeys(("organisation", "bydel", "owner"), "Organisation"),
    **dict.fromkeys(("user", "recorded_by", "created_by", "by"), "User"),
    "plan": "Plan",
    "measure": "Measure",
    "responsible": "Responsible",
    "goal": "Goal",
}
"""Names of columns that a form does not show, and what is sent under them."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as its page sends it, with the names of the fields that may hold an id."""

    address: str
    typed: dict[str, list[str]]
    ids: frozenset[str]


@pytest.fixture(scope="module")
def targets(kept: None) -> Targets:
    return make_targets()


@pytest.fixture(scope="module")
def person(kept: None) -> User:
    return CAST["grorud"]()


@pytest.fixture(scope="module")
def of_others(targets: Targets) -> dict[str, str]:
    """One row of each kind of Østensjø's, by its id; and the names of the bydel and its plan."""
    plan = Plan.objects.get(slug="ostensjo-2020")
    own: Any = {"measure__plan": plan}
    rows = [
        *(model.objects.filter(plan=plan).last() for model in (Measure, Goal, Strategy)),
        *(model.objects.filter(**own).last() for model in (Status, Item)),
        Responsible.objects.filter(organisation=plan.organisation).last(),
        User.objects.filter(memberships__organisation=plan.organisation).last(),
        plan,
        plan.organisation,
    ]
    ids = {type(row).__name__: str(row.pk) for row in rows if row}
    return {**ids, "plan's name": plan.slug, "bydel's name": plan.organisation.slug}


def forms_on(client: CheckingClient, address: str) -> list[Sent]:
    page = html.document_fromstring(client.get(address).content)
    forms = []
    for form in page.xpath("//main//form[translate(@method, 'POST', 'post')='post']"):
        typed: dict[str, list[str]] = {}
        for name, value in form.form_values():
            typed.setdefault(str(name), []).append(str(value))
        ids = {
            field.get("name")
            for field in form.inputs
            if {field.tag, field.get("type")} & IS_CHOSEN or str(field.value or "").isdecimal()
        }
        for button in form.xpath(".//button[@name]")[:1]:
            typed.setdefault(button.get("name"), [button.get("value") or ""])
        sent_to = urlsplit(form.get("action") or "").path or address
        forms.append(Sent(sent_to, typed, frozenset(ids - OURS - {None})))
    return forms


def changed_for_others(client: CheckingClient, sent: Sent, person: User, **forged: str) -> set[str]:
    """What of others' the form changed, and where it tied one's own to theirs: by table."""
    written: list[str] = []
    before: dict[str, Any] = {}

    def look(execute: Any, sql: str, *args: Any) -> Any:
        for table in TABLE.findall(sql)[:1] if note_write(sql) else []:
            if table not in before and table in models():
                before[table] = seen_of(table, person)
        return execute(sql, *args)

    with undone(), connection.execute_wrapper(look), connection.execute_wrapper(noted(written)):
        answer = client.post(sent.address, {**sent.typed, **forged})
        if answer.streaming:
            answer.getvalue()
        assert answer.status_code < 500, (sent.address, forged)
        return {table for table, seen in before.items() if seen_of(table, person) != seen}


def note_write(sql: str) -> bool:
    return sql.startswith(("INSERT INTO", "UPDATE", "DELETE FROM"))


def seen_of(table: str, person: User) -> Any:
    model = models()[table]
    return rows_of_others(model, "grorud", person), ties_across(model)


@pytest.fixture(scope="module")
def forms(targets: Targets, person: User) -> list[tuple[Sent, str]]:
    """Each kind of form with each of its fields that may hold an id, and once with none: once for
    a view, whatever the rows are called."""
    client, seen = CheckingClient.of(person), set[tuple[str, str]]()
    found = []
    for name, of, verb, *answers in LINES:
        if verb != "GET" or dict(zip(ROLES, answers, strict=True))["grorud"] != "200":
            continue
        if name in ABOUT_ONESELF or not answered_with_a_page(client, targets.address(name, of)):
            continue
        for sent in forms_on(client, targets.address(name, of)):
            for field in ["", *sorted(sent.ids)]:
                if (kind := (view_at(sent.address), re.sub(r"\d+", "N", field))) not in seen:
                    seen.add(kind)
                    found.append((sent, field))
    assert len(found) > 100
    return found


@pytest.mark.parametrize("share", range(SHARES))
def test_a_form_with_others_ids_changes_nothing_of_theirs(
    forms: list[tuple[Sent, str]], person: User, of_others: dict[str, str], share: int, db: None
) -> None:
    """In shares: a test may not take five minutes."""
    client = CheckingClient.of(person)
    beside = {**COLUMNS, **{name: of_others[model] for name, model in RELATIONS.items()}}
    holes: list[tuple[str, str, str, set[str]]] = []
    for sent, field in forms[share::SHARES]:
        forged: Any = (
            {whose: {field: value} for whose, value in of_others.items()}
            if field
            else {"more": {k: v for k, v in beside.items() if k not in sent.typed}}
        )
        for whose, own in forged.items():
            if harm := changed_for_others(client, sent, person, **own):
                holes.append((view_at(sent.address), field, whose, harm))
    assert holes == []


def answered_with_a_page(client: CheckingClient, address: str) -> bool:
    answer = client.get(address)
    if answer.streaming:
        answer.getvalue()
    return answer["Content-Type"].startswith("text/html")


def test_what_is_compared_tells_a_row_of_anothers_that_was_written(
    targets: Targets, person: User, db: None
) -> None:
    table = Measure._meta.db_table
    before = seen_of(table, person)
    with undone():
        Measure.objects.filter(plan__slug="grorud-2023").update(topic="Ny")
        assert seen_of(table, person) == before
        Measure.objects.filter(plan__slug="ostensjo-2020").update(topic="Ny")
        assert seen_of(table, person) != before
    party = Responsible.objects.filter(organisation=Organisation.objects.get(slug="alna")).first()
    other = party or Responsible.objects.exclude(organisation__slug="grorud")[0]
    tied = "measures_assignment"
    before = seen_of(tied, person)
    with undone():
        one = Measure.objects.filter(plan__slug="grorud-2023")[0]
        one.assignments.create(responsible=other, position=99)
        assert seen_of(tied, person)[1] != before[1]
