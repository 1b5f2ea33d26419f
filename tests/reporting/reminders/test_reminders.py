"""Reminders: which round is reminded of on a day, and who has not sent."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail as sent_mail
from django.core.management import call_command

from reporting.mails import kinds
from reporting.models import Round, Submission
from reporting.reminders.due import kind_on, reminders
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import Mail, User
from tests.factories import make_measure, make_plan, report

DUE = date(2026, 9, 20)


@pytest.fixture
def t2(db: None) -> Round:
    return Round.objects.create(
        name="T2 2026",
        cut_off=date(2026, 8, 31),
        due_on=DUE,
        covering_text="Skriv hva som hindrer.",
        recorded_at=datetime(2026, 8, 24, 9, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (date(2026, 9, 5), None),
        (date(2026, 9, 6), kinds.TWO_WEEKS),
        (date(2026, 9, 16), kinds.TWO_WEEKS),
        (date(2026, 9, 17), kinds.THREE_DAYS),
        (date(2026, 9, 20), kinds.THREE_DAYS),
        (date(2026, 9, 21), kinds.OVERDUE),
    ],
)
def test_each_day_has_the_reminder_that_is_true_of_it(on: date, kind: object) -> None:
    assert kind_on(on, DUE, date(2026, 8, 24)) == kind


def test_a_round_opened_late_is_not_reminded_of_at_once() -> None:
    assert kind_on(date(2026, 9, 10), DUE, date(2026, 9, 10)) is None
    assert kind_on(date(2026, 9, 18), DUE, date(2026, 9, 18)) is None
    assert kind_on(date(2026, 9, 22), DUE, date(2026, 9, 22)) is None


def test_a_reminder_tells_what_is_missing_and_goes_to_who_has_not_sent(
    t2: Round, grorud: User, ostensjo: User
) -> None:
    one, other = make_plan("grorud"), make_plan("ostensjo")
    reported, _silent = make_measure(one), make_measure(one)
    make_measure(other)
    report(reported, "Iverksatt", on=date(2026, 8, 20), refresh=False)
    send(t2, other.organisation, by=ostensjo, comment="", today=date(2026, 9, 5))
    [letter] = reminders(date(2026, 9, 17))
    assert letter.subject == "T2 2026: 3 dager igjen"
    assert grorud in letter.people
    told = " ".join(letter.text.split())
    assert "Bydel Grorud har ikke sendt inn T2 2026. Fristen er søndag 20.09.2026." in told
    assert "1 av 2 tiltak er rapportert. Dette mangler: - 1 tiltak er ikke rapportert" in told
    assert "Fra byen: Skriv hva som hindrer." in told


def test_a_closed_round_is_not_reminded_of(t2: Round, grorud: User) -> None:
    make_measure(make_plan("grorud"))
    Round.objects.update(closed_at=datetime(2026, 9, 21, tzinfo=UTC))
    assert reminders(date(2026, 9, 22)) == []


def test_the_command_sends_each_once_and_a_dry_run_sends_nothing(t2: Round, grorud: User) -> None:
    User.objects.filter(pk=grorud.pk).update(email="grorud@example.org")
    make_measure(make_plan("grorud"))
    told = StringIO()
    call_command("send_reminders", "--dry-run", stdout=told)
    assert "T2 2026: fristen er passert" in told.getvalue()
    assert not Mail.objects.exists()
    call_command("send_reminders", stdout=told)
    call_command("send_reminders", stdout=told)
    assert [message.subject for message in sent_mail.outbox] == ["T2 2026: fristen er passert"]
    assert Submission.objects.count() == 0


def test_the_city_is_told_once_who_had_not_sent_when_the_due_day_was_over(
    t2: Round, grorud: User, ostensjo: User, byadmin: User
) -> None:
    for slug in ("grorud", "ostensjo"):
        make_measure(make_plan(slug))
    send(t2, ostensjo.edits_bydeler[0], by=ostensjo, comment="", today=date(2026, 9, 5))
    letters = [each for each in reminders(DUE + timedelta(days=1)) if byadmin in each.people]
    [letter] = letters
    assert letter.subject == "T2 2026: fristen er ute"
    assert "14 bydeler har ikke sendt inn:" in letter.text
    assert "- Bydel Grorud\n" in letter.text
    assert "- Bydel Alna (ingen plan)\n" in letter.text
    assert "Østensjø" not in letter.text
    assert not [each for each in reminders(DUE) if byadmin in each.people]
