"""What does not belong in the text of a plan: an editor's question, a name, an inner address."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ruspolitikk.wording import fold

# --- An editor's question -----------------------------------------------------------------------

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"")
_SENTENCE = re.compile(r"((?<![.!?(])[.!?]++(?=[\s)]|$)|[\n\v\f\x85\u2028\u2029])")
_MARK = re.compile(r"\(\?++\)|\?\?")
_TO_THE_WRITERS = re.compile(
    r"^\W*(?:(?:og|eller|men|her) )?"
    r"(?:kunne|kan|skal|bør|burde|må|trenger|ønsker|vil|er|har|mener|hører|stemmer|mangler|gjelder"
    r"|tror|husker) (?:ikke )?(?:det|dette|denne|vi|man|dere|noen)\b"
    r"|^(?:hvem|hva|hvilke[nt]?|hvordan|hvor) (?:.{0,80} )?(?:ansvar\w*|dette)\b|\bvel\b"
    r"|\b(?:konkretiser\w*|utdype\w*|presisere\w*|(?:om)?formulere\w*|formulering\w*|stryke[ns]?|slettes?|ordlyd\w*"
    r"|setning(?:en)?|avsnitt(?:et)?|stå her|skrive her|flyttes hit|riktig|stemmer)\b"
)


def editors_question(text: str) -> str:
    """A question that its writers asked each other and left behind; empty where there is none.

    A question put to others, the name of a campaign or of a theme night («Hva er rus?»), is part
    of what the measure is; so is anything that stands in quotation marks.
    """
    if "?" not in text:
        return ""
    pieces = _SENTENCE.split(_QUOTED.sub(lambda m: m[0].replace("?", " "), text))
    for words, end in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        sentence = " ".join(f"{words}{end}".split())
        if _MARK.search(sentence) or ("?" in end and _TO_THE_WRITERS.search(fold(words))):
            return sentence
    return ""


# --- A person's name ----------------------------------------------------------------------------

# Words that stand alone, or first, where a bydel says who is responsible, and name no person.
_WELL_KNOWN_UNITS = """
administrasjonen aktivitet alle alna andre ansatte arbeid avhengighet barn barnevern beboere bjerke
bolig boligsosialt brukere byadministrasjonen bydel bydelen bydelene bydeler byråden deichman
deltakere bymisjon diverse drift eiendom eksterne familie flere folkehelse forebyggende forebygging
foreldre forvaltning frelsesarmeen frisklivssentralen fritid frivillige frivilligheten frogner
grorud grünerløkka habilitering helse hjemmetjenester husbanken idrett ingen innbyggere innkjøp
integrering kirken kirkens kommunikasjon kors korus kultur ledelse ledelsen ledere lokalsamfunn
merkantil mestring miljø moskeen nabolag naboskap nav nordstrand nærmiljø omsorg oppfølging
oppsøkende oppvekst oslo plan politi politiet psykiatri psykisk pårørende rehabilitering rus sagene
salto samfunn samhandling samtlige skole skolene sosial sosialfaglig stab staben statsforvalteren
stovner tilrettelagte tverretatlig ubestemt ukjent ullern ung ungdom unge utdanning uteseksjonen
utleiere velferd virksomhet økonomi østensjø
"""
WELL_KNOWN_UNITS = frozenset(_WELL_KNOWN_UNITS.split())
_FIRST_NAMES = """
anders andreas ane anita anna anne arne astrid atle berit bente bjørn camilla christian dag
einar eirik elin elisabeth ellen emma erik espen eva fredrik frode geir grete gro gunn guro hanne
hans harald hege heidi helene helge henrik hilde håkon ida inger ingrid ivar jan jens johan john
jon julie jørgen kari karin katrine ketil kim kine kjell kjersti knut kristian kristin kristine
lars lene line linda lise liv magnus maja mari maria marianne marit marius marte martin mette
mona monica morten nina nora odd ola olav ole per petter pål ragnhild randi reidun roar robert
rolf rune ruth sara sigrid silje simen siri sissel siv solveig stein stian stine svein terje
thomas thor tone tor tore torill trine trond turid unni vibeke vidar vigdis øystein åse
"""
COMMON_FIRST_NAMES = frozenset(_FIRST_NAMES.split())
"""Two capitalised words are as often an organisation («Blå Kors»), so a common first name is what
tells a person's whole name; after «v/» no such sign is needed."""
_FULL_NAME = range(2, 5)
"""Words of a whole name."""
_ENDS_AS_A_ROLE_OR_UNIT = re.compile(
    r"(?:(?:leder|sjef|direktør|konsulent|rådgiver|koordinator|veileder|lege|sykepleier|terapeut"
    r"|psykolog|pedagog|spesialist|assistent|behandler|mentor|planlegger|arbeider|medarbeider|representant|kontakt|ansvarlig|lærer|rektor|vakt)"
    r"(?:e|n|en|er|ene|ne|r)?"
    r"|søst(?:er|eren|re|rene)|jordm(?:or|oren|ødre|ødrene)|booppfølg(?:er|ere|ing)|gruppa|ravnene"
    r"|(?:ungdoms|barne)los(?:er|en|ene)?|pleier(?:e|en|ne)?|vaktmester(?:en)?|omsorgen|hjelpen"
    r"|(?:sted|verk|hjem)(?:et|ene|met|mene)|politi(?:et)?|(?:nettverk|sekretariat|bibliotek)(?:et|ene)?|leverandør(?:er|en)?"
    r"|(?:team|kontor|senter|råd|utvalg|lag|hus|vern|mottak|samarbeid|forbund"
    r"|organ|tilbud|tiltak|prosjekt|kjøkken|ombud|byrå)(?:et|ene|er)?|sentre(?:ne)?"
    r"|(?:tjeneste|enhet|seksjon|avdeling|etat|sentral|stasjon|klinikk|skole|barnehage|stab|gruppe"
    r"|forening|ordning|kommune|klubb|bolig|organisasjon|institusjon|virksomhet|stiftelse|kirke"
    r"|foretak|koordinering|base|nemnd)(?:n|en|er|r|ne|ene)?)\Z"
)
_PARTS = re.compile(r"([,;&\n\v\f]|\bv\s?/|/|\s(?:og|samt)\s)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def known_words(register: Iterable[str]) -> frozenset[str]:
    """The words that a bydel's register of responsible parties vouches for, folded.

    A name that is typed as responsible enters the register too. So a party vouches only for the
    words that stand where no person's name would: «Ansatte ved Regnbuen» makes Regnbuen known;
    «Kari», «Kari Nordmann» and «Kari og ansatte» make nobody known.
    """
    vouched: set[str] = set()
    doubted: set[str] = set()
    for name in register:
        words = _WORD.findall(unicodedata.normalize("NFC", name))
        if not all(map(_is_capitalised, words)):
            vouched.update(map(fold, words))
        doubted.update(map(fold, _names_in(name)))
    return frozenset(vouched - doubted)


def persons_names(responsible: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The capitalised words that stand where a role belongs: a single one, alone, by «og» or by
    «v/», or a whole name."""
    return [name for name in dict.fromkeys(_names_in(responsible)) if fold(name) not in known]


def _names_in(responsible: str) -> Iterator[str]:
    text = _IN_BRACKETS.sub(" ", unicodedata.normalize("NFC", responsible))
    pieces = _PARTS.split(text)
    signs = pieces[1::2]
    around = zip(pieces[::2], ["", *signs], [*signs, ""], [*pieces[2::2], ""], strict=True)
    for piece, sign_before, sign, following in around:
        words = piece.rpartition(":")[2].strip(" \t\r\xa0.*•-–—")
        if _is_half_a_compound(piece, sign) or _is_one_unit(sign, following):
            continue
        is_by = fold(sign_before).startswith("v")
        if _looks_like_a_name(words) or _looks_like_a_full_name(words.split(), is_by=is_by):
            yield words


def _is_half_a_compound(piece: str, sign: str) -> bool:
    """«Barne- og ungdomstjenesten»."""
    return piece.rstrip().endswith("-") and fold(sign) in {"og", "samt"}


def _looks_like_a_full_name(words: list[str], *, is_by: bool) -> bool:
    is_known = bool(words) and fold(words[0]) in COMMON_FIRST_NAMES
    return len(words) in _FULL_NAME and (is_known or is_by) and all(map(_looks_like_a_name, words))


def _is_one_unit(sign: str, following: str) -> bool:
    """«Oppvekst og velferd» is one name; so is what leads a path, «Ekspedisjon og arkiv: NAV»."""
    unit, leads_a_path, _rest = following.strip().partition(":")
    is_joined = fold(sign) == "og" and following.strip()[:1].islower()
    return is_joined and (bool(leads_a_path) or fold(unit) in WELL_KNOWN_UNITS)


def _is_capitalised(word: str) -> bool:
    return all(part[:1].isupper() and part[1:].islower() for part in word.split("-"))


def _looks_like_a_name(word: str) -> bool:
    if len(word) < 2 or not _WORD.fullmatch(word) or not _is_capitalised(word):
        return False
    folded = fold(word)
    return folded not in WELL_KNOWN_UNITS and not _ENDS_AS_A_ROLE_OR_UNIT.search(folded[-40:])


# --- An address that only works inside ----------------------------------------------------------

_FILE = re.compile(r"\bfile:/+[^\s<>«»\"]*", re.IGNORECASE)
_SHARE = re.compile(r"(?<![^\s(«\"])\\\\[\w.$-]+\\[^\s<>«»\"]*")
_DRIVE = re.compile(r"(?<![^\s(«\"])[a-z]:\\[^\s<>«»\"]*", re.IGNORECASE)
_WEB = re.compile(r"\bhttps?://([^\s/<>«»\"]*)[^\s<>«»\"]*", re.IGNORECASE)
_INNER_NAMES = frozenset({"intranett", "intranet", "intra", "intern", "internt", "localhost"})
_INNER_ENDINGS = frozenset({"local", "lan", "intern", "internal", "corp", "home", "localdomain"})
_INNER_NUMBERS = re.compile(r"(?:10|127|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))\.[0-9.]+")


def internal_address(text: str) -> str:
    """The first address that nobody outside can open («file://…», the intranet); or nothing."""
    if ":/" not in text and "\\" not in text:
        return ""
    for pattern in (_FILE, _SHARE, _DRIVE):
        if found := pattern.search(text):
            return found[0].rstrip(".,;:)")
    inner = (found[0] for found in _WEB.finditer(text) if _is_inside(found[1]))
    return next(inner, "").rstrip(".,;:)")


def _is_inside(host: str) -> bool:
    name = host.rpartition("@")[2].partition(":")[0].casefold().strip(".,;)")
    labels = name.split(".")
    if _INNER_NUMBERS.fullmatch(name):
        return True
    return bool(name) and (
        len(labels) == 1
        or labels[-1] in _INNER_ENDINGS
        or not _INNER_NAMES.isdisjoint(labels)
        or "sharepoint" in labels
    )
