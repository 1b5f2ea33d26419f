import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.deadline_language import (
    DeadlineKind,
    Meaning,
    Recurrence,
    last_due,
    next_due,
    understand,
)

pytestmark = pytest.mark.one_database  # it asks none

MONTHS = [
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
]
UNCLEAR = Meaning(DeadlineKind.UNCLEAR)


def recurring(recurrence: str, *days: str, month: int | None = None) -> Meaning:
    return Meaning(
        DeadlineKind.RECURRING, recurrence=Recurrence(recurrence), days=days, month=month
    )


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("31.12.2020", "2020-12-31"),
        ("31.12.20", "2020-12-31"),
        ("31.12.79", "2079-12-31"),
        ("31. 12. 2020", "2020-12-31"),
        ("31.12 2020", "2020-12-31"),
        ("31/12-2020", "2020-12-31"),
        ("31/12/2020", "2020-12-31"),
        ("2020-12-31", "2020-12-31"),
        ("31. desember 2020", "2020-12-31"),
        ("1.mars 2021", "2021-03-01"),
        ("den 1. mars 2021", "2021-03-01"),
        ("Innen 31.01.2011", "2011-01-31"),
        ("innen 1. juni 2026", "2026-06-01"),
        ("Frist: 31.12.2020.", "2020-12-31"),
        ("Ny frist 30.06.2011", "2011-06-30"),
        ("Ferdig senest 01.03.2021", "2021-03-01"),
        ("utsatt til 30.06.2021", "2021-06-30"),
    ],
)
def test_a_day_is_a_date(words: str, day: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.DATE, due_on=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("desember 2010", "2010-12-31"),
        ("Innen desember 2010", "2010-12-31"),
        ("Innen jan. 2011", "2011-01-31"),
        ("februar 2024", "2024-02-29"),
        ("06.2021", "2021-06-30"),
        ("Q2 2026", "2026-06-30"),
        ("2. kvartal 2026", "2026-06-30"),
        ("første kvartal 2026", "2026-03-31"),
        ("H1 2026", "2026-06-30"),
        ("1. halvår 2026", "2026-06-30"),
        ("T2 2026", "2026-08-31"),
        ("3. tertial 2018", "2018-12-31"),
        ("2026", "2026-12-31"),
        ("i løpet av 2026", "2026-12-31"),
        ("innen utgangen av 2026", "2026-12-31"),
    ],
)
def test_a_span_named_as_a_target_counts_by_its_last_day(words: str, day: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.DATE, due_on=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Opplæring våren 2010", "2010-05-31"),
        ("innen sommeren 2026", "2026-08-31"),
        ("høst 2026", "2026-11-30"),
        ("i løpet av høsten 2026", "2026-11-30"),
    ],
)
def test_a_season_counts_by_its_last_day(words: str, day: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.DATE, due_on=date.fromisoformat(day))


