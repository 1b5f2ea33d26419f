"""Wordings of a status that no list of phrases can hold, by their kind.

Each kind is a pattern at the beginning of a cell, folded and in bokmål, and the city's own phrase
that it says the same as («går sin gang»: «under arbeid»): what that phrase means is data, as of any
other (`StatusWord`). What follows is read as it is after the phrase. `ASKED` is for what begins as
a status and is none: «Planlagt utfasing», «Løpende utgifter».
"""

import re
from dataclasses import dataclass
from datetime import date

ASKED = ""
"""What a wording says that only a person can read."""

_WHO = (
    r"(?:(?:tiltaket|arbeidet|prosjektet|saken|planen|ordningen|det|dette|vi|arbeidsgruppen?"
    r"|arbeidsgruppa) )?(?:(?:er|har|ble|blir|ligger|står) )?(?:(?:nå|fortsatt|foreløpig|ennå) )*"
)
_DONE = (
    r"(?:gjennomført|utført|fullført|ferdig(?:stilt)?|sluttført|iverksatt|satt i verk|implementert"
    r"|innført|etablert|på plass|tatt i bruk|avholdt|avsluttet|oppfylt|gjort)"
)
_BEGUN = r"(?:startet(?: opp)?|påbegynt|begynt|igangsatt|(?:satt |kommet )?i gang|oppstartet)"
_NUMBERS = ["null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti"]
_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(_NUMBERS)}|én|ett|syv)"
_OF = rf"(?P<part>{_NUMBER}) av (?:de |våre |i alt )?(?P<whole>{_NUMBER})"
_OF_THEM = _OF.replace("P<", "P<done_")
_WORDS = r"(?: [\w/-]+)"
_HAVE_GOT = r"har fått (?:kurs|opplæring|tilbud)"
_PART = r"(?:del|fase|trinn|etappe|punkt|pkt\.?|modul) (?:\d+|[a-e]|én|en|to)"
_WHAT_GOES_ON = (
    r"(?!planl|avvikl|nedle|utfas|avslut|vurder|disku|stans|opphør|evaluer|rapport|klage|streik"
    r"|drøft)"
    r"[a-zæøå-]+(?:ing|ingen|inger|ingene|else|elsen|elser|arbeid|arbeidet|prosess|prosessen"
    r"|prosjekt|prosjektet|innkjøp)"
)
_TO_BE_BEGUN = (
    r"(?:etableres|iverksettes|igangsettes|startes(?: opp)?|starter(?: opp)?|innføres|opprettes"
    r"|settes i (?:gang|verk|drift)|kommer i (?:gang|drift)"
    r"|blir (?:etablert|iverksatt|igangsatt|startet|innført|satt i gang))"
)
_TO_BE_DONE = r"(?:gjennomføres|utføres|avholdes|blir (?:gjennomført|utført))"
_HELD = (
    r"[a-zæøå-]*(?:(?:kurs|seminar|webinar|arrangement|prosjekt)et|(?:samling|kampanj|konferans"
    r"|aksjon|opplæring|fagdag)(?:en|a))"
)
_A_TIME_OF = (
    r"(?:(?:i|til|fra|først|løpet av|fra og med|innen|høsten|våren|sommeren|januar|februar|mars"
    r"|april|mai|juni|juli|august|september|oktober|november|desember|\d\. (?:kvartal|halvår"
    r"|tertial)"
    r"|første|andre|tredje|fjerde|kvartal|halvår|tertial) )*"
)
_NEXT = (
    rf"{_A_TIME_OF}(?:neste (?:år|vår|høst|sommer|vinter|halvår|kvartal|tertial|(?:plan)?periode)"
)
_GO_ON_WAITING = (
    r"(?:på|til|med|fortsatt|fremdeles|ennå|enda|nå|inntil|fra|fordi|pga|grunnet|i|og|eller|også"
    r"|\d{1,2}\.)\b"
)
_WAITED_FOR = (
    r"(?:[a-zæøå]*(?:ing|ingen|else|elsen|sjon|sjonen|svar|vedtak|budsjett|midler|penger|lokaler"
    r"|avtale|søknad|sak|beslutning|signal|tillatelse|kontrakt)(?:et|ene|en|er|a)?)\b"
)
"""What one waits for, of «Venter svar»; «Venter barn» and «Venter 20 deltakere» expect."""
_EXCEPT = r"(?:med unntak av|bortsett fra|unntatt|utenom|foruten)"
_RHYTHM = (
    r"(?:årlig|halvårlig|kvartalsvis|månedlig|ukentlig|jevnlig|regelmessig"
    r"|hver(?:t)? (?:år|måned|uke|høst|vår|tertial|kvartal|halvår)"
    r"|(?:en gang|én gang|to ganger|tre ganger|fire ganger|\d ganger) (?:i|per|pr\.?) (?:året|år))"
)

