"""Svar uten konto: a link for one party, what may be answered by it, and what it never does."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django.core.signing import Signer
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now
from lxml import html

from measures.models import (
    Answer,
    AnswerDecidedError,
    AnswerLink,
    Measure,
    Responsible,
    Risk,
    StaleMeasureError,
    Status,
    StatusWord,
    take_answers,
)
from measures.vocabulary import StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, organisation, report

pytestmark = pytest.mark.usefixtures("five_plans")

LEADER = "avdelingsdirektør velferd og fritid"


@pytest.fixture
def plan(five_plans: None) -> Plan:
    return make_plan("grorud", slug="grorud-ny", title="Ny plan for Grorud")


@pytest.fixture
def measures(plan: Plan) -> list[Measure]:
    """Two of the leader's; the first has been reported on, the second has not."""
    first = make_measure(plan, "Vi holder kurs", responsible=[LEADER], items=["Leie lokale"])
    second = make_measure(plan, "Vi åpner et hus", responsible=[LEADER, "NAV"])
    make_measure(plan, "Ikke lederens", responsible=["NAV"])
    report(first, "Påbegynt", remark="Kurset er planlagt", on=date(2024, 4, 30))
    for measure in (first, second):
        measure.refresh_from_db()
    return [first, second]


@pytest.fixture
def link(plan: Plan, measures: list[Measure], grorud: User) -> AnswerLink:
    return make_link(plan, LEADER, grorud)


def make_link(plan: Plan, name: str, by: User, **fields: Any) -> AnswerLink:
    party = Responsible.objects.get(organisation=plan.organisation, name=name)
    values = {"expires_on": localdate() + timedelta(days=14), "created_as": "redaktør", **fields}
    link: AnswerLink = AnswerLink.objects.create(
        responsible=party, plan=plan, created_by=by, **values
    )
    return link


def said(answer: Any) -> str:
    return " ".join(html.document_fromstring(answer.content.decode()).text_content().split())


def sent(link: AnswerLink, *typed: tuple[Measure, dict[str, Any]], client: Any = None) -> Any:
    """The page's form as it was opened, with what was typed about some measures."""
    client = client or CheckingClient()
    page = client.get(link.path)
    data: dict[str, Any] = {}
    for form in page.context["forms"]:
        for name in form.fields:
            value = form[name].value()
            if value not in (None, False):
                data[form.add_prefix(name)] = value
    for measure, fields in typed:
        data |= {f"t{measure.pk}-{name}": value for name, value in fields.items()}
    return client.post(link.path, data)


def answered(link: AnswerLink, measure: Measure, **typed: Any) -> Answer:
    answer = sent(link, (measure, typed))
    assert answer.status_code == 302, said(answer)
    found: Answer = Answer.objects.waiting().get(measure=measure, link=link)
    return found


def entries() -> list[Any]:
    return [
        list(model._default_manager.order_by("pk").values_list()) for model in (Status, Risk)
    ] + [list(Measure.objects.order_by("pk").values_list("pk", "report_version", "text"))]


def act(user: User, answer: Answer, verb: str, **typed: Any) -> Any:
    return CheckingClient.of(user).post(f"/mottatte-svar/{answer.pk}/{verb}/", typed)


# --- The link -------------------------------------------------------------------------------------


def test_a_redaktor_makes_a_link_and_is_given_the_words_for_a_mail(
    grorud: User, plan: Plan, measures: list[Measure]
) -> None:
    party = Responsible.objects.get(organisation=plan.organisation, name=LEADER)
    Responsible.objects.filter(pk=party.pk).update(email="leder@example.org")
    client = CheckingClient.of(grorud)
    until = localdate() + timedelta(days=10)

    answer = client.post(
        f"/planer/{plan.slug}/svarlenker/",
        {"responsible": party.pk, "expires_on": f"{until:%d.%m.%Y}"},
    )

    made = AnswerLink.objects.get()
    assert answer["Location"] == f"/svarlenker/{made.pk}/"
    page = client.get(answer["Location"])
    tree = html.document_fromstring(page.content.decode())
    [field] = tree.xpath("//input[@id='lenke']")
    assert field.get("readonly") is not None
    assert field.get("value") == f"http://testserver{made.path}"
    [mailto] = tree.xpath("//a[starts-with(@href, 'mailto:')]/@href")
    assert mailto.startswith("mailto:leder@example.org?subject=Status%20p%C3%A5%20tiltak")
    body = unquote(mailto)
    assert f"http://testserver{made.path}" in body
    assert f"til og med {until:%d.%m.%Y}" in body
    assert made.created_as == "redaktør for Bydel Grorud"


