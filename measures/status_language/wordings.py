"""Wordings of a status that no list of phrases can hold, by their kind.

Each kind is a pattern at the beginning of a cell, folded and in bokmål, and the city's own phrase
that it says the same as («går sin gang»: «under arbeid»): what that phrase means is data, as of any
other (`StatusWord`). What follows is read as it is after the phrase. `ASKED` is for what begins as
a status and is none: «Planlagt utfasing», «Løpende utgifter».
"""

import re
from dataclasses import dataclass
from datetime import date

from measures.status_language.single_clauses import SINGLE, WHOLE_SINGLE
from measures.status_language.things import ASKED_OF_THINGS, OF_THINGS, WHOLE_OF_THINGS
from measures.status_language.two_phrases import TURNS, WHOLE_TURNS
from measures.status_language.whole_cells import WHOLE
from measures.status_language.wording_parts import (
    A_TIME_OF,
    ACTIVITY,
    ALWAYS,
    BEGUN,
    DONE,
    GO_ON_WAITING,
    HAVE_GOT,
    HELD,
    HELD_TOO,
    IN_USE,
    NEXT,
    NO_ANSWER_YET,
    NUMBERS,
    OF,
    OF_THEM,
    OFTEN,
    PART,
    RHYTHM,
    SEASON_OR_MONTH,
    SOME_OF,
    TO_BE_BEGUN,
    TO_BE_DONE,
    WAITED_FOR,
    WHAT_GOES_ON,
    WHO,
    WORDS,
)
from ruspolitikk.day_reading import MONTH_NAMES

ASKED = ""
"""What a wording says that only a person can read."""

