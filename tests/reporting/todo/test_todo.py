"""«Å gjøre»: what waits for a bydel, counted by hand."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Measure, Responsible
from measures.vocabulary import StatusCode
from plans.models import Plan
from reporting.models.round import Round
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report, set_deadline
from tests.reporting.todo.reading import alna_plan, leads, numbers, seen, text, waiting

pytestmark = pytest.mark.one_database


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
    assert client.get(first_page, follow=True).status_code == 200


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
        "12 tiltak er over frist, 1 forfaller innen 30 dager, og 6 av 18 er aldri rapportert. "
        "Planen utløp 31.12.2023."
    ]
    assert text(page.xpath("//section/div/h2")) == [
        "Over frist",
        "Gjentatt frist uten rapport",
        "Forfaller innen 30 dager",
        "Aldri rapportert",
        "Ansvarlige med ulik skrivemåte",
        "Mulige feil",
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
        "1 Gjentatt frist uten rapport",
        "1 Forfaller innen 30 dager",
        "6 Aldri rapportert",
        "0 Ukjente statusord",
        "0 Frister som må avklares",
        "1 Ansvarlige med ulik skrivemåte",
        "1 Mulige feil",
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
    page = seen(alna)
    assert leads(page) == ["Bydel Alna har ingen plan ennå. Legg den inn, så kan dere rapportere."]
    assert page.xpath("//main//a[@href='/planer/ny/']")


def test_a_draft_says_how_far_it_is_and_leads_on(alna: User) -> None:
    draft = alna_plan(state=Plan.State.DRAFT)
    make_measure(draft, deadline="Oktober")
    make_measure(draft)
    assert waiting(alna, "alna").plan is None
    page = seen(alna)
    assert leads(page) == [
        "Planen er et utkast med 2 tiltak. Den telles ikke i oversikten før den er vedtatt."
    ]
    [go_on] = page.xpath("//a[contains(@class, 'pkt-btn--primary')]")
    assert (text([go_on]), go_on.get("href")) == (["Fortsett utkastet"], f"/planer/{draft.slug}/")
    assert page.xpath(f"//main//a[@href='/planer/{draft.slug}/vedta/']")
    assert page.xpath(f"//main//a[@href='/planer/les-inn/?plan={draft.slug}']")
    [left] = page.xpath("//section[@id='utkast-alna']")
    assert text(left.xpath(".//a[@class='act']")) == [
        "Svar Svar på byens plan",
        "Rett fristen Åpne et lavterskeltilbud for ungdom",
    ]
    assert text(page.xpath("//aside//dd")) == ["2", "1 av 2"]


def test_a_plan_that_has_not_begun_is_no_plan_that_counts(alna: User) -> None:
    make_plan("alna", starts_on=date(2026, 11, 23))
    assert waiting(alna, "alna").plan is None
    assert waiting(alna, "alna", date(2026, 11, 23)).plan is not None


def test_a_plan_that_has_not_begun_says_when_and_what_can_be_made_ready(alna: User) -> None:
    plan = make_plan("alna", starts_on=date(2027, 1, 1), adopted_on=date(2026, 11, 12))
    make_measure(plan, responsible=["Seksjonssjef"])
    Round.objects.create(name="T1 2027", cut_off=date(2027, 4, 30))
    page = seen(alna)
    assert leads(page) == [
        "Planen er vedtatt og begynner 01.01.2027, om 40 dager. "
        "Fram til da er det ingenting å rapportere."
    ]
    [ready] = page.xpath("//section[@id='gjor-klart-alna']")
    assert text(ready.xpath(".//li/div/a")) == ["Ansvarlige uten bruker", "Svar på byens plan"]
    assert "T1 2027. Byen ber om status per 30.04.2027." in " ".join(text(page.xpath("//main//p")))


def test_an_expired_plan_leads_to_the_next_one(ostensjo: User) -> None:
    [next_plan] = seen(ostensjo).xpath("//aside/div[p='Neste plan']//a")
    assert text([next_plan]) == ["Lag den neste planen"]
    make_plan("ostensjo", starts_on=date(2027, 1, 1), state=Plan.State.DRAFT, ends_on=None)
    assert text(seen(ostensjo).xpath("//aside/div[p='Neste plan']//a")) == [
        "Fortsett utkastet",
        "Les inn tiltak fra Word, Excel eller PDF",
    ]


def test_nothing_to_do_says_so(alna: User) -> None:
    report(make_measure(alna_plan()), "Under arbeid", on=date(2026, 10, 31))
    assert waiting(alna, "alna").is_done
    page = seen(alna)
    assert leads(page) == ["Ingenting venter. Det ene tiltaket er rapportert."]
    assert page.xpath("//main//section") == []


def test_a_redaktor_for_two_bydeler_sees_both_by_number(five_plans: None) -> None:
    both = make_user("begge", (Role.EDITOR, "ostensjo"), (Role.EDITOR, "grorud"))
    assert leads(seen(both)) == [
        "Bydel Grorud: Ingen tiltak er over frist, og alle 21 er rapportert.",
        "Bydel Østensjø: 12 tiltak er over frist, 1 forfaller innen 30 dager, "
        "og 6 av 18 er aldri rapportert. Planen utløp 31.12.2023.",
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


def test_an_ansvarlig_is_shown_the_way_to_the_own_measures(ansvarlig: User) -> None:
    assert seen(ansvarlig).xpath("//main//p/a[@href='/mine-tiltak/']")


def test_words_that_nobody_has_mapped_wait(alna: User) -> None:
    report(make_measure(alna_plan()), "Godt på vei", on=date(2026, 10, 31))
    found = waiting(alna, "alna")
    assert ([one.words for one in found.words], found.never_reported) == (["Godt på vei"], [])
    assert "Ukjente statusord" in text(seen(alna).xpath("//section/div/h2"))


def test_the_words_that_wait_are_counted_as_statusord_counts_them(alna: User) -> None:
    plan = alna_plan()
    for words in ("Godt på vei", "godt på vei", "Nesten i mål"):
        report(make_measure(plan), words, on=date(2026, 10, 31))
    counts = text(seen(alna).xpath("//ul[@class='counts']/li"))
    assert "2 Ukjente statusord" in counts
    assert "2 statusord er ukjente" in " ".join(leads(seen(alna, "/statusord/")))


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


@pytest.mark.parametrize(
    ("reported_on", "code", "waits"),
    [
        (None, None, True),
        (date(2025, 11, 30), StatusCode.IN_PROGRESS, True),
        (date(2026, 4, 28), StatusCode.IN_PROGRESS, False),
        (date(2025, 11, 30), StatusCode.IMPLEMENTED, True),
        (date(2024, 6, 1), StatusCode.COMPLETED, False),
        (date(2024, 6, 1), StatusCode.CANCELLED, False),
    ],
)
def test_a_recurring_deadline_that_passed_unreported_waits_and_its_page_says_so(
    alna: User, reported_on: date | None, code: StatusCode | None, waits: bool
) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=date(2028, 12, 31))
    measure = make_measure(plan, deadline="30.04 og 30.11")
    if reported_on:
        report(measure, "Sagt", on=reported_on, code=code)
    found = waiting(alna, "alna").fell_due
    assert [(one.measure, one.due_on) for one in found] == [(measure, date(2026, 4, 30))] * waits
    page = seen(alna, measure.get_absolute_url()).text_content()
    assert ("uten at noe er rapportert for den gangen" in page) is waits


def test_a_recurring_deadline_does_not_fall_due_before_its_plan_begins(alna: User) -> None:
    plan = make_plan("alna", starts_on=date(2027, 1, 1))
    measure = make_measure(plan, deadline="30.04 og 30.11")
    page = seen(alna, measure.get_absolute_url()).text_content()
    assert "Neste: 30.04.2027" in page
    assert "Neste: 30.11.2026" not in page


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


def test_a_redaktor_comes_to_the_bydels_words_also_when_none_waits(grorud: User) -> None:
    page = CheckingClient.of(grorud).get("/a-gjore/").content.decode()
    assert 'href="/statusord/">Se hva ordene regnes som</a>' in page