@pytest.mark.parametrize("words", ["uke 40 2025", "Uke 40, 2025", "innen uke 40 i 2025"])
def test_a_week_counts_by_its_friday(words: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.DATE, due_on=date(2025, 10, 3))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2016–2017", "2016-01-01", "2017-12-31"),
        ("2016-17", "2016-01-01", "2017-12-31"),
        ("I perioden 2020 - 2023", "2020-01-01", "2023-12-31"),
        ("Januar – mars 2022", "2022-01-01", "2022-03-31"),
        ("jan.-mars 2022", "2022-01-01", "2022-03-31"),
        ("01.01.2022–31.03.2022", "2022-01-01", "2022-03-31"),
        ("01.01–31.03.2022", "2022-01-01", "2022-03-31"),
        ("01/01-2022 - 31/03-2022", "2022-01-01", "2022-03-31"),
        ("f.o.m. 01.01.2010 t.o.m. 31.12.2011", "2010-01-01", "2011-12-31"),
        ("fra 2020 til 2023", "2020-01-01", "2023-12-31"),
        ("høsten 2021 – våren 2022", "2021-09-01", "2022-05-31"),
        ("hele 2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(words: str, first: str, last: str) -> None:
    assert understand(words) == Meaning(
        DeadlineKind.PERIOD,
        due_on=date.fromisoformat(last),
        starts_on=date.fromisoformat(first),
    )


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Fom 01.01.2010", "2010-01-01"),
        ("f.o.m. 01.01.2010", "2010-01-01"),
        ("fra og med 1. januar 2010", "2010-01-01"),
        ("Fra 2026", "2026-01-01"),
        ("Fra 2026 og fremover", "2026-01-01"),
        ("Starter opp i mars 2021", "2021-03-01"),
        ("starter våren 2021", "2021-03-01"),
        ("oppstart sommeren 2021", "2021-06-01"),
        ("starter høsten 2021", "2021-09-01"),
    ],
)
def test_a_start_counts_by_its_first_day(words: str, day: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.FROM, due_on=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("t.o.m. 31.12.2011", "2011-12-31"),
        ("3-årig prosjekt tom 31.12.2011", "2011-12-31"),
        ("I prosjektperioden tom 31.12.2011", "2011-12-31"),
        ("Prosjektperiode tom 31.12.2010", "2010-12-31"),
        ("til og med mars 2012", "2012-03-31"),
        ("til våren 2024", "2024-05-31"),
        ("ut 2026", "2026-12-31"),
    ],
)
def test_an_end_counts_by_its_last_day(words: str, day: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.UNTIL, due_on=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("words", "recurrence"),
    [
        ("Årlig", "yearly"),
        ("Årlig gjennomgang", "yearly"),
        ("En temakveld pr. klubb år", "yearly"),
        ("én gang i året", "yearly"),
        ("hver vår", "yearly"),
        ("Hver høst", "yearly"),
        ("halvårlig", "half_yearly"),
        ("to ganger i året", "half_yearly"),
        ("2 ganger pr. år", "half_yearly"),
        ("hvert tertial", "tertial"),
        ("tertialvis rapportering", "tertial"),
        ("hvert kvartal", "quarterly"),
        ("kvartalsvis", "quarterly"),
        ("månedlig", "monthly"),
        ("hver måned", "monthly"),
        ("ukentlig", "weekly"),
        ("daglig", "daily"),
        ("annethvert år", "every_2_years"),
        ("hvert annet år", "every_2_years"),
        ("Prosedyre gjennomgås annenhvert år", "every_2_years"),
        ("Prosedyre gjennomgangs annenhvert år", "every_2_years"),
        ("hvert tredje år", "every_3_years"),
        ("hvert 4. år", "every_4_years"),
        ("hvert femte år", "every_5_years"),
        ("jevnlig", "unspecified"),
    ],
)
def test_a_rhythm_recurs_without_a_day(words: str, recurrence: str) -> None:
    assert understand(words) == recurring(recurrence)


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("30.04 og 30.11", recurring("half_yearly", "04-30", "11-30")),
        ("1. september og 1. mars", recurring("half_yearly", "03-01", "09-01")),
        ("Innen 01.01 og 01.07 hvert år.", recurring("half_yearly", "01-01", "07-01")),
        ("30.04, 31.08 og 31.12", recurring("tertial", "04-30", "08-31", "12-31")),
        ("30. april hvert år", recurring("yearly", "04-30")),
        ("Årlig innen 1. mars", recurring("yearly", "03-01")),
        ("Årlig, rapportering senest 01.03.", recurring("yearly", "03-01")),
        ("29.02 hvert år", recurring("yearly", "02-29")),
        ("annethvert år innen 1. mars", recurring("every_2_years", "03-01")),
    ],
)
def test_days_without_a_year_recur(words: str, meaning: Meaning) -> None:
    assert understand(words) == meaning