# What a cell begins with, whatever understood remark comes after.
_LEADING = {
    "under arbeid": (
        r"(?:bra|god|fin|jevn|stor|normal|liten|lite|noe|treg|svak|sakte) (?:fremdrift|fremgang)",
        r"fremdrift(?:en)? (?:er )?(?:bra|god|som (?:forventet|planlagt|avtalt)|etter plan(?:en)?"
        r"|i rute)",
        r"(?:går |skjer |følger )?(?:etter|i henhold til|ihht\.?|iht\.?|i tråd med) (?:plan"
        r"|fremdriftsplan)(?:en)?(?! ut\b)",
        r"følger (?:fremdrifts)?plan(?:en)?",
        r"går (?:som (?:planlagt|forventet|avtalt)|sin gang|fremover|bra|greit)",
        r"(?:(?:litt|noe|sterkt|mye|kraftig|svært) )?forsinket",
        r"delvis (?:i gang|igangsatt)",
        r"(?:ca\.? ?|omtrent |om lag )?\d\d? ?(?:%|prosent) (?:ferdig(?:stilt)?|fullført)",
        r"ferdig:? (?:ca\.? ?)?[1-9]\d? ?(?:%|prosent)",
        rf"(?:{SOME_OF} )(?:er |har )?{BEGUN}",
        r"gjenopptatt",
        r"(?:[a-zæøå]*(?:plan|rapport|rutine|veileder|avtale|søknad|strategi|notat"
        r"|retningslinje)(?:en|n|r|er|ene|ne)?) (?:er )?under (?:arbeid|utarbeid(?:else|ing)"
        r"|utvikling|revidering)",
        r"(?:pilot|prøveprosjekt|forsøk|dialog|samarbeid)(?:en|et)? (?:pågår|er i gang|i gang)",
        r"(?:på god vei|kommet (?:langt|et stykke på vei))",
        r"under (?:utarbeiding|utforming|bygging|oppføring|anskaffelse|revisjon|revidering"
        r"|utprøving|iverksett(?:ing|else)|implementering|utrulling|rekruttering"
        r"|ferdigstill(?:ing|else)|sluttføring|oppbygging|produksjon)",
        r"(?:første )?utkast(?:et)? (?:(?:til|av) [\w-]+ )?(?:foreligger|(?:er )?(?:klart|laget"
        r"|utarbeidet|skrevet|(?:sendt )?(?:ut )?(?:på|til) (?:intern )?høring))",
        rf"(?:sendt )?(?:ute? )?på (?:intern )?høring{NO_ANSWER_YET}",
        rf"under (?:saks)?behandling(?= i\b| hos\b|[\s.]*$){NO_ANSWER_YET}",
        r"[a-zæøå-]*stilling(?:en|er|ene)? (?:er )?(?:lyst ut|utlyst)(?! (?:uten|ikke|to|flere"
        rf"|gjentatte)\b){NO_ANSWER_YET}",
        r"(?:i|på) (?:pilot|test|utprøvings|utviklings|gjennomførings|innførings|implementerings"
        rf"|etablerings)(?:fasen?|stadiet){NO_ANSWER_YET}",
        rf"under (?:testing|uttesting|pilotering){NO_ANSWER_YET}",
        r"(?:nedsatt|satt ned) (?:en |ei )?(?:[a-zæøå]+ )?(?:arbeids|prosjekt|styrings|plan)gruppe",
        r"(?:arbeids|prosjekt|styrings|plan)gruppe(?:n|a)? (?:er )?(?:nedsatt|satt ned|opprettet"
        r"|etablert|i gang|i arbeid)",
        r"(?:oppstarts?møte|oppstartsseminar|kick-?off)(?:t|et)? (?:er )?(?:avholdt|holdt"
        r"|gjennomført)",
        r"oppstart(?:en)? (?:er |ble )?gjennomført",
        r"(?:jobber|arbeider|holder på|(?<=har )jobbet|(?<=har )arbeidet|jobbes"
        r"|arbeides) (?:fortsatt |aktivt |videre |godt )?med(?: å (?:finne|få|lage|utarbeide"
        r"|utvikle|skaffe|ferdigstille|etablere|opprette|innføre|rekruttere|ansette|revidere"
        r"|bygge|oppdatere|tilpasse|styrke|forbedre|utforme|skrive))?",
        r"ikke (?:ennå |enda |helt )*(?:ferdig(?:stilt)?|i mål|avsluttet|fullført|sluttført"
        r"|komplett)(?!.*\b(?:drift|lenger|før)\b)",
        rf"(?:nesten|så godt som|tilnærmet|nærmest|snart|omtrent|så å si) {DONE}",
        rf"(?:så ?vidt|knapt|såvidt|akkurat|nettopp|nylig) {BEGUN}",
        r"(?:i gang|startet(?: opp)?|påbegynt|tatt opp) igjen(?: etter (?:en |et )?(?:pause|opphold"
        r"|stopp|stans|avbrekk|utsettelse))?",
        r"(?:kommet |godt )?i gang med (?:forarbeidet|arbeidet|planarbeidet|forberedelsene)",
        r"hatt oppstart",
        rf"{WHAT_GOES_ON}(?: av [\w-]+)? (?:pågår|(?:er )?(?:i gang|påbegynt|igangsatt"
        rf"|startet(?: opp)?))",
        r"(?:godt )?i (?:gang|arbeid)",
        r"(?:i (?:en |den )?(?:slutt|avslutnings|oppstarts|start)fasen?|i en tidlig fase"
        r"|på oppløpssiden|(?:slutt|avslutnings|oppstarts|start)fasen?(?=[\s.]*$))",
        r"(?:var |midlertidig )?(?:utsatt|(?:satt )?på vent|(?:stilt )?i bero|stanset|stoppet)"
        rf"(?: (?!siden|fordi|at |da |mens|når)[a-zæøå]+){{0,2}}?,? (?:men )?(?:er )?"
        rf"(?:nå (?:{BEGUN}|gjenopptatt)|gjenopptatt"
        rf"|tatt opp igjen"
        r"|(?:startet(?: opp)?|i gang|påbegynt) igjen)",
    ),
    "ikke startet": (
        r"ikke (?:ennå |enda |blitt )*(?:påbegynt|begynt|startet(?: opp)?|igangsatt|iverksatt"
        r"|utført|gjennomført|gjort|etablert|innført|(?:satt |kommet )?i gang|satt i verk)",
        r"(?:startet|begynte) ikke(?: opp)?(?: i (?P<this_year>20\d\d))?(?: som planlagt)?"
        r"(?=[,.;]|\W*$| (?:pga|grunnet|på grunn|fordi)\b)",
        rf"{HELD} ble ikke (?:gjennomført|avholdt|holdt|arrangert|startet|iverksatt)"
        r"(?= (?:i|pga|grunnet|på grunn|fordi|høsten|våren)\b| \d|[,.;]| [-–]|$)(?! i tide)",
        r"(?:må|bør) (?:bli )?(?:gjennomføres|gjennomført|utføres|utført)(?= (?:før|innen"
        r"|i løpet av)\b|[\s.]*$)(?!.*\b(?:hver\w*|årlig|igjen|nytt)\b)",
        r"(?:må|bør|skal) (?:igangsettes|iverksettes|startes)(?! (?:på nytt|igjen))",
        r"skal (?:settes i (?:gang|verk)|i gang|på plass|etableres|opprettes|innføres|utføres"
        r"|gjøres|påbegynnes|utarbeides|lages|utvikles|anskaffes|bygges|ansettes|rekrutteres)"
        rf"(?!.*\b(?:{OFTEN})\b)",
        r"vil bli (?:startet(?: opp)?|satt i (?:gang|verk)|påbegynt|etablert|innført|opprettet"
        r"|utarbeidet)(?! (?:på nytt|igjen))"
        rf"(?!.*\b(?:{OFTEN})\b)",
        r"(?:(?:i|på) (?:en |den )?(?:planleggings|idé|ide)(?:fasen?|stadiet)"
        r"|(?:planleggings|idé|ide)fasen?(?=[\s.]*$))",
        r"planlagt (?:opp)?start",
        r"ingen (?:aktivitet|oppstart|handling)(?: (?:så langt|ennå|enda|hittil|foreløpig))?",
        rf"(?:ingen ?ting|intet) (?:er |har )?(?:ennå )?(?:{BEGUN}|{DONE}"
        rf"|skjedd)(?: (?:så langt"
        rf"|ennå|enda|hittil))?",
        rf"ingen av (?:punktene|tiltakene|aktivitetene|delene) (?:er|har) (?:{BEGUN}|{DONE})",
        rf"h?verken {BEGUN} eller (?:planlagt|{DONE})",
        r"klar(?:t|e)? (?:til|for) (?:oppstart|iverksett(?:ing|else)|igangsett(?:ing|else)"
        r"|gjennomføring|å starte)",
        r"(?:skulle|burde) (?:ha )?(?:vært|blitt) (?:i gang|startet(?: opp)?|påbegynt|igangsatt"
        r"|iverksatt|satt i (?:gang|verk))",
        r"(?:bør|må|anbefales|foreslås) (?:bli )?(?:iverksatt|igangsatt|satt i (?:gang"
        r"|verk))(?! på nytt)",
        rf"(?:{TO_BE_BEGUN}|{TO_BE_DONE}) {NEXT})",
        rf"(?:{TO_BE_BEGUN}|{TO_BE_DONE}"
        rf"|påbegynnes) {A_TIME_OF}(?P<time>{SEASON_OR_MONTH})(?:en)?"
        r"(?: (?P<of_year>20\d\d))?(?![\w–/-])",
        rf"(?:planlegges|planlagt) (?:gjennomført|utført|avholdt|arrangert|implementert"
        rf"|{BEGUN})(?: {A_TIME_OF}{SEASON_OR_MONTH}?"
        r"(?:en)? ?(?P<at_least>20\d\d)(?![-–/\d])|(?!.*\b(?:19|20)\d\d))",
        rf"(?:{TO_BE_BEGUN}|{TO_BE_DONE}|påbegynnes) {A_TIME_OF}(?P<year>20\d\d)(?![-–/\d])",
        r"(?:forventes|forventet|ventes|planlegges|planlagt|vedtatt|antas|tenkt) (?:å bli "
        r"|å være )?(?:iverksatt|igangsatt|startet(?: opp)?|etablert|innført|satt i (?:gang|verk)"
        r"|tatt i bruk)"
        rf" {A_TIME_OF}(?P<from>20\d\d)(?![-–/\d])",
        r"(?:starter(?: opp)?|kommer i gang|settes i gang|igangsettes|iverksettes) (?:til|etter"
        r"|over|fra) (?:høsten|våren|sommeren|nyttår|jul|påske|ferien)",
        r"oppstart(?:en)? (?:(?:er|ble) )?(?:flyttet|forskjøvet|skjøvet)(?: fra (?:\w+ )?20\d\d)?"
        rf" til {A_TIME_OF}(?P<later>20\d\d)(?![-–/\d])",
        rf"(?:{TO_BE_BEGUN}|{TO_BE_DONE}|påbegynnes) (?:den "
        rf"|fra )?\d{{1,2}}\.(?P<month>\d{{1,2}})\."
        r"(?P<in_year>20\d\d)",
        r"(?:vil|skal) (?:starte(?:s)?|begynne|påbegynnes|komme i gang)(?: opp)?(?! (?:på nytt"
        r"|igjen))",
        rf"start(?:dato)?:? ?(?:{A_TIME_OF}|(?:\d{{1,2}}\.){{0,2}})(?P<on>20\d\d)(?![-–/\d])",
    ),
    "på vent": (
        r"(?:satt|lagt|stilt|settes|legges)? ?(?:på vent|[ip]å? bero|på is|på pause)",
        r"må avvente(?:s)?",
        r"avventes",
        r"blokkert(?= av\b|[\s.]*$)",
        r"(?:ligg|ligger|står) (?:på vent|i bero|på bero|på is|brakk|stille|nede)",
        r"(?:stoppet|stoppa|stopper) opp(?: etter at [\w-]+ sluttet)?",
        r"(?:forskjøvet|skjøvet|utsettes|utsatt|skyves) til (?:neste (?:år|periode|høst|vår"
        r"|økonomiplan)|20\d\d)",
        r"midlertidig (?:satt|lagt) (?:på vent|i bero|på is)",
        r"(?:avventer|venter) (?:på )?(?:svar|avklaring|godkjenning|finansiering|midler|bemanning"
        r"|budsjett(?:et)?|vedtak|behandling|tildeling|ansettelse|lokaler)(?: (?:på|av"
        r"|om) (?:søknad(?:en)?|budsjett(?:et)?|midler|finansiering))?",
        r"(?:etablering|gjennomføring|iverksetting)(?:en)? (?:er )?(?:utsatt"
        r"|satt på vent)(?: på ubestemt tid| inntil videre)?",
    ),
    "løpende": (
        rf"(?:{ACTIVITY} )?(?:gjentas|gjennomføres|arrangeres|avholdes|holdes|utføres|gjøres"
        rf"|tilbys"
        r"|blir (?:gjennomført|avholdt|holdt|arrangert|gjentatt)) "
        rf"{RHYTHM}",
        rf"{ACTIVITY} (?:skjer|gjennomføres|gis|foregår|pågår|er|gjøres|tilbys|avholdes)"
        r" (?:løpende|fortløpende|kontinuerlig)",
        r"(?:jobber|arbeider) (?:løpende|fortløpende|kontinuerlig)(?: med)?",
        r"av løpende karakter",
        rf"(?:jobbes|arbeides|jobber|arbeider) med (?:dette |det |saken |tiltaket )?{ALWAYS}",
        rf"(?:pågår|{BEGUN}|under arbeid)[,.:] (?:og )?(?:er )?(?:nå )?{ALWAYS}(?: (?:arbeid"
        r"|oppgave|prosess|oppfølging|drift|tiltak))?(?=[\s.]*$|[,.;(]| [-–])",
        r"(?:innarbeidet|integrert|implementert|innlemmet|inngår"
        r"|videreført) i (?:den )?(?:ordinære?|daglige?|vanlige?) drift(?:en)?",
        r"møtes (?:jevnlig|regelmessig|fast|månedlig|ukentlig|kvartalsvis|årlig)",
        r"(?:inngår (?:nå )?(?:i|som (?:en )?del av)|(?:en )?del av) det daglige arbeidet",
        r"(?:inngår (?:nå )?(?:i|som (?:en )?del av)|(?:en )?del av|(?:ivaretas|blir ivaretatt"
        r"|er ivaretatt) (?:i|gjennom"
        r"|som (?:en )?del av)|går inn i|over i) (?:den )?(?:(?:ordinære?|daglige?|faste?"
        r"|vanlige?|løpende) )?(?:drift(?:en|a)?)",
        r"(?:fast|permanent|varig) (?:ordning|tilbud|rutine|praksis|tiltak)(?= ?[,.;(]| siden\b|$)",
        r"(?:videreført|videreføres) som (?:en |et )?(?:fast|permanent|varig"
        r"|ordinært?) (?:ordning|tilbud|tilbod|tiltak|rutine)",
        r"(?:daglig|ordinær) drift",
        r"(?:pågår|jobbes|arbeides) (?:løpende|fortløpende|kontinuerlig)",
        r"(?:gjennomført|utført|avholdt|arrangert),? (?:og )?(?:(?:skal|vil) )?(?:bli )?"
        rf"(?:gjentas|gjentatt) {RHYTHM}(?!.*\d)",
        r"(?:lagt|tatt|gått|overført|ført) (?:inn |over )?(?:i"
        r"|til) (?:den )?ordinære? drift(?:en)?",
        r"(?:gjennomføres|arrangeres|avholdes|holdes|utføres|tilbys|drives|følges opp"
        r"|blir (?:fulgt opp|gjennomført|gjort|avholdt)) (?:løpende|fortløpende|kontinuerlig)",
    ),
    "utgått": (
        r"(?:uaktuell|strykes|frafalles|annullert)",
        r"strøket(?= (?:fra|av|pga|grunnet|på grunn|etter|i)\b| \d|[,.;]| [-–]|$)",
        r"(?:går|gått|tas|tatt) ut av (?:planen|handlingsplanen)",
        r"ikke (?:lenger )?aktuel[lt](?: lenger)?",
        r"lot seg ikke (?:gjennomføre|iverksette|realisere)",
        r"(?:blir|ble) (?:det )?ikke noe av",
        r"oppstart(?:en)? (?:er )?(?:avlyst|kansellert|skrinlagt)",
        r"(?:ikke lenger relevant|ikke relevant lenger|erstattet av(?: \w+)? (?:tiltak|punkt|pkt))",
        r"(?:lagt ned|nedlagt|avviklet)(?= (?:i|fra|per|pr|pga|på grunn|grunnet|etter|høsten"
        r"|våren|sommeren)\b| \d|[,.;]| [-–]|$)",
    ),
    "iverksatt": (
        r"innarbeidet(?= i (?:[a-zæøå]*rutine|[a-zæøå]*prosedyre|årshjul)|[\s.]*$)",
        r"opprettet(?= (?:i|fra|per|høsten|våren|sommeren)\b| \d|[,.;]| [-–]|$)",
        r"i (?:full|normal|stabil) drift",
        rf"{IN_USE} (?:er |ble )?(?:nå )?(?:(?:laget|utarbeidet|vedtatt|etablert) og )?(?:innført"
        rf"|på plass"
        r"|tatt i bruk|i bruk|iverksatt|implementert)",
        rf"{IN_USE} (?:er )?(?:nå )?i drift",
        r"[a-zæøå-]*still(?:ingen|inga|ingene) (?:er |ble )?(?:nå )?besatt(?!.*\bvikar)",
        r"(?:rutine(?:n|ne)?|planen|veilederen|systemet|skjemaet|håndboken"
        r"|verktøyet) (?:er )?(?:nå )?(?:ferdig )?(?:utarbeidet|laget|utviklet|innkjøpt"
        r"|revidert) og (?:er )?(?:tatt i bruk|implementert|innført|iverksatt)",
    ),
    "avsluttet": (
        r"(?:gjennomført|utført|fullført|ferdig(?:stilt)?|sluttført|levert) og (?:er "
        r"|nå )*(?:avsluttet|lukket)",
    ),
    "ferdig": (r"(?:helt|endelig|hundre prosent) ferdig",),
    "gjennomført": (
        r"(?:kommet )?i mål",
        r"mål(?:et|ene)? (?:er )?(?:opp)?nådd(?! (?:for|i|på|ved|hos|med|del))",
        r"100 ?(?:%|prosent)(?: (?:ferdig|gjennomført|fullført|utført))?(?! av\b)",
        rf"ikke bare {BEGUN},? men (?:nå |helt )*{DONE}",
        rf"ikke {BEGUN} i tide,? men (?:er |ble |nå )*(?:gjennomført|fullført|utført)",
        rf"{HELD} (?:ble|er|har blitt) (?:gjennomført|avholdt|holdt|arrangert)",
    ),
    "delvis iverksatt": (
        rf"{DONE} (?:i |på |ved |for |hos |blant )?{OF}{WORDS}?",
        rf"{OF_THEM}{WORDS}{{0,2}}? (?:(?:er |har |har fått )?(?:{DONE}|{HELD_TOO}|rekruttert"
        rf"|ansatt|tilsatt)|{HAVE_GOT})",
        rf"{DONE},? (?:men )?(?:(?:bare|kun) )?(?:delvis|i (?:noen|stor|varierende) grad)"
        r"(?=[\s.]*$|,? (?:for|i|ved)\b)",
        rf"halvparten (?:av (?:de |våre )?[\w-]+ )?{HAVE_GOT}",
        rf"{SOME_OF} (?:er |har blitt |ble )?{DONE}",
        r"delvis(?= ?[.:;(]| [-–])(?=.*\b(?:gjenstår|gjenstående|mangler|rest(?:en)?|ikke)\b)"
        rf"(?=.*\b(?:{DONE}|laget|holdt|utarbeidet|i gang|pågår|startet)\b)"
        r"(?!.*\b(?:utg|stans|stopp|avly|utsatt|al[lt]))",
        r"ikke (?:alle|alt|hele|samtlige)\b(?: (?!ikke|utgår|skal)[\w-]+){0,3}? (?:er |har |ble "
        r"|blir )?" + DONE,
        rf"(?:omtrent |ca\.? )?halvparten(?: [\w-]+)? (?:er )?{DONE}",
        rf"(?:stort sett|i (?:all )?hovedsak|for det meste|i det (?:vesentlige"
        rf"|store og hele)) {DONE}",
        r"(?:ca\.? ?)?\d\d? ?(?:%|prosent) (?:gjennomført|utført|iverksatt|implementert|innført)",
        rf"(?:i stor|i noen|i varierende|til en viss) grad (?:{DONE}|oppnådd|innfridd)",
        r"delvis ikke (?:gjennomført|iverksatt|utført)",
        r"delvis (?:løst|levert|(?:tatt )?i bruk|i drift|realisert|gjort|satt i verk|innarbeidet"
        r"|ivaretatt)",
    ),
    ASKED: (
        r"(?:planlagt|planlegges|forventet|varslet|vedtatt) (?:å )?(?:bli )?(?:utfas|avvikl"
        r"|nedlegg|nedleggels|avslut|slutt|opphør|utsatt|avlyst|nedtrapp|nedskal|utflytt|stans"
        r"|steng|fas|lagt ned|evaluer|revider|revisjon|ferdig|fullfør)[a-zæøå]*",
        r"(?:løpende|fortløpende|kontinuerlig|pågående|ferdige?|utsatt|planlagt"
        r"|forsinket) (?:(?!etter|før|innen)[a-zæøå]+ )?[a-zæøå]*(?:utgift|kostnad"
        r"|inntekt|utbetaling|vurdering"
        r"|diskusjon|avtale|avtalen|avtaler|kontrakt|husleie|regnskap|budsjett|lån|sak|saker"
        r"|saksbehandling|gjeld|leie|abonnement|betaling|faktura|vedlikehold|vakt|nummer|tid"
        r"|streik|konflikt|uenighet|frist|mangel|problem|utfordring)(?:er|ene|en|a)?",
        rf"det (?:er|ble|har blitt|er blitt) (?:(?:nå|foreløpig|ennå|fortsatt) )*ikke (?:{BEGUN}"
        rf"|{DONE})"
        r" (?!(?:i|på|ved|for|av|med|pga|grunnet|fordi|ennå|enda|noe|her|som|hittil|så|til"
        r"|etter)\b)[\w-]+",
        r"utsatt for(?= (?!å\b|\w+ gang))",
        r"(?:videreføres|videreført) (?:ikke|i|til|inn i) (?:ny|neste|revidert|kommende)",
        r"går ut (?:på|til|fra|over|i)",
        rf"{PART}:? (?:er )?{DONE}(?:[,.;]| og|,? mens|,? men)+ {PART}\b",
        rf"venter (?!{GO_ON_WAITING})(?!(?:(?:[a-zæøå]+e|ny|nytt) )?{WAITED_FOR})[\w-]+",
        rf"(?:{HELD} ble )?ikke (?:{BEGUN}|{DONE}) (?:før|innen fristen|i tide)",
    ),
}


