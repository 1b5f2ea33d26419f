"""What the note says of moved deadlines and changed risk, which is what Endringer's page counts."""

import re
from datetime import date
from io import BytesIO

import docx
import pytest
from lxml import html

from measures.models import Measure
from measures.vocabulary import RiskLevel
from plans.models import Plan
from reporting.changes.measure_changes import DeadlineMove
from reporting.closing.acts import close
from reporting.models import Round
from reporting.submission.city.note import note_file
from reporting.submission.city.report import city_report
from reporting.submission.city.round_before import SinceRoundBefore
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation, report, set_deadline

pytestmark = pytest.mark.one_database
T1, T2 = date(2026, 4, 30), date(2026, 8, 31)
DUE = date(2026, 9, 20)
CLOSING = date(2026, 9, 25)
PAGE = "/oversikt/endringer/?siden=30.04.2026&per=31.08.2026"
NEW_YEAR = date(2026, 12, 31)


def sent(one: Round, slug: str, on: date) -> None:
    bydel = organisation(slug)
    send(one, bydel, by=editor_of(bydel), comment="", today=on)


@pytest.fixture
def rounds(five_plans: None) -> list[Round]:
    """T1 and T2 2026; the real plans count on no day."""
    Plan.objects.local().update(state=Plan.State.DRAFT)
    return [
        Round.objects.create(name="T1 2026", cut_off=T1, due_on=date(2026, 5, 20)),
        Round.objects.create(name="T2 2026", cut_off=T2, due_on=DUE),
    ]


def told(one: Round, by: User) -> str:
    """The note's words, of a round that is closed for it."""
    close(one, by=by, today=CLOSING)
    one.refresh_from_db()
    document = docx.Document(BytesIO(note_file(city_report(one, 1))))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def on_the_page(user: User, what: str) -> str:
    content = CheckingClient.of(user).get(f"{PAGE}&hva={what}").content.decode()
    return " ".join(html.document_fromstring(content).text_content().split())


def counted(user: User, what: str) -> int:
    content = CheckingClient.of(user).get(f"{PAGE}&hva={what}").content.decode()
    [count] = html.document_fromstring(content).xpath("//*[@class='section__count']/text()")
    return int(count)


def with_risk(plan: Plan, before: RiskLevel | None, deadline: str = "31.12.2026") -> Measure:
    measure = make_measure(plan, deadline=deadline)
    report(measure, on=date(2026, 4, 20), risk=before)
    return measure


def test_the_note_counts_deadlines_and_risks_as_endringers_page_does(
    rounds: list[Round], byadmin: User
) -> None:
    alna, bjerke = make_plan("alna"), make_plan("bjerke")
    low, mid, high, none = (
        with_risk(alna, level) for level in (RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH, None)
    )
    other = with_risk(bjerke, RiskLevel.LOW)
    for slug in ("alna", "bjerke"):
        sent(rounds[0], slug, date(2026, 5, 10))
    for measure, level in ((low, RiskLevel.HIGH), (mid, RiskLevel.HIGH), (high, RiskLevel.LOW)):
        report(measure, on=date(2026, 8, 20), risk=level)
    report(none, on=date(2026, 8, 20), risk=RiskLevel.LOW)
    for measure, day in ((low, "30.06.2027"), (mid, "31.08.2027"), (other, "01.12.2026")):
        set_deadline(measure, day, on=date(2026, 8, 1), reason="Lokalene er ikke ferdige.")
    sent(rounds[1], "alna", date(2026, 9, 1))
    note = told(rounds[1], byadmin)
    assert (
        "3 frister er flyttet fra T1 2026 til T2 2026: 2 er utsatt, i gjennomsnitt 212 dager, og "
        "1 er satt tidligere. Risikoen er høyere for 2 tiltak og lavere for 1. 1 tiltak har fått "
        "risikoen vurdert." in note
    )
    assert (
        "Det er regnet av rapportene fra de 2 bydelene som har en for begge rundene. Der en bydel "
        "ikke sendte inn, er det slik det sto da runden ble lukket." in note
    )
    assert counted(byadmin, "frist") == 3
    assert counted(byadmin, "risiko") == 2 + 1 + 1
    page = on_the_page(byadmin, "frist")
    assert "Gjennomsnittlig utsettelse: 212 dager (2 tiltak)." in page
    assert "1 tiltak har fått en tidligere frist." in page


