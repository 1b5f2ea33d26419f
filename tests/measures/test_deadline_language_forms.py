"""Forms of deadlines, with any years and months in them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.deadline_language import DeadlineKind, Meaning, Recurrence, understand

pytestmark = pytest.mark.one_database  # it asks none

MONTHS = [
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "desember",
]  # fmt: skip
YEARS = st.integers(2000, 2078)


@given(
    YEARS,
    st.sampled_from(
        ["{0}/{2:02}", "{0}–{1}", "{0}-{2:02}", "{0}/{1}", "{0} – {1}", "{3:02}/{2:02}"]
    ),
    st.sampled_from(["Skoleåret ", "skoleår ", "Gjennom skoleåret ", "Skuleåret "]),
)
def test_a_school_year_is_from_august_to_july(first: int, style: str, before: str) -> None:
    words = before + style.format(first, first + 1, (first + 1) % 100, first % 100)

    assert understand(words) == Meaning(
        DeadlineKind.PERIOD, due_on=date(first + 1, 7, 31), starts_on=date(first, 8, 1)
    )


@given(
    YEARS,
    st.sampled_from(
        [
            ("Fra skoleåret {0}/{1}", DeadlineKind.FROM, False),
            ("F.o.m. skoleåret {0}/{1}", DeadlineKind.FROM, False),
            ("I løpet av skoleåret {0}/{1}", DeadlineKind.DATE, True),
            ("Innen utgangen av skoleåret {0}–{1}", DeadlineKind.DATE, True),
            ("Ut skoleåret {0}/{1}", DeadlineKind.UNTIL, True),
        ]
    ),
)
def test_what_leads_up_to_a_school_year_says_which_end_counts(
    first: int, form: tuple[str, DeadlineKind, bool]
) -> None:
    words, kind, is_last = form
    day = date(first + 1, 7, 31) if is_last else date(first, 8, 1)
    assert understand(words.format(first, first + 1)) == Meaning(kind, due_on=day)


@given(YEARS, st.integers(2, 9))
def test_two_years_that_do_not_follow_on_each_other_are_no_school_year(first: int, n: int) -> None:
    meaning = understand(f"Skoleåret {first}/{first + n}")
    assert meaning is not None
    assert meaning.kind is DeadlineKind.UNCLEAR


@given(
    st.sampled_from(MONTHS),
    st.sampled_from(MONTHS),
    st.sampled_from(
        ["{a} til {b} hvert år", "{A}–{b}, årlig", "Hvert år i perioden {a}–{b}", "Årlig {a} - {b}"]
    ),
)
def test_some_months_of_each_year_recur_yearly(first: str, last: str, style: str) -> None:
    words = style.format(a=first, A=first.capitalize(), b=last)

    assert understand(words) == Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.YEARLY)


RHYTHMS = {
    "årlig": Recurrence.YEARLY,
    "hvert halvår": Recurrence.HALF_YEARLY,
    "hvert annet år": Recurrence.EVERY_2_YEARS,
    "månedlig": Recurrence.MONTHLY,
}


@given(
    YEARS,
    st.sampled_from(["Høsten {0}", "{0}", "Første gang {0}", "Innen 1. mars {0}", "Oppstart {0}"]),
    st.sampled_from(["deretter", "og deretter", "så"]),
    st.sampled_from(sorted(RHYTHMS)),
)
def test_after_the_first_time_the_rhythm_counts(
    year: int, first: str, then: str, rhythm: str
) -> None:
    meaning = understand(f"{first.format(year)}, {then} {rhythm}")

    assert meaning == Meaning(DeadlineKind.RECURRING, recurrence=RHYTHMS[rhythm])
