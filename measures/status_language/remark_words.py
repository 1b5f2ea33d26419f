"""The closed classes of words by which the remark after a status is understood (`remarks`).

Nouns, names and adjectives are not listed: they are known by where they stand. All words are folded
and in bokmål; one with * is the beginning of a word.
"""

import re


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(
            rf"{word[:-1]}.*" if word[-1] == "*" else re.escape(word) for word in words.split()
        )
    )


TAKES_BACK = {
    "to come": _any_of("""skal vil bør må kan får skulle ville burde måtte kunne blir bli
        forvent* planlagt planlegges neste kommende snart nyttår fremover framover innen
        oppstart* starter startes begynner påbegynnes igangsettes iverksettes gjennomføres
        utføres fullføres sluttføres ferdigstilles ferdigstilling innføres etableres opprettes
        utarbeides frist* kommer fortsetter"""),
    "negation": _any_of("""ikke ei ingen inga ingenting intet uten aldri neppe nei verken hverken
        knapt null ugyldig* uaktuel*"""),
    "contrast": _any_of("""men likevel derimot imidlertid dog unntatt unntak* bortsett utenom
        foruten eksklusiv* ekskl minus tross heller istedenfor isteden stedet ellers mens selv"""),
    "condition": _any_of("""hvis dersom når forutsatt såfremt mindre avheng* betinget kanskje
        trolig mulig* sannsynlig* usikker* uklar* uavklar* ukjent antakelig* antagelig* antatt
        visstnok angivelig tror antar håper mener ifølge regner formelt papiret prinsipp* teori*
        egentlig tilsynelatende hvorvidt
        eller"""),
    "yet": _any_of("ennå enda foreløpig hittil"),
    "ends": _any_of("""inntil før tidligere lenger lengre igjen midlertidig opprinnelig var
        senere pågikk så deretter etterpå derpå gammel gamle forrige"""),
    "part": _any_of("""noen enkelte få fåtall fleste flere mange mesteparten del deler halv halve
        halvparten halvdel* halvferdig* halvveis bare
        kun delvis noe litt nesten omtrent rest resten rester resterende restanse* første andre
        tredje siste fase* trinn* steg* etappe* runde* punkt* pkt prosent % hovedsak* stort sett
        grad* størstedel* størsteparten flertall* mindretall* utvalgte min mitt mine innled*
        forprosjekt* forstud* utkast* skisse* pilot* høyst maks forberedende foreløpige
        kartlegging* analyse* utredning* planlegging* søknad* høring*"""),
    "ended": _any_of("""avslutt* slutt slutter sluttes opphør* opphev* stans* stopp* steng*
        avvikl* nedla* nedlegg* nedbemann* nedtrapp* nedskal* utfas* lagt legges la ned bort vekk
        innstil* utløp* avbr* forsvin*
        forsvant forlat* utgå* utgikk avlys* kansell* dropp* skrin* bortf* faller falt slett*
        strøk* stryk* erstat* fjern* forkast* trekk* trakk trukket avskaff* henl* skrot* tatt tas
        tilbake tilbakef* tilbaket* revers* oppgi* oppga oppgav glemt"""),
    "waits": _any_of("""vent* avvent* påvente utsatt utset* forsky* skyv* pause* bero is hvil*
        frys* frosset prioriter* nedprio* gjenoppt* gjenåpn* gjentas"""),
    "lacks": _any_of("""mangl* mangel* gjenst* savn* forsink* vakan* ubes* ubem* sykem*
        permisjon* frafall* sluttet sluttar lite liten lav lavt lave lavere svak* dårlig*
        problem* utfordr* vansk* hindr* klage* påklag* uferdig* ufullst* overfør* overta* flytt*
        krever krevende ressurskrev* tidkrev* kutt* avvis* avsl* mislyk* lykkes lyktes umulig*
        brudd* brøt feil* konkurs* innspar* redusert* begrens* sykef*"""),
    "plans": _any_of("planl* vurder* foresl* avklar* forbered* utred* revurder*"),
    "begun": _any_of("start* begyn* påbegyn* igangs*"),
    "runs": _any_of("gang pågå* drift verk løpende kontinuerlig"),
    "goes on": _any_of("videreføres"),
    "done": _any_of("""ferdig* fullfør* gjennomfør* utfør* sluttfør* iverks* lukk* innfri* oppnå*
        klar klart klare etablert innført implementert gjort havn boks løst ordnet realisert
        levert holdt avholdt
        arrangert"""),
}
"""What may take a status back, by what it says; of a word in two, the first."""

PREPOSITIONS = _any_of("""i på ved hos av med for fra etter som blant mellom overfor mot innenfor
    under via gjennom langs hvor per pr v iht ihht jf jfr ifm ift vedr mht inkl inkludert samt og
    sammen siden over rundt utenfor inne ute til om ca cirka mest à fom tom enn""")

