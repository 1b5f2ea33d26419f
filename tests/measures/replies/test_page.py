"""The page that a link opens, and what may be sent from it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from measures.models import Measure, Reply, ReplyLink
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import report
from tests.measures.replies.replying import LEADER, act, answered, entries, make_link, said, sent

# What the pages say is written in Python; the rules behind ask both databases.
pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


def test_an_answer_waits_and_changes_nothing(link: ReplyLink, measures: list[Measure]) -> None:
    before = entries()

    typed = {"status": "implemented", "risk": "low", "remark": "Kurset er i gang"}
    answer = answered(link, measures[0], **typed)

    assert entries() == before
    assert (answer.words, answer.code, answer.risk) == ("Iverksatt", "implemented", "low")
    assert (answer.remark, answer.recorded_as) == ("Kurset er i gang", LEADER)
    assert (answer.applies_on, answer.outcome) == (localdate(), "waiting")


def test_a_telephone_number_is_asked_about_once_before_it_is_sent(
    link: ReplyLink, measures: list[Measure]
) -> None:
    typed = {"status": "implemented", "remark": "Ring Kari Hansen, 22 33 44 55"}
    asked = sent(link, (measures[0], typed))
    assert not Reply.objects.exists()
    assert "ser ut som navnet på en person («Kari Hansen») og et telefonnummer" in said(asked)

    [form] = [each for each in asked.context["replies"].forms if each.measure == measures[0]]
    again = {**typed, "remark-spurt": " ".join(form["remark"].asking)}
    assert answered(link, measures[0], **again).remark == typed["remark"]


def test_what_was_sent_is_shown_with_thanks(link: ReplyLink, measures: list[Measure]) -> None:
    client = CheckingClient()
    typed = {"own_words": "Nesten i mål", "remark": "Bare benker mangler"}
    answer = sent(link, (measures[1], typed), client=client)

    page = said(client.get(answer["Location"]))

    for words in ("Takk for svaret", "Vi åpner et hus", "Nesten i mål", "Bare benker mangler"):
        assert words in page
    assert "Vi holder kurs" not in page


def test_unchanged_keeps_the_words_that_stood(link: ReplyLink, measures: list[Measure]) -> None:
    answer = answered(link, measures[0], is_unchanged="on")
    assert (answer.words, answer.code) == ("Påbegynt", "in_progress")
    assert answer.is_unchanged


def test_there_is_nothing_to_leave_unchanged_where_nothing_was_reported(
    link: ReplyLink, measures: list[Measure]
) -> None:
    answer = sent(link, (measures[1], {"is_unchanged": "on"}))
    assert "Ingenting er sendt ennå" in said(answer)
    offered = CheckingClient().get(link.path).content.decode()
    assert f"t{measures[0].pk}-is_unchanged" in offered
    assert f"t{measures[1].pk}-is_unchanged" not in offered


def test_own_words_are_read_with_the_bydels_vocabulary(
    link: ReplyLink, measures: list[Measure]
) -> None:
    assert answered(link, measures[0], own_words="Oppstart i mai").code == "not_started"
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
    link: ReplyLink, measures: list[Measure], typed: dict[str, str], sentence: str
) -> None:
    before = entries()
    answer = sent(link, (measures[0], typed), (measures[1], {"remark": "", "risk": ""}))

    assert answer.status_code == 200
    assert sentence in said(answer)
    form = answer.context["replies"].forms[0]
    for name, value in typed.items():
        assert str(form[name].data) in (value, "True")
    assert not Reply.objects.exists()
    assert entries() == before


@pytest.mark.parametrize(
    "odd", ["før\x0better", "langt " * 666, "<b>fet</b>", "50 %(who)s {{ x }}"]
)
def test_odd_text_is_kept_as_it_was_typed(
    link: ReplyLink, measures: list[Measure], grorud: User, odd: str
) -> None:
    answer = answered(link, measures[0], status="ongoing", remark=odd)
    assert answer.remark == odd.strip()
    act(grorud, answer, "godta")
    assert measures[0].statuses.first().remark == odd.strip()
    page = CheckingClient.of(grorud).get(measures[0].get_absolute_url())
    assert "<b>fet" not in page.content.decode()


def test_other_measures_in_the_form_change_nothing(
    link: ReplyLink, measures: list[Measure], plan: Plan
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
    assert list(Reply.objects.values_list("measure", flat=True)) == [measures[0].pk]
    assert entries() == before


def test_extra_fields_are_ignored(link: ReplyLink, measures: list[Measure], byadmin: User) -> None:
    typed = {"outcome": "accepted", "decided_by": byadmin.pk, "recorded_as": "Byrådet"}
    answer = answered(link, measures[0], is_unchanged="on", applies_on="01.01.2020", **typed)
    assert (answer.outcome, answer.decided_by, answer.recorded_as) == ("waiting", None, LEADER)
    assert answer.applies_on == localdate()


def test_the_answer_may_be_changed_until_it_is_decided(
    link: ReplyLink, measures: list[Measure]
) -> None:
    first = answered(link, measures[0], status="ongoing")
    second = answered(link, measures[0], status="completed")

    first.refresh_from_db()
    assert (first.outcome, second.words) == ("replaced", "Avsluttet")
    assert Reply.objects.waiting().count() == 1
    form = CheckingClient().get(link.path).context["replies"].forms[0]
    assert form["status"].value() == "completed"


def test_a_new_link_for_the_party_changes_the_answer_that_waits(
    link: ReplyLink, measures: list[Measure], plan: Plan, grorud: User
) -> None:
    answered(link, measures[0], status="ongoing")
    answered(make_link(plan, LEADER, grorud), measures[0], status="completed")
    assert [answer.words for answer in Reply.objects.waiting()] == ["Avsluttet"]


def test_an_answer_that_is_emptied_is_taken_back(link: ReplyLink, measures: list[Measure]) -> None:
    answer = answered(link, measures[0], status="ongoing", remark="Feil tiltak")
    sent(link, (measures[0], {"status": "", "remark": ""}))
    answer.refresh_from_db()
    assert answer.outcome == "withdrawn"


def test_a_form_that_never_showed_an_answer_does_not_take_it_back(
    link: ReplyLink, measures: list[Measure]
) -> None:
    """Opened in two windows: the second answers another measure."""
    answered(link, measures[0], status="ongoing")
    blank = {"status": "", "seen": ""}
    sent(link, (measures[0], blank), (measures[1], {"status": "ongoing"}))
    assert Reply.objects.waiting().count() == 2


def test_the_same_form_sent_twice_is_one_answer(link: ReplyLink, measures: list[Measure]) -> None:
    for _ in range(2):
        answered(link, measures[0], status="ongoing", risk="high", remark="Ingen lokaler")
    assert Reply.objects.count() == 1


def test_two_answers_never_wait_for_one_measure(link: ReplyLink, measures: list[Measure]) -> None:
    first = answered(link, measures[0], status="ongoing")
    first.pk = None
    first._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def test_an_answer_is_not_decided_by_nobody(link: ReplyLink, measures: list[Measure]) -> None:
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
            Reply.objects.filter(pk=answer.pk).update(**wrong)


def test_unchanged_means_the_status_that_stood_on_the_page(
    link: ReplyLink, measures: list[Measure]
) -> None:
    seen = measures[0].statuses.first()
    report(measures[0], "Utgått", on=localdate())

    answer = answered(link, measures[0], is_unchanged="on", standing=str(seen.pk))

    assert (answer.words, answer.code, answer.is_unchanged) == ("Påbegynt", "in_progress", True)


@pytest.mark.parametrize("standing", ["", "0", "tull", "9" * 20])
def test_a_standing_status_that_is_none_of_the_measures_is_the_one_that_stands(
    standing: str, link: ReplyLink, measures: list[Measure]
) -> None:
    answer = answered(link, measures[0], is_unchanged="on", standing=standing)
    assert answer.words == "Påbegynt"
