"""Links for leaders without an account: made, kept, and closed."""

from datetime import date, datetime, timedelta
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

import pytest
from django.core.signing import Signer
from django.test import Client
from django.utils.timezone import localdate
from lxml import html

from measures.models import Measure, Reply, ReplyLink, Responsible
from measures.models.merging import merge_into
from plans.models import Plan
from ruspolitikk.accounts.models import PersonSession, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan
from tests.measures.replies.replying import LEADER, make_link, said, sent

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


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

    made = ReplyLink.objects.get()
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
    assert ReplyLink.objects.exists() is not bool(sentence)
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
    assert not ReplyLink.objects.exists()


def test_no_link_is_made_for_a_draft(grorud: User) -> None:
    draft = make_plan("grorud", state=Plan.State.DRAFT)
    measure = make_measure(draft, responsible=[LEADER])
    client = CheckingClient.of(grorud)
    address = f"/planer/{draft.slug}/svarlenker/"

    assert "Svarlenker lages når den er vedtatt." in said(client.get(address))
    typed = {"responsible": measure.responsibles.get().pk, "expires_on": f"{localdate():%d.%m.%Y}"}
    client.post(address, typed)

    assert not ReplyLink.objects.exists()


def test_the_page_shows_just_the_partys_measures_in_the_plan(
    link: ReplyLink, measures: list[Measure], plan: Plan
) -> None:
    make_measure(make_plan("grorud"), "I en annen plan", responsible=[LEADER])

    page = CheckingClient().get(link.path)

    assert [form.measure for form in page.context["replies"].forms] == measures
    words = said(page)
    for shown in ("Vi holder kurs", "Leie lokale", "Påbegynt", "Kurset er planlagt", "30.04.2024"):
        assert shown in words
    for hidden in ("Ikke lederens", "I en annen plan", "Logg ut", "Å gjøre"):
        assert hidden not in words


def test_what_the_party_has_is_asked_when_the_link_is_opened(
    link: ReplyLink, measures: list[Measure], plan: Plan
) -> None:
    measures[0].assignments.all().delete()
    page = CheckingClient().get(link.path)
    assert [form.measure for form in page.context["replies"].forms] == measures[1:]


@pytest.mark.parametrize("suffix", ["", "takk/"])
def test_the_page_is_not_indexed_cached_or_sent_on(link: ReplyLink, suffix: str) -> None:
    for path in (link.path, "/svar/tull/"):
        answer = CheckingClient().get(path + suffix)
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.content.decode()


def test_an_answer_leaves_no_session(link: ReplyLink, measures: list[Measure]) -> None:
    client = CheckingClient()
    before = PersonSession.objects.count()
    sent(link, (measures[0], {"is_unchanged": "on"}), client=client)
    client.get(link.path + "takk/")
    assert PersonSession.objects.count() == before
    assert set(client.cookies) == {"csrftoken"}


def test_a_form_without_the_pages_token_is_refused(
    link: ReplyLink, measures: list[Measure]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    typed = {f"t{measures[0].pk}-status": "implemented", f"t{measures[0].pk}-version": 1}
    assert strict.post(link.path, typed).status_code == 403
    assert not Reply.objects.exists()

    strict.get(link.path)
    typed["csrfmiddlewaretoken"] = strict.cookies["csrftoken"].value
    assert strict.post(link.path, typed).status_code == 302
    assert Reply.objects.count() == 1


# --- A link that does not open --------------------------------------------------------------------


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
    link: ReplyLink, plan: Plan, grorud: User, measures: list[Measure]
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
    assert not Reply.objects.exists()


def test_a_links_token_opens_no_other_link(
    link: ReplyLink, plan: Plan, grorud: User, measures: list[Measure]
) -> None:
    other = make_link(plan, "NAV", grorud)
    opened = CheckingClient().get(other.path).context["replies"].forms
    assert measures[0] not in [form.measure for form in opened]
    mixed = Signer(salt="measures.answer-link", sep=".").sign_object([other.pk, link.nonce])
    assert CheckingClient().get(f"/svar/{mixed}/").status_code == 404


def test_a_link_holds_until_midnight_of_its_last_day(
    link: ReplyLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    ReplyLink.objects.filter(pk=link.pk).update(expires_on=date(2026, 12, 31))
    last_minute = datetime(2026, 12, 31, 23, 59, tzinfo=ZoneInfo("Europe/Oslo"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: last_minute)
    assert CheckingClient().get(link.path).status_code == 200
    monkeypatch.setattr("django.utils.timezone.now", lambda: last_minute + timedelta(minutes=1))
    status, words = closed(link.path)
    assert status == 410
    assert "Den gjaldt til og med 31.12.2026." in words
    assert "Grorud" not in words


def test_an_expired_link_that_was_withdrawn_says_nothing_of_it(
    link: ReplyLink, grorud: User
) -> None:
    ReplyLink.objects.filter(pk=link.pk).update(expires_on=date(2020, 1, 1))
    link.revoke(grorud)
    assert closed(link.path)[0] == 404


def test_a_plan_that_became_a_draft_again_is_closed(link: ReplyLink, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    assert closed(link.path)[0] == 404


def test_a_link_that_is_withdrawn_while_the_form_is_open_takes_nothing(
    link: ReplyLink, measures: list[Measure], grorud: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = ReplyLink.objects.by_token(link.path.split("/")[2])
    link.revoke(grorud)
    stale = iter([opened, ReplyLink.objects.by_token(link.path.split("/")[2])])
    monkeypatch.setattr(type(ReplyLink.objects), "by_token", lambda self, token: next(stale))

    answer = CheckingClient().post(link.path, {f"t{measures[0].pk}-is_unchanged": "on"})

    assert answer.status_code == 404
    assert not Reply.objects.exists()


def test_a_link_follows_a_spelling_that_is_merged(
    link: ReplyLink, plan: Plan, grorud: User, measures: list[Measure]
) -> None:
    nav = Responsible.objects.get_by_natural_key("grorud", "NAV")
    merge_into(link.responsible, nav, by=grorud)
    page = CheckingClient().get(link.path)
    assert measures[0] in [form.measure for form in page.context["replies"].forms]


def test_one_act_makes_a_link_for_each_who_has_none_that_works(grorud: User) -> None:
    plan = make_plan("grorud")
    for names in (["Avdelingsdirektør"], ["Seksjonssjef", "Avdelingsdirektør"]):
        make_measure(plan, responsible=names)
    client, until = CheckingClient.of(grorud), localdate() + timedelta(days=10)
    for made in ("2 lenker er laget.", "Alle har en lenke."):
        address = f"/planer/{plan.slug}/svarlenker/"
        client.post(address, {"alle": "1", "expires_on": f"{until:%d.%m.%Y}"})
        assert made in client.get(address).content.decode()
    parties = ReplyLink.objects.filter(plan=plan).values_list("responsible__name", flat=True)
    assert sorted(parties) == ["Avdelingsdirektør", "Seksjonssjef"]