@dataclass(frozen=True)
class Wording:
    """What a cell begins with: the city's phrase for it, or `ASKED`, and how many letters."""

    phrase: str
    end: int


def _compiled(
    kinds: dict[str, tuple[str, ...]], after: str
) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"{WHO}(?:{'|'.join(patterns)}){after}"), phrase)
        for phrase, patterns in kinds.items()
    )


_AT_THE_END = r"(?=[\s.!»\"]*$)"
_AT_A_WORDS_END = r"(?![\w/])(?!-\w)"
_PATTERNS = (
    *_compiled(WHOLE, _AT_THE_END),
    *_compiled(WHOLE_OF_THINGS, _AT_THE_END),
    *_compiled(WHOLE_TURNS, _AT_THE_END),
    *_compiled(WHOLE_SINGLE, _AT_THE_END),
    *_compiled(_LEADING, _AT_A_WORDS_END),
    *_compiled(OF_THINGS, _AT_A_WORDS_END),
    *_compiled(TURNS, _AT_A_WORDS_END),
    *_compiled(SINGLE, _AT_A_WORDS_END),
    *_compiled({ASKED: ASKED_OF_THINGS}, r"\b"),
)


def wording_of(said: str, on: date | None) -> Wording | None:
    """The longest wording that a cell, folded and in bokmål, begins with; of two kinds, `ASKED`."""
    found = [
        Wording(phrase, match.end())
        for pattern, phrase in _PATTERNS
        if (match := pattern.match(said)) and _holds(match.groupdict(), on)
    ]
    return max(found, key=lambda wording: (wording.end, wording.phrase == ASKED), default=None)


