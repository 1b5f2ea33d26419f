"""«Å gjøre»: what waits for a bydel, counted by hand."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Measure, Responsible
from measures.vocabulary import StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report, set_deadline
from tests.reporting.todo.reading import alna_plan, leads, numbers, seen, text, waiting


@pytest.fixture
def alna(five_plans: None) -> User:
    return make_user("alna", (Role.EDITOR, "alna"))


# --- The first page -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "first_page"),
    [
        ("grorud", "/a-gjore/"),
        ("ansvarlig", "/mine-tiltak/"),
        ("byadmin", "/oversikt/"),
        ("leser", "/oversikt/"),
        ("stranger", "/oversikt/"),
        ("superuser", "/oversikt/"),
    ],
)
def test_the_first_page_is_the_one_for_the_role(
    request: pytest.FixtureRequest, who: str, first_page: str
) -> None:
    client = CheckingClient.of(request.getfixturevalue(who))
    assert client.get("/").headers["Location"] == first_page
    assert client.get(first_page).status_code == 200


def test_nobody_is_sent_to_log_in(client: CheckingClient, five_plans: None) -> None:
    for path in ("/", "/a-gjore/", "/mine-tiltak/"):
        assert client.get(path).headers["Location"] == f"/logg-inn/?next={path}"


def test_a_redaktor_who_is_ansvarlig_too_begins_with_what_waits(five_plans: None) -> None:
    both = make_user("begge", (Role.RESPONSIBLE, "grorud"), (Role.EDITOR, "grorud"))
    assert CheckingClient.of(both).get("/").headers["Location"] == "/a-gjore/"


# --- Å gjøre, Østensjø 2020–2023 ------------------------------------------------------------------


def test_over_frist_comes_oldest_first(ostensjo: User) -> None:
    late = waiting(ostensjo, "ostensjo").overdue
    assert numbers(late) == [18, 7, 14, 1, 2, 3, 15, 8, 4, 5, 6, 9]


def test_a_recurring_deadline_falls_due_on_30_november(ostensjo: User) -> None:
    [soon] = waiting(ostensjo, "ostensjo").upcoming
    assert (soon.measure.n, soon.due_on) == (16, date(2026, 11, 30))


def test_six_were_never_reported(ostensjo: User) -> None:
    found = waiting(ostensjo, "ostensjo")
    assert numbers(found.never_reported) == [4, 14, 15, 16, 17, 18]
    assert (found.reported, found.total) == (12, 18)


def test_the_plan_that_was_replaced_is_left_out(ostensjo: User) -> None:
    found = waiting(ostensjo, "ostensjo")
    assert found.plan == Plan.objects.get(slug="ostensjo-2020")
    assert found.has_expired


def test_the_page_says_first_what_burns(ostensjo: User) -> None:
    page = seen(ostensjo)
    assert leads(page) == [
        "12 tiltak er over frist, 1 faller innen 30 dager, og 6 av 18 er aldri rapportert."
    ]
    assert text(page.xpath("//section/div/h2")) == [
        "Over frist",
        "Faller innen 30 dager",
        "Aldri rapportert",
        "Ord som må avklares",
        "Motsigelser",
    ]


def test_a_long_group_shows_five_and_leads_to_them_all(ostensjo: User) -> None:
    page = seen(ostensjo)
    [late] = page.xpath("//section[@id='over-frist-ostensjo']")
    assert len(late.xpath(".//ul[@class='rows']/li")) == 5
    [more] = late.xpath(".//p[@class='section__more']/a")
    assert text([more]) == ["Vis alle 12"]
    behind = seen(ostensjo, more.get("href"))
    assert len(behind.xpath("//main//tbody/tr")) == 12
    first = behind.xpath("//main//tbody/tr/th/a")[0]
    assert first.text_content() == Measure.objects.get_by_natural_key("ostensjo-2020", 18).name


def test_each_row_leads_to_its_report_form(ostensjo: User) -> None:
    page = seen(ostensjo)
    client = CheckingClient.of(ostensjo)
    for link in page.xpath("//a[@class='act']/@href"):
        assert client.get(link).status_code == 200


def test_every_count_on_the_page_is_the_length_of_its_list(ostensjo: User) -> None:
    counts = text(seen(ostensjo).xpath("//ul[@class='counts']/li"))
    assert counts == [
        "12 Over frist",
        "1 Faller innen 30 dager",
        "6 Aldri rapportert",
        "1 Ord som må avklares",
        "0 Frister som må avklares",
        "1 Motsigelser",
    ]


# --- Å gjøre, the other bydeler -------------------------------------------------------------------


def test_grorud_waits_for_korus_and_nothing_is_late(grorud: User) -> None:
    found = waiting(grorud, "grorud")
    assert numbers(found.unclear) == [19]
    assert found.unclear[0].deadline is not None
    assert found.unclear[0].deadline.words == "Avventer Korus"
    assert (found.overdue, found.upcoming, found.never_reported) == ([], [], [])
    assert leads(seen(grorud)) == ["Ingen tiltak er over frist, og alle 21 er rapportert."]


def test_a_bydel_without_a_plan_is_told_so(alna: User) -> None:
    assert leads(seen(alna)) == ["Bydel Alna har ingen plan her ennå."]


def test_a_draft_alone_is_no_plan_that_counts(alna: User) -> None:
    make_measure(alna_plan(state=Plan.State.DRAFT), deadline="31.03.2026")
    assert waiting(alna, "alna").plan is None


def test_a_plan_that_has_not_begun_is_no_plan_that_counts(alna: User) -> None:
    make_plan("alna", starts_on=date(2026, 11, 23))
    assert waiting(alna, "alna").plan is None
    assert waiting(alna, "alna", date(2026, 11, 23)).plan is not None


def test_nothing_to_do_says_so(alna: User) -> None:
    report(make_measure(alna_plan()), "Under arbeid", on=date(2026, 10, 31))
    assert waiting(alna, "alna").is_done
    page = seen(alna)
    assert leads(page) == ["Ingenting venter. Alle 1 tiltak er rapportert."]
    assert page.xpath("//main//section") == []


def test_a_redaktor_for_two_bydeler_sees_both_by_number(five_plans: None) -> None:
    both = make_user("begge", (Role.EDITOR, "ostensjo"), (Role.EDITOR, "grorud"))
    assert leads(seen(both)) == [
        "Bydel Grorud: Ingen tiltak er over frist, og alle 21 er rapportert.",
        "Bydel Østensjø: 12 tiltak er over frist, 1 faller innen 30 dager, "
        "og 6 av 18 er aldri rapportert.",
    ]


def test_a_redaktor_for_two_bydeler_can_tell_the_groups_apart(five_plans: None) -> None:
    both = make_user("begge", (Role.EDITOR, "ostensjo"), (Role.EDITOR, "st-hanshaugen"))
    page = seen(both)
    headings = text(page.xpath("//main//h2"))
    assert "St. Hanshaugen" in " ".join(headings)
    assert "Østensjø" in " ".join(headings)
    assert len(headings) == len(set(headings))


def test_who_is_redaktor_nowhere_is_shown_the_way_out(leser: User) -> None:
    assert seen(leser).xpath("//main//a[@href='/oversikt/']")


def test_words_that_nobody_has_mapped_wait(alna: User) -> None:
    report(make_measure(alna_plan()), "Godt på vei", on=date(2026, 10, 31))
    found = waiting(alna, "alna")
    assert (numbers(found.unmapped), found.never_reported) == ([1], [])
    assert "Ord som må avklares" in text(seen(alna).xpath("//section/div/h2"))


# --- The edges of thirty days ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "is_late", "is_soon"),
    [
        ("21.11.2026", True, False),
        ("22.11.2026", False, True),
        ("22.12.2026", False, True),
        ("23.12.2026", False, False),
        ("Innen desember 2026", False, False),
        ("30.04 og 30.11", False, True),
        ("Innen 01.01 og 01.07 hvert år", False, False),
        ("Årlig", False, False),
        ("Kontinuerlig", False, False),
        ("tom 30.11.2026", False, False),
        ("2025–2025", False, False),
    ],
)
def test_a_deadline_is_late_from_the_day_after_and_soon_for_thirty_days(
    alna: User, words: str, is_late: bool, is_soon: bool
) -> None:
    make_measure(alna_plan(), deadline=words)
    found = waiting(alna, "alna")
    assert (bool(found.overdue), bool(found.upcoming)) == (is_late, is_soon)


@pytest.mark.parametrize(
    ("words", "code", "is_late"),
    [
        ("Under arbeid", StatusCode.IN_PROGRESS, True),
        ("Delvis iverksatt", StatusCode.PARTLY_IMPLEMENTED, True),
        ("På vent", StatusCode.ON_HOLD, True),
        ("Iverksatt", StatusCode.IMPLEMENTED, False),
        ("Løpende", StatusCode.ONGOING, False),
        ("Avsluttet", StatusCode.COMPLETED, False),
        ("Utgått", StatusCode.CANCELLED, False),
    ],
)
def test_a_closed_status_takes_a_dated_deadline_off_the_list(
    alna: User, words: str, code: StatusCode, is_late: bool
) -> None:
    plan = alna_plan()
    for deadline in ("31.03.2026", "30.11.2026"):
        report(make_measure(plan, deadline=deadline), words, on=date(2026, 10, 31), code=code)
    found = waiting(alna, "alna")
    assert (len(found.overdue), len(found.upcoming)) == ((1, 1) if is_late else (0, 0))


def test_a_deadline_that_was_moved_is_looked_at_where_it_is_now(alna: User) -> None:
    measure = make_measure(alna_plan(), deadline="31.03.2026")
    set_deadline(measure, "15.12.2026", on=date(2026, 4, 30), reason="Venter på lokaler")
    found = waiting(alna, "alna")
    assert found.overdue == []
    assert [one.due_on for one in found.upcoming] == [date(2026, 12, 15)]


def test_what_falls_due_first_stands_first(alna: User) -> None:
    plan = alna_plan()
    for words in ("15.12.2026", "23.11.2026", "30.04 og 30.11"):
        make_measure(plan, deadline=words)
    assert numbers([one.measure for one in waiting(alna, "alna").upcoming]) == [2, 3, 1]


# --- What it costs --------------------------------------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize("path", ["/a-gjore/", "/mine-tiltak/"])
def test_one_measure_and_fifty_take_the_same_number_of_queries(five_plans: None, path: str) -> None:
    user = make_user("begge", (Role.EDITOR, "alna"), (Role.RESPONSIBLE, "alna"))
    plan = alna_plan()

    def add(n: int) -> None:
        due = date(2026, 10, 1) + timedelta(days=n)
        measure = make_measure(
            plan, f"Tiltak {n}", deadline=f"{due:%d.%m.%Y}", responsible=["Seksjonssjef"]
        )
        if n % 2:
            report(measure, "Godt på vei", on=date(2026, 10, 31), risk="low")  # type: ignore[arg-type]

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            seen(user, path)
        return len(captured)

    add(1)
    Responsible.objects.get_by_natural_key("alna", "Seksjonssjef").users.add(user)
    few = queries()
    for n in range(2, 51):
        add(n)
    assert queries() == few
