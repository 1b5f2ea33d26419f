"""A bydel works on a draft, and nothing that anybody else is shown changes by one byte."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.urls import reverse

from measures.models import Measure, PartyChange, Reply, ReplyLink, Responsible, Status, Succession
from measures.models.edit import note_edit
from measures.models.merging import merge_into
from measures.models.no_local_measure import say_no_local_measure
from measures.models.word_mapping import map_words
from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Role, User
from tests.access_targets import Targets, make_targets
from tests.checking_client import CheckingClient
from tests.factories import (
    editor_of,
    make_dismissal,
    make_measure,
    make_plan,
    make_user,
    organisation,
    report,
)
from tests.test_access_table import LINES, ROLES

# Who may see what is decided in Python; the pages' own tests ask both databases.
pytestmark = pytest.mark.one_database

OTHERS = {
    "leser": ((Role.READER, "oslo"),),
    "ansvarlig": ((Role.RESPONSIBLE, "ostensjo"),),
    "redaktor": ((Role.EDITOR, "ostensjo"),),
    "byadmin": ((Role.CITY_ADMIN, "oslo"),),
}
MADE_AT = re.compile(rb"Laget</t></is></c><c [^>]*><v>[^<]*|kl\. \d\d\.\d\d")
NEW_EACH_TIME = re.compile(
    rb'name="(?:csrfmiddlewaretoken|merke|token)" value="[^"]*"|data-seconds="[^"]*"|"seconds": \d+'
    rb"|DTSTAMP:\S+"
)
"""Tokens, the mark of who opened a form and when, how long the session lasts, and when a calendar
was asked for."""
NARROWED = (
    "/tiltak/?bydel=grorud",
    "/tiltak/?bydel=grorud&per=01.07.2026&sok=hemmelig",
    "/ansvarlige/?bydel=grorud",
    "/sok/?q=hemmelig",
    "/oversikt/endringer/?siden=01.01.2020&per=01.07.2026",
    "/planer/grorud-2023/?per=01.07.2026",
)
TOLD_BY_ROLE = {
    *("reporting:todo", "reporting:mine", "reporting:overview", "reporting:rounds"),
    *("measures:list", "measures:plans", "measures:parties", "measures:words"),
}
"""What everybody opens, and what each finds there follows from the own roles."""


TELL_THE_MINUTE = {"/min-konto/", "/min-konto/opplysninger/"}
"""One's own sessions, and what is kept about oneself."""


def work_on_a_draft(by: User) -> list[Model]:
    """All that a redaktør may do before a plan is adopted; the rows that came of it."""
    first, second = Measure.objects.framework()[:2]
    plan = make_plan("grorud", state=Plan.State.DRAFT, title="Hemmelig plan")
    goal = Goal.objects.create(plan=plan, number=1, text="Hemmelig mål")
    strategy = Strategy.objects.create(plan=plan, number=1, text="Hemmelig strategi")
    measure = make_measure(
        plan, "Hemmelig tiltak", responsible=["Hemmelig enhet"], items=["Hemmelig punkt"],
        topic="Hemmelig område", strategy=strategy, deadline="31.12.2025",
    )  # fmt: skip
    measure.goals.add(goal)
    measure.answers.add(first)
    note_edit(measure, None, by=by)
    report(measure, "Ukjente ord", remark="Hemmelig merknad", risk=RiskLevel.HIGH, by=by)
    explained = make_measure(plan, responsible=["Annen skrivemåte", "Regnskogen"])
    report(explained, "Avklarte ord", by=by)
    mapping = map_words(plan.organisation, "Avklarte ord", StatusCode.IN_PROGRESS, by=by)
    dismissal = make_dismissal(measure)
    say_no_local_measure(plan, second, reason="Hemmelig grunn", by=by)
    old = Measure.objects.get_by_natural_key("grorud-2023", 1)
    signed = {"recorded_by": by, "recorded_as": "redaktør"}
    Succession.objects.create(plan=plan, old=old, new=measure, kind="continued", **signed)
    unit, spelling = measure.responsibles.get(), explained.responsibles.all()[0]
    unit.rename("Hemmelig avdeling", by=by)
    merge_into(spelling, Responsible.objects.get_by_natural_key("grorud", "Kriseteam"), by=by)
    link = ReplyLink.objects.create(
        responsible=unit, plan=plan, expires_on=date(2999, 1, 1), created_by=by
    )
    reply = Reply.objects.create(
        link=link, measure=measure, words="Svar", version=1, applies_on=date(2026, 1, 1)
    )
    return [
        *(plan, goal, strategy, measure, unit, spelling, mapping, dismissal, link, reply),
        *measure.items.all(), *measure.assignments.all(), *Status.objects.filter(measure=measure),
        *PartyChange.objects.all(), *plan.successions.all(), *plan.nolocalmeasures.all(),
    ]  # fmt: skip


