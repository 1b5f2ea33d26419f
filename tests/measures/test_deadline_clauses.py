"""A time in a sentence, and sentences whose time is of something else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.deadline_language import (
    DeadlineKind,
    Meaning,
    Recurrence,
    understand,
    understand_alone,
)

pytestmark = pytest.mark.one_database  # it asks none


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Legges fram for bydelsutvalget i juni 2027", "2027-06-30"),
        ("Alle ungdomsskoler skal ha rutiner på plass innen 1. august 2027", "2027-08-01"),
        ("Inngå avtale med politiet innen 1. mai 2027", "2027-05-01"),
        ("Ansatt innen 01.04.2027", "2027-04-01"),
        ("Fagteamet leverer sitt forslag i april 2027", "2027-04-30"),
        ("Bustadplanen skal vere ferdig innan utgangen av mars 2027", "2027-03-31"),
        ("Innen 1. september 2027, jf. tildelingsbrevet", "2027-09-01"),
        ("I løpet av første halvår 2027, saman med Nav", "2027-06-30"),
        ("Boligene skal stå klare 1. juni 2027", "2027-06-01"),
        ("Sak legges frem for kommunestyret i mai 2027", "2027-05-31"),
        ("Stillingen lyses ut i januar 2027", "2027-01-31"),
        ("Innen utgangen av 2027 skal alle boliger ha brannvarsler", "2027-12-31"),
        ("Utsatt til mars 2027 pga. sykefravær", "2027-03-31"),
        ("Sluttrapport til statsforvalteren 01.03.2027", "2027-03-01"),
    ],
)
def test_the_time_in_a_sentence_is_when_it_is_to_be_done(words: str, day: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.DATE, due_on=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Ny rutine tas i bruk fra 1. januar 2027",
         Meaning(DeadlineKind.FROM, due_on=date(2027, 1, 1))),
        ("Gruppa startar opp i september 2027",
         Meaning(DeadlineKind.FROM, due_on=date(2027, 9, 1))),
        ("Iverksettes fra og med budsjettåret 2027",
         Meaning(DeadlineKind.FROM, due_on=date(2027, 1, 1))),
        ("Leieavtalen varer til og med våren 2028",
         Meaning(DeadlineKind.UNTIL, due_on=date(2028, 5, 31))),
        ("Forlenget til 31.12.2027", Meaning(DeadlineKind.UNTIL, due_on=date(2027, 12, 31))),
        ("Med virkning fra 1. juli 2027 og løpende",
         Meaning(DeadlineKind.FROM, due_on=date(2027, 7, 1))),
        ("2026 – 2028 (planperioden)",
         Meaning(DeadlineKind.PERIOD, starts_on=date(2026, 1, 1), due_on=date(2028, 12, 31))),
        ("Hvert halvår (ansvar: oppvekst)",
         Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.HALF_YEARLY)),
        ("Oppstart januar 2027, løpende", Meaning(DeadlineKind.FROM, due_on=date(2027, 1, 1))),
        ("Hvert 3. år, brukerundersøkelsen",
         Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.EVERY_3_YEARS)),
        ("Styringsgruppen møtes siste torsdag i måneden",
         Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.MONTHLY)),
        ("Tiltaket følges opp løpende", Meaning(DeadlineKind.CONTINUOUS)),
        ("Tas opp i ledergruppen hver måned",
         Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.MONTHLY)),
        ("Rusforum møtes fire ganger i året",
         Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.QUARTERLY)),
        ("Foreldremøte på 9. trinn hver høst",
         Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.YEARLY)),
        ("Gjennom hele planperioden på alle klubber", Meaning(DeadlineKind.PLAN_PERIOD)),
        ("Dette er et kontinuerlig arbeid", Meaning(DeadlineKind.CONTINUOUS)),
    ],
)  # fmt: skip
def test_a_sentence_tells_from_when_how_long_or_how_often(words: str, meaning: Meaning) -> None:
    assert understand(words) == meaning


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("v/utg. av 2027", "2027-12-31"),
        ("innan utg. av juni månad 2027", "2027-06-30"),
        ("juni -11", "2011-06-30"),
        ("2. tertial -19", "2019-08-31"),
    ],
)
def test_an_abbreviation_is_its_word(words: str, day: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.DATE, due_on=date.fromisoformat(day))


@pytest.mark.parametrize(
    "words",
    [
        "Gjelder barn født i 2012",
        "Skal følge opp vedtak fattet i 2016",
        "Vedtatt i bydelsutvalget mai 2024",
        "Kommunen skal i 2027 vurdere om tilbudet videreføres",
        "Tiltaket evalueres før det eventuelt videreføres i 2027",
        "Første utkast leveres i mai 2027",
        "Leveres i mai 2027, revideres i 2028",
        "Avtalen signeres ikke innen 2027",
        "Leveres tidligst i mai 2027",
        "Budsjettet behandles i desember 2026",
        "Avklares i budsjett 2027",
        "Rapporten fra 2023 legges fram",
        "Midlene overføres fra 2026",
        "Utarbeides på bakgrunn av Ungdata 2026",
        "Leveres i 2027 eller 2028",
        "Det kan hende rapporten leveres i 2027",
        "Innen mai 2027, i samarbeid med politiet hvis mulig",
        "Innen mai 2027, jf. budsjettet",
        "2026–2027, sammen med neste plan",
        "Leveres trolig i 2027",
        "Skulle leveres i 2024",
        "Halve tiltaket gjennomføres i 2027",
        "Resten gjennomføres i 2027",
        "Inngår i plan som legges fram i mai 2027",
        "Ny lov gjelder fra 1. januar 2027",
        "Byrådets melding legges fram i 2027",
        "Innen 2027 skal 80 % ha fått tilbud",
        "Varer til 2027 hvis midler",
        "Hver tredje ungdom i 2027",
        "Møtes hver gang det er behov",
        "Ferdig kartlagt innen sommeren 2027",
        "Leveres innen jul 2027",
        "Utsatt til 2027 pga. forsinket oppstart",
    ],
)  # fmt: skip
def test_the_time_of_something_else_is_not_the_deadline(words: str) -> None:
    meaning = understand(words)

    assert meaning is not None
    assert meaning.kind is DeadlineKind.UNCLEAR


@given(
    st.sampled_from(
        ["ikke", "tidligst", "kanskje", "helst", "ca.", "trolig", "hvis mulig", "etter"]
    ),
    st.sampled_from(["innen 1. mai 2027", "i løpet av 2027", "i juni 2027", "12.03.2027"]),
    st.sampled_from(["Rutinen", "Avtale med NAV", "Kurs for nyansatte i barnevernet"]),
)
def test_no_sentence_with_a_doubt_in_it_names_a_day(doubt: str, time: str, subject: str) -> None:
    meaning = understand(f"{subject} leveres {doubt} {time}")

    assert meaning is not None
    assert meaning.due_on is None


def test_what_is_to_be_done_is_no_deadline_where_nothing_says_that_it_is_one() -> None:
    meaning = understand_alone("Åpne kafé for ungdom innen 1. mai 2027")

    assert meaning is not None
    assert meaning.kind is DeadlineKind.UNCLEAR
