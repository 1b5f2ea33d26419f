"""What a status that is left to a person may well mean: a proposal, and never a reading.

«Kurs holdt i mars» tells a finished act, and whether the measure is over with it only a person can
say. One kind of words alone makes a proposal: where two are found, none is made. Words come here
folded and in bokmål.
"""

import re

_DONE = (
    r"holdt|avholdt|arrangert|utarbeidet|laget|levert|signert|inngått|trykt|trykket|delt ut"
    r"|sendt ut|publisert|lansert|innkjøpt|anskaffet|revidert|oppdatert|gitt|fått|løst|nådd"
    r"|ferdigbehandlet|bygd|bygget|gjennomført|fullført|kurset"
)
_IN_FORCE = (
    r"ansatt|tilsatt|besatt|rekruttert|opprettet|etablert|innført|tatt i bruk|i bruk|på plass"
    r"|styrket|åpnet|i drift|implementert|iverksatt|innarbeidet|operativt?"
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
    "cancelled": r"slått sammen|slås sammen|dekkes av|ivaretas av|overført til|avslått|trukket"
    r"|kuttet|lagt ned|avviklet|nedlagt|utgår",
    "ongoing": r"følges opp|fulgt opp|videreføre[st]|jevnlig|månedlige?|årlig|ukentlig"
    r"|kvartalsvis|hvert? (?:år|måned|uke|høst|vår|halvår|kvartal)|løpende|fortløpende"
    r"|kontinuerlig|tilbys|det daglige arbeidet",
    "implemented": _IN_FORCE,
    "completed": _DONE,
}
_PATTERNS = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in _KINDS.items()}

_NOBODY_KNOWS = re.compile(
    r"[?%«»/]|\b20[3-9]\d\b|\d av \d|\A\W*(?:ferdig|gjennomført|utført|iverksatt|påbegynt|startet"
    r"|under arbeid|pågår|i gang|utsatt|avsluttet|løpende|kontinuerlig|årlig|utgår|innført"
    r"|i drift|etablert)\b|\b(?:eller|kanskje|vurder\w*|foreslå\w*|usikkert|uklart|trolig|uten"
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
    if _NOBODY_KNOWS.search(said):
        return None
    kinds = {kind for kind, words in _PATTERNS.items() if words.search(said)}
    if "implemented" in kinds:
        kinds.discard("completed")  # «laget og tatt i bruk»
    return kinds.pop() if len(kinds) == 1 else None
