"""Turns of phrase in the remark after a status, said in words that `remarks` knows.

Most hold after any status; some only after one of some code: «ikke ferdig» takes «Iverksatt» back
and says nothing new of «Under arbeid». Words come here folded and in bokmål.
"""

import re

# Said of something else than the status: each stands for a word that does no harm.
_IDIOMS = (
    (re.compile(r"\b(?:men )?(?:(?:er|ble|har) )?(?:(?:ennå|enda|fortsatt) )?ikke (?:ennå |enda )?"
                r"(?:evaluert|fulgt opp|rapportert|dokumentert|publisert)\b"), "evaluert"),
    (re.compile(r"\b(?:men )?det er (?:det er )?behov for\b[^.,;]*"), "behov"),
    (re.compile(r"\b(?:pga\b\.?|p\.g\.a\.|grunnet\b|som (?:en )?følge av\b)"), "på grunn av"),
    (re.compile(r"\blagt (?:fram|frem|ut|inn)\b"), "fremlagt"),
    (re.compile(r"\blegges (?:fram|frem)\b"), "skal"),
    (re.compile(r"\btatt i bruk\b"), "ibruktatt"),
    (re.compile(r"\btatt (?:kurs|opplæring)(?:et|en)?\b"), "holdt"),
    (re.compile(r"\bsatt ned\b"), "nedsatt"),
    (re.compile(r"\b(?:går )?(?:etter|iht\.?|i henhold til|i tråd med|som)"
                r" (?:planen?|planlagt|avtalt)\b"), "planmessig"),
    (re.compile(r"\b(?:går|skjer) videre\b"), "videre"),
    (re.compile(r"\bi forhold til (?:opprinnelig )?(?:fremdrifts)?plan(?:en)?\b"), "videre"),
    (
        re.compile(r"\b(?:innen (?:avtalt |oppsatt )?frist(?:en)?|før (?:tiden|fristen))\b(?! \d)"),
        "planmessig",
    ),
    (re.compile(r"\bmed (?:noe |litt )?forsinkelse\b"), "planmessig"),
    (re.compile(r"\btas opp\b|\b(?<=resten )tas (?=i|til|på|neste|høsten|våren)"), "skal"),
    (re.compile(r"\b(?:\w+-?)?sak(?:snr)?\.? \d+/\d+\b"), "sak"),
    (re.compile(r"\b(?:\d+\.|alle) trinn\b"), "skole"),
    (re.compile(r"\bog så videre\b"), "osv"),
    (re.compile(r"\b(?:i det hele tatt|i dag)\b"), "videre"),
    (re.compile(r"\bi løpet av\b"), "i"),
    (re.compile(r"\bstår (?=(?:ubesatt|vakant|ledig)\b)"), "er "),
    (re.compile(r"\bingen (?:avvik|anmerkninger|merknader|endring(?:er)?)\b"), "planmessig"),
    (re.compile(r"\b(\d+ [a-zæøå-]+ (?:har )?(?:fått|deltatt|deltok|mottatt)\b[^,;.]*?)"
                r" (?:så langt|hittil|til nå)\b"), r"\1"),
    (re.compile(r"\b([\w/]+) eller \1\b"), r"\1"),
    (re.compile(r"\b(?:og/eller)\b"), "og"),
    (re.compile(r"\b(\d+|to|tre|fire|fem) av (?:de |våre )?\1\b"), r"\1"),
    (re.compile(r"\b100 ?(?:%|prosent)"), "fullt"),
    (re.compile(r"\b\d+ ?(?:%|prosent) (?:stilling|årsverk)"), "stilling"),
    (re.compile(r"\bv/"), "v "),
)  # fmt: skip
_NEEDS_MORE = re.compile(r"\b(?:men )?(?:fortsatt )?behov for (?:flere|mer|økte?|større) \w+")
_NOT_FINISHED = re.compile(
    r"(?<!ble )\b(?:men )?(?:er )?(?:(?:ennå|enda|fortsatt) )?ikke (?:(?:ennå|enda|helt) )?"
    r"(?:ferdig(?:stilt)?|fullført|avsluttet|sluttført|i mål|komplett)\b"
    r"|\b(?:men )?(?:det )?ikke (?:er |har blitt )?(?:fullt ut|helt|fullstendig) (?:på plass"
    r"|iverksatt"
    r"|gjennomført|innført|implementert)\b"
)
_TO_FINISH = re.compile(
    r"\b(mangler (?:[\w-]+ )(?:eller [\w-]+ )?)(?:til|for) å (?:fullføre|ferdigstille|sluttføre"
    r"|gjennomføre)(?: (?:arbeidet|tiltaket|resten))?(?=\W*$|[,.;])"
)
_SLOWLY = re.compile(
    r"\bmen (?:(?:det|arbeidet) )?(?:går (?:(?:litt|noe|svært) )?(?:sakte|tregt|sent|langsomt"
    r"|(?:saktere|tregere|senere|langsommere)(?! og)(?: enn (?:planlagt|ventet|forventet|ønsket))?)"
    r"|(?:(?:litt|noe) )?(?:saktere|tregere|langsommere) enn (?:planlagt|ventet|forventet|ønsket)"
    r"|tar (?:(?:lang|lengre) )?tid(?: enn (?:planlagt|ventet|forventet|ønsket))?)\b"
    r"(?: (?:fordi|siden) (?!.*(?:stans|stopp|avslutt|avvikl|utgå|avlys|legges? ned|lagt ned))"
    r"[^,;.()]*)?"
)
_LESS_FOR_A_WHILE = re.compile(
    r"\bmen (?:noe|litt) (?:redusert|lavere|mindre|færre)(?: (?:aktivitet|omfang|drift|møter))?"
    r"(?: (?:i|om|gjennom) (?:sommer(?:en)?|ferien|ferier|juli|vinter(?:en)?|høst|vår))?(?=\W*$)"
)
_LAST_TIME = re.compile(r"\bsist(?= (?:(?:i|den|høsten|våren) )*(?:[a-zæøå]+ )?20\d\d\W*$)")
_PART_OF_THE_REST = re.compile(
    r"\bog (?:er )?(?:nå )?en fast del av [a-zæøå]+(?:en|et|a|ene)(?=\W*$)"
)
_TO_BE_BETTER = re.compile(
    r"\b(?:må|bør) (?:evalueres|følges opp|forankres|oppdateres|revideres|vedlikeholdes"
    r"|videreutvikles|styrkes|gjøres (?:bedre )?kjent)(?: (?:bedre|tettere|mer|videre|jevnlig))?"
    r"(?=\W*$)"
)
_NO_NEW_START = re.compile(r"\bny oppstart(?:sdato)? er ikke (?:fastsatt|avklart|bestemt)\b")
_WAITS_FOR_MEANS = re.compile(
    r"\b(?:av)?venter (?:på )?(?=(?:midl|finansiering|bevilgning|penger|ressurs|svar|lokale))"
)
_WAS_REFUSED = re.compile(
    r"\b(?:søkte [^.;()]*? (?:og|men) )?fikk avslag(?: på søknad(?:en)?)?(?=\W*$|[.;,])"
)
_TAKEN_UP = re.compile(
    r"\btas (?=(?:i|på) (?!bruk\b|planen\b|budsjett|revisjon|neste\b|alvor\b|\d))"
)
_NOT_BEGUN = re.compile(r"\bikke (?:ennå )?(?:startet(?: opp)?|påbegynt|begynt|igangsatt)\b(?! på)")
_DONE_BY = re.compile(
    r"(?<!ble )(?<!var )(?<!nå )(?<!er )\bferdig(?:stilt)? til "
    r"(?=(?:høsten|våren|vinteren|somm[ea]ren|jul|påske|nyttår|skolestart|ferien)\b)"
    r"|\bferdig(?: i)? (?=[qt][1-4]\b|\d\. (?:kvartal|tertial|halvår)\b)"
)
_SHARE_DONE = re.compile(r"\b\d\d? ?(?:%|prosent) (?:ferdig|fullført|gjennomført|utført)\b")
_GOES_ON = re.compile(
    r"\bmen (?:(?:arbeidet|prosessen|tiltaket|det) )?(?:går sin gang|går videre|pågår"
    r"|(?:er )?(?:nå "
    r"|godt )*i gang|(?:er |ble )?(?:nå )?(?:startet(?: opp)?|påbegynt|kommet i gang))\b"
)
_NEW_DEADLINE = re.compile(r"\bny(?:e)? (?:tids)?frist(?:er)?\b[^,;]*")


