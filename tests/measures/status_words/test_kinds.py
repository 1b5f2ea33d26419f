"""Kinds of wordings that kommuner write and that the words do say, and what only looks like them.

Said of 31.08.2026; «-» is left to a person.
"""

from datetime import date

import pytest

from measures.vocabulary import StatusCode, read_status
from tests.measures.test_wordings_of_plans import lines, vocabulary

__all__ = ["vocabulary"]

pytestmark = pytest.mark.one_database  # it asks none

ON = date(2026, 8, 31)

A_MARK_BEFORE_THE_WORDS = """
✅ Ferdig: completed
✔️ Gjennomført: completed
☑ Ikke startet: not_started
🟢 I rute: in_progress
☐ Gjennomført: -
❌ Gjennomført: -
☑ Gjennomført ☐ Utgår: -
"""
OF_THE_CASE = """
Saken er avsluttet: completed
Saka er avslutta: completed
Saken er ferdig: completed
Saken er ikke avsluttet: in_progress
Saka er under arbeid: in_progress
Saken er utsatt: on_hold
Saken er utsatt for kritikk: -
Vedtaket er iverksatt: implemented
Vedtaket er effektuert: completed
Vedtaket er opphevet i Stortinget: -
Bydelen har etablert tilbudet: implemented
Bydelen følger opp løpende: ongoing
Bydelen har lagt ned tilbudet: -
Byggearbeidene pågår: in_progress
Det er nedsatt en arbeidsgruppe: in_progress
Det er nedsatt en arbeidsgruppe, men den er oppløst: -
Det avventes nasjonale føringer: on_hold
Saken er avsluttet i bydelen, men påklaget: -
"""
GOES_ON_ALL_THE_TIME = """
Arbeides med kontinuerlig: ongoing
Det arbeides med dette kontinuerlig: ongoing
Det jobbes med saken fortløpende: ongoing
Pågår, løpende: ongoing
Igangsatt, kontinuerlig arbeid: ongoing
Pågår, løpende kostnader er høye: -
Det jobbes med en kontinuerlig plan: in_progress
Arbeides ikke med kontinuerlig: -
"""
DONE_IN_PART = """
Gjennomført delvis: partly_implemented
Iverksatt i noen grad: partly_implemented
Gjennomført i stor grad: partly_implemented
I stor grad på plass: partly_implemented
Til en viss grad gjennomført: partly_implemented
I liten grad gjennomført: -
Gjennomført, men bare delvis: partly_implemented
Gjennomført i liten grad: -
Gjennomført delvis, resten utgår: -
2 av 4 kurs er holdt: partly_implemented
To av fire samlinger arrangert: partly_implemented
4 av 4 kurs er holdt: -
2 av 4 kurs er avlyst: -
"""
TO_COME = """
Under arbeid, ferdig 2027: in_progress
Påbegynt. Ferdig våren 2027: in_progress
Pågår, ferdig innen juni 2027: in_progress
Under arbeid, ferdig i 2025: -
Under arbeid, ferdig: -
Kommer i 2027: not_started
Kommer høsten 2027: not_started
Kommer i 2025: -
Kommer ikke i 2027: -
Påbegynnes i 2027: not_started
Arbeidet pågår, ny plan legges frem i høst: in_progress
"""
PUT_OFF = """
Planlagt, men utsatt: on_hold
Planlagt, men utsatt til 2027: on_hold
Ikke startet, utsatt til 2027: not_started
Planlagt, men ikke utsatt: -
Planlagt, ikke startet: not_started
Planlagt, ikke startet på nytt: -
Start våren 2027: not_started
Start 2025: -
Start 2024–2027: -
På hold: on_hold
Ikke aktuell: cancelled
Etablert praksis: implemented
Etablert praksis er avviklet: -
Planlagt, avslått av byrådet: -
Utsatt, men gjennomføres nå: -
Ikke startet på nytt: -
Oppstart forutsetter midler: not_started
Blokkert: on_hold
Blokkert av manglende lokaler: on_hold
Blokkert nettside er åpnet: -
"""
A_STEP_ON_THE_WAY = """
Under behandling: in_progress
Saken er under behandling i bydelsutvalget: in_progress
Ute på høring: in_progress
Stilling utlyst: in_progress
Stillingen er lyst ut: in_progress
Stillingen er ikke lyst ut: -
Utlyst: -
Under behandling i 2024, avslått: -
På høring, vedtatt i juni: -
Stillingen er lyst ut og besatt: -
Stilling utlyst uten søkere: -
I pilotfasen: in_progress
Under testing: in_progress
I planleggingsfasen: not_started
I idéfasen: not_started
Ikke lenger i planleggingsfasen: -
Arbeidet er godt i gang, men krever mer tid: in_progress
Iverksatt, men krever mer tid: -
"""
DONE = """
Løst: completed
Ikke løst: -
Ikke iverksatt. Det er ikke funnet midler i budsjettet for 2025.: not_started
Pågår, men med redusert kapasitet på grunn av sykefravær.: in_progress
Løst kontrakten: -
Innarbeidet: implemented
Innarbeidet i rutinene: implemented
Ferdigstilt og lagt inn i kvalitetssystemet: completed
Gjennomført og lagt ned: -
"""
WAS_UNTIL = """
I drift frem til i fjor: -
Iverksatt fram til omorganiseringen: -
Løpende fram til i vår: -
Iverksatt til i høst: -
Pågår fram til i vår: -
Pågår frem til 2027: in_progress
Gjennomført, lagt frem til orientering: completed
"""
WAS_NEVER_FINISHED = """
Igangsatt, men ble ikke fullført: -
Startet i 2024, men ble ikke sluttført: -
Igangsett, men vart ikkje fullført: -
Igangsatt, men er ikke fullført: in_progress
"""
NOT_AT_ANOTHER_PLACE = """
Utført på papiret, ikke i praksis: -
Gjennomført i teorien, ikke i virkeligheten: -
Gjennomført i mai, ikke i april: -
Gjennomført på tirsdag, ikke på mandag: -
Gjennomført på Teams, ikke i møterom: -
Gjennomført i egen regi, ikke på anbud: -
Gjennomført på Årvoll, ikke på Vårveien: partly_implemented
Iverksatt på Furuset, ikke på Ellingsrud: partly_implemented
Utført for skolene, ikke for barnehagene: partly_implemented
"""
OF_A_THING_THAT_IS_THERE = """
Samarbeidet er etablert: implemented
Teamet er etablert og i full drift: implemented
Nettverket er nå på plass: implemented
Møteplassen er i drift: implemented
Modellen er innført: implemented
Metoden er tatt i bruk i alle seksjoner: implemented
Tilbodet er etablert: implemented
Tilbodet er ikkje etablert: not_started
Teamet er ikke etablert: -
Teamet er etablert, men ubemannet: -
Teamet er etablert på papiret: -
Nettverket er etablert fra 2028: not_started
Samarbeidet er etablert, men avviklet: -
Pilotteamet er etablert: -
Samarbeidet er snart på plass: -
"""
OF_A_PAPER = """
Rapporten er ferdigstilt: completed
Sluttrapporten er ferdigstilt i juni 2026: completed
Veilederen er ferdig: completed
Veilederen er nå fullført: completed
Rapporten er ferdig til trykking: -
Rapporten er ferdig i høst: -
Rapporten er ferdig, men ikke behandlet: -
Rapporten er ikke ferdig: -
Filmen er ferdig, ikke publisert: -
Kartleggingsrapporten er ferdig: -
Rutinen er under revisjon: in_progress
Planen er under rullering: in_progress
Planen er under rullering, avvist av BU: -
"""
OF_AN_ACT = """
Kursrekken er fullført: completed
Workshopen er gjennomført: completed
Samlingene er avholdt: completed
Kursa er gjennomførte: completed
Tiltaka er gjennomførte: completed
Ombyggingen er ferdig: completed
Ombyggingen er ferdig i høst: -
Kursrekken er ikke fullført: -
Kursrekken er gjennomført, men må gjentas: -
Kursrekken er gjennomført for halvparten: -
Kartleggingen er gjennomført: -
Evalueringen er gjennomført: -
Forprosjektet er gjennomført: -
Oppstartsseminaret er gjennomført: in_progress
"""
FOR_ALL = """
Kurs er gjennomført for alle ansatte: completed
Opplæring er gitt for samtlige ledere: completed
Alle ansatte har gjennomført kurs: completed
Alle ansatte har fått opplæring: completed
Alle ansatte er kurset: completed
Kurs er gjennomført for alle unntatt vikarene: -
Kurs er gjennomført for alle nyansatte: -
Kurs er gjennomført for alle ansatte årlig: -
Alle ansatte er kurset på nytt hvert år: -
Kurs er gjennomført for nye ansatte: -
Kurs er ikke gjennomført for alle ansatte: -
Alle ansatte har fått tilbud om kurs: -
Alle ansatte har ikke gjennomført kurs: -
Alle ansatte har gjennomført kurs, bortsett fra vikarene: -
Alle ansatte er kurset i 2025, må gjentas: -
"""
AFTER_ALL = """
Påbegynt, men nå gjennomført: completed
Under arbeid, nå ferdig: completed
Planlagt og gjennomført: completed
Under arbeid, nå ferdig utredet: -
Under arbeid, men ikke nå ferdig: -
Planlagt og gjennomført i 2027: -
Iverksatt, men satt på vent: on_hold
I drift, men satt på pause grunnet sykdom: on_hold
Løpende, men nå lagt på is: on_hold
Iverksatt, men satt på vent på Furuset: -
Igangsatt, men satt på vent på Furuset: -
Iverksatt, men ikke satt på vent: -
Etablert, og så satt på pause om sommeren: -
Løpende, men satt på vent to uker i juli: -
"""
FINISHED_WITH_A_STEP = """
Ferdig utlyst: -
Ferdig bestilt i mai: -
Tiltaket er ferdig finansiert: -
Ferdig rekruttert: -
Ferdig kartlagt: -
Ferdig vedtatt: -
Arbeidet er ferdig godkjent: -
Ferdig utarbeidet: completed
Ferdig revidert: completed
Ferdig, vedtatt i BU: completed
"""

KINDS = (
    A_MARK_BEFORE_THE_WORDS,
    OF_THE_CASE,
    GOES_ON_ALL_THE_TIME,
    DONE_IN_PART,
    TO_COME,
    PUT_OFF,
    A_STEP_ON_THE_WAY,
    DONE,
    WAS_UNTIL,
    WAS_NEVER_FINISHED,
    NOT_AT_ANOTHER_PLACE,
    OF_A_THING_THAT_IS_THERE,
    OF_A_PAPER,
    OF_AN_ACT,
    FOR_ALL,
    AFTER_ALL,
    FINISHED_WITH_A_STEP,
)


@pytest.mark.parametrize(("words", "code"), [pair for table in KINDS for pair in lines(table)])
def test_a_wording_is_read_by_its_kind(
    words: str, code: str, vocabulary: dict[str, StatusCode]
) -> None:
    assert (read_status(words, vocabulary, ON) or "-") == code
