"""The five real plans and the city's, as loaded: every figure and word here is written by hand."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db.models import F

from measures.models import (
    Assignment,
    Deadline,
    Item,
    Measure,
    Responsible,
    Risk,
    Status,
    StatusWord,
)
from measures.models.deadline import fields_from_words
from measures.vocabulary import read_risk, read_status
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Organisation

pytestmark = [pytest.mark.usefixtures("db", "five_plans"), pytest.mark.one_database]


def measure(plan: str, n: int) -> Measure:
    found: Measure = Measure.objects.get_by_natural_key(plan, n)
    return found


def numbers(measures: Iterable[Measure]) -> list[int]:
    return sorted(each.n for each in measures)


def counts_by_plan(pairs: Iterable[tuple[str, Any]]) -> dict[str, dict[Any, int]]:
    counted: dict[str, dict[Any, int]] = {}
    for plan, value in pairs:
        counted.setdefault(plan, Counter())[value] += 1
    return counted


# --- How many -----------------------------------------------------------------------------------


def test_the_bydeler_have_169_measures_and_the_city_36() -> None:
    assert Measure.objects.local().count() == 169
    assert Measure.objects.framework().count() == 36


def test_each_plan_has_the_rows_of_its_document_numbered_from_1() -> None:
    rows = {
        plan.slug: list(plan.measures.order_by("position").values_list("n", "position"))
        for plan in Plan.objects.all()
    }

    assert {slug: len(each) for slug, each in rows.items()} == {
        "oslo": 36,
        "ostensjo-2020": 18,
        "st-hanshaugen-2020": 42,
        "grorud-2023": 21,
        "ostensjo-2010": 39,
        "nordstrand-2021": 49,
    }
    for each in rows.values():
        assert each == [(n, n) for n in range(1, len(each) + 1)]


def test_the_15_bydeler_come_in_the_order_of_their_numbers() -> None:
    bydeler = Organisation.objects.bydeler()

    assert [(b.number, b.name) for b in bydeler] == list(
        enumerate(
            ["Gamle Oslo", "Grünerløkka", "Sagene", "St. Hanshaugen", "Frogner", "Ullern",
             "Vestre Aker", "Nordre Aker", "Bjerke", "Grorud", "Stovner", "Alna", "Østensjø",
             "Nordstrand", "Søndre Nordstrand"],
            start=1,
        )
    )  # fmt: skip
    assert Organisation.objects.get(kind="city").name == "Oslo kommune"


def test_only_grorud_has_bullets_and_there_are_73() -> None:
    assert Item.objects.count() == 73
    assert set(Item.objects.values_list("measure__plan__slug", flat=True)) == {"grorud-2023"}
    without = Measure.objects.filter(plan__slug="grorud-2023", items=None)
    assert numbers(without) == [9, 11, 19]


# --- The plans themselves -----------------------------------------------------------------------


def test_the_plans_are_titled_and_dated_as_their_documents_say() -> None:
    assert {
        plan.slug: (plan.organisation.slug, plan.title, plan.starts_on, plan.ends_on)
        for plan in Plan.objects.local().select_related("organisation")
    } == {
        "ostensjo-2010": (
            "ostensjo",
            "Status oppfølging av tiltak i ruspolitisk handlingsplan 2010 – 2013",
            date(2010, 1, 1),
            date(2013, 12, 31),
        ),
        "ostensjo-2020": (
            "ostensjo",
            "Ruspolitisk handlingsplan Bydel Østensjø 2020 -2023",
            date(2020, 1, 1),
            date(2023, 12, 31),
        ),
        "grorud-2023": (
            "grorud",
            "Ruspolitisk handlingsplan bydel Grorud 2023-2028",
            date(2023, 1, 1),
            date(2028, 12, 31),
        ),
        "nordstrand-2021": (
            "nordstrand",
            "Ruspolitisk handlingsplan 2021 – 2023, Bydel Nordstrand",
            date(2021, 1, 1),
            date(2023, 12, 31),
        ),
        "st-hanshaugen-2020": (
            "st-hanshaugen",
            "Ruspolitisk handlingsplan",
            date(2020, 1, 1),
            None,
        ),
    }


def test_only_st_hanshaugens_start_is_assumed() -> None:
    assert Plan.objects.get(start_is_assumed=True).slug == "st-hanshaugen-2020"


def test_the_citys_two_case_numbers_are_kept_unconfirmed_and_its_period_is_unknown() -> None:
    city = Plan.objects.framework().get()

    assert city.title == "Strategisk plan for rusfeltet i Oslo"
    assert city.case_number == "158/18; 350/18"
    assert not city.case_number_is_confirmed
    assert (city.starts_on, city.ends_on) == (None, None)


def test_all_six_plans_are_adopted() -> None:
    assert Plan.objects.filter(state=Plan.State.ADOPTED).count() == 6


def test_each_plan_keeps_the_headings_of_its_own_table() -> None:
    assert dict(Plan.objects.local().values_list("slug", "columns")) == {
        "ostensjo-2010": ["Tiltak", "Beskrivelse av tiltaket", "Frist", "Status", "Merknader"],
        "ostensjo-2020": [
            "Mål", "Tiltaksbeskrivelse", "Ansvarlig", "Frist", "Status", "Risiko for gjennomføring",
        ],
        "grorud-2023": ["Mål", "Tiltak", "Ansvarlig", "Frist", "Status", "Risiko"],
        "nordstrand-2021": ["MÅL", "TILTAK", "ANSVARLIG", "STATUS"],
        "st-hanshaugen-2020": ["Nr", "Tiltak"],
    }  # fmt: skip


def test_only_grorud_writes_each_measures_own_goal_in_the_goal_column() -> None:
    assert Plan.objects.get(goal_cell_is_local=True).slug == "grorud-2023"
    assert measure("grorud-2023", 14).name == "Øke tilbudet ved Regnbuen"


def test_every_local_goal_and_strategy_points_at_the_citys() -> None:
    for part, how_many in ((Goal, 8), (Strategy, 12)):
        local = part.objects.exclude(plan__slug="oslo")
        assert Counter(local.values_list("means__plan__slug", flat=True)) == {"oslo": how_many}
        assert not local.exclude(means__number=F("number")).exists()


def test_ostensjos_own_wording_of_a_strategy_means_the_citys() -> None:
    own = Strategy.objects.filter(plan__slug="ostensjo-2020", number=2)
    assert own.values_list("text", "means__text").get() == (
        "Tidlig innsats når rusproblemer oppstår og hjelp til å komme ut av rusproblemene",
        "Tidligere innsats når rusproblemer oppstår",
    )


def test_only_ostensjo_gives_its_goals_codes() -> None:
    coded = Goal.objects.exclude(code="").values_list("plan__slug", "number", "code")
    assert set(coded) == {("ostensjo-2020", 1, "01-01"), ("ostensjo-2020", 2, "01-02")}


# --- What the measures belong to ----------------------------------------------------------------


def test_the_citys_measures_stand_under_the_goals_that_the_headings_name() -> None:
    city = Measure.objects.framework()
    assert Counter(city.values_list("goals__number", "strategy__number")) == {
        (1, 1): 6,
        (1, 2): 10,
        (2, 3): 20,
    }


def test_one_measure_stands_under_two_goals() -> None:
    under_two = [m for m in Measure.objects.all() if m.goals.count() > 1]

    assert [m.natural_key() for m in under_two] == [("ostensjo-2020", 10)]
    assert [goal.code for goal in under_two[0].goals.order_by("number")] == ["01-01", "01-02"]


def test_57_local_measures_name_no_strategy() -> None:
    local = Measure.objects.local()
    assert local.filter(strategy=None).count() == 57
    assert counts_by_plan(local.values_list("plan__slug", "strategy__number")) == {
        "ostensjo-2010": {None: 39},
        "ostensjo-2020": {None: 18},
        "st-hanshaugen-2020": {1: 8, 2: 11, 3: 23},
        "grorud-2023": {1: 7, 2: 4, 3: 10},
        "nordstrand-2021": {1: 8, 2: 10, 3: 31},
    }


def test_nordstrand_and_st_hanshaugen_sort_theirs_by_innsatsområde() -> None:
    with_topic = Measure.objects.local().exclude(topic="")
    assert counts_by_plan(with_topic.values_list("plan__slug", "topic")) == {
        "nordstrand-2021": {
            "Meningsfull aktivitet": 5,
            "Oppfølging": 10,
            "Bolig": 7,
            "Pårørendearbeid": 4,
            "Frivillighet": 2,
            "Tverrfaglig samarbeid": 3,
        },
        "st-hanshaugen-2020": {
            "Generelle tiltak": 6,
            "Aktiviteter, sysselsetting og arbeid": 6,
            "Permanente boliger med oppfølging": 3,
            "Helse": 3,
            "Kompetanse og erfaringsdeling": 5,
        },
    }


def test_41_of_st_hanshaugens_measures_answer_one_of_the_citys_each() -> None:
    answering = Measure.objects.local().exclude(answers=None)

    assert counts_by_plan(answering.values_list("plan__slug", "answers__plan__slug")) == {
        "st-hanshaugen-2020": {"oslo": 41}
    }
    # Printed with a letter, as the city's are, but worded as the bydel's own.
    own = Measure.objects.get(plan__slug="st-hanshaugen-2020", answers=None)
    assert (own.n, own.code) == (31, "e")
    assert own.text == (
        "Vi involverer brukere og erfaringskonsulenter i alt tjenesteutviklingsarbeid."
    )
    evaluation = measure("st-hanshaugen-2020", 37).answers.get()
    assert (evaluation.topic, evaluation.code) == ("Helse", "f")


def test_six_of_the_citys_measures_are_answered_by_nobody() -> None:
    unanswered = Measure.objects.framework().filter(answered_by=None).order_by("n")
    assert [(m.strategy.number, m.topic, m.code) for m in unanswered if m.strategy] == [
        (2, "", "f"),
        (2, "", "h"),
        (3, "Generelle tiltak", "b"),
        (3, "Helse", "c"),
        (3, "Helse", "d"),
        (3, "Helse", "e"),
    ]


# --- Status and risk ----------------------------------------------------------------------------


def test_75_local_measures_have_no_status() -> None:
    blank = Measure.objects.local().filter(statuses=None)

    assert blank.count() == 75
    assert Counter(blank.values_list("plan__slug", flat=True)) == {
        "ostensjo-2020": 6,
        "st-hanshaugen-2020": 42,
        "nordstrand-2021": 27,
    }


def test_each_plans_statuses_are_counted_by_the_citys_codes() -> None:
    assert counts_by_plan(Status.objects.values_list("measure__plan__slug", "code")) == {
        "ostensjo-2010": {
            "implemented": 22,
            "partly_implemented": 5,
            "not_started": 5,
            "ongoing": 4,
            "in_progress": 2,
            "completed": 1,
        },
        "ostensjo-2020": {"in_progress": 12},
        "grorud-2023": {"in_progress": 19, "on_hold": 2},
        "nordstrand-2021": {"in_progress": 22},
    }


def test_two_plans_state_a_risk_for_every_measure() -> None:
    assert counts_by_plan(Risk.objects.values_list("measure__plan__slug", "level")) == {
        "ostensjo-2020": {"low": 11, "medium": 6, "high": 1},
        "grorud-2023": {"low": 8, "medium": 8, "high": 5},
    }


def test_reports_speak_of_a_day_that_is_assumed() -> None:
    facts = ("measure__plan__slug", "applies_on", "date_is_assumed")
    statuses, risks = Status.objects.values_list(*facts), Risk.objects.values_list(*facts)

    assert {*statuses, *risks} == {
        ("ostensjo-2010", date(2011, 5, 31), True),
        ("ostensjo-2020", date(2020, 12, 31), True),
        ("nordstrand-2021", date(2022, 12, 31), True),
        ("grorud-2023", date(2023, 12, 31), True),
    }


# --- Deadlines ----------------------------------------------------------------------------------


def test_each_plans_original_deadlines_are_counted_by_kind() -> None:
    original = Deadline.objects.filter(reason="")
    assert counts_by_plan(original.values_list("measure__plan__slug", "kind")) == {
        "ostensjo-2010": {
            "recurring": 13, "date": 9, "continuous": 9, "plan_period": 4, "until": 3, "from": 1,
        },
        "ostensjo-2020": {"date": 12, "recurring": 1},
        "grorud-2023": {"continuous": 20, "unclear": 1},
    }  # fmt: skip
    wordings = original.filter(measure__plan__slug="ostensjo-2010").values_list("words", flat=True)
    assert len(set(wordings)) == 24


def test_an_original_deadline_applies_from_the_plans_first_day() -> None:
    for deadline in Deadline.objects.filter(reason="").select_related("measure__plan"):
        assert deadline.applies_on == deadline.measure.plan.starts_on
        assert not deadline.date_is_assumed


@pytest.mark.parametrize(
    ("n", "original", "original_day", "revised", "reason"),
    [
        (4, "01.03.2010", date(2010, 3, 1), "30.06.2011", "Forsinkelse, ny frist 30.06.2011"),
        (
            35,
            "01.09.2010",
            date(2010, 9, 1),
            "30.6.2011",
            "Ikke iverksatt , ny kompetanseplan forventes ferdig revidert innen 30.6.2011.",
        ),
    ],
)
def test_a_revised_deadline_keeps_both_dates_and_the_reason(
    n: int, original: str, original_day: date, revised: str, reason: str
) -> None:
    moved = measure("ostensjo-2010", n)
    first, second = moved.deadlines.order_by("applies_on")

    assert (first.words, first.due_on, first.reason) == (original, original_day, "")
    assert (second.words, second.due_on, second.reason) == (revised, date(2011, 6, 30), reason)
    assert (second.applies_on, second.date_is_assumed) == (date(2011, 5, 31), True)
    assert moved.latest_deadline == second
    assert moved.statuses.get().words == reason


def test_only_two_deadlines_were_ever_revised() -> None:
    assert Deadline.objects.exclude(reason="").count() == 2


def test_deadlines_are_stored_with_what_their_words_mean() -> None:
    understood = {
        (deadline.words, deadline.kind, deadline.due_on, deadline.recurrence,
         tuple(deadline.days), deadline.month)
        for deadline in Deadline.objects.all()
    }  # fmt: skip

    assert understood >= {
        ("30.04 og 30.11", "recurring", None, "half_yearly", ("04-30", "11-30"), None),
        ("Innen 01.01 og 01.07 hvert år.", "recurring", None, "half_yearly", ("01-01", "07-01"),
         None),
        ("Årlig per januar", "recurring", None, "yearly", (), 1),
        ("En temakveld pr. klubb år", "recurring", None, "yearly", (), None),
        ("Prosedyre gjennomgås annenhvert år", "recurring", None, "every_2_years", (), None),
        ("Innen desember 2010", "date", date(2010, 12, 31), None, (), None),
        ("Opplæring våren 2010", "date", date(2010, 5, 31), None, (), None),
        ("Fom 01.01.2010", "from", date(2010, 1, 1), None, (), None),
        ("3-årig prosjekt tom 31.12.2011", "until", date(2011, 12, 31), None, (), None),
        ("Hele planperioden", "plan_period", None, None, (), None),
        ("Avventer Korus", "unclear", None, None, (), None),
    }  # fmt: skip


def test_two_deadlines_lie_before_their_plan_begins() -> None:
    dated = Deadline.objects.filter(kind="date").select_related("measure__plan")
    assert {
        (*d.measure.natural_key(), d.words) for d in dated if d.due_on < d.measure.plan.starts_on
    } == {("ostensjo-2020", 18, "30.06.2019"), ("ostensjo-2010", 18, "31.12.2009")}


# --- Cells, word for word -----------------------------------------------------------------------


def test_blank_cells_are_blank() -> None:
    ostensjo = Measure.objects.filter(plan__slug="ostensjo-2020")
    assert numbers(ostensjo.filter(statuses=None)) == [4, 14, 15, 16, 17, 18]
    assert numbers(ostensjo.filter(deadlines=None)) == [10, 11, 12, 13, 17]
    older = Measure.objects.filter(plan__slug="ostensjo-2010")
    assert numbers(older.filter(statuses__remark="")) == [4, 19, 20, 21, 26, 28, 37]
    nothing_but_text = Measure.objects.filter(plan__slug="st-hanshaugen-2020")
    assert not nothing_but_text.exclude(responsible_text="", title="", deadlines=None).exists()


def test_a_status_cell_is_kept_with_its_reservation_and_its_doubled_words() -> None:
    row = measure("ostensjo-2010", 8)
    status = row.statuses.get()

    assert (row.code, row.deadlines.get().words) == (
        "4.2.7",
        "Prosedyre gjennomgangs annenhvert år",
    )
    assert row.text == (
        "Tas opp ved konsultasjoner: hjemmebesøk 6 ukers, 1 –års og 4-års konsultasjoner"
    )
    assert status.code == "implemented"
    assert status.words == "Iverksatt, det er det er behov for å arbeide mer med tiltaket"
    assert status.remark == (
        "Det skal være tema på fagmøte på helsestasjon hvor det vurderes om det skal utarbeides "
        "egen prosedyre for tiltaket."
    )


def test_a_remark_keeps_its_paragraphs_and_a_misplaced_text_stays_where_it_is_printed() -> None:
    row = measure("ostensjo-2010", 9)

    assert row.title == (
        "Tematreff om skadelig rusbruk i åpen barnehage tilknyttet familiesenteret i samarbeid "
        "med helsestasjonen"
    )
    assert row.text.startswith("Utekontakten oppsøker de stedene hvor bydelens ungdom")
    assert row.statuses.get().remark == (
        "Avventer samlokalisering og nærmere planlegging.\n"
        "Barnehagen og familiesenteret flyttet 01.04.2011."
    )


def test_the_editors_question_left_in_groruds_row_16_stays_in_its_text_and_is_no_item() -> None:
    row = measure("grorud-2023", 16)
    question = (
        "Kunne vi utdype noe her om å jobbe langsiktig med sikte på å få til en bedre "
        "«boligtrapp» med bedre tilrettelagte botilbud i bydelen? Og at det er NAV i samarbeid "
        "med psykisk helse og forvaltning som er ansvarlig for å holde i dette?"
    )

    assert row.text.splitlines()[-1] == question
    items = [item.text for item in row.items.all()]
    assert len(items) == 8
    assert items[-1] == "Jobbe med bolighovskartlegging"
    assert row.text_beside_items(list(row.items.all())) == question


def test_cells_from_the_other_plans_stand_as_printed() -> None:
    assert measure("ostensjo-2020", 14).text == (
        "Etablere et kontaktpunkt for bydelen der det kan meldes bekymring knyttet til rus barn "
        "og unge"
    )
    assert measure("ostensjo-2020", 5).risks.get().words == "Høy risiko"
    assert measure("grorud-2023", 7).risks.get().words == "LAV"
    assert measure("grorud-2023", 7).statuses.get().words == "Oppstart"
    assert measure("nordstrand-2021", 45).text == (
        "Ha kjennskap til selvhjelpsgrupper og brukerorganisasjoner – og informere både "
        "pårørende og brukere om disse tilbudene"
    )
    assert measure("st-hanshaugen-2020", 6).text == (
        "Bidra til Velferdsetatens utvikling av en felles faglig standard for oppsøkende arbeid "
        "rettet mot usatte unge."
    )
    assert measure("oslo", 13).text == (
        "Gi alle som mottar tjenester for rusproblemer én fast kontaktperson i bydelen."
    )


# --- Who is responsible -------------------------------------------------------------------------


def parties(plan: str, n: int) -> list[str]:
    return [each.responsible.name for each in measure(plan, n).assignments.order_by("position")]


def test_each_bydel_has_a_register_of_the_parties_that_its_plan_names() -> None:
    registers = Responsible.objects.values_list("organisation__slug", flat=True)
    assert Counter(registers) == {"grorud": 27, "ostensjo": 10, "nordstrand": 14}
    assignments = Assignment.objects.values_list("measure__plan__slug", flat=True)
    assert Counter(assignments) == {
        "grorud-2023": 45,
        "ostensjo-2020": 18,
        "nordstrand-2021": 97,
    }


def test_a_unit_with_a_comma_in_its_name_is_one_party() -> None:
    assert parties("nordstrand-2021", 38) == [
        "Tilrettelagte tjenester og psykisk helse: Psykisk helse",
        "Oppvekst og velferd: NAV ved Helse, mestring og bolig",
    ]


def test_a_misprinted_unit_is_kept_in_the_cell_and_known_in_the_register() -> None:
    assert measure("nordstrand-2021", 21).responsible_text == (
        "Oppvekt og velferd: NAV, Tilrettelagte tjenester og psykisk helse, Mestring og Omsorg"
    )
    assert parties("nordstrand-2021", 21) == [
        "Oppvekst og velferd: NAV",
        "Tilrettelagte tjenester og psykisk helse",
        "Mestring og omsorg",
    ]


def test_no_person_is_named_where_the_document_named_one() -> None:
    assert measure("grorud-2023", 18).responsible_text == "[fornavn] og ansatte ved Regnbuen"
    assert parties("grorud-2023", 18) == ["[fornavn]", "ansatte ved Regnbuen"]


# --- The words and what they mean today ---------------------------------------------------------


def test_the_citys_vocabulary_is_the_labels_and_the_words_seen_in_the_plans() -> None:
    known = set(StatusWord.objects.values_list("code", "words"))
    for code, words in {
        "not_started": {"Ikke startet", "Ikke iverksatt"},
        "on_hold": {"På vent", "Venter", "Avventer"},
        "in_progress": {"Under arbeid", "Påbegynt", "Oppstart", "Forsinkelse"},
        "partly_implemented": {"Delvis iverksatt"},
        "implemented": {"Iverksatt"},
        "ongoing": {"Løpende", "Fortløpende"},
        "completed": {"Avsluttet", "Iverksatt og avsluttet"},
        "cancelled": {"Utgått"},
    }.items():
        assert {(code, word) for word in words} <= known
    assert set(StatusWord.objects.values_list("organisation__slug", flat=True)) == {"oslo"}


def test_every_entry_is_stored_with_what_is_understood_from_its_words_today() -> None:
    city = Organisation.objects.get(kind=Organisation.Kind.CITY)
    vocabulary = StatusWord.objects.vocabulary_of(city)

    for status in Status.objects.all():
        assert read_status(status.words, vocabulary, status.applies_on) == status.code, status.words
    for risk in Risk.objects.all():
        assert read_risk(risk.words) == risk.level, risk.words
    for deadline in Deadline.objects.all():
        understood = fields_from_words(deadline.words)
        assert {name: getattr(deadline, name) for name in understood} == understood


# --- The fixture files --------------------------------------------------------------------------


def test_no_fixture_file_holds_a_primary_key() -> None:
    files = sorted(settings.BASE_DIR.joinpath("fixtures").glob("*.json"))

    assert len(files) == 10
    for file in files:
        records = json.loads(file.read_text(encoding="utf-8"))
        assert all(record.keys() == {"model", "fields"} for record in records), file.name
