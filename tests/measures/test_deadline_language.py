import unicodedata
from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.deadline_language import (
    DeadlineKind,
    Meaning,
    Recurrence,
    days_named,
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
        ("sommaren 2026", "2026-08-31"),
        ("vårhalvåret 2026", "2026-06-30"),
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


@pytest.mark.parametrize(
    "words", ["Årlig per januar", "januar hvert år", "Hvert år i januar", "Årlig – januar"]
)
def test_a_month_without_a_year_recurs(words: str) -> None:
    assert understand(words) == recurring("yearly", month=1)


@pytest.mark.parametrize(
    "words",
    ["1. tertial hvert år", "Årlig i 1. tertial", "Hvert år, andre halvår", "Årlig, 1. kvartal",
     "Årlig innen utgangen av første kvartal", "Kvart år, 2. kvartal"],
)  # fmt: skip
def test_a_part_of_every_year_is_once_a_year(words: str) -> None:
    assert understand(words) == recurring("yearly")


@pytest.mark.parametrize(
    "words", ["1. og 2. tertial hvert år", "3. halvår hvert år", "Hvert 2. år, 1. tertial"]
)
def test_several_parts_of_a_year_or_one_that_is_none_are_asked(words: str) -> None:
    meaning = understand(words)
    assert meaning is not None
    assert meaning.kind == DeadlineKind.UNCLEAR


def test_from_a_year_and_onwards_is_from_its_first_day() -> None:
    assert understand("2026 og fremover") == Meaning(DeadlineKind.FROM, due_on=date(2026, 1, 1))


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
    ("words", "why"),
    [
        ("Oktober", "no_year"), ("30. april", "no_year"), ("uke 41", "no_year"),
        ("Mai/ juni", "no_year"), ("2.-4. kvartal", "no_year"), ("før 1. mai", "no_year"),
        ("ved behov", "event"), ("før oppstart", "event"), ("ett år etter vedtak", "event"),
        ("Avventer Korus", "event"), ("i desember-møtet", "event"),
        ("innen sommeren 2024", "before_season"), ("før våren 2026", "before_season"),
        ("innen jul 2026", "feast"), ("jul 2026", "feast"), ("påsken 2026", "feast"),
        ("3-årig prosjekt 2024", "length"), ("3-årig prosjekt", "length"),
        ("september 2022 i stedet for juni 2022", "several"), ("2020 og 2021", "several"),
        ("våren og høsten 2021", "several"),
        ("ca. 2026", "about"), ("~08.08.2026", "about"), ("ca. 01.01.2026", "about"),
        ("snarest", "vague"), ("senere", "vague"), ("så snart som mulig", "vague"),
        ("31.02.2021", "not_understood"), ("2010-12", "not_understood"), ("🎉", "not_understood"),
        ("a" * 400, "not_understood"),
    ],
)  # fmt: skip
def test_an_unclear_deadline_says_why(words: str, why: str) -> None:
    meaning = understand(words)
    assert meaning is not None
    assert (meaning.kind, meaning.why) == (DeadlineKind.UNCLEAR, why)


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("før jul 2025", Meaning(DeadlineKind.DATE, due_on=date(2025, 12, 24))),
        ("7. jul 2026", Meaning(DeadlineKind.DATE, due_on=date(2026, 7, 7))),
        ("jul. 2026", Meaning(DeadlineKind.DATE, due_on=date(2026, 7, 31))),
        ("ca. 1 g. pr. mnd.", Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.MONTHLY)),
        ("minst èn gang pr. halvår",
         Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.HALF_YEARLY)),
        ("innan 1. april kvart år",
         Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.YEARLY, days=("04-01",))),
        ("Frå 1.1.2018", Meaning(DeadlineKind.FROM, due_on=date(2018, 1, 1))),
        ("innen utgangen av planperioda", Meaning(DeadlineKind.PLAN_PERIOD)),
        ("kontinuerleg", Meaning(DeadlineKind.CONTINUOUS)),
        ("3-årig prosjekt tom 31.12.2011",
         Meaning(DeadlineKind.UNTIL, due_on=date(2011, 12, 31))),
    ],
)  # fmt: skip
def test_what_looks_alike_is_told_apart(words: str, meaning: Meaning) -> None:
    assert understand(words) == meaning


@pytest.mark.parametrize(
    "words", ["1. og " * 49, "2020 " * 59, "og 2020 eller " * 21, "uke 1 før " * 29, "5-år" * 74]
)
def test_why_is_found_at_once(words: str) -> None:
    before = perf_counter()
    understand(words)
    assert perf_counter() - before < 0.5


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Årlig, første gang høsten 2025", recurring("yearly")),
        ("Årlig 2025–2028", recurring("yearly")),
        ("Årlig (mars)", recurring("yearly", month=3)),
        ("2. hvert år", recurring("every_2_years")),
        ("Minimum 1 gang pr. semester", recurring("half_yearly")),
        ("Hver fredag", recurring("weekly")),
        ("Ved hvert tertial", recurring("tertial")),
        ("Løpande", Meaning(DeadlineKind.CONTINUOUS)),
        ("4. kv. 2025", Meaning(DeadlineKind.DATE, due_on=date(2025, 12, 31))),
        ("2026 Q2", Meaning(DeadlineKind.DATE, due_on=date(2026, 6, 30))),
        ("Første halvdel av 2024", Meaning(DeadlineKind.DATE, due_on=date(2024, 6, 30))),
        ("Mot slutten av 2025", Meaning(DeadlineKind.DATE, due_on=date(2025, 12, 31))),
        ("Ultimo mai 2026", Meaning(DeadlineKind.DATE, due_on=date(2026, 5, 31))),
        ("Vedtas i 2025", Meaning(DeadlineKind.DATE, due_on=date(2025, 12, 31))),
        ("2025 (oppstart)", Meaning(DeadlineKind.FROM, due_on=date(2025, 1, 1))),
        (
            "Mai/juni 2025",
            Meaning(DeadlineKind.PERIOD, starts_on=date(2025, 5, 1), due_on=date(2025, 6, 30)),
        ),
    ],
)
def test_wordings_of_other_plans_are_read(words: str, meaning: Meaning) -> None:
    assert understand(words) == meaning


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Første halvdel av 2024 – senest 01.01.2025", "several"),
        ("2025, 2027", "several"),
        ("Medio 2025", "about"),
        ("4-12 år", "not_understood"),
        ("Avklares i budsjett 2025", "not_understood"),
        ("Kontinuerlig forbedring", "not_understood"),
        ("20.000,-", "not_understood"),
    ],
)
def test_what_looks_like_a_deadline_is_asked_about(words: str, why: str) -> None:
    meaning = understand(words)
    assert meaning == UNCLEAR
    assert meaning is not None
    assert meaning.why == why


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Utkast høst 2025, vedtak vår 2026", ["2025-11-30", "2026-05-31"]),
        ("september 2022 i stedet for juni 2022", ["2022-09-30", "2022-06-30"]),
        ("Fast tilbud innen 31/12-26", ["2026-12-31"]),
        ("ca. 01.06.2026", ["2026-06-01"]),
        ("Medio 2026", []),  # not its last day
        ("innen jul 2026", []),
        ("innen sommeren 2024", []),
        ("2-årig prosjekt, 2024", []),
        ("Etter vedtak 12.06.2026", []),
        ("31.02.2026", []),
        ("30. april", []),
        ("2021, 2022, 2023, 2024 og 2025", []),  # nobody would choose
    ],
)
def test_the_days_that_unclear_words_name_are_there_to_choose(words: str, days: list[str]) -> None:
    assert [str(day) for day in days_named(words)] == days