DETERMINERS = _any_of("""den det de disse denne en ett et ei vår vårt våre sin sitt sine egen
    eget egne ekstra hver hvert begge samtlige alle all alt hele ny nye nytt fast faste felles god
        gode
    stor store stort lokal* årlig* månedlig* ukentlig* daglig* jevnlig* ordinær* tverrfaglig*
    kommunal* aktuel* relevant* øvrige ulike digital* økt mer bred* to tre fire fem seks sju syv
    åtte ni ti tolv""")
"""After one of these or a preposition, up to three words that are not known are a noun and what
belongs to it."""

SAYS_NOTHING = _any_of("""nå planmessig også allerede stadig fortsatt fremdeles regelmessig ofte
    dermed derfor altså annet osv mv mm etc opp fram frem inn her der vi seg dette man hun han at
    å gang ganger totalt samlet særlig spesielt både fullt helt ut tidlig godt bra meget svært
    videre ok ja mye da tråd henhold samarbeid regi behov pluss innad""")

IS_SAID_OF_IT = _any_of("er har ble vært være hatt")
"""Only a verb that reports, a number or a place may come after one of these."""

REPORTS = _any_of("""arbeides jobbes arbeider jobber brukes brukt benyttes benyttet drives drevet
    driftes følges fulgt evalueres evaluert evaluering rapporteres rapportert rapport oppsummert
    dokumentert dokumenteres vedtatt behandlet godkjent publisert opprettet organisert
    organiseres finansiert finansieres dekkes dekket besatt ansatt tilsatt engasjert revidert
    revideres oppdatert oppdateres videreført videreutvikles holdes avholdes
    arrangeres utarbeidet kartlagt oversendt sendt sendes informert informeres invitert forankret
    integrert innarbeidet nedsatt valgt utviklet utvikles tilpasset styrket utvidet bestilt
    anskaffet tildelt mottatt signert inngått deltok deltar deltatt samarbeider gis gir tilbys
    tilbyr omfatter gjelder inngår består fungerer viser vist besøkt ivaretas ivaretatt
    koordineres koordinert ledes foregår skjer gjøres utgjør bidrar inneholder presentert
    distribuert delt lansert trykt registrert registreres søker trenger finnes nådd fått søkt
    møter verifisert kontrollert økte rekruttert kurset oppnevnt laget skrevet bygd bygget avtalt
    bevilget støttes tilrettelagt tilført vellykket arbeide følge fremlagt tilbud ibruktatt
    oppfylt funnet avsatt samlet utsendt utlyst møtes treffes justeres justert forlenget
    forlenges""")

HAPPENS_ONCE = re.compile(
    r"[a-zæøå-]*(?:kurs|kurset|kursene|opplæring|kampanjer?|seminar(?:er)?|fagdag(?:er)?"
    r"|kveld(?:er)?"
    r"|samling(?:er)?|møter?|workshop|konferanse|webinar|prosjekt|tiltak|arrangement|aksjon|tilsyn"
    r"|befaring|besøk)"
)
"""What is done as a whole: «Gjennomført kurs», while «Gjennomført kartlegging» is of a part."""

NOUNS = re.compile(
    r"[a-zæøå-]*(?:arbeid|tilbud|prosjekt|bistand|tilskudd|sted|het|budsjett|dokument|nivå"
    r"|innsats|team|side)(?:et|ene|a|er)?"
)
"""What ends as a participle does, and is none."""

PERSONS = re.compile(
    r"[a-zæøå-]*(?:leder|lærer|rådgiver|medarbeider|arbeider|pleier|koordinator|konsulent|psykolog"
    r"|terapeut)"
)
"""Whom a remark is about, though some end as a verb does: «prosjektleder tilsatt»."""

PLACES = re.compile(
    r"[a-zæøå-]*(?:skole|skoler|bydel|senter|sykehus|hus|barnehage|barnehager|kommune|vgs|kirke"
    r"|park"
    r"|klubb|idrettslag|avdeling|sone|bibliotek)"
)
"""What may follow a name that looks like a definite noun: «Furuset skole»."""

_MONTHS = (
    r"januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|des"
)
TIMES = re.compile(
    rf"(?:{_MONTHS}|(?:vår|høst|haust|sommer|sommar|vinter)(?:en|ene|halvåret)?|uke|uka|veke"
    rf"|kvartal|halvår"
    r"|tertial|mnd|måned(?:er)?|uker|dag(?:er)?|timer|personer|stk|kl|(?:man|tirs|ons|tors|fre"
    r"|lør|søn)dag"
    r"|slutten|midten|begynnelsen|skoleåret?|perioden|planperioden|årsskiftet|år|året|[qt][1-4]"
    r"|primo|medio|ultimo|årsverk)\.?"
)