def pages(targets: Targets, *, of_a_redaktor: bool) -> list[str]:
    """Every address of the access table that is about something else than a draft, files too; or
    those alone that a redaktør is answered otherwise than a byadministrator."""
    shown = [
        (name, of)
        for name, of, verb, *answers in LINES
        if verb == "GET" and (not of_a_redaktor or name in TOLD_BY_ROLE or differ(answers))
    ]
    mine = ((name, of) for name, of in shown if of not in {"draft", "unknown"})
    return [*NARROWED, *(targets.address(*each) for each in mine if each[0] != "logout")]


def differ(answers: list[str]) -> bool:
    answer_to = dict(zip(ROLES, answers, strict=True))
    return answer_to["ostensjo"] != answer_to["byadmin"]


def pages_of(rows: Iterable[Any]) -> list[str]:
    """Where somebody would look for a draft who had its ids and its address."""
    plan, _goal, _strategy, measure, unit, spelling, *_rest = rows
    return [
        *(f"/planer/{plan.slug}/", f"/planer/{plan.slug}/kontroll/", f"/tiltak/{measure.pk}/"),
        *(f"/tiltak/?ansvarlig={unit.pk}", f"/tiltak/?ansvarlig={spelling.pk}"),
        *(f"/tiltak/?plan={plan.slug}", f"/oversikt/?plan={plan.slug}"),
        *(f"/ansvarlige/{unit.pk}/", f"/ansvarlige/{spelling.pk}/"),
    ]


def in_admin(rows: Iterable[Any]) -> list[str]:
    """Its lists and choices, and where the rows themselves would be."""
    names = [f"admin:{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry]
    lists = [reverse(f"{name}_changelist") for name in names]
    forms = [reverse(f"admin:{name}_add") for name in ("measures_measure", "plans_goal")]
    own = [f"admin:{r._meta.app_label}_{r._meta.model_name}_change" for r in rows]
    changed = [reverse(name, args=[row.pk]) for name, row in zip(own, rows, strict=True)]
    kinds = [ContentType.objects.get_for_model(row).pk for row in rows]
    found = [f"/admin/r/{kind}/{row.pk}/" for kind, row in zip(kinds, rows, strict=True)]
    return [*lists, *forms, *changed, *found]


def seen(user: User, addresses: Iterable[str]) -> dict[str, Any]:
    client = CheckingClient.of(user)
    return {address: told(client.get(address)) for address in addresses}


def told(response: Any) -> Any:
    """What an answer says, without what is new each time: tokens, and a file's own clock."""
    body = response.getvalue()
    if zipfile.is_zipfile(io.BytesIO(body)):
        parts = zipfile.ZipFile(io.BytesIO(body))
        body = {n: parts.read(n) for n in parts.namelist() if not n.startswith("docProps/")}
        body = {n: MADE_AT.sub(b"", body[n]) for n in body}
    else:
        body = NEW_EACH_TIME.sub(b"", body)
    return response.status_code, response.get("Location"), body


def is_file(address: str) -> bool:
    return address.rstrip("/").endswith(("excel", "csv", "word", "svg"))


# These open what the others open too, and less of it.
ASKED_LAST = {"leser", "ansvarlig", "redaktor"}


def test_nothing_changes_for_a_redaktor_who_is_answered_otherwise(five_plans: None) -> None:
    nothing_changes_for("redaktor", of_a_redaktor=True)


@pytest.mark.parametrize(
    "who",
    [pytest.param(who, marks=pytest.mark.slow if who in ASKED_LAST else ()) for who in OTHERS],
)
def test_nothing_changes_for_anybody_else(who: str, five_plans: None) -> None:
    nothing_changes_for(who)


def nothing_changes_for(who: str, *, of_a_redaktor: bool = False) -> None:
    is_staff = who in {"redaktor", "byadmin"}
    other = make_user(who, *OTHERS[who], is_staff=is_staff)
    targets = make_targets()
    by = editor_of(organisation("grorud"))
    with transaction.atomic():
        rows = work_on_a_draft(by)
        addresses = pages(targets, of_a_redaktor=of_a_redaktor) + pages_of(rows)
        addresses += in_admin(rows) if is_staff and not of_a_redaktor else []
        addresses = [each for each in addresses if each not in TELL_THE_MINUTE]
        if who != "byadmin":  # the files are as the pages; one of them all asks for every one
            addresses = [address for address in addresses if not is_file(address)]
        with_the_draft, to_its_own = seen(other, addresses), seen(by, NARROWED)
        transaction.set_rollback(True)
    without = seen(other, addresses)
    assert [each for each in addresses if with_the_draft[each] != without[each]] == []
    assert to_its_own != seen(by, NARROWED)
