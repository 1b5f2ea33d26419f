"""What a remark says of its measure, in invented sentences: those that say so, and those near."""

import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.checks.remark_language import (
    after_the_status,
    says_not_carried_on,
    says_only_planned,
    says_put_aside,
)

pytestmark = pytest.mark.one_database  # it asks none

NOT_CARRIED_ON = [
    "Utgår fra 2025",
    "Vi har besluttet å ikke føre dette videre.",
    "Kurset er ikke lenger i drift",
    "Tilbudet finnes ikke lenger",
    "Det er bestemt at tiltaket skal avvikles",
    "Kveldskafeen vil ikke bli videreført etter nyttår.",
    "Tilbudet videreføres ikke.",
    "Prosjektet videreføres dessverre ikke i 2025",
    "Ble ikke videreført i budsjettet",
    "Vi har ikke midler til å videreføre kurset.",
    "Ordningen fortsetter ikke etter sommeren",
    "Gruppa er nedlagt.",
    "Fra høsten er tilbudet lagt ned",
    "Møteplassen legges ned 01.08.2025.",
    "Tiltaket ble avsluttet i mars",
    "Tilbudet er avviklet",
    "Samarbeidet er opphørt.",
    "Gikk godt. Men det føres ikke videre.",
    "Ikke lenger mulig å opprettholde, men ikke videreført av andre heller",
    "Tiltaket er nå stanset på grunn av bemanning",
    "Drives ikke lenger videre",
]
CARRIED_ON = [
    "Videreføring er usikker",
    "Kurset er ikke lenger nytt",
    "Kveldskafeen videreføres.",
    "Tilbudet er videreført i 2025 og fortsetter som før",
    "Tilbudet er ikke bare videreført, men utvidet.",
    "Det er ikke bestemt om tilbudet skal videreføres.",
    "Hvis vi ikke får midler, blir tilbudet lagt ned.",
    "Tilbudet blir ikke lagt ned.",
    "Gruppa er aldri nedlagt",
    "Det er lagt ned mye arbeid i rutinene.",
    "Det legges ned stor innsats på skolene",
    "Det vurderes om prosjektet skal avvikles",
    "Konferansen ble avviklet i mai",
    "Kurset ble avsluttet med en middag",
    "Det ble ikke videreført i 2023, men er startet opp igjen.",
    "Prosjektet er avsluttet og går nå i ordinær drift",
    "Fare for at tiltaket blir nedlagt",
    "Ingen har spurt.",
    "",
]

ONLY_PLANNED = [
    "Er planlagt til høsten.",
    "Planlegges gjennomført i mars og april.",
    "Kurset skal holdes i 2026.",
    "Planen er å begynne etter ferien",
    "Opplæringen er under planlegging",
    "Skal iverksettes når lokalene er klare",
    "Ikke gjennomført ennå, men planlagt",
    "Vil bli innført fra nyttår",
]
DONE = [
    "Brosjyren er trykket. Utdeling planlegges i mai.",
    "Møter hver uke; ny runde er planlagt",
    "Planlagt evaluering i 2025",
    "Første kurs er gjennomført, neste er planlagt til høsten.",
    "To av tre kurs er holdt. Det siste er planlagt.",
    "Resten skal gjennomføres i 2026.",
    "Rutinen er etablert på to skoler og skal innføres på flere",
    "Arbeidet er i gang, og møter planlegges.",
    "Det er ikke planlagt noe mer",
    "Planen er lagt fram. Rutinen er tatt i bruk.",
    "Det er utarbeidet en mal",
    "Tas opp på møtene",
    "",
]