_YEARS = ("year", "from", "later", "on")
"""The groups of the patterns above that name when something begins."""


def _holds(said: dict[str, str | None], on: date | None) -> bool:
    """Whether the year that is named is to come, and the part is less than the whole."""
    years = [int(year) for name in _YEARS if (year := said.get(name))]
    if on is not None and any(year <= on.year for year in years):
        return False
    if (year := said.get("up_to")) and (on is None or int(year) > on.year):
        return False
    for name in ("at_least", "this_year"):
        if on is not None and (year := said.get(name)) and int(year) < on.year:
            return False
    if (time := said.get("time")) and not _is_ahead(_month_of(time), said.get("of_year"), on):
        return False
    if (month := said.get("month")) and not _is_ahead(int(month), said.get("in_year"), on):
        return False
    parts = [(said.get(f"{of}part"), said.get(f"{of}whole")) for of in ("", "done_")]
    return all(0 < _number(part) < _number(whole) for part, whole in parts if part and whole)


def _month_of(time: str) -> int:
    return {"vår": 1, "sommer": 6, "høst": 9}.get(time) or MONTH_NAMES.index(time) + 1


def _is_ahead(month: int, year: str | None, on: date | None) -> bool:
    """Whether a month of this year, or of the one that is named, has not begun by the day."""
    return on is not None and (int(year or on.year), month) > (on.year, on.month)


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    return {"én": 1, "ett": 1, "syv": 7}.get(said) or NUMBERS.index(said)