def test_what_is_corrected_later_changes_nothing_of_it(rounds: list[Round], byadmin: User) -> None:
    measure = with_risk(make_plan("alna"), RiskLevel.LOW)
    sent(rounds[0], "alna", date(2026, 5, 10))
    set_deadline(measure, "01.01.2027", on=date(2026, 8, 1), reason="Snø")
    sent(rounds[1], "alna", date(2026, 9, 1))
    note = told(rounds[1], byadmin)
    assert "1 frist er flyttet fra T1 2026 til T2 2026, 1 dag senere. Risikoen er ikke" in note
    assert "Det er regnet av rapportene fra den ene bydelen som har en for begge rundene." in note
    set_deadline(measure, "01.01.2029", on=date(2026, 8, 30), reason="Mer snø")
    Round.objects.filter(pk=rounds[0].pk).update(name="Tertial 1")
    Plan.objects.filter(organisation__slug="alna").update(state=Plan.State.DRAFT)
    assert "1 frist er flyttet fra T1 2026 til T2 2026, 1 dag senere." in "\n".join(
        p.text for p in docx.Document(BytesIO(note_file(city_report(rounds[1], 1)))).paragraphs
    )


def test_where_the_round_before_is_not_frozen_nothing_is_counted_as_nought(
    rounds: list[Round], byadmin: User
) -> None:
    with_risk(make_plan("alna"), RiskLevel.LOW)
    sent(rounds[1], "alna", date(2026, 9, 1))
    note = told(rounds[1], byadmin)
    assert (
        "Ingen bydel har rapport for runden før T2 2026, så vi vet ikke hvilke frister som er "
        "flyttet, eller hvor risikoen er endret." in note
    )
    assert not re.search("frist(er)? er flyttet fra", note)


def test_a_bydel_without_a_report_for_the_round_before_is_named(
    rounds: list[Round], byadmin: User
) -> None:
    for slug in ("alna", "bjerke"):
        with_risk(make_plan(slug), RiskLevel.LOW)
    sent(rounds[0], "alna", date(2026, 5, 10))
    sent(rounds[1], "alna", date(2026, 9, 1))
    note = told(rounds[1], byadmin)
    assert "Ingen frister er flyttet fra T1 2026 til T2 2026." in note
    assert "Bjerke har ingen rapport for T1 2026, så der vet vi det ikke." in note


def since(*days: int, **risks: int) -> SinceRoundBefore:
    moves = [DeadlineMove(NEW_YEAR, date.fromordinal(NEW_YEAR.toordinal() + n), "") for n in days]
    return SinceRoundBefore("T1 2026", 2, True, (), moves, **risks)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ([], "Ingen frister er flyttet fra T1 2026 til T2."),
        ([-30], "1 frist er flyttet fra T1 2026 til T2, 30 dager tidligere."),
        ([10, 20], "2 frister er flyttet {}: begge er utsatt, i gjennomsnitt 15 dager."),
        ([1, 1, 1], "3 frister er flyttet {}: alle er utsatt, i gjennomsnitt 1 dag."),
        ([-1, -2, -3], "3 frister er flyttet {}: alle er satt tidligere."),
        ([5, -2], "2 frister er flyttet {}: 1 er utsatt, 5 dager, og 1 er satt tidligere."),
    ],
)
def test_moved_deadlines_are_told_of_none_one_and_several(days: list[int], sentence: str) -> None:
    assert since(*days).deadlines("T2") == sentence.format("fra T1 2026 til T2")


@pytest.mark.parametrize(
    ("risks", "sentence"),
    [
        ({}, "Risikoen er ikke endret for noe tiltak."),
        ({"higher": 17, "lower": 19}, "Risikoen er høyere for 17 tiltak og lavere for 19."),
        ({"higher": 1}, "Risikoen er høyere for 1 tiltak og lavere for ingen."),
        ({"lower": 1}, "Risikoen er lavere for 1 tiltak og høyere for ingen."),
        (
            {"assessed": 2, "no_longer": 1},
            "Risikoen er verken høyere eller lavere for noe tiltak. 2 tiltak har fått risikoen "
            "vurdert, og 1 har den ikke lenger vurdert.",
        ),
        (
            {"higher": 1, "lower": 1, "no_longer": 3},
            "Risikoen er høyere for 1 tiltak og lavere for 1. 3 tiltak har ikke lenger risikoen "
            "vurdert.",
        ),
    ],
)
def test_changed_risks_are_told_of_none_one_and_several(
    risks: dict[str, int], sentence: str
) -> None:
    assert since(**risks).risks == sentence