# What a cell begins with, whatever understood remark comes after.
_LEADING = {
    "under arbeid": (
        r"(?:(?:bra|god|fin|jevn|stor|normal|liten|noe|treg|svak|sakte) )(?:fremdrift|fremgang)",
        r"fremdrift(?:en)? (?:er )?(?:bra|god|som (?:forventet|planlagt|avtalt)|etter"
        r" plan(?:en)?|i rute)",
        r"(?:går |skjer |følger )?(?:etter|i henhold til|ihht\.?|iht\.?|i tråd med) (?:plan"
        r"|fremdriftsplan)(?:en)?(?! ut\b)",
        r"går (?:som (?:planlagt|forventet|avtalt)|sin gang|fremover|bra|greit)",
        r"(?:(?:litt|noe|sterkt|mye|kraftig|svært) )?forsinket",
        r"delvis (?:i gang|igangsatt)",
        r"\d\d? ?(?:%|prosent) (?:ferdig(?:stilt)?|fullført)",
        r"(?:[a-zæøå]*(?:plan|rapport|rutine|veileder|avtale|søknad|strategi|notat|retningslinje)"
        r"(?:en|n|r|er|ene|ne)?) (?:er )?under (?:arbeid|utarbeid(?:else|ing)|utvikling"
        r"|revidering)",
        r"(?:pilot|prøveprosjekt|forsøk|dialog|samarbeid)(?:en|et)? (?:pågår|er i gang|i gang)",
        r"(?:på god vei|kommet (?:langt|et stykke på vei))",
        r"under (?:utarbeiding|utforming|bygging|oppføring|anskaffelse|revisjon|revidering"
        r"|utprøving|iverksett(?:ing|else)|implementering|utrulling|rekruttering"
        r"|ferdigstill(?:ing|else)"
        r"|sluttføring|oppbygging|produksjon)",
        r"(?:første )?utkast(?:et)? (?:(?:til|av) [\w-]+ )?(?:foreligger|(?:er )?(?:klart|laget"
        r"|utarbeidet|skrevet|(?:sendt )?(?:ut )?(?:på|til) (?:intern )?høring))",
        r"(?:sendt )?(?:ut )?på (?:intern )?høring",
        r"(?:arbeids|prosjekt|styrings|plan)gruppe(?:n|a)? (?:er )?(?:nedsatt|satt ned|opprettet"
        r"|etablert|i gang|i arbeid)",
        r"(?:oppstarts?møte|oppstartsseminar|kick-?off)(?:t|et)? (?:er )?(?:avholdt|holdt"
        r"|gjennomført)",
        r"oppstart(?:en)? (?:er )?gjennomført",
        r"(?:jobber|arbeider|holder på|jobbet|arbeidet|jobbes|arbeides) (?:fortsatt |aktivt "
        r"|videre |godt )?med"
        r"(?: å (?:finne|få|lage|utarbeide|utvikle|skaffe|ferdigstille|etablere|opprette|innføre"
        r"|rekruttere|ansette|revidere|bygge|oppdatere|tilpasse|styrke|forbedre|utforme|skrive))?",
        r"ikke (?:ennå |enda |helt )*(?:ferdig(?:stilt)?|i mål|avsluttet|fullført|sluttført"
        r"|komplett)"
        r"(?!.*\b(?:drift|lenger|før)\b)",
        rf"(?:nesten|så godt som|tilnærmet|nærmest|snart|omtrent|så å si) {_DONE}",
        rf"(?:så ?vidt|knapt|såvidt|akkurat|nettopp|nylig) {_BEGUN}",
        r"(?:i gang|startet(?: opp)?|påbegynt|tatt opp) igjen(?: etter (?:en )?(?:pause|opphold))?",
        r"(?:kommet |godt )?i gang med (?:forarbeidet|arbeidet|planarbeidet|forberedelsene)",
        rf"{_WHAT_GOES_ON} (?:pågår|er i gang|er påbegynt|er igangsatt|er startet)",
        r"(?:godt )?i (?:gang|arbeid)",
        r"(?:i (?:slutt|avslutnings|oppstarts|start)fasen?|i en tidlig fase|på oppløpssiden)",
        r"(?:var |midlertidig )?(?:utsatt|(?:satt )?på vent|(?:stilt )?i bero|stanset|stoppet)"
        rf"(?: [a-zæøå]+){{0,2}}?,? (?:men )?(?:er )?(?:nå (?:{_BEGUN}|gjenopptatt)|gjenopptatt"
        rf"|tatt opp igjen"
        r"|(?:startet(?: opp)?|i gang|påbegynt) igjen)",
    ),
    "ikke startet": (
        r"ikke (?:ennå |enda |blitt )*(?:påbegynt|begynt|startet(?: opp)?|igangsatt|iverksatt"
        r"|utført"
        r"|gjennomført|gjort|etablert|innført|(?:satt |kommet )?i gang|satt i verk)",
        rf"{_HELD} ble ikke (?:gjennomført|avholdt|holdt|arrangert|startet|iverksatt)"
        r"(?= (?:i|pga|grunnet|på grunn|fordi|høsten|våren)\b| \d|[,.;]| [-–]|$)(?! i tide)",
        r"(?:må|bør) (?:bli )?(?:gjennomføres|gjennomført|utføres|utført)"
        r"(?= (?:før|innen|i løpet av)\b|[\s.]*$)(?!.*\b(?:hver\w*|årlig|igjen|nytt)\b)",
        r"(?:må|bør|skal) (?:igangsettes|iverksettes|startes)(?! (?:på nytt|igjen))",
        r"skal (?:settes i (?:gang|verk)|i gang|etableres|opprettes|innføres|utføres|gjøres"
        r"|påbegynnes)",
        r"ingen (?:aktivitet|oppstart|handling)(?: (?:så langt|ennå|enda|hittil|foreløpig))?",
        rf"(?:ingen ?ting|intet) (?:er |har )?(?:ennå )?(?:{_BEGUN}|{_DONE}|skjedd)(?: (?:så langt"
        rf"|ennå|enda|hittil))?",
        rf"ingen av (?:punktene|tiltakene|aktivitetene|delene) (?:er|har) (?:{_BEGUN}|{_DONE})",
        rf"h?verken {_BEGUN} eller (?:planlagt|{_DONE})",
        r"klar(?:t|e)? (?:til|for) (?:oppstart|iverksett(?:ing|else)|igangsett(?:ing|else)"
        r"|gjennomføring|å starte)",
        r"(?:skulle|burde) (?:ha )?(?:vært|blitt) (?:i gang|startet(?: opp)?|påbegynt|igangsatt"
        r"|iverksatt|satt i (?:gang|verk))",
        r"(?:bør|må|anbefales|foreslås) (?:bli )?(?:iverksatt|igangsatt|satt i (?:gang|verk))(?!"
        r" på nytt)",
        rf"(?:{_TO_BE_BEGUN}|{_TO_BE_DONE}) {_NEXT})",
        rf"(?:{_TO_BE_BEGUN}|{_TO_BE_DONE}) {_A_TIME_OF}(?P<year>20\d\d)(?![-–/\d])",
        r"(?:forventes|forventet|ventes|planlegges|planlagt|vedtatt|antas|tenkt) (?:å bli |å"
        r" være )?"
        r"(?:iverksatt|igangsatt|startet(?: opp)?|etablert|innført|satt i (?:gang|verk)|tatt i"
        r" bruk)"
        rf" {_A_TIME_OF}(?P<from>20\d\d)(?![-–/\d])",
        r"(?:starter(?: opp)?|kommer i gang|settes i gang|igangsettes|iverksettes) (?:til|etter"
        r"|over)"
        r" (?:høsten|våren|sommeren|nyttår|jul|påske|ferien)",
        r"oppstart(?:en)? (?:(?:er|ble) )?(?:flyttet|forskjøvet|skjøvet)(?: fra (?:\w+ )?20\d\d)?"
        rf" til {_A_TIME_OF}(?P<later>20\d\d)(?![-–/\d])",
        r"start(?:dato)?: ?(?:\d{1,2}\.){0,2}(?P<on>20\d\d)",
    ),
    "på vent": (
        r"(?:satt|lagt|stilt|settes|legges)? ?(?:på vent|[ip]å? bero|på is|på pause)",
        r"(?:ligg|ligger|står) (?:på vent|i bero|på bero|på is|brakk|stille|nede)",
        r"(?:stoppet|stoppa|stopper) opp(?: etter at [\w-]+ sluttet)?",
        r"(?:forskjøvet|skjøvet|utsettes|utsatt|skyves) til (?:neste (?:år|periode|høst|vår"
        r"|økonomiplan)|20\d\d)",
        r"midlertidig (?:satt|lagt) (?:på vent|i bero|på is)",
        r"(?:avventer|venter) (?:på )?(?:svar|avklaring|godkjenning|finansiering|midler|bemanning"
        r"|budsjett(?:et)?|vedtak|behandling|tildeling|ansettelse|lokaler)"
        r"(?: (?:på|av|om) (?:søknad(?:en)?|budsjett(?:et)?|midler|finansiering))?",
        r"(?:etablering|gjennomføring|iverksetting)(?:en)? (?:er )?(?:utsatt|satt på vent)"
        r"(?: på ubestemt tid| inntil videre)?",
        rf"{_BEGUN},? (?:men|så|og så|deretter)(?: nå)? (?:satt|lagt) (?:på vent|på is|i bero)",
    ),
    "løpende": (
        rf"(?:gjentas|gjennomføres|arrangeres|avholdes|holdes|utføres|gjøres) {_RHYTHM}",
        r"(?:inngår i|(?:en )?del av|ivaretas i|går inn i|over i) (?:den )?(?:(?:ordinære?"
        r"|daglige?|faste?"
        r"|vanlige?|løpende) )?(?:drift(?:en|a)?)",
        r"(?:fast|permanent|varig) (?:ordning|tilbud|rutine|praksis|tiltak)(?= ?[,.;(]| siden\b|$)",
        r"(?:videreført|videreføres) som (?:en |et )?(?:fast|permanent|varig|ordinært?)"
        r" (?:ordning|tilbud|tilbod|tiltak|rutine)",
        r"(?:daglig|ordinær) drift",
        r"(?:pågår|jobbes|arbeides) (?:løpende|fortløpende|kontinuerlig)",
        r"(?:gjennomført|utført|avholdt|arrangert),? (?:og )?(?:(?:skal|vil) )?(?:bli )?"
        rf"(?:gjentas|gjentatt) {_RHYTHM}(?!.*\d)",
        r"(?:lagt|tatt|gått|overført|ført) (?:inn |over )?(?:i|til) (?:den )?ordinære? driften?",
        r"(?:gjennomføres|arrangeres|avholdes|holdes|utføres|tilbys|drives|følges opp)"
        r" (?:løpende|fortløpende|kontinuerlig)",
    ),
    "utgått": (
        r"(?:uaktuell|strykes|frafalles|annullert)",
        r"strøket(?= (?:fra|av|pga|grunnet|på grunn|etter|i)\b| \d|[,.;]| [-–]|$)",
        r"(?:går|gått|tas|tatt) ut av (?:planen|handlingsplanen)",
        r"ikke (?:lenger )?aktuelt?(?: lenger)?",
        r"lot seg ikke (?:gjennomføre|iverksette|realisere)",
        r"(?:blir|ble) (?:det )?ikke noe av",
        r"oppstart(?:en)? (?:er )?(?:avlyst|kansellert|skrinlagt)",
        r"(?:ikke lenger relevant|ikke relevant lenger|erstattet av(?: \w+)? (?:tiltak|punkt|pkt))",
        r"(?:lagt ned|nedlagt|avviklet)(?= (?:i|fra|per|pr|pga|på grunn|grunnet|etter|høsten|våren"
        r"|sommeren)\b| \d|[,.;]| [-–]|$)",
    ),
    "iverksatt": (
        r"opprettet(?= (?:i|fra|per|høsten|våren|sommeren)\b| \d|[,.;]| [-–]|$)",
        r"[a-zæøå-]*still(?:ingen|inga|ingene) (?:er |ble )?(?:nå )?besatt(?!.*\bvikar)",
        r"(?:rutine(?:n|ne)?|planen|veilederen|systemet|skjemaet|håndboken|verktøyet) (?:er"
        r" )?(?:utarbeidet|laget|utviklet|innkjøpt) og tatt i bruk",
    ),
    "gjennomført": (
        r"(?:kommet )?i mål",
        r"100 ?(?:%|prosent)(?: (?:ferdig|gjennomført|fullført|utført))?(?! av\b)",
        rf"ikke bare {_BEGUN},? men (?:nå |helt )*{_DONE}",
        rf"ikke {_BEGUN} i tide,? men (?:er |ble |nå )*(?:gjennomført|fullført|utført)",
        rf"{_HELD} (?:ble|er|har blitt) (?:gjennomført|avholdt|holdt|arrangert)",
    ),
    "delvis iverksatt": (
        rf"{_DONE} (?:i |på |ved |for |hos |blant )?{_OF}{_WORDS}?",
        rf"{_OF_THEM}{_WORDS}{{0,2}}?"
        rf" (?:(?:er |har |har fått )?(?:{_DONE}|rekruttert|ansatt|tilsatt)|{_HAVE_GOT})",
        rf"halvparten {_HAVE_GOT}",
        r"ikke (?:alle|alt|hele|samtlige)\b(?: (?!ikke|utgår|skal)[\w-]+){0,3}? (?:er |har |ble "
        r"|blir )?" + _DONE,
        rf"(?:omtrent |ca\.? )?halvparten(?: [\w-]+)? (?:er )?{_DONE}",
        rf"(?:stort sett|i hovedsak|for det meste) {_DONE}",
        r"(?:ca\.? ?)?\d\d? ?(?:%|prosent) (?:gjennomført|utført|iverksatt|implementert|innført)",
        r"delvis ikke (?:gjennomført|iverksatt|utført)",
    ),
    ASKED: (
        r"(?:planlagt|planlegges|forventet|varslet|vedtatt) (?:å )?(?:bli )?(?:utfas|avvikl"
        r"|nedlegg|nedleggels|avslut|slutt"
        r"|opphør|nedtrapp|nedskal|utflytt|stans|steng|fas|lagt ned|evaluer|revider|revisjon"
        r"|ferdig|fullfør)[a-zæøå]*",
        r"(?:løpende|fortløpende|kontinuerlig|pågående|ferdige?|utsatt|planlagt|forsinket) "
        r"(?:[a-zæøå]+ )?[a-zæøå]*(?:utgift|kostnad|inntekt|utbetaling|vurdering|diskusjon"
        r"|avtale|avtalen|avtaler"
        r"|kontrakt|husleie|regnskap|budsjett|lån|sak|saker|saksbehandling|gjeld|leie|abonnement"
        r"|betaling|faktura|vedlikehold|vakt|nummer|tid|streik|konflikt|uenighet)(?:er|ene|en|a)?",
        r"(?:videreføres|videreført) (?:ikke|i|til|inn i) (?:ny|neste|revidert|kommende)",
        r"går ut (?:på|til|fra|over|i)",
        rf"{_PART}:? (?:er )?{_DONE}(?:[,.;]| og|,? mens|,? men)+ {_PART}\b",
        rf"venter (?!{_GO_ON_WAITING})(?!(?:(?:[a-zæøå]+e|ny|nytt) )?{_WAITED_FOR})[\w-]+",
        rf"(?:{_HELD} ble )?ikke (?:{_BEGUN}|{_DONE}) (?:før|innen fristen|i tide)",
    ),
}

