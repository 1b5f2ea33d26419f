"""Sentences about what a measure makes or does, by the city's phrase that they say the same as.

«Teamet er etablert», «Rapporten er ferdigstilt», «Kursrekken er fullført»: a thing in its definite
form is the measure's own. What only leads to it is not: a kartlegging or a forprosjekt that is done
says nothing of the measure. Read as the patterns of `wordings` are.
"""

from measures.status_language.wording_parts import BEGUN, NO_ANSWER_YET, OFTEN

_IS = r"er (?:(?:nå|også) )?"
_ONLY_LEADS_TO_IT = (
    r"(?!prosjekt|plan(?!en\b)|styrings|arbeids|pilot|prøve|for(?:prosjekt|arbeid|studi)|oppstart"
    r"|kartlegg|evaluer|status|konsept|mulighet|utred|analyse|del|høring|utkast|midtveis|under"
    r"|tilstand)"
)
_IN_FORCE = (
    rf"{_ONLY_LEADS_TO_IT}[a-zæøå-]*(?:samarbeidet|nettverket|teamet|tilbudet|møteplassen"
    r"|treffstedet|forumet|senteret|kafeen|modellen|metoden|metodikken|løsningen|portalen)"
)
_PAPER = (
    rf"{_ONLY_LEADS_TO_IT}[a-zæøå-]*(?:rapporten|veilederen|brosjyren|håndboken|håndboka|strategien"
    r"|filmen|heftet|nettsiden|nettsidene|retningslinjene)"
)
_REVISED = r"[a-zæøå-]*(?:rutine|veileder|plan|strategi|retningslinje|instruks|prosedyre)"
_ACT = (
    rf"{_ONLY_LEADS_TO_IT}[a-zæøå-]*(?:kurs(?:et|ene|rekken|rekka|serien)|workshop(?:en|ene)"
    r"|samlingene|fagdagene|seminarene|kampanjene|temakveld(?:en|ene)|foredrag(?:et|ene)"
    r"|undervisningen|(?:ombygging|oppussing|renovering|flytting|oppgradering)(?:en|a))"
)
_DONE = r"(?:gjennomført|utført|fullført|ferdigstilt|sluttført|avholdt)"
_STAFF = r"(?:ansatte|tilsatte|medarbeidere|ledere|lærere|avdelinger|seksjoner|enheter|skoler)"
_ALL = rf"(?:alle|samtlige) (?:våre )?{_STAFF}"
_ONCE = rf"(?!.*\b(?:{OFTEN})\b)"
_RUNS = rf"(?:{BEGUN}|iverksatt|etablert|innført|implementert|i drift|løpende|pågår|under arbeid)"

OF_THINGS: dict[str, tuple[str, ...]] = {
    "iverksatt": (
        rf"{_IN_FORCE} {_IS}(?:etablert|innført|implementert|iverksatt|på plass|tatt i bruk"
        r"|i (?:full |ordinær )?drift|satt i drift)",
    ),
    "ferdig": (
        rf"{_PAPER} {_IS}(?:ferdig(?:stilt)?|fullført|sluttført)(?!.*\bikke publisert)",
        rf"{_ACT} {_IS}ferdig",
    ),
    "gjennomført": (
        rf"{_ACT} {_IS}{_DONE}",
        rf"(?:kurs|opplæring) (?:er|ble|har blitt) (?:gjennomført|avholdt|holdt|gitt) for {_ALL}"
        rf"{_ONCE}",
        rf"{_ALL} (?:har (?:nå )?(?:gjennomført (?:kurs|opplæring)(?:et|en|a)?|fått opplæring)"
        rf"|{_IS}kurset)(?! i (?!20\d\d)){_ONCE}",
    ),
    "under arbeid": (
        rf"{_REVISED}(?:en|n|ene|ne) {_IS}under (?:revisjon|revidering|rullering|oppdatering"
        rf"|utforming){NO_ANSWER_YET}",
    ),
    "på vent": (
        rf"{_RUNS},? (?:men|så|og så|deretter)(?: er| ble)?(?: nå)? (?:satt |lagt |stilt )"
        r"(?:på vent|på is|på pause|i bero)(?=[\s.!]*$| ?[,.;(]| [-–]| (?:pga|p\.g\.a|grunnet|fordi"
        r"|på grunn|på ubestemt|inntil videre|i påvente|etter|til|ut (?:året|skoleåret|semesteret"
        r"|sommeren|ferien))\b)",
    ),
}

WHOLE_OF_THINGS: dict[str, tuple[str, ...]] = {
    "gjennomført": (
        rf"(?:{BEGUN}|under arbeid|pågår|utsatt|forsinket|på vent|planlagt),? (?:(?:men|og|så) )?"
        rf"(?:er )?nå (?:{_DONE}|ferdig|avsluttet)",
        rf"planlagt og {_DONE}",
    ),
}
"""What says it only as the whole cell."""

ASKED_OF_THINGS = (
    r"[a-zæøå-]*(?:forprosjekt|pilotprosjekt|prøveprosjekt|delprosjekt|forarbeid)(?:et|a|ene) "
    r"(?:ble|er|har blitt) (?:nå )?(?:gjennomført|fullført|ferdig(?:stilt)?|avsluttet|utført)",
    rf"{_RUNS},? (?:men|så|og så|deretter)(?: er| ble)?(?: nå)? (?:satt |lagt |stilt )(?:på vent"
    r"|på is|på pause|i bero) (?:på(?! grunn| ubestemt)|ved|hos|for|i (?!påvente))",
    rf"(?:iverksatt|innført|etablert),? og {_DONE} (?:{OFTEN})",
    r"utsatt (?:ungdom|barn|gruppe|person|familie|bruker|elev|beboer|område|kvinne)[a-zæøå]*",
    r"(?:igangsatt|påbegynt|avsluttet|fullført|gjennomført|planlagt|avbrutt) [a-zæøå-]*"
    r"(?:etterforskning|rettssak|soning|straff[a-zæøå]*|skolegang|skoleår|utdanning|svangerskap"
    r"|selvmord)",
    r"pågående (?!(?!ned)[a-zæøå-]*(?:arbeid|prosjekt|prosess|tiltak|dialog|kurs|kampanje"
    r"|aktivitet|oppgave|innsats|anskaffelse|(?:legg|bygg|utvikl|rekrutter|implementer|revider"
    r"|etabler|koordiner|evaluer|oppdater|digitaliser|rehabiliter|prøv|rull|før|følg|forhandl"
    r"|utarbeid|test|opplær|utred|tilpass|veiled|planlegg)n?ing)(?:er|et|en)?\b)"
    r"(?!(?:og|i|fra|med|på|siden|til|ut|hele|gjennom|som|men|per|pr|frem|fram|nå|ved|hos|for"
    r"|mellom|under|uten|etter|av|løpende|hver|sammen|ifølge|da|fordi)\b)[a-zæøå-]+",
)
"""The last: what persons go through, and what goes on that is no work, is no status."""
