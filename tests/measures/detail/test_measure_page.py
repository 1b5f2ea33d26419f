"""«Et tiltak»: words beside their meaning, the history, and the answers to the city."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate
from lxml import html

from measures.deadline_language import understand
from measures.models import Measure, Status
from measures.vocabulary import RiskLevel, StatusCode
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, point_again, report, set_deadline

# What the pages say is written in Python; the rules behind ask both databases.
pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


@pytest.fixture
def client(leser: User) -> CheckingClient:
    return CheckingClient.of(leser)


def words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def shown(client: CheckingClient, measure: Measure, query: str = "") -> Any:
    answer = client.get(f"/tiltak/{measure.pk}/?{query}")
    assert answer.status_code == 200
    return html.document_fromstring(answer.content.decode())


def real(plan: str, n: int) -> Measure:
    found: Measure = Measure.objects.get_by_natural_key(plan, n)
    return found


def understood(page: Any, row: str) -> tuple[str, str]:
    """(the words, what they are understood as) of a row of «Slik står det i planen»."""
    cells = page.xpath(f"//tr[th[normalize-space()='{row}']]/td")
    return words(cells[0]), words(cells[1])


def steps(page: Any) -> list[list[str]]:
    """The rows of the table that tells how the deadline moved."""
    rows = page.xpath("//section[.//h2[.='Frist']]//tbody/tr")
    return [[words(cell) for cell in row] for row in rows]


def history(page: Any) -> list[str]:
    """The events; neither what is told of two clocks, nor how they were struck out."""
    return [words(each) for each in page.xpath("//ol[@class='timeline']/li/div/p[1]")]


# --- As printed, and as understood ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "n", "row", "printed", "meaning"),
    [
        ("ostensjo-2020", 1, "Frist", "31.12.2020", "31.12.2020"),
        ("ostensjo-2010", 19, "Frist", "Innen desember 2010", "31.12.2010"),
        ("ostensjo-2010", 24, "Frist", "Opplæring våren 2010", "31.05.2010"),
        ("ostensjo-2010", 20, "Frist", "Fom 01.01.2010", "Begynner 01.01.2010"),
        (
            "grorud-2023",
            19,
            "Frist",
            "Avventer Korus",
            "Må avklares, knyttet til en hendelse: hvilken dag?",
        ),
        ("grorud-2023", 1, "Status", "Påbegynt", "Under arbeid"),
        ("grorud-2023", 19, "Status", "Avventer", "På vent"),
        ("ostensjo-2010", 29, "Status", "Iverksatt og avsluttet", "Avsluttet"),
        ("ostensjo-2020", 1, "Risiko", "Middels risiko", "Middels"),
        ("ostensjo-2020", 1, "Strategi", "–", "Uten strategi"),
    ],
)
def test_the_words_stand_beside_what_they_are_understood_as(
    client: CheckingClient, plan: str, n: int, row: str, printed: str, meaning: str
) -> None:
    assert understood(shown(client, real(plan, n)), row) == (printed, meaning)


def test_a_text_is_told_once_and_before_the_items_that_it_leads_to(client: CheckingClient) -> None:
    plan = make_plan()
    named = make_measure(plan, "Åpne et værested", items=["Finne lokaler"])
    leading = make_measure(plan, "Vi skal:\n- Finne lokaler", title="Bo", items=["Finne lokaler"])
    after = make_measure(plan, "- Finne lokaler\nHvem?", title="Bo", items=["Finne lokaler"])

    def promise(measure: Measure) -> str:
        [section] = shown(client, measure).xpath("//section[@id='delpunkter']")
        return words(section)

    assert promise(named) == "Delpunkter 0 av 1 Finne lokaler"
    assert promise(leading) == "Delpunkter 0 av 1 Vi skal: Finne lokaler"
    assert promise(after) == "Delpunkter 0 av 1 Finne lokaler Hvem?"
    [of_plan] = html.document_fromstring(
        client.get(plan.get_absolute_url()).content.decode()
    ).xpath(f"//article[.//a/@href='{leading.get_absolute_url()}']")
    assert words(of_plan).startswith(f"{leading.number} Bo Vi skal: Finne lokaler")


def test_a_blank_cell_is_told_as_blank(client: CheckingClient) -> None:
    page = shown(client, real("st-hanshaugen-2020", 1))

    assert understood(page, "Status") == ("–", "Ikke rapportert")
    assert understood(page, "Risiko") == ("–", "Ikke vurdert")
    assert understood(page, "Frist") == ("–", "Ingen frist")


def test_a_local_wording_of_a_strategy_names_the_citys(client: CheckingClient) -> None:
    _, meaning = understood(shown(client, real("nordstrand-2021", 9)), "Strategi")

    assert meaning.startswith("Byens strategi 2: Tidligere innsats")


def test_words_nobody_knows_are_shown_as_such(client: CheckingClient) -> None:
    measure = make_measure()
    report(measure, "Nesten i mål")

    page = shown(client, measure)

    assert understood(page, "Status") == ("Nesten i mål", "Ukjent statusord: «Nesten i mål»")


@pytest.mark.parametrize(
    ("day", "is_told"), [("31.12.2023", True), ("01.01.2024", False), ("", False)]
)
def test_before_its_plan_begins_a_measure_says_from_when_the_deadlines_apply(
    client: CheckingClient, day: str, is_told: bool
) -> None:
    measure = make_measure(make_plan(starts_on=date(2024, 1, 1)), deadline="31.12.2026")
    told = "Fristene gjelder fra 01.01.2024." in words(shown(client, measure, f"per={day}"))
    assert told is is_told


def test_a_plan_that_has_not_begun_says_so_of_its_deadlines_today(client: CheckingClient) -> None:
    begins = localdate() + timedelta(days=1)
    measure = make_measure(make_plan(starts_on=begins, ends_on=None), deadline="31.12.2026")
    for address in (measure.get_absolute_url(), measure.plan.get_absolute_url()):
        page = html.document_fromstring(client.get(address).content.decode())
        assert f"Fristene gjelder fra {begins:%d.%m.%Y}." in words(page)


# --- The two deadlines that moved -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "first", "second", "days", "reason"),
    [
        (4, "01.03.2010", "30.06.2011", 486, "Forsinkelse, ny frist 30.06.2011"),
        (35, "01.09.2010", "30.6.2011", 302, "Ikke iverksatt , ny kompetanseplan"),
    ],
)
def test_a_moved_deadline_shows_both_days_the_slip_and_the_reason(
    client: CheckingClient, n: int, first: str, second: str, days: int, reason: str
) -> None:
    page = shown(client, real("ostensjo-2010", n))
    printed, meaning = understood(page, "Frist")

    assert printed == f"{second} Først: {first}"
    assert meaning.startswith(f"30.06.2011 flyttet fra {first}, {days} dager")
    assert reason in meaning
    assert any(f"fra «{first}» til «{second}» ({days} dager)" in line for line in history(page))


def test_before_the_deadline_moved_only_the_first_was_known(client: CheckingClient) -> None:
    page = shown(client, real("ostensjo-2010", 4), "per=30.05.2011")

    assert understood(page, "Frist") == ("01.03.2010", "01.03.2010")
    assert "Over frist" in words(page)
    assert not any("flyttet" in line for line in history(page))


def test_a_deadline_that_moved_twice_is_told_from_the_first_to_the_last(
    client: CheckingClient,
) -> None:
    measure = make_measure(make_plan("grorud"), deadline="31.12.2024")
    set_deadline(measure, "30.06.2025", on=date(2024, 6, 1), reason="Lokaler")
    set_deadline(measure, "31.12.2025", on=date(2024, 9, 1), reason="Anbud")
    who = "Redaktør for Bydel Grorud"

    page = shown(client, measure)

    assert understood(page, "Frist")[0] == "31.12.2025 Først: 31.12.2024"
    assert steps(page) == [
        ["31.12.2025", "01.09.2024", "184 dager", "«Anbud»", who],
        ["30.06.2025", "01.06.2024", "181 dager", "«Lokaler»", who],
        ["31.12.2024", "01.01.2024", "–", "Første frist", who],
    ]
    assert "flyttet 2 ganger" in words(page)
    assert "365 dager" in words(page.xpath("//*[@class='moved']")[0])
    assert [row[0] for row in steps(shown(client, measure, "per=01.07.2024"))] == [
        "30.06.2025",
        "31.12.2024",
    ]


def test_a_deadline_that_was_corrected_or_never_moved_has_no_table(
    client: CheckingClient,
) -> None:
    measure = make_measure(deadline="31.12.2024")
    first = measure.latest_deadline
    assert steps(shown(client, measure)) == []
    assert first is not None
    assert first.recorded_by is not None

    measure.set_deadline(
        "31.12.2025", reason="", on=first.applies_on, by=first.recorded_by, corrects=first
    )

    assert steps(shown(client, measure)) == []


def test_a_deadline_that_was_taken_away_has_not_moved(client: CheckingClient) -> None:
    measure = make_measure(deadline="31.12.2024")
    set_deadline(measure, "", on=date(2024, 6, 1), reason="Løper videre")

    page = shown(client, measure)

    assert [row[0] for row in steps(page)] == ["Tatt bort", "31.12.2024"]
    assert "flyttet 1" not in words(page)


def test_the_same_day_in_other_words_has_not_moved(client: CheckingClient) -> None:
    measure = make_measure(make_plan("grorud"), deadline="31.12.2026")
    set_deadline(measure, "innen utgangen av 2026", on=date(2024, 6, 1), reason="Ny mal")

    page = shown(client, measure)

    assert "flyttet" not in words(page)
    assert "skrevet om fra 31.12.2026" in understood(page, "Frist")[1]
    assert "om fristen fra «31.12.2026» til «innen utgangen av 2026», samme dag" in words(page)


def test_a_slip_of_one_day_is_one_dag(client: CheckingClient) -> None:
    measure = make_measure(deadline="31.12.2024")
    set_deadline(measure, "01.01.2025", on=date(2024, 6, 1), reason="Fridag")

    assert any("(1 dag)" in line for line in history(shown(client, measure)))


# --- History --------------------------------------------------------------------------------------


def test_what_the_document_said_is_told_with_its_assumed_day(client: CheckingClient) -> None:
    page = shown(client, real("grorud-2023", 1))

    assert "31.12.2023 antatt rapportdato" in words(page.xpath("//dl[@class='facts']")[0])
    assert history(page)[0] == (
        "31.12.2023 ble status «Påbegynt» og risiko «Lav» lest inn fra planen (antatt rapportdato)."
    )


def test_history_is_told_in_sentences_the_newest_first(client: CheckingClient) -> None:
    measure = make_measure(make_plan("grorud"), deadline="31.12.2024")
    report(measure, "Påbegynt", on=date(2024, 4, 30), risk=RiskLevel.LOW)
    report(measure, "Påbegynt", on=date(2024, 8, 31), risk=RiskLevel.LOW, remark="Som før")
    report(measure, "Iverksatt", on=date(2024, 12, 31), risk=RiskLevel.LOW)
    who = "redaktør for Bydel Grorud"

    assert history(shown(client, measure)) == [
        f"31.12.2024 rapporterte {who} status «Iverksatt».",
        f"31.08.2024 bekreftet {who} at status «Påbegynt» er uendret. «Som før»",
        f"30.04.2024 rapporterte {who} status «Påbegynt» og risiko «Lav».",
        f"01.01.2024 satte {who} frist «31.12.2024».",
    ]


def test_a_withdrawn_confirmation_is_still_told_as_one(
    client: CheckingClient, grorud: User
) -> None:
    measure = make_measure(make_plan("grorud"))
    report(measure, "Påbegynt", on=date(2024, 4, 30))
    report(measure, "Påbegynt", on=date(2024, 8, 31))
    again = measure.statuses.get(applies_on=date(2024, 8, 31))
    measure.refresh_from_db()
    version = measure.report_version
    measure.withdraw([again], reason="Feil dag", by=grorud, expected_version=version)

    assert history(shown(client, measure))[0] == (
        "Trukket tilbake: 31.08.2024 bekreftet redaktør for Bydel Grorud at status «Påbegynt» er "
        "uendret."
    )


def test_a_corrected_entry_is_still_told_and_said_to_be_corrected(client: CheckingClient) -> None:
    measure = make_measure()
    report(measure, "Iverksatt", on=date(2024, 4, 30))
    Status.objects.create(
        measure=measure, applies_on=date(2024, 4, 30), words="Venter", code=StatusCode.ON_HOLD,
        corrects=measure.statuses.get(), recorded_as="redaktør for Bydel Alna",
    )  # fmt: skip
    point_again(measure)

    page = shown(client, measure)

    assert understood(page, "Status")[0] == "Venter"
    assert any(line.startswith("Rettet: 30.04.2024") for line in history(page))


def test_a_deadline_that_is_understood_anew_has_not_moved(
    client: CheckingClient, grorud: User
) -> None:
    measure = make_measure(make_plan("grorud"), deadline="Når Korus er klar")
    measure.set_deadline(
        "Når Korus er klar",
        meaning=understand("30.06.2028"),
        reason="",
        on=date(2024, 1, 1),
        by=grorud,
        corrects=measure.latest_deadline,
    )
    who = "redaktør for Bydel Grorud"

    assert history(shown(client, measure)) == [
        f"{localdate():%d.%m.%Y} rettet {who} hvordan fristen «Når Korus er klar» er tolket: "
        "30.06.2028.",
        f"Rettet: 01.01.2024 satte {who} frist «Når Korus er klar».",
    ]


def test_no_persons_name_is_told(client: CheckingClient, grorud: User) -> None:
    measure = make_measure(make_plan("grorud"))
    report(measure, by=grorud)

    assert "grorud" not in " ".join(history(shown(client, measure)))


def test_a_measure_with_no_history_says_so(client: CheckingClient) -> None:
    assert "Ingenting er rapportert om tiltaket ennå." in words(
        shown(client, real("st-hanshaugen-2020", 1))
    )


# --- The city's measures --------------------------------------------------------------------------


def test_the_city_measures_that_it_answers_are_named_and_linked(client: CheckingClient) -> None:
    page = shown(client, real("st-hanshaugen-2020", 3))
    city = real("oslo", 3)

    assert page.xpath(f"//a[@href='{city.get_absolute_url()}']")
    assert "At alle bydeler/sektorer tilbyr lavterskel psykososiale tjenester" in words(page)


def test_a_city_measure_names_those_who_answer_it(client: CheckingClient) -> None:
    page = shown(client, real("oslo", 3))

    assert "Bydelenes svar" in words(page)
    for n in (3, 4):
        assert page.xpath(f"//a[@href='{real('st-hanshaugen-2020', n).get_absolute_url()}']")


def test_a_city_measure_that_nobody_answers_says_so(client: CheckingClient) -> None:
    nobody = Measure.objects.framework().filter(answered_by=None)

    assert nobody.count() == 6
    assert "Ingen bydel har et tiltak som svarer på dette." in words(shown(client, nobody[0]))


def test_a_draft_that_answers_is_neither_named_nor_counted(client: CheckingClient) -> None:
    city = real("oslo", 3)
    draft = make_measure(make_plan("grorud", state="draft"), "Et hemmelig svar")
    draft.answers.add(city)

    page = shown(client, city)

    assert "hemmelig" not in words(page)
    assert words(page.xpath("//h2[.='Bydelenes svar']/following-sibling::span")[0]) == "2"


# --- Another day ----------------------------------------------------------------------------------


def test_a_past_day_is_only_read(grorud: User) -> None:
    client = CheckingClient.of(grorud)
    measure = real("grorud-2023", 1)

    page = shown(client, measure, "per=30.12.2023")

    assert "Du ser status slik den var 30.12.2023." in words(page)
    assert understood(page, "Status") == ("–", "Ikke rapportert")
    assert not page.xpath("//form[.//input[@name='version']]")
    assert not page.xpath(f"//a[@href='/tiltak/{measure.pk}/rediger/']")


def test_today_is_where_the_own_bydel_reports_and_edits(grorud: User) -> None:
    measure = real("grorud-2023", 1)

    page = shown(CheckingClient.of(grorud), measure, f"per={localdate():%d.%m.%Y}")

    assert page.xpath("//form[.//input[@name='version']]")
    assert page.xpath(f"//a[@href='/tiltak/{measure.pk}/rediger/']")


def test_a_reader_is_offered_nothing_to_change(client: CheckingClient) -> None:
    page = shown(client, real("grorud-2023", 1))

    assert not page.xpath("//form[.//input[@name='version']]|//a[contains(@href, 'rediger')]")


def test_a_day_to_come_is_not_told_as_past(client: CheckingClient) -> None:
    later = f"{localdate() + timedelta(days=400):%d.%m.%Y}"

    assert f"slik den var {later}" not in words(
        shown(client, real("grorud-2023", 1), f"per={later}")
    )


def test_every_measure_has_a_page(client: CheckingClient) -> None:
    assert len([shown(client, each) for each in Measure.objects.all()[::4]]) == 52
