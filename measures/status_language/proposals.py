"""What a status that is left to a person may well mean: a proposal, and never a reading.

«Kurs holdt i mars» tells a finished act, and whether the measure is over with it only a person can
say. One kind of words alone makes a proposal: where two are found, none is made. A cell that begins
with a status of its own («Ferdigstilt, avventer godkjenning») is asked since what follows takes it
back, so the rest proposes nothing. Words come here folded and in bokmål.
"""

import re

from measures.status_language.wording_parts import ALWAYS, BEGUN, DONE, WHO

_DONE = (
    r"holdt|avholdt|arrangert|utarbeidet|laget|levert|signert|inngått|trykt|trykket|delt ut"
    r"|sendt ut|publisert|lansert|innkjøpt|anskaffet|revidert|oppdatert|gitt|fått|løst|nådd"
    r"|ferdigbehandlet|bygd|bygget|gjennomført|fullført|kurset"
)
_IN_FORCE = (
    r"ansatt|tilsatt|besatt|rekruttert|opprettet|etablert|innført|tatt i bruk|i bruk|på plass"
    r"|styrket|åpnet|i (?:\w+ )?drift|implementert|iverksatt|innarbeidet|operativt?"
)
_KINDS = {
    "on_hold": r"avvente[rs]?|venter|mangler (?:midler|finansiering|ressurser|kapasitet)"
    r"|mangl(?:er|ende) (?:midler|finansiering|ressurser)|nedprioritert|står stille|vakant"
    r"|i påvente|utsatt",
    "in_progress": r"lyst ut|utlyst|pågår|i gang|i prosess|dialog med|startet|påbegynt"
    r"|ferdigstilles|forventes ferdig(?:stilt)?|(?:sendt )?på høring|til (?:godkjenning"
    r"|behandling|politisk behandling)|nedsatt|søkt|søknad(?:en)? (?:er )?sendt|gjenstår"
    r"|forlenget|jobbes|arbeides|under (?:behandling|utredning|rekruttering|forhandling|arbeid"
    r"|revisjon)|intervjuer",
    "cancelled": r"slått sammen|slås sammen|dekkes av|overført til (?!ny|neste)|avslått|trukket"
    r"|kuttet|lagt ned(?! (?:mye|en|stor|betydelig))|avviklet|nedlagt|utgår",
    "ongoing": r"følges opp|fulgt opp|videreføre[st]|jevnlig|månedlige?|årlig|ukentlig"
    r"|kvartalsvis|hvert? (?:år|måned|uke|høst|vår|halvår|kvartal)|løpende|fortløpende"
    r"|kontinuerlig|tilbys|det daglige arbeidet",
    "implemented": _IN_FORCE,
    "completed": _DONE,
}
_PATTERNS = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in _KINDS.items()}

_WHOLE_CELLS = {
    "in_progress": r"(?:ca\.? ?)?[1-9]\d? ?(?:%|prosent)",
    "on_hold": r"(?:er )?(?:ikke prioritert|stanset|stoppet)",
    "not_started": r"gjenstår",
    "cancelled": r"avvist|forkastet",
}
"""What one word says alone, and another reading is possible: «Stanset» may be for good, a half done
may be in force."""
_WHOLES = {kind: re.compile(rf"\W*{WHO}(?:{words})[\s.!]*") for kind, words in _WHOLE_CELLS.items()}

_NOBODY_KNOWS = re.compile(
    rf"[?%«»/]|\b20[3-9]\d\b|\d av \d|\A\W*{WHO}(?:{DONE}|{BEGUN}|{ALWAYS}|under arbeid|pågår"
    r"|utsatt|forsinket|venter|på vent|blokkert|del \d|årlig|utgår|utgått|i drift|lukket|løst"
    r"|levert)\b"
    r"|\b(?:avlyst|innstilt|oppløst|inndratt|siste gang|snart|ventes|forventes (?!ferdig)|utfas\w*"
    r"|eller|kanskje|vurder\w*|foreslå\w*|usikkert|uklart|trolig|uten"
    r"|men|ikke|ingen|aldri|nei|neppe|når|dersom|hvis|om|lenger|igjen|grad|delvis|deler?|første"
    r"|fase|forprosjekt\w*|pilot\w*|utredet|avslag|skulle|kunne|kan|burde|bør|må|vil|lite|var"
    r"|hadde|blir|ble av|tidligere|deretter|så|hittil|foreløpig|resten|skal|starter|oppstart"
    r"|planl\w*|vedtatt\w*|kartlegg\w*|utkast\w*|arbeidsgruppe\w*|tilskudd\w*|i løpet av|innen"
    r"|håper|avbrutt|avbryt\w*|ok|utgift\w*|holdning|avvik\w*|rapport|for i år|start|inntil|frem"
    r"|fram|til og med|én|halvparten|noen|mange|mangel|opphørt|fjernet|feil|sier|ifølge|avvikl\w*"
    r"|avslutt?\w*|legge ned|nedle\w*|nedbem\w*|nedtrapp\w*|konflikt\w*|streik|klage\w*"
    r"|venteliste\w*|press|barn|besøk|andre|annet|leder|seksjonen|avdelingen|avtalen"
    r"|stilling lyst|ferdigstillelse)\b"
)
"""A cell with one of these says more than one thing, or of a part: no proposal is made."""


def proposal(said: str) -> str | None:
    """The code that a cell may well mean; None where it names none, or several."""
    whole = next((kind for kind, words in _WHOLES.items() if words.fullmatch(said)), None)
    if whole:
        return whole
    if _NOBODY_KNOWS.search(said):
        return None
    kinds = {kind for kind, words in _PATTERNS.items() if words.search(said)}
    if "implemented" in kinds:
        kinds.discard("completed")  # «laget og tatt i bruk»
    return kinds.pop() if len(kinds) == 1 else None