def test_a_link_holds_for_two_weeks_unless_another_day_is_said(grorud: User, plan: Plan) -> None:
    form = CheckingClient.of(grorud).get(f"/planer/{plan.slug}/svarlenker/").context["form"]
    assert form["expires_on"].value() == localdate() + timedelta(days=14)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(-1, "Dagen er passert"), (91, "høyst 90 dager"), (0, ""), (90, "")],
)
def test_a_link_holds_from_today_and_for_at_most_ninety_days(
    grorud: User, plan: Plan, measures: list[Measure], days: int, sentence: str
) -> None:
    party = Responsible.objects.get(organisation=plan.organisation, name=LEADER)
    until = localdate() + timedelta(days=days)
    answer = CheckingClient.of(grorud).post(
        f"/planer/{plan.slug}/svarlenker/",
        {"responsible": party.pk, "expires_on": f"{until:%d.%m.%Y}"},
    )
    assert AnswerLink.objects.exists() is not bool(sentence)
    if sentence:
        assert sentence in said(answer)


@pytest.mark.parametrize("odd", ["", "tull", "9" * 40, "\x00", "987654321"])
def test_a_link_is_made_for_a_party_of_the_plan_alone(
    grorud: User, plan: Plan, measures: list[Measure], odd: str
) -> None:
    elsewhere = str(Responsible.objects.get_by_natural_key("grorud", "Kriseteam").pk)
    for responsible in (odd, elsewhere):
        typed = {"responsible": responsible, "expires_on": f"{localdate():%d.%m.%Y}"}
        answer = CheckingClient.of(grorud).post(f"/planer/{plan.slug}/svarlenker/", typed)
        assert answer.status_code == 200
    assert not AnswerLink.objects.exists()


def test_no_link_is_made_for_a_draft(grorud: User) -> None:
    draft = make_plan("grorud", state=Plan.State.DRAFT)
    measure = make_measure(draft, responsible=[LEADER])
    client = CheckingClient.of(grorud)
    address = f"/planer/{draft.slug}/svarlenker/"

    assert "Svarlenker lages når den er vedtatt." in said(client.get(address))
    typed = {"responsible": measure.responsibles.get().pk, "expires_on": f"{localdate():%d.%m.%Y}"}
    client.post(address, typed)

    assert not AnswerLink.objects.exists()


def test_the_page_shows_just_the_partys_measures_in_the_plan(
    link: AnswerLink, measures: list[Measure], plan: Plan
) -> None:
    make_measure(make_plan("grorud"), "I en annen plan", responsible=[LEADER])

    page = CheckingClient().get(link.path)

    assert [form.measure for form in page.context["forms"]] == measures
    words = said(page)
    for shown in ("Vi holder kurs", "Leie lokale", "Påbegynt", "Kurset er planlagt", "30.04.2024"):
        assert shown in words
    for hidden in ("Ikke lederens", "I en annen plan", "Logg ut", "Å gjøre"):
        assert hidden not in words


def test_what_the_party_has_is_asked_when_the_link_is_opened(
    link: AnswerLink, measures: list[Measure], plan: Plan
) -> None:
    measures[0].assignments.all().delete()
    page = CheckingClient().get(link.path)
    assert [form.measure for form in page.context["forms"]] == measures[1:]


@pytest.mark.parametrize("suffix", ["", "takk/"])
def test_the_page_is_not_indexed_cached_or_sent_on(link: AnswerLink, suffix: str) -> None:
    for path in (link.path, "/svar/tull/"):
        answer = CheckingClient().get(path + suffix)
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.content.decode()


def test_an_answer_leaves_no_session(link: AnswerLink, measures: list[Measure]) -> None:
    client = CheckingClient()
    before = Session.objects.count()
    sent(link, (measures[0], {"is_unchanged": "on"}), client=client)
    client.get(link.path + "takk/")
    assert Session.objects.count() == before
    assert set(client.cookies) == {"csrftoken"}