# What a cell says from beginning to end. English is what programs of tasks write for a person.
_WHOLE = {
    "ikke startet": (
        r"(?:not (?:yet )?(?:started|begun)|to ?do|planned)",
        r"(?:nei,? )?(?:(?:har |er )?ikke (?:ennå|enda))",
        r"0 ?(?:%|prosent)(?: (?:ferdig|gjennomført|fullført|utført))?",
        rf"(?:{_TO_BE_BEGUN}|(?:vil|bør) bli (?:gjennomført|utført|iverksatt|igangsatt))"
        r" (?:dersom|hvis|når|så snart|så fort|etter at|forutsatt at)"
        r"(?:(?! (?:ikke|behov|ønsk\w*|nødvendig|mulig|aktuelt|men|nå|allerede|hver\w*)\b)"
        r" [\w-]+){1,8}",
        rf"{_TO_BE_DONE} (?:dersom|hvis|forutsatt at|så snart)"
        r"(?: [\w-]+){0,3} (?:bevilges|innvilges|tildeles|kommer på plass|er klare?|er på plass"
        r"|vedtas)",
    ),
    "løpende": (
        rf"{_RHYTHM}(?: (?:arrangement|tiltak|aktivitet))?",
        rf"(?:(?:jevnlige|regelmessige|faste) )?(?:møter|samlinger|kurs|treff) {_RHYTHM}",
        "(?:videreføres|videreført|ved behov|hele året)",
        r"(?:ongoing|continuous)",
    ),
    "under arbeid": (
        r"(?:på vei|på skinner)",
        r"(?:gjennomføres|utredes|utarbeides|utvikles)",
        r"oppstartet",
        r"(?:in progress|started|under way|underway|doing|delayed)",
    ),
    "iverksatt": (r"ivaretatt", r"i bruk", r"implemented"),
    "utgått": (r"(?:går|gått|tas|tatt) ut", r"(?:cancell?ed|dropped)"),
    "på vent": (r"utsettes", r"(?:on hold|paused|postponed|deferred|waiting(?: on someone else)?)"),
    "gjennomført": (r"(?:completed?|done|finished)",),
    "delvis iverksatt": (
        r"noe gjort",
        r"partly (?:implemented|completed|done)",
        rf"{_DONE},? {_EXCEPT}(?! (?:helg|ferie|sommer|jul|påske|høytid|hellig|i ))(?!"
        rf" [a-zæøå]*ferie){_WORDS}{{1,6}}",
        rf"(?:alt|alle(?: [\w-]+)?) {_EXCEPT}(?: (?!ikke)[\w/.-]+){{1,4}}? (?:er |har )?{_DONE}",
        rf"{_PART}:? (?:er )?{_DONE}(?:[,.;]| og|,? mens|,? men)+ {_PART}:? (?:er )?"
        r"(?:pågår|gjenstår|under arbeid|i gang|påbegynt)",
        rf"{_DONE} (?:for|i|på|ved|hos)(?! \d){_WORDS}{{1,3}},? (?:men )?ikke (?:(?:ennå"
        rf" )?(?:{_BEGUN}|{_DONE}) )?"
        rf"(?:for|i|på|ved|hos)(?! (?:\d|helg|ferie|sommer|år)){_WORDS}{{1,3}}",
        rf"ja,? men ikke (?:for|i|på|ved|hos){_WORDS}{{1,3}}",
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
        (re.compile(rf"{_WHO}(?:{'|'.join(patterns)}){after}"), phrase)
        for phrase, patterns in kinds.items()
    )


_PATTERNS = (
    *_compiled(_WHOLE, r"(?=[\s.!»\"]*$)"),
    *_compiled(_LEADING, r"(?![\w/])(?!-\w)"),
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
    parts = [(said.get(f"{of}part"), said.get(f"{of}whole")) for of in ("", "done_")]
    return all(0 < _number(part) < _number(whole) for part, whole in parts if part and whole)


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    return {"én": 1, "ett": 1, "syv": 7}.get(said) or _NUMBERS.index(said)