@pytest.mark.parametrize("words", ["Årlig per januar", "januar hvert år", "Hvert år i januar"])
def test_a_month_without_a_year_recurs(words: str) -> None:
    assert understand(words) == recurring("yearly", month=1)


@pytest.mark.parametrize(
    "words", ["Kontinuerlig", "kontinuerlig", "Fortløpende", "løpende", "Løpende oppfølging"]
)
def test_what_always_runs_is_continuous(words: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.CONTINUOUS)


@pytest.mark.parametrize(
    "words",
    ["Hele planperioden", "hele perioden", "i planperioden", "ut perioden", "i løpet av perioden"],
)
def test_the_plans_own_period_is_named(words: str) -> None:
    assert understand(words) == Meaning(DeadlineKind.PLAN_PERIOD)


@pytest.mark.parametrize("words", ["", "   ", "\u00a0\n", "\u00ad", "–", "-", "– –"])
def test_a_blank_cell_is_no_deadline(words: str) -> None:
    assert understand(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "31.02.2021",
        "32.13.2020",
        "29.02.2023",
        "12/31/2020",
        "00.00.2020",
        "uke 53 2025",
        "3. halvår 2026",
        "4. tertial 2026",
        "31.02 og 30.04",
        "31.02–31.03.2021",
    ],
)
def test_an_impossible_day_is_unclear_and_never_moved(words: str) -> None:
    assert understand(words) == UNCLEAR


@pytest.mark.parametrize(
    "words",
    [
        "ikke før 01.01.2022",
        "avhenger av midler",
        "2026, avhenger av midler",
        "ca. 2026?",
        "2026?",
        "før sommeren 2026",
        "etter 01.01.2022",
        "tidligst 2026",
        "hvis mulig 2026",
        "ca. 2026",
    ],
)
def test_a_doubt_or_a_condition_is_unclear(words: str) -> None:
    assert understand(words) == UNCLEAR


@pytest.mark.parametrize(
    "words",
    ["31.12.2020 og 30.06.2021", "31.12.2020, 30.06.2021", "2020 og 2021", "våren og høsten 2021"],
)
def test_several_days_that_are_no_period_are_unclear(words: str) -> None:
    assert understand(words) == UNCLEAR


@pytest.mark.parametrize(
    "words",
    [
        "2010-12",  # December, or three years?
        "2016/2017",  # a school year, or one of two?
        "desember 10",  # a day, or a year?
        "30.04",  # every year, or this year?
        "halvårlig 30.04",  # and the other day?
        "en gang i år",  # once this year
        "Mars – 2022",
        "november – mars 2022",
        "2023–2020",
        "2022–",
        "vinteren 2021",
    ],
)
def test_words_that_can_mean_two_things_are_unclear(words: str) -> None:
    assert understand(words) == UNCLEAR


@pytest.mark.parametrize(
    "words", ["Avventer Korus", "snarest", "3-årig prosjekt", "Møtet 31.12.2020 vedtok noe", "🎉"]
)
def test_words_that_name_no_deadline_are_unclear(words: str) -> None:
    assert understand(words) == UNCLEAR


def test_decomposed_letters_soft_hyphens_and_odd_spaces_make_no_difference() -> None:
    words = unicodedata.normalize("NFD", "  I\u00a0LØPET av\två\u00adren 2024 ")

    assert understand(words) == Meaning(DeadlineKind.DATE, due_on=date(2024, 5, 31))


@pytest.mark.parametrize(
    "words",
    [
        "a" * 40_000,
        "1. " * 13_000,
        "30.04 " * 8_000,
        "\u0327\u0301" * 20_000,
        "\x00" * 40_000,
        "- " * 149 + "?",
        "2020-" * 59,
        "i innen " * 37,
        "1.1 " * 74,
        "en a per " * 33,
    ],
)
def test_a_long_or_hostile_text_is_unclear(words: str) -> None:
    assert understand(words) == UNCLEAR


@given(st.text())
def test_any_text_gives_an_answer(words: str) -> None:
    meaning = understand(words)

    assert meaning is None or meaning.kind is not DeadlineKind.NONE