def test_a_form_without_the_pages_token_is_refused(
    link: AnswerLink, measures: list[Measure]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    typed = {f"t{measures[0].pk}-status": "implemented", f"t{measures[0].pk}-version": 1}
    assert strict.post(link.path, typed).status_code == 403
    assert not Answer.objects.exists()

    strict.get(link.path)
    typed["csrfmiddlewaretoken"] = strict.cookies["csrftoken"].value
    assert strict.post(link.path, typed).status_code == 302
    assert Answer.objects.count() == 1


# --- A link that does not open ----------------------------------------------------------------


def closed(path: str) -> tuple[int, str]:
    """What a page that opens nothing says."""
    answers = [
        CheckingClient().get(path),
        CheckingClient().get(f"{path}takk/"),
        CheckingClient().post(path, {"t1-is_unchanged": "on"}),
    ]
    [(status, words)] = {(answer.status_code, said(answer)) for answer in answers}
    return status, words


NEVER_WAS = (404, "Be den som sendte den, om en ny.")


def test_every_link_that_does_not_open_says_the_same(
    link: AnswerLink, plan: Plan, grorud: User, measures: list[Measure]
) -> None:
    token = link.path.split("/")[2]
    other = make_link(plan, "NAV", grorud).path.split("/")[2]
    foreign_key = Signer(key="en annen nøkkel", salt="measures.answer-link", sep=".")
    own_salt = Signer(salt="noe annet", sep=".")
    right = Signer(salt="measures.answer-link", sep=".")
    forged = {
        "nothing": "tull",
        "cut": token[:-1],
        "changed": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "mixed": f"{token.split('.')[0]}.{other.split('.')[1]}",
        "another key": foreign_key.sign_object([link.pk, link.nonce]),
        "another salt": own_salt.sign_object([link.pk, link.nonce]),
        "guessed id": right.sign_object([link.pk, "feil"]),
        "no such link": right.sign_object([987654321, link.nonce]),
        "not ours": right.sign_object("tull"),
        "letters": "æøå",
        "null": "a\x00b",
        "long": "a" * 40_000,
        "surrogate": "%ed%a0%80",
    }
    said_of_each = {
        name: closed(f"/svar/{quote(each, safe='%')}/") for name, each in forged.items()
    }
    assert set(said_of_each.values()) == {said_of_each["nothing"]}
    status, words = said_of_each["nothing"]
    assert status == NEVER_WAS[0]
    assert NEVER_WAS[1] in words
    assert "Grorud" not in words
    link.revoke(grorud)
    assert closed(link.path) == said_of_each["nothing"]
    assert not Answer.objects.exists()


def test_a_links_token_opens_no_other_link(
    link: AnswerLink, plan: Plan, grorud: User, measures: list[Measure]
) -> None:
    other = make_link(plan, "NAV", grorud)
    opened = CheckingClient().get(other.path).context["forms"]
    assert measures[0] not in [form.measure for form in opened]
    mixed = Signer(salt="measures.answer-link", sep=".").sign_object([other.pk, link.nonce])
    assert CheckingClient().get(f"/svar/{mixed}/").status_code == 404


def test_a_link_holds_until_midnight_of_its_last_day(
    link: AnswerLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    AnswerLink.objects.filter(pk=link.pk).update(expires_on=date(2026, 12, 31))
    last_minute = datetime(2026, 12, 31, 23, 59, tzinfo=ZoneInfo("Europe/Oslo"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: last_minute)
    assert CheckingClient().get(link.path).status_code == 200
    monkeypatch.setattr("django.utils.timezone.now", lambda: last_minute + timedelta(minutes=1))
    status, words = closed(link.path)
    assert status == 410
    assert "Den gjaldt til og med 31.12.2026." in words
    assert "Grorud" not in words


def test_an_expired_link_that_was_withdrawn_says_nothing_of_it(
    link: AnswerLink, grorud: User
) -> None:
    AnswerLink.objects.filter(pk=link.pk).update(expires_on=date(2020, 1, 1))
    link.revoke(grorud)
    assert closed(link.path)[0] == 404


def test_a_plan_that_became_a_draft_again_is_closed(link: AnswerLink, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    assert closed(link.path)[0] == 404


def test_a_link_of_somebody_who_has_left_is_closed(link: AnswerLink, grorud: User) -> None:
    grorud.is_active = False
    grorud.save()
    assert closed(link.path)[0] == 404


def test_a_link_that_is_withdrawn_while_the_form_is_open_takes_nothing(
    link: AnswerLink, measures: list[Measure], grorud: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = AnswerLink.objects.by_token(link.path.split("/")[2])
    link.revoke(grorud)
    stale = iter([opened, AnswerLink.objects.by_token(link.path.split("/")[2])])
    monkeypatch.setattr(type(AnswerLink.objects), "by_token", lambda self, token: next(stale))

    answer = CheckingClient().post(link.path, {f"t{measures[0].pk}-is_unchanged": "on"})

    assert answer.status_code == 404
    assert not Answer.objects.exists()


def test_a_link_follows_a_spelling_that_is_merged(
    link: AnswerLink, plan: Plan, grorud: User, measures: list[Measure]
) -> None:
    nav = Responsible.objects.get_by_natural_key("grorud", "NAV")
    link.responsible.merge_into(nav, by=grorud)
    page = CheckingClient().get(link.path)
    assert measures[0] in [form.measure for form in page.context["forms"]]


# --- What may be answered -----------------------------------------------------------------------


def test_an_answer_waits_and_changes_nothing(link: AnswerLink, measures: list[Measure]) -> None:
    before = entries()

    typed = {"status": "implemented", "risk": "low", "remark": "Kurset er i gang"}
    answer = answered(link, measures[0], **typed)

    assert entries() == before
    assert (answer.words, answer.code, answer.risk) == ("Iverksatt", "implemented", "low")
    assert (answer.remark, answer.recorded_as) == ("Kurset er i gang", LEADER)
    assert (answer.applies_on, answer.outcome) == (localdate(), "waiting")


def test_what_was_sent_is_shown_with_thanks(link: AnswerLink, measures: list[Measure]) -> None:
    client = CheckingClient()
    typed = {"own_words": "Nesten i mål", "remark": "Bare benker mangler"}
    answer = sent(link, (measures[1], typed), client=client)

    page = said(client.get(answer["Location"]))

    for words in ("Takk for svaret", "Vi åpner et hus", "Nesten i mål", "Bare benker mangler"):
        assert words in page
    assert "Vi holder kurs" not in page


def test_unchanged_keeps_the_words_that_stood(link: AnswerLink, measures: list[Measure]) -> None:
    answer = answered(link, measures[0], is_unchanged="on")
    assert (answer.words, answer.code) == ("Påbegynt", "in_progress")
    assert answer.is_unchanged


def test_there_is_nothing_to_leave_unchanged_where_nothing_was_reported(
    link: AnswerLink, measures: list[Measure]
) -> None:
    answer = sent(link, (measures[1], {"is_unchanged": "on"}))
    assert "Ingenting er sendt ennå" in said(answer)


def test_own_words_are_read_with_the_bydels_vocabulary(
    link: AnswerLink, measures: list[Measure]
) -> None:
    assert answered(link, measures[0], own_words="Oppstart i mai").code == "in_progress"
    assert answered(link, measures[1], own_words="Nesten i mål").code is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Ingenting er sendt ennå"),
        ({"remark": "Bare en merknad"}, "Kryss av for uendret, eller velg en status."),
        ({"is_unchanged": "on", "status": "ongoing"}, "Velg enten uendret eller en ny status"),
        ({"status": "tull"}, "tull"),
        ({"risk": "tull"}, "tull"),
        ({"status": "ongoing", "version": "-1"}, "Ingenting er sendt ennå"),
        ({"status": "ongoing", "version": "9" * 5000}, "Ingenting er sendt ennå"),
        ({"own_words": "x" * 1001}, "1001"),
        ({"own_words": "a\x00b"}, "Null"),
        ({"status": "ongoing", "remark": "a\ufffdb"}, "tegn som ikke kan lagres"),
    ],
)
def test_what_cannot_be_sent_is_said_and_what_was_typed_is_kept(
    link: AnswerLink, measures: list[Measure], typed: dict[str, str], sentence: str
) -> None:
    before = entries()
    answer = sent(link, (measures[0], typed), (measures[1], {"remark": "", "risk": ""}))

    assert answer.status_code == 200
    assert sentence in said(answer)
    form = answer.context["forms"][0]
    for name, value in typed.items():
        assert str(form[name].data) in (value, "True")
    assert not Answer.objects.exists()
    assert entries() == before


@pytest.mark.parametrize(
    "odd", ["før\x0better", "langt " * 6666, "<b>fet</b>", "50 %(who)s {{ x }}"]
)
def test_odd_text_is_kept_as_it_was_typed(
    link: AnswerLink, measures: list[Measure], grorud: User, odd: str
) -> None:
    answer = answered(link, measures[0], status="ongoing", remark=odd)
    assert answer.remark == odd.strip()
    act(grorud, answer, "godta")
    assert measures[0].statuses.first().remark == odd.strip()
    page = CheckingClient.of(grorud).get(measures[0].get_absolute_url())
    assert "<b>fet" not in page.content.decode()


def test_other_measures_in_the_form_change_nothing(
    link: AnswerLink, measures: list[Measure], plan: Plan
) -> None:
    before = entries()
    others = [
        plan.measures.get(text="Ikke lederens"),
        Measure.objects.get_by_natural_key("ostensjo-2020", 1),
        Measure.objects.framework().first(),
    ]
    typed = {"status": "completed", "is_unchanged": "", "version": 0}
    answer = sent(link, (measures[0], {"is_unchanged": "on"}), *((m, typed) for m in others))

    assert answer.status_code == 302
    assert list(Answer.objects.values_list("measure", flat=True)) == [measures[0].pk]
    assert entries() == before


def test_extra_fields_are_ignored(link: AnswerLink, measures: list[Measure], byadmin: User) -> None:
    typed = {"outcome": "accepted", "decided_by": byadmin.pk, "recorded_as": "Byrådet"}
    answer = answered(link, measures[0], is_unchanged="on", applies_on="01.01.2020", **typed)
    assert (answer.outcome, answer.decided_by, answer.recorded_as) == ("waiting", None, LEADER)
    assert answer.applies_on == localdate()


def test_the_answer_may_be_changed_until_it_is_decided(
    link: AnswerLink, measures: list[Measure]
) -> None:
    first = answered(link, measures[0], status="ongoing")
    second = answered(link, measures[0], status="completed")

    first.refresh_from_db()
    assert (first.outcome, second.words) == ("replaced", "Avsluttet")
    assert Answer.objects.waiting().count() == 1
    form = CheckingClient().get(link.path).context["forms"][0]
    assert form["status"].value() == "completed"


def test_a_new_link_for_the_party_changes_the_answer_that_waits(
    link: AnswerLink, measures: list[Measure], plan: Plan, grorud: User
) -> None:
    answered(link, measures[0], status="ongoing")
    answered(make_link(plan, LEADER, grorud), measures[0], status="completed")
    assert [answer.words for answer in Answer.objects.waiting()] == ["Avsluttet"]


def test_an_answer_that_is_emptied_is_taken_back(link: AnswerLink, measures: list[Measure]) -> None:
    answer = answered(link, measures[0], status="ongoing", remark="Feil tiltak")
    sent(link, (measures[0], {"status": "", "remark": ""}))
    answer.refresh_from_db()
    assert answer.outcome == "withdrawn"


def test_a_form_that_never_showed_an_answer_does_not_take_it_back(
    link: AnswerLink, measures: list[Measure]
) -> None:
    """Opened in two windows: the second answers another measure."""
    answered(link, measures[0], status="ongoing")
    blank = {"status": "", "seen": ""}
    sent(link, (measures[0], blank), (measures[1], {"status": "ongoing"}))
    assert Answer.objects.waiting().count() == 2


def test_the_same_form_sent_twice_is_one_answer(link: AnswerLink, measures: list[Measure]) -> None:
    for _ in range(2):
        answered(link, measures[0], status="ongoing", risk="high", remark="Ingen lokaler")
    assert Answer.objects.count() == 1


def test_two_answers_never_wait_for_one_measure(link: AnswerLink, measures: list[Measure]) -> None:
    first = answered(link, measures[0], status="ongoing")
    first.pk = None
    first._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def test_an_answer_is_not_decided_by_nobody(link: AnswerLink, measures: list[Measure]) -> None:
    answer = answered(link, measures[0], status="ongoing")
    for wrong in (
        {"outcome": "accepted"},
        {"outcome": "tull"},
        {"decided_at": now()},
        {"words": "", "risk": None},
        {"risk": "tull"},
        {"code": "tull"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.filter(pk=answer.pk).update(**wrong)


# --- What the redaktør decides --------------------------------------------------------------------


def test_accepting_makes_the_answer_a_report(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    typed = {"status": "implemented", "risk": "high", "remark": "Kurset er i gang"}
    answer = answered(link, measures[0], **typed)

    assert act(grorud, answer, "godta").status_code == 302

    measure = Measure.objects.get(pk=measures[0].pk)
    status, risk = measure.latest_status, measure.latest_risk
    assert (status.words, status.code) == ("Iverksatt", "implemented")
    assert status.remark == "Kurset er i gang"
    assert risk.level == "high"
    who = f"{LEADER} via lenke, godtatt av redaktør for Bydel Grorud"
    assert (status.recorded_as, risk.recorded_as) == (who, who)
    assert (status.recorded_by, status.applies_on) == (grorud, answer.applies_on)
    answer.refresh_from_db()
    assert (answer.outcome, answer.decided_by, answer.status) == ("accepted", grorud, status)


def test_accepting_unchanged_confirms_the_standing_words_and_remark(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    act(grorud, answered(link, measures[0], is_unchanged="on"), "godta")

    newest, before = measures[0].statuses.all()
    assert (newest.words, newest.code, newest.remark) == (before.words, before.code, before.remark)
    page = said(CheckingClient.of(grorud).get(measures[0].get_absolute_url()))
    today = f"{localdate():%d.%m.%Y}"
    assert (
        f"{today} bekreftet {LEADER} via lenke, godtatt av redaktør for Bydel Grorud, at status "
        "«Påbegynt» er uendret." in page
    )


def test_a_risk_alone_may_be_answered(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    act(grorud, answered(link, measures[0], risk="medium"), "godta")
    measure = Measure.objects.get(pk=measures[0].pk)
    assert measure.latest_risk.level == "medium"
    assert measure.statuses.count() == 1


def test_accepting_twice_makes_one_entry(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[1], status="ongoing")
    act(grorud, answer, "godta")
    again = CheckingClient.of(grorud).post(f"/mottatte-svar/{answer.pk}/godta/", follow=True)
    assert "behandlet fra før" in said(again)
    with pytest.raises(AnswerDecidedError):
        answer.accept(by=grorud, expected_version=measures[1].report_version)
    assert measures[1].statuses.count() == 1


def test_a_report_made_meanwhile_is_shown_beside_the_answer_and_asked_about(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], status="ongoing", remark="Lederens ord")
    report(measures[0], "Avsluttet", remark="Redaktørens ord", on=date(2024, 5, 1))

    asked = act(grorud, answer, "godta")

    assert asked.status_code == 409
    for words in ("Avsluttet", "Redaktørens ord", "Løpende", "Lederens ord"):
        assert words in said(asked)
    assert measures[0].statuses.count() == 2
    answer.refresh_from_db()
    assert answer.outcome == "waiting"

    version = asked.context["answer"].measure.report_version
    act(grorud, answer, "godta", version=version)
    assert measures[0].statuses.first().words == "Løpende"


def test_nobody_pretends_to_have_seen_a_report_that_is_not_made(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], status="ongoing", version="999999")
    assert answer.version == measures[0].report_version
    report(measures[0], "Avsluttet", on=date(2024, 5, 1))
    assert act(grorud, answer, "godta").status_code == 409
    with pytest.raises(StaleMeasureError):
        answer.accept(by=grorud, expected_version=answer.version)


@pytest.mark.parametrize("version", ["", "tull", "-1", "9" * 40, "\x00"])
def test_a_version_that_is_none_is_that_of_the_answer(
    link: AnswerLink, measures: list[Measure], grorud: User, version: str
) -> None:
    answer = answered(link, measures[0], status="ongoing")
    assert act(grorud, answer, "godta", version=version).status_code == 302


def test_words_that_were_mapped_meanwhile_are_counted(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], own_words="Nesten i mål")
    StatusWord.objects.create(
        organisation=organisation("grorud"), words="Nesten i mål", code="in_progress"
    )
    act(grorud, answer, "godta")
    assert measures[0].statuses.first().code == "in_progress"


def corrected(user: User, answer: Answer, **typed: Any) -> Any:
    client = CheckingClient.of(user)
    address = f"/mottatte-svar/{answer.pk}/rett/"
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    opened = {name: value for name, value in shown.items() if value not in (None, False)}
    data = {form.add_prefix(name): value for name, value in {**opened, **typed}.items()}
    return client.post(address, data)


def test_a_corrected_answer_says_who_corrected_it(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], status="completed", remark="Ferdig")

    corrected(grorud, answer, status="partly_implemented", remark="Ferdig på én skole")

    status = measures[0].statuses.first()
    assert (status.words, status.remark) == ("Delvis iverksatt", "Ferdig på én skole")
    assert status.recorded_as == f"{LEADER} via lenke, rettet av redaktør for Bydel Grorud"
    answer.refresh_from_db()
    assert (answer.outcome, answer.words, answer.remark) == ("corrected", "Avsluttet", "Ferdig")
    page = said(CheckingClient.of(grorud).get(measures[0].get_absolute_url()))
    assert f"svarte {LEADER} via lenke at status er «Avsluttet». Rettet" in page


def test_a_correction_that_corrects_nothing_is_an_acceptance(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], own_words="Nesten i mål", risk="low")
    corrected(grorud, answer)
    answer.refresh_from_db()
    assert answer.outcome == "accepted"


def test_a_correction_that_somebody_overtook_keeps_what_was_typed(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], status="ongoing")
    report(measures[0], "Avsluttet", on=date(2024, 5, 1))
    asked = corrected(grorud, answer, remark="Mitt forslag", version=answer.version)
    assert asked.status_code == 409
    assert "Mitt forslag" in asked.content.decode()
    assert measures[0].statuses.count() == 2


def test_an_empty_correction_is_asked_about(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    answer = answered(link, measures[0], status="ongoing")
    asked = corrected(grorud, answer, status="")
    assert "Velg en status, eller avvis svaret." in said(asked)


def test_an_answer_is_declined_with_a_reason(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    before = entries()
    answer = answered(link, measures[0], status="completed")

    assert "Skriv hvorfor svaret avvises." in said(act(grorud, answer, "avvis", reason=""))
    act(grorud, answer, "avvis", reason="Gjelder et annet tiltak")

    answer.refresh_from_db()
    assert (answer.outcome, answer.reason) == ("declined", "Gjelder et annet tiltak")
    assert entries() == before
    page = said(CheckingClient.of(grorud).get(measures[0].get_absolute_url()))
    assert "av redaktør for Bydel Grorud: Gjelder et annet tiltak" in page


def test_a_waiting_answer_is_in_the_history_and_on_the_measures_page(
    link: AnswerLink, measures: list[Measure], grorud: User, leser: User
) -> None:
    answer = answered(link, measures[0], status="completed", risk="low")
    address = measures[0].get_absolute_url()

    read = said(CheckingClient.of(leser).get(address))
    assert (
        f"svarte {LEADER} via lenke at status er «Avsluttet» og risiko «Lav». "
        "Svaret venter på redaktøren." in read
    )
    assert "Godta" not in read
    own = CheckingClient.of(grorud).get(address).content.decode()
    assert f"/mottatte-svar/{answer.pk}/godta/" in own


def test_a_past_day_knows_nothing_of_an_answer_given_later(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    answered(link, measures[0], status="completed")
    yesterday = localdate() - timedelta(days=1)
    page = CheckingClient.of(grorud).get(f"{measures[0].get_absolute_url()}?per={yesterday}")
    assert "via lenke" not in said(page)


def test_a_long_name_of_a_party_fits_in_the_history(plan: Plan, grorud: User) -> None:
    name = "Enhet for " + "mestring " * 32
    measure = make_measure(plan, responsible=[name.strip()])
    answer = answered(make_link(plan, name.strip(), grorud), measure, status="ongoing")
    act(grorud, answer, "godta")
    assert "…" in measure.statuses.get().recorded_as


def test_an_old_answer_keeps_the_name_that_the_party_had(
    link: AnswerLink, measures: list[Measure], grorud: User
) -> None:
    answered(link, measures[0], status="completed")
    link.responsible.rename("direktør for alt", by=grorud)
    page = said(CheckingClient.of(grorud).get(measures[0].get_absolute_url()))
    assert f"svarte {LEADER} via lenke" in page


# --- Whose it is ----------------------------------------------------------------------------------


def test_a_redaktor_of_another_bydel_replays_every_act_in_vain(
    link: AnswerLink, measures: list[Measure], plan: Plan, leser: User
) -> None:
    alna = make_user("alna", (Role.EDITOR, "alna"))
    answer = answered(link, measures[0], status="completed")
    before = [entries(), list(Answer.objects.values()), list(AnswerLink.objects.values())]
    typed = {
        "responsible": link.responsible_id,
        "expires_on": f"{localdate():%d.%m.%Y}",
        "reason": "Forfalsket",
        "version": measures[0].report_version,
        f"t{measures[0].pk}-status": "cancelled",
    }
    acts = [
        f"/planer/{plan.slug}/svarlenker/",
        f"/svarlenker/{link.pk}/trekk/",
        *(f"/mottatte-svar/{answer.pk}/{verb}/" for verb in ("godta", "rett", "avvis")),
    ]
    for user in (alna, leser):
        client = CheckingClient.of(user)
        for address in acts:
            assert client.post(address, typed).status_code == 403
        shown = client.get(f"/svarlenker/{link.pk}/")
        assert shown.status_code == 403
        assert link.path not in shown.content.decode()
    after = [entries(), list(Answer.objects.values()), list(AnswerLink.objects.values())]
    assert after == before


def test_what_belongs_to_anothers_draft_is_not_found(
    link: AnswerLink, measures: list[Measure], plan: Plan, ostensjo: User
) -> None:
    answer = answered(link, measures[0], status="completed")
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    client = CheckingClient.of(ostensjo)
    for address in (
        f"/planer/{plan.slug}/svarlenker/",
        f"/svarlenker/{link.pk}/trekk/",
        f"/mottatte-svar/{answer.pk}/godta/",
        f"/mottatte-svar/{answer.pk}/rett/",
    ):
        assert client.post(address).status_code == 404


@pytest.mark.parametrize("pk", [987654321, 9**30])
def test_what_is_not_there_is_not_found(grorud: User, pk: int) -> None:
    client = CheckingClient.of(grorud)
    for verb in ("godta", "rett", "avvis"):
        assert client.post(f"/mottatte-svar/{pk}/{verb}/").status_code == 404
    assert client.get(f"/svarlenker/{pk}/").status_code == 404
    assert client.post(f"/svarlenker/{pk}/trekk/").status_code == 404


def test_a_withdrawn_link_is_told_of_in_the_list(
    link: AnswerLink, plan: Plan, measures: list[Measure], grorud: User
) -> None:
    answered(link, measures[0], status="ongoing")
    client = CheckingClient.of(grorud)
    address = f"/planer/{plan.slug}/svarlenker/"
    assert f"Gjelder til {link.expires_on:%d.%m.%Y}" in said(client.get(address))
    assert "1 tiltak, sist" in said(client.get(address))

    client.post(f"/svarlenker/{link.pk}/trekk/")
    link.refresh_from_db()
    first = link.revoked_at
    client.post(f"/svarlenker/{link.pk}/trekk/")

    link.refresh_from_db()
    assert (link.revoked_at, link.revoked_by) == (first, grorud)
    assert "Trukket tilbake" in said(client.get(address))
    assert "Lenken virker ikke lenger" in said(client.get(f"/svarlenker/{link.pk}/"))


# --- Many -----------------------------------------------------------------------------------------


def queries(client: CheckingClient, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_pages_ask_as_many_questions_for_one_measure_as_for_fifty(
    plan: Plan, grorud: User
) -> None:
    first = make_measure(plan, responsible=[LEADER], items=["En"])
    link = make_link(plan, LEADER, grorud)
    answered(link, first, status="ongoing")
    client, nobody = CheckingClient.of(grorud), CheckingClient()
    pages = [(nobody, link.path), (nobody, f"{link.path}takk/")]
    pages.append((client, f"/planer/{plan.slug}/svarlenker/"))
    for who, address in pages:
        who.get(address)
    before = [queries(who, address) for who, address in pages]

    more = [make_measure(plan, responsible=[LEADER, f"Leder {n}"], items=["En"]) for n in range(50)]
    sent(link, *((measure, {"status": "ongoing", "risk": "low"}) for measure in more))
    for n in range(50):
        make_link(plan, f"Leder {n}", grorud)

    assert Answer.objects.waiting().count() == 51
    assert [queries(who, address) for who, address in pages] == before


@pytest.fixture
def shared(transactional_db: None, five_plans: None) -> Answer:
    measure = make_measure(make_plan("grorud"), "Ti vil godta svaret", responsible=[LEADER])
    link = make_link(measure.plan, LEADER, make_user("lager", (Role.EDITOR, "grorud")))
    return Answer.objects.create(
        link=link,
        measure=measure,
        words="Løpende",
        code="ongoing",
        version=0,
        applies_on=localdate(),
    )


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_decide_at_once_one_does(shared: Answer) -> None:
    by = make_user("ti", (Role.EDITOR, "grorud"))
    start = Barrier(10)

    def decide(number: int) -> bool:
        try:
            mine = Answer.objects.select_related("measure__plan__organisation").get(pk=shared.pk)
            start.wait(timeout=60)
            if number % 2:
                mine.decline("Feil tiltak", by=by)
            else:
                mine.accept(by=by, expected_version=0)
        except AnswerDecidedError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(10) as threads:
        decided = list(threads.map(decide, range(10)))

    assert sum(decided) == 1
    shared.refresh_from_db()
    was_accepted = shared.outcome == Answer.Outcome.ACCEPTED
    assert Status.objects.filter(measure=shared.measure).count() == int(was_accepted)


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_on_send_are_one_answer(shared: Answer) -> None:
    said = replace(shared.said, words="Avsluttet", code=StatusCode.COMPLETED)
    start = Barrier(10)

    def send(_number: int) -> None:
        try:
            link = AnswerLink.objects.get(pk=shared.link_id)
            start.wait(timeout=60)
            take_answers(link, {shared.measure: said}, [], localdate())
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(send, range(10)))

    assert Answer.objects.filter(words="Avsluttet").count() == 1
    assert Answer.objects.waiting().get().words == "Avsluttet"
