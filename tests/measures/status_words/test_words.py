"""Wordings that nobody knows wait, visibly, until a person has said what they mean."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from measures.models import Measure, Status, StatusWord, WordMapping
from measures.models.adoption import adopt
from measures.models.waiting_words import waiting_words
from measures.models.word_mapping import map_words
from measures.vocabulary import StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, organisation, report

pytestmark = pytest.mark.one_database

PAGE = reverse("measures:words")
MAP = reverse("measures:map-word")


@pytest.fixture
def waiting(grorud: User) -> Measure:
    measure = make_measure(make_plan("grorud"), "Etablere IPS")
    report(measure, "Nesten i mål, mangler lokaler", on=date(2024, 4, 30))
    return measure


def say(user: User, **changed: Any) -> Any:
    said = {
        "waits": "Nesten i mål, mangler lokaler",
        "words": "Nesten i mål",
        "code": "partly_implemented",
        "owner": "grorud",
    }
    return CheckingClient.of(user).post(MAP, {**said, **changed})


def read(user: User) -> str:
    return unescape(CheckingClient.of(user).get(PAGE).content.decode())


def test_the_page_shows_the_wording_and_the_rows_that_wait_on_it(
    waiting: Measure, grorud: User
) -> None:
    said = read(grorud)
    assert "«Nesten i mål, mangler lokaler»" in said
    assert "Etablere IPS" in said


def test_what_the_words_may_mean_is_chosen_beforehand_and_fills_nothing(grorud: User) -> None:
    measure = make_measure(make_plan("grorud"), "Kurse de ansatte")
    report(measure, "Kurs holdt i mars", on=date(2024, 4, 30))
    said = read(grorud)
    assert "Det kan bety Avsluttet." in said
    assert forms_on(CheckingClient.of(grorud).get(PAGE))[0]["code"] == "completed"
    measure.refresh_from_db()
    assert measure.latest_status is not None
    assert measure.latest_status.code is None


def test_where_the_words_may_mean_anything_nothing_is_chosen(
    waiting: Measure, grorud: User
) -> None:
    assert forms_on(CheckingClient.of(grorud).get(PAGE))[0]["code"] == ""


def forms_on(page: Any) -> list[dict[str, Any]]:
    """What a browser would send for each form that says what words mean, with its token."""
    forms = html.document_fromstring(page.content.decode()).xpath(f"//form[@action='{MAP}']")
    return [dict(form.form_values()) for form in forms]


@pytest.mark.parametrize("which", [0, 1], ids=["of a wording that waits", "of a new word"])
def test_a_browser_may_send_each_form_of_the_page(
    which: int, waiting: Measure, grorud: User
) -> None:
    browser = CheckingClient.of(grorud)
    by_the_form = {"X-CSRFToken": ""}
    fields = forms_on(browser.get(PAGE))[which]
    sent_empty = browser.post(MAP, {**fields, "words": ""}, headers=by_the_form)
    assert sent_empty.status_code == 422
    [fields, *_others] = forms_on(sent_empty)
    mapped = {**fields, "words": "Nesten i mål", "code": "ongoing"}
    assert browser.post(MAP, mapped, headers=by_the_form).status_code == 302


def test_a_redaktor_sees_what_waits_in_the_own_bydel_alone(
    waiting: Measure, ostensjo: User
) -> None:
    assert "Nesten i mål" not in read(ostensjo)


def test_a_byadministrator_sees_what_waits_everywhere(waiting: Measure, byadmin: User) -> None:
    assert "Nesten i mål" in read(byadmin)


@pytest.fixture
def in_a_draft(grorud: User) -> Measure:
    measure = make_measure(make_plan("grorud", state=Plan.State.DRAFT), "Et hemmelig tiltak")
    report(measure, "Nesten i mål", on=date(2024, 4, 30))
    return measure


def test_words_in_a_draft_wait_for_its_own_bydel_alone(
    in_a_draft: Measure, grorud: User, byadmin: User
) -> None:
    assert "Et hemmelig tiltak" in read(grorud)
    assert "hemmelig" not in read(byadmin)
    assert "Nesten i mål" not in read(byadmin)


def test_the_citys_word_fills_nobodys_draft(
    waiting: Measure, in_a_draft: Measure, byadmin: User
) -> None:
    assert say(byadmin, owner="oslo").status_code == 302
    assert WordMapping.objects.get().filled == 1
    in_a_draft.refresh_from_db()
    assert in_a_draft.current_code is None


def test_a_redaktor_fills_the_own_draft_and_nobody_else_is_told(
    in_a_draft: Measure, grorud: User, byadmin: User
) -> None:
    assert say(grorud, waits="").status_code == 302

    in_a_draft.refresh_from_db()
    assert in_a_draft.current_code == "partly_implemented"
    assert "Nesten i mål" in read(grorud)
    assert "Nesten i mål" not in read(byadmin)
    acts = WordMapping.objects
    assert (acts.visible_to(grorud).count(), acts.visible_to(byadmin).count()) == (1, 0)

    adopt(in_a_draft.plan, on=date(2024, 1, 1), case_number="", by=grorud)
    assert "Nesten i mål" in read(byadmin)
    assert acts.visible_to(byadmin).exists()


def test_everybody_reads_what_other_words_mean(waiting: Measure, grorud: User, leser: User) -> None:
    say(grorud)
    say(grorud, words="I støpeskjeen", waits="")
    assert "Nesten i mål" in read(leser)
    assert "I støpeskjeen" in read(leser)


def test_mapping_fills_what_waited_as_one_logged_act(waiting: Measure, grorud: User) -> None:
    assert say(grorud).status_code == 302

    waiting.refresh_from_db()
    assert waiting.latest_status is not None
    assert waiting.latest_status.code == waiting.current_code == "partly_implemented"
    assert waiting.latest_status.words == "Nesten i mål, mangler lokaler"
    mapping = WordMapping.objects.get()
    assert waiting.latest_status.mapping == mapping
    assert (mapping.filled, mapping.recorded_by) == (1, grorud)
    assert mapping.recorded_as == "redaktør for Bydel Grorud"


def test_the_history_tells_who_said_what_the_words_mean(waiting: Measure, grorud: User) -> None:
    say(grorud)
    page = CheckingClient.of(grorud).get(waiting.get_absolute_url())
    assert (
        "avklarte redaktør for Bydel Grorud at «Nesten i mål» betyr Delvis iverksatt."
        in unescape(page.content.decode())
    )


def test_the_next_report_with_the_words_is_understood_at_once(
    waiting: Measure, grorud: User
) -> None:
    say(grorud)
    waiting.refresh_from_db()
    report(waiting, "Nesten i mål nå", on=date(2024, 8, 31))
    assert waiting.current_code == "partly_implemented"


def test_a_changed_meaning_touches_only_what_comes_after(waiting: Measure, grorud: User) -> None:
    say(grorud)
    say(grorud, waits="", code="implemented")
    waiting.refresh_from_db()
    assert waiting.current_code == "partly_implemented"
    report(waiting, "Nesten i mål", on=date(2024, 8, 31))
    assert waiting.current_code == "implemented"
    assert [act.filled for act in WordMapping.objects.order_by("pk")] == [1, 0]


def test_a_word_of_one_bydel_says_nothing_in_another(grorud: User) -> None:
    theirs = make_measure(make_plan("alna"))
    report(theirs, "Nesten i mål")
    say(grorud, waits="")
    theirs.refresh_from_db()
    assert theirs.current_code is None


def test_the_citys_word_fills_every_bydel(waiting: Measure, byadmin: User) -> None:
    theirs = make_measure(make_plan("alna"))
    report(theirs, "Nesten i mål")
    assert say(byadmin, owner="oslo").status_code == 302
    assert set(
        Status.objects.filter(words__startswith="Nesten").values_list("code", flat=True)
    ) == {"partly_implemented"}


def test_a_bydels_own_meaning_goes_before_the_citys(byadmin: User) -> None:
    grorud = organisation("grorud")
    report(measure := make_measure(make_plan("grorud")), "Nesten i mål")
    StatusWord.objects.create(organisation=grorud, words="Nesten i mål", code="ongoing")
    map_words(organisation("oslo"), "Nesten i mål", StatusCode.COMPLETED, by=byadmin)
    measure.refresh_from_db()
    assert measure.current_code is None  # what Grorud says it means is Grorud's to fill


def test_words_that_are_taken_back_are_not_filled(grorud: User) -> None:
    report(measure := make_measure(make_plan("grorud")), "Nesten i mål ikke")
    say(grorud, waits="", words="Nesten i mål")
    measure.refresh_from_db()
    assert measure.current_code is None


def test_words_that_the_report_does_not_begin_with_are_refused(
    waiting: Measure, grorud: User
) -> None:
    response = say(grorud, words="Lokaler mangler")
    assert response.status_code == 422
    assert "Rapporten begynner ikke med disse ordene" in response.content.decode()
    assert 'value="Lokaler mangler"' in response.content.decode()
    assert not WordMapping.objects.exists()


def test_another_bydels_words_are_not_ones_to_say(waiting: Measure, ostensjo: User) -> None:
    response = say(ostensjo, owner="grorud")
    assert response.status_code == 422
    waiting.refresh_from_db()
    assert waiting.current_code is None


def test_the_same_words_in_another_case_do_not_contradict(waiting: Measure, grorud: User) -> None:
    say(grorud)
    say(grorud, waits="", words="NESTEN I MÅL", code="completed")
    own = StatusWord.objects.filter(organisation=organisation("grorud"))
    assert set(own.values_list("code", flat=True)) == {"completed"}


def test_a_corrected_report_waits_for_nothing(waiting: Measure, grorud: User) -> None:
    wrong = waiting.latest_status
    Status.objects.create(
        measure=waiting,
        words="Iverksatt",
        code="implemented",
        applies_on=date(2024, 5, 1),
        corrects=wrong,
    )
    assert waiting_words([organisation("grorud")], seen_by=grorud) == []


def test_the_same_wording_waits_once_however_often_it_was_written(grorud: User) -> None:
    plan = make_plan("grorud")
    for words in ("Snart klar", "snart klar", "SNART KLAR"):
        report(make_measure(plan), words)
    [one] = waiting_words([organisation("grorud")], seen_by=grorud)
    assert len(one.measures) == 3


@pytest.mark.parametrize("words", ["\x00", "x" * 201, "", "   "])
def test_words_that_cannot_be_kept_are_refused(words: str, waiting: Measure, grorud: User) -> None:
    response = say(grorud, words=words, waits="")
    assert response.status_code == 422
    assert not WordMapping.objects.exists()