def in_known_words(tail: str, code: str) -> str:
    """What follows a status of a code, with each idiom in it put in words that `remarks` knows."""
    said = tail
    for words, instead in _IDIOMS:
        said = words.sub(instead, said)
    if code == "completed":
        said = re.sub(r"\A\W*avsluttet\b", ", gjennomført", said)
    if code == "not_started":
        said = _NO_NEW_START.sub("uavklart", _NOT_BEGUN.sub("ennå", said))
    if code in {"not_started", "on_hold", "cancelled"}:
        said = _WAS_REFUSED.sub("mangler midler", said)
    if code == "ongoing":
        said = _LESS_FOR_A_WHILE.sub("planmessig", _TAKEN_UP.sub("følges ", said))
        said = _PART_OF_THE_REST.sub("fast", _LAST_TIME.sub("holdt", said))
    if code in {"implemented", "ongoing"}:
        said = _TO_BE_BETTER.sub("behov", _NEEDS_MORE.sub("behov", said))
    if code in {"in_progress", "partly_implemented"}:
        said = _NOT_FINISHED.sub("videre", said)
        said = _SLOWLY.sub("planmessig", _TO_FINISH.sub(r"\1", said))
        said = _WAITS_FOR_MEANS.sub("mangler ", said)
        said = _NEW_DEADLINE.sub("videre", said)
        said = _DONE_BY.sub("ferdig innen ", said)
        said = _SHARE_DONE.sub("videre", said)
        said = _GOES_ON.sub("videre", said)
    return said
