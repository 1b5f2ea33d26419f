"""What a deadline is for, with whom and at what, and how long it holds: none of it moves a day."""

from datetime import date

import pytest

from measures.deadline_language import DeadlineKind, Meaning, Recurrence, understand

pytestmark = pytest.mark.one_database  # it asks none

QUARTERLY = Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.QUARTERLY)
CONTINUOUS = Meaning(DeadlineKind.CONTINUOUS)


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Handsamast i formannskapet 12.03.2027",
         Meaning(DeadlineKind.DATE, due_on=date(2027, 3, 12))),
        ("Frist for søknad til statsforvalteren: 15.09.2027",
         Meaning(DeadlineKind.DATE, due_on=date(2027, 9, 15))),
        ("Rapport klar til høring 01.11.2027",
         Meaning(DeadlineKind.DATE, due_on=date(2027, 11, 1))),
        ("sept. 26 – mai 28",
         Meaning(DeadlineKind.PERIOD, starts_on=date(2026, 9, 1), due_on=date(2028, 5, 31))),
        ("I åra 2027 til 2030",
         Meaning(DeadlineKind.PERIOD, starts_on=date(2027, 1, 1), due_on=date(2030, 12, 31))),
        ("Prosjektet går til 30.06.2027", Meaning(DeadlineKind.UNTIL, due_on=date(2027, 6, 30))),
        ("Tilskot t.o.m. mai 2028", Meaning(DeadlineKind.UNTIL, due_on=date(2028, 5, 31))),
        ("Varer ut år 2029", Meaning(DeadlineKind.UNTIL, due_on=date(2029, 12, 31))),
        ("Markering 1. desember hvert år",
         Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.YEARLY, days=("12-01",))),
        ("Kvartalsvis rapportering til styringsgruppen", QUARTERLY),
        ("Kvartalsvis (ledermøte)", QUARTERLY),
        ("Løpande (årshjul)", CONTINUOUS),
        ("I drift, løpende", CONTINUOUS),
        ("Heile tida", CONTINUOUS),
        ("I løpet av planperioden 2025–2028", Meaning(DeadlineKind.PLAN_PERIOD)),
    ],
)  # fmt: skip
def test_what_it_is_for_and_with_whom_changes_no_day(words: str, meaning: Meaning) -> None:
    assert understand(words) == meaning


@pytest.mark.parametrize(
    "words",
    [
        "Frist for oppstart 01.03.2027",
        "Frist for å starte 01.03.2027",
        "Frist for innspill 01.03.2027, vedtak 01.06.2027",
        "Plan klar ca. november 2027",
        "Tilskudd søkes til 2027",
        "sept. 26 – mai 25",
        "Kvartalsvis til planen er vedtatt",
        "Kvartalsvis til sommeren 2027",
        "Årlig (tentativt)",
        "Årlig (hvis midler)",
        "Ukentlig (annenhver mandag)",
        "Løpende (ikke avklart)",
        "31.12.2026 (tentativt)",
    ],
)
def test_what_may_move_it_is_asked(words: str) -> None:
    meaning = understand(words)
    assert meaning is not None
    assert meaning.kind is DeadlineKind.UNCLEAR
