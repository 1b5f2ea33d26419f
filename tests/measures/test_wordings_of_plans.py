"""Deadlines and statuses as Norwegian plans write them, and what a person would take them for.

Written before the reader was asked; one line for each kind of wording. What must stay unclear is
among them, since a wrong day is far worse than a question.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from measures.deadline_language import Meaning, understand
from measures.vocabulary import StatusCode, read_status

pytestmark = pytest.mark.one_database  # it asks none

DEADLINES = """
Hver høst og vår: recurring half_yearly
Skoleåret 2025/26: period 2025-08-01 2026-07-31
Skuleår 2025–2026: period 2025-08-01 2026-07-31
Gjennom skoleåret 25/26: period 2025-08-01 2026-07-31
I løpet av skoleåret 2025/2026: date 2026-07-31
Innen utgangen av skoleåret 2026/27: date 2027-07-31
Fra skoleåret 2026/27: from 2026-08-01
Ut skoleåret 2026/27: until 2027-07-31
Skoleåret 2025/27: unclear
Skoleåret 2025: unclear
Skoleåret 2025/26 og 2026/27: unclear several
Skolestart 2026: unclear
Oktober til mars hvert år: recurring yearly
April – september, årlig: recurring yearly
Mars, juni og september hvert år: recurring tertial
Oktober til mars: unclear no_year
Årlig, hver høst: recurring yearly
To ganger i året (vår og høst): recurring half_yearly
Løpende gjennom året: continuous
Gjennom hele året: continuous
Hele året: continuous
Året rundt: continuous
Løpende, hvert skoleår: continuous
I løpet av året: unclear
Hele året 2026: period 2026-01-01 2026-12-31
Hvert år i perioden oktober–mars: recurring yearly
Uke 39 hvert år: recurring yearly
Ukentlig i skoleåret: recurring weekly
Årlig f.o.m. 2026: recurring yearly
Årlig, jf. årshjul: recurring yearly
Månedlig i henhold til årshjulet: recurring monthly
Første gang 2026, deretter årlig: recurring yearly
2026, deretter årlig: recurring yearly
Høsten 2025, deretter hvert halvår: recurring half_yearly
Innen 1. mars 2026, så hvert annet år: recurring every_2_years
2025, deretter ved behov: unclear
2025, deretter 2027: unclear
Oppstart 2025, deretter kontinuerlig: from 2025-01-01
2025–2028 (hele planperioden): period 2025-01-01 2028-12-31
Kontinuerlig hele året: continuous
Løpende fra 01.09.2025: from 2025-09-01
Kontinuerlig til våren 2027: until 2027-05-31
Løpende fra behov oppstår: unclear
Pilot våren 2026: date 2026-05-31
Oppstart pilot våren 2026: from 2026-03-01
Pilot våren 2026, evaluering høst 2026: unclear several
Vedtak vår 2026: date 2026-05-31
Utkast høst 2025, vedtak vår 2026: unclear several
Utkast høst 2025: unclear
Etter vedtak våren 2026: unclear event
Avventer vedtak våren 2026: unclear event
Sak til BU mars 2027: date 2027-03-31
Behandles i bydelsutvalget juni 2026: date 2026-06-30
Sak til BU: unclear
Lanseres mars 2026: date 2026-03-31
Åpner 1. september 2026: unclear
Fast tilbud innen 31/12-26: unclear not_understood
I løpet av fyrste halvår 2025: date 2025-06-30
fredag 14. juni 2024: date 2024-06-14
torsdag 14. juni 2024: unclear
Siste halvdel av 2024: date 2024-12-31
Vår og høst: recurring half_yearly
Vår og haust: recurring half_yearly
Skolestart hvert år: recurring yearly
Årlig før påske: unclear
To ganger i uken: recurring unspecified
Annenhver fredag: recurring unspecified
Hver sjette uke: recurring unspecified
Vår og høst 2025: unclear
Mai og juni: unclear
Straks: unclear
Innen årets utløp 2024: date 2024-12-31
Skal være ferdig til 1. juni 2024: date 2024-06-01
Uke 12–14 2025: period 2025-03-17 2025-04-04
15.–30. juni 2025: period 2025-06-15 2025-06-30
1.–2. kvartal 2024: period 2024-01-01 2024-06-30
Pilotperiode 01.08.2024–31.12.2025: period 2024-08-01 2025-12-31
Hele perioden 2024-2027: period 2024-01-01 2027-12-31
I handlingsplanperioden 2024–2027: period 2024-01-01 2027-12-31
Oppstart januar 2025, ferdig desember 2025: period 2025-01-01 2025-12-31
Start: 2024. Slutt: 2026: period 2024-01-01 2026-12-31
Oppstart 2024, ferdigstilles innen 2026: period 2024-01-01 2026-12-31
Igangsettes høsten 2024: from 2024-09-01
Planlagt oppstart uke 34 2024: from 2024-08-19
Frå og med 2023: from 2023-01-01
Pågår til 31.12.2025: until 2025-12-31
Prøveprosjekt ut 2024: until 2024-12-31
Heile perioden: plan_period
Innenfor planperioden: plan_period
Innen planperiodens slutt: plan_period
Kontinuerlig arbeid: continuous
Løpende 2022–2025: continuous
2022–2025 (løpende): continuous
Annakvart år: recurring every_2_years
Kvar månad: recurring monthly
Første tirsdag hver måned: recurring monthly
To gonger i året: recurring half_yearly
3 g. årlig: recurring tertial
Vår og høst hvert år: recurring half_yearly
Februar og august hvert år: recurring half_yearly
Mai/juni hvert år: recurring yearly
Hvert skoleår: recurring yearly
Årlig (høst): recurring yearly
To ganger per skoleår: recurring half_yearly
Ukentlig gjennom hele året: recurring weekly
Årlig i uke 39: recurring yearly
Årlig i forbindelse med budsjettarbeidet: recurring yearly
Annenhvert år, neste gang 2025: recurring every_2_years
Ved behov, minst årlig: unclear event
Årlig ved behov: unclear event
Ved nyansettelser: unclear event
Dersom det gis midler: unclear event
Senest 3 måneder etter vedtak: unclear event
Så raskt som mulig: unclear vague
Strakstiltak: unclear vague
På lang sikt: unclear vague
Vurderes i forbindelse med økonomiplan 2025–2028: unclear
Mål for 2024 er 50 deltakere: unclear
Vedtatt i kommunestyret 12.05.2022: unclear
Trinn 1: 2024, trinn 2: 2025: unclear several
31.12.2026 (revidert fra 30.06.2026): date 2026-12-31
Første halvdel av 2024 – senest 01.01.2025: unclear several
Ca. mars 2024: unclear about
24/7: unclear
8/10: unclear no_year
Oppstart 2025, fullføres 2027: period 2025-01-01 2027-12-31
Årsskiftet 2025/2026: unclear
desmber 2025: unclear
Vinteren 2025/26: unclear
2025/2026: unclear several
Høst 2025/vår 2026: unclear
Tidligst 2027: unclear
Utsatt fra 01.09.2025 til 01.03.2026: date 2026-03-01
31.12.2026 / 30.06.2027: unclear
Pilot 2025, evaluering 2026: unclear
Kontinuerlig, evalueres årlig: continuous
Løpende, med årlig rapportering: continuous
Løpende, årlig: unclear
Rapporteres årlig, løpende: unclear
Gjennomført 2024: unclear
Opprinnelig 2025, nå 2027: date 2027-12-31
Hver 6. måned: recurring half_yearly
Hver fjerde måned: recurring tertial
Hver 2. uke: recurring unspecified
2–3 ganger i året: recurring unspecified
Flere ganger i året: recurring unspecified
1 g/år: recurring yearly
2 ganger/år: recurring half_yearly
2016 (skal være 2026): unclear
Første kvartal: unclear no_year
Avhengig av finansiering: unclear event
Snarest råd: unclear vague
Innenfor eksisterende rammer: unclear
12.13.2024: unclear
2025-06: date 2025-06-30
2026-11: date 2026-11-30
2026-13: unclear
2025-26: period 2025-01-01 2026-12-31
2010-12: unclear
Før utgangen av 2025: date 2025-12-31
Før 1. juli 2025: unclear
Innan utgongen av 2026: date 2026-12-31
Seinast 1. juni 2026: date 2026-06-01
Iløpet av 2025: date 2025-12-31
Årsslutt 2025: date 2025-12-31
Gjennomført innen desember 2025: date 2025-12-31
Skal være på plass innen 01.01.2026: date 2026-01-01
Etablert senest høsten 2026: date 2026-11-30
Etablert høsten 2026: unclear
31.12.-25: date 2025-12-31
mars -25: date 2025-03-31
Høst '26: date 2026-11-30
mai - 12: unclear
H25: date 2025-11-30
V26: unclear
mai.25: date 2025-05-31
H2: unclear
Q3: unclear no_year
Q3/Q4 2025: period 2025-07-01 2025-12-31
Uke 45 - 2025: date 2025-11-07
2025 –: from 2025-01-01
01.08.2025 →: from 2025-08-01
– 2025: unclear
Løpende, oppstart 2025: from 2025-01-01
Kontinuerlig. Oppstart høst 2025: from 2025-09-01
Pågår fra 2024: from 2024-01-01
Én gang i planperioden: plan_period
I løpet av året: unclear no_year
Innen utgangen av året: unclear no_year
I år: unclear no_year
Innen sommerferien 2025: unclear before_season
Før skolestart 2026: unclear event
Langsiktig: unclear vague
Hver oktober: recurring yearly
Halvårsvis: recurring half_yearly
Tidsfrist: 31.12.2024: date 2024-12-31
Minst ein gong i året: recurring yearly
Hausten kvart år: recurring yearly
Startar i 2025: from 2025-01-01
Fram til og med 2027: until 2027-12-31
Kv1 2025: date 2025-03-31
Q1–Q2: unclear no_year
Kv. 3: unclear no_year
Hver 1. mars: recurring yearly
"""

STATUSES = """
Fire av fem er rekruttert: partly_implemented
To av tre stillinger er tilsatt: partly_implemented
Fem av fem er rekruttert: -
Halvparten har fått kurs.: partly_implemented
Tre av ti skoler har fått tilbud: partly_implemented
I bruk: implemented
Ikke i bruk: -
I bruk til 2025: -
Halvparten har fått avslag: -
Fagdagen ble gjennomført 12. november 2025.: completed
Kurset er avholdt: completed
Kampanjen ble gjennomført for to av fem skoler: -
Kurset ble gjennomført, men må holdes på nytt: -
Fagdagen ble gjennomført digitalt i stedet: -
Not started: not_started
In progress: in_progress
Completed.: completed
Done: completed
On hold: on_hold
Deferred: on_hold
Waiting on someone else: on_hold
Ongoing: ongoing
Implemented: implemented
Partly implemented: partly_implemented
Cancelled: cancelled
Not done: -
Not completed: -
Almost done: -
Done in two of five schools: -
In progress, but on hold: -
Overdue: -
Late: -
Open: -
To be implemented: -
Completed?: -
Ikkje påbegynt: not_started
Ikkje igangsett: not_started
Ikke satt i gang: not_started
Starter i 2027: not_started
Arbeidet er ikke påbegynt: not_started
Sett i gang: in_progress
I arbeid: in_progress
I gang, går som planlagt: in_progress
Under arbeid, blir ferdig i 2027: in_progress
Påbegynt, ferdigstilles 2027: in_progress
Pågår, men forsinket: in_progress
Midlertidig stanset: on_hold
I drift: implemented
Tiltaket er satt i drift: implemented
Gjøres fortløpende: ongoing
Kontinuerleg: ongoing
Ferdigstillt: completed
Ikke gjennomført, utgår: cancelled
Gjennomført i 2 av 5 barnehager: partly_implemented
Ferdig, med unntak av punkt 3: partly_implemented
Fullført 80 %: -
Fullført 100 %: completed
Ferdig utredet, ikke iverksatt: -
Under arbeid, avsluttes i 2027: -
Igangsatt, men stoppet opp: -
Stilt i bero, men påbegynt igjen: in_progress
Skulle vært gjennomført i 2023: -
Blir gjennomført etter sommeren: -
Vedtatt iverksatt: -
Pågår ikke: -
75 %: -
Igang: in_progress
I gong: in_progress
Pågåande: in_progress
Gjennomføring pågår: in_progress
Etablert og i drift: implemented
Starter høsten 2026: not_started
Oppstart jan. 2027: not_started
Oppstart planlagt til 2027: not_started
Stanset inntil videre: on_hold
Under arbeid, satt på pause: on_hold
Gjennomføres fortløpende: ongoing
Ikke påbegynt, tas ut av planen: cancelled
Ikke startet – ikke lenger aktuelt: cancelled
Gjennomført som planlagt: completed
Gjennomført i alle skoler: completed
Påbegynt, 2 av 5 ferdig: in_progress
Løpende, 50 % stilling: ongoing
Gjennomført i enkelte skoler: -
Gjennomført på tre av fem skoler: partly_implemented
Gjennomført i 2023, ikke i 2025: -
Gjennomført, men bare i to soner: -
Gjennomført stort sett: -
Ferdig fase 1: -
Ferdig til sommeren: -
Ferdig, venter på godkjenning: -
Utført, men må gjøres på nytt: -
Avsluttet uten gjennomføring: -
Avsluttet, men gjenopptatt i 2026: -
Gjennomført, men avlyst i 2025: -
Iverksatt på Grorud, ikke på Romsås: partly_implemented
Iverksatt, men stilt i bero fra mai: -
Iverksatt. Ikke videreført i 2026: -
Iverksatt frem til 2025: -
Iverksatt, pauset: -
Iverksatt - utgår fra 2027: -
Kontinuerlig, ikke startet på Ammerud: -
Løpende til 2027: -
Påbegynt og fullført: -
Påbegynt 2024, ferdig 2025: -
Under arbeid, er nå iverksatt: -
Under arbeid, ikke startet i skolen: -
Forsinket oppstart: -
Oppstart er ikke bestemt: -
Oppstart vurderes: -
Under arbeid – ble ferdigstilt i mai: -
Ikke gjennomført i alle enheter: -
Ikke påbegynt, startet likevel i mai: -
Planlagt avsluttet 2026: -
Utsatt flere ganger, men nå ferdig: -
Utgår hvis det ikke gis midler: -
Utgår fra 2028: -
Droppet i 2025, tatt opp igjen 2026: -
Venter barn: -
Venter 20 deltakere: -
Venter mange til kurset: -
Avventer svar fra NAV: on_hold
Venter svar fra byråden: on_hold
Venter ny bevilgning: on_hold
Venter på barnehagene: on_hold
Venter til våren 2027: on_hold
Oppstart januar 2025, går etter planen: -
Oppstart høsten 2025. I rute: -
Oppstart 1. mars 2026, er i full gang: -
Oppstart våren 2026 – pågår: -
Oppstart ble flyttet fra 2025 til 2027: not_started
Oppstart flyttet til våren 2024: -
Del 1 ferdig, del 2 ikke startet: -
Fase 1 gjennomført, fase 2 planlagt: -
Trinn 1 er ferdig, trinn 2 utsatt: -
Del 1 ferdig, del 2 pågår: partly_implemented
Fase 1 ferdig, fase 2 gjenstår: partly_implemented
"""


def lines(table: str) -> list[list[str]]:
    return [line.rsplit(": ", 1) for line in table.strip().splitlines()]


def told(meaning: Meaning | None) -> str:
    """As the table writes it; why it is unclear last."""
    assert meaning is not None
    parts = [meaning.kind, meaning.starts_on, meaning.due_on, meaning.recurrence, meaning.why]
    return " ".join(str(part) for part in parts if part)


@pytest.mark.parametrize(("words", "reading"), lines(DEADLINES))
def test_a_deadline_is_read_as_a_person_would(words: str, reading: str) -> None:
    said = told(understand(words))
    assert said == reading or (reading == "unclear" and said.startswith("unclear"))


@pytest.fixture(scope="module")
def vocabulary() -> dict[str, StatusCode]:
    """The words that a new installation is given."""
    fixture = Path(__file__).parents[2] / "fixtures" / "statusord.json"
    rows = [row["fields"] for row in json.loads(fixture.read_text(encoding="utf-8"))]
    return {row["words"]: StatusCode(row["code"]) for row in rows}


@pytest.mark.parametrize(("words", "code"), lines(STATUSES))
def test_a_status_is_read_as_a_person_would(
    words: str, code: str, vocabulary: dict[str, StatusCode]
) -> None:
    assert (read_status(words, vocabulary, date(2026, 8, 31)) or "-") == code
