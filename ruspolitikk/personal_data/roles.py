"""Persons' names where a role or a unit belongs: «Ansvarlig: Kari».

There a single capitalised word that is no known unit is a sign already, which it is in no sentence.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ruspolitikk.personal_data.given_names import GIVEN_NAMES, WORDS_TOO
from ruspolitikk.wording import fold

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
COMMON_FIRST_NAMES = GIVEN_NAMES | WORDS_TOO
"""Two capitalised words are as often an organisation («Blå Kors»), so a common first name is what
tells a person's whole name; after «v/» no such sign is needed."""
_FULL_NAME = range(2, 5)
"""Words of a whole name."""
A_ROLE = (
    r"(?:leder|sjef|direktør|konsulent|rådgiver|koordinator|veileder|lege|sykepleier|terapeut"
    r"|psykolog|pedagog|spesialist|assistent|behandler|mentor|planlegger|arbeider|medarbeider"
    r"|representant|kontakt|kontaktperson|ansvarlig|lærer|rektor|vakt)(?:e|n|en|er|ene|ne|r)?"
)
"""How the title of a role ends, in a regular expression of small letters."""
ENDS_AS_A_ROLE_OR_UNIT = re.compile(
    rf"(?:{A_ROLE}"
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
    return folded not in WELL_KNOWN_UNITS and not ENDS_AS_A_ROLE_OR_UNIT.search(folded[-40:])
