"""What stands before a day, beside a rhythm, or instead of an older day, and the rest of the kinds
that were found in other plans."""

from datetime import date

import pytest

from measures.deadline_language import DeadlineKind, Doubt, Meaning, Recurrence, move_in, understand

pytestmark = pytest.mark.one_database  # it asks none


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Avtaleinngåelse: mars 2027", "2027-03-31"),
        ("Ferdig bygg: 01.09.27", "2027-09-01"),
        ("Innflytting/åpning: 15.08.27", "2027-08-15"),
        ("Sluttbehandling i bystyret desember 2026", "2026-12-31"),
        ("Til politisk behandling i bydelsutvalget mai 2027", "2027-05-31"),
        ("Ny sluttdato: 30.06.27", "2027-06-30"),
        ("Rammeplanvedtak 2. kvartal 2027", "2027-06-30"),
        ("14.05.2027 kl. 12.00", "2027-05-14"),
        ("Skal evaluerast i 2027", "2027-12-31"),
    ],
)
def test_a_milestone_before_a_time_is_that_time(words: str, day: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.DATE, due_on=date.fromisoformat(day))


@pytest.mark.parametrize(
    "words",
    ["Oppstart anleggsarbeid: mai 2027", "Byggestart mai 2027", "Start av bygging mai 2027"],
)
def test_the_start_of_a_milestone_is_from_its_first_day(words: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.FROM, due_on=date(2027, 5, 1))


@pytest.mark.parametrize(
    "words",
    [
        "Budsjettvedtak 2027", "Førstegangsbehandling i 2027", "Midtveisevaluering 2027",
        "Avventer planvedtak 2027", "Før byggestart 2027", "Etter ferdigattest 01.02.27",
        "Planvedtak tidligst 2027", "Ferdigattest ca. 2027", "Forprosjekt: 2027",
        "Planvedtak 2026, byggestart 2027", "Avhenger av planvedtak 2027", "Planvedtak 2027?",
        "Sak: 12.03.27", "Født: 01.02.08", "Sist vedtatt: 12.03.2024", "Kontaktperson: 01.02.27",
        "Skal ikke evalueres i 2027", "Uke med planvedtak 2027",
    ],
)  # fmt: skip
def test_what_is_another_day_than_the_milestones_is_asked(words: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.UNCLEAR)


@pytest.mark.parametrize("words", ["Lokalene tas over 28.10.27", "Viser til notat 03.04.27"])
def test_a_year_of_two_digits_is_a_year(words: str) -> None:
    meaning = understand(words)
    assert meaning is not None
    assert meaning.why is Doubt.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("30.06.2026, ny frist 31.12.2026", "2026-06-30", "2026-12-31"),
        ("Juni 2026. Ny frist er satt til desember 2026", "2026-06-30", "2026-12-31"),
        ("30.06.2026 (utsatt til 31.12.2026)", "2026-06-30", "2026-12-31"),
        ("31.12.2026 – forlenget fra 30.06.2026", "2026-06-30", "2026-12-31"),
        ("31.12.26, opprinnelig 30.06.26", "2026-06-30", "2026-12-31"),
        ("Opprinnelig frist 30.06.2026, nå 31.12.2026", "2026-06-30", "2026-12-31"),
        ("Flyttet fra 30.06.2026 til 31.12.2026", "2026-06-30", "2026-12-31"),
    ],
)
def test_a_deadline_that_its_words_move_is_the_newest(words: str, before: str, after: str) -> None:
    move = move_in(words)

    assert move is not None
    assert (str(move.before.due_on), str(move.after.due_on)) == (before, after)
    assert understand(words) == move.after


@pytest.mark.parametrize(
    "words",
    [
        "30.06.2026, ny frist ikke satt", "31.12.2026 utsatt til 30.06.2026",
        "Oppstart 2026, ny frist 2027", "2026, ny frist ca. 2027",
        "30.06.2026, revidert 31.12.2026",
        "Rapport 2026, ny frist etter behandling", "Utkast 2026, utsatt til 2027", "30.06.2026",
        "2026 eller tidligere 2025", "Ikke 30.06.2026, ny frist 31.12.2026",
    ],
)  # fmt: skip
def test_what_may_be_no_move_is_none(words: str) -> None:
    assert move_in(words) is None


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Gjeldende fra 2026 til 2028",
         Meaning(DeadlineKind.PERIOD, starts_on=date(2026, 1, 1), due_on=date(2028, 12, 31))),
        ("Gjeld frå 2026", Meaning(DeadlineKind.FROM, due_on=date(2026, 1, 1))),
        ("Løpende, uten fast sluttdato", Meaning(DeadlineKind.CONTINUOUS)),
        ("Kvar tysdag kl. 18–20", Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.WEEKLY)),
        ("Skal reviderast kvart år",
         Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.YEARLY)),
    ],
)  # fmt: skip
def test_how_long_it_holds_and_the_time_of_day_are_understood(words: str, meaning: Meaning) -> None:
    assert understand(words) == meaning