FRAGMENTS = "30.04 31.12.2020 2021 21 1. mars våren uke Q2 - – til fom tom og hvert år innen , ?"


@given(st.lists(st.sampled_from(FRAGMENTS.split()), max_size=8).map(" ".join))
def test_any_words_of_a_deadline_in_any_order_give_an_answer(words: str) -> None:
    meaning = understand(words)

    assert (meaning is None) == (not words.strip("-– "))


@given(
    st.dates(date(2000, 1, 1), date(2079, 12, 31)),
    st.sampled_from(
        [
            "{d:%d.%m.%Y}",
            "{d:%d.%m.%y}",
            "{d.day}.{d.month}.{d.year}",
            "{d.day}. {d.month}. {d.year}",
            "{d.day}/{d.month}-{d.year}",
            "{d.day}. {month} {d.year}",
            "{d.day}.{month} {d.year}",
            "{d:%Y-%m-%d}",
        ]
    ),
    st.sampled_from(["", "innen ", "Innen ", "senest ", "Frist: ", "ny frist "]),
)
def test_a_date_in_any_usual_style_is_understood(day: date, style: str, before: str) -> None:
    words = before + style.format(d=day, month=MONTHS[day.month - 1])

    assert understand(words) == Meaning(DeadlineKind.DATE, due_on=day)


@pytest.mark.parametrize(
    ("words", "on", "due"),
    [
        ("30.04 og 30.11", "2026-04-30", "2026-04-30"),
        ("30.04 og 30.11", "2026-05-01", "2026-11-30"),
        ("30.04 og 30.11", "2026-12-01", "2027-04-30"),
        ("Årlig per januar", "2026-01-31", "2026-01-31"),
        ("Årlig per januar", "2026-02-01", "2027-01-31"),
        ("Årlig per februar", "2024-02-01", "2024-02-29"),
        ("29.02 hvert år", "2023-01-01", "2023-02-28"),
    ],
)
def test_next_due_is_the_first_due_day_from_the_day_on(words: str, on: str, due: str) -> None:
    meaning = understand(words)

    assert meaning is not None
    assert next_due(meaning, date.fromisoformat(on)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("words", "on", "due"),
    [
        ("30.04 og 30.11", "2026-04-30", "2025-11-30"),
        ("30.04 og 30.11", "2026-05-01", "2026-04-30"),
        ("Årlig per januar", "2026-01-31", "2025-01-31"),
        ("29.02 hvert år", "2025-01-01", "2024-02-29"),
    ],
)
def test_last_due_is_strictly_before_the_day(words: str, on: str, due: str) -> None:
    meaning = understand(words)

    assert meaning is not None
    assert last_due(meaning, date.fromisoformat(on)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    "words", ["Årlig", "hvert kvartal", "annethvert år innen 1. mars", "31.12.2020", "Kontinuerlig"]
)
def test_without_a_known_day_nothing_falls_due(words: str) -> None:
    meaning = understand(words)

    assert meaning is not None
    assert next_due(meaning, date(2020, 1, 1)) is None
    assert last_due(meaning, date(2021, 1, 1)) is None


def test_nothing_falls_due_outside_the_calendar() -> None:
    yearly = recurring("yearly", "06-30")

    assert next_due(yearly, date.max) is None
    assert last_due(yearly, date.min) is None


DUE_DAYS = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map("{:%m-%d}".format)
RECURRING = st.builds(
    lambda days, month: recurring("yearly", *sorted(days), month=month),
    st.sets(DUE_DAYS, max_size=4),
    st.integers(1, 12),
)


@given(RECURRING, st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_next_due_is_never_before_and_last_due_always_before(meaning: Meaning, on: date) -> None:
    upcoming, gone = next_due(meaning, on), last_due(meaning, on)

    assert upcoming is not None
    assert gone is not None
    assert gone < on <= upcoming