PUT_ASIDE = [
    "Ikke startet. Venter.",
    "Tiltaket er satt på vent.",
    "Satt på vent til ny leder er ansatt",
    "Ble stilt i bero av økonomiske grunner",
    "Det er nedprioritert i år",
    "Ikke prioritert i 2025.",
    "Dette har ikke vært prioritert",
    "Oppstart utsettes til 2027",
    "Kurset er utsatt til våren.",
    "Utsatt på grunn av pandemien",
    "Avventer svar fra Helseetaten",
    "Vi venter på nye lokaler",
    "Ikke startet, avventer penger",
    "Tiltaket er ikke startet fordi vi avventer svar",
    "Ikke iverksatt i påvente av avklaring",
    "Vurderes som uaktuelt. Uaktuelt nå.",
    "Saken er lagt på is",
    "Dette ble skrinlagt",
    "Er lagt til side",
    "Prioriteres ikke i denne perioden",
    "Det er ikke aktuelt å starte nå",
]
NOT_PUT_ASIDE = [
    "Unge som venter på behandling får tilbud",
    "Ventes ferdig i mai",
    "Tiltaket er ikke satt på vent.",
    "Er ikke lenger på vent, starter i mai",
    "Vi avventer ikke noe, men begynner i august",
    "Ungdom i utsatt posisjon får tilbud først",
    "Ungdommene er utsatt for press",
    "Utsatte unge er målgruppen",
    "Starter i august.",
    "Prioritert for 2026",
    "Høyt prioritert, starter snart",
    "Det er ikke nedprioritert",
    "Pasienter som står på vent får et eget møte",
    "Det settes opp venteliste",
    "Hvis det ikke prioriteres, må vi melde fra",
    "Det vurderes å utsette",
    "Leder er ansatt og starter nå",
    "",
]

QUESTIONS: dict[str, tuple[Callable[[str], str], list[str], list[str]]] = {
    "not carried on": (says_not_carried_on, NOT_CARRIED_ON, CARRIED_ON),
    "only planned": (says_only_planned, ONLY_PLANNED, DONE),
    "put aside": (says_put_aside, PUT_ASIDE, NOT_PUT_ASIDE),
}
YES = [pytest.param(ask, text, id=text) for ask, yes, _no in QUESTIONS.values() for text in yes]
NO = [pytest.param(ask, text, id=f"{name}: {text}")
      for name, (ask, _yes, no) in QUESTIONS.items() for text in no]  # fmt: skip
ASKS = [pytest.param(ask, id=name) for name, (ask, _yes, _no) in QUESTIONS.items()]


@pytest.mark.parametrize(("ask", "text"), YES)
def test_a_remark_that_says_so_is_answered_with_its_sentence(
    ask: Callable[[str], str], text: str
) -> None:
    said = ask(text)
    assert said
    assert said in text


@pytest.mark.parametrize(("ask", "text"), NO)
def test_a_remark_that_says_something_near_is_left_alone(
    ask: Callable[[str], str], text: str
) -> None:
    assert ask(text) == ""


@pytest.mark.parametrize(("ask", "text"), YES)
def test_how_it_is_typed_makes_no_difference(ask: Callable[[str], str], text: str) -> None:
    assert ask(text.upper())
    assert ask(unicodedata.normalize("NFD", text))
    assert ask(text.replace(" ", "\N{NO-BREAK SPACE}"))
    assert ask(f"Dette gjelder alle skolene.\x0b{text}")
    assert ask(f"Dette gjelder alle skolene\r\n\r\n{text}\r\n")


@pytest.mark.parametrize("ask", ASKS)
@given(text=st.text())
def test_any_text_is_answered_with_a_part_of_it(ask: Callable[[str], str], text: str) -> None:
    said = ask(text)
    assert said in " ".join(text.split())


PIECES = ("ikke ", "er ", "ikke er ", "lagt ", "lagt ned ", "av", ".", "?", " ", ", ", "vent ",
          "på vent ", "prioriteres er ", "som er på vent ", "planlagt ", "skal ",
          "er t", "har ", "\x0b", "å",
          )  # fmt: skip


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize("piece", PIECES)
def test_a_long_remark_takes_no_time_to_speak_of(ask: Callable[[str], str], piece: str) -> None:
    text = (piece * 40_000)[:40_000]
    started = time.process_time()
    ask(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("Iverksatt", ""),
        ("Iverksatt.", ""),
        ("Ikke iverksatt , ny plan kommer.", "ny plan kommer"),
        ("Iverksatt – men ikke videreført", "men ikke videreført"),
        ("Delvis iverksatt (planlagt)", "planlagt"),
        ("", ""),
    ],
)
def test_what_a_status_says_beside_itself_is_read_too(words: str, rest: str) -> None:
    assert after_the_status(words) == rest
